"""How a year or date is printed: every form in which these reports write one, and what merely looks like one.

2020年, 2020 年度, 二〇二〇年, ２０２０年底, 2020年5月1日, 2020-05-01, 2020.5.1, 2018—2020年, 2020-2021学年, 〔2020〕, 20年. Digits are taken run by run,
so that a phone number, 20211月1日 (a date that lost its 年 on the way) and 2,017 are never cut into years.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

# A date may have blanks in it, never a line break: a year may end one line and a month begin the next.
_B = "[ \\t\u3000\xa0]{0,2}"
_HAN = "〇零○ＯO一二三四五六七八九"
YEAR = rf"(?:\d{{4}}|[一二][{_HAN}]{{3}})"
SMALL = r"[\d一二三四五六七八九十]{1,3}"
MONTH = rf"{_B}({SMALL}){_B}月[份底初]?(?:{_B}({SMALL}){_B}[日号])?"
_LONGEST_MONTH = 17
_MONTH_BEGINS = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十 \t\u3000\xa0\r\n")

FOUR = rf"[12１２一二][\d{_HAN}]{{3}}"
NUMERIC = rf"{YEAR}([-./])(\d{{1,2}})\1(\d{{1,2}})(?!\d)"
RANGE_END = (
    rf"(?:年度?)?{_B}起?{_B}(?:[-—–－―~～]{{1,2}}|[至到]){_B}({YEAR})"
    rf"(?:{_B}(?:学年度?|年{MONTH}|年[度底末]?)|([-./])\d{{1,2}}[-./]\d{{1,2}}(?!\d))"
)
_DASHES = "-—–－―~～至到"
_BLANKS = " \t\u3000\xa0"
_LONGEST_DASH = 11
"""How many characters may stand between a year and the one its range ends with."""
# 初 belongs to the year, except in words of its own: 2020年初步建成.
_NOT_EARLY = "步次始级中审"
# Two digits are a year only where the words around them leave no other reading: 12年来 and 满20年 are durations.
TWO_DIGITS = rf"\d{{2}}{_B}年(?:度|(?={_B}(?:全年|\d{{1,2}}{_B}月|共|先后|[我全市县区]|通过|组织|开展|举办|召开|受理|收到|办理|公开|发布)))"
TWO_DIGITS_ALONE = rf"\d{{2}}{_B}年(?=[，,])"
TWO_DIGITS_ALONE_BEFORE = "。！？；;\n"
TWO_DIGITS_BEFORE = "。！？；;，,：: \t\u3000\n（(、局委办厅会所站镇乡县区市旗府在是"

BRACKETS = {"〔": "〕", "[": "]", "【": "】", "（": "）", "(": ")", "﹝": "﹞", "［": "］", "﹙": "﹚"}
_HAN_DIGITS = str.maketrans("〇零○ＯO一二三四五六七八九", "00000123456789")
_HAN_SET = frozenset(_HAN)
_HAN_NUMERALS = _HAN_SET | {"十"}
_MORE_DIGITS = _HAN_SET | frozenset("0123456789０１２３４５６７８９")
_FIRST, _LAST = 1949, 2099

CLOSE = 3
"""How many years a two-digit year may lie before the report's own; after it, one."""

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


class Printed(NamedTuple):
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
    two = _two_digits(text, near)
    for match in re.finditer(FOUR, text):
        start, end = match.span()
        if start < passed or (start and text[start - 1] in _MORE_DIGITS) or text[end : end + 1] in _MORE_DIGITS:
            continue
        printed = _four(text, start, end)
        if printed is not None:
            found.append(printed)
            passed = printed.end
            if len(found) == MOST:
                break
    return sorted(found + two, key=lambda printed: printed.start)[:MOST] if two else found


def number(digits: str) -> int:
    """Return the value of a number in digits of any width, or in Chinese numerals below one hundred; 0 for what is none."""
    if digits.isdecimal():
        return int(digits)
    tens, ten, units = digits.rpartition("十")
    if len(tens) > 1 or len(units) > 1 or tens == "十":
        return 0
    value = year_number(units) if units else 0
    return value + (year_number(tens) if tens else 1) * 10 if ten else value


def in_plain_digits(pattern: str, text: str) -> str:
    """Return a pattern of years, months and days without its Chinese numerals where the text has none, as nearly always.

    Each class of Chinese numerals takes longer to compile than all the rest of a date.
    """
    return pattern.replace(YEAR, r"\d{4}").replace(SMALL, r"\d{1,3}") if _HAN_NUMERALS.isdisjoint(text) else pattern


def year_number(digits: str) -> int:
    """Return the value of a year in digits of any width or in Chinese numerals."""
    return int(digits.translate(_HAN_DIGITS))


def _four(text: str, start: int, end: int) -> Printed | None:
    digits = text[start:end]
    if not digits.isdecimal() and not (digits[0] in "一二" and set(digits) <= _HAN_SET):
        return None
    year = year_number(digits)
    if not _FIRST <= year <= _LAST:
        return None
    follows = text[end : end + 3].lstrip(" \t\u3000\xa0")[:1]
    if follows == "年":
        printed = _with_unit(text, start, year)
        return _range(text, printed) or printed
    if follows and follows in _DASHES + "./":
        return _numeric(text, start, year) or _range(text, Printed(start, end, Form.BARE, year, year))
    if follows == "度" and text[end] == "度":
        return Printed(start, end + 1, Form.YEAR, year, year, unit="度")
    closing = BRACKETS.get(text[start - 1]) if start else None
    if closing is not None and text[end : end + 1] == closing:
        return Printed(start - 1, end + 1, Form.BRACKETED, year, year)
    return Printed(start, end, Form.BARE, year, year) if digits[0] not in "一二" else None


def _with_unit(text: str, start: int, year: int) -> Printed:
    end = text.index("年", start) + 1
    follows = text[end : end + 1]
    match = None
    if follows in _MONTH_BEGINS:
        match = re.compile(in_plain_digits(MONTH, text[end : end + _LONGEST_MONTH])).match(text, end)
    if match is not None and (month := number(match.group(1))):
        day = number(match.group(2)) if match.group(2) else None
        return Printed(start, match.end(), Form.DATE, year, year, month, day, match.group()[-1])
    if follows and (follows in "度底末" or (follows == "初" and text[end + 1 : end + 2] not in _NOT_EARLY)):
        end += 1
    return Printed(start, end, Form.YEAR, year, year, unit=text[end - 1])


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
    follows = text[first.end : first.end + 6].lstrip("年度起 ").lstrip(_DASHES + " \t\u3000\xa0")
    if follows == text[first.end : first.end + 6] or follows[:1] not in "12１２一二":
        return _bare(first)
    pattern = in_plain_digits(RANGE_END, text[first.end : first.end + _LONGEST_DASH + 4 + _LONGEST_MONTH])
    match = re.compile(pattern).match(text, first.end) if _year_follows(text, first.end) else None
    if match is None:
        return _bare(first)
    last = year_number(match.group(1))
    if not first.year <= last <= _LAST:
        return _bare(first)
    words = text[first.start : match.end()]
    unit = "学" if "学年" in words else words[-1]
    return Printed(first.start, match.end(), Form.RANGE, first.year, last, first.month, first.day, unit)


def _year_follows(text: str, end: int) -> bool:
    """Whether four digits follow the words and dashes of a range: 至12月31日 is the commonest end, and holds no year."""
    digits = text[end : end + _LONGEST_DASH + 4].lstrip("年度起" + _DASHES + _BLANKS)[:4]
    return len(digits) == 4 and all(char.isdecimal() or char in _HAN_SET for char in digits)


def _bare(first: Printed) -> Printed | None:
    return first if first.form is Form.BARE else None


def _two_digits(text: str, near: int | None) -> list[Printed]:
    """Return the years of two digits (21年) that are near the report's own."""
    found: list[Printed] = []
    end = -1 if near is None else text.find("年")
    while near is not None and end >= 0 and len(found) < MOST:
        if text[end - 3 : end - 2].isdecimal():
            end = text.find("年", end + 1)
            continue
        start = len(text[max(0, end - 4) : end].rstrip()) + max(0, end - 4) - 2
        if start >= 0 and text[start : start + 2].isdecimal() and (not start or text[start - 1] in TWO_DIGITS_BEFORE):
            match = re.compile(TWO_DIGITS).match(text, start)
            if match is None and (not start or text[start - 1] in TWO_DIGITS_ALONE_BEFORE):
                match = re.compile(TWO_DIGITS_ALONE).match(text, start)
            year = near // 100 * 100 + int(text[start : start + 2])
            if match is not None and near - CLOSE <= year <= near + 1:
                found.append(Printed(start, match.end(), Form.YEAR, year, year, unit=match.group()[-1]))
        end = text.find("年", end + 1)
    return found
