"""Word lists and facts that rules look up, as YAML: an entry is added without touching a rule."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from gouji.compiled import compiled


@cache
def data_of(name: str) -> Any:
    """Return the data of `name`.yaml in this folder, read at first use."""
    file = Path(__file__).with_name(f"{name}.yaml")
    data = compiled(file)
    if data is None:
        from gouji.formats import read_yaml

        data = read_yaml(file)
    return data
