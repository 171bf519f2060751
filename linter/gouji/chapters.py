"""Which of the report's sections are the format's chapters. A fact: ask for it with `report.fact(chapters)`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gouji.formats import simplify
from gouji.labels import LEVELS, Ordinal, bare, read_ordinal
from gouji.named_tuple import NamedTuple
from gouji.report import Report, Section

if TYPE_CHECKING:
    from gouji.formats import Chapter, Edition


PLAIN = 4
"""How many characters of a chapter's keyword name it beyond doubt, wherever the heading stands; 问题 alone does not."""


class ChapterSection(NamedTuple):
    """A first-level section: its number as printed (None: unnumbered) and the chapter it is (None: none of them).

    `titled` tells whether the heading bears the chapter's title or an accepted variant; otherwise its words only mean it.
    """

    section: Section
    number: int | None
    chapter: Chapter | None
    titled: bool


class Chapters(NamedTuple):
    """The first-level sections of a report, in order."""

    edition: Edition | None
    sections: tuple[ChapterSection, ...]

    def of(self, key: str) -> tuple[ChapterSection, ...]:
        """Every section that is the chapter of that key, in order."""
        return tuple(item for item in self.sections if item.chapter is not None and item.chapter.key == key)

    @property
    def recognised(self) -> bool:
        """Whether any section is a chapter of the format."""
        return any(item.chapter is not None for item in self.sections)


def chapters(report: Report) -> Chapters:
    """Return the report's first-level sections with the chapters they are, by the edition of its year.

    A heading that bears a chapter's title is that chapter. One that only means it is, where no other section bears the title:
    of the chapters it may mean, one that it is numbered as comes first, then the one it names at greatest length. Where chapters
    are numbered 一、 a heading numbered （一） or 1. is none of them, unless it alone bears the title. A heading that has neither
    the chapter's number nor a plain keyword of it must at least stand in the chapter's place.
    """
    edition = report.edition
    sections = [block for block in report.content if isinstance(block, Section)]
    ordinals = [read_ordinal(section.heading.value) for section in sections]
    numbers = [None if ordinal is None else ordinal.value for ordinal in ordinals]
    if edition is None:
        return Chapters(None, tuple(ChapterSection(s, n, None, False) for s, n in zip(sections, numbers, strict=True)))
    found: list[Chapter | None] = [edition.chapter_titled(section.heading.value) for section in sections]
    lower = _lower(ordinals, found)
    bearers = [chapter for i, chapter in enumerate(found) if i not in lower]
    for i in lower:
        if found[i] in bearers:
            found[i] = None
    titled = [chapter is not None for chapter in found]
    meant = [
        () if titled[i] or i in lower else _meant(edition, section.heading.value) for i, section in enumerate(sections)
    ]
    for i, candidates in enumerate(meant):
        if candidates:
            agreeing = (chapter for chapter in candidates if chapter not in found and chapter.number == numbers[i])
            found[i] = next(agreeing, None)
    for i, candidates in enumerate(meant):
        if found[i] is None and candidates and candidates[0] not in found:
            words = bare(simplify(sections[i].heading.value))
            plainly = any(len(keyword) >= PLAIN and keyword in words for keyword in candidates[0].keywords)
            if plainly or _fits(candidates[0], found[:i], found[i + 1 :]):
                found[i] = candidates[0]
    return Chapters(
        edition,
        tuple([ChapterSection(*item) for item in zip(sections, numbers, found, titled, strict=True)]),
    )


def _fits(chapter: Chapter, before: Sequence[Chapter | None], after: Sequence[Chapter | None]) -> bool:
    """Whether a chapter would stand in the order of the format between those found before and after it."""
    return all(other is None or other.number < chapter.number for other in before) and all(
        other is None or other.number > chapter.number for other in after
    )


def _meant(edition: Edition, heading: str) -> tuple[Chapter, ...]:
    """Return the chapters a heading may mean, the one it names at greatest length first."""
    words = bare(simplify(heading))
    named = [
        (max(len(keyword) for keyword in chapter.keywords if keyword in words), chapter.number, chapter)
        for chapter in edition.chapters
        if any(keyword in words for keyword in chapter.keywords)
    ]
    return tuple(chapter for *_, chapter in sorted(named, key=lambda item: item[:2], reverse=True))


def _lower(ordinals: Sequence[Ordinal | None], found: Sequence[Chapter | None]) -> set[int]:
    """Return the indexes of headings numbered in a lower style than the report's chapters are."""
    levels = [LEVELS[ordinal.style] for ordinal, chapter in zip(ordinals, found, strict=True) if ordinal and chapter]
    top = min(levels, default=max(LEVELS.values()))
    return {i for i, ordinal in enumerate(ordinals) if ordinal is not None and LEVELS[ordinal.style] > top}
