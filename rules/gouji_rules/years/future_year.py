"""CN303."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Finding, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.basis import REGULATION
from gouji_rules.facts.title_years import accepted_years
from gouji_rules.facts.years import Role, YearMention, years

MESSAGES = {
    "activity": {
        "zh": "{year}年度报告把{found}年写成了已完成工作的时间：“{clause}”。请核对年份；若是计划，请写明将要做",
        "en": "a report on {year} gives {found} as the time of work already done: “{clause}”; correct the year, or say that it is planned",
    },
    "report": {
        "zh": "这是{year}年度报告，文中却把本报告称为{found}年的：“{clause}”。请改为{year}年",
        "en": "this is the report on {year}, yet it calls itself the one of {found}: “{clause}”; write {year}",
    },
    "dated": {
        "zh": "{year}年度报告叙述了{found}年{month}月已做的工作：“{clause}”。报告公布时这项工作应尚未发生，请核对日期",
        "en": "a report on {year} tells of work done in month {month} of {found}: “{clause}”; when it was due that lay ahead, check the date",
    },
}

LAST_DUE_MONTH = 3
"""The month by whose end the last reports are due: later ones lie ahead of a report that does not say when it was published."""


@rule(
    "CN303",
    "future-year",
    category=Category.YEARS,
    severity=Severity.ERROR,
    messages=MESSAGES,
    basis=(REGULATION.at(49),),
    universal=True,
    needs=("year",),
    identity=("found", "clause"),
    about="""以后的年份被写成了已完成工作的时间。

    报告自称是下一年的、已完成并有数量的工作写成以后年份的，都会提示。计划、结转下年、规划期、文件标题等不算。
    """,
    invalid=[
        case("2023年，全镇共主动公开信息266条，办结申请4件。", year=2022, at="2023年", message="activity"),
        case("2023年度全年累计发布解读材料19篇。", year=2022, at="2023年度", severity=Severity.ERROR),
        case("现向社会公布青禾县水利局2024年度政府信息公开工作年度报告。", year=2023, at="2024年度", message="report"),
        case("2023年9月，举办专题培训2期。", year=2022, at="2023年9月", message="dated", severity=Severity.WARNING),
        case("2023年2月，举办专题培训2期。", year=2022, published="2023-01-16", at="2023年2月", message="dated"),
        case("截至2023年12月31日，我局共公开信息356条。", year=2022, at="2023年12月31日", message="dated"),
        case("2023年未收到政府信息公开申请。", year=2022, at="2023年", severity=Severity.ERROR),
        case("2023年以来，我镇积极推进政务公开。", year=2022, at="2023年", severity=Severity.WARNING),
        case("2202年我局公开信息360条。", year=2022, at="2202年", severity=Severity.WARNING, note="数字颠倒"),
    ],
    valid=[
        case("当年办结78件，其余8件转2023年度办理，另有2件结转至2023年。", year=2022),
        case(
            year=2022,
            content=[
                {
                    "heading": "五、存在的主要问题及改进情况",
                    "content": [
                        "2023年，我局将优化公开目录。",
                        "2023年重点抓好三方面工作。",
                        "2023年举办培训不少于4期。",
                    ],
                }
            ],
        ),
        case("计划于2023年新建查阅点6处，预计2023年6月底前建成。", year=2022),
        case("2023年度，新组建的数据局编制公开指南1份。县数据局2023年成立后，接收信息30条。", year=2022, note="新机构"),
        case("县数据局成立于2023年2月，挂牌运行后共公开信息12条。", year=2022),
        case(
            year=2022,
            content=[
                {"heading": "六、存在的主要问题及改进情况", "content": ["2023年，我局坚持问题导向，公开信息200条。"]},
                {"heading": "七、其他需要报告的事项", "content": ["2023年，我局认真落实《条例》，加强信息公开。"]},
            ],
            note="下一年的计划",
        ),
        case("2023年1月，组织科室核对全年数据2次。", year=2022, note="公布之前的事"),
        case("截至2023年1月10日，收到的申请已全部办结。", year=2022),
        case("2023年春运信息发布12条。", year=2022, note="岁末年初的事"),
        case("发布日期：2023-01-06\n青禾县水利局\n2023年1月18日", year=2022),
        case("公开“十四五”规划（2021—2025年）进展，启动2022年至2024年提升行动。", year=2022),
        case("印发《政务公开三年行动方案（2022—2024年）》。发文字号：青卫健〔2023〕1号", year=2022),
        case("公布2023年部门预算，做好2023年义务教育招生公示。", year=2022),
        case("公众号推出《你好，2023》短片，发布信息2023条。", year=2022),
        case("2023年，我局共公开信息60条。", year=2022, title="青禾县水利局2023年政府信息公开工作年度报告"),
    ],
)
def future_year(report: Report, options: None) -> Iterator[Finding]:  # noqa: ARG001
    """A later year stands as the time of work already done.

    A report covers one year that is over; work of a later one can only be planned. It is found where a later year is the time of finished and
    counted work, where the report calls itself next year's, and, as a warning, where work is dated after the report was published or due.

    Plans, what bodies formed then will do, carry-overs into the next year, budgets, plan periods, titles, document numbers, and dates of signing and publication stay unreported, and so do
    events between 1 January and the publication. Where title and declared year differ, neither is called a later year: CN302 reports that.
    """
    last = max(accepted_years(report))
    for mention in report.fact(years):
        if mention.year <= last:
            continue
        message = {Role.ACTIVITY: "activity", Role.REPORT: "report"}.get(mention.role)
        if message is None and mention.work and _lies_ahead(report, mention):
            message = "dated"
        if message is not None:
            data = {"year": report.year, "found": mention.year, "month": mention.month, "clause": mention.clause}
            lowered = message == "dated" or not mention.sure
            yield Finding(mention.span, message, data, Severity.WARNING if lowered else None)


def _lies_ahead(report: Report, mention: YearMention) -> bool:
    """Whether a dated event comes after the report was published, or due where it does not say when."""
    assert report.year is not None
    published = report.published.value[:7] if report.published is not None else f"{report.year + 1}-{LAST_DUE_MONTH:02}"
    return f"{mention.year}-{mention.month or 0:02}" > published
