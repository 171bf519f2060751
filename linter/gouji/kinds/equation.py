"""`equation`: a sum that must hold between the rows, or the columns, of a table (see `gouji.equations`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from gouji.equations import Equation, EquationError, parse_equation
from gouji.finding import Finding
from gouji.kinds import Kind
from gouji.kinds.schemas import choice, text, words
from gouji.kinds.tables import tables_called
from gouji.rule import Category
from gouji.spelling import did_you_mean

if TYPE_CHECKING:
    from decimal import Decimal

    from gouji.formats import TableFormat
    from gouji.kinds.workshop import Workshop
    from gouji.report import Cell, Report, Table
    from gouji.rule import Check


def _compile(values: Mapping[str, Any], shop: Workshop) -> Check:
    name, each, only = values["table"], values["each"], tuple(values.get("only", ()))
    equations: dict[int, Equation] = {}
    error: EquationError | None = None
    for form in tables_called(shop, "table", name):
        lines = form.column_lines if each == "row" else form.row_lines
        units = [line.unit or ("" if line.kind == "count" else None) for line in lines]
        try:
            # An edition without these rows or columns is one the rule does not speak of.
            equations[form.edition.first_year] = parse_equation(
                name, each, values["holds"], [line.key for line in lines], units
            )
        except EquationError as mistake:
            error = error or mistake
        across = form.rows if each == "row" else form.columns
        for index, line in enumerate(only):
            if not equations or line not in across:
                zh, en = did_you_mean(line, across)
                if line not in across and form.edition.first_year in equations:
                    shop.refuse(("only", index), f"表 {name} 中没有 {line}{zh}", f"table {name} has no {line}{en}")
    if not equations:
        assert error is not None
        message = str(error).split("\n", 1)[0]
        shop.refuse("holds", f"等式有误：{message}", f"the equation cannot be read: {message}", within=error.position)

    def check(report: Report, _options: None) -> Iterator[Finding]:
        for table in report.tables():
            form = table.format if table.key == name else None
            equation = None if form is None else equations.get(form.edition.first_year)
            if form is not None and equation is not None:
                yield from _broken(table, form, equation, only)

    return check


def _broken(table: Table, form: TableFormat, equation: Equation, only: tuple[str, ...]) -> Iterator[Finding]:
    by_row = equation.each == "row"
    for line in form.row_lines if by_row else form.column_lines:
        if only and line.key not in only:
            continue
        cells = {
            term.key: table.cell(line.key, term.key) if by_row else table.cell(term.key, line.key)
            for term in equation.terms
        }
        sides = [_value(side, cells) for side in (equation.left, equation.right)]
        left, right = sides
        if left is None or right is None:
            continue
        difference = left - right
        holds = {"=": difference == 0, "<=": difference <= 0, ">=": difference >= 0}[equation.operator]
        blank = any(all(_is_blank(cells[term.key]) for term in side) for side in (equation.left, equation.right))
        if not holds and not blank:
            head = equation.right if len(equation.right) == 1 < len(equation.left) else equation.left
            target = cells[head[0].key]
            data = {"line": line.full_label or line.key, "left": left, "right": right, "difference": abs(difference)}
            yield Finding(
                target or table,
                "broken",
                {key: value if key == "line" else _plain(value) for key, value in data.items()},
            )


def _is_blank(cell: Cell | None) -> bool:
    return cell is None or cell.is_blank


def _value(side: tuple[Any, ...], cells: Mapping[str, Cell | None]) -> Decimal | None:
    """Return the sum of a side; None where a figure of it is absent or no figure at all."""
    from decimal import Decimal

    from gouji.figures import parse_figure

    total = Decimal(0)
    for term in side:
        cell = cells[term.key]
        if cell is None:
            return None
        figure = None if cell.is_blank else parse_figure(cell.text)
        if figure is None and not cell.is_blank:
            return None
        total += term.factor * (figure.value if figure else 0)
    return total


def _plain(value: Any) -> int | str:
    return int(value) if value == value.to_integral_value() else str(value)


KIND = Kind(
    name="equation",
    title="表中数字的勾稽关系 / a sum that must hold in a table",
    keys={
        "table": text("the table's key, as requests", "表的键名，如 requests", 60),
        "each": choice(
            "whether it holds in each row (of columns) or in each column (of rows)",
            "在每一行（各列之间）或每一列（各行之间）成立",
            "row",
            "column",
        ),
        "holds": text("the equation, as total = a + b; also <= and >=", "等式，如 total = a + b；也可用 <= 和 >="),
        "only": words(
            "the rows, or columns, in which it holds; all where absent", "只在这些行（或列）成立；不写则为全部"
        ),
    },
    compile=_compile,
    messages={
        "broken": {
            "zh": "{line}：左边是 {left}，右边是 {right}，相差 {difference}",
            "en": "{line}: the left side is {left}, the right side {right}, a difference of {difference}",
        }
    },
    data=("line", "left", "right", "difference"),
    required=("table", "each", "holds"),
    category=Category.ARITHMETIC,
)
