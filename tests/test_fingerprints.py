"""Fingerprints: a finding keeps its own whatever is written elsewhere, and two findings never share one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.engine import Engine, Result
from gouji.testing import registry
from writers.runs import own_registry, repeated_term

EXAMPLES = sorted((Path(__file__).parents[1] / "examples" / "reports").glob("*.txt"))
CLEAN = "yunling_water_2023"
ENGINE = Engine(registry())
WORDS = st.text(alphabet="办理公开信息平台，。", min_size=1, max_size=12)


def check(text: str, name: str = "report.txt") -> Result:
    reader = registry().reader_for(name)
    assert reader is not None
    result = ENGINE.check_bytes(text.encode(), name, reader)
    assert not result.failed
    return result


def marks(result: Result) -> list[str]:
    return [entry.fingerprint for entry in result.findings]


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_they_stay_when_ten_lines_are_inserted_above(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    before, after = check(text), check("\n" * 10 + text)
    assert bool(before.findings) is (file.stem != CLEAN)
    assert marks(after) == marks(before)
    lines = [(old.place.line, new.place.line) for old, new in zip(before.findings, after.findings, strict=True)]
    assert all(new == old + 10 for old, new in lines if old is not None and new is not None)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_no_two_of_a_report_are_equal(file: Path) -> None:
    found = marks(check(file.read_text(encoding="utf-8")))
    assert len(set(found)) == len(found)


def test_they_differ_between_rules_agencies_years_and_places() -> None:
    from gouji.finding import fingerprint

    base = ("CN301", "云岭市档案数据局", 2023, "一、总体情况", ("甲",), 0)
    others = [
        ("CN302", *base[1:]),
        (base[0], "青禾县档案数据局", *base[2:]),
        (*base[:2], 2022, *base[3:]),
        (*base[:3], "二、主动公开政府信息情况", *base[4:]),
        (*base[:4], ("乙",), 0),
        (*base[:5], 1),
    ]
    assert len({fingerprint(*each) for each in [base, *others]}) == len(others) + 1  # type: ignore[arg-type]


def report(paragraphs: list[str]) -> str:
    content = [{"heading": "一、总体情况", "content": paragraphs}]
    data = {
        "type": "cn-ogi-annual-report",
        "year": 2023,
        "agency": {"name": "云岭市档案数据局"},
        "content": content,
    }
    return json.dumps(data, ensure_ascii=False)


ODD = "办理流程流程已公布。"


def faults(paragraphs: list[str]) -> list[str]:
    reader = registry().reader_for("report.json")
    assert reader is not None
    result = Engine(own_registry((repeated_term,))).check_bytes(report(paragraphs).encode(), "report.json", reader)
    return marks(result)


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 5))
def test_like_findings_in_one_section_have_their_own(times: int) -> None:
    assert len(set(faults([ODD] * times))) == times


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, max_size=4), st.lists(WORDS, max_size=4))
def test_paragraphs_around_it_do_not_change_that_of_a_finding(before: list[str], after: list[str]) -> None:
    assert faults([*before, ODD, *after]) == faults([ODD])


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 3), st.integers(0, 3))
def test_a_new_finding_like_it_adds_one_and_changes_none(before: int, after: int) -> None:
    assert set(faults([ODD])) < set(faults([ODD] * (before + after + 2)))
