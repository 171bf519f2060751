"""Several structure rules look at the same headings and tables: each fault is told once."""

from __future__ import annotations

from typing import Any

import pytest

from gouji.engine import Engine, Metadata, Result
from gouji.selection import Selection
from gouji.source import Document
from gouji.testing import NoPlaces, registry, sample
from gouji_rules.structure.edits import chain, rows, tables_of, without_rows


def codes(entries: list[Any]) -> list[str]:
    return [entry.rule.code for entry in entries]


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2022, 2023, 2024, 2025])
def test_a_clean_report_of_every_year_is_silent(check: Any, year: int) -> None:
    assert check(sample(year)) == []


def test_a_preface_under_a_doubled_heading_is_one_duplicate(check: Any) -> None:
    data = sample()
    data["content"].insert(0, {"heading": "一、总体情况", "content": ["本报告由云岭市档案数据局编制。"]})
    assert codes(check(data)) == ["CN104"]


def test_an_empty_doubled_heading_is_one_duplicate(check: Any) -> None:
    data = sample()
    data["content"].insert(0, {"heading": "一、总体情况", "content": []})
    assert codes(check(data)) == ["CN104"]


def test_a_table_of_contents_is_no_fault(check: Any) -> None:
    data = sample()
    data["content"] = [{"heading": section["heading"], "content": []} for section in data["content"]] + data["content"]
    assert check(data) == []


@pytest.mark.parametrize("index", range(6))
def test_an_absent_chapter_is_one_finding_whether_or_not_the_numbers_close_up(check: Any, index: int) -> None:
    data = sample()
    del data["content"][index]
    assert codes(check(data)) == ["CN101"]
    for number, section in zip("一二三四五", data["content"], strict=True):
        section["heading"] = number + section["heading"][1:]
    assert codes(check(data)) == ["CN101"]


@pytest.mark.parametrize("index", range(1, 6))
def test_a_lost_chapter_heading_is_one_warning_where_its_table_stands(check: Any, index: int) -> None:
    data = sample()
    lost = data["content"].pop(index)
    data["content"][index - 1]["content"] += lost["content"]
    found = check(data)
    assert codes(found) == ["CN101"]
    assert found[0].severity.label == ("warning" if index < 4 else "error")


def test_chapters_exchanged_are_one_finding(check: Any) -> None:
    for first in range(5):
        data = sample()
        content = data["content"]
        content[first], content[first + 1] = content[first + 1], content[first]
        assert codes(check(data)) == ["CN102"], first


def test_sub_headings_numbered_as_chapters_are_one_finding(check: Any) -> None:
    data = sample()
    overview = data["content"][0]
    inner = [
        {"heading": "一、健全机制", "content": overview["content"]},
        {"heading": "二、拓宽渠道", "content": ["开设专栏。"]},
    ]
    overview["content"] = []
    data["content"][1:1] = inner
    assert codes(check(data)) == ["CN105"]


def test_an_extra_chapter_with_a_number_of_another_is_one_finding(check: Any) -> None:
    data = sample()
    data["content"].insert(3, {"heading": "三、建议提案办理情况", "content": ["办理 2 件。"]})
    assert codes(check(data)) == ["CN118"]


@pytest.mark.parametrize("number", ["六", "七"])
def test_an_extra_chapter_does_not_belie_the_preface_too(check: Any, number: str) -> None:
    for declared in ("六", "七"):
        data = sample()
        data["content"].insert(0, f"本报告由{declared}个部分组成。")
        data["content"].append({"heading": f"{number}、建议提案办理情况", "content": ["办理 2 件。"]})
        assert codes(check(data)) == ["CN118"]


def test_a_chapter_under_another_heading_is_absent_and_not_extra_too(check: Any) -> None:
    data = sample()
    data["content"][4] = {"heading": "五、人员培训", "content": ["组织培训 2 次。"]}
    assert codes(check(data)) == ["CN101"]


def test_an_empty_chapter_is_not_missed_in_parts_too(check: Any) -> None:
    for index, blocks, code in (
        (0, [], "CN106"),
        (0, ["（文字描述）"], "CN114"),
        (5, [], "CN106"),
        (5, ["待补充"], "CN114"),
    ):
        data = sample()
        data["agency"] = {"name": "青禾县人民政府"}
        data["content"][4]["content"].append("工作考核、社会评议结果良好，未发生责任追究。")
        data["content"][index]["content"] = blocks
        assert codes(check(data)) == [code]


@pytest.mark.parametrize("index", [1, 2, 3])
def test_a_statutory_chapter_with_nothing_under_its_heading_is_told_with_its_tables(check: Any, index: int) -> None:
    data = sample()
    data["content"][index]["content"] = []
    [found] = check(data)
    assert found.rule.code == "CN110"
    assert "图片" in found.message


def test_an_empty_statutory_chapter_is_told_where_nobody_asks_for_its_tables() -> None:
    data = sample()
    data["content"][2]["content"] = []
    result = Result("report.json")
    Engine(registry(), Selection(select=("CN106",))).check_document(Document(data, NoPlaces()), result, Metadata())
    [found] = [entry for entry in result.findings if entry.rule.code == "CN106"]
    assert found.message == found.rule.messages["no-table"]["zh"].format_map(found.data)


def test_a_wrong_number_among_headings_is_one_finding(check: Any) -> None:
    for wrong in ("一二二四五", "一三三四五", "二二三四五", "一二三三五", "一二三五五"):
        data = sample()
        for number, section in zip(wrong, data["content"][0]["content"], strict=True):
            section["heading"] = f"（{number}）{section['heading'][3:]}"
        assert codes(check(data)) == ["CN105"], wrong


def test_a_title_with_another_year_is_whole(check: Any) -> None:
    data = sample()
    data["title"] = data["title"].replace("2023", "2022")
    assert check(data) == []


def test_a_placeholder_in_the_title_is_one_finding(check: Any) -> None:
    for title in ("XX局20XX年政府信息公开工作年度报告", "政府信息公开工作年度报告格式模板"):
        assert codes(check(sample() | {"title": title})) == ["CN114"]


def test_tables_of_the_former_edition_are_one_finding(check: Any) -> None:
    data = sample(2023)
    tables_of(2020)(data)
    assert codes(check(data)) == ["CN111"]


def test_the_former_row_and_a_missing_row_are_two(check: Any) -> None:
    data = sample(2023)
    chain(tables_of(2020, "requests"), without_rows("requests", "np_repeat"))(data)
    assert sorted(codes(check(data))) == ["CN111", "CN112"]


def test_a_displaced_row_keeps_its_label(check: Any) -> None:
    data = sample(2020)
    rows("requests", np_publication={"label": "3. 要求提供公开出版物", "label_column": 0, "group": "none"})(data)
    assert codes(check(data)) == ["CN113"]


@pytest.mark.parametrize("year", [2012, 2018])
def test_before_the_first_edition_only_rules_on_text_run(check: Any, year: int) -> None:
    data = sample(2019)
    data["year"] = year
    data["content"] = [
        {"heading": "一、概述", "content": ["本报告共九个部分。（一）甲。"]},
        {"heading": "二、主动公开情况", "content": ["公开 20 条。"]},
        {"heading": "二、主动公开情况", "content": ["公开 20 条。"]},
        {"heading": "五、附表", "content": []},
    ]
    assert sorted(codes(check(data))) == ["CN104", "CN105", "CN106"]
