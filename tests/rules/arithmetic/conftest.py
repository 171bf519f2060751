"""Reports whose every equation holds, to be spoilt one figure at a time."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from gouji import testing
from gouji.engine import Engine, Metadata, Result
from gouji.finding import Entry
from gouji.selection import Selection
from gouji.source import Document

Report = dict[str, Any]
Checker = Callable[[Report], list[Entry]]

BEFORE_RESULTS = 2
"""The rows of 一 and 二 stand before the results."""


def _figure(random: Random, density: float) -> int:
    return random.choice((random.randint(1, 9), random.randint(10, 99), random.randint(100, 2000))) * (
        random.random() < density
    )


def balanced_report(random: Random, year: int, density: float = 0.6) -> Report:
    """Return a report of a year's edition with random figures for which every equation of the form holds."""
    data = testing.sample(year)
    for table in testing.tables_of(data):
        rows = table["rows"]
        if table["table"] == "requests":
            results = rows[BEFORE_RESULTS:-2]
            for column in range(6):
                for row in results:
                    row["cells"][column] = _figure(random, density)
                decided = sum(row["cells"][column] for row in results)
                carried_out = _figure(random, density)
                carried_in = random.randint(0, decided + carried_out)
                rows[-2]["cells"][column], rows[-1]["cells"][column] = decided, carried_out
                rows[1]["cells"][column], rows[0]["cells"][column] = carried_in, decided + carried_out - carried_in
            for row in rows:
                row["cells"][6] = sum(row["cells"][:6])
        elif table["table"] == "disputes":
            cells = rows[0]["cells"]
            for start in (0, 5, 10):
                cells[start : start + 4] = [_figure(random, density) for _ in range(4)]
                cells[start + 4] = sum(cells[start : start + 4])
    return data


def check_arithmetic(data: Report, **selection: Any) -> list[Entry]:
    """Return what the rules of the arithmetic family find."""
    result = Result("report")
    engine = Engine(testing.registry(), Selection(**{"select": ("arithmetic",), **selection}))
    engine.check_document(Document(data, testing.NoPlaces()), result, Metadata(), named=False)
    return [entry for entry in result.findings if entry.rule.code != "GJ006"]


@pytest.fixture(scope="session")
def balanced() -> Callable[..., Report]:
    return balanced_report


@pytest.fixture(scope="session")
def check() -> Callable[..., list[Entry]]:
    return check_arithmetic
