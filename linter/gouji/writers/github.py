"""Workflow commands of GitHub Actions: a finding becomes an annotation of its line in the pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from gouji.writers.frame import Glyphs
from gouji.writers.wording import cut_short, in_lines, repository_path, spot, summary_line, unchecked

if TYPE_CHECKING:
    from gouji.engine import Result
    from gouji.finding import Entry
    from gouji.writers import Context, Summary

COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


class GithubOutput:
    """See `gouji.writers.Output`."""

    def __init__(self, stream: TextIO, context: Context) -> None:
        self.stream = stream
        self.lang = context.lang
        self.glyphs = Glyphs(getattr(stream, "encoding", None))

    def file(self, result: Result) -> None:
        """Write a command for every finding, and one for what was not checked."""
        if result.passed_over is not None:
            return
        for entry in result.findings:
            self._entry(entry)
        for text in unchecked(result, self.lang):
            self._command("warning", {"file": repository_path(result.path)}, text)

    def end(self, summary: Summary) -> None:
        """Write the counts, which the log shows."""
        if summary.interrupted:
            self._command("error", {"title": "gouji"}, cut_short(summary, self.lang))
        self.stream.write(summary_line(summary, self.lang) + "\n")

    def _entry(self, entry: Entry) -> None:
        place = entry.place
        properties: dict[str, object] = {"file": repository_path(entry.path)}
        message = entry.message
        if in_lines(place):
            properties["line"] = place.line
            if place.end_line in (None, place.line):
                if place.column is not None:
                    properties["col"] = place.column
                if place.end_column is not None:
                    properties["endColumn"] = place.end_column
            else:
                # Columns are not taken where a place goes over several lines.
                properties["endLine"] = place.end_line
        elif words := spot(place, self.lang):
            message = f"{words}: {message}"
        properties["title"] = f"{entry.rule.code} {entry.rule.name}"
        self._command(COMMANDS[entry.severity.label], properties, message)

    def _command(self, name: str, properties: dict[str, object], message: str) -> None:
        given = ",".join(f"{key}={self._property(str(value))}" for key, value in properties.items())
        self.stream.write(f"::{name} {given}::{self._data(message)}\n")

    def _data(self, text: str) -> str:
        return self.glyphs.line(text).replace("%", "%25")

    def _property(self, text: str) -> str:
        return self._data(text).replace(":", "%3A").replace(",", "%2C")
