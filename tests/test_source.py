from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.source import Lines, Piece, Place, TextPlaces, TracedPlaces, cut


def test_lines_end_at_newlines_only() -> None:
    lines = Lines("一\u2028二\f三\r\n四\r五\n")
    assert [lines.line(n) for n in range(1, 5)] == ["一\u2028二\f三", "四", "五", ""]
    assert lines.position(4) == (1, 5)
    assert lines.place(7, 8) == Place(2, 1, 2, 2)


@given(st.text(alphabet="甲乙\r\n\u2028 ", max_size=40))
def test_every_offset_has_a_line_and_column(text: str) -> None:
    lines = Lines(text)
    starts = Lines(text).starts
    for offset in range(len(text) + 1):
        line, column = lines.position(offset)
        assert starts[line - 1] + column - 1 == offset
        assert column >= 1


@given(st.text(alphabet="甲乙\r\n", max_size=40))
def test_places_that_are_counted_are_those_that_are_looked_up(text: str) -> None:
    known = Lines(text)
    assert known.starts[0] == 0
    assert [Lines(text).position(offset) for offset in range(len(text) + 1)] == [
        known.position(offset) for offset in range(len(text) + 1)
    ]


TEXT = "某市数据局\n2023年报告\n正文"
PLACES = TextPlaces(TEXT, {("title",): ((0, 0, 5), (5, 6, 13)), ("content", 0): ((0, 14, 16),), (): ((0, 0, 0),)})


@pytest.mark.parametrize(
    ("pointer", "span", "place"),
    [
        (("title",), None, Place(1, 1, 2, 8)),
        (("title",), (0, 5), Place(1, 1, 1, 6)),
        (("title",), (5, 9), Place(2, 1, 2, 5)),
        (("title",), (3, 7), Place(1, 4, 2, 3)),
        (("content", 0), (1, 2), Place(3, 2, 3, 3)),
        (("content", 0, "heading"), (1, 2), Place(3, 1, 3, 3)),
        (("nowhere",), None, Place(1, 1, 1, 1)),
    ],
)
def test_places_of_text(pointer: tuple[str | int, ...], span: tuple[int, int] | None, place: Place) -> None:
    assert PLACES.locate(pointer, span) == place


def test_an_empty_span_stands_at_its_offset() -> None:
    assert PLACES.locate(("content", 0), (1, 1)) == Place(3, 2, 3, 2)


def test_cut() -> None:
    segments = ((0, 0, 5), (5, 6, 13))
    assert cut(segments, 3, 7) == ((0, 3, 5), (2, 6, 8))
    assert cut(segments, 5, 9) == ((0, 6, 10),)


@pytest.mark.parametrize(
    ("pointer", "span", "pieces"),
    [
        (("title",), (0, 5), [Piece(0, 5)]),
        (("title",), (3, 7), [Piece(3, 5), Piece(6, 8)]),
        (("title",), (5, 5), [Piece(5, 5)]),
        (("content", 0), (0, 0), [Piece(14, 14)]),
        (("content", 0), (1, 2), [Piece(15, 16)]),
        (("content", 0), (2, 2), [Piece(16, 16)]),
        (("content", 0, "heading"), (0, 1), []),
        (("nowhere",), (0, 1), []),
    ],
)
def test_pieces_of_text(pointer: tuple[str | int, ...], span: tuple[int, int], pieces: list[Piece]) -> None:
    assert isinstance(PLACES, TracedPlaces)
    assert list(PLACES.pieces(pointer, span)) == pieces
