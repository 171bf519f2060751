"""`gouji explain`: all that a rule says of itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from gouji.cli import parameters
from gouji.cli.console import Failure, settle_language

if TYPE_CHECKING:
    from gouji.plugins import Registry
    from gouji.rule import Basis, Case, Rule


@click.command("explain", short_help="Explain a rule. 解释一条规则")
@click.argument("rule_name", metavar="CODE|NAME", shell_complete=parameters.completing("rule"))
@parameters.packs
@parameters.plugins
@parameters.language
def command(rule_name: str, packs: Sequence[str], no_plugins: bool, lang: str | None) -> None:
    """Explain a rule: what it finds and why, its messages, basis, options and examples.

    解释一条规则：检查什么、为什么、消息、依据、选项和示例。
    """
    from gouji.cli.packed import Packs
    from gouji.plugins import load
    from gouji.settings import Finder

    settle_language(lang)
    finder = Finder()
    lang = settle_language(lang, finder)
    packed = Packs(load(installed=not no_plugins), packs)
    registry = packed.registry(finder.for_folder("."))
    rule = _named(rule_name, registry)
    if rule is None:
        registry = packed.registry(finder.for_folder("."), every=True)
        rule = _named(rule_name, registry)
    if rule is None:
        from gouji.spelling import did_you_mean

        zh, en = did_you_mean(rule_name, [word for rule in registry.rules for word in (rule.code, rule.name)])
        raise Failure(
            f"没有名为 {rule_name} 的规则{zh or '；gouji rules 列出全部规则'}",
            f"there is no rule called {rule_name}{en or '; gouji rules lists them'}",
        )
    for line in explanation(rule, lang):
        sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _named(name: str, registry: Registry) -> Rule | None:
    return registry.rule(name) or registry.rule(name.upper()) or registry.rule(name.lower())


def explanation(rule: Rule, lang: str) -> Iterator[str]:
    """Yield the lines that explain a rule."""
    zh = lang == "zh"
    yield f"{rule.code} {rule.name} ({rule.category.value}, {rule.severity.label})"
    yield f"自 gouji {rule.since} 起" if zh else f"since gouji {rule.since}"
    if rule.preview:
        yield (
            "预览规则：只在使用 --preview、设置 preview: true 或以代码、名称选用时启用"
            if zh
            else "on trial: it runs only with --preview, preview: true, or selected by its code or name"
        )
    yield ""
    yield from rule.documentation(lang).splitlines()
    yield ""
    yield "消息" if zh else "Messages"
    for key, texts in rule.messages.items():
        yield f"  {key}: {texts[lang]}"
    if rule.basis:
        yield ""
        yield "依据" if zh else "Basis"
        for basis in rule.basis:
            yield f"  {_basis(basis, lang)}"
    if rule.options is not None:
        yield ""
        yield "选项" if zh else "Options"
        yield from _options(rule.options)
    for cases, heading in ((rule.invalid, ("会提示", "Found")), (rule.valid, ("不会提示", "Not found"))):
        shown = [line for case in cases for line in _case(case, zh)]
        if shown:
            yield ""
            yield heading[0] if zh else heading[1]
            yield from shown


def _basis(basis: Basis, lang: str) -> str:
    zh = lang == "zh"
    first, last = basis.first_year, basis.last_year
    years = ""
    if first is not None or last is not None:
        period = str(first) if first == last else f"{first or ''}—{last or ''}"
        years = f"（报告年度 {period}）" if zh else f" (reports of {period})"
    bounds = [*basis.kinds, *basis.regions]
    bounded = f" [{', '.join(bounds)}]" if bounds else ""
    return " ".join(part for part in (basis.title, basis.article, basis.url) if part) + years + bounded


def _options(options: type) -> Iterator[str]:
    from gouji.options import schema
    from gouji.writers.json import json_text

    for name, described in schema(options)["properties"].items():
        kind = described.get("type") or " | ".join(map(str, described["enum"]))
        kind = "array of string" if kind == "array" else kind
        about = " ".join(described[key] for key in ("description", "title") if key in described)
        yield f"  {name}: {kind} = {json_text(described['default'])}  {about}".rstrip()


def _case(case: Case, zh: bool) -> Iterator[str]:
    if case.text is not None or case.body is not None:
        lines = (case.text or case.body or "").strip().splitlines()
    elif case.cells:
        lines = [
            f"{where} = {('空白' if zh else 'blank') if value is None else value}"
            for where, value in case.cells.items()
        ]
    elif case.content is not None:
        lines = list(_outline(case.content, zh))
    elif case.edit is not None:
        lines = ["（一份改动过的报告）" if zh else "(a report with changes)"]
    else:
        lines = ["（一份完整的报告）" if zh else "(a complete report)"]
    about = [f"{case.year} 年度" if zh else f"{case.year}"]
    about += [f"{name}: {value}" for name, value in case.metadata.items()]
    if case.at:
        about.append("、".join(case.at))
    if case.note:
        about.append(case.note)
    yield (
        f"  · {lines[0] if lines else ''}  （{'；'.join(about)}）"
        if zh
        else f"  - {lines[0] if lines else ''}  ({'; '.join(about)})"
    )
    yield from (f"    {line}" for line in lines[1:])


def _outline(blocks: Sequence[Any], zh: bool) -> Iterator[str]:
    """Yield what the blocks of a case say, a heading, paragraph or row of a table to the line."""
    for block in blocks:
        if isinstance(block, str):
            yield from block.splitlines()
        elif "heading" in block:
            yield f"## {block['heading']}"
            yield from _outline(block["content"], zh)
        elif block.get("grid"):
            yield from (" | ".join("" if cell is None else str(cell) for cell in row) for row in block["grid"])
        else:
            yield f"［表 {block['table']}］" if zh else f"[table {block['table']}]"
