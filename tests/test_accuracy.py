"""The rules on real reports, and the measuring itself on an invented one."""

from __future__ import annotations

from pathlib import Path

import accuracy
import pytest

from gouji.plugins import load
from gouji.testing import registry

REPORT = Path(__file__).parents[1] / "examples" / "reports" / "qinghe_county_2022.txt"


def test_every_built_rule_does_as_expected_on_real_reports(cases: Path) -> None:
    outcome = accuracy.measure(cases, load(installed=False))
    assert outcome.scores, "nothing was measured"
    assert outcome.as_expected, "\n".join(accuracy.show(outcome))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / REPORT.name).write_bytes(REPORT.read_bytes())
    return tmp_path


def outcome_of(folder: Path, expected: str) -> accuracy.Outcome:
    (folder / "expected.yaml").write_text(f"{REPORT.name}:\n{expected}", encoding="utf-8")
    return accuracy.measure(folder, registry())


def test_found_and_missed_are_told_apart(folder: Path) -> None:
    outcome = outcome_of(
        folder, "  must:\n  - {rule: dispute-total, quote: 复议 后起诉}\n  - {rule: dispute-total, quote: 从未写过}\n"
    )
    assert len(outcome.scores["dispute-total"].found) == 1
    assert outcome.scores["dispute-total"].missed == [f"{REPORT.name}: 从未写过"]
    assert not outcome.as_expected


@pytest.mark.parametrize(
    "expected",
    ["  must_not:\n  - {rule: dispute-total}\n", "  silent_rules: [dispute-total]\n", "  silent: [arithmetic]\n"],
)
def test_a_finding_where_none_may_be_is_a_false_alarm(folder: Path, expected: str) -> None:
    outcome = outcome_of(folder, expected)
    assert len(outcome.scores["dispute-total"].false_alarms) == 1
    assert not outcome.as_expected


def test_a_rule_that_is_not_built_never_counts_as_found(folder: Path) -> None:
    outcome = outcome_of(folder, "  must:\n  - {rule: not-yet-written, quote: 青禾县}\n")
    assert outcome.not_built == {"not-yet-written": 1}
    assert not outcome.scores


def test_a_file_without_a_reader_is_told(folder: Path) -> None:
    (folder / "scan.tiff").write_bytes(b"II*\0")
    (folder / "expected.yaml").write_text("scan.tiff: {must: []}\n", encoding="utf-8")
    assert accuracy.measure(folder, registry()).not_read == ["scan.tiff"]
