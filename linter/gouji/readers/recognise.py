"""From grids of cells to statutory tables: one recogniser for every kind of file.

A grid is a list of rows of cells as a reader found them: ragged or rectangular, with blanks where a merged cell goes on. Rows
are gathered into candidate tables by the labels of all format editions; a candidate that follows one of them becomes a report
JSON table with the pieces of text each node came from. Whatever follows none stays a grid, so that it can be reported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any, Generic, TypeAlias, TypeVar

from gouji.formats import Formats, Line, TableFormat, simplify
from gouji.labels import bare, normalise, read_ordinal, without_notes
from gouji.report import BLANK_MARKS, Pointer

Ref = TypeVar("Ref")
Nodes: TypeAlias = dict[Pointer, Ref]

CLOSE_ENOUGH = 0.72
"""How alike (difflib ratio) a misspelt row label and the form's must be to be taken for it."""


@dataclass(frozen=True, slots=True)
class GridCell(Generic[Ref]):
    """A cell as found: its text without surrounding white space, and the reader's own reference to where it stands.

    `covered` marks a place that a merged cell goes on over, where a reader can tell it from a blank cell.
    """

    text: str
    ref: Ref
    covered: bool = False


GridRow: TypeAlias = "Sequence[GridCell[Ref]]"


@dataclass(frozen=True, slots=True)
class Recognised(Generic[Ref]):
    """A table of report JSON, and for each of its nodes (pointers relative to the table) the reader's reference."""

    data: dict[str, Any]
    nodes: Nodes[Ref]
    format: TableFormat | None = None


@dataclass(frozen=True, slots=True)
class Remark(Generic[Ref]):
    """A cell that stands alone in its row and belongs to no table: a title or note, to be kept as a paragraph."""

    cell: GridCell[Ref]


class Labels:
    """Every label of every edition, by its normalised forms."""

    def __init__(self, formats: Formats) -> None:
        self.tables: list[TableFormat] = [table for edition in formats.all() for table in edition.tables.values()]
        self.captions: dict[str, set[str]] = {}
        self.rows: dict[str, set[str]] = {}
        self.columns: dict[str, set[str]] = {}
        self.groups: set[str] = set()
        self.column_groups: set[str] = set()
        self.corners: set[str] = set()
        for table in self.tables:
            if table.caption:
                self.captions.setdefault(normalise(table.caption), set()).add(table.key)
            self.corners |= {normalise(text) for text in (table.corner, table.top) if text}
            self.groups |= {form for group in table.groups.values() for form in _group_forms(group.label)}
            for line in table.rows.values():
                for form in line.forms if line.label else ():
                    self.rows.setdefault(form, set()).add(table.key)
            for line in table.columns.values():
                self.column_groups |= {form for group in line.groups for form in _group_forms(group.label)}
                for form in (normalise(line.label), bare(line.label), *map(normalise, line.accepted)):
                    self.columns.setdefault(form, set()).add(table.key)

    def caption(self, text: str) -> set[str]:
        """Return the keys of the tables a text is the caption of."""
        return self.captions.get(plain(text), set())

    def row(self, text: str) -> set[str]:
        """Return the keys of the tables that have a row labelled so."""
        words = plain(text)
        if words in self.rows:
            return self.rows[words]
        return self.rows.get(without_notes(words), set())

    def column(self, text: str) -> set[str]:
        """Return the keys of the tables that have a column labelled so."""
        words = plain(text)
        return self.columns.get(words) or self.columns.get(without_notes(words), set())

    def is_group(self, text: str) -> bool:
        """Whether a text is the label of a group of rows or columns."""
        return plain(text) in self.groups

    def is_corner(self, text: str) -> bool:
        """Whether a text is what a form prints in a header that belongs to no single column."""
        words = plain(text)
        return words in self.corners or "勾稽关系为" in words

    def knows(self, text: str) -> bool:
        """Whether a text is any label, caption or header of a statutory table."""
        return bool(
            self.caption(text) or self.row(text) or self.column(text) or self.is_group(text) or self.is_corner(text)
        )


@lru_cache(maxsize=8)
def labels_of(formats: Formats) -> Labels:
    """Return the labels of a set of editions, worked out once."""
    return Labels(formats)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return a label normalised and in simplified characters."""
    return simplify(normalise(text))


def _group_forms(label: str) -> set[str]:
    return {normalise(label), bare(label)}


def is_figure(text: str) -> bool:
    """Whether a cell's text is a value rather than a label: a figure with whatever unit or note, or a mark for nothing."""
    if text in BLANK_MARKS or text == "无":
        return True
    if text[0] not in "0123456789０１２３４５６７８９-－−+＋":
        return False
    if text.isdigit():
        return True
    from gouji.figures import parse_figure

    figure = parse_figure(text)
    # A longer word after a number is a label whose number lost its point: 1属于国家秘密.
    return figure is not None and len(figure.unit) <= 2


def cell_value(text: str) -> int | str | None:
    """Return a cell's value for report JSON: an integer where it is printed as one, None for nothing, else the text."""
    if not text:
        return None
    digits = text.removeprefix("-")
    if digits.isascii() and digits.isdigit() and (digits == "0" or digits[0] != "0") and len(digits) < 16:
        return int(text) if text != "-0" else text
    return text


@dataclass(slots=True)
class _Candidate(Generic[Ref]):
    """Rows that may be one table: its caption, header rows and data rows, and the table keys that still fit."""

    keys: set[str] | None = None
    caption: GridCell[Ref] | None = None
    headers: list[GridRow[Ref]] = field(default_factory=list)
    rows: list[GridRow[Ref]] = field(default_factory=list)
    remarks: list[GridCell[Ref]] = field(default_factory=list)

    def all_rows(self) -> list[GridRow[Ref]]:
        top: list[GridRow[Ref]] = [[self.caption]] if self.caption else []
        return top + self.headers + self.rows

    def drop_covered_columns(self) -> None:
        """Leave out the columns in which no cell begins: lines of other tables, or of the grid a converter made."""
        rows = [*self.headers, *self.rows]
        width = max(map(len, rows), default=0)
        kept = [j for j in range(width) if any(j < len(row) and not row[j].covered for row in rows)]
        if len(kept) < width:
            self.headers = [[row[j] for j in kept if j < len(row)] for row in self.headers]
            self.rows = [[row[j] for j in kept if j < len(row)] for row in self.rows]

    def narrow(self, keys: set[str]) -> None:
        self.keys = keys if self.keys is None else (self.keys & keys or self.keys)


def recognise(
    grid: Sequence[GridRow[Ref]], formats: Formats, blanks_lost: bool = False
) -> Iterator[Recognised[Ref] | Remark[Ref]]:
    """Yield the tables of a grid in order, recognised or not, and the remarks between them.

    With `blanks_lost`, a table in which any row has fewer figures than columns stays unrecognised.
    """
    labels = labels_of(formats)
    for candidate in _candidates(grid, labels):
        for remark in candidate.remarks:
            yield Remark(remark)
        candidate.drop_covered_columns()
        rows = candidate.all_rows()
        if not rows:
            continue
        table = _best(candidate, labels, blanks_lost)
        if table is not None:
            yield table
        elif len(rows) == 1 and len(_filled(rows[0])) == 1:
            yield Remark(_filled(rows[0])[0])
        else:
            yield unrecognised(rows)


def unrecognised(rows: Sequence[GridRow[Ref]]) -> Recognised[Ref]:
    """Return a grid that follows no format, kept as it stands."""
    nodes: Nodes[Ref] = {}
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            nodes["grid", i, j] = cell.ref
            nodes.setdefault(("table",), cell.ref)
    return Recognised({"table": None, "grid": [[cell_value(cell.text) for cell in row] for row in rows]}, nodes)


def continued(
    above: Sequence[GridRow[Ref]], below: Sequence[GridRow[Ref]], labels: Labels
) -> list[GridRow[Ref]] | None:
    """Return the rows of two grids as of one table where the second goes on where the first stops, or None.

    It does where its first row comes after the first grid's last in a form, or where the first grid is a header and the second
    figures. A header repeated on top of the second is left out; short rows under a grid of even rows lack cells on the left.
    Blank cells at the end of a row make it no longer.
    """
    shown = {tuple(cell.text for cell in _filled(row)) for row in above}
    rest = list(below)
    while rest and (not _filled(rest[0]) or tuple(cell.text for cell in _filled(rest[0])) in shown):
        rest.pop(0)
    last = next((row for row in reversed(above) if _filled(row)), None)
    if not rest or last is None:
        return None
    first_label, last_label = _row_label(rest[0], labels), _row_label(last, labels)
    if first_label and last_label:
        tables = [
            table
            for table in labels.tables
            if table.key in labels.row(first_label) & labels.row(last_label)
            and (here := table.row_labelled(last_label)) is not None
            and (following := table.row_labelled(first_label, here.index)) is not None
            and following.index > here.index
        ]
        return [*above, *_with_groups(rest, above, _most_like(tables, rest, labels), labels)] if tables else None
    is_header = _classify(last, _filled(last), labels)[0] == "header"
    if is_header and not first_label and all(is_figure(cell.text) for cell in _filled(rest[0])):
        return [*above, *rest]
    return None


def _most_like(tables: Sequence[TableFormat], rows: Sequence[GridRow[Ref]], labels: Labels) -> TableFormat:
    """Return the format that has most of the labels of some rows as they are printed; the newest of several."""
    printed = {plain(_row_label(row, labels)) for row in rows}
    return max(tables, key=lambda table: sum(not printed.isdisjoint(line.forms) for line in table.rows.values()))


def _with_groups(
    rows: Sequence[GridRow[Ref]], above: Sequence[GridRow[Ref]], table: TableFormat, labels: Labels
) -> list[GridRow[Ref]]:
    """Return rows below a cut with a place for each group cell that spans the cut, and stands in the first half alone.

    A row lacks as many cells as the grid above is wider, but no more than bring its label under those of the same depth.
    """
    width = max(len(_trimmed(row)) for row in above)
    if any(len(row) < width for row in above):
        return list(rows)
    columns: dict[int, int] = {}
    for row in above:
        label = _label_cell(row, labels)
        line = table.row_labelled(label.text) if label is not None else None
        if label is not None and line is not None:
            columns[len(line.groups)] = max(columns.get(len(line.groups), 0), _column(row, label))
    found: list[GridRow[Ref]] = []
    for row in rows:
        label = _label_cell(row, labels)
        line = table.row_labelled(label.text) if label is not None else None
        lacking = width - len(row)
        if label is not None and line is not None:
            at = _column(row, label)
            lacking = width - min(len(row), max(len(_trimmed(row)), at + 1 + len(table.columns)))
            lacking = min(lacking, max(columns.get(len(line.groups), at + lacking) - at, 0))
        found.append([*(GridCell("", cell.ref, covered=True) for cell in row[:1] for _ in range(lacking)), *row])
    return found


def _column(row: GridRow[Ref], cell: GridCell[Ref]) -> int:
    return next(j for j, other in enumerate(row) if other is cell)


def _label_cell(row: GridRow[Ref], labels: Labels) -> GridCell[Ref] | None:
    """Return the cell with the label of a row of a statutory table, or None."""
    known = [cell for cell in _filled(row)[:4] if not is_figure(cell.text) and labels.row(cell.text)]
    return known[-1] if known else None


def _row_label(row: GridRow[Ref], labels: Labels) -> str:
    label = _label_cell(row, labels)
    return "" if label is None else label.text


def _filled(row: GridRow[Ref]) -> list[GridCell[Ref]]:
    return [cell for cell in row if cell.text]


def _candidates(grid: Iterable[GridRow[Ref]], labels: Labels) -> Iterator[_Candidate[Ref]]:
    current: _Candidate[Ref] = _Candidate()
    for row in grid:
        filled = _filled(row)
        kind, keys = _classify(row, filled, labels)
        starts_anew = (
            kind == "caption"
            or (kind == "header" and bool(current.rows))
            or (kind == "data" and bool(keys) and current.keys is not None and not keys & current.keys)
        )
        if starts_anew and (current.rows or (kind == "caption" and current.all_rows()) or current.remarks):
            yield current
            current = _Candidate()
        if kind == "caption":
            current.caption = filled[0]
            current.narrow(keys)
        elif kind == "header":
            current.headers.append(row)
            if keys:
                current.narrow(keys)
        elif kind == "data":
            current.rows.append(row)
            if keys:
                current.narrow(keys)
        elif kind == "remark":
            if current.rows or current.headers:
                yield current
                current = _Candidate()
            current.remarks.append(filled[0])
    yield current


def _classify(row: GridRow[Ref], filled: Sequence[GridCell[Ref]], labels: Labels) -> tuple[str, set[str]]:
    """Return what a row is (caption, header, data, group, remark, empty) and the keys of the tables it speaks for."""
    if not filled:
        # A row of blanks may be a row of figures left out; a single empty cell is only a gap.
        return ("data", set()) if len(row) > 2 else ("empty", set())
    first = filled[0].text
    # Web copies repeat the caption over the width of the table.
    if all(labels.caption(cell.text) for cell in filled):
        return "caption", labels.caption(first)
    figures = [cell for cell in filled if is_figure(cell.text)]
    row_keys = [keys for cell in filled[:4] if not is_figure(cell.text) and (keys := labels.row(cell.text))]
    words = [cell for cell in filled if not is_figure(cell.text)]
    header_cells = [
        cell for cell in words if labels.column(cell.text) or labels.is_corner(cell.text) or labels.is_group(cell.text)
    ]
    if not figures and header_cells and len(header_cells) * 2 >= len(words):
        column_keys = [keys for cell in words if (keys := labels.column(cell.text))]
        if column_keys or any(labels.is_corner(cell.text) for cell in words):
            if not row_keys or len(column_keys) > len(row_keys):
                return "header", set.intersection(*column_keys) if column_keys else set()
        elif all(labels.is_group(cell.text) for cell in words) and not row_keys:
            return ("header" if len(words) > 1 or plain(first) in labels.column_groups else "group"), set()
    if row_keys:
        return "data", row_keys[-1]
    if len(filled) == 1 and not figures:
        return "remark", set()
    return "data", set()


def _best(candidate: _Candidate[Ref], labels: Labels, blanks_lost: bool) -> Recognised[Ref] | None:
    """Return the candidate as the table whose format it follows most closely, or None."""
    best: tuple[float, Recognised[Ref]] | None = None
    for table in labels.tables:
        if candidate.keys is not None and table.key not in candidate.keys:
            continue
        mapped = _Mapping(candidate, table, labels, blanks_lost).result()
        if mapped is not None and (best is None or mapped[0] > best[0]):
            best = mapped
            if mapped[0] == len(table.rows) + len(table.columns):
                break
    return best[1] if best else None


class _Mapping(Generic[Ref]):
    """One attempt to read a candidate as one table format."""

    def __init__(self, candidate: _Candidate[Ref], table: TableFormat, labels: Labels, blanks_lost: bool) -> None:
        self.blanks_lost = blanks_lost
        self.candidate = candidate
        self.table = table
        self.labels = labels
        self.labelled = any(line.label for line in table.rows.values())

    def result(self) -> tuple[float, Recognised[Ref]] | None:
        """Return how well the candidate follows the format, and the table; None where it does not."""
        header = self.header()
        rows = [row for row in self.candidate.rows if row and not self.is_group_alone(row)]
        if not rows:
            return None
        label_at = [self.label_index(row) for row in rows]
        if self.labelled and not any(index is not None for index in label_at):
            return None
        width = len(self.table.columns)
        rows = [self.without_covered(row, at, width) for row, at in zip(rows, label_at, strict=True)]
        columns = self.columns(header, rows, label_at, width)
        if columns is None:
            return None
        width = len(columns)
        offsets = self.offsets(rows, label_at, header.get(columns[0]), width)
        if self.blanks_lost and any(len(row) - o != width for row, o in zip(rows, offsets, strict=True)):
            return None
        keys = self.row_keys(rows, label_at)
        known = [key for key in keys if key is not None]
        if len(known) * 2 < len(keys) or len(known) * 3 < min(len(self.table.rows), 9):
            return None
        data: dict[str, Any] = {"table": self.table.key}
        nodes: Nodes[Ref] = {}
        if self.candidate.caption is not None:
            data["caption"] = self.candidate.caption.text
            nodes["caption",] = nodes["table",] = self.candidate.caption.ref
        data["columns"] = columns
        for j, cell in enumerate(header.get(key) for key in columns):
            if cell is not None:
                nodes["columns", j] = cell.ref
        data["rows"] = []
        for i, (row, at, offset) in enumerate(zip(rows, label_at, offsets, strict=True)):
            self.put_row(i, row, at, offset, keys[i], width, data["rows"], nodes)
        nodes.setdefault(("table",), next(cell.ref for row in self.candidate.all_rows() for cell in row))
        self.put_displacement(data["rows"], label_at)
        found = len(set(known)) + sum(1 for key in columns if key in header)
        missing = len(self.table.rows) - len(set(known)) + sum(1 for key in self.table.columns if key not in header)
        strange = len(keys) - len(known) + self.foreign_columns(header)
        return found - 0.5 * missing - strange, Recognised(data, nodes, self.table)

    def header(self) -> dict[str, GridCell[Ref]]:
        """Return the header cell of each column that has one, in the order printed."""
        places: list[tuple[int, int, GridCell[Ref]]] = []
        for i, row in enumerate(self.candidate.headers):
            for j, cell in enumerate(row):
                if cell.text and not self.labels.is_corner(cell.text):
                    places.append((j, i, cell))
        wanted = list(self.table.columns.values())
        found: dict[str, GridCell[Ref]] = {}
        for _, _, cell in sorted(places, key=lambda place: place[:2]):
            line = next((c for c in wanted if c.key not in found and _is_column(c, cell.text)), None)
            if line is not None:
                found[line.key] = cell
        return found

    def foreign_columns(self, header: Mapping[str, GridCell[Ref]]) -> int:
        """Return how many header cells are columns of another table or edition."""
        return sum(
            1
            for row in self.candidate.headers
            for cell in row
            if not any(cell is known for known in header.values())
            and self.labels.column(cell.text)
            and not self.labels.is_group(cell.text)
        )

    def columns(
        self,
        header: Mapping[str, GridCell[Ref]],
        rows: Sequence[GridRow[Ref]],
        label_at: Sequence[int | None],
        width: int,
    ) -> list[str] | None:
        """Return the column keys in the order printed; None where rows and header fit no reading."""
        if (
            len(header) == width
            and len({len(row) for row in self.candidate.headers if _filled(row)}) == 1
            and self.stand_apart(header.values())
        ):
            return list(header)
        if not self.labelled:
            widest = max(len(_trimmed(row)) for row in rows)
            return list(self.table.columns) if widest == width or (widest < width <= max(map(len, rows))) else None
        most = max(
            sum(1 for cell in row[(0 if at is None else at + 1) :] if cell.text)
            for row, at in zip(rows, label_at, strict=True)
        )
        if 0 < most <= len(header) < width and self.header_is_known():
            return list(header)
        return list(self.table.columns)

    def header_is_known(self) -> bool:
        """Whether every header cell is a label of the form, so that a column without one is missing and not misspelt."""
        return all(self.labels.knows(cell.text) for row in self.candidate.headers for cell in _filled(row))

    def stand_apart(self, cells: Iterable[GridCell[Ref]]) -> bool:
        """Whether no two header cells stand over the same column; where they do, their order says nothing."""
        wanted = {id(cell) for cell in cells}
        places = [j for row in self.candidate.headers for j, cell in enumerate(row) if id(cell) in wanted]
        return len(set(places)) == len(places)

    def label_index(self, row: GridRow[Ref]) -> int | None:
        """Return the index of the cell that holds the row's label."""
        if not self.labelled:
            return None
        last: int | None = None
        for j, cell in enumerate(row[:5]):
            if cell.text and is_figure(cell.text):
                break
            if self.table.key in self.labels.row(cell.text):
                return j if not self.is_group_before(row, j) else self.label_after(row, j)
            if cell.text and not self.labels.is_group(cell.text):
                last = j
        return last

    def is_group_alone(self, row: GridRow[Ref]) -> bool:
        """Whether a row has nothing but a group's label that is a row's in another edition only (（六）其他处理)."""
        filled = _filled(row)
        return (
            len(filled) == 1
            and self.labels.is_group(filled[0].text)
            and self.table.row_labelled(filled[0].text) is None
        )

    @staticmethod
    def without_covered(row: GridRow[Ref], at: int | None, width: int) -> GridRow[Ref]:
        """Return a row without the places its merged cells go on over, where a table's width of figures is then left.

        Forms widen single cells to fit blocks of other widths into one grid, so that a figure need not stand under its header.
        """
        start = 0 if at is None else at + 1
        figures = [cell for cell in row[start:] if not cell.covered]
        return [*row[:start], *figures] if len(figures) == width < len(row) - start else row

    def is_group_before(self, row: GridRow[Ref], j: int) -> bool:
        """Whether the cell is a group's label (（六）其他处理 in the 2021 form, a row in the form of 2019) before a row's."""
        return self.label_after(row, j) != j

    def label_after(self, row: GridRow[Ref], j: int) -> int:
        is_group = self.labels.is_group(row[j].text)
        for k in range(j + 1, min(j + 3, len(row))):
            text = row[k].text
            if text and not is_figure(text) and (is_group or self.table.key in self.labels.row(text)):
                return k
        return j

    def offsets(
        self,
        rows: Sequence[GridRow[Ref]],
        label_at: Sequence[int | None],
        first: GridCell[Ref] | None,
        width: int,
    ) -> list[int]:
        """Return for each row the index of its first figure: the one window of the table's width that leaves nothing out.

        Where blanks allow several, those that merged cells cover least are left, of which rows of the same shape that allow
        only one decide, then the header, then the first.
        """
        header_at = next((j for row in self.candidate.headers for j, cell in enumerate(row) if cell is first), None)
        choices: list[list[int]] = []
        sure: Counter[tuple[int | None, int, int]] = Counter()
        for row, at in zip(rows, label_at, strict=True):
            start = 0 if at is None else at + 1
            windows = [
                o
                for o in range(start, max(start, len(row) - width) + 1)
                if not any(cell.text for cell in (*row[start:o], *row[o + width :]))
            ]
            covered = {o: sum(cell.covered for cell in row[o : o + width]) for o in windows}
            windows = [o for o in windows if covered[o] == min(covered.values())]
            choices.append(windows or [start])
            if len(windows) == 1:
                sure[at, len(row), windows[0]] += 1
        offsets = []
        for row, at, windows in zip(rows, label_at, choices, strict=True):
            alike = max(windows, key=lambda o: sure[at, len(row), o])
            if len(windows) > 1 and not sure[at, len(row), alike] and header_at in windows:
                alike = header_at
            offsets.append(alike)
        return offsets

    def row_keys(self, rows: Sequence[GridRow[Ref]], label_at: Sequence[int | None]) -> list[str | None]:
        """Return the key of each row: by its label, then by a close label, then by its position between known rows."""
        lines = list(self.table.rows.values())
        if not self.labelled:
            return [lines[i].key if i < len(lines) else None for i in range(len(rows))]
        texts = ["" if at is None else plain(row[at].text) for row, at in zip(rows, label_at, strict=True)]
        found: list[Line | None] = []
        previous = -1
        for text in texts:
            # The same words may fit two rows (其他); the next one in the form's order is meant.
            line = self.table.row_labelled(text, previous) if text else None
            found.append(line)
            previous = previous if line is None else line.index
        self.fill_gaps(found, texts, lines)
        return [None if line is None else line.key for line in found]

    def fill_gaps(self, found: list[Line | None], texts: Sequence[str], lines: Sequence[Line]) -> None:
        for i, text in enumerate(texts):
            if found[i] is not None or not text:
                continue
            free = [line for line in lines if line not in found]
            before = next((line.index for line in reversed(found[:i]) if line is not None), -1)
            after = next((line.index for line in found[i + 1 :] if line is not None), len(lines))
            here = [line for line in free if before < line.index < after]
            found[i] = _closest(text, here) or _closest(text, free)
            if found[i] is None and len(here) == 1 and after - before == 2 and 0 < i < len(texts) - 1:
                number, expected = read_ordinal(text), read_ordinal(here[0].label)
                if number is not None and expected is not None and number[:2] == expected[:2]:
                    found[i] = here[0]

    def put_row(
        self,
        i: int,
        row: GridRow[Ref],
        at: int | None,
        offset: int,
        key: str | None,
        width: int,
        rows: list[dict[str, Any]],
        nodes: Nodes[Ref],
    ) -> None:
        item: dict[str, Any] = {"row": key or "unknown"}
        if at is not None:
            item["label"] = row[at].text
            nodes["rows", i, "label"] = nodes["rows", i, "row"] = nodes["rows", i] = row[at].ref
        figures = list(row[offset : offset + width])
        if any(cell.text for cell in row[offset + width :]):
            figures = list(_trimmed(row[offset:]))
        item["cells"] = [cell_value(cell.text) for cell in figures] + [None] * (width - len(figures))
        for j, cell in enumerate(figures):
            nodes["rows", i, "cells", j] = cell.ref
        if at is None and figures:
            nodes["rows", i, "row"] = nodes["rows", i] = figures[0].ref
        rows.append(item)

    def put_displacement(self, rows: Sequence[dict[str, Any]], label_at: Sequence[int | None]) -> None:
        """Write `label_column` and `group` where a label stands in another column than rows as deep as it do.

        Only a table whose labels step to the right with their depth shows that; others print all labels in one column.
        """
        depth = {line.key: len(line.groups) for line in self.table.rows.values()}
        columns: dict[int, Counter[int]] = {}
        for item, at in zip(rows, label_at, strict=True):
            if at is not None and item["row"] in depth:
                columns.setdefault(depth[item["row"]], Counter())[at] += 1
        usual = {level: counted.most_common(1)[0][0] for level, counted in columns.items()}
        steps = [usual[level] for level in sorted(usual)]
        if len(steps) < 2 or any(left >= right for left, right in pairwise(steps)):
            return
        for item, at in zip(rows, label_at, strict=True):
            level = depth.get(item["row"])
            if level is None or at is None or at == usual[level]:
                continue
            # Counted as the form counts: a label column is as far from the left as groups stand above the row.
            item["label_column"] = max(0, level + at - usual[level])
            stands = max((known for known, column in usual.items() if column <= at), default=0)
            if stands < level:
                chain = self.table.rows[item["row"]].groups
                item["group"] = chain[len(chain) - stands].key if stands else "none"


def _trimmed(cells: GridRow[Ref]) -> GridRow[Ref]:
    end = len(cells)
    while end and not cells[end - 1].text:
        end -= 1
    return cells[:end]


def _is_column(line: Line, text: str) -> bool:
    words = plain(text)
    forms = {normalise(line.label), bare(line.label), *map(normalise, line.accepted)}
    return words in forms or bare(words) in forms


def _closest(text: str, lines: Sequence[Line]) -> Line | None:
    """Return the line whose label a misspelt text is closest to, if close enough."""
    from difflib import SequenceMatcher

    words = bare(text)
    if len(words) < 3:
        return None
    scored = [(SequenceMatcher(None, words, bare(line.label)).ratio(), -line.index, line) for line in lines]
    best = max(scored, key=lambda item: item[:2], default=None)
    return best[2] if best and best[0] >= CLOSE_ENOUGH else None
