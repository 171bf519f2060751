"""`gouji rules`: every rule, and which are on."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from gouji.cli import parameters
from gouji.cli.console import language, say, settle_language, tell

if TYPE_CHECKING:
    from gouji.finding import Severity
    from gouji.plugins import Registry
    from gouji.rule import Rule
    from gouji.selection import Selection


@click.command("rules", short_help="List the rules. 列出全部规则")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Output format. 输出格式")
@parameters.selection
@parameters.packs
@parameters.config
@parameters.plugins
@parameters.language
def command(
    form: str,
    select: Sequence[str],
    ignore: Sequence[str],
    severity: Mapping[str, Severity],
    preview: bool | None,
    packs: Sequence[str],
    config: str | None,
    no_plugins: bool,
    lang: str | None,
) -> None:
    """List the rules: code, name, severity, category, pack, release, title; + marks those on under the settings of this folder.

    列出全部规则及其起始版本；按当前文件夹的设置启用的规则前有 +。
    """
    from gouji.cli.engines import check_given
    from gouji.cli.packed import Packs
    from gouji.plugins import load
    from gouji.settings import Finder, Given

    settle_language(lang)
    finder = Finder(config)
    settle_language(lang, finder)
    settings = finder.for_folder(".")
    packed = Packs(load(installed=not no_plugins), packs)
    registry = packed.registry(settings)
    given = Given(select, ignore, severity, preview)
    packed.judge(registry.rules, lambda rules: check_given(given, rules))
    packed.judge(registry.rules, settings.rule_options)
    listed = [_described(rule, settings.selection(given, registry.rules), registry) for rule in registry.rules]
    if form == "json":
        from gouji.writers.json import json_text, needs_ascii

        sys.stdout.write(json_text(listed, needs_ascii(sys.stdout), indent=2) + "\n")
    else:
        _table(listed)
    sys.stdout.flush()


def _described(rule: Rule, selection: Selection, registry: Registry) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "category": rule.category.value,
        "severity": selection.severity_of(rule).label,
        "on": selection.is_on(rule),
        "pack": pack_of(rule, registry),
        "since": rule.since,
        "preview": rule.preview,
        "title": rule.title_in(language()),
    }


def pack_of(rule: Rule, registry: Registry) -> str:
    """Return the id of the pack a rule belongs to."""
    prefix = rule.code.rstrip("0123456789")
    return next(pack.id for pack in registry.packs if pack.prefix == prefix)


def _table(listed: Sequence[Mapping[str, Any]]) -> None:
    columns = ("code", "name", "severity", "category", "pack", "since")
    widths = {column: max(len(str(rule[column])) for rule in listed) for column in columns}
    for rule in listed:
        cells = "  ".join(f"{rule[column]:<{widths[column]}}" for column in columns)
        trial = say("（预览）", "(preview) ") if rule["preview"] else ""
        sys.stdout.write(f"{'+' if rule['on'] else '-'} {cells}  {trial}{rule['title']}\n")
    on = sum(bool(rule["on"]) for rule in listed)
    tell(f"共 {len(listed)} 条规则，启用 {on} 条", f"{len(listed)} rules, {on} of them on")
