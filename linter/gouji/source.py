"""A file as it was read: its kind, its text, and where each node of the report stands in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from gouji.named_tuple import NamedTuple

if TYPE_CHECKING:
    from gouji.formats import Formats
    from gouji.report import Pointer


class Place(NamedTuple):
    """Where something stands in a file.

    Lines and columns count from 1, columns in code points, `end_column` exclusive. PDF places have a `page`; where a
    document has no lines, `label` says in words where to look.
    """

    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    page: int | None = None
    label: str | None = None


class Places(Protocol):
    """What a reader knows of where things stand."""

    def locate(self, pointer: Pointer, span: tuple[int, int] | None = None) -> Place:
        """Return the place of a node, or of the code points `span` of the string there.

        A pointer the file has no text for is answered with the place of its nearest known parent.
        """
        ...


class Piece(NamedTuple):
    """Code points `start` to `end`, exclusive, of a file's own text; of its text element number `part` where it has many."""

    start: int
    end: int
    part: int = 0


@runtime_checkable
class TracedPlaces(Places, Protocol):
    """Places that also tell which characters of the file show a string, so that these can be changed or commented on."""

    def pieces(self, pointer: Pointer, span: tuple[int, int]) -> Sequence[Piece]:
        """Return the pieces of the file that show the code points `span` of the string there, in order; none where unknown.

        A span of no length has one piece of no length, after the character before it.
        """
        ...


class Guess(NamedTuple):
    """A value of the report that a reader made out by itself: its pointer, and in words what from."""

    pointer: Pointer
    zh: str
    en: str


class Document(NamedTuple):
    """A report as read: report JSON, the places of its nodes, and the text the places count in (None for binary kinds).

    `guesses` tell where title, year, agency, kind, region and date of publication come from; report JSON states them itself.
    """

    data: dict[str, Any]
    places: Places
    text: str | None = None
    guesses: tuple[Guess, ...] = ()


class Reader(NamedTuple):
    """One input kind. `read(raw, formats)` returns a Document or raises Unreadable, Invalid or NotAReport.

    `marker` are bytes without which a file of this kind is certainly no report: one that cannot be read and lacks them is passed
    over in a folder. Without a marker, what cannot be read may have been a report, and is told of.
    """

    kind: str
    extensions: tuple[str, ...]
    read: Callable[[bytes, Formats], Document]
    title: str
    marker: bytes = b""


class Unreadable(Exception):
    """The file cannot be read at all (GJ001). `zh` and `en` say what is wrong and what to do."""

    def __init__(self, zh: str, en: str, place: Place | None = None, text: str | None = None) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en
        self.place = place or Place()
        self.text = text


class NotAReport(Exception):
    """The file can be read and is no annual report (passed over in a folder, GJ006 when named)."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


class Violation(NamedTuple):
    """One way in which data breaks its JSON Schema, in words. `place` is filled in by whoever knows the file's places."""

    pointer: Pointer
    zh: str
    en: str
    at_key: bool = False
    place: Place = Place()


class Invalid(Exception):
    """The file is meant to be a report and breaks the report schema (GJ002)."""

    def __init__(self, violations: Sequence[Violation], document: Document) -> None:
        super().__init__(violations[0].en)
        self.violations = violations
        self.document = document


FEW = 12
"""So many offsets of a text are found by counting its lines."""


class Lines:
    """Line and column of every offset of a text. Lines end at \\n, \\r\\n and \\r only.

    The first few offsets are found by counting, which for so few costs less than to know where every line starts.
    """

    __slots__ = ("_counted", "_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: list[int] | None = None
        self._counted = FEW if "\r" in text else 0

    @property
    def starts(self) -> list[int]:
        """The offset at which each line starts, worked out at first use."""
        if self._starts is None:
            self._starts = [0, *accumulate(_lengths(self.text))]
        return self._starts

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column, both from 1, of an offset."""
        if self._starts is None and self._counted < FEW:
            self._counted += 1
            return self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset)
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def place(self, start: int, end: int) -> Place:
        """Return the place of the text from `start` to `end`, exclusive."""
        line, column = self.position(start)
        end_line, end_column = self.position(end)
        return Place(line, column, end_line, end_column)

    def line(self, number: int) -> str:
        """Return a line, counted from 1, without its end."""
        starts = self.starts
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")


def _lengths(text: str) -> list[int]:
    """Return the lengths of the lines of a text that have an end, with it."""
    if "\r" in text:
        import re

        return [len(line) for line in re.findall(r"[^\r\n]*(?:\r\n|\r|\n)", text)]
    return [len(line) + 1 for line in text.split("\n")[:-1]]


Segments = Sequence[tuple[int, int, int]]
"""How a string of the report was put together: (offset in the string, start in the file, end in the file), in order.

A segment goes on to the offset of the next one. Where the file has more or fewer characters for it than the string, it is one
whole (a character reference, a line break read as a space), and a place in it is the whole of it; such a segment never comes
last: a segment of no length at the string's end closes it.
"""


def cut(segments: Segments, start: int, end: int) -> Segments:
    """Return the segments of the code points `start` to `end` of a string put together from segments."""
    pieces = []
    closing = None
    for k in range(_segment_at(segments, start), len(segments)):
        at, begins, ends = segments[k]
        if at >= end:
            break
        following = segments[k + 1][0] if k + 1 < len(segments) else at + ends - begins
        whole = following - at != ends - begins
        first, last = max(start, at), min(end, following)
        if first < last:
            offset, length = (0, ends - begins) if whole else (first - at, last - first)
            pieces.append((first - start, begins + offset, begins + offset + length))
            closing = (end - start, ends, ends) if whole else None
    return (*pieces, closing) if closing else tuple(pieces)


def _segment_at(segments: Segments, index: int) -> int:
    """Return the index of the segment that holds the code point `index` of a string."""
    return max(bisect_right(segments, index, key=lambda segment: segment[0]) - 1, 0)


class TextPlaces:
    """Places of a document whose strings are slices of its text."""

    __slots__ = ("_lines", "_segments")

    def __init__(self, text: str, segments: Mapping[Pointer, Segments]) -> None:
        self._lines = Lines(text)
        self._segments = segments

    def locate(self, pointer: Pointer, span: tuple[int, int] | None = None) -> Place:
        """See `Places.locate`."""
        segments = self._segments.get(pointer)
        if segments is None:
            while pointer and segments is None:
                pointer = pointer[:-1]
                segments = self._segments.get(pointer)
            span = None
        if not segments:
            return self._lines.place(0, 0)
        if span is None:
            return self._lines.place(segments[0][1], segments[-1][2])
        start, _ = self._extent(segments, span[0])
        _, end = self._extent(segments, span[1] - 1)
        return self._lines.place(start, max(start, end))

    def pieces(self, pointer: Pointer, span: tuple[int, int]) -> Sequence[Piece]:
        """See `TracedPlaces.pieces`."""
        segments = self._segments.get(pointer)
        if not segments:
            return ()
        start, end = span
        if start == end:
            at = self._extent(segments, start - 1)[1] if start else self._extent(segments, 0)[0]
            return (Piece(at, at),)
        return tuple(Piece(first, last) for _, first, last in cut(segments, start, end) if first < last)

    @staticmethod
    def _extent(segments: Segments, index: int) -> tuple[int, int]:
        """Return where in the file one code point of a string starts and ends."""
        k = _segment_at(segments, index)
        at, start, end = segments[k]
        if k + 1 < len(segments) and segments[k + 1][0] - at != end - start:
            return start, end
        first = min(start + index - at, end)
        return first, first + 1
