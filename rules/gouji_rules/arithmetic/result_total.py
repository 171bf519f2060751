"""The rule CN203 result-total."""

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
    "CN203",
    "result-total",
    category=Category.ARITHMETIC,
    severity=Severity.ERROR,
    messages=MESSAGES,
    basis=FORMATS,
    identity=IDENTITY,
    about="""一列中（七）总计不等于各项办理结果之和。

    各项以该表所依格式为准：2019、2020 年度的（六）其他处理为一行，2021 年度起为三行。
    """,
    invalid=[
        case(
            cells={
                "requests/granted/commercial": 5,
                "requests/np_repeat/commercial": 2,
                "requests/result_total/commercial": 8,
            },
            at="requests / result_total / commercial",
            message="unequal",
        ),
        case(
            year=2020,
            cells={"requests/oth/total": 1},
            at="requests / result_total / total",
            message="unequal",
            note="2019 年格式的（六）其他处理计入（七）总计",
        ),
    ],
    valid=[
        case(note="各格均为 0"),
        case(
            cells={
                "requests/granted/commercial": 5,
                "requests/oth_other/commercial": 3,
                "requests/result_total/commercial": 8,
            }
        ),
        case(
            cells={
                "requests/granted/natural_person": 5,
                "requests/granted/total": None,
                "requests/partial/research": 1,
                "requests/partial/total": "",
                "requests/result_total/natural_person": 5,
                "requests/result_total/research": 1,
                "requests/result_total/total": 6,
            },
            note="各行总计空白时，按该行各列之和核对",
        ),
    ],
)
def result_total(report: Report, _options: None) -> Iterator[Finding]:
    """A column in which （七）总计 is not the sum of the results above it.

    The results are those the table's own edition lists: one row of （六）其他处理 in the forms of 2019 and 2020, three
    since. A row's total left blank stands for the sum of its columns.
    """
    return wrong_sums(report, "CN203")
