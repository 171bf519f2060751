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
from typing import Literal, TypeAlias

Axis: TypeAlias = Literal["row", "column"]
Side: TypeAlias = tuple[tuple[int, str], ...]

_TOKEN = re.compile(r"\s*(?:(?P<word>[a-z][a-z0-9_]*)|(?P<mark><=|>=|=|\.\.|[-+()]))")


class EquationError(ValueError):
    """An equation that cannot be read. `position` is the offset of the character where reading stopped."""

    def __init__(self, message: str, text: str, position: int) -> None:
        super().__init__(f"{message}\n  {text}\n  {' ' * position}^")
        self.position = position


@dataclass(frozen=True, slots=True)
class Equation:
    """One equation of a table.

    `each` says over what it holds: for `"row"` the keys are columns and it holds in every row, for `"column"` the keys are
    rows and it holds in every column. `left` and `right` are sums of (factor, key).
    """

    rule: str
    each: Axis
    text: str
    left: Side
    operator: Literal["=", "<=", ">="]
    right: Side

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key the equation names, left side first."""
        return tuple(key for _, key in (*self.left, *self.right))


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
        if operator not in ("=", "<=", ">="):
            raise EquationError("expected =, <= or >=", self.text, position)
        right = self.side()
        rest, position = self.take()
        if rest:
            raise EquationError(f"unexpected {rest!r} after the equation", self.text, position)
        return Equation(rule, each, self.text, left, operator, right)  # type: ignore[arg-type]

    def side(self) -> Side:
        terms = [*self.term(1)]
        while self.tokens[self.at][0] in ("+", "-"):
            sign, _ = self.take()
            terms += self.term(1 if sign == "+" else -1)
        return tuple(terms)

    def term(self, factor: int) -> list[tuple[int, str]]:
        word, position = self.take()
        if word != "sum" or self.tokens[self.at][0] != "(":
            return [(factor, self.known(word, position))]
        self.take()
        first = self.known(*self.take())
        dots, position = self.take()
        if dots != "..":
            raise EquationError("expected .. inside sum(first..last)", self.text, position)
        word, position = self.take()
        last = self.known(word, position)
        start, end = self.keys.index(first), self.keys.index(last)
        if start >= end:
            raise EquationError(f"{last!r} does not come after {first!r}", self.text, position)
        closing, position = self.take()
        if closing != ")":
            raise EquationError("expected )", self.text, position)
        return [(factor, key) for key in self.keys[start : end + 1]]

    def known(self, word: str, position: int) -> str:
        if word not in self.keys:
            from difflib import get_close_matches

            near = get_close_matches(word, self.keys, 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            what = repr(word) if word else "the end"
            raise EquationError(f"{what} is no row or column of this table{hint}", self.text, position)
        return word

    def take(self) -> tuple[str, int]:
        token = self.tokens[self.at]
        self.at = min(self.at + 1, len(self.tokens) - 1)
        return token
