from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gouji.cli import main
from gouji.cli.convert import report_text
from gouji.testing import sample

ROOT = Path(__file__).parents[2]

YUNLING = """\
id: yunling
prefix: YL
title: 云岭市年报要求
applies_to: {regions: ["9901"]}
basis:
  notice: {title: 《云岭市编制要求》（示例）}
changes:
  - {rule: overview-too-long, severity: warning, options: {limit: 30}, years: "2022-"}
rules:
  - code: YL001
    name: contact-phone
    title: 没有写明联系电话
    kind: required
    in: [preface, overview]
    words: [电话]
    basis: [notice]
    invalid: [{text: 本报告由市水务局编制。}]
    valid: [{text: 联系电话：6612018。}]
"""


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Run in an empty folder, in Chinese, without the colours of the developer's terminal."""
    monkeypatch.setenv("GOUJI_LANG", "zh")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def gouji() -> Callable[..., Result]:
    """Run gouji in this process. What escapes it as an exception fails the test."""

    def run(*arguments: str) -> Result:
        result = CliRunner().invoke(main, list(arguments))
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run gouji as a process of its own."""

    def run(*arguments: str, code: str = "") -> subprocess.CompletedProcess[str]:
        roots = os.pathsep.join(str(ROOT / root) for root in ("linter", "rules", "schemas"))
        command = [sys.executable, *(("-c", code) if code else ("-m", "gouji")), *arguments]
        environment = {**os.environ, "PYTHONPATH": roots, "PYTHONIOENCODING": "utf-8"}
        return subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False, timeout=60
        )

    return run


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    file = tmp_path / "yunling.yaml"
    file.write_text(YUNLING, encoding="utf-8")
    return file


@pytest.fixture
def report(tmp_path: Path) -> Callable[..., str]:
    """Write a clean report and return its path."""

    def write(name: str = "report.json", year: int = 2023, overview: list[str] | None = None, **agency: str) -> str:
        data = sample(year, overview)
        published = agency.pop("published", None)
        data["agency"].update(agency)
        if published is not None:
            data["published"] = published
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(report_text(data), encoding="utf-8")
        return str(file)

    return write
