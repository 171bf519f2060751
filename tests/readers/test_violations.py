"""Reports that break the schema: what is said of them, and where."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.json_places import JsonPlaces
from gouji.readers import violations as explaining
from gouji.readers.json import _validator, read
from gouji.readers.json_shape import is_usual
from gouji.readers.violations import MAX_VIOLATIONS, reference, violations
from gouji.source import Invalid, Place, Violation
from gouji.testing import registry, sample, tables_of


def found(data: Any) -> list[tuple[Violation, Place]]:
    source = json.dumps(data, ensure_ascii=False, indent=1)
    with pytest.raises(Invalid) as caught:
        read(source.encode(), registry().formats)
    places = caught.value.document.places
    assert isinstance(places, JsonPlaces)
    return [(v, (places.locate_key if v.at_key else places.locate)(v.pointer)) for v in caught.value.violations]


def table(data: dict[str, Any], key: str = "requests") -> dict[str, Any]:
    return next(item for item in tables_of(data) if item["table"] == key)


def row(data: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = table(data)["rows"][2]
    return found


def rename(data: dict[str, Any], old: str, new: str) -> None:
    data[new] = data.pop(old)


def add(data: dict[str, Any], block: Any) -> None:
    data["content"].append(block)


ROW = ("content", 2, "content", 0, "rows", 2)
KINDS = "gov_province、gov_city、gov_county、gov_township、gov_subdistrict、department、vertical、authorized_org、public_enterprise"

BREAKS: list[tuple[Callable[[Any], Any], list[tuple[tuple[str | int, ...], bool, str]]]] = [
    (lambda d: d.pop("year"), [((), False, "报告缺少 year（报告年度，如 2023）")]),
    (lambda d: d.pop("agency"), [((), False, "报告缺少 agency（报告机关）")]),
    (lambda d: d.pop("content"), [((), False, "报告缺少 content（正文各块，依次排列）")]),
    (lambda d: d["agency"].pop("name"), [(("agency",), False, "agency 缺少 name（机关全称）")]),
    (lambda d: d.update(year="2023"), [(("year",), False, 'year 应为整数，这里是文本 "2023"；请去掉双引号')]),
    (lambda d: d.update(year="今年"), [(("year",), False, 'year 应为整数，这里是文本 "今年"')]),
    (lambda d: d.update(year=None), [(("year",), False, "year 应为整数，这里是 null")]),
    (lambda d: d.update(year=True), [(("year",), False, "year 应为整数，这里是 true")]),
    (lambda d: d.update(year=2023.5), [(("year",), False, "year 应为整数，这里是数字 2023.5")]),
    (lambda d: d.update(year=1948), [(("year",), False, "year 是 1948，应在 1949 至 2999 之间")]),
    (lambda d: d.update(year=3000), [(("year",), False, "year 是 3000，应在 1949 至 2999 之间")]),
    (lambda d: rename(d, "year", "yaer"), [(("yaer",), True, "没有名为 yaer 的键；是否想写 year？")]),
    (lambda d: d.update(title=2023), [(("title",), False, "title 应为文本，这里是数字 2023；请加上双引号")]),
    (lambda d: d["agency"].update(name=""), [(("agency", "name"), False, "name 不能为空；应写明机关全称")]),
    (
        lambda d: d["agency"].update(kind="departmnt"),
        [(("agency", "kind"), False, f'kind 不能是 "departmnt"；可用的有 {KINDS}；是否想写 department？')],
    ),
    (lambda d: d["agency"].update(kind=3), [(("agency", "kind"), False, f"kind 不能是 3；可用的有 {KINDS}")]),
    (
        lambda d: d["agency"].update(region="41030"),
        [(("agency", "region"), False, 'region 的写法 "41030" 不对；应为六位行政区划代码（GB/T 2260）')],
    ),
    (
        lambda d: d["agency"].update(region=410300),
        [(("agency", "region"), False, "region 应为文本，这里是数字 410300；请加上双引号")],
    ),
    (
        lambda d: d.update(published="2024-1-31"),
        [(("published",), False, 'published 的写法 "2024-1-31" 不对；应为日期，如 2024-01-31')],
    ),
    (
        lambda d: d.update(published="2024-01-31\n"),
        [(("published",), False, 'published 的写法 "2024-01-31\\n" 不对；应为日期，如 2024-01-31')],
    ),
    (lambda d: d.update({"$schema": 5}), [(("$schema",), False, "$schema 应为文本，这里是数字 5；请加上双引号")]),
    (lambda d: d.update(content={}), [(("content",), False, "content 应为列表 […]，这里是对象 {…}")]),
    (lambda d: add(d, 5), [(("content", 6), False, "content 的第 7 项应为文本或对象 {…}，这里是数字 5；请加上双引号")]),
    (
        lambda d: add(d, ["段"]),
        [(("content", 6), False, "content 的第 7 项应为文本或对象 {…}，这里是列表 […]")],
    ),
    (
        lambda d: add(d, {"content": []}),
        [(("content", 6), False, "content 中的对象应是有 heading 的章节或有 table 的表格")],
    ),
    (
        lambda d: rename(d["content"][0], "heading", "headng"),
        [(("content", 0, "headng"), True, "没有名为 headng 的键；是否想写 heading？")],
    ),
    (
        lambda d: rename(table(d), "table", "tabel"),
        [(("content", 2, "content", 0, "tabel"), True, "没有名为 tabel 的键；是否想写 table？")],
    ),
    (
        lambda d: add(d, {"heading": "七、附表", "table": "requests"}),
        [(("content", 6, "table"), True, "一块内容不能既有 heading（章节）又有 table（表格）；请分成两块")],
    ),
    (lambda d: d["content"][0].update(heading=1), [(("content", 0, "heading"), False, "heading 应为文本，这里是数字 1；请加上双引号")]),
    (
        lambda d: add(d, {"table": None}),
        [(("content", 6), False, "content 的第 7 项缺少 grid（表的各行（含表头），照录原文）")],
    ),
    (
        lambda d: add(d, {"table": "x", "rows": []}),
        [(("content", 6), False, "content 的第 7 项缺少 columns（各列的键，从左到右）")],
    ),
    (
        lambda d: add(d, {"table": 3, "columns": [], "rows": []}),
        [(("content", 6, "table"), False, "table 应为文本或null（空白），这里是数字 3；请加上双引号")],
    ),
    (
        lambda d: add(d, {"table": None, "grid": [["甲", []]]}),
        [(("content", 6, "grid", 0, 1), False, "grid 的第 2 项应为数字、null（空白）或文本，这里是列表 […]")],
    ),
    (
        lambda d: row(d).update(row="予以公开"),
        [((*ROW, "row"), False, 'row 的写法 "予以公开" 不对；应为小写字母开头，只含小写字母、数字和下划线的键，如 natural_person')],
    ),
    (
        lambda d: row(d)["cells"].__setitem__(3, False),
        [((*ROW, "cells", 3), False, "cells 的第 4 项应为数字、null（空白）或文本，这里是 false")],
    ),
    (lambda d: row(d).pop("cells"), [(ROW, False, "rows 的第 3 项缺少 cells（各列的数据）")]),
    (
        lambda d: row(d).update(label_column=-1),
        [((*ROW, "label_column"), False, "label_column 是 -1，应不小于 0")],
    ),
    (lambda d: row(d).update(unit="件"), [((*ROW, "unit"), True, "没有名为 unit 的键；这里可用的有 row、label、label_column、group、cells")]),
    (
        lambda d: d.update(suppress=[{"rule": "CN104", "at": "报告", "reason": ""}]),
        [(("suppress", 0, "reason"), False, "reason 不能为空；应写明不作处理的理由")],
    ),
    (
        lambda d: d.update(suppress=[{"rule": "CN104", "at": "报告"}]),
        [(("suppress", 0), False, "suppress 的第 1 项缺少 reason（不作处理的理由）")],
    ),
    (
        lambda d: (d.pop("year"), row(d).pop("cells"), d["agency"].update(name=3)),
        [
            ((), False, "报告缺少 year（报告年度，如 2023）"),
            (("agency", "name"), False, "name 应为文本，这里是数字 3；请加上双引号"),
            (ROW, False, "rows 的第 3 项缺少 cells（各列的数据）"),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), BREAKS, ids=[said[0][2][:24] for _, said in BREAKS])
def test_every_violation_is_told_at_its_place(
    change: Callable[[Any], Any], expected: list[tuple[tuple[str | int, ...], bool, str]]
) -> None:
    data = sample()
    change(data)
    told = found(data)
    assert [(v.pointer, v.at_key, v.zh) for v, _ in told] == expected
    assert all(
        (v.en and v.en.isascii()) or not json.dumps(v.en).isascii() or "\\u" in json.dumps(v.en) for v, _ in told
    )
    lines = json.dumps(data, ensure_ascii=False, indent=1).splitlines()
    for violation, place in told:
        if violation.at_key:
            assert place.line is not None
            assert place.column is not None
            assert place.end_column is not None
            assert lines[place.line - 1][place.column - 1 : place.end_column - 1] == violation.pointer[-1]


@pytest.mark.parametrize(
    ("change", "en"),
    [
        (lambda d: d.pop("year"), "the report has no year (the year reported on, as 2023)"),
        (lambda d: d.update(yeer=1), "unknown key yeer; the keys here are"),
        (lambda d: rename(d, "year", "yeer"), "unknown key yeer; did you mean year?"),
        (lambda d: d.update(year="2023"), 'year must be a whole number, not the text "2023"; remove the quotes'),
        (lambda d: d.update(year=1), "year is 1 and must be between 1949 and 2999"),
        (lambda d: row(d).update(label_column=-1), "label_column is -1 and must be at least 0"),
        (lambda d: d["agency"].update(kind="dept"), 'kind cannot be "dept"'),
        (lambda d: d["agency"].update(region="1"), 'region cannot be "1"; it is six digits, a code of GB/T 2260'),
        (lambda d: d["agency"].update(name=""), "name is empty; give the organ's full name"),
        (lambda d: add(d, {}), "an object in content is a section with heading or a table with table"),
    ],
)
def test_in_english(change: Callable[[Any], Any], en: str) -> None:
    data = sample()
    change(data)
    assert found(data)[0][0].en.startswith(en)


def test_violations_follow_the_file_and_are_limited() -> None:
    data = sample()
    data["content"] = [*range(MAX_VIOLATIONS + 7), *data["content"]]
    told = found(data)
    assert len(told) == MAX_VIOLATIONS
    assert [v.pointer for v, _ in told] == [("content", i) for i in range(MAX_VIOLATIONS)]
    assert "另有 7 处未列出" in told[-1][0].zh
    assert "7 more are not listed" in told[-1][0].en
    data["content"] = data["content"][7:]
    assert "未列出" not in found(data)[-1][0].zh


def test_long_values_and_keys_are_cut() -> None:
    told = found(sample() | {"k" * 5000: 1, "published": "x" * 5000})
    assert all(len(v.zh) < 200 for v, _ in told)


def test_a_disagreement_of_the_validators_is_not_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent:
        def iter_errors(self, _data: Any) -> Iterator[Any]:
            return iter(())

    monkeypatch.setattr(explaining, "reference", Silent)
    assert found(sample() | {"year": "x"})[0][0].pointer == ()


def paths(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for part, value in items:
        yield from paths(value, (*path, part))


WORDS = ["heading", "content", "table", "grid", "rows", "row", "cells", "columns", "label", "group", "suppress", "name",
         "kind", "region", "published", "caption", "reason", "until", "title", "x"]  # fmt: skip
SCALARS = st.sampled_from(
    [None, True, 0, -1, 2023, 2023.0, 1.5, 10**30, "", "total", "Total", "total\n", "410300", "410300\n", "４１０３００",
     "2024-02-29", "2024-02-29\n", "2024-13-01", "department", "none"]
)  # fmt: skip
REPLACEMENTS = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=3),
    max_leaves=5,
)
BASE = sample(2023) | {
    "published": "2024-01-31",
    "suppress": [{"rule": "CN104", "at": "报告", "reason": "说明", "until": "2025-12-31"}],
}
BASE["agency"] |= {"kind": "department", "region": "410300"}
BASE["content"][0]["content"] += [{"table": None, "caption": "附表", "grid": [["甲", 1, None]]}]
for _table in list(tables_of(BASE))[1:]:
    if _table["table"] is not None:
        _table["rows"] = _table["rows"][:2]
        _table["rows"][0] |= {"label_column": 1, "group": "none"}
PATHS = list(paths(BASE))


def change(data: Any, path: tuple[str | int, ...], how: str, value: Any, word: str) -> None:
    *parents, last = path
    node = data
    for part in parents:
        node = node[part]
    if how == "replace":
        node[last] = value
    elif how == "delete":
        del node[last]
    elif isinstance(node, dict):
        node[word] = value
    else:
        node.insert(last, value)


def test_a_report_as_convert_writes_it_needs_no_validator() -> None:
    assert is_usual(sample(2023) | {"published": "2024-01-31"})
    assert is_usual({key: value for key, value in BASE.items() if key != "suppress"} | {"content": []})
    assert not is_usual(BASE), "what few reports have is left to the validator"


@settings(max_examples=600, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(PATHS[1:]), st.sampled_from(["replace", "delete", "add"]), REPLACEMENTS, st.sampled_from(WORDS)),
        min_size=1,
        max_size=3,
    )
)  # fmt: skip
def test_both_validators_agree_and_every_violation_has_a_place(changes: list[tuple[Any, str, Any, str]]) -> None:
    data = deepcopy(BASE)
    for path, how, value, word in changes:
        try:
            change(data, path, how, value, word)
        except (AttributeError, KeyError, IndexError, TypeError):
            continue  # an earlier change took away what this one changes
    valid = _validator().is_valid(data)
    assert valid == (next(iter(reference().iter_errors(data)), None) is None)
    assert valid or not is_usual(data)
    if not valid:
        places = JsonPlaces(json.dumps(data, ensure_ascii=False, indent=1))
        told = violations(data, places)
        assert told
        assert "未能指出具体位置" not in told[0].zh
        assert len(set(told)) == len(told)
        whole = places.locate(())
        for violation in told:
            assert violation.zh == violation.zh.strip()
            assert violation.pointer == () or places.locate(violation.pointer) != whole
