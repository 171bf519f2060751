from __future__ import annotations

from typing import Any

import pytest

from gouji.readers.outline import Grid, Paragraph
from gouji.readers.pages.flow import parts_of
from gouji.readers.pages.lattice import Cell, Lattice, Rule, TooManyRules, lattices
from gouji.readers.pages.lines import Glyph, clean, lines_of
from gouji.readers.recognise import labels_of
from gouji.testing import registry

LABELS = labels_of(registry().formats)


def glyphs(text: str, gaps: dict[int, float] | float = 0.0, base: float = 100.0, x: float = 0.0) -> list[Glyph]:
    """A text in 10-point type. `gaps` are the points before each character, or before some of them."""
    found = []
    for i, char in enumerate(text):
        x += gaps.get(i, 0.0) if isinstance(gaps, dict) else gaps if i else 0.0
        width = 10.0 if char > "\u2e7f" or char == "—" else 5.0
        found.append(Glyph(char, x, x + width, base - 8, base + 2, 10.0, base))
        x += width
    return found


def text_of(placed: list[Glyph]) -> str:
    (line,) = lines_of(placed)
    return line.text


@pytest.mark.parametrize(
    ("placed", "text"),
    [
        (glyphs("全年公开信息", 4.0), "全年公开信息"),
        (
            glyphs("号，邮编：223100，电话", {1: 3.5, 2: 3.5, 3: 3.5, 4: 3.5, 5: 3.5, 11: 3.5, 12: 3.5, 13: 3.5}),
            "号，邮编：223100，电话",
        ),
        (glyphs("2024年度报告", {4: 2.5}), "2024年度报告"),
        (glyphs("全 年 公 开 信 息"), "全年公开信息"),
        (glyphs("总 计"), "总 计"),
        (glyphs("总计", {1: 8.0}), "总计"),
        (glyphs("政策解读 12 条"), "政策解读 12 条"),
        (glyphs("第二十条第（一）项", {4: 5.0}), "第二十条 第（一）项"),
        (glyphs("云岭市　财政局年报"), "云岭市　财政局年报"),
        (glyphs("opendata", {4: 2.5}), "open data"),
        (glyphs("open data"), "open data"),
        (glyphs("全年公开信息 "), "全年公开信息 "),
    ],
)
def test_spaces_that_fill_a_line_are_told_from_those_typed(placed: list[Glyph], text: str) -> None:
    assert text_of(placed) == text


def test_a_character_drawn_twice_to_look_bold_is_one() -> None:
    assert text_of([*glyphs("总体情况"), *glyphs("总体情况", x=0.4)]) == "总体情况"


def test_repeated_characters_stay() -> None:
    assert text_of(glyphs("人人11")) == "人人11"
    narrow = [Glyph("l", x, x + 2.2, 92, 102, 10.0, 100.0) for x in (0.0, 2.2, 4.4)]
    assert text_of(narrow) == "lll"


def test_baselines_of_other_fonts_are_one_line_and_the_next_is_another() -> None:
    found = lines_of(
        [*glyphs("共公开"), *glyphs("12", base=101.5, x=40), *glyphs("条", x=55), *glyphs("下一行", base=116)]
    )
    assert [line.text.replace(" ", "") for line in found] == ["共公开12条", "下一行"]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("⼈", "人"),
        ("⺠", "民"),
        ("︵", "（"),
        ("ﬁ", "fi"),
        ("\u200b", ""),
        ("\x00", ""),
        ("（", "（"),
        ("\u3000", "\u3000"),
    ],
)
def test_glyphs_that_look_alike_are_plain_characters(text: str, plain: str) -> None:
    assert clean(text) == plain


def grid_rules(xs: list[float], ys: list[float]) -> tuple[list[Rule], list[Rule]]:
    return [Rule(y, xs[0], xs[-1]) for y in ys], [Rule(x, ys[0], ys[-1]) for x in xs]


def test_a_merged_cell_is_told_from_blank_ones() -> None:
    across, down = grid_rules([0, 50, 100, 150], [0, 20, 40])
    down[1] = Rule(50, 20, 40)
    across[1] = Rule(20, 0, 100)
    (table,) = lattices(across, down)
    assert set(table.cells) == {Cell(0, 0, 1, 2), Cell(0, 2, 2, 1), Cell(1, 0, 1, 1), Cell(1, 1, 1, 1)}
    assert table.cell_at(75, 10) == table.cells.index(Cell(0, 0, 1, 2))
    assert table.cell_at(200, 10) is None


def test_rules_in_pieces_and_drawn_twice_are_one() -> None:
    across, down = grid_rules([0, 50, 100], [0, 20, 40])
    dashed = [Rule(20, x, x + 4) for x in range(0, 100, 6)]
    (table,) = lattices([across[0], *dashed, across[2], Rule(40.8, 0, 100)], [*down, Rule(51, 0, 20), Rule(51, 20, 40)])
    assert table.xs == pytest.approx((0, 50.6, 100), abs=0.7)
    assert len(table.cells) == 4


@pytest.mark.parametrize("gone", ["top", "bottom", "left", "right"])
def test_a_table_left_open_is_closed(gone: str) -> None:
    across, down = grid_rules([0, 50, 100, 150], [0, 20, 40, 60])
    at = 0 if gone in ("top", "left") else -1
    del (across if gone in ("top", "bottom") else down)[at]
    (table,) = lattices(across, down)
    assert len(table.cells) == 9


def test_frames_boxes_underlines_and_crosses_are_no_tables() -> None:
    frame = grid_rules([0, 500], [0, 800])
    boxes = grid_rules([20, 480], [10, 30, 50, 70])
    assert lattices(frame[0] + boxes[0] + [Rule(300, 50, 200)], frame[1] + boxes[1]) == []
    assert lattices([Rule(20, 0, 100)], [Rule(50, 0, 40)]) == []


def test_a_table_within_a_frame_is_found() -> None:
    frame, inner = grid_rules([0, 500], [0, 800]), grid_rules([20, 100, 480], [10, 30, 50])
    (table,) = lattices(frame[0] + inner[0], frame[1] + inner[1])
    assert len(table.cells) == 4


def test_a_border_that_is_missing_leaves_the_smallest_places() -> None:
    across, down = grid_rules([0, 50, 100], [0, 20, 40])
    across[1] = Rule(20, 0, 50)
    down[1] = Rule(50, 0, 20)
    (table,) = lattices(across, down)
    assert isinstance(table, Lattice)
    assert all((cell.rows, cell.columns) == (1, 1) for cell in table.cells if cell.column == 1)


def test_a_drawing_is_no_table() -> None:
    across = [Rule(y * 10, 0, 100_000) for y in range(2100)]
    down = [Rule(x * 10, 0, 100_000) for x in range(2100)]
    with pytest.raises(TooManyRules):
        lattices(across, down)


class Page:
    """A page in 16-point type, 28 characters to the line."""

    def __init__(self) -> None:
        self.items: list[dict[str, Any]] = []
        self.y = 80.0

    def line(
        self, text: str, indent: float = 0.0, y: float | None = None, x: float | None = None, size: float = 16
    ) -> Page:
        top = self.y if y is None else y
        x0 = 74 + indent * 16 if x is None else x
        self.items.append({"line": [text, x0, x0 + size * len(text), top, top + size, size, size, ()]})
        self.y = max(self.y, top + size * 1.7) if y is None else self.y
        return self

    def table(
        self,
        rows: list[list[str]],
        borders: list[float] | None = None,
        spans: dict[tuple[int, int], tuple[int, int]] | None = None,
    ) -> Page:
        borders = borders or [74 + 440 * i / len(rows[0]) for i in range(len(rows[0]) + 1)]
        covered = {
            (row + i, column + j)
            for (row, column), (height, width) in (spans or {}).items()
            for i in range(height)
            for j in range(width)
            if i or j
        }
        cells = [
            (i, j, *(spans or {}).get((i, j), (1, 1)), text)
            for i, row in enumerate(rows)
            for j, text in enumerate(row)
            if (i, j) not in covered
        ]
        self.items.append({"table": {"borders": borders, "rows": len(rows), "cells": cells}})
        self.y += 20 * len(rows)
        return self

    def data(self) -> dict[str, Any]:
        return {"width": 595.0, "height": 842.0, "items": self.items}


def parts(*pages: Page) -> list[Any]:
    found: list[Any] = []
    for part in parts_of([page.data() for page in pages], LABELS):
        if isinstance(part, Grid):
            found.append([[None if cell.covered else cell.text for cell in row] for row in part.rows])
        else:
            assert isinstance(part, Paragraph)
            found.append(part.text)
    return found


def full(start: str, number: int) -> str:
    """A line that fills the width of a page, unlike any other."""
    return (start + "甲乙丙丁戊己庚辛壬癸"[number]) * 14


def body(page: Page, lines: int = 4, start: str = "公") -> Page:
    for number in range(lines):
        page.line(full(start, number))
    return page


def test_a_paragraph_goes_on_over_a_page_break_with_a_page_number_between() -> None:
    first, second = Page(), Page()
    body(first.line("段首" * 13, 2)).line("- 1 -", y=790, x=280, size=12)
    body(second, 2, "开").line("结尾。").line("- 2 -", y=790, x=280, size=12)
    lines = [full("公", number) for number in range(4)] + [full("开", number) for number in range(2)]
    assert parts(first, second) == ["段首" * 13 + "".join(lines) + "结尾。"]


def test_an_indent_or_a_short_line_starts_a_paragraph() -> None:
    page = body(Page().line("段首" * 13, 2)).line("甲的结尾。").line("乙" * 26, 2)
    body(page).line("乙的结尾。").line("丙，未缩进的短段。")
    assert [text[:2] for text in parts(page)] == ["段首", "乙乙", "丙，"]


def test_a_hanging_indent_carries_on_until_the_sentence_ends() -> None:
    page = body(Page().line("正文" * 13, 2)).line("完。").line("1.第一项" + "内容" * 11 + "内").line("续行内容。", 2)
    assert parts(page)[-1].endswith("内容内续行内容。")


def test_a_title_in_larger_type_is_no_part_of_the_text() -> None:
    page = Page().line("报告标题" * 5, size=22)
    assert parts(body(page).line("完。"))[0] == "报告标题" * 5


def test_running_headers_and_footers_are_left_out() -> None:
    pages = []
    for number in range(1, 5):
        page = Page().line("云岭市数据局文件", y=40, size=9)
        body(page, 3, "一二三四五"[number])
        page.line("完。")
        page.line(f"https://yunling.example/report {number}/4", y=800, size=9)
        pages.append(page)
    assert [text[:4] + text[-2:] for text in parts(*pages)] == [f"{n}甲{n}甲完。" for n in "二三四五"]


def test_a_number_in_the_middle_of_a_page_stays() -> None:
    assert "2023" in parts(body(Page()).line("完。").line("2023", 2))


HEADER = [["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]]


def test_a_table_goes_on_over_a_page_break() -> None:
    first = Page().table([*HEADER, ["规章", "1", "2", "3"]])
    second = Page().table([["行政规范性文件", "4", "", "6"]])
    (grid,) = parts(first, second)
    assert grid == [*HEADER, ["规章", "1", "2", "3"], ["行政规范性文件", "4", "", "6"]]


def test_text_between_two_tables_keeps_them_apart() -> None:
    first = Page().table([*HEADER, ["规章", "1", "2", "3"]])
    second = Page().line("说明。").table([["行政规范性文件", "4", "5", "6"]])
    assert len(parts(first, second)) == 3


def test_a_header_printed_again_is_left_out() -> None:
    first = Page().table([*HEADER, ["规章", "1", "2", "3"]])
    second = Page().table([*HEADER, ["行政规范性文件", "4", "5", "6"]])
    assert parts(first, second) == [[*HEADER, ["规章", "1", "2", "3"], ["行政规范性文件", "4", "5", "6"]]]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (["行政规范", "4", "5", "6"], ["性文件", "", "", ""]),
        (["行政规范", "", "", ""], ["性文件", "4", "5", "6"]),
        (["本局规范性", "4", "5", "6"], ["文件总数", "", "", ""]),
    ],
)
def test_a_row_that_a_page_break_cuts_is_one_row(above: list[str], below: list[str]) -> None:
    (grid,) = parts(
        Page().table([*HEADER, ["规章", "1", "2", "3"], above]), Page().table([below, ["其他", "7", "8", "9"]])
    )
    assert grid[2:] == [[above[0] + below[0], "4", "5", "6"], ["其他", "7", "8", "9"]]


def test_a_row_of_blanks_after_a_page_break_stays_a_row() -> None:
    first = Page().table([*HEADER, ["规章", "1", "2", "3"]])
    second = Page().table([["行政规范性文件", "", "", ""]])
    assert parts(first, second)[0][2] == ["行政规范性文件", "", "", ""]


@pytest.mark.parametrize(
    ("above", "below"),
    [("（四）无", "法提供"), ("（四）无法提供", ""), ("", "（四）无法提供"), ("三、本年度", "办理结果")],
)
def test_a_group_label_that_a_page_break_cuts_is_whole(above: str, below: str) -> None:
    rows = [["1.本机关不掌握相关政府信息", "1"], ["2.没有现成信息需要另行制作", "2"], ["3.补正后申请内容仍不明确", "3"]]
    first = Page().table([[above, *rows[0]]])
    second = Page().table([[below, *rows[1]], ["", *rows[2]]], spans={(0, 0): (2, 1)})
    (grid,) = parts(first, second)
    assert [row[0] for row in grid] == [above + below, None, None]
    assert [row[1:] for row in grid] == rows


def test_columns_drawn_a_little_apart_on_the_next_page_are_the_same() -> None:
    first = Page().table([*HEADER, ["规章", "1", "2", "3"]], [74, 200, 300, 400, 514])
    second = Page().table([["行政规范性文件", "4"]], [71, 203, 517])
    (grid,) = parts(first, second)
    assert grid[2] == ["行政规范性文件", "4", None, None]


def test_another_table_at_the_top_of_the_next_page_is_its_own() -> None:
    first = Page().table([*HEADER, ["规章", "1", "2", "3"]])
    second = Page().table([["甲", "乙"], ["1", "2"]], [150, 250, 350])
    assert len(parts(first, second)) == 2


def test_a_caption_above_its_table_is_its_first_row() -> None:
    page = Page().line("第二十条第（五）项").table([["信息内容", "本年处理决定数量"], ["行政许可", "7"]])
    assert parts(page) == [[["第二十条第（五）项"], ["信息内容", "本年处理决定数量"], ["行政许可", "7"]]]


def test_a_table_without_rules_is_a_grid_whose_blanks_are_lost() -> None:
    page = Page()
    for text, columns in (("规章123", (2, 3, 4)), ("行政规范性文件456", (7, 8, 9))):
        page.line(text)
        page.items[-1]["line"][-1] = columns
    (part,) = parts_of([page.data()], LABELS)
    assert isinstance(part, Grid)
    assert part.blanks_lost
    assert [[cell.text for cell in row] for row in part.rows] == [
        ["规章", "1", "2", "3"],
        ["行政规范性文件", "4", "5", "6"],
    ]
