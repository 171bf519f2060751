"""SARIF 2.1.0, which code scanning services and editors read.

Results are written as they come. The rules they name, what was not checked, and whether the run went well are known only at
the end, and come last: the order of the keys of an object is free.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO

from gouji.report import format_pointer
from gouji.writers.edits import FileEdits
from gouji.writers.json import json_text, needs_ascii
from gouji.writers.wording import cut_short, fix_title, in_lines, spot, unchecked

if TYPE_CHECKING:
    from gouji.engine import Result
    from gouji.finding import Entry
    from gouji.rule import Rule
    from gouji.source import Place
    from gouji.writers import Context, Summary

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}
FINGERPRINT = "gouji/v1"
"""The name under which the fingerprint stands; a change of how it is made gets another."""


class SarifOutput:
    """See `gouji.writers.Output`."""

    def __init__(self, stream: TextIO, context: Context) -> None:
        self.stream = stream
        self.lang = "zh" if context.lang == "zh" else "en"
        self.version = context.version
        self.ascii = needs_ascii(stream)
        self.rules: dict[str, tuple[int, Rule]] = {}
        self.notifications: list[dict[str, Any]] = []
        self.failed = False
        self.any = False
        run = {
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "language": "zh-CN" if self.lang == "zh" else "en-US",
        }
        head = self._text({"$schema": SCHEMA, "version": "2.1.0"})[:-1]
        stream.write(f'{head}, "runs": [{self._text(run)[:-1]}, "results": [')

    def file(self, result: Result) -> None:
        """Write the findings of a file, the suppressed ones as such, and remember what was not checked in it."""
        if result.passed_over is not None:
            return
        self.failed = self.failed or result.failed
        edits = FileEdits(result)
        for entry in result.findings:
            self._write(self._result(entry, edits))
        for item in result.suppressed:
            kind = "inSource" if item.by == "report" else "external"
            suppression = {"kind": kind, "status": "accepted", "justification": item.reason}
            self._write({**self._result(item.entry, edits), "suppressions": [suppression]})
        for text in unchecked(result, self.lang):
            self.notifications.append(
                {
                    "message": {"text": text},
                    "level": "error" if result.failed else "warning",
                    "locations": [{"physicalLocation": {"artifactLocation": _artifact(result.path)}}],
                }
            )

    def end(self, summary: Summary) -> None:
        """Write how the run went, and the rules."""
        if summary.interrupted:
            # Without this, what was not looked at would pass for mended.
            self.failed = True
            self.notifications.append({"message": {"text": cut_short(summary, self.lang)}, "level": "error"})
        invocation: dict[str, Any] = {"executionSuccessful": not self.failed}
        if self.notifications:
            invocation["toolExecutionNotifications"] = self.notifications
        driver: dict[str, Any] = {"name": "gouji"}
        if self.version:
            driver["version"] = self.version
        driver["rules"] = [_descriptor(rule, self.lang) for _, rule in self.rules.values()]
        self.stream.write(("\n" if self.any else "") + "],\n")
        self.stream.write(f'"invocations": [{self._text(invocation)}],\n')
        self.stream.write(f'"tool": {self._text({"driver": driver})}}}]}}\n')

    def _write(self, result: dict[str, Any]) -> None:
        self.stream.write((",\n" if self.any else "\n") + self._text(result))
        self.any = True

    def _result(self, entry: Entry, edits: FileEdits) -> dict[str, Any]:
        index, _ = self.rules.setdefault(entry.rule.code, (len(self.rules), entry.rule))
        location = self._location(entry.path, entry.place)
        location["logicalLocations"] = [{"fullyQualifiedName": entry.anchor, "kind": "element"}]
        told: dict[str, Any] = {
            "ruleId": entry.rule.code,
            "ruleIndex": index,
            "level": LEVELS[entry.severity.label],
            "message": {"text": entry.message},
            "locations": [location],
            "partialFingerprints": {FINGERPRINT: entry.fingerprint},
        }
        if entry.related:
            told["relatedLocations"] = [
                {
                    "id": number,
                    "message": {"text": item.message},
                    **self._location(entry.path, item.place, item.message),
                }
                for number, item in enumerate(entry.related)
            ]
        replacements = edits.of(entry)
        if replacements and entry.fix is not None:
            changes = [
                {"deletedRegion": _region(item.place), "insertedContent": {"text": item.new}} for item in replacements
            ]
            told["fixes"] = [
                {
                    "description": {"text": fix_title(entry.fix, self.lang)},
                    "artifactChanges": [{"artifactLocation": _artifact(entry.path), "replacements": changes}],
                    "properties": {"safe": entry.fix.safe},
                }
            ]
        told["properties"] = {"pointer": format_pointer(entry.pointer), "basis": [dict(basis) for basis in entry.basis]}
        return told

    def _location(self, path: str, place: Place, message: str | None = None) -> dict[str, Any]:
        physical: dict[str, Any] = {"artifactLocation": _artifact(path)}
        location: dict[str, Any] = {"physicalLocation": physical}
        if in_lines(place):
            physical["region"] = _region(place)
        elif words := spot(place, self.lang):
            location["message"] = {"text": f"{words}: {message}" if message else words}
        return location

    def _text(self, value: Any) -> str:
        return json_text(value, self.ascii)


def _region(place: Place) -> dict[str, int]:
    names = {"line": "startLine", "column": "startColumn", "end_line": "endLine", "end_column": "endColumn"}
    return {key: value for name, key in names.items() if (value := getattr(place, name)) is not None}


def _artifact(path: str) -> dict[str, str]:
    """Return the location of a file: below the root of the sources where its path is relative, a file URI otherwise."""
    from pathlib import Path, PurePath
    from urllib.parse import quote

    from gouji.walk import absolute

    pure = PurePath(path)
    if pure.is_absolute() or ".." in pure.parts:
        return {"uri": Path(absolute(path)).as_uri()}
    # A colon in the first part of a relative reference would be read as the end of a scheme.
    try:
        # Bytes of a name that are no UTF-8 stand for themselves.
        uri = quote(pure.as_posix(), safe="/~", errors="surrogateescape")
    except UnicodeEncodeError:
        uri = quote(pure.as_posix(), safe="/~", errors="surrogatepass")
    return {"uri": uri, "uriBaseId": "%SRCROOT%"}


def _descriptor(rule: Rule, lang: str) -> dict[str, Any]:
    title = rule.title_in(lang)
    text = rule.documentation(lang)
    bases = "\n".join(f"- {basis.title}{basis.article}" for basis in rule.basis)
    told = text if not bases else f"{text}\n\n{'依据：' if lang == 'zh' else 'Basis:'}\n\n{bases}"
    descriptor: dict[str, Any] = {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": title},
        "fullDescription": {"text": text},
        "help": {"text": told, "markdown": told},
        "defaultConfiguration": {"level": LEVELS[rule.severity.label]},
        "properties": {"category": rule.category.value, "tags": [rule.category.value]},
    }
    url = next((basis.url for basis in rule.basis if basis.url), None)
    if url is not None:
        descriptor["helpUri"] = url
    return descriptor
