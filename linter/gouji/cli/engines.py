"""Engines by settings: files under one `gouji.yaml` share one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from gouji.cli.console import Failure
from gouji.cli.packed import Packs
from gouji.engine import Engine, Metadata, Result
from gouji.named_tuple import NamedTuple
from gouji.rule import Category
from gouji.selection import AS_OF, PREVIEW
from gouji.settings import Given, Settings, selector_mistake
from gouji.source import Document, NotAReport, Reader, Unreadable

if TYPE_CHECKING:
    from gouji.cache import Cache
    from gouji.formats import Formats
    from gouji.plugins import Registry
    from gouji.rule import Rule
    from gouji.settings import Finder
    from gouji.suppress import Ledger, Suppression


def check_given(given: Given, rules: tuple[Rule, ...]) -> None:
    """Raise Failure for what the command line says of rules that do not exist or cannot be switched off."""
    stated: Iterable[tuple[str, Iterable[str]]] = (
        ("--select", given.select),
        ("--ignore", given.ignore),
        ("--severity", given.severity),
    )
    for option, selectors in stated:
        for selector in selectors:
            level = given.severity[selector] if option == "--severity" else None
            mistake = selector_mistake(selector, rules, ignored=option == "--ignore", level=level)
            if mistake is not None:
                zh, en = mistake
                words = selector.split()
                if len(words) > 1 and not any(selector_mistake(word, rules) for word in words):
                    together = ",".join(words)
                    zh += f"；多条规则之间用逗号分隔：{together}"
                    en += f"; several rules are separated by commas: {together}"
                raise Failure(f"{option}：{zh}", f"{option}: {en}")


class Counts(NamedTuple):
    """How many rules are on, of those that can be switched off and are not held back.

    `newer` are those that `rules-as-of` holds back, `preview` those on trial that nobody asked for.
    """

    on: int
    known: int
    newer: int = 0
    preview: int = 0

    @property
    def all_off(self) -> bool:
        """Whether there are rules and none is on."""
        return not self.on and bool(self.known or self.newer or self.preview)


class Engines:
    """The engine for each settings file, made when the first file under it is met.

    `packs` are the packs in YAML that the command line names, beside those of the settings and those for a report's region.
    """

    def __init__(self, registry: Registry, given: Given, lang: str, packs: Sequence[str] = ()) -> None:
        self.registry = registry
        self.given = given
        self.seconds: dict[str, float] | None = None
        self.lang = lang
        self.packs = Packs(registry, packs)
        self._unknown: Failure | None = None
        try:
            self.packs.judge(registry.rules, lambda rules: check_given(given, rules))
        except Failure as failure:
            # The settings of a file may name the pack whose rules are meant.
            self._unknown = failure
        self._by_settings: dict[int, tuple[Settings, Engine]] = {}
        self._counts: dict[int, Counts] = {}

    def under(self, settings: Settings) -> Engine:
        """Return the engine for some settings; SettingsError where they speak of rules or packs that do not exist."""
        # The settings are kept beside the engine, so that their identity is not taken by others.
        known = self._by_settings.get(id(settings))
        if known is None:
            rules = self.registry.rules
            known_rules, options = self.packs.judge(rules, settings.rule_options, settings)
            if self._unknown is not None:
                check_given(self.given, known_rules)
                self._unknown = None
            engine = Engine(
                self.registry,
                settings.selection(self.given, rules),
                options,
                self.lang,
                settings.suppress,
            )
            engine.seconds = self.seconds
            if self.packs.any(settings):
                engine.variant = self.packs.variant(engine, self.given, settings, known_rules)
            known = self._by_settings[id(settings)] = (settings, engine)
            selection = engine.selection
            if known_rules is not rules:
                selection = settings.selection(self.given, known_rules)
            switched = [rule for rule in known_rules if rule.category is not Category.INPUT]
            held = list(selection.held.values())
            self._counts[id(settings)] = Counts(
                sum(map(selection.is_on, switched)), len(switched) - len(held), held.count(AS_OF), held.count(PREVIEW)
            )
        return known[1]

    def counts(self, settings: Settings) -> Counts:
        """Return how many rules are on under some settings, those of the engine itself left out."""
        self.under(settings)
        return self._counts[id(settings)]

    def no_rules(self, path: str, settings: Settings) -> Failure:
        """Return the refusal of a file on which nothing would be found, whatever it says, since every rule is off."""
        counts = self.counts(settings)
        held_zh = held_en = ""
        if counts.newer or counts.preview:
            held_zh = f"；有 {counts.newer} 条规则晚于 rules-as-of、{counts.preview} 条是预览规则，写明其代码或用 --preview 才启用"
            held_en = (
                f"; {counts.newer} came after rules-as-of and {counts.preview} are on trial, which their codes or"
                " --preview would switch on"
            )
        return Failure(
            f"{path}：规则全部被停用，什么也不会检查；请修改 --select、--ignore 或 gouji.yaml"
            f"（不检查的文件应写入 exclude）{held_zh}",
            f"{path}: every rule is switched off, so that nothing would be checked; change --select, --ignore or"
            f" gouji.yaml (files not to be checked belong in exclude){held_en}",
        )

    def behind(self, engine: Engine) -> tuple[object, list[Path]]:
        """Return what was said of rules, and the files of the packs named, where packs can be in use on a report."""
        settings = next(settings for settings, known in self._by_settings.values() if known is engine)
        if not self.packs.any(settings):
            return None, []
        adopted = (settings.rules_as_of, settings.preview)
        said = (self.given, [layer.given for layer in settings.layers()], adopted, settings.options)
        return repr(said), [file.path for pack in self.packs.named(settings) for file in pack.family]


def notices(
    engines: Engines, finder: Finder, ledger: Ledger, paths: Sequence[str]
) -> Iterator[tuple[Settings, Result]]:
    """Yield settings files with a result that tells of their suppressions that are expired or of no use.

    The whole of a folder was looked at where it, or one it lies in, is among the paths; so would have been a file in it.
    """
    from gouji.settings import shown_path
    from gouji.suppress import numbered, today
    from gouji.walk import absolute, is_folder

    walked = [absolute(path) for path in paths if is_folder(path)]
    by_file: dict[str, list[tuple[Suppression, str]]] = {}
    for item, key in ledger.mistakes(today(), lambda folder: any(folder.is_relative_to(root) for root in walked)):
        by_file.setdefault(item.source, []).append((item, key))
    for file, mistaken in by_file.items():
        settings = finder.for_file(file)
        engine = engines.under(settings)
        result = Result(shown_path(Path(file)), kind="settings")
        result.findings = [engine.notice(result, item, key, ordinal) for item, key, ordinal in numbered(mistaken)]
        result.findings.sort(key=lambda entry: entry.sort_key)
        yield settings, result


def refuse(engine: Engine, path: str, error: Unreadable | NotAReport) -> Result:
    """Return the result for a file that no reader was given, with the finding that says why."""
    return engine.check_bytes(b"", path, Reader("none", (), _raising(error), ""))


def _raising(error: Exception) -> Callable[[bytes, Formats], Document]:
    def read(_raw: bytes, _formats: Formats) -> NoReturn:
        raise error

    return read


def check(
    engine: Engine,
    raw: bytes,
    path: str,
    reader: Reader,
    stated: dict[str, Any],
    named: bool,
    cache: Cache | None = None,
) -> Result:
    """Check a file's content; a reader that fails on it in a way of its own is told of like a broken file."""
    try:
        if cache is not None:
            return engine.settle(cache.examine(engine, raw, path, reader, Metadata(stated), named))
        return engine.check_bytes(raw, path, reader, Metadata(stated), named)
    except Exception as error:
        if cache is not None and cache.only_known:
            raise
        what = f"{type(error).__name__}: {error}"
        return refuse(
            engine,
            path,
            Unreadable(
                f"读取时程序出错（{what}），文件未检查；请把此文件的情况告知 gouji 的开发者",
                f"the reader failed ({what}) and the file was not checked; please tell gouji's developers",
            ),
        )
