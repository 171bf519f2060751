"""How a year or date is printed: every form in which these reports write one, and what merely looks like one.

2020年, 2020 年度, 二〇二〇年, ２０２０年底, 2020年5月1日, 2020-05-01, 2020.5.1, 2018—2020年, 2020-2021学年, 〔2020〕, 20年. Digits are taken run by run,
so that a phone number, 20211月1日 (a date that lost its 年 on the way) and 2,017 are never cut into years.
"""

from __future__ import annotations

import re
from enum import Enum
from itertools import islice

from gouji.named_tuple import NamedTuple
from gouji_rules.facts.clauses import says_any

# A date may have blanks in it, never a line break: a year may end one line and a month begin the next.
_BLANKS = " \t\u3000\xa0"
_B = f"[{_BLANKS}]{{0,2}}"
_HAN = "〇零○ＯO一二三四五六七八九"
YEAR = rf"(?:\d{{4}}|[一二][{_HAN}]{{3}})"
SMALL = r"[\d一二三四五六七八九十]{1,3}"
_LONGEST_SMALL = 3

FOUR = rf"[12１２一二][\d{_HAN}]{{3}}"
CENTURIES = ("20", "19", "22")
"""How nearly every year begins, 22 where 2022 was mistyped as 2202."""
RARE_CENTURIES = ("２", "１", "2０", "1９", "二〇", "二零", "二○", "二Ｏ", "二O", "一九")
"""How the others do. A text is asked for their last characters first: one character is found ten times as fast as two."""
_NUMERIC = r"([-./])(\d{1,2})\1(\d{1,2})(?!\d)"
_NUMERIC_END = r"[-./]\d{1,2}[-./]\d{1,2}(?!\d)"
_DASHES = "-—–－―~～"
_TO = "至到"
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
_SMALL_NUMERALS = frozenset("一二三四五六七八九十")
_BLANK_SET = frozenset(_BLANKS)
_DASH_SET = frozenset(_DASHES)
_HAN_NUMERALS = _HAN_SET | {"十"}
_MORE_DIGITS = _HAN_SET | frozenset("0123456789０１２３４５６７８９")
_FIRST, _LAST = 1949, 2299

CLOSE = 3
"""How many years a two-digit year may lie before the report's own; after it, one."""

MOST = 500
"""A paragraph with more years than this is no prose: ten whole reports have fewer."""

MOST_OCCURRENCES = 10_000
"""How often a sign of a year is looked at: a hundred whole reports have fewer."""


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
    for start in _four_digits(text):
        printed = _four(text, start, start + 4) if start >= passed else None
        if printed is not None:
            found.append(printed)
            passed = printed.end
            if len(found) == MOST:
                break
    return sorted(found + two, key=lambda printed: printed.start)[:MOST] if two else found


def rare_centuries(text: str) -> list[str]:
    """Return how years that are not in plain digits may begin in a text."""
    return [century for century in RARE_CENTURIES if century[-1] in text]


def _four_digits(text: str) -> list[int]:
    """Return where four digits stand that may be a year, and no more of them."""
    starts: list[int] = []
    if says_any(rare_centuries(text), text):
        starts = [match.start() for match in islice(re.finditer(FOUR, text), MOST_OCCURRENCES)]
    else:
        starts = [at for century in CENTURIES for at in occurrences(century, text) if text[at : at + 4].isdecimal()]
        starts.sort()
    return [
        at
        for at in starts
        if text[at + 4 : at + 5] not in _MORE_DIGITS and (not at or text[at - 1] not in _MORE_DIGITS)
    ]


def occurrences(word: str, text: str) -> list[int]:
    """Return where a word stands in a text, of the first `MOST_OCCURRENCES` times."""
    found: list[int] = []
    at = text.find(word)
    while at >= 0 and len(found) < MOST_OCCURRENCES:
        found.append(at)
        at = text.find(word, at + len(word))
    return found


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
    follows = text[end : end + 3].lstrip(_BLANKS)[:1]
    if follows == "年":
        printed = _with_unit(text, start, year)
        return _range(text, printed) or printed
    if follows and follows in _DASHES + _TO + "./":
        return _numeric(text, start, year) or _range(text, Printed(start, end, Form.BARE, year, year))
    if follows == "全" and text.startswith("全年", end):
        return Printed(start, end, Form.YEAR, year, year, unit="年")
    if follows == "度" and text[end] == "度":
        return Printed(start, end + 1, Form.YEAR, year, year, unit="度")
    closing = BRACKETS.get(text[start - 1]) if start else None
    if closing is not None and text[end : end + 1] == closing:
        return Printed(start - 1, end + 1, Form.BRACKETED, year, year)
    return Printed(start, end, Form.BARE, year, year) if digits[0] not in "一二" else None


def _with_unit(text: str, start: int, year: int) -> Printed:
    end = text.index("年", start) + 1
    date = _month(text, end)
    if date is not None and (month := number(date.month)):
        day = number(date.day) if date.day else None
        return Printed(start, date.end, Form.DATE, year, year, month, day, text[date.end - 1])
    follows = text[end : end + 1]
    if follows and (follows in "度底末" or (follows == "初" and text[end + 1 : end + 2] not in _NOT_EARLY)):
        end += 1
    return Printed(start, end, Form.YEAR, year, year, unit=text[end - 1])


class _Month(NamedTuple):
    """A month as printed, with its day where one is printed, and where it ends."""

    month: str
    day: str
    end: int


# Read by hand, since nearly every report has dates: the pattern of one takes longer to compile than all its dates to read.
def _month(text: str, at: int) -> _Month | None:
    """Return the month, with its day, that is printed right after a year."""
    month, after = _small(text, at)
    if not month or text[after : after + 1] != "月":
        return None
    end = after + 1
    if text[end : end + 1] in {"份", "底", "初"}:
        end += 1
    day, after = _small(text, end)
    if day and text[after : after + 1] in {"日", "号"}:
        return _Month(month, day, after + 1)
    return _Month(month, "", end)


def _small(text: str, at: int) -> tuple[str, int]:
    """Return the number printed at an offset, and the offset of what follows it; blanks around it are passed over."""
    start = end = _past_blanks(text, at)
    while end < start + _LONGEST_SMALL and (text[end : end + 1].isdecimal() or text[end : end + 1] in _SMALL_NUMERALS):
        end += 1
    return text[start:end], _past_blanks(text, end)


def _past_blanks(text: str, at: int) -> int:
    """Return the offset after the blanks at an offset, of which there may be two."""
    for _ in range(2):
        if text[at : at + 1] not in _BLANK_SET:
            break
        at += 1
    return at


def _numeric(text: str, start: int, year: int) -> Printed | None:
    match = re.compile(_NUMERIC).match(text, start + 4)
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
    """Return the range that a year or date begins, or None; a bare number is returned as it is."""
    begins = _past_dash(text, first.end)
    digits = text[begins : begins + 4] if begins else ""
    if len(digits) < 4 or not (digits.isdecimal() or (digits[0] in "一二" and _HAN_SET.issuperset(digits))):
        return _bare(first)
    last, end = year_number(digits), _range_end(text, begins + 4)
    if not end or not first.year <= last <= _LAST:
        return _bare(first)
    words = text[first.start : end]
    unit = "学" if "学年" in words else words[-1]
    return Printed(first.start, end, Form.RANGE, first.year, last, first.month, first.day, unit)


def _past_dash(text: str, at: int) -> int:
    """Return the offset after the dash or word at an offset that joins the bounds of a range; 0 where there is none."""
    at = _past_blanks(text, at)
    if text[at : at + 1] == "起":
        at += 1
    at = _past_blanks(text, at)
    mark = text[at : at + 1]
    if not mark or mark not in _DASHES + _TO:
        return 0
    double = mark in _DASHES and text[at + 1 : at + 2] in _DASH_SET
    return _past_blanks(text, at + 1 + double)


def _range_end(text: str, at: int) -> int:
    """Return where a range ends whose last year ends at an offset; 0 where no year or date follows there."""
    unit = _past_blanks(text, at)
    if text.startswith("学年", unit):
        return unit + 2 + (text[unit + 2 : unit + 3] == "度")
    if text[unit : unit + 1] == "年":
        date = _month(text, unit + 1)
        return date.end if date is not None else unit + 1 + (text[unit + 1 : unit + 2] in {"度", "底", "末"})
    match = re.compile(_NUMERIC_END).match(text, at) if text[at : at + 1] in {"-", ".", "/"} else None
    return match.end() if match is not None else 0


def _bare(first: Printed) -> Printed | None:
    return first if first.form is Form.BARE else None


def two_digits_before(text: str, unit: int) -> int:
    """Return where the two digits begin that stand before a 年 and may be a year; -1 where there are none."""
    end = unit
    if text[end - 1 : end] in _BLANK_SET:
        end -= 2 if text[end - 2 : end - 1] in _BLANK_SET else 1
    start = end - 2
    if start < 0 or not text[start:end].isdecimal() or (start and text[start - 1] not in TWO_DIGITS_BEFORE):
        return -1
    return start


def _two_digits(text: str, near: int | None) -> list[Printed]:
    """Return the years of two digits (21年) that are near the report's own."""
    found: list[Printed] = []
    if near is None:
        return found
    for unit in occurrences("年", text):
        start = two_digits_before(text, unit)
        if start < 0:
            continue
        match = re.compile(TWO_DIGITS).match(text, start)
        if match is None and (not start or text[start - 1] in TWO_DIGITS_ALONE_BEFORE):
            match = re.compile(TWO_DIGITS_ALONE).match(text, start)
        year = near // 100 * 100 + int(text[start : start + 2])
        if match is not None and near - CLOSE <= year <= near + 1:
            found.append(Printed(start, match.end(), Form.YEAR, year, year, unit=match.group()[-1]))
    return found[:MOST]
