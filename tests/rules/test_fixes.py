"""The fixes of the national rules: safe ones leave every character and figure, and one run makes all there are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corrections import fixed
from gouji.cli.convert import report_text
from gouji.fixes import substance
from gouji.testing import registry, sample

REPORTS = Path(__file__).parents[2] / "examples" / "reports"
KINDS = {".json": "json", ".txt": "text", ".docx": "docx"}


def strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from strings(value)


def read(raw: bytes, kind: str) -> Any:
    reader = next(reader for reader in registry().readers if reader.kind == kind)
    return reader.read(raw, registry().formats).data


def hold(raw: bytes, kind: str) -> None:
    """Make the safe fixes, and see that they kept what they must and left nothing for a second run."""
    outcome = fixed(raw, kind, rules=registry().rules)
    assert outcome.stable
    before, after = (list(strings(read(one, kind))) for one in (raw, outcome.raw))
    assert [substance(text) for text in after] == [substance(text) for text in before]
    again = fixed(outcome.raw, kind, rules=registry().rules)
    assert (again.raw, again.applied) == (outcome.raw, ())
    left = {entry.rule.code for entry in again.before.findings if entry.fix is not None and entry.fix.safe}
    assert not left, "a safe fix that is never made"


@pytest.mark.parametrize("path", sorted(REPORTS.iterdir()), ids=lambda path: path.name)
def test_of_the_examples(path: Path) -> None:
    hold(path.read_bytes(), KINDS[path.suffix])


def test_of_real_reports(cases: Path) -> None:
    for path in sorted(cases.iterdir()):
        if path.suffix in KINDS:
            hold(path.read_bytes(), KINDS[path.suffix])


@pytest.mark.parametrize("rule", [rule for rule in registry().rules if rule.invalid], ids=lambda rule: rule.name)
def test_of_the_cases_of_every_rule(rule: Any) -> None:
    from gouji.testing import case_data

    for case in rule.invalid:
        data = case_data(case)
        raw = report_text(data).encode()
        if _valid(raw):
            hold(raw, "json")


def _valid(raw: bytes) -> bool:
    """Whether the report JSON of a case satisfies the schema: some lack a year on purpose."""
    from gouji.source import Invalid

    try:
        read(raw, "json")
    except Invalid:
        return False
    return True


WORDS = st.lists(
    st.sampled_from(
        [
            *"，。；：、（）()[]【】〔〕《》〈〉“”'\",.;:?!…— 　",
            *"0123456789０１２３",
            *(
                "的",
                "了",
                "我县",
                "办法",
                "通知",
                "条例",
                "号",
                "国办发",
                "第",
                "年",
                "月",
                "件",
                "http://a.cn/b,c",
                "a@b.cn",
                "9:30",
            ),
        ]
    ),
    max_size=25,
).map("".join)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS.filter(str.strip), min_size=1, max_size=3))
def test_of_any_text(texts: list[str]) -> None:
    hold(report_text(sample(2023, list(texts))).encode(), "json")


def test_there_are_safe_fixes_to_speak_of() -> None:
    outcome = fixed((REPORTS / "chengchuan_education_2020.json").read_bytes(), rules=registry().rules)
    assert outcome.applied
    assert json.loads(outcome.raw) != json.loads((REPORTS / "chengchuan_education_2020.json").read_bytes())
