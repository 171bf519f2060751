from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from gouji.cli.engines import refuse
from gouji.engine import Engine
from gouji.source import Unreadable
from gouji.testing import registry

Write = Callable[..., str]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_golden(write: Write, golden: Callable[[str, str], None], lang: str) -> None:
    golden(f"markdown.{lang}.md", write("markdown", lang))


def test_every_row_has_as_many_cells_as_the_heading(write: Write) -> None:
    rows = [line for line in write("markdown").splitlines() if line.startswith("|")]
    assert len(rows) > 10
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5}


def test_nothing_in_a_message_is_read_as_markdown(write: Write) -> None:
    hostile = "a|b\n# c <img src=x> [d](e) `f` *g* @team\\"
    text = write("markdown", given=[refuse(Engine(registry()), "x|y<b>.json", Unreadable(hostile, hostile))])
    assert text.splitlines()[0] == r"### x\|y\<b\>.json"
    (row,) = [line for line in text.splitlines() if "GJ001" in line]
    assert r"a\|b \# c \<img src=x\> \[d\]\(e\) \`f\` \*g\* @" + "\u200bteam\\\\ |" in row


def test_a_clean_file_is_not_mentioned_but_counted(write: Write) -> None:
    text = write("markdown")
    assert "clean" not in text
    assert text.splitlines()[-1].startswith("**共 6 个文件")
