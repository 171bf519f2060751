"""Files that cannot be read, break the schema or are no reports, through the engine."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gouji.engine import Engine, Result
from gouji.report import REPORT_TYPE
from gouji.testing import registry, sample

BROKEN_REPORT = f'{{"type": "{REPORT_TYPE}",\n "year": 2023,\n}}'


def check(source: str | bytes, named: bool = True, lang: str = "zh") -> Result:
    reader = registry().reader_for("报告.json")
    assert reader is not None
    raw = source if isinstance(source, bytes) else source.encode()
    return Engine(registry(), lang=lang).check_bytes(raw, "dir/报告.json", reader, named=named)


def written(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


def codes(result: Result) -> list[str]:
    return [entry.rule.code for entry in result.findings]


def test_a_clean_report() -> None:
    result = check(written(sample()))
    assert not result.failed
    assert not {"GJ001", "GJ002", "GJ004", "GJ006"} & set(codes(result))
    assert (result.year, result.passed_over) == (2023, None)


@pytest.mark.parametrize("named", [True, False])
def test_a_broken_report_is_unreadable_wherever_it_was_met(named: bool) -> None:
    result = check(BROKEN_REPORT, named)
    assert codes(result) == ["GJ001"]
    entry = result.findings[0]
    assert (entry.place.line, entry.place.column, entry.place.end_column) == (2, 14, 15)
    assert entry.message == "} 前多了一个逗号；请删去，JSON 的最后一项后面不加逗号"
    assert entry.severity.label == "error"
    assert entry.path == "dir/报告.json"
    assert entry.anchor == "报告.json"
    assert len(entry.fingerprint) == 32
    assert result.text == BROKEN_REPORT
    assert result.failed
    assert [item.what for item in result.unchecked] == ["all"]


def test_in_english() -> None:
    assert (
        check(BROKEN_REPORT, lang="en").findings[0].message == "a comma before }; remove it, the last item takes none"
    )


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("named", [True, False])
def test_a_report_in_another_encoding_is_unreadable_wherever_it_was_met(encoding: str, named: bool) -> None:
    result = check(written(sample()).encode(encoding), named)
    assert codes(result) == ["GJ001"]
    assert "UTF-8" in result.findings[0].message
    assert result.text == written(sample())
    assert result.failed


@pytest.mark.parametrize("source", ['{"compilerOptions": {}, // 注\n}', "[1,]", "", b"\xff\xfe\x00", b"\x00\x01\x02"])
def test_broken_json_that_is_no_report_is_passed_over_in_a_folder(source: str | bytes) -> None:
    result = check(source, named=False)
    assert result.findings == []
    assert not result.failed
    assert result.passed_over
    named = check(source)
    assert codes(named) == ["GJ001"]
    assert named.failed


@pytest.mark.parametrize("source", ['{"name": "site", "version": "1.0.0"}', "[]", '{"year": 2023, "content": []}'])
def test_other_json_is_passed_over_in_a_folder_and_not_checked_when_named(source: str) -> None:
    result = check(source, named=False)
    assert (result.findings, result.failed) == ([], False)
    assert REPORT_TYPE in (result.passed_over or "")
    named = check(source)
    assert codes(named) == ["GJ006"]
    assert REPORT_TYPE in named.findings[0].message
    assert named.failed
    assert named.passed_over is None


@pytest.mark.parametrize("named", [True, False])
def test_a_report_that_breaks_the_schema(named: bool) -> None:
    data = sample()
    data["content"][2]["content"][0]["rows"][1]["cells"][4] = True
    data["agency"]["nmae"] = data["agency"].pop("name")
    del data["year"]
    result = check(written(data), named)
    assert codes(result) == ["GJ002"] * 3
    year, name, cell = result.findings
    assert (year.anchor, year.pointer, year.place.line) == ("", (), 1)
    assert year.message == "报告缺少 year（报告年度，如 2023）"
    assert (name.anchor, name.place.line, name.place.column, name.place.end_column) == ("/agency/nmae", 5, 4, 8)
    assert name.message == "没有名为 nmae 的键；是否想写 name？"
    assert cell.anchor == "/content/2/content/0/rows/1/cells/4"
    lines = written(data).splitlines()
    assert cell.place.line is not None
    assert lines[cell.place.line - 1].strip() == "true,"
    assert len({entry.fingerprint for entry in result.findings}) == 3
    assert [item.what for item in result.unchecked] == ["all"]
    assert result.text == written(data)


def test_what_could_be_read_of_an_invalid_report_names_it() -> None:
    result = check(written(sample() | {"title": 5}))
    assert (result.year, result.agency) == (2023, sample()["agency"]["name"])
    result = check(written(sample() | {"year": "2023", "agency": []}))
    assert (result.year, result.agency) == (None, None)


def test_keys_are_escaped_in_the_anchor() -> None:
    result = check(written(sample() | {"a/b~c": 1}))
    assert result.findings[0].anchor == "/a~1b~0c"


def test_fingerprints_do_not_depend_on_lines() -> None:
    data = sample() | {"year": "2023"}
    marks = [
        [entry.fingerprint for entry in check(json.dumps(data, indent=indent)).findings] for indent in (None, 1, 4)
    ]
    assert marks[0] == marks[1] == marks[2]


@pytest.mark.parametrize("name", ["年报.docx", "年报.doc", "年报.wps", "年报.pdf", "年报.txt"])
def test_what_cannot_be_read_may_have_been_a_report_and_is_told_of_in_a_folder_too(name: str) -> None:
    reader = registry().reader_for(name)
    assert reader is not None
    result = Engine(registry()).check_bytes(b"\xff\xff\x80 broken", name, reader, named=False)
    assert codes(result) == ["GJ001"]
    assert result.failed
    assert result.passed_over is None
