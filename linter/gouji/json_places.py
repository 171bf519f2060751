"""Where the values of a JSON text stand: worked out when a finding first asks, and never for a clean file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from json.decoder import JSONDecoder
from typing import Any

from gouji.named_tuple import NamedTuple
from gouji.report import Pointer
from gouji.source import Lines, Piece, Place

_SPACE = r"[ \t\r\n]*"
_SPACES = frozenset(" \t\r\n")
# One code point each: a surrogate pair, a single escape by number, a short escape.
_ESCAPE = r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\."


class _Extent(NamedTuple):
    """Offsets of a value in the text, and of its key's characters where it has one."""

    start: int
    end: int
    key: tuple[int, int] | None = None


class JsonPlaces:
    """Places of the values, keys and string characters of one valid JSON text, by JSON Pointer.

    A string's place is that of the characters between its quotes; any other value's runs from its first character to its
    last. Each array or object met on the way to a value is scanned once and remembered.
    """

    __slots__ = ("_members", "_runs", "_scan", "lines")

    def __init__(self, text: str) -> None:
        self.lines = Lines(text)
        self._scan: Callable[[str, int], tuple[Any, int]] = JSONDecoder().scan_once  # type: ignore[attr-defined]
        self._members: dict[int, dict[str | int, _Extent]] = {}
        self._runs: dict[int, tuple[list[int], list[int]]] = {}

    def locate(self, pointer: Pointer, span: tuple[int, int] | None = None) -> Place:
        """See `gouji.source.Places.locate`."""
        extent, found = self._find(pointer)
        start, end = extent.start, extent.end
        if self.lines.text[start : start + 1] != '"':
            return self.lines.place(start, end)
        start, end = start + 1, end - 1
        if span is None or not found:
            return self.lines.place(start, end)
        first = self._offset(start, end, span[0])
        return self.lines.place(first, max(first, self._offset(start, end, span[1])))

    def pieces(self, pointer: Pointer, span: tuple[int, int]) -> Sequence[Piece]:
        """See `gouji.source.TracedPlaces.pieces`."""
        extent, found = self._find(pointer)
        if not found or self.lines.text[extent.start] != '"':
            return ()
        start, end = extent.start + 1, extent.end - 1
        return (Piece(self._offset(start, end, span[0]), self._offset(start, end, span[1])),)

    def locate_key(self, pointer: Pointer) -> Place:
        """Return the place of the key of the member at `pointer`, between its quotes; that of the value where there is no key."""
        extent, found = self._find(pointer)
        return self.lines.place(*extent.key) if found and extent.key is not None else self.locate(pointer)

    def _find(self, pointer: Pointer) -> tuple[_Extent, bool]:
        """Return the extent of the value at a pointer, or of its nearest parent, and whether it is the value itself."""
        extent = _Extent(self._skip(0), len(self.lines.text.rstrip(" \t\r\n")))
        for part in pointer:
            member = self._inside(extent).get(part)
            if member is None:
                return extent, False
            extent = member
        return extent, True

    def _inside(self, extent: _Extent) -> dict[str | int, _Extent]:
        members = self._members.get(extent.start)
        if members is None:
            opening = self.lines.text[extent.start]
            members = self._object(extent) if opening == "{" else self._array(extent) if opening == "[" else {}
            self._members[extent.start] = members
        return members

    def _object(self, extent: _Extent) -> dict[str | int, _Extent]:
        text = self.lines.text
        members: dict[str | int, _Extent] = {}
        at = self._skip(extent.start + 1)
        while text[at] == '"':
            key, key_end = self._scan(text, at)
            value = self._value(self._skip(self._skip(key_end) + 1))
            members[key] = value._replace(key=(at + 1, key_end - 1))
            at = self._skip(value.end)
            at = self._skip(at + 1) if text[at] == "," else at
        return members

    def _array(self, extent: _Extent) -> dict[str | int, _Extent]:
        text = self.lines.text
        members: dict[str | int, _Extent] = {}
        at = self._skip(extent.start + 1)
        while text[at] != "]":
            value = members[len(members)] = self._value(at)
            at = self._skip(value.end)
            at = self._skip(at + 1) if text[at] == "," else at
        return members

    def _value(self, start: int) -> _Extent:
        return _Extent(start, self._scan(self.lines.text, start)[1])

    def _skip(self, at: int) -> int:
        if self.lines.text[at : at + 1] not in _SPACES:
            return at
        match = re.compile(_SPACE).match(self.lines.text, at)
        assert match is not None
        return match.end()

    def _offset(self, start: int, end: int, index: int) -> int:
        """Return the offset in the text of code point `index` of the string that stands from `start` to `end`."""
        runs = self._runs.get(start)
        if runs is None:
            # Where each run without escapes begins: which code point of the string, and its offset in the text.
            runs = self._runs[start] = ([0], [start])
            for escape in re.compile(_ESCAPE).finditer(self.lines.text, start, end):
                runs[0].append(runs[0][-1] + escape.start() - runs[1][-1] + 1)
                runs[1].append(escape.end())
        run = bisect_right(runs[0], max(index, 0)) - 1
        return min(runs[1][run] + max(index, 0) - runs[0][run], end)
