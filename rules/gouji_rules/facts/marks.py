"""Brackets, quotation marks and title marks of a report: which belong together, and which have no partner.

Marks are paired within a text. What stays open at the end of a paragraph may be closed in the next one: a paragraph that
was broken in two, or a quotation of several paragraphs, each of which opens it anew.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from gouji.cached import cached_property
from gouji.named_tuple import NamedTuple
from gouji.report import Paragraph
from gouji_rules.facts.running_text import running_text

if TYPE_CHECKING:
    from gouji.report import Report
    from gouji_rules.facts.running_text import RunningText

ROUND, TITLE, INNER, DOUBLE, SINGLE = "round", "title", "inner", "double", "single"

OPENING = {
    "（": ROUND, "(": ROUND, "﹙": ROUND, "《": TITLE, "〈": INNER, "<": INNER, "＜": INNER, "“": DOUBLE, "‘": SINGLE,
    "〔": "tortoise", "﹝": "tortoise", "[": "square", "［": "square", "【": "lenticular", "「": "corner", "『": "white corner",
}  # fmt: skip
CLOSING = {
    "）": ROUND, ")": ROUND, "﹚": ROUND, "》": TITLE, "〉": INNER, ">": INNER, "＞": INNER, "”": DOUBLE, "’": SINGLE,
    "〕": "tortoise", "﹞": "tortoise", "]": "square", "］": "square", "】": "lenticular", "」": "corner", "』": "white corner",
}  # fmt: skip
PARTNER = {**dict(zip(OPENING, CLOSING, strict=True)), **dict(zip(CLOSING, OPENING, strict=True))}
_TITLES = (TITLE, INNER)
# Taken out in this order, each once, all pairs vanish from most reports, but none that stands in its own kind.
_INNERMOST_FIRST = ("〔〕", "〈〉", "《》", "‘’", "“”", "（）")
# Less and greater than: title marks only inside a title.
_ANGLES = "<＜>＞"
MARKS = r"[（()）﹙﹚《》〈〉<>＜＞“”‘’〔〕﹝﹞\[\]［］【】「」『』\n]"

MOST = 50_000
"""How many marks are read: more than a hundred reports have."""
DEPTH = 32
"""How deep a mark looks for its partner: no sentence nests deeper."""

# A number of a list that closes a bracket it never opened: 1） a) 一）
_LIST_NUMBER = r"(?:^|[。；;，,、：:！？\s（(])(?:\d{1,2}|[A-Za-z]|[一二三四五六七八九十]{1,3}|[①-⑳])$"


class Pair(NamedTuple):
    """Two marks that belong together, as offsets of the running text.

    `titles` is the number of titles around it, `within` the kind of mark that stands directly around it.
    """

    start: int
    end: int
    kind: str
    titles: int
    within: str


class Marks:
    """The marks of a report, read when first asked for. `are_plain` tells that there is nothing to be said about them."""

    def __init__(self, text: RunningText) -> None:
        self._text = text

    @cached_property
    def are_plain(self) -> bool:
        """Whether each mark has its partner on the same line, and stands in none of its own kind nor of an inner one."""
        found = "".join(re.findall(MARKS, self._text.value))
        for pair in _INNERMOST_FIRST:
            found = found.replace(pair, "")
        return not found.strip("\n")

    @cached_property
    def _reader(self) -> _Reader:
        reader = _Reader(self._text)
        reader.read()
        return reader

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The marks that belong together, in order of their ends."""
        return tuple(self._reader.pairs)

    @cached_property
    def unpaired(self) -> tuple[int, ...]:
        """Where the marks without a partner stand."""
        return () if self.are_plain else tuple(sorted(self._reader.unpaired))

    @cached_property
    def across(self) -> tuple[tuple[int, int], ...]:
        """The pairs that open in one paragraph and close in the next."""
        return () if self.are_plain else tuple(self._reader.across)


def marks(report: Report) -> Marks:
    """Return the marks of the running text. A fact."""
    return Marks(report.fact(running_text))


class _Reader:
    def __init__(self, text: RunningText) -> None:
        self.text = text
        self.pairs: list[Pair] = []
        self.unpaired: list[int] = []
        self.across: list[tuple[int, int]] = []
        self.stack: list[tuple[int, str]] = []
        self.titles = 0
        # What the paragraph before left open.
        self.left: list[tuple[int, str]] = []

    def read(self) -> None:
        value, stack = self.text.value, self.stack
        found = list(islice(re.finditer(MARKS, value), MOST + 1))
        for match in found[:MOST]:
            at, char = match.start(), match[0]
            if char == "\n":
                if stack or self.left:
                    self.end_line(at)
            elif char in _ANGLES and not self.titles:
                continue
            elif char in OPENING:
                kind = OPENING[char]
                stack.append((at, kind))
                if kind in _TITLES:
                    self.titles += 1
            else:
                self.close(at, CLOSING[char], char)
        if len(found) <= MOST:  # otherwise what closes the open ones was not read
            self.end_line(len(value))
            self.unpaired += [at for at, _ in self.left]

    def close(self, at: int, kind: str, char: str) -> None:
        stack = self.stack
        if not stack or stack[-1][1] != kind:
            above = next((k for k in range(2, min(len(stack), DEPTH) + 1) if stack[-k][1] == kind), 0)
            if not above:
                self.close_nothing(at, kind, char)
                return
            for _ in range(above - 1):
                self.drop(*self.pop())
        start, _ = self.pop()
        self.pairs.append(Pair(start, at + 1, kind, self.titles, stack[-1][1] if stack else ""))

    def pop(self) -> tuple[int, str]:
        at, kind = self.stack.pop()
        self.titles -= kind in _TITLES
        return at, kind

    def drop(self, at: int, kind: str) -> None:
        if kind != INNER or self.text.value[at] not in _ANGLES:
            self.unpaired.append(at)

    def close_nothing(self, at: int, kind: str, char: str) -> None:
        value = self.text.value
        for k in range(1, min(len(self.left), DEPTH) + 1):
            if self.left[-k][1] == kind:
                self.across.append((self.left[-k][0], at))
                del self.left[-k]
                return
        before = value[max(at - 5, 0) : at]
        if kind == ROUND and before[-1:].isalnum() and re.search(_LIST_NUMBER, before):
            return
        if char == "’" and before[-1:].isascii() and before[-1:].isalpha():
            return  # an apostrophe
        if char not in _ANGLES:
            self.unpaired.append(at)

    def end_line(self, at: int) -> None:
        self.unpaired += [start for start, _ in self.left]
        self.left = []
        left: list[tuple[int, str]] = []
        index = self.text.index(at)
        nodes = self.text.nodes
        inside = at < self.text.starts[index] + len(nodes[index].value)
        following = nodes[index] if inside else nodes[index + 1] if index + 1 < len(nodes) else None
        goes_on = (
            following is not None
            and isinstance(nodes[index], Paragraph)
            and isinstance(following, Paragraph)
            and following.parent is nodes[index].parent
        )
        opens = self.text.value[at + 1 : at + 4].lstrip()[:1]
        while self.stack:
            start, kind = self.pop()
            char = self.text.value[start]
            if char in _ANGLES:
                continue
            if not goes_on:
                self.unpaired.append(start)
            elif not (kind in (DOUBLE, SINGLE) and opens == char):
                left.append((start, kind))
        self.left = left[::-1]
