"""A run that Ctrl-C ended says so in every format: what was not looked at must not pass for mended."""

from __future__ import annotations

import io
import json
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from junitparser import JUnitXml

import gouji_schemas
from gouji.testing import registry
from gouji.writers import Context, Fan
from writers.runs import results

OUTPUT = Path(gouji_schemas.__file__).parent / "output.schema.json"
WORDS = "已中断：检查了 2 个文件，其余未检查"


def written(name: str, interrupted: bool, lang: str = "zh", count: int = 2) -> str:
    stream = io.StringIO()
    fan = Fan([registry().writers[name].open(stream, Context(lang=lang, version="1.2.3"))])
    for result in islice(results(lang), count):
        fan.file(result)
    fan.summary.interrupted = interrupted
    fan.end()
    return stream.getvalue()


@pytest.mark.parametrize("name", sorted(registry().writers))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_format_says_so(name: str, lang: str) -> None:
    whole, cut = written(name, False, lang), written(name, True, lang)
    assert not any(word in whole for word in ("已中断", "interrupted"))
    assert any(word in cut for word in ("已中断", "interrupted"))


@pytest.mark.parametrize("name", ["full", "concise", "grouped", "markdown", "github"])
def test_nothing_is_said_to_be_well(name: str) -> None:
    for count in (0, 1, 2):
        told = written(name, True, count=count)
        assert "已中断，其余文件未检查" in told.splitlines()[-1]
        assert "未发现" not in told


def test_json() -> None:
    data = json.loads(written("json", True))
    assert data["summary"]["interrupted"] is True
    Draft202012Validator(json.loads(OUTPUT.read_text(encoding="utf-8"))).validate(data)
    assert json.loads(written("jsonl", True).splitlines()[-1])["interrupted"] is True


def test_sarif_was_not_successful() -> None:
    (run,) = json.loads(written("sarif", True))["runs"]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][-1] == {"message": {"text": WORDS}, "level": "error"}


def test_the_others_have_it_among_what_is_found() -> None:
    assert json.loads(written("gitlab", True))[-1]["description"] == WORDS
    assert json.loads(written("rdjson", True))["diagnostics"][-1]["message"] == WORDS
    suite = list(JUnitXml.fromstring(written("junit", True).encode()))[-1]
    assert (suite.name, suite.errors) == ("gouji", 1)
    assert f"::error title=gouji::{WORDS}\n" in written("github", True)


@pytest.mark.parametrize("name", ["json", "gitlab", "rdjson", "sarif"])
def test_nothing_else_changes(name: str) -> None:
    def of(text: str) -> Any:
        data = json.loads(text)
        return data["runs"][0]["results"] if name == "sarif" else data["findings"] if name == "json" else data

    whole, cut = of(written(name, False)), of(written(name, True))
    if name == "rdjson":
        whole, cut = whole["diagnostics"], cut["diagnostics"]
    assert cut[: len(whole)] == whole
    assert json.loads(written(name, True, count=0))
