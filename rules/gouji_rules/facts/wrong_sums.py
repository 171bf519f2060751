"""How the rules of 勾稽 tell of equations that do not hold: both sides, the difference, and what would mend them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from gouji.finding import Finding, Related
from gouji.labels import read_ordinal
from gouji.report import format_pointer
from gouji_rules.facts.sums import Check, selected_sums

if TYPE_CHECKING:
    from gouji.equations import Side, Term
    from gouji.formats import Line
    from gouji.report import Node, Report
    from gouji.rule import Messages
    from gouji_rules.facts.corrections import Correction, Discrepancy
    from gouji_rules.facts.figures import Position, TableFigures, Value

MESSAGES: Messages = {
    "unequal": {
        "zh": "{line_zh}：{left}{sign_zh}{right}，相差 {difference}{correction_zh}",
        "en": "{line_en}: {left}{sign_en}{right}, off by {difference}{correction_en}",
    },
}
IDENTITY = ("equation", "line_zh")

# Longer sums are told by their first and last term.
MOST_TERMS = 6

SIGNS = {"=": ("，", ", "), "<=": (" > ", " > "), ">=": (" < ", " < ")}
LINES = {"row": ("“{}”行", "row “{}”"), "column": ("“{}”列", "column “{}”"), "group": ("“{}”", "“{}”")}

EXPLANATIONS = {
    "swapped": ("两格互换", "two figures swapped"),
    "shifted": ("填错了一列", "set one column over"),
    "transposed": ("数字颠倒", "digits transposed"),
    "dropped": ("漏写一位数字", "a digit dropped"),
    "doubled": ("重复写了一位数字", "a digit doubled"),
    "total": ("合计未随之更新", "a total not updated"),
}


def wrong_sums(report: Report, code: str) -> Iterator[Finding]:
    """Yield the findings that belong to a rule: those whose first broken equation in edition order is the rule's.

    Equations mended by one correction are one finding, the others its related places; it stands on the figure to correct
    where there is no doubt which one that is. Where no small correction exists each equation is told by itself.
    """
    if not any(table.broken for table in report.fact(selected_sums)):
        return
    from gouji_rules.facts.corrections import corrections

    for item in report.fact(corrections):
        told = (item.broken,) if item.corrections else tuple((check,) for check in item.broken)
        for first, *others in told:
            if first.equation.rule == code:
                yield _finding(item, first, others)


def _finding(item: Discrepancy, first: Check, others: list[Check]) -> Finding:
    # That no small correction exists is said once a table, with its first broken equation.
    zh, en = _correction_words(item) if item.corrections or first is item.broken[0] else ("", "")
    data = {**_words(first), "correction_zh": zh, "correction_en": en}
    target: Node = first.head_cell
    data["corrections"] = [
        [_change(item.figures, position, new) for position, new in found.changes] for found in item.corrections
    ]
    data["explanations"] = [found.explanation for found in item.corrections]
    data["unique"] = item.unique
    if item.unique and len(item.corrections[0].changes) == 1:
        target = _cell(item.figures, item.corrections[0].changes[0][0])
    nothing = {"correction_zh": "", "correction_en": ""}
    related = [Related(check.head_cell, "unequal", {**_words(check), **nothing}) for check in others]
    return Finding(target, "unequal", data, related=related)


def _change(figures: TableFigures, position: Position, new: int) -> dict[str, Any]:
    cell = _cell(figures, position)
    old = None if position in figures.blank else figures.values[position[0]][position[1]]
    return {"pointer": format_pointer(cell.pointer), "from": old, "to": new}


def _cell(figures: TableFigures, position: Position) -> Node:
    return figures.cell(*position) or figures.table


def _words(check: Check) -> dict[str, Any]:
    left, right = check.value(check.equation.left), check.value(check.equation.right)
    difference = left - right
    axis = "column" if check.equation.each == "column" else "row" if check.line.label else "group"
    words, (sign_zh, sign_en) = line_words(check), SIGNS[check.equation.operator]
    return {
        "line_zh": LINES[axis][0].format(words),
        "line_en": LINES[axis][1].format(words),
        "left": side_words(check, check.equation.left, left),
        "right": side_words(check, check.equation.right, right),
        "sign_zh": sign_zh,
        "sign_en": sign_en,
        "difference": number(difference if difference > 0 else -difference),
        "equation": check.equation.text,
    }


def _correction_words(item: Discrepancy) -> tuple[str, str]:
    if not item.searched:
        return "", ""
    if not item.corrections:
        return (
            "；只改一两个数不能使本表的勾稽全部成立，请逐项核对",
            "; no change of one or two figures makes all equations hold, so check them one by one",
        )
    best, count, cells = item.corrections[0], len(item.broken), len(item.corrections[0].changes)
    changes_zh = "、".join(_change_words(item, best, "{cell}由 {old} 改为 {new}", "空白"))
    changes_en = ", ".join(_change_words(item, best, "{cell} from {old} to {new}", "blank"))
    reason_zh, reason_en = EXPLANATIONS[best.explanation] if best.explanation else ("", "")
    zh = f"；若将{changes_zh}" + (f"（疑为{reason_zh}）" if reason_zh else "")
    en = f"; changing {changes_en}" + (f" ({reason_en}?)" if reason_en else "")
    zh += f"，则本表 {count} 处勾稽全部成立" if count > 1 else "，则此处勾稽成立"
    en += f" makes all {count} equations hold" if count > 1 else " makes it hold"
    if not item.unique:
        zh += f"；改动 {cells} 个数的改法共有 {item.ways} 种，请逐一核对"
        en += f"; it is one of {item.ways} ways to change {cells}, so check them all"
    return zh, en


def _change_words(item: Discrepancy, correction: Correction, template: str, blank: str) -> Iterator[str]:
    for (row, column), new in correction.changes:
        old = blank if (row, column) in item.figures.blank else number(item.figures.values[row][column] or 0)
        yield template.format(cell=cell_words(item.figures, row, column), old=old, new=new)


def cell_words(figures: TableFigures, row: int, column: int) -> str:
    """Return the name of a cell: `（三）不予公开第 2 项自然人`, `“（七）总计”总计`, `复议后起诉总计`."""
    return _row_words(figures.row_format(row)) + _column_words(figures, figures.column_format(column))


def _row_words(line: Line) -> str:
    ordinal = read_ordinal(line.label)
    if line.group is not None and ordinal is not None and ordinal.style in ("item", "subitem"):
        return f"{line.group.label}第 {ordinal.value} 项"
    # A note in brackets ends the label, except that （一） may begin it.
    note = line.label.find("（", 1)
    label = line.label if note < 0 else line.label[:note]
    return f"“{label}”" if label else ""


def _column_words(figures: TableFigures, line: Line) -> str:
    alike = sum(other.label == line.label for other in figures.format.column_lines)
    return f"{line.group.label}{line.label}" if line.group is not None and alike > 1 else line.label


def line_words(check: Check) -> str:
    """Return the name of the line a check holds in; for a row without a label, the group that all its terms share."""
    if check.line.label:
        return check.line.full_label
    chains = [check.term_line(term.at).groups for term in check.equation.terms]
    shared = [group for group in chains[0] if all(group in chain for chain in chains)]
    return " ".join(group.label for group in reversed(shared)) or check.figures.format.name


def side_words(check: Check, side: Side, value: Value) -> str:
    """Return a side in words: `一（14）+ 二（0）= 14`, `总计（31）` for one term. Zeros of a long sum are left out."""
    if len(side) == 1:
        return _term(check, side[0])
    shown = side if len(side) == 2 else tuple(term for term in side if _figure(check, term))
    if not shown or len(shown) > MOST_TERMS:
        words = f"{_short(check, side[0])} + … + {_short(check, side[-1])} = {number(value)}"
    else:
        words = _sign(shown[0]).strip("+ ") + _term(check, shown[0])
        words += "".join(f"{_sign(term)}{_term(check, term)}" for term in shown[1:])
        words += f"{' + 0' if len(shown) == 1 else ''} = {number(value)}"
    return words.replace("） ", "）")


def _sign(term: Term) -> str:
    return " + " if term.factor > 0 else " − "


def _term(check: Check, term: Term) -> str:
    return f"{_short(check, term)}（{number(_figure(check, term))}）"


def _figure(check: Check, term: Term) -> Value:
    row, column = check.position(term.at)
    value = check.figures.values[row][column]
    assert value is not None
    return value


def _short(check: Check, term: Term) -> str:
    line = check.term_line(term.at)
    return line.short or line.key


def number(value: Value) -> str:
    """Return a figure as people write it: no exponent, no zeros at the end."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
