"""Changes to a clean report, with which the rules on tables build their cases.

Each function returns an `edit` of a case: a change to report JSON in place. What it changes is named as anchors name it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

Edit: TypeAlias = Callable[[dict[str, Any]], None]


def chain(*edits: Edit) -> Edit:
    """Make several changes one after another."""

    def edit(data: dict[str, Any]) -> None:
        for one in edits:
            one(data)

    return edit


def without_tables(*keys: str, leaving: Sequence[Any] = ()) -> Edit:
    """Take tables out; `leaving` is what stands in their chapters instead."""

    def edit(data: dict[str, Any]) -> None:
        for section in data["content"]:
            kept = [block for block in section["content"] if _key(block) not in keys]
            section["content"] = kept if len(kept) == len(section["content"]) else [*kept, *leaving]

    return edit


def tables_of(year: int, *keys: str) -> Edit:
    """Put the tables of another year's clean report in the place of this one's; all of them where no keys are given."""

    def edit(data: dict[str, Any]) -> None:
        from gouji.testing import sample

        other = sample(year)["content"]
        for section, its in zip(data["content"], other, strict=True):
            if not any(_key(block) for block in its["content"]):
                continue
            replaced = {_key(block): block for block in its["content"]}
            if keys:
                section["content"] = [
                    replaced[_key(block)] if _key(block) in keys else block for block in section["content"]
                ]
            else:
                section["content"] = its["content"]

    return edit


def chapter(heading: str, *blocks: Any) -> Edit:
    """Add a first-level section at the end."""

    def edit(data: dict[str, Any]) -> None:
        data["content"].append({"heading": heading, "content": list(blocks)})

    return edit


def rows(table: str, **changed: Mapping[str, Any]) -> Edit:
    """Change properties of rows: `rows("requests", granted={"label_column": 0})`."""

    def edit(data: dict[str, Any]) -> None:
        for row in _table(data, table)["rows"]:
            row.update(changed.get(row["row"], {}))

    return edit


def without_rows(table: str, *keys: str) -> Edit:
    """Take rows out of a table."""

    def edit(data: dict[str, Any]) -> None:
        found = _table(data, table)
        found["rows"] = [row for row in found["rows"] if row["row"] not in keys]

    return edit


def without_columns(table: str, *keys: str) -> Edit:
    """Take columns out of a table, with their cells."""

    def edit(data: dict[str, Any]) -> None:
        found = _table(data, table)
        kept = [i for i, key in enumerate(found["columns"]) if key not in keys]
        found["columns"] = [found["columns"][i] for i in kept]
        for row in found["rows"]:
            row["cells"] = [row["cells"][i] for i in kept]

    return edit


def columns(table: str, *keys: str) -> Edit:
    """Name the columns of a table otherwise."""

    def edit(data: dict[str, Any]) -> None:
        _table(data, table)["columns"] = list(keys)

    return edit


def moved_row(table: str, key: str, before: str) -> Edit:
    """Put a row of a table before another."""

    def edit(data: dict[str, Any]) -> None:
        found = _table(data, table)["rows"]
        moved = next(row for row in found if row["row"] == key)
        found.remove(moved)
        found.insert(next(i for i, row in enumerate(found) if row["row"] == before), moved)

    return edit


def added_row(table: str, row: Mapping[str, Any], before: str) -> Edit:
    """Put a further row into a table, before another."""

    def edit(data: dict[str, Any]) -> None:
        found = _table(data, table)["rows"]
        found.insert(next(i for i, other in enumerate(found) if other["row"] == before), dict(row))

    return edit


def _table(data: Mapping[str, Any], key: str) -> dict[str, Any]:
    return next(block for block in _blocks(data["content"]) if _key(block) == key)


def _blocks(blocks: Sequence[Any]) -> Iterator[Any]:
    for block in blocks:
        yield block
        if isinstance(block, dict):
            yield from _blocks(block.get("content", ()))


def _key(block: Any) -> str | None:
    return block.get("table") if isinstance(block, dict) else None
