from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click
import pluggy
import pytest

from gouji import hooks
from gouji.kinds import built_in
from gouji.plugins import Pack, PluginError, Registry, build, load, register
from gouji.source import Reader
from gouji.testing import registry
from gouji.writers import Writer

STALE = registry().rules[-1]


def plugin(**returned: Any) -> SimpleNamespace:
    """A plugin whose hooks return what is given."""
    return SimpleNamespace(**{name: hooks.hookimpl(lambda value=value: value) for name, value in returned.items()})


def built(*plugins: SimpleNamespace) -> Registry:
    manager = pluggy.PluginManager(hooks.PROJECT)
    manager.add_hookspecs(hooks)
    for i, item in enumerate(plugins, 1):
        register(manager, item, f"plugin-{i}")
    return build(manager)


PACK = Pack("yunling", "YL", "云岭市")
RULE = STALE._replace(code="YL001", name="contact-missing")


def test_every_hook_is_used(tmp_path: Path) -> None:
    reader = Reader("yl", (".yl",), lambda _raw, _formats: None, "yl")  # type: ignore[arg-type, return-value]
    writer = Writer("yl", "yl", lambda _stream, _context: None)  # type: ignore[arg-type, return-value]
    command = click.Command("yl")
    kind = built_in()[0]._replace(name="yunling")
    edition = tmp_path / "2030.yaml"
    edition.write_text("{title: 云岭市格式, notice: 云办函〔2030〕1号, chapters: []}", encoding="utf-8")
    found = built(
        plugin(
            gouji_packs=[PACK, tmp_path],
            gouji_rules=[RULE],
            gouji_kinds=[kind],
            gouji_formats=[edition],
            gouji_readers=[reader],
            gouji_writers=[writer],
            gouji_commands=[command],
        )
    )
    assert found.packs == (PACK,)
    assert found.pack_files == (tmp_path,)
    assert found.kinds() == {"yunling": kind}
    assert found.rule("YL001") is found.rule("contact-missing") is RULE
    assert found.formats.years == [2030]
    assert found.reader_for("A.YL") is reader
    assert found.writers == {"yl": writer}
    assert found.commands == {"yl": command}
    assert found.plugins == ("plugin-1",)


def test_a_hook_may_return_nothing() -> None:
    assert built(plugin(gouji_rules=None)).rules == ()


@pytest.mark.parametrize(
    ("plugins", "message"),
    [
        ([plugin(gouji_rules=[RULE])], "plugin-1.*YL001.*prefix it declares"),
        ([plugin(gouji_packs=[PACK]), plugin(gouji_rules=[RULE])], "plugin-2.*prefix it declares"),
        ([plugin(gouji_packs=[PACK], gouji_rules=[RULE._replace(code="YL1")])], "three digits"),
        ([plugin(gouji_packs=[PACK], gouji_rules=[RULE._replace(name="Contact")])], "looks like stale-year"),
        ([plugin(gouji_packs=[PACK], gouji_rules=[RULE._replace(name="years")])], "looks like stale-year"),
        ([plugin(gouji_packs=[PACK], gouji_rules=[RULE._replace(since="soon")])], "since of rule YL001 is a release"),
        ([plugin(gouji_packs=[PACK], gouji_rules=[RULE, RULE])], "clash over rule code YL001"),
        ([plugin(gouji_packs=[PACK], gouji_rules=[RULE, RULE._replace(code="YL002")])], "clash over rule name"),
        ([plugin(gouji_packs=[PACK]), plugin(gouji_packs=[PACK])], "clash over prefix YL: plugin-1 and plugin-2"),
        ([plugin(gouji_packs=[Pack("x", "yl", "x")])], "a prefix is 2 to 6 capitals"),
        ([plugin(gouji_packs=["yl.yaml"])], "gouji_packs must return Pack or Path, not str"),
        ([plugin(gouji_kinds=["existence"])], "gouji_kinds must return Kind, not str"),
        ([plugin(gouji_kinds=built_in()), plugin(gouji_kinds=built_in())], "clash over kind of rule compare"),
        ([plugin(gouji_rules=["CN301"])], "gouji_rules must return Rule, not str"),
        ([plugin(gouji_rule=[RULE])], "no hook called gouji_rule; did you mean gouji_rules"),
        ([plugin(gouji_formats=[Path("x.yaml")])], "named after the first report year"),
        ([plugin(gouji_formats=[Path("absent") / "2030.yaml"])], "2030.yaml.*No such file"),
        ([SimpleNamespace(gouji_rules=hooks.hookimpl(lambda: 1 / 0))], "plugin-1 failed in gouji_rules: ZeroDivision"),
        ([SimpleNamespace(gouji_rules=hooks.hookimpl(lambda unknown: [unknown]))], "plugin-1 cannot be registered"),
    ],
)
def test_what_cannot_be_used_is_an_error(plugins: list[SimpleNamespace], message: str) -> None:
    with pytest.raises(PluginError, match=message):
        built(*plugins)


def test_the_built_in_plugins_come_through_the_same_hooks() -> None:
    found = load(installed=False)
    assert [pack.prefix for pack in found.packs] == ["GJ", "CN"]
    assert found.plugins == ()
    assert {"json", "text"} <= {reader.kind for reader in found.readers}
