"""The year in the report's title, the year that its text tells of, and the years that count as the report's own."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gouji_rules.facts.publication import Source, publications
from gouji_rules.facts.statistic_periods import statistic_periods
from gouji_rules.facts.year_forms import Form
from gouji_rules.facts.years import Place, Role, years

if TYPE_CHECKING:
    from gouji.report import Report
    from gouji_rules.facts.years import YearMention

ENOUGH = 3
"""How many mentions as this year's work settle the year of a text that states no statistic period."""

OWN_WORK = frozenset({Role.ACTIVITY, Role.REPORT})


def title_year(report: Report) -> YearMention | None:
    """Return the year the title names the report by: the first one in it, since a later one tells of a revision. A fact."""
    for mention in report.fact(years):
        if mention.place is not Place.TITLE:
            return None
        if mention.role is Role.REPORT and mention.year == mention.last_year and mention.month is None:
            return mention
    return None


def text_year(report: Report) -> int | None:
    """Return the year that the text beyond doubt tells of, where title and declared year agree on another; else None. A fact.

    A text that is a year behind its title was most probably written over last year's, statistic period and all, so that the title
    is right. It is wrong where the text is ahead of it, which no old text can be, or where the report was published before
    the title's year was over.
    """
    title = report.fact(title_year)
    if title is None or title.year != report.year:
        return None
    stated = {year for period in report.fact(statistic_periods) for year in period.years}
    told = stated.pop() if len(stated) == 1 else None if stated else _commonest(report, title.year)
    if told is None or told == title.year:
        return None
    days = [found.date[:4] for found in report.fact(publications) if found.source is not Source.SIGNED]
    if any(int(day) <= told for day in days) or (told < title.year and not any(int(day) <= title.year for day in days)):
        return None
    needed = ENOUGH if not report.fact(statistic_periods) else 1
    return told if _is_told_of(report, told, title.year, needed) else None


def accepted_years(report: Report) -> tuple[int, ...]:
    """Return the years that count as the report's own: the declared one, and the title's or the text's where that is another.

    While they disagree nobody can tell which mentions are wrong, so no year of theirs is held against the text.
    """
    title = report.fact(title_year)
    stated = (report.year, title.year if title is not None else None, report.fact(text_year))
    return tuple(year for year in stated if year is not None)


def _commonest(report: Report, own: int) -> int | None:
    """Return the year that is mentioned most, where it is another than the report's own."""
    counts = Counter(mention.year for mention in report.fact(years) if mention.place is not Place.TITLE)
    year, count = max(counts.items(), key=lambda item: item[1], default=(own, 0))
    return year if count >= ENOUGH and year != own else None


def _is_told_of(report: Report, told: int, own: int, needed: int) -> bool:
    """Whether a year is that of the text's work at least so often, and the report's own year never."""
    count = 0
    for mention in report.fact(years):
        if mention.place is Place.TITLE or mention.form not in {Form.YEAR, Form.DATE}:
            continue
        if mention.year == own and mention.role in OWN_WORK:
            return False
        if mention.year == told and mention.role is not Role.PLAN:
            count += mention.role_in(told) in OWN_WORK
    return count >= needed
