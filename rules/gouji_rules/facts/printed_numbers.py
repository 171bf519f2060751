"""How numbers are printed: full-width digits, years of two digits, thousands, 余 and 几, counts without a unit."""

from __future__ import annotations

import re
from itertools import groupby, islice
from typing import TYPE_CHECKING

from gouji.named_tuple import NamedTuple
from gouji_rules.facts.odd_characters import odd_characters
from gouji_rules.facts.running_text import running_text
from gouji_rules.facts.years import years

if TYPE_CHECKING:
    from gouji.report import Report, Span

UNITS = "条件次篇项份期场人个例宗户家名册种类批元万亿处台辆张幅块页部起堂套班位株亩吨米"
# 6余件: 余 follows a round number, 60余件 or 3万余件.
ODD = rf"(?<![\d.,，．０-９])[1-9]\s{{0,1}}余(?=[{UNITS}])"
# 20几件: an approximate number is written in characters, 二十几件.
SOME = rf"\d{{1,6}}\s{{0,1}}几(?=[十百千万{UNITS}])|几\d{{1,4}}(?=[{UNITS}])"
GROUPED = rf"(?<![\d.,])\d{{1,3}}(?:,\d{{3}}){{1,4}}(?:\.\d{{1,4}})?(?=\s{{0,2}}[{UNITS}])"
UNGROUPED = rf"(?<![\d.,，/\-])\d{{4,12}}(?:\.\d{{1,4}})?(?=\s{{0,2}}[{UNITS}])"

COUNTED = rf"\d\s{{0,2}}[{UNITS}]"
# 关注量 27616； 公开信息197，: what is counted, the number, and no unit.
BARE = r"[1-9](?<!\d\d)\d{0,7}(?=[，。；、]|\s{1,2}[，。；、])"
_COUNTED_THING = (
    r"(?:[量数](?!据)|信息|申请|文件|解读|用户|粉丝|建议|提案|意见|留言|报道|稿件|微博|微信|图解|咨询|来信|来电|动态|公告)"
    r"(?:为|共|达|达到|共计)?\s{0,2}$"
)
# What is counted names the unit itself: 条数 922, 人次数 30.
_NAMES_UNIT = "条件次篇项份期场人个例户家名册字分"
# Words after which a number is none of a count: 电话, 编号, 指数.
_NO_COUNT = (
    r"(?:电话|热线|邮编|编码|编号|传真|号码|微信号|公众号|序数|指数|分数|系数|参数|倍数|基数|QQ)[为是：:]?\s{0,2}$"
)
MOST = 200
"""How many counts without a unit are looked for."""
BEFORE = 8
"""How many characters before a number are looked at."""
MOST_HAVE_ONE = 2
"""How many counts of a paragraph must have a unit for one without it to stand out."""


class Unusual(NamedTuple):
    """A number printed unusually: `full-width`, `short-year`, `odd`, `some` or `grouping`."""

    kind: str
    span: Span


def unusual_numbers(report: Report) -> tuple[Unusual, ...]:
    """Return the numbers printed unusually, by kind and in document order. A fact."""
    text = report.fact(running_text)
    value = text.value
    found = [("full-width", run.start, run.end) for run in report.fact(odd_characters) if run.digits]
    if any(words[-1:].isdecimal() or words[-1:].isspace() for words in value.split("余")[:-1]):
        found += [("odd", *match.span()) for match in islice(re.finditer(ODD, value), MOST)]
    if "几" in value:
        found += [("some", *match.span()) for match in islice(re.finditer(SOME, value), MOST)]
    if "," in value:
        grouped = re.search(GROUPED, value)
        if grouped is not None and re.search(UNGROUPED, value) is not None:
            found.append(("grouping", *grouped.span()))
    unusual = [Unusual(kind, text.span(start, end)) for kind, start, end in found]
    short = [mention.span for mention in report.fact(years) if _is_short(mention.span.text)]
    return (*unusual, *(Unusual("short-year", span) for span in short))


def ungrouped(report: Report) -> Span | None:
    """Return the first count of thousands that is printed without grouping. A fact."""
    text = report.fact(running_text)
    match = re.search(UNGROUPED, text.value)
    return None if match is None else text.span(*match.span())


def _is_short(year: str) -> bool:
    return year[:2].isdecimal() and not year[2:3].isdecimal() and re.match(r"\d{2}\s{0,2}年", year) is not None


class BareCounts(NamedTuple):
    """The counts of one paragraph that have no unit, with how many there have one."""

    spans: tuple[Span, ...]
    with_unit: int


def bare_counts(report: Report) -> tuple[BareCounts, ...]:
    """Return, for each paragraph with at least two counts that have a unit, those that have none. A fact."""
    text = report.fact(running_text)
    value = text.value
    found: list[Span] = []
    for match in re.finditer(BARE, value):
        if len(found) == MOST:
            break
        start, end = match.span()
        if value[start - 1 : start] in ".,-/:：号第":
            continue
        thing = re.search(_COUNTED_THING, value[max(start - BEFORE, 0) : start])
        if thing is None or re.search(_NO_COUNT, value[max(start - BEFORE, 0) : start]):
            continue
        begin = max(start - BEFORE, 0) + thing.start()
        if thing[0][0] == "数" and value[begin - 1 : begin] in _NAMES_UNIT:
            continue
        found.append(text.span(begin, end))
    bare = []
    for _, group in groupby(found, key=lambda span: span.node.pointer):
        spans = tuple(group)
        with_unit = len(re.findall(COUNTED, spans[0].node.value))
        if with_unit >= MOST_HAVE_ONE:
            bare.append(BareCounts(spans, with_unit))
    return tuple(bare)
