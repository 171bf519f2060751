"""CN308."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Finding, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.facts.damage import damage
from gouji_rules.facts.title_years import accepted_years
from gouji_rules.facts.years import MOST_IN_A_SENTENCE, Role, YearMention, years

REACH = 200
"""How far around a year its sentence is looked at."""


@rule(
    "CN308",
    "unexpected-year",
    category=Category.YEARS,
    severity=Severity.INFO,
    messages={
        "year": {
            "zh": "{year}年度报告提到了{found}年，从上下文看不出用意：“{clause}”。请核对年份是否写对",
            "en": "the report on {year} mentions {found}, and the words around it do not say what for: “{clause}”; check the year",
        }
    },
    needs=("year",),
    identity=("found",),
    about="""出现了说不清用意的其他年份。

    报告中的其他年份大多有来由，上下文看得出；看不出的可能对也可能错，每个年份只提示一次。
    """,
    invalid=[
        case("居民关注的2019年问询已答复到位。", year=2022, at="2019年"),
        case(
            "居民关注的2019年问询已答复到位，2019年问询的回访已完成。",
            year=2022,
            at="2019年",
            note="同一年份只提示一次",
        ),
    ],
    valid=[
        case("受理申请9件，较2021年增长12.5%。", year=2022),
        case("全年公开部门预算和2021年部门决算。", year=2022),
        case("居民关注的2022年问询已答复到位。", year=2022),
        case("居民关注的2019年问询自20211月1日答复。", year=2022, note="抽取时丢字"),
        case("今年以来，门户网站公开信息2017条、新媒体1039条。", year=2022),
        case("邮编244000，电话0562-5111009，网址http://www.example.cn/t19700101_2018.html。", year=2022),
        case("落实《青禾县2020年政务公开工作要点》，便笺〔2025〕一43号，2021度工作平稳。", year=2021),
        case("当年办结78件，其余8件转2023年度办理。", year=2022),
        case("2023年\n2021年", year=2022, note="网页上各年年报的链接"),
        case("2021年，发布解读材料9篇。", year=2022, note="已由 CN301 报告"),
    ],
)
def unexpected_year(report: Report, options: None) -> Iterator[Finding]:  # noqa: ARG001
    """A year other than the report's own stands where nothing says what for.

    Most other years in a report are there for a reason that the words around them tell: a comparison, a title, a budget, a plan. One that gives none may be right
    and may be a slip, so it is only pointed out, each year once. Years that another rule reports, texts that were damaged on the way,
    and sentences that are lists of years stay unreported.
    """
    own = accepted_years(report)
    told: set[int] = set()
    for mention in report.fact(years):
        if mention.year in own or mention.year in told or mention.role is not Role.UNKNOWN:
            continue
        if _is_prose(mention) and not report.fact(damage).of_text(mention.span.node.pointer):
            told.add(mention.year)
            yield Finding(mention.span, "year", {"year": report.year, "found": mention.year, "clause": mention.clause})


def _is_prose(mention: YearMention) -> bool:
    """Whether a year stands in a sentence: not alone, as in what leads to the reports of other years, and not in a list of years."""
    if mention.span.node.value.strip() == mention.span.text:
        return False
    start, end = mention.passage.sentence_at(mention.span.start)
    sentence = mention.span.node.value[max(start, mention.span.start - REACH) : min(end, mention.span.end + REACH)]
    return sentence.count("年") <= MOST_IN_A_SENTENCE
