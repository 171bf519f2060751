from __future__ import annotations

from typing import Any

from gouji.anchors import anchor
from gouji.report import Node, Report, Section, Table
from gouji.testing import registry

CONTENT: list[Any] = [
    "前言一段。",
    {"heading": "一、总体情况", "content": []},
    {
        "heading": "一、 总体情况",
        "content": [
            "一段。",
            {"heading": "（一）主动公开", "content": ["一段。"]},
            {"table": None, "grid": [["甲"]]},
            {"table": None, "grid": [["乙"]]},
        ],
    },
    {
        "heading": "二、主动公开政府信息情况",
        "content": [
            {
                "table": "art20_1",
                "caption": "第二十条第（一）项",
                "columns": ["issued", "repealed"],
                "rows": [
                    {"row": "rules", "label": "规章", "cells": [1, 2, 3]},
                    {"row": "rules", "cells": [4, 5]},
                ],
            }
        ],
    },
]


def test_anchors() -> None:
    report = Report(
        {"type": "x", "year": 2023, "title": "题", "agency": {"name": "甲局"}, "content": CONTENT}, registry().formats
    )
    second, chapter = report.content[2], report.content[3]
    assert isinstance(second, Section)
    assert isinstance(chapter, Section)
    sub = second.content[1]
    table = chapter.content[0]
    assert isinstance(sub, Section)
    assert isinstance(table, Table)
    assert report.title is not None
    assert table.caption is not None
    label = table.rows[0].label
    assert label is not None
    expected: list[tuple[Node, str]] = [
        (report, "报告"),
        (report.agency, "报告"),
        (report.title, "title"),
        (report.content[0], "前言"),
        (report.content[1], "一、总体情况"),
        (second, "一、总体情况#2"),
        (second.heading, "一、总体情况#2"),
        (second.content[0], "一、总体情况#2"),
        (sub.content[0], "一、总体情况#2 / （一）主动公开"),
        (second.content[2], "一、总体情况#2 / table"),
        (second.content[3], "一、总体情况#2 / table#2"),
        (table, "二、主动公开政府信息情况 / art20_1"),
        (table.caption, "二、主动公开政府信息情况 / art20_1"),
        (label, "二、主动公开政府信息情况 / art20_1 / rules"),
        (table.rows[1], "二、主动公开政府信息情况 / art20_1 / rules#2"),
        (table.rows[0].cells[1], "二、主动公开政府信息情况 / art20_1 / rules / repealed"),
        (table.rows[0].cells[2], "二、主动公开政府信息情况 / art20_1 / rules / cell 3"),
    ]
    assert [anchor(node) for node, _ in expected] == [text for _, text in expected]
