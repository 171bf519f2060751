from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gouji.cli import main
from gouji.cli.convert import report_text
from gouji.testing import sample, set_cell

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Run in an empty folder, in Chinese, without the colours of the developer's terminal."""
    monkeypatch.setenv("GOUJI_LANG", "zh")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def gouji() -> Callable[..., Result]:
    """Run gouji in this process. What escapes it as an exception fails the test."""

    def run(*arguments: str, **extra: Any) -> Result:
        result = CliRunner().invoke(main, list(arguments), **extra)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run gouji as a process of its own."""

    def run(
        *arguments: str, path: str = "", given: bytes = b"", **environment: str
    ) -> subprocess.CompletedProcess[bytes]:
        roots = [path, *(str(ROOT / root) for root in ("linter", "rules", "schemas"))]
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, roots)), **environment}
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "gouji", *arguments],
            capture_output=True,
            input=given,
            env=env,
            check=False,
            timeout=60,
        )

    return run


def clean(year: int = 2023) -> str:
    return report_text(sample(year))


def broken() -> str:
    """A report whose total of one row is 3 too many."""
    data = sample(2023)
    set_cell(data, "requests/granted/total", 3)
    return report_text(data)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder with a clean report, a broken one, and what is no report."""
    files = {
        "reports/clean.json": clean(),
        "reports/sub/broken.json": broken(),
        "reports/README.md": "# 年报\n",
        "reports/package.json": '{"name": "x"}\n',
        "reports/.git/broken.json": broken(),
        "reports/node_modules/broken.json": broken(),
        "reports/.venv/broken.json": broken(),
    }
    for name, text in files.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path / "reports"
