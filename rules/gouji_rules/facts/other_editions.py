"""What shows that tables follow another edition of the format than the year's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.labels import normalise
from gouji.named_tuple import NamedTuple
from gouji.report import Node, Report, Table
from gouji_rules.facts.table_nodes import column_node

if TYPE_CHECKING:
    from gouji.formats import Line, TableFormat


class Telling(NamedTuple):
    """A row or column that only the other edition has: the line, where it stands, and the format of its table.

    `instead` are the rows that the year's edition has in a group of the same label.
    """

    line: Line
    target: Node
    format: TableFormat
    instead: tuple[Line, ...] = ()


def telling_lines(report: Report) -> tuple[Telling, ...]:
    """Return the first telling line of each table that does not follow the year's edition, in document order."""
    edition = report.edition
    if edition is None:
        return ()
    found = []
    for table in report.tables():
        followed = table.format
        if followed is None or followed.edition is edition:
            continue
        telling = _telling(table, followed, edition.tables.get(followed.key))
        if telling is not None:
            found.append(telling)
    return tuple(found)


def _telling(table: Table, followed: TableFormat, required: TableFormat | None) -> Telling | None:
    rows = required.rows if required is not None else {}
    columns = required.columns if required is not None else {}
    for i, key in enumerate(table.columns):
        if key in followed.columns and key not in columns:
            return Telling(followed.columns[key], column_node(table, i), followed)
    for row in table.rows:
        if row.key in followed.rows and row.key not in rows:
            line = followed.rows[row.key]
            grouped = [other for other in rows.values() if other.group is not None]
            instead = tuple(g for g in grouped if g.group and normalise(g.group.label) == normalise(line.label))
            return Telling(line, row, followed, instead)
    return None
