"""Names of table cells in packs: `table/row/column`, by the keys of the format editions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.spelling import did_you_mean

if TYPE_CHECKING:
    from gouji.formats import TableFormat
    from gouji.kinds.workshop import Workshop


def tables_called(shop: Workshop, key: str, name: str) -> list[TableFormat]:
    """Return the formats of a table in all editions, the newest first; one that no edition has is refused at the key."""
    editions = list(shop.formats.all())
    found = [edition.tables[name] for edition in editions if name in edition.tables]
    if not found:
        known = sorted({table for edition in editions for table in edition.tables})
        zh, en = did_you_mean(name, known)
        shop.refuse(
            key,
            f"统一格式中没有名为 {name} 的表{zh or '；有：' + '、'.join(known)}",
            f"the national format has no table called {name}{en or '; known: ' + ', '.join(known)}",
        )
    return found


def read_path(shop: Workshop, key: str, path: str) -> tuple[str, str, str]:
    """Return table, row and column of a cell; names that no edition knows are refused at the key."""
    parts = path.split("/")
    if len(parts) != 3:
        shop.refuse(
            key,
            "应写作 表/行/列，如 requests/new_received/total",
            "write table/row/column, as requests/new_received/total",
        )
    table, row, column = parts
    formats = tables_called(shop, key, table)
    for name, lines, zh, en in (
        (row, {key for form in formats for key in form.rows}, "行", "row"),
        (column, {key for form in formats for key in form.columns}, "列", "column"),
    ):
        if name not in lines:
            hint_zh, hint_en = did_you_mean(name, lines)
            shop.refuse(
                key,
                f"表 {table} 中没有名为 {name} 的{zh}{hint_zh}",
                f"table {table} has no {en} called {name}{hint_en}",
            )
    return table, row, column
