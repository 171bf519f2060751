"""Where a node stands in the report's own terms: heading path, then table, row and column keys.

`二、主动公开政府信息情况 / art20_1 / rules / issued`. Repeats on one level are told apart by `#2`, `#3`. A paragraph has the
anchor of the section it stands in, since its number would change with every paragraph written before it; what stands
before the first heading has 前言, the report as a whole 报告.
"""

from __future__ import annotations

import re

from gouji.report import Agency, Cell, Node, Report, Row, Section, Table, Text

PREFACE = "前言"
WHOLE = "报告"


def anchor(node: Node) -> str:
    """Return the anchor of a node."""
    return " / ".join(_path(node)) or WHOLE


def _path(node: Node) -> list[str]:
    parent = node.parent
    if isinstance(node, (Report, Agency)) or parent is None:
        return []
    if isinstance(node, Section):
        return [
            *_path(parent),
            _told_apart(node, [_name(s) for s in _before(node) if isinstance(s, Section)], _name(node)),
        ]
    if isinstance(node, Table):
        keys = [s.key or "table" for s in _before(node) if isinstance(s, Table)]
        return [*_path(parent), _told_apart(node, keys, node.key or "table")]
    if isinstance(node, Row):
        rows = node.table.rows
        return [*_path(parent), _told_apart(node, [row.key for row in rows[: rows.index(node)]], node.key)]
    if isinstance(node, Cell):
        return [*_path(parent), node.column_key or f"cell {node.pointer[-1] + 1}"]  # type: ignore[operator]
    if isinstance(node, Text) and isinstance(parent, Report):
        return [PREFACE] if node.pointer[0] == "content" else [str(node.pointer[0])]
    return _path(parent)


def _before(node: Section | Table) -> tuple[Node, ...]:
    parent = node.parent
    assert isinstance(parent, (Report, Section))
    index = node.pointer[-1]
    assert isinstance(index, int)
    return parent.content[:index]


def _name(section: Section) -> str:
    return re.sub(r"\s+", "", section.heading.value)


def _told_apart(_node: Node, earlier: list[str], name: str) -> str:
    repeats = earlier.count(name)
    return f"{name}#{repeats + 1}" if repeats else name
