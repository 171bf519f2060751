"""The facts on wording: pairs of marks, repeats, ends of paragraphs, signs of damage."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.report import Report
from gouji.rule import Category
from gouji.testing import registry, sample
from gouji_rules.data import data_of
from gouji_rules.facts.confusable_terms import confused_terms
from gouji_rules.facts.damage import damage
from gouji_rules.facts.marks import marks
from gouji_rules.facts.paragraph_ends import Ending, paragraph_ends
from gouji_rules.facts.repeats import repeats
from gouji_rules.facts.running_text import running_text

WORDING = [rule for rule in registry().rules if rule.category is Category.WORDING]


def report_of(*content: Any, year: int = 2022) -> Report:
    return Report(sample(year, list(content)), registry().formats)


def paired(report: Report) -> list[tuple[str, int]]:
    value = report.fact(running_text).value
    return [(value[pair.start : pair.end], pair.titles) for pair in report.fact(marks).pairs]


class TestMarks:
    @pytest.mark.parametrize(
        ("text", "pairs"),
        [
            ("（甲（乙）丙）", [("（乙）", 0), ("（甲（乙）丙）", 0)]),
            ("《甲〈乙《丙》〉》", [("《丙》", 2), ("〈乙《丙》〉", 1), ("《甲〈乙《丙》〉》", 0)]),
            ("（甲)乙", [("（甲)", 0)]),
            ("《甲<乙》丙>", [("《甲<乙》", 0)]),
            ("甲<乙>丙", []),
            ("“甲（乙”丙）", [("“甲（乙”", 0)]),
        ],
    )
    def test_pairs_are_found_with_the_titles_around_them(self, text: str, pairs: list[tuple[str, int]]) -> None:
        own = [(words, titles) for words, titles in paired(report_of(text)) if words in text]
        assert own == pairs

    def test_a_bracket_may_be_closed_in_the_next_paragraph_of_the_section_only(self) -> None:
        assert report_of("甲（乙", "丙）丁").fact(marks).across
        parted = report_of("甲（乙", {"heading": "（二）依申请公开", "content": ["丙）丁"]}).fact(marks)
        assert not parted.across
        assert len(parted.unpaired) == 2

    @given(st.text(alphabet="甲（）()《》〈〉<>“”‘’\n", max_size=60))
    def test_every_mark_is_paired_or_unpaired_at_most_once(self, text: str) -> None:
        found = report_of(text or "无").fact(marks)
        used = [at for pair in found.pairs for at in (pair.start, pair.end - 1)]
        used += [*found.unpaired, *(at for pair in found.across for at in pair)]
        assert len(used) == len(set(used))


class TestRepeats:
    @given(st.lists(st.text(alphabet="甲乙丙Ā\U00020000", max_size=12), min_size=1, max_size=3))
    def test_they_are_what_comparing_each_character_gives(self, paragraphs: list[str]) -> None:
        report = report_of(*(paragraph or "无" for paragraph in paragraphs))
        value = report.fact(running_text).value
        for distance in (1, 2):
            expected = {
                i
                for i in range(len(value) - 2 * distance + 1)
                if value[i : i + distance] == value[i + distance : i + 2 * distance]
            }
            found = {
                i
                for repeat in report.fact(repeats)
                if repeat.distance == distance
                for i in range(repeat.start, repeat.end - 2 * distance + 1)
            }
            assert found == expected


class TestParagraphEnds:
    @pytest.mark.parametrize(
        ("content", "endings"),
        [
            (["全年受理申请、", "答复申请均按期完成。"], [Ending.BROKEN]),
            (["全年受理申请、", {"heading": "（二）依申请公开", "content": ["收到 3 件。"]}], []),
            (["公开各类信息 12 条、政策解读 47", "条，均已公开。"], [Ending.BROKEN]),
            (["主要做法如下：", "一是健全机制，"], []),
            (["收到留言数量", "922，办结 827 条。"], []),
            (["公开 3 条。收到留言数量", "922，办结 827 条。"], [Ending.BROKEN]),
            (["公开 3 条。收到留言数量", "922年前的档案已整理。"], [Ending.OPEN]),
            (["公开信息 3 条。\u3000", "解读 2 条。"], []),
            (["“公开是常态，不公开是例外。”", "以上原则已落实。"], []),
        ],
    )
    def test_how_a_paragraph_ends(self, content: list[Any], endings: list[Ending]) -> None:
        assert [end.ending for end in report_of(*content).fact(paragraph_ends)] == endings

    def test_the_finding_points_at_the_last_words(self) -> None:
        (end,) = report_of("公开 3 条；收到留言数量 ", "922，办结 827 条。").fact(paragraph_ends)
        assert end.span.text == "收到留言数量"


class TestDamage:
    def test_other_rules_can_ask_for_a_span_or_a_text(self) -> None:
        report = report_of("统计期限为20211月1日起。", "公开 3 条。")
        harmed = report.fact(damage)
        first, second = report.fact(running_text).nodes[2:4]
        assert harmed.touches(first.span(5, 12))
        assert not harmed.touches(first.span(0, 3))
        assert harmed.of_text(first.pointer)
        assert not harmed.of_text(second.pointer)
        assert not harmed.touches(second.span())

    def test_a_single_letter_between_characters_may_be_meant(self) -> None:
        assert not report_of("开通c窗口服务。").fact(damage).signs
        assert len(report_of("开通c窗口服w。", "信l息公t开。").fact(damage).signs) == 3


class TestConfusableTerms:
    TERMS: list[dict[str, Any]] = data_of("confusable_terms")["terms"]

    @pytest.mark.parametrize("term", TERMS, ids=lambda term: term["wrong"])
    def test_an_entry_says_where_it_was_seen_and_what_was_meant(self, term: dict[str, Any]) -> None:
        assert set(term) <= {"wrong", "right", "seen", "before", "after", "near", "unless"}
        assert term["seen"]
        assert term["wrong"] != term["right"]
        assert all(term["wrong"] in words for words in term.get("unless", ()))
        if len(term["wrong"]) == 1:
            assert term["before"]
            assert term["after"]
            assert term.get("near", "") in term["before"]

    @pytest.mark.parametrize("term", TERMS, ids=lambda term: term["wrong"])
    def test_what_was_meant_is_not_itself_a_slip(self, term: dict[str, Any]) -> None:
        for case in next(rule for rule in WORDING if rule.name == "confusable-term").invalid:
            (found,) = report_of(case.text, year=case.year).fact(confused_terms)
            mended = found.span.node.value.replace(found.wrong, found.right)
            assert not report_of(mended, year=case.year).fact(confused_terms), mended


def test_contexts_of_doubled_words_hold_the_doubled_word() -> None:
    for char, contexts in data_of("repeated_words")["single"].items():
        assert all(char * 2 in context for context in contexts), char


@pytest.mark.parametrize(
    "text", ["（" * 300_000, "《“（" * 100_000, "，。；" * 100_000, "(甲)," * 75_000, "我县县政府" * 60_000]
)
def test_hostile_text_takes_no_more_than_its_length(text: str) -> None:
    started = time.perf_counter()
    for rule in WORDING:
        assert rule.check is not None
        list(rule.check(report_of(text), None))
    # A quadratic rule would take minutes.
    assert time.perf_counter() - started < 20


def test_the_real_reports_with_no_known_slip_have_none_that_an_editor_would_not_see(cases: Any) -> None:
    from gouji.engine import Engine
    from gouji.selection import Selection

    engine = Engine(registry(), Selection(select=("wording",)))
    for name in ("suqian_2023.txt", "huaian_2024.pdf"):
        reader = registry().reader_for(name)
        assert reader is not None
        result = engine.check_bytes((cases / name).read_bytes(), name, reader)
        if result.failed:
            assert re.search(r"pip install", result.findings[0].message)
            continue
        assert len([entry for entry in result.findings if entry.rule.code.startswith("CN5")]) <= 5
