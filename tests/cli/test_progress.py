from __future__ import annotations

import io
import signal
from collections.abc import Iterator

import pytest

from gouji.cli import progress
from gouji.cli.progress import Interrupted, watched
from gouji.engine import Result, Unchecked


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def open_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Return a terminal that takes standard error. Pytest puts its own there after fixtures were made."""
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setenv("GOUJI_LANG", "en")
    return screen


def results(count: int) -> Iterator[Result]:
    return (Result(f"{number}.json") for number in range(count))


def test_a_short_run_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = open_terminal(monkeypatch)
    assert len(list(watched(results(100)))) == 100
    assert terminal.getvalue() == ""


def test_a_long_run_counts_files_and_takes_the_line_away(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = open_terminal(monkeypatch)
    monkeypatch.setattr(progress, "AFTER", 0)
    monkeypatch.setattr(progress, "EVERY", 0)
    assert len(list(watched(results(3)))) == 3
    assert [line.split(" files")[0] for line in terminal.getvalue().split("\r\x1b[2K")[1:]] == ["1", "2", "3", ""]


def test_the_line_is_away_while_findings_are_written_to_the_same_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = open_terminal(monkeypatch)
    monkeypatch.setattr(progress, "AFTER", 0)
    monkeypatch.setattr("sys.stdout", terminal)
    told = [Result("a.json"), Result("b.json", unchecked=[Unchecked("all", "why")])]
    for result in watched(told):
        terminal.write(f"[{result.path}]")
    assert "1 files checked, 0 s\r\x1b[2K[b.json]" in terminal.getvalue()


def test_the_line_has_nothing_to_do_with_output_that_goes_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone(io.StringIO):
        def flush(self) -> None:
            raise BrokenPipeError

    terminal = open_terminal(monkeypatch)
    monkeypatch.setattr(progress, "AFTER", 0)
    monkeypatch.setattr("sys.stdout", Gone())
    assert len(list(watched(results(3)))) == 3
    assert "1 files checked" in terminal.getvalue()


def test_nothing_is_shown_where_errors_go_to_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    file = io.StringIO()
    monkeypatch.setattr("sys.stderr", file)
    monkeypatch.setattr(progress, "AFTER", 0)
    assert len(list(watched(results(3)))) == 3
    assert file.getvalue() == ""


def test_an_interrupt_lets_a_result_be_written_to_its_end() -> None:
    written = []
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(Interrupted):
        for result in watched(results(5)):
            if result.path == "2.json":
                signal.raise_signal(signal.SIGINT)
            written.append(result.path)
    assert written == ["0.json", "1.json", "2.json"]
    assert signal.getsignal(signal.SIGINT) is before


def test_a_second_interrupt_is_obeyed_at_once() -> None:
    written = []
    with pytest.raises(KeyboardInterrupt):
        for result in watched(results(5)):
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGINT)
            written.append(result.path)
    assert written == []


def test_an_interrupt_stops_the_work() -> None:
    def working() -> Iterator[Result]:
        yield Result("0.json")
        signal.raise_signal(signal.SIGINT)
        yield Result("1.json")

    written = []
    with pytest.raises(Interrupted):
        for result in watched(working()):
            written.append(result.path)  # noqa: PERF401 - what was written before counts
    assert written == ["0.json"]


def test_an_ignored_interrupt_stays_ignored() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        next(iter(watched(results(1))))
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
