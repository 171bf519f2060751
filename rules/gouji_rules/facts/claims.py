"""Claims of the text that a figure is nothing (未收到申请, 均已办结, 均获维持) which a table contradicts. A fact: ask for it with `report.fact(contradicted_claims)`.

The edition tells the words and the figures (`claims` beside its tables). A claim about a part (其中), a channel, a quarter, another year or another body is not about the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
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
    words_of_any,
    worth_of,
)

if TYPE_CHECKING:
    from gouji.readings import Claim
    from gouji.report import Paragraph, Report, Span, Text
    from gouji_rules.facts.stated_figures import Speech, Worth


SAYS_NOTHING = ("未", "没有", "无", "零", "不存在", "均", "全部", "全都", "都已", "皆已", "都", "100")
"""One of these stands in every claim; most paragraphs have none."""
ALL = ("均", "全", "都", "皆")
A_WHILE = "(?<![年度告])期间"
SOME_BODIES = r"(?:有的|有些|个别|部分|一些|少数|多数|其余|其他|大多)[^，。；]{0,6}(?:单位|部门|科室|乡镇|街道|机关|人员|村|社区)|多年"
SUPPOSED = r"^(?:如果?|若|假如|倘若|凡)(?![期下实])|下一步|今后|力求|力争|争取|确保|要做到"
"""What a clause tells of that is no fact: what would be, and what is aimed at."""
AS_A_RULE = ("为原则", "为常态", "为目标")
ON_AVERAGE = ("平", "日", "人", "户")
"""Before 均 these tell of an average."""
APART = "。；;均全都维纠撤驳审结"
"""Where none of these stands between two matters, what is said of all is said of both."""


MOST = 50
"""So many claims of one kind are looked at in a paragraph: one with more is no prose."""


class ContradictedClaim(NamedTuple):
    """A claim as printed, and what the table holds instead of nothing; 均获维持 may be said of reviews and of suits at once."""

    span: Span
    level: str | None
    worth: tuple[Worth, ...]


def contradicted_claims(report: Report) -> tuple[ContradictedClaim, ...]:
    """Return the claims that a table contradicts, in document order of paragraphs and table by table."""
    found: dict[tuple[Text, int], tuple[Span, list[tuple[Claim, Worth]]]] = {}
    for span, claim, worth in _gather(report):
        # 未发生行政复议、行政诉讼 denies both, and is pointed at once.
        other, told = found.get((span.node, span.start), (span, []))
        found[span.node, span.start] = max(span, other, key=lambda one: one.end), [*told, (claim, worth)]
    return tuple(
        ContradictedClaim(
            span,
            None if any(claim.level is None for claim, _ in told) else told[0][0].level,
            tuple(worth for _, worth in told),
        )
        for span, told in found.values()
    )


def _gather(report: Report) -> Iterator[tuple[Span, Claim, Worth]]:
    area = is_on_area(report)
    worths: dict[tuple[int, str], Worth | None] = {}
    anywhere = words_of_any(report.fact(speeches))
    for paragraph in report.paragraphs():
        text = paragraph.value
        heading = heading_over(paragraph)
        if not says_any(SAYS_NOTHING, text) or not (says_any(anywhere, text) or says_any(anywhere, heading)):
            continue
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
                if worth is None or not _is_told_here(text, heading, claim, speech):
                    continue
                for match in islice(re.finditer(claim.cues, text), MOST):
                    if (
                        _is_about_all(paragraph, match.span(), claim, speech)
                        and _is_ours(report, paragraph, match.start(), area)
                        and not _is_of_some(report, paragraph, match.start())
                    ):
                        yield paragraph.span(*match.span()), claim, worth


def _worth(speech: Speech, claim: Claim) -> Worth | None:
    """Return what the figures of a claim are worth, where that is something."""
    worth = None if speech.figures is None else worth_of(speech.figures, (claim.zero,))
    return worth if worth is not None and min(worth.values) > 0 else None


def _is_ours(report: Report, paragraph: Paragraph, offset: int, area: bool) -> bool:
    scope = scope_at(report.fact(passages)(paragraph), offset, report.agency.name)
    return scope is Scope.OWN or (scope is Scope.AREA and area)


def _is_told_here(text: str, heading: str, claim: Claim, speech: Speech) -> bool:
    """Whether a paragraph speaks of the claim's subject, and does not itself tell of the rest (另有2件顺延至下年)."""
    subject = speech.spoken.subject
    if claim.subject and not (says_any(subject, text) or says_any(subject, heading)):
        return False
    return not claim.elsewhere or re.search(in_year(claim.elsewhere, speech.year), text) is None


def _is_of_some(report: Report, paragraph: Paragraph, start: int) -> bool:
    """Whether a claim is of a group that the words before it set apart (能公开的均予以公开), or of one body (县水文站未收到)."""
    text = paragraph.value
    first, _ = report.fact(passages)(paragraph).clause_at(start)
    clause = "".join(text[max(first, start - FARTHEST) : start].split())
    if clause.endswith("的") and text.startswith(ALL, start):
        return True
    if re.search(SOME_BODIES, clause) is not None:
        return True
    from gouji_rules.facts.doubts import names_a_body

    return names_a_body(clause, report.agency.name)


def _is_about_all(paragraph: Paragraph, span: tuple[int, int], claim: Claim, speech: Speech) -> bool:
    """Whether a claim is about all that the table counts, in the report's year."""
    text, (start, end) = paragraph.value, span
    spoken = speech.spoken
    period = max(text.rfind(mark, 0, start) for mark in PERIODS) + 1
    before = text[max(period, start - FARTHEST) : start]
    clause = after_last("，,；;：:", before)
    if claim.unless and re.search(in_year(claim.unless, speech.year), before):
        return False
    if text.startswith(ALL, start) and (text.endswith(ON_AVERAGE, 0, start) or text.startswith("的", end)):
        # 平均办结, and those of which something else is told: 均已办结的41件.
        return False
    if re.search(SUPPOSED, clause) is not None or text.startswith(AS_A_RULE, end):
        return False
    from gouji_rules.facts.doubts import is_unrelated, speaks_of_another_application

    if is_unrelated(before):
        return False
    if claim.after and speaks_of_another_application("".join(before.split()), speech):
        return False
    if says_any(spoken.narrower, telling(without_ignored(clause, spoken), spoken)):
        return False
    if says_any(spoken.unlike, telling(clause + text[start:end], spoken)):
        return False
    if says_any(OTHER_TIME, clause) or re.search(A_WHILE, clause) is not None:
        return False
    if any(int(year[1]) != speech.year for year in re.finditer(ANOTHER_YEAR, clause)):
        return False
    if claim.after:
        words = text[max(0, start - FARTHEST) : end] or heading_over(paragraph)
        last, other = last_of(claim.after, words)[0], last_of(claim.others, words)[0]
        # 行政复议7件、行政诉讼9件，均获维持 tells of both.
        joined = 0 <= last < other and not says_any(APART, words[last:other])
        return last > other or joined or (last < 0 and other < 0 and says_any(claim.after, heading_over(paragraph)))
    return True
