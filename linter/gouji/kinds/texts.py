"""The text of a report as packs read it: without white space, by parts of the report, and searched once for all rules of a pack."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from time import perf_counter
from typing import TYPE_CHECKING, cast

from gouji.chapters import chapters
from gouji.named_tuple import NamedTuple
from gouji.report import Node, Paragraph, Report, Section, Span, Text

if TYPE_CHECKING:
    from gouji.report import Block

MOST_TEXT = 400_000
"""Characters of a report that packs read; with the limits on patterns this bounds the time a pack can take."""

RUN_IN = 24
"""Within how many characters a heading that runs into its paragraph ends."""

PREFACE = "preface"
TITLE = "title"
FEW = 24


SECONDS = 5.0
"""How long the patterns of packs may take on one report; ordinary ones take a thousandth of it. Only hostile ones ever do."""


class TooLong(Exception):
    """A report with more text than packs read. The rule that met it is told of as not having run."""


class TooSlow(Exception):
    """Patterns that took too long on a report. The rules that come after are told of as not having run."""


class Budget:
    """The time that patterns have taken on one report, over all packs. A fact."""

    __slots__ = ("spent",)

    def __init__(self, _report: Report) -> None:
        self.spent = 0.0

    def matches(self, pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
        """Return the matches of a pattern in a text; TooSlow where the time is used up."""
        if self.spent > SECONDS:
            raise TooSlow(f"patterns took more than {SECONDS:g} s / 正则表达式用时超过 {SECONDS:g} 秒")
        started = perf_counter()
        found = list(pattern.finditer(text))
        self.spent += perf_counter() - started
        return found


class Plain:
    """A text without white space; `span` gives back the characters as they stand in the report."""

    __slots__ = ("_offsets", "node", "value")

    def __init__(self, node: Text) -> None:
        self.node = node
        text = node.value
        self.value = "".join(text.split())
        self._offsets: list[int] | None = None

    def span(self, start: int, end: int) -> Span:
        """Return the span of the report's text that the characters `start` to `end` of `value` are."""
        if len(self.value) == len(self.node.value):
            return self.node.span(start, end)
        if self._offsets is None:
            self._offsets = [match.start() for match in re.finditer(r"\S", self.node.value)]
        return self.node.span(self._offsets[start], self._offsets[end - 1] + 1)


class Where(NamedTuple):
    """A part of the report: its scopes (empty: everywhere), the words of the headings to look under, and whether headings alone count."""

    scopes: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    headings: bool = False


class Extent(NamedTuple):
    """The texts of a part of the report, and the node on which something missing there is reported."""

    node: Node
    texts: tuple[Plain, ...]
    joined: str
    budget: Budget


def plain_texts(report: Report) -> dict[Text, Plain]:
    """Return every text of the report without white space: the title, headings and paragraphs. A fact."""
    nodes = list(report.texts())
    if report.title is not None:
        nodes.insert(0, report.title)
    if sum(len(node.value) for node in nodes) > MOST_TEXT:
        raise TooLong(f"more than {MOST_TEXT} characters of text / 文字超过 {MOST_TEXT} 字")
    return {node: Plain(node) for node in nodes}


def whole(report: Report) -> str:
    """Return all text of the report without white space, a line for each text. A fact."""
    return "\n".join([plain.value for plain in report.fact(plain_texts).values()])


def extent(report: Report, where: Where) -> Extent | None:
    """Return a part of the report; None where the report has none of it, which is another rule's business."""
    known = report.fact(_extents)
    if where not in known:
        known[where] = _extent(report, where)
    return known[where]


def _extents(_report: Report) -> dict[Where, Extent | None]:
    return {}


def _extent(report: Report, where: Where) -> Extent | None:
    plain = report.fact(plain_texts)
    if not where.scopes:
        nodes: list[Node] = [report]
        texts = [text for text in plain if text is not report.title]
    else:
        parts = [part for scope in where.scopes for part in _parts(report, scope)]
        if not parts:
            return None
        # What is missing is missed in the first part there is: a report may well have no preface.
        nodes = [node for node, found in parts if found] or [report]
        texts = [text for _, found in parts for text in found]
    node = nodes[0]
    if where.under:
        node, texts = _under(node, texts, where.under)
    if where.headings:
        texts = [text for text in texts if not isinstance(text, Paragraph)]
    found = tuple(plain[text] for text in texts)
    return Extent(node, found, "\n".join([text.value for text in found]), report.fact(Budget))


def _parts(report: Report, scope: str) -> Iterator[tuple[Node, list[Text]]]:
    if scope == TITLE:
        if report.title is not None:
            yield report.title, [report.title]
    elif scope == PREFACE:
        before: list[Text] = []
        for block in report.content:
            if isinstance(block, Section):
                break
            if isinstance(block, Paragraph):
                before.append(block)
        # A report without a preface has an empty one: what should stand there is missing.
        yield (before[0] if before else report), before
    else:
        for item in report.fact(chapters).of(scope):
            yield item.section, list(_texts((item.section,)))


def _texts(blocks: Iterable[Block]) -> Iterator[Text]:
    for block in blocks:
        if isinstance(block, Section):
            yield block.heading
            yield from _texts(block.content)
        elif isinstance(block, Paragraph):
            yield block


def _under(node: Node, texts: list[Text], words: tuple[str, ...]) -> tuple[Node, list[Text]]:
    """Return the texts under headings with one of the words, run-in headings included; all where there is no such heading."""
    sections: list[Section] = []
    found: list[Text] = []
    for text in texts:
        parent = text.parent
        heads = isinstance(parent, Section) and text is parent.heading and parent is not node
        if heads and any(word in "".join(text.value.split()) for word in words):
            sections.append(cast("Section", parent))
        if any(_stands_in(text, section) for section in sections) or any(word in _run_in(text) for word in words):
            found.append(text)
    if not found:
        return node, texts
    return (sections[0] if len(sections) == 1 else found[0]), found


def _run_in(text: Text) -> str:
    """Return the heading that runs into a paragraph, or nothing."""
    found = re.match(r"[^。：:，]{2,24}[。：:]", text.value[: RUN_IN + 1]) if isinstance(text, Paragraph) else None
    return "" if found is None else "".join(found[0].split())


def _stands_in(node: Node, section: Section) -> bool:
    return node.pointer[: len(section.pointer)] == section.pointer


class Lexicon:
    """Every word the rules of a pack look for, searched in one pass over a report.

    `words` may be added until the first report is read. What is found is a fact, so that it is worked out once a report.
    """

    def __init__(self) -> None:
        self._index: dict[str, int] = {}
        self._automaton: object = None

    def add(self, words: Iterable[str]) -> None:
        """Have words looked for."""
        for word in words:
            self._index.setdefault(word, len(self._index))

    def found(self, report: Report) -> frozenset[str]:
        """Return the words that stand anywhere in the report. A fact."""
        text = report.fact(whole)
        if len(self._index) <= FEW:
            return frozenset([word for word in self._index if word in text])
        if self._automaton is None:
            from ahocorasick_rs import AhoCorasick

            self._words = list(self._index)
            self._automaton = AhoCorasick(self._words)
        matches = self._automaton.find_matches_as_indexes(text, overlapping=True)  # type: ignore[attr-defined]
        words = self._words
        return frozenset([words[index] for index in {match[0] for match in matches}])


class Search:
    """Words and patterns to look for in texts; `unless` are phrases in which what is found does not count."""

    __slots__ = ("_found", "_needles", "_patterns", "_unless", "_words")

    def __init__(
        self,
        lexicon: Lexicon,
        words: tuple[str, ...],
        patterns: tuple[re.Pattern[str], ...],
        unless: tuple[str, ...] = (),
    ) -> None:
        from gouji.packs.patterns import needles

        self._words = words
        self._patterns = tuple((pattern, needles(pattern.pattern)) for pattern in patterns)
        self._unless = unless
        hints = [hints for _, hints in self._patterns]
        # A pattern that holds no word for certain can only be tried.
        self._needles = None if not all(hints) else frozenset([*words, *(word for words in hints for word in words)])
        self._found = lexicon.found
        lexicon.add(self._needles or words)

    def may_occur(self, report: Report) -> bool:
        """Whether anything looked for can stand in the report at all; cheap, and asked first."""
        return self._needles is None or not self._needles.isdisjoint(report.fact(self._found))

    def matches(self, part: Extent) -> Iterator[tuple[Plain, int, int]]:
        """Yield what is found, in order: the text, start and end in its `value`."""
        present = [word for word in self._words if word in part.joined]
        for text in part.texts:
            found = {span for word in present for span in _places(word, text.value)}
            for pattern, hints in self._patterns:
                if not hints or any(hint in text.value for hint in hints):
                    found |= {match.span() for match in part.budget.matches(pattern, text.value)}
            end = 0
            for start, stop in sorted(found, key=lambda span: (span[0], -span[1])):
                if start >= end and not self._excused(text.value, start, stop):
                    end = stop
                    yield text, start, stop

    def occurs(self, part: Extent) -> bool:
        """Whether anything is found in a part of the report."""
        if not self._unless and any(word in part.joined for word in self._words):
            return True
        return next(self.matches(part), None) is not None

    def _excused(self, text: str, start: int, stop: int) -> bool:
        return any(
            begin <= start and stop <= end
            for phrase in self._unless
            for begin, end in _places(
                phrase, text[max(0, start - len(phrase)) : stop + len(phrase)], max(0, start - len(phrase))
            )
        )


def _places(word: str, text: str, base: int = 0) -> Iterator[tuple[int, int]]:
    at = text.find(word)
    while at >= 0:
        yield base + at, base + at + len(word)
        at = text.find(word, at + 1)
