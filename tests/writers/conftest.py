from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gouji.engine import Result
from gouji.testing import registry
from gouji.writers import Context, Fan
from writers.runs import results

GOLDEN = Path(__file__).parent / "golden"
Write = Callable[..., str]


@pytest.fixture
def write() -> Write:
    """Return what a format writes of the run above, or of the results given."""

    def written(name: str, lang: str = "zh", given: list[Result] | None = None, **context: Any) -> str:
        stream = io.StringIO()
        output = registry().writers[name].open(stream, Context(lang=lang, version="1.2.3", **context))
        fan = Fan([output])
        for result in results(lang) if given is None else given:
            fan.file(result)
        fan.end()
        return stream.getvalue()

    return written


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare with a golden file; GOUJI_WRITE_GOLDEN=1 writes it, for a person to read before it is committed."""

    def compare(name: str, text: str) -> None:
        file = GOLDEN / name
        if os.environ.get("GOUJI_WRITE_GOLDEN"):
            file.write_text(text, encoding="utf-8")
            pytest.skip(f"wrote {file.name}")
        assert text == file.read_text(encoding="utf-8")

    return compare
