"""The rule CN210 suit-before-review."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gouji.finding import Finding, Severity
from gouji.rule import Category, case, rule
from gouji_rules.basis import RECONSIDERATION
from gouji_rules.facts.figures import figures

if TYPE_CHECKING:
    from gouji.report import Report

TABLE, GROUP = "disputes", "direct"


@rule(
    "CN210",
    "suit-before-review",
    category=Category.ARITHMETIC,
    severity=Severity.INFO,
    messages={
        "suits": {
            "zh": "“{group}”有 {count} 件；自 2024 年起，对不予公开不服的应先申请行政复议，请核对是否为其他情形或以前年度的案件",
            "en": "{count} suits under “{group}”; since 2024 a refusal to disclose goes to administrative review first:"
            " check that these are other matters or older cases",
        },
    },
    basis=(RECONSIDERATION.at("第二十三条第（四）项"),),
    needs=("year",),
    invalid=[
        case(
            year=2024,
            cells={"disputes/cases/dir_upheld": 2, "disputes/cases/dir_total": 2},
            at="disputes / cases / dir_upheld",
            message="suits",
        ),
    ],
    valid=[
        case(
            year=2023,
            cells={"disputes/cases/dir_upheld": 2, "disputes/cases/dir_total": 2},
            note="2023 年的案件不受新规定约束",
        ),
        case(year=2024, cells={"disputes/cases/post_upheld": 2, "disputes/cases/post_total": 2}, note="先经复议"),
        case(year=2024, cells={"disputes/cases/dir_upheld": "/"}),
    ],
)
def suit_before_review(report: Report, _options: None) -> Iterator[Finding]:
    """Suits brought without a review before them, in a year in which most need one.

    From 2024-01-01 whoever is refused information applies for administrative review before going to court. Suits over other
    answers, and cases begun earlier, may still come directly, so this is only a note.
    """
    for table in report.fact(figures):
        group = table.format.groups.get(GROUP)
        if table.table.key != TABLE or group is None:
            continue
        columns = [line.index for line in table.format.column_lines if group in line.groups]
        for row, values in enumerate(table.values):
            stated = [(column, value) for column in columns if (value := values[column])]
            cell = table.cell(row, stated[0][0]) if stated else None
            if cell is not None:
                # The total, where it is filled in, is the largest; a wrong one is CN204's.
                yield Finding(cell, "suits", {"group": group.label, "count": max(value for _, value in stated)})
