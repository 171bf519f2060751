"""What each first-level section of a report is: a chapter, a chapter's second appearance, one too many, part of another."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from gouji.chapters import ChapterSection, chapters
from gouji.labels import LEVELS, Ordinal, bare, read_ordinal
from gouji.named_tuple import NamedTuple
from gouji.report import Block, Paragraph, Report, Section

MIN_CONTENTS = 3
"""How many bare headings in a row, all of which come again, make a table of contents."""


class Role(Enum):
    """What a first-level section is."""

    CHAPTER = "chapter"
    REPEATED = "repeated"
    """A chapter, or an extra section, that stood before."""
    EXTRA = "extra"
    """A section numbered as chapters are that is none of the format's."""
    INNER = "inner"
    """Part of the section before it, whose numbers start afresh or are of a lower style."""
    CONTENTS = "contents"
    """A line of a table of contents."""
    PREFACE = "preface"
    """A section before the first chapter that is not numbered as chapters are."""


class FirstLevel(NamedTuple):
    """A first-level section with its role. `of` is the section it repeats or is a part of."""

    item: ChapterSection
    role: Role
    ordinal: Ordinal | None
    of: FirstLevel | None = None

    @property
    def section(self) -> Section:
        """The section itself."""
        return self.item.section

    @property
    def whole(self) -> FirstLevel:
        """The chapter that a part, or a repeat, belongs to; itself where it is one."""
        return self if self.of is None else self.of.whole


def first_level(report: Report) -> tuple[FirstLevel, ...]:
    """Return the first-level sections of the report in order, each with its role."""
    items = report.fact(chapters).sections
    ordinals = [read_ordinal(item.section.heading.value) for item in items]
    found = [FirstLevel(item, Role.CONTENTS, None) for item in items[: _contents(items)]]
    seen: dict[str, FirstLevel] = {}
    last: FirstLevel | None = None
    inner = 0
    levels = [LEVELS[o.style] for i, o in zip(items, ordinals, strict=True) if i.chapter and o]
    top = min(levels, default=max(LEVELS.values()))
    for item, ordinal in zip(items[len(found) :], ordinals[len(found) :], strict=True):
        name = item.chapter.key if item.chapter is not None else bare(item.section.heading.value)
        repeated = seen.get(name)
        if repeated is not None:
            entry = FirstLevel(item, Role.REPEATED, ordinal, repeated)
        elif item.chapter is not None:
            entry = FirstLevel(item, Role.CHAPTER, ordinal)
        elif ordinal is None or (last is None and LEVELS[ordinal.style] > top):
            entry = FirstLevel(item, Role.INNER if last else Role.PREFACE, ordinal, last)
        elif last is not None and (
            ordinal.value == 1 or (inner and ordinal.value == inner + 1) or _is_lower(ordinal, last.ordinal)
        ):
            entry = FirstLevel(item, Role.INNER, ordinal, last)
        else:
            entry = FirstLevel(item, Role.EXTRA, ordinal)
        if entry.role is not Role.INNER:
            inner = 0
            if entry.role is not Role.PREFACE:
                last = entry
            if entry.role in (Role.CHAPTER, Role.EXTRA):
                seen[name] = entry
        elif ordinal is not None and last is not None and not _is_lower(ordinal, last.ordinal):
            inner = ordinal.value
        found.append(entry)
    return tuple(found)


def is_empty(blocks: Sequence[Block]) -> bool:
    """Whether there is neither text nor a table in blocks or in the sections among them; bare headings are no text."""
    for block in blocks:
        if isinstance(block, Paragraph):
            if block.value.strip():
                return False
        elif not isinstance(block, Section) or not is_empty(block.content):
            return False
    return True


def _is_lower(ordinal: Ordinal, above: Ordinal | None) -> bool:
    return above is not None and LEVELS[ordinal.style] > LEVELS[above.style]


def _contents(items: Sequence[ChapterSection]) -> int:
    """Return how many sections at the start are the lines of a table of contents."""
    if not items or items[0].section.content:
        return 0
    words = [bare(item.section.heading.value) for item in items]
    last = {word: i for i, word in enumerate(words)}
    length = 0
    while length < len(items) and not items[length].section.content and last[words[length]] > length:
        length += 1
    # The last line of the contents runs into the first chapter only where it has nothing to say.
    return length if length >= MIN_CONTENTS else 0
