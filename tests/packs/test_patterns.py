"""Patterns of packs cannot run away: what could is refused, and what is taken stays fast on the worst of texts."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.packs.patterns import Hostile, compiled, needles

HOSTILE = [
    "(a+)+b", "(a|a)+b", "(a|aa)*b", "a*", ".*x", "x.+", "(.{1,9}){1,9}x", "(?:a?){30}a", "(a|b|ab){1,12}c", r"(\d)\1",
    "(?P<x>a)(?P=x)", ".{0,99}.{0,99}.{0,99}x", "a{1,999}", "(?:a{1,9}b?){1,20}", "a{0,3}", "(?=a)", "", "(?(1)a|b)c", "[", "(a",
    "a" * 2000, "((((a{200}){100}){100}){100})", "(?:a|b?){1,9}c", "(?:[ab]{0,9}[bc]{0,9}[cd]{0,9}){2}x",
]  # fmt: skip
FINE = [
    r"\d{1,9}条", "(?:电话|热线)[^。；]{0,12}?\\d{5,12}", r"国办发〔\d{4}〕\d{1,3}号", "(?>[^。]{0,20}?至)[^。]{1,30}", "[+*]{1,3}",
    r"\+\*", "(?i:gouji)", "(?<!不)予公开", "第[一二三四五六七八九十]{1,3}[条款项]",
]  # fmt: skip
TEXTS = [
    "a" * 20_000,
    "ab" * 10_000,
    "1" * 20_000,
    "电话" * 10_000,
    "国办发〔" * 5_000,
    "第一" * 10_000,
    "x" * 19_999 + "y",
]


@pytest.mark.parametrize("pattern", HOSTILE, ids=lambda pattern: pattern[:30])
def test_what_could_run_away_is_refused(pattern: str) -> None:
    with pytest.raises(Hostile) as caught:
        compiled(pattern)
    assert caught.value.zh
    assert 0 <= caught.value.position <= len(pattern)


@pytest.mark.parametrize("pattern", FINE)
def test_what_is_taken_is_fast_on_every_text(pattern: str) -> None:
    found = compiled(pattern)
    for text in TEXTS:
        started = time.perf_counter()
        for _ in found.finditer(text):
            pass
        assert time.perf_counter() - started < 1


@settings(max_examples=150, deadline=None)
@given(st.text("ab.(|){}?0123,[]^+*\\d", max_size=14))
def test_whatever_is_taken_ends_soon(pattern: str) -> None:
    try:
        found = compiled(pattern)
    except Hostile:
        return
    for text in ("a" * 2000 + "!", "ab0" * 700):
        started = time.perf_counter()
        found.search(text)
        assert time.perf_counter() - started < 1, pattern


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("规范性文件[^。]{0,9}件", ("规范性文件",)),
        ("(?:电话|热线).{0,3}号", ("电话", "热线")),
        ("(?i)gouji", ()),
        ("(?:电话|线)", ()),
        (r"\d{1,3}条", ()),
        ("a(?:统计期限)?b", ()),
    ],
)
def test_the_words_that_a_match_must_hold_are_known(pattern: str, expected: tuple[str, ...]) -> None:
    assert needles(pattern) == expected


@given(st.sampled_from(FINE), st.text("电话热线123第一条号国办发〔〕至不予公开Gouji+* ", max_size=30))
def test_a_match_holds_one_of_those_words(pattern: str, text: str) -> None:
    words = needles(pattern)
    if words and re.search(pattern, text):
        assert any(word in text for word in words)
