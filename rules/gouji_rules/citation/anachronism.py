"""CN605."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Finding, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.facts.anachronisms import anachronisms, earlier_plans


@rule(
    "CN605",
    "anachronism",
    category=Category.CITATION,
    severity=Severity.ERROR,
    messages={
        "later": {
            "zh": "“{found}”{dated}才印发，而{year}年度报告最迟应在{due}公布，不可能引用它。请核对文号，或改引当时有效的文件",
            "en": "“{found}” was issued on {dated}, after the report on {year} was due ({due}), and cannot be cited in it; check the number or cite what was in force",
        },
        "plan": {
            "zh": "{year}年度报告把{plan}年的{found}作为工作依据，请核对是否应为{year}年的文件",
            "en": "the report on {year} takes {found} of {plan} for its guide; check whether that of {year} is meant",
        },
    },
    needs=("year",),
    identity=("found",),
    about="""引用了报告当时还不存在的文件。

    以法定发布期限（已知发布日期更晚的以其为准）为界，晚于此日印发的文件不可能被引用。
    """,
    invalid=[
        case(
            "本报告按照国办公开办函〔2021〕30号规定的格式编制。",
            year=2020,
            at="国办公开办函〔2021〕30号",
            message="later",
            severity=Severity.ERROR,
        ),
        case(
            "依据《中华人民共和国政府信息公开条例》（国务院令第711号）编制。",
            year=2017,
            at="《中华人民共和国政府信息公开条例》（国务院令第711号",
        ),
        case(
            "落实《政府信息公开信息处理费管理办法》，全年未收费。",
            year=2018,
            at="《政府信息公开信息处理费管理办法》",
            severity=Severity.WARNING,
        ),
        case(
            "围绕《云岭市2020年政务公开工作要点》逐项落实。",
            year=2021,
            at="《云岭市2020年政务公开工作要点》",
            message="plan",
            severity=Severity.INFO,
            note="疑似上年的文件，请核对",
        ),
    ],
    valid=[
        case("本报告按照国办公开办函〔2021〕30号规定的格式编制。", year=2021),
        case("本报告按照国办公开办函〔2019〕60号规定的格式编制。", year=2019),
        case("按照国办公开办函〔2021〕30号规定的格式编制。", year=2020, published="2021-11-30", note="补发的报告"),
        case("依据《中华人民共和国政府信息公开条例》（国务院令第711号）编制。", year=2019),
        case("做好《政府信息公开信息处理费管理办法》公布后的衔接准备。", year=2019, note="计划中的文件"),
        case("落实国办函〔2020〕109号要求。", year=2020),
        case("落实《云岭市2021年政务公开工作要点》，收官《云岭市2020年政务公开工作要点》确定的任务。", year=2021),
        case("对照《云岭市2020年政务公开工作要点》落实情况查找不足。", year=2021),
    ],
)
def anachronism(report: Report, options: None) -> Iterator[Finding]:  # noqa: ARG001
    """The report cites a document that did not exist when it was due.

    Known documents are compared by the day of their issue with 31 March of the year after the report's own, the later of the two legal days, or with the day of publication where
    that is known and later. A report that cites a later document was put together from another year's. The yearly plan of an earlier year, followed as this year's guide, is
    pointed out at info level: it may be meant. A document cited by its title alone is a warning.

    Silent for documents that are not in the list, for those merely awaited, and for reports published late.
    """
    for found in report.fact(anachronisms):
        citation = found.citation
        data = {"found": citation.span.text, "dated": found.dated, "year": report.year, "due": found.due}
        # A draft bears the title of what is still to come; a number is given only on issue.
        lowered = Severity.WARNING if citation.number is None and citation.decree is None else None
        yield Finding(citation.span, "later", data, lowered)
    for plan in report.fact(earlier_plans):
        assert plan.citation.title is not None
        span = plan.citation.node.span(plan.citation.title.start, plan.citation.title.end)
        yield Finding(span, "plan", {"found": span.text, "plan": plan.year, "year": report.year}, Severity.INFO)
