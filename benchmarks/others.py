"""Other linters of JSON over the same reports: check-jsonschema, and Spectral with a ruleset of as much as it can say.

They do not check what gouji checks. check-jsonschema holds a report to its JSON Schema; Spectral looks for sections and the form of titles,
dates and tables (spectral.yaml). Sums, the text beside the tables, years, citations and wording are beyond both.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import gouji_schemas

SPECTRAL = "@stoplight/spectral-cli@6.16"
RULESET = Path(__file__).with_name("spectral.yaml")


class Other(NamedTuple):
    """Another linter: its name, the command that checks a folder of reports, or why there is none."""

    name: str
    command: list[str]
    missing: str = ""


def others(folder: Path, tools: Path) -> Iterator[Other]:
    """Yield the other linters with their commands for the reports in a folder. What npm brings goes into the folder `tools`."""
    if find_spec("check_jsonschema") is None:
        yield Other("check-jsonschema", [], "not installed: pip install 'gouji[bench]'")
    else:
        schema = Path(gouji_schemas.__file__).with_name("report.schema.json")
        reports = [str(file) for file in sorted(folder.rglob("*.json"))]
        yield Other(
            "check-jsonschema", [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), *reports]
        )
    missing = _install(tools)
    if missing:
        yield Other("Spectral", [], missing)
    else:
        program = str(tools / "node_modules" / ".bin" / "spectral")
        yield Other("Spectral", [program, "lint", "--ruleset", str(RULESET), f"{folder}/**/*.json"])


def _install(tools: Path) -> str:
    """Install Spectral; return why it could not be done, or nothing."""
    npm = shutil.which("npm")
    if npm is None:
        return "npm is not installed"
    tools.mkdir()
    command = [
        npm,
        "install",
        "--prefix",
        str(tools),
        "--no-audit",
        "--no-fund",
        "--silent",
        SPECTRAL,
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:]
        return f"npm install {SPECTRAL} failed: {''.join(last) or f'status {done.returncode}'}"
    return ""
