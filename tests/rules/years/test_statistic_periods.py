"""How the statistic period is read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.report import Report
from gouji.testing import registry, sample
from gouji_rules.facts.impossible_dates import impossible_dates
from gouji_rules.facts.statistic_periods import StatisticPeriod, statistic_periods

Day = tuple[int | None, int, int | None]


def report(preface: str) -> Report:
    data = sample(2023)
    data["content"].insert(0, preface)
    return Report(data, registry().formats)


def periods(preface: str) -> tuple[StatisticPeriod, ...]:
    return report(preface).fact(statistic_periods)


@pytest.mark.parametrize(
    ("preface", "printed", "first", "last"),
    [
        ("统计期限为2023年1月1日至12月31日。", "2023年1月1日至12月31日", (2023, 1, 1), (None, 12, 31)),
        (
            "所列数据从2023年1月1日起，至2023年12月31日止。",
            "2023年1月1日起，至2023年12月31日",
            (2023, 1, 1),
            (2023, 12, 31),
        ),
        ("统计时限：2023 年 1 月 1 日—12 月 31 日。", "2023 年 1 月 1 日—12 月 31 日", (2023, 1, 1), (None, 12, 31)),
        ("数据统计时间为2023年1-12月。", "2023年1-12月", (2023, 1, None), (None, 12, None)),
        ("数据统计时间为2023年1月至12月。", "2023年1月至12月", (2023, 1, None), (None, 12, None)),
        ("统计时段为2023.01.01-2023.12.31。", "2023.01.01-2023.12.31", (2023, 1, 1), (2023, 12, 31)),
        (
            "统计期限自二〇二三年一月一日至十二月三十一日。",
            "二〇二三年一月一日至十二月三十一日",
            (2023, 1, 1),
            (None, 12, 31),
        ),
        (
            "统计期限为２０２３年１月１日至１２月３１日。",
            "２０２３年１月１日至１２月３１日",
            (2023, 1, 1),
            (None, 12, 31),
        ),
        ("统计期限：2023年度。", "2023年度", (2023, 1, 1), (2023, 12, 31)),
        ("统计数据截至2023年12月31日。", "截至2023年12月31日", None, (2023, 12, 31)),
    ],
)
def test_every_form_is_read(preface: str, printed: str, first: Day | None, last: Day) -> None:
    (period,) = periods(preface)
    assert period.span.text in {printed, printed.removeprefix("截至")}
    assert (period.first, period.last) == (first, last)
    assert period.is_whole_year


@pytest.mark.parametrize(
    "preface",
    [
        "统计期限自20231月1日起至202312月31日止。",
        "统计期限为202311日至1231日。",
        "统计期限为2023年1月112月31日。",
        "据统计，2023年1月至6月公开信息12条。",
        "数据显示，2023年1月至6月公开信息12条。",
        "本报告由统计局编制，3月1日至5月1日征求意见。",
        "问卷统计时间为2023年3月1日至5月1日。",
    ],
)
def test_what_states_no_period_is_not_read_as_one(preface: str) -> None:
    assert not periods(preface)


PIECES = (
    "统计期限", "所列数据", "数据", "自", "为", "2023年", "1月", "1日", "至", "—", "12月", "31日", "起", "止", "截至", "20231月", "月", "日", "年",
    "2023.01.01", "-", "，", "。", "二〇二三年", "三十一日", " ", "\n", "13月", "30日", "农历",
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=20))
def test_whatever_stands_there_a_period_lies_in_its_text_and_has_months(pieces: list[str]) -> None:
    found = report("".join(pieces))
    for period in found.fact(statistic_periods):
        assert period.span.text
        assert all(1 <= day[1] <= 12 for day in (period.first, period.last) if day is not None)
    for date in impossible_dates(found):
        assert date.span.text
        assert date.days is None or date.days >= 28
