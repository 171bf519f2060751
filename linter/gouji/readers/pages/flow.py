"""From pages to a document: what belongs to the page is left out, what a page break cut is joined again.

Places are counted as a person counts them: the line of running text, or the row of a table, from the top of the page, without
its header.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, TypeAlias

from gouji.labels import normalise, read_ordinal
from gouji.named_tuple import NamedTuple
from gouji.readers.outline import Grid, Paragraph, Part
from gouji.readers.pages.lattice import nearest, snapped, without_slivers
from gouji.readers.pages.lines import Line, glue, opened
from gouji.readers.recognise import GridCell, Labels, is_figure


class Piece(NamedTuple):
    """A part of a string: the offset it starts at, and the page and line it stands on."""

    offset: int
    page: int
    line: int


Pieces: TypeAlias = tuple[Piece, ...]

MARGIN_LINES = 3
"""How many lines from the top and the bottom of a page may be its header and footer."""

_PAGE_NUMBER = re.compile(
    r"[-—–－·~～\s]*(?P<number>\d{1,4})[-—–－·~～\s]*"
    r"|第\s?\d{1,4}\s?页\s?[,，/]?\s?(?:共\s?\d{1,4}\s?页)?|\d{1,4}\s?/\s?\d{1,4}|[Pp]age\s?\d{1,4}(?:\s?of\s?\d{1,4})?"
)
_SENTENCE_END = "。！？；：.!?;:”’）)》"
_NEW_PARAGRAPH = frozenset({"chapter", "part", "section"})


@dataclass(frozen=True, slots=True)
class Placed:
    """A line that is running text, and where it stands."""

    line: Line
    page: int
    number: int


@dataclass(slots=True)
class Box:
    """A cell of a table that may go on over pages: its rows, its left and right border, its text and where that stands."""

    row: int
    rows: int
    x0: float
    x1: float
    text: str
    pieces: Pieces

    @property
    def bottom(self) -> int:
        """The row after the last that the cell covers."""
        return self.row + self.rows


@dataclass(slots=True)
class Ruled:
    """A table as ruled, put together from the pages it stands on: `places` are the page and line of each row."""

    borders: list[float]
    boxes: list[Box]
    places: list[tuple[int, int]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many rows the table has."""
        return len(self.places)

    def row(self, row: int) -> list[Box]:
        """Return the cells that start in a row, from the left."""
        return sorted((box for box in self.boxes if box.row == row), key=lambda box: box.x0)


@dataclass(frozen=True, slots=True)
class Margins:
    """Where lines of running text start and end on pages of one size."""

    left: float
    right: float


def parts_of(pages: Sequence[Mapping[str, Any]], labels: Labels) -> list[Part[Pieces]]:
    """Return the paragraphs and grids of a document's pages, as `worker` answers them."""
    sizes = [(round(page["width"]), round(page["height"])) for page in pages]
    items = [[_item(item) for item in page["items"]] for page in pages]
    _leave_out_furniture(items, [page["height"] for page in pages])
    placed = [list(_numbered(found, number)) for number, found in enumerate(items, 1)]
    lines: dict[tuple[int, int], list[Line]] = {}
    for size, found in zip(sizes, placed, strict=True):
        lines.setdefault(size, []).extend(item.line for item in found if isinstance(item, Placed))
    margins = {size: _margins(found) for size, found in lines.items()}
    flow = _Flow(labels)
    for size, found in zip(sizes, placed, strict=True):
        flow.new_page()
        for item in found:
            if isinstance(item, Placed):
                flow.put_line(item, margins[size])
            else:
                flow.put_table(item)
    return flow.finish()


def _item(data: Mapping[str, Any]) -> Line | Ruled:
    if "line" in data:
        return Line._make(data["line"])
    table = data["table"]
    borders = table["borders"]
    boxes = [
        Box(row, rows, borders[column], borders[column + columns], text, ())
        for row, column, rows, columns, text in table["cells"]
    ]
    return Ruled(borders, boxes, [(0, 0)] * table["rows"])


def _numbered(items: Iterable[Line | Ruled], page: int) -> Iterator[Placed | Ruled]:
    number = 0
    for item in items:
        if isinstance(item, Line):
            number += 1
            yield Placed(item, page, number)
            continue
        item.places = [(page, number + 1 + row) for row in range(item.rows)]
        for box in item.boxes:
            box.pieces = (Piece(0, *item.places[box.row]),)
        number += item.rows
        yield item


def _leave_out_furniture(pages: Sequence[list[Line | Ruled]], heights: Sequence[float]) -> None:
    """Take away page numbers, and lines that most pages repeat at one height: headers and footers."""
    seen: Counter[tuple[bool, str, int]] = Counter()
    edges: list[list[tuple[Line, tuple[bool, str, int]]]] = []
    for page, height in zip(pages, heights, strict=True):
        found = [
            (item, (bottom, re.sub(r"\d+", "#", item.text), round(item.top / 6)))
            for bottom in (False, True)
            for item in _edge(page, bottom)
            if (item.top > height * 7 / 8 if bottom else item.bottom < height / 8)
        ]
        edges.append(found)
        seen.update({key for _, key in found})
    for page, found, height in zip(pages, edges, heights, strict=True):
        gone = {
            id(item)
            for item, (bottom, words, at) in found
            if _repeats(seen, bottom, words, at) * 2 > max(len(pages), 3)
        }
        page[:] = [item for item in page if id(item) not in gone]
        for bottom in (True, False):
            _leave_out_number(page, bottom, height)


def _repeats(seen: Counter[tuple[bool, str, int]], bottom: bool, words: str, at: int) -> int:
    return sum(seen[bottom, words, at + shift] for shift in (-1, 0, 1))


def _edge(page: Sequence[Line | Ruled], bottom: bool) -> list[Line]:
    """Return the lines at the top or bottom of a page, up to a table."""
    found: list[Line] = []
    for item in reversed(page) if bottom else page:
        if not isinstance(item, Line) or len(found) == MARGIN_LINES:
            break
        found.append(item)
    return found


def _leave_out_number(page: list[Line | Ruled], bottom: bool, height: float) -> None:
    if not page:
        return
    item = page[-1 if bottom else 0]
    if not isinstance(item, Line) or not _PAGE_NUMBER.fullmatch(item.text.strip()):
        return
    # A bare number is a page's where page numbers stand: within an eighth of the page from its edge.
    if item.top > height * 7 / 8 if bottom else item.bottom < height / 8:
        del page[-1 if bottom else 0]


def _margins(lines: Sequence[Line]) -> Margins:
    if not lines:
        return Margins(0.0, 0.0)
    em = Counter(round(line.size) for line in lines).most_common(1)[0][0]
    starts = Counter(round(line.x0 / 3) for line in lines)
    supported = [at for at in starts if starts[at] + starts[at + 1] > 1 and len(lines) > 3]
    left = min((line.x0 for line in lines if not supported or round(line.x0 / 3) >= min(supported)), default=0.0)
    ends = Counter(round(line.x1 / 3) for line in lines if line.x1 - left > 10 * em)
    at, count = max(
        ((at, ends[at - 1] + ends[at] + ends[at + 1]) for at in ends), key=lambda end: end[1], default=(0, 0)
    )
    if count >= 3 and count * 5 >= len(lines):
        return Margins(left, at * 3.0)
    return Margins(left, max(line.x1 for line in lines))


class _Flow:
    """Takes the lines and tables of a document in order, and gives its paragraphs and grids."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self.parts: list[Part[Pieces] | Ruled] = []
        self.text = ""
        self.pieces: list[Piece] = []
        self.last: Placed | None = None
        self.pitches: Counter[int] = Counter()
        self.page_is_new = True
        self.loose: list[list[GridCell[Pieces]]] = []

    def new_page(self) -> None:
        self.page_is_new = True

    def put_line(self, placed: Placed, margins: Margins) -> None:
        line = placed.line
        row = self.loose_row(placed)
        if row is not None:
            self.end_paragraph()
            self.loose.append(row)
        else:
            self.end_loose()
            if not self.goes_on(placed, margins):
                self.end_paragraph()
            text = opened(self.text, line.text)
            self.pieces.append(Piece(len(text), placed.page, placed.number))
            self.text = text + line.text
            self.last = placed
        self.page_is_new = False

    def goes_on(self, placed: Placed, margins: Margins) -> bool:
        """Whether a line carries on the paragraph before it, judged as it was set: by margins, indent and spacing."""
        if self.last is None:
            return False
        line, last = placed.line, self.last.line
        em = min(line.size, last.size)
        if max(line.size, last.size) > 1.15 * em:
            return False
        pitch = (line.bottom - last.bottom) / em
        if placed.page == self.last.page:
            usual = self.pitches.most_common(1)
            if usual and usual[0][1] > 2 and pitch > usual[0][0] / 10 + 0.6:
                return False
            self.pitches[round(pitch * 10)] += 1
        if margins.right - last.x1 > line.lead + 0.6 * em:
            return False
        ordinal = read_ordinal(line.text)
        if line.x0 - margins.left > 0.8 * em:
            # Only a hanging indent carries on here, and only where the sentence has not come to its end.
            hanging = last.x0 - margins.left <= 0.8 * em or len(self.pieces) > 1
            return hanging and ordinal is None and self.text.rstrip()[-1] not in _SENTENCE_END
        if last.x0 - margins.left > 6 * em:
            return False
        return ordinal is None or ordinal.style not in _NEW_PARAGRAPH or self.text.rstrip()[-1] not in _SENTENCE_END

    def put_table(self, table: Ruled) -> None:
        self.end_paragraph()
        self.end_loose()
        before = self.parts[-1] if self.parts else None
        if self.page_is_new and isinstance(before, Ruled) and rejoin(before, table, self.labels):
            pass
        else:
            self.parts.append(table)
        self.page_is_new = False

    def loose_row(self, placed: Placed) -> list[GridCell[Pieces]] | None:
        """Return the cells of a line that is a row of a table without rules, or a table's caption; None for any other."""
        line = placed.line
        ref: Pieces = (Piece(0, placed.page, placed.number),)
        if self.labels.caption(line.text):
            return [GridCell(line.text.rstrip(), ref)]
        if not line.columns:
            return None
        cells = [
            GridCell(line.text[start:end].strip(), ref) for start, end in pairwise((0, *line.columns, len(line.text)))
        ]
        figures = [is_figure(cell.text) for cell in cells]
        known = [self.labels.knows(cell.text) for cell in cells]
        if (known[0] and all(figures[1:])) or (len(cells) > 2 and (all(known) or (all(figures) and bool(self.loose)))):
            return cells
        return None

    def end_paragraph(self) -> None:
        if self.text:
            self.parts.append(Paragraph(self.text.rstrip(), tuple(self.pieces)))
        self.text, self.pieces, self.last = "", [], None

    def end_loose(self) -> None:
        if self.loose:
            self.parts.append(Grid(self.loose, blanks_lost=True))
        self.loose = []

    def finish(self) -> list[Part[Pieces]]:
        """Return the document's parts; a caption that stands above its table's rules is put on top of it."""
        self.end_paragraph()
        self.end_loose()
        done: list[Part[Pieces]] = []
        for part in self.parts:
            if not isinstance(part, Ruled):
                done.append(part)
                continue
            grid = _grid(part)
            before = done[-1] if done else None
            if isinstance(before, Grid) and before.blanks_lost and all(len(row) == 1 for row in before.rows):
                grid = Grid([*before.rows, *grid.rows])
                done.pop()
            done.append(grid)
        return done


def rejoin(upper: Ruled, lower: Ruled, labels: Labels) -> bool:
    """Join to a table what stands on the next page where that carries it on, and tell whether it does."""
    borders = _carried_on(upper.borders, lower.borders)
    if borders is None:
        return False
    for box in lower.boxes:
        box.x0, box.x1 = (borders[nearest(lower.borders, x)] for x in (box.x0, box.x1))
    _leave_out_repeated_header(upper, lower)
    seam = upper.rows
    for box in lower.boxes:
        box.row += seam
    upper.boxes += lower.boxes
    upper.places += lower.places
    upper.borders = sorted({*upper.borders, *borders})
    if seam < upper.rows:
        if _is_one_row(upper, seam, labels):
            _unite_rows(upper, seam)
        else:
            _mend_labels(upper, seam, labels)
    return True


def _carried_on(upper: Sequence[float], lower: Sequence[float]) -> list[float] | None:
    """Return the lower part's borders where they stand in the upper part's; None where the two are different tables."""
    if len(upper) == len(lower):
        return list(upper)
    if abs(upper[0] - lower[0]) > 15 or abs(upper[-1] - lower[-1]) > 15:
        return None
    ends = {0: upper[0], len(lower) - 1: upper[-1]}
    found = []
    for i, border in enumerate(lower):
        near = upper[nearest(upper, border)]
        found.append(ends.get(i, near if abs(near - border) <= 6 else border))
    return found


def _leave_out_repeated_header(upper: Ruled, lower: Ruled) -> None:
    """Take the header rows that a word processor prints again at the top of each page out of the lower part."""
    same = 0
    while same < min(upper.rows, lower.rows) - 1:
        texts = [[normalise(box.text) for box in part.row(same)] for part in (upper, lower)]
        if texts[0] != texts[1] or any(text and is_figure(text) for text in texts[0]):
            break
        same += 1
    while same and any(box.row < same < box.bottom for box in lower.boxes):
        same -= 1
    lower.boxes = [box for box in lower.boxes if box.row >= same]
    for box in lower.boxes:
        box.row -= same
    del lower.places[:same]


def _pairs(table: Ruled, seam: int) -> Iterator[tuple[Box, Box]]:
    """Yield the cells that touch a page break from above and below, one over the other."""
    below = {(box.x0, box.x1): box for box in table.boxes if box.row == seam}
    for box in sorted(table.boxes, key=lambda box: box.x0):
        if box.bottom == seam and (box.x0, box.x1) in below:
            yield box, below[box.x0, box.x1]


def _is_one_row(table: Ruled, seam: int, labels: Labels) -> bool:
    """Whether the rows on both sides of a page break are one row that it cut in two."""
    pairs = list(_pairs(table, seam))
    figures = [(above, below) for above, below in pairs if _is_value(above) or _is_value(below)]
    if not pairs or any(above.text and below.text for above, below in figures):
        return False
    cut = [(above, below) for above, below in pairs if above.text and below.text]
    if len(pairs) < len(table.row(seam)):
        return False
    if any(labels.row(_joined(above, below)) and not _both_known(above, below, labels) for above, below in cut):
        return True
    # The rest of a label that no form has: it has no number of its own, and stands in a row without anything else.
    rest = [below for _, below in pairs if below.text]
    return (
        len(cut) == len(rest) == 1
        and not labels.knows(rest[0].text)
        and read_ordinal(rest[0].text) is None
        and any(_is_value(above) for above, _ in pairs)
        and not labels.row(cut[0][0].text)
    )


def _is_value(box: Box) -> bool:
    return bool(box.text) and is_figure(box.text)


def _joined(above: Box, below: Box) -> str:
    return above.text + glue(above.text, below.text) + below.text


def _both_known(above: Box, below: Box, labels: Labels) -> bool:
    return labels.knows(above.text) and labels.knows(below.text)


def _unite(above: Box, below: Box) -> None:
    """Make the lower cell's text the end of the upper one's."""
    if not above.text:
        above.text, above.pieces = below.text, below.pieces
    elif below.text:
        start = len(_joined(above, below)) - len(below.text)
        above.pieces += tuple(piece._replace(offset=piece.offset + start) for piece in below.pieces)
        above.text = _joined(above, below)


def _unite_rows(table: Ruled, seam: int) -> None:
    gone = []
    for above, below in _pairs(table, seam):
        _unite(above, below)
        above.rows += below.rows - 1
        gone.append(below)
    table.boxes = [box for box in table.boxes if not any(box is other for other in gone)]
    for box in table.boxes:
        if box.row > seam:
            box.row -= 1
    del table.places[seam]


def _mend_labels(table: Ruled, seam: int, labels: Labels) -> None:
    """Join the labels of groups that go on over a page break: cut in two, or with nothing left for one side."""
    for above, below in list(_pairs(table, seam)):
        if not above.text and not below.text:
            continue
        whole = _joined(above, below)
        cut = bool(above.text and below.text) and labels.knows(whole) and not _both_known(above, below, labels)
        grouped = above.rows > 1 or below.rows > 1 or labels.is_group(above.text) or labels.is_group(below.text)
        goes_on = not (above.text and below.text) and grouped and not is_figure(whole) and not labels.row(whole)
        if cut or goes_on or (not below.text and labels.is_group(above.text)):
            _unite(above, below)
            above.rows += below.rows
            table.boxes = [box for box in table.boxes if box is not below]


def _grid(table: Ruled) -> Grid[Pieces]:
    """Return a table as rows of cells, with the places marked that merged cells go on over."""
    borders = snapped({x for box in table.boxes for x in (box.x0, box.x1)})
    spans = [(nearest(borders, box.x0), nearest(borders, box.x1)) for box in table.boxes]
    columns = without_slivers(borders, spans)
    width = columns[-1]
    rows: list[list[GridCell[Pieces]]] = [
        [GridCell("", (Piece(0, *place),), covered=True) for _ in range(width)] for place in table.places
    ]
    for box, (first, _) in zip(table.boxes, spans, strict=True):
        if columns[first] < width:
            rows[box.row][columns[first]] = GridCell(box.text, box.pieces)
    return Grid([row for row in rows if not all(cell.covered for cell in row)])
