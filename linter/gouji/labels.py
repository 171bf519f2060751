"""Labels and headings compared as people read them: white space, brackets, quotes and numbering style do not count."""

from __future__ import annotations

import re
from functools import lru_cache

from gouji.named_tuple import NamedTuple

# Full-width ASCII and the look-alike small forms, one character for one, so that offsets stay true.
_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: 0x20,
    0xA0: 0x20,
    0xFE59: 0x28,
    0xFE5A: 0x29,
    0xFF0E: 0x2E,
}
_QUOTES_AND_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\ufeff\"'“”‘’「」『』"
_PLAIN = {
    code: None if chr(folded) in _QUOTES_AND_INVISIBLE else folded for code, folded in _FOLD.items()
} | dict.fromkeys(map(ord, _QUOTES_AND_INVISIBLE))
_ORDINAL = re.compile(
    r"\s*(?:(?P<chapter>[一二三四五六七八九十]{1,3})\s?[、.,](?!\d)"
    r"|\(\s?(?P<section>[一二三四五六七八九十]{1,3})\s?\)\s?[、.,:]?"
    r"|(?P<item>\d{1,2})\s?[.、](?!\d)"
    r"|\(\s?(?P<subitem>\d{1,2})\s?\)\s?[、.,]?"
    r"|第(?P<part>[一二三四五六七八九十]{1,3})(?:部分|章)[、.,:]?)\s*"
)
_NOTE = r"\((?![一二三四五六七八九十]{1,3}\)|\d{1,2}\))[^()]*\)"
_HAN = {digit: value for value, digit in enumerate("零一二三四五六七八九")}

LEVELS = {"chapter": 1, "part": 1, "section": 2, "item": 3, "subitem": 4}
"""The numbering styles 一、 第一部分 （一） 1. （1） and the level each stands for (GB/T 9704-2012, 7.3.3)."""


class Ordinal(NamedTuple):
    """The number a heading starts with: a style of LEVELS, its value, and the length of its text as printed."""

    style: str
    value: int
    length: int


def fold(text: str) -> str:
    """Return the text with full-width ASCII made half-width, character for character."""
    return text.translate(_FOLD)


@lru_cache(maxsize=4096)
def normalise(text: str) -> str:
    """Return a label folded, without white space and quotes."""
    return "".join(text.translate(_PLAIN).split())


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """Return a label normalised, without its number and without annotations in brackets (units, notes)."""
    plain = normalise(text)
    match = _ORDINAL.match(plain)
    if match is not None:
        plain = plain[match.end() :]
    without_notes = re.sub(_NOTE, "", plain) if "(" in plain else plain
    return without_notes or plain


@lru_cache(maxsize=4096)
def without_notes(text: str) -> str:
    """Return a label normalised, with its number but without annotations in brackets."""
    plain = normalise(text)
    match = _ORDINAL.match(plain)
    return (plain[: match.end()] if match else "") + bare(plain)


def han_value(text: str) -> int:
    """Return the value of a Chinese number from 一 to 九十九."""
    tens, ten, units = text.rpartition("十")
    if not ten:
        return _HAN[text[-1]]
    return (_HAN[tens[-1]] if tens else 1) * 10 + (_HAN[units[-1]] if units else 0)


def read_ordinal(text: str) -> Ordinal | None:
    """Return the number a text starts with, or None. The length includes white space around it."""
    return _ordinal(text[:24])


@lru_cache(maxsize=4096)
def _ordinal(start: str) -> Ordinal | None:
    match = _ORDINAL.match(fold(start))
    if match is None:
        return None
    style = match.lastgroup or ""
    number = match[style]
    return Ordinal(style, int(number) if number.isdigit() else han_value(number), match.end())
