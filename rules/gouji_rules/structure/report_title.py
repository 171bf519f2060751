"""CN117 report-title."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Edit, Finding, Fix, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.facts.title_faults import title_faults

_BODY = (
    "一、总体情况\n全年公开信息 20 条。\n二、主动公开政府信息情况\n见附表。\n六、其他需要报告的事项\n未收取信息处理费。"
)


@rule(
    "CN117",
    "report-title",
    category=Category.STRUCTURE,
    severity=Severity.WARNING,
    messages={
        "no-agency": {
            "zh": "标题没有写机关名称；应为“机关全称＋年份＋政府信息公开工作年度报告”",
            "en": "the title does not name the agency; it is the agency's full name, the year, and 政府信息公开工作年度报告",
        },
        "no-year": {
            "zh": "标题没有写年份；应为“机关全称＋年份＋政府信息公开工作年度报告”",
            "en": "the title does not say the year; it is the agency's full name, the year, and 政府信息公开工作年度报告",
        },
        "no-year-word": {
            "zh": "标题中“{found}”后面漏了“年”字",
            "en": "in the title 年 is missing after {found}",
        },
        "doubled": {
            "zh": "标题中“年度”重复：“{found}”；前一个“年度”写“年”即可",
            "en": "the title says 年度 twice: “{found}”; 年 is enough the first time",
        },
        "no-work": {
            "zh": "标题写作“{found}”，漏了“工作”；条例和统一格式的名称是“政府信息公开工作年度报告”",
            "en": "the title says “{found}” without 工作; the regulation and the form call it 政府信息公开工作年度报告",
        },
        "emphasised": {
            "zh": "标题写作“{found}”，多了“重点”；条例和统一格式的名称是“政府信息公开工作年度报告”",
            "en": "the title says “{found}” with 重点 put in; the regulation and the form call it 政府信息公开工作年度报告",
        },
        "no-government": {
            "zh": "标题写作“{found}”，前面漏了“政府”；条例和统一格式的名称是“政府信息公开工作年度报告”",
            "en": "the title says “{found}” without 政府 before it; the regulation and the form call it 政府信息公开工作年度报告",
        },
        "not-annual": {
            "zh": "标题写作“{found}”，没有“年度报告”；条例和统一格式的名称是“政府信息公开工作年度报告”",
            "en": "the title says “{found}” without 年度报告; the regulation and the form call it 政府信息公开工作年度报告",
        },
        "name": {
            "zh": "标题不是“政府信息公开工作年度报告”",
            "en": "the title does not say 政府信息公开工作年度报告",
        },
        "use": {"zh": "按统一格式的名称改正", "en": "correct the name as the form has it"},
    },
    needs=("edition",),
    identity=("kind",),
    about="""标题不合“机关全称＋年份＋政府信息公开工作年度报告”的写法。

    缺机关、缺年份、年度重复、漏字多字等各有说明。分成两行的标题算一个；“人民政府信息公开”是“人民政府政府信息公开”的通行省略，不算错。
    """,
    invalid=[
        case(title="2023年政府信息公开工作年度报告", at="2023年政府信息公开工作年度报告", message="no-agency"),
        case(
            title="云岭市档案数据局政府信息公开工作年度报告",
            at="云岭市档案数据局政府信息公开工作年度报告",
            message="no-year",
        ),
        case(title="石岗街道办事处2021度政府信息公开工作年度报告", year=2021, at="2021", message="no-year-word"),
        case(title="望溪镇2023年度政府信息公开工作年度报告", at="年度政府信息公开工作年度报告", message="doubled"),
        case(title="青禾县发展和改革局2023年政府信息公开年度报告", at="政府信息公开年度报告", message="no-work"),
        case(
            title="青禾县水利局2023年政府信息公开重点工作年度报告",
            at="政府信息公开重点工作年度报告",
            message="emphasised",
        ),
        case(title="青禾县水利局2023年信息公开工作年度报告", at="信息公开工作年度报告", message="no-government"),
        case(title="青禾县水利局2023年政务信息公开工作年度报告", at="信息公开工作年度报告", message="no-government"),
        case(title="云岭市公安局2023年度政府信息公开工作报告", at="政府信息公开工作报告", message="not-annual"),
        case(title="青禾县水利局2023年政府信息公开工作年报", at="政府信息公开工作年报", message="not-annual"),
        case(title="青禾县水利局2023年政务公开工作总结", at="青禾县水利局2023年政务公开工作总结", message="name"),
        case(
            title="2021年度 信息公开年度报告",
            year=2021,
            at=("2021年度 信息公开年度报告", "年度 信息公开年度报告", "信息公开年度报告", "信息公开年度报告"),
            note="缺机关名称、“政府”和“工作”，“年度”重复",
        ),
        case(
            body=f"青禾县石岗街道办事处2023年度政府\n信息公开工作年度报告\n{_BODY}",
            at="年度政府信息公开工作年度报告",
            message="doubled",
            note="标题分两行",
        ),
    ],
    valid=[
        case(title="云岭市档案数据局2023年政府信息公开工作年度报告"),
        case(title="2023年青禾县人民政府信息公开工作年度报告", note="“人民政府政府信息公开”的常见省略"),
        case(title="二〇二三年青禾县人民政府政府信息公开工作年度报告"),
        case(title="云岭市2023年政府信息公开工作年度报告", note="只写地名的政府报告"),
        case(title="青禾县水利局 2023 年 政府信息公开 工作年度报告", note="中间有空格"),
        case(title="青禾縣水利局2023年政府信息公開工作年度報告", note="繁体字"),
        case(title="2023年政府信息公开工作年度报告（青禾县水利局）", note="机关名称在后"),
        case(title="青禾县水利局关于2023年政府信息公开工作年度报告的公告"),
        case(title="青禾县水利局2023年政府信息公开工作年度报告（2024年修订）"),
        case(title="青禾县水利局2024年政府信息公开工作年度报告", year=2023, note="年份不符由 CN302 提示"),
        case(body=f"青禾县石岗街道办事处2023年政府\n信息公开工作年度报告\n{_BODY}", note="标题分两行"),
        case(
            body=f"望溪镇2023年政府信息公开工作年度报告\n望溪镇2023年政府\n信息公开工作年度报告\n{_BODY}",
            note="网页题名重复了正文标题",
        ),
        case(title="XX2023年政府信息公开工作年度报告", note="占位文字由 CN114 提示"),
        case(title=None, note="没有标题", edit=lambda data: data.pop("title")),
        case(title="青禾县水利局2016年政府信息公开年度报告", year=2016, note="2018 年度及以前没有统一格式"),
    ],
)
def report_title(report: Report, _options: None) -> Iterator[Finding]:
    """The title is not of the form agency, year, 政府信息公开工作年度报告.

    Reports are found and counted by their titles. The name is that of article 49 of the regulation and of the form; that the
    agency and the year come before it is the practice of every place. Each fault of a title has a message of its own. A title
    broken over two lines is one title, 人民政府信息公开 stands for 人民政府政府信息公开, and a note in brackets does not count. A year
    that is not the report's is CN302. Silent where the document has no title, which report JSON may leave out.
    """
    for fault in report.fact(title_faults):
        fix = None if fault.instead is None else Fix("use", [Edit(*fault.instead)])
        yield Finding(fault.span, fault.kind, {"kind": fault.kind, "found": "".join(fault.span.text.split())}, fix=fix)
