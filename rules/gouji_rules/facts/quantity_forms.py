"""How a quantity is printed: digits of any width, 1,208 and 1 286, 18万余, 3.2亿, Chinese numerals, ranges, percentages, and the unit after them.

What merely looks like one is left out: years and dates, times, ordinals, numbers of documents, telephones and versions, and numerals that are part of a word
(一次性, 统一, 十分) or of a name in quotation or title marks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from gouji.named_tuple import NamedTuple
from gouji_rules.facts import quantity_cues as cue

if TYPE_CHECKING:
    from decimal import Decimal

Number: TypeAlias = "int | Decimal"

TOKEN = rf"[0-9０-９{cue.HAN}万亿,.．]+"
"""A run of what numbers are printed with. One such class compiles in half the time of two, so that what no number begins with is cut off later."""
NO_BEGINNING = "万亿,.．"
LONGEST = 24
"""A run of more digits and marks than this is no number anybody wrote."""

MOST = 400
"""A paragraph with more quantities than this is no prose."""

NAMES = (("《", "》", 80), ("“", "”", 20), ("〈", "〉", 60))
"""Marks of titles and quoted names, and how long a name may be: a longer quotation is running text."""
RANGE = frozenset("-—–－~～至到")
COUNT_VERBS = ("约", "近", "超过", "超", "达到", "达", "为", "突破", "：", ":")

THOUSANDS = frozenset(" \u2009\xa0，")
"""What may group the thousands of a number besides a comma; ，only between full-width digits."""
PERCENT = frozenset("%％﹪")
MOST_BLANKS = 4

_WIDE = str.maketrans("０１２３４５６７８９．", "0123456789.")
_DIGITS = {**{char: i for i, char in enumerate("零一二三四五六七八九")}, "两": 2, "〇": 0}
_BLANKS = " \t\u3000\xa0\r\n"
_BLANK_SET = frozenset(_BLANKS)
_DIGIT = "[0-9０-９]"
_MORE = frozenset(cue.ABOUT_BETWEEN)
_AFTER_HAN = cue.HAN_UNITS | _MORE | {"元", "分"}
_ABOUT_ENDS = frozenset(word[-1] for word in cue.ABOUT_BEFORE)
_ABOUT_STARTS = frozenset(word[0] for word in cue.ABOUT_AFTER)
_PLAIN_UNITS = cue.UNITS[0] - cue.NO_QUANTITY - {"成"}
_PLAIN_MARKS = frozenset("，、。；（")
_MAY_PRECEDE = _ABOUT_ENDS | {"第"}
"""Characters that may make a number approximate, or an ordinal."""
_MAY_FOLLOW = _ABOUT_STARTS | {unit[1] for units in cue.UNITS[1:] for unit in units}
"""Characters that may make a unit a longer one, or a number approximate."""


class Quantity(NamedTuple):
    """A quantity as printed: code points `start` to `end` of its paragraph, unit included.

    `value` is in plain units (万 and 亿 worked out; 元 for 万元), `unit` the measure word as printed, empty where there is none, `%` for percentages of any
    form. `slack` is half of the last printed place, 0 for a whole number written out. `upper` is the end of a range, otherwise the value.
    """

    start: int
    end: int
    value: Number
    unit: str
    slack: Number
    approximate: bool
    upper: Number

    @property
    def is_exact(self) -> bool:
        """Whether it may enter a sum: a whole count, neither rounded nor approximate."""
        return not self.approximate and not self.slack

    @property
    def is_count(self) -> bool:
        """Whether it counts things: no percentage, amount of money, multiple or duration."""
        return self.unit not in NO_COUNTS


NO_COUNTS = frozenset({"%", "百分点", "元", "倍", "小时", "分钟", "天", "学时", "秒", "平方米", "公里", "分", "级"})


def may_state(text: str) -> bool:
    """Whether a quantity may be printed in a text: whether it has a digit, or a unit behind a Chinese numeral. This costs a fraction of reading them."""
    if re.search(_DIGIT, text):
        return True
    for numeral in cue.HAN + "万亿":
        if numeral in text:
            for words in text.split(numeral)[1:]:
                if words[:1] in _AFTER_HAN:
                    return True
    return False


def printed_quantities(text: str) -> list[Quantity]:
    """Return the quantities printed in a text, in order, at most `MOST`."""
    found: list[Quantity] = []
    marks = [mark for mark in NAMES if mark[0] in text]
    for match in re.finditer(TOKEN, text):
        start, end = match.span()
        if text[start] in NO_BEGINNING:
            start = end - len(match.group().lstrip(NO_BEGINNING))
            if start == end:
                continue
        words = match.group()
        follows, before = text[end : end + 1], text[start - 1 : start]
        # Most numbers are plain digits between Chinese characters, with a unit of one of these: nothing about them needs a second look.
        if (
            follows in _PLAIN_UNITS
            and text[end + 1 : end + 2] not in _MAY_FOLLOW
            and (before in _PLAIN_MARKS or ("\u4e00" <= before <= "\u9fff" and before not in _MAY_PRECEDE))
            and words.isascii()
            and words.isdecimal()
            and len(words) <= LONGEST
        ):
            value = int(words)
            read: Quantity | None = Quantity(start, end + 1, value, follows, 0, False, value)
        elif text[start] in cue.HAN:
            read = _in_han(text, start, end) if _may_be_han(text, start, end) else None
        else:
            read = _in_digits(text, start, end) if _may_count(text, start, end) else None
        if read is None:
            continue
        if (marks and _in_name(text, read.start, marks)) or (found and read.start < found[-1].end):
            continue
        if found and read.start - found[-1].end <= len("～～ "):
            read = _joined(text, found, read)
        found.append(read)
        if len(found) == MOST:
            break
    return [item for item in found if item.unit or _counts_something(text, item.start)]


def _may_be_han(text: str, start: int, end: int) -> bool:
    """Whether a unit follows Chinese numerals, or 分之, and nothing before them makes them part of a word."""
    after = text[end : end + 1]
    if after not in _AFTER_HAN or (after == "分") != text.startswith("分之", end):
        return False
    before = text[start - 1] if start else ""
    return before not in cue.FIXED_BEFORE and not (text[start] == "一" and before in cue.FIXED_BEFORE_ONE)


def _in_han(text: str, start: int, end: int) -> Quantity | None:
    """Read a number in Chinese numerals with its unit."""
    if text.startswith("百分之", start):
        match = re.compile(TOKEN).match(text, start + 3)
        number = None if match is None or match.group()[0] in NO_BEGINNING else _value(match.group())
        if match is None or number is None:
            return None
        value, slack = number
        return Quantity(start, match.end(), value, "%", slack, _is_about(text, start, match.end()), value)
    words = text[start:end]
    number = _value(words)
    at, more = _past_more(text, end)
    name = _unit_at(text, at)
    if number is None or not name or text.startswith(cue.NOT_COUNTED, at):
        return None
    follows = text[at + len(name) : at + len(name) + 1]
    together = name == "起" and follows not in "，。；、,;（()）案"
    if words == "一" and (name in cue.INDEFINITE or together):
        return None
    if words in {"百", "千", "万"} and not more and not text[:start].endswith(("近", "上", "约")):
        return None
    return _quantity(text, start, at, name, number, more)


def _in_digits(text: str, start: int, end: int) -> Quantity | None:
    """Read a number in digits with its unit, which may be absent."""
    words = text[start:end].rstrip(",.．")
    number = _value(words) if len(words) <= LONGEST else None
    if number is None:
        return None
    value, slack = number
    end = start + len(words)
    at, more = _past_more(text, end)
    if more and text[at : at + 1] in {"万", "亿"}:
        value *= cue.TIMES[text[at]]
        at += 1
    while text[at : at + 1] in _BLANK_SET and at - end < MOST_BLANKS:
        at += 1
    if text[at : at + 1] in PERCENT:
        return Quantity(start, at + 1, value, "%", slack, more or _is_about(text, start, at + 1), value)
    unit = _unit_at(text, at)
    if unit:
        return _quantity(text, start, at, unit, (value, slack), more)
    follows = text[at : at + 1]
    if more or follows in cue.NO_QUANTITY or (follows.isascii() and (follows.isalpha() or follows in "-/_+@")):
        return None
    return Quantity(start, end, value, "", slack, _is_about(text, start, end), value)


def _past_more(text: str, end: int) -> tuple[int, bool]:
    """Return where a unit may begin, past 余 or 多, and whether one of them stands there."""
    more = text[end : end + 1] in _MORE
    return end + more, more


def _unit_at(text: str, at: int) -> str:
    """Return the measure word at an offset, the longest there is; empty where none stands there."""
    for length in range(len(cue.UNITS), 1, -1):
        if text[at : at + length] in cue.UNITS[length - 1]:
            return text[at : at + length]
    return text[at : at + 1] if text[at : at + 1] in cue.UNITS[0] else ""


def _quantity(text: str, start: int, at: int, name: str, number: tuple[Number, Number], more: bool) -> Quantity:
    """Return the quantity with that number and the unit printed at an offset."""
    value, slack = number
    end = at + len(name)
    if name == "成":
        value, slack, name = value * 10, 5, "%"
    elif name.endswith("百分点"):
        name = "百分点"
    return Quantity(start, end, value, name, slack, more or _is_about(text, start, end), value)


def _joined(text: str, found: list[Quantity], read: Quantity) -> Quantity:
    """Return a quantity together with a number right before it: the lower end of a range, or the thousands of 1 286."""
    last, between = found[-1], text[found[-1].end : read.start]
    if last.unit in {"", read.unit} and _leads_on(between):
        found.pop()
        return read._replace(start=last.start, value=last.value, upper=read.value, approximate=True)
    grouped = between in THOUSANDS and last.unit == "" and last.end - last.start <= len("999")
    if grouped and re.match(r"\d{3}(?!\d)", text[read.start : read.end]) and not read.slack:
        if between == "，" and text[read.start].isascii():
            return read
        found.pop()
        value = last.value * 1000 + read.value
        return read._replace(start=last.start, value=value, upper=value)
    return read


def _leads_on(between: str) -> bool:
    """Whether what stands between two numbers makes a range of them: a mark or two, with a blank on each side at most."""
    marks = between[between[:1].isspace() : len(between) - between[-1:].isspace()]
    return 0 < len(marks) <= 2 and RANGE.issuperset(marks)


def _may_count(text: str, start: int, end: int) -> bool:
    """Whether what stands around digits lets them be a number, and not part of a date, a name, a code or an ordinal."""
    before = text[start - 1 : start] if start else ""
    follows = text[end : end + 1]
    if follows in cue.NO_QUANTITY and follows:
        return False
    if before and (before in "第〔[【_/@#№×*" or (before.isascii() and before.isalpha())):
        return False
    if before in {"-", "—", "：", ":", ".", "/"} and text[start - 2 : start - 1].isdigit():
        # 0517-6612018 and 9:30 are no quantities; of 8—10件 the second number is read.
        return before in {"-", "—"} and follows not in {"-", "/", "."} and _unit_follows(text, end)
    if follows and follows in "-/:：" and text[end + 1 : end + 2].isdigit():
        return follows == "-" and end - start <= 3 and text[start] not in "0０"
    return not (follows.isspace() and text[end:].lstrip(_BLANKS)[:1] in {"年", "月", "日"})


def _unit_follows(text: str, end: int) -> bool:
    return text[end : end + 1] in {"%", "％"} or bool(_unit_at(text, end))


def _value(words: str) -> tuple[Number, Number] | None:
    """Return the value of a number as printed (1,208; 18万; 一百零五; 5百) and half of its last printed place."""
    if words.isascii() and words.isdecimal():
        return int(words), 0
    words = words.translate(_WIDE)
    digits = words.rstrip("十百千万亿")
    scale = 1
    for char in words[len(digits) :]:
        scale *= cue.TIMES[char]
    if digits and digits[0].isascii():
        units, point, decimals = digits.partition(".")
        if not _is_grouped(units) or (point and not _is_plain(decimals)):
            return None
        if not point and scale == 1:
            return int(units.replace(",", "")), 0
        from decimal import Decimal

        number = Decimal(digits.replace(",", "")) * scale
        places = len(decimals)
        slack = Decimal(scale).scaleb(-places) / 2
        whole = int(number) if number == number.to_integral_value() else number
        return whole, slack
    value = _han_value(words)
    return None if value is None else (value, 0)


def _is_grouped(digits: str) -> bool:
    """Whether digits are printed plainly, or in groups of three as thousands are."""
    first, *groups = digits.split(",")
    return _is_plain(first) and (
        not groups or (len(first) <= 3 and all(len(group) == 3 and _is_plain(group) for group in groups))
    )


def _is_plain(digits: str) -> bool:
    return digits.isascii() and digits.isdecimal()


def _han_value(words: str) -> int | None:
    """Return the value of a number in Chinese numerals; None for a row of digits (二〇二〇, 三三) or a broken number."""
    total = section = digit = 0
    last = ""
    for char in words:
        if char in _DIGITS:
            if last in _DIGITS and last not in "零〇":
                return None
            digit = _DIGITS[char]
        elif char in "万亿":
            total = (total + section + digit) * cue.TIMES[char]
            section = digit = 0
        elif char in cue.TIMES:
            section += (digit or 1) * cue.TIMES[char]
            digit = 0
        else:
            return None
        last = char
    return total + section + digit


def _is_about(text: str, start: int, end: int) -> bool:
    """Whether the words right before or after a number make it approximate."""
    if text[end : end + 1] in _ABOUT_STARTS and text.startswith(cue.ABOUT_AFTER, end):
        return True
    before = text[max(0, start - 4) : start].rstrip(_BLANKS)
    if before[-1:] == "上":
        # 上百件 is approximate, 网上15件 and 线上15件 are not.
        return text[start] in "百千万亿"
    return before[-1:] in _ABOUT_ENDS and before.endswith(cue.ABOUT_BEFORE)


def _in_name(text: str, offset: int, marks: list[tuple[str, str, int]]) -> bool:
    """Whether title or quotation marks that are not far apart enclose an offset."""
    for opening, closing, length in marks:
        opened = text.rfind(opening, max(0, offset - length), offset)
        if opened >= 0 and opened > text.rfind(closing, opened, offset):
            return text.find(closing, offset, opened + length + 2) >= 0
    return False


def _counts_something(text: str, start: int) -> bool:
    words = text[max(0, start - 12) : start].rstrip(_BLANKS)
    while words.endswith(COUNT_VERBS):
        words = words.removesuffix(next(verb for verb in COUNT_VERBS if words.endswith(verb)))
    return words.endswith(("量", "数"))
