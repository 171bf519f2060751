"""The report schema itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator

from gouji.readers.json import schema
from gouji.report import AGENCY_KINDS, REPORT_TYPE
from gouji.testing import sample

KINDS = {
    "gov_province", "gov_city", "gov_county", "gov_township", "gov_subdistrict", "department", "vertical",
    "authorized_org", "public_enterprise",
}  # fmt: skip


def subschemas(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from subschemas(value)
    elif isinstance(node, list):
        for value in node:
            yield from subschemas(value)


def valid(data: Any) -> bool:
    """Whether both validators take a report; they must be of one mind."""
    fast = jsonschema_rs.Draft202012Validator(schema()).is_valid(data)
    assert fast == Draft202012Validator(schema()).is_valid(data)
    return fast


def with_blocks(*blocks: Any) -> dict[str, Any]:
    return sample() | {"content": list(blocks)}


def with_row(**row: Any) -> dict[str, Any]:
    return with_blocks({"table": "requests", "columns": ["total"], "rows": [{"row": "granted", "cells": [0]} | row]})


def test_it_is_a_schema_of_its_draft() -> None:
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema())
    assert jsonschema_rs.meta.is_valid(schema())


def test_it_has_no_unions_so_that_an_error_names_the_mistake() -> None:
    for node in subschemas(schema()):
        assert not {"oneOf", "anyOf", "allOf", "not"} & node.keys()


def test_every_object_is_closed() -> None:
    for node in subschemas(schema()):
        if isinstance(node.get("properties"), dict) and "required" in node:
            names = node["properties"]
            is_condition = set(names) == {"heading", "table"}
            assert is_condition or node["additionalProperties"] is False


def test_every_member_is_explained_in_both_languages() -> None:
    for node in subschemas(schema()):
        if node.get("additionalProperties") is False:
            for name, member in node["properties"].items():
                assert member["title"].isascii(), name
                assert not member["description"].isascii(), name


def test_its_type_and_kinds_are_the_programs() -> None:
    assert schema()["properties"]["type"]["const"] == REPORT_TYPE
    assert tuple(schema()["properties"]["agency"]["properties"]["kind"]["enum"]) == AGENCY_KINDS


@pytest.mark.parametrize("year", range(2019, 2025))
def test_a_complete_report_is_valid(year: int) -> None:
    assert valid(sample(year))


def test_the_least_report() -> None:
    least = {"type": REPORT_TYPE, "year": 2023, "agency": {"name": "云岭市档案数据局"}, "content": []}
    assert valid(least)
    for key in least:
        assert not valid({name: value for name, value in least.items() if name != key})
    assert not valid(least | {"agency": {}})


@pytest.mark.parametrize(
    "data",
    [
        sample() | {"$schema": "https://example.org/report.schema.json"},
        sample() | {"year": 1949},
        sample() | {"year": 2999},
        sample() | {"published": "2024-02-29"},
        *(sample() | {"agency": {"name": "云岭市档案数据局", "kind": kind, "region": "410300"}} for kind in sorted(KINDS)),
        sample() | {"suppress": [{"rule": "CN104", "at": "报告", "reason": "说明", "until": "2025-12-31"}]},
        sample() | {"suppress": [{"rule": "duplicate-heading", "at": "报告", "reason": "说明"}]},
        with_blocks("段落", {"heading": "一、总体情况"}, {"heading": "二、", "content": [{"heading": "（一）", "content": ["段"]}]}),
        with_blocks({"table": None, "grid": []}, {"table": None, "caption": "附表", "grid": [["甲", 1, 1.5, None], []]}),
        with_blocks({"table": "any_key_9", "caption": "表", "columns": ["a", "b_1"], "rows": []}),
        with_row(cells=[14, 96171.6, None, "/", "251000元", -1]),
        with_row(label="（一）予以公开", label_column=0, group="none"),
    ],
)  # fmt: skip
def test_what_is_allowed(data: Any) -> None:
    assert valid(data)


@pytest.mark.parametrize(
    "data",
    [
        [],
        sample() | {"type": "annual-report"},
        sample() | {"year": 1948},
        sample() | {"year": 3000},
        sample() | {"year": "2023"},
        sample() | {"year": 2023.5},
        sample() | {"published": "2024-1-31"},
        sample() | {"published": "2024-00-10"},
        sample() | {"published": "2024年1月31日"},
        sample() | {"agency": {"name": ""}},
        sample() | {"agency": {"name": "云岭市档案数据局", "kind": "school"}},
        sample() | {"agency": {"name": "云岭市档案数据局", "region": "4103"}},
        sample() | {"agency": {"name": "云岭市档案数据局", "region": 410300}},
        sample() | {"extra": 1},
        sample() | {"suppress": [{"rule": "CN104", "at": "报告"}]},
        sample() | {"suppress": [{"rule": "CN104", "at": "报告", "reason": ""}]},
        sample() | {"suppress": [{"rule": "CN104", "reason": "说明"}]},
        sample() | {"suppress": {}},
        with_blocks(None),
        with_blocks(3),
        with_blocks([]),
        with_blocks({}),
        with_blocks({"content": []}),
        with_blocks({"heading": None}),
        with_blocks({"heading": "一、", "content": "段"}),
        with_blocks({"heading": "一、", "rows": []}),
        with_blocks({"heading": "一、", "table": None, "grid": []}),
        with_blocks({"table": None}),
        with_blocks({"table": None, "grid": [1]}),
        with_blocks({"table": None, "grid": [[True]]}),
        with_blocks({"table": None, "grid": [], "rows": []}),
        with_blocks({"table": "requests", "grid": []}),
        with_blocks({"table": "Requests", "columns": [], "rows": []}),
        with_blocks({"table": "", "columns": [], "rows": []}),
        with_blocks({"table": "requests", "columns": ["总计"], "rows": []}),
        with_blocks({"table": "requests", "columns": [], "rows": [[]]}),
        with_row(row="9a"),
        with_row(row="予以公开"),
        with_row(cells=[True]),
        with_row(cells=[[]]),
        with_row(cells=0),
        with_row(label=None),
        with_row(label_column=-1),
        with_row(label_column="0"),
        with_row(group="一、"),
        with_row(note="x"),
    ],
)
def test_what_is_not(data: Any) -> None:
    assert not valid(data)
