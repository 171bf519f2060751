"""Fees for information that one place says were not collected and another says were. A fact: ask for it with `report.fact(denied_fees)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gouji.named_tuple import NamedTuple
from gouji_rules.facts.clauses import passages
from gouji_rules.facts.quantities import Scope, quantities, scope_at
from gouji_rules.facts.stated_figures import ANOTHER_YEAR, FARTHEST

if TYPE_CHECKING:
    from gouji.report import Report, Span
    from gouji_rules.facts.quantities import Number

DENIED = r"(?<!如)(?:未|没有|从未|无)(?:曾)?(?:收取|产生|发生|向申请人收取)(?:过|任何|政府信息公开|信息公开|相关|依申请公开|的|申请人){0,4}(?:信息处理费|处理费)"
FEE = r"(?:^|[，,。；;、：（(]|信息|公开|申请|收取|缴纳|[收缴取交纳了的])处理费[^，,。；;元]{0,12}$"
"""The fee for information, and not one for sewage or waste."""
SAVE = r"除|外|减免|免收"
WAIVED = r"减|免"


class Fee(NamedTuple):
    """A fee that was collected."""

    span: Span
    amount: Number


def denied_fees(report: Report) -> tuple[tuple[Span, Fee], ...]:
    """Return the words that deny a fee, each with the first fee that the report says was collected."""
    fee = next(_fees(report), None)
    return () if fee is None else tuple((denial, fee) for denial in _denials(report))


def _denials(report: Report) -> Iterator[Span]:
    for paragraph in report.paragraphs():
        if "处理费" not in paragraph.value:
            continue
        passage = report.fact(passages)(paragraph)
        for match in re.finditer(DENIED, paragraph.value):
            start, _ = passage.sentence_at(match.start())
            before = paragraph.value[max(start, match.start() - FARTHEST) : match.start()]
            own = all(int(year[1]) == report.year for year in re.finditer(ANOTHER_YEAR, before))
            scope = scope_at(passage, match.start(), report.agency.name)
            if own and scope in {Scope.OWN, Scope.AREA} and re.search(SAVE, before) is None:
                yield paragraph.span(*match.span())


def _fees(report: Report) -> Iterator[Fee]:
    for paragraph in report.fact(quantities):
        if "处理费" not in paragraph.text or "元" not in paragraph.text:
            continue
        for item in paragraph:
            if item.unit.endswith("元") and item.value > 0 and not item.approximate:
                start, _ = paragraph.passage.sentence_at(item.start)
                before = paragraph.text[max(start, item.start - 40) : item.start]
                own = all(int(year[1]) == report.year for year in re.finditer(ANOTHER_YEAR, before))
                behind = paragraph.text[item.end : min(item.end + 8, paragraph.passage.clause_at(item.end - 1)[1])]
                waived = re.search(WAIVED, before[-20:] + behind) is not None
                if own and re.search(FEE, before) and re.search("应|标准|每|拟", before) is None and not waived:
                    yield Fee(paragraph.span(item), item.value)
