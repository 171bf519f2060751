"""The hooks a plugin may implement. All are called once, at start-up; their docstrings are their documentation."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    import click

    from gouji.kinds import Kind
    from gouji.plugins import Pack
    from gouji.rule import Rule
    from gouji.source import Reader
    from gouji.writers import Writer

PROJECT = "gouji"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def gouji_packs() -> Iterable[Pack | Path]:  # type: ignore[empty-body]
    """Return the packs this plugin brings. A pack declares the prefix that the codes of its rules start with.

    A path is a pack in YAML, or a folder of them; it is read when it is named, or when a report comes from its region.
    """


@hookspec
def gouji_rules() -> Iterable[Rule]:  # type: ignore[empty-body]
    """Return the rules of this plugin's packs: values made by `gouji.rule`."""


@hookspec
def gouji_kinds() -> Iterable[Kind]:  # type: ignore[empty-body]
    """Return further declarative kinds, which rules of packs in YAML may be of. A name has one kind."""


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
