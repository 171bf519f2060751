"""An edition that a plugin brings: its tables are checked, and its figures corrected, by what its file says alone."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pluggy
import pytest

import gouji_rules
from gouji import builtin, hooks
from gouji.engine import Engine, Metadata, Result
from gouji.finding import Severity
from gouji.plugins import PluginError, build, register
from gouji.source import Document
from gouji.testing import NoPlaces, sample

EDITION = """
extends: 2021
chapters:
  - {key: other, tables: [training]}
tables:
  - key: training
    caption: 业务培训情况
    columns:
      - {key: sessions, label: 场次}
      - {key: officials, label: 工作人员}
      - {key: visitors, label: 其他人员}
      - {key: people, label: 人次}
      - {key: venue, label: 场地费, kind: amount, unit: 元}
      - {key: teaching, label: 授课费, kind: amount, unit: 元}
      - {key: cost, label: 费用（单位：万元）, kind: amount, unit: 万元}
    rows:
      - {key: city, label: 市级}
      - {key: county, label: 县级}
      - {key: all, label: 合计}
    equations:
      - {rule: CN201, each: row, holds: people = officials + visitors}
      - {rule: CN203, each: column, holds: all = city + county}
      - {rule: CN201, each: row, holds: cost = venue + teaching}
      - {rule: CN207, each: row, holds: sessions <= people}
"""
COLUMNS = ["sessions", "officials", "visitors", "people", "venue", "teaching", "cost"]
ROWS = {
    "city": [3, 80, 12, 92, 12000, 3000, "1.5"],
    "county": [5, 130, 0, 130, 8450, 0, "0.845"],
    "all": [8, 210, 12, 222, 20450, 3000, "2.3"],
}


def registry_of(folder: Path, text: str, name: str = "2026.yaml"):
    (folder / name).write_text(text, encoding="utf-8")
    manager = pluggy.PluginManager(hooks.PROJECT)
    manager.add_hookspecs(hooks)
    for plugin in (builtin, gouji_rules, SimpleNamespace(gouji_formats=hooks.hookimpl(lambda: [folder / name]))):
        register(manager, plugin, getattr(plugin, "__name__", "training"))
    return build(manager)


def training(changes=None):
    data = sample(2026)
    rows = {key: list(cells) for key, cells in ROWS.items()}
    for (row, column), value in (changes or {}).items():
        rows[row][COLUMNS.index(column)] = value
    table = {
        "table": "training",
        "columns": COLUMNS,
        "rows": [{"row": key, "cells": cells} for key, cells in rows.items()],
    }
    data["content"][-1]["content"].append(table)
    return data


def findings(registry, data):
    result = Result("report")
    Engine(registry).check_document(Document(data, NoPlaces()), result, Metadata())
    assert not result.failed, [entry.message for entry in result.findings]
    return [entry for entry in result.findings if entry.rule.code.startswith("CN2")]


def test_a_new_table_is_checked_and_its_figures_corrected(tmp_path):
    registry = registry_of(tmp_path, EDITION)
    assert findings(registry, training()) == []
    [entry] = findings(registry, training({("county", "officials"): 310}))
    assert entry.rule.code == "CN201"
    assert entry.anchor.endswith("training / county / officials")
    assert [(change["from"], change["to"]) for change in entry.data["corrections"][0]] == [(310, 130)]
    assert entry.data["unique"]
    assert "则本表 2 处勾稽全部成立" in entry.message


def test_what_an_edition_extends_stays_as_it_was(tmp_path):
    edition = registry_of(tmp_path, EDITION).formats.for_year(2027)
    base = registry_of(tmp_path, EDITION).formats.for_year(2021)
    assert edition is not None
    assert base is not None
    assert (base.last_year, edition.first_year) == (2025, 2026)
    assert edition.title == base.title
    assert [chapter.heading for chapter in edition.chapters] == [chapter.heading for chapter in base.chapters]
    assert edition.tables.keys() - base.tables.keys() == {"training"}
    assert edition.chapter("other").tables == ("training",)
    assert edition.tables["requests"].equations == base.tables["requests"].equations


def test_amounts_are_compared_as_the_intervals_they_were_rounded_from(tmp_path):
    registry = registry_of(tmp_path, EDITION)
    # 2.3 万元 stands for anything from 22,500 to 23,500 元; 23,450 is within, 23,600 is not.
    for venue, cost, fits in (
        (20450, "2.3", True),
        (20600, "2.3", False),
        (20501, "2.35", True),
        (20450, "2.33", False),
    ):
        data = training({("all", "venue"): venue, ("all", "cost"): cost})
        broken = [
            entry
            for entry in findings(registry, data)
            if "场地费" in entry.message and entry.data["line_zh"] == "“合计”行"
        ]
        assert (not broken) is fits, (venue, cost)
        assert all(entry.data["corrections"] == [] for entry in broken)


def test_a_unit_printed_in_the_cell_counts(tmp_path):
    registry = registry_of(tmp_path, EDITION)
    assert findings(registry, training({("city", "cost"): "15000元", ("county", "cost"): "0.845万元"})) == []


def test_a_bound_is_a_warning_and_proposes_no_figure(tmp_path):
    registry = registry_of(tmp_path, EDITION)
    data = training({("county", "sessions"): 150, ("all", "sessions"): 153})
    [entry] = findings(registry, data)
    assert (entry.rule.code, entry.severity) == ("CN207", Severity.WARNING)
    assert "场次（150） > 人次（130）" in entry.message
    assert entry.data["corrections"] == []
    assert "改" not in entry.message


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("officials + visitors}", "officials + visitor}", "did you mean 'visitors'"),
        ("sessions <= people", "sessions <= cost", "'cost' is in 元 and 'sessions' in "),
        ("rule: CN207", "rule: CN297", "table training: no rule has the code CN297"),
        ("each: row, holds: cost", "each: cell, holds: cost", "is row or column, not 'cell'"),
        ("extends: 2021", "extends: 2023", "`extends` names an earlier edition \\(2019, 2021\\), not 2023"),
        ("extends: 2021", "extends: 2026", "`extends` names an earlier edition"),
    ],
)
def test_a_mistake_in_an_edition_is_told_with_its_file(tmp_path, old, new, message):
    assert old in EDITION
    with pytest.raises(PluginError, match=message) as error:
        registry_of(tmp_path, EDITION.replace(old, new))
    assert str(tmp_path / "2026.yaml") in str(error.value)
