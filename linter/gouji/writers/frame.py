"""Source frames: the words a finding stands on, with marks right under them, in so many columns of a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from gouji.named_tuple import NamedTuple

if TYPE_CHECKING:
    from gouji.source import Lines, Place

TAB = "    "
LEAST_WIDTH = 20


class FrameLine(NamedTuple):
    """A line of source as shown, and the marks under it (empty: none). `number` is None where lines are not shown."""

    number: int | None
    source: str
    marks: str


class Glyphs:
    """How characters come out on a stream of some encoding, and how many columns each takes."""

    def __init__(self, encoding: str | None) -> None:
        self._encoding = encoding or "utf-8"
        self._takes_all = self._encoding.lower() in ("utf-8", "utf8")
        self._known: dict[str, tuple[str, int]] = {}
        self.ellipsis = "…" if self.shown("…")[0] == "…" else "..."

    def shown(self, character: str) -> tuple[str, int]:
        """Return what is written for a character, and its columns.

        A report may hold escape sequences or marks that reverse the text; what does not show as itself never reaches the terminal.
        """
        try:
            return self._known[character]
        except KeyError:
            answer = self._known[character] = self._work_out(character)
            return answer

    def _work_out(self, character: str) -> tuple[str, int]:
        if character == "\t":
            return TAB, len(TAB)
        category = unicodedata.category(character)
        if category in ("Cc", "Cf", "Cs", "Zl", "Zp"):
            character = "\N{REPLACEMENT CHARACTER}"
        try:
            character.encode(self._encoding)
        except UnicodeEncodeError:
            return "?", 1
        except LookupError:
            pass  # a stream of an encoding Python does not know cannot refuse a character
        if category in ("Mn", "Me"):
            return character, 0
        return character, 2 if unicodedata.east_asian_width(character) in "WF" else 1

    def line(self, text: str) -> str:
        """Return a message as it can be shown on one line."""
        if self._takes_all and text.isprintable():
            return text
        return "".join(" " if character in "\n\r\t" else self.shown(character)[0] for character in text)


def frame(lines: Lines, place: Place, glyphs: Glyphs, width: int) -> Iterator[FrameLine]:
    """Yield the lines of source a place covers: one, or the first and the last, each cut to `width` columns."""
    if place.line is None or place.line > len(lines.starts):
        return
    first = lines.line(place.line)
    if place.column is None:
        yield FrameLine(place.line, clip(first, 0, 0, glyphs, width)[0], "")
        return
    start = place.column - 1
    end_line = place.end_line or place.line
    end = (place.end_column or place.column + 1) - 1
    if end_line > place.line and end == 0:
        end_line -= 1
        end = len(lines.line(end_line))
    if end_line <= place.line:
        yield FrameLine(place.line, *clip(first, start, end, glyphs, width))
        return
    yield FrameLine(place.line, *clip(first, start, len(first), glyphs, width))
    if end_line > place.line + 1:
        yield FrameLine(None, glyphs.ellipsis, "")
    last = lines.line(min(end_line, len(lines.starts)))
    yield FrameLine(end_line, *clip(last, len(last) - len(last.lstrip()), end, glyphs, width))


def clip(text: str, start: int, end: int, glyphs: Glyphs, width: int) -> tuple[str, str]:
    """Return a line cut to `width` columns around the code points `start` to `end`, and the marks under these.

    Columns are measured outwards from the span, so that the cost does not grow with the line.
    """
    width = max(width, LEAST_WIDTH)
    start = min(start, len(text))
    end = min(max(end, start), len(text))
    dots = len(glyphs.ellipsis)
    # Room for the marks is kept on both sides even where nothing is cut: two columns are not missed.
    room = width - 2 * dots
    shown_end, used = _fit(text, range(start, end), glyphs, room)
    left, right = start, shown_end
    half = (room - used) // 2
    left_fits, taken = _fit_back(text, left, glyphs, half)
    right_fits, more = _fit(text, range(right, len(text)), glyphs, room - used - taken)
    if right_fits == len(text):
        left_fits, taken = _fit_back(text, left, glyphs, room - used - more)
    left, right = left_fits, right_fits
    before = [glyphs.shown(c) for c in text[left:start]]
    inside = [glyphs.shown(c) for c in text[start:shown_end]]
    after = [glyphs.shown(c) for c in text[shown_end:right]]
    head = glyphs.ellipsis if left > 0 else ""
    tail = glyphs.ellipsis if right < len(text) else ""
    source = head + _joined(before) + _joined(inside) + _joined(after) + tail
    indent = len(head) + _columns(before)
    marked = max(1, _columns(inside)) + (len(tail) if shown_end < end else 0)
    return source, " " * indent + "^" * marked


def _fit(text: str, indices: range, glyphs: Glyphs, room: int) -> tuple[int, int]:
    """Return how far to the right one can go within `room` columns, and the columns used."""
    used = 0
    for index in indices:
        columns = glyphs.shown(text[index])[1]
        if used + columns > room:
            return index, used
        used += columns
    return indices.stop, used


def _fit_back(text: str, index: int, glyphs: Glyphs, room: int) -> tuple[int, int]:
    """Return how far to the left one can go within `room` columns, and the columns used."""
    used = 0
    while index > 0:
        columns = glyphs.shown(text[index - 1])[1]
        if used + columns > room:
            break
        used += columns
        index -= 1
    return index, used


def _joined(shown: Sequence[tuple[str, int]]) -> str:
    return "".join(text for text, _ in shown)


def _columns(shown: Sequence[tuple[str, int]]) -> int:
    return sum(columns for _, columns in shown)
