"""First-level sections that say nothing."""

from __future__ import annotations

from gouji.report import Report, Section
from gouji_rules.facts.first_level import FirstLevel, Role, first_level, is_empty


def empty_chapters(report: Report) -> tuple[tuple[Section, bool], ...]:
    """Return the empty chapters, and whether the format has tables in them. Repeats and inner parts count with their chapter."""
    entries = report.fact(first_level)
    found = []
    for entry in entries:
        if entry.role not in (Role.CHAPTER, Role.EXTRA):
            continue
        parts = [entry, *(part for part in entries if _belongs(part, entry))]
        if all(is_empty(part.section.content) for part in parts):
            chapter = entry.item.chapter
            found.append((entry.section, chapter is not None and bool(chapter.tables)))
    return tuple(found)


def _belongs(part: FirstLevel, entry: FirstLevel) -> bool:
    above = part.of
    while above is not None:
        if above is entry:
            return True
        above = above.of
    return False
