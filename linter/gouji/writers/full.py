"""The format for people: each finding with the words it stands on, what it rests on, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from gouji.source import Lines, Place
from gouji.writers.frame import FrameLine, Glyphs, clip, frame
from gouji.writers.wording import severity, summary_line, unchecked, where

if TYPE_CHECKING:
    from gouji.engine import Result
    from gouji.finding import Entry
    from gouji.writers import Context, Summary

COLORS = {"error": "1;31", "warning": "1;33", "info": "1;36", "path": "1", "rule": "1", "gutter": "34", "good": "32"}


class FullOutput:
    """See `gouji.writers.Output`."""

    def __init__(self, stream: TextIO, context: Context) -> None:
        self.stream = stream
        self.lang = context.lang
        self.color = context.color
        self.width = context.width
        self.glyphs = Glyphs(getattr(stream, "encoding", None))

    def file(self, result: Result) -> None:
        """Write every finding of a file, then what was not checked."""
        if result.passed_over is not None:
            return
        lines = None if result.text is None else Lines(result.text)
        for entry in result.findings:
            self._entry(entry, lines)
        told = list(unchecked(result, self.lang))
        for text in told:
            self._write(f"{self._paint('path', result.path)}: {self.glyphs.line(text)}")
        if told:
            self._write("")

    def end(self, summary: Summary) -> None:
        """Write the counts."""
        label = next((label for label in ("error", "warning", "info") if getattr(summary, label)), "good")
        if label == "good" and (summary.unchecked or summary.interrupted or not summary.files):
            label = "warning"
        self._write(self._paint(label, summary_line(summary, self.lang)))

    def _entry(self, entry: Entry, lines: Lines | None) -> None:
        label = entry.severity.label
        place = self._paint("path", where(entry.path, entry.place, self.lang))
        name = self._paint("rule", f"{entry.rule.code} {entry.rule.name}")
        level = self._paint(label, severity(label, self.lang))
        self._write(f"{place} {level} {name} {self.glyphs.line(entry.message)}")
        shown = self._frame(entry, lines)
        gutter = max((len(str(line.number)) for line in shown if line.number is not None), default=0)
        for line in shown:
            number = "" if line.number is None else str(line.number)
            self._write(f" {self._paint('gutter', f'{number:>{gutter}} |')} {line.source}")
            if line.marks:
                self._write(f" {self._paint('gutter', ' ' * gutter + ' |')} {self._paint(label, line.marks)}")
        for note in self._notes(entry):
            self._write(f" {' ' * gutter} {self._paint('gutter', '=')} {self.glyphs.line(note)}")
        self._write("")

    def _frame(self, entry: Entry, lines: Lines | None) -> list[FrameLine]:
        if lines is not None and entry.place.line is not None:
            # Space, number, bar and spaces around it stand before the source.
            room = self.width - len(str(entry.place.end_line or entry.place.line)) - 4
            return list(frame(lines, entry.place, self.glyphs, room))
        if entry.quote:
            # A document without lines still shows the words.
            quote = entry.quote.replace("\n", " ")
            return [FrameLine(None, *clip(quote, 0, len(quote), self.glyphs, self.width - 4))]
        return []

    def _notes(self, entry: Entry) -> list[str]:
        zh = self.lang == "zh"
        notes = []
        for related in entry.related:
            place = where(entry.path, related.place, self.lang) if related.place != Place() else ""
            notes.append((f"相关：{place} " if zh else f"see: {place} ") + related.message)
        for basis in entry.basis:
            words = " ".join(basis[key] for key in ("title", "article", "url") if key in basis)
            notes.append(f"依据：{words}" if zh else f"basis: {words}")
        if entry.fix is not None:
            safe = entry.fix.safe
            kind = ("修改" if safe else "修改建议（需人工确认）") if zh else ("fix" if safe else "fix, to be confirmed")
            notes.append(f"{kind}：{entry.fix.title}" if zh else f"{kind}: {entry.fix.title}")
        return notes

    def _paint(self, what: str, text: str) -> str:
        text = self.glyphs.line(text)
        return f"\x1b[{COLORS[what]}m{text}\x1b[0m" if self.color else text

    def _write(self, line: str) -> None:
        self.stream.write(line.rstrip() + "\n")
