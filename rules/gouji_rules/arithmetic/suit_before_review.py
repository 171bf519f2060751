"""The rule CN210 suit-before-review."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gouji.finding import Finding, Severity
from gouji.rule import Category, case, rule
from gouji_rules.basis import RECONSIDERATION
from gouji_rules.facts.figures import figures

if TYPE_CHECKING:
    from gouji.formats import Group
    from gouji.report import Report
    from gouji_rules.facts.figures import TableFigures

TABLE, REVIEWS, DIRECT_SUITS = "disputes", "review", "direct"


@rule(
    "CN210",
    "suit-before-review",
    category=Category.ARITHMETIC,
    severity=Severity.INFO,
    messages={
        "suits": {
            "zh": "“{group}”有 {count} 件，多于行政复议 {reviews} 件；自 2024 年起，对不予公开不服的应先申请行政复议，"
            "请核对是否为其他情形或以前年度的案件",
            "en": "{count} suits under “{group}”, more than the {reviews} reviews; since 2024 a refusal to disclose goes to"
            " administrative review first: check that these are other matters or older cases",
        },
    },
    basis=(RECONSIDERATION.at("第二十三条第（四）项"),),
    needs=("year",),
    about="""在多数情形须先行复议的年度，直接起诉的多于申请复议的。

    自 2024 年 1 月 1 日起，对不予公开不服的应先申请行政复议。对其他答复起诉的、此前的案件不受此限，所以只是提示。
    """,
    invalid=[
        case(
            year=2024,
            cells={"disputes/cases/dir_upheld": 2, "disputes/cases/dir_total": 2},
            at="disputes / cases / dir_total",
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
        case(
            year=2024,
            cells={"disputes/cases/rev_total": 9, "disputes/cases/dir_total": 2},
            note="多数先经复议，少数直接起诉的可以是其他情形",
        ),
        case(year=2024, cells={"disputes/cases/dir_upheld": "/"}),
    ],
)
def suit_before_review(report: Report, _options: None) -> Iterator[Finding]:
    """More suits brought directly than reviews applied for, in a year in which most suits need a review before them.

    From 2024-01-01 whoever is refused information applies for administrative review before going to court. Suits over other
    answers, and cases begun earlier, may still come directly, so a few are nothing and many only a note.
    """
    for table in report.fact(figures):
        groups = table.format.groups
        if table.table.key != TABLE or REVIEWS not in groups or DIRECT_SUITS not in groups:
            continue
        for row in range(len(table.values)):
            _, reviews = _most(table, row, groups[REVIEWS])
            column, suits = _most(table, row, groups[DIRECT_SUITS])
            cell = table.cell(row, column)
            if suits > reviews and cell is not None:
                yield Finding(cell, "suits", {"group": groups[DIRECT_SUITS].label, "count": suits, "reviews": reviews})


def _most(table: TableFigures, row: int, group: Group) -> tuple[int, int]:
    """Return the column of the largest figure of a group, which is its total where that is filled in, and the figure."""
    columns = [line.index for line in table.format.column_lines if group in line.groups]
    figures_of = {column: int(table.values[row][column] or 0) for column in columns}
    column = max(columns, key=lambda column: (figures_of[column], column))
    return column, figures_of[column]
