"""CN110 missing-table."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Finding, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.basis import FORMATS
from gouji_rules.facts.empty_chapters import empty_chapters
from gouji_rules.facts.missing_tables import missing_tables
from gouji_rules.structure.edits import chain, chapter, tables_of, without_tables


@rule(
    "CN110",
    "missing-table",
    category=Category.STRUCTURE,
    severity=Severity.ERROR,
    messages={
        "missing": {
            "zh": "“{chapter}”中未见统一格式的表：{tables}；数值为 0 的也要填报",
            "en": "“{chapter}” lacks tables of the national format: {tables}; they are required even where every figure is 0",
        },
        "empty": {
            "zh": "“{chapter}”只有标题，没有文字，也未见统一格式的表：{tables}；请填报，数值为 0 的也要填。表格如果是图片，无法读取，请改用文字表格",
            "en": "“{chapter}” is a heading with neither text nor the tables of the national format under it: {tables}; fill them in, "
            "even where every figure is 0. A table that is a picture cannot be read: print it as a table",
        },
    },
    basis=FORMATS,
    needs=("chapters",),
    identity=("keys",),
    about="""第二、三、四章缺少法定表格。

    表格无法识别（由 GJ005 说明）、写在报告别处、或本章缺失（由 CN101 说明）时不再重复提示。标题下什么也没有的，
    在这里一并说明，CN106 不再提示；以图片发布的表格无法读取，也属此列。
    """,
    invalid=[
        case(
            edit=without_tables("requests", leaving=("全年未收到申请。",)),
            at="三、收到和处理政府信息公开申请情况",
            message="missing",
            note="只写了文字",
        ),
        case(
            edit=without_tables("disputes"),
            at="四、政府信息公开行政复议、行政诉讼情况",
            message="empty",
            note="章内什么也没有，表格也可能是图片",
        ),
        case(
            edit=without_tables("art20_6", "art20_8"),
            at="二、主动公开政府信息情况",
            note="缺一部分，列出缺哪几张",
        ),
        case(edit=without_tables("art20_9"), year=2019, at="二、主动公开政府信息情况", note="2019 版还有第（九）项"),
        case(
            edit=without_tables("art20_1", "art20_5", "art20_6", "art20_8", "requests", "disputes"),
            at=(
                "二、主动公开政府信息情况",
                "三、收到和处理政府信息公开申请情况",
                "四、政府信息公开行政复议、行政诉讼情况",
            ),
            note="三章都没有表",
        ),
    ],
    valid=[
        case("全年公开信息 20 条。"),
        case("全年公开信息 20 条。", year=2019),
        case(
            edit=without_tables("requests", leaving=({"table": None, "grid": [["项目", "件数"], ["新收", 3]]},)),
            note="有一张表没能识别，由 GJ005 提示",
        ),
        case(
            edit=chain(
                without_tables("disputes", leaving=("见附表。",)),
                chapter(
                    "七、附表",
                    {"table": "disputes", "columns": ["rev_total"], "rows": [{"row": "cases", "cells": [0]}]},
                ),
            ),
            note="表在报告的其他地方",
        ),
        case(edit=tables_of(2020), year=2022, note="用的是 2019 版表格，由 CN111 提示"),
        case(edit=tables_of(2021), year=2020, note="2021 版没有第（九）项表，由 CN111 提示"),
    ],
)
def missing_table(report: Report, _options: None) -> Iterator[Finding]:
    """Chapter 二, 三 or 四 is without its statutory table, or without some of the tables of chapter 二.

    Silent where a table in that chapter could not be recognised (GJ005 says so), where the table stands elsewhere in the
    report, and where the chapter itself is absent (CN101). Which tables belong there is read from the edition that the
    chapter's other tables follow; whether that is the right one is CN111. Of a chapter with nothing under its heading, be it that
    the table is a picture, this is said too, and CN106 keeps silent.
    """
    empty = {section.pointer for section, _ in report.fact(empty_chapters)}
    for section, tables in report.fact(missing_tables):
        names = "、".join(table.name for table in tables)
        data = {"chapter": section.heading.value.strip(), "tables": names, "keys": [table.key for table in tables]}
        yield Finding(section.heading.span(), "empty" if section.pointer in empty else "missing", data)
