"""`compare`: a number in the text with a cell of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from gouji.finding import Finding, Related
from gouji.kinds import Kind
from gouji.kinds.schemas import WHERE, choice, text
from gouji.kinds.tables import read_path
from gouji.kinds.texts import Search, extent
from gouji.rule import Category

if TYPE_CHECKING:
    from gouji.kinds.workshop import Workshop
    from gouji.report import Cell, Report
    from gouji.rule import Check

HOLDS = {"equal": int.__eq__, "at-most": int.__le__, "at-least": int.__ge__}


def _compile(values: Mapping[str, Any], shop: Workshop) -> Check:
    pattern = shop.pattern("find", values["find"])
    if "number" not in pattern.groupindex:
        shop.refuse(
            "find",
            r"正则表达式中应有一个名为 number 的组标明数字，如 收到申请(?P<number>\d{1,6})件",
            r"the pattern must have a group called number for the figure, as (?P<number>\d{1,6})",
        )
    search: Search = shop.look_for((), patterns=(pattern,))
    table, row, column = read_path(shop, "cell", values["cell"])
    holds, where = HOLDS[values.get("is", "equal")], shop.where()

    def check(report: Report, _options: None) -> Iterator[Finding]:
        if not search.may_occur(report) or (part := extent(report, where)) is None:
            return
        cell = _cell(report, table, row, column)
        count = None if cell is None else cell.count
        if cell is None or count is None:
            return
        for plain, start, end in search.matches(part):
            match = pattern.match(plain.value, start, end)
            if match is None or not match["number"].isdecimal():
                continue
            number = int(match["number"])
            if not holds(number, count):
                data = {"number": number, "cell": count, "clause": plain.value[start:end]}
                span = plain.span(*match.span("number"))
                yield Finding(span, "differs", data, related=[Related(cell, "cell", data)])

    return check


def _cell(report: Report, table: str, row: str, column: str) -> Cell | None:
    return next((cell for item in report.tables() if item.key == table and (cell := item.cell(row, column))), None)


KIND = Kind(
    name="compare",
    title="文字与表格的数字 / a number in the text with a cell of a table",
    keys={
        "find": text("a regular expression with a group called number", "正则表达式，其中名为 number 的组是数字"),
        "cell": text("table/row/column, by the keys of the format", "表/行/列，用格式中的键名", 120),
        "is": choice("how the text's number stands to the cell", "文中数字与表格的关系", *HOLDS),
        **WHERE,
    },
    compile=_compile,
    messages={
        "differs": {
            "zh": "文中是 {number}，表中是 {cell}，请核对",
            "en": "the text says {number}, the table {cell}; check both",
        },
        "cell": {"zh": "表中的数字在这里", "en": "the figure of the table"},
    },
    data=("number", "cell", "clause"),
    required=("find", "cell"),
    category=Category.CONSISTENCY,
    notes=("cell",),
)
