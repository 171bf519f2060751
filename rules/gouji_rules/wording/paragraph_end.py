"""CN505 paragraph-end."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Edit, Finding, Fix, Related, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.facts.paragraph_ends import COMMAS, Ending, ParagraphEnd, paragraph_ends

MOST = 5
"""Paragraphs from which a report is taken to be written, or read, without final marks: they are then one finding."""


@rule(
    "CN505",
    "paragraph-end",
    category=Category.WORDING,
    severity=Severity.INFO,
    messages={
        "open": {
            "zh": "段末“{last}”后面没有句末标点；请补上句号",
            "en": "no final mark after “{last}” at the end of the paragraph; add one",
        },
        "cut": {
            "zh": "段末停在“{last}”，后面没有下文；请补全，或改用句号",
            "en": "the paragraph stops at “{last}” and nothing follows; complete it, or end it with a full stop",
        },
        "semicolon": {
            "zh": "段末“{last}”用了分号，后面没有并列的下一项；请改用句号",
            "en": "a semicolon ends the paragraph at “{last}”, and no further item follows; use a full stop",
        },
        "many": {
            "zh": "有 {count} 段段末没有句末标点，第一处在“{last}”后面；请补上",
            "en": "{count} paragraphs end without a final mark, the first after “{last}”; add them",
        },
        "also": {"zh": "这一段也是", "en": "this paragraph too"},
        "fix": {"zh": "段末用句号", "en": "end it with a full stop"},
    },
    identity=("kind", "last"),
    about="""段末没有句末标点，或列举的最后一项以分号结尾。

    缺标点往往意味着丢了文字。只看正文段落，标题、联系方式、落款等不看。
    """,
    invalid=[
        case(
            "畅通受理渠道，规范办理流程。2023年，本乡未收到政府信息公开申请",
            at="本乡未收到政府信息公开申请",
            message="open",
        ),
        case(
            "收到申请 26 件，均在法定期限内办结，并将有关材料通过电子邮箱发送给申请人",
            at="并将有关材料通过电子邮箱发送给申请人",
            message="open",
        ),
        case("制作解读材料。全年回应群众关切 260 余条；", at="全年回应群众关切 260 余条；", message="semicolon"),
        case("1.健全机制，明确专人；\n\n2.畅通渠道，方便群众；", at="方便群众；", message="semicolon"),
        case("公布收费项目、收费依据，主动接受社会各界监督，", at="主动接受社会各界监督，", message="cut"),
        case(
            "\n\n".join(
                f"第{n}季度巡查网站一次，发现问题{i}个，均在期限内完成了整改" for i, n in enumerate("一二三四五六", 3)
            ),
            at="均在期限内完成了整改",
            message="many",
            note="全文没有句末标点的只报一次",
        ),
    ],
    valid=[
        case("1.健全机制，明确专人；\n\n2.畅通渠道，方便群众；\n\n3.加强培训，提升能力。", note="列举项之间的分号"),
        case("一是健全机制，明确专人；\n\n二是畅通渠道，方便群众。"),
        case("（一）强化组织领导，健全工作机制\n\n明确专人负责。", note="标题"),
        case("无", note="一个字的章"),
        case("云岭市水务局\n\n2024年1月22日", note="落款"),
        case("地址：云岭市清河路18号，邮政编码：000218，电话：6612018", note="联系方式"),
        case("报告全文可在门户网站下载，网址为http://www.example.gov.cn/xxgk/nb/2023.html", note="网址"),
        case("会议提出“公开是常态，不公开是例外，全过程都要公开。”"),
        case("（注：统计数据不含垂直管理部门，部分合计数按四舍五入处理）"),
        case("主要开展了以下几项工作，取得了较好的成效，现报告如下："),
        case(
            "围绕群众关心的事项，及时公布招标结果、工程进度和\n\n验收结论，主动接受群众监督。",
            note="段落断开，由 CN504 提示",
        ),
    ],
)
def paragraph_end(report: Report, _options: None) -> Iterator[Finding]:
    """A paragraph without a final mark, or the last item of a list that ends with a semicolon.

    A missing mark is often the trace of words that were lost. Only running text is looked at: headings, labels, contact
    details, addresses of the net and signatures take no mark. A semicolon also ends wrongly where the paragraph has whole
    sentences before it. A paragraph that goes on in the next one is CN504. More than five are one finding.
    """
    ends = [end for end in report.fact(paragraph_ends) if end.ending in (Ending.OPEN, Ending.CUT, Ending.SEMICOLON)]
    open_ends = [end for end in ends if end.ending is Ending.OPEN]
    many = len(open_ends) > MOST
    if many:
        first = open_ends[0]
        data = {"kind": "many", "count": len(open_ends), "last": _last(first)}
        fix = Fix("fix", [edit for end in open_ends for edit in _edits(end)])
        yield Finding(first.span, "many", data, related=[Related(e.span, "also") for e in open_ends[1:MOST]], fix=fix)
    for end in ends:
        if not (many and end.ending is Ending.OPEN):
            data = {"kind": end.ending.value, "last": _last(end)}
            yield Finding(end.span, end.ending.value, data, fix=Fix("fix", _edits(end)))


def _last(end: ParagraphEnd) -> str:
    return end.span.text.strip()


def _edits(end: ParagraphEnd) -> list[Edit]:
    """Return the edits that end a paragraph with a full stop. Words may be missing there, so no such fix is safe."""
    span = end.span
    last = span.node.span(span.end - 1, span.end)
    return [Edit(last, "。" if last.text in COMMAS + "；;" else last.text + "。")]
