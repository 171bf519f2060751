"""Every equation of every table, evaluated once. A fact: ask for it with `report.fact(sums)`.

A blank counts as 0. Where that would break an equation one side of which is wholly blank, the equation is not compared
(`unfilled`): a total left blank then stands for the sum of its parts in the other equations, and parts left blank beside a
total are unknown to them.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from gouji.named_tuple import NamedTuple
from gouji.report import Cell, Report
from gouji_rules.facts.figures import Position, TableFigures, Value, figures

if TYPE_CHECKING:
    from decimal import Decimal

    from gouji.equations import Equation, Side, Term
    from gouji.formats import Line


class Check(NamedTuple):
    """One equation in one line of a table: `at` is the row, or for `each: column` the column, it holds in."""

    figures: TableFigures
    equation: Equation
    at: int

    @property
    def line(self) -> Line:
        """The format of the row or column."""
        lines = self.figures.format.row_lines if self.equation.each == "row" else self.figures.format.column_lines
        return lines[self.at]

    def term_line(self, index: int) -> Line:
        """The format of the column, or for `each: column` the row, that a term names."""
        lines = self.figures.format.column_lines if self.equation.each == "row" else self.figures.format.row_lines
        return lines[index]

    def position(self, index: int) -> Position:
        """Where the figure of a term stands."""
        return (self.at, index) if self.equation.each == "row" else (index, self.at)

    def positions(self, side: Side) -> list[Position]:
        """Where the figures of a side stand, in its order."""
        return [self.position(term.at) for term in side]

    def known(self, term: Term) -> bool:
        """Whether the figure of a term is known."""
        row, column = self.position(term.at)
        return self.figures.values[row][column] is not None

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


class Unfilled(NamedTuple):
    """An equation that could not be compared: the cells of `blank` are all blank, and the other side comes to `value`."""

    check: Check
    blank: tuple[Position, ...]
    value: Value

    @property
    def is_total(self) -> bool:
        """Whether one cell is blank, which then stands for the other side."""
        return len(self.blank) == 1 and self.check.equation.operator == "=" and self.value > 0


class TableSums(NamedTuple):
    """The equations of one table that do not hold, and those that could not be compared, in edition order.

    In `figures` a total left blank has the value of its parts, and `stands_for` names the equation it has it from; blanks
    whose value cannot be told are None.
    """

    figures: TableFigures
    equations: tuple[Equation, ...]
    broken: tuple[Check, ...]
    unfilled: tuple[Unfilled, ...] = ()
    stands_for: Mapping[Position, Check] = MappingProxyType({})

    def of(self, rules: Container[str] | None) -> TableSums:
        """Return the same without the equations of other rules; None stands for all."""
        if rules is None or all(equation.rule in rules for equation in self.equations):
            return self
        equations = tuple(equation for equation in self.equations if equation.rule in rules)
        return self._replace(equations=equations, broken=tuple(c for c in self.broken if c.equation.rule in rules))


def sums(report: Report) -> tuple[TableSums, ...]:
    """Return what the equations of each table say, for every table whose format has equations, in document order."""
    return tuple(table_sums(table) for table in report.fact(figures) if table.format.equations)


def selected_sums(report: Report) -> tuple[TableSums, ...]:
    """Return the same with the equations of the rules that run on the report alone.

    What a blank total stands for is a matter of reading the table, and the same whatever is selected.
    """
    return tuple(item.of(report.selected) for item in report.fact(sums))


def table_sums(table: TableFigures) -> TableSums:
    """Evaluate the equations of a table."""
    broken = _broken(table)
    if not broken or not table.blank:
        return TableSums(table, table.format.equations, tuple(broken))
    return _with_blanks(table, broken)


def _broken(table: TableFigures) -> list[Check]:
    values = table.values
    across: list[tuple[Value | None, ...]] | None = None
    broken = []
    for equation in table.format.equations:
        lines: Sequence[Sequence[Value | None]] = values
        if equation.each == "column":
            lines = across = across or list(zip(*values, strict=True))
        added, subtracted, operator = equation.added, equation.subtracted, equation.operator
        for index, line in enumerate(lines):
            if not any(line):
                continue  # most rows of most reports are zeros, of which every equation holds
            try:
                difference = sum(map(line.__getitem__, added)) - sum(map(line.__getitem__, subtracted))  # type: ignore[arg-type]
            except TypeError:
                # A figure that is absent or none at all: CN112 or CN206 speaks of it.
                continue
            if difference and (operator == "=" or (difference > 0) is (operator == "<=")):
                check = Check(table, equation, index)
                if not table.slack or abs(difference) > rounding(check):
                    broken.append(check)
    return broken


def rounding(check: Check) -> Decimal | int:
    """Return by how much the two sides may differ because their amounts were rounded when printed."""
    return sum(check.figures.slack.get(check.position(term.at), 0) for term in check.equation.terms)


def _with_blanks(read: TableFigures, broken: list[Check]) -> TableSums:
    table = read._replace(values=[list(line) for line in read.values])
    unfilled: dict[tuple[Equation, int], Unfilled] = {}
    stands_for: dict[Position, Check] = {}
    while True:
        gaps = [gap for check in broken if (gap := _gap(check._replace(figures=table)))]
        # Totals first: what they stand for may be all that another equation lacks.
        totals = [gap for gap in gaps if gap.is_total]
        for gap in totals or gaps:
            unfilled[gap.check.equation, gap.check.at] = gap
            for row, column in gap.blank:
                if gap.is_total:
                    stands_for.setdefault((row, column), gap.check)
                elif (row, column) not in stands_for:
                    table.values[row][column] = None
        _fill(table, stands_for)
        broken = [check for check in _broken(table) if (check.equation, check.at) not in unfilled]
        if not gaps:
            return TableSums(table, table.format.equations, tuple(broken), tuple(unfilled.values()), stands_for)


def _fill(table: TableFigures, stands_for: Mapping[Position, Check]) -> None:
    """Give each blank total the sum of its parts, among which may be other blank totals."""
    for _ in stands_for:
        changed = False
        for (row, column), check in stands_for.items():
            old = table.values[row][column]
            if old is not None and (value := _total(check, (row, column))) != old:
                table.values[row][column] = value
                changed = True
        if not changed:
            return


def _total(check: Check, position: Position) -> Value | None:
    equation = check.equation
    other = equation.right if check.positions(equation.left) == [position] else equation.left
    return check.value(other) if all(check.known(term) for term in other) else None


def _gap(check: Check) -> Unfilled | None:
    blank = check.figures.blank
    for side, other in ((check.equation.left, check.equation.right), (check.equation.right, check.equation.left)):
        positions = check.positions(side)
        if all(position in blank for position in positions):
            return Unfilled(check, tuple(positions), check.value(other))
    return None
