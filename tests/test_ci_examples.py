"""The CI examples: they are YAML of the kind meant, and the commands in them run and write what the next steps take up."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from gouji.cli import main

CI = Path(__file__).parents[1] / "examples" / "ci"
REPORTS = CI.parent / "reports"


def command(lines: str) -> list[str]:
    (found,) = re.findall(r"^gouji (check .*)$", lines, re.MULTILINE)
    return shlex.split(found)


def run(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    for name in ("qinghe_county_2022.txt", "yunling_water_2023.json"):
        (tmp_path / name).write_bytes((REPORTS / name).read_bytes())
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 1
    assert "CN201" in result.stdout
    return result.stdout


def load(name: str) -> Any:
    return yaml.safe_load((CI / name).read_text(encoding="utf-8"))


def test_github(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workflow = load("github.yml")
    steps = workflow["jobs"]["check"]["steps"]
    shown = run(command("\n".join(step.get("run", "") for step in steps)), tmp_path, monkeypatch)
    assert shown.startswith("::error file=qinghe_county_2022.txt,line=")
    taken = {file for step in steps for file in re.findall(r"gouji\.\w+", str(step.get("if", "")))}
    assert taken == {"gouji.md", "gouji.sarif"}
    assert all((tmp_path / file).read_text(encoding="utf-8") for file in taken)
    assert all("always()" in step["if"] for step in steps if "if" in step)
    assert {step["with"]["sarif_file"] for step in steps if "sarif_file" in step.get("with", {})} == {"gouji.sarif"}


def test_gitlab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = load("gitlab-ci.yml")["reports"]
    run(command("\n".join(job["script"])), tmp_path, monkeypatch)
    assert job["artifacts"]["when"] == "always"
    for file in job["artifacts"]["reports"].values():
        assert (tmp_path / file).read_text(encoding="utf-8")


def test_each_is_explained() -> None:
    page = (CI / "README.md").read_text(encoding="utf-8")
    assert {path.name for path in CI.glob("*.yml")} == set(re.findall(r"^\| \[([\w.-]+)\]", page, re.MULTILINE))
