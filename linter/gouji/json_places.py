"""Where the values of a JSON text stand: worked out when a finding first asks, and never for a clean file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from json.decoder import JSONDecoder
from typing import Any

from gouji.report import Pointer
from gouji.source import Lines, Piece, Place

_SPACE = r"[ \t\r\n]*"
_SPACES = frozenset(" \t\r\n")
# One code point each: a surrogate pair, a single escape by number, a short escape.
_ESCAPE = r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\."


class _Container:
    """An array or object as far as it was scanned: where each member so far begins, with its key's characters where it has one.

    `last` is where the member begins that was met last, whose end is looked for only to go on; None before the first. `closed` tells that
    there are no more.
    """

    __slots__ = ("closed", "last", "members", "start")

    def __init__(self, start: int) -> None:
        self.start = start
        self.members: dict[str | int, tuple[int, tuple[int, int] | None]] = {}
        self.last: int | None = None
        self.closed = False


class JsonPlaces:
    """Places of the values, keys and string characters of one valid JSON text, by JSON Pointer.

    A string's place is that of the characters between its quotes; any other value's runs from its first character to its
    last. Each array or object met on the way to a value is scanned once, no farther than the value, and remembered.
    """

    __slots__ = ("_containers", "_ends", "_runs", "_scan", "lines")

    def __init__(self, text: str) -> None:
        self.lines = Lines(text)
        self._scan: Callable[[str, int], tuple[Any, int]] = JSONDecoder().scan_once  # type: ignore[attr-defined]
        self._containers: dict[int, _Container] = {}
        self._ends: dict[int, int] = {}
        self._runs: dict[int, tuple[list[int], list[int]]] = {}

    def locate(self, pointer: Pointer, span: tuple[int, int] | None = None) -> Place:
        """See `gouji.source.Places.locate`."""
        start, _, found = self._find(pointer)
        end = self._end(start)
        if self.lines.text[start : start + 1] != '"':
            return self.lines.place(start, end)
        start, end = start + 1, end - 1
        if span is None or not found:
            return self.lines.place(start, end)
        first = self._offset(start, end, span[0])
        return self.lines.place(first, max(first, self._offset(start, end, span[1])))

    def pieces(self, pointer: Pointer, span: tuple[int, int]) -> Sequence[Piece]:
        """See `gouji.source.TracedPlaces.pieces`."""
        start, _, found = self._find(pointer)
        if not found or self.lines.text[start] != '"':
            return ()
        start, end = start + 1, self._end(start) - 1
        return (Piece(self._offset(start, end, span[0]), self._offset(start, end, span[1])),)

    def locate_key(self, pointer: Pointer) -> Place:
        """Return the place of the key of the member at `pointer`, between its quotes; that of the value where there is no key."""
        _, key, found = self._find(pointer)
        return self.lines.place(*key) if found and key is not None else self.locate(pointer)

    def _find(self, pointer: Pointer) -> tuple[int, tuple[int, int] | None, bool]:
        """Return where the value at a pointer begins, or its nearest parent, with its key, and whether it is the value itself."""
        start, key = self._skip(0), None
        for part in pointer:
            member = self._member(start, part)
            if member is None:
                return start, key, False
            start, key = member
        return start, key, True

    def _end(self, start: int) -> int:
        """Return where the value that begins at an offset ends."""
        if start not in self._ends:
            self._ends[start] = self._scan(self.lines.text, start)[1]
        return self._ends[start]

    def _member(self, start: int, part: str | int) -> tuple[int, tuple[int, int] | None] | None:
        """Return where a member of the array or object at an offset begins, and its key; None where there is none."""
        if self.lines.text[start] not in "{[":
            return None
        container = self._containers.get(start)
        if container is None:
            container = self._containers[start] = _Container(start)
        while part not in container.members and not container.closed:
            self._go_on(container)
        return container.members.get(part)

    def _go_on(self, container: _Container) -> None:
        """Take the next member of an array or object, or find that there is none."""
        text = self.lines.text
        if container.last is None:
            at = self._skip(container.start + 1)
        else:
            at = self._skip(self._end(container.last))
            at = self._skip(at + 1) if text[at] == "," else at
        if text[at] in "]}":
            container.closed = True
        elif text[container.start] == "[":
            container.last = at
            container.members[len(container.members)] = at, None
        else:
            key, end = self._scan(text, at)
            container.last = self._skip(self._skip(end) + 1)
            container.members[key] = container.last, (at + 1, end - 1)

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
