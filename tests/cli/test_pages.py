"""The page on the command line, in both languages, beside the command line itself."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from gouji.cli import COMMANDS
from gouji.testing import registry

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [(DOCS / name).read_text(encoding="utf-8") for name in ("cli.md", "cli.zh-CN.md")]


def options(text: str) -> set[str]:
    return set(re.findall(r"--[a-z][a-z-]+", text))


def test_both_speak_of_the_same() -> None:
    english, chinese = PAGES
    assert options(english) == options(chinese)
    assert re.findall(r"^#+ ", english, re.MULTILINE) == re.findall(r"^#+ ", chinese, re.MULTILINE)
    for pattern in (
        r"\bGJ\d{3}\b",
        r"`\.\w+`",
        r"\b\d[\d,]* MB",
        r"\b\d{1,3}(?:,\d{3})+\b",
        r"^\| `[a-z]+` \|",
        r"GOUJI_[A-Z_]+",
    ):
        assert set(re.findall(pattern, english, re.MULTILINE)) == set(re.findall(pattern, chinese, re.MULTILINE)), (
            pattern
        )


@pytest.mark.parametrize("page", PAGES, ids=["en", "zh"])
def test_every_option_of_check_and_every_command_and_format_is_told(page: str) -> None:
    known = {name for option in import_module("gouji.cli.check").command.params for name in option.opts}
    assert {name for name in known if name.startswith("--")} <= options(page)
    for name in COMMANDS:
        assert f"`gouji {name}" in page
    for name in registry().writers:
        assert f"| `{name}` |" in page
