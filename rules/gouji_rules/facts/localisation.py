"""Error localisation: the fewest figures whose change makes every equation hold (Fellegi and Holt, 1976).

The search is exact for one and for two figures and goes no further: more than two are beyond what a table can tell.
It knows figures by any hashable name and has no notion of tables.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from math import inf
from typing import Generic, NamedTuple, TypeAlias, TypeVar  # noqa: TID251 - a generic one

Name = TypeVar("Name", bound=Hashable)
Change: TypeAlias = "tuple[tuple[Name, int], ...]"
"""The names of the figures to change, each with its new value."""

# Two figures that stand in the same equations can share a difference in many ways; so many are listed.
MOST_SHARES = 8


class Constraint(NamedTuple, Generic[Name]):
    """The sum of figures times their factors must be 0, or for `bound` at most 0. `excess` is the sum as it stands.

    A broken bound names no value that would be right, so none is sought: a bound only forbids changes that worsen it.
    """

    factors: Mapping[Name, int]
    excess: int
    bound: bool = False


class Localisation(Generic[Name]):
    """The search over one set of constraints. `least` gives the least value each figure may take."""

    def __init__(
        self,
        constraints: Iterable[Constraint[Name]],
        values: Mapping[Name, int],
        least: Callable[[Name], float] = lambda _: 0,
    ) -> None:
        self.values = values
        self.least = least
        self.equations: list[Constraint[Name]] = []
        self.bounds: list[Constraint[Name]] = []
        for constraint in constraints:
            (self.bounds if constraint.bound else self.equations).append(constraint)
        self.broken = frozenset(i for i, equation in enumerate(self.equations) if equation.excess)
        self.within: dict[Name, dict[int, int]] = {}
        for i, equation in enumerate(self.equations):
            for name, factor in equation.factors.items():
                if factor:
                    self.within.setdefault(name, {})[i] = factor

    def changes(self) -> list[Change[Name]]:
        """Return every smallest change: all single ones, or where there is none all pairs, or nothing."""
        if not self.broken:
            return []
        return list(self._singles()) or list(self._pairs())

    def _singles(self) -> Iterator[Change[Name]]:
        for name in self._start():
            if self.broken == self.within[name].keys():
                step = self._step(name, self.broken)
                if step:
                    yield from self._allowed({name: step})

    def _pairs(self) -> Iterator[Change[Name]]:
        tried: set[Name] = set()
        for first in self._start():
            tried.add(first)
            for second in self._partners(first):
                if second not in tried:
                    yield from self._pair(first, second)

    def _start(self) -> Sequence[Name]:
        """The figures of the shortest broken equation: one of them must change."""
        shortest = min(self.broken, key=lambda i: (len(self.equations[i].factors), i))
        return [name for name, factor in self.equations[shortest].factors.items() if factor]

    def _partners(self, first: Name) -> Iterable[Name]:
        mine = self.within[first].keys()
        rest = self.broken - mine
        if rest:
            shortest = min(rest, key=lambda i: len(self.equations[i].factors))
            return [name for name in self.equations[shortest].factors if self._covers(name, rest)]
        # With nothing left over, a partner can only share what the first is in: elsewhere it would break what holds.
        near = dict.fromkeys(name for i in mine for name in self.equations[i].factors)
        return [name for name in near if name != first and name in self.within and self.within[name].keys() <= mine]

    def _covers(self, name: Name, equations: frozenset[int]) -> bool:
        return name in self.within and equations <= self.within[name].keys()

    def _pair(self, first: Name, second: Name) -> Iterator[Change[Name]]:
        one, two = self.within[first], self.within[second]
        shared = one.keys() & two.keys()
        step_one = self._step(first, one.keys() - shared)
        step_two = self._step(second, two.keys() - shared)
        if (step_one is None and one.keys() - shared) or (step_two is None and two.keys() - shared):
            return
        if not shared or (step_one is not None and step_two is not None):
            steps: Iterable[tuple[int, int]] = [(step_one or 0, step_two or 0)]
        elif step_one is not None:
            steps = [(step_one, self._rest(second, first, step_one, min(shared)))]
        elif step_two is not None:
            steps = [(self._rest(first, second, step_two, min(shared)), step_two)]
        else:
            steps = islice(self._shares(first, second, sorted(shared)), MOST_SHARES)
        for a, b in steps:
            if a and b and all(one[i] * a + two[i] * b == -self.equations[i].excess for i in shared):
                yield from self._allowed({first: a, second: b})

    def _step(self, name: Name, equations: Iterable[int]) -> int | None:
        """Return by how much a figure must change to mend these equations alone, None where it cannot or none is given."""
        step: int | None = None
        for i in equations:
            quotient, remainder = divmod(-self.equations[i].excess, self.within[name][i])
            if remainder or (step is not None and quotient != step):
                return None
            step = quotient
        return step

    def _rest(self, name: Name, other: Name, step: int, equation: int) -> int:
        left = -self.equations[equation].excess - self.within[other][equation] * step
        quotient, remainder = divmod(left, self.within[name][equation])
        return 0 if remainder else quotient

    def _shares(self, first: Name, second: Name, shared: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Yield the ways in which two figures mend the equations they both stand in, the evenest first."""
        one, two = self.within[first], self.within[second]
        a, b, wanted = one[shared[0]], two[shared[0]], -self.equations[shared[0]].excess
        for i in shared[1:]:
            determinant = a * two[i] - b * one[i]
            if determinant:
                other = -self.equations[i].excess
                x, x_rest = divmod(wanted * two[i] - b * other, determinant)
                y, y_rest = divmod(a * other - wanted * one[i], determinant)
                if not x_rest and not y_rest:
                    yield x, y
                return
        low, high = self._room(first, second, a, b, wanted)
        middle = min(max(wanted // (2 * a), low), high)
        for offset in range(4 * MOST_SHARES):
            x = int(middle) + (offset + 1) // 2 * (1 if offset % 2 else -1)
            y, rest = divmod(wanted - a * x, b)
            if low <= x <= high and not rest:
                yield x, y

    def _room(self, first: Name, second: Name, a: int, b: int, wanted: int) -> tuple[float, float]:
        """Return between which steps of the first figure neither falls below its least value."""
        low, high = self.least(first) - self.values[first], inf
        floor = self.least(second) - self.values[second]
        if floor > -inf:
            limit = wanted - b * int(floor)
            if (a > 0) is (b > 0):
                high = min(high, limit // a)
            else:
                low = max(low, -(-limit // a))
        return low, high

    def _allowed(self, steps: Mapping[Name, int]) -> Iterator[Change[Name]]:
        new = {name: self.values[name] + step for name, step in steps.items()}
        if any(value < self.least(name) for name, value in new.items()):
            return
        for bound in self.bounds:
            worse = sum(bound.factors.get(name, 0) * step for name, step in steps.items())
            if worse > 0 and bound.excess + worse > 0:
                return
        yield tuple(new.items())
