"""CN107 declared-parts."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.chapters import chapters
from gouji.finding import Finding, Related, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.facts.absent_chapters import absent_chapters
from gouji_rules.facts.declared_parts import DeclaredParts, preface_statements
from gouji_rules.facts.first_level import Role, first_level

_SIX = "总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项"


@rule(
    "CN107",
    "declared-parts",
    category=Category.STRUCTURE,
    severity=Severity.WARNING,
    messages={
        "report": {
            "zh": "前言称报告有“{declared}”，正文实有 {actual} 章；请按正文改写前言",
            "en": "the preface says the report has {declared}, but it has {actual} chapters; make the preface agree",
        },
        "list": {
            "zh": "前言称报告有“{declared}”，所列却是 {listed} 项；请补全或改正数目",
            "en": "the preface says the report has {declared}, but lists {listed}; complete the list or correct the number",
        },
        "listed": {
            "zh": "前言列出报告的 {listed} 个部分，正文实有 {actual} 章；请按正文改写前言",
            "en": "the preface lists {listed} parts of the report, but it has {actual} chapters; make the preface agree",
        },
        "last": {"zh": "正文最后一章在这里", "en": "the last chapter stands here"},
    },
    identity=("declared",),
    about="""前言说报告分几部分，与正文或自己列出的不符。

    这类句子往往是从往年或别处抄来的。所说的数目与正文的章数、与前言自己列举的项数比较；以“等”结尾而后面没有数目的列举不作为依据。
    """,
    invalid=[
        case(
            "本年度报告由云岭市档案数据局编制。全文内容包括概述、主动公开情况、依申请公开情况、建议提案办理情况、"
            "咨询情况、收费及减免情况、行政复议和行政诉讼情况、存在的主要问题、附表等九个部分。",
            year=2020,
            at="九个部分",
            message="report",
        ),
        case(
            "本报告由概述、主动公开、依申请公开、存在问题、附件等五个方面组成。",
            year=2019,
            at="五个方面",
            message="report",
        ),
        case("本报告共分7个部分。", at="7个部分", message="report"),
        case("全文由八部分组成。", at="八部分", message="report"),
        case(
            "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、存在的主要问题及改进情况、"
            "其他需要报告的事项六部分组成。",
            at="六部分",
            message="list",
            note="说六部分，只列了五项",
        ),
        case(
            "本报告包括工作概述、主动公开情况、回应解读情况、依申请公开情况、行政复议诉讼情况、机构保障培训情况、"
            "主要问题及打算、附件，共九个部分。",
            year=2017,
            at="九个部分",
            message="list",
            note="2018 年度及以前没有统一的章数，只与所列对照",
        ),
        case(
            "全文包括概述、主动公开情况、依申请公开情况、收费情况、行政复议情况、存在问题、附表、其他事项。",
            message="listed",
            at="概述、主动公开情况、依申请公开情况、收费情况、行政复议情况、存在问题、附表、其他事项",
        ),
    ],
    valid=[
        case("全年公开信息 20 条。"),
        case(f"本报告由{_SIX}六部分组成。", note="行政复议、行政诉讼之间的顿号不分项"),
        case(f"全文共六个部分，包括{_SIX}。"),
        case(f"本报告包括{_SIX}等六个方面内容。"),
        case(
            "报告内容包括政府信息公开总体情况、行政机关主动公开政府信息的情况、行政机关收到和处理政府信息公开申请的情况、"
            "政府信息公开行政复议和行政诉讼情况、存在的主要问题和改进措施及其他需要报告的情况。",
            note="使用较长的名称，末两项用“及”相连",
        ),
        case("本报告包括总体情况、主动公开、依申请公开、存在问题等内容。", note="以“等”收尾又没有数目，不定项数"),
        case("本年度报告由云岭市档案数据局编制。我局从三个方面推进信息公开。", note="说的不是报告"),
        case("本年度报告按要求编制，全年公开信息涉及政策法规、规划计划、财政资金等八个方面。", note="说的不是报告"),
        case("按照《政府信息公开工作年度报告格式》，部分公开 2 件，其余部分不予公开。"),
        case("本报告共七个部分。", year=2016, note="2018 年度及以前没有统一的章数"),
        case(
            content=[
                {"heading": heading, "content": [text]}
                for heading, text in (
                    ("一、总体情况", "本报告由六部分组成。"),
                    ("二、主动公开政府信息情况", "见附表。"),
                    ("三、收到和处理政府信息公开申请情况", "见附表。"),
                    ("四、政府信息公开行政复议、行政诉讼情况", "见附表。"),
                    ("五、存在的主要问题及改进情况", "形式有待丰富。"),
                )
            ],
            note="说六部分而缺一章，由 CN101 提示",
        ),
        case(
            "本报告由六部分组成。",
            edit=lambda data: data["content"].append({"heading": "七、附件", "content": ["见附表。"]}),
            note="说六部分而多一章，由 CN118 提示",
        ),
    ],
)
def declared_parts(report: Report, _options: None) -> Iterator[Finding]:
    """The preface says that the report has N parts, or lists them, and the report, or its own list, has another number.

    Such a sentence is left over from an earlier year or another body. The number is compared with the report's first-level
    chapters and with the list beside it. A list that ends in 等 fixes no number, a number after 等 does. Silent where the
    number is right but for a chapter that is absent (CN101) or one too many (CN118), and on parts of something other than the report. Reports on 2018
    and earlier had no common chapters: there only the list is compared.
    """
    entries = [entry for entry in report.fact(first_level) if entry.role in (Role.CHAPTER, Role.EXTRA)]
    actual = len(entries) if report.fact(chapters).recognised else None
    # A chapter too few or too many is told of by itself.
    extra = sum(1 for entry in entries if entry.role is Role.EXTRA)
    absent = len(report.fact(absent_chapters))
    allowed = range(0) if actual is None else range(actual - extra, actual + absent + 1)
    for declared in report.fact(preface_statements):
        message = _contradiction(declared, allowed)
        if message is None:
            continue
        fewest = declared.listed[0] if declared.listed is not None else 0
        data = {"declared": declared.span.text, "actual": actual, "listed": fewest}
        related = [] if message == "list" else [Related(entries[-1].section.heading.span(), "last")]
        yield Finding(declared.span, message, data, related=related)
        return


def _contradiction(declared: DeclaredParts, allowed: range) -> str | None:
    """Return the message of what a statement contradicts, or None. `allowed` are the numbers of parts the report may be said to have."""
    number, listed = declared.number, declared.listed
    if number is not None:
        if allowed and number not in allowed:
            return "report"
        return "list" if listed is not None and not listed[0] <= number <= listed[1] else None
    if listed is not None and allowed and not any(listed[0] <= count <= listed[1] for count in allowed):
        return "listed"
    return None
