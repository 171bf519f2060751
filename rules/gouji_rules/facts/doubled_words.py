"""Repeats that are slips of the pen, told from those that are right: 目的的, 人民政府政府网站, 青禾县县直机关."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from gouji.named_tuple import NamedTuple
from gouji_rules.data import data_of
from gouji_rules.facts.repeats import Repeat, repeats
from gouji_rules.facts.running_text import is_han, running_text

if TYPE_CHECKING:
    from gouji.report import Report, Span

DOUBLED_MARKS = "，、；：。"
TWO_MARKS = "[，、；：。]{2}"
OWN = "我本"
"""我县县政府 doubles the organ; 全县县直单位 does not."""
GOVERNMENT = ("政府", "人民政府")
BODY = 8
"""How many characters after a place the name of its body may take."""
MOST = 500
"""How many slips of a kind are looked for."""
NUMERALS = frozenset("一二三四五六七八九十百千万两零〇○0123456789０１２３４５６７８９")
# 一步一步, 逐条逐条, 越来越来: said twice on purpose.
DISTRIBUTIVE = frozenset("一逐每越又边各某")
# 本报告根据……要求编制本报告; 均在法定期限内均予以答复.
SUBJECT = r"本(?:年度)?报告(?:是|系)?(?:由|根据|依据|依照|按照|遵照|结合)"
COMPILED = ("制本", "制此", "制该", "制了", "制而成")
COMPILING = r"编制(?:了|而成)?([本此该](?:年度)?报告)"
SENTENCE = 200
"""How many characters before it the sentence that ends with 编制本报告 may begin."""
ADVERB = r"均(?<![人年月日户平]均)(?![衡等匀值价线])[^，。；：、“”（）\n均]{1,14}均(?=予以|已|按|作出|能|获|得到|答复|办结|及时)"

_STOPS = frozenset("，。；：、“”（）\n")


class DoubledWord(NamedTuple):
    """A slip: its kind (`word`, `organ`, `mark`, `clash`, `subject`, `adverb`), where it stands, what is one too many of it."""

    kind: str
    span: Span
    surplus: Span
    word: str


def doubled_words(report: Report) -> tuple[DoubledWord, ...]:
    """Return the slips in document order. A fact."""
    text = report.fact(running_text)
    found: list[tuple[int, int, str, int, int]] = []
    data = data_of("repeated_words")
    for repeat in report.fact(repeats):
        if len(found) == MOST:
            break
        kind = _kind(text.value, repeat, data)
        if kind is not None:
            end = repeat.end if kind == "mark" else repeat.start + 2 * repeat.distance
            found.append((repeat.start, end, kind, repeat.start + repeat.distance, end))
    found += islice(_clashes(text.value, data["clashing"]), MOST)
    found += islice(_again(text.value), MOST)
    slips: list[DoubledWord] = []
    passed = 0
    for start, end, kind, surplus, surplus_end in sorted(found):
        if start < passed:
            continue
        passed = end
        # A paragraph that ends with a word the next one begins with is no doubled word.
        if text.index(start) == text.index(end - 1):
            slips.append(
                DoubledWord(
                    kind, text.span(start, end), text.span(surplus, surplus_end), text.value[surplus:surplus_end]
                )
            )
    return tuple(slips)


def _kind(value: str, repeat: Repeat, data: dict[str, Any]) -> str | None:
    start, end, distance = repeat
    word = value[start : start + distance]
    if distance == 2:
        return "word" if _is_word_twice(value, start, end, word, data) else None
    if word in DOUBLED_MARKS:
        return "mark" if end - start == 2 else None
    if word in data["single"] and end - start == 2:
        return None if _is_in_context(value, start, word * 2, data["single"][word]) else "word"
    if word in data["organs"] and end - start == 2:
        return "organ" if _is_organ_twice(value, start, word, data) else None
    return None


def _is_word_twice(value: str, start: int, end: int, word: str, data: dict[str, Any]) -> bool:
    if end - start != 4 or word[0] == word[1] or not all(map(is_han, word)):
        return False
    if word[0] in DISTRIBUTIVE or set(word) <= NUMERALS or word in data["doubled"]:
        return False
    if word[0] in data["listed"]["objects"] and word[1] in data["listed"]["acts"]:
        return False
    return not value.startswith(tuple(data["followed"].get(word, ("\0",))), end)


def _is_in_context(value: str, start: int, words: str, contexts: Sequence[str]) -> bool:
    return any(value.startswith(context, max(start - context.index(words), 0)) for context in contexts)


def _is_organ_twice(value: str, start: int, word: str, data: dict[str, Any]) -> bool:
    before, after = value[max(start - 1, 0) : start], value[start + 2 : start + 2 + BODY]
    if not is_han(before) or not is_han(after[:1]):
        return False
    if before in OWN:
        return after.startswith(GOVERNMENT)
    if before in "全各每" or after.startswith(tuple(data["organs"][word])):
        return False
    return not any(body in after for body in data["bodies"])


def _clashes(value: str, clashing: Sequence[str]) -> Iterator[tuple[int, int, str, int, int]]:
    alike = value
    for mark in DOUBLED_MARKS[1:]:
        alike = alike.replace(mark, DOUBLED_MARKS[0])
    if DOUBLED_MARKS[0] * 2 not in alike:
        return
    for match in re.finditer(TWO_MARKS, value):
        if match[0] in clashing:
            yield *match.span(), "clash", *match.span()


def _again(value: str) -> Iterator[tuple[int, int, str, int, int]]:
    if any(after.startswith(COMPILED) for after in value.split("编")[1:]):
        for match in re.finditer(COMPILING, value):
            first = max(match.start() - SENTENCE, 0)
            first = max(first, *(value.rfind(mark, first, match.start()) + 1 for mark in "。；\n"))
            begins = re.compile(SUBJECT).search(value, first, match.start())
            if begins is not None:
                yield begins.start(), match.end(), "subject", *match.span(1)
    if any(len(words) <= 14 and _STOPS.isdisjoint(words) for words in value.split("均")[1:-1]):
        for match in re.finditer(ADVERB, value):
            yield match.start(), match.end(), "adverb", match.end() - 1, match.end()
