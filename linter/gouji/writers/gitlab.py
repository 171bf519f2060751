"""The code quality report of GitLab: a JSON array, one object a finding.

GitLab takes two findings of one fingerprint for one, so that the path is part of it here: a report may lie in two folders.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, TextIO

from gouji.writers.json import json_text, needs_ascii
from gouji.writers.wording import cut_short, in_lines, repository_path, spot

if TYPE_CHECKING:
    from gouji.engine import Result
    from gouji.finding import Entry
    from gouji.writers import Context, Summary

SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


class GitlabOutput:
    """See `gouji.writers.Output`."""

    def __init__(self, stream: TextIO, context: Context) -> None:
        self.stream = stream
        self.lang = context.lang
        self.ascii = needs_ascii(stream)
        self.any = False
        stream.write("[")

    def file(self, result: Result) -> None:
        """Write the findings of a file; what was not checked is among them, as errors of the GJ rules."""
        if result.passed_over is not None:
            return
        for entry in result.findings:
            self.stream.write((",\n" if self.any else "\n") + json_text(self._issue(entry), self.ascii))
            self.any = True

    def end(self, summary: Summary) -> None:
        """Close the array; the format has no room for counts. That the run was cut short stands as an issue of its folder."""
        if summary.interrupted:
            issue = {
                "description": cut_short(summary, self.lang),
                "check_name": "gouji interrupted",
                "fingerprint": _fingerprint(".", "interrupted"),
                "severity": "blocker",
                "location": {"path": ".", "lines": {"begin": 1}},
            }
            self.stream.write((",\n" if self.any else "\n") + json_text(issue, self.ascii))
            self.any = True
        self.stream.write(("\n" if self.any else "") + "]\n")

    def _issue(self, entry: Entry) -> dict[str, Any]:
        place = entry.place
        begin, end, description = 1, None, entry.message
        if in_lines(place) and place.line is not None:
            begin, end = place.line, place.end_line
        elif words := spot(place, self.lang):
            description = f"{words}: {description}"
        path = repository_path(entry.path)
        return {
            "description": description,
            "check_name": f"{entry.rule.code} {entry.rule.name}",
            "fingerprint": _fingerprint(path, entry.fingerprint),
            "severity": SEVERITIES[entry.severity.label],
            "location": {"path": path, "lines": {"begin": begin} if end is None else {"begin": begin, "end": end}},
        }


def _fingerprint(path: str, fingerprint: str) -> str:
    return hashlib.sha256(f"{path}\n{fingerprint}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
