"""Half-width punctuation in Chinese text. Numbers, times, addresses of the net, English and numbers of lists keep theirs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gouji.labels import read_ordinal
from gouji.named_tuple import NamedTuple
from gouji_rules.facts.marks import ROUND, marks
from gouji_rules.facts.running_text import is_han, running_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouji.report import Report
    from gouji_rules.facts.running_text import RunningText

FULL = {",": "，", ".": "。", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
POINTS = ",.;:?!"
MOST = 10_000
"""How many marks are gathered: ten reports without a single full-width mark have fewer."""

# Web addresses, e-mail, file names and character references: their marks are not punctuation.
NET = (
    r"[A-Za-z][A-Za-z0-9+.-]{1,10}://[!-~]{1,2000}|[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,200}"
    r"|[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}(?::\d{1,5})?(?:/[!-~]{0,2000})?|&#?[A-Za-z0-9]{1,8};"
)
_CHINESE_MARKS = frozenset("，。、；：？！“”‘’《》〈〉（）〔〕【】…—％%℃")
# A point between two Chinese characters may be the dot in a person's name; after these it ends a sentence.
_ENDS_SENTENCE = "条件次篇项份期场元月日号况务息果》”）％%"
_NUMERALS = "一二三四五六七八九十"


class HalfWidth(NamedTuple):
    """A half-width mark at `start`, up to `end` with the blanks that follow it, and what belongs there."""

    start: int
    end: int
    full: str


def half_width(report: Report) -> tuple[HalfWidth, ...]:
    """Return the half-width marks in Chinese text, in order, as offsets of the running text. A fact."""
    text = report.fact(running_text)
    found = list(_points(text))
    for start, end in _round_brackets(report, text.value):
        found += [HalfWidth(start, start + 1, FULL["("])] if text.value[start] == "(" else []
        found += [HalfWidth(end - 1, end, FULL[")"])] if text.value[end - 1] == ")" else []
    return tuple(sorted(found))


def _points(text: RunningText) -> list[HalfWidth]:
    value = text.value
    found: list[HalfWidth] = []
    net: list[tuple[int, int]] | None = None
    passed = 0
    for start, end in _runs_of_points(value):
        if len(found) == MOST:
            break
        before, after = value[start - 1 : start], value[end : end + 1]
        if before.isascii() and after.isascii() and before.strip() and after.strip():
            continue  # 12.5 9:30 3,329 a.b
        if not _among_chinese(value, start, end) or _numbers_a_list(text, start):
            continue
        if net is None:
            net = _addresses(value)
        while passed < len(net) and net[passed][1] <= start:
            passed += 1
        if passed < len(net) and net[passed][0] < end:
            continue
        last = end
        while value[last : last + 1] == " " and _is_chinese(value[last + 1 : last + 2]):
            last += 1
        if end - start == 1:
            found.append(HalfWidth(start, last, FULL[value[start]]))
        elif value[start] != "." and len(set(value[start:end])) == 1:
            found.append(HalfWidth(start, last, FULL[value[start]] * (end - start)))
    return found


def _runs_of_points(value: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each run of points. They are few, and to find each kind by itself is ten times as fast as a pattern."""
    places: list[int] = []
    for point in POINTS:
        at = value.find(point)
        while at >= 0:
            places.append(at)
            at = value.find(point, at + 1)
    places.sort()
    start = 0
    for i, at in enumerate(places, 1):
        if i == len(places) or places[i] > at + 1:
            yield places[start], at + 1
            start = i


def _among_chinese(value: str, start: int, end: int) -> bool:
    mark = value[start]
    before = value[start - 1 : start]
    after = value[end : end + 12].lstrip(" ")[:1]
    chinese_before, chinese_after = _is_chinese(before), _is_chinese(after)
    at_end = not after or after in "\n\r"
    if mark == ".":
        spaced = value[end : end + 1] in ("", " ", "\n", "\r", "”", "）", "\u3000")
        return chinese_before and (at_end or chinese_after) and (spaced or before in _ENDS_SENTENCE)
    if mark == ":":
        return chinese_before and not (after.isdigit() and before in _NUMERALS)
    if chinese_before:
        return True
    return chinese_after and bool(before.strip())


def _is_chinese(char: str) -> bool:
    return is_han(char) or char in _CHINESE_MARKS


def _numbers_a_list(text: RunningText, at: int) -> bool:
    """Whether a mark belongs to the number of a heading or a list item: 一. and 1, at the start of a line."""
    value = text.value
    line = value.rfind("\n", max(at - 8, 0), at) + 1
    if line == 0 and at > 8:
        return False
    number = value[line:at].strip()
    if not number or len(number) > 3:
        return False
    if number.isdigit() or all(char in _NUMERALS for char in number):
        return True
    ordinal = read_ordinal(value[line : at + 1])
    return ordinal is not None and ordinal.length > at - line


def _addresses(value: str) -> list[tuple[int, int]]:
    """Return where addresses of the net stand, without the punctuation after them."""
    if not any(cue in value for cue in ("://", "@", "&", "/")) and not re.search(r"[A-Za-z]\.", value):
        return []
    found = []
    for match in re.finditer(NET, value, re.ASCII):
        words = match[0]
        if words[-1] in ".,;:!?)'\"]>" and words[0] != "&":
            words = words.rstrip(".,;:!?)'\"]>")
        found.append((match.start(), match.start() + len(words)))
    return found


def _round_brackets(report: Report, value: str) -> list[tuple[int, int]]:
    """Return the pairs of round brackets, one of them half-width, that stand in Chinese text."""
    if "(" not in value and ")" not in value:
        return []
    return [
        (pair.start, pair.end)
        for pair in report.fact(marks).pairs
        if pair.kind == ROUND
        and (value[pair.start] == "(" or value[pair.end - 1] == ")")
        and _is_chinese_bracket(value, pair.start, pair.end)
    ]


def _is_chinese_bracket(value: str, start: int, end: int) -> bool:
    inside = value[start + 1 : end - 1]
    before, after = value[max(start - 1, 0) : start], value[end : end + 1]
    if any(map(_is_chinese, inside)):
        return True
    if inside.strip().isdigit() and (len(inside.strip()) <= 2 or after.isdigit()):
        return False  # (1) numbers a list, (0356)2021234 is a telephone
    return _is_chinese(before) and not after.isdigit()
