"""Word documents (.docx): body text in order, numbers that Word generates, tables with exact merged cells.

Tracked changes are read as accepted; hidden text, tables of contents, headers, footers, footnotes and comments are left out.
A place is a paragraph (those without text do not count) or a table, row and column, and the heading it stands under.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gouji.readers.outline import Outline, no_report, outline
from gouji.readers.recognise import labels_of
from gouji.readers.word_body import Body, Spot, Words, body_of, joined, pieces_of
from gouji.readers.word_numbers import Numbering
from gouji.readers.word_package import Package, old_format
from gouji.readers.word_styles import Styles
from gouji.source import Document, Piece, Place, Unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gouji.formats import Formats
    from gouji.report import Pointer


def read(raw: bytes, formats: Formats) -> Document:
    """Read a Word document; Unreadable where it is damaged, too large or of an old format, NotAReport where it is no report."""
    try:
        import lxml.etree  # noqa: F401
    except ImportError as error:
        raise Unreadable(
            '读取 Word 文件需要安装附加组件：pip install "gouji[docx]"',
            'reading Word files needs an extra: pip install "gouji[docx]"',
        ) from error
    package = Package(raw)
    body = body_of(package.document())
    styles = Styles(package.related("styles"))
    numbering = Numbering(package.related("numbering"), styles)
    edition = next(formats.all())
    words = Body(body, numbering, styles, edition, labels_of(formats))
    found = outline(list(words.parts()), formats)
    if not found.looks_like_report:
        raise no_report()
    return Document(found.data, WordPlaces(found, words.shown))


def read_old_format(raw: bytes, formats: Formats) -> Document:
    """Say what to do with a .doc or .wps file. One that is a .docx in truth is read."""
    if raw.startswith(b"PK\x03\x04"):
        return read(raw, formats)
    raise old_format()


class WordPlaces:
    """Places of a Word document, which has no lines: in words, with the heading a place stands under."""

    __slots__ = ("_data", "_nodes", "_shown", "_title", "_title_spans")

    def __init__(self, found: Outline[Spot], shown: Mapping[tuple[int, int, int, int], Sequence[Words]]) -> None:
        self._shown = shown
        self._data = found.data
        self._nodes = found.nodes
        self._title_spans = dict(found.title_spans)
        # Where in the title each of its paragraphs begins.
        self._title: list[tuple[int, Spot]] = []
        at = 0
        for part in found.title_parts:
            self._title.append((at, part.ref))
            at += len(part.text)
        if self._title:
            self._title_spans["title",] = (0, at)

    def locate(self, pointer: Pointer, span: tuple[int, int] | None = None) -> Place:
        """See `Places.locate`."""
        if pointer in self._title_spans:
            start, _ = self._title_spans[pointer]
            index = start if span is None else start + span[0]
            at, spot = max(part for part in self._title if part[0] <= index)
            return Place(label=spot.words(None if span is None and index == at else index - at))
        known = pointer
        while known and known not in self._nodes:
            known = known[:-1]
        if not known:
            return Place(label="全文")
        label = self._nodes[known].words(span[0] if span is not None and known == pointer else None)
        heading = self._heading(known)
        return Place(label=f"{label}（“{heading}”下）" if heading else label)

    def pieces(self, pointer: Pointer, span: tuple[int, int]) -> Sequence[Piece]:
        """See `gouji.source.TracedPlaces.pieces`: the text elements of the body are counted from 0."""
        spot = self._nodes.get(pointer)
        if pointer not in self._title_spans:
            return [] if spot is None else self._pieces(spot, *span)
        first = self._title_spans[pointer][0]
        start, end = first + span[0], first + span[1]
        pieces: list[Piece] = []
        for k, (at, part) in enumerate(self._title):
            following = self._title[k + 1][0] if k + 1 < len(self._title) else end
            if start < following and end > at:
                pieces += self._pieces(part, max(start, at) - at, min(end, following) - at)
            elif at <= start == end <= following and not pieces:
                pieces += self._pieces(part, start - at, end - at)
        return pieces

    def paragraph(self, pointer: Pointer) -> int | None:
        """Return the number of the paragraph element that shows a node, or the nearest known one above it; None for the whole."""
        while pointer:
            spot = self._title[0][1] if pointer in self._title_spans else self._nodes.get(pointer)
            paragraphs = self._shown.get(spot.key) if spot is not None else None
            if paragraphs:
                return paragraphs[0].paragraph
            pointer = pointer[:-1]
        return None

    def _pieces(self, spot: Spot, start: int, end: int) -> list[Piece]:
        paragraphs = self._shown.get(spot.key, ())
        words = paragraphs[0] if spot.paragraph and paragraphs else joined(paragraphs)
        return pieces_of(words, spot.offset + start, spot.offset + end)

    def _heading(self, pointer: Pointer) -> str:
        """Return the innermost heading a node stands under, or nothing."""
        # A heading does not stand under itself.
        path = pointer[:-2] if pointer[-1] == "heading" else pointer[:-1]
        node: Any = self._data
        heading = ""
        for part in path:
            node = node[part]
            if isinstance(node, dict) and "heading" in node:
                heading = node["heading"]
        return heading
