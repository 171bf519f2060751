"""Blanks beside an upper bound, which the national editions do not state and an edition of a plugin may."""

from __future__ import annotations

from pathlib import Path

import gouji_schemas
from gouji.formats import Formats
from gouji.report import Report
from gouji.testing import registry, sample, set_cell

EDITION = Path(gouji_schemas.__file__).parent / "formats" / "2021.yaml"
BOUND = "    equations:\n      - {rule: CN203, each: row, holds: issued <= in_force}\n"


def test_a_blank_that_leaves_a_bound_without_its_other_side_is_reported(tmp_path: Path) -> None:
    text = EDITION.read_text(encoding="utf-8")
    first, second, rest = text.partition("\n  - key: art20_5\n")
    bounded = tmp_path / EDITION.name
    bounded.write_text(f"{first}{BOUND}{second}{rest}", encoding="utf-8")
    data = sample(2023)
    set_cell(data, "art20_1/normative_docs/issued", 2)
    set_cell(data, "art20_1/normative_docs/in_force", None)
    rule = registry().rule("blank-cell")
    assert rule is not None
    assert rule.check is not None
    found = list(rule.check(Report(data, Formats([bounded])), None))
    assert [finding.message for finding in found] == ["bound"]
