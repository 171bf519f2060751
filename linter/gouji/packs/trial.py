"""Trying out a pack: every case of its rules, and what is wrong with those that do not come out as stated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gouji.named_tuple import NamedTuple
from gouji.testing import run_case, where

if TYPE_CHECKING:
    from gouji.finding import Entry
    from gouji.packs.compiling import CompiledPack
    from gouji.plugins import Registry
    from gouji.rule import Case, Rule


class Trial(NamedTuple):
    """One case tried: its rule, its place in the pack, and what is wrong, in Chinese and English (empty: nothing)."""

    rule: Rule
    place: str
    zh: str = ""
    en: str = ""


def own_rules(pack: CompiledPack) -> tuple[Rule, ...]:
    """Return the rules of a pack without those of packs it extends."""
    prefix = pack.file.data["prefix"]
    return tuple(rule for rule in pack.rules if rule.code[:-3] == prefix)


def trials(pack: CompiledPack, registry: Registry) -> Iterator[Trial]:
    """Yield every case of a pack's own rules, tried."""
    for index, rule in enumerate(own_rules(pack)):
        for key, cases in (("invalid", rule.invalid), ("valid", rule.valid)):
            for number, case in enumerate(cases):
                line = pack.file.located.position(("rules", index, key, number))[0]
                zh, en = _wrong(rule, case, key == "invalid", registry)
                yield Trial(rule, f"{pack.file.shown}:{line}", zh, en)


def _wrong(rule: Rule, case: Case, fires: bool, registry: Registry) -> tuple[str, str]:
    """Return what is wrong with a case, in Chinese and English; empty where it comes out as stated."""
    try:
        result = run_case(rule, case, registry)
    except KeyError as error:
        return f"示例中的单元格 {error} 不在表中", f"there is no cell {error} in the tables"
    crash = next((entry.message for entry in result.findings if entry.rule.code == "GJ004"), None)
    if crash is not None:
        return crash, crash
    found = [entry for entry in result.findings if entry.rule.code == rule.code]
    told = "；".join(f"“{where(entry)}”：{entry.message}" for entry in found)
    if not fires:
        return (f"不应提示，却提示了 {told}", f"nothing should be found here, but: {told}") if found else ("", "")
    if not found:
        return "应当提示，却没有提示", "something should be found here, but is not"
    if case.at and not _stand_as_stated(found, case):
        stated = "、".join(case.at)
        return f"应当提示在“{stated}”，实际是 {told}", f"it should be found at “{stated}”, not {told}"
    if case.message is not None and any(not _says(rule, entry, case.message) for entry in found):
        return f"应为消息 {case.message}，实际是 {told}", f"the message should be {case.message}, not {told}"
    if case.severity is not None and any(entry.severity != case.severity for entry in found):
        label = case.severity.label
        return (
            f"级别应为 {label}，实际是 {found[0].severity.label}",
            f"the severity should be {label}, not {found[0].severity.label}",
        )
    return "", ""


def _stand_as_stated(found: list[Entry], case: Case) -> bool:
    if len(found) != len(case.at):
        return False
    return all(
        where(entry).endswith(at) if entry.quote is None else where(entry) == at
        for entry, at in zip(found, case.at, strict=True)
    )


def _says(rule: Rule, entry: Entry, message: str) -> bool:
    return entry.message == rule.messages[message]["zh"].format_map(entry.data)
