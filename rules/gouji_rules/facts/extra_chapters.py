"""First-level chapters that the format does not have."""

from __future__ import annotations

from gouji.chapters import chapters
from gouji.report import Report, Section
from gouji_rules.facts.absent_chapters import absent_chapters
from gouji_rules.facts.first_level import Role, first_level


def extra_chapters(report: Report) -> tuple[Section, ...]:
    """Return the extra chapters in order; one that stands in the place of an absent chapter belongs to that one's absence."""
    if not report.fact(chapters).recognised:
        return ()
    entries = [entry for entry in report.fact(first_level) if entry.role is Role.EXTRA]
    for absent in report.fact(absent_chapters):
        if absent.content is None:
            instead = next((entry for entry in entries if entry.item.number == absent.chapter.number), None)
            entries = [entry for entry in entries if entry is not instead]
    return tuple(entry.section for entry in entries)
