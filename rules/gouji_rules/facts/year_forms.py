"""How a year or date is printed: every form in which these reports write one, and what merely looks like one.

2020年, 2020 年度, 二〇二〇年, ２０２０年底, 2020年5月1日, 2020-05-01, 2020.5.1, 2018—2020年, 2020-2021学年, 〔2020〕, 20年. Digits are taken run by run,
so that a phone number, 20211月1日 (a date that lost its 年 on the way) and 2,017 are never cut into years.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

_SPACE = r"[ \t\u3000\xa0]{0,2}"
_DIGIT = "0-9０-９"
_HAN_YEAR = "[一二][〇零○ＯO九][〇零○ＯO一二三四五六七八九]{2}"
_YEAR = rf"(?:[{_DIGIT}]{{4}}|{_HAN_YEAR})"
_SMALL = rf"(?:[{_DIGIT}]{{1,2}}|[一二三四五六七八九十]{{1,3}})"
_MONTH = rf"{_SPACE}({_SMALL}){_SPACE}月(?:份|底|初)?(?:{_SPACE}({_SMALL}){_SPACE}[日号])?"
_DASH = r"(?:[-—–－―~～]{1,2}|至|到)"

RUNS = rf"[{_DIGIT}]+|{_HAN_YEAR}"
WITH_UNIT = rf"{_YEAR}{_SPACE}年(?:{_MONTH}|度|底|末|初(?![步次始级中审]))?"
NUMERIC = rf"{_YEAR}([-./])([{_DIGIT}]{{1,2}})\1([{_DIGIT}]{{1,2}})(?![{_DIGIT}])"
RANGE_END = rf"(?:年度?)?{_SPACE}{_DASH}{_SPACE}({_YEAR})(?:{_SPACE}(?:学年度?|年{_MONTH}|年[度底末]?)|[-./][{_DIGIT}]{{1,2}}[-./][{_DIGIT}]{{1,2}}(?![{_DIGIT}]))"
# Two digits are a year only where the words after them leave no other reading: 12年来 and 满20年 are durations.
TWO_DIGITS = rf"[{_DIGIT}]{{2}}{_SPACE}年(?:度|(?={_SPACE}(?:全年|[，,]|[{_DIGIT}]{{1,2}}{_SPACE}月|共|先后|[我全市县区]|通过|组织|开展|举办|召开|受理|收到|办理|公开|发布)))"
TWO_DIGITS_BEFORE = "。！？；;，,：: \t\u3000\n（(、局委办厅会所站镇乡县区市旗府在是"

BRACKETS = {"〔": "〕", "[": "]", "【": "】", "（": "）", "(": ")", "﹝": "﹞", "［": "］", "﹙": "﹚"}
_HAN_DIGITS = str.maketrans("〇零○ＯO一二三四五六七八九", "00000123456789")
_FIRST, _LAST = 1949, 2099

MOST = 500
"""A paragraph with more years than this is no prose: ten whole reports have fewer."""


class Form(Enum):
    """How a mention is printed."""

    YEAR = "year"
    DATE = "date"
    NUMERIC = "numeric"
    RANGE = "range"
    BRACKETED = "bracketed"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class Printed:
    """A year as printed: where it stands in its text, what it says, and how it is written.

    `last` is the year a range ends with, otherwise the year itself. `unit` is the last character: 年, 度, 底, 末, 初 … `school` marks 学年.
    """

    start: int
    end: int
    form: Form
    year: int
    last: int
    month: int | None = None
    day: int | None = None
    unit: str = ""


def printed_years(text: str, near: int | None) -> list[Printed]:
    """Return the years printed in a text, in order, at most `MOST`. `near` is the year that a two-digit year must be close to."""
    found: list[Printed] = []
    passed = 0
    for run in re.finditer(RUNS, text):
        start, end = run.span()
        if start < passed:
            continue
        length = end - start
        printed = None
        if length == 4:
            printed = _four(text, start, end)
        elif length == 2 and near is not None:
            printed = _two(text, start, near)
        if printed is not None:
            found.append(printed)
            passed = printed.end
            if len(found) == MOST:
                break
    return found


def number(digits: str) -> int:
    """Return the value of a number in digits of any width, or in Chinese numerals below one hundred."""
    if digits[0] in "0123456789０１２３４５６７８９":
        return int(digits)
    tens, ten, units = digits.rpartition("十")
    value = int(units.translate(_HAN_DIGITS)) if units else 0
    return value + (int(tens.translate(_HAN_DIGITS)) if tens else 1) * 10 if ten else value


def _four(text: str, start: int, end: int) -> Printed | None:
    digits = text[start:end]
    year = int(digits.translate(_HAN_DIGITS))
    if not _FIRST <= year <= _LAST:
        return None
    follows = text[end : end + 3].lstrip(" \t\u3000\xa0")[:1]
    if follows == "年":
        printed = _with_unit(text, start, year)
        return _range(text, printed) or printed
    if follows and follows in "-—–－―~～至到./":
        return _numeric(text, start, year) or _range(text, Printed(start, end, Form.BARE, year, year))
    if follows == "度" and text[end] == "度":
        return Printed(start, end + 1, Form.YEAR, year, year, unit="度")
    closing = BRACKETS.get(text[start - 1]) if start else None
    if closing is not None and text[end : end + 1] == closing:
        return Printed(start - 1, end + 1, Form.BRACKETED, year, year)
    return Printed(start, end, Form.BARE, year, year) if digits[0] not in "一二" else None


def _with_unit(text: str, start: int, year: int) -> Printed:
    match = re.compile(WITH_UNIT).match(text, start)
    assert match is not None
    month, day = match.groups()
    return Printed(
        start,
        match.end(),
        Form.DATE if month else Form.YEAR,
        year,
        year,
        number(month) if month else None,
        number(day) if day else None,
        match.group()[-1],
    )


def _numeric(text: str, start: int, year: int) -> Printed | None:
    match = re.compile(NUMERIC).match(text, start)
    if match is None or (
        start and (text[start - 1].isascii() and (text[start - 1].isalnum() or text[start - 1] in "/_-"))
    ):
        return None
    month, day = int(match.group(2)), int(match.group(3))
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    printed = Printed(start, match.end(), Form.NUMERIC, year, year, month, day)
    return _range(text, printed) or printed


def _range(text: str, first: Printed) -> Printed | None:
    match = re.compile(RANGE_END).match(text, first.end)
    if match is None:
        return _bare(first)
    last = int(match.group(1).translate(_HAN_DIGITS))
    if not first.year <= last <= _LAST:
        return _bare(first)
    words = text[first.start : match.end()]
    unit = "学" if "学年" in words else words[-1]
    return Printed(first.start, match.end(), Form.RANGE, first.year, last, first.month, first.day, unit)


def _bare(first: Printed) -> Printed | None:
    return first if first.form is Form.BARE else None


def _two(text: str, start: int, near: int) -> Printed | None:
    if start and text[start - 1] not in TWO_DIGITS_BEFORE:
        return None
    match = re.compile(TWO_DIGITS).match(text, start)
    if match is None:
        return None
    year = near // 100 * 100 + int(text[start : start + 2])
    return Printed(start, match.end(), Form.YEAR, year, year, unit=match.group()[-1]) if abs(year - near) <= 3 else None
