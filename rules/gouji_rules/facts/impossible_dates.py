"""Dates that no calendar has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gouji.named_tuple import NamedTuple
from gouji_rules.facts.running_text import running_text
from gouji_rules.facts.year_forms import SMALL, YEAR, number, year_number

if TYPE_CHECKING:
    from gouji.report import Report, Span, Text
    from gouji_rules.facts.running_text import RunningText

DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_BEFORE = rf"(?:({YEAR})\s{{0,2}}年\s{{0,2}})?(?<![0-9０-９])({SMALL})\s{{0,2}}$"
_AFTER = rf"月\s{{0,2}}(?:({SMALL})\s{{0,2}}(?:日(?!均[值访点浏阅流])(?:(?:[-—–－―~～]{{1,2}}|[至到])({SMALL})日)?|号(?!文|令|楼|院|[A-Za-z])))?"
_FIRST = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十 \t\u3000\xa0")
_NUMERIC = r"(?<![0-9A-Za-z/._-])(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?![0-9A-Za-z/_-]|\.\d)"
LUNAR = ("农历", "阴历", "旧历")
_SEPARATORS = frozenset("-./")
_ASCII = frozenset("0123456789")
_MONTHS = frozenset([*(str(month) for month in range(1, 13)), *(f"{month:02}" for month in range(1, 10))])
# Days that every month has.
_DAYS = frozenset([*(str(day) for day in range(1, 29)), *(f"{day:02}" for day in range(1, 10))])
_REACH = 12

MOST = 2000
"""How many months are looked at: ten whole reports have fewer."""


class ImpossibleDate(NamedTuple):
    """A date as printed. `year` is None where it is not printed, `days` how many the month has, None where there is no such month."""

    span: Span
    year: int | None
    month: int
    days: int | None


def impossible_dates(report: Report) -> Iterator[ImpossibleDate]:
    """Yield the dates of title, headings and paragraphs that cannot be.

    A run of more digits than a month or a day has (20211月1日) lost a character on its way and is left alone, and so is a date of the lunar calendar.
    """
    running = report.fact(running_text)
    text = running.value
    looked_at = 0
    at = text.find("月", 1)
    while at > 0 and looked_at < MOST:
        looked_at += 1
        if text[at - 1] in _FIRST and not _is_plainly_right(text, at):
            index = running.index(at)
            node = running.nodes[index]
            yield from _around(node, node.value, at - running.starts[index])
        at = text.find("月", at + 1)
    yield from _numeric(running)


def _is_plainly_right(text: str, at: int) -> bool:
    """Whether the month before an offset and the day after it are right at first sight, as nearly all are."""
    month = text[at - 2 : at] if text[at - 2 : at - 1] in _ASCII else text[at - 1]
    day = text[at + 1 : at + 3] if text[at + 2 : at + 3] in _ASCII else text[at + 1 : at + 2]
    if month not in _MONTHS or text[at - len(month) - 1 : at - len(month)] in _ASCII:
        return False
    if day[:1] not in _FIRST:
        return True
    end = at + 1 + len(day)
    if text[end : end + 1] != "日" or (day not in _DAYS and month + day not in {"1231", "131", "0131"}):
        return False
    return text[end + 2 : end + 3] not in _FIRST or "日" not in text[end + 3 : end + 5]


def _around(node: Text, text: str, at: int) -> Iterator[ImpossibleDate]:
    first = max(0, at - _REACH)
    before = re.search(_BEFORE, text[first:at])
    after = re.compile(_AFTER).match(text, at)
    if before is None or after is None:
        return
    start = first + before.start()
    if any(text[max(0, start - len(word) - 1) : start].find(word) >= 0 for word in LUNAR):
        return
    year = year_number(before[1]) if before[1] else None
    month, days = _small(before[2]), [_small(day) for day in after.groups() if day]
    if month is None or None in days:
        return
    if not 1 <= month <= 12:
        if year is not None or days:
            yield ImpossibleDate(node.span(start, after.end()), year, month, None)
        return
    longest = _length(year, month)
    if any(day is not None and not 1 <= day <= longest for day in days):
        yield ImpossibleDate(node.span(start, after.end()), year, month, longest)


def _small(digits: str) -> int | None:
    """Return a number of at most two digits, or of Chinese numerals; None for any other run."""
    return None if digits.isdecimal() and len(digits) > 2 else number(digits)


def _numeric(running: RunningText) -> Iterator[ImpossibleDate]:
    text = running.value
    at = text.find("20")
    while at >= 0:
        match = re.compile(_NUMERIC).match(text, at) if text[at + 4 : at + 5] in _SEPARATORS else None
        if match is not None:
            year, month, day = (int(part) for part in match.group(1, 3, 4))
            if 1 <= month <= 12 and _length(year, month) < day <= DAYS[0]:
                yield ImpossibleDate(running.span(*match.span()), year, month, _length(year, month))
        at = text.find("20", at + 1)


def _length(year: int | None, month: int) -> int:
    if month == 2 and year is not None and (year % 4 or (not year % 100 and year % 400)):
        return 28
    return DAYS[month - 1]
