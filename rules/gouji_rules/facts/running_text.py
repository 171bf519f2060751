"""Title, headings and paragraphs as one string, so that a rule searches a report once and not sixty times.

The texts stand in document order with a line break between them. Tables are not in it: a figure is not prose.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gouji.report import Report, Span, Text

HAN = "\u3400-\u9fff"
"""Chinese characters, for the inside of a character class. Such a class takes a millisecond to compile: see `is_han`."""


class RunningText:
    """The texts of a report as one string (`value`); offsets in it are turned back into spans of the texts."""

    __slots__ = ("nodes", "starts", "value")

    def __init__(self, nodes: list[Text]) -> None:
        self.nodes = nodes
        self.starts: list[int] = []
        at = 0
        for node in nodes:
            self.starts.append(at)
            at += len(node.value) + 1
        self.value = "\n".join([node.value for node in nodes])

    def index(self, offset: int) -> int:
        """Return which of the texts holds the character at an offset."""
        return bisect_right(self.starts, offset) - 1

    def holding(self, words: Iterable[str]) -> set[int]:
        """Return which of the texts hold one of the words."""
        found: set[int] = set()
        value, nodes, starts = self.value, self.nodes, self.starts
        for word in words:
            at = value.find(word)
            while at >= 0:
                index = self.index(at)
                found.add(index)
                at = value.find(word, starts[index] + len(nodes[index].value))
        return found

    def span(self, start: int, end: int) -> Span:
        """Return the span of the characters `start` to `end` (exclusive), as far as they stand in one text."""
        index = self.index(start)
        node, at = self.nodes[index], self.starts[index]
        return node.span(start - at, min(end - at, len(node.value)))


def is_han(char: str) -> bool:
    """Whether a character (or the empty string, which is none) is a Chinese one."""
    return "\u3400" <= char <= "\u9fff"


def running_text(report: Report) -> RunningText:
    """Return the running text of a report. A fact."""
    return RunningText([*([] if report.title is None else [report.title]), *report.texts()])


def code_units(report: Report) -> bytes:
    """Return the running text as UTF-16, low bytes first: bytes are looked through several times as fast as characters. A fact."""
    return report.fact(running_text).value.encode("utf-16-le", "surrogatepass")


def blocks(report: Report) -> bytes:
    """Return the high byte of each code unit of the running text, which is 0 for ASCII. A fact."""
    return report.fact(code_units)[1::2]


def ascii_characters(report: Report) -> bytes:
    """Return the ASCII characters of the running text, in order. A fact."""
    return report.fact(running_text).value.encode("ascii", "ignore")
