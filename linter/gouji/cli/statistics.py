"""`--statistics`: how often each rule found something, and how long it took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gouji.engine import Result
    from gouji.rule import Rule

HEADINGS = {"zh": ("问题数", "毫秒", "规则"), "en": ("findings", "ms", "rule")}


class Statistics:
    """Counts and seconds by rule code. What facts cost that rules share stands with the rule that asks first."""

    def __init__(self) -> None:
        self.findings: Counter[str] = Counter()
        self.seconds: dict[str, float] = {}

    def add(self, result: Result) -> None:
        """Count the findings of a result."""
        self.findings.update(entry.rule.code for entry in result.findings)

    def lines(self, rules: Sequence[Rule], lang: str) -> Iterator[str]:
        """Yield a table of the rules that ran or were told of, those that found most first."""
        names = {rule.code: rule.name for rule in rules}
        met = {*self.findings, *self.seconds}
        order = sorted(met, key=lambda code: (-self.findings[code], -self.seconds.get(code, 0.0), code))
        found, spent, rule = HEADINGS["zh" if lang == "zh" else "en"]
        wide = 8 - len(found) if lang == "zh" else 8
        yield f"{found:>{wide}} {spent:>{8 if lang == 'en' else 6}} {rule}"
        for code in order:
            spent = f"{self.seconds[code] * 1000:.1f}" if code in self.seconds else "-"
            yield f"{self.findings[code]:>8} {spent:>8} {code} {names.get(code, '')}".rstrip()
