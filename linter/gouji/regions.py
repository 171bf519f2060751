"""Codes of regions (GB/T 2260): two digits for a province, four for a prefecture, six for a county."""

from __future__ import annotations

from functools import cache
from pathlib import Path


def completed(code: str) -> str | None:
    """Return a code of two, four or six digits as six, the shorter ones with zeros; None where it can be none."""
    if len(code) not in (2, 4, 6) or not (code.isascii() and code.isdigit()) or code[:2] not in _provinces():
        return None
    return widened(code)


def widened(code: str) -> str:
    """Return a code of two, four or six digits as six: that of a province or prefecture with zeros."""
    return code.ljust(6, "0")


@cache
def _provinces() -> frozenset[str]:
    """Return the first two digits of every province."""
    import gouji_schemas

    text = (Path(gouji_schemas.__file__).parent / "regions.tsv").read_text(encoding="utf-8")
    return frozenset(line[:2] for line in text.splitlines() if line[2:6] == "0000")
