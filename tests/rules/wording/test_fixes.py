"""What the rules on wording correct by themselves changes no figure and no character, and leaves nothing to correct."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.finding import Fix
from gouji.report import Pointer, Report
from gouji.rule import Category, Rule
from gouji.testing import registry, sample

RULES = [rule for rule in registry().rules if rule.category is Category.WORDING]
PIECES = [
    "公开信息", "12", "3,329.5", "条", "，", ",", "。", ".", "；", ";", "：", ":", "、", "（", "）", "(", ")", "《", "》", "〈", "〉", "<", ">",
    "“", "”", "‘", "’", "我县", "县政府", "的", "的的", "，，", "，。", "转结", "国家机密", "2021", "年", "月", "１２", "6余件", "一是", "1.", " ",
    "http://www.example.gov.cn/a,b", "a@example.cn", "9:30", "OA", "本报告根据", "编制本报告", "均", "?", "!", "截止", "本年", "\n",
]  # fmt: skip
MOST_ROUNDS = 10

texts = st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("".join), min_size=1, max_size=4)


def report_of(paragraphs: Sequence[str]) -> Report:
    return Report(sample(2022, list(paragraphs)), registry().formats)


def fixes(report: Report, rule: Rule) -> list[Fix]:
    assert rule.check is not None
    return [finding.fix for finding in rule.check(report, None) if finding.fix is not None]


def edits_of(found: Sequence[Fix]) -> list[tuple[Pointer, int, int, str]]:
    return sorted(
        (edit.span.node.pointer, edit.span.start, edit.span.end, edit.replacement)
        for fix in found
        for edit in fix.edits
    )


def overlaps(edits: Sequence[tuple[Pointer, int, int, str]]) -> bool:
    return any(a[0] == b[0] and a[2] > b[1] for a, b in pairwise(edits))


def corrected(paragraphs: list[str]) -> list[str]:
    """Return the paragraphs with every safe fix applied, those that meet an earlier one left for the next round."""
    report = report_of(paragraphs)
    taken: list[tuple[Pointer, int, int, str]] = []
    for rule in RULES:
        for fix in fixes(report, rule):
            edits = edits_of([fix])
            if fix.safe and not overlaps(sorted(taken + edits)):
                taken += edits
    result = list(paragraphs)
    for pointer, start, end, words in sorted(taken, reverse=True):
        assert pointer[:3] == ("content", 0, "content")
        index = pointer[3]
        assert isinstance(index, int)
        result[index] = result[index][:start] + words + result[index][end:]
    return result


def substance(paragraphs: Sequence[str]) -> list[str]:
    """Return all that a safe fix must leave: characters, letters and whole figures."""
    return [re.findall(r"\d+(?:[.,:]\d+)*|[^\W\d_]", paragraph) for paragraph in paragraphs]  # type: ignore[misc]


@settings(max_examples=300, deadline=None)
@given(texts)
def test_safe_fixes_keep_figures_and_characters_and_come_to_an_end(paragraphs: list[str]) -> None:
    before = paragraphs
    for _ in range(MOST_ROUNDS):
        after = corrected(before)
        assert substance(after) == substance(before)
        if after == before:
            return
        before = after
    pytest.fail(f"still something to correct in {before}")


@settings(max_examples=300, deadline=None)
@given(texts)
def test_the_fixes_of_a_rule_do_not_overlap(paragraphs: list[str]) -> None:
    report = report_of(paragraphs)
    for rule in RULES:
        edits = edits_of(fixes(report, rule))
        assert not overlaps(edits), rule.name
        assert all(start < end for _, start, end, _ in edits), rule.name


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_no_text_makes_a_rule_fail(paragraphs: list[str]) -> None:
    report = report_of([paragraph or "无" for paragraph in paragraphs])
    for rule in RULES:
        assert rule.check is not None
        for finding in rule.check(report, None):
            rule.messages[finding.message]["zh"].format_map(finding.data)
            rule.messages[finding.message]["en"].format_map(finding.data)


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        (
            "依照《条例》(以下简称条例)办理,收到 3,329 件;9:30开始.",
            "依照《条例》（以下简称条例）办理，收到 3,329 件；9:30开始。",
        ),
        ("按照《关于印发《目录》的通知》办理。", "按照《关于印发〈目录〉的通知》办理。"),
        ("按照《关于印发<目录>的通知》办理。", "按照《关于印发〈目录〉的通知》办理。"),
        ("公开信息 12 条，，解读 3 篇。。", "公开信息 12 条，解读 3 篇。"),
        ("公开信息 12 条,,解读 3 篇。", "公开信息 12 条，解读 3 篇。"),
        ("网址为http://www.example.cn/a,b,欢迎访问!", "网址为http://www.example.cn/a,b，欢迎访问！"),
        ("启用OA系统, 优化流程。", "启用OA系统，优化流程。"),
        ("我县县政府转结6余件，涉及国家机密。", "我县县政府转结6余件，涉及国家机密。"),
    ],
)
def test_what_is_corrected_unasked(text: str, fixed: str) -> None:
    before = [text]
    while (after := corrected(before)) != before:
        before = after
    assert after == [fixed]


def test_half_width_marks_of_the_whole_report_are_one_fix() -> None:
    report = report_of(["公开信息 12 条,解读 3 篇,", "收到申请(含网上)2 件."])
    rule = next(rule for rule in RULES if rule.name == "half-width-marks")
    (fix,) = fixes(report, rule)
    assert fix.safe
    assert [edit.replacement for edit in fix.edits] == ["，", "，", "（", "）", "。"]
