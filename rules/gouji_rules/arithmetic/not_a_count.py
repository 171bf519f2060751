"""The rule CN206 not-a-count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gouji.finding import Finding, Severity
from gouji.rule import Category, case, rule
from gouji_rules.basis import FORMATS
from gouji_rules.facts.figures import figures

if TYPE_CHECKING:
    from gouji.report import Report


@rule(
    "CN206",
    "not-a-count",
    category=Category.ARITHMETIC,
    severity=Severity.ERROR,
    messages={
        "count": {
            "zh": "“{line}”的{column}应填不小于 0 的整数，这里是“{text}”",
            "en": "“{column}” of “{line}” should be a whole number, 0 or more, not “{text}”",
        },
        "summed": {
            "zh": "“{line}”的{column}应填不小于 0 的整数，这里是“{text}”；用到它的勾稽关系未作核对",
            "en": "“{column}” of “{line}” should be a whole number, 0 or more, not “{text}”;"
            " equations that use it were not checked",
        },
        "change": {
            "zh": "“{line}”的{column}应填增减的整数（如 3 或 -2），这里是“{text}”",
            "en": "“{column}” of “{line}” should be a whole number with or without a sign (3, -2), not “{text}”",
        },
        "amount": {
            "zh": "“{line}”的{column}应填不小于 0 的金额，这里是“{text}”",
            "en": "“{column}” of “{line}” should be an amount, 0 or more, not “{text}”",
        },
    },
    basis=FORMATS,
    identity=("text",),
    about="""应填件数的格子里是负数、小数或文字。

    哪一格可填什么以统一格式为准：件数、可正可负的增减数、可有小数的金额。含有此类格子的勾稽关系不再核对。
    """,
    invalid=[
        case(cells={"requests/granted/total": -1}, at="requests / granted / total", message="summed"),
        case(cells={"requests/granted/total": "2.5"}, at="requests / granted / total", message="summed"),
        case(cells={"disputes/cases/rev_total": "若干"}, at="disputes / cases / rev_total", message="summed"),
        case(cells={"art20_6/penalty/decisions": "30余"}, at="art20_6 / penalty / decisions", message="count"),
        case(
            year=2020,
            cells={"art20_5/licensing/items_delta": "有增有减"},
            at="art20_5 / licensing / items_delta",
            message="change",
        ),
        case(
            cells={"art20_8/admin_fee/fee_wan_yuan": "见附件"},
            at="art20_8 / admin_fee / fee_wan_yuan",
            message="amount",
        ),
        case(
            cells={"art20_8/admin_fee/fee_wan_yuan": "-3.2"}, at="art20_8 / admin_fee / fee_wan_yuan", message="amount"
        ),
    ],
    valid=[
        case(cells={"art20_8/admin_fee/fee_wan_yuan": "96171.60"}, note="金额可以有小数"),
        case(
            year=2020,
            cells={
                "art20_9/procurement/amount": "3,329.525",
                "art20_9/procurement/projects": "22（其中服务类6项）",
                "art20_5/licensing/items_delta": -1,
                "art20_6/penalty/items_delta": "增15/减4",
                "art20_8/admin_fee/items_delta": "减2",
            },
            note="千分位、括注和增减数",
        ),
        case(year=2019, cells={"art20_9/procurement/amount": "251000元"}, note="金额的单位写在格内"),
        case(cells={"requests/granted/total": "/", "requests/partial/total": "—"}, note="表示没有的符号算空白"),
        case(cells={"requests/granted/total": "14 件"}, note="格内写了量词"),
    ],
)
def not_a_count(report: Report, _options: None) -> Iterator[Finding]:
    """A negative number, a fraction or words where the form asks for a count.

    What a cell may hold is the edition's: a count, a change with a sign (本年增/减) or an amount with decimals. Equations
    that use such a cell are not evaluated. A blank is no figure at all and belongs to CN205.
    """
    for table in report.fact(figures):
        for (row, column), cell in table.odd.items():
            line = table.row_format(row)
            data = {
                "line": line.full_label or table.format.name,
                "column": table.column_format(column).full_label,
                "text": cell.text.strip(),
            }
            kind = table.kind(row, column)
            yield Finding(cell, "summed" if kind == "count" and table.format.equations else kind, data)
