"""Every rule says on its own cases what the cases state: the same ones its documentation shows."""

from __future__ import annotations

import pytest

from gouji.rule import Case, Rule
from gouji.testing import check_case, registry

RULES = [rule for rule in registry().rules if rule.check is not None]


def _id(value: object) -> str:
    if isinstance(value, Rule):
        return value.code
    return repr(value)[:50]


@pytest.mark.parametrize(("rule", "case"), [(rule, case) for rule in RULES for case in rule.invalid], ids=_id)
def test_invalid(rule: Rule, case: Case) -> None:
    check_case(rule, case, fires=True)


@pytest.mark.parametrize(("rule", "case"), [(rule, case) for rule in RULES for case in rule.valid], ids=_id)
def test_valid(rule: Rule, case: Case) -> None:
    check_case(rule, case, fires=False)
