from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result


@pytest.fixture
def shown(gouji: Callable[..., Result], reports: Path, tmp_path: Path) -> Callable[..., Any]:
    """What `config show` says of a file, by setting and by rule."""
    (tmp_path / "base.yaml").write_text(
        "lang: zh\nfail-on: info\nignore: [CN205]\nseverity: {CN201: info}\nexclude: [old]\n", encoding="utf-8"
    )
    (tmp_path / "gouji.yaml").write_text(
        "extends: base.yaml\n"
        "files:\n"
        '  - {path: "reports/sub/*", kind: department, ignore: [years], severity: {CN202: warning}}\n'
        "severity: {CN203: info}\n",
        encoding="utf-8",
    )

    def show(file: str, *arguments: str) -> Any:
        result = gouji("config", "show", file, "--format", "json", *arguments)
        assert result.exit_code == 0
        data = json.loads(result.stdout)
        return {item["name"]: item for item in data["settings"]}, {item["code"]: item for item in data["rules"]}

    return show


def test_each_setting_names_the_file_it_comes_from(shown: Callable[..., Any]) -> None:
    settings, rules = shown("reports/sub/broken.json")
    assert settings["extends"] == {"name": "extends", "value": "base.yaml", "origin": "gouji.yaml:1"}
    assert settings["fail-on"]["origin"] == "base.yaml:2"
    assert settings["exclude"]["origin"] == "base.yaml:5"
    assert settings["kind"]["origin"] == "gouji.yaml:3"
    assert (rules["CN205"]["on"], rules["CN205"]["on_origin"]) == (False, "base.yaml:3")
    assert (rules["CN201"]["severity"], rules["CN201"]["severity_origin"]) == ("info", "base.yaml:4")
    assert (rules["CN202"]["severity"], rules["CN202"]["severity_origin"]) == ("warning", "gouji.yaml:3")
    assert (rules["CN203"]["severity"], rules["CN203"]["severity_origin"]) == ("info", "gouji.yaml:4")
    assert (rules["CN301"]["on"], rules["CN301"]["on_origin"]) == (False, "gouji.yaml:3")


def test_what_is_said_of_other_files_does_not_count(shown: Callable[..., Any]) -> None:
    _, rules = shown("reports/clean.json")
    assert rules["CN301"]["on"]
    assert rules["CN202"]["severity"] == "error"


def test_the_command_line_comes_last(shown: Callable[..., Any]) -> None:
    _, rules = shown("reports/sub/broken.json", "--select", "CN205", "--severity", "CN201=error")
    assert (rules["CN205"]["on"], rules["CN205"]["on_origin"]) == (True, "命令行 --select")
    assert (rules["CN201"]["severity"], rules["CN201"]["severity_origin"]) == ("error", "命令行 --severity")


@pytest.fixture
def under(gouji: Callable[..., Result], reports: Path, tmp_path: Path) -> Callable[..., list[str]]:
    """The lines of `config show` for a report under the settings given, by file."""

    def show(files: dict[str, str], *arguments: str, file: str = "reports/clean.json") -> list[str]:
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        result = gouji("config", "show", file, *arguments)
        assert result.exit_code == 0, result.output
        return result.stdout.splitlines()

    return show


def test_an_option_comes_from_the_nearest_layer_by_whichever_name(under: Callable[..., list[str]]) -> None:
    base = "options: {overview-too-long: {limit: 700}}\n"
    own = "extends: [base.yaml]\noptions: {CN116: {limit: 800}}\n"
    assert "    limit = 800  [gouji.yaml:2]" in under({"base.yaml": base, "gouji.yaml": own})
    entry = own + "files:\n  - path: 'reports/**'\n    options: {overview-too-long: {limit: 900}}\n"
    assert "    limit = 900  [gouji.yaml:5]" in under({"gouji.yaml": entry})
    swapped = own.replace("CN116", "overview-too-long")
    lines = under({"base.yaml": base.replace("overview-too-long", "CN116"), "gouji.yaml": swapped})
    assert "    limit = 800  [gouji.yaml:2]" in lines


def test_metadata_comes_from_the_entry_that_fits(under: Callable[..., list[str]]) -> None:
    text = (
        "files:\n  - {path: 'reports/*.json', region: '33'}\n  - {path: 'elsewhere/*', region: '33'}\n"
        "  - {path: '**', kind: department}\n"
    )
    lines = under({"gouji.yaml": text})
    assert "region: 330000  [gouji.yaml:2]" in lines
    assert "kind: department  [gouji.yaml:4]" in lines


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--select", "CN3", "--ignore", "CN301"), "- CN301 stale-year error  [命令行 --ignore]"),
        (("--select", "CN301", "--ignore", "CN3"), "+ CN301 stale-year error  [命令行 --select]"),
        (("--select", "CN2", "--ignore", "CN301"), "- CN301 stale-year error  [命令行 --select]"),
        (("--ignore", "years"), "- CN301 stale-year error  [命令行 --ignore]"),
        (("--select", "CN3"), "+ GJ001 unreadable-file error"),
        (("--severity", "ALL=info"), "+ GJ002 schema-violation error"),
        (("--severity", "ALL=info"), "+ GJ005 unrecognised-table info  [命令行 --severity]"),
    ],
)
def test_which_option_decides(under: Callable[..., list[str]], arguments: tuple[str, ...], expected: str) -> None:
    assert expected in under({}, *arguments)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("select:\n  - CN2\n  - CN3\nignore:\n  - CN2\n  - CN301\n", "- CN301 stale-year error  [gouji.yaml:6]"),
        ("select:\n  - CN2\n  - CN3\nignore:\n  - CN201\n", "+ CN301 stale-year error  [gouji.yaml:3]"),
        ("select:\n  - CN2\nignore:\n  - CN301\n", "- CN301 stale-year error  [gouji.yaml:2]"),
        ("severity:\n  CN301: info\n  stale-year: warning\n", "+ CN301 stale-year warning  [gouji.yaml:3]"),
        ("severity:\n  years: info\n  ALL: warning\n", "+ CN301 stale-year info  [gouji.yaml:2]"),
        ("ignore: [CN301]\nfiles:\n  - {path: '**', ignore: [CN205]}\n", "- CN301 stale-year error  [gouji.yaml:1]"),
        ("ignore: [CN301]\nfiles:\n  - {path: '**', ignore: [CN205]}\n", "- CN205 blank-cell warning  [gouji.yaml:3]"),
    ],
)
def test_which_line_decides(under: Callable[..., list[str]], text: str, expected: str) -> None:
    assert expected in under({"gouji.yaml": text})


def test_the_language_is_that_of_the_environment_before_the_settings(
    under: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    own = {"gouji.yaml": "lang: zh\n", "reports/gouji.yaml": "# reports\nlang: zh\n"}
    assert "lang: zh  [环境变量 GOUJI_LANG]" in under(own)
    assert "lang: zh  [命令行 --lang]" in under(own, "--lang", "zh")
    monkeypatch.delenv("GOUJI_LANG")
    # The messages of a run are in one language, whatever files it checks.
    assert "lang: zh  [gouji.yaml:1]" in under(own)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "lang: zh  [系统区域设置]" in under({"gouji.yaml": "{}\n", "reports/gouji.yaml": "{}\n"})


def test_baseline_and_suppressions_are_shown(under: Callable[..., list[str]], gouji: Callable[..., Result]) -> None:
    text = (
        "baseline: known.json\nsuppress:\n  - {rule: CN201, reason: 已核实, at: 报告}\n"
        "  - {rule: CN301, path: elsewhere, reason: 已核实}\n"
    )
    lines = under({"gouji.yaml": text})
    assert "baseline: known.json  [gouji.yaml:1]" in lines
    assert "suppress: rule: CN201, at: 报告, reason: 已核实  [gouji.yaml:3]" in lines
    assert not any("CN301, path" in line for line in lines)
    assert any("CN301, path: elsewhere" in line for line in under({}, file="."))
    data = json.loads(gouji("config", "show", "reports/clean.json", "--format", "json").stdout)
    assert {"rule": "CN201", "at": "报告", "reason": "已核实"} in [item["value"] for item in data["settings"]]
