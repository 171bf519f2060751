"""CN305."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.finding import Finding, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.basis import REGULATION
from gouji_rules.facts.statistic_periods import StatisticPeriod, is_explained, statistic_periods
from gouji_rules.facts.title_years import accepted_years

NEAR = 80
"""How far before a period the report is named whose it is."""
MESSAGES = {
    "year": {
        "zh": "{year}年度报告的统计期限写成了“{found}”，应为{year}年1月1日至12月31日。请改正年份，并核对数据是否为{year}年的",
        "en": "the report on {year} states its statistic period as “{found}”; it is 1 January to 31 December {year}. Correct the year and check that the figures are of {year}",
    },
    "dates": {
        "zh": "统计期限写成了“{found}”，应为{year}年1月1日至12月31日。请改正；机构在年内成立、合并或撤销的，请在文中说明",
        "en": "the statistic period is stated as “{found}”; it is 1 January to 31 December {year}. Correct it, or say that the body was set up or merged during the year",
    },
    "cut-off": {
        "zh": "数据的截止时间写成了“{found}”，年度报告的数据应截至{year}年12月31日。请核对",
        "en": "the figures are said to go up to “{found}”; those of a report on {year} go up to 31 December {year}. Check it",
    },
}


@rule(
    "CN305",
    "statistic-period",
    category=Category.YEARS,
    severity=Severity.ERROR,
    messages=MESSAGES,
    basis=(REGULATION.at(49),),
    universal=True,
    needs=("year",),
    identity=("found",),
    about="""统计期限不是报告年度的 1 月 1 日至 12 月 31 日。

    写成别的年份，多为沿用上年文稿；写成 12 月 30 日等，多为笔误。只写截止日的、另有一处写得正确的为警告。年内新设、合并、撤销并作说明的不算。
    """,
    invalid=[
        case(
            "本报告所列数据的统计期限为2022年1月1日至12月31日。", year=2023, at="2022年1月1日至12月31日", message="year"
        ),
        case(
            "所列数据统计期限自2024年1月1日起至2024年12月30日止。",
            year=2024,
            at="2024年1月1日起至2024年12月30日",
            message="dates",
        ),
        case(
            "数据统计时限：二〇二三年一月一日至二〇二三年十一月三十日。",
            year=2023,
            at="二〇二三年一月一日至二〇二三年十一月三十日",
        ),
        case("本报告中所列数据统计期限为1月1日至12月30日。", year=2023, at="1月1日至12月30日", message="dates"),
        case(
            "年度报告数据统计起止时间：2022.01.01—2022.12.31。", year=2023, at="2022.01.01—2022.12.31", message="year"
        ),
        case("本年度报告统计期限为2022年度。", year=2023, at="2022年度", message="year"),
        case(
            "本报告所列数据统计期限为2022年12月31日至2023年12月31日。", year=2023, at="2022年12月31日至2023年12月31日"
        ),
        case(
            "本报告统计数据截至2023年12月25日。",
            year=2023,
            at="2023年12月25日",
            message="cut-off",
            severity=Severity.WARNING,
        ),
        case("本报告数据统计期限为2023年1月至11月。", year=2023, at="2023年1月至11月"),
        case("所列数据的统计时间为2022年全年。", year=2023, at="2022年全年", message="year"),
        case("报告期内（2022年1月1日至12月31日），我局公开信息236条。", year=2023, at="2022年1月1日至12月31日"),
        case(
            "所列数据统计期限为2023年1月1日至12月31日。\n本报告数据统计期限为2022年1月1日至12月31日。",
            year=2023,
            at="2022年1月1日至12月31日",
            severity=Severity.WARNING,
            note="另有一处是对的",
        ),
        case(
            "本报告涵盖2022年1月1日至2022年12月31日期间的数据。",
            year=2023,
            at="2022年1月1日至2022年12月31日",
            message="year",
        ),
        case(
            "报告中所列数据的统计期限，自2023年1月1日起至2023年12月30日止。",
            year=2023,
            at="2023年1月1日起至2023年12月30日",
            message="dates",
        ),
        case(
            "本报告的主要情况和统计数据，期限自2022年1月1日至2022年12月31日。",
            year=2023,
            at="2022年1月1日至2022年12月31日",
            message="year",
        ),
    ],
    valid=[
        case("本报告所列数据的统计期限为2023年1月1日至12月31日。", year=2023),
        case("所列数据统计期限从2023年1月1日起，至2023年12月31日止。", year=2023),
        case("统计时限：2023年1月1日-12月31日，数据统计时间2023年1-12月。", year=2023),
        case("统计时段为2023.01.01至2023.12.31。", year=2023),
        case("报告所列数据统计时间为 2023 年 1 月至 12 月。", year=2023, note="只写月份的完整期限"),
        case("所列数据统计期限自20211月1日起至202112月31日止。", year=2021, note="抽取时丢字"),
        case("所列数据统计期限为2025年1月112月31日，20251月1日至12月31日。", year=2025, note="抽取时丢字"),
        case("以上数据核定时间点为2022年12月31日。", year=2022),
        case("本局于2023年4月组建，所列数据统计期限为2023年4月1日至12月31日。", year=2023, note="年内成立的机构"),
        case(
            "本报告所列数据的统计期限为2022—2023学年（2022年9月1日至2023年8月31日止）。",
            year=2023,
            note="学校按学年报告",
        ),
        case("根据机构改革方案，职能于3月划转。\n本报告统计期限为2023年1月1日至3月31日。", year=2023),
        case("据统计，2022年10月至2023年6月办理留言90件，其中3月1日至5月31日办理数据公开类20件。", year=2023),
        case(
            "问卷调查的数据采集自2023年3月1日至5月31日。\n收回问卷统计时间为6月2日至6月9日。",
            year=2023,
            edit=lambda data: data["content"].insert(0, "现予公布。"),
        ),
        case(
            "本报告所列数据统计期限为2022年1月1日至12月31日。",
            year=2023,
            title="青禾县水利局2022年政府信息公开工作年度报告",
            note="标题与声明的年度不一致，由 CN302 报告",
        ),
        case("收到申请12件，其中网络4件，所列数据统计时限自20251月1日至12月31日。", year=2025, published="2026-01-20"),
        case(
            "本报告编制时间为2024年1月5日至1月15日，数据统计期限为2023年度，上年数据统计期限为2022年1月1日至12月31日。",
            year=2023,
        ),
        case("第三方评估报告数据采集时间为2023年10月1日至10月31日，信息公开季报统计期限为1月1日至3月31日。", year=2023),
        case("年报数据显示，自2023年1月1日至6月30日收到申请6件。", year=2023),
        case(
            "《青禾县水利局2022年政府信息公开工作年度报告》统计期限为2022年1月1日至12月31日，本报告统计期限为2023年1月1日至12月31日。",
            year=2023,
            note="上一年的报告",
        ),
        case("报告所列数据统计期限为2023年全年，对比数据统计期限为2022年全年。", year=2023, note="作对比的数据"),
        case("统计年报显示，1月至6月收到申请6件，数据均已核对。", year=2023),
        case(
            "本报告由县统计局汇总数据编制，统计局于3月1日至5月1日开展培训，如对数据有疑问，请于2024年1月20日至2月20日联系。",
            year=2023,
        ),
        case("主动公开信息60条。", year=2020, note="没有写统计期限"),
    ],
)
def statistic_period(report: Report, options: None) -> Iterator[Finding]:  # noqa: ARG001
    """The statistic period is not 1 January to 31 December of the report's year.

    A report covers the whole of one year; a period of another year is left over from the last report, and one that ends on 30 December or in November was
    mistyped or leaves work out. A cut-off day alone (数据截至…) is a warning, and so is a
    period beside one that is right.

    A period stated by months, or with a dash, is whole. Bodies set up, merged or dissolved during the year, which say so, have a shorter one, and
    schools that report by school years have another. Dates that lost
    characters on their way, and periods of surveys and other figures than the report's own, stay unreported, and a report that states none is not judged.
    """
    own = set(accepted_years(report))
    periods = report.fact(statistic_periods)
    # One that is right stands beside it: the other may be of something else.
    level = Severity.WARNING if any(_is_right(period, own) for period in periods) else None
    for period in periods:
        data = {"found": period.span.text, "year": report.year}
        if period.first is None:
            if not (period.is_whole_year and period.years <= own):
                yield Finding(period.span, "cut-off", data, Severity.WARNING)
        elif period.is_whole_year and len(period.years) == 1 and not period.years <= own:
            if level is not None and _is_of_a_named_report(period):
                continue
            yield Finding(period.span, "year", data, level)
        elif not (period.is_whole_year and len(period.years) < 2) and not is_explained(report, period):
            yield Finding(period.span, "dates", data, level)


def _is_of_a_named_report(period: StatisticPeriod) -> bool:
    """Whether the words right before a period name the report of that year: 《2022年政府信息公开工作年度报告》统计期限为…."""
    before = period.span.node.value[max(0, period.span.start - NEAR) : period.span.start]
    named = re.search(r"《([^《》]+)》[^《》，,。；;]*$", before)
    return named is not None and "报告" in named[1] and any(f"{year}年" in named[1] for year in period.years)


def _is_right(period: StatisticPeriod, own: set[int]) -> bool:
    return period.first is not None and period.is_whole_year and len(period.years) == 1 and period.years <= own
