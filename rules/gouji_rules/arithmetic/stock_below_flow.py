"""The rule CN207 stock-below-flow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gouji.finding import Severity
from gouji.rule import Category, case, rule
from gouji_rules.facts.wrong_sums import IDENTITY, wrong_sums

if TYPE_CHECKING:
    from gouji.finding import Finding
    from gouji.report import Report


@rule(
    "CN207",
    "stock-below-flow",
    category=Category.ARITHMETIC,
    severity=Severity.WARNING,
    messages={
        "unequal": {
            "zh": "{line_zh}：{left}{sign_zh}{right}，总数比本年新增的少 {difference}；请核对两数，或说明本年内又废止的情况{correction_zh}",
            "en": "{line_en}: {left}{sign_en}{right}: the stock is {difference} below what the year added;"
            " check both, or say what was repealed again{correction_en}",
        },
    },
    identity=IDENTITY,
    about="""现有总数少于本年新增数。

    年末现行有效的应包括本年制发的，对外公开总数应包括本年新公开的。当年制发当年废止的情况少见，所以是警告。
    """,
    invalid=[
        case(
            cells={"art20_1/normative_docs/issued": 5, "art20_1/normative_docs/in_force": 3},
            at="art20_1 / normative_docs / issued",
            message="unequal",
        ),
        case(
            year=2020,
            cells={"art20_1/rules/new_published": 2, "art20_1/rules/published_total": 1},
            at="art20_1 / rules / new_published",
            message="unequal",
            note="2019 年格式比较对外公开总数量与本年新公开数量",
        ),
    ],
    valid=[
        case(cells={"art20_1/normative_docs/issued": 5, "art20_1/normative_docs/in_force": 5}),
        case(cells={"art20_1/normative_docs/repealed": 5, "art20_1/normative_docs/in_force": 3}),
        case(
            cells={"art20_1/normative_docs/issued": 5, "art20_1/normative_docs/in_force": None},
            note="总数空白由 CN205 提示",
        ),
        case(year=2020, cells={"art20_1/rules/new_made": 9}, note="新制作的不一定公开"),
    ],
)
def stock_below_flow(report: Report, _options: None) -> Iterator[Finding]:
    """A stock of documents smaller than what the year added to it.

    What is in force at the end of the year includes what was issued in it, and all that is public includes what was newly
    published. A document repealed in the year it was issued in is the rare exception, so this is a warning.
    """
    return wrong_sums(report, "CN207")
