"""Sentences and clauses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.report import Text
from gouji_rules.facts.clauses import Passage


def passage(text: str) -> Passage:
    return Passage(Text(("content", 0), None, text))


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("公开信息5条。答复申请2件。", ["公开信息5条。", "答复申请2件。"]),
        ("公开信息5条；答复申请2件", ["公开信息5条；", "答复申请2件"]),
        ("公开信息5条\n答复申请2件", ["公开信息5条\n", "答复申请2件"]),
        ("金额3,329.525万元", ["金额3,329.525万元"]),
        ("", []),
        (" 。 ", [" 。"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [span.text for span in passage(text).sentences()] == sentences


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("一是公开，二是答复。", ["一是公开，", "二是答复。"]),
        (
            "共11项37类内容,2020年完成3,329件,其中:9:30开始",
            ["共11项37类内容,", "2020年完成3,329件,", "其中:", "9:30开始"],
        ),
        ("电话:12345", ["电话:", "12345"]),
    ],
)
def test_clauses(text: str, clauses: list[str]) -> None:
    assert [span.text for span in passage(text).clauses()] == clauses


def test_clauses_of_one_sentence() -> None:
    cut = passage("甲，乙。丙，丁。戊")
    assert [span.text for span in cut.clauses(*cut.sentence_at(5))] == ["丙，", "丁。"]


@given(st.text(alphabet="年2，。,:；\n a", max_size=60))
def test_pieces_cover_the_text_without_gap(text: str) -> None:
    cut = passage(text)
    for offset in range(len(text)):
        start, end = cut.clause_at(offset)
        assert start <= offset < end
        outer = cut.sentence_at(offset)
        assert outer[0] <= start <= end <= outer[1]
