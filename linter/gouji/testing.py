"""The harness for people who write rules: build a case, run one rule on it, compare what it says with what the case states.

    from gouji.testing import check_cases

    def test_my_rule():
        check_cases(my_rule)

The rules of a pack in YAML are tested alike:

    @pytest.mark.parametrize("rule", pack_rules("yunling.yaml"), ids=lambda rule: rule.code)
    def test_my_pack(rule):
        check_cases(rule)
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING, Any

from gouji.engine import Engine, Metadata, Result
from gouji.report import REPORT_TYPE
from gouji.rule import Case, Rule
from gouji.selection import Selection
from gouji.source import Document, Place

if TYPE_CHECKING:
    from gouji.finding import Entry
    from gouji.plugins import Registry
    from gouji.report import Pointer

AGENCY = "云岭市档案数据局"

OVERVIEW = (
    ("（一）主动公开", "通过市政府门户网站主动公开各类信息 120 条，其中政策解读 12 条。"),
    ("（二）依申请公开", "畅通申请渠道，规范办理流程，依法按时答复申请人。"),
    ("（三）政府信息管理", "建立信息动态调整机制，定期清理已公开的信息。"),
    ("（四）政府信息公开平台建设", "优化网站专栏设置，方便公众查阅。"),
    ("（五）监督保障", "明确分管负责人和工作机构，组织业务培训 2 次，开展工作考核和社会评议，未发生责任追究情形。"),
)
PROBLEMS = ("解读形式还不够丰富，公开内容的针对性有待增强。下一步将多采用图解、视频等形式，围绕公众关切充实公开内容。",)
OTHER = ("本机关未收取信息处理费，没有其他需要报告的事项。",)


class NoPlaces:
    """Places for a report that was not read from a file."""

    def locate(self, pointer: Pointer, span: tuple[int, int] | None = None) -> Place:  # noqa: ARG002
        """Return an empty place."""
        return Place()


@cache
def registry() -> Registry:
    """Return the built-in registry, without installed plugins."""
    from gouji.plugins import load

    return load(installed=False)


def sample(year: int = 2023, overview: list[Any] | None = None, agency: str = AGENCY) -> dict[str, Any]:
    """Return a complete, clean report (report JSON) of the edition of a year, every figure 0.

    `overview` replaces the content of 总体情况. Before the first edition's year the report has that edition's chapters.
    """
    formats = registry().formats
    edition = formats.for_year(max(year, formats.years[0]))
    assert edition is not None
    texts: dict[str, list[Any]] = {
        "overview": overview or [{"heading": heading, "content": [text]} for heading, text in OVERVIEW],
        "problems": list(PROBLEMS),
        "other": list(OTHER),
    }
    content: list[Any] = []
    for chapter in edition.chapters:
        blocks = texts.get(chapter.key, []) + [_zero_table(edition.tables[key]) for key in chapter.tables]
        content.append({"heading": chapter.heading, "content": blocks})
    return {
        "type": REPORT_TYPE,
        "year": year,
        "title": f"{agency}{year}年政府信息公开工作年度报告",
        "agency": {"name": agency},
        "content": content,
    }


def _zero_table(table: Any) -> dict[str, Any]:
    rows = []
    for row in table.rows.values():
        label = {"label": row.label} if row.label else {}
        rows.append({"row": row.key, **label, "cells": [0] * len(table.columns)})
    caption = {"caption": table.caption} if table.caption else {}
    return {"table": table.key, **caption, "columns": list(table.columns), "rows": rows}


def tables_of(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every table of report JSON, in document order."""

    def walk(blocks: list[Any]) -> Iterator[dict[str, Any]]:
        for block in blocks:
            if isinstance(block, dict):
                if "table" in block:
                    yield block
                yield from walk(block.get("content", []))

    return walk(data["content"])


def set_cell(data: dict[str, Any], where: str, value: Any) -> None:
    """Set the cell `table/row/column` of report JSON; KeyError where there is none."""
    table_key, row_key, column_key = where.split("/")
    for table in tables_of(data):
        if table["table"] == table_key and column_key in table["columns"]:
            for row in table["rows"]:
                if row["row"] == row_key:
                    row["cells"][table["columns"].index(column_key)] = value
                    return
    raise KeyError(where)


def case_data(case: Case) -> dict[str, Any]:
    """Return the report JSON of a case."""
    metadata = Metadata(case.metadata)
    if case.body is not None:
        reader = registry().reader_for("case.txt")
        assert reader is not None
        data = reader.read(case.body.encode(), registry().formats).data
        # A body without a title takes the case's year; one with a title states its own.
        if data.get("year") is None:
            data["year"] = case.year
        if not data.get("agency", {}).get("name"):
            data["agency"] = {"name": AGENCY}
    else:
        overview = None if case.text is None else [line for line in case.text.splitlines() if line.strip()]
        data = sample(case.year, overview)
        if case.content is not None:
            data["content"] = deepcopy(list(case.content))
        for where, value in case.cells.items():
            set_cell(data, where, value)
        if case.edit is not None:
            case.edit(data)
    metadata.apply(data)
    return data


def run_case(rule: Rule, case: Case, using: Registry | None = None) -> Result:
    """Check a case with one rule alone and return the result."""
    registered = using or registry()
    options = {} if case.options is None else {rule.code: rule.options(**case.options)}  # type: ignore[misc]
    engine = Engine(registered, Selection(select=(rule.code,)), options)
    engine.rules = [rule] if rule.check is not None else []
    result = Result("case")
    engine.check_document(Document(case_data(case), NoPlaces()), result, Metadata(), named=False)
    return result


def where(entry: Entry) -> str:
    """Return what a finding stands on: its words, or its anchor where it stands on a whole node."""
    return entry.anchor if entry.quote is None else entry.quote


def check_case(rule: Rule, case: Case, fires: bool, using: Registry | None = None) -> None:
    """Compare a rule's findings on a case with what the case states; AssertionError with both where they differ."""
    result = run_case(rule, case, using)
    entries = [entry for entry in result.findings if entry.rule.code == rule.code]
    crashes = [entry.message for entry in result.findings if entry.rule.code == "GJ004"]
    assert not crashes, f"{rule.code} {case!r}: {crashes}"
    found = [where(entry) for entry in entries]
    told = [f"{where(entry)}: {entry.message}" for entry in entries]
    if not fires:
        assert not found, f"{rule.code} fires on a valid case {case!r}: {told}"
        return
    assert found, f"{rule.code} does not fire on {case!r}"
    if case.at:
        assert len(found) == len(case.at), f"{rule.code} {case!r}: expected {case.at}, found {told}"
        for expected, actual, entry in zip(case.at, found, entries, strict=True):
            same = actual.endswith(expected) if entry.quote is None else actual == expected
            assert same, f"{rule.code} {case!r}: expected {expected!r}, found {told}"
    for entry in entries:
        # Templates are compared by what they yield, so that a case names the message and not its wording.
        if case.message is not None:
            assert entry.message == rule.messages[case.message]["zh"].format_map(entry.data), told
        if case.severity is not None:
            assert entry.severity == case.severity, f"{rule.code} {case!r}: {entry.severity.label}"


def check_cases(rule: Rule, using: Registry | None = None) -> None:
    """Check every case of a rule."""
    for case in rule.invalid:
        check_case(rule, case, fires=True, using=using)
    for case in rule.valid:
        check_case(rule, case, fires=False, using=using)


def pack_rules(name: str, using: Registry | None = None) -> tuple[Rule, ...]:
    """Return the rules of a pack in YAML, by path or id, without those of packs it extends; PackError where it is broken."""
    from gouji.packs.library import Library
    from gouji.packs.trial import own_rules

    return tuple(rule for pack in Library(using or registry()).named(name) for rule in own_rules(pack))
