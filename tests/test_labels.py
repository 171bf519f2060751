from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.labels import bare, fold, normalise, read_ordinal, without_notes


@pytest.mark.parametrize(
    ("text", "style", "value", "rest"),
    [
        ("一、总体情况", "chapter", 1, "总体情况"),
        ("十二、附则", "chapter", 12, "附则"),
        ("二十、附则", "chapter", 20, "附则"),
        ("（三）不予公开", "section", 3, "不予公开"),
        ("( 三 )不予公开", "section", 3, "不予公开"),
        ("1.属于国家秘密", "item", 1, "属于国家秘密"),
        ("１．属于国家秘密", "item", 1, "属于国家秘密"),
        ("1、 总体情况", "item", 1, "总体情况"),
        ("（2）其他", "subitem", 2, "其他"),
        ("第一部分 概述", "part", 1, "概述"),
    ],
)
def test_ordinals(text: str, style: str, value: int, rest: str) -> None:
    ordinal = read_ordinal(text)
    assert ordinal is not None
    assert ordinal[:2] == (style, value)
    assert text[ordinal.length :] == rest


@pytest.mark.parametrize(
    "text", ["三安全一稳定", "1.5万条", "2023年公开", "一是加强领导", "总体情况", "", "一方面、", "百、"]
)
def test_no_ordinals(text: str) -> None:
    assert read_ordinal(text) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "部分公开"),
        ("本年收费金额（单位：万元）", "本年收费金额"),
        ("本年(2023)制发件数", "本年制发件数"),
        ('3. 危及"三安全一稳定"', "危及三安全一稳定"),
        ("规　章", "规章"),
        ("科研\n机构", "科研机构"),
        ("（全部）", "(全部)"),
    ],
)
def test_bare(text: str, words: str) -> None:
    assert bare(text) == words


def test_number_stays_without_notes() -> None:
    assert without_notes("（二） 部分公开（区分处理的，只计这一情形）") == "(二)部分公开"


@given(st.text(max_size=60))
def test_folding_keeps_offsets_and_normalising_is_stable(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert normalise(normalise(text)) == normalise(text)
    assert bare(bare(text)) == bare(bare(bare(text)))
