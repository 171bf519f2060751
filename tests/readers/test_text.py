from __future__ import annotations

import contextlib
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.readers.text import read
from gouji.source import Document, NotAReport, Unreadable
from gouji.testing import registry, sample, tables_of
from readers.layouts import LAYOUTS, as_text

FORMATS = registry().formats


def filled(year: int, seed: int, blanks: bool = False) -> dict[str, Any]:
    """A sample report with random figures, no two alike in a row, so that a cell out of place shows."""
    generator = random.Random(seed)
    data = sample(year)
    for table in tables_of(data):
        for row in table["rows"]:
            row["cells"] = [generator.randrange(10_000) for _ in row["cells"]]
            if blanks and generator.random() < 0.5:
                row["cells"][generator.randrange(len(row["cells"]))] = None
    return data


def read_text(text: str, encoding: str = "utf-8") -> Document:
    return read(text.encode(encoding), FORMATS)


def edition(year: int) -> Any:
    found = FORMATS.for_year(year)
    assert found is not None
    return found


def cells(data: dict[str, Any]) -> list[tuple[str, str, list[Any]]]:
    return [(table["table"], row["row"], row["cells"]) for table in tables_of(data) for row in table["rows"]]


def cells_of_recognised(data: dict[str, Any]) -> list[tuple[str, str, list[Any]]]:
    return [(t["table"], row["row"], row["cells"]) for t in tables_of(data) if t["table"] for row in t["rows"]]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("year", [2019, 2023])
@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10_000), blank_lines=st.booleans())
def test_every_layout_gives_every_cell(layout: str, year: int, seed: int, blank_lines: bool) -> None:
    data = filled(year, seed)
    found = read_text(as_text(data, edition(year), layout, blank_lines)).data
    assert cells(found) == cells(data)
    assert (found["year"], found["agency"]["name"]) == (year, data["agency"]["name"])
    assert [block["heading"] for block in found["content"]] == [block["heading"] for block in data["content"]]


@pytest.mark.parametrize("layout", ["stepped", "flat", "pipes"])
@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_blank_cells_stay_in_their_columns(layout: str, seed: int) -> None:
    data = filled(2023, seed, blanks=True)
    assert cells(read_text(as_text(data, edition(2023), layout)).data) == cells(data)


@settings(max_examples=10, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    newline=st.sampled_from(["\n", "\r\n", "\r"]),
    layout=st.sampled_from(["stepped", "flat", "pipes"]),
)
def test_every_node_is_where_its_text_stands(seed: int, newline: str, layout: str) -> None:
    text = as_text(filled(2023, seed, blanks=True), edition(2023), layout).replace("\n", newline)
    document = read_text(text)
    lines = text.split(newline)
    checked = 0
    for pointer, value in leaves(document.data):
        if pointer[0] in ("type", "agency") or pointer[-1] == "table" or "columns" in pointer or pointer[-1] == "row":
            continue
        place = document.places.locate(pointer)
        assert place.line is not None
        assert place.column is not None
        assert place.end_line == place.line
        assert place.end_column is not None
        shown = lines[place.line - 1][place.column - 1 : place.end_column - 1]
        assert shown == ("" if value is None else str(value)), (pointer, place)
        checked += 1
    assert checked > 200


def leaves(node: Any, pointer: tuple[Any, ...] = ()) -> Any:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, (*pointer, key))
    elif isinstance(node, list):
        for i, value in enumerate(node):
            yield from leaves(value, (*pointer, i))
    else:
        yield pointer, node


def test_span_in_a_paragraph() -> None:
    text = as_text(sample(2023), edition(2023)).replace("优化网站", "  优化网站")
    document = read_text(text)
    pointer = ("content", 0, "content", 3, "content", 0)
    paragraph = document.data["content"][0]["content"][3]["content"][0]
    start = paragraph.index("网站")
    place = document.places.locate(pointer, (start, start + 2))
    assert place.line is not None
    assert text.split("\n")[place.line - 1][place.column - 1 : place.end_column - 1] == "网站"  # type: ignore[operator]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = as_text(sample(2023), edition(2023))
    assert read_text(text, encoding).data == read_text(text).data


def test_no_text_is_unreadable_with_the_place_of_the_first_bad_byte() -> None:
    with pytest.raises(Unreadable) as caught:
        read("标题\n好".encode() + b"\xff\xff\x80", FORMATS)
    assert (caught.value.place.line, caught.value.place.column) == (2, 2)


@pytest.mark.parametrize(
    "raw", [b"", b"hello", "采购清单\n电脑\t3\n".encode(), b"\n" * 50, "一、会议纪要\n讨论年报。\n".encode()]
)
def test_other_texts_are_no_reports(raw: bytes) -> None:
    with pytest.raises(NotAReport):
        read(raw, FORMATS)


TITLES = [
    ("云岭市数据局2023年政府信息公开工作年度报告", 2023, "云岭市数据局"),
    ("云岭市数据局 2023 年政府信息公开工作年度报告", 2023, "云岭市数据局"),
    ("2023年云岭市人民政府办公室政府信息公开工作年度报告", 2023, "云岭市人民政府办公室"),
    ("云岭市人民政府2023年政府信息公开工作年度报告", 2023, "云岭市人民政府"),
    ("2021年青禾县人民政府信息公开工作年度报告", 2021, "青禾县人民政府"),
    ("青禾县人民政府政府信息公开工作年度报告（2022年）", 2022, "青禾县人民政府"),
    ("云岭市２０２３年政府信息公开工作年度报告", 2023, "云岭市"),
    ("云岭市财政局二〇二〇年政府信息公开年度报告", 2020, "云岭市财政局"),
    ("云岭市财政局关于2022年度政府信息公开工作的年度报告", 2022, "云岭市财政局"),
    ("青禾县\n2023年度政府信息公开\n工作年度报告", 2023, "青禾县"),
    ("青禾县水务局2024年度政府信息公开工作报告", 2024, "青禾县水务局"),
    ("青禾縣水務局2022年政府信息公開工作年度報告", 2022, "青禾縣水務局"),
]


@pytest.mark.parametrize(("title", "year", "agency"), TITLES)
def test_titles(title: str, year: int, agency: str) -> None:
    text = as_text(sample(2023) | {"title": title}, edition(2023), blank_lines=False)
    document = read_text(text)
    assert (document.data["year"], document.data["agency"]["name"]) == (year, agency)
    assert document.data["title"] == title.replace("\n", "")
    place = document.places.locate(("title",))
    assert (place.line, place.column, place.end_line) == (1, 1, 1 + title.count("\n"))


def test_year_and_agency_stand_in_the_title() -> None:
    document = read_text(
        as_text(sample(2023) | {"title": "青禾县水务局 2023 年\n政府信息公开工作年度报告"}, edition(2023))
    )
    assert document.places.locate(("year",)).column == 8
    assert document.places.locate(("agency", "name")).end_column == 7


@pytest.mark.parametrize(
    "above",
    [
        "您现在的位置: 云岭市档案数据局>政府信息公开>政府信息公开年报",
        "首页/政府信息公开/政府信息公开年报",
        "政府信息公开年报",
        "索引号: | 01234567/2024-00012 | 公开方式: | 主动公开 |\n文号: | | 公开日期: | 2024-01-20 |",
        "| 索 引 号: | 01234567/2024-00012 | |\n| 标 题: | 云岭市档案数据局2023年政府信息公开工作年度报告 | |",
    ],
)
def test_a_title_stands_below_what_its_page_prints_above_it(above: str) -> None:
    data = sample(2023)
    found = read_text(above + "\n\n" + as_text(data, edition(2023))).data
    assert (found["title"], found["year"], found["agency"]["name"]) == (
        data["title"],
        2023,
        data["agency"]["name"],
    )


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_label_may_go_on_in_the_next_line(gap: str) -> None:
    data = filled(2023, 6)
    text = as_text(data, edition(2023), "stacked groups", blank_lines=False)
    for label in ("商业|企业", "科研|机构", "（三）|不予公开", "（四）|无法提供"):
        assert label.replace("|", "") in text
        text = text.replace(label.replace("|", "") + "\n", label.replace("|", gap) + "\n")
    found = read_text(text).data
    assert cells(found) == cells(data)
    assert not any(isinstance(block, str) for block in found["content"][2]["content"])


@pytest.mark.parametrize("bars", ["|", "|||"])
def test_bars_behind_a_row_stand_for_what_a_header_spans(bars: str) -> None:
    data = filled(2023, 7)
    lines = as_text(data, edition(2023), "stacked bars", blank_lines=False).split("\n")
    ends = [f"{line} |\n{bars}" if line.isdigit() or line.startswith("第二十条") else line for line in lines]
    assert cells(read_text("\n".join(ends)).data) == cells(data)


@pytest.mark.parametrize("layout", ["stepped", "collapsed"])
def test_a_cell_may_go_on_in_the_next_line(layout: str) -> None:
    data = filled(2023, 8)
    text = as_text(data, edition(2023), layout)
    breaks = ("商业|企业", "科研|机构", "（二）部分公开|（区分处理的", "（三）|不予公开", "不补正、|行政机关")
    for label in breaks:
        assert label.replace("|", "") in text
        text = text.replace(label.replace("|", ""), label.replace("|", "\n"))
    found = read_text(text).data
    assert cells(found) == cells(data)
    assert not any(isinstance(block, str) for block in found["content"][2]["content"])


def test_a_figure_of_one_cell_to_a_line_may_be_blank_between_bars() -> None:
    data = filled(2023, 4)
    requests = next(table for table in tables_of(data) if table["table"] == "requests")
    requests["rows"][3]["cells"][2] = None
    text = as_text(data, edition(2023), "stacked bars", blank_lines=False).replace("\n |\n", "\n|\n")
    assert cells(read_text(text).data) == cells(data)


def test_a_title_repeated_by_its_page_is_no_paragraph() -> None:
    data = sample(2023)
    text = as_text(data, edition(2023))
    twice = data["title"] + "\n发布日期：2024-01-20\n" + text
    found = read_text(twice).data
    assert found["title"] == data["title"]
    assert found["content"][0] == "发布日期：2024-01-20"
    assert found["content"][1:] == read_text(text).data["content"]


def test_year_of_the_period_where_the_title_has_none() -> None:
    data = sample(2023, ["统计期限自2022年1月1日起至2022年12月31日止。"])
    found = read_text(as_text(data | {"title": "云岭市档案数据局政府信息公开工作年度报告"}, edition(2023)))
    assert found.data["year"] == 2022


def test_agency_of_the_preface_where_the_title_has_none() -> None:
    data = sample(2023, ["本报告由青禾县水务局编制，全文包括六个部分。"])
    found = read_text(as_text(data | {"title": "2023年政府信息公开工作年度报告"}, edition(2023)))
    assert found.data["agency"]["name"] == "青禾县水务局"


@pytest.mark.parametrize(
    ("title", "preface", "agency"),
    [
        ("青禾区人民政府", "请与云岭市青禾区人民政府办公室联系。", "云岭市青禾区人民政府"),
        ("青禾县水务局", "本报告由临江省云岭市青禾县水务局编制。", "临江省云岭市青禾县水务局"),
        ("云岭市财政局", "地址：临江省云岭市财政局三楼。", "云岭市财政局"),
        ("青禾区人民政府", "青禾区人民政府办公室编制。", "青禾区人民政府"),
    ],
)
def test_agency_with_the_places_above_it_where_the_preface_names_them(title: str, preface: str, agency: str) -> None:
    data = sample(2023, [preface]) | {"title": f"{title}2023年政府信息公开工作年度报告"}
    assert read_text(as_text(data, edition(2023))).data["agency"]["name"] == agency


def test_a_label_after_its_groups_that_differs_from_the_form() -> None:
    data = filled(2023, 3)
    text = as_text(data, edition(2023), "stepped").replace("1.申请人无正当理由逾期", "1、申请人无正当理由、逾期")
    assert cells(read_text(text).data) == cells(data)


def test_nothing_is_guessed() -> None:
    found = read_text(as_text(sample(2023) | {"title": "政府信息公开工作年度报告"}, edition(2023))).data
    assert "year" not in found
    assert "agency" not in found


def test_headings() -> None:
    text = """云岭市数据局2023年政府信息公开工作年度报告
前言第一段，说明编制依据。
一、总体情况
（一）主动公开
公开信息 12 条。
1.规范发布
统一发布流程。
2.加强审核
落实三审三校。
（二）依申请公开情况。全年收到申请 3 件。
二、主动公开政府信息情况
五、存在的主要问题及改进情况
（一）存在的问题
1.解读形式单一
2.更新不够及时
3.培训不足
"""
    content = read_text(text).data["content"]
    assert content[0] == "前言第一段，说明编制依据。"
    assert content[1] == {
        "heading": "一、总体情况",
        "content": [
            {
                "heading": "（一）主动公开",
                "content": [
                    "公开信息 12 条。",
                    {"heading": "1.规范发布", "content": ["统一发布流程。"]},
                    {
                        "heading": "2.加强审核",
                        "content": ["落实三审三校。", "（二）依申请公开情况。全年收到申请 3 件。"],
                    },
                ],
            }
        ],
    }
    assert content[3]["content"][0] == {
        "heading": "（一）存在的问题",
        "content": ["1.解读形式单一", "2.更新不够及时", "3.培训不足"],
    }


def test_chapters_numbered_otherwise_or_not_at_all() -> None:
    for number in ("{}、", "{}. ", "（{}）", ""):
        lines = ["云岭市数据局2023年政府信息公开工作年度报告"]
        for i, chapter in enumerate(edition(2023).chapters, 1):
            lines += [number.format(i) + chapter.title, "有关情况如下所述。"]
        content = read_text("\n".join(lines)).data["content"]
        assert len(content) == 6, number
        assert all(len(block["content"]) == 1 for block in content)


def test_chapters_numbered_otherwise_with_titles_of_their_own() -> None:
    lines = ["云岭市数据局2023年政府信息公开工作年度报告"]
    for i, chapter in enumerate(edition(2023).chapters, 1):
        title = {5: "存在问题及整改措施", 6: "其他需要汇报事项"}.get(i, chapter.title)
        lines += [
            f"{i}、 {title}",
            "有关情况如下所述。",
            "1、 规范流程",
            "按时办理，逐件登记。",
            "2、 主动公开渠道",
            "网站与公报。",
        ]
    content = read_text("\n".join(lines)).data["content"]
    assert [block["heading"][:2] for block in content] == ["1、", "2、", "3、", "4、", "5、", "6、"]
    assert all(block["content"][1]["heading"] == "1、 规范流程" for block in content)


def test_a_column_left_out_is_not_made_up() -> None:
    for layout in ("stepped", "flat"):
        data = sample(2023)
        requests = next(table for table in tables_of(data) if table["table"] == "requests")
        for row in requests["rows"]:
            row["cells"] = [1, 2, 3, 4, 5, 6, 21]
        text = as_text(data, edition(2023), layout)
        lines = [line.rpartition("\t")[0] if line.endswith(("\t21", "\t总计")) else line for line in text.split("\n")]
        lines = [line.removesuffix("\t") if line.endswith("申请人情况" + "\t" * 6) else line for line in lines]
        found = next(table for table in tables_of(read_text("\n".join(lines)).data) if table["table"] == "requests")
        assert found["columns"] == requests["columns"][:-1], layout
        assert all(row["cells"] == [1, 2, 3, 4, 5, 6] for row in found["rows"])


def test_a_displaced_row_and_those_after_it_keep_where_they_stand() -> None:
    text = as_text(sample(2020), edition(2020), "stepped")
    row = "\t\t3.要求提供公开出版物" + "\t0" * 7
    next_row = "\t\t4.无正当理由大量反复申请"
    assert row in text
    moved = text.replace(row, "3.要求提供公开出版物\t" + "\t0" * 7 + "\t\n").replace(next_row, next_row[1:])
    requests = next(table for table in tables_of(read_text(moved).data) if table["table"] == "requests")
    displaced = {
        row["row"]: (row.get("label_column"), row.get("group")) for row in requests["rows"] if "label_column" in row
    }
    assert displaced == {"np_publication": (0, "none"), "np_excessive": (1, "results")}
    assert cells(read_text(moved).data) == cells(sample(2020))


def test_a_table_that_cannot_be_mapped_stays_a_grid() -> None:
    text = as_text(sample(2023), edition(2023))
    start = text.index("（本列数据")
    end = text.index("四、政府信息公开行政复议")
    odd = text[:start] + "渠道\t件数\n网络\t3\n信函\t1\n\n" + text[end:]
    tables = list(tables_of(read_text(odd).data))
    assert {"table": None, "grid": [["渠道", "件数"], ["网络", 3], ["信函", 1]]} in tables


def test_figures_that_do_not_come_out_even_are_not_guessed() -> None:
    data = filled(2023, 1)
    text = as_text(data, edition(2023), "stacked", blank_lines=False)
    requests = next(table for table in tables_of(data) if table["table"] == "requests")
    lost = text.replace(f"\n{requests['rows'][2]['cells'][3]}\n", "\n", 1)
    found = next(table for table in tables_of(read_text(lost).data) if table["table"] in (None, "requests"))
    assert found["table"] is None


def test_a_blank_lost_between_single_spaces_is_not_guessed() -> None:
    data = filled(2023, 1)
    requests = next(table for table in tables_of(data) if table["table"] == "requests")
    requests["rows"][2]["cells"][3] = None
    found = read_text(as_text(data, edition(2023), "single spaces")).data
    assert [table["table"] for table in tables_of(found)].count(None) == 1
    assert [row for row in cells_of_recognised(found) if row[0] != "requests"] == [
        row for row in cells(data) if row[0] != "requests"
    ]


def test_a_row_of_blanks_among_single_spaces_is_part_of_its_table() -> None:
    data = filled(2023, 1)
    requests = next(table for table in tables_of(data) if table["table"] == "requests")
    requests["rows"][4]["cells"] = [None] * 7
    found = read_text(as_text(data, edition(2023), "single spaces")).data
    [grid] = [table["grid"] for table in tables_of(found) if table["table"] is None]
    assert len(grid) >= len(requests["rows"])
    assert not any(isinstance(block, str) for block in found["content"][2]["content"])


def test_a_misspelt_label_before_single_spaces_is_a_label() -> None:
    data = filled(2023, 2)
    text = as_text(data, edition(2023), "single spaces").replace("重复申请", "重复的申请")
    assert cells(read_text(text).data) == cells(data)


@pytest.mark.parametrize(
    "lines",
    [
        ["全年办理行政许可 20", "政策解读 12 篇"],
        ["行政许可 20", "其中网上办理占多数。"],
        ["电话 6612018", "邮编 000218"],
        ["行政许可 行政处罚", "自然人 总计"],
        ["公开 20 条", "解读 12 条"],
        ["1 2", "3 4"],
    ],
)
def test_words_and_figures_with_single_spaces_are_no_table(lines: list[str]) -> None:
    data = sample(2023, lines)
    content = read_text(as_text(data, edition(2023))).data["content"][0]["content"]
    assert content == lines


def test_cells_keep_what_they_print() -> None:
    text = as_text(sample(2020), edition(2020), "stepped").replace("政府集中采购\t0\t0", "政府集中采购\t22\t3,329.525")
    text = text.replace("行政事业性收费\t0\t0", "行政事业性收费\t1\t-1")
    found = {(table, row): values for table, row, values in cells(read_text(text).data)}
    assert found["art20_9", "procurement"] == [22, "3,329.525"]
    assert found["art20_8", "admin_fee"] == [1, -1]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(NotAReport, Unreadable):
        read(text.encode("utf-8", "replace"), FORMATS)


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 1000),
    start=st.integers(0, 4000),
    length=st.integers(1, 400),
    put=st.text("\t\n|0 一（）年", max_size=5),
)
def test_a_damaged_report_is_read_or_refused(seed: int, start: int, length: int, put: str) -> None:
    text = as_text(filled(2023, seed), edition(2023))
    start %= len(text)
    with contextlib.suppress(NotAReport, Unreadable):
        read_text(text[:start] + put + text[start + length :])


REQUESTS = {
    "luoyang_jyj_2020.txt": {
        "new_received": [14, 0, 0, 0, 0, 0, 14],
        "oth": [0] * 7,
        "result_total": [14, 0, 0, 0, 0, 0, 14],
    },
    "suqian_2023.txt": {
        "new_received": [3402, 99, 0, 4, 5, 1, 3511],
        "granted": [1175, 12, 0, 3, 1, 0, 1191],
        "deny_admin_query": [20, 1, 0, 0, 0, 0, 21],
        "na_not_held": [968, 74, 0, 1, 3, 1, 1047],
        "oth_no_correction": [40, 0, 0, 0, 0, 0, 40],
        "oth_other": [287, 3, 0, 0, 1, 0, 291],
        "result_total": [3375, 99, 0, 4, 7, 1, 3486],
        "carried_out": [118, 3, 0, 0, 0, 0, 121],
    },
}
DISPUTES = {
    "luoyang_jyj_2020.txt": [None] * 5 + [0] * 10,
    "suqian_2023.txt": [309, 17, 88, 26, 440, 1, 1, 16, 6, 24, 13, 0, 67, 9, 89],
}
ROWS = {"luoyang_jyj_2020.txt": 23, "suqian_2023.txt": 25}


@pytest.mark.parametrize("name", REQUESTS)
def test_real_reports(cases: Path, name: str) -> None:
    document = read((cases / name).read_bytes(), FORMATS)
    tables = {table["table"]: table for table in tables_of(document.data)}
    found = {row["row"]: row["cells"] for row in tables["requests"]["rows"]}
    assert len(found) == ROWS[name]
    assert {key: found[key] for key in REQUESTS[name]} == REQUESTS[name]
    assert tables["disputes"]["rows"][0]["cells"] == DISPUTES[name]
    assert None not in tables


def test_a_title_with_agency_and_year_is_enough_to_be_a_report() -> None:
    found = read_text("青禾县水务局2013年政府信息公开工作年度报告\n（正文见附件）\n").data
    assert (found["year"], found["content"]) == (2013, ["（正文见附件）"])
    with pytest.raises(NotAReport):
        read_text("政府信息公开工作年度报告\n本文件夹存放历年报告。\n")


class TestWhatIsNoReport:
    def test_is_told_what_it_lacks_and_what_to_do(self) -> None:
        with pytest.raises(NotAReport) as caught:
            read("云岭市水务局政府信息公开年度报告\n\n一、总体情况\n\n全年工作平稳。\n".encode(), FORMATS)
        assert "写明机关和年度的标题" in caught.value.zh
        assert "请补上标题" in caught.value.zh
        assert "give it its title" in caught.value.en

    @pytest.mark.parametrize("raw", [b"", b"\n \n", b"\xef\xbb\xbf"])
    def test_an_empty_file_is_called_so(self, raw: bytes) -> None:
        with pytest.raises(NotAReport, match="empty"):
            read(raw, FORMATS)
