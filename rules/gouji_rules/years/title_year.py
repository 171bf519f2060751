"""CN302."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Finding, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.basis import REGULATION
from gouji_rules.facts.title_years import text_year
from gouji_rules.facts.title_years import title_year as year_of_title


@rule(
    "CN302",
    "title-year",
    category=Category.YEARS,
    severity=Severity.ERROR,
    messages={
        "title": {
            "zh": "标题写的是{found}年，报告的年度却是{year}年。请核对哪一个正确，并统一",
            "en": "the title says {found}, but the report is declared to be on {year}; find out which is right and use it in both",
        },
        "text": {
            "zh": "标题写的是{found}年，正文所述却是{year}年的工作。请核对哪一个正确，并统一",
            "en": "the title says {found}, but the text tells of the work of {year}; find out which is right and use it in both",
        },
    },
    basis=(REGULATION.at(49),),
    universal=True,
    needs=("year",),
    identity=("found",),
    about="""标题中的年份与报告年度不一致。

    报告年度以报告 JSON 的 year 或用户指定的为准。标题与报告年度一致，而正文的统计期限和工作都确属另一年的，也会提示。文件名中的年份不看。
    """,
    invalid=[
        case(title="青禾县水利局2022年政府信息公开工作年度报告", year=2023, at="2022年", message="title"),
        case(title="青禾县水利局 2024 年度政府信息公开工作年度报告", year=2023, at="2024 年度"),
        case(title="二〇二〇年望溪镇政府信息公开工作年度报告", year=2021, at="二〇二〇年"),
        case(
            "2022年，我局公开信息60条。\n所列数据统计期限为2022年1月1日至12月31日。",
            title="青禾县水利局2021年政府信息公开工作年度报告",
            year=2021,
            at="2021年",
            message="text",
            note="只有标题的年份错了",
        ),
        case(
            "2022年，我局公开信息60条。\n2022年共收到申请3件。\n2022年度我局举办培训2期。",
            title="青禾县水利局2021年政府信息公开工作年度报告",
            year=2021,
            at="2021年",
            message="text",
        ),
        case(
            "2022年，我局公开信息60条。\n所列数据统计期限为2022年1月1日至12月31日。",
            title="青禾县水利局2023年政府信息公开工作年度报告",
            year=2023,
            published="2023-01-18",
            at="2023年",
            message="text",
            note="2023年1月不可能公布2023年的报告",
        ),
    ],
    valid=[
        case(title="青禾县水利局2023年度政府信息公开工作年度报告", year=2023),
        case(title="青禾县水利局政府信息公开工作年度报告", year=2023, note="标题没有年份"),
        case(title="石岗街道办事处2021度政府信息公开工作年度报告", year=2021, note="漏“年”字"),
        case(title="青禾县水利局2023年政府信息公开工作年度报告（2024年修订）", year=2023),
        case("统计期限为2022年1月1日至12月31日。", year=2023, note="统计期限另有规则"),
        case(
            "2021年，我局公开信息60条。\n2021年共收到申请3件。\n所列数据统计期限为2021年1月1日至12月31日。",
            title="青禾县水利局2022年政府信息公开工作年度报告",
            year=2022,
            note="正文沿用上年文稿，标题是对的，由 CN301、CN305 报告",
        ),
        case(
            "2022年，我局公开信息60条。\n2022年共收到申请3件。\n2022年度我局举办培训2期。\n2021年，我局答复申请3件。",
            title="青禾县水利局2021年政府信息公开工作年度报告",
            year=2021,
            note="正文两个年份都有，由 CN303 报告",
        ),
        case(
            "2021年，我局公开信息60条。\n所列数据统计期限为2022年1月1日至12月31日。",
            title="青禾县水利局2021年政府信息公开工作年度报告",
            year=2021,
            note="只有统计期限写错，由 CN305 报告",
        ),
        case(
            "2022年，我局将举办培训2期。\n所列数据统计期限为2022年1月1日至12月31日。",
            title="青禾县水利局2021年政府信息公开工作年度报告",
            year=2021,
            note="下一年的计划不说明正文是哪一年的",
        ),
        case(
            "2021年，我局公开信息60条。\n所列数据统计期限为2021年1月1日至12月31日。\n青禾县水利局　2022年1月18日",
            title="青禾县水利局2022年政府信息公开工作年度报告",
            year=2022,
            note="落款也可能是沿用的",
        ),
    ],
)
def title_year(report: Report, options: None) -> Iterator[Finding]:  # noqa: ARG001
    """The year in the title is not the year the report is declared to be on.

    The declared year is `year` in report JSON, or what the user states. A report read from another kind of file takes its year from its title, and the
    two agree by nature; there, the report's own name in the opening is compared instead (CN301, CN303), and the statistic period by its own rule.

    Where both agree and the text tells of another year alone, as the statistic period and the sentences about this year's work say, the title is reported once and not
    each sentence. That takes a text ahead of its title, or a date of publication that comes before the title's year was over: a text that is a year behind
    its title was most probably written over last year's. A year in a file name is not looked at: it is often the year of publication.
    """
    found = report.fact(year_of_title)
    if found is not None and found.year != report.year:
        yield Finding(found.span, "title", {"found": found.year, "year": report.year})
    told = report.fact(text_year)
    if found is not None and told is not None:
        yield Finding(found.span, "text", {"found": found.year, "year": told})
