"""What the arithmetic rules cost: on a clean report, and where the search for wrong figures has most to do.

python benchmarks/localisation.py [--check]

With --check the exit status is 1 where the clean path takes 0.15 ms or more, or any table 50 ms or more.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / folder) for folder in ("linter", "rules", "schemas")]

from gouji import testing  # noqa: E402
from gouji.report import Report  # noqa: E402
from gouji.rule import Category  # noqa: E402

CLEAN_LIMIT, WORST_LIMIT = 0.15, 50.0
ROUNDS = 200
RESULTS = slice(2, -2)
RULES = [rule for rule in testing.registry().rules if rule.category is Category.ARITHMETIC]

Spoil = Callable[[Random, dict[str, Any], dict[str, Any]], None]


def balanced(random: Random) -> dict[str, Any]:
    data = testing.sample(2023)
    for table in testing.tables_of(data):
        rows = [row["cells"] for row in table["rows"]]
        if table["table"] == "requests":
            for column in range(6):
                for cells in rows[RESULTS]:
                    cells[column] = random.choice((0, random.randint(1, 200)))
                rows[-2][column] = rows[0][column] = sum(cells[column] for cells in rows[RESULTS])
            for cells in rows:
                cells[6] = sum(cells[:6])
        elif table["table"] == "disputes":
            for start in (0, 5, 10):
                rows[0][start : start + 4] = [random.randint(0, 50) for _ in range(4)]
                rows[0][start + 4] = sum(rows[0][start : start + 4])
    return data


def nothing(_random: Random, _requests: dict[str, Any], _disputes: dict[str, Any]) -> None:
    pass


def one_cell(random: Random, requests: dict[str, Any], _disputes: dict[str, Any]) -> None:
    random.choice(requests["rows"])["cells"][random.randrange(7)] += 7


def two_cells(random: Random, requests: dict[str, Any], _disputes: dict[str, Any]) -> None:
    for row, column in zip(random.sample(requests["rows"], 2), random.sample(range(7), 2), strict=True):
        row["cells"][column] += random.randint(1, 9)


def with_total(random: Random, requests: dict[str, Any], _disputes: dict[str, Any]) -> None:
    cells = random.choice(requests["rows"][RESULTS])["cells"]
    cells[random.randrange(6)] += 7
    cells[6] += 7


def blank_totals(random: Random, requests: dict[str, Any], _disputes: dict[str, Any]) -> None:
    two_cells(random, requests, _disputes)
    for row in requests["rows"][RESULTS]:
        row["cells"][6] = None


def no_totals(_random: Random, requests: dict[str, Any], _disputes: dict[str, Any]) -> None:
    """Without the column of totals every pair of figures in a column shares the difference in many ways."""
    requests["columns"].pop()
    for row in requests["rows"]:
        row["cells"].pop()
    for row in requests["rows"][RESULTS]:
        row["cells"][0] = 3
    requests["rows"][0]["cells"][0] = requests["rows"][-2]["cells"][0] = 3 * 21 - 5


def every_cell(random: Random, requests: dict[str, Any], disputes: dict[str, Any]) -> None:
    for row in (*requests["rows"], *disputes["rows"]):
        row["cells"] = [random.randint(0, 99) for _ in row["cells"]]


CASES: dict[str, Spoil] = {
    "clean": nothing,
    "one wrong cell": one_cell,
    "two wrong cells": two_cells,
    "a detail and its total": with_total,
    "two wrong cells, totals blank": blank_totals,
    "no column of totals": no_totals,
    "every cell random": every_cell,
}


def milliseconds(data: dict[str, Any]) -> float:
    report = Report(data, testing.registry().formats)
    for table in report.tables():
        # Which edition a table follows is asked by other families of rules too.
        assert table.format is not None
    start = time.perf_counter()
    for rule in RULES:
        assert rule.check is not None
        for _ in rule.check(report, None):
            pass
    return (time.perf_counter() - start) * 1000


def main() -> int:
    failed = False
    print(f"{'':32}{'median':>10}{'worst':>10}   ms, {ROUNDS} reports")
    for name, spoil in CASES.items():
        spent = []
        for seed in range(ROUNDS):
            random = Random(seed)
            data = balanced(random)
            tables = {table["table"]: table for table in testing.tables_of(data)}
            spoil(random, tables["requests"], tables["disputes"])
            # The least of three is the cost; the rest is what else the machine was doing.
            spent.append(min(milliseconds(data) for _ in range(3)))
        print(f"{name:32}{median(spent):10.3f}{max(spent):10.3f}")
        failed |= median(spent) >= CLEAN_LIMIT if spoil is nothing else max(spent) >= WORST_LIMIT
    return int(failed and "--check" in sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
