from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gouji.engine import Engine, Metadata, Result
from gouji.finding import Finding, Severity
from gouji.plugins import Registry
from gouji.report import Report
from gouji.rule import Category, Rule, rule
from gouji.selection import Selection
from gouji.source import Document
from gouji.suppress import Ledger, Suppression
from gouji.testing import NoPlaces, registry, sample

TODAY = "2024-06-30"
GRANTED = "三、收到和处理政府信息公开申请情况 / requests / granted"
OVERVIEW = "一、总体情况"


@rule(
    "XX001",
    "every-paragraph",
    category=Category.WORDING,
    severity=Severity.ERROR,
    messages={"seen": {"zh": "一段", "en": "a paragraph"}},
)
def every_paragraph(report: Report, _options: None) -> Iterator[Finding]:
    """A paragraph."""
    for text in report.texts():
        if text.value.startswith("甲"):
            yield Finding(text.span(), "seen")


@rule(
    "XX002",
    "every-figure",
    category=Category.ARITHMETIC,
    severity=Severity.ERROR,
    messages={"seen": {"zh": "数字", "en": "a figure"}},
)
def every_figure(report: Report, _options: None) -> Iterator[Finding]:
    """A figure that is not 0."""
    for table in report.tables():
        for row in table.rows:
            yield from (Finding(cell, "seen") for cell in row.cells if cell.count)


@rule(
    "XX003",
    "never-fires",
    category=Category.WORDING,
    severity=Severity.ERROR,
    messages={"seen": {"zh": "无", "en": "nothing"}},
)
def never_fires(_report: Report, _options: None) -> Iterator[Finding]:
    """Nothing."""
    yield from ()


def crash(_report: Report, _options: None) -> Iterator[Finding]:
    raise ValueError("no")


crashes = never_fires._replace(code="XX004", name="crashes-always", check=crash)


def engine(*suppressions: Suppression, rules: tuple[Rule, ...] = (), **extra: Any) -> Engine:
    known = registry()
    own = Registry(
        rules=(*known.rules[:6], every_paragraph, every_figure, never_fires, *rules),
        formats=known.formats,
        readers=known.readers,
    )
    assert all(each.code.startswith("GJ") for each in known.rules[:6])
    return Engine(own, suppressions=suppressions, today=TODAY, **extra)


RULES = engine(rules=(crashes,)).registry.rules


def report(*suppress: dict[str, str]) -> dict[str, Any]:
    data = sample(2023, ["甲一", "甲二"])
    data["content"][2]["content"][0]["rows"][0]["cells"][0] = 14
    if suppress:
        data["suppress"] = list(suppress)
    return data


def check(checker: Engine, data: dict[str, Any], path: str = "a.json") -> Result:
    result = Result(path)
    checker.check_document(Document(data, NoPlaces()), result, Metadata())
    return result


def codes(result: Result) -> list[str]:
    return sorted(entry.rule.code for entry in result.findings)


def item(rule: str, at: str = OVERVIEW, reason: str = "已核实", **more: str) -> dict[str, str]:
    return {"rule": rule, "at": at, "reason": reason, **more}


class TestOfTheReport:
    def test_nothing_is_suppressed_unasked(self) -> None:
        result = check(engine(), report())
        assert codes(result) == ["XX001", "XX001", "XX002"]
        assert result.suppressed == []

    @pytest.mark.parametrize("name", ["XX001", "every-paragraph"])
    def test_a_rule_is_named_by_its_code_or_name(self, name: str) -> None:
        result = check(engine(), report(item(name)))
        assert codes(result) == ["XX002"]
        assert [(each.entry.rule.code, each.reason, each.by) for each in result.suppressed] == [
            ("XX001", "已核实", "report")
        ] * 2

    @pytest.mark.parametrize(
        ("at", "left"),
        [
            ("三、收到和处理政府信息公开申请情况", False),
            ("三、收到和处理政府信息公开申请情况 / requests", False),
            ("三、收到和处理政府信息公开申请情况 / requests / new_received / natural_person", False),
            ("三、收到和处理政府信息公开申请情况 / requests / new_rec", True),
            ("三、收到和处理政府信息公开申请情况 / req", True),
            ("requests / new_received", True),
            (GRANTED, True),
        ],
    )
    def test_a_place_is_an_anchor_with_all_below_it(self, at: str, left: bool) -> None:
        assert ("XX002" in codes(check(engine(), report(item("XX002", at))))) is left

    def test_the_last_day_still_counts(self) -> None:
        assert codes(check(engine(), report(item("XX001", until=TODAY)))) == ["XX002"]

    def test_after_the_last_day_findings_come_back_and_the_suppression_is_told_of(self) -> None:
        result = check(engine(), report(item("XX001", until="2024-06-29")))
        assert codes(result) == ["GJ003", "XX001", "XX001", "XX002"]
        (entry,) = [entry for entry in result.findings if entry.rule.code == "GJ003"]
        assert entry.severity is Severity.WARNING
        assert entry.pointer == ("suppress", 0)
        assert "2024-06-29" in entry.message

    def test_what_suppresses_nothing_is_told_of(self) -> None:
        result = check(engine(), report(item("never-fires"), item("XX001")))
        assert codes(result) == ["GJ003", "XX002"]
        (entry,) = [entry for entry in result.findings if entry.rule.code == "GJ003"]
        assert entry.message == "对 never-fires 的豁免（一、总体情况）没有对应的问题，请删去（理由：已核实）"

    def test_two_that_are_alike_have_fingerprints_of_their_own(self) -> None:
        result = check(engine(), report(item("never-fires"), item("never-fires", reason="又一次")))
        marks = [entry.fingerprint for entry in result.findings if entry.rule.code == "GJ003"]
        assert len(marks) == len(set(marks)) == 2

    def test_a_rule_that_did_not_run_is_not_held_against_it(self) -> None:
        off = Selection(ignore=("XX003",))
        assert "GJ003" not in codes(check(engine(selection=off), report(item("never-fires"))))
        crashed = check(engine(rules=(crashes,)), report(item("crashes-always")))
        assert "GJ003" not in codes(crashed)
        assert "GJ004" in codes(crashed)

    def test_a_rule_that_does_not_exist_is_told_of_with_a_suggestion(self) -> None:
        result = check(engine(), report(item("every-figur")))
        (entry,) = [entry for entry in result.findings if entry.rule.code == "GJ003"]
        assert "every-figure" in entry.message

    def test_what_was_not_checked_stays(self) -> None:
        data = report(item("GJ004", "报告"), item("GJ006", "报告"))
        data["year"] = 2017
        result = check(engine(rules=(crashes,)), data)
        assert {"GJ004", "GJ006"} <= set(codes(result))
        assert codes(result).count("GJ003") == 2
        assert result.failed

    def test_a_suppression_cannot_hide_that_it_is_of_no_use(self) -> None:
        result = check(engine(), report(item("never-fires"), item("GJ003", "报告")))
        assert codes(result).count("GJ003") == 2

    def test_fingerprints_of_what_is_left_do_not_change(self) -> None:
        before = {entry.fingerprint for entry in check(engine(), report()).findings}
        result = check(engine(), report(item("XX002", "三、收到和处理政府信息公开申请情况")))
        after = {entry.fingerprint for entry in (*result.findings, *(each.entry for each in result.suppressed))}
        assert after == before


class TestOfTheSettings:
    def suppression(self, tmp_path: Path, **fields: str) -> Suppression:
        return Suppression(**{"rule": "XX001", "reason": "已核实", "source": str(tmp_path / "gouji.yaml"), **fields})

    def test_a_glob_says_which_files(self, tmp_path: Path) -> None:
        own = self.suppression(tmp_path, path="2023/*.json")
        assert codes(check(engine(own), report(), str(tmp_path / "2023" / "a.json"))) == ["XX002"]
        assert "XX001" in codes(check(engine(own), report(), str(tmp_path / "2022" / "a.json")))
        assert "XX001" in codes(check(engine(own), report(), str(tmp_path.parent / "a.json")))

    def test_a_folder_is_meant_with_all_that_is_in_it(self, tmp_path: Path) -> None:
        own = self.suppression(tmp_path, path="2023")
        assert codes(check(engine(own), report(), str(tmp_path / "2023" / "deep" / "a.json"))) == ["XX002"]

    def test_without_place_and_path_it_is_the_rule_everywhere(self, tmp_path: Path) -> None:
        result = check(engine(self.suppression(tmp_path)), report())
        assert codes(result) == ["XX002"]
        assert {each.by for each in result.suppressed} == {"settings"}

    def verdicts(self, result: Result, whole: bool, *stated: Suppression) -> list[tuple[str, str]]:
        ledger = Ledger()
        ledger.add(result, stated or tuple(result.verdicts), RULES)
        return [(own.rule, key) for own, key in ledger.mistakes(TODAY, lambda _folder: whole)]

    def test_it_is_judged_where_all_it_could_be_about_was_seen(self, tmp_path: Path) -> None:
        path = str(tmp_path / "a.json")
        everywhere = self.suppression(tmp_path, rule="XX003")
        assert self.verdicts(check(engine(everywhere), report(), path), whole=True) == [("XX003", "unused")]
        assert self.verdicts(check(engine(everywhere), report(), path), whole=False) == []
        this_file = self.suppression(tmp_path, rule="XX003", path="./a.json")
        assert self.verdicts(check(engine(this_file), report(), path), whole=False) == [("XX003", "unused")]
        used = self.suppression(tmp_path)
        assert self.verdicts(check(engine(used), report(), path), whole=True) == []

    def test_one_that_no_file_fits_is_told_of_where_the_whole_was_seen(self, tmp_path: Path) -> None:
        result = check(engine(), report(), str(tmp_path / "a.json"))
        for path in ("b.json", "nothing/*.txt", "nothing"):
            other = self.suppression(tmp_path, rule="XX003", path=path)
            assert self.verdicts(result, True, other) == [("XX003", "unused")]
            assert self.verdicts(result, False, other) == []
            old = self.suppression(tmp_path, rule="XX003", path=path, until="2023-12-31")
            assert self.verdicts(result, True, old) == [("XX003", "expired")]
            assert self.verdicts(result, False, old) == []

    def test_a_folder_is_no_file_and_one_file_in_it_is_not_all_of_it(self, tmp_path: Path) -> None:
        own = self.suppression(tmp_path, rule="XX003", path="2023")
        result = check(engine(own), report(), str(tmp_path / "2023" / "a.json"))
        assert self.verdicts(result, whole=False) == []
        assert self.verdicts(result, whole=True) == [("XX003", "unused")]

    @pytest.mark.parametrize(
        ("path", "scope"),
        [
            ("", ""),
            ("*.json", ""),
            ("2023/*.json", "2023"),
            ("2023/a.json", "2023/a.json"),
            ("a/**/b", "a"),
            ("a/b", "a/b"),
        ],
    )
    def test_what_it_could_be_about(self, tmp_path: Path, path: str, scope: str) -> None:
        assert self.suppression(tmp_path, path=path).scope() == tmp_path / scope

    def test_a_file_that_could_not_be_checked_may_need_it(self, tmp_path: Path) -> None:
        reader = registry().reader_for("a.json")
        assert reader is not None
        own = self.suppression(tmp_path, rule="XX003", path="2023")
        unreadable = engine(own).check_bytes(b"{", str(tmp_path / "2023" / "b.json"), reader)
        fine = check(engine(own), report(), str(tmp_path / "2023" / "a.json"))
        for results, told in (((fine,), [(own, "unused")]), ((fine, unreadable), []), ((unreadable, fine), [])):
            ledger = Ledger()
            for result in results:
                ledger.add(result, (own,), RULES)
            assert list(ledger.mistakes(TODAY, lambda _folder: True)) == told
        crash = self.suppression(tmp_path, rule="crashes-always")
        crashed = check(engine(crash, rules=(crashes,)), report(), str(tmp_path / "a.json"))
        assert self.verdicts(crashed, whole=True) == []

    def test_where_its_rule_is_off_nothing_is_said(self, tmp_path: Path) -> None:
        own = self.suppression(tmp_path, rule="XX003")
        off = check(engine(own, selection=Selection(ignore=("XX003",))), report(), str(tmp_path / "a.json"))
        assert self.verdicts(off, whole=True) == []

    def test_one_use_among_many_files_is_enough(self, tmp_path: Path) -> None:
        own = self.suppression(tmp_path, rule="XX002")
        ledger = Ledger()
        clean = sample(2022)
        for data in (clean, report(), clean):
            ledger.add(check(engine(own), data, str(tmp_path / "a.json")), (own,), RULES)
        assert list(ledger.mistakes(TODAY, lambda _folder: True)) == []

    def test_an_expired_one_is_told_of_whatever_was_seen(self, tmp_path: Path) -> None:
        old = self.suppression(tmp_path, until="2023-12-31")
        result = check(engine(old), report(), str(tmp_path / "a.json"))
        assert "XX001" in codes(result)
        assert self.verdicts(result, whole=False) == [("XX001", "expired")]
