"""CN703."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.finding import Finding, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.facts.clauses import passages
from gouji_rules.facts.personal_numbers import PrintedDigits, card_numbers

LABELS = r"卡|账号|帐号"
COLONS = "：:"
NEAR = 60
"""No clause that names an account is longer."""


@rule(
    "CN703",
    "bank-card",
    category=Category.PRIVACY,
    severity=Severity.ERROR,
    sensitive=True,
    messages={
        "card": {
            "zh": "这里公开了一个银行卡号或账号（校验码正确）。请立即删去，已经发布的请撤下更换",
            "en": "the number of a bank card or account stands here, with a valid check digit; remove it, and replace what has been published",
        }
    },
    about="""公开了银行卡号或账号。

    同句提到“卡”或“账号”、十六至十九位且通过校验的数字。所有输出都会遮盖。
    """,
    invalid=[
        case("补助已打入银行卡6222020200112233446。", year=2023, at="6222020200112233446", message="card"),
        case("收款账号：6222 0202 0011 2233 446。", year=2023, at="6222 0202 0011 2233 446"),
        case("退费至杨某的帐号4111111111111111。", year=2023, at="4111111111111111"),
    ],
    valid=[
        case("补助已打入银行卡6222020200112233441。", year=2023, note="校验码不对"),
        case("流水号6222020200112233446已归档。", year=2023, note="本句没有卡或账号"),
        case("新办社会保障卡26万张，热线12345，编码0000000000000000。", year=2023),
        case("统一社会信用代码91350203M0001QAY9B，公务卡另行公布。", year=2023),
    ],
)
def bank_card(report: Report, options: None) -> Iterator[Finding]:  # noqa: ARG001
    """The number of a bank card or account is published.

    Sixteen to nineteen digits that pass Luhn's check, in a clause that speaks of 卡 or 账号, are the number of an account. What is found is masked in every output.

    Silent where the clause speaks of neither, where the check digit is wrong, and for identity numbers, which CN701 finds.
    """
    for found in report.fact(card_numbers):
        if re.search(LABELS, _clause(report, found)):
            data = {"number": found.digits, "printed": found.span.text}
            yield Finding(found.span, "card", data)


def _clause(report: Report, found: PrintedDigits) -> str:
    """Return the clause a number stands in, with its label where a colon parts the two."""
    text = found.node.value
    passage = report.fact(passages)(found.node)
    start, end = passage.clause_at(found.start)
    if start and text[start - 1] in COLONS:
        start, _ = passage.clause_at(start - 1)
    return text[max(start, found.start - NEAR) : min(end, found.end + NEAR)]
