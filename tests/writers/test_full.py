from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.source import Lines, Place
from gouji.writers.frame import Glyphs, clip, frame
from writers.runs import passed_over

Write = Callable[..., str]
UTF8 = Glyphs("utf-8")


def columns(text: str) -> int:
    """Columns of a text on a terminal, counted independently of the code under test."""
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me") else 2 if unicodedata.east_asian_width(c) in ("W", "F") else 1
        for c in text
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_golden(write: Write, golden: Callable[[str, str], None], lang: str) -> None:
    golden(f"full.{lang}.txt", write("full", lang))


def test_golden_in_colour(write: Write, golden: Callable[[str, str], None]) -> None:
    golden("full.color.txt", write("full", color=True))


def test_colour_changes_nothing_but_colour(write: Write) -> None:
    import re

    assert re.sub(r"\x1b\[[0-9;]*m", "", write("full", color=True)) == write("full")


def test_a_long_paragraph_is_cut_to_the_width(write: Write) -> None:
    for width in (60, 80, 120):
        text = write("full", width=width)
        sources = [line for line in text.splitlines() if " | " in line and "…" in line]
        assert sources
        assert all(width - 4 <= columns(line) <= width for line in sources), [columns(line) for line in sources]


class TestMarks:
    def marked(self, text: str, start: int, end: int, width: int = 100) -> tuple[str, str]:
        return clip(text, start, end, UTF8, width)

    def test_chinese_takes_two_columns(self) -> None:
        assert self.marked("报告2019年，见表", 2, 6) == ("报告2019年，见表", "    ^^^^")
        assert self.marked("报告年，见表", 2, 4) == ("报告年，见表", "    ^^^^")

    def test_combining_marks_take_none(self) -> None:
        assert self.marked("e\u0301a表", 2, 3) == ("e\u0301a表", " ^")

    def test_tabs_are_spaces(self) -> None:
        assert self.marked("一\t二", 2, 3) == ("一    二", "      ^^")

    def test_an_empty_span_has_one_mark(self) -> None:
        assert self.marked("一二", 1, 1) == ("一二", "  ^")
        assert self.marked("", 0, 0) == ("", "^")

    def test_a_span_wider_than_the_terminal_is_cut_at_its_end(self) -> None:
        source, marks = self.marked("表" * 100, 10, 90, 40)
        assert source.startswith("…表")
        assert source.endswith("表…")
        assert columns(source) <= 40
        assert marks == " " + "^" * (columns(source) - 1)

    def test_escape_sequences_never_reach_the_terminal(self) -> None:
        source, marks = self.marked("a\x1b[31m\u202eb", 7, 8)
        assert source == "a\ufffd[31m\ufffdb"
        assert marks == "       ^"

    def test_a_terminal_without_chinese_keeps_marks_in_place(self) -> None:
        assert clip("报告2019年", 2, 6, Glyphs("ascii"), 100) == ("??2019?", "  ^^^^")
        source, _ = clip("报" * 99, 50, 51, Glyphs("ascii"), 40)
        assert source.startswith("...?")

    @given(st.text(alphabet="ab1，。表格年\t\u0301\x07“", max_size=300), st.data(), st.integers(20, 120))
    def test_marks_stand_under_the_span(self, text: str, data: st.DataObject, width: int) -> None:
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        source, marks = clip(text, start, end, UTF8, width)
        indent = len(marks) - len(marks.lstrip())
        assert columns(source) <= width
        assert set(marks.strip()) == {"^"}
        shown = [UTF8.shown(c) for c in text]
        span_columns = sum(size for _, size in shown[start:end])
        # Marks of no width may stand on either side of a column.
        left = [source[:i] for i in range(len(source) + 1) if columns(source[:i]) == indent]
        earlier = "".join(words for words, _ in shown[:start])
        assert any(earlier.endswith(words.removeprefix("…")) for words in left)
        if len(marks) - indent >= max(1, span_columns):
            assert len(marks) - indent == max(1, span_columns)
        else:
            assert source.endswith("…")


class TestLinesOfAPlace:
    text = "第一行\n第二行，较长\r\n第三行\r第四行"

    def shown(self, place: Place) -> list[tuple[int | None, str, str]]:
        return [tuple(line) for line in frame(Lines(self.text), place, UTF8, 80)]  # type: ignore[misc]

    def test_one_line(self) -> None:
        assert self.shown(Place(2, 1, 2, 4)) == [(2, "第二行，较长", "^^^^^^")]

    def test_two_lines(self) -> None:
        assert self.shown(Place(2, 5, 3, 3)) == [(2, "第二行，较长", "        ^^^^"), (3, "第三行", "^^^^")]

    def test_the_middle_of_many_lines_is_left_out(self) -> None:
        assert self.shown(Place(1, 2, 4, 2)) == [(1, "第一行", "  ^^^^"), (None, "…", ""), (4, "第四行", "^^")]

    def test_a_span_up_to_the_end_of_a_line_does_not_show_the_next(self) -> None:
        assert self.shown(Place(1, 1, 2, 1)) == [(1, "第一行", "^^^^^^")]

    @pytest.mark.parametrize("place", [Place(), Place(page=2), Place(label="表1"), Place(9, 1, 9, 2)])
    def test_without_a_line_there_is_nothing_to_show(self, place: Place) -> None:
        assert self.shown(place) == []

    def test_a_line_without_a_column_is_shown_without_marks(self) -> None:
        assert self.shown(Place(line=1)) == [(1, "第一行", "")]


def test_all_is_well_is_said_only_where_all_was_checked(write: Write) -> None:
    from gouji.engine import Result, Unchecked

    clean: Any = Result("a.json")
    partly: Any = Result("b.json")
    partly.unchecked.append(Unchecked("CN201", "没有年度"))
    assert write("full", given=[clean]) == "共 1 个文件：未发现问题\n"
    assert write("full", "en", given=[clean]) == "1 file: nothing found\n"
    told = write("full", given=[clean, partly])
    assert "未发现" not in told
    assert "b.json: 未检查：CN201（没有年度）" in told
    assert told.endswith("共 2 个文件：1 个文件没有检查或没有全部检查\n")
    assert write("full", given=[]) == "没有检查任何文件\n"
    assert write("full", given=[passed_over("x")]) == "没有检查任何文件（略过 1 个不是报告的文件）\n"
