from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from gouji.engine import Engine, Metadata, Result
from gouji.finding import Edit as FixEdit
from gouji.finding import Finding, Fix, Related, Severity
from gouji.plugins import Registry
from gouji.report import Report
from gouji.rule import Basis, Category, Rule, rule
from gouji.selection import Selection
from gouji.source import Document
from gouji.testing import AGENCY, NoPlaces, registry, sample

MESSAGES = {"said": {"zh": "写有“{word}”", "en": "says {word}"}, "mend": {"zh": "改为“{other}”", "en": "write {other}"}}


def word_rule(**changes: Any) -> Rule:
    """A rule that finds a word wherever it stands."""

    @rule(
        "ZZ001",
        "forbidden-word",
        category=Category.WORDING,
        severity=changes.pop("severity", Severity.WARNING),
        messages=MESSAGES,
        identity=("word",),
        **changes,
    )
    def forbidden_word(report: Report, _options: None) -> Iterator[Finding]:
        """A word."""
        for paragraph in report.paragraphs():
            start = paragraph.value.find("禁词")
            if start >= 0:
                span = paragraph.span(start, start + 2)
                yield Finding(
                    span,
                    "said",
                    {"word": "禁词", "other": "词"},
                    severity=Severity.INFO if "轻" in paragraph.value else None,
                    related=[Related(report, "said", {"word": "本"})],
                    fix=Fix("mend", [FixEdit(span, "词")]),
                )

    return forbidden_word


def check(data: dict[str, Any], *rules: Rule, named: bool = True, lang: str = "zh", **selection: Any) -> Result:
    known = Registry(rules=rules, formats=registry().formats)
    result = Result("a.json")
    Engine(known, Selection(**selection), lang=lang).check_document(
        Document(data, NoPlaces()), result, Metadata(), named
    )
    return result


def with_overview(*paragraphs: str, year: int = 2023) -> dict[str, Any]:
    return sample(year, list(paragraphs))


def test_a_finding_becomes_an_entry() -> None:
    result = check(with_overview("这里有禁词。"), word_rule(basis=[Basis("某法", article="第一条")]))
    (entry,) = result.findings
    assert entry.message == "写有“禁词”"
    assert entry.pointer == ("content", 0, "content", 0)
    assert entry.anchor == "一、总体情况"
    assert (entry.span, entry.quote) == ((3, 5), "禁词")
    assert entry.severity is Severity.WARNING
    assert entry.basis == ({"title": "某法", "article": "第一条"},)
    assert entry.related[0].message == "写有“本”"
    assert entry.fix is not None
    assert (entry.fix.title, entry.fix.safe, entry.fix.edits) == (
        "改为“词”",
        False,
        ((("content", 0, "content", 0), (3, 5), "词"),),
    )
    assert not result.failed
    assert (result.year, result.agency) == (2023, AGENCY)


def test_messages_follow_the_language() -> None:
    (entry,) = check(with_overview("禁词"), word_rule(), lang="en").findings
    assert entry.message == "says 禁词"


def test_a_finding_lowers_the_severity_and_never_raises_it() -> None:
    (entry,) = check(with_overview("轻微的禁词"), word_rule(severity=Severity.ERROR)).findings
    assert entry.severity is Severity.INFO
    (entry,) = check(with_overview("轻微的禁词"), word_rule(), severity={"ZZ001": Severity.ERROR}).findings
    assert entry.severity is Severity.INFO
    (entry,) = check(
        with_overview("禁词"), word_rule(), severity={"ZZ": Severity.ERROR, "ZZ001": Severity.INFO}
    ).findings
    assert entry.severity is Severity.INFO


def test_fingerprints_tell_alike_findings_apart_and_survive_moves() -> None:
    before = check(with_overview("甲有禁词。", "乙有禁词。"), word_rule()).findings
    after = check(with_overview(*["新写的一段。"] * 10, "甲有禁词。", "改写后乙也有禁词。"), word_rule()).findings
    marks = [entry.fingerprint for entry in before]
    assert len(set(marks)) == 2
    assert [entry.fingerprint for entry in after] == marks
    other_year = check(with_overview("甲有禁词。", year=2022), word_rule()).findings
    assert other_year[0].fingerprint not in marks


def test_a_basis_not_in_force_keeps_a_rule_from_running() -> None:
    basis = [Basis("旧规", last_year=2020), Basis("新规", first_year=2024)]
    assert not check(with_overview("禁词"), word_rule(basis=basis)).findings
    (entry,) = check(with_overview("禁词", year=2024), word_rule(basis=basis)).findings
    assert [item["title"] for item in entry.basis] == ["新规"]


@pytest.mark.parametrize(
    ("basis", "runs"),
    [
        (Basis("省规", regions=("62",)), True),
        (Basis("省规", regions=("43",)), False),
        (Basis("部门", kinds=("department",)), True),
        (Basis("政府", kinds=("gov_city", "gov_county")), False),
    ],
)
def test_a_basis_applies_to_kinds_and_regions(basis: Basis, runs: bool) -> None:
    data = with_overview("禁词")
    data["agency"] |= {"kind": "department", "region": "620600"}
    assert bool(check(data, word_rule(basis=[basis])).findings) is runs
    # What is unknown is not held against a rule.
    assert check(with_overview("禁词"), word_rule(basis=[basis])).findings


def test_a_crash_is_reported_and_the_others_go_on() -> None:
    @rule("ZZ002", "crashing-rule", category=Category.WORDING, severity=Severity.INFO, messages=MESSAGES)
    def crashing_rule(report: Report, _options: None) -> Iterator[Finding]:
        """Crash after a finding."""
        yield Finding(report, "said", {"word": "半"})
        raise ZeroDivisionError("division")

    result = check(with_overview("禁词"), crashing_rule, word_rule())
    assert sorted(entry.rule.code for entry in result.findings) == ["GJ004", "ZZ001"]
    crash = next(entry for entry in result.findings if entry.rule.code == "GJ004")
    assert "ZZ002 crashing-rule" in crash.message
    assert "ZeroDivisionError: division" in crash.message
    assert result.failed
    assert [item.what for item in result.unchecked] == ["ZZ002"]


def test_a_message_that_lacks_its_data_is_a_crash_of_the_rule() -> None:
    @rule("ZZ003", "careless-rule", category=Category.WORDING, severity=Severity.INFO, messages=MESSAGES)
    def careless_rule(report: Report, _options: None) -> Iterator[Finding]:
        """Forget the data."""
        yield Finding(report, "said")

    result = check(with_overview("好"), careless_rule)
    assert [entry.rule.code for entry in result.findings] == ["GJ004"]


@pytest.mark.parametrize(
    ("change", "message", "unchecked"),
    [
        ({"year": None}, "找不到报告年度", {"ZZ001", "ZZ011", "ZZ012"}),
        ({"year": 2018}, "2018 年度报告没有可依据的全国统一格式（自 2019 年度起施行）", {"ZZ011", "ZZ012"}),
        ({"content": ["只有一段话。"]}, "没有识别出六章", {"ZZ012"}),
    ],
)
@pytest.mark.parametrize("named", [True, False])
def test_what_could_not_be_checked_is_said(
    change: dict[str, Any], message: str, unchecked: set[str], named: bool
) -> None:

    needing = [
        word_rule(needs=["year"]),
        word_rule(needs=["edition"])._replace(code="ZZ011", name="b-b"),
        word_rule(needs=["edition", "chapters"])._replace(code="ZZ012", name="c-c"),
    ]
    result = check(with_overview("禁词") | change, *needing, named=named)
    not_checked = [entry for entry in result.findings if entry.rule.code == "GJ006"]
    assert len(not_checked) == 1
    assert message in not_checked[0].message
    assert {item.what for item in result.unchecked} == unchecked
    assert all(item.reason == not_checked[0].message for item in result.unchecked)
    assert result.failed is named


def test_metadata_stated_by_the_user_wins() -> None:
    data = with_overview("禁词")
    result = Result("a.json")
    engine = Engine(Registry(rules=(), formats=registry().formats))
    engine.check_document(
        Document(data, NoPlaces()), result, Metadata(year=2021, agency="青禾县水务局", kind="department")
    )
    assert (result.year, result.agency) == (2021, "青禾县水务局")
    assert data["agency"] == {"name": "青禾县水务局", "kind": "department"}


def test_the_engines_own_rules_cannot_be_turned_off() -> None:
    data = with_overview("好") | {"year": None}
    engine = Engine(registry(), Selection(select=("ZZ",), ignore=("ALL", "GJ006")))
    result = Result("a.json")
    engine.check_document(Document(data, NoPlaces()), result, Metadata())
    assert [entry.rule.code for entry in result.findings] == ["GJ006"]


@pytest.mark.parametrize("year", range(2019, 2026))
def test_the_sample_is_clean_in_every_year(year: int) -> None:
    result = Result("a.json")
    Engine(registry()).check_document(Document(sample(year), NoPlaces()), result, Metadata())
    assert [(entry.rule.code, entry.message) for entry in result.findings] == []
    assert not result.unchecked


def test_a_report_is_not_changed_by_being_checked() -> None:
    data = sample(2020)
    before = json.dumps(data)
    result = Result("a.json")
    Engine(registry()).check_document(Document(data, NoPlaces()), result, Metadata())
    assert json.dumps(data) == before


def test_nodes_sort_as_a_reader_meets_them() -> None:
    from gouji.finding import reading_order

    pointers: list[Any] = [
        ("title",),
        ("content", 0, "heading"),
        ("content", 0, "content", 0),
        ("content", 0, "content", 1, "caption"),
        ("content", 0, "content", 1, "columns", 0),
        ("content", 0, "content", 1, "rows", 2, "label"),
        ("content", 0, "content", 1, "rows", 2, "cells", 1),
        ("content", 0, "content", 1, "rows", 10, "label"),
        ("content", 1, "heading"),
    ]
    backwards = pointers[::-1]
    assert sorted(backwards, key=reading_order) == pointers
