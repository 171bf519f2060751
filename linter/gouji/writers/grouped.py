"""Findings under the name of their file, in columns: for reading a folder of reports on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from gouji.writers.frame import Glyphs
from gouji.writers.full import COLORS
from gouji.writers.wording import severity, spot, summary_line, unchecked

if TYPE_CHECKING:
    from gouji.engine import Result
    from gouji.writers import Context, Summary


class GroupedOutput:
    """See `gouji.writers.Output`."""

    def __init__(self, stream: TextIO, context: Context) -> None:
        self.stream = stream
        self.lang = context.lang
        self.color = context.color
        self.glyphs = Glyphs(getattr(stream, "encoding", None))

    def file(self, result: Result) -> None:
        """Write a file's name and, under it, its findings and what was not checked; nothing for a file that is all right."""
        told = list(unchecked(result, self.lang))
        if result.passed_over is not None or not (result.findings or told):
            return
        self._write(self._paint("path", self.glyphs.line(result.path)))
        places = [self.glyphs.line(spot(entry.place, self.lang)) for entry in result.findings]
        widest = max(map(self._columns, places), default=0)
        for entry, place in zip(result.findings, places, strict=True):
            label = entry.severity.label
            level = self._paint(label, severity(label, self.lang))
            gap = " " * (widest - self._columns(place))
            self._write(f"  {place}{gap}  {level}  {entry.rule.code}  {self.glyphs.line(entry.message)}")
        for text in told:
            self._write(f"  {self.glyphs.line(text)}")
        self._write("")

    def end(self, summary: Summary) -> None:
        """Write the counts."""
        self._write(summary_line(summary, self.lang))

    def _columns(self, text: str) -> int:
        return sum(self.glyphs.shown(character)[1] for character in text)

    def _paint(self, what: str, text: str) -> str:
        return f"\x1b[{COLORS[what]}m{text}\x1b[0m" if self.color else text

    def _write(self, line: str) -> None:
        self.stream.write(line.rstrip() + "\n")
