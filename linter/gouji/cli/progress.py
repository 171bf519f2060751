"""What is seen of a run while it runs: a line on the terminal that counts files, and how Ctrl-C ends it."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from gouji.cli.console import say

if TYPE_CHECKING:
    from gouji.engine import Result

AFTER = 2.0
"""Seconds before anything is shown."""

EVERY = 0.2
_CLEAR = "\r\x1b[2K"


class Interrupted(KeyboardInterrupt):
    """Ctrl-C was pressed; what was yielded before has been dealt with."""


def watched(results: Iterable[Result]) -> Iterator[Result]:
    """Yield the results, counting them on standard error where that is a terminal.

    Ctrl-C stops the work at once, but not what the caller does with a result: that is finished first. Then Interrupted is raised.
    """
    line = _Line() if sys.stderr.isatty() else None
    checked = 0
    working = True
    pressed = False

    def interrupt(_number: int, _frame: Any) -> None:
        nonlocal pressed
        if working or pressed:
            raise KeyboardInterrupt
        pressed = True

    before = _set_handler(interrupt)
    try:
        for result in results:
            working = False
            checked += 1
            if line is not None and (
                result.passed_over is not None or (sys.stdout.isatty() and (result.findings or result.unchecked))
            ):
                line.clear()
            yield result
            if pressed:
                raise Interrupted
            if line is not None:
                line.show(checked)
            working = True
    except KeyboardInterrupt as error:
        raise Interrupted from error
    finally:
        working = False
        if line is not None:
            line.clear()
        if before is not None:
            signal.signal(signal.SIGINT, before)


def _set_handler(handler: Callable[[int, Any], None]) -> Any:
    """Have a handler called for Ctrl-C and return the one before; None where nothing was changed."""
    present = signal.getsignal(signal.SIGINT)
    if present is not signal.default_int_handler:
        # Somebody else minds it, or it is to be ignored, as in the background.
        return None
    try:
        signal.signal(signal.SIGINT, handler)
    except ValueError:
        # Signals are for the main thread only.
        return None
    return present


class _Line:
    """The line that counts."""

    def __init__(self) -> None:
        self.started = self.shown = time.monotonic()
        self.visible = False

    def show(self, checked: int) -> None:
        """Show how many files were checked, a few times a second."""
        now = time.monotonic()
        if now - self.started < AFTER or (self.visible and now - self.shown < EVERY):
            return
        self.shown = now
        self.visible = True
        seconds = int(now - self.started)
        if sys.stdout.isatty():
            # What the same terminal is still to show must not land in the middle of the line.
            sys.stdout.flush()
        sys.stderr.write(
            _CLEAR + say(f"已检查 {checked} 个文件，{seconds} 秒", f"{checked} files checked, {seconds} s")
        )
        sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away, so that something else can be written."""
        if self.visible:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()
            self.visible = False
