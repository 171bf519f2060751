"""Where a report introduces itself: a fact that the rules of this pack share."""

from __future__ import annotations

from gouji.chapters import chapters
from gouji.report import Node, Paragraph, Report, Section


def introduction(report: Report) -> tuple[Paragraph, ...]:
    """Return the paragraphs before the first chapter and, since some put the introduction there, those of 总体情况."""
    before = [block for block in report.content if isinstance(block, Paragraph)]
    overview = [item.section for item in report.fact(chapters).of("overview")]
    within = [paragraph for paragraph in report.paragraphs() if any(_stands_in(paragraph, one) for one in overview)]
    return (*before, *within)


def _stands_in(node: Node, section: Section) -> bool:
    return node.pointer[: len(section.pointer)] == section.pointer
