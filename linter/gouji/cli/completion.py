"""What the shell completes. Imported only where it asks; nothing here may fail, since there is nobody to tell."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem, split_arg_string

from gouji.stated import LEVELS

if TYPE_CHECKING:
    from gouji.plugins import Registry
    from gouji.rule import Rule

_PARTED = ("=", ":")
"""Marks at which bash parts a word."""


def files(_context: click.Context, incomplete: str) -> list[CompletionItem[str]]:
    """Return that a file is meant, which the shell completes; what bash took for one may be the end of an option's value."""
    option, value = _before_the_mark()
    if option == "--severity" and "=" in value:
        wanted = value.rpartition("=")[2]
        return [CompletionItem(level) for level in LEVELS if level.startswith(wanted)]
    return [CompletionItem(incomplete, type="file")]


def folders(_context: click.Context, incomplete: str) -> list[CompletionItem[str]]:
    """Return that a folder is meant, which the shell completes."""
    return [CompletionItem(incomplete, type="dir")]


def formats(context: click.Context, incomplete: str) -> list[CompletionItem[str]]:
    """Return the formats, or the files after a format and a colon."""
    name, colon, file = incomplete.partition(":")
    if colon:
        return [CompletionItem(f"{name}:{path}") for path in _paths(file)]
    writers = _registry(context).writers.values()
    return [CompletionItem(writer.name, help=writer.title) for writer in writers if writer.name.startswith(name)]


def rule(context: click.Context, incomplete: str) -> list[CompletionItem[str]]:
    """Return the codes and names of rules."""
    return list(_fitting(incomplete, _rules(context), ()))


def selectors(context: click.Context, incomplete: str) -> list[CompletionItem[str]]:
    """Return codes, names and categories for the last of a comma list."""
    before, comma, last = incomplete.rpartition(",")
    rules = _rules(context)
    return [
        CompletionItem(before + comma + item.value, help=item.help)
        for item in _fitting(last, rules, _categories(rules))
    ]


def severities(context: click.Context, incomplete: str) -> list[CompletionItem[str]]:
    """Return rules with each level, for the last of a comma list."""
    before, comma, last = incomplete.rpartition(",")
    selector, equals, level = last.partition("=")
    levels = [each for each in LEVELS if each.startswith(level)]
    if equals:
        return [CompletionItem(f"{before}{comma}{selector}={each}") for each in levels]
    rules = _rules(context)
    return [
        CompletionItem(f"{before}{comma}{item.value}={each}", help=item.help)
        for item in _fitting(selector, rules, _categories(rules))
        for each in levels
    ]


def packs(context: click.Context, incomplete: str) -> list[CompletionItem[str]]:
    """Return the ids of packs that gouji and plugins bring; files where none fits."""
    from gouji.packs.library import Library

    heads = Library(_registry(context)).heads()
    fitting = [CompletionItem(head.id) for head in heads if head.id.startswith(incomplete)]
    return [CompletionItem(incomplete, type="file"), *fitting]


def _registry(context: click.Context) -> Registry:
    from gouji.plugins import load

    return load(installed=not context.params.get("no_plugins"))


def _rules(context: click.Context) -> list[Rule]:
    """Return every rule, those of packs included."""
    from gouji.cli.packed import Packs
    from gouji.settings import Finder

    return list(Packs(_registry(context)).registry(Finder(searching=False).for_folder("."), every=True).rules)


def _categories(rules: Iterable[Rule]) -> list[str]:
    return [*dict.fromkeys(rule.category.value for rule in rules), "ALL"]


def _fitting(begun: str, rules: Iterable[Rule], others: Iterable[str]) -> Iterator[CompletionItem[str]]:
    """Yield the codes that fit what was begun; names and other words where a letter says that one is meant."""
    rules = list(rules)
    for each in rules:
        if each.code.startswith(begun.upper()):
            yield CompletionItem(each.code, help=each.title)
    for word in others:
        if word.startswith(begun):
            yield CompletionItem(word)
    for each in rules if begun else ():
        if each.name.startswith(begun):
            yield CompletionItem(each.name, help=each.title)


def _paths(begun: str) -> Iterator[str]:
    """Yield the files that fit the beginning of a path, and folders with a slash."""
    folder, name = os.path.split(begun)
    for path in sorted(Path(folder or ".").iterdir()):
        if path.name.startswith(name) and (name or not path.name.startswith(".")):
            yield os.path.join(folder, path.name) + ("/" if path.is_dir() else "")  # noqa: PTH118


def _before_the_mark() -> tuple[str, str]:
    """Return the word before the one that is being typed, and that one as far as typed, put together again where bash parted it."""
    words = split_arg_string(os.environ.get("COMP_WORDS", ""))
    try:
        words = words[: int(os.environ.get("COMP_CWORD", "")) + 1]
    except ValueError:
        return "", ""
    typed = words.pop() if words else ""
    while words and (typed[:1] in _PARTED or words[-1] in _PARTED):
        typed = words.pop() + typed
    return (words[-1] if words else ""), typed
