"""PDF: text in reading order and ruled tables, put together over pages. Places are pages and lines.

A line is counted as a person counts it, from the top of the page without its header; in a table each row counts as one. The
file is parsed in a process of its own with limits of time and memory (`gouji.readers.child`).
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING

from gouji.readers.child import ask
from gouji.readers.outline import no_report, outline
from gouji.readers.pages.flow import Piece, Pieces, parts_of
from gouji.readers.recognise import labels_of
from gouji.source import Document, Place, Unreadable

if TYPE_CHECKING:
    from gouji.formats import Formats
    from gouji.report import Pointer

MAX_BYTES = 50_000_000
"""A larger file is refused; reports with photographs stay far below."""
WORKER = "gouji.readers.pages.worker"


def read(raw: bytes, formats: Formats) -> Document:
    """Read a PDF; Unreadable where it is broken, encrypted, a scan or too costly, NotAReport where it is no annual report."""
    if find_spec("pdfplumber") is None:
        raise Unreadable(
            '读取 PDF 文件需要安装附加组件：pip install "gouji[pdf]"',
            'reading PDF files needs an extra: pip install "gouji[pdf]"',
        )
    if len(raw) > MAX_BYTES:
        raise Unreadable(
            f"文件有 {len(raw):,} 字节，超过 {MAX_BYTES:,} 字节的上限；请确认它确是一份年度报告",
            f"the file has {len(raw):,} bytes, more than the limit of {MAX_BYTES:,}; make sure that it is one report",
        )
    found = outline(parts_of(ask(WORKER, raw)["pages"], labels_of(formats)), formats)
    if not found.looks_like_report:
        raise no_report()
    pieces: dict[Pointer, Pieces] = dict(found.nodes)
    if found.title_parts:
        joined: list[Piece] = []
        at = 0
        for part in found.title_parts:
            joined += (piece._replace(offset=piece.offset + at) for piece in part.ref)
            at += len(part.text)
        pieces["title",] = tuple(joined)
        for pointer, (start, _) in found.title_spans.items():
            pieces[pointer] = _from(pieces["title",], start)
    return Document(found.data, PagePlaces(pieces), guesses=found.guesses)


class PagePlaces:
    """Places of a document that has pages: of each string, the page and line every piece of it stands on."""

    __slots__ = ("_pieces",)

    def __init__(self, pieces: Mapping[Pointer, Pieces]) -> None:
        self._pieces = pieces

    def locate(self, pointer: Pointer, span: tuple[int, int] | None = None) -> Place:
        """See `Places.locate`."""
        pieces = self._pieces.get(pointer)
        if pieces is None:
            while pointer and pieces is None:
                pointer = pointer[:-1]
                pieces = self._pieces.get(pointer)
            span = None
        if not pieces:
            return Place(page=1)
        first = pieces[0] if span is None else _from(pieces, span[0])[0]
        return Place(page=first.page, line=first.line)


def _from(pieces: Pieces, start: int) -> Pieces:
    """Return the pieces of what follows an offset of a string."""
    at = max((i for i, piece in enumerate(pieces) if piece.offset <= start), default=0)
    return tuple(piece._replace(offset=max(0, piece.offset - start)) for piece in pieces[at:])
