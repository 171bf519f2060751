from __future__ import annotations

from collections.abc import Callable

import pytest

Write = Callable[..., str]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_golden(write: Write, golden: Callable[[str, str], None], lang: str) -> None:
    golden(f"grouped.{lang}.txt", write("grouped", lang))


def test_each_file_is_named_once_and_a_clean_one_not_at_all(write: Write) -> None:
    lines = write("grouped").splitlines()
    assert lines.count("reports/云岭市.json") == 1
    assert not any("clean.json" in line for line in lines)
    assert not any("README" in line for line in lines)


def test_messages_stand_in_one_column(write: Write) -> None:
    lines = [line for line in write("grouped").splitlines() if "  XX00" in line and line.startswith("  1")]
    assert len({line.index("XX00") for line in lines}) == 1


def test_colours_are_used_where_they_are_wanted(write: Write) -> None:
    assert "\x1b[1;31m错误\x1b[0m" in write("grouped", color=True)
    assert "\x1b" not in write("grouped")
