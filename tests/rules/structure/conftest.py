from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gouji.engine import Engine, Metadata, Result
from gouji.finding import Entry
from gouji.report import Report
from gouji.selection import Selection
from gouji.source import Document
from gouji.testing import NoPlaces, registry, sample

Check = Callable[[dict[str, Any]], list[Entry]]


@pytest.fixture(scope="session")
def check() -> Check:
    """Check report JSON with every structure rule; a rule that crashes or could not run fails the test."""
    engine = Engine(registry(), Selection(select=("structure",)))

    def run(data: dict[str, Any]) -> list[Entry]:
        result = Result("report.json")
        engine.check_document(Document(data, NoPlaces()), result, Metadata(), named=False)
        assert not [entry.message for entry in result.findings if entry.rule.code == "GJ004"]
        return [entry for entry in result.findings if entry.rule.code.startswith("CN1")]

    return run


@pytest.fixture
def report_of() -> Callable[..., Report]:
    """Make a Report of content blocks."""

    def make(content: list[Any], year: int = 2023) -> Report:
        return Report({**sample(max(year, 2019)), "year": year, "content": content}, registry().formats)

    return make
