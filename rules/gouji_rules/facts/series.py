"""Counts of several years side by side (2021年28件、2022年33件), in the order of the years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gouji.named_tuple import NamedTuple
from gouji_rules.facts.clauses import says_any
from gouji_rules.facts.quantities import quantities

if TYPE_CHECKING:
    from gouji.report import Report, Span
    from gouji_rules.facts.quantities import Number, Quantities

STEADILY = r"(?:逐年|连年|年年)(?:(?P<up>递增|增加|增长|上升|提高|提升|增多|攀升|走高)|(?P<down>递减|减少|下降|降低|回落|走低))"
IN_YEAR = r"((?:19|20)\d{2})年(?!.*(?:19|20)\d{2}年)"
NOTHING_ELSE = r"数量|总量|总体|整体|均|呈现?|也|都|量|数|[，,\s]"
NO_NAME = r"逐年|连年|年年|递增|增加|增长|上升|提高|提升|增多|攀升|走高|递减|减少|下降|降低|回落|走低|趋势|态势|分别|依次|收到|受理|新收|办理|主动公开|公开|发布|推送|数量|总量|其中|[0-9年度、，,；;：:（）()\s的为是有共达由从至到和及了件条份篇期个呈]"
FARTHEST = 40
MOST_YEARS = 10
SOME_YEARS = r"近(?:[二两三四五2-5])年|[两三四五]年来"


class SteadyClaim(NamedTuple):
    """The words that say a count rose or fell year by year, and the counts they are said of."""

    span: Span
    rises: bool
    values: tuple[Number, ...]

    @property
    def broken(self) -> tuple[Number, Number] | None:
        """The first step that goes the other way; None where there is none."""
        for before, after in zip(self.values, self.values[1:], strict=False):
            if (after < before) if self.rises else (after > before):
                return before, after
        return None


def steady_claims(report: Report) -> tuple[SteadyClaim, ...]:
    """Return the claims of steady change whose counts stand in the same sentence. A fact."""
    return tuple(_gather(report))


def _gather(report: Report) -> Iterator[SteadyClaim]:
    for paragraph in report.fact(quantities):
        if not says_any(("逐年", "连年", "年年"), paragraph.text):
            continue
        for match in re.finditer(STEADILY, paragraph.text):
            start, end = paragraph.period(match.start())
            for indexes in paragraph.periods:
                first = paragraph.items[indexes[0]].start
                if start <= first < end and _is_of(paragraph, match.start(), start, indexes):
                    values = _by_year(paragraph, indexes)
                    if len(values) > 1:
                        yield SteadyClaim(paragraph.node.span(*match.span()), match["up"] is not None, values)


def _is_of(paragraph: Quantities, claim: int, start: int, indexes: range) -> bool:
    """Whether a claim beside counts is of what was counted: its clause names nothing else, or the counts name nothing."""
    clause = paragraph.passage.clause_at(claim)[0]
    subject = re.sub(NOTHING_ELSE, "", paragraph.text[max(clause, claim - FARTHEST) : claim])
    items = paragraph.items
    if claim < items[indexes[0]].start:
        last = claim
        counted = ""
        for index in indexes[:MOST_YEARS]:
            counted += paragraph.text[last : items[index].start]
            last = items[index].end
        counted = re.sub(NO_NAME, "", counted)
        if len(counted) < 2:
            return True
    else:
        counted = paragraph.text[start:clause]
    return len(subject) < 2 or any(subject[at : at + 2] in counted for at in range(len(subject) - 1))


def _by_year(paragraph: Quantities, indexes: range) -> tuple[Number, ...]:
    """Return the exact counts of a sentence by year; those of 近三年分别为 in their order."""
    counts: dict[int, tuple[Number, str]] = {}
    for index in indexes:
        item = paragraph.items[index]
        words = paragraph.shared_out(index) or "".join(
            paragraph.text[
                max(0, item.start - 40) if index == indexes[0] else paragraph.items[index - 1].end : item.start
            ].split()
        )
        year = re.search(IN_YEAR, words)
        if year is not None and item.is_exact and item.is_count:
            counts.setdefault(int(year[1]), (item.value, item.unit))
    if len({unit for _, unit in counts.values()}) == 1 and len(counts) > 1:
        return tuple(counts[year][0] for year in sorted(counts))
    first = paragraph.items[indexes[0]]
    lead = paragraph.text[max(0, first.start - 40) : first.start].rstrip()
    run = [paragraph.items[index] for index in indexes if not index or index == indexes[0] or not paragraph.lead(index)]
    if (
        not counts
        and lead.endswith(("分别为", "依次为", "分别是"))
        and re.search(SOME_YEARS, lead)
        and all(item.is_exact and item.unit == first.unit for item in run)
    ):
        return tuple(item.value for item in run)
    return ()
