"""Which year is wrong where title and text tell of two: the readers take a report's year from its title."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.engine import Engine
from gouji.testing import registry

EXAMPLE = Path(__file__).parents[3] / "examples" / "reports" / "yunling_water_2023.txt"
TITLE = "云岭市水务局2023年政府信息公开工作年度报告"


def told(text: str) -> list[str]:
    """The codes of the rules on years that report a text file."""
    engine = Engine(registry())
    result = engine.check_bytes(text.encode(), "report.txt", registry().reader_for("report.txt"))
    return [finding.rule.code for finding in result.findings if finding.rule.code.startswith("CN3")]


@pytest.fixture
def example() -> str:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert text.startswith(TITLE)
    assert told(text) == []
    return text


def test_a_title_that_the_whole_text_contradicts_is_told_once(example: str) -> None:
    assert told(example.replace(TITLE, TITLE.replace("2023", "2022"), 1)) == ["CN302"]


def test_a_text_that_is_a_year_behind_its_title_is_told_sentence_by_sentence(example: str) -> None:
    codes = told(TITLE.replace("2023", "2024") + example.removeprefix(TITLE))
    assert "CN302" not in codes
    assert {"CN301", "CN305"} <= set(codes)
