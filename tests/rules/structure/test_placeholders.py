"""Placeholders, and the text without them."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from gouji.report import Report
from gouji_rules.facts.placeholders import Kind, filled_in, placeholders
from gouji_rules.facts.title_faults import title_faults

ReportOf = Callable[..., Report]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("XX年XX月收到××件", ["XX", "XX", "××"]),
        ("2024年__月__日", ["__", "__"]),
        ("（请填写本单位主动公开的渠道，XX条）", ["（请填写本单位主动公开的渠道，XX条）"]),
        ("（如有收费，请填写金额）", ["（如有收费，请填写金额）"]),
        ("【单位名称】2023年工作", ["【单位名称】"]),
        ("（请填写申请表后提交）", []),
        ("（此处不再说明）", []),
        ("二○○九年起", []),
        ("联系电话：____", ["____"]),
        ("文件名report__2023.pdf", []),
        ("有关数据待补充", ["待补充"]),
        ("解读形式仍待补充", []),
        ("一年级X光检查", []),
    ],
)
def test_what_is_one_and_what_is_none(report_of: ReportOf, text: str, found: list[str]) -> None:
    report = report_of([{"heading": "一、总体情况", "content": [text]}])
    assert [item.span.text for item in report.fact(placeholders)] == found


def test_what_may_be_left_out_on_purpose_is_told_apart(report_of: ReportOf) -> None:
    report = report_of(["当事人不服××局的处罚，依法答复。", "××局依法答复。"])
    assert [item.kind for item in report.fact(placeholders)] == [Kind.POSSIBLE, Kind.BLANK]


def test_a_paragraph_of_placeholders_alone_says_nothing(report_of: ReportOf) -> None:
    report = report_of(["（文字描述）。", "待补充", "  ", "收到XX件。"])
    assert report.fact(filled_in) == {("content", 3)}


@pytest.mark.parametrize(
    "unit",
    [
        "a.b",
        "X",
        "×",
        "_",
        "○",
        "某",
        "（",
        "（此处填写",
        "（文字描述，",
        "待",
        "（待",
        "年 ",
        "《",
        "www.",
        "x@",
        "请填写",
        "，",
        "某某",
        "X年",
    ],
)
def test_hostile_text_costs_no_more_than_its_length(report_of: ReportOf, unit: str) -> None:
    text = unit * (200_000 // len(unit)) + "@"
    report = report_of([text])
    started = time.process_time()
    report.fact(filled_in)
    assert time.process_time() - started < 1


def test_a_hostile_title_costs_no_more_than_its_length(report_of: ReportOf) -> None:
    for unit in ("信息公开", "年度", "2023", "二〇二三", "政府信息公开年度报告"):
        report = report_of([])
        assert report.title is not None
        report.title.value = unit * (100_000 // len(unit))
        started = time.process_time()
        report.fact(title_faults)
        assert time.process_time() - started < 1
