"""What the text may mean of a table, as the editions tell it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gouji.formats import FormatError, Formats, TableFormat
from gouji.testing import registry

TABLES = [
    pytest.param(table, id=f"{edition.first_year} {table.key}")
    for edition in registry().formats.all()
    for table in edition.tables.values()
    if table.spoken is not None
]

EDITION = """
title: 格式
notice: 通知
chapters:
  - {{key: requests, heading: 一、申请情况, tables: [requests]}}
tables:
  - key: requests
    columns: [{{key: total, label: 总计}}]
    rows: [{{key: received, label: 收到}}, {{key: carried, label: 结转}}]
    readings:
      - {{key: received, name: 收到, cues: [收到], column: {column}, means: {{收到: {means}}}}}
"""


def table_of(tmp_path: Path, column: str, means: str) -> TableFormat:
    file = tmp_path / "2030.yaml"
    file.write_text(EDITION.format(column=column, means=means), encoding="utf-8")
    edition = Formats([file]).for_year(2030)
    assert edition is not None
    return edition.tables["requests"]


def test_requests_and_disputes_are_spoken_of_in_every_edition() -> None:
    for edition in registry().formats.all():
        for key in ("requests", "disputes", "art20_1"):
            assert edition.tables[key].spoken is not None, f"{edition.first_year} {key}"


@pytest.mark.parametrize("table", TABLES)
def test_keys_are_unique_and_patterns_are_patterns(table: TableFormat) -> None:
    spoken = table.spoken
    assert spoken is not None
    keys = [*(reading.key for reading in spoken.readings), *(claim.key for claim in spoken.claims)]
    assert len(set(keys)) == len(keys)
    assert all(key.isidentifier() for key in keys)
    re.compile(spoken.ignore)
    assert re.compile(spoken.cues).groupindex.keys() == {reading.key for reading in spoken.readings}
    for reading in spoken.readings:
        assert reading.means, reading.key
        assert {*reading.after} <= {*reading.among}, reading.key
    for claim in spoken.claims:
        assert claim.level in {None, "info", "warning"}
        for pattern in (claim.cues, claim.unless, claim.elsewhere):
            re.compile(pattern)


@pytest.mark.parametrize("table", TABLES)
def test_what_is_compared_as_words_has_nothing_of_a_pattern(table: TableFormat) -> None:
    spoken = table.spoken
    assert spoken is not None
    words = {*spoken.hints, *spoken.ignored, *spoken.unlike, *spoken.narrower, *spoken.harmless, *spoken.others}
    for reading in spoken.readings:
        words |= {*reading.after, *reading.among, *reading.unless, *(reading.cues if reading.noun else ())}
    for claim in spoken.claims:
        words |= {*claim.hints, *claim.after, *claim.others}
    assert all(words)
    assert not [word for word in words if re.escape(word) != word]


@pytest.mark.parametrize("table", TABLES)
def test_a_longer_name_comes_before_one_inside_it(table: TableFormat) -> None:
    spoken = table.spoken
    assert spoken is not None
    for reading in spoken.readings:
        for at, name in enumerate(reading.among):
            assert not any(name in later for later in reading.among[at + 1 :]), reading.key


@pytest.mark.parametrize("table", TABLES)
def test_no_cue_matches_nothing(table: TableFormat) -> None:
    spoken = table.spoken
    assert spoken is not None
    for cues in (spoken.cues, *(claim.cues for claim in spoken.claims)):
        assert re.search(cues, "") is None


@pytest.mark.parametrize("table", TABLES)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_one_of_the_hints_stands_wherever_a_cue_does(table: TableFormat, data: st.DataObject) -> None:
    spoken = table.spoken
    assert spoken is not None
    cued = [(reading.key, reading.cues, spoken.hints) for reading in spoken.readings]
    cued += [(claim.key, (claim.cues,), claim.hints) for claim in spoken.claims]
    for key, cues, hints in cued:
        for pattern in cues:
            words = data.draw(st.from_regex(pattern.replace("{last}", "2022").replace("{next}", "2024")))
            assert any(hint in words for hint in hints), (key, words)


def test_a_sum_runs_over_the_axis_that_is_not_fixed(tmp_path: Path) -> None:
    spoken = table_of(tmp_path, "total", "received + carried").spoken
    assert spoken is not None
    ((meaning,),) = (reading.means for reading in spoken.readings)
    assert [(term.factor, term.key) for term in meaning.rows] == [(1, "received"), (1, "carried")]
    assert [term.key for term in meaning.columns] == ["total"]


@pytest.mark.parametrize(("column", "means"), [("total", "recieved"), ("sum", "received"), ("total", "received +")])
def test_a_reading_that_names_no_figure_of_the_table_is_refused_by_name(
    tmp_path: Path, column: str, means: str
) -> None:
    with pytest.raises(FormatError, match="table requests: received"):
        assert table_of(tmp_path, column, means).spoken
