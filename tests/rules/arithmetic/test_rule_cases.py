from __future__ import annotations

import pytest

from gouji.rule import Category
from gouji.testing import check_cases, registry

RULES = [rule for rule in registry().rules if rule.category is Category.ARITHMETIC]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_cases(rule):
    check_cases(rule)
