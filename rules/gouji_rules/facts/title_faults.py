"""How the report's title departs from 某某机关2023年政府信息公开工作年度报告."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.formats import simplify
from gouji.labels import fold
from gouji.named_tuple import NamedTuple
from gouji.report import Report, Span, Text
from gouji_rules.facts.clauses import is_chinese, says_any
from gouji_rules.facts.placeholders import placeholders

_HAN_DIGITS = frozenset("〇○零一二三四五六七八九")
_YEAR_IN_DIGITS = r"(?:19|20)\d\d(?:[-—至~](?:19|20)\d\d)?"
_YEAR = rf"{_YEAR_IN_DIGITS}|[〇○零一二三四五六七八九]{{4}}(?=年)"
# Words of a title that name no agency.
_NO_AGENCY = (
    r"政府|政务|信息公开|信息|公开|工作|重点|年度|年|度|报告|情况|总结|关于|公布|发布|的|通知|公告|正式版|正式稿|修订版|修订稿|修订|更正|全文|"
    r"人民|本机关|本单位|本级|我[局委办厅院镇乡区县市州旗省]"
)

_FORM = "年政府信息公开工作年度报告"
_NO_NAME = frozenset(_NO_AGENCY)
_FILLED_IN = ("no-agency", "no-year", "no-year-word")


class TitleFault(NamedTuple):
    """A departure: its kind, where in the title, and for some what would stand there instead."""

    kind: str
    span: Span
    instead: tuple[Span, str] | None = None


def title_faults(report: Report) -> tuple[TitleFault, ...]:
    """Return the faults of the title, in its order; none where the report has no title.

    What a placeholder stands for is not missed: the placeholder is told of.
    """
    if report.title is None or _is_as_it_should_be(simplify(report.title.value)):
        return ()
    unfilled = any(found.span.node is report.title for found in report.fact(placeholders))
    found = (fault for fault in _Title(report.title).faults() if not (unfilled and fault.kind in _FILLED_IN))
    return tuple(sorted(found, key=lambda fault: fault.span.start))


def _is_as_it_should_be(words: str) -> bool:
    """Whether a title is plainly 云岭市水务局2023年政府信息公开工作年度报告: most are, and no pattern need be asked."""
    agency, year = words[: -len(_FORM) - 4], words[-len(_FORM) - 4 : -len(_FORM)]
    return (
        words.endswith(_FORM)
        and year[:2] in ("19", "20")
        and year.isdecimal()
        and all(map(is_chinese, agency))
        and _HAN_DIGITS.isdisjoint(agency)
        and not _NO_NAME.issuperset(agency)
        and not says_any(("信息公开", "年度"), agency)
    )


class _Title:
    """A title without white space and in simplified characters, and where each character stands."""

    def __init__(self, node: Text) -> None:
        self.node = node
        self.at = [i for i, char in enumerate(node.value) if not char.isspace()]
        self.words = simplify(fold("".join(node.value[i] for i in self.at)))

    def span(self, start: int, end: int) -> Span:
        """Return the span of characters of the title as it is printed."""
        if start >= end:
            place = self.at[start] if start < len(self.at) else len(self.node.value)
            return self.node.span(place, place)
        return self.node.span(self.at[start], self.at[end - 1] + 1)

    def faults(self) -> Iterator[TitleFault]:
        words, whole = self.words, self.span(0, len(self.words))
        if not words:
            return
        at = words.find("信息公开")
        name = words[at:] if at >= 0 else ""
        if at < 0:
            yield TitleFault("name", whole)
        else:
            yield from self.name_faults(at, name)
        pattern = _YEAR_IN_DIGITS if _HAN_DIGITS.isdisjoint(words) else _YEAR
        year = re.search(pattern, words)
        if year is None:
            yield TitleFault("no-year", whole)
        elif words[year.end() : year.end() + 1] != "年":
            yield TitleFault("no-year-word", self.span(*year.span()), (self.span(year.end(), year.end()), "年"))
        if not any(map(is_chinese, re.sub(rf"{pattern}|{_NO_AGENCY}", "", words))):
            yield TitleFault("no-agency", whole)

    def name_faults(self, at: int, name: str) -> Iterator[TitleFault]:
        """Yield the faults of the words 政府信息公开工作年度报告."""
        words = self.words
        report = re.search("年度报告|年报|报告", name)
        end = at + (report.end() if report else len(name))
        name = words[at:end]
        governmental = words.endswith("政府", 0, at)
        shown = self.span(at - 2 if governmental else at, end)
        if not governmental:
            yield TitleFault("no-government", shown, (self.span(at, at), "政府"))
        if not name.endswith("年度报告"):
            yield TitleFault("not-annual", shown)
        elif "工作" not in name:
            yield TitleFault("no-work", shown, (self.span(at + 4, at + 4), "工作"))
        if "重点" in name:
            start = at + name.index("重点")
            yield TitleFault("emphasised", shown, (self.span(start, start + 2), ""))
        doubled = words.find("年度", 0, at)
        if doubled >= 0 and name.endswith("年度报告"):
            yield TitleFault("doubled", self.span(doubled, end), (self.span(doubled + 1, doubled + 2), ""))
