"""Sentences and paragraphs that stand in the report twice, word for word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from gouji.labels import normalise
from gouji.named_tuple import NamedTuple
from gouji_rules.facts.clauses import passages
from gouji_rules.facts.year_cues import NIL

if TYPE_CHECKING:
    from gouji.report import Paragraph, Report, Span
    from gouji_rules.facts.clauses import Passage

LEAST = 20
"""How many characters a repeated sentence has at least; the names of laws and documents in it do not count."""

BRIEF = 80
"""A sentence no longer than this that says that nothing happened may stand in each chapter it concerns."""

MOST = 100
"""How many repetitions are told."""

_ORDINAL = frozenset("（(一二三四五六七八九十0123456789")
_ORDINAL_ENDS = frozenset(")）、.．是")
# What may stand around the words that are compared.
_AROUND = "（(一二三四五六七八九十0123456789)）、.．是，,："
_MARKS = "。！？!?；;，,：: \t\u3000\xa0\r\n"
# A half-width comma or colon between two digits separates nothing.
_HALF_WIDTH_CUTS = r"(?<!\d)[,:]|[,:](?!\d)"
_TITLE = r"《[^《》]{1,80}》"
# Printed in the form of chapter three itself.
_OF_THE_FORM = "勾稽关系"


class Repetition(NamedTuple):
    """Words that stand here a second time, and where they stood first."""

    span: Span
    first: Span


class _Place(NamedTuple):
    paragraph: Paragraph
    start: int
    end: int

    @property
    def span(self) -> Span:
        return self.paragraph.span(self.start, self.end)


def repetitions(report: Report) -> tuple[Repetition, ...]:
    """Return what is repeated, in order: whole paragraphs, runs of sentences, and clauses that recur within a paragraph.

    That nothing happened (未收到…) may be said in each chapter it concerns, what the form prints is printed where the form has it, and a page
    puts the title above the article as well.
    """
    cut = report.fact(passages)
    seen: dict[str, _Place] = {}
    found: list[Repetition] = []
    for paragraph in _candidates([paragraph for paragraph in report.paragraphs() if len(paragraph.value) >= LEAST]):
        if len(found) >= MOST:
            break
        text = paragraph.value
        whole = _Place(paragraph, 0, len(text))
        first = seen.setdefault("\n" + "".join(text.split()), whole)
        if first is not whole:
            if not _may_recur(report, text, first, whole):
                found.append(Repetition(whole.span, first.span))
            continue
        passage = cut(paragraph)
        repeated = list(_sentences(report, paragraph, passage, seen))
        found += repeated or _clauses(report, paragraph, passage)
    return tuple(found[:MOST])


def _candidates(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs that stand twice or hold a sentence or a clause that does: in most reports none, and this tells it fast."""
    wholes = ["".join(paragraph.value.split()) for paragraph in paragraphs]
    words = [_evenly_cut(paragraph.value, whole) for paragraph, whole in zip(paragraphs, wholes, strict=True)]
    twice = _twice(wholes).union(*map(_twice, _keys("。".join(words))))
    if not twice:
        return []
    return [
        paragraph
        for paragraph, whole, said in zip(paragraphs, wholes, words, strict=True)
        if whole in twice or not twice.isdisjoint(chain(*_keys(said)))
    ]


def _evenly_cut(text: str, squeezed: str) -> str:
    """Return a text without white space, with 。 for its line breaks and ， for what separates like it; `squeezed` is the text without white space."""
    if "\n" in text or "\r" in text or "," in text or ":" in text:
        return "".join(re.sub(_HALF_WIDTH_CUTS, "，", text.replace("\n", "。").replace("\r", "。")).split())
    return squeezed


def _keys(words: str) -> tuple[list[str], list[str]]:
    """Return what the long sentences, and the long clauses, of an evenly cut text are told by: their words without numbers before them."""
    for mark in "！？!?；;":
        words = words.replace(mark, "。")
    return _long(words.split("。")), _long(words.replace("：", "，").replace("。", "，").split("，"))


def _long(pieces: Sequence[str]) -> list[str]:
    return [piece.strip(_AROUND) for piece in pieces if len(piece) >= LEAST]


def _twice(keys: Sequence[str]) -> set[str]:
    once = set(keys)
    return {key for key, count in Counter(keys).items() if count > 1} if len(once) < len(keys) else set()


def _sentences(report: Report, paragraph: Paragraph, passage: Passage, seen: dict[str, _Place]) -> Iterator[Repetition]:
    """Yield the sentences of a paragraph that were seen before, a run of them as one."""
    run: tuple[_Place, _Place] | None = None
    text = paragraph.value
    for start, end, words in _pieces(text, passage.sentence_ends):
        place = _Place(paragraph, start, end)
        first = seen.setdefault(words, place)
        if first is place or _may_recur(report, words, first, place):
            continue
        if run is not None and _goes_on(*run, first, place):
            run = run[0]._replace(end=first.end), run[1]._replace(end=end)
            continue
        if run is not None:
            yield Repetition(run[1].span, run[0].span)
        run = first, place
    if run is not None:
        yield Repetition(run[1].span, run[0].span)


def _goes_on(first: _Place, place: _Place, next_first: _Place, next_place: _Place) -> bool:
    """Whether two repeated sentences follow each other in both places."""
    text = first.paragraph.value
    return (
        first.paragraph is next_first.paragraph
        and first.end <= next_first.start
        and not text[first.end : next_first.start].strip()
        and not place.paragraph.value[place.end : next_place.start].strip()
    )


def _clauses(report: Report, paragraph: Paragraph, passage: Passage) -> Iterator[Repetition]:
    """Yield the clauses of a paragraph that stand in it twice."""
    text = paragraph.value
    if len(text) < 2 * LEAST:
        return
    pieces = _pieces(text, passage.clause_ends)
    if len(pieces) == len({words for *_, words in pieces}):
        return
    seen: dict[str, _Place] = {}
    for start, end, words in pieces:
        place = _Place(paragraph, start, end)
        first = seen.setdefault(words, place)
        if first is not place and not _may_recur(report, words, first, place):
            yield Repetition(place.span, first.span)


def _pieces(text: str, ends: Sequence[int]) -> list[tuple[int, int, str]]:
    """Return the pieces of a text that are long enough: start, end, and the words compared, without numbering, blanks and end marks."""
    pieces = []
    start = 0
    for end in ends:
        if end - start >= LEAST:
            printed = text[start:end].lstrip(_MARKS)
            words = printed.rstrip(_MARKS)
            if words[:1] in _ORDINAL:
                words = _without_ordinal(words)
            if len(words) >= LEAST:
                words = "".join(words.split())
                if len(words) >= LEAST:
                    pieces.append((end - len(printed), end, words))
        start = end
    return pieces


def _without_ordinal(words: str) -> str:
    """Return words without （一）, 1. or 一是 before them."""
    for at in range(1, 4):
        if words[at : at + 1] in _ORDINAL_ENDS:
            return words[at + 1 :].lstrip("、，,")
        if words[at : at + 1] not in _ORDINAL:
            break
    return words


def _may_recur(report: Report, words: str, first: _Place, place: _Place) -> bool:
    """Whether words may stand in both places."""
    if len(words) <= BRIEF and first.paragraph.pointer[:2] != place.paragraph.pointer[:2] and re.search(NIL, words):
        return True
    if len(re.sub(_TITLE, "", words)) < LEAST or _OF_THE_FORM in words:
        return True
    return report.title is not None and normalise(words) == normalise(report.title.value)
