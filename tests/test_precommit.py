"""pre-commit, really run on small repositories of reports."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "examples" / "reports"
CLEAN = REPORTS / "yunling_water_2023.txt"
BROKEN = REPORTS / "qinghe_county_2022.txt"

pytest.importorskip("pre_commit", reason="pre-commit is not installed")
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository that checks its reports with the published hook, run by this interpreter instead of an environment."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    program, arguments = hook["entry"].split(" ", 1)
    assert program == "gouji"
    local = {**hook, "language": "system", "entry": f"{sys.executable} -m gouji {arguments}"}
    run("git", "init", "--quiet", cwd=tmp_path)
    config = yaml.safe_dump({"repos": [{"repo": "local", "hooks": [local]}]}, allow_unicode=True)
    (tmp_path / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    (tmp_path / "README.md").write_text("# 年度报告\n", encoding="utf-8")
    (tmp_path / "package.json").write_text('{"name": "reports", "private": true}\n', encoding="utf-8")
    (tmp_path / "requirements.txt").write_text("gouji\n", encoding="utf-8")
    return tmp_path


def run(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(str(ROOT / root) for root in ("linter", "rules", "schemas"))
    without_git = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return subprocess.run(
        command,
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={
            **without_git,
            "PYTHONPATH": path,
            "PRE_COMMIT_HOME": str(cwd / ".git" / "pre-commit"),
            "GOUJI_LANG": "zh",
            "PYTHONIOENCODING": "utf-8",
        },
        check=False,
        timeout=120,
    )


def pre_commit(repository: Path) -> subprocess.CompletedProcess[str]:
    run("git", "add", "--all", cwd=repository)
    return run(sys.executable, "-m", "pre_commit", "run", "--all-files", "--verbose", cwd=repository)


def test_a_clean_report_passes(repository: Path) -> None:
    shutil.copy(CLEAN, repository)
    outcome = pre_commit(repository)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert "Passed" in outcome.stdout


def test_a_broken_report_is_stopped_at_its_line(repository: Path) -> None:
    shutil.copy(CLEAN, repository)
    shutil.copy(BROKEN, repository)
    outcome = pre_commit(repository)
    assert outcome.returncode == 1, outcome.stdout + outcome.stderr
    assert "exit code: 1" in outcome.stdout
    assert "dispute-total" in outcome.stdout
    assert BROKEN.name in outcome.stdout
    assert CLEAN.name not in outcome.stdout


def test_what_is_no_report_is_passed_over(repository: Path) -> None:
    outcome = pre_commit(repository)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert "Passed" in outcome.stdout
    assert "(no files to check)" not in outcome.stdout


def test_a_report_that_cannot_be_read_is_not_passed_over(repository: Path) -> None:
    broken = CLEAN.with_suffix(".json").read_text(encoding="utf-8")[:-200]
    (repository / "report.json").write_text(broken, encoding="utf-8")
    outcome = pre_commit(repository)
    assert "exit code: 2" in outcome.stdout, outcome.stdout + outcome.stderr


def test_the_example_configuration_names_the_published_hook() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    example = yaml.safe_load((ROOT / "examples/pre-commit/.pre-commit-config.yaml").read_text(encoding="utf-8"))
    used = {hook["id"] for repository in example["repos"] for hook in repository["hooks"]}
    assert used == {hook["id"] for hook in hooks}
