"""CN304."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Finding, Severity
from gouji.report import Report, Span
from gouji.rule import Category, case, rule
from gouji_rules.facts.anachronisms import anachronisms
from gouji_rules.facts.publication import publications
from gouji_rules.facts.title_years import accepted_years
from gouji_rules.facts.years import Role, years


@rule(
    "CN304",
    "document-number-year",
    category=Category.YEARS,
    severity=Severity.WARNING,
    messages={
        "number": {
            "zh": "文号的年份是{found}年，而本报告最迟在{published}年公布，不可能引用此后的文件：“{clause}”。请核对文号",
            "en": "the document number is of {found}, but the report was published by {published} and cannot cite later documents: “{clause}”; check the number",
        }
    },
    needs=("year",),
    identity=("found", "clause"),
    about="""文号的年份晚于报告发布之年。

    报告不可能引用尚未印发的文件，年份有误，或文号抄自别的报告。
    """,
    invalid=[
        case("落实《关于规范栏目设置的通知》（云政办〔2025〕6号）要求。", year=2022, at="〔2025〕"),
        case("按照云政办发【2032】11号文件开展自查。", year=2023, at="【2032】"),
        case("依据临府办[2025]3号文件核查。", year=2023, published="2024-01-19", at="[2025]"),
    ],
    valid=[
        case("发文字号：厦云卫健〔2023〕1号", year=2022, note="公布当年的文号"),
        case("按照云政办〔2021〕30号、临政发〔2022〕318号文件执行。", year=2025),
        case("落实云政办发〔2024〕2号文件，补充公开内容。", year=2023, published="2024-01-20"),
        case("落实青政办〔2025〕2号文件。", year=2023, published="2025-03-01", note="补发的报告"),
        case("依据便笺〔2025〕一43号开展核对。", year=2025),
        case("执行白旗政公发〔2020〕2号、1号文件，11月27日收到申请1件，12月14日答复。", year=2020),
        case(
            "依据国办公开办函〔2019〕60号编制，电话0356-2020242，办公地址242号楼。",
            year=2022,
            note="旧文号由别的规则过问",
        ),
        case("按照（云政公办发）要求和（〔2020〕209号）文件执行。", year=2020, note="文号残缺"),
        case("联系电话：（2025）1234，邮编202600。", year=2022),
    ],
)
def document_number_year(report: Report, options: None) -> Iterator[Finding]:  # noqa: ARG001
    """A document number is of a year after the report was published.

    A report cannot cite what had not been issued, so a digit of the year is wrong, or the number was taken from another report. Reports
    are published in the year after the one they cover, or in that of the date of publication where it is known and later. Numbers of
    the year of publication and of any year before are silent, and so are documents whose day of issue is known (CN605 tells it).
    """
    dates = [int(found.date[:4]) for found in report.fact(publications)]
    published = max([max(accepted_years(report)) + 1, *dates])
    later = [mention for mention in report.fact(years) if mention.year > published]
    told = _told_by_day(report) if later else set()
    for mention in later:
        if mention.role is Role.DOCUMENT_NUMBER and mention.span not in told:
            data = {"found": mention.year, "published": published, "clause": mention.clause}
            yield Finding(mention.span, "number", data)


def _told_by_day(report: Report) -> set[Span]:
    """Return the years of numbers that CN605 reports with the day of issue, where it runs."""
    if report.selected is not None and "CN605" not in report.selected:
        return set()
    numbers = [(found.citation.node, found.citation.number) for found in report.fact(anachronisms)]
    return {node.span(number.opening, number.closing + 1) for node, number in numbers if number is not None}
