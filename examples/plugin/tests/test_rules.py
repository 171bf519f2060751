from __future__ import annotations

import pytest

import gouji_example_yunling
from gouji.rule import Rule
from gouji.testing import check_cases


@pytest.mark.parametrize("rule", gouji_example_yunling.gouji_rules(), ids=lambda rule: rule.code)
def test_every_rule_says_of_its_cases_what_they_state(rule: Rule) -> None:
    check_cases(rule)
