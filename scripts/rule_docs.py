"""Write docs/rules.md from the rules themselves.

    python scripts/rule_docs.py [--check]

With --check nothing is written; the exit status is 1 where the file is not what the rules say.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from textwrap import dedent

from gouji.plugins import load
from gouji.rule import Case, Category, Rule

TARGET = Path(__file__).parents[1] / "docs" / "rules.md"

# Longer examples are cut: they are about how long they are.
LONGEST, SHOWN = 600, 40

HEAD = """\
# Rules

This page is written from the rules by `scripts/rule_docs.py`; `gouji explain CODE` shows the same of one rule, those of
installed plugins included.

**error** stands only where a reviewer would agree every time; *warning* where a person should look; *info* for style. A rule
runs on reports of the years its basis governs. One without a basis rests on the report's own arithmetic or plain sense.
"""


def pages(rules: Sequence[Rule]) -> Iterator[str]:
    """Yield the parts of the page."""
    yield HEAD
    yield "| code | name | severity | finds |\n|---|---|---|---|"
    for rule in rules:
        yield f"| [{rule.code}](#{rule.code.lower()}-{rule.name}) | `{rule.name}` | {rule.severity.label} | {rule.title} |"
    for category in Category:
        of_category = [rule for rule in rules if rule.category is category]
        if of_category:
            yield f"\n## {category.value}"
        for rule in of_category:
            yield from section(rule)


def section(rule: Rule) -> Iterator[str]:
    """Yield what there is to say of one rule."""
    yield f"\n### {rule.code} {rule.name}\n"
    first, _, rest = rule.doc.strip().partition("\n")
    yield f"{first}\n\n{dedent(rest).strip()}".strip()
    yield f"\n- Severity: {severity(rule)}"
    if rule.basis:
        yield "- Basis: " + "; ".join(f"{basis.title}{basis.article}" for basis in rule.basis)
    yield "- Messages:"
    yield from (f"  - {text['zh']}" for text in rule.messages.values())
    if rule.options is not None:
        yield "- Options: " + ", ".join(f"`{option.name}`" for option in fields(rule.options))
    yield from examples("Finds", rule.invalid)
    yield from examples("Leaves alone", rule.valid)


def severity(rule: Rule) -> str:
    """Return the rule's severity and those its findings may be lowered to, as its cases show."""
    lower = {case.severity for case in rule.invalid if case.severity is not None and case.severity < rule.severity}
    return ", or ".join([rule.severity.label, *(level.label for level in sorted(lower, reverse=True))])


def examples(title: str, cases: Sequence[Case]) -> Iterator[str]:
    """Yield the cases that a line can show: sentences, and figures set in an otherwise clean report."""
    shown = [line for case in cases if (line := example(case))]
    if shown:
        yield f"- {title}:"
        yield from (f"  - {line}" for line in shown)


def example(case: Case) -> str:
    """Return a case as one line, or nothing for a whole document."""
    note = f" — {case.note}" if case.note else ""
    if case.text is not None:
        words = " ⏎ ".join(line for line in case.text.splitlines() if line.strip())
        return f"{shortened(words)} ({case.year}){note}"
    if case.cells and case.content is None:
        cells = ", ".join(f"`{where}` = {'blank' if value is None else value}" for where, value in case.cells.items())
        return f"{cells} ({case.year}){note}"
    return case.note


def shortened(words: str) -> str:
    """Return what a reader needs of a text whose point is its length."""
    return words if len(words) <= LONGEST else f"{words[:SHOWN]}…"


def page() -> str:
    """Return the whole page."""
    return "\n".join(pages(load(installed=False).rules)) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Write the page, or compare it."""
    text = page()
    if "--check" in arguments:
        return 0 if TARGET.exists() and TARGET.read_text(encoding="utf-8") == text else 1
    TARGET.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
