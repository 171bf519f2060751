"""Write what each kind of rule may say into pack.schema.json, so that editors complete and check packs.

    python scripts/pack_schema.py [--check]

The common part of the schema is written by hand; `allOf` of the rules is made of the kinds. With --check nothing is written; the
exit status is 1 where the file is out of date.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from gouji.kinds import built_in

TARGET = Path(__file__).parents[1] / "schemas" / "gouji_schemas" / "pack.schema.json"


def text() -> str:
    """Return what the file should hold."""
    schema = json.loads(TARGET.read_text(encoding="utf-8"))
    rule = schema["properties"]["rules"]["items"]
    kinds = sorted(built_in(), key=lambda kind: kind.name)
    rule["properties"]["kind"]["examples"] = [kind.name for kind in kinds]
    rule["allOf"] = [
        {
            "if": {"required": ["kind"], "properties": {"kind": {"const": kind.name}}},
            "then": {
                "description": kind.title,
                "required": list(kind.required),
                "additionalProperties": False,
                "properties": {**dict.fromkeys(rule["properties"], True), **kind.keys},
            },
        }
        for kind in kinds
    ]
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Write the file, or compare it."""
    current = text()
    if "--check" in arguments:
        return int(TARGET.read_text(encoding="utf-8") != current)
    TARGET.write_text(current, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
