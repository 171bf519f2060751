"""Which rules are on, and how severe: a pure function of what the user wrote.

A selector is a code (`CN301`), a name (`stale-year`), a category (`years`), a prefix (`CN3`, `CN`) or `ALL`. The most
specific selector that fits a rule decides; between equally specific ones `ignore` wins. The engine's own rules
(category `input`) are always on.

Held back are rules on trial (`preview`) and those that came after the release named by `rules-as-of`, unless they are selected by their own
code or name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from gouji.finding import Severity
from gouji.named_tuple import NamedTuple
from gouji.rule import Category, Rule

PREVIEW = "preview"
AS_OF = "rules-as-of"


class Selection(NamedTuple):
    """What a user selected, ignored and re-graded; empty `select` means every rule.

    `held` are the rules that would be on and are held back, by code, each with the setting that does so; `ignore` has them too.
    """

    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    severity: Mapping[str, Severity] = MappingProxyType({})
    held: Mapping[str, str] = MappingProxyType({})

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


def held_back(rule: Rule, as_of: str | None, preview: bool) -> str | None:
    """Return the setting that holds a rule back where it is not selected by its code or name; None where none does."""
    if rule.preview and not preview:
        return PREVIEW
    if as_of is not None and release(rule.since) > release(as_of):
        return AS_OF
    return None


def release(version: str) -> tuple[int, ...]:
    """Return the numbers of a version, so that two can be compared: 0.10 comes after 0.9, and 0.1.0 is 0.1."""
    stated = re.match(r"\d+(\.\d+)*", version)
    numbers = [] if stated is None else [int(digits) for digits in stated[0].split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
