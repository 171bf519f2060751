"""Streams, language and colour of the terminal at hand."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO, cast

import click

if TYPE_CHECKING:
    from gouji.settings import Finder

LANGUAGES = ("zh", "en")
DEFAULT_WIDTH = 100
_LANGUAGE = "gouji.lang"
_FILE = "gouji.file"


class Failure(Exception):
    """The command cannot do what it was asked; its message goes to standard error and the exit status is 2."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


def prepare_streams() -> None:
    """Make standard output and error replace what they cannot show instead of failing on it, once: that writes what a stream holds back.

    Where standard error is closed, messages go nowhere.
    """
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and stream.errors != "replace":
            reconfigure(errors="replace")


def discard_output() -> None:
    """Send what is still buffered for a closed pipe nowhere, so that the interpreter's last flush stays quiet."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = cast("TextIO", open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115


def put(text: str) -> None:
    """Write to standard output; nowhere, once nobody reads it any more."""
    try:
        sys.stdout.write(text)
    except BrokenPipeError:
        discard_output()


def finish_output() -> None:
    """Write what standard output still holds back; nowhere, once nobody reads it any more."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        discard_output()


def settle_language(stated: str | None, finder: Finder | None = None) -> str:
    """Decide the language of the run: what is stated, GOUJI_LANG, gouji.yaml, the locale; and remember it for messages."""
    meta = click.get_current_context().meta
    if stated is not None:
        meta[_LANGUAGE] = stated
    lang = stated or _from_environment()
    if lang is None and finder is not None:
        lang = finder.for_folder(".").lang
    meta[_LANGUAGE] = lang = lang or _from_locale()
    return lang


def language() -> str:
    """Return the language of messages."""
    context = click.get_current_context(silent=True)
    settled: str | None = None if context is None else context.meta.get(_LANGUAGE)
    named = os.environ.get("GOUJI_LANG")
    return settled or (named if named in LANGUAGES else None) or _from_locale()


def _from_environment() -> str | None:
    named = os.environ.get("GOUJI_LANG")
    if named and named not in LANGUAGES:
        raise Failure(f"GOUJI_LANG={named}：应为 zh 或 en", f"GOUJI_LANG={named}: must be zh or en")
    return named or None


def _from_locale() -> str:
    """Return `en` for an English locale or a terminal that has no Chinese characters, `zh` for all others."""
    stated = next((os.environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(key)), None)
    if stated is None and os.name == "nt":
        import locale

        stated = locale.getlocale()[0]
    if (stated or "").lower().startswith("en"):
        return "en"
    try:
        "章".encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return "en"
    return "zh"


def say(zh: str, en: str) -> str:
    """Return the one of two wordings that the language asks for."""
    return zh if language() == "zh" else en


def tell(zh: str, en: str) -> None:
    """Write a message to standard error; nowhere, where that cannot be written."""
    prepare_streams()
    with suppress(OSError):
        sys.stderr.write(say(zh, en) + "\n")
        sys.stderr.flush()


def working_on(path: str | None) -> None:
    """Remember the file that is being worked on, to be named should the program fail."""
    context = click.get_current_context(silent=True)
    if context is not None:
        context.meta[_FILE] = path


def tell_of_output(error: OSError) -> None:
    """Say that standard output cannot be written, why, and what to do."""
    from gouji.cli.atomic import unwritable

    zh, en = unwritable(error)
    tell(f"无法写入标准输出：{zh}", f"standard output cannot be written: {en}")


def tell_of_bug(error: BaseException, output: str | None = None) -> None:
    """Say that the program failed in a way nobody expected, on which file and output, and ask that it be reported."""
    context = click.get_current_context(silent=True)
    path = (None if context is None else context.meta.get(_FILE)) or getattr(error, "filename", None)
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    zh, en = [f"文件 {path}"] if path else [], [f"file {path}"] if path else []
    if output is not None:
        zh.append(f"输出 {output}")
        en.append(f"output {output}")
    tell(
        f"gouji 内部出错{'（' + '，'.join(zh) + '）' if zh else ''}：{what}\n"
        "检查没有完成。请向 gouji 的开发者报告；设置 GOUJI_DEBUG=1 可显示详细信息",
        f"internal error of gouji{' (' + ', '.join(en) + ')' if en else ''}: {what}\n"
        "The work was not finished. Please report it to gouji's developers; GOUJI_DEBUG=1 shows the details",
    )
    if os.environ.get("GOUJI_DEBUG") == "1":
        import traceback

        sys.stderr.write("".join(traceback.format_exception(error)))


def colored(choice: str, stream: TextIO) -> bool:
    """Whether to colour what goes to a stream: as chosen, or on a terminal where NO_COLOR does not forbid it."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not stream.isatty():
        return False
    # The old Windows console prints escape sequences as they are.
    return os.name != "nt" or any(key in os.environ for key in ("WT_SESSION", "ANSICON", "TERM"))


def width(stream: TextIO) -> int:
    """Return the columns of a terminal, a fixed number for anything else."""
    try:
        return max(40, os.get_terminal_size(stream.fileno()).columns)
    except (OSError, ValueError):
        return DEFAULT_WIDTH
