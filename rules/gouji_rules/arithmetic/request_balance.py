"""The rule CN202 request-balance."""

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
    "CN202",
    "request-balance",
    category=Category.ARITHMETIC,
    severity=Severity.ERROR,
    messages=MESSAGES,
    basis=FORMATS,
    identity=IDENTITY,
    about="""一列中“新收＋上年结转”不等于“办理结果总计＋结转下年度”。

    这是统一格式表头印明的勾稽关系，每一列都应成立。一边全部空白时不比较。
    """,
    invalid=[
        case(
            cells={
                "requests/new_received/natural_person": 14,
                "requests/result_total/natural_person": 13,
            },
            at="requests / new_received / natural_person",
            message="unequal",
        ),
        case(
            year=2019,
            cells={"requests/carried_in/total": 2, "requests/carried_out/total": 3},
            at="requests / new_received / total",
            message="unequal",
        ),
    ],
    valid=[
        case(note="各格均为 0"),
        case(
            cells={
                "requests/new_received/natural_person": 14,
                "requests/carried_in/natural_person": 2,
                "requests/result_total/natural_person": 13,
                "requests/carried_out/natural_person": 3,
            }
        ),
        case(
            cells={
                "requests/new_received/ngo": 4,
                "requests/result_total/ngo": None,
                "requests/carried_out/ngo": "/",
            },
            note="一边全部空白时不比较",
        ),
        case(
            cells={"requests/new_received/ngo": "4.5", "requests/result_total/ngo": 4},
            note="不是整数的由 CN206 提示，不再比较",
        ),
    ],
)
def request_balance(report: Report, _options: None) -> Iterator[Finding]:
    """A column in which requests received and carried over are not those decided and carried on.

    The form prints the equation: the first item plus the second equals the third plus the fourth. It holds in every
    column. A side that is blank throughout is not compared.
    """
    return wrong_sums(report, "CN202")
