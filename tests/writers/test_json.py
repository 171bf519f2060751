from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import gouji_schemas
from gouji.writers import Context, Fan
from gouji.writers.json import JsonOutput, json_text

Write = Callable[..., str]


def schema() -> Any:
    return json.loads((Path(gouji_schemas.__file__).parent / "output.schema.json").read_text(encoding="utf-8"))


def validate(data: Any) -> None:
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(schema())
    errors = [f"{list(error.path)}: {error.message}" for error in Draft202012Validator(schema()).iter_errors(data)]
    assert not errors


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_golden(write: Write, golden: Callable[[str, str], None], lang: str) -> None:
    golden(f"json.{lang}.json", write("json", lang))


def test_what_is_written_satisfies_the_schema(write: Write) -> None:
    data = json.loads(write("json"))
    validate(data)
    assert list(data) == ["version", "tool", "findings", "files", "summary"]
    assert data["summary"] == {
        "files": 6, "error": 7, "warning": 1, "info": 2, "suppressed": 0, "unchecked": 1, "passed_over": 1,
    }  # fmt: skip
    assert [file["path"] for file in data["files"]][:2] == ["reports/云岭市.json", "reports/clean.json"]


def test_a_run_without_findings_or_files_satisfies_it_too(write: Write) -> None:
    data = json.loads(write("json", given=[]))
    validate(data)
    assert data["findings"] == []
    assert data["files"] == []


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["findings"][0].pop("anchor"),
        lambda data: data["findings"][0]["place"].update(line=0),
        lambda data: data["findings"][0].update(severity="fatal"),
        lambda data: data["findings"][0].update(pointer="content/0"),
        lambda data: data["findings"][0].update(more=1),
        lambda data: data["files"][0].pop("unchecked"),
        lambda data: data["summary"].pop("error"),
    ],
)
def test_the_schema_refuses_another_shape(write: Write, change: Callable[[Any], Any]) -> None:
    data = json.loads(write("json"))
    change(data)
    with pytest.raises(AssertionError):
        validate(data)


def test_a_fix_and_a_span_say_where(write: Write) -> None:
    finding = json.loads(write("json"))["findings"][0]
    assert finding["span"] == {"start": 2, "end": 6}
    assert finding["fix"] == {
        "title": "在两个“流程”之间加顿号",
        "safe": True,
        "edits": [{"pointer": finding["pointer"], "start": 2, "end": 6, "replacement": "流程、流程"}],
    }
    assert finding["related"][0]["message"] == "先出现在这里"
    assert finding["basis"] == [
        {"title": "《公文写作指引》", "article": "第三条", "url": "https://example.org/3"},
        {"title": "《校对要点》"},
    ]


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "latin-1"])
def test_a_stream_that_is_not_utf_8_loses_nothing(write: Write, encoding: str) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, errors="replace")
    fan = Fan([JsonOutput(stream, Context())])
    from gouji.engine import Result

    fan.file(Result("龘𠮷.json", 2023, "云岭市档案数据局"))
    fan.end()
    stream.flush()
    assert json.loads(raw.getvalue())["files"][0]["path"] == "龘𠮷.json"


def test_a_lone_surrogate_is_escaped() -> None:
    assert json_text({"路": "\udc80"}) == '{"\\u8def": "\\udc80"}'
    assert json_text({"路": "表"}) == '{"路": "表"}'
