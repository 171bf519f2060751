"""The period that the report says its figures cover, wherever it says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from gouji.named_tuple import NamedTuple
from gouji_rules.facts.clauses import after_last, passages, says_any
from gouji_rules.facts.running_text import running_text
from gouji_rules.facts.year_cues import COUNTED_UP, STATISTIC
from gouji_rules.facts.year_forms import SMALL, YEAR, in_plain_digits, number, year_number
from gouji_rules.facts.years import Place, places, texts_with_years

if TYPE_CHECKING:
    from gouji.report import Report, Span, Text

_S = r"\s{0,2}"
_TO = rf"{_S}起?[,，]?{_S}(?:[-—–－―~～]{{1,2}}|[至到]){_S}(?:当年|同年|本年|次年)?"
_FROM_TO = (
    rf"(?<![0-9０-９])(?:({YEAR}){_S}年度?{_S})?({SMALL}){_S}(?:月{_S}(?:({SMALL}){_S}[日号])?)?(?:[0零]时)?"
    rf"{_TO}(?:({YEAR}){_S}年{_S})?({SMALL}){_S}月(?:{_S}({SMALL}){_S}[日号])?"
)
_NUMERIC = rf"(?<![0-9])({YEAR})[-./](\d{{1,2}})[-./](\d{{1,2}}){_TO}({YEAR})[-./](\d{{1,2}})[-./](\d{{1,2}})(?!\d)"
_WHOLE_YEAR = (
    rf"(?:[期时]限|时间|区间|周期)[:：]?(?:为|是|即)?{_S}({YEAR})年(?:度|全年)?(?![0-9０-９\s全]|[^，,。；;]{{0,4}}月)"
)
_OF_A_YEAR = ("限", "时间", "区间", "周期")
_CUT_OFF = rf"(?:截[至止]到?|(?:时间|截止)(?:点|日期|时间)?(?:[:：]|为|是)){_S}({YEAR}){_S}年{_S}({SMALL}){_S}月{_S}({SMALL}){_S}[日号](?!{_S}[-—–－―~～至到])"
_JOINTS = "至到-—–－―~～"
# The words right before a period that make it the one the figures cover; 数据显示，1月至6月 only tells when something was.
_OF_FIGURES = ("统计", "数据", "报告", "年报")
_KINDS_OF_PERIOD = (
    "期限", "时限", "时间", "时间段", "区间", "周期", "范围", "时段", "期间", "起止", "日期", "年限", "口径",
)  # fmt: skip
_FIGURES = ("所列", "数据", "统计")
_IS = ("为", "是", "从", "自", ":", "：")
_FROM = ("自", "从")
_COVERS = "涵盖"
_COVERED = ("数据", "信息公开")
_BODY = 20
"""How long the name of a body is, at most, whose period a report says it covers."""
_CUTS_OFF = r"(?:数据|统计)[^，,。；;]{0,8}$"
_COUNTED_UP = ("据统计", "经统计", "全统计")
# Only figures of the report itself have the report's period: a survey or a counter of visits has one of its own.
_OF_THE_REPORT = r"报告|年报|所列|统计(?:数据)?的?(?:期限|时限|周期|区间)"
_OF_AN_OFFICE = "统计局"
_OF_OTHERS = ("问卷", "调查", "访问", "访客", "浏览", "走访", "监测", "抽样")
# The words before a period that make it another one: that in which the report was drawn up or shown, of part of the figures, of another year for comparison.
_ANOTHER = (
    "编制时间", "编制期", "征求意见", "公示", "公布时间", "发布时间", "采集", "审核", "报送", "填报", "评估", "季报", "月报", "季度", "半年", "疫情", "专项", "普查",
    "网站数据", "平台数据", "受理时间", "办公时间", "工作时间", "上年", "上一年", "去年", "对比", "比较", "同期",
)  # fmt: skip
_PERIOD_OF_THE_REPORT = ("报告期", "报告期内")
MOST = 50
"""How many statements of a period are read; a report has one or two."""
_REACH = 40
SENTENCE = 400
"""How much of a sentence is read: a longer one is damaged or hostile."""
_PARTS = ("月", "限", "12", "全年")
"""What a stated period holds one of."""
_CUES = ("统计", "数据", "起止", "报告期")
# Universities report by school years, from September to August.
_SCHOOL_YEAR = ("学年",)
# A body that began or ended within the year has a shorter one.
_BEGUN = r"成立|组建|挂牌|合并|撤并|撤销|划转|转隶|新设|设立|机构改革|分设|更名|履职"
_BODY_BEGUN = (
    r"(?:我|本)(?:[局委办厅院镇乡县区市旗]|街道|机关|单位|中心|部门)[^，,。；]{0,16}"
    r"(?:成立|组建|挂牌|合并|撤并|划转|分设)(?![^，。；]{0,10}(?:小组|专班|委员会|队伍|机制))|机构改革"
)


class StatisticPeriod(NamedTuple):
    """A period as stated, from `first` to `last`, each a year (None: not printed), a month and a day (None: the month only).

    A cut-off has a last day only, and its `first` is None.
    """

    span: Span
    first: tuple[int | None, int, int | None] | None
    last: tuple[int | None, int, int | None]

    @property
    def years(self) -> frozenset[int]:
        """The years that are printed in it."""
        stated = (self.last[0], self.first[0] if self.first is not None else None)
        return frozenset(year for year in stated if year is not None)

    @property
    def is_whole_year(self) -> bool:
        """Whether it runs from 1 January, or an unsaid beginning, to 31 December."""
        begins = self.first is None or self.first[1:] in {(1, 1), (1, None)}
        return begins and self.last[1:] in {(12, 31), (12, None)}


def statistic_periods(report: Report) -> tuple[StatisticPeriod, ...]:
    """Return the statistic periods that the report states, in order. A fact.

    A date that lost characters on its way (20211月1日) states nothing.
    """
    found: list[StatisticPeriod] = []
    running = report.fact(running_text)
    place = report.fact(places)
    for index in sorted({*report.fact(texts_with_years), *running.holding(("月",))}):
        node = running.nodes[index]
        if says_any((*_CUES, _COVERS), node.value) and place(index) is not Place.TITLE:
            found += islice(_of_text(report, node, place(index)), MOST)
            if len(found) >= MOST:
                break
    return tuple(found[:MOST])


def _of_text(report: Report, node: Text, place: Place) -> Iterator[StatisticPeriod]:
    text = node.value
    start = 0
    for end in report.fact(passages)(node).sentence_ends:
        words = text[start : min(end, start + SENTENCE)]
        if says_any(_PARTS, words) and says_any(_OF_FIGURES, words):
            periods = _periods(words)
            if periods and _speaks_of_the_report(words, place):
                for first_at, last_at, first, last in periods:
                    yield StatisticPeriod(node.span(start + first_at, start + last_at), first, last)
        start = end


def _speaks_of_the_report(words: str, place: Place) -> bool:
    """Whether the figures and periods that a sentence speaks of are those of the report."""
    if _OF_AN_OFFICE in words and re.search(rf"据[^，,。]{{0,6}}{_OF_AN_OFFICE}", words):
        return False
    if place is not Place.OPENING and re.search(_OF_THE_REPORT, words) is None:
        return False
    return not says_any(_OF_OTHERS, words)


_Day = tuple[int | None, int, int | None]


def _periods(words: str) -> list[tuple[int, int, _Day | None, _Day]]:
    found: list[tuple[int, int, _Day | None, _Day]] = []
    if says_any(_JOINTS, words):
        pattern = in_plain_digits(_FROM_TO if "月" in words else _NUMERIC, words)
        for match in re.finditer(pattern, words):
            first, last = _day(*match.group(1, 2, 3)), _day(*match.group(4, 5, 6))
            if first is not None and last is not None and _states(words, match.start()):
                found.append((match.start(), match.end(), first, last))
    if not found and says_any(_OF_A_YEAR, words):
        for match in re.finditer(_WHOLE_YEAR, words):
            named = after_last("，,。；;", words[max(0, match.start() - _REACH) : match.start()])
            if _figures_before(words, match.start()) and not says_any(_ANOTHER, named):
                year = year_number(match[1])
                found.append((match.start(1), match.end(), (year, 1, 1), (year, 12, 31)))
    if not found and ("截" in words or "时间" in words):
        for match in re.finditer(_CUT_OFF, words):
            last = _day(*match.group(1, 2, 3))
            before = words[max(0, match.start() - _REACH) : match.start()]
            if says_any(_ANOTHER, after_last("，,。；;", before)):
                continue
            if last is not None and re.search(_CUTS_OFF, before) and _figures_before(words, match.start()):
                found.append((match.start(1), match.end(), None, last))
    return found


def _states(words: str, at: int) -> bool:
    """Whether the words right before an offset, up to a mark, make what follows the period of the figures."""
    lead = after_last("，,。；;", words[max(0, at - _REACH) : at])
    if lead[-1:] in {"（", "(", "“"}:
        lead = lead[:-1]
    if lead.strip() in _FROM or lead.startswith(_KINDS_OF_PERIOD):
        # A mark may stand before or after the kind: 统计数据，期限自…, 统计期限，自….
        before = words[max(0, at - _REACH) : at].removesuffix(lead)
        named = after_last("，,。；;", before[:-1]) + lead
    else:
        named = lead
    if says_any(_ANOTHER, named):
        return False
    if lead.endswith(_PERIOD_OF_THE_REPORT):
        return True
    for kind in _KINDS_OF_PERIOD:
        of_figures = named.rfind(kind)
        if of_figures >= max(0, len(named) - len(kind) - 4) and says_any(
            _OF_FIGURES, named[max(0, of_figures - 10) : of_figures]
        ):
            return _figures_before(words, at)
    lead = lead.rstrip()
    covers = lead.rfind(_COVERS)
    if covers >= max(0, len(lead) - _BODY) and "期间" in words[at:] and says_any(_COVERED, words[at:]):
        return True
    return lead.endswith(_IS) and says_any(_FIGURES, lead[-13:-1]) and _figures_before(words, at)


def _figures_before(words: str, at: int) -> bool:
    """Whether the words for the report's figures begin before an offset. 据统计 tells of a figure and not of its period."""
    if says_any(_CUES, words[:at]) and not says_any(_COUNTED_UP, words):
        return True
    counted = re.sub(COUNTED_UP, lambda match: " " * len(match[0]), words)
    cue = re.search(f"{STATISTIC}|{'|'.join(_CUES)}", counted)
    return cue is not None and cue.start() <= at


def _day(year: str | None, month: str, day: str | None) -> _Day | None:
    """Return a day as read; None where it has more digits than a date, since then some were lost between them."""
    if any(part is not None and part.isdecimal() and len(part) > 2 for part in (month, day)):
        return None
    value = number(month)
    if not 1 <= value <= 12:
        return None
    return year_number(year) if year else None, value, number(day) if day else None


def is_explained(report: Report, period: StatisticPeriod) -> bool:
    """Whether the report says why its period is another: its body began or ended within the year, or it tells of a school year."""
    if says_any(_SCHOOL_YEAR, period.span.node.value + (report.title.value if report.title is not None else "")):
        return True
    return report.fact(_tells_of_a_beginning) or re.search(_BEGUN, period.span.node.value) is not None


def _tells_of_a_beginning(report: Report) -> bool:
    return any(re.search(_BODY_BEGUN, paragraph.value) is not None for paragraph in report.paragraphs())
