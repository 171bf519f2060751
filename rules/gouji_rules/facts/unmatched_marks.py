"""Marks that lack their partner, and marks nested in their own kind."""

from __future__ import annotations

import re
from itertools import groupby, islice
from typing import TYPE_CHECKING

from gouji.named_tuple import NamedTuple
from gouji_rules.facts.damage import damage
from gouji_rules.facts.marks import CLOSING, DOUBLE, OPENING, SINGLE, marks
from gouji_rules.facts.number_forms import Fault, misprints
from gouji_rules.facts.paragraph_ends import Ending, paragraph_ends
from gouji_rules.facts.running_text import running_text

if TYPE_CHECKING:
    from gouji.report import Report, Span

NUMBERS = "CN601"
"""The rule that tells of the brackets of a document number."""
MOST = 100
"""How many marks of one text are counted."""
AROUND = 12
"""How many characters beside a mark are shown."""


class Unmatched(NamedTuple):
    """What is wrong in one text: `opened`, `closed`, `direction`, `quotes` or `brackets`.

    `spans` are the marks, the first one first; for nested marks the whole of what stands between them.
    """

    kind: str
    spans: tuple[Span, ...]

    @property
    def shown(self) -> str:
        """The mark with the words on the side where its partner should be."""
        span = self.spans[0]
        text = span.node.value
        if span.text in CLOSING and span.text not in OPENING:
            return text[max(span.start - AROUND, 0) : span.end].strip()
        return text[span.start : span.end + AROUND].strip()


def unmatched(report: Report) -> tuple[Unmatched, ...]:
    """Return what is wrong with the marks of each text: first all that lack a partner, then all that are nested. A fact."""
    return (*_lonely(report), *_nested(report), *_straight(report))


def _lonely(report: Report) -> list[Unmatched]:
    text = report.fact(running_text)
    lonely = report.fact(marks).unpaired
    if not lonely:
        return []
    broken = {
        end.span.node.pointer for end in report.fact(paragraph_ends) if end.ending in (Ending.BROKEN, Ending.PERHAPS)
    }
    broken |= {
        end.following.pointer
        for end in report.fact(paragraph_ends)
        if end.following is not None and end.ending is Ending.BROKEN
    }
    harmed = report.fact(damage)
    found = []
    for index, group in groupby(lonely, key=text.index):
        node = text.nodes[index]
        if node.pointer in broken:
            continue
        at = text.starts[index]
        spans = tuple(node.span(offset - at, offset - at + 1) for offset in islice(group, MOST))
        if harmed.of_text(node.pointer):
            spans = tuple(span for span in spans if not harmed.touches(span))
        spans = tuple(span for span in spans if not _is_of_a_number(report, span))
        if spans:
            found.append(Unmatched(_kind(spans), spans))
    return found


def _is_of_a_number(report: Report, span: Span) -> bool:
    """Whether a mark is a bracket of a document number that CN601 tells of: 国办发〔2020]50号."""
    return (report.selected is None or NUMBERS in report.selected) and any(
        misprint.span.node is span.node and misprint.span.start <= span.start < misprint.span.end
        for misprint in report.fact(misprints)
        if Fault.BRACKETS in misprint.faults
    )


def _kind(spans: tuple[Span, ...]) -> str:
    first = spans[0].text
    if len(spans) == 2 and spans[1].text == first and {OPENING.get(first), CLOSING.get(first)} & {DOUBLE, SINGLE}:
        return "direction"
    return "opened" if first in OPENING else "closed"


def _nested(report: Report) -> list[Unmatched]:
    if report.fact(marks).are_plain:
        return []
    text = report.fact(running_text)
    # Titles have a rule of their own.
    found: list[Unmatched] = []
    ends: dict[str, int] = {}
    for pair in report.fact(marks).pairs:
        if pair.within != pair.kind or (pair.titles and pair.kind == "inner"):
            continue
        kind = "quotes" if pair.kind in (DOUBLE, SINGLE) else "brackets"
        if pair.kind in ("title", "inner") or pair.start < ends.get(kind, 0):
            continue
        ends[kind] = pair.end
        found.append(Unmatched(kind, (text.span(pair.start, pair.end),)))
    return [next(group) for _, group in groupby(found, key=lambda item: (item.kind, item.spans[0].node.pointer))]


def _straight(report: Report) -> list[Unmatched]:
    """Return the straight quotation marks without a partner; after a figure they are inches or seconds."""
    text = report.fact(running_text)
    if '"' not in text.value:
        return []
    found = []
    for node in text.nodes:
        if '"' in node.value:
            at = [match.start() for match in re.finditer(r'(?<!\d)"', node.value)]
            if len(at) % 2:
                found.append(Unmatched("straight", (node.span(at[-1], at[-1] + 1),)))
    return found
