"""Write each format edition, and each list that rules look up, as JSON beside its YAML, so that a start does not pay for reading YAML.

    python scripts/compile_formats.py [--check]

The YAML is what people write; a JSON file that does not belong to it is ignored at run time. With --check nothing is written;
the exit status is 1 where a file is out of date.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from gouji.compiled import checksum
from gouji.formats import read_yaml

ROOT = Path(__file__).parents[1]
FORMATS = ROOT / "schemas" / "gouji_schemas" / "formats"
FOLDERS = (FORMATS, ROOT / "rules" / "gouji_rules" / "data")


def text_of(file: Path) -> str:
    """Return the JSON text that belongs to a YAML file."""
    data = {"of": checksum(file), "edition": read_yaml(file)}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def outdated() -> list[Path]:
    """Return the YAML files whose JSON is absent or not theirs."""
    files = [file for folder in FOLDERS for file in sorted(folder.glob("*.yaml"))]
    return [file for file in files if _text(file.with_suffix(".json")) != text_of(file)]


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""


def main(arguments: Sequence[str]) -> int:
    """Write what is out of date, or tell of it."""
    files = outdated()
    if "--check" in arguments:
        print("\n".join(f"{file}: its JSON is out of date" for file in files))
        return int(bool(files))
    for file in files:
        file.with_suffix(".json").write_text(text_of(file), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
