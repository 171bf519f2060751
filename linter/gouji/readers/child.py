"""Reading in a process of its own, which can be ended: for kinds of file that can be made to cost any time and memory.

A worker is a module that ends in `serve(read)`. It gets the file at its standard input and answers with one JSON object at its
standard output; the reader calls `ask(module, raw)` for that answer. Limits are the worker's own (`resource`, where the
platform has it) and, for time, the reader's as well, which ends a worker that does not answer.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any

from gouji.source import Place, Unreadable

MAX_SECONDS = 9.0
"""The longest a worker may take for one file, in seconds."""
MAX_MEMORY = 400_000_000
"""The most memory, in bytes, a worker may ask for beyond the code it loads."""

_OUT_OF_MEMORY = 91


def ask(module: str, raw: bytes, seconds: float = MAX_SECONDS, memory: int = MAX_MEMORY) -> Any:
    """Return what the worker `module` answers for a file; Unreadable where it refuses the file, fails or exceeds a limit."""
    import json
    import os
    import subprocess

    # The worker must find the same packages as this process, which may have been started with a path of its own.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", module, str(seconds), str(memory)]
    try:
        done = subprocess.run(command, input=raw, capture_output=True, timeout=seconds, env=environment, check=False)
    except subprocess.TimeoutExpired as error:
        raise _too_slow(seconds) from error
    except OSError as error:
        raise Unreadable(
            f"无法启动读取文件的子进程：{error}", f"the process that reads the file could not be started: {error}"
        ) from error
    if done.returncode == _OUT_OF_MEMORY:
        raise Unreadable(
            f"读取此文件所需内存超过 {memory // 1_000_000} MB 的上限；请用编辑软件重新导出，或改用 Word 文件",
            f"reading this file takes more than the limit of {memory // 1_000_000} MB of memory;"
            " export it anew, or use the Word file",
        )
    if done.returncode:
        if _ended_by_time(done.returncode):
            raise _too_slow(seconds)
        words = done.stderr.decode("utf-8", "replace").strip().splitlines()
        detail = words[-1] if words else str(done.returncode)
        raise Unreadable(
            f"文件已损坏或不合规范，读取中断（{detail}）；请重新导出或重新下载",
            f"the file is damaged, and reading it broke off ({detail}); export or download it again",
        )
    answer = json.loads(done.stdout)
    if "unreadable" in answer:
        refusal = answer["unreadable"]
        raise Unreadable(refusal["zh"], refusal["en"], Place(**refusal["place"]))
    return answer["answer"]


def serve(read: Callable[[bytes], Any]) -> None:
    """Read the file at standard input within the limits of the command line, and print what `read` makes of it."""
    seconds, memory = float(sys.argv[1]), int(sys.argv[2])
    _limit(seconds, memory)
    raw = sys.stdin.buffer.read()
    try:
        answer: Mapping[str, Any] = {"answer": read(raw)}
    except MemoryError:
        sys.exit(_OUT_OF_MEMORY)
    except Unreadable as error:
        place = {"page": error.place.page, "line": error.place.line}
        answer = {"unreadable": {"zh": error.zh, "en": error.en, "place": place}}
    import json

    sys.stdout.buffer.write(json.dumps(answer, separators=(",", ":")).encode())


def _limit(seconds: float, memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the reader's time limit holds there too.
        return
    whole = int(seconds) + 1
    for kind, limit in ((resource.RLIMIT_DATA, memory), (resource.RLIMIT_CPU, whole), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(kind)
        if hard == resource.RLIM_INFINITY or hard > limit:
            resource.setrlimit(kind, (limit, hard))


def _ended_by_time(code: int) -> bool:
    import signal

    return hasattr(signal, "SIGXCPU") and code == -signal.SIGXCPU


def _too_slow(seconds: float) -> Unreadable:
    return Unreadable(
        f"读取此文件超过 {seconds:g} 秒的上限；请确认它确是一份年度报告，或用编辑软件重新导出",
        f"reading this file takes longer than the limit of {seconds:g} seconds;"
        " make sure that it is one report, or export it anew",
    )
