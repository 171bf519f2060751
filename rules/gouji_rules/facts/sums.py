"""Every equation of every table, evaluated once. A fact: ask for it with `report.fact(sums)`.

A blank counts as 0. Where that would break an equation one side of which is wholly blank, the equation is not compared
(`unfilled`): a total left blank then stands for the sum of its parts in the other equations, and parts left blank beside a
total are unknown to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gouji.report import Cell, Report
from gouji_rules.facts.figures import Position, TableFigures, Value, figures

if TYPE_CHECKING:
    from decimal import Decimal

    from gouji.equations import Equation, Side
    from gouji.formats import Line


@dataclass(frozen=True, slots=True)
class Check:
    """One equation in one line of a table: `index` is the row, or for `each: column` the column, it holds in."""

    figures: TableFigures
    equation: Equation
    index: int

    @property
    def line(self) -> Line:
        """The format of the row or column."""
        lines = self.figures.format.row_lines if self.equation.each == "row" else self.figures.format.column_lines
        return lines[self.index]

    def term_line(self, index: int) -> Line:
        """The format of the column, or for `each: column` the row, that a term names."""
        lines = self.figures.format.column_lines if self.equation.each == "row" else self.figures.format.row_lines
        return lines[index]

    def position(self, index: int) -> Position:
        """Where the figure of a term stands."""
        return (self.index, index) if self.equation.each == "row" else (index, self.index)

    def positions(self, side: Side) -> list[Position]:
        """Where the figures of a side stand, in its order."""
        return [self.position(term.at) for term in side]

    def value(self, side: Side) -> Value:
        """The sum of a side whose figures are all known."""
        total: Value = 0
        for term in side:
            row, column = self.position(term.at)
            value = self.figures.values[row][column]
            assert value is not None
            total += value if term.factor > 0 else -value
        return total

    @property
    def head(self) -> Position:
        """Where the equation is told: its total, which stands alone on a side, or else its first term."""
        equation = self.equation
        side = equation.right if len(equation.right) == 1 < len(equation.left) else equation.left
        return self.position(side[0].at)

    @property
    def head_cell(self) -> Cell:
        """The cell the equation is told at."""
        cell = self.figures.cell(*self.head)
        assert cell is not None
        return cell


@dataclass(frozen=True, slots=True)
class Unfilled:
    """An equation that could not be compared: the cells of `blank` are all blank, and the other side comes to `value`."""

    check: Check
    blank: tuple[Position, ...]
    value: Value


@dataclass(frozen=True, slots=True)
class TableSums:
    """The equations of one table that do not hold, and those that could not be compared, in edition order.

    `stands_for` names the equation that a total left blank gets its value from; `figures` is with those values.
    """

    figures: TableFigures
    broken: tuple[Check, ...]
    unfilled: tuple[Unfilled, ...] = ()
    stands_for: dict[Position, Check] | None = None


def sums(report: Report) -> tuple[TableSums, ...]:
    """Return what the equations of each table say, for every table whose format has equations, in document order."""
    return tuple(table_sums(table) for table in report.fact(figures) if table.format.equations)


def table_sums(table: TableFigures) -> TableSums:
    """Evaluate the equations of a table."""
    broken = list(_broken(table))
    if not broken or not table.blank:
        return TableSums(table, tuple(broken))
    return _with_blanks(table, broken)


def _broken(table: TableFigures) -> list[Check]:
    values = table.values
    across: list[tuple[Value | None, ...]] | None = None
    broken = []
    for equation in table.format.equations:
        lines: Sequence[Sequence[Value | None]] = values
        if equation.each == "column":
            lines = across = across or list(zip(*values, strict=True))
        added, subtracted, equal = equation.added, equation.subtracted, equation.operator == "="
        for index, line in enumerate(lines):
            try:
                difference = sum(map(line.__getitem__, added)) - sum(map(line.__getitem__, subtracted))  # type: ignore[arg-type]
            except TypeError:
                # A figure that is absent or none at all: CN112 or CN206 speaks of it.
                continue
            if difference and not (equal is False and (difference < 0) is (equation.operator == "<=")):
                check = Check(table, equation, index)
                if not table.slack or abs(difference) > rounding(check):
                    broken.append(check)
    return broken


def rounding(check: Check) -> Decimal | int:
    """Return by how much the two sides may differ because their amounts were rounded when printed."""
    return sum(check.figures.slack.get(check.position(term.at), 0) for term in check.equation.terms)


def _with_blanks(table: TableFigures, broken: list[Check]) -> TableSums:
    values = [list(line) for line in table.values]
    table = TableFigures(
        table.table, table.format, table.rows, table.columns, values, table.blank, table.odd, table.slack
    )
    broken = [Check(table, check.equation, check.index) for check in broken]
    unfilled: dict[tuple[str, str, int], Unfilled] = {}
    stands_for: dict[Position, Check] = {}
    while True:
        found = {_name(check): gap for check in broken if (gap := _gap(check)) and _name(check) not in unfilled}
        # Totals first: what they stand for may be all that another equation lacks.
        totals = {
            name: gap
            for name, gap in found.items()
            if len(gap.blank) == 1 and gap.check.equation.operator == "=" and gap.value > 0
        }
        for name, gap in (totals or found).items():
            unfilled[name] = gap
            for row, column in gap.blank:
                if (row, column) in stands_for:
                    continue
                if name in totals:
                    values[row][column] = gap.value
                    stands_for[row, column] = gap.check
                else:
                    values[row][column] = None
        broken = [check for check in _broken(table) if _name(check) not in unfilled]
        if not found:
            break
    return TableSums(table, tuple(broken), tuple(unfilled.values()), stands_for)


def _name(check: Check) -> tuple[str, str, int]:
    return check.equation.text, check.equation.each, check.index


def _gap(check: Check) -> Unfilled | None:
    blank = check.figures.blank
    for side, other in ((check.equation.left, check.equation.right), (check.equation.right, check.equation.left)):
        positions = check.positions(side)
        if all(position in blank for position in positions):
            return Unfilled(check, tuple(positions), check.value(other))
    return None
