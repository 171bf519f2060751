"""The rule CN204 dispute-total."""

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
    "CN204",
    "dispute-total",
    category=Category.ARITHMETIC,
    severity=Severity.ERROR,
    messages=MESSAGES,
    basis=FORMATS,
    identity=IDENTITY,
    about="""行政复议或行政诉讼的各项结果相加不等于总计。

    行政复议、未经复议直接起诉、复议后起诉三组分别核对：维持、纠正、其他、尚未审结之和应等于总计。
    """,
    invalid=[
        case(
            cells={
                "disputes/cases/rev_upheld": 7,
                "disputes/cases/rev_corrected": 4,
                "disputes/cases/rev_total": 0,
                "disputes/cases/post_upheld": 5,
            },
            at=["disputes / cases / rev_total", "disputes / cases / post_total"],
            message="unequal",
        ),
        case(year=2019, cells={"disputes/cases/dir_pending": 1}, at="disputes / cases / dir_total", message="unequal"),
    ],
    valid=[
        case(note="各格均为 0"),
        case(cells={"disputes/cases/dir_pending": 1, "disputes/cases/dir_total": 1}),
        case(
            cells={f"disputes/cases/rev_{key}": None for key in ("upheld", "corrected", "other", "pending")},
            note="整组空白且总计为 0",
        ),
        case(
            cells={"disputes/cases/rev_upheld": 2, "disputes/cases/rev_total": "/"},
            note="总计空白由 CN205 提示，不算算错",
        ),
    ],
)
def dispute_total(report: Report, _options: None) -> Iterator[Finding]:
    """Reviews or suits whose outcomes do not add up to their total.

    Upheld, corrected, other and pending make the total in each of the three groups: reviews, suits without a review before
    them, and suits after one.
    """
    return wrong_sums(report, "CN204")
