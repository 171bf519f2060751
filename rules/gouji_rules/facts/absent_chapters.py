"""The chapters of the year's format that have no section, and where their content stands if it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.chapters import PLAIN, chapters
from gouji.labels import read_ordinal
from gouji.named_tuple import NamedTuple
from gouji.report import Paragraph, Report, Span, Target
from gouji_rules.facts.headings import headings

if TYPE_CHECKING:
    from gouji.formats import Chapter


class AbsentChapter(NamedTuple):
    """A chapter with no section of its own. `content` is where what belongs in it begins, or None."""

    chapter: Chapter
    content: Target | None


def absent_chapters(report: Report) -> tuple[AbsentChapter, ...]:
    """Return the absent chapters in the order of the format; none where the report has no edition."""
    known = report.fact(chapters)
    if known.edition is None:
        return ()
    present = {item.chapter.key for item in known.sections if item.chapter is not None}
    return tuple(
        [
            AbsentChapter(chapter, _content(report, chapter))
            for chapter in known.edition.chapters
            if chapter.key not in present
        ]
    )


def _content(report: Report, chapter: Chapter) -> Target | None:
    """Return where what belongs in an absent chapter plainly begins: its first table, its heading elsewhere, its words."""
    table = next((table for table in report.tables() if table.key in chapter.tables), None)
    if table is not None:
        return table
    heading = _heading_elsewhere(report, chapter)
    if heading is not None or chapter.tables:
        return heading
    return _led_in(report, chapter) or _before_chapters(report, chapter)


def _heading_elsewhere(report: Report, chapter: Chapter) -> Span | None:
    """Return a heading below the first level, or run into a paragraph, that is the chapter's by number and words, or by title."""
    edition = report.edition
    assert edition is not None
    ordinals = [read_ordinal(item.section.heading.value) for item in report.fact(chapters).sections if item.chapter]
    styles = {ordinal.style for ordinal in ordinals if ordinal is not None} | {"chapter", "part"}
    for heading in report.fact(headings):
        if heading.level == 1 and heading.section is not None:
            continue
        ordinal = heading.ordinal
        if ordinal is not None and ordinal.style in styles and ordinal.value == chapter.number:
            plainly = edition.chapter_meant(heading.words) is chapter
        else:
            # Under 总体情况 a heading of another number may bear the words of a chapter that has tables and not be it.
            plainly = not chapter.tables and edition.chapter_titled(heading.words) is chapter
        if plainly:
            return heading.span
    return None


def _led_in(report: Report, chapter: Chapter) -> Span | None:
    """Return the words of the chapter with which a paragraph of the chapter before it starts: 存在的主要问题：……"""
    standing = [
        item for item in report.fact(chapters).sections if item.chapter and item.chapter.number < chapter.number
    ]
    if not standing:
        return None
    for block in standing[-1].section.content:
        if isinstance(block, Paragraph):
            start = len(block.value) - len(block.value.lstrip())
            words = next((word for word in chapter.keywords if block.value.startswith(word, start)), "")
            if len(words) >= PLAIN:
                return block.span(start, start + len(words))
    return None


def _before_chapters(report: Report, chapter: Chapter) -> Span | None:
    """Return the first of several numbered headings before all chapters: what is left of a first chapter without its heading."""
    first = next((item.section for item in report.fact(chapters).sections if item.chapter), None)
    if chapter.number != 1 or first is None:
        return None
    before = [
        heading
        for heading in report.fact(headings)
        if heading.ordinal is not None and heading.span.node.pointer < first.pointer
    ]
    return before[0].span if len(before) > 1 else None
