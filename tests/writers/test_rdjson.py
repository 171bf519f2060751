from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from gouji.engine import Engine
from writers.runs import own_registry

Write = Callable[..., str]
BEFORE = "云岭市档案数据局2023年政府信息公开工作年度报告\n一、总体情况\n"
AFTER = "二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n"


def diagnostics(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text)["diagnostics"]
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_golden(write: Write, golden: Callable[[str, str], None], lang: str) -> None:
    golden(f"rdjson.{lang}.json", write("rdjson", lang))


def checked(text: str, name: str = "a.txt") -> Any:
    engine = Engine(own_registry())
    reader = engine.registry.reader_for(name)
    assert reader is not None
    return engine.check_bytes(text.encode(), name, reader)


def test_columns_count_bytes_of_utf_8(write: Write) -> None:
    text = f"{BEFORE}a𠮷办理流程流程已公布。\n{AFTER}"
    (found,) = [
        item for item in diagnostics(write("rdjson", given=[checked(text)])) if item["code"]["value"] == "XX001"
    ]
    line = text.encode().splitlines()[2]
    start, end = found["location"]["range"]["start"], found["location"]["range"]["end"]
    assert (start["line"], end["line"]) == (3, 3)
    assert line[start["column"] - 1 : end["column"] - 1].decode() == "流程流程"


def test_a_suggestion_put_in_its_place_corrects_the_file(write: Write) -> None:
    text = f"{BEFORE}𠮷办理流程流程已公布。\n{AFTER}"
    (found,) = [
        item for item in diagnostics(write("rdjson", given=[checked(text)])) if item["code"]["value"] == "XX001"
    ]
    (suggestion,) = found["suggestions"]
    start, end = suggestion["range"]["start"], suggestion["range"]["end"]
    lines = text.encode().splitlines(keepends=True)
    line = lines[start["line"] - 1]
    lines[start["line"] - 1] = line[: start["column"] - 1] + suggestion["text"].encode() + line[end["column"] - 1 :]
    again = checked(b"".join(lines).decode())
    assert not [entry for entry in again.findings if entry.rule.code == "XX001"]


def test_every_diagnostic_has_what_reviewdog_asks_for(write: Write) -> None:
    for item in diagnostics(write("rdjson")):
        assert item["message"]
        assert item["location"]["path"]
        assert item["severity"] in ("ERROR", "WARNING", "INFO")


def test_pages_have_no_range_and_no_suggestion(write: Write) -> None:
    (item,) = [item for item in diagnostics(write("rdjson")) if item["location"]["path"] == "scan.pdf"]
    assert "range" not in item["location"]
    assert "suggestions" not in item
    assert item["message"] == "第3页第12行: “流程”重复"


def test_a_run_without_findings_is_whole(write: Write) -> None:
    assert json.loads(write("rdjson", given=[])) == {"source": {"name": "gouji"}, "diagnostics": []}
