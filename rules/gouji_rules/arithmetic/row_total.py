"""The rule CN201 row-total."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gouji.finding import Severity
from gouji.rule import Category, case, rule
from gouji_rules.basis import FORMATS
from gouji_rules.facts.wrong_sums import IDENTITY, MESSAGES, wrong_sums

if TYPE_CHECKING:
    from gouji.finding import Finding
    from gouji.report import Report


@rule(
    "CN201",
    "row-total",
    category=Category.ARITHMETIC,
    severity=Severity.ERROR,
    messages=MESSAGES,
    basis=FORMATS,
    identity=IDENTITY,
    about="""一行的总计不等于各类申请人之和。

    空格按 0 计；总计空白归 CN205，填了不是数字的归 CN206。
    """,
    invalid=[
        case(
            cells={
                "requests/deny_law_forbids/natural_person": 20,
                "requests/deny_law_forbids/commercial": 10,
                "requests/deny_law_forbids/total": 31,
            },
            at="requests / deny_law_forbids / total",
            message="unequal",
        ),
        case(
            year=2020,
            cells={"requests/oth/ngo": 2, "requests/oth/total": "1"},
            at="requests / oth / total",
            message="unequal",
            note="2019 年格式的（六）其他处理只有一行",
        ),
        case(
            cells={"requests/granted/natural_person": "1,200", "requests/granted/total": 120},
            at="requests / granted / total",
            message="unequal",
            note="千分位分隔的数照常读取",
        ),
    ],
    valid=[
        case(note="各格均为 0"),
        case(
            cells={
                "requests/granted/natural_person": 3,
                "requests/granted/commercial": None,
                "requests/granted/total": 3,
            },
            note="空格按 0 计算",
        ),
        case(
            cells={"requests/granted/natural_person": 3, "requests/granted/total": None},
            note="总计空白由 CN205 提示，不算算错",
        ),
        case(
            cells={"requests/granted/natural_person": "三", "requests/granted/total": 3},
            note="不是数字的由 CN206 提示，不再比较",
        ),
    ],
)
def row_total(report: Report, _options: None) -> Iterator[Finding]:
    """A row whose 总计 is not the sum of its applicant columns.

    Each row of the table of requests gives the six kinds of applicants and their total. A blank counts as 0; a total left
    blank beside filled columns is CN205, a cell that holds no count CN206, and a missing column CN112.
    """
    return wrong_sums(report, "CN201")
