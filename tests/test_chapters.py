"""Which first-level sections are chapters."""

from __future__ import annotations

import pytest

from gouji.chapters import chapters
from gouji.report import Report
from gouji.testing import registry, sample

TITLES = [section["heading"] for section in sample()["content"]]


def keys(*headings: str, year: int = 2023) -> list[str | None]:
    data = {**sample(), "year": year, "content": [{"heading": heading, "content": []} for heading in headings]}
    found = Report(data, registry().formats).fact(chapters)
    return [item.chapter.key if item.chapter else None for item in found.sections]


ALL = ["overview", "proactive", "requests", "disputes", "problems", "other"]


def test_the_forms_titles() -> None:
    assert keys(*TITLES) == ALL


def test_before_the_first_edition_none_is_a_chapter() -> None:
    assert keys(*TITLES, year=2018) == [None] * 6


@pytest.mark.parametrize(
    ("index", "heading"),
    [
        (0, "一、概述"),
        (0, "一、青禾县政府信息公开工作基本情况"),
        (1, "二、政府信息主动公开情况"),
        (2, "三、依申请公开情况"),
        (3, "四、因政府信息公开申请提起行政复议、行政诉讼情况"),
        (4, "五、问题与不足"),
        (4, "五、下一步工作打算"),
        (4, "存在的不足及整改方向"),
        (5, "六、其它需要报告的事项"),
        (5, "六、其他情况说明"),
    ],
)
def test_headings_that_only_mean_a_chapter(index: int, heading: str) -> None:
    assert keys(*TITLES[:index], heading, *TITLES[index + 1 :]) == ALL


def test_a_weak_word_makes_no_chapter_out_of_its_place() -> None:
    absent = [TITLES[0], "一、坚持问题导向", "二、不断补齐不足", *TITLES[1:4], *TITLES[5:]]
    assert keys(*absent) == ["overview", None, None, "proactive", "requests", "disputes", "other"]


def test_a_chapter_renumbered_after_one_that_is_absent() -> None:
    assert keys(*TITLES[:3], "四、问题与不足", "五、其他情况") == [
        "overview",
        "proactive",
        "requests",
        "problems",
        "other",
    ]


def test_a_title_wins_over_a_heading_that_means_it() -> None:
    assert keys("一、概述", *TITLES) == [None, *ALL]


def test_a_lower_number_makes_no_second_chapter() -> None:
    assert keys(TITLES[0], "（一）主动公开政府信息情况", "（二）依申请公开", *TITLES[1:]) == [
        "overview",
        None,
        None,
        *ALL[1:],
    ]


def test_a_wrong_style_of_number_alone_does_not_unmake_a_chapter() -> None:
    assert keys(TITLES[0], "（二）主动公开政府信息情况", *TITLES[2:]) == ALL


def test_reports_that_number_their_chapters_otherwise() -> None:
    assert keys(*(f"第{'一二三四五六'[i]}部分 {title[2:]}" for i, title in enumerate(TITLES))) == ALL
    assert keys(*(f"{i}、{title[2:]}" for i, title in enumerate(TITLES, 1))) == ALL
