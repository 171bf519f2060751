from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from corrections import fixed
from gouji.fixes import CannotRewrite
from gouji.rewriters.text import TextRewriter
from gouji.source import Document, TextPlaces

EXAMPLE = Path(__file__).parents[2] / "examples" / "reports" / "yunling_water_2023.txt"
TEXT = """青禾县水务局 2023 年政府信息公开
工作年度报告(公示稿)
一、总体情况
　　受理,答复;转结 3 件。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
有 1,234 件,见 a,b。
六、其他需要报告的事项
无(没有)
"""
FIXED = (
    TEXT.replace("受理,答复;", "受理，答复；")
    .replace("件,", "件，")
    .replace("(公示稿)", "（公示稿）")
    .replace("(没有)", "（没有）")
)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (b"", "gb18030"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_encoding_and_line_ends_stay(mark: bytes, encoding: str, ends: str) -> None:
    outcome = fixed(mark + TEXT.replace("\n", ends).encode(encoding), "text")
    assert outcome.raw == mark + FIXED.replace("\n", ends).encode(encoding)
    assert outcome.stable


def test_a_last_line_without_an_end_stays_without() -> None:
    assert fixed(TEXT.strip().encode(), "text").raw == FIXED.strip().encode()


def test_labels_of_a_table_are_reached() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    label = "一、本年新收政府信息公开申请数量"
    assert label in text
    before = text.replace(label, "一、本年新收,政府信息公开申请数量")
    assert fixed(before.encode(), "text").raw == text.replace(label, "一、本年新收，政府信息公开申请数量").encode()


def test_bytes_that_would_not_come_back_as_they_were_are_refused() -> None:
    with pytest.raises(CannotRewrite) as refused:
        TextRewriter(b"\xff\xfe\xfd", Document({}, TextPlaces("", {}), "甲"))
    assert "UTF-8" in refused.value.zh


MARKDOWN = """---
title: x
---
# 青禾县水务局2023年政府信息公开工作年度报告

## 一、总体情况

受**理,答**复;&amp;,见[链接,此处](http://example.org/a,b)。
今年以来本局认真贯彻落实有关规定和各项工作要求并且不断完善各项制度机制
,把各项工作做实做细。

## 二、主动公开政府信息情况
## 三、收到和处理政府信息公开申请情况
"""


def test_markdown_keeps_its_marks() -> None:
    outcome = fixed(MARKDOWN.encode(), "markdown")
    assert outcome.raw.decode() == (
        MARKDOWN.replace("理,答", "理，答")
        .replace("复;", "复；")
        .replace("链接,此处", "链接，此处")
        .replace(";,见", ";，见")
        .replace("\n,把", "\n，把")
    )


def test_words_with_marks_between_keep_them() -> None:
    assert (
        b"**\xe7\xbb\x93**\xe8\xbd\xac"
        in fixed(MARKDOWN.replace("受**理,答**", "**转**结").encode(), "markdown", unsafe=True).raw
    )


@pytest.mark.parametrize("new", ["a*b", "<b>", "甲\n乙", "甲\t乙"])
def test_what_would_be_a_mark_is_left_to_a_person(new: str) -> None:
    from corrections import replacing

    raw = MARKDOWN.replace("受**理", "甲受**理").encode()
    assert fixed(raw, "markdown", unsafe=True, rules=(replacing("FX021", (0, 1, new)),)).raw == raw
