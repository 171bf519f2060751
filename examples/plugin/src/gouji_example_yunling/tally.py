"""The output format `tally`: how often each rule found something, as lines of code, name and count."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TextIO

from gouji.writers import Context, Output, Writer

if TYPE_CHECKING:
    from gouji.engine import Result
    from gouji.writers import Summary


class Tally:
    """See `gouji.writers.Output`."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._found: Counter[tuple[str, str]] = Counter()

    def file(self, result: Result) -> None:
        self._found.update((entry.rule.code, entry.rule.name) for entry in result.findings)

    def end(self, summary: Summary) -> None:
        for (code, name), number in sorted(self._found.items()):
            self._stream.write(f"{code}\t{name}\t{number}\n")
        self._stream.write(f"files\t\t{summary.files}\n")


def _open(stream: TextIO, _context: Context) -> Output:
    return Tally(stream)


TALLY = Writer("tally", "各规则的问题数 / findings by rule", _open)
