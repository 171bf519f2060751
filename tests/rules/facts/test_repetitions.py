"""Repeated sentences and paragraphs."""

from __future__ import annotations

from gouji.report import Report
from gouji.testing import registry, sample
from gouji_rules.facts.repetitions import MOST, repetitions

ONE = "建立信息更新台账，每月通报各栏目的维护情况一次。"
TWO = "制作办事流程图解，帮助企业和群众看懂惠企政策的内容。"
SHORT = "加强培训。"


def told(*paragraphs: str) -> list[tuple[str, str]]:
    """What is repeated, and what it repeats."""
    report = Report(sample(2023, list(paragraphs)), registry().formats)
    return [(found.span.text, found.first.text) for found in report.fact(repetitions)]


def test_a_sentence_that_recurs_is_told_with_its_first_place() -> None:
    assert told(SHORT + ONE, TWO + ONE) == [(ONE, ONE)]


def test_a_run_of_sentences_is_one_repetition() -> None:
    assert told(ONE + TWO + SHORT, SHORT + ONE + TWO) == [(ONE + TWO, ONE + TWO)]


def test_sentences_in_another_order_are_two() -> None:
    assert told(ONE + TWO, TWO + ONE) == [(TWO, TWO), (ONE, ONE)]


def test_a_whole_paragraph_is_told_once_however_short_its_sentences() -> None:
    lines = "加强组织领导。强化业务培训。严格信息审核。做好日常维护。"
    assert told(lines, SHORT, lines) == [(lines, lines)]


def test_a_third_time_points_at_the_first() -> None:
    report = Report(sample(2023, [SHORT + ONE, ONE + SHORT, TWO + ONE]), registry().formats)
    assert [found.first.node.pointer[-1] for found in report.fact(repetitions)] == [0, 0]


def test_blanks_and_numbering_do_not_matter_figures_do() -> None:
    assert told("（一）" + ONE, "二是" + ONE.replace("，", "， ")) != []
    assert told("公开各类政府信息一共120条，解读政策12条。", "公开各类政府信息一共121条，解读政策12条。") == []


def test_no_more_are_told_than_a_person_would_read() -> None:
    lines = [f"第{number}项工作由有关科室负责并在年内按期完成。" for number in range(MOST + 20)]
    assert len(told(*lines, *(SHORT + line for line in lines))) == MOST
