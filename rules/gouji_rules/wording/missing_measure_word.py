"""CN509 missing-measure-word."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Finding, Related, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.facts.printed_numbers import bare_counts

SHOWN = 4


@rule(
    "CN509",
    "missing-measure-word",
    category=Category.WORDING,
    severity=Severity.INFO,
    messages={
        "bare": {
            "zh": "“{found}”的数字后面没有量词，而这一段其他数字都有；请补上（如条、件、次）",
            "en": "the number in “{found}” has no unit while others in the paragraph have one; add it",
        },
        "also": {"zh": "这里也没有量词", "en": "no unit here either"},
    },
    identity=("found",),
    about="""一个数没有写单位，而同段其他数都有。

    每段只报一次。名称里已含单位的（条数、人次）、电话、代码等不算。
    """,
    invalid=[
        case(
            "办结留言 827 条，发布微博 521 条，关注量 27616；微信发布量 197，订阅数 69819。",
            at="量 27616",
            message="bare",
        ),
        case("全年公开信息197，其中政策解读 12 篇、公告 35 条。", at="信息197"),
    ],
    valid=[
        case("收到留言条数 922，办结 827 条，公开答复 458 条；参训人数 156，其中科级 12 人。", note="名称里已有量词"),
        case("办理来电 56 件，解答 12 次，拨打服务热线12345，咨询电话5083316，邮编000218。", note="号码不是数量"),
        case("公开信息 12 条、解读 3 篇，行政诉讼为0，复议为0。", note="零"),
        case("公开信息 12 条、解读 3 篇，满意率98.5%，满分100，政务指数97，位居全市前10。"),
        case("收到2个自然人的申请，公开 293 篇、42 条，其中2017条为动态。"),
        case("公开信息197，解读 12 篇。", note="同段带量词的太少，看不出缺漏"),
        case("依照国务院令第711号，按照〔2021〕30号要求，公开 12 条、解读 3 篇，统计至2023年12月31日。"),
    ],
)
def missing_measure_word(report: Report, _options: None) -> Iterator[Finding]:
    """A count without its unit in a paragraph where others have one.

    A number after what it counts (信息, 发布量, 订阅数) and before a mark; each paragraph is reported once. Silent where the
    name holds the unit (条数, 人次数), on zero, on telephone numbers, codes, scores and ranks, and where fewer than two other
    counts of the paragraph have a unit.
    """
    for counts in report.fact(bare_counts):
        first, *others = counts.spans
        related = [Related(span, "also") for span in others[:SHOWN]]
        yield Finding(first, "bare", {"found": first.text}, related=related)
