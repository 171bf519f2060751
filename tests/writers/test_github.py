from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from gouji.cli.engines import refuse
from gouji.engine import Engine
from gouji.source import Place, Unreadable
from gouji.testing import registry

Write = Callable[..., str]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_golden(write: Write, golden: Callable[[str, str], None], lang: str) -> None:
    golden(f"github.{lang}.txt", write("github", lang))


def unescaped(text: str) -> str:
    return text.replace("%2C", ",").replace("%3A", ":").replace("%25", "%")


def test_commands_are_read_as_github_reads_them(write: Write) -> None:
    commands = [line for line in write("github").splitlines() if line.startswith("::")]
    parsed = [re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line) for line in commands]
    assert all(parsed)
    first = parsed[0]
    assert first is not None
    properties = dict(pair.split("=", 1) for pair in first[2].split(","))
    assert {key: unescaped(value) for key, value in properties.items()} == {
        "file": "reports/云岭市.json", "line": "12", "col": "12", "endColumn": "16", "title": "XX001 repeated-term",
    }  # fmt: skip


def test_what_would_break_a_command_is_escaped(write: Write) -> None:
    broken = refuse(Engine(registry()), "a,b:c%.json", Unreadable("100%\n::error::坏", "bad"))
    line = write("github", given=[broken]).splitlines()[0]
    assert line == "::error file=a%2Cb%3Ac%25.json,title=GJ001 unreadable-file::100%25 ::error::坏"


def test_a_place_over_several_lines_has_no_columns(write: Write) -> None:
    broken = refuse(Engine(registry()), "a.json", Unreadable("坏", "bad", Place(2, 5, 4, 3), "一\n二\n三\n四"))
    assert "file=a.json,line=2,endLine=4,title=" in write("github", given=[broken])


def test_pages_are_told_in_words(write: Write) -> None:
    (line,) = [line for line in write("github").splitlines() if "scan.pdf" in line]
    assert "line=" not in line
    assert line.endswith("::第3页第12行: “流程”重复")
