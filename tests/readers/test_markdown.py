from __future__ import annotations

import contextlib
import random
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.readers.markdown import read
from gouji.source import Document, NotAReport, Unreadable
from gouji.testing import registry, sample
from readers.layouts import flat, printed
from readers.pages import Markup, _framed, _table
from readers.test_html import as_read_from_text, at, shown
from readers.test_text import cells, edition, filled, leaves, read_text

FORMATS = registry().formats


def read_markdown(source: str) -> Document:
    return read(source.encode(), FORMATS)


def as_markdown(data: dict[str, Any], generator: random.Random | None = None, html_tables: bool = False) -> str:
    """A report as Markdown: headings with #, tables with bars or in HTML."""
    form = edition(data["year"])
    out = [f"# {data['title']}"]

    def chance(part: float) -> bool:
        return generator is not None and generator.random() < part

    def put(blocks: list[Any], level: int) -> None:
        for block in blocks:
            if isinstance(block, str):
                half = len(block) // 2
                out.append(f"{block[:half]}**{block[half : half + 2]}**{block[half + 2 :]}" if chance(0.3) else block)
            elif "heading" in block:
                heading = f"**{block['heading']}**" if chance(0.3) else block["heading"]
                out.append(
                    f"{'#' * level} {heading}{' ' + '#' * level if chance(0.2) else ''}" if not chance(0.2) else heading
                )
                put(block["content"], level + 1)
            elif html_tables and not form.tables[block["table"]].caption:
                out.append(_framed(_table(form.tables[block["table"]], block, Markup(generator)), Markup()))
            else:
                table = form.tables[block["table"]]
                header, *rows = flat(table, block)
                rule = ["---"] * len(header)
                caption = f"**{table.caption}**\n\n" if table.caption else ""
                out.append(caption + "\n".join(f"| {' | '.join(map(printed, row))} |" for row in (header, rule, *rows)))

    put(data["content"], 2)
    return "\n\n".join(out) + "\n"


@pytest.mark.parametrize("year", [2019, 2023])
@pytest.mark.parametrize("html_tables", [False, True])
@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 100_000), untidy=st.booleans())
def test_markdown_gives_the_report_that_its_text_gives(year: int, html_tables: bool, seed: int, untidy: bool) -> None:
    data = filled(year, seed, blanks=True)
    source = as_markdown(data, random.Random(seed) if untidy else None, html_tables)
    found = read_markdown(source).data
    assert cells(found) == cells(data)
    expected = as_read_from_text(data, year)
    assert {key: value for key, value in found.items() if key != "content"} == {
        key: value for key, value in expected.items() if key != "content"
    }
    assert texts(found["content"]) == texts(expected["content"])


def texts(blocks: list[Any]) -> list[Any]:
    return [
        block
        if isinstance(block, str)
        else (block["heading"], texts(block["content"]))
        if "heading" in block
        else block["table"]
        for block in blocks
    ]


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 100_000), html_tables=st.booleans())
def test_every_node_is_where_its_text_stands(seed: int, html_tables: bool) -> None:
    source = as_markdown(filled(2023, seed, blanks=True), random.Random(seed), html_tables)
    document = read_markdown(source)
    checked = 0
    for pointer, value in leaves(document.data):
        if pointer[0] in ("type", "agency") or pointer[-1] in ("table", "row") or "columns" in pointer:
            continue
        piece = at(source, document.places.locate(pointer))
        assert shown(piece.replace("**", "")) == re.sub(r"\s+", "", "" if value is None else str(value)), (
            pointer,
            piece,
        )
        assert not piece.startswith(("#", "|", " "))
        checked += 1
    assert checked > 200


BODY = """---
title: 不是标题
---
# 云岭市数据局2023年政府信息公开工作年度报告 #
<!-- 一条注释
# 二、主动公开政府信息情况
-->
## **一、总体情况**
> 全年公开信息 *120* 条，比上年增长 5\\.5%，其中政策&nbsp;解读
  12 条，详见[专栏](https://example.gov.cn/a_b)。![图](a.png)

这一段写得比较长，超过二十个字以后在中间换了行，
下一行接着说完这句话。
1\\. 这里另起一段。
---
* 列表的第一项，说明工作开展的具体情况。
## 六、其他需要报告的事项
无。<br>落款
"""


def test_marks_are_left_out_and_wrapped_lines_joined() -> None:
    document = read_markdown(BODY + "\n## 五、存在的主要问题及改进情况\n有关情况说明。\n")
    content = document.data["content"]
    assert document.data["title"] == "云岭市数据局2023年政府信息公开工作年度报告"
    assert [block["heading"] for block in content] == [
        "一、总体情况",
        "六、其他需要报告的事项",
        "五、存在的主要问题及改进情况",
    ]
    assert content[0]["content"] == [
        "全年公开信息 120 条，比上年增长 5.5%，其中政策 解读",
        "12 条，详见专栏。",
        "这一段写得比较长，超过二十个字以后在中间换了行，下一行接着说完这句话。",
        "1. 这里另起一段。",
        "列表的第一项，说明工作开展的具体情况。",
    ]
    assert content[1]["content"] == ["无。", "落款"]
    text = content[0]["content"][2]
    start = text.index("行，下")
    place = document.places.locate(("content", 0, "content", 2), (start, start + 3))
    assert (place.line, place.end_line) == (12, 13)
    text = content[0]["content"][0]
    start = text.index("5.5")
    place = document.places.locate(("content", 0, "content", 0), (start, start + 3))
    assert at(BODY, place) == "5\\.5"


@pytest.mark.parametrize("source", ["", "# README\n\nhello\n", "```\ncode\n```\n", "| a | b |\n|---|---|\n| 1 | 2 |\n"])
def test_other_files_are_no_reports(source: str) -> None:
    with pytest.raises(NotAReport):
        read_markdown(source)


def test_plain_text_under_the_name_of_markdown() -> None:
    from readers.layouts import as_text

    text = as_text(filled(2023, 5), edition(2023), "pipes")
    assert read_markdown(text).data == read_text(text).data


@settings(max_examples=80, deadline=None)
@given(st.text("#*_|`[]()!<>-=\\& \n\ttable一、年报0.", max_size=300))
def test_any_markdown_is_read_or_refused(source: str) -> None:
    with contextlib.suppress(NotAReport, Unreadable):
        read_markdown(source)


def test_mutated_and_truncated_files_are_read_or_refused() -> None:
    generator = random.Random(7)
    files = [as_markdown(filled(2023, seed), random.Random(seed), seed % 2 == 0) for seed in range(4)]
    for i in range(500):
        text = files[i % 4]
        for _ in range(generator.randrange(1, 6)):
            where = generator.randrange(len(text) + 1)
            piece = generator.choice(["", "|", "**", "<table>", "</table>", "\n", "# ", "<!--", "[", "\0", "`" * 3])
            text = text[:where] + piece + text[where + generator.choice((0, 1, 9, 100)) :]
        with contextlib.suppress(NotAReport, Unreadable):
            read_markdown(text[: generator.randrange(len(text))] if i % 3 == 0 else text)


@pytest.mark.parametrize("piece", ["*", "[", "![](", "<!--", "<table>", "> ", "---\n", "&amp", "\\", "# ", "<b ", "`"])
def test_hostile_files_take_no_long_time(piece: str) -> None:
    import time

    start = time.perf_counter()
    with contextlib.suppress(NotAReport, Unreadable):
        read_markdown("# 云岭市数据局2023年政府信息公开工作年度报告\n" + piece * 50_000)
    assert time.perf_counter() - start < 10


def test_metadata_is_shown_as_made_out() -> None:
    document = read_markdown(as_markdown(sample(2023)))
    assert {guess.pointer for guess in document.guesses} == {
        ("title",),
        ("year",),
        ("agency", "name"),
        ("agency", "kind"),
    }
