"""Sentences and clauses of a text, with their spans.

A sentence ends at 。！？； or a line break, a clause also at ， and ：. The half-width marks count alike, since web pages often
turn one into the other; between two digits (3,329 and 9:30) they separate nothing. A mark belongs to what it ends.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gouji.report import Report, Span, Text

MARKS = r"[。！？!?；;\r\n，：,:]"
WITHIN_SENTENCE = "，,：:"


class Passage:
    """A text cut into sentences and clauses. Offsets are code points of the text."""

    __slots__ = ("_clauses", "_sentences", "node")

    def __init__(self, node: Text) -> None:
        self.node = node
        text = node.value
        ends = [mark.end() for mark in re.finditer(MARKS, text)]
        if "," in text or ":" in text:
            ends = [end for end in ends if text[end - 1] not in ",:" or not _parts_digits(text, end)]
        self._sentences = [end for end in ends if text[end - 1] not in WITHIN_SENTENCE]
        self._clauses = ends
        for cuts in (self._sentences, self._clauses):
            if not cuts or cuts[-1] < len(text):
                cuts.append(len(text))

    @property
    def sentence_ends(self) -> Sequence[int]:
        """Where the sentences end, in order, blank ones included."""
        return self._sentences

    @property
    def clause_ends(self) -> Sequence[int]:
        """Where the clauses end, in order, blank ones included."""
        return self._clauses

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """Return start and end of the sentence that holds the character at `offset`."""
        return _piece(self._sentences, offset)

    def clause_at(self, offset: int) -> tuple[int, int]:
        """Return start and end of the clause that holds the character at `offset`."""
        return _piece(self._clauses, offset)

    def sentences(self) -> Iterator[Span]:
        """Yield the sentences in order, blank ones left out."""
        return self._spans(self._sentences)

    def clauses(self, start: int = 0, end: int | None = None) -> Iterator[Span]:
        """Yield the clauses between two offsets (of a sentence, say) in order, blank ones left out."""
        last = len(self.node.value) if end is None else end
        cuts = self._clauses
        return self._spans(cuts[bisect_right(cuts, start) : bisect_left(cuts, last) + 1], start)

    def _spans(self, cuts: list[int], start: int = 0) -> Iterator[Span]:
        text = self.node.value
        for end in cuts:
            if text[start:end].strip():
                yield self.node.span(start, end)
            start = end


def says_any(words: Iterable[str], text: str) -> bool:
    """Whether one of the words (or characters) stands in a text. A pattern of them takes longer to compile than a report to check."""
    if len(text) > SHORT:
        # In a paragraph a character is found ten times as fast as a word, and most words have one that is nowhere.
        for word in words:  # noqa: SIM110 - a generator would double what this costs
            if word[-1] in text and word[0] in text and word in text:
                return True
        return False
    for word in words:  # noqa: SIM110
        if word in text:
            return True
    return False


SHORT = 60
"""How many characters a clause has, at most, in which a word is found about as fast as its characters."""


def holds(text: str, word: str) -> bool:
    """Whether a word stands in a text. Where a character of it is nowhere this is told ten times as fast as by `in`."""
    for char in word:
        if char not in text:
            return False
    return word in text


def is_chinese(char: str) -> bool:
    """Whether a character may stand in a name. A class of all these in a pattern takes a millisecond to compile."""
    return "\u4e00" <= char <= "\u9fff"


def cut(marks: str, text: str) -> list[str]:
    """Return the pieces of a text between any of the marks."""
    for mark in marks[1:]:
        text = text.replace(mark, marks[0])
    return text.split(marks[0])


def after_last(marks: str, text: str) -> str:
    """Return what stands after the last of the marks in a text; all of it where there is none."""
    return text[max(map(text.rfind, marks)) + 1 :]


def before_first(marks: Iterable[str], text: str) -> str:
    """Return what stands before the first of the marks (or words) in a text; all of it where there is none."""
    return text[: min((at for mark in marks if (at := text.find(mark)) >= 0), default=len(text))]


def passages(report: Report) -> Callable[[Text], Passage]:  # noqa: ARG001 - a fact takes the report
    """Return the function that cuts a text of the report, each text once and only when asked for. A fact."""
    cut: dict[Text, Passage] = {}

    def passage(node: Text) -> Passage:
        if node not in cut:
            cut[node] = Passage(node)
        return cut[node]

    return passage


def _parts_digits(text: str, end: int) -> bool:
    return text[end : end + 1].isdigit() and text[end - 2 : end - 1].isdigit()


def _piece(cuts: list[int], offset: int) -> tuple[int, int]:
    index = min(bisect_right(cuts, offset), len(cuts) - 1)
    return (cuts[index - 1] if index else 0), cuts[index]
