"""Which of the report's sections are the format's chapters. A fact: ask for it with `report.fact(chapters)`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gouji.labels import read_ordinal
from gouji.report import Report, Section

if TYPE_CHECKING:
    from gouji.formats import Chapter, Edition


@dataclass(frozen=True, slots=True)
class ChapterSection:
    """A first-level section: its number as printed (None: unnumbered) and the chapter it is (None: none of them).

    `titled` tells whether the heading bears the chapter's title or an accepted variant; otherwise its words only mean it.
    """

    section: Section
    number: int | None
    chapter: Chapter | None
    titled: bool


@dataclass(frozen=True, slots=True)
class Chapters:
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
    a heading numbered as the chapter is comes before one that is not.
    """
    edition = report.edition
    sections = [block for block in report.content if isinstance(block, Section)]
    numbers = [_number(section) for section in sections]
    if edition is None:
        return Chapters(None, tuple(ChapterSection(s, n, None, False) for s, n in zip(sections, numbers, strict=True)))
    found: list[Chapter | None] = [edition.chapter_titled(section.heading.value) for section in sections]
    titled = [chapter is not None for chapter in found]
    meant = [None if found[i] else edition.chapter_meant(section.heading.value) for i, section in enumerate(sections)]
    for agreeing in (True, False):
        for i, chapter in enumerate(meant):
            if chapter is not None and chapter not in found and (numbers[i] == chapter.number) is agreeing:
                found[i] = chapter
    return Chapters(
        edition,
        tuple(
            ChapterSection(section, number, chapter, bears)
            for section, number, chapter, bears in zip(sections, numbers, found, titled, strict=True)
        ),
    )


def _number(section: Section) -> int | None:
    ordinal = read_ordinal(section.heading.value)
    return None if ordinal is None else ordinal.value
