"""CN101 missing-chapter."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.chapters import chapters
from gouji.finding import Finding, Related, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.basis import FORMATS, REGULATION
from gouji_rules.facts.absent_chapters import absent_chapters

_TABLE = {
    "table": "art20_5",
    "caption": "第二十条第（五）项",
    "columns": ["decisions"],
    "rows": [{"row": "licensing", "label": "行政许可", "cells": [3]}],
}
_OTHERS = [
    {"heading": "三、收到和处理政府信息公开申请情况", "content": ["见附表。"]},
    {"heading": "四、政府信息公开行政复议、行政诉讼情况", "content": ["见附表。"]},
    {"heading": "五、存在的主要问题及改进情况", "content": ["公开形式有待丰富。"]},
    {"heading": "六、其他需要报告的事项", "content": ["未收取信息处理费。"]},
]


@rule(
    "CN101",
    "missing-chapter",
    category=Category.STRUCTURE,
    severity=Severity.ERROR,
    messages={
        "missing": {
            "zh": "缺少“{chapter}”一章；统一格式要求的六章一章也不能少，没有内容可报的也要写明",
            "en": "the chapter “{chapter}” is missing; the national format requires all six, even where there is nothing to report",
        },
        "heading-not-found": {
            "zh": "没有找到“{chapter}”的章标题，但其内容在这里；请补上单独成行的章标题",
            "en": "the heading “{chapter}” was not found although its content stands here; put it on a line of its own",
        },
        "in-its-place": {
            "zh": "这个位置上的标题是“{found}”",
            "en": "the heading in its place is “{found}”",
        },
    },
    basis=(REGULATION.at(50), *FORMATS),
    needs=("chapters",),
    identity=("chapter",),
    about="""统一格式的六章缺了一章。

    条例第五十条规定了报告的内容，统一格式为每项内容设了一章。内容还在、只是丢了标题的（有该章的法定表格，或标题写在别的层级），降为警告并指到内容所在处。一章都没有识别出来时由 GJ006 一并说明。
    """,
    invalid=[
        case(
            content=[
                {"heading": "一、总体情况", "content": ["全年公开信息 20 条。"]},
                {"heading": "二、主动公开政府信息情况", "content": [_TABLE]},
                *_OTHERS[:2],
                {"heading": "五、人员培训", "content": ["组织培训 2 次。"]},
                _OTHERS[3],
            ],
            at="报告",
            message="missing",
            note="第五章的位置上是另一个标题",
        ),
        case(
            content=[
                {"heading": "一、总体情况", "content": ["全年公开信息 20 条。"]},
                {"heading": "二、主动公开政府信息情况", "content": [_TABLE]},
                *_OTHERS[:2],
                _OTHERS[3],
            ],
            at="报告",
            message="missing",
            severity=Severity.ERROR,
        ),
        case(
            content=[
                {"heading": "一、总体情况", "content": ["全年公开信息 20 条。", _TABLE]},
                *_OTHERS,
            ],
            at="一、总体情况 / art20_5",
            message="heading-not-found",
            severity=Severity.WARNING,
            note="第二章的表紧接在总体情况之后，章标题丢失",
        ),
        case(
            content=[
                {"heading": "一、总体情况", "content": ["全年公开信息 20 条。"]},
                {"heading": "二、主动公开政府信息情况", "content": [_TABLE]},
                *_OTHERS[:2],
                {
                    "heading": "五、存在的主要问题及改进情况",
                    "content": ["公开形式有待丰富。", "六、其他需要报告的事项：未收取信息处理费。"],
                },
            ],
            at="六、其他需要报告的事项",
            message="heading-not-found",
            severity=Severity.WARNING,
            note="章标题与正文连写在一段，没有单独成行",
        ),
        case(
            content=[
                "（一）主动公开。全年公开信息 20 条。",
                "（二）依申请公开。全年收到申请 3 件。",
                {"heading": "二、主动公开政府信息情况", "content": [_TABLE]},
                *_OTHERS,
            ],
            at="（一）主动公开",
            message="heading-not-found",
            severity=Severity.WARNING,
            note="总体情况的标题丢失，其下级标题还在",
        ),
        case(
            content=[
                {"heading": "一、总体情况", "content": ["全年公开信息 20 条。"]},
                {"heading": "二、主动公开政府信息情况", "content": [_TABLE]},
                _OTHERS[0],
                {**_OTHERS[1], "content": ["见附表。", "存在的主要问题：公开形式有待丰富。"]},
                _OTHERS[3],
            ],
            at="存在的主要问题",
            message="heading-not-found",
            severity=Severity.WARNING,
        ),
    ],
    valid=[
        case("全年公开信息 20 条。"),
        case("全年公开信息 20 条。", year=2020),
        case("全年公开信息 20 条。", year=2018, note="2018 年度及以前没有统一的六章"),
        case(
            content=[{"heading": "工作情况", "content": ["全年公开信息 20 条。"]}],
            note="一个章标题都没有识别出来，由 GJ006 统一提示，不逐章报缺",
        ),
        case(
            content=[
                {"heading": "一、總體情況", "content": ["全年公開信息 20 條。"]},
                {"heading": "二、主動公開政府信息情況", "content": [_TABLE]},
                *_OTHERS,
            ],
            note="繁体标题",
        ),
    ],
)
def missing_chapter(report: Report, _options: None) -> Iterator[Finding]:
    """One of the six chapters of the national format is absent.

    Article 50 lists what a report must contain, and the format gives each item its chapter. A chapter whose content is there
    (its statutory table, or its heading at another level or run into a paragraph) has lost only its heading: that is a
    warning, at the place where the content begins. Where no chapter at all was recognised GJ006 says so, once; reports on 2018
    and earlier had no such chapters.
    """
    sections = report.fact(chapters).sections
    for absent in report.fact(absent_chapters):
        data = {"chapter": absent.chapter.heading}
        if absent.content is not None:
            yield Finding(absent.content, "heading-not-found", data, Severity.WARNING)
            continue
        instead = [s.section.heading for s in sections if s.chapter is None and s.number == absent.chapter.number]
        related = [Related(heading.span(), "in-its-place", {"found": heading.value}) for heading in instead[:1]]
        yield Finding(report, "missing", data, related=related)
