"""The figures of every table, in the order of the table's format. A fact: ask for it with `report.fact(figures)`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias, TypeGuard

from gouji.equations import read_unit
from gouji.named_tuple import NamedTuple
from gouji.report import Cell, Report, Row, Table

if TYPE_CHECKING:
    from decimal import Decimal

    from gouji.formats import FigureKind, Line, TableFormat
    from gouji.report import CellValue

Value: TypeAlias = "int | Decimal"
Position: TypeAlias = tuple[int, int]

CHANGES = r"(?:(?:增加?|减少?|[+＋-])\d{1,12}[件项个]?[/／、,，；; ]{0,2}){1,2}"
CHANGE = r"(?P<sign>增|减|[+＋-])[加少]?(?P<number>\d{1,12})"
UNCHANGED = frozenset({"持平", "不变", "无变化", "未变", "无增减", "无"})
NOT_EXACT = ("余", "多", "左右", "％")


class TableFigures(NamedTuple):
    """What stands in one table, addressed by the row's and the column's index in its format.

    `values` holds None where no figure can be used: the cell is absent, its row or column is repeated, or it holds no figure
    of its kind (`odd`). A blank counts as 0 and is listed in `blank`. Amounts are in units of 1 (元, not 万元); `slack` gives,
    for an amount that is not 0, half of the last printed place, since it was rounded to it.
    """

    table: Table
    format: TableFormat
    rows: tuple[Row | None, ...]
    columns: tuple[int | None, ...]
    values: list[list[Value | None]]
    blank: dict[Position, Cell]
    odd: dict[Position, Cell]
    slack: Mapping[Position, Decimal]

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell at a row and column of the format, or None where the table lacks it."""
        line, index = self.rows[row], self.columns[column]
        return line.cells[index] if line is not None and index is not None and index < len(line.cells) else None

    def kind(self, row: int, column: int) -> FigureKind:
        """What kind of figure belongs in a cell."""
        return kind_of(self.row_format(row), self.column_format(column))

    def row_format(self, row: int) -> Line:
        """The format of a row."""
        return self.format.row_lines[row]

    def column_format(self, column: int) -> Line:
        """The format of a column."""
        return self.format.column_lines[column]

    @property
    def positions(self) -> set[Position]:
        """Every position at which the table has a cell of the format."""
        return {
            (r, c)
            for r, row in enumerate(self.rows)
            if row is not None
            for c, index in enumerate(self.columns)
            if index is not None and index < len(row.values)
        }


def figures(report: Report) -> tuple[TableFigures, ...]:
    """Return the figures of every table that follows a format, in document order."""
    return tuple(_read(table, table.format) for table in report.tables() if table.format is not None)


def kind_of(row: Line, column: Line) -> FigureKind:
    """Return the kind of figure where a row and a column meet: the column's, unless only the row states one."""
    return column.kind if column.kind != "count" else row.kind


def _read(table: Table, form: TableFormat) -> TableFigures:
    keys = tuple([row.key for row in table.rows])
    columns = _places(table.columns, form.column_keys)
    if keys == form.row_keys and table.columns == form.column_keys and not form.has_amounts:
        # Nearly every table is whole numbers in the form's own order; to go through their cells would take as long again.
        printed = [list(row.values) for row in table.rows]
        if _all_counts(printed, len(columns)):
            return TableFigures(table, form, table.rows, columns, printed, {}, {}, {})
    places = _places(keys, form.row_keys)
    rows = tuple(None if place is None else table.rows[place] for place in places)
    values: list[list[Value | None]] = []
    blank: dict[Position, Cell] = {}
    odd: dict[Position, Cell] = {}
    slack: dict[Position, Decimal] = {}
    for r, row in enumerate(rows):
        cells = () if row is None else row.cells
        line: list[Value | None] = []
        values.append(line)
        for c, index in enumerate(columns):
            figure: Value | None = None
            rounding: Decimal | None = None
            if index is not None and index < len(cells):
                cell = cells[index]
                if cell.is_blank:
                    blank[r, c] = cell
                    figure = 0
                else:
                    figure, rounding = read_figure(cell, form.row_lines[r], form.column_lines[c])
                    if figure is None:
                        odd[r, c] = cell
            line.append(figure)
            if rounding:
                slack[r, c] = rounding
    return TableFigures(table, form, rows, columns, values, blank, odd, slack)


def _all_counts(values: list[list[CellValue]], width: int) -> TypeGuard[list[list[Value | None]]]:
    """Whether every row has that many whole numbers and none is negative."""
    every = [value for row in values for value in row]
    counts = set(map(type, every)) == {int} and min(every) >= 0  # type: ignore[type-var, operator]
    return counts and all(len(row) == width for row in values)


def _places(keys: tuple[str, ...], wanted: tuple[str, ...]) -> tuple[int | None, ...]:
    """Return where each key stands, None for one that is absent or repeated: of two, neither is known to be meant."""
    if keys == wanted:
        return tuple(range(len(wanted)))
    return tuple(keys.index(key) if keys.count(key) == 1 else None for key in wanted)


def read_figure(cell: Cell, row: Line, column: Line) -> tuple[Value | None, Decimal | None]:
    """Return the figure of a cell that is not blank, None where it holds none of its kind, and its rounding."""
    kind = kind_of(row, column)
    if kind == "amount":
        return _amount(cell, column.unit or row.unit)
    return (_change(cell) if kind == "change" else _count(cell)), None


def _count(cell: Cell) -> int | None:
    number = _whole(cell)
    return None if number is None or number < 0 else number


def _whole(cell: Cell) -> int | None:
    if type(cell.value) is int:
        return cell.value
    from gouji.figures import parse_figure

    figure = parse_figure(cell.text)
    if figure is None or (figure.unit and figure.unit.isascii()) or figure.unit.startswith(NOT_EXACT):
        return None
    value = figure.value * read_unit(figure.unit).scale
    return int(value) if value == value.to_integral_value() else None


def _change(cell: Cell) -> int | None:
    text = cell.text.strip()
    if text in UNCHANGED:
        return 0
    if re.fullmatch(CHANGES, text):
        found = re.finditer(CHANGE, text)
        return sum(-int(change["number"]) if change["sign"] in "减-" else int(change["number"]) for change in found)
    return _whole(cell)


def _amount(cell: Cell, unit: str | None) -> tuple[Value | None, Decimal | None]:
    if type(cell.value) is int and cell.value == 0:
        return 0, None  # most offices charge nothing, and decimals need not be imported to say so

    from decimal import Decimal

    from gouji.figures import parse_figure

    figure = parse_figure(cell.text)
    if figure is None or figure.value < 0:
        return None, None
    scale = read_unit(figure.unit or unit or "").scale
    return figure.value * scale, Decimal(5).scaleb(-figure.places - 1) * scale if figure.value else None
