"""The language of 勾稽: equations between the rows, or the columns, of one table.

    new_received + carried_in = result_total + carried_out
    result_total = sum(granted..oth_other)
    issued <= in_force

`sum(a..b)` runs over the keys from `a` to `b` in the order of the table's format. Each side is a sum of keys, with `+` and
`-`; the sides are compared with `=`, `<=` or `>=`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias, cast, get_args

Axis: TypeAlias = Literal["row", "column"]
Operator: TypeAlias = Literal["=", "<=", ">="]

_TOKEN = re.compile(r"\s*(?:(?P<word>[a-z][a-z0-9_]*)|(?P<mark><=|>=|=|\.\.|[-+()]))")


class EquationError(ValueError):
    """An equation that cannot be read. `position` is the offset of the character where reading stopped."""

    def __init__(self, message: str, text: str, position: int) -> None:
        super().__init__(f"{message}\n  {text}\n  {' ' * position}^")
        self.position = position


class Term(NamedTuple):
    """One key of a side: its sign, and `at` where the key stands among the format's rows or columns."""

    factor: int
    key: str
    at: int


Side: TypeAlias = tuple[Term, ...]


@dataclass(frozen=True)
class Equation:
    """One equation of a table.

    `each` says over what it holds: for `"row"` the keys are columns and it holds in every row, for `"column"` the keys are
    rows and it holds in every column. `rule` is the code of the rule that reports where it does not hold.
    """

    rule: str
    each: Axis
    text: str
    left: Side
    operator: Operator
    right: Side

    @property
    def terms(self) -> Side:
        """Every term, left side first."""
        return self.left + self.right

    @cached_property
    def added(self) -> tuple[int, ...]:
        """The indices of what counts for the left side in the difference left − right."""
        return tuple(t.at for t in self.left if t.factor > 0) + tuple(t.at for t in self.right if t.factor < 0)

    @cached_property
    def subtracted(self) -> tuple[int, ...]:
        """The indices of what counts against the left side in the difference left − right."""
        return tuple(t.at for t in self.left if t.factor < 0) + tuple(t.at for t in self.right if t.factor > 0)


def parse_equation(rule: str, each: Axis, text: str, keys: Sequence[str]) -> Equation:
    """Read an equation over a table whose rows (or columns) have these keys, in order; EquationError where it is wrong."""
    return _Parser(text, keys).equation(rule, each)


class _Parser:
    def __init__(self, text: str, keys: Sequence[str]) -> None:
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
        return Equation(rule, each, self.text, left, cast("Operator", operator), right)

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
        first = self.known(*self.take())
        dots, position = self.take()
        if dots != "..":
            raise EquationError("expected .. inside sum(first..last)", self.text, position)
        word, position = self.take()
        last = self.known(word, position)
        if first >= last:
            raise EquationError(f"{word!r} does not come after {self.keys[first]!r}", self.text, position)
        closing, position = self.take()
        if closing != ")":
            raise EquationError("expected )", self.text, position)
        return [Term(factor, self.keys[index], index) for index in range(first, last + 1)]

    def known(self, word: str, position: int) -> int:
        if word not in self.keys:
            from difflib import get_close_matches

            near = get_close_matches(word, self.keys, 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            what = repr(word) if word else "the end"
            raise EquationError(f"{what} is no row or column of this table{hint}", self.text, position)
        return self.keys.index(word)

    def take(self) -> tuple[str, int]:
        token = self.tokens[self.at]
        self.at = min(self.at + 1, len(self.tokens) - 1)
        return token
