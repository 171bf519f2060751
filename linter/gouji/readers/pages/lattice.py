"""From the rules drawn on a page to its tables: which places are cells of their own and which a merged cell covers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gouji.named_tuple import NamedTuple

SNAP = 3.0
"""How far apart, in points, two rules may be drawn that are meant to be one or to touch."""
SLIVER = 15.0
"""The widest column, in points, that is only two rules of one border drawn apart where no cell fills it alone."""
MAX_PAIRS = 4_000_000
"""How many pairs of rules are looked at on a page. A drawing has more; no table does."""


class TooManyRules(Exception):
    """A page has so many rules that it holds drawings and no tables."""


class Rule(NamedTuple):
    """A straight rule: where it lies across (`at`), and from where to where it goes along."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its first row and column and how many of each it covers."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Lattice:
    """A table as ruled: the positions of its columns' and rows' borders, and the cells between them, row by row."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]

    def cell_at(self, x: float, y: float) -> int | None:
        """Return the index of the cell a point of the page is in, or None."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if not (0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1):
            return None
        return next(
            (
                i
                for i, cell in enumerate(self.cells)
                if cell.row <= row < cell.row + cell.rows and cell.column <= column < cell.column + cell.columns
            ),
            None,
        )


def lattices(horizontal: Iterable[Rule], vertical: Iterable[Rule]) -> list[Lattice]:
    """Return the tables that rules make, from the top of the page down; TooManyRules for a drawing."""
    across, down = _merged(horizontal), _merged(vertical)
    if len(across) * len(down) > MAX_PAIRS:
        raise TooManyRules
    found = []
    for some_across, some_down in _connected(across, down):
        lattice = _lattice(some_across, some_down)
        # Frames, and boxes under one another, are no tables: their text is running text.
        if lattice is not None and any(cell.columns < len(lattice.xs) - 1 for cell in lattice.cells):
            found.append(lattice)
    return sorted(_outermost(found), key=lambda lattice: (lattice.ys[0], lattice.xs[0]))


def snapped(positions: Iterable[float], within: float = SNAP) -> list[float]:
    """Return positions in order, each run of neighbours not farther apart than `within` as its mean."""
    runs: list[list[float]] = []
    for position in sorted(positions):
        if runs and position - runs[-1][-1] <= within:
            runs[-1].append(position)
        else:
            runs.append([position])
    return [sum(run) / len(run) for run in runs]


def nearest(positions: Sequence[float], position: float) -> int:
    """Return the index of the position that is nearest."""
    return min(range(len(positions)), key=lambda i: abs(positions[i] - position))


def without_slivers(borders: Sequence[float], taken: Iterable[tuple[int, int]], within: float = SLIVER) -> list[int]:
    """Return for each border which border of the table without slivers it is.

    A sliver is a narrow column between two borders that no cell fills alone: one border that rows draw a little apart. `taken`
    are the first and last border of every cell.
    """
    filled = {(first, last) for first, last in taken if last == first + 1}
    new = [0]
    for i in range(1, len(borders)):
        sliver = borders[i] - borders[i - 1] <= within and (i - 1, i) not in filled
        new.append(new[-1] + (not sliver))
    return new


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Return the rules with those joined that lie on one line and touch."""
    lines: list[list[Rule]] = []
    for rule in sorted(rules):
        if lines and rule.at - lines[-1][-1].at <= SNAP / 2:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    merged: list[Rule] = []
    for line in lines:
        at = sum(rule.at for rule in line) / len(line)
        first = len(merged)
        for rule in sorted(line, key=lambda rule: rule.start):
            if len(merged) > first and rule.start <= merged[-1].end + SNAP:
                merged[-1] = Rule(at, merged[-1].start, max(merged[-1].end, rule.end))
            else:
                merged.append(Rule(at, rule.start, rule.end))
    return [rule for rule in merged if rule.end - rule.start > 2 * SNAP]


def _connected(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Yield the rules that touch one another, directly or by others, as (horizontal, vertical)."""
    count = len(across)
    parent = list(range(count + len(down)))
    for i, h in enumerate(across):
        for j, v in enumerate(down):
            if (
                h.start - SNAP <= v.at <= h.end + SNAP
                and v.start - SNAP <= h.at <= v.end + SNAP
                and _root(parent, i) != _root(parent, count + j)
            ):
                parent[_root(parent, i)] = _root(parent, count + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i in range(len(parent)):
        group = groups.setdefault(_root(parent, i), ([], []))
        group[i >= count].append(across[i] if i < count else down[i - count])
    yield from (group for group in groups.values() if group[0] and group[1])


def _root(parent: list[int], i: int) -> int:
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i


def _lattice(across: list[Rule], down: list[Rule]) -> Lattice | None:
    """Return the table that connected rules make, or None for a cross or a frame that is open."""
    across = _closed(across, down)
    down = _closed(down, across)
    xs, ys = snapped(rule.at for rule in down), snapped(rule.at for rule in across)
    if len(xs) < 2 or len(ys) < 2:
        return None
    # walls[i][k]: whether a vertical rule stands right of column k in row i; floors[k][i]: a horizontal one below row i.
    walls = _walls(xs, ys, down)
    floors = _walls(ys, xs, across)
    cells = _cells(len(ys) - 1, len(xs) - 1, walls, floors)
    return Lattice(tuple(xs), tuple(ys), tuple(cells))


def _closed(rules: list[Rule], crossing: Sequence[Rule]) -> list[Rule]:
    """Return the rules with an outer border added where at least two crossing ones reach beyond the outermost.

    A table cut by a page break is often left open there, and some have no borders at their sides.
    """
    if not rules:
        return rules
    first, last = min(rule.at for rule in rules), max(rule.at for rule in rules)
    added = []
    start, end = min(rule.start for rule in crossing), max(rule.end for rule in crossing)
    positions = [rule.at for rule in crossing]
    for edge, beyond, ends in (
        (start, first - start, [rule.start for rule in crossing]),
        (end, end - last, [rule.end for rule in crossing]),
    ):
        if beyond > 2 * SNAP and sum(1 for stop in ends if abs(stop - edge) <= 2 * SNAP) > 1:
            added.append(Rule(edge, min(positions), max(positions)))
    return rules + added


def _walls(borders: Sequence[float], steps: Sequence[float], rules: Iterable[Rule]) -> list[list[bool]]:
    """Return for each step (row) whether a rule stands on each inner border along most of that step."""
    covered = [[0.0] * len(borders) for _ in range(len(steps) - 1)]
    for rule in rules:
        k = nearest(borders, rule.at)
        for i in range(len(steps) - 1):
            covered[i][k] += max(0.0, min(rule.end, steps[i + 1]) - max(rule.start, steps[i]))
    return [
        [covered[i][k] >= 0.5 * (steps[i + 1] - steps[i]) for k in range(1, len(borders) - 1)]
        for i in range(len(steps) - 1)
    ]


def _cells(
    rows: int, columns: int, walls: Sequence[Sequence[bool]], floors: Sequence[Sequence[bool]]
) -> Iterator[Cell]:
    parent = list(range(rows * columns))
    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and not walls[row][column]:
                parent[_root(parent, here)] = _root(parent, here + 1)
            if row + 1 < rows and not floors[column][row]:
                parent[_root(parent, here)] = _root(parent, here + columns)
    regions: dict[int, list[int]] = {}
    for here in range(rows * columns):
        regions.setdefault(_root(parent, here), []).append(here)
    for region in regions.values():
        top, bottom = region[0] // columns, region[-1] // columns
        left, right = min(i % columns for i in region), max(i % columns for i in region)
        if len(region) == (bottom - top + 1) * (right - left + 1):
            yield Cell(top, left, bottom - top + 1, right - left + 1)
        else:  # A border is missing somewhere: what is no rectangle is left in its smallest places.
            yield from (Cell(i // columns, i % columns, 1, 1) for i in region)


def _outermost(found: Sequence[Lattice]) -> Iterator[Lattice]:
    for lattice in found:
        if not any(other is not lattice and _within(lattice, other) for other in found):
            yield lattice


def _within(inner: Lattice, outer: Lattice) -> bool:
    return (
        outer.xs[0] <= inner.xs[0]
        and inner.xs[-1] <= outer.xs[-1]
        and outer.ys[0] <= inner.ys[0]
        and inner.ys[-1] <= outer.ys[-1]
        and (inner.xs, inner.ys) != (outer.xs, outer.ys)
    )
