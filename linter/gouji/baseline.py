"""Baseline: the findings that were there when gouji came to a collection of reports, so that only new ones are shown.

A finding is known again by its fingerprint, which has no lines in it, and by the file it stood in. Where that file is no more,
another file may hold the report now. What tells that something was not checked is never part of a baseline.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gouji.input_rules import NOT_SUPPRESSIBLE
from gouji.named_tuple import NamedTuple
from gouji.suppress import Suppressed
from gouji.walk import absolute

if TYPE_CHECKING:
    from gouji.engine import Result
    from gouji.finding import Entry
    from gouji.settings import Settings, SettingsError

FILE_NAME = "gouji-baseline.json"
SCHEMA = "baseline.schema.json"
VERSION = 1


class Known(NamedTuple):
    """Findings of one fingerprint in one file: `path` is relative to the folder of the baseline, `at` an anchor for people."""

    path: str
    rule: str
    at: str
    fingerprint: str
    number: int = 1


class Baseline:
    """The known findings of one baseline file, and what a run over the reports does with them."""

    def __init__(self, file: Path, known: Iterable[Known] = ()) -> None:
        self.file = absolute(file)
        self.known = {(item.path, item.fingerprint): item for item in known}
        self._left = Counter({key: item.number for key, item in self.known.items()})
        self._paths: dict[str, list[str]] = {}
        for path, fingerprint in self.known:
            self._paths.setdefault(fingerprint, []).append(path)
        self._ran: dict[str, frozenset[str]] = {}
        # Most files have the same rules run on them, whose names would take some ten KB for each.
        self._runs: dict[frozenset[str], frozenset[str]] = {}
        self._met: Counter[Known] = Counter()
        self._gone: dict[str, bool] = {}

    def apply(self, result: Result) -> None:
        """Set aside the findings of a result that are known."""
        path = self.relative(result.path)
        self._ran[path] = self._runs.setdefault(result.ran, result.ran)
        kept = []
        for entry in result.findings:
            if self._take(path, entry):
                result.suppressed.append(Suppressed(entry, self.file.name, "baseline"))
            else:
                kept.append(entry)
        result.findings = kept

    def stale(self) -> int:
        """Return how many of the known findings are there no more: in files that were checked for them, or that are gone."""
        return sum(
            left for (path, fingerprint), left in self._left.items() if left and self._is_stale(path, fingerprint)
        )

    def pruned(self) -> list[Known]:
        """Return the known findings without the stale ones; those met in another file are said to be there."""
        kept = Counter(self._met)
        for (path, fingerprint), left in self._left.items():
            if left and not self._is_stale(path, fingerprint):
                kept[self.known[path, fingerprint]._replace(number=1)] += left
        return [item._replace(number=count) for item, count in kept.items()]

    def relative(self, path: str) -> str:
        """Return a path as the baseline writes it: relative to its folder where it lies below that, with `/`."""
        full = absolute(path)
        try:
            return full.relative_to(self.file.parent).as_posix()
        except ValueError:
            return full.as_posix()

    def _take(self, path: str, entry: Entry) -> bool:
        if entry.rule.code in NOT_SUPPRESSIBLE:
            return False
        own = (path, entry.fingerprint)
        found = own if self._left[own] else None
        if found is None:
            others = self._paths.get(entry.fingerprint, ())
            found = next(((p, own[1]) for p in others if self._left[p, own[1]] and self._is_gone(p)), None)
        if found is None:
            return False
        self._left[found] -= 1
        self._met[self.known[found]._replace(path=path, number=1)] += 1
        return True

    def _is_stale(self, path: str, fingerprint: str) -> bool:
        ran = self._ran.get(path)
        return self._is_gone(path) if ran is None else self.known[path, fingerprint].rule in ran

    def _is_gone(self, path: str) -> bool:
        if path not in self._gone:
            self._gone[path] = not (self.file.parent / path).exists()
        return self._gone[path]


class Baselines:
    """The baseline of each settings file, or the one file named for all; read when the first report under it comes.

    Without `use` there is none, whatever settings say.
    """

    def __init__(self, file: str | None = None, use: bool = True) -> None:
        self._fixed = None if file is None else load(Path(file))
        self._use = use
        self._by_file: dict[Path, Baseline] = {}

    def apply(self, result: Result, settings: Settings) -> None:
        """Set aside the findings of a result that are known."""
        baseline = self._fixed or self._of(settings)
        if baseline is not None and result.passed_over is None:
            baseline.apply(result)

    def stale(self) -> int:
        """Return how many known findings are there no more."""
        used = [self._fixed] if self._fixed else self._by_file.values()
        return sum(baseline.stale() for baseline in used)

    def files(self) -> Iterator[Path]:
        """Yield the baseline files read so far."""
        for baseline in (self._fixed, *self._by_file.values()):
            if baseline is not None:
                yield baseline.file

    def _of(self, settings: Settings) -> Baseline | None:
        file = settings.baseline
        if file is None or not self._use:
            return None
        from gouji.settings import SettingsError

        if file not in self._by_file:
            try:
                self._by_file[file] = load(file)
            except SettingsError as error:
                raise _named_by(settings, error) from error
        return self._by_file[file]


def _named_by(settings: Settings, error: SettingsError) -> SettingsError:
    """Return the error of a baseline with the place at which the settings name it."""
    from gouji.settings import SettingsError, shown_path

    origin = settings.origin("baseline")
    if origin is None:
        return error
    where = f"{shown_path(origin[0])}:{origin[1]}:{origin[2]}: baseline: "
    return SettingsError(where + error.zh, where + error.en)


def collect(results: Iterable[Result], baseline: Baseline) -> Iterator[Known]:
    """Yield the findings of results as a new baseline knows them."""
    for result in results:
        shown = result
        if any(entry.rule.sensitive for entry in result.findings):
            from gouji.writers.masking import masked

            shown = masked(result)
        path = baseline.relative(result.path)
        counts = Counter(
            Known(path, entry.rule.code, entry.anchor, entry.fingerprint)
            for entry in shown.findings
            if entry.rule.code not in NOT_SUPPRESSIBLE
        )
        yield from (item._replace(number=count) for item, count in counts.items())


def written(known: Iterable[Known]) -> Iterator[str]:
    """Yield the lines of a baseline file: one a finding, in an order of their own, so that changes of it are read with ease."""
    from gouji.writers.json import json_text

    lines = []
    for item in sorted(known):
        data: dict[str, Any] = item._asdict()
        if item.number == 1:
            del data["number"]
        lines.append(json_text(data))
    yield f'{{"version": {VERSION}, "findings": ['
    yield from (line + ("," if number < len(lines) else "") for number, line in enumerate(lines, 1))
    yield "]}"


def load(file: Path) -> Baseline:
    """Read a baseline file; SettingsError names what is wrong in it and where."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        hint = (
            "没有这个基线文件；可用 gouji baseline create 生成",
            "no such baseline; gouji baseline create makes one",
        )
        raise _error(file, None, *hint) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise _error(file, None, f"无法读取：{reason}", f"cannot be read: {reason}") from error
    except UnicodeDecodeError as error:
        raise _error(file, None, "不是 UTF-8 编码", "is not UTF-8") from error
    findings = _checked(file, text)["findings"]
    return Baseline(file, (Known(**item) for item in findings))


def _checked(file: Path, text: str) -> Mapping[str, Any]:
    """Return the data of a baseline file; SettingsError where it is broken."""
    import json

    import gouji_schemas
    from gouji.json_places import JsonPlaces
    from gouji.violations import violations

    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        zh, en = f"JSON 有误：{error.msg}", f"broken JSON: {error.msg}"
        raise _error(file, (error.lineno, error.colno), zh, en) from error
    except RecursionError as error:
        raise _error(file, (1, 1), "嵌套过深", "nested too deeply") from error
    schema = json.loads((Path(gouji_schemas.__file__).parent / SCHEMA).read_text(encoding="utf-8"))
    mistakes: Sequence[tuple[tuple[str | int, ...], str, str]] = [
        (found.pointer, found.zh, found.en) for found in violations(schema, data)
    ] or list(_repeated(data))
    if mistakes:
        pointer, zh, en = mistakes[0]
        place = JsonPlaces(text).locate(pointer)
        raise _error(file, (place.line or 1, place.column or 1), zh, en)
    checked: Mapping[str, Any] = data
    return checked


def _repeated(data: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    seen = set()
    for index, item in enumerate(data["findings"]):
        key = item["path"], item["fingerprint"]
        if key in seen:
            yield ("findings", index), "与前面的一条重复，请合并为一处", "is there already; merge the two"
        seen.add(key)


def _error(file: Path, position: tuple[int, int] | None, zh: str, en: str) -> SettingsError:
    from gouji.settings import SettingsError, shown_path

    where = shown_path(absolute(file)) + ("" if position is None else f":{position[0]}:{position[1]}")
    return SettingsError(f"{where}: {zh}", f"{where}: {en}")
