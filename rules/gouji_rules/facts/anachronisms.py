"""Documents out of their time: issued after the report was due, or another year's plan followed as this year's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gouji.named_tuple import NamedTuple
from gouji_rules.facts.citations import FOLLOWED_BEFORE, NEAR, Citation, Standing, citations, standing
from gouji_rules.facts.clauses import passages, says_any
from gouji_rules.facts.publication import publications
from gouji_rules.facts.title_years import accepted_years

if TYPE_CHECKING:
    from gouji.report import Report

PLAN = r"((?:19|20)\d\d)年?度?[^年]{0,20}(?:政务公开|政府信息公开)[^年]{0,8}(?:要点|任务|安排|计划)"
PLANS = ("要点", "任务", "安排", "计划")
LAST_DAY = "03-31"
"""The later of the two days on which reports are due (article 49), so that no organ is held to the wrong one."""


class Anachronism(NamedTuple):
    """A citation of a document issued on `dated`, while the report was due or published by `due`."""

    citation: Citation
    dated: str
    due: str


class EarlierPlan(NamedTuple):
    """A citation of the plan of an earlier year, which the report follows."""

    citation: Citation
    year: int


def anachronisms(report: Report) -> tuple[Anachronism, ...]:
    """Return the citations of documents that were issued after the report was due, and after it was published. A fact."""
    if report.year is None:
        return ()
    earliest = f"{report.year + 1}-{LAST_DAY}"
    late = [c for c in report.fact(citations) if c.version is not None and (c.version.dated or "") > earliest]
    if not late:
        return ()
    dates = [found.date for found in report.fact(publications)]
    due = max([f"{max(accepted_years(report)) + 1}-{LAST_DAY}", *dates])
    return tuple(
        Anachronism(citation, citation.version.dated, due)
        for citation in late
        if citation.version is not None
        and citation.version.dated is not None
        and citation.version.dated > due
        and standing(report, citation) is not Standing.PLANNED
    )


def earlier_plans(report: Report) -> tuple[EarlierPlan, ...]:
    """Return the yearly plans of earlier years that the report follows. A fact."""
    if report.year is None:
        return ()
    found = []
    for citation in report.fact(citations):
        if citation.title is not None and says_any(PLANS, citation.title.name):
            plan = re.search(PLAN, citation.title.name)
            if plan is not None and int(plan[1]) < min(accepted_years(report)) and _is_guide(report, citation):
                found.append(EarlierPlan(citation, int(plan[1])))
    return tuple(found)


def _is_guide(report: Report, citation: Citation) -> bool:
    start, _ = report.fact(passages)(citation.node).clause_at(citation.start)
    before = citation.node.value[max(start, citation.start - NEAR) : citation.start]
    return standing(report, citation) is Standing.FOLLOWED and re.search(FOLLOWED_BEFORE, before) is not None
