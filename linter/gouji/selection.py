"""Which rules are on, and how severe: a pure function of what the user wrote.

A selector is a code (`CN301`), a name (`stale-year`), a category (`years`), a prefix (`CN3`, `CN`) or `ALL`. The most
specific selector that fits a rule decides; between equally specific ones `ignore` wins. The engine's own rules
(category `input`) are always on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from gouji.finding import Severity
from gouji.rule import Category, Rule


class Selection(NamedTuple):
    """What a user selected, ignored and re-graded; empty `select` means every rule."""

    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    severity: Mapping[str, Severity] = MappingProxyType({})

    def rules(self, rules: Iterable[Rule]) -> list[Rule]:
        """Return the rules that are on, in order."""
        return [rule for rule in rules if self.is_on(rule)]

    def is_on(self, rule: Rule) -> bool:
        """Whether a rule is on."""
        if rule.category is Category.INPUT:
            return True
        chosen = max((specificity(s, rule) for s in self.select), default=0 if self.select else 1)
        ignored = max((specificity(s, rule) for s in self.ignore), default=0)
        return chosen > ignored

    def severity_of(self, rule: Rule) -> Severity:
        """Return the severity of a rule: the most specific setting that fits it, or its own."""
        fitting = [(specificity(selector, rule), level) for selector, level in self.severity.items()]
        best = max(((weight, level) for weight, level in fitting if weight), default=None)
        return rule.severity if best is None else best[1]


def specificity(selector: str, rule: Rule) -> int:
    """Return how closely a selector fits a rule: 0 not at all, 100 as its code or name, 1 as `ALL`."""
    if selector in (rule.code, rule.name):
        return 100
    if selector == rule.category.value:
        return 50
    if selector == "ALL":
        return 1
    return 10 + len(selector) if rule.code.startswith(selector) else 0
