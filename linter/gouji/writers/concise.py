"""One line a finding: `path:line:column: CODE[severity] message`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from gouji.writers.frame import Glyphs
from gouji.writers.wording import summary_line, unchecked, where

if TYPE_CHECKING:
    from gouji.engine import Result
    from gouji.writers import Context, Summary


class ConciseOutput:
    """See `gouji.writers.Output`."""

    def __init__(self, stream: TextIO, context: Context) -> None:
        self.stream = stream
        self.lang = context.lang
        self.glyphs = Glyphs(getattr(stream, "encoding", None))

    def file(self, result: Result) -> None:
        """Write the findings of a file, then what was not checked."""
        if result.passed_over is not None:
            return
        for entry in result.findings:
            place = where(entry.path, entry.place, self.lang)
            self._write(f"{place}: {entry.rule.code}[{entry.severity.label}] {entry.message}")
        for text in unchecked(result, self.lang):
            self._write(f"{result.path}: {text}")

    def end(self, summary: Summary) -> None:
        """Write the counts."""
        self._write(summary_line(summary, self.lang))

    def _write(self, line: str) -> None:
        self.stream.write(self.glyphs.line(line) + "\n")
