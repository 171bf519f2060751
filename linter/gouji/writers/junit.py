"""JUnit XML: a file is a test suite, a finding a test case in it.

Errors and warnings are failures, what could not be checked is an error, and an info is a case that passed and has something to
say. A file without findings has one case that passed, so that it is seen to have been checked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TextIO

from gouji.finding import Severity
from gouji.input_rules import NOT_CHECKED
from gouji.writers.json import needs_ascii
from gouji.writers.wording import cut_short, spot, unchecked

if TYPE_CHECKING:
    from gouji.engine import Result
    from gouji.finding import Entry
    from gouji.writers import Context, Summary

_NO_XML = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"


class JunitOutput:
    """See `gouji.writers.Output`."""

    def __init__(self, stream: TextIO, context: Context) -> None:
        self.stream = stream
        self.lang = context.lang
        self.ascii = needs_ascii(stream)
        self._write(f'<?xml version="1.0" encoding="{_declared(stream)}"?>\n<testsuites name="gouji">\n')

    def file(self, result: Result) -> None:
        """Write the suite of a file."""
        if result.passed_over is not None:
            return
        kinds = [_kind(entry) for entry in result.findings]
        told = "\n".join(unchecked(result, self.lang))
        counts = f'tests="{max(len(kinds), 1)}" failures="{kinds.count("failure")}" errors="{kinds.count("error")}" skipped="0"'
        self._write(f"  <testsuite name={_quoted(result.path)} {counts}>\n")
        for entry, kind in zip(result.findings, kinds, strict=True):
            self._case(entry, kind)
        if not result.findings:
            self._write(f'    <testcase classname={_quoted(result.path)} name="gouji" />\n')
        if told:
            self._write(f"    <system-out>{_escaped(told)}</system-out>\n")
        self._write("  </testsuite>\n")

    def end(self, summary: Summary) -> None:
        """Close the document; what reads it counts for itself. That the run was cut short stands as an error of its own."""
        if summary.interrupted:
            told = cut_short(summary, self.lang)
            self._write(
                '  <testsuite name="gouji" tests="1" failures="0" errors="1" skipped="0">\n'
                '    <testcase classname="gouji" name="interrupted">\n'
                f'      <error type="interrupted" message={_quoted(told)}>{_escaped(told)}</error>\n'
                "    </testcase>\n  </testsuite>\n"
            )
        self._write("</testsuites>\n")

    def _case(self, entry: Entry, kind: str) -> None:
        place = spot(entry.place, self.lang)
        name = f"{entry.rule.code} {entry.rule.name}" + (f" ({place})" if place else "")
        text = "\n".join(filter(None, (f"{entry.path}:{place}" if place else entry.path, entry.anchor, entry.message)))
        self._write(f"    <testcase classname={_quoted(entry.path)} name={_quoted(name)}>\n")
        if kind == "system-out":
            self._write(f"      <system-out>{_escaped(text)}</system-out>\n")
        else:
            attributes = f'type="{entry.severity.label}" message={_quoted(entry.message)}'
            self._write(f"      <{kind} {attributes}>{_escaped(text)}</{kind}>\n")
        self._write("    </testcase>\n")

    def _write(self, text: str) -> None:
        # References to characters pass through any stream.
        self.stream.write(text.encode("ascii", "xmlcharrefreplace").decode("ascii") if self.ascii else text)


def _declared(stream: TextIO) -> str:
    """Return the encoding to declare: UTF-8 for all in which ASCII is ASCII, since no other character is written to them."""
    encoding = (getattr(stream, "encoding", None) or "utf-8").upper().replace("_", "-")
    return encoding.replace("-LE", "LE").replace("-BE", "BE") if encoding.startswith(("UTF-16", "UTF-32")) else "UTF-8"


def _kind(entry: Entry) -> str:
    if entry.rule.code in NOT_CHECKED:
        return "error"
    return "failure" if entry.severity > Severity.INFO else "system-out"


def _escaped(text: str) -> str:
    text = re.sub(_NO_XML, "\N{REPLACEMENT CHARACTER}", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quoted(text: str) -> str:
    escaped = _escaped(text).replace('"', "&quot;")
    return '"' + escaped.replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;") + '"'
