"""How the rules of 勾稽 tell of an equation that does not hold: both sides, the difference, and the words of the form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from gouji.finding import Finding
from gouji_rules.facts.sums import Check, sums

if TYPE_CHECKING:
    from gouji.equations import Side, Term
    from gouji.report import Report
    from gouji.rule import Messages
    from gouji_rules.facts.figures import Value

MESSAGES: Messages = {
    "row": {
        "zh": "“{line}”行：{left}，{right}，相差 {difference}",
        "en": "row “{line}”: {left}, {right}, off by {difference}",
    },
    "column": {
        "zh": "“{line}”列：{left}，{right}，相差 {difference}",
        "en": "column “{line}”: {left}, {right}, off by {difference}",
    },
    "group": {
        "zh": "“{line}”：{left}，{right}，相差 {difference}",
        "en": "“{line}”: {left}, {right}, off by {difference}",
    },
}
IDENTITY = ("equation", "line")

# Longer sums are told by their first and last term.
MOST_TERMS = 6


def wrong_sums(report: Report, code: str) -> Iterator[Finding]:
    """Yield a finding for each equation of a rule that does not hold."""
    for table in report.fact(sums):
        for check in table.broken:
            if check.equation.rule == code:
                yield Finding(check.head_cell, axis(check), told(check))


def axis(check: Check) -> str:
    """Return the message that names the line a check holds in: its row, its column, or the group its terms share."""
    if check.equation.each == "column":
        return "column"
    return "row" if check.line.label else "group"


def told(check: Check) -> dict[str, Any]:
    """Return the data of a finding about a check."""
    left, right = check.value(check.equation.left), check.value(check.equation.right)
    difference = left - right
    return {
        "line": line_words(check),
        "left": side_words(check, check.equation.left, left),
        "right": side_words(check, check.equation.right, right),
        "difference": number(difference if difference > 0 else -difference),
        "equation": check.equation.text,
    }


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
