"""The diagnostic format of reviewdog (rdjson), which posts findings and suggested changes to pull requests.

It counts columns in bytes of UTF-8, from 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO

from gouji.source import Lines
from gouji.writers.edits import FileEdits
from gouji.writers.json import json_text, needs_ascii
from gouji.writers.wording import cut_short, in_lines, repository_path, spot

if TYPE_CHECKING:
    from gouji.engine import Result
    from gouji.finding import Entry
    from gouji.source import Place
    from gouji.writers import Context, Summary


class RdjsonOutput:
    """See `gouji.writers.Output`."""

    def __init__(self, stream: TextIO, context: Context) -> None:
        self.stream = stream
        self.lang = context.lang
        self.ascii = needs_ascii(stream)
        self.any = False
        stream.write('{"source": {"name": "gouji"}, "diagnostics": [')

    def file(self, result: Result) -> None:
        """Write the findings of a file; what was not checked is among them, as errors of the GJ rules."""
        if result.passed_over is not None:
            return
        lines = None if result.text is None else Lines(result.text)
        edits = FileEdits(result)
        for entry in result.findings:
            text = json_text(self._diagnostic(entry, lines, edits), self.ascii)
            self.stream.write((",\n" if self.any else "\n") + text)
            self.any = True

    def end(self, summary: Summary) -> None:
        """Close the object; the format has no room for counts. That the run was cut short stands as a diagnostic of its folder."""
        if summary.interrupted:
            told = {"message": cut_short(summary, self.lang), "location": {"path": "."}, "severity": "ERROR"}
            self.stream.write((",\n" if self.any else "\n") + json_text(told, self.ascii))
            self.any = True
        self.stream.write(("\n" if self.any else "") + "]}\n")

    def _diagnostic(self, entry: Entry, lines: Lines | None, edits: FileEdits) -> dict[str, Any]:
        words = "" if in_lines(entry.place) else spot(entry.place, self.lang)
        code = {"value": entry.rule.code}
        url = next((basis["url"] for basis in entry.basis if "url" in basis), None)
        if url is not None:
            code["url"] = url
        told: dict[str, Any] = {
            "message": f"{words}: {entry.message}" if words else entry.message,
            "location": _location(entry.path, entry.place, lines),
            "severity": entry.severity.label.upper(),
            "code": code,
        }
        replacements = edits.of(entry)
        # Each suggestion is offered on its own, and half a fix is none.
        if len(replacements) == 1:
            told["suggestions"] = [{"range": _range(item.place, lines), "text": item.new} for item in replacements]
        if entry.related:
            told["relatedLocations"] = [
                {"message": item.message, "location": _location(entry.path, item.place, lines)}
                for item in entry.related
            ]
        return told


def _location(path: str, place: Place, lines: Lines | None) -> dict[str, Any]:
    location: dict[str, Any] = {"path": repository_path(path)}
    if in_lines(place):
        location["range"] = _range(place, lines)
    return location


def _range(place: Place, lines: Lines | None) -> dict[str, Any]:
    assert place.line is not None
    span = {"start": _position(place.line, place.column, lines)}
    if place.end_line is not None:
        span["end"] = _position(place.end_line, place.end_column, lines)
    return span


def _position(line: int, column: int | None, lines: Lines | None) -> dict[str, int]:
    if column is None or lines is None or line > len(lines.starts):
        return {"line": line}
    return {"line": line, "column": len(lines.line(line)[: column - 1].encode("utf-8", "surrogatepass")) + 1}
