"""What the fixes of citation rules change, and that they come to an end."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.finding import Fix
from gouji.report import Report, format_pointer
from gouji.testing import registry, sample
from gouji_rules.citation.document_number_form import document_number_form
from gouji_rules.citation.law_title import law_title
from gouji_rules.citation.outdated_format_notice import outdated_format_notice
from gouji_rules.citation.outdated_regulation import outdated_regulation

RULES = (document_number_form, law_title, outdated_format_notice, outdated_regulation)


def fixes(text: str) -> list[Fix]:
    data = sample(2023)
    data["content"][0]["content"] = [text]
    report = Report(data, registry().formats)
    found: list[Any] = [finding for rule in RULES for finding in rule.check(report, None)]  # type: ignore[misc]
    return [finding.fix for finding in found if finding.fix is not None]


def fixed(text: str, safe_only: bool) -> str:
    """Return the text with its fixes applied, the first of two that overlap, until there is none left."""
    for _ in range(10):
        edits: list[tuple[int, int, str]] = []
        for fix in fixes(text):
            own = [(edit.span.start, edit.span.end, edit.replacement) for edit in fix.edits]
            assert all(format_pointer(edit.span.node.pointer) == "/content/0/content/0" for edit in fix.edits)
            clear = all(end <= start2 or start >= end2 for start, end, _ in own for start2, end2, _ in edits)
            if clear and (fix.safe or not safe_only):
                edits += own
        if not edits:
            return text
        for start, end, replacement in sorted(edits, reverse=True):
            text = text[:start] + replacement + text[end:]
    raise AssertionError(f"still not done: {text}")


WORDS = st.sampled_from(
    ["按照", "《云岭市公开办法》", "云政办", "国办发", "国办公开办函", "〔2021〕", "[2020]", "（2021）", "【2019】", "﹝2021﹞", "〔21〕", "[2020年]", "〔2021]",
     "第", "一", "01号", "30号", "60号", "5", "号", "和", "、", "。", "（", "）", " ", "国务院令第492号", "国务院令第711条", "《条例》",
     "《中华人民共和国政府信息公开条例（试行）》", "2021"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=9).map("".join))
def test_safe_fixes_leave_characters_and_figures_and_come_to_an_end(text: str) -> None:
    after = fixed(text, safe_only=True)
    assert re.findall(r"[\u4e00-\u9fff0-9]", after) == re.findall(r"[\u4e00-\u9fff0-9]", text)
    assert not [fix for fix in fixes(after) if fix.safe]


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=9).map("".join))
def test_all_fixes_come_to_an_end(text: str) -> None:
    assert not fixes(fixed(text, safe_only=False))


def test_brackets_come_first_and_the_rest_after() -> None:
    assert fixed("《云岭市公开办法》云政办[2021]第07号", safe_only=True) == "《云岭市公开办法》云政办〔2021〕第07号"
    assert fixed("《云岭市公开办法》云政办[2021]第07号", safe_only=False) == "《云岭市公开办法》（云政办〔2021〕7号）"
    assert (
        fixed("依据国务院令第711条和国办公开办函〔2019〕60号编制", safe_only=False)
        == "依据国务院令第711号和国办公开办函〔2021〕30号编制"
    )
