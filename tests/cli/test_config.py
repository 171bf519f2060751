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
    assert settings["lang"]["origin"] in ("base.yaml:1", "环境")
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
