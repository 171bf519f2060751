"""YL001."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.finding import Finding, Severity
from gouji.report import Report
from gouji.rule import Basis, Category, case, rule
from gouji_example_yunling.preface import introduction

REQUIREMENTS = Basis("《云岭市政府信息公开工作年度报告编制要求》（示例，非真实文件）", regions=("9901",))
PHONE = r"(?:电话|热线)[^。；]{0,12}?\d{5,12}"


@rule(
    "YL001",
    "consultation-phone",
    category=Category.STRUCTURE,
    severity=Severity.WARNING,
    messages={
        "absent": {
            "zh": "前言没有写明咨询电话，请补充“联系电话：……”，方便公众就报告提问",
            "en": "the introduction gives no telephone for questions about the report; add one",
        }
    },
    basis=(REQUIREMENTS,),
    needs=("chapters",),
    about="""前言没有写明咨询电话。

    云岭市要求各机关在前言或总体情况中写明，读者不必另到网站上查找。其他地区的报告不查。
    """,
    invalid=[case("本报告由市档案数据局编制，欢迎监督。", at="报告", message="absent")],
    valid=[
        case("如有疑问，请与市档案数据局联系（电话：6612018）。"),
        case("咨询热线为12345，全天有人值守。", note="政务服务热线也是咨询电话"),
        case("本报告由市档案数据局编制。", region="310000", note="外省的报告不适用"),
    ],
)
def consultation_phone(report: Report, _options: None) -> Iterator[Finding]:
    """A report whose introduction gives no telephone for questions.

    Yunling asks every body to name one where the report introduces itself, so that a reader need not look for it on the
    web site. The introduction is what stands before the first chapter, or in 总体情况. Reports of other regions are left alone.
    """
    if not any(re.search(PHONE, paragraph.value) for paragraph in report.fact(introduction)):
        yield Finding(report, "absent")
