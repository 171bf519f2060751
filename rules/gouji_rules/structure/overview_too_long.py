"""CN116 overview-too-long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gouji.finding import Finding, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.basis import FORMAT_2021
from gouji_rules.facts.chapter_contents import chapter_contents


@dataclass(slots=True)
class Options:
    """How long 总体情况 may be."""

    limit: int = field(
        default=1000, metadata={"minimum": 1, "description": "characters, headings included, white space not counted"}
    )


@rule(
    "CN116",
    "overview-too-long",
    category=Category.STRUCTURE,
    severity=Severity.INFO,
    messages={
        "long": {
            "zh": "总体情况有 {length} 字，超过 {limit} 字；篇幅原则上不超过 {limit} 字，请聚焦主题、精简表述",
            "en": "the overview has {length} characters, more than {limit}; keep to the point",
        }
    },
    options=Options,
    needs=("chapters",),
    about="""总体情况超过一千字。

    多地通知要求原则上不超过一千字，未见全国统一的规定，所以只作提示，字数可以设置。空格和表格不计。
    """,
    invalid=[
        case("公开信息二十条。" * 126, at="一、总体情况", message="long", note="1008 字"),
        case("全年公开信息 20 条。", options={"limit": 9}, at="一、总体情况", note="上限可以设定"),
        case(
            content=[
                {
                    "heading": "一、总体情况",
                    "content": [{"heading": "（一）主动公开", "content": ["公开信息二十条。" * 63]}],
                },
                {"heading": "一、健全机制", "content": ["公开信息二十条。" * 63]},
                {"heading": "二、主动公开政府信息情况", "content": ["见附表。"]},
            ],
            at="一、总体情况",
            note="各小节合计",
        ),
    ],
    valid=[
        case("全年公开信息 20 条。"),
        case("公开信息二十条。" * 125, note="恰好 1000 字"),
        case("公 开 信 息 二 十 条 。" * 125, note="空格不计"),
        case("公开信息二十条。" * 126, options={"limit": 1500}),
        case("公开信息二十条。" * 126, year=2020, note="只见于 2021 年度以来的要求"),
        case(
            content=[
                {"heading": "一、总体情况", "content": ["公开信息 20 条。"]},
                {"heading": "五、存在的主要问题及改进情况", "content": ["公开信息二十条。" * 126]},
            ],
            note="其他章不限",
        ),
    ],
)
def overview_too_long(report: Report, options: Options) -> Iterator[Finding]:
    """总体情况 is longer than 1,000 characters.

    Notices of several places on reports since 2021 ask in the same words for an overview of 1,000 characters in principle; no
    national text that says so is known, so nothing is cited and the limit can be set. Paragraphs and sub-headings count,
    white space and tables do not.
    """
    content = report.fact(chapter_contents).get("overview") if FORMAT_2021.covers(report) else None
    if content is not None and content.length > options.limit:
        yield Finding(content.section.heading.span(), "long", {"length": content.length, "limit": options.limit})
