"""What stands in each chapter: its headings and its words, wherever in the report the chapter's parts stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from gouji.cached import cached_property
from gouji.formats import simplify
from gouji.report import Block, Paragraph, Report, Section, Table
from gouji_rules.facts.clauses import cut, holds, says_any
from gouji_rules.facts.first_level import FirstLevel, Role, first_level
from gouji_rules.facts.headings import Kind, headings
from gouji_rules.facts.placeholders import filled_in

if TYPE_CHECKING:
    from gouji.formats import Chapter

# A sentence about the report itself says nothing of the year's work, though it may name every part.
_OF_THE_REPORT = (
    "本报告", "年度报告由", "年度报告是", "年度报告根据", "年度报告按", "年度报告包括", "报告共", "报告分", "报告由", "报告所列", "报告中所列",
    "全文包括", "全文由", "全文共", "全文分", "全文内容", "统计期限", "编制本",
)  # fmt: skip
TOP = 2
"""How many parts the pointer of a first-level section has."""
# Characters without which no report is written in traditional script.
_TRADITIONAL = ("開", "報", "請")


class ChapterContent:
    """A chapter of the report with all its parts: a second section of the same heading, parts numbered like chapters."""

    def __init__(self, report: Report, chapter: Chapter, parts: Sequence[FirstLevel]) -> None:
        self.report = report
        self.chapter = chapter
        self.parts = parts

    @cached_property
    def section(self) -> Section:
        """The section that holds most of it: where a heading stands twice the preface may be under one of the two."""
        own = [part for part in self.parts if part.role is not Role.INNER]
        if len(own) == 1:
            return own[0].section
        lengths = {id(part): 0 for part in own}
        for part in self.parts:
            holder = part.of if part.role is Role.INNER and part.of is not None else part
            text = squeezed(_texts(part.section.content))
            lengths[id(holder)] = lengths.get(id(holder), 0) + sum(map(len, sentences_on_work(text)))
        return max(own, key=lambda part: lengths[id(part)]).section

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Every paragraph, placeholders and blank ones left out."""
        said = self.report.fact(filled_in)
        return tuple([p for part in self.parts for p in _paragraphs(part.section.content) if p.pointer in said])

    @cached_property
    def text(self) -> str:
        """The words of the paragraphs, and of tables that are no statutory ones, a line each and without other white space."""
        cells = (str(cell) for part in self.parts for cell in _cells(part.section.content))
        return squeezed((*(paragraph.value for paragraph in self.paragraphs), *cells))

    @cached_property
    def headings(self) -> str:
        """The headings below the chapter's own, run-in ones included, a line each and without other white space."""
        tops = {part.section.pointer for part in self.parts}
        own = {part.section.pointer for part in self.parts if part.role is not Role.INNER}
        return squeezed(
            [
                heading.span.text
                for heading in self.report.fact(headings)
                if heading.span.node.pointer[:TOP] in tops
                and heading.kind is not Kind.ITEM
                and (heading.section is None or heading.section.pointer not in own)
            ]
        )

    @property
    def is_blank(self) -> bool:
        """Whether it says nothing: neither words, placeholders aside, nor a table that is no statutory one."""
        return not any(paragraph.value.strip() for paragraph in self.paragraphs) and not self.text

    @cached_property
    def length(self) -> int:
        """How many characters its headings and paragraphs have, white space not counted."""
        texts = "\n".join([text for part in self.parts for text in _texts(part.section.content)])
        return sum(map(len, texts.split()))


def chapter_contents(report: Report) -> dict[str, ChapterContent]:
    """Return the content of the report's chapters by their keys; absent chapters are left out."""
    parts: dict[str, list[FirstLevel]] = {}
    chapters: dict[str, Chapter] = {}
    for entry in report.fact(first_level):
        chapter = entry.whole.item.chapter
        if chapter is not None and entry.role not in (Role.CONTENTS, Role.PREFACE):
            parts.setdefault(chapter.key, []).append(entry)
            chapters[chapter.key] = chapter
    return {key: ChapterContent(report, chapters[key], of_chapter) for key, of_chapter in parts.items()}


def squeezed(texts: Iterable[str]) -> str:
    """Return texts a line each, without other white space and in simplified characters."""
    joined = "\n".join(["".join(text.split()) for text in texts])
    return simplify(joined) if says_any(_TRADITIONAL, joined) else joined


def sentences_on_work(text: str) -> list[str]:
    """Return the sentences of a text, without those about the report itself and without titles in 《》."""
    plain = re.sub(r"《[^》]{0,80}》", "", text) if "《" in text else text
    words = [word for word in _OF_THE_REPORT if holds(plain, word)]
    return [part for part in cut("。；;\n", plain) if part and not says_any(words, part)]


def _paragraphs(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Section):
            yield from _paragraphs(block.content)


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.value
        elif isinstance(block, Section):
            yield block.heading.value
            yield from _texts(block.content)


def _cells(blocks: Sequence[Block]) -> Iterator[str | int]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (cell for row in block.grid for cell in row if cell is not None)
        elif isinstance(block, Section):
            yield from _cells(block.content)
