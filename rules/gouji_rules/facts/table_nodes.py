"""Nodes for the parts of a table that the report model keeps as bare values."""

from __future__ import annotations

from gouji.report import Table, Text


def column_node(table: Table, index: int) -> Text:
    """Return a node for a column's key, which stands where the reader found the column's header."""
    return Text((*table.pointer, "columns", index), table, table.columns[index])
