"""Where tables were left blank, gathered into what a person would name. A fact: ask for it with `report.fact(blanks)`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gouji.named_tuple import NamedTuple
from gouji_rules.facts.figures import Position, TableFigures, figures
from gouji_rules.facts.sums import Unfilled, sums

if TYPE_CHECKING:
    from gouji.formats import Group
    from gouji.report import Report


class BlankGroup(NamedTuple):
    """A group of the form (行政复议) all of whose cells are blank."""

    group: Group
    positions: frozenset[Position]


class Blanks(NamedTuple):
    """The blanks of one table, each counted once.

    `whole` tells that the table holds no figure at all. `gaps` are blanks that leave an equation without one of its sides, a
    list for each equation of the edition; `groups` are groups left out while the rest of the table is filled; `scattered`
    is every other blank.
    """

    figures: TableFigures
    whole: bool
    gaps: tuple[tuple[Unfilled, ...], ...]
    groups: tuple[BlankGroup, ...]
    scattered: tuple[Position, ...]


def blanks(report: Report) -> tuple[Blanks, ...]:
    """Return the blanks of every table that has some, in document order."""
    unfilled = {id(item.figures.table): item.unfilled for item in report.fact(sums) if item.unfilled}
    return tuple(_gather(table, unfilled.get(id(table.table), ())) for table in report.fact(figures) if table.blank)


def _gather(table: TableFigures, unfilled: tuple[Unfilled, ...]) -> Blanks:
    if table.blank.keys() == table.positions:
        return Blanks(table, True, (), (), ())
    by_equation: dict[str, list[Unfilled]] = {}
    for gap in unfilled:
        by_equation.setdefault(gap.check.equation.text, []).append(gap)
    told = {position for gap in unfilled for position in gap.blank}
    groups = [group for group in _blank_groups(table) if not group.positions & told]
    in_groups = {position for group in groups for position in group.positions}
    scattered = table.blank.keys() - in_groups - told
    if scattered and not _has_zero(table):
        # Who never writes a zero leaves zeros blank: a group of blanks is then a group of zeros.
        scattered, groups = scattered | in_groups, []
    return Blanks(
        table,
        False,
        tuple(map(tuple, by_equation.values())),
        tuple(groups),
        tuple(sorted(scattered)),
    )


def _blank_groups(table: TableFigures) -> Iterator[BlankGroup]:
    """Yield the largest groups that are wholly blank; a group inside one of them is not told again."""
    present = table.positions
    found = []
    for group in table.format.groups.values():
        rows = {i for i, line in enumerate(table.format.row_lines) if group in line.groups}
        columns = {i for i, line in enumerate(table.format.column_lines) if group in line.groups}
        members = frozenset(position for position in present if position[0] in rows or position[1] in columns)
        if members and members <= table.blank.keys():
            found.append(BlankGroup(group, members))
    for item in found:
        if not any(item.positions < other.positions for other in found):
            yield item


def _has_zero(table: TableFigures) -> bool:
    return any(
        value == 0 and (r, c) not in table.blank for r, line in enumerate(table.values) for c, value in enumerate(line)
    )
