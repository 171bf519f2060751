"""The process that reads a PDF: its pages as lines and tables, in JSON. Run by `gouji.readers.pdf`, never imported by it."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from gouji.readers.child import serve
from gouji.readers.pages.lattice import Cell, Lattice, Rule, TooManyRules, lattices
from gouji.readers.pages.lines import Glyph, clean, join, lines_of
from gouji.source import Place, Unreadable

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF

MAX_PAGES = 300
"""A longer PDF is refused; the longest real reports have 60 pages."""
MAX_GLYPHS = 600_000
"""The most characters a PDF may hold; real reports have 30,000."""
THIN = 3.0
"""The greatest width, in points, of a filled rectangle that is drawn as a rule."""


def read(raw: bytes) -> dict[str, Any]:
    """Return the pages of a PDF; Unreadable where it is broken, encrypted, or has no text."""
    library = logging.getLogger("pdfminer")
    library.propagate = False
    losses = _Losses()
    library.addHandler(losses)
    try:
        return {"pages": _pages(_open(raw), losses)}
    finally:
        library.removeHandler(losses)


def _pages(pdf: PDF, losses: _Losses) -> list[dict[str, Any]]:
    pages = []
    glyphs = unmapped = pictures = 0
    for page in pdf.pages:
        shown = list(_glyphs(page, losses))
        glyphs += len(shown)
        unmapped += sum(1 for glyph in shown if glyph.text == "\ufffd")
        pictures += len(shown) < 20 and bool(page.images)
        if glyphs > MAX_GLYPHS:
            raise Unreadable(
                f"文字超过 {MAX_GLYPHS:,} 个的上限；请确认它确是一份年度报告",
                f"more than the limit of {MAX_GLYPHS:,} characters; make sure that it is one report",
            )
        pages.append({"width": float(page.width), "height": float(page.height), "items": _items(page, shown)})
        page.close()
    _refuse_unreadable_text(glyphs, unmapped, pictures, len(pages))
    return pages


_LOSSES = (
    "ata-loss",
    "zlib",
    "non-indirect object",
    "subpath because",
    "text matrix because",
    "segment to path because",
)
"""What the PDF library says of a stream or an operator that it left out; sound files give no cause for it."""


class _Losses(logging.Handler):
    """Hears the PDF library say that it left out something that is broken."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if any(words in message for words in _LOSSES):
            self.told.append(message)


def _open(raw: bytes) -> PDF:
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.pdftypes import resolve1

    if b"%PDF-" not in raw[:4096]:
        raise Unreadable("不是 PDF 文件：开头没有 %PDF 标记", "not a PDF file: it does not start with %PDF")
    if b"%%EOF" not in raw[-4096:]:
        raise Unreadable(
            "PDF 文件不完整（没有结束标记），可能是下载中断；请重新下载或重新导出",
            "the PDF file is cut short (it has no end mark); download or export it again",
        )
    try:
        pdf = pdfplumber.open(io.BytesIO(raw))
        count = resolve1(resolve1(pdf.doc.catalog["Pages"])["Count"])
        found = len({page.page_obj.pageid for page in pdf.pages})
    except Exception as error:
        cause = _cause(error)
        if isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError):
            raise Unreadable(
                "PDF 文件加了密码，无法读取；请提供未加密的文件",
                "the PDF file is encrypted with a password; provide one that is not",
            ) from error
        raise _broken(f"{type(cause).__name__}: {cause}") from error
    if not found or found != count:
        raise Unreadable(
            f"PDF 文件已损坏：应有 {count} 页，只能读出 {found} 页；请重新下载或重新导出",
            f"the PDF file is damaged: of {count} pages only {found} can be read; download or export it again",
        )
    if found > MAX_PAGES:
        raise Unreadable(
            f"PDF 有 {found} 页，超过 {MAX_PAGES} 页的上限；请只提供年度报告部分",
            f"the PDF has {found} pages, more than the limit of {MAX_PAGES}; provide the report alone",
        )
    return pdf


def _cause(error: Exception) -> Exception:
    """Return the error that the library wraps in its own; MemoryError is raised again, since the file is not to blame."""
    cause = error.args[0] if error.args and isinstance(error.args[0], Exception) else error
    if isinstance(cause, MemoryError):
        raise cause
    return cause


def _broken(reason: str, page: int | None = None) -> Unreadable:
    where = ("", "") if page is None else (f"第 {page} 页", f" on page {page}")
    return Unreadable(
        f"PDF 文件{where[0]}已损坏，无法解析（{reason[:200]}）；请重新下载或重新导出",
        f"the PDF file is damaged{where[1]} and cannot be parsed ({reason[:200]}); download or export it again",
        Place(page=page),
    )


def _glyphs(page: Page, losses: _Losses) -> Iterator[Glyph]:
    try:
        chars = page.chars
    except Exception as error:
        cause = _cause(error)
        raise _broken(f"{type(cause).__name__}: {cause}", page.page_number) from error
    # A page without contents is blank; one whose contents cannot be found has lost them.
    if not all(getattr(stream, "data", None) or getattr(stream, "rawdata", None) for stream in page.page_obj.contents):
        losses.told.append("its contents are missing")
    if losses.told:
        raise _broken(losses.told[0], page.page_number)
    for char in chars:
        text = "\ufffd" if char["text"].startswith("(cid:") else clean(char["text"])
        a, b, _, _, _, base = char["matrix"]
        # A text set at an angle is a watermark or a note at the margin.
        if not text or abs(b) > 0.1 * abs(a):
            continue
        size = max(char["size"], 1.0)
        # A font may state no widths.
        x1 = max(char["x1"], char["x0"] + 0.2 * size)
        yield Glyph(text, char["x0"], x1, char["top"], char["bottom"], size, -base)


def _refuse_unreadable_text(glyphs: int, unmapped: int, pictures: int, pages: int) -> None:
    if glyphs < 20 * pages and (pictures * 2 > pages or not glyphs):
        raise Unreadable(
            "这份 PDF 是扫描件或图片，没有可读取的文字；请先作文字识别（OCR），或向编制单位索取 Word 文件",
            "this PDF is a scan and has no text; run OCR on it, or ask its author for the Word file",
        )
    if unmapped > 0.05 * glyphs:
        raise Unreadable(
            "这份 PDF 的字体没有文字对照表，读出的文字是乱码；请重新导出，或向编制单位索取 Word 文件",
            "the fonts of this PDF do not tell which characters they show; export it anew, or ask for the Word file",
        )


def _items(page: Page, glyphs: list[Glyph]) -> list[dict[str, Any]]:
    """Return the lines and tables of a page from its top down."""
    try:
        tables = lattices(*_rules(page))
    except TooManyRules as error:
        raise Unreadable(
            f"PDF 第 {page.page_number} 页的图形过于复杂，无法辨认其中的表格；请提供 Word 文件",
            f"page {page.page_number} of the PDF has drawings too complex to find tables in; provide the Word file",
            Place(page=page.page_number),
        ) from error
    inside: dict[tuple[int, int], list[Glyph]] = {}
    outside = []
    for glyph in glyphs:
        at = _cell_of(glyph, tables)
        if at is None:
            outside.append(glyph)
        else:
            inside.setdefault(at, []).append(glyph)
    items: list[tuple[float, dict[str, Any]]] = [(line.top, {"line": line}) for line in lines_of(outside)]
    for i, table in enumerate(tables):
        cells = [
            (*_span(cell), join(line.text for line in lines_of(inside.get((i, j), ()))))
            for j, cell in enumerate(table.cells)
        ]
        items.append((table.ys[0], {"table": {"borders": table.xs, "rows": len(table.ys) - 1, "cells": cells}}))
    return [item for _, item in sorted(items, key=lambda item: item[0])]


def _span(cell: Cell) -> tuple[int, int, int, int]:
    return cell.row, cell.column, cell.rows, cell.columns


def _cell_of(glyph: Glyph, tables: list[Lattice]) -> tuple[int, int] | None:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    for i, table in enumerate(tables):
        if table.ys[0] <= y <= table.ys[-1]:
            j = table.cell_at(x, y)
            if j is not None:
                return i, j
    return None


def _rules(page: Page) -> tuple[list[Rule], list[Rule]]:
    """Return the horizontal and the vertical rules of a page. The edge of an area that is only filled is none."""
    across: list[Rule] = []
    down: list[Rule] = []

    def put(x0: float, y0: float, x1: float, y1: float) -> None:
        if abs(y1 - y0) <= THIN <= abs(x1 - x0):
            across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) <= THIN <= abs(y1 - y0):
            down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))

    for line in page.lines:
        put(line["x0"], line["top"], line["x1"], line["bottom"])
    for area in [*page.rects, *page.curves]:
        x0, y0, x1, y1 = area["x0"], area["top"], area["x1"], area["bottom"]
        if min(x1 - x0, y1 - y0) <= THIN:
            put(x0, y0, x1, y1)
        elif area["stroke"] and area["object_type"] == "rect":
            put(x0, y0, x1, y0)
            put(x0, y1, x1, y1)
            put(x0, y0, x0, y1)
            put(x1, y0, x1, y1)
        elif area["stroke"]:
            points = area["pts"]
            for (ax, ay), (bx, by) in pairwise(points):
                put(ax, ay, bx, by)
    return across, down


if __name__ == "__main__":
    serve(read)
