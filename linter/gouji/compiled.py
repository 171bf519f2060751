"""Format editions, and the lists that rules look up, as JSON beside their YAML.

Importing yaml and reading one edition with it would take a sixth of the time of a cold start. The YAML is what people write:
the JSON is made of it by scripts/compile_formats.py, carries its checksum, and is ignored where that does not fit.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from zlib import crc32


def compiled(file: Path) -> Any:
    """Return the data of a YAML file from the JSON beside it; None where there is none or the YAML was changed since."""
    try:
        data = json.loads(file.with_suffix(".json").read_bytes())
        return data["edition"] if data["of"] == checksum(file) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def checksum(file: Path) -> int:
    """Return the number by which the JSON knows the YAML file it was made of; line ends do not count."""
    return crc32(file.read_bytes().replace(b"\r\n", b"\n"))
