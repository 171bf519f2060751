"""`gouji config show`: the settings that hold for a file, each with where it comes from."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gouji.cli import parameters
from gouji.cli.console import Failure, say, settle_language
from gouji.named_tuple import NamedTuple
from gouji.rule import Category
from gouji.selection import AS_OF, PREVIEW

if TYPE_CHECKING:
    from gouji.engine import Engine
    from gouji.finding import Severity
    from gouji.packs.compiling import Change
    from gouji.packs.library import Library
    from gouji.plugins import Registry
    from gouji.report import Report
    from gouji.rule import Rule
    from gouji.settings import Finder, Given, Settings


class Told(NamedTuple):
    """One setting: its name, its value, and where it comes from."""

    name: str
    value: Any
    origin: str


@click.group("config", short_help="Show the settings of a file. 显示一个文件的全部设置")
def command() -> None:
    """Show the settings of a file. 显示一个文件的全部设置."""


@command.command("show", short_help="Print every setting that holds for a file. 输出对一个文件有效的全部设置")
@click.argument("file", shell_complete=parameters.completing("files"))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Output format. 输出格式")
@click.option("--origin/--no-origin", default=True, help="Tell where each value comes from (yes). 是否写明来源")
@parameters.selection
@parameters.packs
@parameters.metadata
@parameters.config
@parameters.plugins
@parameters.language
def show(
    file: str,
    form: str,
    origin: bool,
    select: Sequence[str],
    ignore: Sequence[str],
    severity: Mapping[str, Severity],
    preview: bool | None,
    packs: Sequence[str],
    config: str | None,
    no_plugins: bool,
    lang: str | None,
    **metadata: Any,
) -> None:
    """Print every setting that holds for FILE, a report or a folder, with where it comes from.

    输出对 FILE（报告或文件夹）有效的每一项设置及其来源。
    """
    from gouji.cli.engines import Engines
    from gouji.plugins import load
    from gouji.settings import Finder, Given

    settle_language(lang)
    finder = Finder(config)
    why_lang = _why_lang(lang, finder)
    lang = settle_language(lang, finder)
    registry = load(installed=not no_plugins)
    given = Given(select, ignore, severity, preview)
    is_folder = Path(file).is_dir()
    if not is_folder and not Path(file).exists():
        raise Failure(f"{file}: 文件不存在", f"{file}: no such file")
    settings = finder.for_folder(file) if is_folder else finder.for_file(file)
    engines = Engines(registry, given, lang, packs)
    engine = engines.under(settings)
    stated = {key: value for key, value in metadata.items() if value is not None}
    report = None if is_folder else _report(file, registry, {**settings.metadata(file), **stated})
    if report is not None and engine.variant is not None:
        engine = engine.variant(report)
    told = [
        *_general(settings, given, Told("lang", lang, why_lang)),
        *_known(settings, None if is_folder else file),
        *_metadata(file, report, settings, stated),
    ]
    in_use = list(_packs(packs, settings, engines.packs.library, report))
    changes = _changes(engines.packs.library, engine, report)
    rules = list(_rules(engine, registry, settings, given, changes, lang))
    if form == "json":
        from gouji.writers.json import json_text, needs_ascii

        data = {"settings": [item._asdict() for item in (*told, *in_use)], "rules": rules}
        shown = data if origin else _without_origins(data)
        sys.stdout.write(json_text(shown, needs_ascii(sys.stdout), indent=2) + "\n")
    else:
        for line in _lines([*told, *in_use], rules, origin):
            sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _report(file: str, registry: Registry, stated: Mapping[str, Any]) -> Report | None:
    """Return the report of a file with what is stated of it; None where it cannot be read."""
    from gouji.engine import Metadata
    from gouji.report import Report
    from gouji.source import Invalid, NotAReport, Unreadable

    reader = registry.reader_for(file)
    if reader is None:
        return None
    try:
        document = reader.read(Path(file).read_bytes(), registry.formats)
    except (Unreadable, NotAReport, Invalid, OSError) as error:
        zh, en = getattr(error, "zh", str(error)), getattr(error, "en", str(error))
        raise Failure(f"{file}: {zh}", f"{file}: {en}") from error
    Metadata(stated).apply(document.data)
    report = Report(document.data, registry.formats)
    report.guessed = frozenset(guess.pointer for guess in document.guesses)
    return report


def _default() -> str:
    return say("默认", "default")


def _option(name: str) -> str:
    return say(f"命令行 {name}", f"command line {name}")


def _at(settings: Settings, *pointer: str | int) -> str:
    """Return file and line of a setting in gouji.yaml."""
    stated = settings.origin(*pointer)
    assert stated is not None
    return _place(stated)


def _place(stated: tuple[Path, int, int]) -> str:
    from gouji.settings import shown_path

    return f"{shown_path(stated[0])}:{stated[1]}"


def _why_lang(stated: str | None, finder: Finder) -> str:
    """Return where the language comes from; the settings that count are those of the working directory."""
    import os

    if stated is not None:
        return _option("--lang")
    if os.environ.get("GOUJI_LANG"):
        return say("环境变量 GOUJI_LANG", "environment variable GOUJI_LANG")
    here = finder.for_folder(".")
    return say("系统区域设置", "locale") if here.lang is None else _at(here, "lang")


def _general(settings: Settings, given: Given, lang: Told) -> Iterator[Told]:
    from gouji.settings import shown_path

    yield Told(
        "gouji.yaml", None if settings.file is None else shown_path(settings.file), say("最近的一个", "the nearest")
    )
    for each in settings.chain():
        for index, base in enumerate(each.extends):
            assert base.file is not None
            is_one = each.located is not None and ("extends", 0) not in each.located.values
            yield Told("extends", shown_path(base.file), _at(each, "extends", *(() if is_one else (index,))))
    yield lang
    limit = settings.fail_on
    yield Told(
        "fail-on", "error" if limit is None else limit.label, _default() if limit is None else _at(settings, "fail-on")
    )
    yield Told(AS_OF, settings.rules_as_of, "" if settings.rules_as_of is None else _at(settings, AS_OF))
    preview = settings.preview if given.preview is None else given.preview
    yield Told(PREVIEW, bool(preview), _why_preview(settings, given))
    for each in settings.chain():
        for index, glob in enumerate(each.exclude):
            yield Told("exclude", glob, _at(each, "exclude", index))


def _known(settings: Settings, file: str | None) -> Iterator[Told]:
    """Yield what keeps findings from being shown: the baseline, and the suppressions that hold for a file, or all."""
    from gouji.settings import shown_path

    if settings.baseline is not None:
        yield Told("baseline", shown_path(settings.baseline), _at(settings, "baseline"))
    for item in settings.suppress:
        if file is None or item.covers(file):
            said = {name: getattr(item, name) for name in ("rule", "path", "at", "until", "reason")}
            value = {name: words for name, words in said.items() if words}
            yield Told("suppress", value, f"{shown_path(Path(item.source))}:{item.place.line}")


def _why_preview(settings: Settings, given: Given) -> str:
    if given.preview is not None:
        return _option("--preview" if given.preview else "--no-preview")
    return _default() if settings.preview is None else _at(settings, PREVIEW)


def _metadata(file: str, report: Report | None, settings: Settings, stated: Mapping[str, Any]) -> Iterator[Told]:
    if report is None:
        return
    agency = report.agency
    values = {
        "year": (report.year, ("year",)),
        "agency": (agency.name or None, ("agency", "name")),
        "kind": (agency.kind, ("agency", "kind")),
        "region": (agency.region, ("agency", "region")),
        "published": (None if report.published is None else report.published.value, ("published",)),
        "title": (None if report.title is None else report.title.value, ("title",)),
    }
    by_settings = settings.metadata(file)
    for name, (value, pointer) in values.items():
        if name in stated:
            origin = _option(f"--{name}")
        elif name in by_settings:
            each, index = [at for at in settings.entries(file) if name in at[0].files[at[1]]][-1]
            origin = _at(each, "files", index, name)
        elif value is None:
            origin = say("没有写明", "not stated")
        elif pointer in report.guessed:
            origin = say("从报告中识别", "made out from the report")
        else:
            origin = say("报告", "the report")
        yield Told(name, value, origin)


def _packs(by_command: Sequence[str], settings: Settings, library: Library, report: Report | None) -> Iterator[Told]:
    """Yield the packs in use, and those they extend."""
    seen: set[Path] = set()
    origins: list[tuple[str, str, Path | None]] = [(name, _option("--pack"), None) for name in by_command]
    for each in settings.chain():
        if each.file is not None:
            origins += [(name, _at(each, "packs", i), each.file.parent) for i, name in enumerate(each.packs)]
    found = [(pack, origin) for name, origin, folder in origins for pack in library.named(name, folder)]
    region = None if report is None else report.agency.region
    if region is not None:
        own = say(f"地区 {region}", f"region {region}")
        found += [(library.at(head.path), own) for head in library.for_region(region)]
    for pack, origin in found:
        for file in pack.family:
            if file.path not in seen:
                seen.add(file.path)
                extended = say(f"{pack.file.id} 沿用", f"extended by {pack.file.id}")
                yield Told("pack", f"{file.id} ({file.shown})", origin if file is pack.file else extended)


def _changes(library: Library, engine: Engine, report: Report | None) -> dict[str, list[Change]]:
    """Return the changes of the packs in use that hold, by rule."""
    found: dict[str, list[Change]] = {}
    changes = {id(change): change for pack in library.compiled() for change in pack.changes}
    for change in changes.values():
        if change.pack in engine.packs and (report is None or change.bounds.covers(report)):
            found.setdefault(change.code, []).append(change)
    return found


def _rules(
    engine: Engine,
    registry: Registry,
    settings: Settings,
    given: Given,
    changes: Mapping[str, Sequence[Change]],
    lang: str,
) -> Iterator[dict[str, Any]]:
    default = {rule.code: rule.severity for rule in registry.rules}
    for rule in engine.registry.rules:
        on = engine.selection.is_on(rule)
        severity = engine.selection.severity_of(rule)
        own = changes.get(rule.code, ())
        options = engine.options.get(rule.code)
        if options is None and rule.options is not None:
            options = rule.options()
        yield {
            "code": rule.code,
            "name": rule.name,
            "title": rule.title_in(lang),
            "on": on,
            "on_origin": _why_on(rule, on, settings, given, own, engine.selection.held.get(rule.code)),
            "since": rule.since,
            "preview": rule.preview,
            "severity": severity.label,
            "severity_origin": _why_severity(
                rule, severity, default.get(rule.code, rule.severity), settings, given, own
            ),
            "options": _options(rule, options, settings, own),
        }


def _why_on(rule: Rule, on: bool, settings: Settings, given: Given, changes: Sequence[Change], held: str | None) -> str:
    if held == AS_OF:
        return _at(settings, AS_OF)
    if held == PREVIEW:
        why = _why_preview(settings, given)
        return say("预览规则", "on trial") if why == _default() else why
    if rule.category is Category.INPUT:
        return _default()
    off = next((change for change in changes if change.off), None)
    if off is not None and not on:
        return f"{off.pack} {off.source}"
    decided = _decided(rule, given)
    if decided is not None:
        return _option(f"--{decided[0]}")
    for layer in reversed(list(settings.layers())):
        decided = _decided(rule, layer.given)
        if decided is not None:
            return _place(layer.place(*decided))
    return _why_preview(settings, given) if rule.preview else _default()


def _decided(rule: Rule, given: Given) -> tuple[str, int] | tuple[str] | None:
    """Return what of a layer decides whether a rule is on: `select` or `ignore`, with the index of the selector.

    A rule that no selector of `select` fits is off by all of it. None where the layer says nothing of the rule.
    """
    chosen, ignored = (_closest(rule, selectors) for selectors in (given.select, given.ignore))
    if not given.select:
        return None if ignored is None else ("ignore", ignored[1])
    if chosen is None:
        return ("select",)
    if ignored is not None and ignored[0] >= chosen[0]:
        return "ignore", ignored[1]
    return "select", chosen[1]


def _closest(rule: Rule, selectors: Sequence[str]) -> tuple[int, int] | None:
    """Return how closely the most specific of the selectors fits a rule, and its index; None where none does."""
    from gouji.selection import specificity

    fitting = [(weight, -index) for index, selector in enumerate(selectors) if (weight := specificity(selector, rule))]
    if not fitting:
        return None
    weight, index = max(fitting)
    return weight, -index


def _why_severity(
    rule: Rule, severity: Severity, default: Severity, settings: Settings, given: Given, changes: Sequence[Change]
) -> str:
    from gouji.input_rules import ALWAYS_ERRORS
    from gouji.selection import specificity

    if rule.code in ALWAYS_ERRORS:
        return _default()
    if any(specificity(selector, rule) for selector in given.severity):
        return _option("--severity")
    for layer in reversed(list(settings.layers())):
        fitting = [
            (weight, level, selector)
            for selector, level in layer.given.severity.items()
            if (weight := specificity(selector, rule))
        ]
        if fitting:
            return _place(layer.place("severity", max(fitting)[2]))
    change = next((change for change in reversed(changes) if change.severity == severity), None)
    return f"{change.pack} {change.source}" if change is not None and severity != default else _default()


def _options(rule: Rule, options: Any, settings: Settings, changes: Sequence[Change]) -> dict[str, dict[str, Any]]:
    if options is None:
        return {}
    from dataclasses import asdict

    told = {}
    for option, value in asdict(options).items():
        change = next((change for change in reversed(changes) if option in (change.options or {})), None)
        stated = settings.nearest(*(("options", name, option) for name in (rule.code, rule.name)))
        if stated is not None:
            origin = _place(stated)
        elif change is not None:
            origin = f"{change.pack} {change.source}"
        else:
            origin = _default()
        told[option] = {"value": value, "origin": origin}
    return told


def _without_origins(data: Any) -> Any:
    """Return what is printed as JSON without the members that tell where a value comes from."""
    if isinstance(data, Mapping):
        return {key: _without_origins(value) for key, value in data.items() if not str(key).endswith("origin")}
    return [_without_origins(item) for item in data] if isinstance(data, (list, tuple)) else data


def _lines(told: Sequence[Told], rules: Sequence[Mapping[str, Any]], origin: bool) -> Iterator[str]:
    none = say("（无）", "(none)")
    for item in told:
        value = str(item.value).lower() if isinstance(item.value, bool) else item.value
        if isinstance(value, Mapping):
            value = ", ".join(f"{name}: {words}" for name, words in value.items())
        told_of = f"  [{item.origin}]" if origin and value is not None else ""
        yield f"{item.name}: {none if value is None else value}{told_of}"
    yield ""
    for rule in rules:
        mark = "+" if rule["on"] else "-"
        origins = dict.fromkeys(
            origin for origin in (rule["on_origin"], rule["severity_origin"]) if origin != _default()
        )
        yield f"{mark} {rule['code']} {rule['name']} {rule['severity']}" + (
            f"  [{'; '.join(origins)}]" if origins and origin else ""
        )
        for option, about in rule["options"].items():
            yield f"    {option} = {about['value']}" + (f"  [{about['origin']}]" if origin else "")
