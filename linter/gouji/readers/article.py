"""Which parts of a web page are the report, and which the page around it: menus, bars, dates of the site, footers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise
from pathlib import Path

from gouji.formats import Edition, read_yaml
from gouji.labels import LEVELS, read_ordinal
from gouji.readers.html_parts import KNOWN_LABELS, Item
from gouji.readers.markup import Block, Page
from gouji.readers.outline import Grid, Paragraph, Part, agency_in, is_sentence, is_title, squeeze, year_in
from gouji.readers.recognise import Labels
from gouji.source import Segments, cut

MAX_FURNITURE = 60
"""A longer line is running text, whatever it begins with."""
ENOUGH_TEXT = 0.4
"""What part of a page's running text the article has at least, even where a page carries it twice."""
MAX_NAME = 30
"""Longest line, in characters, that a title may have its agency on."""

_TITLE_META = ("ArticleTitle", "og:title", "title")
_SITE_SUFFIX = "-_|—–丨"
_APART = frozenset({"nav", "aside", "footer"})
_AGENCY_ENDS = "局厅委会府室院办处部署队所站心社行校市县区镇乡"


@dataclass(frozen=True, slots=True)
class Article:
    """The parts of a report, in order, and the paragraphs of the page around it, where metadata may stand."""

    parts: list[Part[Segments]]
    margin: list[Paragraph[Segments]]


def article(items: Sequence[Item], page: Page, edition: Edition, labels: Labels) -> Article:
    """Return the article of a page: its title, and all from there to the end of the block that holds its chapters."""
    return _Search(items, page, edition, labels).run()


@cache
def _furniture() -> tuple[tuple[str, ...], tuple[str, ...]]:
    import gouji_schemas

    words = read_yaml(Path(gouji_schemas.__file__).parent / "page_furniture.yaml")
    return tuple(map(squeeze, words["begins"])), tuple(map(squeeze, words["ends"]))


def is_furniture(text: str) -> bool:
    """Whether a line begins as those of a page around a report do."""
    begins, _ = _furniture()
    words = squeeze(text).lstrip("【[(·|>")
    return len(words) <= MAX_FURNITURE and "。" not in words and (not words or words.startswith(begins))


def ends_article(text: str) -> bool:
    """Whether a line stands below the articles of a site."""
    _, ends = _furniture()
    words = squeeze(text)
    return len(words) <= MAX_FURNITURE and "。" not in words and any(end in words for end in ends)


class _Search:
    def __init__(self, items: Sequence[Item], page: Page, edition: Edition, labels: Labels) -> None:
        self.items = items
        self.page = page
        self.edition = edition
        self.labels = labels
        # Running text up to each item, to weigh blocks by.
        self.weight = [0]
        for item in items:
            self.weight.append(self.weight[-1] + self.weigh(item))

    @staticmethod
    def weigh(item: Item) -> int:
        if isinstance(item.part, Paragraph) and not item.linked and is_sentence(item.part.text):
            return len(item.part.text)
        return 0

    def run(self) -> Article:
        anchors = self.anchors()
        if not anchors:
            return Article([item.part for item in self.items], [])
        first, last = self.extent(anchors)
        title_at, title = self.title(anchors[0])
        start = title_at[-1] + 1 if title_at else first
        kept = [
            i
            for i in range(start, anchors[0])
            if (i >= first or self.weigh(self.items[i])) and not self.is_apart(i) and not self.is_page_line(i)
        ]
        kept += (i for i in range(anchors[0], self.end(anchors[-1], last) + 1) if not self.is_apart(i))
        chosen = {*title_at, *kept}
        parts = title + [self.items[i].part for i in kept]
        margin = [
            paragraph
            for i, item in enumerate(self.items)
            if i not in chosen and not item.linked
            for paragraph in _paragraphs(item.part)
        ]
        return Article(parts, [*self.meta(), *margin])

    def anchors(self) -> list[int]:
        """Return the indexes of what only a report has: numbered chapter headings and statutory tables, or failing these more."""
        tables: list[int] = []
        numbered: list[int] = []
        titled: list[int] = []
        for i, item in enumerate(self.items):
            part = item.part
            if isinstance(part, Grid):
                known = (1 for row in part.rows for cell in row if cell.text and self.labels.knows(cell.text))
                if sum(islice(known, KNOWN_LABELS)) == KNOWN_LABELS:
                    tables.append(i)
            elif (
                not item.linked
                and len(part.text) <= MAX_FURNITURE
                and self.edition.chapter_titled(part.text) is not None
            ):
                ordinal = read_ordinal(part.text)
                (numbered if ordinal is not None and LEVELS[ordinal.style] == 1 else titled).append(i)
        titled = numbered or titled
        half = len(titled) // 2
        if half >= 3 and [self.text(i) for i in titled[:half]] == [self.text(i) for i in titled[half:]]:
            # A page that carries the article twice, for wide and for narrow screens, shows one at a time.
            tables = [i for i in tables if i < titled[half]]
            titled = titled[:half]
        found = sorted(tables + titled)
        return found or [i for i, item in enumerate(self.items) if self.weigh(item)]

    def extent(self, anchors: Sequence[int]) -> tuple[int, int]:
        """Return the first and the last item of the block that holds all anchors and enough of the running text."""
        above = _ancestors(self.items[anchors[0]].block)
        common = {id(block) for block in above}
        for i in anchors[1:]:
            common &= {id(block) for block in _ancestors(self.items[i].block)}
        holders = [block for block in above if id(block) in common]
        first, last = anchors[0], anchors[-1]
        for holder in holders:
            while first > 0 and _is_in(self.items[first - 1].block, holder):
                first -= 1
            while last + 1 < len(self.items) and _is_in(self.items[last + 1].block, holder):
                last += 1
            if (self.weight[last + 1] - self.weight[first]) > self.weight[-1] * ENOUGH_TEXT:
                break
        return first, last

    def title(self, before: int) -> tuple[list[int], list[Part[Segments]]]:
        """Return the report's title: the one nearest before its first chapter, or that of the page."""
        for i in range(before - 1, -1, -1):
            for length in (1, 2, 3):
                lines = range(i, min(i + length, before))
                if len(lines) == length and self.is_title(lines):
                    at = self.with_agency(list(lines))
                    return at, [self.items[k].part for k in at]
        lines_of_page = [self.page.title] if self.page.title else []
        for text, segments in [*self.meta_titles(), *((line.text, line.segments) for line in lines_of_page)]:
            cuts = [k for k, char in enumerate(text) if char in _SITE_SUFFIX]
            for stop in (*cuts, len(text)):
                if is_title(squeeze(text[:stop])):
                    words = text[:stop].strip()
                    return [], [Paragraph(words, cut(segments, text.index(words), text.index(words) + len(words)))]
        return [], []

    def text(self, i: int) -> str:
        part = self.items[i].part
        return "" if isinstance(part, Grid) else part.text

    def is_title(self, lines: range) -> bool:
        texts = [self.text(i) for i in lines]
        joined = squeeze("".join(texts))
        if not is_title(joined) or is_furniture(joined):
            return False
        return all(
            text and not self.items[i].linked and not is_sentence(text) for i, text in zip(lines, texts, strict=True)
        )

    def with_agency(self, at: list[int]) -> list[int]:
        """Return a title's lines with those before it that name its agency or year, where it names none."""
        for _ in range(2):
            joined = "".join(self.text(i) for i in at)
            if agency_in(joined) and year_in(joined):
                break
            before = at[0] - 1
            words = squeeze(self.text(before)) if before >= 0 else ""
            ends_well = words and (words[-1] in _AGENCY_ENDS or year_in(words + "信息公开"))
            if not ends_well or len(words) > MAX_NAME or self.items[before].linked or is_furniture(words):
                break
            if self.items[before].block.parent is not self.items[at[0]].block.parent and (
                self.items[before].block is not self.items[at[0]].block
            ):
                break
            at = [before, *at]
        return at

    def meta_titles(self) -> Iterator[tuple[str, Segments]]:
        for wanted in _TITLE_META:
            for name, content, (start, end) in self.page.meta:
                if name.lower() == wanted.lower():
                    yield content, ((0, start, end),)

    def meta(self) -> list[Paragraph[Segments]]:
        """Return the page's own statements about itself as lines `name：content`."""
        return [Paragraph(f"{name}：{content}", _after_label(name, place)) for name, content, place in self.page.meta]

    def is_apart(self, i: int) -> bool:
        return any(block.tag in _APART for block in _ancestors(self.items[i].block))

    def is_page_line(self, i: int) -> bool:
        item = self.items[i]
        if isinstance(item.part, Grid):
            return True
        text = item.part.text
        # An address in the report's own text is often a link too.
        return (item.linked and "www." not in text and "://" not in text) or is_furniture(text) or ends_article(text)

    def end(self, last_anchor: int, last: int) -> int:
        """Return the index of the report's last item."""
        for i in range(last_anchor + 1, last + 1):
            part = self.items[i].part
            if isinstance(part, Paragraph) and ends_article(part.text):
                last = i - 1
                break
        while last > last_anchor and self.is_page_line(last):
            last -= 1
        return last


def _ancestors(block: Block | None) -> list[Block]:
    found = []
    while block is not None:
        found.append(block)
        block = block.parent
    return found


def _is_in(block: Block | None, holder: Block) -> bool:
    while block is not None and block is not holder:
        block = block.parent
    return block is holder


def _after_label(label: str, place: tuple[int, int]) -> Segments:
    """Return segments of `label：content`: the content where it stands, the label at its start."""
    return ((0, place[0], place[0]), (len(label) + 1, *place))


def _paragraphs(part: Part[Segments]) -> Iterator[Paragraph[Segments]]:
    """Yield a part of the page as lines; of a table, each cell with the one before it: `公开日期` beside `2024-01-17`."""
    if isinstance(part, Paragraph):
        yield part
        return
    for row in part.rows:
        cells = [cell for cell in row if cell.text]
        for label, value in pairwise(cells):
            words = label.text.rstrip("：:")
            start = len(words) + 1
            segments = ((0, value.ref[0][1], value.ref[0][1]), *((start + at, s, e) for at, s, e in value.ref))
            yield Paragraph(f"{words}：{value.text}", segments)
