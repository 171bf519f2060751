from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from gouji.cli.statistics import Statistics
from gouji.testing import registry

Gouji = Callable[..., Result]


def rows(text: str) -> dict[str, tuple[int, str]]:
    found = re.findall(r"^ *(\d+) +([\d.]+|-) ([A-Z]{2}\d{3}) [a-z-]+$", text, re.MULTILINE)
    return {code: (int(count), spent) for count, spent, code in found}


def test_every_rule_that_ran_is_told_with_its_findings_and_time(gouji: Gouji, reports: Path) -> None:
    result = gouji("check", "reports", "--statistics", "--select", "arithmetic,years", "--format", "json")
    counted = rows(result.stderr)
    findings = [finding["code"] for finding in json.loads(result.stdout)["findings"]]
    assert findings
    for code in set(findings):
        assert counted[code][0] == findings.count(code)
    ran = [
        rule for rule in registry().rules if rule.category.value in ("arithmetic", "years") and rule.check is not None
    ]
    assert {"CN201", "CN301"} <= set(counted) <= {rule.code for rule in ran} | {"GJ005"}
    assert all(float(spent) >= 0 for _, spent in counted.values())


def test_those_that_found_most_come_first(gouji: Gouji, reports: Path) -> None:
    counts = [count for count, _ in rows(gouji("check", "reports", "--statistics").stderr).values()]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 0


def test_what_no_rule_found_has_no_time(gouji: Gouji, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_bytes(b"{")
    result = gouji("check", "bad.json", "--statistics")
    assert result.exit_code == 2
    assert rows(result.stderr) == {"GJ001": (1, "-")}


def test_nothing_is_told_unasked(gouji: Gouji, reports: Path) -> None:
    assert not rows(gouji("check", "reports").stderr)


@pytest.mark.parametrize(("lang", "heading"), [("zh", "  问题数     毫秒 规则"), ("en", "findings       ms rule")])
def test_the_heading_stands_over_its_columns(lang: str, heading: str) -> None:
    assert list(Statistics().lines((), lang)) == [heading]
