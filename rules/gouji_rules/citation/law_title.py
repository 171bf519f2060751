"""CN604."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Edit, Finding, Fix, Related, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.facts.law_names import Abbreviation, abbreviations, misattributed, misnumbered, misquoted

MESSAGES = {
    "misquoted": {
        "zh": "文件名称有误：没有《{found}》，应为《{right}》",
        "en": "there is no 《{found}》; its title is 《{right}》",
    },
    "trial": {
        "zh": "《{found}》有误：《{right}》不是试行文件，请删去“试行”字样",
        "en": "《{right}》 is not on trial: remove 试行 from “{found}”",
    },
    "number": {
        "zh": "《{title}》的编号是{right}，不是{found}",
        "en": "the number of 《{title}》 is {right}, not {found}",
    },
    "issuer": {
        "zh": "《{title}》由{issuer}印发，不是{found}的文件",
        "en": "《{title}》 was issued by {issuer}, it is not a document of {found}",
    },
    "full": {
        "zh": "首次提到时宜用全称《{right}》",
        "en": "the first mention gives the full title, 《{right}》",
    },
    "early": {
        "zh": "《{name}》在说明简称之前就已使用，请在首次提到时写全称并注明简称",
        "en": "《{name}》 is used before it is introduced; give the full title and the abbreviation at the first mention",
    },
    "unexplained": {
        "zh": "全文没有说明《{name}》是哪一部法规，请在首次提到时写全称",
        "en": "the report never says which law 《{name}》 is; give the full title at the first mention",
    },
    "twice": {
        "zh": "简称《{name}》重复说明，只需在首次提到时说明一次",
        "en": "《{name}》 is introduced again; once, at the first mention, is enough",
    },
    "first": {"zh": "这里已经说明", "en": "it is introduced here"},
    "fix": {"zh": "改为“{right}”", "en": "write “{right}”"},
}


@rule(
    "CN604",
    "law-title",
    category=Category.CITATION,
    severity=Severity.WARNING,
    messages=MESSAGES,
    identity=("found",),
    about="""法规或通知名称写错，或简称没有先作说明。

    名称与原名逐字比较：漏字、多“试行”、文号不对、制定机关不对。《条例》应先说明再使用，且只说明一次。
    """,
    invalid=[
        case(
            "根据《中华人民共和国政府信息公开条例(试行)》编制。",
            year=2020,
            at="中华人民共和国政府信息公开条例(试行)",
            message="trial",
        ),
        case(
            "按照《中华人民共和国政府信息公开工作报告格式》（国办公开办函〔2021〕30号）编制。",
            year=2024,
            at="中华人民共和国政府信息公开工作报告格式",
            message="misquoted",
            note="漏“年度”",
        ),
        case(
            "按照《关于印发〈中华人民共和国政府信息公开年度报告格式〉的通知》编制。",
            year=2023,
            at="中华人民共和国政府信息公开年度报告格式",
        ),
        case(
            "依据《中华人民共和国政府信息条例》编制。", year=2023, at="中华人民共和国政府信息条例", message="misquoted"
        ),
        case(
            "依据《中华人民共和国政府信息公开工作年度报告格式（试行）》（国办公开办函〔2021〕30号）编制。",
            year=2022,
            at="中华人民共和国政府信息公开工作年度报告格式（试行）",
            message="trial",
        ),
        case(
            "依据《中华人民共和国政府信息公开条例》（国务院令第771号）编制。",
            year=2022,
            at="国务院令第771号",
            message="number",
        ),
        case(
            "按照市委办《中华人民共和国政府信息公开工作年度报告格式》编制。",
            year=2025,
            at="市委办《中华人民共和国政府信息公开工作年度报告格式》",
            message="issuer",
        ),
        case(
            "本报告根据《政府信息公开条例》编制。",
            year=2023,
            at="政府信息公开条例",
            message="full",
            severity=Severity.INFO,
        ),
        case(
            "认真贯彻《条例》。\n根据《中华人民共和国政府信息公开条例》（以下简称《条例》）编制。",
            year=2023,
            at="《条例》",
            message="early",
            severity=Severity.WARNING,
        ),
        case("严格按照《条例》办理。", year=2023, at="《条例》", message="unexplained", severity=Severity.INFO),
        case(
            "根据《中华人民共和国政府信息公开条例》（以下简称《条例》）编制。\n落实《中华人民共和国政府信息公开条例》（以下简称“《条例》”）要求。",
            year=2023,
            at="简称“《条例",
            message="twice",
        ),
    ],
    valid=[
        case(
            "根据《中华人民共和国政府信息公开条例》（国务院令第711号，以下简称《条例》）编制，落实《条例》和新《条例》要求。",
            year=2023,
        ),
        case("贯彻《中华人民共和国政府信息公开条例》，严格执行《条例》和《政府信息公开条例》。", year=2023),
        case("学习《〈中华人民共和国政府信息公开条例〉释义》和《中华人民共和国政府信息公开条例解读》。", year=2023),
        case("依据《云岭市政府信息公开条例（试行）》和《临江省政府信息公开规定》办理。", year=2023, note="地方法规"),
        case("依据《中华人民共和国政府采购法实施条例》《中华人民共和国行政复议法》公开信息。", year=2023),
        case("依据《中华人民共和国政府信息公开条例（2019年修订）》编制。", year=2023),
        case("依据《中华人民共和国政府信息公开工作年度报告格式（试行）》（国办公开办函〔2019〕60号）编制。", year=2020),
        case("县政府办公室按照国务院办公厅《中华人民共和国政府信息公开工作年度报告格式》编制。", year=2023),
        case("县政府办公室转发的《中华人民共和国政府信息公开工作年度报告格式》。", year=2023),
        case("按照县政府办公室《转发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》编制。", year=2023),
        case("《优化营商环境条例》和《条例实施细则》由窗口解读。", year=2023),
    ],
)
def law_title(report: Report, options: None) -> Iterator[Finding]:  # noqa: ARG001
    """A law or notice is misquoted, or its abbreviation is not introduced once at its first mention.

    The titles and numbers of the regulation and of the format are compared with their own: a character or two missing or wrong, 试行 where there was no trial, another number, a
    local organ for an issuer. The regulation's first mention gives its full title (info), and 《条例》 is introduced before it is used, and once.

    Silent for laws that are not in the list, local regulations of a similar name, books and explanations, and the format on trial with the number of its notice.
    """
    for wrong in report.fact(misquoted):
        data = {"found": wrong.found, "right": wrong.right}
        yield Finding(
            wrong.span, "trial" if wrong.trial else "misquoted", data, fix=Fix("fix", [Edit(wrong.span, wrong.right)])
        )
    for number in report.fact(misnumbered):
        data = {"found": number.span.text, "title": number.document.title, "right": number.document.current.called}
        yield Finding(number.span, "number", data)
    for issuer in misattributed(report):
        data = {"found": issuer.found, "title": issuer.document.title, "issuer": issuer.document.issuer}
        yield Finding(issuer.span, "issuer", data)
    for abbreviation in report.fact(abbreviations):
        yield from _of_the_name(abbreviation)


def _of_the_name(abbreviation: Abbreviation) -> Iterator[Finding]:
    document = abbreviation.document
    data = {"name": document.name, "found": document.name}
    if abbreviation.short is not None:
        full = {"found": document.short, "right": document.title}
        fix = Fix("fix", [Edit(abbreviation.short, document.title)])
        yield Finding(abbreviation.short, "full", full, Severity.INFO, fix=fix)
    if abbreviation.early is not None and not abbreviation.named:
        if abbreviation.introduced:
            yield Finding(abbreviation.early, "early", data)
        else:
            yield Finding(abbreviation.early, "unexplained", data, Severity.INFO)
    for again in abbreviation.introduced[1:]:
        yield Finding(again, "twice", data, related=[Related(abbreviation.introduced[0], "first")])
