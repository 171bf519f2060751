"""CN503 half-width-marks."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Edit, Finding, Fix, Related, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.basis import PUNCTUATION
from gouji_rules.facts.half_width import half_width
from gouji_rules.facts.running_text import running_text

SHOWN = 4


@rule(
    "CN503",
    "half-width-marks",
    category=Category.WORDING,
    severity=Severity.INFO,
    messages={
        "half": {
            "zh": "中文里用了半角标点“{marks}”，全文共 {count} 处；应改为全角",
            "en": "half-width punctuation “{marks}” in Chinese text, {count} in all; use full-width marks",
        },
        "also": {"zh": "这里也是", "en": "here too"},
        "fix": {"zh": "改为全角标点", "en": "use full-width marks"},
    },
    basis=(PUNCTUATION,),
    about="""中文里用了半角标点。

    每份报告只报一次，给出总数，并可一并改为全角。数字、时间、网址、邮箱、外文和表格中的不算。
    """,
    invalid=[
        case("2023年,全县公开信息 204 条;解读 12 条.", at=",", message="half", note="全文只报一次"),
        case("依照《条例》(以下简称条例)办理。", at="("),
        case("联系电话:0356-2021234。", at=":"),
        case("公开率为100%,比上年提高。", at=","),
        case("谁公开?谁负责!", at="?"),
        case("收到来信 23,均已办结。", at=",", note="数字后面"),
        case("启用OA系统, 优化流程。", at=",", note="后面有空格"),
        case("网址为http://www.example.gov.cn/xxgk,欢迎访问。", at=",", note="网址后面的逗号不属于网址"),
        case("(一)主动公开。公开 3 条。", at="("),
        case("使用办公系统(OA)流转文件。", at="("),
        case("各科室（含下属单位)报送台账。", at=")", note="一半全角，一半半角"),
    ],
    valid=[
        case("采购金额 3,329.525 万元，占比 12.5%，比例为1:3。", note="数字"),
        case("每日9:30召开例会，2023.1.1起施行。", note="时间和日期"),
        case("网站（http://www.example.gov.cn:8080/a.html?id=1,2;b=3）已改版。", note="网址"),
        case("邮箱为xx.gk@example.gov.cn，网址为www.example.gov.cn。", note="电子邮箱"),
        case("发布英文指南（Open data, open government: a guide (2nd ed.)）1 份。", note="英文"),
        case("1.完善制度。\n2.加强培训。\n(1)按季通报。", note="序号"),
        case("咨询电话为(0356)2021234。", note="区号"),
        case("组长由阿不都.热西提担任。", note="人名里的点"),
        case("公开&nbsp;信息 3 条。", note="网页转换的残留，由 CN510 提示"),
        case(
            content=[{"table": None, "grid": [["采购金额(万元)", "3,329.525"], ["说明", "单位:件"]]}],
            note="表格",
        ),
    ],
)
def half_width_marks(report: Report, _options: None) -> Iterator[Finding]:
    """Half-width , . ; : ? ! ( ) where Chinese text takes full-width marks.

    One finding a report, at the first mark, with the number of them all: a text that was pasted from elsewhere, or from the web,
    has hundreds. Numbers, times, web and e-mail addresses, English, numbers of lists and tables keep theirs. Full-width marks
    change no meaning, so the fix is safe.
    """
    found = report.fact(half_width)
    if not found:
        return
    text = report.fact(running_text)
    printed = "".join(dict.fromkeys(text.value[mark.start] for mark in found))
    edits = [Edit(text.span(mark.start, mark.end), mark.full) for mark in found]
    related = [Related(text.span(mark.start, mark.start + 1), "also") for mark in found[1 : SHOWN + 1]]
    yield Finding(
        text.span(found[0].start, found[0].start + 1),
        "half",
        {"marks": printed, "count": len(found)},
        related=related,
        fix=Fix("fix", edits, safe=True),
    )
