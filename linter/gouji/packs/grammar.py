"""A pack as written: read, checked against its schema, and every mistake told at its place.

The schema is pack.schema.json; what a rule may say further is the schema of its kind.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gouji.located import Located, Misplaced, read
from gouji.named_tuple import NamedTuple
from gouji.packs.errors import Mistake, PackError, framed
from gouji.settings import shown_path
from gouji.spelling import did_you_mean
from gouji.violations import violations

if TYPE_CHECKING:
    from gouji.kinds import Kind

SCHEMA = "pack.schema.json"
LARGEST = 500_000


class PackFile(NamedTuple):
    """A pack whose form is right: its data, and where everything stands."""

    path: Path
    text: str
    located: Located

    @property
    def data(self) -> Mapping[str, Any]:
        """What the file says."""
        data: Mapping[str, Any] = self.located.data
        return data

    @property
    def id(self) -> str:
        """The pack's id."""
        return str(self.data["id"])

    @property
    def shown(self) -> str:
        """The path as told to people."""
        return shown_path(self.path)

    def error(self, mistakes: Iterable[Mistake]) -> PackError:
        """Return the error that tells of mistakes, in the order of the file."""
        lines = self.text.splitlines()
        faults = []
        for mistake in mistakes:
            line, column = self.located.position(mistake.pointer, mistake.at_key)
            if mistake.within and line <= len(lines):
                # The offset counts in the value; a quoted one begins a character later. Escapes and folded lines move it.
                quoted = lines[line - 1][column - 1 : column] in ('"', "'")
                column = min(column + mistake.within + quoted, len(lines[line - 1]))
            faults.append((line, column, mistake.zh, mistake.en))
        return framed(self.shown, self.text, sorted(faults))


def load(path: Path, kinds: Mapping[str, Kind]) -> PackFile:
    """Return the pack in a file; PackError with file, line and column where its form is not right."""
    file = parsed(path)
    mistakes = list(_mistakes(file.located.data, kinds))
    if mistakes:
        raise file.error(mistakes)
    return file


def parsed(path: Path) -> PackFile:
    """Return a file as YAML, not yet checked; PackError where it is none."""
    shown = shown_path(path)
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise PackError(
                f"{shown}:1:1: 文件过大（{size} 字节，规则包最大 {LARGEST} 字节）；请拆成几个规则包",
                f"{shown}:1:1: the file is too large ({size} bytes, a pack has at most {LARGEST}); split it",
            )
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise PackError(f"{shown}: 无法读取：{reason}", f"{shown}: cannot be read: {reason}") from error
    text = raw.decode("utf-8-sig", "replace")
    try:
        located = read(raw)
    except Misplaced as error:
        raise framed(shown, text, [(error.line, error.column, error.zh, error.en)]) from error
    return PackFile(path, text, located)


@cache
def _schema() -> dict[str, Any]:
    import gouji_schemas

    found: dict[str, Any] = json.loads((Path(gouji_schemas.__file__).parent / SCHEMA).read_text(encoding="utf-8"))
    return found


def rule_schema(kind: Kind) -> dict[str, Any]:
    """Return the schema of a rule of a kind."""
    common = _schema()["properties"]["rules"]["items"]
    properties = {**common["properties"], **kind.keys}
    return {
        "type": "object",
        "required": [*common["required"], *kind.required],
        "additionalProperties": False,
        "properties": properties,
    }


def _mistakes(data: Any, kinds: Mapping[str, Kind]) -> Iterator[Mistake]:
    """Yield what is wrong with the form: of the pack as a whole, or else of its rules, each by its kind."""
    schema = _schema()
    outer = {
        **schema["properties"],
        "rules": {"type": "array", "maxItems": schema["properties"]["rules"]["maxItems"], "items": {"type": "object"}},
    }
    whole = [*_violations({**schema, "properties": outer}, data, ())]
    if whole:
        yield from whole
        return
    for index, rule in enumerate(data.get("rules", ())):
        at = ("rules", index)
        name = rule.get("kind")
        if name is None:
            yield Mistake(at, "缺少 kind（规则的种类）", "kind is missing")
        elif not isinstance(name, str) or name not in kinds:
            zh, en = did_you_mean(str(name), kinds)
            known = sorted(kinds)
            yield Mistake(
                (*at, "kind"),
                f"没有名为 {name} 的规则种类{zh or '；可用的有：' + '、'.join(known)}",
                f"there is no kind of rule called {name}{en or '; known: ' + ', '.join(known)}",
            )
        else:
            yield from _violations(rule_schema(kinds[name]), rule, at)


def _violations(schema: Mapping[str, Any], data: Any, at: tuple[str | int, ...]) -> Iterator[Mistake]:
    for violation in violations(schema, data):
        yield Mistake((*at, *violation.pointer), violation.zh, violation.en, violation.at_key)
