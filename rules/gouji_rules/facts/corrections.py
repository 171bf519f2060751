"""What would make a table's equations hold. A fact: ask for it with `report.fact(corrections)`.

Equations that share figures are taken together. Of several smallest corrections those come first that a slip of the hand
explains: two figures swapped or set one column over, digits transposed, dropped or doubled, a total not updated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING, Literal, TypeAlias

from gouji.named_tuple import NamedTuple
from gouji_rules.facts.figures import Position, TableFigures
from gouji_rules.facts.localisation import Change, Constraint, Localisation
from gouji_rules.facts.sums import Check, TableSums, selected_sums

if TYPE_CHECKING:
    from gouji.equations import Equation
    from gouji.formats import TableFormat
    from gouji.report import Report

Explanation: TypeAlias = Literal["swapped", "shifted", "transposed", "dropped", "doubled", "total"]

MOST_ALTERNATIVES = 40


class Correction(NamedTuple):
    """Figures to change, each with its new value, and what would explain that they are wrong (None: nothing known)."""

    changes: Change[Position]
    explanation: Explanation | None


class Discrepancy(NamedTuple):
    """Broken equations that share figures, in edition order, and the smallest corrections of all of them, best first.

    `ways` is how many there are, of which at most MOST_ALTERNATIVES are listed. `searched` is False where equations over
    rounded amounts are broken: they leave no exact value to find. Without a correction more than two figures are wrong.
    """

    figures: TableFigures
    broken: tuple[Check, ...]
    corrections: tuple[Correction, ...]
    ways: int
    searched: bool = True

    @property
    def unique(self) -> bool:
        """Whether there is one smallest correction."""
        return self.ways == 1


def corrections(report: Report) -> tuple[Discrepancy, ...]:
    """Return the discrepancies of every table with their corrections, in document order."""
    return tuple(found for table in report.fact(selected_sums) if table.broken for found in localise(table))


def localise(table: TableSums) -> list[Discrepancy]:
    """Return the discrepancies of one table, in the order of their first broken equations."""
    checks, constraints, parts = _usual(table) if _is_usual(table) else _constraints(table)
    found: list[Discrepancy] = []
    for part in parts:
        # A bound names no value that would be right: it is told as it is, and only limits what corrections may do.
        wrong = tuple(checks[i] for i in part if not constraints[i].bound and constraints[i].excess)
        if wrong:
            found.append(_corrected(table, [constraints[i] for i in part], wrong))
    told = {(check.equation, check.at) for item in found for check in item.broken}
    found += [
        Discrepancy(table.figures, (check,), (), 0, searched=False)
        for check in table.broken
        if (check.equation, check.at) not in told
    ]
    order = {(check.equation, check.at): i for i, check in enumerate(table.broken)}
    return sorted(found, key=lambda item: order[item.broken[0].equation, item.broken[0].at])


def _is_exact(check: Check) -> bool:
    return all(check.figures.kind(*check.position(term.at)) != "amount" for term in check.equation.terms)


class _Layout(NamedTuple):
    """What the equations of a format are over, the same for every table of it whose figures are all known counts.

    `lines` are the equations, each in every line it holds in, in edition order; `factors` the figures of each with their factors; `parts` the
    indices of those that share figures.
    """

    lines: tuple[tuple[Equation, int], ...]
    factors: tuple[Mapping[Position, int], ...]
    parts: tuple[tuple[int, ...], ...]


@lru_cache(maxsize=32)
def _layout(form: TableFormat) -> _Layout:
    lines = tuple(_lines(form, form.equations))
    factors = tuple([_factors(equation, _terms(equation, at), {}) for equation, at in lines])
    return _Layout(lines, factors, tuple(map(tuple, _parts(factors))))


Constraints: TypeAlias = "tuple[list[Check], list[Constraint[Position]], Sequence[Sequence[int]]]"
"""Equations as checks and as constraints, and the indices of those that share figures, part by part."""


def _is_usual(table: TableSums) -> bool:
    """Whether a table has all equations of its format, and every figure of it is known and a count."""
    form = table.figures.format
    return (
        table.equations is form.equations
        and not (form.has_amounts or table.unfilled or table.stands_for)
        and not any(None in line for line in table.figures.values)
    )


def _usual(table: TableSums) -> Constraints:
    layout = _layout(table.figures.format)
    checks = [Check(table.figures, equation, at) for equation, at in layout.lines]
    constraints = [
        Constraint(factors, _excess(check), bound=check.equation.operator != "=")
        for check, factors in zip(checks, layout.factors, strict=True)
    ]
    return checks, constraints, layout.parts


def _constraints(table: TableSums) -> Constraints:
    """Return every equation over known whole figures, in edition order."""
    unfilled = {(gap.check.equation, gap.check.at) for gap in table.unfilled}
    checks = [
        check
        for equation, at in _lines(table.figures.format, table.equations)
        if (equation, at) not in unfilled
        and _is_exact(check := Check(table.figures, equation, at))
        and all(map(check.known, equation.terms))
    ]
    constraints = [
        Constraint(
            _factors(check.equation, _terms(check.equation, check.at), table.stands_for),
            _excess(check),
            bound=check.equation.operator != "=",
        )
        for check in checks
    ]
    return checks, constraints, list(_parts([constraint.factors for constraint in constraints]))


def _lines(form: TableFormat, equations: Sequence[Equation]) -> Iterator[tuple[Equation, int]]:
    """Yield equations with every line that each holds in."""
    for equation in equations:
        for at in range(len(form.rows if equation.each == "row" else form.columns)):
            yield equation, at


def _excess(check: Check) -> int:
    """Return by how much the left side is larger, or for >= the right one."""
    sign = -1 if check.equation.operator == ">=" else 1
    return sign * int(check.value(check.equation.left) - check.value(check.equation.right))


def _factors(
    equation: Equation, terms: Sequence[tuple[Position, int]], stands_for: Mapping[Position, Check]
) -> Mapping[Position, int]:
    """Return the figures of an equation with their factors; of a total left blank, those that make it up."""
    sign = -1 if equation.operator == ">=" else 1
    factors: dict[Position, int] = {}
    for position, factor in terms:
        parts = _parts_of(position, stands_for, frozenset()) if position in stands_for else ((position, 1),)
        for part, times in parts:
            factors[part] = factors.get(part, 0) + sign * factor * times
    return factors


def _terms(equation: Equation, at: int) -> list[tuple[Position, int]]:
    signed = [(term.at, term.factor) for term in equation.left] + [(term.at, -term.factor) for term in equation.right]
    return [((at, i) if equation.each == "row" else (i, at), factor) for i, factor in signed]


def _parts_of(
    position: Position, stands_for: Mapping[Position, Check], within: frozenset[Position]
) -> list[tuple[Position, int]]:
    """Return the figures that make up a total left blank, or the figure itself."""
    check = stands_for.get(position)
    if check is None or position in within:
        return [(position, 1)]
    every = _terms(check.equation, check.at)
    terms = [(other, factor) for other, factor in every if other != position]
    own = next(factor for other, factor in every if other == position)
    return [
        (part, -own * factor * times)
        for other, factor in terms
        for part, times in _parts_of(other, stands_for, within | {position})
    ]


def _parts(factors: Sequence[Mapping[Position, int]]) -> Iterator[list[int]]:
    """Yield the indices of constraints that share figures, directly or through others, part by part."""
    sharing: dict[Position, list[int]] = {}
    for i, positions in enumerate(factors):
        for position in positions:
            sharing.setdefault(position, []).append(i)
    left = set(range(len(factors)))
    while left:
        part, reached = [], [min(left)]
        left.discard(reached[0])
        while reached:
            part.append(reached.pop())
            near = {i for position in factors[part[-1]] for i in sharing[position]} & left
            left -= near
            reached += near
        yield sorted(part)


def _corrected(table: TableSums, constraints: list[Constraint[Position]], broken: tuple[Check, ...]) -> Discrepancy:
    figures = table.figures
    values = {
        position: int(figures.values[position[0]][position[1]] or 0)
        for constraint in constraints
        for position in constraint.factors
    }

    def least(position: Position) -> float:
        return -inf if figures.kind(*position) == "change" else 0

    changes = Localisation(constraints, values, least).changes()
    totals = _totals(broken)
    ranked = sorted(changes, key=lambda change: _rank(change, values, totals))
    best = tuple(Correction(change, explain(change, values, totals)) for change in ranked[:MOST_ALTERNATIVES])
    return Discrepancy(figures, broken, best, len(changes))


def _totals(broken: tuple[Check, ...]) -> frozenset[Position]:
    """The figures that are the total of a broken equation."""
    return frozenset(check.head for check in broken if 1 in (len(check.equation.left), len(check.equation.right)))


Rank: TypeAlias = "tuple[int, int, int, int, Change[Position]]"


def _rank(change: Change[Position], values: Mapping[Position, int], totals: frozenset[Position]) -> Rank:
    """Order corrections: the better explained first, then those that fill no empty figure, then by place."""
    swap = len(change) == 2 and _is_swap(change, values)
    slips = sum(_slip(values[position], new) is not None for position, new in change)
    not_updated = sum(position in totals for position, _ in change)
    zeros = sum(not values[position] for position, _ in change)
    # Two figures swapped are seldom two totals: details are typed, totals follow from them.
    return (-int(swap), not_updated if swap else -slips, 0 if swap else -not_updated, zeros, change)


def explain(
    change: Change[Position], values: Mapping[Position, int], totals: frozenset[Position]
) -> Explanation | None:
    """Return what people do that has this effect, or None."""
    if len(change) == 2 and _is_swap(change, values):
        (one, _), (two, _) = change
        beside = one[0] == two[0] and abs(one[1] - two[1]) == 1
        return "shifted" if beside and not (values[one] and values[two]) else "swapped"
    slips = [_slip(values[position], new) for position, new in change]
    if slips[0] is not None and all(slip == slips[0] for slip in slips):
        return slips[0]
    return "total" if any(position in totals for position, _ in change) else None


def _is_swap(change: Change[Position], values: Mapping[Position, int]) -> bool:
    (one, new_one), (two, new_two) = change
    return new_one == values[two] and new_two == values[one]


def _slip(old: int, new: int) -> Explanation | None:
    """Return the slip in typing digits that turns the new figure into the old one, or None."""
    if old <= 0 or new <= 0:
        return None
    typed, meant = str(old), str(new)
    if len(typed) == len(meant) > 1:
        wrong = [i for i, (a, b) in enumerate(zip(typed, meant, strict=True)) if a != b]
        if len(wrong) == 2 and wrong[1] == wrong[0] + 1 and typed[wrong[0]] == meant[wrong[1]]:
            return "transposed" if typed[wrong[1]] == meant[wrong[0]] else None
    if len(typed) + 1 == len(meant) and any(meant[:i] + meant[i + 1 :] == typed for i in range(len(meant))):
        return "dropped"
    if len(typed) == len(meant) + 1 and any(meant[: i + 1] + meant[i:] == typed for i in range(len(meant))):
        return "doubled"
    return None
