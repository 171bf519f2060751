from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from writers.runs import results

Write = Callable[..., str]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_golden(write: Write, golden: Callable[[str, str], None], lang: str) -> None:
    golden(f"gitlab.{lang}.json", write("gitlab", lang))


def issues(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text)
    return found


def test_each_issue_has_what_gitlab_asks_for(write: Write) -> None:
    for issue in issues(write("gitlab")):
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["lines"]["begin"] >= 1
        assert not issue["location"]["path"].startswith(("/", "./"))


def test_fingerprints_are_unique_even_for_one_report_in_two_files(write: Write) -> None:
    found = issues(write("gitlab"))
    fingerprints = [issue["fingerprint"] for issue in found]
    assert len(set(fingerprints)) == len(fingerprints)
    same = [issue["fingerprint"] for issue in issues(write("json"))["findings"]]  # type: ignore[call-overload]
    assert len(set(same)) < len(same)


def test_fingerprints_are_the_same_in_another_language_and_by_another_way_to_the_file(write: Write) -> None:
    first = [issue["fingerprint"] for issue in issues(write("gitlab", "zh"))]
    assert [issue["fingerprint"] for issue in issues(write("gitlab", "en"))] == first
    result = next(results("zh"))
    result.findings = [entry._replace(path=f"./{entry.path}") for entry in result.findings]
    assert [issue["fingerprint"] for issue in issues(write("gitlab", given=[result]))] == first[: len(result.findings)]


def test_a_run_without_findings_is_an_empty_array(write: Write) -> None:
    assert issues(write("gitlab", given=[])) == []


def test_a_page_is_told_in_words(write: Write) -> None:
    (issue,) = [issue for issue in issues(write("gitlab")) if issue["location"]["path"] == "scan.pdf"]
    assert issue["description"] == "第3页第12行: “流程”重复"
    assert issue["location"]["lines"] == {"begin": 1}
