"""What packs are for, told without reading their rules.

It is read from `index.json` beside the packs where there is one that fits, so that a report whose region no pack is for costs no
reading of YAML. scripts/compile_packs.py writes that file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from gouji.compiled import checksum
from gouji.named_tuple import NamedTuple

INDEX = "index.json"
SUFFIXES = (".yaml", ".yml")


class Head(NamedTuple):
    """What is known of a pack without reading its rules."""

    id: str
    prefix: str
    title: str
    regions: tuple[str, ...]
    path: Path

    def is_for(self, region: str) -> bool:
        """Whether the pack is used by itself on reports from a region."""
        return bool(self.regions) and region.startswith(self.regions)


def heads(paths: Iterable[Path]) -> Iterator[Head]:
    """Yield the heads of pack files and of those in folders: from a folder's index where that fits, else from the files."""
    for path in paths:
        if not path.is_dir():
            yield read_head(path)
            continue
        indexed = _indexed(path)
        for file in sorted(file for file in path.iterdir() if file.suffix in SUFFIXES):
            entry = indexed.get(file.name)
            if entry is not None and entry["of"] == checksum(file):
                yield Head(entry["id"], entry["prefix"], entry["title"], tuple(entry["regions"]), file)
            else:
                yield read_head(file)


def _indexed(folder: Path) -> Mapping[str, Any]:
    try:
        found: Mapping[str, Any] = json.loads((folder / INDEX).read_bytes())
    except (OSError, ValueError):
        return {}
    return found


def read_head(file: Path) -> Head:
    """Return the head of a pack from its YAML; PackError where it is no pack."""
    from gouji.packs.errors import Mistake
    from gouji.packs.grammar import parsed

    read = parsed(file)
    data = read.located.data
    if not isinstance(data, dict) or not isinstance(data.get("id"), str):
        raise read.error([Mistake((), "这不是规则包：没有 id", "this is no pack: it has no id")])
    bounds = data.get("applies_to")
    regions = bounds.get("regions", ()) if isinstance(bounds, dict) else ()
    return Head(data["id"], str(data.get("prefix", "")), str(data.get("title", "")), tuple(map(str, regions)), file)


def index_of(folder: Path) -> dict[str, Any]:
    """Return the index of a folder of packs."""
    found = [read_head(file) for file in sorted(file for file in folder.iterdir() if file.suffix in SUFFIXES)]
    return {
        head.path.name: {
            "of": checksum(head.path),
            "id": head.id,
            "prefix": head.prefix,
            "title": head.title,
            "regions": list(head.regions),
        }
        for head in found
    }
