"""CN115 missing-fee-statement."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Finding, Related, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.facts.fee_statements import missing_fee_statement_in


def _report(
    *other: object, overview: str = "全年公开信息 20 条。", heading: str = "六、其他需要报告的事项"
) -> list[dict[str, object]]:
    return [{"heading": "一、总体情况", "content": [overview]}, {"heading": heading, "content": list(other)}]


@rule(
    "CN115",
    "missing-fee-statement",
    category=Category.STRUCTURE,
    severity=Severity.WARNING,
    messages={
        "missing": {
            "zh": "“{chapter}”没有写收取信息处理费的情况；没有收取的也要写明，如“本年度未收取信息处理费”",
            "en": "“{chapter}” does not say whether an information-handling fee was charged; say so even where none was",
        },
        "nothing": {
            "zh": "“{chapter}”只写“{words}”，没有写收取信息处理费的情况；没有收取的也要写明，如“本年度未收取信息处理费”",
            "en": "“{chapter}” only says “{words}”; say whether an information-handling fee was charged, even where none was",
        },
        "elsewhere": {
            "zh": "信息处理费写在了别处；按统一格式，收取信息处理费的情况在“{chapter}”报告",
            "en": "the information-handling fee is told of elsewhere; the form has it under “{chapter}”",
        },
        "here": {"zh": "信息处理费写在这里", "en": "the fee is told of here"},
    },
    needs=("chapters",),
    about="""第六章没有说明信息处理费收取情况，或只写“无”。

    2021 年格式要求在第六章报告信息处理费，没有收取的也要说明。在别处说明了的为提示。
    """,
    invalid=[
        case(content=_report("无"), at="无", message="nothing"),
        case(
            content=_report("本年度没有其他需要报告的事项。"),
            at="本年度没有其他需要报告的事项。",
            message="nothing",
            year=2021,
        ),
        case(
            content=_report("（一）建议提案办理。公开复文 9 件。", "（二）企事业单位公开。督促供水企业公布收费标准。"),
            at="六、其他需要报告的事项",
            message="missing",
            note="说的是别的收费",
        ),
        case(
            content=_report("无其他需要报告的事项。", overview="全年公开信息 20 条，未收取信息处理费。"),
            at="六、其他需要报告的事项",
            message="elsewhere",
            severity=Severity.INFO,
        ),
        case(
            content=_report("无", {"table": None, "grid": [["建议", "提案"], [3, 2]]}),
            at="六、其他需要报告的事项",
            message="missing",
        ),
    ],
    valid=[
        case("全年公开信息 20 条。"),
        case(content=_report("无"), year=2020, note="2020 年度及以前的格式没有这一要求"),
        case(content=_report("无。"), year=2019),
        case(content=_report("2023年度，我局政府信息公开未发生收费情况。")),
        case(content=_report("本年度办理申请未向申请人收取任何费用，没有其他需要报告的事项。")),
        case(content=_report("收取信息 处理费 0 元。"), note="中间有空格"),
        case(content=_report("本年度未收取信息處理費。"), note="繁体字"),
        case(content=_report({"table": None, "grid": [["收取信息处理费（元）", 0]]}), note="写在表里"),
        case(
            content=_report({"heading": "（一）信息处理费", "content": ["全年 0 元。"]}),
            note="写在标题里",
        ),
        case(content=_report(), note="空章，由 CN106 提示"),
        case(content=_report()[:1], note="缺章，由 CN101 提示"),
        case(content=_report("（文字描述，收取信息处理费情况在此处报告。）"), note="没有填写的模板，由 CN114 提示"),
        case(content=_report("待补充"), note="没有填写，由 CN114 提示"),
        case(content=_report("无"), year=2017, note="2018 年度及以前没有统一格式"),
    ],
)
def missing_fee_statement(report: Report, _options: None) -> Iterator[Finding]:
    """The last chapter says nothing of the information-handling fee, or only 无.

    Article 42 of the regulation lets a fee be charged for excessive requests, and the form of 2021 has its chapter six report
    on it, even where nothing was charged. Any word on charging in that chapter is enough, unless it is another charge
    (行政事业性收费, the tariffs of public utilities). Where the fee is told of elsewhere the finding is information only.
    Silent on reports before 2021, and where the chapter is absent (CN101), empty (CN106) or not filled in (CN114).
    """
    missing = report.fact(missing_fee_statement_in)
    if missing is None:
        return
    heading = missing.section.heading
    data = {"chapter": heading.value.strip()}
    if missing.elsewhere is not None:
        related = [Related(missing.elsewhere, "here")]
        yield Finding(heading.span(), "elsewhere", data, Severity.INFO, related)
    elif missing.nothing is not None:
        yield Finding(missing.nothing, "nothing", data | {"words": missing.nothing.text.strip(" 。")})
    else:
        yield Finding(heading.span(), "missing", data)
