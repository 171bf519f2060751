"""CN307."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Finding, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.facts.impossible_dates import impossible_dates

MESSAGES = {
    "day": {
        "zh": "“{found}”不是真实的日期：{month}月最多{days}天。请核对",
        "en": "“{found}” is no date: month {month} has at most {days} days; check it",
    },
    "leap": {
        "zh": "“{found}”不是真实的日期：{year}年不是闰年，2月只有28天。请核对",
        "en": "“{found}” is no date: {year} is no leap year; check it",
    },
    "month": {
        "zh": "“{found}”不是真实的日期：没有{month}月。请核对",
        "en": "“{found}” is no date: there is no month {month}; check it",
    },
}


@rule(
    "CN307",
    "impossible-date",
    category=Category.YEARS,
    severity=Severity.ERROR,
    messages=MESSAGES,
    identity=("found",),
    about="""历法上没有的日期。

    如 2 月 30 日、11 月 31 日、平年的 2 月 29 日、13 月。抽取时丢字的日期、农历、文号和地址不算。
    """,
    invalid=[
        case("2023年2月30日，召开推进会。", at="2023年2月30日", message="day"),
        case("2月30日前完成自查。", at="2月30日", message="day"),
        case("统计到11月31日。", at="11月31日"),
        case("2023年2月29日，举办培训1期。", at="2023年2月29日", message="leap"),
        case("2023年13月1日起执行，13月5日公布。", at=("2023年13月1日", "13月5日"), message="month"),
        case("二〇二三年六月三十一日，新版指南上线。", at="二〇二三年六月三十一日"),
        case("公开日期：2023-06-31，更新日期：2023.11.31。", at=("2023-06-31", "2023.11.31"), message="day"),
        case("活动于9月28日至31日举行。", at="9月28日至31日"),
        case("２０２３年４月３１日印发。", at="２０２３年４月３１日"),
    ],
    valid=[
        case("2024年2月29日，举办培训1期，2000年2月29日成立。", year=2024),
        case("2月29日，发布公告1条。", note="年份不明"),
        case("统计期限自20231月1日起至202312月31日止，202311日至1231日。", note="抽取时丢字"),
        case("发布于（2017210日)，统计时间20201月至12月，20251月1日。", note="抽取时丢字"),
        case("2020年11月27日收到申请1件，12月14日答复，网址http://www.example.cn/2021-11/2024-02-30.html。", year=2020),
        case("历时13个月，覆盖31个乡镇，累计13月次。"),
        case("12月31日，1月31日，十二月三十一日，十月三十一日。"),
        case("农历二月三十日前后集中宣传。"),
        case("编号2023-13-45，网址http://www.example.cn/2023/02/30/，版本2023.2.30.1。"),
        case("印发2月35号文件。"),
    ],
)
def impossible_date(report: Report, options: None) -> Iterator[Finding]:  # noqa: ARG001
    """A date that no calendar has.

    30 February, 31 November, 29 February of a year that is no leap year, and a thirteenth month are slips of the pen, and the true date is for the
    author to find. Dates that lost a character when the text was taken from a page, lunar dates, document numbers and addresses are left alone,
    and 29 February passes where no year stands before it.
    """
    for found in impossible_dates(report):
        message = "month" if found.days is None else "leap" if found.days == 28 and _is_29th(found.span.text) else "day"
        data = {"found": found.span.text, "year": found.year, "month": found.month, "days": found.days}
        yield Finding(found.span, message, data)


def _is_29th(words: str) -> bool:
    return words.rstrip("日号 ").endswith(("29", "２９", "二十九"))
