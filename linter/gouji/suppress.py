"""Suppression: findings that somebody accepts, each with the reason, in `gouji.yaml` or in the report JSON itself.

What tells that something was not checked is never suppressed. A suppression that suppresses nothing, or is past its last day, is
told of (GJ003), so that none outlives its reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.input_rules import NOT_SUPPRESSIBLE
from gouji.named_tuple import NamedTuple
from gouji.source import Place

if TYPE_CHECKING:
    from gouji.engine import Result
    from gouji.finding import Entry
    from gouji.report import Pointer
    from gouji.rule import Rule

_WILDCARDS = "*?["


class Suppression(NamedTuple):
    """One accepted kind of finding: of a rule (code or name), at an anchor and below it (empty: anywhere), for a reason.

    `until` is the last day it holds. One of a settings file names that file (`source`), whose folder its glob `path` is relative
    to; one of a report holds for that report. `place` and `pointer` tell where it is written.
    """

    rule: str
    reason: str
    at: str = ""
    until: str = ""
    path: str = ""
    source: str = ""
    place: Place = Place()
    pointer: Pointer = ()

    def covers(self, path: str) -> bool:
        """Whether it holds for a file, by the file's path."""
        if not self.path:
            return True
        from gouji.globs import covers
        from gouji.walk import absolute

        try:
            relative = absolute(path).relative_to(Path(self.source).parent)
        except ValueError:
            return False
        return covers(self.path, relative.as_posix())

    def fits(self, entry: Entry) -> bool:
        """Whether it accepts a finding."""
        if self.rule not in (entry.rule.code, entry.rule.name) or entry.rule.code in NOT_SUPPRESSIBLE:
            return False
        return not self.at or entry.anchor == self.at or entry.anchor.startswith(f"{self.at} / ")

    def expired(self, today: str) -> bool:
        """Whether its last day is past. `today` is written as 2024-01-31."""
        return bool(self.until) and self.until < today

    def names_one_file(self) -> bool:
        """Whether it is about one file, so that a run over that file tells whether it is used."""
        return bool(self.path) and not any(mark in self.path for mark in _WILDCARDS)


class Suppressed(NamedTuple):
    """A finding that is not shown, why, and what set it aside: `report`, `settings` or `baseline`."""

    entry: Entry
    reason: str
    by: str


def today() -> str:
    """Return the date of this day, as 2024-01-31."""
    import time

    return time.strftime("%Y-%m-%d")


def settle(
    result: Result,
    by_settings: Sequence[Suppression],
    rules: Sequence[Rule],
    now: str,
    notice: Callable[[Suppression, str, int], Entry],
) -> None:
    """Set aside the findings of a result that are suppressed.

    What is wrong with a suppression of the report itself becomes a finding, made by `notice(suppression, message key, ordinal)`. Of
    those of the settings it is only known at the end of the run (see `Ledger`); `result.verdicts` tells which were used.
    """
    covering = [item for item in by_settings if item.covers(result.path)]
    active = [item for item in (*result.suppressions, *covering) if not item.expired(now)]
    used: set[Suppression] = set()
    kept = []
    for entry in result.findings:
        fitting = [item for item in active if item.fits(entry)]
        if fitting:
            used.update(fitting)
            first = fitting[0]
            result.suppressed.append(Suppressed(entry, first.reason, "settings" if first.source else "report"))
        else:
            kept.append(entry)
    result.verdicts = {
        item: True if item in used else False if _ran(item, rules, result) else None for item in covering
    }
    mistaken = [
        (item, key) for item in result.suppressions if (key := _mistake(item, item in used, rules, result, now))
    ]
    told = [notice(item, key, ordinal) for item, key, ordinal in numbered(mistaken)]
    result.findings = sorted((*kept, *told), key=lambda entry: entry.sort_key) if told else kept


def numbered(mistaken: Iterable[tuple[Suppression, str]]) -> Iterator[tuple[Suppression, str, int]]:
    """Yield suppressions with how many of the same identity came before each."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for item, key in mistaken:
        identity = (item.rule, item.at, item.path)
        yield item, key, seen[identity]
        seen[identity] += 1


def _rule_of(item: Suppression, rules: Iterable[Rule]) -> Rule | None:
    return next((rule for rule in rules if item.rule in (rule.code, rule.name)), None)


def _ran(item: Suppression, rules: Iterable[Rule], result: Result) -> bool:
    """Whether the rule ran to its end on a report, so that a suppression without a finding is of no use there."""
    rule = _rule_of(item, rules)
    return rule is not None and rule.code in result.ran


def _mistake(item: Suppression, used: bool, rules: Sequence[Rule], result: Result, now: str) -> str | None:
    rule = _rule_of(item, rules)
    if rule is None:
        return "unknown"
    if rule.code in NOT_SUPPRESSIBLE:
        return "forbidden"
    if item.expired(now):
        return "expired"
    return "unused" if not used and rule.code in result.ran else None


class Ledger:
    """What became of the suppressions of settings files, over a run."""

    def __init__(self) -> None:
        self._used: dict[Suppression, bool | None] = {}

    def add(self, result: Result) -> None:
        """Take account of a result."""
        for item, used in result.verdicts.items():
            known = self._used.get(item)
            self._used[item] = used if known is None else (known or bool(used))

    def mistakes(self, now: str, whole: Callable[[Path], bool]) -> Iterator[tuple[Suppression, str]]:
        """Yield the suppressions that are expired or unused, with the message key.

        A run over some files does not tell whether what is meant for others is used: one that names no single file is judged only
        where `whole(folder)` says that everything in the folder of its settings file was looked at.
        """
        for item, used in self._used.items():
            if item.expired(now):
                yield item, "expired"
            elif used is False and (item.names_one_file() or whole(Path(item.source).parent)):
                yield item, "unused"
