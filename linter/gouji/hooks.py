"""The hooks a plugin may implement. All are called once, at start-up; their docstrings are their documentation."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    import click

    from gouji.plugins import Pack
    from gouji.rule import Rule
    from gouji.source import Reader
    from gouji.writers import Writer

PROJECT = "gouji"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def gouji_packs() -> Iterable[Pack]:  # type: ignore[empty-body]
    """Return the packs this plugin brings. A pack declares the prefix that the codes of its rules start with."""


@hookspec
def gouji_rules() -> Iterable[Rule]:  # type: ignore[empty-body]
    """Return the rules of this plugin's packs: values made by `gouji.rule`."""


@hookspec
def gouji_formats() -> Iterable[Path]:  # type: ignore[empty-body]
    """Return files of format editions, each named after the first report year it governs (`2021.yaml`)."""


@hookspec
def gouji_readers() -> Iterable[Reader]:  # type: ignore[empty-body]
    """Return readers of further kinds of file. An extension has one reader."""


@hookspec
def gouji_writers() -> Iterable[Writer]:  # type: ignore[empty-body]
    """Return writers of further output formats. A name has one writer."""


@hookspec
def gouji_commands() -> Iterable[click.Command]:  # type: ignore[empty-body]
    """Return commands that `gouji` offers beside its own."""
