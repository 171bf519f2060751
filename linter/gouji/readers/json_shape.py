"""Whether report JSON has the usual shape, told without a validator: importing one takes longer than checking a report.

What has it keeps the report schema (a property test holds this to it). What has not may keep it too, which the validator then says:
`suppress`, `$schema` and a year written 2023.0 are left to it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from gouji.report import AGENCY_KINDS, REPORT_TYPE

_REPORT = frozenset({"type", "year", "title", "agency", "published", "content"})
_AGENCY = frozenset({"name", "kind", "region"})
_SECTION = frozenset({"heading", "content"})
_TABLE = frozenset({"table", "caption", "columns", "rows"})
_GRID = frozenset({"table", "caption", "grid"})
_ROW = frozenset({"row", "label", "label_column", "group", "cells"})
_CELL = frozenset({int, float, str, type(None)})


def is_usual(data: dict[str, Any]) -> bool:
    """Whether a report has the usual members and each of them is of its kind."""
    return (
        data.keys() <= _REPORT
        and data.get("type") == REPORT_TYPE
        and type(data.get("year")) is int
        and 1949 <= data["year"] <= 2999
        and type(data.get("title", "")) is str
        and _is_agency(data.get("agency"))
        and _is_date(data.get("published", "2000-01-01"))
        and _are_blocks(data.get("content"))
    )


def _is_agency(agency: Any) -> bool:
    if type(agency) is not dict or not agency.keys() <= _AGENCY:
        return False
    name, kind, region = agency.get("name"), agency.get("kind", "department"), agency.get("region", "000000")
    return (
        (type(name) is str and name != "")
        and (type(kind) is str and kind in AGENCY_KINDS)
        and (type(region) is str and len(region) == 6 and region.isascii() and region.isdigit())
    )


def _is_date(date: Any) -> bool:
    if type(date) is not str or not date.isascii() or len(date) != 10:
        return False
    year, month, day = date[:4], date[5:7], date[8:]
    digits = year.isdigit() and month.isdigit() and day.isdigit()
    return digits and date[4] == date[7] == "-" and "01" <= month <= "12" and "01" <= day <= "31"


def _are_blocks(blocks: Any) -> bool:
    return type(blocks) is list and all(map(_is_block, blocks))


def _is_block(block: Any) -> bool:
    if type(block) is not dict:
        return type(block) is str
    if "heading" in block:
        return block.keys() <= _SECTION and type(block["heading"]) is str and _are_blocks(block.get("content", []))
    if "table" not in block or type(block.get("caption", "")) is not str:
        return False
    if block["table"] is None:
        return block.keys() <= _GRID and _are_rows_of_cells(block.get("grid"))
    columns, rows = block.get("columns"), block.get("rows")
    return (
        block.keys() <= _TABLE
        and _is_key(block["table"])
        and type(columns) is list
        and all(map(_is_key, columns))
        and type(rows) is list
        and all(map(_is_row, rows))
    )


def _is_row(row: Any) -> bool:
    if type(row) is not dict or not row.keys() <= _ROW:
        return False
    column = row.get("label_column", 0)
    return (
        _is_key(row.get("row"))
        and type(row.get("label", "")) is str
        and (type(column) is int and column >= 0)
        and _is_key(row.get("group", "none"))
        and _are_cells(row.get("cells"))
    )


def _are_rows_of_cells(grid: Any) -> bool:
    return type(grid) is list and all(map(_are_cells, grid))


def _are_cells(cells: Any) -> bool:
    # True and False are whole numbers to Python, but not of its type.
    return type(cells) is list and _CELL.issuperset(map(type, cells))


def _is_key(key: Any) -> bool:
    """Whether a value is a key: a small letter, then small letters, digits and _."""
    return type(key) is str and _is_name(key)


@lru_cache(maxsize=256)
def _is_name(key: str) -> bool:
    return key.isascii() and key.isidentifier() and key.islower() and key[0] != "_"
