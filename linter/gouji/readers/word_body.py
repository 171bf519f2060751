"""The body of a Word document as paragraphs and grids in order, as it reads when every tracked change is accepted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias, Union

from gouji.named_tuple import NamedTuple
from gouji.readers.frames import Content, is_frame, is_running_text
from gouji.readers.outline import Grid, Paragraph, Part
from gouji.readers.recognise import GridCell, Labels
from gouji.readers.word_numbers import Numbering
from gouji.readers.word_package import W, broken
from gouji.readers.word_styles import Styles, is_hidden, number, value
from gouji.source import Piece, Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

    from gouji.formats import Edition

MAX_COLUMNS = 200
"""A document with a wider table is refused. Word itself allows 63 columns."""
MAX_CELLS = 20_000
"""A document with more cells is refused; reports have some 500."""
MAX_PARAGRAPHS = 20_000
"""A document with more paragraphs, those in cells included, is refused; reports have some thousand."""
MAX_TEXT = 1_000_000
"""A document with more characters is refused; the longest reports have 100,000."""
CONTENTS_LINE = r"[\t.…·\s]\d{1,3}\s*$"
"""How a line of a table of contents ends: with the number of a page."""

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_P, _R, _T, _TBL, _TR, _TC = (W + name for name in ("p", "r", "t", "tbl", "tr", "tc"))
_PPR, _RPR, _TRPR, _TCPR = (W + name for name in ("pPr", "rPr", "trPr", "tcPr"))
_BR, _SYM, _BOX = W + "br", W + "sym", W + "txbxContent"
_DEL, _MOVED = W + "del", W + "moveFrom"
_FIELD, _INSTRUCTION, _SIMPLE_FIELD = W + "fldChar", W + "instrText", W + "fldSimple"
_TYPE, _INSTR = W + "fldCharType", W + "instr"
_PROPERTIES = frozenset({_PPR, _RPR, _TCPR, W + "sectPr"})
_FOREIGN = frozenset({W + "altChunk", W + "subDoc"})
_DRAWN = frozenset({W + "drawing", W + "pict", W + "object"})
_WORDS = frozenset({_T, _M + "t"})
_SIGNS = {W + "cr": "\n", W + "tab": "\t", W + "ptab": "\t", W + "noBreakHyphen": "-"}
_WRAPPERS = (
    *(_MC + name for name in ("AlternateContent", "Choice", "Fallback")),
    *(
        W + name
        for name in (
            "ins", "moveTo", "sdt", "sdtContent", "customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo", "ruby",
            "rubyBase",
        )
    ),
)  # fmt: skip
# What was before a tracked change of properties, and what is shown beside the text or not at all.
_ASIDE = tuple(
    W + name
    for name in (
        "pPrChange", "rPrChange", "tblPrChange", "tblGridChange", "trPrChange", "tcPrChange", "tblPrExChange",
        "sectPrChange", "numberingChange", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "rt", "delText", "delInstrText",
    )
)  # fmt: skip


class Spot(NamedTuple):
    """Where something stands in the document: a paragraph of the body, or a cell, or a paragraph in a cell; all from 1.

    Paragraphs without text do not count, and merged cells count as the columns they cover. `offset` is how many characters of
    the paragraph come before.
    """

    paragraph: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    in_box: bool = False
    offset: int = 0

    @property
    def key(self) -> tuple[int, int, int, int]:
        """What tells one paragraph or cell from all others."""
        return self.paragraph, self.table, self.row, self.column

    def words(self, index: int | None = None) -> str:
        """Return the place as a person looks for it, down to the character of that index where one is given."""
        cell = f"表 {self.table} 第 {self.row} 行第 {self.column} 列" if self.table else ""
        paragraph = f"第 {self.paragraph} 段" if self.paragraph else ""
        character = "" if index is None else f"第 {self.offset + index + 1} 字"
        return f"{'文本框中' if self.in_box else ''}{cell}{paragraph}{character}"


class Shown(NamedTuple):
    """Characters of a paragraph's text, from `at` on, that the text element `element` (counted from 0) shows from `offset` on."""

    at: int
    length: int
    element: int
    offset: int


class Words(str):
    """The text of a paragraph, with the text elements that show it and the number of the paragraph element (from 0).

    Text elements and paragraphs are counted in the body as it is in the file, before changes are accepted.
    """

    __slots__ = ("paragraph", "shown")

    paragraph: int
    shown: Sequence[Shown]


_Piece: TypeAlias = tuple[str, int, int]
"""A piece of a paragraph: its text, and the number of the element that shows it (-1: none) and the offset there."""
_Item: TypeAlias = Union[Words, "_Element"]
"""A paragraph's text, or the element of a table or of the content of a text box."""


class _Cell(NamedTuple):
    """A cell: where it stands, and what stands in it. One that goes on with the cell above it or before it is covered."""

    spot: Spot
    items: Sequence[_Item] = ()
    covered: bool = False

    @property
    def lines(self) -> list[str]:
        return [
            line.strip() for item in self.items if isinstance(item, str) for line in item.split("\n") if line.strip()
        ]

    @property
    def inner(self) -> list[_Element]:
        return [item for item in self.items if not isinstance(item, str)]


class Body:
    """The paragraphs and tables of a document's body. The tree it is given is altered."""

    def __init__(self, body: _Element, numbering: Numbering, styles: Styles, edition: Edition, labels: Labels) -> None:
        self._body = body
        self._numbering = numbering
        self._styles = styles
        self._edition = edition
        self._labels = labels
        self._paragraphs = 0
        self._tables = 0
        self._cells = 0
        self._text = 0
        self._read = 0
        self._numbers: dict[_Element, int] = {}
        self.shown: dict[tuple[int, int, int, int], Sequence[Words]] = {}
        """The paragraphs that stand at each spot."""

    def parts(self) -> Iterator[Part[Spot]]:
        """Yield the parts of the document; Unreadable where it has more than any report."""
        for tags in (_WORDS, (_P,)):
            self._numbers.update((element, k) for k, element in enumerate(self._body.iter(*tags)))
        accept_changes(self._body)
        drop_contents_table(self._body)
        yield from self._blocks(self._flow(self._body), Spot())

    def _blocks(self, items: Iterable[_Item], at: Spot) -> Iterator[Part[Spot]]:
        """Yield the parts of the body, of a text box or of a cell that frames text; `at` is the box or cell."""
        inside = 0
        for item in items:
            if not isinstance(item, str):
                yield from self._inner(item, at)
            elif item.strip():
                inside += 1
                self._paragraphs += not at.table
                count = inside if at.table else self._paragraphs
                spot = at._replace(paragraph=count)
                self.shown[spot.key] = (item,)
                yield from _lines(item, spot)

    def _inner(self, element: _Element, at: Spot) -> Iterator[Part[Spot]]:
        if element.tag == _TBL:
            yield from self._table(element, at)
        else:
            yield from self._blocks(self._flow(element), Spot(in_box=True))

    def _flow(self, parent: _Element) -> Iterator[_Item]:
        """Yield what stands in the body, a cell or a text box: text boxes come after the paragraph they are anchored in."""
        carried: list[_Piece] = []
        last = -1
        boxes: list[_Element] = []
        for child in parent.iterchildren("*"):
            if child.tag in _FOREIGN:
                raise Unreadable(
                    "文件中嵌有另一份文档的内容，尚未并入正文；请用 Word 打开并保存一次，再检查",
                    "another document is embedded that has not become part of this one; open it in Word, save it, and check again",
                )
            if child.tag == _TBL:
                if carried:
                    yield self._counted("", carried, last)
                    carried = []
                yield child
                continue
            if child.tag != _P:
                # Whatever else there is may hold paragraphs, as wrappers of later versions of the format do.
                if child.tag not in _PROPERTIES and len(child):
                    yield from self._flow(child)
                continue
            properties = child.find(_PPR)
            last = self._numbers[child]
            style = value(properties, W + "pStyle")
            self._gather(child, self._styles.hides(style), carried, boxes)
            if _goes_on(properties):
                continue
            words = self._counted(self._numbering.prefix(properties), carried, last)
            carried = []
            # Where the field of a table of contents was made plain text, its lines still have its styles.
            if not (self._styles.lists_contents(style) and re.search(CONTENTS_LINE, words)):
                yield words
            yield from boxes
            boxes = []
        if carried:
            yield self._counted("", carried, last)
        yield from boxes

    def _counted(self, prefix: str, pieces: Iterable[_Piece], paragraph: int) -> Words:
        text = Words(prefix + "".join([piece[0] for piece in pieces]))
        text.paragraph = paragraph
        shown = []
        at = len(prefix)
        for piece, element, offset in pieces:
            if element >= 0:
                shown.append(Shown(at, len(piece), element, offset))
            at += len(piece)
        text.shown = shown
        self._text += len(text)
        self._read += 1
        if self._text > MAX_TEXT:
            raise _too_much(f"{MAX_TEXT:,} 字", f"{MAX_TEXT:,} characters")
        if self._read > MAX_PARAGRAPHS:
            raise _too_much(f"{MAX_PARAGRAPHS:,} 段", f"{MAX_PARAGRAPHS:,} paragraphs")
        return text

    def _gather(self, element: _Element, hidden: bool, pieces: list[_Piece], boxes: list[_Element]) -> None:
        """Add the text that an element's children show, line breaks as newlines, and the text boxes anchored in them."""
        for child in element.iterchildren("*"):
            tag = child.tag
            if tag == _R:
                properties = child.find(_RPR)
                own = is_hidden(properties)
                if own is None and properties is not None and (style := value(properties, W + "rStyle")):
                    own = self._styles.hides(style) or None
                if not (hidden if own is None else own):
                    self._gather(child, hidden, pieces, boxes)
            elif tag in _WORDS:
                text = child.text or ""
                kept = text if child.get(_SPACE) == "preserve" else text.strip(" \t\r\n")
                before = len(text) - len(text.lstrip(" \t\r\n")) if len(kept) < len(text) else 0
                shown = " ".join(kept.splitlines()) if "\n" in kept else kept
                pieces.append((shown, self._numbers[child], before))
            elif tag in _SIGNS:
                pieces.append((_SIGNS[tag], -1, 0))
            elif tag == _BR:
                pieces.append(("\n", -1, 0))
            elif tag == _SYM:
                pieces.append((_symbol(child), -1, 0))
            elif tag in _DRAWN:
                boxes += _boxes(child)
            elif tag not in _PROPERTIES and len(child):
                self._gather(child, hidden, pieces, boxes)

    def _table(self, element: _Element, at: Spot) -> Iterator[Part[Spot]]:
        self._tables += 1
        rows = self._rows(element, Spot(table=self._tables, in_box=at.in_box))
        if is_frame(([_content(cell) for cell in row] for row in rows), self._edition, self._labels):
            for row in rows:
                for cell in row:
                    yield from self._blocks(cell.items, cell.spot)
            return
        grid: list[Sequence[GridCell[Spot]]] = []
        inner: list[_Element] = []
        for row in rows:
            filled = [cell for cell in row if cell.lines]
            if sum(not cell.covered for cell in row) == 1 and filled and self._is_running_text(filled[0]):
                yield from _grid(grid)
                grid = []
                yield from self._blocks(filled[0].items, filled[0].spot)
            else:
                for cell in row:
                    if not cell.covered:
                        self.shown[cell.spot.key] = [item for item in cell.items if isinstance(item, str)]
                grid.append([GridCell(_joined(cell.lines), cell.spot, cell.covered) for cell in row])
                inner += (item for cell in row for item in cell.inner)
        yield from _grid(grid)
        for item in inner:
            yield from self._inner(item, at)

    def _is_running_text(self, cell: _Cell) -> bool:
        return is_running_text(_joined(cell.lines), self._edition, self._labels)

    def _rows(self, table: _Element, at: Spot) -> list[list[_Cell]]:
        """Return the rows of a table with merged cells expanded."""
        rows: list[list[_Cell]] = []
        merged: set[int] = set()
        for row in table.iterchildren(_TR):
            properties = row.find(_TRPR)
            if properties is not None and properties.find(_DEL) is not None:
                continue
            place = at._replace(row=len(rows) + 1)
            cells, merged = self._row(row, properties, place, merged)
            self._cells += len(cells)
            if self._cells > MAX_CELLS:
                raise _too_much(f"{MAX_CELLS:,} 个单元格", f"{MAX_CELLS:,} cells")
            rows.append(cells)
        return rows

    def _row(
        self, row: _Element, properties: _Element | None, at: Spot, above: set[int]
    ) -> tuple[list[_Cell], set[int]]:
        """Return the cells of a row and the columns at which cells merged downwards begin; `above` are those of the last row."""
        before = number(value(properties, W + "gridBefore"))
        cells = _covering(at, 0, before)
        merged: set[int] = set()
        for cell in row.iterchildren(_TC):
            own = cell.find(_TCPR)
            if own is not None and own.find(W + "cellDel") is not None:
                continue
            column = len(cells)
            spot = Spot(0, at.table, at.row, column + 1, at.in_box)
            down = _merge(own, W + "vMerge")
            if down is not None:
                merged.add(column)
            # What a covered cell holds is not shown; one that nothing stands above or before is covered by nothing.
            covered = (down == "continue" and column in above) or (
                _merge(own, W + "hMerge") == "continue" and column > before
            )
            cells.append(_Cell(spot, () if covered else tuple(self._flow(cell)), covered))
            cells += _covering(at, column + 1, number(value(own, W + "gridSpan")) - 1)
        cells += _covering(at, len(cells), number(value(properties, W + "gridAfter")))
        return cells, merged


def accept_changes(body: _Element) -> None:
    """Alter a tree to how it reads with all changes accepted and without what wraps paragraphs, rows, cells and runs."""
    from lxml import etree

    for gone in list(body.iter(_DEL, _MOVED)):
        # Without content, it marks the end of a paragraph or a row as deleted.
        if len(gone):
            _remove(gone)
    for alternatives in list(body.iter(_MC + "AlternateContent")):
        choices = list(alternatives.iterchildren(_MC + "Choice")) or list(alternatives.iterchildren(_MC + "Fallback"))
        for child in list(alternatives):
            if child not in choices[:1]:
                alternatives.remove(child)
    for field in list(body.iter(_SIMPLE_FIELD)):
        if _lists_contents(field.get(_INSTR) or ""):
            _remove(field)
    etree.strip_elements(body, *_ASIDE, with_tail=False)
    etree.strip_tags(body, *_WRAPPERS)


def drop_contents_table(body: _Element) -> None:
    """Take the text of a table of contents out of a tree, whose lines would be taken for the headings themselves.

    Fields are a run of marks (begin, separate, end) through any number of paragraphs; where they do not pair nothing is taken out.
    """
    if next(body.iter(_FIELD), None) is None:
        return
    # For each open field, the instruction up to its end and whether its result has begun.
    open_fields: list[tuple[str, bool]] = []
    dropped: list[_Element] = []
    for element in body.iter(_FIELD, _INSTRUCTION, _T, W + "tab", _BR, W + "cr"):
        if element.tag == _FIELD:
            kind = element.get(_TYPE)
            if kind == "begin":
                open_fields.append(("", False))
            elif not open_fields:
                return
            elif kind == "separate":
                open_fields[-1] = (open_fields[-1][0], True)
            elif kind == "end":
                open_fields.pop()
        elif open_fields and element.tag == _INSTRUCTION:
            instruction, shows = open_fields[-1]
            open_fields[-1] = (
                instruction if len(instruction) > len("TOC ") else instruction + (element.text or ""),
                shows,
            )
        elif any(not shows or _lists_contents(instruction) for instruction, shows in open_fields):
            dropped.append(element)
    if not open_fields:
        for element in dropped:
            _remove(element)


def _lists_contents(instruction: str) -> bool:
    return instruction.split(maxsplit=1)[:1] == ["TOC"]


def _remove(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _goes_on(properties: _Element | None) -> bool:
    """Whether a paragraph goes on in the next one: its end is deleted, moved away or hidden."""
    mark = None if properties is None else properties.find(_RPR)
    return mark is not None and (mark.find(_DEL) is not None or mark.find(_MOVED) is not None or bool(is_hidden(mark)))


def _boxes(element: _Element) -> Iterator[_Element]:
    """Yield the contents of the text boxes in a drawing, without those of boxes inside them."""
    for child in element.iterchildren("*"):
        if child.tag == _BOX:
            yield child
        else:
            yield from _boxes(child)


def _symbol(element: _Element) -> str:
    """Return the character of a symbol, unless it is a picture that only its own font has."""
    try:
        code = int(element.get(W + "char") or "0", 16)
    except ValueError:
        return ""
    return chr(code) if 0x20 <= code < 0xD800 else ""


def _merge(properties: _Element | None, tag: str) -> str | None:
    """Return `restart` or `continue` for a merged cell, and None for any other."""
    child = None if properties is None else properties.find(tag)
    return None if child is None else child.get(W + "val") or "continue"


def _covering(at: Spot, column: int, count: int) -> list[_Cell]:
    """Return that many covered places of a row, from a column on."""
    if column + count > MAX_COLUMNS:
        raise _too_much(f"{MAX_COLUMNS} 列", f"{MAX_COLUMNS} columns")
    return [_Cell(at._replace(column=max(column + i, 1)), (), True) for i in range(count)] if count > 0 else []


def _content(cell: _Cell) -> Content:
    has_table = any(item.tag == _TBL for item in cell.inner)
    return Content([] if has_table else cell.lines, has_table)


def _grid(rows: list[Sequence[GridCell[Spot]]]) -> Iterator[Grid[Spot]]:
    if rows:
        yield Grid(rows)


def _lines(text: str, spot: Spot) -> Iterator[Paragraph[Spot]]:
    """Yield the lines of a paragraph, which its line breaks divide."""
    at = 0
    for line in text.split("\n"):
        words = line.strip()
        if words:
            yield Paragraph(words, spot._replace(offset=at + len(line) - len(line.lstrip())))
        at += len(line) + 1


def _joined(lines: Sequence[str]) -> str:
    """Return the lines of a cell as one text, a space only between two that would run into one word or figure."""
    text = ""
    for line in lines:
        text += f" {line}" if text and text[-1].isascii() and line[0].isascii() else line
    return text


def joined(paragraphs: Sequence[Words]) -> Words:
    """Return the paragraphs of a cell as one text, as the cell's own text is made, knowing what shows it."""
    lines: list[str] = []
    shown: list[Shown] = []
    for paragraph in paragraphs:
        at = 0
        for line in paragraph.split("\n"):
            words = line.strip()
            if words:
                lines.append(words)
                start = at + len(line) - len(line.lstrip())
                shift = len(_joined(lines)) - len(words) - start
                shown += (
                    part._replace(at=part.at + shift) for part in _part(paragraph.shown, start, start + len(words))
                )
            at += len(line) + 1
    text = Words(_joined(lines))
    text.paragraph = paragraphs[0].paragraph if paragraphs else -1
    text.shown = shown
    return text


def _part(shown: Sequence[Shown], start: int, end: int) -> Iterator[Shown]:
    """Yield what shows the characters from `start` to `end`."""
    for at, length, element, offset in shown:
        first, last = max(at, start), min(at + length, end)
        if first < last:
            yield Shown(first, last - first, element, offset + first - at)


def pieces_of(words: Words, start: int, end: int) -> list[Piece]:
    """Return the pieces of text elements that show characters of a text, or the point between two."""
    if start == end:
        for at, length, element, offset in words.shown:
            if at < start <= at + length or at == start == 0:
                return [Piece(offset + start - at, offset + start - at, element)]
        return []
    return [Piece(offset, offset + length, element) for _, length, element, offset in _part(words.shown, start, end)]


def _too_much(limit: str, limit_en: str) -> Unreadable:
    return Unreadable(
        f"文件超过 {limit}的上限，不予读取；请确认它确是一份年度报告",
        f"the file has more than the limit of {limit_en} and was not read; make sure that it is one report",
    )


def body_of(document: _Element) -> _Element:
    """Return the body of a main part; Unreadable where it has none."""
    body = document.find(W + "body")
    if body is None:
        raise broken(f"{document.tag}: no body")
    return body
