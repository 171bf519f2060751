"""How a statutory table departs from the format it follows: rows, columns, cells and labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from gouji.formats import simplify
from gouji.labels import bare, normalise
from gouji.named_tuple import NamedTuple
from gouji.report import Node, Report, Row, Table
from gouji_rules.facts.chapter_sequence import longest_increasing
from gouji_rules.facts.table_nodes import column_node

if TYPE_CHECKING:
    from gouji.formats import Line, TableFormat

CLOSE = 0.6
"""How alike (difflib ratio) two labels or keys must be for one to be taken for a slip for the other."""


class TableFault(NamedTuple):
    """One departure: a message key of table-rows, where it shows, what fills the message, and other places like it.

    `correct` is the label that a misspelt one should be.
    """

    message: str
    target: Node
    data: Mapping[str, Any]
    others: tuple[Node, ...] = ()
    correct: str | None = None


def table_faults(report: Report) -> tuple[TableFault, ...]:
    """Return the departures of every recognised table from the format it follows, in document order."""
    faults: list[TableFault] = []
    for table in report.tables():
        if table.format is not None:
            faults += _faults(table, table.format)
    return tuple(faults)


def _faults(table: Table, followed: TableFormat) -> Iterator[TableFault]:
    # Most tables have every line once and in its place.
    if list(table.columns) != list(followed.columns):
        columns = [column_node(table, i) for i in range(len(table.columns))]
        yield from _lines("column", table, list(table.columns), columns, followed.columns)
    keys = [row.key for row in table.rows]
    if keys != list(followed.rows):
        yield from _lines("row", table, keys, table.rows, followed.rows)
    yield from _cells(table)
    yield from _labels(table, followed)


def _lines(
    kind: str, table: Table, keys: list[str], nodes: Sequence[Node], known: Mapping[str, Line]
) -> Iterator[TableFault]:
    """Yield what is wrong with the rows (or the columns): unknown, repeated, missing, out of order."""
    first: dict[str, int] = {}
    missing = [line for key, line in known.items() if key not in keys]
    for i, key in enumerate(keys):
        if key not in known:
            near = _near(key, nodes[i], missing)
            # A slip for a line that is missing is one fault, not an unknown line and a missing one.
            missing = [line for line in missing if line is not near]
            yield _unknown(kind, key, nodes[i], near)
        elif key in first:
            data = {"label": _name(known[key]), "key": key}
            yield TableFault(f"repeated-{kind}", nodes[i], data, (nodes[first[key]],))
        else:
            first[key] = i
    if missing:
        labels = "、".join(f"“{_name(line)}”" for line in missing)
        yield TableFault(f"missing-{kind}", table, {"labels": labels, "key": " ".join(line.key for line in missing)})
    placed = list(first.items())
    kept = set(longest_increasing([known[key].index for key, _ in placed]))
    loose = [(key, i) for at, (key, i) in enumerate(placed) if at not in kept]
    if loose:
        key, i = loose[0]
        before = max(
            (other for other in first if known[other].index < known[key].index), default=None, key=_index(known)
        )
        message = f"order-{kind}" if before is not None else f"order-{kind}-first"
        data = {"label": _name(known[key]), "before": "" if before is None else _name(known[before]), "key": key}
        yield TableFault(message, nodes[i], data, tuple(nodes[at] for _, at in loose[1:]))


def _index(known: Mapping[str, Line]) -> Any:
    return lambda key: known[key].index


def _name(line: Line) -> str:
    """Return a line as a person would name it; one with no label by what it holds."""
    return line.full_label or line.key


def _unknown(kind: str, key: str, node: Node, near: Line | None) -> TableFault:
    data = {"label": _printed(node) or key, "key": key}
    if near is None:
        return TableFault(f"unknown-{kind}", node, data)
    return TableFault(f"unknown-{kind}-near", node, {**data, "near": _name(near), "near_key": near.key})


def _near(key: str, node: Node, missing: Sequence[Line]) -> Line | None:
    """Return the missing line that an unknown key, or the label printed beside it, is a slip for."""
    from difflib import get_close_matches

    by_key = {line.key: line for line in missing}
    match = get_close_matches(key, by_key, 1, CLOSE)
    return by_key[match[0]] if match else closest(_printed(node), missing)


def _printed(node: Node) -> str:
    return node.label.value.strip() if isinstance(node, Row) and node.label is not None else ""


def closest(label: str, lines: Sequence[Line]) -> Line | None:
    """Return the line whose label a text is a slip for, or None where none is like it."""
    from difflib import SequenceMatcher

    words = bare(simplify(label))
    if not words:
        return None
    scored = [
        (SequenceMatcher(None, words, bare(line.label)).ratio(), -line.index, line) for line in lines if line.label
    ]
    best = max(scored, key=lambda item: item[:2], default=None)
    return best[2] if best is not None and best[0] >= CLOSE else None


def _cells(table: Table) -> Iterator[TableFault]:
    """Yield rows with more or fewer cells than there are columns; rows with the same number are one fault."""
    width = len(table.columns)
    odd = [len(row.values) for row in table.rows if len(row.values) != width]
    for count in dict.fromkeys(odd):
        rows = [row for row in table.rows if len(row.values) == count]
        label = rows[0].label.value.strip() if rows[0].label is not None else rows[0].key
        data = {"label": label, "cells": count, "columns": width, "rows": len(rows), "key": rows[0].key}
        yield TableFault("cells" if len(rows) == 1 else "cells-of-rows", rows[0], data, tuple(rows[1:]))


def _labels(table: Table, followed: TableFormat) -> Iterator[TableFault]:
    """Yield rows whose printed label is not the one of their key: another row's, misspelt, or something else."""
    for row in table.rows:
        if row.label is None:
            continue
        line = followed.rows.get(row.key)
        if line is None or not line.label or normalise(row.label.value) in line.forms:
            continue
        label = simplify(row.label.value)
        if not bare(label) or line.accepts(label):
            continue
        other = followed.row_labelled(label)
        data = {"label": row.label.value.strip(), "expected": line.label, "key": row.key}
        if other is not None:
            yield TableFault("other-label", row, data)
        else:
            yield TableFault("label", row, data, correct=line.label)
