"""The headings fact: which paragraphs open with a heading, and how headings stand under one another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gouji.report import Paragraph, Report
from gouji_rules.facts.headings import Heading, Kind, headings, read_paragraph

Make = Callable[..., Report]


@pytest.mark.parametrize(
    ("text", "heading", "kind"),
    [
        ("（一）健全公开机制。一是明确专人。二是定期培训。", "（一）健全公开机制", Kind.RUN_IN),
        ("  (二) 拓宽渠道：开设专栏。", "(二) 拓宽渠道", Kind.RUN_IN),
        ("1.丰富形式。多用图解。", "1.丰富形式", Kind.RUN_IN),
        ("（三）监督保障", "（三）监督保障", Kind.RUN_IN),
        ("1.公开信息 20 条。", "1.", Kind.ITEM),
        ("（四）" + "加强组织领导并" * 8 + "。成效明显。", "（四）", Kind.ITEM),
        ("2、开设专栏；", "2、", Kind.ITEM),
    ],
)
def test_what_a_numbered_paragraph_opens_with(text: str, heading: str, kind: Kind) -> None:
    read = read_paragraph(Paragraph(("content", 0), None, text))
    assert read is not None
    assert (read[0].text, read[1]) == (heading, kind)


@pytest.mark.parametrize(
    "text",
    [
        "一是健全机制。",
        "2023年公开 20 条。",
        "3.5 万人次访问。",
        "一、二季度开展自查。",
        "",
        "   ",
        "（含 2 件）结转。",
    ],
)
def test_paragraphs_that_are_not_numbered(text: str) -> None:
    assert read_paragraph(Paragraph(("content", 0), None, text)) is None


def tree(report: Report) -> list[tuple[str, str | None]]:
    return [(h.span.text, h.parent.span.text if h.parent else None) for h in report.fact(headings)]


def test_run_in_headings_stand_under_each_other_by_style(report_of: Make) -> None:
    report = report_of(
        [
            {
                "heading": "一、总体情况",
                "content": ["（一）主动公开。如下。", "1.网站。20 条。", "2.公报。3 期。", "（二）依申请公开。3 件。"],
            },
            {"heading": "二、主动公开政府信息情况", "content": []},
        ]
    )
    assert tree(report) == [
        ("一、总体情况", None),
        ("（一）主动公开", "一、总体情况"),
        ("1.网站", "（一）主动公开"),
        ("2.公报", "（一）主动公开"),
        ("（二）依申请公开", "一、总体情况"),
        ("二、主动公开政府信息情况", None),
    ]


def test_sections_side_by_side_nest_as_their_numbers_say(report_of: Make) -> None:
    flat = ["一、总体情况", "（一）主动公开", "（二）依申请公开", "二、主动公开政府信息情况"]
    report = report_of([{"heading": heading, "content": ["如下。"]} for heading in flat])
    assert [level for h in report.fact(headings) for level in [h.level]] == [1, 2, 2, 1]


def series(report: Report) -> list[list[str]]:
    runs: dict[int, list[Heading]] = {}
    for heading in report.fact(headings):
        if heading.level > 1:
            runs.setdefault(heading.series, []).append(heading)
    return [[heading.number for heading in run] for run in runs.values()]


def test_a_paragraph_that_leads_in_starts_another_series_and_scope(report_of: Make) -> None:
    items = ["1.人员。变动较多。", "2.平台。更新较慢。"]
    content = ["存在的问题：", *items, "改进措施：", *items]
    report = report_of([{"heading": "五、存在的主要问题及改进情况", "content": content}])
    assert series(report) == [["1.", "2."], ["1.", "2."]]
    scopes = [heading.scope for heading in report.fact(headings)][1:]
    assert scopes[0] == scopes[1] != scopes[2] == scopes[3]


def test_body_text_does_not_break_a_series(report_of: Make) -> None:
    content = ["（一）主动公开。如下。", "全年公开信息 20 条，" + "其中政策解读若干，" * 9, "（二）依申请公开。3 件。"]
    report = report_of([{"heading": "一、总体情况", "content": content}])
    assert series(report) == [["（一）", "（二）"]]


def test_another_value_is_printed_in_the_same_style(report_of: Make) -> None:
    report = report_of([{"heading": "一、总体情况", "content": ["(二)甲。乙。", "3、丙。丁。", "（4）戊。己。"]}])
    assert [heading.numbered(11) for heading in report.fact(headings)] == ["十一、", "（十一）", "11、", "（11）"]
