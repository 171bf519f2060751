from __future__ import annotations

from pathlib import Path

import pytest

from gouji.formats import Edition, FormatError, Formats, TableFormat
from gouji.report import Report, Table
from gouji.testing import registry, sample

FORMATS = registry().formats


def edition(year: int) -> Edition:
    found = FORMATS.for_year(year)
    assert found is not None
    return found


def table(year: int, key: str) -> TableFormat:
    return edition(year).tables[key]


@pytest.mark.parametrize(
    ("year", "first", "last"), [(2019, 2019, 2020), (2020, 2019, 2020), (2021, 2021, None), (2040, 2021, None)]
)
def test_edition_in_force(year: int, first: int, last: int | None) -> None:
    assert (edition(year).first_year, edition(year).last_year) == (first, last)


def test_no_edition_before_the_first() -> None:
    assert FORMATS.for_year(2018) is None


@pytest.mark.parametrize("year", [2019, 2021])
def test_six_chapters(year: int) -> None:
    assert [chapter.key for chapter in edition(year).chapters] == [
        "overview",
        "proactive",
        "requests",
        "disputes",
        "problems",
        "other",
    ]
    for number, chapter in enumerate(edition(year).chapters, 1):
        assert chapter.number == number
        for heading in (chapter.heading, *chapter.accepted):
            assert edition(year).chapter_titled(heading) is chapter


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("一、概述", "overview"),
        ("1、 总体情况", "overview"),
        ("五、存在的主要问题及整改措施", "problems"),
        ("五、存在的主要问题及下一步计划", "problems"),
        ("四、因政府信息公开申请行政复议、提起行政诉讼的情况", "disputes"),
        ("三、依申请公开政府信息办理情况", "requests"),
        ("六、其他需要汇报事项", "other"),
        ("七、附件", None),
        ("五、存在的主要問題及改進情況", "problems"),
    ],
)
def test_chapter_meant(heading: str, key: str | None) -> None:
    chapter = edition(2023).chapter_meant(heading)
    assert (chapter and chapter.key) == key


def test_row_and_column_counts() -> None:
    assert [len(table(year, "requests").rows) for year in (2019, 2021)] == [23, 25]
    assert len(table(2021, "requests").columns) == 7
    assert len(table(2021, "disputes").columns) == 15
    assert list(edition(2019).tables) == ["art20_1", "art20_5", "art20_6", "art20_8", "art20_9", "requests", "disputes"]


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("三、本年度办理结果（一）予以公开", "granted"),
        ("(二) 部分公开", "partial"),
        ("（三）不予公开 1.属于国家秘密", "deny_state_secret"),
        ('3.危及"三安全一稳定"', "deny_three_security_one_stability"),
        ("1、申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "oth_no_correction"),
        ("（六）其他处理 1.逾期不补正", "oth_no_correction"),
        ("2.逾期不缴费", "oth_no_payment"),
        ("3.其他", "oth_other"),
        ("（七）总 计", "result_total"),
        ("四、结转下年度继续办理", "carried_out"),
        ("2.其他法律行政止公开", None),
        ("（六）其他处理", None),
        ("总数", None),
    ],
)
def test_rows_by_label(label: str, key: str | None) -> None:
    line = table(2021, "requests").row_labelled(label)
    assert (line and line.key) == key


@pytest.mark.parametrize("year", [2019, 2021])
def test_every_label_is_its_own_rows_and_no_other(year: int) -> None:
    for form in edition(year).tables.values():
        for line in form.rows.values():
            if line.label:
                assert form.row_labelled(line.label) is line
                assert form.row_labelled(line.full_label) is line


def report_tables(year: int, declared: int) -> list[Table]:
    return list(Report(sample(year) | {"year": declared}, FORMATS).tables())


@pytest.mark.parametrize(("year", "declared"), [(2019, 2019), (2019, 2023), (2023, 2023), (2023, 2020)])
def test_tables_follow_the_edition_of_their_own_rows(year: int, declared: int) -> None:
    for found in report_tables(year, declared):
        assert found.format is not None
        if found.key != "disputes":
            assert found.format.edition is edition(year)
    disputes = next(found for found in report_tables(year, declared) if found.key == "disputes")
    assert disputes.format is not None
    assert disputes.format.edition is edition(declared)


def test_a_damaged_table_still_has_its_edition() -> None:
    data = sample(2023)
    requests = data["content"][2]["content"][0]
    requests["rows"] = [row for row in requests["rows"] if row["row"] not in ("granted", "np_repeat")]
    requests["rows"].append({"row": "unknown", "cells": [0] * 7})
    found = next(t for t in Report(data, FORMATS).tables() if t.key == "requests")
    assert found.format is table(2021, "requests")


def test_files_are_named_after_a_year(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"named after the first report year"):
        Formats([tmp_path / "new.yaml"])
    with pytest.raises(FormatError, match=r"another edition for 2021"):
        Formats([Path("a/2021.yaml"), Path("b/2021.yaml")])


def test_a_broken_edition_names_its_file(tmp_path: Path) -> None:
    file = tmp_path / "2030.yaml"
    file.write_text("title: [", encoding="utf-8")
    with pytest.raises(FormatError, match=r"2030\.yaml"):
        Formats([file]).for_year(2030)
    file.write_text("title: 格式", encoding="utf-8")
    with pytest.raises(FormatError, match=r"2030\.yaml.*notice"):
        Formats([file]).for_year(2030)
