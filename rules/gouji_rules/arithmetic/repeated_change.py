"""The rule CN209 repeated-change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gouji.finding import Finding, Severity
from gouji.rule import Category, case, rule
from gouji_rules.basis import FORMAT_2019
from gouji_rules.facts.figures import figures

if TYPE_CHECKING:
    from gouji.report import Report

BEFORE, CHANGE = "items_prev", "items_delta"


@rule(
    "CN209",
    "repeated-change",
    category=Category.ARITHMETIC,
    severity=Severity.INFO,
    messages={
        "repeated": {
            "zh": "“{line}”的本年增/减与上一年项目数量都是 {change}；这一列应填比上一年增加或减少的数量，请核对",
            "en": "“{line}”: 本年增/减 and 上一年项目数量 are both {change}; this column is for the change since last year",
        },
        "negative": {
            "zh": "“{line}”上一年项目数量为 {before}，本年减少 {fall}，减后不足 0，请核对",
            "en": "“{line}”: {before} last year and {fall} fewer this year leaves less than none",
        },
    },
    basis=(FORMAT_2019,),
    identity=("line",),
    about="""本年增/减与上一年项目数量相同，或减去后成了负数。

    2019、2020 年度格式的这一列常被误填为本年数。确实翻倍的也有，所以只是提示。
    """,
    invalid=[
        case(
            year=2020,
            cells={"art20_6/penalty/items_prev": 6, "art20_6/penalty/items_delta": 6},
            at="art20_6 / penalty / items_delta",
            message="repeated",
        ),
        case(
            year=2019,
            cells={"art20_5/licensing/items_prev": 2, "art20_5/licensing/items_delta": "减5"},
            at="art20_5 / licensing / items_delta",
            message="negative",
        ),
    ],
    valid=[
        case(year=2020, note="没有增减"),
        case(
            year=2020,
            cells={
                "art20_5/licensing/items_prev": 12,
                "art20_5/licensing/items_delta": -12,
                "art20_5/licensing/decisions": 400,
            },
            note="全部取消；处理决定数量另有所指，与前两列不必相等",
        ),
        case(
            year=2020,
            cells={"art20_8/admin_fee/items_prev": "/", "art20_8/admin_fee/items_delta": -3},
            note="上一年数量空白时不判断",
        ),
    ],
)
def repeated_change(report: Report, _options: None) -> Iterator[Finding]:
    """A change since last year that repeats last year's number, or takes more away than there was.

    In the form of 2019 and 2020 the column 本年增/减 is often misread as this year's number. A body may indeed have doubled,
    so this is only a note. Blanks are not compared.
    """
    for table in report.fact(figures):
        before_line, change_line = table.format.columns.get(BEFORE), table.format.columns.get(CHANGE)
        if before_line is None or change_line is None:
            continue
        for row, values in enumerate(table.values):
            before, change = values[before_line.index], values[change_line.index]
            cell = table.cell(row, change_line.index)
            if not change or before is None or cell is None or (row, before_line.index) in table.blank:
                continue
            line = table.row_format(row).label
            if change == before:
                yield Finding(cell, "repeated", {"line": line, "change": change})
            elif before + change < 0:
                yield Finding(cell, "negative", {"line": line, "before": before, "fall": -change})
