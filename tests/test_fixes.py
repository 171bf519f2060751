from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrections import FOUND, fixed, replacing
from gouji.cli.convert import report_text
from gouji.finding import Edit, Finding, Fix, Severity
from gouji.fixes import MAX_ROUNDS, Outcome, edited, keeps_substance, refined, substance
from gouji.report import Paragraph, Report
from gouji.rule import Category, rule
from gouji.testing import sample


def with_text(*paragraphs: str) -> bytes:
    return report_text(sample(2023, list(paragraphs))).encode()


def paragraphs(raw: bytes) -> list[str]:
    found: list[str] = json.loads(raw)["content"][0]["content"]
    return found


def codes(outcome: Outcome) -> list[str]:
    return [entry.rule.code for entry in outcome.applied]


class TestWhatIsMade:
    def test_safe_fixes_alone(self) -> None:
        outcome = fixed(with_text("受理,答复,转结 3 件(含上年)。"))
        assert paragraphs(outcome.raw) == ["受理，答复，转结 3 件（含上年）。"]
        assert codes(outcome) == ["FX001"]
        assert [entry.rule.code for entry in outcome.before.findings] == ["FX001", "FX002"]
        assert [entry.rule.code for entry in outcome.after.findings] == ["FX002"]

    def test_unsafe_ones_where_asked_for(self) -> None:
        outcome = fixed(with_text("受理,转结 3 件。"), unsafe=True)
        assert paragraphs(outcome.raw) == ["受理，结转 3 件。"]
        assert not outcome.after.findings

    def test_a_fix_that_changes_a_figure_is_not_safe_whatever_its_rule_says(self) -> None:
        raw = with_text("受理 12件。")
        outcome = fixed(raw)
        assert outcome.raw == raw
        (entry,) = outcome.before.findings
        assert entry.fix is not None
        assert not entry.fix.safe
        assert paragraphs(fixed(raw, unsafe=True).raw) == ["受理 13件。"]

    def test_nothing_to_do(self) -> None:
        raw = with_text("受理 3 件。")
        outcome = fixed(raw)
        assert (outcome.raw, outcome.applied, outcome.stable) == (raw, (), True)

    def test_a_second_run_finds_nothing_more(self) -> None:
        first = fixed(with_text("受理,，答复,,办结;转结。", "〈甲〉,乙"))
        again = fixed(first.raw)
        assert (again.raw, again.applied) == (first.raw, ())

    def test_the_table_and_the_title_are_reached_too(self) -> None:
        data = sample(2023)
        data["title"] += "(公示稿)"
        data["content"][2]["content"][0]["rows"][0]["label"] = "一、本年新收,政府信息公开申请数量"
        new = json.loads(fixed(report_text(data).encode()).raw)
        assert new["title"].endswith("（公示稿）")
        assert new["content"][2]["content"][0]["rows"][0]["label"] == "一、本年新收，政府信息公开申请数量"

    def test_what_is_secret_is_masked_in_what_is_told(self) -> None:
        outcome = fixed(with_text("电话,证件 110101190001011234。"))
        assert not any("110101190001011234" in repr(entry) for entry in outcome.applied)


class TestOverlaps:
    def test_the_first_wins_and_the_other_has_its_turn(self) -> None:
        """Both fixes touch the two marks; after the one is made the other is still called for."""
        outcome = fixed(with_text("受理,,答复。"))
        assert paragraphs(outcome.raw) == ["受理，答复。"]
        assert codes(outcome) == ["FX001", "FX003"]

    def test_fixes_of_one_span_are_made_one_at_a_time_though_they_change_other_characters(self) -> None:
        outcome = fixed(
            with_text("甲乙"),
            unsafe=True,
            rules=(replacing("FX011", (0, 2, "丙乙")), replacing("FX012", (0, 2, "甲丁"))),
        )
        assert paragraphs(outcome.raw) == ["丙乙"]

    def test_neighbours_do_not_clash(self) -> None:
        rules = (replacing("FX011", (0, 1, "丙")), replacing("FX012", (1, 2, "丁")), replacing("FX013", (2, 2, "戊")))
        assert paragraphs(fixed(with_text("甲乙"), unsafe=True, rules=rules).raw) == ["丙丁戊"]

    def test_two_insertions_at_one_point_do(self) -> None:
        rules = (replacing("FX011", (0, 0, "乙")), replacing("FX012", (0, 0, "丙")))
        assert paragraphs(fixed(with_text("甲"), unsafe=True, rules=rules).raw) == ["乙甲"]

    def test_a_fix_whose_own_edits_clash_is_not_made(self) -> None:
        rules = (replacing("FX011", (0, 2, "丙"), (1, 2, "丁")),)
        assert paragraphs(fixed(with_text("甲乙"), unsafe=True, rules=rules).raw) == ["甲乙"]

    def test_a_fix_is_made_whole_or_not_at_all(self) -> None:
        rules = (replacing("FX011", (0, 1, "丙")), replacing("FX012", (3, 4, "戊"), (0, 1, "己")))
        assert paragraphs(fixed(with_text("甲乙丙丁"), unsafe=True, rules=rules).raw) == ["丙乙丙丁"]

    def test_edits_beyond_the_end_of_a_text_are_not_made(self) -> None:
        rules = (replacing("FX011", (1, 9, "丙")),)
        assert paragraphs(fixed(with_text("甲乙"), unsafe=True, rules=rules).raw) == ["甲乙"]


class TestRounds:
    def test_what_never_settles_ends(self) -> None:
        outcome = fixed(with_text("甲〖乙"))
        assert not outcome.stable
        assert len(outcome.applied) == MAX_ROUNDS
        assert paragraphs(outcome.raw) == ["甲〖乙"]

    def test_a_round_that_spoils_the_report_is_not_made(self) -> None:
        """Without its chapters' titles a report of text can no longer be checked."""

        @rule("FX014", "all-headings", category=Category.WORDING, severity=Severity.WARNING, messages=FOUND)
        def all_headings(report: Report, _options: None) -> Iterator[Finding]:
            """Headings taken for text."""
            for section in report.sections():
                text = section.heading
                yield Finding(text.span(), "found", fix=Fix("found", [Edit(text.span(), "本局有关情况如下。")]))

        chapters = "一、总体情况\n二、主动公开政府信息情况\n五、存在的主要问题及改进情况\n有关情况如下。\n"
        raw = f"青禾县水务局2023年政府信息公开工作年度报告\n{chapters}".encode()
        outcome = fixed(raw, "text", unsafe=True, rules=(all_headings,))
        assert (outcome.raw, outcome.stable) == (raw, False)
        assert [entry.rule.code for entry in outcome.after.findings] == ["FX014"] * 3


@pytest.mark.parametrize(
    ("words", "replacement", "changes"),
    [
        ("甲,乙", "甲，乙", [(1, 2, "，")]),
        ("转结", "结转", [(0, 2, "结转")]),
        ("甲,乙,丙", "甲，乙，丙", [(1, 2, "，"), (3, 4, "，")]),
        ("的的", "的", [(1, 2, "")]),
        ("甲", "甲", []),
        ("", "甲", [(0, 0, "甲")]),
        ("甲乙", "", [(0, 2, "")]),
        ("主要问题及整改措施", "主要问题及改进情况", None),
    ],
)
def test_refined(words: str, replacement: str, changes: list[tuple[int, int, str]] | None) -> None:
    found = list(refined(words, replacement))
    assert edited(words, found) == replacement
    assert changes is None or found == changes


@given(st.text("甲乙，,12", max_size=12), st.text("甲乙，,12", max_size=12))
def test_refined_changes_make_the_replacement(words: str, replacement: str) -> None:
    found = list(refined(words, replacement))
    assert edited(words, found) == replacement
    assert found == sorted(found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("受理,答复", "受理，答复", True),
        ("《关于《条例》的通知》", "《关于〈条例〉的通知》", True),
        ("[2021]30号", "〔2021〕30号", True),
        ("办结，，答复", "办结，答复", True),
        ("共 3 件", "共3件", True),
        ("1.主动公开", "1、主动公开", True),
        ("12.5%", "125%", False),
        ("12.5%", "12。5%", False),
        ("1,234", "1，234", False),
        ("2020-2021", "2020—2021", False),
        ("9:30", "9：30", False),
        ("转结", "结转", False),
        ("的的", "的", False),
        ("１２件", "12件", False),
        ("Ａ", "A", False),
        ("二〇二一", "二○二一", False),
    ],
)
def test_substance(before: str, after: str, same: bool) -> None:
    assert (substance(before) == substance(after)) is same


def test_a_mark_within_a_figure_is_seen_though_the_edit_is_of_the_mark_alone() -> None:
    text = Paragraph(("content", 0), None, "增长 12.5%。")
    assert not keeps_substance([Edit(text.span(5, 6), "。")])
    assert keeps_substance([Edit(text.span(8, 9), "；")])


WORDS = st.text(alphabet='甲转结0123,，;.:()〖《〉 "\\\n/', max_size=30)


@given(st.lists(WORDS.filter(str.strip), min_size=1, max_size=4))
def test_safe_fixes_leave_figures_and_characters_as_they_were(texts: list[str]) -> None:
    raw = with_text(*texts)
    outcome = fixed(raw)
    assert [substance(text) for text in paragraphs(outcome.raw)] == [substance(text) for text in texts]
    if outcome.stable:
        assert not fixed(outcome.raw).applied
