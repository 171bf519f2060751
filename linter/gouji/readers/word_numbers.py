"""The numbers Word generates for the items of lists: they stand in no text, yet everyone sees them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gouji.readers.word_package import W
from gouji.readers.word_styles import ListItem, Styles, is_on, list_item, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element

LEVELS = 9
"""How many levels a list has."""
MAX_TEXT = 40
"""The longest text around a number; hostile files make it megabytes."""

_DIGITS = "〇一二三四五六七八九"
_LEGAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


def counting(count: int) -> str:
    """Return a number as it is counted in Chinese: 10 gives 十, 21 二十一, 105 一百〇五; from 10,000 in digits."""
    if not 0 < count < 10_000:
        return _DIGITS[0] if not count else str(count)
    shown = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = count // unit % 10
        if digit:
            shown += _DIGITS[digit] + name
        elif shown and not shown.endswith("〇") and count % unit:
            shown += "〇"
    return shown.removeprefix("一") if 10 <= count < 20 else shown


def _digits(count: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(count))


def _roman(count: int) -> str:
    if count >= 4000:
        return str(count)
    shown = ""
    for worth, letters in _ROMAN:
        shown += letters * (count // worth)
        count %= worth
    return shown


def _letter(count: int) -> str:
    """Return A to Z, then AA to ZZ, and so on for as long as Word does."""
    return chr(65 + (count - 1) % 26) * ((count - 1) // 26 + 1) if count <= 780 else str(count)


def _row(signs: str) -> Callable[[int], str]:
    return lambda count: signs[count - 1] if count <= len(signs) else str(count)


def _block(first: int, length: int) -> Callable[[int], str]:
    """Return a way to show numbers by a row of code points."""
    return _row("".join(chr(first + i) for i in range(length)))


_FULL_WIDTH: dict[int, int] = {digit: digit + 0xFEE0 for digit in range(0x30, 0x3A)}
_FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
         "taiwaneseCountingThousand"),
        counting,
    ),
    **dict.fromkeys(("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand", "koreanDigital"), _digits),
    **dict.fromkeys(
        ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"),
        lambda count: ("一" + counting(count) if 10 <= count < 20 else counting(count)).translate(_LEGAL),
    ),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), lambda count: str(count).translate(_FULL_WIDTH)),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _block(0x2460, 20)),
    "decimalEnclosedParen": _block(0x2474, 20),
    "decimalEnclosedFullstop": _block(0x2488, 20),
    "ideographEnclosedCircle": _block(0x3280, 10),
    "ideographTraditional": _row(_STEMS),
    "ideographZodiac": _row(_BRANCHES),
    "decimalZero": lambda count: f"{count:02}",
    "upperLetter": _letter,
    "lowerLetter": lambda count: _letter(count).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "bullet": lambda _: "",
    "none": lambda _: "",
}  # fmt: skip


class _Level:
    """One level of a list."""

    def __init__(self, element: _Element) -> None:
        start = value(element, W + "start")
        self.start = 1 if start is None else number(start)
        restart = value(element, W + "lvlRestart")
        self.restart = LEVELS if restart is None else number(restart)
        self.format = value(element, W + "numFmt") or "decimal"
        self.text = (value(element, W + "lvlText") or "")[:MAX_TEXT]
        self.style = value(element, W + "pStyle")
        self.legal = bool(is_on(element, W + "isLgl"))
        self.spaced = value(element, W + "suff") != "nothing"

    def show(self, count: int, plainly: bool = False) -> str:
        """Return a count as this level shows it."""
        shown = None if plainly and self.format not in ("bullet", "none") else _FORMATS.get(self.format)
        return str(count) if shown is None or count < 1 else shown(count)


@dataclass(slots=True)
class _List:
    """A list: whose counts it goes on with, its levels, and where it starts its own count, once for each level."""

    counts: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)
    begun: set[int] = field(default_factory=set)


class Numbering:
    """The numbering of one document. `prefix` counts: ask it once for each paragraph, in order."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is not None:
            self._read(root)

    def _read(self, root: _Element) -> None:
        abstract: dict[str, dict[int, _Level]] = {}
        links: dict[str, str] = {}
        for element in root.iterchildren(W + "abstractNum"):
            key = element.get(W + "abstractNumId") or ""
            abstract[key] = _levels(element)
            link = value(element, W + "numStyleLink")
            if link is not None:
                links[key] = link
        for element in root.iterchildren(W + "num"):
            counts = value(element, W + "abstractNumId") or ""
            found = _List(counts, dict(abstract.get(counts, {})))
            for override in element.iterchildren(W + "lvlOverride"):
                level = number(override.get(W + "ilvl"))
                start = value(override, W + "startOverride")
                if start is not None:
                    found.starts[level] = number(start)
                found.levels |= _levels(override)
            self._lists[element.get(W + "numId") or ""] = found
        for found in self._lists.values():
            # A list may have its levels from the list of a style.
            origin = self._lists.get(self._styles.list_item(links.get(found.counts) or " ").number or "")
            if not found.levels and origin is not None:
                found.counts, found.levels = origin.counts, origin.levels

    def prefix(self, properties: _Element | None) -> str:
        """Return the number Word shows before a paragraph of these properties, with a space where it would run into the text."""
        if not self._lists:
            return ""
        own = list_item(properties)
        item = own
        if own.number is None or own.level is None:
            style = value(properties, W + "pStyle")
            given = self._styles.list_item(style)
            item = ListItem(own.number or given.number, own.level if own.level is not None else given.level)
            if item.level is None and own.number is None:
                item = item._replace(level=self._level_of_style(item.number, style))
        found = self._lists.get(item.number or "0")
        level = item.level or 0
        if found is None or level not in found.levels:
            return ""
        return self._show(found, level, self._count(found, level))

    def _level_of_style(self, key: str | None, style: str | None) -> int | None:
        found = self._lists.get(key or "")
        levels = found.levels if found is not None else {}
        return next((level for level, known in levels.items() if style is not None and known.style == style), None)

    def _count(self, found: _List, level: int) -> dict[int, int]:
        counts = self._counts.setdefault(found.counts, {})
        for deeper in [known for known in counts if known > level]:
            if deeper not in found.levels or level < found.levels[deeper].restart:
                del counts[deeper]
        begins = level in found.starts and level not in found.begun
        found.begun.add(level)
        if begins or level not in counts:
            counts[level] = found.starts.get(level, found.levels[level].start)
        else:
            counts[level] += 1
        return counts

    @staticmethod
    def _show(found: _List, level: int, counts: dict[int, int]) -> str:
        here = found.levels[level]
        if here.format in ("bullet", "none"):
            return ""
        shown = here.text
        for depth in range(level + 1):
            mark = f"%{depth + 1}"
            known = found.levels.get(depth)
            if mark in shown and known is not None:
                count = counts.get(depth, found.starts.get(depth, known.start))
                shown = shown.replace(mark, known.show(count, plainly=here.legal))
        return f"{shown} " if shown and here.spaced and shown[-1].isalnum() else shown


def _levels(element: _Element) -> dict[int, _Level]:
    found = ((number(level.get(W + "ilvl")), level) for level in element.iterchildren(W + "lvl"))
    return {depth: _Level(level) for depth, level in found if depth < LEVELS}
