"""Markdown: a table of findings for each file, for comments on pull requests and summaries of jobs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TextIO

from gouji.writers.frame import Glyphs
from gouji.writers.wording import severity, spot, summary_line, unchecked

if TYPE_CHECKING:
    from gouji.engine import Result
    from gouji.finding import Entry
    from gouji.writers import Context, Summary

_MARKS = r"([\\`*_{}\[\]<>()#+!|~&$])"
HEADINGS = {"zh": ("位置", "级别", "规则", "问题"), "en": ("place", "severity", "rule", "finding")}


class MarkdownOutput:
    """See `gouji.writers.Output`."""

    def __init__(self, stream: TextIO, context: Context) -> None:
        self.stream = stream
        self.lang = context.lang
        self.glyphs = Glyphs(getattr(stream, "encoding", None))

    def file(self, result: Result) -> None:
        """Write a heading and a table for a file; nothing for one that is all right."""
        told = list(unchecked(result, self.lang))
        if result.passed_over is not None or not (result.findings or told):
            return
        self._write(f"### {self._plain(result.path)}\n")
        if result.findings:
            headings = HEADINGS["zh" if self.lang == "zh" else "en"]
            self._row(headings)
            self._row(["---"] * len(headings))
            for entry in result.findings:
                self._row(self._cells(entry))
            self._write("")
        for text in told:
            self._write(f"- {self._plain(text)}")
        if told:
            self._write("")

    def end(self, summary: Summary) -> None:
        """Write the counts."""
        self._write(f"**{self._plain(summary_line(summary, self.lang))}**")

    def _cells(self, entry: Entry) -> list[str]:
        label = entry.severity.label
        texts = (spot(entry.place, self.lang), severity(label, self.lang), entry.rule.code, entry.message)
        return [self._plain(text) for text in texts]

    def _plain(self, text: str) -> str:
        """Return text that shows as it is: no mark in it is read as Markdown or HTML, and no name notifies anyone."""
        return re.sub(_MARKS, r"\\\1", self.glyphs.line(text)).replace("@", "@\u200b")

    def _row(self, cells: list[str] | tuple[str, ...]) -> None:
        self._write(f"| {' | '.join(cells)} |")

    def _write(self, line: str) -> None:
        self.stream.write(line + "\n")
