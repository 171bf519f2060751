"""Build the wheel and the source archive, install the wheel in a clean environment, and use it there.

    python scripts/check_package.py

What is in the wheel is compared with what is in the repository, so that no module or data file is forgotten and nothing else
comes along. The environment is made of this interpreter and removed again.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCES = {"gouji": "linter", "gouji_rules": "rules", "gouji_schemas": "schemas"}
CLEAN = ROOT / "examples" / "reports" / "yunling_water_2023.txt"
BROKEN = ROOT / "examples" / "reports" / "qinghe_county_2022.json"


def run(*command: str | Path, expect: int = 0, cwd: Path | None = None) -> str:
    """Run a command and return what it prints; SystemExit where its exit status is another than expected."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, cwd=cwd)
    if done.returncode != expect:
        sys.exit(f"{' '.join(map(str, command))}: exit status {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def in_repository() -> set[str]:
    """Return what the wheel must hold: every file of the three packages."""
    return {
        f"{package}/{path.relative_to(ROOT / source / package).as_posix()}"
        for package, source in SOURCES.items()
        for path in (ROOT / source / package).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }


def check_contents(wheel: Path) -> None:
    """Compare the wheel's files with the repository's; SystemExit where they differ."""
    names = set(zipfile.ZipFile(wheel).namelist())
    packed = {name for name in names if ".dist-info/" not in name}
    if packed != in_repository():
        sys.exit(f"missing: {sorted(in_repository() - packed)}\ntoo much: {sorted(packed - in_repository())}")
    if not any(name.endswith("licenses/LICENSE") for name in names):
        sys.exit("the licence is not in the wheel")


def check_installed(wheel: Path, folder: Path) -> None:
    """Install the wheel in an environment of its own and check reports there."""
    home = folder / "environment"
    venv.create(home, with_pip=True)
    scripts = home / ("Scripts" if sys.platform == "win32" else "bin")
    run(scripts / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel)
    gouji = scripts / "gouji"
    run(gouji, "check", CLEAN, cwd=folder)
    found = json.loads(run(gouji, "check", BROKEN, "--format", "json", expect=1, cwd=folder))
    if not any(finding["code"] == "CN204" for finding in found["findings"]):
        sys.exit("the installed gouji does not find the wrong dispute total")
    run(gouji, "convert", CLEAN, "-o", folder / "converted.json", cwd=folder)
    run(scripts / "python", "-m", "gouji", "check", folder / "converted.json", cwd=folder)
    run(gouji, "rules", cwd=folder)
    run(gouji, "schema", "report", cwd=folder)


def main() -> int:
    """Build, compare, install, use."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        # The wheel is built from the source archive, so that the archive is known to hold all that is needed.
        run(sys.executable, "-m", "build", "--outdir", folder / "dist", ROOT)
        (wheel,) = (folder / "dist").glob("*.whl")
        check_contents(wheel)
        check_installed(wheel, folder)
    print(f"{wheel.name}: complete, installs and runs in a clean environment")
    return 0


if __name__ == "__main__":
    sys.exit(main())
