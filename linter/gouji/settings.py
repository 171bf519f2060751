"""`gouji.yaml`: found upwards from each file, checked against config.schema.json, and put together with the command line.

What the command line says wins over `gouji.yaml`, and that over the defaults; there is no cascade from one `gouji.yaml` to
another. See docs/settings.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from gouji.finding import Severity
from gouji.rule import Category, Rule
from gouji.selection import Selection, specificity
from gouji.spelling import did_you_mean
from gouji.walk import absolute

if TYPE_CHECKING:
    from gouji.located import Located
    from gouji.report import Pointer
    from gouji.suppress import Suppression

FILE_NAME = "gouji.yaml"
SCHEMA = "config.schema.json"
_NOTHING: Mapping[str, Any] = MappingProxyType({})


class SettingsError(Exception):
    """Settings that cannot be used. `zh` and `en` name file, line, column and remedy, one mistake a line."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


class Given(NamedTuple):
    """What the command line says of rules; it wins over `gouji.yaml`."""

    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    severity: Mapping[str, Severity] = _NOTHING


class Settings(NamedTuple):
    """One `gouji.yaml`, or the defaults where there is none (`file` is None)."""

    file: Path | None = None
    lang: str | None = None
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    severity: Mapping[str, Severity] = _NOTHING
    fail_on: Severity | None = None
    options: Mapping[str, Mapping[str, Any]] = _NOTHING
    exclude: Sequence[str] = ()
    files: Sequence[Mapping[str, Any]] = ()
    packs: Sequence[str] = ()
    suppress: Sequence[Suppression] = ()
    baseline: Path | None = None
    located: Located | None = None

    def excludes(self, path: str) -> bool:
        """Whether a file or folder is left out."""
        if not self.exclude:
            return False
        from gouji.globs import covers

        relative = self._relative(path)
        return relative is not None and any(covers(glob, relative) for glob in self.exclude)

    def metadata(self, path: str) -> dict[str, Any]:
        """Return what `files` states of a report, later entries over earlier ones."""
        stated: dict[str, Any] = {}
        if self.files:
            from gouji.globs import matches

            relative = self._relative(path)
            for entry in self.files:
                if relative is not None and matches(entry["path"], relative):
                    stated.update({key: value for key, value in entry.items() if key != "path"})
        return stated

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
        """Return which rules are on and how severe, the command line over the file.

        `--select` replaces both `select` and `ignore` of the file; `--ignore` takes from what the file leaves on.
        The answer names every rule by its code, so that no selector of the file outweighs one of the command line.
        """
        by_file = Selection(self.select, self.ignore, self.severity)
        by_command = Selection(given.select, given.ignore, given.severity)
        off = []
        severity = {}
        for rule in rules:
            if given.select:
                on = by_command.is_on(rule)
            else:
                on = by_file.is_on(rule) and not any(specificity(selector, rule) for selector in given.ignore)
            if not on and rule.category is not Category.INPUT:
                off.append(rule.code)
            stated = any(specificity(selector, rule) for selector in given.severity)
            severity[rule.code] = (by_command if stated else by_file).severity_of(rule)
        return Selection(ignore=off, severity=severity)

    def rule_options(self, rules: Sequence[Rule]) -> dict[str, Any]:
        """Check every rule the file names, and return the options by rule code; SettingsError lists what is wrong."""
        mistakes: list[_Mistake] = []
        for key in ("select", "ignore"):
            for index, selector in enumerate(getattr(self, key)):
                mistakes += _selector_mistakes((key, index), selector, rules, ignored=key == "ignore")
        for selector in self.severity:
            mistakes += _selector_mistakes(("severity", selector), selector, rules, at_key=True)
        for item in self.suppress:
            mistakes += _suppression_mistakes(item, rules)
        options = {}
        for name, values in self.options.items():
            rule = next((rule for rule in rules if name in (rule.code, rule.name)), None)
            pointer = ("options", name)
            if rule is None:
                known = [word for rule in rules if rule.options for word in (rule.code, rule.name)]
                zh, en = did_you_mean(name, known)
                mistakes.append((pointer, True, f"没有名为 {name} 的规则{zh}", f"there is no rule called {name}{en}"))
            elif rule.options is None:
                mistakes.append(
                    (pointer, True, f"规则 {name} 没有选项，请删去", f"rule {name} has no options; remove it")
                )
            elif rule.code in options:
                mistakes.append(
                    (pointer, True, f"规则 {name} 的选项写了两处", f"the options of {name} are given twice")
                )
            else:
                from gouji.options import OptionsError, build

                try:
                    options[rule.code] = build(rule.options, values)
                except OptionsError as error:
                    mistakes += [((*pointer, *v.pointer), v.at_key, v.zh, v.en) for v in error.violations]
        if mistakes:
            assert self.file is not None
            assert self.located is not None
            raise _located_error(self.file, self.located, mistakes)
        return options


_Mistake = tuple["Pointer", bool, str, str]


def _selector_mistakes(
    pointer: Pointer, selector: str, rules: Sequence[Rule], at_key: bool = False, ignored: bool = False
) -> Iterator[_Mistake]:
    mistake = selector_mistake(selector, rules, ignored)
    if mistake is not None:
        yield (pointer, at_key, *mistake)


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


def selector_mistake(selector: str, rules: Sequence[Rule], ignored: bool = False) -> tuple[str, str] | None:
    """Return what is wrong with a selector, in Chinese and English: it fits no rule, or ignores what cannot be switched off."""
    fitting = [rule for rule in rules if selector and specificity(selector, rule)]
    if not fitting:
        known = {word for rule in rules for word in (rule.code, rule.name, rule.category.value)}
        zh, en = did_you_mean(selector, known)
        return f"没有与“{selector}”相符的规则{zh}", f"no rule fits “{selector}”{en}"
    if ignored and all(rule.category is Category.INPUT for rule in fitting):
        return (
            f"{selector} 说明哪些内容没有检查，不能停用；可用 severity 调整级别",
            f"{selector} tells what was not checked and cannot be switched off; its severity can be changed",
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


def load(file: Path) -> Settings:
    """Read one settings file; SettingsError names what is wrong in it and where."""
    import json

    import gouji_schemas
    from gouji.located import Misplaced, read
    from gouji.violations import violations

    file = absolute(file)
    try:
        located = read(file.read_bytes())
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
        mistakes = [*_impossible_dates(data, "files", "published"), *_impossible_dates(data, "suppress", "until")]
    if mistakes:
        raise _located_error(file, located, mistakes)
    fail_on = data.get("fail-on")
    return Settings(
        file=file,
        lang=data.get("lang"),
        select=data.get("select", ()),
        ignore=data.get("ignore", ()),
        severity={selector: Severity.parse(level) for selector, level in data.get("severity", {}).items()},
        fail_on=None if fail_on is None else Severity.parse(fail_on),
        options=data.get("options", {}),
        exclude=data.get("exclude", ()),
        files=data.get("files", ()),
        packs=data.get("packs", ()),
        suppress=tuple(_suppressions(data.get("suppress", ()), file, located)),
        baseline=None if "baseline" not in data else file.parent / data["baseline"],
        located=located,
    )


def _suppressions(items: Sequence[Mapping[str, Any]], file: Path, located: Located) -> Iterator[Suppression]:
    from gouji.source import Place
    from gouji.suppress import Suppression

    for index, item in enumerate(items):
        pointer = ("suppress", index)
        place = Place(*located.position(pointer))
        yield Suppression(**item, source=str(file), place=place, pointer=pointer)


def _impossible_dates(data: Mapping[str, Any], key: str, name: str) -> Iterator[_Mistake]:
    """Yield the dates in a list of entries that no calendar has, which no pattern can tell."""
    from datetime import date

    for index, entry in enumerate(data.get(key, ())):
        if name in entry:
            try:
                date.fromisoformat(entry[name])
            except ValueError:
                day = entry[name]
                yield (key, index, name), False, f"没有 {day} 这一天", f"there is no such day as {day}"


class Finder:
    """Finds the settings of each folder, upwards, once; with `config` that file is the settings of all."""

    def __init__(self, config: str | None = None) -> None:
        self._fixed = None if config is None else load(Path(config))
        self._by_folder: dict[Path, Settings] = {}

    def for_folder(self, folder: str | Path) -> Settings:
        """Return the settings of the nearest `gouji.yaml` in a folder or above it."""
        if self._fixed is not None:
            return self._fixed
        folder = absolute(folder)
        settings = self._by_folder.get(folder)
        if settings is None:
            file = folder / FILE_NAME
            if file.is_file():
                settings = load(file)
            elif folder.parent == folder:
                settings = Settings()
            else:
                settings = self.for_folder(folder.parent)
            self._by_folder[folder] = settings
        return settings

    def for_file(self, path: str) -> Settings:
        """Return the settings of a file."""
        return self.for_folder(Path(path).parent)
