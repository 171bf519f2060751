"""One JSON object for programs, written as results come: findings first, then files, the summary last.

Its shape is output.schema.json. A stream that is not UTF-8 gets escapes instead of characters, so that nothing is lost.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TextIO

from gouji.report import format_pointer
from gouji.writers import SETTINGS

if TYPE_CHECKING:
    from gouji.engine import Result
    from gouji.finding import Entry
    from gouji.source import Place
    from gouji.writers import Context, Summary

VERSION = 1


class JsonOutput:
    """See `gouji.writers.Output`."""

    def __init__(self, stream: TextIO, context: Context) -> None:
        self.stream = stream
        self.ascii = needs_ascii(stream)
        self.files: list[str] = []
        self.any_finding = False
        tool = {"name": "gouji", "version": context.version}
        stream.write(f'{{"version": {VERSION}, "tool": {self._text(tool)}, "findings": [')

    def file(self, result: Result) -> None:
        """Write the findings of a file; what is said of the file itself is kept for later."""
        if result.passed_over is not None:
            return
        for entry in result.findings:
            self.stream.write((",\n" if self.any_finding else "\n") + self._text(as_data(entry)))
            self.any_finding = True
        if result.kind != SETTINGS:
            self.files.append(self._text(as_file(result)))

    def end(self, summary: Summary) -> None:
        """Write files and summary."""
        self.stream.write(("\n" if self.any_finding else "") + '], "files": [')
        self.stream.write(",".join("\n" + text for text in self.files) + ("\n" if self.files else ""))
        counts = as_counts(summary)
        self.stream.write(f'], "summary": {self._text(counts)}}}\n')

    def _text(self, value: Any) -> str:
        return json_text(value, self.ascii)


def needs_ascii(stream: TextIO) -> bool:
    """Whether JSON must be escaped to pass through a stream unharmed."""
    encoding = (getattr(stream, "encoding", None) or "utf-8").lower().replace("_", "-")
    return not encoding.startswith("utf-")


def json_text(value: Any, ascii_only: bool = False, indent: int | None = None) -> str:
    """Return JSON that any UTF-8 stream takes: readable, and escaped only where a lone surrogate cannot be written."""
    text = json.dumps(value, ensure_ascii=ascii_only, default=str, indent=indent)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, ensure_ascii=True, default=str, indent=indent)
    return text


def as_data(entry: Entry) -> dict[str, Any]:
    """Return a finding as JSON data."""
    fix = entry.fix
    return {
        "code": entry.rule.code,
        "name": entry.rule.name,
        "category": entry.rule.category.value,
        "severity": entry.severity.label,
        "message": entry.message,
        "path": entry.path,
        "place": _place(entry.place),
        "pointer": format_pointer(entry.pointer),
        "anchor": entry.anchor,
        "span": _span(entry.span),
        "basis": [dict(basis) for basis in entry.basis],
        "related": [{"message": item.message, "place": _place(item.place)} for item in entry.related],
        "fix": None
        if fix is None
        else {
            "title": fix.title,
            "safe": fix.safe,
            "edits": [
                {"pointer": format_pointer(pointer), "start": start, "end": end, "replacement": replacement}
                for pointer, (start, end), replacement in fix.edits
            ],
        },
        "data": dict(entry.data),
        "fingerprint": entry.fingerprint,
    }


def as_file(result: Result) -> dict[str, Any]:
    """Return what is said of a file beside its findings as JSON data."""
    unchecked = [{"rule": item.what, "reason": item.reason} for item in result.unchecked]
    told = {"path": result.path, "year": result.year, "agency": result.agency, "unchecked": unchecked}
    return {**told, "packs": list(result.packs)} if result.packs else told


def as_counts(summary: Summary) -> dict[str, Any]:
    """Return the counts of a run as JSON data; those that only some runs have stand there where they are not 0."""
    rare = {name: getattr(summary, name) for name in ("baselined", "stale", "fixed", "held_back")}
    return {
        "files": summary.files,
        "error": summary.error,
        "warning": summary.warning,
        "info": summary.info,
        "suppressed": summary.suppressed,
        "unchecked": summary.unchecked,
        "passed_over": summary.passed_over,
        **{name: count for name, count in rare.items() if count},
        **({"unread": sum(summary.unread.values())} if summary.unread else {}),
        **({"interrupted": True} if summary.interrupted else {}),
    }


def _place(place: Place) -> dict[str, int | str]:
    names = ("line", "column", "end_line", "end_column", "page", "label")
    return {name: value for name in names if (value := getattr(place, name)) is not None}


def _span(span: Sequence[int] | None) -> dict[str, int] | None:
    return None if span is None else {"start": span[0], "end": span[1]}
