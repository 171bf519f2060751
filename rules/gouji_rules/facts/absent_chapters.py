"""The chapters of the year's format that have no section, and where their content stands if it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gouji.chapters import chapters
from gouji.labels import LEVELS
from gouji.report import Report, Target
from gouji_rules.facts.headings import headings

if TYPE_CHECKING:
    from gouji.formats import Chapter


@dataclass(frozen=True, slots=True)
class AbsentChapter:
    """A chapter with no section of its own. `content` is where what belongs in it begins, or None."""

    chapter: Chapter
    content: Target | None


def absent_chapters(report: Report) -> tuple[AbsentChapter, ...]:
    """Return the absent chapters in the order of the format; none where the report has no edition."""
    known = report.fact(chapters)
    if known.edition is None:
        return ()
    return tuple(
        AbsentChapter(chapter, _content(report, chapter))
        for chapter in known.edition.chapters
        if not known.of(chapter.key)
    )


def _content(report: Report, chapter: Chapter) -> Target | None:
    """Return the chapter's first table wherever it stands, or a heading at another level that bears the chapter's title."""
    table = next((table for table in report.tables() if table.key in chapter.tables), None)
    if table is not None:
        return table
    edition = report.edition
    assert edition is not None
    for heading in report.fact(headings):
        if heading.ordinal is None or edition.chapter_titled(heading.words) is not chapter:
            continue
        # Under 总体情况 a heading of a lower style may bear the words of a chapter that has tables and not be it.
        numbered_so = LEVELS[heading.ordinal.style] == 1 and heading.ordinal.value == chapter.number
        if numbered_so or not chapter.tables:
            return heading.span
    return None
