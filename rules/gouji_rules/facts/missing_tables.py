"""The statutory tables that a chapter should hold and the report has nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gouji.report import Report, Section, Table
from gouji_rules.facts.first_level import FirstLevel, Role, first_level

if TYPE_CHECKING:
    from gouji.formats import Chapter, Edition, TableFormat


def missing_tables(report: Report) -> tuple[tuple[Section, tuple[TableFormat, ...]], ...]:
    """Return each chapter that lacks tables, with the formats of those; a chapter with an unrecognised table is left out."""
    edition = report.edition
    if edition is None:
        return ()
    standing = list(report.tables())
    present = {table.key for table in standing}
    # All of the year's tables, in the year's own form, as in most reports.
    if present.issuperset(edition.tables) and all(
        table.format is not None and table.format.edition is edition for table in standing
    ):
        return ()
    entries = report.fact(first_level)
    found = []
    for entry in entries:
        chapter = entry.item.chapter
        if entry.role is not Role.CHAPTER or chapter is None or not chapter.tables:
            continue
        tables = [table for part in entries if part is entry or part.of is entry for table in _tables(standing, part)]
        if any(table.format is None for table in tables):
            continue
        followed = _followed(chapter, tables, edition)
        lacking = tuple(followed.tables[key] for key in followed.chapter(chapter.key).tables if key not in present)
        if lacking:
            found.append((entry.section, lacking))
    return tuple(found)


def _tables(tables: Sequence[Table], part: FirstLevel) -> list[Table]:
    pointer = part.section.pointer
    return [table for table in tables if table.pointer[: len(pointer)] == pointer]


def _followed(chapter: Chapter, tables: list[Table], edition: Edition) -> Edition:
    """Return the edition a chapter's tables follow: the year's, unless one of them follows another."""
    for table in tables:
        other = table.format
        if (
            other is not None
            and other.edition is not edition
            and any(c.key == chapter.key for c in other.edition.chapters)
        ):
            return other.edition
    return edition
