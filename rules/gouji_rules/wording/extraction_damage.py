"""CN510 extraction-damage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gouji.finding import Finding, Related, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.facts.damage import Sign, damage

SHOWN = 4
AROUND = 6

NAMES = {
    "date": ("日期缺“年”“月”", "dates without 年 or 月"),
    "number": ("文号缺括号", "document numbers without brackets"),
    "ordinal": ("序号只剩后半个括号", "numbers of headings of which only a bracket is left"),
    "strange": ("乱码或不可见字符", "characters that are no text"),
    "entity": ("网页转义符", "character references of a web page"),
    "letter": ("汉字中间夹单个字母", "single letters between characters"),
    "unknown": ("无法显示的字", "characters that could not be shown"),
}


@rule(
    "CN510",
    "extraction-damage",
    category=Category.WORDING,
    severity=Severity.INFO,
    messages={
        "damage": {
            "zh": "文本像是在转换中受了损：{kinds_zh}，共 {count} 处，如“{found}”；请与原件核对",
            "en": "the text seems to have been damaged on the way: {kinds_en}, {count} in all, such as “{found}”; compare it with the original",
        },
        "sign": {"zh": "这里也是：{name_zh}", "en": "here too: {name_en}"},
    },
    about="""文字在转换过程中受损。

    如丢了“年”“月”“〕”，出现替换字符或部首字符。每份报告提示一次；会被它误导的规则在该处不再提示。
    """,
    invalid=[
        case("数据统计期限为20211月1日起至202112月31日止。", year=2021, at="20211月1日", message="damage"),
        case("统计期限为202511日至1231日。", year=2025, at="202511日"),
        case("发布日期：（2017210日）", year=2017, at="2017210日"),
        case("20201月，组织培训 1 次。", year=2020, at="20201月"),
        case("依据国办公开办函〔202130号编制。", at="〔202130号"),
        case("依据国办公开办函202130号编制。", at="函202130号"),
        case(")依申请公开2023年收到申请 3 件。", at=")"),
        case("公开\ufffd\ufffd信息 12 条。", at="\ufffd\ufffd"),
        case("公开\ue5e5信息 12 条。", at="\ue5e5"),
        case("⼀是健全机制，明确专⼈。", at="⼀", note="部首代替了汉字"),
        case("政ㄈ信息公开ㄍ作。", at="ㄈ", note="夹注音符号"),
        case("公开&nbsp;信息 12 条。", at="&nbsp;"),
        case("信l息公开工t作有序推进。", at="l"),
        case("公开???信息 12 条。", at="???"),
    ],
    valid=[
        case("统计期限为2023年1月1日至2023年12月31日。公开 20231 条信息，访问 2021345 人次。"),
        case("依据国办公开办函〔2021〕30号编制，国发办2020号楼已启用。"),
        case("主要做法：1）健全机制；2）加强培训。"),
        case("推进e政务、i云岭、第n次会议和O2O服务，A级景区 3 家，V信公众号 1 个。"),
        case("网址为http://www.example.cn/a&b/t19700101_123.html?x=1。", note="网址里的数字"),
        case("谁公开?谁负责?", note="半角问号，由 CN503 提示"),
        case("x光机 3 台，b超 2 台。", note="单个字母不在汉字中间"),
    ],
)
def extraction_damage(report: Report, _options: None) -> Iterator[Finding]:
    """Signs that the text was damaged on its way from the document to the file.

    Web pages and PDF readers lose the 年 and 月 of a date, the bracket of a document number, half of a heading's number; others
    leave private-use characters, replacement characters, radicals or character references. One finding a report, since the
    author is seldom to blame; rules that such damage would mislead stay silent there.
    """
    signs = report.fact(damage).signs
    if not signs:
        return
    counts = Counter(sign.kind for sign in signs)
    names = [NAMES[kind] for kind in counts]
    data = {
        "kinds_zh": "、".join(zh for zh, _ in names),
        "kinds_en": ", ".join(en for _, en in names),
        "count": len(signs),
        "found": _shown(signs[0]),
    }
    related = [Related(sign.span, "sign", _name(sign)) for sign in signs[1 : SHOWN + 1]]
    yield Finding(signs[0].span, "damage", data, related=related)


def _name(sign: Sign) -> dict[str, str]:
    zh, en = NAMES[sign.kind]
    return {"name_zh": zh, "name_en": en}


def _shown(sign: Sign) -> str:
    span = sign.span
    return span.node.value[max(span.start - AROUND, 0) : span.end + AROUND].strip()
