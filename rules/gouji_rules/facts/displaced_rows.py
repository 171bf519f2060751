"""Rows of statutory tables that were printed in another place than the form's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gouji.named_tuple import NamedTuple
from gouji.report import Report, Row

if TYPE_CHECKING:
    from gouji.formats import Group, Line, TableFormat

NO_GROUP = "none"


class DisplacedRow(NamedTuple):
    """A displaced row: by how many columns its label is shifted (to the right if positive), and the group it stands in.

    `moved` tells whether that group, None for none, is another than the form's.
    """

    row: Row
    line: Line
    shift: int
    moved: bool
    stands_in: Group | None

    @property
    def label(self) -> str:
        """The row's label as printed, or the form's."""
        return self.row.label.value.strip() if self.row.label is not None else self.line.label

    @property
    def data(self) -> dict[str, Any]:
        """What a message needs to say where the row stands."""
        return {
            "key": self.row.key,
            "label": self.label,
            "columns": abs(self.shift),
            "side_zh": "左" if self.shift < 0 else "右",
            "side_en": "left" if self.shift < 0 else "right",
            "group": self.line.group.label if self.line.group else "",
            "stands_zh": f"“{self.stands_in.label}”之下" if self.stands_in else "所有分组之外",
            "stands_en": f"under “{self.stands_in.label}”" if self.stands_in else "outside all groups",
        }


def displaced_rows(report: Report) -> tuple[tuple[DisplacedRow, ...], ...]:
    """Return the displaced rows of every table, in runs of rows that follow one another."""
    runs: list[list[DisplacedRow]] = []
    for table in report.tables():
        followed = table.format
        if followed is None:
            continue
        goes_on = False
        for row in table.rows:
            displaced = _displaced(row, followed)
            if displaced is not None and goes_on:
                runs[-1].append(displaced)
            elif displaced is not None:
                runs.append([displaced])
            goes_on = displaced is not None
    return tuple(tuple(run) for run in runs)


def _displaced(row: Row, followed: TableFormat) -> DisplacedRow | None:
    line = followed.rows.get(row.key)
    if line is None:
        return None
    shift = 0 if row.label_column is None else row.label_column - len(line.groups)
    own = line.group.key if line.group else NO_GROUP
    moved = row.group is not None and row.group != own
    if not shift and not moved:
        return None
    stands_in = followed.groups.get(row.group) if row.group is not None else line.group
    return DisplacedRow(row, line, shift, moved, stands_in)
