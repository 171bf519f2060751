from __future__ import annotations

import subprocess
import sys
import time

import pytest

from gouji.readers.child import ask
from gouji.source import Unreadable

WORKER = "readers.sleeper"


def test_the_answer_comes_back() -> None:
    assert ask(WORKER, "好".encode()) == "好"


def test_a_refusal_comes_back_with_its_place() -> None:
    with pytest.raises(Unreadable, match="no") as caught:
        ask(WORKER, b"refuse")
    assert (caught.value.zh, caught.value.place.page, caught.value.place.line) == ("不行", 3, 4)


@pytest.mark.parametrize("word", [b"sleep", b"work"])
def test_a_worker_that_takes_too_long_is_ended(word: bytes) -> None:
    started = time.monotonic()
    with pytest.raises(Unreadable, match="limit of 1 seconds"):
        ask(WORKER, word, seconds=1)
    assert time.monotonic() - started < 5


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to a limit of memory")
def test_a_worker_that_takes_too_much_memory_is_ended() -> None:
    with pytest.raises(Unreadable, match="limit of 200 MB"):
        ask(WORKER, b"grow", memory=200_000_000)


def test_a_crash_is_told_in_words() -> None:
    with pytest.raises(Unreadable, match="ValueError: odd bytes") as caught:
        ask(WORKER, b"crash")
    assert "Traceback" not in caught.value.en


def test_a_process_that_cannot_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("not allowed")

    monkeypatch.setattr(subprocess, "run", refuse)
    with pytest.raises(Unreadable, match="could not be started"):
        ask(WORKER, b"")
