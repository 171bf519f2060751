"""Suppression: findings that somebody accepts, each with the reason, in `gouji.yaml` or in the report JSON itself.

What tells that something was not checked is never suppressed. A suppression that suppresses nothing, or is past its last day, is
told of (GJ003), so that none outlives its reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import IntEnum
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

        relative = self._relative(path)
        return relative is not None and covers(self.path, relative.as_posix())

    def names(self, path: str) -> bool:
        """Whether it is about this one file, so that a check of the file tells whether it is used."""
        return bool(self.path) and not _has_wildcards(self.path) and self._relative(path) == Path(self.path)

    def scope(self) -> Path:
        """Return the folder, or the file, in which everything is that it could be about."""
        scope = Path(self.source).parent
        for part in Path(self.path).parts:
            if _has_wildcards(part):
                break
            scope /= part
        return scope

    def _relative(self, path: str) -> Path | None:
        """Return a path relative to the folder of the settings file; None where it lies elsewhere."""
        from gouji.walk import absolute

        try:
            return absolute(path).relative_to(Path(self.source).parent)
        except ValueError:
            return None

    def fits(self, entry: Entry) -> bool:
        """Whether it accepts a finding."""
        if self.rule not in (entry.rule.code, entry.rule.name) or entry.rule.code in NOT_SUPPRESSIBLE:
            return False
        return not self.at or entry.anchor == self.at or entry.anchor.startswith(f"{self.at} / ")

    def expired(self, today: str) -> bool:
        """Whether its last day is past. `today` is written as 2024-01-31."""
        return bool(self.until) and self.until < today


def _has_wildcards(path: str) -> bool:
    return any(mark in path for mark in _WILDCARDS)


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
        self._stated: dict[Suppression, None] = {}
        self._settings: list[Sequence[Suppression]] = []
        self._states: dict[Suppression, _State] = {}
        self._named: set[Suppression] = set()

    def add(self, result: Result, stated: Sequence[Suppression], rules: Sequence[Rule]) -> None:
        """Take account of a result, of the suppressions that the settings of its file state, and of the rules there are."""
        if stated and not any(known is stated for known in self._settings):
            self._settings.append(stated)
            self._stated.update(dict.fromkeys(stated))
        if result.passed_over is not None:
            return
        for item, used in result.verdicts.items():
            if used is not None:
                state = _State.USED if used else _State.UNUSED
            else:
                state = _State.UNCHECKED if _not_checked(item, result, rules) else _State.OFF
            self._states[item] = max(state, self._states.get(item, state))
            if item not in self._named and item.names(result.path):
                self._named.add(item)

    def mistakes(self, now: str, whole: Callable[[Path], bool]) -> Iterator[tuple[Suppression, str]]:
        """Yield the suppressions that are expired or unused, with the message key.

        A run over some files does not tell whether what is meant for others is used: it is judged where the one file that it names was
        checked, or where `whole(path)` says that everything in the folder it is about was looked at, or the file would have been.
        """
        for item in self._stated:
            state = self._states.get(item)
            if item.expired(now):
                if state is not None or whole(item.scope()):
                    yield item, "expired"
            elif state in (None, _State.UNUSED) and (item in self._named or whole(item.scope())):
                yield item, "unused"


class _State(IntEnum):
    """What is known of a suppression: of several files, the highest holds."""

    OFF = 0
    """Its rule is off, or not for these reports."""
    UNUSED = 1
    UNCHECKED = 2
    """Its rule could not run on a report: it may be used there."""
    USED = 3


def _not_checked(item: Suppression, result: Result, rules: Iterable[Rule]) -> bool:
    """Whether the rule of a suppression should have run on a report and could not."""
    what = {each.what for each in result.unchecked}
    if not what or "all" in what:
        return bool(what)
    rule = _rule_of(item, rules)
    # Of a rule that only a pack in use on the report has, nothing is known here.
    return rule is None or rule.code in what or rule.category.value in what
