"""CN504 broken-paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Finding, Related, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.facts.paragraph_ends import Ending, ParagraphEnd, paragraph_ends

MOST = 5
"""Breaks from which a text is taken to be cut into lines: they are then one finding."""
SHOWN = 12


@rule(
    "CN504",
    "broken-paragraph",
    category=Category.WORDING,
    severity=Severity.WARNING,
    messages={
        "broken": {
            "zh": "一句话在“{last}”处断成两段，下一段“{next}”接着说；请接成一段",
            "en": "a sentence breaks off at “{last}” and goes on in the next paragraph, “{next}”; join them",
        },
        "perhaps": {
            "zh": "这一段到“{last}”为止，没有句末标点，下一段“{next}”像是接着说的；请接成一段，或补上标点",
            "en": "the paragraph ends at “{last}” without a final mark, and the next, “{next}”, seems to go on with it; join them, or add the mark",
        },
        "lines": {
            "zh": "全文有 {count} 处在句子中间断开，第一处在“{last}”；像是按行换段，请把同一段的各行接起来",
            "en": "the text breaks off {count} times within a sentence, first at “{last}”; it seems to be cut into lines, join those of a paragraph",
        },
        "next": {"zh": "在这里接着说", "en": "it goes on here"},
    },
    identity=("last",),
    about="""一段话在句中断开，下一段接着写。

    多为粘贴或分页所致。标题、列表项不算。多于五处时合并提示。
    """,
    invalid=[
        case(
            "网站访问量 126843 人次；发布政策解读 14 篇；解答群众咨询\n\n316 条，办结网民留言 284 条。",
            at="解答群众咨询",
            message="broken",
        ),
        case(
            "全年开展自查三次，逐项对照公开目录核对栏目更新情况，优化内\n\n审机制，严格落实分级审核、先审后发的要求。",
            at="优化内",
            message="perhaps",
        ),
        case("本报告的统计期限自2023年1月1日\n\n起至2023年12月31日止。", at="本报告的统计期限自2023年1月1日"),
        case("通过网站、公众号、\n\n查阅点公开各类信息，方便群众查阅。", at="公众号、", message="broken"),
        case("公布收费项目、收费依据和收费标准\n\n，接受群众监督，未发生投诉。", at="收费依据和收费标准"),
        case("开设专栏（含政策问答、\n\n图解等）12 个，方便群众查阅。", at="开设专栏（含政策问答、"),
        case("围绕群众关心的事项，及时公布招标结果、工程进度和\n\n验收结论，主动接受群众监督。", at="工程进度和"),
        case(
            "\n\n".join(
                "全面推进各项工作，进一步明确责任、细化措施、\n\n规范流程，及时公布办理结果。" for _ in range(6)
            ),
            at="细化措施、",
            message="lines",
            note="逐行换段的文本只报一次",
        ),
    ],
    valid=[
        case("主动公开\n\n全年公开信息 204 条，其中政策解读 12 条。", note="没有编号的标题"),
        case("（一）强化组织领导，健全工作机制\n\n明确分管领导和责任科室，做到有人管、有人办。", note="自成一段的标题"),
        case("1.健全机制，明确专人；\n\n2.畅通渠道，方便群众；\n\n3.加强培训，提升能力。", note="列举项"),
        case("主要做法有：\n\n一是健全机制，明确专人\n\n二是畅通渠道，方便群众", note="没有标点的列举项"),
        case(
            "本年度共公开信息 204 条，其中政策解读 12 条，主动回应关切 3 次\n\n2023年，我局组织培训 2 次。",
            note="缺句号，由 CN505 提示",
        ),
        case(
            "联系地址：云岭市清河路18号，邮政编码：000218，电话：6612018\n\n本报告由办公室负责解释。", note="联系方式"
        ),
        case("云岭市水务局\n\n2024年1月22日", note="落款"),
        case("全年收到申请 3 件，均已按期答复。\n\n12345热线办理来电 56 件。"),
        case("会议强调：\n\n公开是常态，不公开是例外。"),
        case("）依申请公开。全年收到 3 件。", note="序号在转换中损坏"),
    ],
)
def broken_paragraph(report: Report, _options: None) -> Iterator[Finding]:
    """A paragraph that stops in the middle of a sentence, which goes on in the next one.

    Pasting and page breaks cut paragraphs in two. Where the words leave no doubt (a comma at the end, a bracket closed in
    the next paragraph, a quantity cut off from what it counts) the message says so; words without a final mark before a
    paragraph that does not begin as one usually does may be a cut, or lack their mark. More than five breaks are one finding.
    Silent on headings, items of lists, contact details and signatures; where only the mark is missing see CN505.
    """
    broken = [end for end in report.fact(paragraph_ends) if end.ending in (Ending.BROKEN, Ending.PERHAPS)]
    if len(broken) > MOST:
        first, others = broken[0], broken[1:MOST]
        data = {"count": len(broken), **_data(first)}
        yield Finding(
            first.span, "lines", data, related=[Related(end.span, end.ending.value, _data(end)) for end in others]
        )
        return
    for end in broken:
        assert end.following is not None
        related = [Related(end.following.span(0, min(len(end.following.value), SHOWN)), "next")]
        yield Finding(end.span, end.ending.value, _data(end), related=related)


def _data(end: ParagraphEnd) -> dict[str, str]:
    assert end.following is not None
    begins = end.following.value.strip()
    return {"last": end.span.text.strip(), "next": begins[:SHOWN] + ("…" if len(begins) > SHOWN else "")}
