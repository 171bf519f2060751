"""CN602."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Edit, Finding, Fix, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.basis import REGULATION
from gouji_rules.facts.citations import Standing, standing
from gouji_rules.facts.superseded import old_articles, superseded


@rule(
    "CN602",
    "outdated-regulation",
    category=Category.CITATION,
    severity=Severity.ERROR,
    messages={
        "decree": {
            "zh": "{found}公布的《{title}》已经修订，{year}年度报告应依据修订后的《{title}》（{current}）",
            "en": "{found} is the old text of 《{title}》; a report on {year} rests on the revised one ({current})",
        },
        "articles": {
            "zh": "{found}是修订前《{title}》（{old}）关于年度报告的条文，现行《{title}》已改为第四十九条、第五十条",
            "en": "{found} are the articles on annual reports of the old 《{title}》 ({old}); in the text in force they are 49 and 50",
        },
        "fix": {"zh": "改为{current}，并核对所引条文", "en": "write {current}, and check the articles cited"},
    },
    basis=(REGULATION.at(49, 50),),
    needs=("year",),
    identity=("found",),
    about="""依据的是 2019 年修订前的条例。

    2019 年度起应依据国务院令第711号。作为沿革提到、注明已被取代的不算。
    """,
    invalid=[
        case(
            "本报告根据《中华人民共和国政府信息公开条例》（国务院令第492号）编制。",
            year=2023,
            at="国务院令第492号",
            message="decree",
            severity=Severity.ERROR,
        ),
        case("按照国务院第492号令要求，现公布本机关年度报告。", year=2019, at="国务院第492号令", message="decree"),
        case("学习宣传国务院令第492号。", year=2022, at="国务院令第492号", severity=Severity.WARNING),
        case(
            "根据《政府信息公开条例》第三十一条、第三十二条规定，编制本年度报告。",
            year=2021,
            at="第三十一条、第三十二条",
            message="articles",
        ),
        case("依照《条例》第32条，编制2020年政府信息公开工作年度报告。", year=2020, at="第32条", message="articles"),
    ],
    valid=[
        case("本报告根据《中华人民共和国政府信息公开条例》（国务院令第711号）编制。", year=2023),
        case("本报告根据《中华人民共和国政府信息公开条例》（国务院令第492号）编制。", year=2018, note="当年有效"),
        case("《条例》于2007年由国务院令第492号公布，2019年修订。", year=2023, note="作为沿革提到"),
        case("根据《政府信息公开条例》（2007年国务院令第492号公布，2019年国务院令第711号修订）编制。", year=2020),
        case("原国务院令第492号同时废止，全面执行修订后的《条例》。", year=2019),
        case("与国务院令第492号相比，新《条例》要求更严。", year=2019),
        case("根据《条例》第四十九条、第五十条规定，编制本年度报告。", year=2023),
        case("依照《条例》第三十二条书面征求第三方意见，年度报告另行公布。", year=2023, note="现行条文"),
        case("依照《云岭市档案管理条例》第三十二条编制年度报告。", year=2023),
        case("根据《条例》第三十一条确定收到申请的时间。", year=2023),
    ],
)
def outdated_regulation(report: Report, options: None) -> Iterator[Finding]:  # noqa: ARG001
    """The report rests on the regulation as it was before it was revised in 2019.

    The regulation of 2007 (国务院令第492号) gave way to that of 2019 (国务院令第711号), and reports on 2019 and later rest on the latter. Its articles 31 and 32, given for the annual
    report, are articles 49 and 50 now. Where the old decree is named without being followed, it is a warning.

    Silent where the old decree is named as history or as replaced, beside the revision, and in reports up to 2018.
    """
    for citation in report.fact(superseded):
        if citation.document is None or citation.version is None or citation.document.kind != "regulation":
            continue
        if citation.decree is None:
            continue
        span = citation.node.span(citation.decree.start, citation.decree.end)
        current = citation.document.current.called
        data = {"found": span.text, "title": citation.document.title, "year": report.year, "current": current}
        lowered = None if standing(report, citation) is Standing.FOLLOWED else Severity.WARNING
        yield Finding(span, "decree", data, lowered, fix=Fix("fix", [Edit(span, current)]))
    for articles in report.fact(old_articles):
        data = {"found": articles.span.text, "title": articles.document.title, "old": articles.version.called}
        yield Finding(articles.span, "articles", data)
