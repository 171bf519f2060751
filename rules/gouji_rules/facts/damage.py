"""Signs that a text was damaged on its way from the document to the file: what a reader, a web page or a scan lost.

`report.fact(damage)` tells other rules where not to trust the text: 20211月1日 is no year 20211, and a bracket that the
conversion lost was not forgotten by the author.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from gouji.named_tuple import NamedTuple
from gouji_rules.facts.clauses import holds
from gouji_rules.facts.odd_characters import odd_characters
from gouji_rules.facts.running_text import HAN, ascii_characters, is_han, running_text

if TYPE_CHECKING:
    from gouji.report import Pointer, Report, Span

# 20211月1日, 2017210日, 202511日至1231日, 〔202130号, 国办公开办函202130号: the signs between the figures are gone.
YEARS = r"20\d{3,6}(?=[月日号])"
_DATES = {"月": (5, 6), "日": (6, 8), "号": (5, 8)}
_REST = r"\d{1,2}日"
_BEFORE_NUMBER = "〔﹝[【发函办字"
# The first half of the brackets is gone: 2021〕30号.
NUMBERS = r"20\d{2}[〕﹞]\s{0,2}\d{1,4}号"
# A paragraph that begins with the second half of its number: ）依申请公开.
LOST_ORDINALS = rf"\n[)）](?=[{HAN}]{{2}})"
# What is left of text that was read in the wrong encoding.
MISREAD = ("锟斤拷", "烫烫烫")
ENTITIES = r"&(?:nbsp|lt|gt|amp|quot|[lr][ds]quo|middot|hellip|#\d{2,5});"
# One small letter between Chinese characters. e and i lead names of services (e政务), n and x stand for numbers.
LETTERS = "abcdfghjklmopqrstuvwyz"
_NO_LETTERS = bytes(set(range(128)) - set(LETTERS.encode()))
UNKNOWN = rf"(?:\?{{2,20}}|[□▯])(?=[{HAN}，。])"

MOST = 500
"""How many signs of a kind are looked for; more say no more."""


class Sign(NamedTuple):
    """One sign of damage: `date`, `number`, `ordinal`, `strange`, `entity`, `letter` or `unknown`, and where it stands."""

    kind: str
    span: Span


class Damage:
    """The signs of damage in a report, in order."""

    __slots__ = ("_pointers", "signs")

    def __init__(self, signs: tuple[Sign, ...]) -> None:
        self.signs = signs
        self._pointers = {sign.span.node.pointer for sign in signs}

    def touches(self, span: Span) -> bool:
        """Whether a sign of damage stands in a span, or next to it."""
        return span.node.pointer in self._pointers and any(
            sign.span.node is span.node and sign.span.start <= span.end and sign.span.end >= span.start
            for sign in self.signs
        )

    def of_text(self, pointer: Pointer) -> bool:
        """Whether the text with that pointer has any sign of damage."""
        return pointer in self._pointers


def damage(report: Report) -> Damage:
    """Return the signs of damage in title, headings and paragraphs. A fact."""
    text = report.fact(running_text)
    found = [(start, end, kind) for kind, start, end in _found(text.value, report.fact(ascii_characters))]
    found += [(run.start, run.end, "strange") for run in report.fact(odd_characters) if not run.digits]
    found.sort()
    signs: list[Sign] = []
    passed = 0
    for start, end, kind in found:
        if start >= passed:
            signs.append(Sign(kind, text.span(start, end)))
            passed = end
    return Damage(tuple(signs))


def _found(value: str, ascii_characters: bytes) -> Iterator[tuple[str, int, int]]:
    yield from islice(_figures(value), MOST)
    if ("〕" in value or "﹞" in value) and value.count("〕") + value.count("﹞") > value.count("〔") + value.count(
        "﹝"
    ):
        yield from _matches("number", NUMBERS, value)
    if value[:1] in ")）" or "\n）" in value or holds(value, "\n)"):
        # With a line break before it, the first line begins as all others do.
        for _, start, end in _matches("ordinal", LOST_ORDINALS, "\n" + value):
            yield "ordinal", start, end - 1
    for words in MISREAD:
        if holds(value, words):
            yield from _matches("strange", words, value)
    if "&" in value:
        yield from _matches("entity", ENTITIES, value)
    letters = _letters(value, ascii_characters)
    # One may be meant; where a conversion puts letters for characters it does so again.
    if len(letters) > 1:
        yield from letters
    if holds(value, "??") or "□" in value or "▯" in value:
        yield from (found for found in _matches("unknown", UNKNOWN, value) if is_han(value[found[1] - 1 : found[1]]))


def _figures(value: str) -> Iterator[tuple[str, int, int]]:
    for match in re.finditer(YEARS, value):
        start, end = match.span()
        if value[start - 1 : start].isdigit():
            continue
        sign = value[end]
        fewest, most = _DATES[sign]
        if not fewest <= end - start <= most:
            continue
        if sign != "号":
            rest = re.compile(_REST).match(value, end + 1) if sign == "月" else None
            yield "date", start, end + 1 if rest is None else rest.end()
        elif (before := value[start - 1 : start]) and before in _BEFORE_NUMBER:
            yield "number", start - 1, end + 1


def _matches(kind: str, pattern: str, value: str) -> Iterator[tuple[str, int, int]]:
    return ((kind, *match.span()) for match in islice(re.finditer(pattern, value), MOST))


def _letters(value: str, ascii_characters: bytes) -> list[tuple[str, int, int]]:
    printed = ascii_characters.translate(None, _NO_LETTERS)
    places: list[int] = []
    for letter in set(printed.decode()):
        places += islice(_alone(letter, value), MOST)
    return [("letter", at, at + 1) for at in sorted(places)[:MOST]]


def _alone(letter: str, value: str) -> Iterator[int]:
    """Yield where a letter stands between two Chinese characters."""
    at = value.find(letter)
    while at >= 0:
        if is_han(value[at - 1 : at]) and is_han(value[at + 1 : at + 2]):
            yield at
        at = value.find(letter, at + 1)
