"""Which packs and changes hold for a report: those named for its folder or run, and those that are for its region."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from gouji.named_tuple import NamedTuple
from gouji.packs.library import together

if TYPE_CHECKING:
    from gouji.packs.compiling import Change, CompiledPack
    from gouji.packs.library import Library
    from gouji.report import Report
    from gouji.rule import Rule


class Plan(NamedTuple):
    """What holds for a report: the rules with the severities that packs give them, options by code, what is off, and why."""

    rules: tuple[Rule, ...]
    options: Mapping[str, Mapping[str, Any]]
    off: frozenset[str]
    changes: tuple[Change, ...]
    packs: tuple[CompiledPack, ...]


class Choice:
    """The packs in use for the files under one `gouji.yaml`; a plan is made once for every combination that occurs."""

    def __init__(self, library: Library, base: Sequence[Rule], named: Sequence[CompiledPack] = ()) -> None:
        self._library = library
        self._base = base
        self._named = named
        self._by_region: dict[str | None, tuple[CompiledPack, ...]] = {}
        self._plans: dict[tuple[int, ...], Plan] = {}

    def packs(self, region: str | None) -> tuple[CompiledPack, ...]:
        """Return the packs in use on reports from a region: those named, and those that are for it."""
        if region not in self._by_region:
            # A pack of one's own takes the place of the one of that id that gouji or a plugin brings.
            ids = {file.id for pack in self._named for file in pack.family}
            heads = self._library.for_region(region) if region else []
            by_itself = [self._library.at(head.path) for head in heads if head.id not in ids]
            self._by_region[region] = tuple({pack.file.path: pack for pack in (*self._named, *by_itself)}.values())
        return self._by_region[region]

    def plan(self, report: Report) -> Plan | None:
        """Return the plan for a report; None where no pack is in use on it."""
        packs = self.packs(report.agency.region)
        if not packs:
            return None
        changes = {id(change): change for pack in packs for change in pack.changes if change.bounds.covers(report)}
        key = (*(id(pack) for pack in packs), 0, *changes)
        if key not in self._plans:
            self._plans[key] = _plan(self._base, packs, tuple(changes.values()))
        return self._plans[key]


def _plan(base: Sequence[Rule], packs: tuple[CompiledPack, ...], changes: tuple[Change, ...]) -> Plan:
    severities = {change.code: change.severity for change in changes if change.severity is not None}
    options: dict[str, dict[str, Any]] = {}
    for change in changes:
        if change.options is not None:
            options.setdefault(change.code, {}).update(change.options)
    rules = tuple(
        rule._replace(severity=severities[rule.code]) if rule.code in severities else rule
        for rule in (*base, *together(packs))
    )
    return Plan(rules, options, frozenset(change.code for change in changes if change.off), changes, packs)
