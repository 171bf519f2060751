from __future__ import annotations

from importlib import import_module

import pluggy
import pytest

import gouji_example_yunling
from gouji import hooks
from gouji.plugins import DEFAULT_PLUGINS, Registry, build, register
from gouji.rule import Rule
from gouji.testing import check_cases, pack_rules


@pytest.mark.parametrize("rule", gouji_example_yunling.gouji_rules(), ids=lambda rule: rule.code)
def test_every_rule_says_of_its_cases_what_they_state(rule: Rule) -> None:
    check_cases(rule)


def test_every_rule_of_the_pack_does_too() -> None:
    registry = with_plugin()
    rules = pack_rules("yunling-counties", registry)
    assert rules
    for rule in rules:
        check_cases(rule, registry)


def with_plugin() -> Registry:
    """Return the registry of gouji with this plugin, whether it is installed or not."""
    manager = pluggy.PluginManager(hooks.PROJECT)
    manager.add_hookspecs(hooks)
    for name in DEFAULT_PLUGINS:
        manager.register(import_module(name), name)
    register(manager, gouji_example_yunling, "yunling")
    return build(manager)
