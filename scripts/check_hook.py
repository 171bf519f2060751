"""Run the published pre-commit hook as its users do: pre-commit installs gouji from this repository and runs it on another.

python scripts/check_hook.py
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "examples" / "reports"


def run(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command in the repository of reports."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    environment["PRE_COMMIT_HOME"] = str(cwd.parent / "pre-commit")
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False)


def hook(repository: Path) -> subprocess.CompletedProcess[str]:
    """Run the hook on all files of the repository of reports."""
    run("git", "add", "--all", cwd=repository)
    return run(sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), "gouji", "--all-files", cwd=repository)


def main() -> int:
    """A clean report passes, with what is no report beside it; a broken one stops the commit."""
    with tempfile.TemporaryDirectory() as temporary:
        repository = Path(temporary) / "reports"
        repository.mkdir()
        run("git", "init", "--quiet", cwd=repository)
        (repository / "package.json").write_text('{"private": true}\n', encoding="utf-8")
        shutil.copy(REPORTS / "yunling_water_2023.txt", repository)
        clean = hook(repository)
        shutil.copy(REPORTS / "qinghe_county_2022.json", repository)
        broken = hook(repository)
    if clean.returncode != 0 or "Passed" not in clean.stdout:
        sys.exit(f"the hook stops a clean report\n{clean.stdout[-3000:]}{clean.stderr}")
    if broken.returncode != 1 or "dispute-total" not in broken.stdout:
        sys.exit(f"the hook passes a broken report\n{broken.stdout}{broken.stderr}")
    print("the pre-commit hook: installs, passes a clean report, stops a broken one")
    return 0


if __name__ == "__main__":
    sys.exit(main())
