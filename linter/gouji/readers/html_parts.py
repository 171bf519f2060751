"""The lines and tables of a page as paragraphs and grids, each with the block it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.formats import Edition
from gouji.readers.markup import Block, Line, TooMuch, is_wide
from gouji.readers.outline import Grid, Paragraph, Part, is_sentence
from gouji.readers.recognise import GridCell, Labels
from gouji.source import Segments

MAX_COLUMNS = 200
"""A table is not read beyond this column, whatever its cells claim to span."""
MAX_CELLS = 50_000
"""A page whose tables have more cells is refused; reports have some 500."""
KNOWN_LABELS = 3
"""How many statutory labels among its cells show that a table is no frame for layout."""
PROSE = 120
"""How many characters of sentences in one cell show that a table frames running text."""


@dataclass(slots=True)
class Item:
    """A part of a page. `linked` tells whether most of its text is links."""

    part: Part[Segments]
    block: Block
    linked: bool = False


def join(lines: Sequence[Line]) -> tuple[str, Segments]:
    """Return the lines of a cell as one text. Only between two that end and begin with no Chinese is a space put."""
    text = ""
    segments: list[tuple[int, int, int]] = []
    for line in lines:
        start = line.segments[0][1]
        if text and not (is_wide(text[-1]) or is_wide(line.text[0])):
            segments.append((len(text), segments[-1][2], start))
            text += " "
        segments += ((len(text) + at, first, last) for at, first, last in line.segments)
        text += line.text
    return text, tuple(segments)


class PageParts:
    """Turns a tree into items, in the order of the page."""

    def __init__(self, source: str, edition: Edition, labels: Labels) -> None:
        self.source = source
        self.edition = edition
        self.labels = labels
        self.cells = 0

    def items(self, block: Block) -> Iterator[Item]:
        """Yield the items of a block that are shown; TooMuch where tables have more cells than any report's."""
        for child in block.children:
            if isinstance(child, Line):
                yield self.item(child)
            elif child.hidden:
                continue
            elif child.tag == "table":
                yield from self.table(child)
            else:
                yield from self.items(child)

    @staticmethod
    def item(line: Line) -> Item:
        return Item(Paragraph(line.text, line.segments), line.block, line.linked * 2 > len(line.text))

    def table(self, table: Block) -> Iterator[Item]:
        for caption in table.blocks("caption"):
            yield from self.items(caption)
        rows = list(_rows(table))
        if self.is_layout(rows):
            for row in rows:
                for cell in _cells(row):
                    yield from self.items(cell)
            return
        grid: list[Sequence[GridCell[Segments]]] = []
        for row, cells in zip(rows, self.expand(rows), strict=True):
            alone = self.running_text(row)
            if alone:
                if grid:
                    yield Item(Grid(grid), table)
                grid = []
                yield from map(self.item, alone)
            else:
                grid.append(cells)
        if grid:
            yield Item(Grid(grid), table)

    def running_text(self, row: Block) -> list[Line]:
        """Return the lines of a row that is one cell with sentences or the heading of a chapter, and else none."""
        cells = list(_cells(row))
        if len(cells) != 1:
            return []
        lines = list(cells[0].lines())
        text, _ = join(lines)
        if self.labels.knows(text):
            return []
        return lines if is_sentence(text) or self.edition.chapter_titled(text) is not None else []

    def is_layout(self, rows: Sequence[Block]) -> bool:
        """Whether a table only puts parts of the page side by side or frames them: other tables, running text, one column."""
        known = 0
        nested = prose = False
        most = 0
        for row in rows:
            cells = list(_cells(row))
            filled = 0
            for cell in cells:
                has_table = any(self.holds_cells(table) for table in _tables(cell))
                nested = nested or has_table
                lines = [] if has_table else list(cell.lines())
                if not lines:
                    continue
                filled += 1
                text, _ = join(lines)
                known += self.labels.knows(text)
                if known >= KNOWN_LABELS:
                    return False
                titled = any(self.edition.chapter_titled(line.text) is not None for line in lines)
                prose = prose or titled or sum(len(line.text) for line in lines if is_sentence(line.text)) > PROSE
            most = max(most, filled)
        return nested or prose or most <= 1

    @staticmethod
    def holds_cells(table: Block) -> bool:
        """Whether a table has more than one cell, and does not merely stand around a figure."""
        seen = 0
        for row in _rows(table):
            for _ in _cells(row):
                seen += 1
                if seen > 1:
                    return True
        return False

    def expand(self, rows: Sequence[Block]) -> list[list[GridCell[Segments]]]:
        """Return the rows with merged cells expanded: a cell's text at its first place, covered places after it."""
        grid: list[list[GridCell[Segments]]] = []
        # Column -> the cell that still covers it, and for how many rows more.
        hanging: dict[int, tuple[GridCell[Segments], int]] = {}
        for i, row in enumerate(rows):
            out: list[GridCell[Segments]] = []
            later: dict[int, tuple[GridCell[Segments], int]] = {}
            for cell in (*_cells(row), None):
                while len(out) in hanging:
                    above, more = hanging.pop(len(out))
                    if more > 1:
                        later[len(out)] = (above, more - 1)
                    out.append(above)
                if cell is None:
                    break
                across = _span(cell.attribute("colspan"), MAX_COLUMNS - len(out))
                down = _span(cell.attribute("rowspan"), len(rows) - i, zero=len(rows) - i)
                found = self.grid_cell(cell)
                rest = GridCell("", found.ref, covered=True)
                for k in range(across):
                    if down > 1:
                        later[len(out)] = (rest, down - 1)
                    hanging.pop(len(out), None)
                    out.append(rest if k else found)
            for column, (above, more) in hanging.items():
                if more > 1:
                    later.setdefault(column, (above, more - 1))
            hanging = later
            self.cells += len(out)
            if self.cells > MAX_CELLS:
                raise TooMuch(f"more than {MAX_CELLS} cells")
            grid.append(out)
        return grid

    def grid_cell(self, cell: Block) -> GridCell[Segments]:
        text, segments = join(list(cell.lines()))
        if text:
            return GridCell(text, segments)
        inner = self.source[cell.start : cell.end]
        start = cell.start + len(inner) - len(inner.lstrip())
        stripped = inner.strip()
        return GridCell("", ((0, start, start + len(stripped)),) if stripped else ((0, cell.start, cell.start),))


def _rows(table: Block) -> Iterator[Block]:
    for child in table.children:
        if isinstance(child, Block) and not child.hidden:
            if child.tag == "tr":
                if _is_shown(child):
                    yield child
            elif child.tag in ("thead", "tbody", "tfoot"):
                yield from filter(_is_shown, child.blocks("tr"))


def _is_shown(row: Block) -> bool:
    # Word closes its tables with a row of no height that only sets the widths of columns.
    return not row.hidden and row.attribute("height") != "0"


def _cells(row: Block) -> Iterator[Block]:
    for child in row.children:
        if isinstance(child, Block) and child.tag in ("td", "th") and not child.hidden:
            yield child


def _tables(block: Block) -> Iterator[Block]:
    for child in block.children:
        if isinstance(child, Block):
            if child.tag == "table":
                yield child
            else:
                yield from _tables(child)


def _span(value: str, most: int, zero: int = 1) -> int:
    digits = value.strip()[:6]
    if not (digits.isascii() and digits.isdigit()):
        return 1
    return max(1, min(int(digits) or zero, most))
