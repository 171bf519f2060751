"""`gouji.yaml`: found upwards from each file, checked against config.schema.json, and put together with the command line.

The command line wins over what `gouji.yaml` says of single files (`files`), that over the rest of it, that over the files it extends,
and those over the defaults. Nothing is extended but what `extends` names. See docs/settings.md.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from gouji import __version__
from gouji.finding import Severity
from gouji.named_tuple import NamedTuple
from gouji.rule import Category, Rule
from gouji.selection import Selection, held_back, release, specificity
from gouji.spelling import did_you_mean
from gouji.walk import absolute

if TYPE_CHECKING:
    from gouji.located import Located
    from gouji.report import Pointer
    from gouji.suppress import Suppression

FILE_NAME = "gouji.yaml"
MISNAMED = "gouji.yml"
SCHEMA = "config.schema.json"
_T = TypeVar("_T")
_NOTHING: Mapping[str, Any] = MappingProxyType({})


class SettingsError(Exception):
    """Settings that cannot be used. `zh` and `en` name file, line, column and remedy, one mistake a line."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


class Given(NamedTuple):
    """What one source says of rules: the command line, a settings file, or an entry of its `files`.

    `preview` is for the command line alone: the settings of a file have their own.
    """

    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    severity: Mapping[str, Severity] = _NOTHING
    preview: bool | None = None


class Layer(NamedTuple):
    """What one file says of rules, and where in it: at the pointer, which is that of an entry of `files` or of the whole."""

    given: Given
    settings: Settings
    pointer: Pointer

    def place(self, *at: str | int) -> tuple[Path, int, int]:
        """Return file, line and column of something that the layer says."""
        settings = self.settings
        assert settings.file is not None
        assert settings.located is not None
        return (settings.file, *settings.located.position((*self.pointer, *at)))


class Settings(NamedTuple):
    """One `gouji.yaml`, or the defaults where there is none (`file` is None).

    `lang`, `fail_on`, `rules_as_of`, `preview`, `options`, `suppress` and `baseline` have in them what the files it `extends` say; of `select`, `ignore`,
    `severity`, `exclude`, `files` and `packs` each file keeps its own (see `chain`). `here` are the entries of `files` that say
    something of rules for the report at hand.
    """

    file: Path | None = None
    lang: str | None = None
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    severity: Mapping[str, Severity] = _NOTHING
    fail_on: Severity | None = None
    rules_as_of: str | None = None
    preview: bool | None = None
    options: Mapping[str, Mapping[str, Any]] = _NOTHING
    exclude: Sequence[str] = ()
    files: Sequence[Mapping[str, Any]] = ()
    packs: Sequence[str] = ()
    suppress: Sequence[Suppression] = ()
    baseline: Path | None = None
    extends: Sequence[Settings] = ()
    here: Sequence[Mapping[str, Any]] = ()
    located: Located | None = None

    def chain(self) -> Iterator[Settings]:
        """Yield every file that counts, each after those it extends; these settings come last."""
        for base in self.extends:
            yield from base.chain()
        yield self

    def excludes(self, path: str) -> bool:
        """Whether a file or folder is left out."""
        if not self.exclude and not self.extends:
            return False
        from gouji.globs import covers

        return any(
            covers(glob, relative)
            for each in self.chain()
            if each.exclude and (relative := each._relative(path)) is not None
            for glob in each.exclude
        )

    def metadata(self, path: str) -> dict[str, Any]:
        """Return what `files` states of a report, later entries over earlier ones."""
        stated: dict[str, Any] = {}
        for entry in self._entries(path):
            stated.update({key: value for key, value in entry.items() if key not in _NO_METADATA})
        if "region" in stated:
            from gouji.regions import widened

            stated["region"] = widened(stated["region"])
        return stated

    def at(self, path: str) -> Settings:
        """Return the settings that hold for one report: these, or these with what `files` says of rules for it."""
        here = tuple(entry for entry in self._entries(path) if not _OF_RULES.isdisjoint(entry))
        if not here:
            return self
        options = self.options
        for entry in here:
            options = merged(options, entry.get("options", {}))
        return self._replace(here=here, options=options)

    def origin(self, *pointer: str | int) -> tuple[Path, int, int] | None:
        """Return file, line and column of a setting, in the nearest file that states it; None where none does.

        What an entry of `files` says for the report at hand is nearer than what is said of all.
        """
        return self.nearest(pointer)

    def nearest(self, *pointers: Pointer) -> tuple[Path, int, int] | None:
        """Return file, line and column of the nearest of several settings, as of a rule's by its code and by its name."""
        places = [(each, at) for each in self.chain() for at in pointers]
        for entry in self.here:
            owner, index = self._owner(entry)
            places += [(owner, ("files", index, *at)) for at in pointers]
        for each, at in reversed(places):
            if each.file is not None and each.located is not None and at in each.located.values:
                return (each.file, *each.located.position(at))
        return None

    def layers(self) -> Iterator[Layer]:
        """Yield what is said of rules, file by file and then for the report at hand; each wins over those before it."""
        for each in self.chain():
            yield Layer(Given(each.select, each.ignore, each.severity), each, ())
        for entry in self.here:
            owner, index = self._owner(entry)
            given = Given(entry.get("select", ()), entry.get("ignore", ()), _severities(entry))
            yield Layer(given, owner, ("files", index))

    def _owner(self, entry: Mapping[str, Any]) -> tuple[Settings, int]:
        """Return the file whose `files` has an entry, and its index there."""
        return next((each, index) for each in self.chain() for index, item in enumerate(each.files) if item is entry)

    def _entries(self, path: str) -> Iterator[Mapping[str, Any]]:
        """Yield the entries of `files` that are about a file."""
        return (each.files[index] for each, index in self.entries(path))

    def entries(self, path: str) -> Iterator[tuple[Settings, int]]:
        """Yield the entries of `files` that are about a file: the settings that have each, and its index there."""
        for each in self.chain():
            if each.files and (relative := each._relative(path)) is not None:
                from gouji.globs import matches

                yield from ((each, index) for index, entry in enumerate(each.files) if matches(entry["path"], relative))

    def mistaken(self, pointer: Pointer, zh: str, en: str) -> SettingsError:
        """Return the error that tells of a mistake at a place of the file."""
        assert self.file is not None
        assert self.located is not None
        return _located_error(self.file, self.located, [(pointer, False, zh, en)])

    def _relative(self, path: str) -> str | None:
        """Return a path relative to the folder of the file, with `/`; None where it lies elsewhere."""
        assert self.file is not None
        try:
            relative = absolute(path).relative_to(self.file.parent)
        except ValueError:
            return None
        return relative.as_posix()

    def selection(self, given: Given, rules: Sequence[Rule]) -> Selection:
        """Return which rules are on and how severe, layer over layer, the command line over all.

        A `select` replaces what the layers before it selected and ignored; an `ignore` takes from what they leave on. The answer
        names every rule by its code, so that no selector of one layer outweighs one of a later.
        """
        from gouji.input_rules import ALWAYS_ERRORS

        stated = (*(layer.given for layer in self.layers()), given)
        layers = [Selection(each.select, each.ignore, each.severity) for each in stated]
        preview = bool(self.preview if given.preview is None else given.preview)
        off = []
        severity = {}
        held = {}
        for rule in rules:
            on, named, level = True, False, rule.severity
            for layer in layers:
                if layer.select:
                    on = layer.is_on(rule)
                    named = rule.code in layer.select or rule.name in layer.select
                elif any(specificity(selector, rule) for selector in layer.ignore):
                    on = False
                if rule.code not in ALWAYS_ERRORS and any(specificity(selector, rule) for selector in layer.severity):
                    level = layer.severity_of(rule)
            severity[rule.code] = level
            if rule.category is Category.INPUT:
                continue
            if on and not named and (by := held_back(rule, self.rules_as_of, preview)) is not None:
                held[rule.code] = by
                on = False
            if not on:
                off.append(rule.code)
        return Selection(ignore=off, severity=severity, held=held)

    def rule_options(self, rules: Sequence[Rule]) -> dict[str, Any]:
        """Check every rule the file names, and return the options by rule code; SettingsError lists what is wrong."""
        for base in self.extends:
            base.rule_options(rules)
        own: Mapping[str, Any] = {} if self.located is None or self.located.data is None else self.located.data
        mistakes = [*_rule_mistakes((), Given(self.select, self.ignore, self.severity), rules)]
        for index, entry in enumerate(self.files):
            given = Given(entry.get("select", ()), entry.get("ignore", ()), _severities(entry))
            mistakes += _rule_mistakes(("files", index), given, rules)
            mistakes += _option_mistakes(("files", index, "options"), entry.get("options", {}), rules)
        for item in self.suppress:
            if item.source == str(self.file):
                mistakes += _suppression_mistakes(item, rules)
        mistakes += _option_mistakes(("options",), own.get("options", {}), rules)
        options = {}
        by_rule: dict[str, dict[str, Any]] = {}
        for name, values in {} if mistakes else self.options.items():
            found = next((rule for rule in rules if name in (rule.code, rule.name)), None)
            if found is not None and found.options is not None:
                from gouji.options import OptionsError, build

                by_rule[found.code] = {**by_rule.get(found.code, {}), **values}
                try:
                    options[found.code] = build(found.options, by_rule[found.code])
                except OptionsError as error:
                    mistakes += [(("options", name, *v.pointer), v.at_key, v.zh, v.en) for v in error.violations]
        if mistakes:
            assert self.file is not None
            assert self.located is not None
            raise _located_error(self.file, self.located, mistakes)
        return options


_Mistake = tuple["Pointer", bool, str, str]
_OF_RULES = frozenset({"select", "ignore", "severity", "options"})
_NO_METADATA = _OF_RULES | {"path"}


def merged(
    base: Mapping[str, Mapping[str, Any]], over: Mapping[str, Mapping[str, Any]]
) -> dict[str, Mapping[str, Any]]:
    """Return options by rule, option by option, `over` winning; a rule that it names comes last."""
    kept = {name: values for name, values in base.items() if name not in over}
    return {**kept, **{name: {**base.get(name, {}), **values} for name, values in over.items()}}


def _severities(data: Mapping[str, Any]) -> dict[str, Severity]:
    return {selector: Severity.parse(level) for selector, level in data.get("severity", {}).items()}


def _rule_mistakes(prefix: Pointer, given: Given, rules: Sequence[Rule]) -> Iterator[_Mistake]:
    for key in ("select", "ignore"):
        for index, selector in enumerate(getattr(given, key)):
            mistake = selector_mistake(selector, rules, ignored=key == "ignore")
            if mistake is not None:
                yield ((*prefix, key, index), False, *mistake)
    for selector, level in given.severity.items():
        mistake = selector_mistake(selector, rules, level=level)
        if mistake is not None:
            yield ((*prefix, "severity", selector), True, *mistake)


def _option_mistakes(
    prefix: Pointer, options: Mapping[str, Mapping[str, Any]], rules: Sequence[Rule]
) -> Iterator[_Mistake]:
    seen = set()
    for name, values in options.items():
        rule = next((rule for rule in rules if name in (rule.code, rule.name)), None)
        pointer = (*prefix, name)
        if rule is None:
            zh, en = did_you_mean(name, [word for rule in rules if rule.options for word in (rule.code, rule.name)])
            yield pointer, True, f"没有名为 {name} 的规则{zh}", f"there is no rule called {name}{en}"
        elif rule.options is None:
            yield pointer, True, f"规则 {name} 没有选项，请删去", f"rule {name} has no options; remove it"
        elif rule.code in seen:
            yield pointer, True, f"规则 {name} 的选项写了两处", f"the options of {name} are given twice"
        else:
            from gouji.options import OptionsError, build

            seen.add(rule.code)
            try:
                build(rule.options, values)
            except OptionsError as error:
                yield from (((*pointer, *v.pointer), v.at_key, v.zh, v.en) for v in error.violations)


def _suppression_mistakes(item: Suppression, rules: Sequence[Rule]) -> Iterator[_Mistake]:
    from gouji.input_rules import NOT_SUPPRESSIBLE

    rule = next((rule for rule in rules if item.rule in (rule.code, rule.name)), None)
    pointer = (*item.pointer, "rule")
    if rule is None:
        zh, en = did_you_mean(item.rule, [word for rule in rules for word in (rule.code, rule.name)])
        yield pointer, False, f"没有名为 {item.rule} 的规则{zh}", f"there is no rule called {item.rule}{en}"
    elif rule.code in NOT_SUPPRESSIBLE:
        yield (
            pointer,
            False,
            f"{item.rule} 说明哪些内容没有检查，不能豁免",
            f"{item.rule} tells what was not checked and cannot be suppressed",
        )


def selector_mistake(
    selector: str, rules: Sequence[Rule], ignored: bool = False, level: Severity | None = None
) -> tuple[str, str] | None:
    """Return what is wrong with a selector, in Chinese and English.

    It fits no rule, or it ignores what cannot be switched off, or gives a level to what cannot be lowered to it.
    """
    fitting = [rule for rule in rules if selector and specificity(selector, rule)]
    if not fitting:
        known = {word for rule in rules for word in (rule.code, rule.name, rule.category.value)}
        zh, en = did_you_mean(selector, known)
        return (
            f"没有与“{selector}”相符的规则{zh or '；gouji rules 列出全部规则'}",
            f"no rule fits “{selector}”{en or '; gouji rules lists them'}",
        )
    if ignored and all(rule.category is Category.INPUT for rule in fitting):
        return (
            f"{selector} 说明哪些内容没有检查，不能停用",
            f"{selector} tells what was not checked and cannot be switched off",
        )
    if level is not None and level < Severity.ERROR:
        from gouji.input_rules import ALWAYS_ERRORS

        if all(rule.code in ALWAYS_ERRORS for rule in fitting):
            return (
                f"{selector} 说明哪些内容没有检查，级别不能降低：没有检查的报告不能当作没有问题；请删去",
                f"{selector} tells what was not checked and cannot be lowered, lest a report that was not checked pass"
                " for one without mistakes; remove it",
            )
    return None


def _located_error(file: Path, located: Located, mistakes: Iterable[_Mistake]) -> SettingsError:
    placed = sorted((located.position(pointer, at_key), zh, en) for pointer, at_key, zh, en in mistakes)
    shown = shown_path(file)
    return SettingsError(
        "\n".join(f"{shown}:{line}:{column}: {zh}" for (line, column), zh, _ in placed),
        "\n".join(f"{shown}:{line}:{column}: {en}" for (line, column), _, en in placed),
    )


def shown_path(file: Path) -> str:
    """Return a file's path as short as it can be said: relative where it lies below the working directory."""
    try:
        return str(file.relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(file)


def load(file: Path, extending: tuple[Path, ...] = ()) -> Settings:
    """Read a settings file and those it extends; SettingsError names what is wrong and where.

    `extending` are the files on the way to this one, which it must not extend again.
    """
    import json

    import gouji_schemas
    from gouji.located import Misplaced, read
    from gouji.violations import violations

    file = absolute(file)
    try:
        located = read(file.read_bytes())
    except FileNotFoundError as error:
        raise SettingsError(*missing(file)) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise SettingsError(f"{file}: 无法读取：{reason}", f"{file}: cannot be read: {reason}") from error
    except Misplaced as error:
        where = f"{shown_path(file)}:{error.line}:{error.column}"
        raise SettingsError(f"{where}: {error.zh}", f"{where}: {error.en}") from error
    data = {} if located.data is None else located.data
    schema = json.loads((Path(gouji_schemas.__file__).parent / SCHEMA).read_text(encoding="utf-8"))
    mistakes = [(v.pointer, v.at_key, v.zh, v.en) for v in violations(schema, data)]
    if not mistakes:
        mistakes = [
            *_impossible_dates(data, "files", "published"),
            *_impossible_dates(data, "suppress", "until"),
            *_releases_to_come(data),
        ]
    if mistakes:
        raise _located_error(file, located, mistakes)
    bases = tuple(_bases(file, located, extending))
    fail_on = data.get("fail-on")
    return _over(
        bases,
        Settings(
            file=file,
            lang=data.get("lang"),
            select=data.get("select", ()),
            ignore=data.get("ignore", ()),
            severity=_severities(data),
            fail_on=None if fail_on is None else Severity.parse(fail_on),
            rules_as_of=data.get("rules-as-of"),
            preview=data.get("preview"),
            options=data.get("options", {}),
            exclude=data.get("exclude", ()),
            files=data.get("files", ()),
            packs=data.get("packs", ()),
            suppress=tuple(_suppressions(data.get("suppress", ()), file, located)),
            baseline=None if "baseline" not in data else file.parent / data["baseline"],
            extends=bases,
            located=located,
        ),
    )


def missing(file: Path) -> tuple[str, str]:
    """Return that there is no such settings file, with the nearest name in its folder, or how to make one."""
    try:
        near = did_you_mean(file.name, os.listdir(file.parent))  # noqa: PTH208
    except OSError:
        near = ("", "")
    shown = shown_path(file)
    return (
        f"{shown}: 没有这个设置文件{near[0] or '；gouji init 可生成 gouji.yaml'}",
        f"{shown}: there is no such settings file{near[1] or '; gouji init writes a gouji.yaml'}",
    )


def _bases(file: Path, located: Located, extending: tuple[Path, ...]) -> Iterator[Settings]:
    """Yield the settings that a file extends, in order."""
    named = (located.data or {}).get("extends", ())
    for index, name in enumerate([named] if isinstance(named, str) else named):
        base = absolute(file.parent / name)
        way = (*extending, file)
        pointer = ("extends",) if isinstance(named, str) else ("extends", index)
        if base in way:
            circle = " → ".join(shown_path(each) for each in (*way[way.index(base) :], base))
            zh, en = f"extends 绕成了圈：{circle}", f"extends goes round in a circle: {circle}"
        elif not base.is_file():
            zh, en = f"没有这个文件：{name}", f"there is no such file: {name}"
        else:
            yield load(base, way)
            continue
        raise _located_error(file, located, [(pointer, False, zh, en)])


def _over(bases: Sequence[Settings], own: Settings) -> Settings:
    """Return settings with what the files they extend say, where they say nothing else themselves."""
    if not bases:
        return own
    options: Mapping[str, Mapping[str, Any]] = {}
    for each in (*bases, own):
        options = merged(options, each.options)
    return own._replace(
        lang=own.lang or _last(base.lang for base in bases),
        fail_on=own.fail_on or _last(base.fail_on for base in bases),
        rules_as_of=own.rules_as_of or _last(base.rules_as_of for base in bases),
        preview=_last(each.preview for each in (*bases, own)),
        baseline=own.baseline or _last(base.baseline for base in bases),
        options=options,
        suppress=tuple(dict.fromkeys(item for each in (*bases, own) for item in each.suppress)),
    )


def _last(values: Iterable[_T | None]) -> _T | None:
    found = None
    for value in values:
        found = found if value is None else value
    return found


def _suppressions(items: Sequence[Mapping[str, Any]], file: Path, located: Located) -> Iterator[Suppression]:
    from gouji.source import Place
    from gouji.suppress import Suppression

    for index, item in enumerate(items):
        pointer = ("suppress", index)
        place = Place(*located.position(pointer))
        yield Suppression(**item, source=str(file), place=place, pointer=pointer)


def _impossible_dates(data: Mapping[str, Any], key: str, name: str) -> Iterator[_Mistake]:
    """Yield the dates in a list of entries that no calendar has, which no pattern can tell."""
    from gouji.stated import is_date

    for index, entry in enumerate(data.get(key, ())):
        if name in entry and not is_date(entry[name]):
            day = entry[name]
            yield (key, index, name), False, f"没有 {day} 这一天", f"there is no such day as {day}"


def _releases_to_come(data: Mapping[str, Any]) -> Iterator[_Mistake]:
    """Yield the mistake of a `rules-as-of` whose rules this gouji cannot have: what it pins would change with the next release."""
    stated = data.get("rules-as-of")
    if stated is not None and release(stated) > release(__version__):
        yield (
            ("rules-as-of",),
            False,
            f"rules-as-of {stated} 比正在使用的 gouji {__version__} 新；请升级 gouji（pip install -U gouji），"
            f"或改为不高于 {__version__} 的版本",
            f"rules-as-of {stated} is newer than this gouji, which is {__version__}: upgrade it (pip install -U gouji),"
            f" or name a version up to {__version__}",
        )


class Finder:
    """Finds the settings of each folder, upwards, once; with `config` that file is the settings of all.

    Not `searching`, there are none but those.
    """

    def __init__(self, config: str | None = None, searching: bool = True) -> None:
        self._fixed = load(Path(config)) if config is not None else None if searching else Settings()
        self._by_folder: dict[Path, Settings] = {}
        self._by_name: dict[str, Settings] = {}
        self._at: dict[tuple[int, tuple[int, ...]], Settings] = {}

    def for_folder(self, folder: str | Path) -> Settings:
        """Return the settings of the nearest `gouji.yaml` in a folder or above it."""
        if self._fixed is not None:
            return self._fixed
        folder = absolute(folder)
        settings = self._by_folder.get(folder)
        if settings is None:
            file = folder / FILE_NAME
            if (folder / MISNAMED).is_file():
                shown = shown_path(folder / MISNAMED)
                raise SettingsError(
                    f"{shown}：设置文件应名为 {FILE_NAME}，这个文件不会被读取；请改名或删去",
                    f"{shown} is not read: settings are in {FILE_NAME}; rename it, or remove it",
                )
            if file.is_file():
                settings = load(file)
            elif folder.parent == folder:
                settings = Settings()
            else:
                settings = self.for_folder(folder.parent)
            self._by_folder[folder] = settings
        return settings

    def files(self) -> Iterator[Path]:
        """Yield the settings files read so far, those that are extended included."""
        for settings in (self._fixed, *self._by_folder.values()):
            for each in () if settings is None else settings.chain():
                if each.file is not None:
                    yield each.file

    def for_file(self, path: str) -> Settings:
        """Return the settings of a file."""
        # Asked several times a file, which pathlib would make slow.
        folder = os.path.dirname(path)  # noqa: PTH120
        settings = self._by_name.get(folder)
        if settings is None:
            settings = self._by_name[folder] = self.for_folder(folder)
        if not any(each.files for each in settings.chain()):
            return settings
        own = settings.at(path)
        # Files for which the same is said share one object, and so one engine.
        return self._at.setdefault((id(settings), tuple(map(id, own.here))), own)
