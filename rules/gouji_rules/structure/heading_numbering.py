"""CN105 heading-numbering."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Finding, Related, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.facts.headings import Heading
from gouji_rules.facts.numbering import numbering_faults

_REST = [
    {"heading": "二、主动公开政府信息情况", "content": ["见附表。"]},
    {"heading": "三、收到和处理政府信息公开申请情况", "content": ["见附表。"]},
    {"heading": "四、政府信息公开行政复议、行政诉讼情况", "content": ["见附表。"]},
    {"heading": "五、存在的主要问题及改进情况", "content": ["公开形式有待丰富。"]},
    {"heading": "六、其他需要报告的事项", "content": ["未收取信息处理费。"]},
]


@rule(
    "CN105",
    "heading-numbering",
    category=Category.STRUCTURE,
    severity=Severity.WARNING,
    messages={
        "gap": {
            "zh": "标题序号不连续：“{heading}”之前缺少{missing}",
            "en": "the numbering has a gap: {missing} is missing before “{heading}”",
        },
        "twice": {
            "zh": "标题序号“{number}”重复使用：“{heading}”之前的“{against}”已用此序号",
            "en": "the number {number} is used twice: “{against}” before “{heading}” has it already",
        },
        "back": {
            "zh": "标题序号倒退：“{heading}”排在“{against}”之后",
            "en": "the numbering goes back: “{heading}” comes after “{against}”",
        },
        "style": {
            "zh": "序号写法不一致：“{heading}”的序号写作“{number}”，前面的“{against}”写作“{other}”",
            "en": "the numbers are not printed alike: “{heading}” has {number} where “{against}” before it has {other}",
        },
        "nested": {
            "zh": "“{heading}”是“{against}”的下级标题，却用了上一级的序号写法“{number}”；请逐级使用 一、（一）1.（1）",
            "en": "“{heading}” stands under “{against}” but is numbered {number} as a level above it is; use 一、（一）1.（1） level by level",
        },
        "unnumbered": {
            "zh": "“{heading}”没有序号，而其他各章有序号（如“{against}”）",
            "en": "“{heading}” has no number while other chapters have one (“{against}”)",
        },
        "against": {"zh": "对照这里的“{against}”", "en": "compare “{against}” here"},
        "also": {"zh": "这里也是", "en": "here too"},
    },
    identity=("kind", "number"),
    about="""标题序号跳号、重复，或中途换了写法。

    同一上级之下、同一种写法的标题连起来看，段首标题和带序号的段落也算在内。丢了一个标题只报一次，报在它后面的那个；一个序号写错，只报重复，不再报跳号。
    """,
    invalid=[
        case(
            "（一）主动公开。公开 20 条。\n（二）依申请公开。收到 3 件。\n（四）监督保障。组织培训。",
            at="（四）监督保障",
            message="gap",
        ),
        case(
            "（二）依申请公开。收到 3 件。\n（三）监督保障。组织培训。\n（四）其他工作。按时完成。",
            at="（二）依申请公开",
            message="gap",
            note="标题在换页处丢失，只报一次",
        ),
        case(
            "1.完善制度。修订目录。\n2、加强培训。举办讲座。\n3、畅通渠道。开设专栏。",
            at="2、加强培训",
            message="style",
        ),
        case(
            "（一）主动公开。公开 20 条。\n（二）依申请公开。收到 3 件。\n3、平台建设。改版网站。\n（四）监督保障。组织培训。",
            at="3、平台建设",
            message="style",
        ),
        case(
            "（一）主动公开。公开 20 条。\n（二）信息管理。清理文件。\n（二）监督保障。组织培训。",
            at="（二）监督保障",
            message="twice",
        ),
        case(
            "（一）主动公开。公开 20 条。\n（二）依申请公开。收到 3 件。\n（二）信息管理。清理文件。\n（四）监督保障。组织培训。",
            at="（二）信息管理",
            message="twice",
            note="“（三）”误写作“（二）”，只报一次",
        ),
        case(
            "（一）主动公开。公开 20 条。\n（三）信息管理。清理文件。\n（三）监督保障。组织培训。",
            at="（三）监督保障",
            message="twice",
            note="“（二）”误写作“（三）”，只报一次",
        ),
        case(
            "（二）主动公开。公开 20 条。\n（二）信息管理。清理文件。\n（三）监督保障。组织培训。",
            at="（二）信息管理",
            message="twice",
            note="“（一）”误写作“（二）”，只报一次",
        ),
        case(
            "（一）主动公开。公开 20 条。\n（三）信息管理。清理文件。\n（二）监督保障。组织培训。",
            at="（二）监督保障",
            message="back",
        ),
        case(
            content=[
                {"heading": "一、总体情况", "content": ["现将有关情况报告如下。"]},
                {"heading": "一、健全机制", "content": ["明确专人负责。"]},
                {"heading": "二、拓宽渠道", "content": ["开设专栏。"]},
                *_REST,
            ],
            at="一、健全机制",
            message="nested",
            note="下级标题误用章的序号，只报一次",
        ),
        case(
            content=[
                {"heading": "一、总体情况", "content": ["公开 20 条。"]},
                *_REST[:2],
                {"heading": "五、政府信息公开行政复议、行政诉讼情况", "content": ["见附表。"]},
                {"heading": "六、存在的主要问题及改进情况", "content": ["公开形式有待丰富。"]},
                {"heading": "七、其他需要报告的事项", "content": ["未收取信息处理费。"]},
            ],
            at="五、政府信息公开行政复议、行政诉讼情况",
            message="gap",
            note="六章俱全而序号跳过“四”",
        ),
        case(
            content=[{"heading": "总体情况", "content": ["公开 20 条。"]}, *_REST],
            at="总体情况",
            message="unnumbered",
        ),
        case("（一）主动公开。公开 20 条。\n（三）监督保障。组织培训。", at="（三）监督保障", message="gap", year=2016),
    ],
    valid=[
        case(
            "（一）主动公开。公开 20 条。\n(二) 依申请公开。收到 3 件。\n（三）监督保障。组织培训。",
            note="全角、半角括号不算变化",
        ),
        case("一是健全机制。明确专人。二是拓宽渠道。开设专栏。四是加强培训。", note="段内列举不是标题"),
        case(
            "（一）主动公开。主要做法：\n1.充实栏目。新增专栏。\n2.加强解读。制作图解。\n（二）依申请公开。主要做法：\n"
            "1.畅通渠道。接受信函。\n2.规范答复。统一格式。",
            note="下一级序号在各级标题下重新开始",
        ),
        case(
            "存在的问题：\n1.形式单一。以文字为主。\n2.更新较慢。个别栏目滞后。\n针对上述问题，下一步做好以下工作。\n"
            "1.丰富形式。多用图解。\n2.加快更新。定期巡查。",
            note="没有编号的引导语之后重新开始",
        ),
        case(
            "（一）主动公开。公开 20 条。（二）依申请公开。收到 3 件。\n（三）监督保障。组织培训。",
            note="序号在同一段内",
        ),
        case(
            "（一）主动公开。公开 20 条。\n）依申请公开 收到 3 件。\n（三）监督保障。组织培训。",
            note="序号在转换中损坏",
        ),
        case(
            content=[{"heading": "一、总体情况", "content": ["公开 20 条。"]}, *_REST[:1], *_REST[2:]],
            note="缺一章，由 CN101 提示",
        ),
        case(
            content=[
                {"heading": "一、总体情况", "content": ["公开 20 条。"]},
                {"heading": "一、总体情况", "content": ["公开 20 条。"]},
                *_REST,
            ],
            note="标题重复，由 CN104 提示",
        ),
        case(
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形）\n2.重复申请\n四、结转下年度继续办理\n（七）总计",
            note="散落在正文中的表格行标签不是标题",
        ),
        case("全年办理 3 件。\n3.5 万人次访问网站。\n一、二季度各开展 1 次自查。", note="不是序号"),
    ],
)
def heading_numbering(report: Report, _options: None) -> Iterator[Finding]:
    """A gap, a repeat or a change of style in the numbers of headings.

    Each numbered run is followed by itself: the headings under one parent in one style, run-in headings and numbered
    paragraphs included. A lost heading is reported once, at the one after it, and not where its number stands inside the text
    in between. Where the number left out is the one that a heading beside it should have, which has its neighbour's, only that is
    reported. A run may start afresh after a paragraph that leads it in. The same heading twice is CN104, an absent chapter
    CN101, and chapters out of order or with a number of another chapter CN102.
    """
    for fault in report.fact(numbering_faults):
        against = fault.against
        data = {
            "kind": fault.kind,
            "heading": _shown(fault.heading),
            "number": fault.heading.number,
            "against": "" if against is None else _shown(against),
            "other": "" if against is None else against.number,
            "missing": fault.missing,
        }
        related = [] if against is None else [Related(against.span, "against", data)]
        related += [Related(other.span, "also", data) for other in fault.others]
        yield Finding(fault.heading.span, fault.kind, data, related=related)


def _shown(heading: Heading) -> str:
    """Return the heading's words, or the first of its paragraph where it has none of its own."""
    return heading.span.text.strip() if heading.words else f"{heading.span.node.value.strip()[:16]}…"
