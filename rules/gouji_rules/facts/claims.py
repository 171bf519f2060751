"""Claims of the text that a figure is nothing (未收到申请, 均已办结, 均获维持) which a table contradicts. A fact: ask for it with `report.fact(contradicted_claims)`.

The edition tells the words and the figures (`claims` beside its tables). A claim about a part (其中), a channel, a quarter, another year or another body is not about the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gouji.named_tuple import NamedTuple
from gouji_rules.facts.clauses import after_last, passages, says_any
from gouji_rules.facts.quantities import PERIODS, Scope, scope_at
from gouji_rules.facts.stated_figures import (
    ANOTHER_YEAR,
    FARTHEST,
    OTHER_TIME,
    heading_over,
    in_year,
    is_on_area,
    last_of,
    speeches,
    telling,
    without_ignored,
    worth_of,
)

if TYPE_CHECKING:
    from gouji.readings import Claim
    from gouji.report import Paragraph, Report, Span
    from gouji_rules.facts.stated_figures import Speech, Worth


SAYS_NOTHING = ("未", "没有", "无", "零", "均", "全部", "全都", "都已", "皆已", "都")
"""One of these stands in every claim; most paragraphs have none."""


class ContradictedClaim(NamedTuple):
    """A claim as printed, and what the table holds instead of nothing; 均获维持 may be said of reviews and of suits at once."""

    span: Span
    level: str | None
    worth: tuple[Worth, ...]


def contradicted_claims(report: Report) -> tuple[ContradictedClaim, ...]:
    """Return the claims that a table contradicts, in document order of paragraphs and table by table."""
    found: dict[Span, list[tuple[Claim, Worth]]] = {}
    for span, claim, worth in _gather(report):
        found.setdefault(span, []).append((claim, worth))
    return tuple(
        ContradictedClaim(
            span,
            None if any(claim.level is None for claim, _ in told) else told[0][0].level,
            tuple(worth for _, worth in told),
        )
        for span, told in found.items()
    )


def _gather(report: Report) -> Iterator[tuple[Span, Claim, Worth]]:
    area = is_on_area(report)
    worths: dict[tuple[int, str], Worth | None] = {}
    for paragraph in report.paragraphs():
        text = paragraph.value
        if not says_any(SAYS_NOTHING, text):
            continue
        heading = heading_over(paragraph)
        for at, speech in enumerate(report.fact(speeches)):
            where = speech.spoken.where
            if not (says_any(where, text) or says_any(where, heading)):
                continue
            for claim in speech.spoken.claims:
                if not says_any(claim.hints, text):
                    continue
                if (at, claim.key) not in worths:
                    worths[at, claim.key] = _worth(speech, claim)
                worth = worths[at, claim.key]
                if worth is None:
                    continue
                for match in re.finditer(claim.cues, text):
                    if _is_about_all(paragraph, match.span(), claim, speech) and _is_ours(
                        report, paragraph, match.start(), area
                    ):
                        yield paragraph.span(*match.span()), claim, worth


def _worth(speech: Speech, claim: Claim) -> Worth | None:
    """Return what the figures of a claim are worth, where that is something."""
    worth = None if speech.figures is None else worth_of(speech.figures, (claim.zero,))
    return worth if worth is not None and min(worth.values) > 0 else None


def _is_ours(report: Report, paragraph: Paragraph, offset: int, area: bool) -> bool:
    scope = scope_at(report.fact(passages)(paragraph), offset, report.agency.name)
    return scope is Scope.OWN or (scope is Scope.AREA and area)


def _is_about_all(paragraph: Paragraph, span: tuple[int, int], claim: Claim, speech: Speech) -> bool:
    """Whether a claim is about all that the table counts, in the report's year."""
    text, (start, end) = paragraph.value, span
    spoken = speech.spoken
    period = max(text.rfind(mark, 0, start) for mark in PERIODS) + 1
    before = text[max(period, start - FARTHEST) : start]
    clause = after_last("，,；;：:", before)
    if claim.elsewhere and re.search(in_year(claim.elsewhere, speech.year), text):
        return False
    if claim.unless and re.search(claim.unless, before):
        return False
    if says_any(spoken.narrower, telling(without_ignored(clause, spoken), spoken)):
        return False
    if says_any(spoken.unlike, telling(clause + text[start:end], spoken)):
        return False
    if says_any(OTHER_TIME, clause) or any(int(year[1]) != speech.year for year in re.finditer(ANOTHER_YEAR, clause)):
        return False
    if claim.subject and not any(word in text or word in heading_over(paragraph) for word in spoken.subject):
        return False
    if claim.after:
        words = text[max(0, start - FARTHEST) : end] or heading_over(paragraph)
        last, other = last_of(claim.after, words)[0], last_of(claim.others, words)[0]
        return last > other or (last < 0 and other < 0 and says_any(claim.after, heading_over(paragraph)))
    return True
