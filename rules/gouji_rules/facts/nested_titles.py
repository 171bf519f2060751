"""Titles in which another title stands between marks of the wrong form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.named_tuple import NamedTuple
from gouji_rules.facts.marks import INNER, TITLE, Pair, marks
from gouji_rules.facts.running_text import running_text

if TYPE_CHECKING:
    from gouji.report import Report, Span

FORMS = ("《》", "〈〉")
"""Title marks by depth: the outer, the inner, and again from the start."""


class NestedTitle(NamedTuple):
    """A title as printed, and the marks in it that must be others, in order, each with what it must be."""

    span: Span
    changes: tuple[tuple[Span, str], ...]


def nested_titles(report: Report) -> tuple[NestedTitle, ...]:
    """Return the titles with wrong marks in them, in document order. A fact."""
    if report.fact(marks).are_plain:
        return ()
    text = report.fact(running_text)
    found = []
    inside: list[Pair] = []
    for pair in report.fact(marks).pairs:
        if pair.kind not in (TITLE, INNER):
            continue
        inside.append(pair)
        if pair.titles:
            continue
        # A title ends after all that stands in it. One in single marks with none in it is left alone.
        wrong = [each for each in inside if text.value[each.start] + text.value[each.end - 1] != FORMS[each.titles % 2]]
        if len(inside) > 1 and wrong:
            changes = sorted(
                change
                for each in wrong
                for change in (
                    (each.start, FORMS[each.titles % 2][0]),
                    (each.end - 1, FORMS[each.titles % 2][1]),
                )
                if text.value[change[0]] != change[1]
            )
            found.append(
                NestedTitle(
                    text.span(pair.start, pair.end), tuple((text.span(at, at + 1), mark) for at, mark in changes)
                )
            )
        inside = []
    return tuple(found)
