"""How well the rules do on real reports: what they must find, and where they must keep silent.

    python scripts/accuracy.py [FOLDER]

FOLDER (default: the environment variable GOUJI_CASES) holds the reports and `expected.yaml`, which lists for each file what
must be found (`must`), what must not (`must_not`), categories that may say nothing at error or warning level (`silent`) and
rules that may say nothing at all (`silent_rules`). A quote is looked for in the finding's span and in the text it stands in,
white space ignored. Exit status: 0 where everything built is as expected, 1 otherwise.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gouji.engine import Engine
from gouji.finding import Entry, Severity
from gouji.formats import Line, read_yaml
from gouji.plugins import Registry, load
from gouji.report import Cell, Node, Report, Row, Section, Table, Text


@dataclass
class Score:
    """What became of everything expected of one rule. The lists hold `file: quote`."""

    found: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    false_alarms: list[str] = field(default_factory=list)


@dataclass
class Outcome:
    """Scores by rule name; what could not be measured is told apart from what was missed."""

    scores: dict[str, Score] = field(default_factory=dict)
    not_built: dict[str, int] = field(default_factory=dict)
    not_read: list[str] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)

    def score(self, rule: str) -> Score:
        """Return the score of a rule, a new one where it has none yet."""
        return self.scores.setdefault(rule, Score())

    @property
    def as_expected(self) -> bool:
        """Whether every built rule found what it must and nothing it must not."""
        return not self.unchecked and not any(score.missed or score.false_alarms for score in self.scores.values())


def measure(folder: Path, registry: Registry) -> Outcome:
    """Check every file of `expected.yaml` that there is a reader for."""
    outcome = Outcome()
    engine = Engine(registry)
    for name, expected in read_yaml(folder / "expected.yaml").items():
        reader = registry.reader_for(name)
        if reader is None:
            outcome.not_read.append(name)
            continue
        raw = (folder / name).read_bytes()
        result = engine.check_bytes(raw, name, reader)
        if result.failed:
            outcome.unchecked.append(f"{name}: {'; '.join(item.reason for item in result.unchecked)}")
            continue
        report = Report(reader.read(raw, registry.formats).data, registry.formats)
        compare(name, expected, result.findings, report, registry, outcome)
    return outcome


def compare(
    name: str, expected: dict[str, Any], entries: Sequence[Entry], report: Report, registry: Registry, outcome: Outcome
) -> None:
    """Score the findings on one report."""
    for item in expected.get("must", ()):
        rule, quote = item["rule"], item.get("quote", "")
        if registry.rule(rule) is None:
            outcome.not_built[rule] = outcome.not_built.get(rule, 0) + 1
            continue
        score = outcome.score(rule)
        hit = any(entry.rule.name == rule and contains(entry, report, quote) for entry in entries)
        (score.found if hit else score.missed).append(f"{name}: {quote}".rstrip(": "))
    for entry, why in unwelcome(expected, entries, report):
        outcome.score(entry.rule.name).false_alarms.append(
            f"{name}:{entry.place.line or ''}: {entry.quote or entry.anchor} ({why}): {entry.message}"
        )


def unwelcome(expected: dict[str, Any], entries: Sequence[Entry], report: Report) -> Iterator[tuple[Entry, str]]:
    """Yield the findings that must not be there, each once, with the reason."""
    for entry in entries:
        named = any(
            entry.rule.name == item["rule"] and contains(entry, report, item.get("quote", ""))
            for item in expected.get("must_not", ())
        )
        if named:
            yield entry, "must not"
        elif entry.rule.name in expected.get("silent_rules", ()):
            yield entry, "silent rule"
        elif entry.rule.category.value in expected.get("silent", ()) and entry.severity > Severity.INFO:
            yield entry, "silent category"


def contains(entry: Entry, report: Report, quote: str) -> bool:
    """Whether a quote stands in the finding's span or the text around it."""
    wanted = re.sub(r"\s", "", quote)
    return any(wanted in re.sub(r"\s", "", text) for text in around(entry, report))


def around(entry: Entry, report: Report) -> Iterator[str]:
    """Yield the texts a finding stands in: its span, its paragraph or heading, or the labels of its row and column."""
    yield entry.quote or ""
    node = node_at(report, entry.pointer)
    if isinstance(node, Text):
        yield node.value
    elif isinstance(node, Section):
        yield node.heading.value
    elif isinstance(node, Cell):
        yield from labels(node.row.table, node.row.key, node.column_key)
    elif isinstance(node, Row):
        yield from labels(node.table, node.key, None)
    elif isinstance(node, Table):
        yield from (row.label.value for row in node.rows if row.label is not None)
    elif node is report and report.title is not None:
        yield report.title.value


def labels(table: Table, row: str, column: str | None) -> Iterator[str]:
    """Yield the labels over a cell: those of its row and column and of the groups they stand in."""
    printed = table.row(row)
    if printed is not None and printed.label is not None:
        yield printed.label.value
    form = table.format
    if form is None:
        return
    lines: list[Line | None] = [form.rows.get(row), form.columns.get(column or "")]
    for line in lines:
        if line is not None:
            yield line.label
            yield from (group.label for group in (line.group.chain if line.group else ()))


def node_at(report: Report, pointer: Sequence[str | int]) -> Node | None:
    """Return the node of that pointer, or None for one that is no node."""
    if not pointer:
        return report
    if report.title is not None and tuple(pointer) == report.title.pointer:
        return report.title
    nodes: list[Node] = []
    for block in report.blocks():
        nodes.append(block)
        if isinstance(block, Section):
            nodes.append(block.heading)
        elif isinstance(block, Table):
            for row in block.rows:
                nodes += [row, *row.cells, *([row.label] if row.label is not None else [])]
    return next((node for node in nodes if node.pointer == tuple(pointer)), None)


def show(outcome: Outcome) -> Iterator[str]:
    """Yield the lines of the report, worst first."""
    expected = sum(len(score.found) + len(score.missed) for score in outcome.scores.values())
    found = sum(len(score.found) for score in outcome.scores.values())
    alarms = sum(len(score.false_alarms) for score in outcome.scores.values())
    yield f"{found} of {expected} expected findings; {alarms} false alarms"
    yield ""
    yield f"{'rule':24} {'found':>7} {'false alarms':>13}"
    for rule, score in sorted(outcome.scores.items()):
        yield f"{rule:24} {len(score.found):>3}/{len(score.found) + len(score.missed):<3} {len(score.false_alarms):>13}"
        yield from (f"    missed       {item}" for item in score.missed)
        yield from (f"    false alarm  {item}" for item in score.false_alarms)
    if outcome.not_built:
        yield ""
        yield "not built yet: " + ", ".join(f"{rule} ({n})" for rule, n in sorted(outcome.not_built.items()))
    yield from (f"not read yet: {name}" for name in outcome.not_read)
    yield from (f"not checked: {line}" for line in outcome.unchecked)


def main(arguments: Sequence[str]) -> int:
    """Measure and print."""
    folder = arguments[0] if arguments else os.environ.get("GOUJI_CASES")
    if not folder:
        print("name the folder of real reports, or set GOUJI_CASES", file=sys.stderr)
        return 2
    outcome = measure(Path(folder), load(installed=False))
    print("\n".join(show(outcome)))
    return 0 if outcome.as_expected else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
