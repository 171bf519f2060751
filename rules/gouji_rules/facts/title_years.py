"""The year in the report's title, and the years that count as the report's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji_rules.facts.years import Place, Role, years

if TYPE_CHECKING:
    from gouji.report import Report
    from gouji_rules.facts.years import YearMention


def title_year(report: Report) -> YearMention | None:
    """Return the year the title names the report by: the first one in it, since a later one tells of a revision. A fact."""
    for mention in report.fact(years):
        if mention.place is not Place.TITLE:
            return None
        if mention.role is Role.REPORT and mention.year == mention.last_year and mention.month is None:
            return mention
    return None


def accepted_years(report: Report) -> tuple[int, ...]:
    """Return the years that count as the report's own: the declared one, and the title's where that says another.

    While the two disagree nobody can tell which mentions are wrong, so neither year is held against the text.
    """
    title = report.fact(title_year)
    stated = (report.year, title.year if title is not None else None)
    return tuple(year for year in stated if year is not None)
