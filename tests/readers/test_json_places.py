"""Places in JSON, checked against a slow reader that walks the text one character at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.json_places import JsonPlaces
from gouji.source import Piece, Place, TracedPlaces

Pointer = tuple[str | int, ...]
SHORT = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


class Slow:
    """Every value of a JSON text with its extent, and for strings the extent of each code point."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.values: dict[Pointer, tuple[int, int]] = {}
        self.keys: dict[Pointer, tuple[int, int]] = {}
        self.points: dict[Pointer, list[tuple[int, int]]] = {}
        self.value(())

    def space(self) -> None:
        while self.at < len(self.text) and self.text[self.at] in " \t\r\n":
            self.at += 1

    def value(self, pointer: Pointer) -> None:
        self.space()
        start = self.at
        char = self.text[self.at]
        if char == '"':
            self.points[pointer] = self.string()[1]
            self.values[pointer] = (start + 1, self.at - 1)
            return
        if char in "{[":
            self.at += 1
            index = 0
            while True:
                self.space()
                if self.text[self.at] in "]}":
                    self.at += 1
                    break
                if self.text[self.at] == ",":
                    self.at += 1
                    self.space()
                part: str | int = index
                if char == "{":
                    key_start = self.at
                    part, _ = self.string()
                    self.keys[(*pointer, part)] = (key_start + 1, self.at - 1)
                    self.space()
                    assert self.text[self.at] == ":"
                    self.at += 1
                self.value((*pointer, part))
                index += 1
        else:
            while self.at < len(self.text) and self.text[self.at] not in ",]} \t\r\n":
                self.at += 1
        self.values[pointer] = (start, self.at)

    def string(self) -> tuple[str, list[tuple[int, int]]]:
        assert self.text[self.at] == '"'
        self.at += 1
        units: list[tuple[str, int, int]] = []
        while self.text[self.at] != '"':
            start = self.at
            if self.text[self.at] != "\\":
                char, self.at = self.text[self.at], self.at + 1
            elif self.text[self.at + 1] == "u":
                char, self.at = chr(int(self.text[self.at + 2 : self.at + 6], 16)), self.at + 6
                low = self.text[self.at : self.at + 6]
                if 0xD800 <= ord(char) < 0xDC00 and low.startswith("\\u") and 0xDC00 <= int(low[2:], 16) < 0xE000:
                    char = chr(0x10000 + (ord(char) - 0xD800) * 0x400 + int(low[2:], 16) - 0xDC00)
                    self.at += 6
            else:
                char, self.at = SHORT[self.text[self.at + 1]], self.at + 2
            units.append((char, start, self.at))
        self.at += 1
        return "".join(char for char, _, _ in units), [(start, end) for _, start, end in units]


def offset(text: str, line: int | None, column: int | None) -> int:
    """Return the offset of a line and column, counting the ends of lines one character at a time."""
    assert line is not None
    assert column is not None
    at = 0
    for _ in range(line - 1):
        while text[at] not in "\r\n":
            at += 1
        at += 2 if text[at : at + 2] == "\r\n" else 1
    return at + column - 1


def extent(text: str, place: Place) -> tuple[int, int]:
    return offset(text, place.line, place.column), offset(text, place.end_line, place.end_column)


CHARS = st.characters(exclude_categories=["Cs"]) | st.sampled_from('年\\"/\n\r\t\u2028\x0c\x85😀𠮷\ufeff')
STRINGS = st.text(CHARS, max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | STRINGS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(STRINGS, inner, max_size=4),
    max_leaves=12,
)
BACK = {char: escape for escape, char in SHORT.items()}


@st.composite
def written(draw: st.DrawFn) -> tuple[str, Any]:
    """A JSON value and a text of it: random white space, line ends and ways to write characters."""
    newline = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    random = draw(st.randoms(use_true_random=False))

    def space() -> str:
        return "".join(random.choice([" ", "\t", newline, ""]) for _ in range(random.randrange(3)))

    def string(value: str) -> str:
        out = []
        for char in value:
            ways = []
            if char >= " " and char not in '"\\':
                ways += [char, char]
            if char in BACK:
                ways.append("\\" + BACK[char])
            units = char.encode("utf-16-be", "surrogatepass").hex()
            escaped = "".join("\\u" + units[i : i + 4] for i in range(0, len(units), 4))
            ways += [escaped, escaped.upper().replace("\\U", "\\u")]
            out.append(random.choice(ways))
        return '"' + "".join(out) + '"'

    def write(value: Any) -> str:
        if isinstance(value, str):
            return string(value)
        if isinstance(value, list):
            return "[" + space() + ",".join(space() + write(item) + space() for item in value) + "]"
        if isinstance(value, dict):
            members = (f"{space()}{string(k)}{space()}:{space()}{write(v)}{space()}" for k, v in value.items())
            return "{" + space() + ",".join(members) + "}"
        return json.dumps(value)

    data = draw(VALUES)
    return space() + write(data) + space(), data


def walk(data: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, Any]]:
    yield pointer, data
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for part, value in items:
        yield from walk(value, (*pointer, part))


@settings(max_examples=200, deadline=None)
@given(written())
def test_every_value_key_and_span(case: tuple[str, Any]) -> None:
    text, data = case
    assert json.loads(text) == data
    slow = Slow(text)
    places = JsonPlaces(text)
    for pointer, value in walk(data):
        assert extent(text, places.locate(pointer)) == slow.values[pointer]
        if pointer and isinstance(pointer[-1], str):
            assert extent(text, places.locate_key(pointer)) == slow.keys[pointer]
        else:
            assert places.locate_key(pointer) == places.locate(pointer)
        if not isinstance(value, str):
            assert places.locate(pointer, (0, 1)) == places.locate(pointer)
            continue
        points = slow.points[pointer]
        assert len(points) == len(value)
        for start in range(len(value)):
            for end in range(start + 1, len(value) + 1):
                found = extent(text, places.locate(pointer, (start, end)))
                assert found == (points[start][0], points[end - 1][1])
                assert json.loads(f'"{text[slice(*found)]}"') == value[start:end]


@settings(max_examples=100, deadline=None)
@given(written(), st.lists(st.text(max_size=2) | st.integers(0, 3), min_size=1, max_size=3).map(tuple))
def test_an_unknown_pointer_is_answered_by_its_nearest_parent(case: tuple[str, Any], strange: Pointer) -> None:
    text, data = case
    known = dict(walk(data))
    places = JsonPlaces(text)
    for pointer in list(known):
        parts = (*pointer, *strange)
        nearest = max((parts[:n] for n in range(len(parts) + 1) if parts[:n] in known), key=len)
        if nearest == parts:
            continue
        assert places.locate(parts) == places.locate(parts, (0, 1)) == places.locate(nearest)
        assert places.locate_key(parts) == places.locate(nearest)


def at(text: str, pointer: Pointer, span: tuple[int, int] | None = None) -> tuple[int | None, ...]:
    place = JsonPlaces(text).locate(pointer, span)
    return place.line, place.column, place.end_line, place.end_column


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ('{"a": "全年120条"}', (2, 5), (1, 10, 1, 13)),
        ('{"a": "\\u5168年"}', (1, 2), (1, 14, 1, 15)),
        ('{"a": "\\u5168年"}', (0, 1), (1, 8, 1, 14)),
        ('{"a": "\\uD83D\\uDE00年"}', (0, 1), (1, 8, 1, 20)),
        ('{"a": "\\uD83D\\uDE00年"}', (1, 2), (1, 20, 1, 21)),
        ('{"a": "😀年"}', (1, 2), (1, 9, 1, 10)),
        ('{"a": "\\\\u5168"}', (0, 1), (1, 8, 1, 10)),
        ('{"a": "\\\\u5168"}', (1, 2), (1, 10, 1, 11)),
        ('{\r\n"a":\r\n\t"年"}', None, (3, 3, 3, 4)),
        ('{\r"a":\r"年"}', (0, 1), (3, 2, 3, 3)),
        ('{\n"a":\u0020"年\u2028度"}', (2, 3), (2, 9, 2, 10)),
        ('{"a": ""}', None, (1, 8, 1, 8)),
        ('{"a": ""}', (0, 0), (1, 8, 1, 8)),
        ('{"a": "年"}', (1, 1), (1, 9, 1, 9)),
        ('{"a": "年"}', (5, 9), (1, 9, 1, 9)),
        ('{"a": 96171.60}', (0, 1), (1, 7, 1, 15)),
        ('{"a": [1,\n2]}', None, (1, 7, 2, 3)),
    ],
)
def test_examples(text: str, span: tuple[int, int] | None, expected: tuple[int, ...]) -> None:
    assert at(text, ("a",), span) == expected


def test_an_array_index_is_not_a_key() -> None:
    assert at('{"0": 5}', ("0",)) == (1, 7, 1, 8)
    assert at('{"0": 5}', (0,)) == (1, 1, 1, 9)
    assert at("[5]", ("0",)) == (1, 1, 1, 4)


@pytest.mark.parametrize(
    ("text", "span", "pieces"),
    [
        ('{"a": "全年120条"}', (2, 5), [Piece(9, 12)]),
        ('{"a": "\\u5168年"}', (0, 1), [Piece(7, 13)]),
        ('{"a": "\\uD83D\\uDE00年"}', (0, 2), [Piece(7, 20)]),
        ('{"a": "年"}', (0, 0), [Piece(7, 7)]),
        ('{"a": "年"}', (1, 1), [Piece(8, 8)]),
        ('{"a": 12}', (0, 1), []),
        ('{"b": "年"}', (0, 1), []),
    ],
)
def test_pieces(text: str, span: tuple[int, int], pieces: list[Piece]) -> None:
    places = JsonPlaces(text)
    assert isinstance(places, TracedPlaces)
    assert list(places.pieces(("a",), span)) == pieces
