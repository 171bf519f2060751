"""Whatever is taken out of a clean report is missed, and only that."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.formats import Edition
from gouji.testing import registry, sample, tables_of

YEARS = st.integers(2019, 2025)


def edition_of(year: int) -> Edition:
    edition = registry().formats.for_year(year)
    assert edition is not None
    return edition


@settings(max_examples=60, deadline=None)
@given(st.data(), YEARS)
def test_a_row_taken_out_is_found(check: Any, data: st.DataObject, year: int) -> None:
    report = sample(year)
    table = data.draw(st.sampled_from([table for table in tables_of(report) if len(table["rows"]) > 3]))
    at = data.draw(st.integers(0, len(table["rows"]) - 1))
    gone = table["rows"].pop(at)["row"]
    found = check(report)
    assert [(entry.rule.code, entry.data["fault"]) for entry in found] == [("CN112", "missing-row")]
    assert found[0].data["key"] == gone


@settings(max_examples=60, deadline=None)
@given(st.data(), YEARS)
def test_a_column_taken_out_is_found(check: Any, data: st.DataObject, year: int) -> None:
    report = sample(year)
    table = data.draw(st.sampled_from([table for table in tables_of(report) if len(table["columns"]) > 3]))
    at = data.draw(st.integers(0, len(table["columns"]) - 1))
    gone = table["columns"].pop(at)
    for row in table["rows"]:
        del row["cells"][at]
    found = check(report)
    assert [(entry.rule.code, entry.data["fault"]) for entry in found] == [("CN112", "missing-column")]
    assert found[0].data["key"] == gone


@settings(max_examples=60, deadline=None)
@given(st.data(), YEARS)
def test_a_row_moved_is_found_once(check: Any, data: st.DataObject, year: int) -> None:
    report = sample(year)
    rows = next(table["rows"] for table in tables_of(report) if table["table"] == "requests")
    start = data.draw(st.integers(0, len(rows) - 1))
    end = data.draw(st.integers(0, len(rows) - 1).filter(lambda i: i != start))
    rows.insert(end, rows.pop(start))
    found = check(report)
    assert len(found) == 1
    assert found[0].rule.code == "CN112"
    assert found[0].data["fault"].startswith("order-row")


@settings(max_examples=60, deadline=None)
@given(st.sets(st.integers(0, 5), min_size=1, max_size=5), YEARS)
def test_chapters_taken_out_are_each_found_once(check: Any, gone: set[int], year: int) -> None:
    report = sample(year)
    report["content"] = [section for i, section in enumerate(report["content"]) if i not in gone]
    found = check(report)
    assert {entry.rule.code for entry in found} == {"CN101"}
    headings = [chapter.heading for chapter in edition_of(year).chapters]
    assert [entry.data["chapter"] for entry in found] == [headings[i] for i in sorted(gone)]


@settings(max_examples=60, deadline=None)
@given(st.data(), YEARS)
def test_tables_taken_out_are_found(check: Any, data: st.DataObject, year: int) -> None:
    report = sample(year)
    keys = [table["table"] for table in tables_of(report)]
    gone = data.draw(st.sets(st.sampled_from(keys), min_size=1))
    for section in report["content"]:
        section["content"] = [b for b in section["content"] if not (isinstance(b, dict) and b.get("table") in gone)]
        section["content"] = section["content"] or ["有关情况如下。"]
    found = check(report)
    assert {entry.rule.code for entry in found} == {"CN110"}
    assert {key for entry in found for key in entry.data["keys"]} == gone


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(6)))
def test_any_order_of_chapters_but_the_right_one_is_found(check: Any, order: list[int]) -> None:
    report = sample()
    report["content"] = [report["content"][i] for i in order]
    found = check(report)
    assert {entry.rule.code for entry in found} == (set() if order == sorted(order) else {"CN102"})


HEADING = st.text(alphabet="一二三四1234（）().、，。：:主动公开情况 \u3000", max_size=24)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(
            HEADING, st.builds(lambda h, c: {"heading": h, "content": c}, HEADING, st.lists(HEADING, max_size=4))
        ),
        max_size=12,
    )
)
def test_no_heading_makes_a_rule_crash(check: Any, blocks: list[Any]) -> None:
    report = sample()
    report["content"] = blocks
    check(report)
    report["year"] = 2016
    check(report)
