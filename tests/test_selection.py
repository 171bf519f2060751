from __future__ import annotations

import pytest

from gouji.finding import Severity
from gouji.rule import Category, Rule
from gouji.selection import Selection, release, specificity
from gouji.settings import Given, Settings


def a_rule(code: str, name: str, category: Category) -> Rule:
    return Rule(code, name, category, Severity.WARNING, {}, None, "Doc.")


INPUT = a_rule("GJ005", "unrecognised-table", Category.INPUT)
HEADING = a_rule("CN104", "duplicate-heading", Category.STRUCTURE)
EMPTY = a_rule("CN106", "empty-chapter", Category.STRUCTURE)
TOTAL = a_rule("CN201", "row-total", Category.ARITHMETIC)
YEAR = a_rule("CN301", "stale-year", Category.YEARS)
RULES = (INPUT, HEADING, EMPTY, TOTAL, YEAR)


def on(selection: Selection) -> set[str]:
    return {rule.code for rule in selection.rules(RULES)} - {"GJ005"}


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        ([], [], {"CN104", "CN106", "CN201", "CN301"}),
        (["structure"], [], {"CN104", "CN106"}),
        (["CN1"], ["CN104"], {"CN106"}),
        (["CN104"], ["CN1"], {"CN104"}),
        (["CN104"], ["CN104"], set()),
        (["ALL"], ["CN"], set()),
        ([], ["ALL"], set()),
        (["stale-year"], ["ALL"], {"CN301"}),
        ([], ["arithmetic", "years"], {"CN104", "CN106"}),
    ],
)
def test_the_most_specific_selector_decides(select: list[str], ignore: list[str], expected: set[str]) -> None:
    assert on(Selection(select, ignore)) == expected


def test_the_engines_own_rules_are_always_on() -> None:
    assert Selection(["CN301"], ["ALL", "GJ005"]).is_on(INPUT)


def test_the_most_specific_severity_decides() -> None:
    selection = Selection(severity={"ALL": Severity.INFO, "structure": Severity.ERROR, "CN104": Severity.WARNING})
    levels = [selection.severity_of(rule) for rule in (HEADING, EMPTY, TOTAL)]
    assert levels == [Severity.WARNING, Severity.ERROR, Severity.INFO]


def test_how_closely_selectors_fit() -> None:
    order = [specificity(selector, HEADING) for selector in ("CN2", "ALL", "CN", "CN1", "structure", "CN104")]
    assert order == sorted(order)
    assert order[0] == 0


@pytest.mark.parametrize(
    ("earlier", "later"),
    [("0.1", "0.2"), ("0.9", "0.10"), ("0.1", "0.1.1"), ("0.9.9", "1.0"), ("0.1.0.dev3", "0.2.0rc1")],
)
def test_releases_are_compared_as_numbers(earlier: str, later: str) -> None:
    assert release(earlier) < release(later)


def test_a_release_is_the_same_with_and_without_its_last_zeros() -> None:
    assert release("0.1") == release("0.1.0") == release("0.1.0rc1") == (0, 1)


class TestCommandLineOverFile:
    def chosen(self, settings: Settings, given: Given) -> set[str]:
        return on(settings.selection(given, RULES))

    def test_select_replaces_what_the_file_selects_and_ignores(self) -> None:
        settings = Settings(select=["structure"], ignore=["CN104"])
        assert self.chosen(settings, Given()) == {"CN106"}
        assert self.chosen(settings, Given(select=["CN104", "years"])) == {"CN104", "CN301"}

    def test_ignore_takes_away_even_what_the_file_selects_more_closely(self) -> None:
        settings = Settings(select=["CN104", "years"])
        assert self.chosen(settings, Given(ignore=["CN1"])) == {"CN301"}

    def test_nothing_left_on_is_nothing_and_not_everything(self) -> None:
        assert self.chosen(Settings(select=["years"]), Given(ignore=["ALL"])) == set()

    def test_a_wide_severity_of_the_command_line_beats_a_close_one_of_the_file(self) -> None:
        settings = Settings(severity={"CN104": Severity.ERROR, "CN301": Severity.ERROR})
        selection = settings.selection(Given(severity={"CN1": Severity.INFO}), RULES)
        levels = [selection.severity_of(rule) for rule in (HEADING, EMPTY, YEAR, TOTAL)]
        assert levels == [Severity.INFO, Severity.INFO, Severity.ERROR, Severity.WARNING]
