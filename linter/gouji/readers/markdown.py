"""Markdown: the lines of plain text without their marks, and tables with bars or in HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING

from gouji.readers.html import segments_of
from gouji.readers.html_parts import PageParts
from gouji.readers.markup import TooMuch, is_wide, parse
from gouji.readers.outline import Grid, Paragraph, Part, is_title, no_report, outline, squeeze
from gouji.readers.recognise import GridCell, Labels, labels_of
from gouji.readers.text import decode, parts_of
from gouji.source import Document, Segments, TextPlaces, Unreadable, cut

if TYPE_CHECKING:
    from gouji.formats import Formats

WRAPPED = 20
"""A line shorter than this was not broken to fit a width, so the next one does not go on with its sentence."""

_TABLE = r"<table\b[^>]{0,500}>"
_FRONT_MATTER = r"\A(?:---|\+\+\+)[ \t]*\r?\n(?:[^\r\n]*\r?\n){0,200}?(?:---|\+\+\+)[ \t]*(?:\r?\n|\Z)"
_COMMENT = r"<!--.*?(?:-->|\Z)"
# What Markdown has no text for: a rule, the line under a heading, a fence, a link's definition.
_NO_TEXT = (
    r"[ \t]{0,3}(?:(?:-[ \t]?){3,}|(?:\*[ \t]?){3,}|(?:_[ \t]?){3,}|=+|```.*|~~~.*|\[[^\]\r\n]{1,100}\]:\s.*)[ \t]*"
)
_OPENING = r"[ \t]{0,3}(?:>[ \t]?){0,5}(?:\#{1,6}(?=[ \t]|[^\#\d\s])[ \t]*|[-*+][ \t]+)?"
_MARK = (
    r"(?P<strong>\*{1,3}|__|~~|`{1,3})"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<reference>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)"
    r"|(?P<tag></?[a-zA-Z][^<>\r\n]{0,300}>)"
    r"|!\[[^\]\r\n]{0,200}\]\([^()\r\n]{0,500}\)"
    r"|\[(?P<link>[^\[\]\r\n]{0,200})\]\([^()\r\n]{0,500}\)"
)
_MARKED_START = (
    r"[ \t]{0,3}(?:\#|>|[-*+][ \t]|\||\d{1,2}[.、)]|[（(]?[一二三四五六七八九十]{1,3}[)）、]|第[一二三四五六七八九十])"
)


def read(raw: bytes, formats: Formats) -> Document:
    """Read a Markdown file; Unreadable where it is no text, NotAReport where it is no annual report."""
    source = decode(raw)
    labels = labels_of(formats)
    try:
        parts = list(_parts(source, formats, labels))
    except TooMuch as error:
        raise Unreadable(
            "文件中的标签或表格单元格过多，不像一份年度报告",
            f"the file has {error}, more than an annual report",
        ) from error
    found = outline(parts, formats)
    if not found.looks_like_report:
        raise no_report()
    return Document(found.data, TextPlaces(source, segments_of(found)), source, found.guesses)


def _parts(source: str, formats: Formats, labels: Labels) -> Iterator[Part[Segments]]:
    front_matter = re.match(_FRONT_MATTER, source)
    at = front_matter.end() if front_matter else 0
    while at < len(source):
        table = re.compile(_TABLE, re.IGNORECASE).search(source, at)
        stop = table.start() if table else len(source)
        yield from _text_parts(_Words(source, at, stop), labels)
        if table is None:
            return
        at = _end_of_table(source, stop)
        page = parse(source, stop, at)
        yield from (item.part for item in PageParts(source, next(formats.all()), labels).items(page.root))


def _end_of_table(source: str, start: int) -> int:
    """Return where a table ends: after the end tag that is its own, or at the end of the source."""
    depth = 0
    for match in re.compile(r"<(/?)table\b[^>]{0,500}>", re.IGNORECASE).finditer(source, start):
        depth += -1 if match[1] else 1
        if not depth:
            return match.end()
    return len(source)


def _text_parts(words: _Words, labels: Labels) -> Iterator[Part[Segments]]:
    for part in parts_of(words.text, labels):
        if isinstance(part, Paragraph):
            yield Paragraph(part.text, words.at(part.ref))
        else:
            yield Grid(
                [[GridCell(cell.text, words.at(cell.ref), cell.covered) for cell in row] for row in part.rows],
                part.blanks_lost,
            )


class _Words:
    """The text of a stretch of Markdown without its marks, lines that were only wrapped joined, and where it stands."""

    def __init__(self, source: str, start: int, end: int) -> None:
        self.source = source
        self._pieces: list[str] = []
        self._segments: list[tuple[int, int, int]] = []
        self._length = 0
        comments = [match.span() for match in re.compile(_COMMENT, re.DOTALL).finditer(source, start, end)]
        at = start
        for first, last in [*comments, (end, end)]:
            self._put_lines(at, first)
            at = last
        self._segments.append((self._length, at, at))
        self.text = "".join(self._pieces)

    def at(self, ref: tuple[int, int]) -> Segments:
        """Return where in the source a stretch of the text stands."""
        start, end = ref
        if start < end:
            return cut(self._segments, start, end)
        (_, first, _), *_ = cut(self._segments, start, start + 1) or ((0, self._segments[-1][1], 0),)
        return ((0, first, first),)

    def _put_lines(self, start: int, end: int) -> None:
        line_start = start
        for match in re.compile(r"\r\n|\r|\n").finditer(self.source, start, end):
            self._put_line(line_start, match.start())
            if not self._goes_on(line_start, match.start(), match.end(), end):
                self._put("\n", match.start(), match.end())
            elif not (is_wide(self.source[match.start() - 1]) or is_wide(self.source[match.end()])):
                self._put(" ", match.start(), match.end())
            line_start = match.end()
        self._put_line(line_start, end)

    def _goes_on(self, start: int, stop: int, after: int, end: int) -> bool:
        """Whether a line was broken only to fit a width: what follows goes on with its sentence."""
        following = re.compile(r"[^\r\n]*").match(self.source, after, end)
        line, next_line = self.source[start:stop], following.group() if following else ""
        if len(line) < WRAPPED or not next_line.strip() or line.endswith(("  ", "\\")):
            return False
        if line[-1] in "。！？；：!?;:|”）)" or "|" in line or "\t" in line or line.lstrip().startswith("#"):
            return False
        if next_line[0].isspace() or re.match(_MARKED_START, next_line) or re.fullmatch(_NO_TEXT, next_line):
            return False
        return not is_title(squeeze(line.strip("* "))) and not is_title(squeeze(next_line.strip("* ")))

    def _put_line(self, start: int, stop: int) -> None:
        line = self.source[start:stop]
        if re.fullmatch(_NO_TEXT, line):
            return
        opening = re.match(_OPENING, line)
        start += opening.end() if opening else 0
        if line.lstrip().startswith("#"):
            stop = start + len(re.sub(r"[ \t]#+[ \t]*$", "", self.source[start:stop]))
        self._put_words(start, stop)

    def _put_words(self, start: int, stop: int) -> None:
        for match in re.compile(_MARK).finditer(self.source, start, stop):
            self._put(self.source[start : match.start()], start, match.start())
            start = match.end()
            kind = match.lastgroup
            if kind == "escaped":
                self._put(match["escaped"], match.start() + 1, match.end())
            elif kind == "reference":
                self._put(unescape(match["reference"]).replace("\xa0", " "), *match.span())
            elif kind == "link":
                self._put_words(*match.span("link"))
            elif kind == "tag" and re.match(r"</?(?:br|p|div|center|h[1-6])\b", match["tag"], re.IGNORECASE):
                self._put("\n", *match.span())
            elif kind == "strong" and not self._is_mark(match):
                self._put(match.group(), *match.span())
        self._put(self.source[start:stop], start, stop)

    def _is_mark(self, match: re.Match[str]) -> bool:
        """Whether asterisks are marks of emphasis and no multiplication signs or notes: one alone between figures is none."""
        before = self.source[match.start() - 1 : match.start()]
        after = self.source[match.end() : match.end() + 1]
        return len(match.group()) > 1 or not (before.isdigit() and after.isdigit())

    def _put(self, text: str, start: int, end: int) -> None:
        if not text:
            return
        self._segments.append((self._length, start, end))
        self._pieces.append(text)
        self._length += len(text)
