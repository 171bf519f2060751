from __future__ import annotations

import contextlib
import io
import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

import gouji
from gouji.cli import main
from gouji.engine import Metadata
from gouji.settings import SettingsError
from gouji.testing import sample, set_cell

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "examples" / "reports" / "qinghe_county_2022.json"


def codes(result: gouji.Result) -> list[str]:
    return [finding.rule.code for finding in result.findings]


def wrong() -> dict[str, object]:
    data = sample(2023)
    set_cell(data, "requests/new_received/total", 3)
    return data


def test_the_example_of_the_documentation_is_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    example = re.search(r"```python\n(.*?)```\n\n```\n(.*?)```", text, re.DOTALL)
    assert example is not None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(example[1], {})
    assert printed.getvalue() == example[2]


def test_a_path_data_text_and_bytes_give_the_same_findings(tmp_path: Path) -> None:
    data = wrong()
    before = deepcopy(data)
    text = json.dumps(data, ensure_ascii=False)
    file = tmp_path / "report.json"
    file.write_text(text, encoding="utf-8")
    results = [
        gouji.check(str(file)),
        gouji.check(file),
        gouji.check(data),
        gouji.check(text, kind="json"),
        gouji.check(text.encode(), kind="json"),
    ]
    assert "CN202" in codes(results[0]) or "CN201" in codes(results[0])
    marks = [[finding.fingerprint for finding in result.findings] for result in results]
    assert all(mark == marks[0] for mark in marks)
    assert data == before
    assert results[0].path == str(file)
    assert results[2].path == "<data>"


def test_text_with_line_breaks_is_a_report(tmp_path: Path) -> None:
    text = (ROOT / "examples" / "reports" / "qinghe_county_2022.txt").read_text(encoding="utf-8")
    result = gouji.check(text)
    assert (result.kind, result.year) == ("text", 2022)
    assert codes(result) == codes(gouji.check(REPORT.with_suffix(".txt")))


def test_rules_and_severities_are_chosen_as_on_the_command_line() -> None:
    assert set(codes(gouji.check(wrong(), select=["row-total"]))) == {"CN201"}
    assert set(codes(gouji.check(wrong(), select="row-total"))) == {"CN201"}
    assert "CN201" not in codes(gouji.check(wrong(), ignore=["arithmetic"]))
    for level in ("info", gouji.Severity.INFO):
        (finding,) = gouji.check(wrong(), select=["CN201"], severity={"CN201": level}).findings
        assert finding.severity is gouji.Severity.INFO


def test_metadata_and_language() -> None:
    data = sample(2023)
    assert gouji.check(data, metadata={"year": 2022}).year == 2022
    zh, en = (gouji.check(wrong(), select=["CN201"], lang=lang).findings[0] for lang in ("zh", "en"))
    assert not zh.message.isascii()
    assert "total" in en.message


def test_settings_are_used_where_they_are_named_and_not_looked_for(tmp_path: Path) -> None:
    (tmp_path / "gouji.yaml").write_text("ignore: [CN201]\n", encoding="utf-8")
    file = tmp_path / "report.json"
    file.write_text(json.dumps(wrong()), encoding="utf-8")
    assert "CN201" in codes(gouji.check(file))
    assert "CN201" not in codes(gouji.check(file, config=tmp_path / "gouji.yaml"))
    (tmp_path / "gouji.yaml").write_text("ignoer: [CN201]\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="ignoer"):
        gouji.check(file, config=tmp_path / "gouji.yaml")


def test_a_region_is_widened_as_on_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    apply = Metadata.apply
    monkeypatch.setattr(Metadata, "apply", lambda own, data: (apply(own, data), seen.append(data["agency"]["region"])))
    gouji.check(sample(2023), metadata={"region": "33"})
    assert seen == ["330000"]


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings beside a report, both of which the command line finds too."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.json").write_text(json.dumps(wrong(), ensure_ascii=False), encoding="utf-8")
    return tmp_path / "gouji.yaml"


def on_the_command_line(*arguments: str) -> list[tuple[str, str, str]]:
    done = CliRunner().invoke(main, ["check", "report.json", "--format", "json", "--lang", "zh", *arguments])
    return [(item["path"], item["code"], item["message"]) for item in json.loads(done.stdout)["findings"]]


def in_python(**arguments: Any) -> list[tuple[str, str, str]]:
    result = gouji.check("report.json", config="gouji.yaml", **arguments)
    return [(entry.path, entry.rule.code, entry.message) for entry in result.findings]


@pytest.mark.parametrize(
    "text",
    [
        "baseline: known.json\n",
        "suppress:\n  - {rule: CN104, path: report.json, reason: 已核实}\n",
        "suppress:\n  - {rule: CN201, path: report.json, reason: 已核实, until: 2020-01-01}\n",
        "suppress:\n  - {rule: CN201, reason: 已核实}\n  - {rule: CN104, reason: 已核实}\n",
        "severity: {ALL: info}\nfiles:\n  - {path: '*.json', ignore: [CN202]}\n",
    ],
)
def test_settings_give_what_they_give_on_the_command_line(config: Path, text: str) -> None:
    CliRunner().invoke(main, ["baseline", "create", "report.json", "-o", "known.json", "--lang", "zh"])
    plain = on_the_command_line()
    assert plain
    config.write_text(text, encoding="utf-8")
    assert in_python() == on_the_command_line() != plain


def test_a_baseline_that_is_not_there_is_named_where_the_settings_name_it(config: Path) -> None:
    config.write_text("baseline: nope.json\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"gouji.yaml:1:11: baseline: nope.json: no such baseline"):
        in_python()
    done = CliRunner().invoke(main, ["check", "report.json", "--lang", "zh"])
    assert done.exit_code == 2
    assert "gouji.yaml:1:11: baseline: nope.json: 没有这个基线文件；可用 gouji baseline create 生成" in done.stderr


def test_settings_that_switch_everything_off_are_refused(config: Path) -> None:
    config.write_text("ignore: [ALL]\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"report.json：规则全部被停用"):
        in_python()


def test_the_bounds_of_a_year_are_the_same_everywhere() -> None:
    from gouji.cli.check import command
    from gouji.stated import FIRST_YEAR, LAST_YEAR, METADATA

    (option,) = [each for each in command.params if each.name == "year"]
    assert isinstance(option.type, click.IntRange)
    assert (option.type.min, option.type.max) == (FIRST_YEAR, LAST_YEAR)
    schema = json.loads((ROOT / "schemas" / "gouji_schemas" / "config.schema.json").read_text(encoding="utf-8"))
    entry = schema["properties"]["files"]["items"]["properties"]
    assert (entry["year"]["minimum"], entry["year"]["maximum"]) == (FIRST_YEAR, LAST_YEAR)
    assert set(METADATA) <= entry.keys() & {each.name for each in command.params}


def test_what_cannot_be_read_is_in_the_result(tmp_path: Path) -> None:
    for result in (
        gouji.check(tmp_path / "none.json"),
        gouji.check(b"{", kind="json"),
        gouji.check(b"\xff\xfe\x00", kind="pdf"),
        gouji.check("\ud800", kind="text"),
    ):
        assert result.failed
        assert codes(result) == ["GJ001"]
    assert codes(gouji.check({"a": 1})) == ["GJ006"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"source": "report.xlsx"}, "xlsx"),
        ({"source": b"{}"}, "kind"),
        ({"source": b"{}", "kind": "jsno"}, "jsno"),
        ({"source": {}, "kind": "text"}, "text"),
        ({"source": {}, "select": ["CN999"]}, "CN999"),
        (
            {"source": {}, "severity": {"CN201": "fatal"}, "lang": "en"},
            "severity CN201 fatal: the level must be one of error",
        ),
        ({"source": {}, "severity": {"CN201": 3}}, "severity CN201 3：级别应为 error、warning、info 之一"),
        ({"source": {}, "severity": {"GJ002": "info"}}, "级别不能降低"),
        ({"source": {}, "ignore": ["ALL"]}, "<data>：规则全部被停用"),
        ({"source": {}, "select": ["CN201"], "ignore": ["CN2"], "lang": "zh", "metadata": {"year": 1}}, "1949"),
        ({"source": {}, "metadata": {"yaer": 2023}}, "没有 yaer 这一项.*是否想写 year"),
        ({"source": {}, "metadata": {"year": "x"}}, "metadata year x：应为 1949 至 2999 的整数"),
        ({"source": {}, "metadata": {"year": True}}, "metadata year True"),
        ({"source": {}, "metadata": {"year": 20}, "lang": "en"}, "must be a whole number from 1949 to 2999"),
        ({"source": {}, "metadata": {"agency": " "}}, "请去掉 metadata agency"),
        ({"source": {}, "metadata": {"title": 3}}, "metadata title 3"),
        ({"source": {}, "metadata": {"kind": "departmant"}}, "是否想写 department"),
        ({"source": {}, "metadata": {"region": "zz"}}, "metadata region zz：应为行政区划代码"),
        ({"source": {}, "metadata": {"region": 330106}}, "metadata region 330106"),
        ({"source": {}, "metadata": {"published": "2020-13-01"}}, "应为日期，如 2024-01-31"),
        ({"source": {}, "metadata": {"published": "20200131"}}, "应为日期"),
        ({"source": {"a": object()}}, "data cannot be made JSON: Object of type object"),
        ({"source": {}, "lang": "de"}, "de"),
    ],
)
def test_wrong_arguments_are_value_errors(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        gouji.check(**arguments)  # type: ignore[arg-type]


def test_many_threads_may_check_at_once() -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: codes(gouji.check(REPORT)), range(12)))
    assert all(codes == found[0] for codes in found)
    assert found[0]


def test_importing_gouji_imports_nothing_of_it() -> None:
    program = "import gouji, sys; print([name for name in sys.modules if name.startswith('gouji.')])"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True, text=True, check=True, env={"PYTHONPATH": str(Path(gouji.__file__).parents[1])},
    )  # fmt: skip
    assert done.stdout.strip() == "[]"
    with pytest.raises(AttributeError, match="chekc"):
        gouji.chekc  # noqa: B018


def test_a_result_prints_as_what_came_of_the_report_and_not_as_all_that_was_used() -> None:
    result = gouji.check(sample(2023))
    assert not result.findings
    assert result.rules
    assert len(repr(result)) < 400
