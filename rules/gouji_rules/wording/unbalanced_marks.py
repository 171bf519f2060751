"""CN502 unbalanced-marks."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Edit, Finding, Fix, Related, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.facts.marks import PARTNER
from gouji_rules.facts.unmatched_marks import Unmatched, unmatched

SHOWN = 5


@rule(
    "CN502",
    "unbalanced-marks",
    category=Category.WORDING,
    severity=Severity.WARNING,
    messages={
        "opened": {
            "zh": "“{mark}”没有与之配对的“{partner}”{more_zh}：{shown}。请补上或删去",
            "en": "“{mark}” has no “{partner}” to go with it{more_en}: {shown}; add it or take the mark out",
        },
        "closed": {
            "zh": "“{mark}”前面没有与之配对的“{partner}”{more_zh}：{shown}。请补上或删去",
            "en": "“{mark}” has no “{partner}” before it{more_en}: {shown}; add it or take the mark out",
        },
        "direction": {
            "zh": "引号方向不对：两个都是“{mark}”，其中一个应为“{partner}”：{shown}",
            "en": "quotation marks of one direction: both are “{mark}”, one must be “{partner}”: {shown}",
        },
        "straight": {
            "zh": "直引号的个数是单数，有一个没有配对：{shown}。请补上，并改用“”",
            "en": "the number of straight quotation marks is odd: {shown}; add the missing one, and use “”",
        },
        "quotes": {
            "zh": "引号里面又用同样的引号：{shown}。里面一层应当用单引号‘’",
            "en": "quotation marks inside quotation marks of the same form: {shown}; use ‘’ inside",
        },
        "brackets": {
            "zh": "括号里面又套用同样的括号：{shown}。可以换一种括号，或者改写",
            "en": "brackets inside brackets of the same form: {shown}; use others, or rephrase",
        },
        "also": {"zh": "这里的“{mark}”也没有配对", "en": "this “{mark}” has no partner either"},
        "fix": {"zh": "里面一层改用‘’", "en": "use ‘’ inside"},
    },
    identity=("kind", "shown"),
    about="""括号、引号或书名号不成对，或同形括号套用。

    每段只报第一处。同形括号套用属行文习惯，只作提示。列表序号后的单个括号、跨段的引文不算。
    """,
    invalid=[
        case("本局（以下简称“我局”未收到申请。", at="（", message="opened"),
        case("本局以下简称“我局”）未收到申请。", at="）", message="closed"),
        case("按照《关于印发《目录》的通知要求整理。", at="《", message="opened"),
        case("坚持“先审查、后公开“的原则。", at="“", message="direction"),
        case("坚持”先审查、后公开”的原则。", at="”", message="direction"),
        case("坚持“先审查、后公开的原则，落实“三审制度。（见附表", at="“", message="opened", note="一段只报一次"),
        case("开设“政策问答专栏，解读文件 12 件。\n\n（一）主动公开。公开 3 条。", at="“", message="opened"),
        case('开设"政策问答专栏，解读文件 12 件。', at='"', message="straight"),
        case("提出“建设“四最”营商环境”的要求。", at="“四最”", message="quotes"),
        case(
            "全县公开信息 204 条（含18个镇（街道））。",
            at="（街道）",
            message="brackets",
            severity=Severity.INFO,
        ),
    ],
    valid=[
        case("本局（以下简称“我局”）依照《条例》（国令第711号）办理。"),
        case("本局(以下简称“我局”）依照《条例》办理。", note="全角与半角配成一对"),
        case("格式（《年度报告格式（试行）》）已经修订。", note="书名里的括号"),
        case("提出“建设‘四最’营商环境”的要求。"),
        case("主要做法：1）完善制度；2）加强培训。a）按月检查，一）按季通报。", note="只有后括号的序号"),
        case("“坚持公开为常态。\n“坚持不公开为例外。”会议强调。", note="引文分段，每段开头都用前引号"),
        case("开设专栏（含政策问答、\n图解等）12个。", note="段落断开，由 CN504 提示"),
        case("）依申请公开。全年收到 3 件。", note="序号在转换中损坏，由 CN510 提示"),
        case('开展 Citizens’ Day 活动，配发 24" 显示屏 2 台。', note="撇号和英寸"),
        case("办结率>95%，投诉<3件。", note="大于号、小于号"),
    ],
)
def unbalanced_marks(report: Report, _options: None) -> Iterator[Finding]:
    """Brackets, quotation marks or title marks that do not pair, or are nested in their own kind.

    A text is reported once, at the first mark without a partner. Full-width and half-width brackets make a pair. Brackets nested
    in the same brackets are a matter of style. Silent where a paragraph was broken in two (CN504) or damaged (CN510), on
    brackets of a document number (CN601), on numbers of lists such as 1）, and on a quotation of several paragraphs, each of which
    opens it.
    """
    for found in report.fact(unmatched):
        mark = found.spans[0].text
        more = len(found.spans) - 1 if found.kind in ("opened", "closed") else 0
        data = {
            "kind": found.kind,
            "mark": mark,
            "partner": PARTNER.get(mark, ""),
            "shown": found.shown,
            "more_zh": f"（这一段共有 {more + 1} 处）" if more else "",
            "more_en": f" ({more + 1} in this paragraph)" if more else "",
        }
        severity = Severity.INFO if found.kind == "brackets" else None
        related = [Related(span, "also", {"mark": span.text}) for span in found.spans[1:SHOWN]]
        yield Finding(found.spans[0], found.kind, data, severity, related, _fix(found))


def _fix(found: Unmatched) -> Fix | None:
    span = found.spans[0]
    if found.kind != "quotes" or span.text[0] != "“":
        return None
    start, end = span.node.span(span.start, span.start + 1), span.node.span(span.end - 1, span.end)
    return Fix("fix", [Edit(start, "‘"), Edit(end, "’")])
