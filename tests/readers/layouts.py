"""Report JSON laid out as plain text in the ways offices do, so that readers can be tested on what they must give back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gouji.formats import Edition, Group, Line, TableFormat

GridOf = Callable[[TableFormat, dict[str, Any]], list[list[str]]]


def printed(value: Any) -> str:
    return "" if value is None else str(value)


def stepped(table: TableFormat, data: dict[str, Any]) -> list[list[str]]:
    """Labels step to the right with their depth, as a table with merged group cells is copied."""
    depth = max((len(line.groups) for line in table.rows.values()), default=0)
    labelled = any(line.label for line in table.rows.values())
    rows = _header(table, depth + 1 if labelled else 0)
    shown: tuple[Group, ...] = ()
    for row in data["rows"]:
        line = table.rows[row["row"]]
        cells = [printed(value) for value in row["cells"]]
        if not labelled:
            rows.append(cells)
            continue
        chain = tuple(reversed(line.groups))
        lead = ["" if i < len(shown) and group is shown[i] else group.label for i, group in enumerate(chain)]
        shown = chain
        gap = [""] * (depth - len(chain)) if not chain else []
        rows.append([*lead, line.label, *gap, *cells])
    return rows


def flat(table: TableFormat, data: dict[str, Any]) -> list[list[str]]:
    """Group labels are merged into the label of the first row under them."""
    rows = _header(table, 1 if any(line.label for line in table.rows.values()) else 0)
    shown: tuple[Group, ...] = ()
    for row in data["rows"]:
        line = table.rows[row["row"]]
        chain = tuple(reversed(line.groups))
        new = [group.label for i, group in enumerate(chain) if i >= len(shown) or group is not shown[i]]
        shown = chain
        label = ["".join([*new, line.label])] if line.label else []
        rows.append([*label, *(printed(value) for value in row["cells"])])
    return rows


def collapsed(table: TableFormat, data: dict[str, Any]) -> list[list[str]]:
    """Group cells stand before the first row under them, and nothing stands in their place after it."""
    rows = _header(table, 1 if any(line.label for line in table.rows.values()) else 0)
    shown: tuple[Group, ...] = ()
    for row in data["rows"]:
        line = table.rows[row["row"]]
        chain = tuple(reversed(line.groups))
        new = [group.label for i, group in enumerate(chain) if i >= len(shown) or group is not shown[i]]
        shown = chain
        label = [line.label] if line.label else []
        rows.append([*new, *label, *(printed(value) for value in row["cells"])])
    return rows


def _header(table: TableFormat, lead: int) -> list[list[str]]:
    columns = list(table.columns.values())
    corner = [table.corner or ""] + [""] * (lead - 1) if lead else []
    depth = max(len(line.groups) for line in columns)
    rows: list[list[str]] = []
    if table.top:
        rows.append([*corner, table.top, *[""] * (len(columns) - 1)])
        corner = [""] * lead
    for level in range(depth + 1):
        rows.append(corner + [_header_cell(columns, i, level) for i in range(len(columns))])
        corner = [""] * lead
    return [row for row in rows if any(row)]


def _header_cell(columns: list[Line], i: int, level: int) -> str:
    """Return what a header row prints over a column: a group over its first column, a label below its groups."""
    chain = tuple(reversed(columns[i].groups))
    if level < len(chain):
        before = tuple(reversed(columns[i - 1].groups)) if i else ()
        continues = level < len(before) and before[: level + 1] == chain[: level + 1]
        return "" if continues else chain[level].label
    return columns[i].label if level == len(chain) else ""


LAYOUTS: dict[str, tuple[GridOf, str]] = {
    "stepped": (stepped, "\t"),
    "flat": (flat, "\t"),
    "collapsed": (collapsed, "\t"),
    "spaces": (flat, "    "),
    "single spaces": (collapsed, " "),
    "pipes": (flat, " | "),
    "stacked": (flat, "\n"),
    "stacked groups": (collapsed, "\n"),
    "stacked bars": (collapsed, " |\n"),
}


def as_text(data: dict[str, Any], edition: Edition, layout: str = "stepped", blank_lines: bool = True) -> str:
    """Return a report as plain text."""
    grid_of, mark = LAYOUTS[layout]
    lines = [data["title"]]

    def put(blocks: list[Any]) -> None:
        for block in blocks:
            if isinstance(block, str):
                lines.append(block)
            elif "heading" in block:
                lines.append(block["heading"])
                put(block["content"])
            else:
                table = edition.tables[block["table"]]
                rows = ([[table.caption]] if table.caption else []) + grid_of(table, block)
                if mark.isspace() and mark != "\t":
                    rows = [[cell for cell in row if cell] for row in rows]
                framed = [f"| {mark.join(row)} |" if mark == " | " and len(row) > 1 else mark.join(row) for row in rows]
                lines.append("\n".join(framed))

    put(data["content"])
    return ("\n\n" if blank_lines else "\n").join(lines) + "\n"
