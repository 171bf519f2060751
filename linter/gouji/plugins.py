"""Discovery of plugins, and the registry of what they bring.

Three steps: find (`_installed`), register with pluggy, and sort what the hooks return into a `Registry` that knows each
name once. Whatever fails on the way is an error that names the plugin; nothing is skipped.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pluggy

from gouji import hooks
from gouji.formats import FormatError, Formats
from gouji.named_tuple import NamedTuple
from gouji.rule import Category, Rule
from gouji.source import Reader

if TYPE_CHECKING:
    import click

    from gouji.kinds import Kind
    from gouji.writers import Writer

DEFAULT_PLUGINS = ("gouji.builtin", "gouji_rules")
ENTRY_POINT_GROUP = "gouji"

_PREFIX = re.compile(r"[A-Z]{2,6}")
_CODE = re.compile(r"([A-Z]{2,6})\d{3}")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_RELEASE = re.compile(r"\d{1,4}(\.\d{1,4}){0,3}")


class PluginError(Exception):
    """A plugin that cannot be loaded or that brings something unusable; the message names it and says what to do."""


class Pack(NamedTuple):
    """A set of rules under one prefix: the letters every code in it starts with."""

    id: str
    prefix: str
    title: str


class Registry(NamedTuple):
    """Everything plugins bring, each name once."""

    rules: tuple[Rule, ...] = ()
    packs: tuple[Pack, ...] = ()
    formats: Formats = Formats(())
    readers: tuple[Reader, ...] = ()
    writers: Mapping[str, Writer] = MappingProxyType({})
    commands: Mapping[str, click.Command] = MappingProxyType({})
    plugins: tuple[str, ...] = ()
    pack_files: tuple[Path, ...] = ()
    kinds: Callable[[], dict[str, Kind]] = dict

    def rule(self, name: str) -> Rule | None:
        """Return the rule of that code or name."""
        return next((rule for rule in self.rules if name in (rule.code, rule.name)), None)

    def reader_for(self, path: str) -> Reader | None:
        """Return the reader for a file name's extension."""
        lower = path.lower()
        return next((reader for reader in self.readers if lower.endswith(reader.extensions)), None)


def load(installed: bool = True) -> Registry:
    """Load the default plugins, and those installed beside gouji unless `installed` is False; PluginError where one fails."""
    manager = pluggy.PluginManager(hooks.PROJECT)
    manager.add_hookspecs(hooks)
    for name in DEFAULT_PLUGINS:
        manager.register(import_module(name), name)
    if installed:
        for name, plugin in _installed():
            register(manager, plugin, name)
    return build(manager)


def register(manager: pluggy.PluginManager, plugin: Any, name: str) -> None:
    """Register one plugin; PluginError where its hooks are not gouji's."""
    try:
        manager.register(plugin, name)
    except (ValueError, pluggy.PluginValidationError) as error:
        raise PluginError(f"插件 {name} 无法注册 / plugin {name} cannot be registered: {error}") from error
    hook_names = {hook for hook in vars(hooks) if hook.startswith("gouji_")}
    for attribute in dir(plugin):
        if attribute.startswith("gouji_") and attribute not in hook_names and callable(getattr(plugin, attribute)):
            from gouji.spelling import did_you_mean

            zh, en = did_you_mean(attribute, hook_names)
            raise PluginError(
                f"插件 {name}：没有名为 {attribute} 的钩子{zh} / plugin {name}: no hook called {attribute}{en}"
            )


def _installed() -> Iterator[tuple[str, Any]]:
    """Yield the plugins installed as entry points. importlib.metadata is imported only where there is one."""
    if not _any_entry_point():
        return
    from importlib.metadata import entry_points

    for point in sorted(entry_points(group=ENTRY_POINT_GROUP), key=lambda point: point.name):
        origin = f"{point.name} ({point.dist.name} {point.dist.version})" if point.dist else point.name
        try:
            yield origin, point.load()
        except Exception as error:
            raise PluginError(
                f"插件 {origin} 无法加载：{type(error).__name__}: {error}；请修复或卸载它，或用 --no-plugins 停用全部插件"
                f" / plugin {origin} cannot be loaded; mend or uninstall it, or pass --no-plugins"
            ) from error


def _any_entry_point() -> bool:
    """Whether any distribution on the path declares an entry point of the group.

    Asking importlib.metadata costs 40 ms at every start; reading the few entry_points.txt files costs 2. Path entries that
    are no folders (zip files, import hooks) are left to importlib.metadata.
    """
    wanted = re.compile(rb"^\[" + ENTRY_POINT_GROUP.encode() + rb"\]", re.MULTILINE)
    for entry in sys.path:
        folder = Path(entry or ".")
        if folder.is_file():
            return True
        try:
            found = [item for item in folder.iterdir() if item.name.endswith((".dist-info", ".egg-info"))]
        except OSError:
            continue
        for item in found:
            try:
                if wanted.search((item / "entry_points.txt").read_bytes()):
                    return True
            except OSError:
                continue
    return False


def build(manager: pluggy.PluginManager) -> Registry:
    """Return the registry of everything a manager's plugins bring; PluginError on a clash or an unusable value."""
    packs, pack_files = _packs(manager)
    rules: dict[str, tuple[str, Rule]] = {}
    names: dict[str, tuple[str, Rule]] = {}
    for plugin, rule in _each(manager, "gouji_rules", Rule):
        _check_rule(plugin, rule, {prefix for prefix, (owner, _) in packs.items() if owner == plugin})
        _claim(rules, rule.code, plugin, rule, "rule code")
        _claim(names, rule.name, plugin, rule, "rule name")
    readers: dict[str, tuple[str, Reader]] = {}
    for plugin, reader in _each(manager, "gouji_readers", Reader):
        for extension in reader.extensions:
            _claim(readers, extension, plugin, reader, "reader for")
    writers: dict[str, tuple[str, Writer]] = {}
    for plugin, writer in _each(manager, "gouji_writers", None):
        _claim(writers, writer.name, plugin, writer, "output format")
    commands: dict[str, tuple[str, click.Command]] = {}
    for plugin, command in _each(manager, "gouji_commands", None):
        _claim(commands, command.name or "", plugin, command, "command")
    if any(hook.plugin_name not in DEFAULT_PLUGINS for hook in manager.hook.gouji_kinds.get_hookimpls()):
        _kinds(manager)
    editions = list(_each(manager, "gouji_formats", Path))
    try:
        formats = Formats((path for _, path in editions), frozenset(rules))
        for plugin, path in editions:
            # Our own editions are held to their form by tests and read when needed; anyone else's is checked at the start.
            if plugin not in DEFAULT_PLUGINS:
                formats.for_year(int(path.stem))
    except FormatError as error:
        raise PluginError(str(error)) from error
    return Registry(
        rules=tuple(
            sorted((rule for _, rule in rules.values()), key=lambda rule: (not rule.code.startswith("GJ"), rule.code))
        ),
        packs=tuple(pack for _, pack in packs.values()),
        formats=formats,
        readers=tuple(dict.fromkeys(reader for _, reader in readers.values())),
        writers={name: writer for name, (_, writer) in writers.items()},
        commands={name: command for name, (_, command) in commands.items()},
        plugins=tuple(name for name, _ in manager.list_name_plugin() if name not in DEFAULT_PLUGINS),
        pack_files=tuple(pack_files),
        kinds=partial(_kinds, manager),
    )


def _packs(manager: pluggy.PluginManager) -> tuple[dict[str, tuple[str, Pack]], list[Path]]:
    """Return the packs of Python rules by prefix, with the plugin of each, and the files and folders of packs in YAML, unread."""
    packs: dict[str, tuple[str, Pack]] = {}
    files: list[Path] = []
    for plugin, pack in _each(manager, "gouji_packs", (Pack, Path)):
        if isinstance(pack, Path):
            files.append(pack)
            continue
        if not _PREFIX.fullmatch(pack.prefix):
            raise PluginError(
                f"插件 {plugin}：前缀 {pack.prefix!r} 应为 2 至 6 个大写字母 / plugin {plugin}: a prefix is 2 to 6 capitals"
            )
        _claim(packs, pack.prefix, plugin, pack, "prefix")
    return packs, files


def _kinds(manager: pluggy.PluginManager) -> dict[str, Kind]:
    """Return the declarative kinds by name. Our own are asked for only where a pack is in use: importing them takes time."""
    from gouji.kinds import Kind

    kinds: dict[str, tuple[str, Kind]] = {}
    for plugin, kind in _each(manager, "gouji_kinds", Kind):
        _claim(kinds, kind.name, plugin, kind, "kind of rule")
    return {name: kind for name, (_, kind) in kinds.items()}


def _each(manager: pluggy.PluginManager, hook: str, kind: type | tuple[type, ...] | None) -> Iterator[tuple[str, Any]]:
    """Yield (plugin name, value) for every value the implementations of a hook return, first registered first."""
    for implementation in getattr(manager.hook, hook).get_hookimpls():
        plugin = implementation.plugin_name
        yield from ((plugin, value) for value in _call(plugin, hook, implementation.function, kind))


def _call(
    plugin: str, hook: str, function: Callable[[], Iterable[Any] | None], kind: type | tuple[type, ...] | None
) -> Sequence[Any]:
    try:
        values = list(function() or ())
    except Exception as error:
        raise PluginError(
            f"插件 {plugin} 的 {hook} 出错 / plugin {plugin} failed in {hook}: {type(error).__name__}: {error}"
        ) from error
    for value in values:
        if kind is not None and not isinstance(value, kind):
            wanted = " or ".join(item.__name__ for item in (kind if isinstance(kind, tuple) else (kind,)))
            raise PluginError(
                f"插件 {plugin} 的 {hook} 应返回 {wanted} / plugin {plugin}: {hook} must return {wanted},"
                f" not {type(value).__name__}"
            )
    return values


def _claim(owners: dict[str, tuple[str, Any]], key: str, plugin: str, value: Any, what: str) -> None:
    if key in owners:
        raise PluginError(
            f"插件 {plugin} 与 {owners[key][0]} 冲突 / plugins clash over {what} {key}: {owners[key][0]} and {plugin}"
        )
    owners[key] = (plugin, value)


def _check_rule(plugin: str, rule: Rule, prefixes: set[str]) -> None:
    match = _CODE.fullmatch(rule.code)
    if match is None or match[1] not in prefixes:
        raise PluginError(
            f"插件 {plugin}：规则代码 {rule.code} 应以其声明的前缀（{'、'.join(sorted(prefixes)) or '无'}）开头，后接三位数字"
            f" / plugin {plugin}: rule code {rule.code} must be a prefix it declares in gouji_packs and three digits"
        )
    # A category's name selects all its rules, so no rule may bear it.
    if not _NAME.fullmatch(rule.name) or rule.name in {category.value for category in Category}:
        raise PluginError(
            f"插件 {plugin}：规则名 {rule.name!r} 应形如 stale-year / plugin {plugin}: a rule name looks like stale-year"
        )
    if not _RELEASE.fullmatch(rule.since):
        raise PluginError(
            f"插件 {plugin}：规则 {rule.code} 的 since {rule.since!r} 应为 gouji 的版本号，如 0.1"
            f" / plugin {plugin}: since of rule {rule.code} is a release of gouji, as 0.1, not {rule.since!r}"
        )
