"""The headings of a report as a tree: those that stand alone and those that open a paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from gouji.chapters import chapters
from gouji.labels import LEVELS, Ordinal, bare, fold, normalise, read_ordinal
from gouji.report import Block, Paragraph, Report, Section, Span, Table, Text
from gouji.rule import han

if TYPE_CHECKING:
    from gouji.formats import Formats

MAX_RUN_IN = 40
"""Longest first sentence, in characters after the number, that is taken for a run-in heading."""
MAX_LABEL = 80
"""Longest paragraph that may be the label of a table row."""
MAX_LEAD = 60
"""Longest unnumbered paragraph that may lead in a new list; one that ends with a colon always may."""

_NUMBER_STARTS = frozenset("一二三四五六七八九十（(﹙第0123456789０１２３４５６７８９")
_SENTENCE_ENDS = "。！？；!?;"


class Kind(Enum):
    """How a heading is printed. An item is a numbered paragraph with no heading of its own: only its number counts."""

    SECTION = "section"
    RUN_IN = "run-in"
    ITEM = "item"


class Heading:
    """A heading: its words with the number, its depth from 1, its number and the heading above it.

    `series` is the same for headings of one numbered run: one parent, one style, counted on. `scope` is the same for all
    headings under one parent, save that a paragraph that leads in a new list starts another.
    """

    __slots__ = ("kind", "level", "ordinal", "parent", "scope", "section", "series", "span")

    def __init__(
        self,
        span: Span,
        kind: Kind,
        level: int,
        ordinal: Ordinal | None,
        parent: Heading | None,
        series: int,
        scope: int,
        section: Section | None = None,
    ) -> None:
        self.span = span
        self.kind = kind
        self.level = level
        self.ordinal = ordinal
        self.parent = parent
        self.series = series
        self.scope = scope
        self.section = section

    @property
    def words(self) -> str:
        """The heading normalised, without its number; empty for an item."""
        return "" if self.kind is Kind.ITEM else bare(self.span.text)

    @property
    def number(self) -> str:
        """The number as printed, without white space around it."""
        start = self.span.start
        return "" if self.ordinal is None else self.span.node.value[start : start + self.ordinal.length].strip()

    @property
    def number_form(self) -> str:
        """The number's printed form with the value left out: `(#)`, `#.`, `#、`. Width and white space do not count."""
        return _form_with(self.number, "#")

    def numbered(self, value: int) -> str:
        """Return another value printed as this heading's number is: for （二） and 3, （三）."""
        assert self.ordinal is not None
        printed = str(value) if self.ordinal.style in ("item", "subitem") else han(value)
        return _form_with(self.number, printed).replace("(", "（").replace(")", "）")


@lru_cache(maxsize=1024)
def _form_with(number: str, value: str) -> str:
    """Return a printed number, folded and without white space, with another value in it."""
    printed = fold(number)
    numeral = "".join(char for char in printed if char.isdigit() or char in "一二三四五六七八九十")
    return "".join(printed.split()).replace(numeral, value, 1)


Headings: TypeAlias = tuple[Heading, ...]


def headings(report: Report) -> Headings:
    """Return every heading of the report in document order."""
    return tuple(_Gatherer(report).found)


class _Gatherer:
    def __init__(self, report: Report) -> None:
        known = report.fact(chapters)
        self.report = report
        self.chapters = {item.section.pointer for item in known.sections if item.chapter is not None}
        self.found: list[Heading] = []
        self.series = 0
        self.scope = 0
        # The unnumbered paragraph just before, which may lead in a list.
        self.lead = ""
        self.gather(report.content, None)

    def gather(self, blocks: Sequence[Block], owner: Heading | None) -> None:
        self.scope += 1
        # The headings that are open in this container: each deeper in style than the one before it.
        open_headings: list[Heading] = []
        scopes = {owner: self.scope}
        for block in blocks:
            if isinstance(block, Table):
                self.lead = ""
            elif isinstance(block, Paragraph):
                read = read_paragraph(block)
                if read is not None and self.is_row_label(block.value):
                    continue
                if read is None:
                    self.lead = block.value
                else:
                    self.place(*read, None, owner, open_headings, scopes)
            else:
                self.enter(block, owner, open_headings, scopes)

    def is_row_label(self, text: str) -> bool:
        """Whether a paragraph is a label of a statutory table that came apart on the way: 四、结转下年度继续办理."""
        # A label is no sentence; to know the labels every edition must be read.
        return len(text) <= MAX_LABEL and "。" not in text and normalise(text) in _row_labels(self.report.formats)

    def enter(
        self,
        section: Section,
        owner: Heading | None,
        open_headings: list[Heading],
        scopes: dict[Heading | None, int],
    ) -> None:
        ordinal = read_ordinal(section.heading.value)
        if section.pointer in self.chapters:
            # A chapter stands at the first level however it is numbered, and other numbers cannot take it in.
            del open_headings[:]
        span = section.heading.span()
        if ordinal is None:
            heading = Heading(span, Kind.SECTION, _level(owner), None, owner, -1, scopes[owner], section)
            self.found.append(heading)
        else:
            heading = self.place(span, Kind.SECTION, ordinal, section, owner, open_headings, scopes)
        self.gather(section.content, heading)

    def place(
        self,
        span: Span,
        kind: Kind,
        ordinal: Ordinal,
        section: Section | None,
        owner: Heading | None,
        open_headings: list[Heading],
        scopes: dict[Heading | None, int],
    ) -> Heading:
        """Add a numbered heading below the open ones it belongs to, and make it the last open one."""
        series = None
        while open_headings:
            last = open_headings[-1]
            assert last.ordinal is not None
            if last.ordinal.style == ordinal.style:
                series = last.series
                if ordinal.value == 1 and (last.ordinal.value > 1 or leads_in(self.lead)):
                    series = None
                    if leads_in(self.lead):
                        self.scope += 1
                        scopes[last.parent] = self.scope
                open_headings.pop()
                break
            if LEVELS[last.ordinal.style] < LEVELS[ordinal.style]:
                break
            open_headings.pop()
        parent = open_headings[-1] if open_headings else owner
        if series is None:
            self.series += 1
            series = self.series
        if parent not in scopes:
            self.scope += 1
            scopes[parent] = self.scope
        heading = Heading(span, kind, _level(parent), ordinal, parent, series, scopes[parent], section)
        open_headings.append(heading)
        self.found.append(heading)
        self.lead = ""
        return heading


@lru_cache(maxsize=4)
def _row_labels(formats: Formats) -> set[str]:
    tables = [table for edition in formats.all() for table in edition.tables.values()]
    labels = {form for table in tables for line in table.rows.values() for form in line.forms}
    return labels | {normalise(group.label) for table in tables for group in table.groups.values()}


def _level(parent: Heading | None) -> int:
    return 1 if parent is None else parent.level + 1


def read_paragraph(paragraph: Text) -> tuple[Span, Kind, Ordinal] | None:
    """Return the run-in heading a paragraph opens with, or None where it does not start with a number.

    The heading is the number and the first sentence, up to 。 or ： and of sensible length, where the paragraph goes on after
    it; a short numbered paragraph without any final mark is a heading too. Of other numbered paragraphs only the number is.
    """
    value = paragraph.value
    start = len(value) - len(value.lstrip())
    if value[start : start + 1] not in _NUMBER_STARTS:
        return None
    ordinal = read_ordinal(value[start:] if start else value)
    if ordinal is None:
        return None
    at = start + ordinal.length
    if ordinal.style == "chapter" and value[at : at + 1] in "一二三四五六七八九十":
        return None  # 一、二季度 counts quarters and numbers nothing
    rest = value[at:]
    first = rest[: MAX_RUN_IN + 1]
    ends = [end for end in (first.find("。"), first.find("："), first.find(":")) if end >= 0]
    end = min(ends) if ends else -1
    if 0 < end <= MAX_RUN_IN and end + 1 < len(rest) and not rest[end + 1 :].isspace():
        return paragraph.span(start, at + end), Kind.RUN_IN, ordinal
    words = rest.rstrip()
    if end < 0 and words and len(words) <= MAX_RUN_IN and words[-1] not in _SENTENCE_ENDS:
        return paragraph.span(start, at + len(words)), Kind.RUN_IN, ordinal
    return paragraph.span(start, start + len(value[start:at].rstrip())), Kind.ITEM, ordinal


def leads_in(text: str) -> bool:
    """Whether an unnumbered paragraph may lead in a list that is numbered afresh: 下一步重点做好以下工作。"""
    words = text.strip()
    return words.endswith(("：", ":")) or 0 < len(words) <= MAX_LEAD
