"""Rule packs in YAML under the settings of a run: which are in use on a report, and the engine that then checks it.

Nothing of `gouji.packs` is imported before a pack is named or a report comes from a region.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from gouji.cli.console import Failure
from gouji.engine import Engine
from gouji.settings import SettingsError

if TYPE_CHECKING:
    from gouji.packs.choice import Plan
    from gouji.packs.compiling import Change, CompiledPack
    from gouji.packs.heads import Head
    from gouji.packs.library import Library
    from gouji.plugins import Registry
    from gouji.report import Report
    from gouji.rule import Rule
    from gouji.settings import Given, Settings

T = TypeVar("T")


class Packs:
    """The packs of a run: those the command line names, those of each settings file, and those for regions."""

    def __init__(self, registry: Registry, names: Sequence[str] = ()) -> None:
        self._registry = registry
        self._names = names
        self._library: Library | None = None
        self._heads: list[Head] | None = None

    @property
    def library(self) -> Library:
        """The packs of the registry, and those read by path."""
        if self._library is None:
            from gouji.packs.library import Library

            self._library = Library(self._registry)
        return self._library

    def any(self, settings: Settings) -> bool:
        """Whether a pack can be in use on any report."""
        return bool(self._names or any(each.packs for each in settings.chain()) or self._registry.pack_files)

    def is_for(self, region: str) -> bool:
        """Whether a pack is used by itself on reports from a region. Only the heads of packs are read."""
        if self._heads is None:
            from gouji.packs.heads import heads

            self._heads = list(heads(self._registry.pack_files))
        return any(head.is_for(region) for head in self._heads)

    def named(self, settings: Settings | None = None) -> list[CompiledPack]:
        """Return the packs that the command line and the settings name; SettingsError where there is no such pack."""
        found = [pack for name in self._names for pack in self.library.named(name)]
        for each in () if settings is None else settings.chain():
            for index, name in enumerate(each.packs):
                from gouji.packs.library import UnknownPack

                assert each.file is not None
                try:
                    found += self.library.named(name, each.file.parent)
                except UnknownPack as error:
                    raise each.mistaken(("packs", index), error.zh, error.en) from error
        return list({pack.file.path: pack for pack in found}.values())

    def files(self) -> Iterator[Path]:
        """Yield the files of the packs that were read so far."""
        for pack in () if self._library is None else self._library.compiled():
            yield pack.file.path

    def registry(self, settings: Settings | None = None, every: bool = False) -> Registry:
        """Return the registry with the packs that are named, or with every pack there is."""
        packs = self.named(settings)
        if every:
            packs += [self.library.at(head.path) for head in self.library.heads()]
        if not packs:
            return self._registry
        from gouji.packs.library import together

        packs = list({pack.file.path: pack for pack in packs}.values())
        return with_packs(self._registry, (*self._registry.rules, *together(packs)), packs)

    def judge(
        self, rules: tuple[Rule, ...], check: Callable[[tuple[Rule, ...]], T], settings: Settings | None = None
    ) -> tuple[tuple[Rule, ...], T]:
        """Return rules and what a check of them returns.

        What is said of rules may name those of packs: where the check refuses, it is asked again with the rules of every pack.
        """
        named = self.named(settings)
        if named:
            from gouji.packs.library import together

            rules = (*rules, *together(named))
        try:
            return rules, check(rules)
        except (Failure, SettingsError):
            if not self._registry.pack_files:
                raise
            rules = tuple({rule.code: rule for rule in (*self.library.all_rules(), *rules)}.values())
            return rules, check(rules)

    def variant(
        self, base: Engine, given: Given, settings: Settings, known: tuple[Rule, ...]
    ) -> Callable[[Report], Engine]:
        """Return what gives the engine for a report: the base where no pack is in use on it."""
        return _Variants(self, base, given, settings, known)


class _Variants:
    """Engines by what is in use on a report."""

    def __init__(self, packs: Packs, base: Engine, given: Given, settings: Settings, known: tuple[Rule, ...]) -> None:
        self._packs = packs
        self._base = base
        self._given = given
        self._settings = settings
        self._known = known
        self._named = packs.named(settings)
        self._choice: Any = None
        self._engines: dict[int, tuple[Plan, Engine]] = {}

    def __call__(self, report: Report) -> Engine:
        region = report.agency.region
        if not self._named and (region is None or not self._packs.is_for(region)):
            return self._base
        if self._choice is None:
            from gouji.packs.choice import Choice

            self._choice = Choice(self._packs.library, self._base.registry.rules, self._named)
        plan: Plan | None = self._choice.plan(report)
        if plan is None:
            return self._base
        if id(plan) not in self._engines:
            self._engines[id(plan)] = (plan, self._engine(plan))
        return self._engines[id(plan)][1]

    def _engine(self, plan: Plan) -> Engine:
        base, settings = self._base, self._settings
        registry = with_packs(base.registry, plan.rules, plan.packs)
        rules = registry.rules
        selection = settings.selection(self._given, rules)
        selection = selection._replace(ignore=[*selection.ignore, *plan.off])
        stated = {**settings.options}
        for code, values in plan.options.items():
            rule = next(rule for rule in rules if rule.code == code)
            name = rule.name if rule.name in stated else code
            stated[name] = {**values, **stated.get(name, {})}
        known = {rule.code: rule for rule in (*self._known, *rules)}
        options = settings._replace(options=stated).rule_options(tuple(known.values()))
        engine = Engine(registry, selection, options, base.lang, base.suppressions, base.today)
        engine.seconds = base.seconds
        engine.packs = tuple(dict.fromkeys(file.id for pack in plan.packs for file in pack.family))
        engine.overrides = tuple(_told(change, known[change.code]) for change in plan.changes if change.override)
        return engine


def with_packs(registry: Registry, rules: Sequence[Rule], packs: Sequence[CompiledPack]) -> Registry:
    """Return a registry with these rules, and packs beside its own."""
    from gouji.plugins import Pack

    files = {file.path: file for pack in packs for file in pack.family}.values()
    brought = (Pack(file.id, file.data["prefix"], file.data["title"]) for file in files)
    ordered = sorted(rules, key=lambda rule: (not rule.code.startswith("GJ"), rule.code))
    return registry._replace(rules=tuple(ordered), packs=(*registry.packs, *brought))


def _told(change: Change, rule: Rule) -> dict[str, str]:
    """Return what is shown of a change that relaxes a rule."""
    zh, en = [], []
    if change.off:
        zh.append("停用")
        en.append("turned off")
    if change.severity is not None:
        zh.append(f"级别改为 {change.severity.label}")
        en.append(f"severity {change.severity.label}")
    if change.options:
        said = ", ".join(f"{name}={value}" for name, value in change.options.items())
        zh.append(f"选项 {said}")
        en.append(f"options {said}")
    return {
        "pack": change.pack,
        "rule": f"{rule.code} {rule.name}",
        "what_zh": "、".join(zh),
        "what_en": ", ".join(en),
        "reason": change.override,
    }
