"""The engine's own plugin: its rules, readers, writers and the national format editions, through the hooks anyone has."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import gouji_schemas
from gouji.hooks import hookimpl
from gouji.input_rules import RULES
from gouji.plugins import Pack
from gouji.readers import READERS
from gouji.rule import Rule
from gouji.source import Reader
from gouji.writers import WRITERS, Writer

if TYPE_CHECKING:
    from gouji.kinds import Kind


@hookimpl
def gouji_packs() -> list[Pack]:
    return [Pack("gouji", "GJ", "读取与检查本身 / reading and checking")]


@hookimpl
def gouji_rules() -> tuple[Rule, ...]:
    return RULES


@hookimpl
def gouji_kinds() -> list[Kind]:
    from gouji.kinds import built_in

    return built_in()


@hookimpl
def gouji_formats() -> list[Path]:
    return sorted((Path(gouji_schemas.__file__).parent / "formats").glob("*.yaml"))


@hookimpl
def gouji_readers() -> tuple[Reader, ...]:
    return READERS


@hookimpl
def gouji_writers() -> tuple[Writer, ...]:
    return WRITERS
