"""CN407."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Finding, Related, Severity
from gouji.report import Report, Span
from gouji.rule import Category, case, rule
from gouji_rules.facts.repetitions import repetitions
from gouji_rules.facts.statistic_periods import StatisticPeriod, statistic_periods

QUOTED = 36
"""How many characters of a repeated text are quoted."""

NOTHING = "全年未收到涉及行政复议、行政诉讼的政府信息公开申请。"
GUIDED = "坚持用习近平新时代中国特色社会主义思想武装头脑"


@rule(
    "CN407",
    "repeated-text",
    category=Category.CONSISTENCY,
    severity=Severity.WARNING,
    messages={
        "words": {
            "zh": "这段文字与前文一字不差：“{words}”。请删去一处；若写的是两件事，请分别改写",
            "en": "this says word for word what was said before: “{words}”; remove one of the two, or rewrite it where another thing is meant",
        },
        "period": {
            "zh": "同一段里统计期限写了两遍：“{words}”。请删去一处",
            "en": "one paragraph states the statistic period twice: “{words}”; remove one of the two",
        },
        "first": {"zh": "第一次出现", "en": "here first"},
    },
    identity=("words",),
    about="""同一句或同一段在报告中出现了两次。

    二十字以上、连数字都相同的才算；法规和文件名称不计。
    """,
    invalid=[
        case(
            "严格落实发布审核制度，由科室负责人逐条把关后上网。\n公开渠道稳定。严格落实发布审核制度，由科室负责人逐条把关后上网。",
            at="严格落实发布审核制度，由科室负责人逐条把关后上网。",
            message="words",
        ),
        case(
            "建立信息更新台账，每月通报栏目维护情况一次。制作办事图解，帮助企业群众看懂惠企政策内容。\n其他。\n"
            "建立信息更新台账，每月通报栏目维护情况一次。制作办事图解，帮助企业群众看懂惠企政策内容。",
            at="建立信息更新台账，每月通报栏目维护情况一次。制作办事图解，帮助企业群众看懂惠企政策内容。",
            note="整段重复只报一次",
        ),
        case(
            "一是办好网站专栏。二是对历年印发的全部存量文件开展集中清理并公布目录。\n2. 另外，加强培训。三是对历年印发的全部存量文件开展集中清理并公布目录。",
            at="三是对历年印发的全部存量文件开展集中清理并公布目录。",
            note="编号不同，内容相同",
        ),
        case(f"今年以来，{GUIDED}，夯实基础；{GUIDED}，补齐短板。", at=f"{GUIDED}，", note="套话在一段里也只说一次"),
        case(
            "所列数据统计期限从2024年1月1日起至12月31日止，所列数据自2024年1月1日起至2024年12月31日止。",
            year=2024,
            at="2024年1月1日起至2024年12月31日",
            message="period",
        ),
    ],
    valid=[
        case(f"{GUIDED}，夯实基础。\n{GUIDED}，补齐短板。", note="两段各说一次"),
        case(
            "全年发布各类政务信息共计120条，其中政策解读12条。\n全年发布各类政务信息共计121条，其中政策解读12条。",
            note="数字不同",
        ),
        case("依据《中华人民共和国政府信息公开条例》办理。\n依据《中华人民共和国政府信息公开条例》办理。"),
        case(NOTHING, edit=lambda data: data["content"][-1]["content"].append(NOTHING), note="在有关章节各说明一次"),
        case("加强队伍建设。\n加强队伍建设。", note="很短"),
        case(
            "通过门户网站公开信息30条。\n云岭市档案数据局2023年政府信息公开工作年度报告\n云岭市档案数据局2023年政府信息公开工作年度报告",
            note="网页题名",
        ),
        case(
            "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\n（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
        ),
    ],
)
def repeated_text(report: Report, options: None) -> Iterator[Finding]:  # noqa: ARG001
    """The same sentence or paragraph stands in the report twice.

    Sentences of twenty characters and more that recur word for word, figures included, are left over from copying, and so is a clause
    of that length that recurs within one paragraph, or a statistic period stated twice in it. A repeated run of sentences is reported once.

    The names of laws and documents do not count, a short sentence that nothing happened may stand in each chapter it concerns, and what the
    form prints and a page's own title stay unreported.
    """
    for found in report.fact(repetitions):
        yield _finding(found.span, found.first, "words")
    before: StatisticPeriod | None = None
    for period in report.fact(statistic_periods):
        if before is not None and before.span.node is period.span.node and _same(before, period):
            yield _finding(period.span, before.span, "period")
        before = period


def _finding(span: Span, first: Span, message: str) -> Finding:
    words = span.text.strip()
    shown = words if len(words) <= QUOTED else words[:QUOTED] + "……"
    return Finding(span, message, {"words": shown}, related=(Related(first, "first"),))


def _same(one: StatisticPeriod, other: StatisticPeriod) -> bool:
    """Whether two statements are of one period; a year may be printed once only."""
    if one.first is None or other.first is None:
        return False
    return one.first == other.first and one.last[1:] == other.last[1:]
