"""CN114 placeholder-text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from gouji.finding import Finding, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.facts.placeholders import Kind, placeholders

_UNSURE = (Kind.POSSIBLE, Kind.DATE)


def _title(title: str) -> str:
    return f"{title}\n一、总体情况\n全年公开信息 20 条。\n二、主动公开政府信息情况\n见附表。\n六、其他需要报告的事项\n未收取信息处理费。"


@rule(
    "CN114",
    "placeholder-text",
    category=Category.STRUCTURE,
    severity=Severity.ERROR,
    messages={
        "blank": {
            "zh": "“{found}”是待填的占位文字，没有换成实际内容{more_zh}；请补填或删除",
            "en": "“{found}” is a placeholder that was never filled in{more_en}; fill it in or take it out",
        },
        "instruction": {
            "zh": "“{found}”是模板的填写说明，不是报告内容{more_zh}；请换成实际情况",
            "en": "“{found}” is an instruction of the template and no content{more_en}; put what it asks for in its place",
        },
        "date": {
            "zh": "“{found}”只有年月日，没有填日期{more_zh}；请补填",
            "en": "“{found}” is a date without its figures{more_en}; fill them in",
        },
        "possible": {
            "zh": "“{found}”可能是没有换成实际内容的占位文字{more_zh}；如系有意隐去名称，可不处理",
            "en": "“{found}” may be a placeholder that was never filled in{more_en}; ignore this if a name is left out on purpose",
        },
    },
    identity=("found",),
    about="""占位文字或模板说明没有删去。

    XX、××、某某、待补充、（文字描述）等说明报告没有填完就发布了。案例中有意隐去的名称、没有填数的日期为警告。
    """,
    invalid=[
        case("XX 局全年主动公开信息 20 条。", at="XX", message="blank"),
        case("2023年收到政府信息公开申请××件，办结××件。", at="××", message="blank", note="一段内只报一次"),
        case("全年公开信息ＸＸＸ条。", at="ＸＸＸ", message="blank"),
        case("本报告统计期限为20XX年1月1日至12月31日。", at="XX", message="blank"),
        case("202X年，组织培训2次。", at="202X", message="blank", year=2020),
        case("收到行政复议X件、行政诉讼X件。", at="X", message="blank"),
        case("某某局明确专人负责信息公开。", at="某某", message="blank"),
        case("○○县主动公开信息 20 条。", at="○○", message="blank"),
        case("如有疑问，请与本机关联系（电话：0000-XXXXXXX）。", at="XXXXXXX", message="blank"),
        case("待补充", at="待补充", message="blank"),
        case("全年解读政策 20 件（数据待核实）。", at="（数据待核实）", message="blank"),
        case("（待补充）", at="（待补充）", message="blank"),
        case("全年组织业务培训____次。", at="____", message="blank"),
        case("（文字描述）", at="（文字描述）", message="instruction"),
        case(
            content=[
                {"heading": "一、总体情况", "content": ["全年公开信息 20 条。"]},
                {
                    "heading": "六、其他需要报告的事项",
                    "content": ["（文字描述，收取信息处理费情况在此处报告。）"],
                },
            ],
            at="（文字描述，收取信息处理费情况在此处报告。）",
            message="instruction",
            note="统一格式自带的填写说明",
        ),
        case("（此处填写主动公开的数量和渠道）", at="（此处填写主动公开的数量和渠道）", message="instruction"),
        case("单击或点击此处输入文字。", at="单击或点击此处输入文字", message="instruction"),
        case(
            content=[
                "政府信息公开工作年度报告格式模板",
                {"heading": "一、总体情况", "content": ["全年公开信息 20 条。"]},
            ],
            at="信息公开工作年度报告格式模板",
            message="instruction",
        ),
        case(body=_title("XX县水利局2023年政府信息公开工作年度报告"), at="XX", message="blank", note="标题"),
        case(
            "全年公开信息 20 条。\n云岭市档案数据局\n2024年  月  日",
            at="年  月  日",
            message="date",
            severity=Severity.WARNING,
        ),
        case(
            "有村民申请公开××乡的征地批文，已按期答复。",
            at="××",
            message="possible",
            severity=Severity.WARNING,
            note="叙述个案时，隐去的名称也写成这样",
        ),
        case("栏目以某某事例说明办理流程。", at="某某", message="possible", severity=Severity.WARNING),
        case("打造“一把手讲XX”栏目 3 期。", at="XX", message="possible", severity=Severity.WARNING),
    ],
    valid=[
        case("建立“1+X”公开体系，推进三个“100”行动。"),
        case("形成“1+1+X”格局，联动1个平台+X个栏目。"),
        case("公开形式有待补充，解读内容有待完善。", note="有待补充说的是不足"),
        case("申请人李××不服答复，申请行政复议。", note="隐去的人名"),
        case("网址为http://www.example.cn/xxgk/xx_2023__1.html，邮箱xx_gk@example.cn。", note="网址和邮箱"),
        case("发布英文指南（Guide XX for visitors）1 份。"),
        case("二○○八年以来累计公开信息 20 条。", note="数字中的圆圈"),
        case("热线电话138××××1234已停用。", note="有意遮去的号码"),
        case("第一部分\n________\n全年公开信息 20 条。", note="分隔线"),
        case("采用多种形式（文字描述、图表、视频等）解读政策。"),
        case("2 件申请的材料待补充后再作答复。"),
        case("收到申请 5 件（其中 1 件待补正），个别栏目（时间待定）尚未开通。"),
        case("接待来访群众 20 人次，对待处理的申请逐件登记。"),
        case("印制 20×30 厘米展板 4 块。"),
        case("对某一类信息集中清理。"),
    ],
)
def placeholder_text(report: Report, _options: None) -> Iterator[Finding]:
    """A placeholder, or an instruction of the template, was left in the text.

    XX, ××, 某某, a line to write on, a note such as 待补充, or the form's （文字描述） show that a report was published before it was
    finished. Each paragraph is reported once, at the first. Marks that may stand for a name left out on purpose, in the story
    of a case or in a quoted name, are warnings, and so is a date without figures. Silent on names of persons (李××), masked
    numbers, web addresses, 1+X, and 有待补充, which tells of a shortcoming.
    """
    for _, group in groupby(report.fact(placeholders), key=lambda item: item.span.node.pointer):
        found = list(group)
        first = next((item for item in found if item.kind not in _UNSURE), found[0])
        others = len(found) - 1
        data = {
            "found": first.span.text.strip(),
            "more_zh": f"（这一段共 {len(found)} 处）" if others else "",
            "more_en": f" ({len(found)} in this paragraph)" if others else "",
        }
        yield Finding(first.span, first.kind.value, data, Severity.WARNING if first.kind in _UNSURE else None)
