"""From lines or paragraphs to the parts of a report: its title, its headings and what stands under them.

Shared by every reader of documents that people write: a reader hands over its paragraphs and grids in reading order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from gouji.formats import Chapter, Formats, simplify
from gouji.labels import LEVELS, fold, han_value, read_ordinal
from gouji.readers.recognise import GridCell, Labels, Nodes, Recognised, continued, labels_of, recognise
from gouji.report import REPORT_TYPE, Pointer
from gouji.source import Guess, NotAReport

Ref = TypeVar("Ref")

TITLE_LINES = 20
"""How many paragraphs from the top a title is looked for."""
SIGNATURE_LINES = 6
"""How many paragraphs from the end a signature is looked for."""
MAX_HEADING = 40
"""Longest heading, in characters after its number; a longer paragraph that starts with a number is running text."""

ENOUGH_TEXT = 150
"""How many characters under a title without year or agency make a report of a text."""

MAX_TITLE = 100
"""Longest line, in characters, that may be a title."""

_SENTENCE_MARKS = "。；！？;!?"
_HAN_YEAR = r"[〇○零一二三四五六七八九]{4}"
_TITLE = r"信息公开.{0,24}(?:报告|年报)(?:[(（][^()（）]{0,20}[)）])?$"
_YEAR = rf"(?P<year>(?:19|20)\d{{2}}|{_HAN_YEAR})(?:年度?|度)"
_PERIOD = r"(?P<year>20\d{2})年1月1日.{0,12}?12月31日"
_HAS_PLACE = r"[^省市州盟]{1,7}(?:省|自治区|市|州|盟)"
_PLACES_ABOVE = r"(?:^|[,，。、:：;；(（由与向和请到在对为是])(?P<places>(?:[^\W\d_由与向和请到在对为是省市州盟]{2,7}(?:省|自治区|市|州|盟)){1,2})"
_COMPILED_BY = r"(?:由|,|，|。)(?P<name>[^由，。,（(“《\s]{2,30}?)(?:负责)?(?:编制|编写|编撰)"


NOTHING_FOUND = (
    "没有找到写明机关和年度的标题、三个以上的章标题，也没有统一格式的表格；"
    "如果确是年度报告，请补上标题（如“某某县教育局2024年政府信息公开工作年度报告”）和各章标题",
    "no title with agency and year, no three chapter headings and no statutory table was found;"
    " if it is one, give it its title and the headings of its chapters",
)
"""What no annual report lacks, in Chinese and English."""


def no_report(
    zh: str = "不是政府信息公开工作年度报告", en: str = "not an annual government-information report"
) -> NotAReport:
    """Return what to raise for a document that is no annual report, by what it lacks."""
    return NotAReport(f"{zh}：{NOTHING_FOUND[0]}", f"{en}: {NOTHING_FOUND[1]}")


@dataclass(frozen=True, slots=True)
class Paragraph(Generic[Ref]):
    """A paragraph: its text and, for its text and any slice of it, where that stands (a reader's reference)."""

    text: str
    ref: Ref


@dataclass(frozen=True, slots=True)
class Grid(Generic[Ref]):
    """A table as found. `blanks_lost` means that empty cells left no trace, so that a short row cannot be told apart."""

    rows: Sequence[Sequence[GridCell[Ref]]]
    blanks_lost: bool = False


Part: TypeAlias = "Paragraph[Ref] | Grid[Ref]"


@dataclass(slots=True)
class Outline(Generic[Ref]):
    """Report JSON as far as the document states it, and for each node the reader's reference.

    `year` and `agency` in `data` are absent where the document does not tell. `title_parts` are the paragraphs the title was
    put together from, `title_spans` where in the title the year and the agency stand; `looks_like_report` tells whether anything
    of an annual report was found. `dated` is the paragraph that states the date of publication, and where in it.
    """

    data: dict[str, Any]
    nodes: Nodes[Ref]
    title_parts: Sequence[Paragraph[Ref]]
    title_spans: dict[Pointer, tuple[int, int]]
    looks_like_report: bool
    guesses: tuple[Guess, ...] = ()
    dated: tuple[Paragraph[Ref], tuple[int, int]] | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """How a paragraph is a heading: its level and, where it bears the title of one, its chapter."""

    level: int
    chapter: Chapter | None


def outline(parts: Sequence[Part[Ref]], formats: Formats, margin: Sequence[Paragraph[Ref]] = ()) -> Outline[Ref]:
    """Return the outline of a document's parts. The `margin` is what stands around it on a page: only metadata is read there."""
    return _Outliner(parts, formats, margin).run()


class _Outliner(Generic[Ref]):
    def __init__(self, parts: Sequence[Part[Ref]], formats: Formats, margin: Sequence[Paragraph[Ref]]) -> None:
        self.formats = formats
        self.labels: Labels = labels_of(formats)
        self.parts = self.joined(parts)
        self.margin = margin
        self.guesses: list[Guess] = []
        self.edition = next(formats.all())
        self.nodes: Nodes[Ref] = {}
        self.content: list[Any] = []
        # The sections that are open: level, pointer of the content list, the list itself.
        self.open: list[tuple[int, Pointer, list[Any]]] = [(0, ("content",), self.content)]
        self.recognised = 0

    def run(self) -> Outline[Ref]:
        title_at = self.find_title()
        title_parts = [self.parts[i] for i in title_at]
        parts = self.without_repeated_title(title_at)
        headings = self.headings(parts)
        for i, part in enumerate(parts):
            if isinstance(part, Grid):
                self.put_grid(part)
            elif i in headings:
                self.put_heading(part, headings[i].level)
            else:
                self.put_paragraph(part)
        data: dict[str, Any] = {"type": REPORT_TYPE}
        title = "".join(part.text for part in title_parts if isinstance(part, Paragraph))
        year = year_in(title) or self.year_of_period()
        if title:
            self.guesses.append(Guess(("title",), "文件开头", "the top of the file"))
        if year is not None:
            data["year"] = year
            how = ("标题", "the title") if year_in(title) else ("统计期限", "the statistic period")
            self.guesses.append(Guess(("year",), *how))
        if title:
            data["title"] = title
        told: dict[Pointer, str] = {("agency", "name"): agency_in(title), ("year",): year_words_in(title)}
        data |= self.agency(title)
        dated = self.publication(data, headings)
        data["content"] = self.content
        chapters = sum(1 for heading in headings.values() if heading.chapter is not None)
        # A title that names agency and year is no other document's, however little stands under it; several are a list.
        whole = year_in(title) is not None and bool(agency_in(title)) and self.titles() <= 1
        named = bool(title) and (whole or self.length() >= ENOUGH_TEXT)
        looks_like_report = chapters >= 3 or self.recognised > 0 or named
        titles = [part for part in title_parts if isinstance(part, Paragraph)]
        spans = {pointer: span for pointer, words in told.items() if (span := find_squeezed(title, words)) is not None}
        return Outline(data, self.nodes, titles, spans, looks_like_report, tuple(self.guesses), dated)

    def joined(self, parts: Sequence[Part[Ref]]) -> list[Part[Ref]]:
        """Return the parts with a table that a page or a site cut in two made one again."""
        found: list[Part[Ref]] = []
        for part in parts:
            above = found[-1] if found else None
            if isinstance(part, Grid) and isinstance(above, Grid):
                rows = continued(above.rows, part.rows, self.labels)
                if rows is not None:
                    found[-1] = Grid(rows, above.blanks_lost or part.blanks_lost)
                    continue
            found.append(part)
        return found

    def agency(self, title: str) -> dict[str, Any]:
        """Return the agency as the document names it, with the kind and region that its name tells."""
        from gouji.readers.metadata import kind_of, publisher_in, region_of

        sources = (
            (self.full_name(agency_in(title)), "标题", "the title"),
            (self.compiled_by() or "", "前言", "the preface"),
            (publisher_in([part.text for part in self.margin]), "网页的发布机构", "the page's publisher"),
        )
        name, *how = next((source for source in sources if source[0]), ("", "", ""))
        if not name:
            return {}
        self.guesses.append(Guess(("agency", "name"), *how))
        agency = {"name": name}
        for key, value in (("kind", kind_of(name)), ("region", region_of(name))):
            if value is not None:
                agency[key] = value
                self.guesses.append(Guess(("agency", key), "机关名称", "the agency's name"))
        return {"agency": agency}

    def publication(
        self, data: dict[str, Any], headings: dict[int, Heading]
    ) -> tuple[Paragraph[Ref], tuple[int, int]] | None:
        """Put the date of publication that the document states into `data`, and return where it stands.

        That is the one under a label near the title or around the article, where there is only one, or else the signature's.
        """
        from gouji.readers.metadata import signing_date, stated_date

        paragraphs = [part for part in self.parts if isinstance(part, Paragraph)]
        near = paragraphs[: TITLE_LINES if headings else 0]
        stated = [(line, found) for lines in (near, self.margin) for line in lines if (found := stated_date(line.text))]
        how = ("发布日期", "the stated date of publication")
        if len({found[0] for _, found in stated}) != 1:
            last = paragraphs[-SIGNATURE_LINES:] if len(paragraphs) > SIGNATURE_LINES else []
            stated = [(line, found) for line in reversed(last) if (found := signing_date(line.text))]
            how = ("落款日期", "the date of the signature")
        if not stated or int(stated[0][1][0][:4]) < data.get("year", 0):
            return None
        line, (day, span) = stated[0]
        data["published"] = day
        self.nodes["published",] = line.ref
        self.guesses.append(Guess(("published",), *how))
        return line, span

    def titles(self) -> int:
        """Return how many different lines are titles of annual reports."""
        lines = (
            squeeze(part.text) for part in self.parts if isinstance(part, Paragraph) and len(part.text) < MAX_TITLE
        )
        return len({line for line in lines if is_title(line)})

    def length(self) -> int:
        return sum(len(part.text) for part in self.parts if isinstance(part, Paragraph))

    def find_title(self) -> list[int]:
        """Return the indexes of the one to three paragraphs that are the title, or none.

        The first that tells a year is taken: a page prints the name of its column (政府信息公开年报) above the report's title.
        """
        found = list(self.possible_titles())
        texts = ["".join(part.text for i in at if isinstance(part := self.parts[i], Paragraph)) for at in found]
        return next((at for at, text in zip(found, texts, strict=True) if year_in(text)), found[0] if found else [])

    def possible_titles(self) -> Iterator[list[int]]:
        top: list[tuple[int, str]] = []
        for i, part in enumerate(self.parts[:TITLE_LINES]):
            if isinstance(part, Grid):
                # What a page knows of an article (索引号, 发布机构) stands in a table above it.
                yield from self.titles_among(top)
                top = []
                continue
            if self.edition.chapter_titled(part.text) is not None:
                break
            top.append((i, squeeze(part.text)))
            if is_sentence(top[-1][1]):
                break
        yield from self.titles_among(top)

    @staticmethod
    def titles_among(top: Sequence[tuple[int, str]]) -> Iterator[list[int]]:
        """Yield the indexes of each one to three of some paragraphs, given with their index, that may be a title."""
        for at, (_, text) in enumerate(top):
            for length in (1, 2, 3):
                lines = top[at : at + length]
                joined = "".join(line for _, line in lines)
                if len(lines) == length and is_title(joined) and not any(is_sentence(line) for _, line in lines):
                    if length > 1 and is_title(lines[-1][1]) and agency_in(lines[-1][1]):
                        break  # the last line is a whole title by itself: what stands before it is something else
                    yield [i for i, _ in lines]
            if is_sentence(text):
                break

    def without_repeated_title(self, title_at: Sequence[int]) -> list[Part[Ref]]:
        """Return the parts without the title and without its repeats right around it (a page's own, a second copy)."""
        if not title_at:
            return list(self.parts)
        title = squeeze("".join(part.text for i in title_at if isinstance(part := self.parts[i], Paragraph)))
        kept = []
        for i, part in enumerate(self.parts):
            text = part.text if isinstance(part, Paragraph) and i < TITLE_LINES else ""
            repeats = len(text) < 4 * len(title) and squeeze(text) == title
            if i not in title_at and not repeats:
                kept.append(part)
        return kept

    def headings(self, parts: Sequence[Part[Ref]]) -> dict[int, Heading]:
        """Return which paragraphs are headings, and of what level."""
        found: dict[int, Heading] = {}
        chapters: set[str] = set()
        later: list[int] = []
        for i, part in enumerate(parts):
            if isinstance(part, Grid) or not self.may_be_heading(part.text):
                continue
            ordinal = read_ordinal(part.text)
            chapter = self.edition.chapter_titled(part.text)
            if ordinal is not None and LEVELS[ordinal.style] == 1:
                found[i] = Heading(1, chapter)
                if chapter is not None:
                    chapters.add(chapter.key)
            elif chapter is not None or ordinal is not None:
                later.append(i)
        style = self.chapter_style(parts, later) if not chapters else None
        titled = {chapter.key for part in parts if isinstance(part, Paragraph) and (chapter := self.titled(part.text))}
        for i in later:
            part = parts[i]
            assert isinstance(part, Paragraph)
            ordinal = read_ordinal(part.text)
            chapter = self.edition.chapter_titled(part.text)
            # A chapter's title without its number, or numbered in another style, is the chapter where no other heading is.
            lost = chapter is not None and chapter.key not in chapters
            if lost and (ordinal is None or style is not None):
                found[i] = Heading(1, chapter)
            elif (
                ordinal is not None
                and ordinal.style == style
                and (meant := self.meant(part.text, ordinal.value, titled))
            ):
                found[i] = Heading(1, meant)
            elif ordinal is not None and (ordinal.style == "section" or self.leads(parts, i)):
                found[i] = Heading(LEVELS[ordinal.style], None)
        return found

    def chapter_style(self, parts: Sequence[Part[Ref]], indexes: Sequence[int]) -> str | None:
        """Return the numbering style in which most of the chapters' titles are numbered, or nothing for none."""
        styles: Counter[str] = Counter()
        for i in indexes:
            part = parts[i]
            if isinstance(part, Paragraph) and self.edition.chapter_titled(part.text) is not None:
                ordinal = read_ordinal(part.text)
                styles[ordinal.style if ordinal else ""] += 1
        return styles.most_common(1)[0][0] if styles else None

    def titled(self, text: str) -> Chapter | None:
        """Return the chapter whose title a paragraph bears, where it may be a heading at all."""
        return self.edition.chapter_titled(text) if len(text) <= MAX_HEADING else None

    def meant(self, text: str, number: int, titled: Container[str]) -> Chapter | None:
        """Return the chapter a heading means whose words depart from the form's: one of its number, titled nowhere else."""
        chapter = self.edition.chapter_meant(text)
        return chapter if chapter is not None and chapter.number == number and chapter.key not in titled else None

    def may_be_heading(self, text: str) -> bool:
        words = text.strip()
        if not words or len(words) > MAX_HEADING + 8 or any(mark in words for mark in _SENTENCE_MARKS):
            return False
        if words[-1] in "，,、：:" or ("，" in words and len(words) > 30):
            return False
        return not self.labels.row(words) and not self.labels.is_group(words)

    def leads(self, parts: Sequence[Part[Ref]], i: int) -> bool:
        """Whether a short line numbered 1. or （1） leads a paragraph, and is not one item of a list of short lines."""
        following = parts[i + 1] if i + 1 < len(parts) else None
        here = parts[i]
        if not isinstance(following, Paragraph) or not isinstance(here, Paragraph):
            return isinstance(following, Grid)
        own, next_ordinal = read_ordinal(here.text), read_ordinal(following.text)
        if next_ordinal is None:
            return is_sentence(following.text)
        return own is not None and LEVELS[next_ordinal.style] > LEVELS[own.style]

    def put_heading(self, part: Paragraph[Ref], level: int) -> None:
        while self.open[-1][0] >= level:
            self.open.pop()
        _, pointer, blocks = self.open[-1]
        here = (*pointer, len(blocks))
        section: dict[str, Any] = {"heading": part.text, "content": []}
        blocks.append(section)
        self.nodes[(*here, "heading")] = self.nodes[here] = part.ref
        self.open.append((level, (*here, "content"), section["content"]))

    def put_paragraph(self, part: Paragraph[Ref]) -> None:
        _, pointer, blocks = self.open[-1]
        self.nodes[(*pointer, len(blocks))] = part.ref
        blocks.append(part.text)

    def put_grid(self, grid: Grid[Ref]) -> None:
        for item in recognise(grid.rows, self.formats, grid.blanks_lost):
            if isinstance(item, Recognised):
                self.recognised += item.format is not None
                self.put_table(item)
            else:
                self.put_paragraph(Paragraph(item.cell.text, item.cell.ref))

    def put_table(self, table: Recognised[Ref]) -> None:
        _, pointer, blocks = self.open[-1]
        here = (*pointer, len(blocks))
        blocks.append(table.data)
        for relative, ref in table.nodes.items():
            self.nodes[(*here, *relative)] = ref
        self.nodes[here] = table.nodes["table",]

    def year_of_period(self) -> int | None:
        """Return the year of the statistic period the text states, or None."""
        for part in self.parts:
            if isinstance(part, Paragraph) and "月31日" in (text := squeeze(part.text)):
                match = re.search(_PERIOD, text)
                if match is not None:
                    return int(match["year"])
        return None

    def full_name(self, agency: str) -> str:
        """Return an agency's name with the places above it, where the top of the text names it so and the title does not.

        A district's title often says 青禾区人民政府 where its preface says 云岭市青禾区人民政府.
        """
        if not agency or re.match(_HAS_PLACE, agency):
            return agency
        for part in self.parts[:TITLE_LINES]:
            if isinstance(part, Paragraph) and agency in (text := squeeze(part.text[:1200])[:600]):
                match = re.search(_PLACES_ABOVE + re.escape(agency), text)
                if match is not None:
                    return match["places"] + agency
        return agency

    def compiled_by(self) -> str | None:
        """Return the agency a preface names as the one that made the report, or None."""
        for part in self.parts[:TITLE_LINES]:
            if isinstance(part, Paragraph) and "编" in part.text:
                match = re.search(_COMPILED_BY, squeeze(part.text[:1200])[:600])
                if match is not None and match["name"][-1] in "局厅委会府室院办处部署队所站心社行校":
                    return match["name"]
        return None


def squeeze(text: str) -> str:
    """Return the text folded and without white space."""
    return re.sub(r"\s+", "", fold(text))


def is_sentence(text: str) -> bool:
    """Whether a paragraph is running text: it has a sentence's end in it."""
    return any(mark in text for mark in _SENTENCE_MARKS) or len(text) > 60


def is_title(text: str) -> bool:
    """Whether a text without white space is the title of an annual report."""
    if "信息公开" not in simplify(text) or len(text) > 70 or read_ordinal(text) is not None or _leads_to_a_page(text):
        return False
    return re.search(_TITLE, simplify(text)) is not None


def _leads_to_a_page(text: str) -> bool:
    """Whether a line is the way to a page (首页>政府信息公开>年报)."""
    return any(mark in text for mark in ">›»→") or text.startswith("首页")


def find_squeezed(text: str, words: str) -> tuple[int, int] | None:
    """Return the span of words (folded, without white space) in a text that may have white space between them, or None."""
    kept = [i for i, char in enumerate(text) if not char.isspace()]
    start = squeeze(text).find(words) if words else -1
    return None if start < 0 else (kept[start], kept[start + len(words) - 1] + 1)


def year_words_in(title: str) -> str:
    """Return the report year as a title prints it, folded and without white space, or nothing."""
    match = re.search(_YEAR, squeeze(title))
    return "" if match is None else match["year"]


def year_in(title: str) -> int | None:
    """Return the report year a title names, or None."""
    year = year_words_in(title)
    if not year:
        return None
    return int(year) if year.isdigit() else int("".join(str(_digit(char)) for char in year))


def _digit(char: str) -> int:
    return 0 if char in "〇○零" else han_value(char)


def agency_in(title: str) -> str:
    """Return the agency a title names, or nothing."""
    words = re.sub(rf"[(（]?{_YEAR}[)）]?", "", squeeze(title))
    at = simplify(words).find("信息公开")
    if at < 0:
        return ""
    name = words[:at]
    # 某某市人民政府信息公开年报 drops one 政府 of two, which belongs to the agency's name.
    if name.endswith("政府") and not (name.endswith("人民政府") and not name.endswith("人民政府政府")):
        name = name.removesuffix("政府")
    return re.sub(r"(?:关于|的|\d{4})$", "", name).strip("-—·《")
