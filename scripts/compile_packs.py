"""Write index.json beside the shipped packs: what each is for, so that a start reads no YAML to find out.

    python scripts/compile_packs.py [--check]

An entry that does not belong to its file any more is ignored at run time. With --check nothing is written; the exit status is 1
where the index is out of date.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from gouji.packs.heads import INDEX, index_of

PACKS = Path(__file__).parents[1] / "rules" / "gouji_rules" / "packs"


def text() -> str:
    """Return what the index should hold."""
    return json.dumps(index_of(PACKS), ensure_ascii=False, indent=1) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Write the index, or compare it."""
    target = PACKS / INDEX
    if "--check" in arguments:
        return int(not target.exists() or target.read_text(encoding="utf-8") != text())
    target.write_text(text(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
