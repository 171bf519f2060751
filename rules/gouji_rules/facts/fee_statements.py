"""What the last chapter says of the fee for handling requests, where the format asks for it."""

from __future__ import annotations

import re

from gouji.named_tuple import NamedTuple
from gouji.report import Paragraph, Report, Section, Span
from gouji_rules.facts.chapter_contents import chapter_contents, squeezed

FEE = "CN115"
"""The rule that the topic of the edition belongs to."""

# 无, 无。, 本年度没有其他需要报告的事项。: nothing to report.
_NOTHING = r"(?:(?:20\d\d)?年?度?|本年度?|全年|我[局委办厅院镇乡区县市州旗省]|本(?:机关|单位|部门|级)|截至目前|目前|[，,]){0,4}(?:暂?无|没有|暂?未有)(?:[^，,。；]{0,24})?[。.]?"


class MissingFeeStatement(NamedTuple):
    """The chapter without the statement; the words it has where it only says that there is nothing; and where else the fee is told of."""

    section: Section
    nothing: Span | None
    elsewhere: Paragraph | None


def missing_fee_statement_in(report: Report) -> MissingFeeStatement | None:
    """Return the chapter that should tell of the fee and does not; None where it does, is absent or blank, or none should."""
    for content in report.fact(chapter_contents).values():
        topic = next((topic for topic in content.chapter.topics if topic.rule == FEE), None)
        if topic is None or content.is_blank:
            continue
        if topic.is_named(content.headings, loosely=True) or topic.is_named(content.text, loosely=True):
            return None
        alone = not content.headings and len(content.paragraphs) == 1 and "\n" not in content.text
        only = content.paragraphs[0] if alone else None
        bare = only is not None and re.fullmatch(_NOTHING, squeezed([only.value])) is not None
        elsewhere = next((p for p in report.paragraphs() if topic.is_named(squeezed([p.value]))), None)
        return MissingFeeStatement(content.section, only.span() if only is not None and bare else None, elsewhere)
    return None
