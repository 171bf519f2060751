"""YL002."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.finding import Finding, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_example_yunling.consultation_phone import REQUIREMENTS
from gouji_example_yunling.preface import introduction

PERIOD = r"1月1日[^。]{0,12}12月31日"


@rule(
    "YL002",
    "statistic-period-stated",
    category=Category.YEARS,
    severity=Severity.INFO,
    messages={
        "absent": {
            "zh": "前言没有写明统计期限，请补充“统计期限自{year}年1月1日起至{year}年12月31日止”",
            "en": "the introduction does not state the period the figures cover (1 January to 31 December {year})",
        }
    },
    basis=(REQUIREMENTS,),
    needs=("year", "chapters"),
    about="""前言没有写明统计期限。

    期限写得对不对由全国规则检查，本规则只看有没有写。
    """,
    invalid=[case("本报告由市档案数据局编制。", at="报告", message="absent")],
    valid=[
        case("所列数据的统计期限自2023年1月1日起至2023年12月31日止。"),
        case("统计时间为 2023 年 1 月 1 日—12 月 31 日。", note="数字前后的空格不算"),
    ],
)
def statistic_period_stated(report: Report, _options: None) -> Iterator[Finding]:
    """A report whose introduction does not state the period its figures cover.

    Whether a stated period is the right one is the national rules' business; this rule only asks that there is one.
    """
    paragraphs = (re.sub(r"\s", "", paragraph.value) for paragraph in report.fact(introduction))
    if not any(re.search(PERIOD, words) for words in paragraphs):
        yield Finding(report, "absent", {"year": report.year})
