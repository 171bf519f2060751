"""First-level sections that say nothing."""

from __future__ import annotations

from gouji.report import Report, Section
from gouji_rules.facts.first_level import Role, first_level, is_empty


def empty_chapters(report: Report) -> tuple[tuple[Section, bool], ...]:
    """Return the empty chapters, and whether the format has tables in them. Repeats and inner parts count with their chapter."""
    entries = [entry for entry in report.fact(first_level) if entry.role not in (Role.CONTENTS, Role.PREFACE)]
    filled = {entry.whole.section.pointer for entry in entries if not is_empty(entry.section.content)}
    return tuple(
        (entry.section, entry.item.chapter is not None and bool(entry.item.chapter.tables))
        for entry in entries
        if entry.whole is entry and entry.section.pointer not in filled
    )
