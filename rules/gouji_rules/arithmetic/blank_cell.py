"""The rule CN205 blank-cell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gouji.finding import Finding, Related, Severity
from gouji.rule import Category, case, rule
from gouji_rules.basis import FORMATS
from gouji_rules.facts.blanks import Blanks, blanks
from gouji_rules.facts.wrong_sums import line_words, number

if TYPE_CHECKING:
    from gouji.formats import Group
    from gouji.report import Node, Report
    from gouji_rules.facts.figures import Position
    from gouji_rules.facts.sums import Unfilled

REVIEW = ("rev_upheld", "rev_corrected", "rev_other", "rev_pending", "rev_total")


@rule(
    "CN205",
    "blank-cell",
    category=Category.ARITHMETIC,
    severity=Severity.WARNING,
    messages={
        "gap": {
            "zh": "“{line}”的{cells}空白，而与之核对的另一边为 {value}，无法比较{more_zh}；请填写",
            "en": "“{line}”: {cells} left blank while the other side is {value}, so they cannot be compared{more_en};"
            " fill them in",
        },
        "group": {
            "zh": "“{group}”的 {count} 格全部空白，而本表其他各项已填写；没有的请填 0",
            "en": "all {count} cells of “{group}” are blank while the rest of the table is filled in; write 0 for none",
        },
        "table": {
            "zh": "“{table}”的 {count} 格全部空白；没有的请填 0",
            "en": "all {count} cells of “{table}” are blank; write 0 for none",
        },
        "scattered": {
            "zh": "“{table}”有 {count} 格空白，按 0 核对；没有的请填 0，以免误作漏填",
            "en": "“{table}” has blank cells, {count} in all, which were taken as 0; write 0 for none",
        },
        "also": {"zh": "{cells}也空白", "en": "{cells} blank too"},
    },
    basis=FORMATS,
    identity=("group", "equation"),
    about="""应填数字的格子空白，或只画了斜线。

    求和时按 0 计。整组空白而其他各项已填，或总计空白以致无法核对的，为警告；其余每表提示一次。
    """,
    invalid=[
        case(
            cells={f"disputes/cases/{key}": None for key in REVIEW},
            at="disputes / cases / rev_upheld",
            message="group",
            severity=Severity.WARNING,
            note="行政复议五格空白，行政诉讼已填",
        ),
        case(
            cells={f"disputes/cases/{kind}_{key[4:]}": "/" for kind in ("dir", "post") for key in REVIEW},
            at="disputes / cases / dir_upheld",
            message="group",
            note="行政诉讼两组合为一处",
        ),
        case(
            cells={"art20_8/admin_fee/fee_wan_yuan": "—"},
            at="art20_8",
            message="table",
            severity=Severity.INFO,
        ),
        case(
            cells={"art20_1/rules/issued": None, "art20_1/rules/repealed": "", "art20_1/rules/in_force": "/"},
            at="art20_1 / rules / issued",
            message="scattered",
            severity=Severity.INFO,
        ),
        case(
            cells={
                "requests/granted/natural_person": 3,
                "requests/granted/total": None,
                "requests/partial/ngo": 2,
                "requests/partial/total": None,
                "requests/result_total/natural_person": 3,
                "requests/result_total/ngo": 2,
                "requests/result_total/total": 5,
            },
            at="requests / granted / total",
            message="gap",
            severity=Severity.WARNING,
            note="同类的空白合计只报一处",
        ),
        case(
            cells={"art20_1/normative_docs/issued": 2, "art20_1/normative_docs/in_force": None},
            at="art20_1 / normative_docs / in_force",
            message="gap",
        ),
    ],
    valid=[
        case(note="各格均已填写"),
        case(cells={"requests/granted/natural_person": "三"}, note="文字不是空白"),
    ],
)
def blank_cell(report: Report, _options: None) -> Iterator[Finding]:
    """A cell left blank, or marked with a stroke, where the form asks for a figure.

    In sums a blank counts as 0. A warning where a blank leaves an equation without one of its sides (a total left blank
    beside filled parts), and where a whole group is blank while the rest of its table is filled; otherwise, such as in
    tables whose zeros are all left blank, one note a table.
    """
    for table in report.fact(blanks):
        yield from (_gap(gaps) for gaps in table.gaps)
        for group in table.groups:
            data = {"group": _group_words(group.group), "count": len(group.positions)}
            yield Finding(_cell(table, min(group.positions)), "group", data)
        if table.whole or table.scattered:
            count = len(table.figures.blank) if table.whole else len(table.scattered)
            target = table.figures.table if table.whole else _cell(table, table.scattered[0])
            data = {"table": table.figures.format.name, "count": count}
            yield Finding(target, "table" if table.whole else "scattered", data, severity=Severity.INFO)


def _gap(gaps: tuple[Unfilled, ...]) -> Finding:
    first, *others = gaps
    check = first.check
    data = {
        "line": line_words(check),
        "cells": _cells_words(first),
        "value": number(first.value),
        "equation": check.equation.text,
        "more_zh": f"（同样情形共 {len(gaps)} 处）" if others else "",
        "more_en": f" ({len(gaps)} such places)" if others else "",
    }
    related = [
        Related(_first_cell(gap), "also", {"cells": f"“{line_words(gap.check)}”{_cells_words(gap)}"}) for gap in others
    ]
    return Finding(_first_cell(first), "gap", data, related=related)


def _cells_words(gap: Unfilled) -> str:
    terms = [term for term in gap.check.equation.terms if gap.check.position(term.at) in gap.blank]
    names = [gap.check.term_line(term.at).label for term in terms]
    return names[0] if len(names) == 1 else f"{names[0]}等 {len(names)} 格"


def _group_words(group: Group) -> str:
    return " ".join(item.label for item in reversed(group.chain))


def _first_cell(gap: Unfilled) -> Node:
    row, column = min(gap.blank)
    return gap.check.figures.cell(row, column) or gap.check.figures.table


def _cell(table: Blanks, position: Position) -> Node:
    return table.figures.cell(*position) or table.figures.table
