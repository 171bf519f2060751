"""Where a node stands in the report's own terms: heading path, then table, row and column keys.

`二、主动公开政府信息情况 / art20_1 / rules / issued`. Repeats on one level are told apart by `#2`, `#3`. A paragraph has the
anchor of the section it stands in, since its number would change with every paragraph written before it; what stands
before the first heading has 前言, the report as a whole 报告.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from gouji.report import Agency, Cell, Node, Pointer, Report, Row, Section, Table, Text

PREFACE = "前言"
WHOLE = "报告"


def anchor(node: Node) -> str:
    """Return the anchor of a node."""
    return " / ".join(_path(node)) or WHOLE


def _path(node: Node) -> list[str]:
    parent = node.parent
    if isinstance(node, (Report, Agency)) or parent is None:
        return []
    if isinstance(node, (Section, Table, Row)):
        return [*_path(parent), _told_apart(node, parent)]
    if isinstance(node, Cell):
        return [*_path(parent), node.column_key or f"cell {node.pointer[-1] + 1}"]  # type: ignore[operator]
    if isinstance(node, Text) and isinstance(parent, Report):
        return [PREFACE] if node.pointer[0] == "content" else [str(node.pointer[0])]
    return _path(parent)


def _told_apart(node: Section | Table | Row, parent: Node) -> str:
    names = _report(parent).fact(_names)
    known = names.get(parent.pointer)
    if known is None:
        known = names[parent.pointer] = _numbered(parent)
    return known[node.pointer]


def _names(_report: Report) -> dict[Pointer, dict[Pointer, str]]:
    """The names of the parts of each node, filled in as anchors are asked for."""
    return {}


def _numbered(parent: Node) -> dict[Pointer, str]:
    """Return the name of each part of a node, repeats told apart."""
    parts: Iterable[Node] = ()
    if isinstance(parent, (Report, Section)):
        parts = parent.content
    elif isinstance(parent, Table):
        parts = parent.rows
    seen: Counter[tuple[type, str]] = Counter()
    names = {}
    for part in parts:
        if isinstance(part, (Section, Table, Row)):
            name = _name(part)
            seen[type(part), name] += 1
            repeats = seen[type(part), name]
            names[part.pointer] = f"{name}#{repeats}" if repeats > 1 else name
    return names


def _name(part: Section | Table | Row) -> str:
    if isinstance(part, Section):
        return re.sub(r"\s+", "", part.heading.value)
    return part.key or "table"


def _report(node: Node) -> Report:
    while not isinstance(node, Report):
        assert node.parent is not None
        node = node.parent
    return node
