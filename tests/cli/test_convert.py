from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from gouji.cli.convert import report_text
from gouji.testing import sample

Gouji = Callable[..., Result]

TEXT = """云岭市档案数据局2023年政府信息公开工作年度报告

一、总体情况

全年公开信息 120 条。

五、存在的主要问题及改进情况

解读形式不够丰富，下一步多采用图解。

六、其他需要报告的事项

没有收取信息处理费。
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "report.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def test_text_to_report_json(gouji: Gouji, report: Path) -> None:
    result = gouji("convert", "report.txt", "-o", "report.json")
    assert result.exit_code == 0
    assert result.stdout == ""
    told = result.stderr.splitlines()
    assert any(line.startswith("年度：2023（得自") for line in told)
    assert any(line.startswith("机关：云岭市档案数据局（得自") for line in told)
    data = json.loads(Path("report.json").read_text(encoding="utf-8"))
    assert (data["year"], data["agency"]["name"]) == (2023, "云岭市档案数据局")
    assert "全年公开信息 120 条。" in Path("report.json").read_text(encoding="utf-8")


def test_what_report_json_states_is_no_guess(gouji: Gouji, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(report_text(sample(2023)), encoding="utf-8")
    result = gouji("convert", "a.json")
    assert "年度：2023（文件中写明）" in result.stderr
    assert "表格：art20_1、art20_5、art20_6、art20_8、requests、disputes" in result.stderr
    assert json.loads(result.stdout) == sample(2023)


def test_what_is_stated_wins_and_is_told_as_such(gouji: Gouji, report: Path) -> None:
    result = gouji("convert", "report.txt", "--year", "2022", "--kind", "department", "--region", "410300")
    assert "年度：2022（指定）" in result.stderr
    data = json.loads(result.stdout)
    assert data["year"] == 2022
    assert data["agency"] == {"name": "云岭市档案数据局", "kind": "department", "region": "410300"}


@pytest.mark.parametrize(
    ("title", "arguments", "options"),
    [
        ("政府信息公开工作年度报告", [], ["--year", "--agency"]),
        ("政府信息公开工作年度报告", ["--agency", "云岭市档案数据局"], ["--year"]),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_written(
    gouji: Gouji, report: Path, title: str, arguments: list[str], options: list[str]
) -> None:
    report.write_text(TEXT.replace(TEXT.splitlines()[0], title), encoding="utf-8")
    result = gouji("convert", "report.txt", "-o", "out.json", *arguments)
    assert result.exit_code == 2
    assert [option for option in ("--year", "--agency") if option in result.stderr] == options
    assert not Path("out.json").exists()


def test_the_input_is_never_overwritten(gouji: Gouji, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(report_text(sample()), encoding="utf-8")
    before = file.read_bytes()
    (tmp_path / "link.json").symlink_to(file)
    for output in ("a.json", "./a.json", "link.json"):
        assert gouji("convert", "a.json", "-o", output).exit_code == 2
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("none.txt", None),
        ("a.md", b"x"),
        ("a.json", b"{"),
        ("b.json", b'{"name": 1}'),
        ("c.json", b'{"type": "cn-ogi-annual-report"}'),
    ],
)
def test_what_cannot_be_read_is_told(gouji: Gouji, tmp_path: Path, name: str, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    result = gouji("convert", name, "-o", "out.json")
    assert result.exit_code == 2
    assert name in result.stderr
    assert not Path("out.json").exists()


def test_standard_input(gouji: Gouji) -> None:
    result = gouji("convert", "-", input=TEXT.encode())
    assert json.loads(result.stdout)["year"] == 2023


def test_a_result_that_breaks_the_schema_is_not_written(
    gouji: Gouji, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader of a plugin may give what is no report JSON."""
    from gouji.source import Document
    from gouji.testing import NoPlaces

    bad = {**sample(), "region": "x"}
    monkeypatch.setattr("gouji.readers.text.read", lambda _raw, _formats: Document(bad, NoPlaces()))
    result = gouji("convert", "report.txt", "-o", "out.json")
    assert result.exit_code == 2
    assert "不符合 report.schema.json" in result.stderr
    assert "region" in result.stderr
    assert not Path("out.json").exists()


class TestText:
    def test_says_the_same_as_the_data(self) -> None:
        for year in (2020, 2023):
            assert json.loads(report_text(sample(year))) == sample(year)

    def test_a_row_is_one_line(self) -> None:
        lines = report_text(sample(2023)).splitlines()
        assert sum('"row": ' in line and '"cells": [' in line for line in lines) == 32
        assert sum('"columns": [' in line and line.rstrip(",").endswith("]") for line in lines) == 6

    def test_a_row_of_an_unknown_table_is_one_line(self) -> None:
        grid = {"table": None, "grid": [["甲", 1], [None, "2"]]}
        text = report_text({"content": [grid, "段落", {"heading": "一", "content": []}]})
        assert '["甲", 1],\n' in text
        assert json.loads(text)["content"][0] == grid
