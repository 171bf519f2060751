"""The language of 勾稽: equations between the rows, or the columns, of one table.

    new_received + carried_in = result_total + carried_out
    result_total = sum(granted..oth_other)
    issued <= in_force

`sum(a..b)` runs over the keys from `a` to `b` in the order of the table's format. Each side is a sum of keys, with `+` and
`-`; the sides are compared with `=`, `<=` or `>=`. Keys of one equation count in one unit: 万元 and 元 may meet, 万元 and
件 may not. Figures are compared in the plain unit, and amounts as the intervals they were rounded from: 3.2 万元 is
anything from 31,500 to 32,500 元.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, TypeAlias, cast, get_args

from gouji.named_tuple import NamedTuple

Axis: TypeAlias = Literal["row", "column"]
Operator: TypeAlias = Literal["=", "<=", ">="]

_TOKEN = re.compile(r"\s*(?:(?P<word>[a-z][a-z0-9_]*)|(?P<mark><=|>=|=|\.\.|[-+()]))")


class EquationError(ValueError):
    """An equation that cannot be read. `position` is the offset of the character where reading stopped."""

    def __init__(self, message: str, text: str, position: int) -> None:
        super().__init__(f"{message}\n  {text}\n  {' ' * position}^")
        self.position = position


MULTIPLIERS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}


class Unit(NamedTuple):
    """A unit as printed: how many of the plain unit it is, and that unit. 万元 is 10,000 of 元."""

    scale: int
    plain: str


def read_unit(text: str) -> Unit:
    """Return the unit of that name."""
    scale = 1
    for at, char in enumerate(text):
        if char not in MULTIPLIERS:
            return Unit(scale, text[at:])
        scale *= MULTIPLIERS[char]
    return Unit(scale, "")


class Term(NamedTuple):
    """One key of a side: its sign, and `at` where the key stands among the format's rows or columns."""

    factor: int
    key: str
    at: int


Side: TypeAlias = tuple[Term, ...]


class Equation(NamedTuple):
    """One equation of a table.

    `each` says over what it holds: for `"row"` the keys are columns and it holds in every row, for `"column"` the keys are
    rows and it holds in every column. `rule` is the code of the rule that reports where it does not hold.
    `added` and `subtracted` are where the figures stand that make up the difference left − right.
    """

    rule: str
    each: Axis
    text: str
    left: Side
    operator: Operator
    right: Side
    added: tuple[int, ...]
    subtracted: tuple[int, ...]

    @property
    def terms(self) -> Side:
        """Every term, left side first."""
        return self.left + self.right


def parse_equation(
    rule: str, each: Axis, text: str, keys: Sequence[str], units: Sequence[str | None] | None = None
) -> Equation:
    """Read an equation over a table whose rows (or columns) have these keys, in order; EquationError where it is wrong.

    `units` are the units of the keys, None for one that states none and so fits every other.
    """
    return _Parser(text, keys, units or [None] * len(keys)).equation(rule, each)


def parse_sum(text: str, keys: Sequence[str]) -> Side:
    """Read one side of an equation over rows (or columns) with these keys; EquationError where it is wrong."""
    parser = _Parser(text, keys, [None] * len(keys))
    side = parser.side()
    rest, position = parser.take()
    if rest:
        raise EquationError(f"unexpected {rest!r} after the sum", text, position)
    return side


class _Parser:
    def __init__(self, text: str, keys: Sequence[str], units: Sequence[str | None]) -> None:
        self.units = units
        self.unit: tuple[str, str] | None = None
        self.text = text
        self.keys = keys
        self.tokens: list[tuple[str, int]] = []
        position = 0
        end = len(text.rstrip())
        while position < end:
            match = _TOKEN.match(text, position)
            if match is None:
                start = position + len(text[position:]) - len(text[position:].lstrip())
                raise EquationError(f"unexpected character {text[start]!r}", text, start)
            group = match.lastgroup or "word"
            self.tokens.append((match[group], match.start(group)))
            position = match.end()
        self.tokens.append(("", end))
        self.at = 0

    def equation(self, rule: str, each: Axis) -> Equation:
        left = self.side()
        operator, position = self.take()
        if operator not in get_args(Operator):
            raise EquationError("expected =, <= or >=", self.text, position)
        right = self.side()
        rest, position = self.take()
        if rest:
            raise EquationError(f"unexpected {rest!r} after the equation", self.text, position)
        added = (*(t.at for t in left if t.factor > 0), *(t.at for t in right if t.factor < 0))
        subtracted = (*(t.at for t in left if t.factor < 0), *(t.at for t in right if t.factor > 0))
        return Equation(rule, each, self.text, left, cast("Operator", operator), right, added, subtracted)

    def side(self) -> Side:
        terms = self.term(1)
        while self.tokens[self.at][0] in ("+", "-"):
            sign, _ = self.take()
            terms += self.term(1 if sign == "+" else -1)
        return tuple(terms)

    def term(self, factor: int) -> list[Term]:
        word, position = self.take()
        if word != "sum" or self.tokens[self.at][0] != "(":
            return [Term(factor, word, self.known(word, position))]
        self.take()
        word, position = self.take()
        first = self.known(word, position)
        dots, position = self.take()
        if dots != "..":
            raise EquationError("expected .. inside sum(first..last)", self.text, position)
        word, position = self.take()
        last = self.known(word, position)
        if first >= last:
            raise EquationError(f"{word!r} does not come after {self.keys[first]!r}", self.text, position)
        closing, end = self.take()
        if closing != ")":
            raise EquationError("expected )", self.text, end)
        for index in range(first + 1, last):
            self.counts_alike(index, position)
        return [Term(factor, self.keys[index], index) for index in range(first, last + 1)]

    def known(self, word: str, position: int) -> int:
        if word not in self.keys:
            from difflib import get_close_matches

            if not word.isidentifier():
                raise EquationError("expected the key of a row or column here", self.text, position)
            near = get_close_matches(word, self.keys, 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise EquationError(f"{word!r} is no row or column of this table{hint}", self.text, position)
        index = self.keys.index(word)
        self.counts_alike(index, position)
        return index

    def counts_alike(self, index: int, position: int) -> None:
        unit = self.units[index]
        if unit is None:
            return
        plain = read_unit(unit).plain
        if self.unit is None:
            self.unit = self.keys[index], plain
        elif plain != self.unit[1]:
            key, other = self.unit
            raise EquationError(
                f"{self.keys[index]!r} is in {plain} and {key!r} in {other}: they cannot be added or compared",
                self.text,
                position,
            )

    def take(self) -> tuple[str, int]:
        token = self.tokens[self.at]
        self.at = min(self.at + 1, len(self.tokens) - 1)
        return token
