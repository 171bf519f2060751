"""Headings that stand twice at one level."""

from __future__ import annotations

from gouji.named_tuple import NamedTuple
from gouji.report import Report, Span
from gouji_rules.facts.first_level import Role, first_level
from gouji_rules.facts.headings import Heading, Kind, headings

MIN_WORDS = 2
"""How many characters a heading's words must have to be told apart from a mark or a bare number."""


class RepeatedHeading(NamedTuple):
    """A heading that stood before: both places, and the words (normalised, without number) they share."""

    again: Span
    first: Span
    words: str


def repeated_headings(report: Report) -> tuple[RepeatedHeading, ...]:
    """Return every heading that repeats an earlier one of the same parent and scope, in document order."""
    roles = {entry.section.pointer: entry for entry in report.fact(first_level)}
    seen: dict[tuple[int, int, str], Heading] = {}
    parent: object
    found = []
    for heading in report.fact(headings):
        if heading.kind is Kind.ITEM:
            continue
        parent = heading.parent
        entry = roles.get(heading.section.pointer) if heading.section is not None else None
        if entry is not None:
            if entry.role in (Role.CONTENTS, Role.PREFACE):
                continue
            if entry.role is Role.REPEATED and entry.of is not None:
                found.append(RepeatedHeading(heading.span, entry.of.section.heading.span(), heading.words))
                continue
            if entry.role is Role.INNER:
                parent = entry.of
        words = heading.words
        if len(words) < MIN_WORDS:
            continue
        first = seen.setdefault((id(parent), heading.scope, words), heading)
        if first is not heading:
            found.append(RepeatedHeading(heading.span, first.span, words))
    return tuple(found)
