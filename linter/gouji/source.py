"""A file as it was read: its kind, its text, and where each node of the report stands in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from gouji.formats import Formats
    from gouji.report import Pointer


@dataclass(frozen=True, slots=True)
class Place:
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


@dataclass(frozen=True, slots=True)
class Document:
    """A report as read: report JSON, the places of its nodes, and the text the places count in (None for binary kinds)."""

    data: dict[str, Any]
    places: Places
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """One input kind. `read(raw, formats)` returns a Document or raises Unreadable, Invalid or NotAReport."""

    kind: str
    extensions: tuple[str, ...]
    read: Callable[[bytes, Formats], Document]
    title: str


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


@dataclass(frozen=True, slots=True)
class Violation:
    """One way in which a report breaks its JSON Schema, in words."""

    pointer: Pointer
    zh: str
    en: str
    at_key: bool = False


class Invalid(Exception):
    """The file is meant to be a report and breaks the report schema (GJ002)."""

    def __init__(self, violations: Sequence[Violation], document: Document) -> None:
        super().__init__(violations[0].en)
        self.violations = violations
        self.document = document


class Lines:
    """Line and column of every offset of a text. Lines end at \\n, \\r\\n and \\r only."""

    __slots__ = ("_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: list[int] | None = None

    @property
    def starts(self) -> list[int]:
        """The offset at which each line starts, worked out at first use."""
        if self._starts is None:
            import re

            self._starts = [0, *(m.end() for m in re.finditer(r"\r\n|\r|\n", self.text))]
        return self._starts

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column, both from 1, of an offset."""
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


Segments = Sequence[tuple[int, int, int]]
"""How a string of the report was put together: (offset in the string, start in the file, end in the file), in order."""


def cut(segments: Segments, start: int, end: int) -> Segments:
    """Return the segments of the code points `start` to `end` of a string put together from segments."""
    pieces = []
    for at, begins, ends in segments:
        first, last = max(start, at), min(end, at + ends - begins)
        if first < last:
            pieces.append((first - start, begins + first - at, begins + last - at))
    return tuple(pieces)


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
        start = self._offset(segments, span[0])
        return self._lines.place(start, max(start, self._offset(segments, span[1] - 1) + 1))

    @staticmethod
    def _offset(segments: Segments, index: int) -> int:
        known = [segment for segment in segments if segment[0] <= index] or [segments[0]]
        at, start, end = known[-1]
        return min(start + index - at, end)
