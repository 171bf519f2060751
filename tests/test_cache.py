from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gouji import cache as cache_module
from gouji import engine as engine_module
from gouji.cache import FILE, Cache, folder
from gouji.engine import Engine, Metadata, Result
from gouji.finding import Severity
from gouji.selection import Selection
from gouji.source import Reader
from gouji.testing import registry, sample, set_cell
from gouji.writers.json import as_data, as_file

SOURCES_OF = cache_module._sources
SOURCES = (("gouji/engine.py", 100, 1),)


class Counted(Engine):
    """An engine that counts how often it examines a file."""

    examined = 0

    def examine(self, *arguments: Any, **named: Any) -> Result:
        type(self).examined += 1
        return super().examine(*arguments, **named)


@pytest.fixture(autouse=True)
def _from_nothing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # Somebody may be changing the working copy while its tests run.
    monkeypatch.setattr(cache_module, "_sources", lambda _registry: iter(SOURCES))
    Counted.examined = 0
    yield
    Counted.examined = 0


def raw(wrong: bool = True, text: str = "") -> bytes:
    data = sample(2023, [text] if text else None)
    if wrong:
        set_cell(data, "requests/new_received/total", 3)
    return json.dumps(data, ensure_ascii=False).encode()


def reader(name: str = "a.json") -> Reader:
    found = registry().reader_for(name)
    assert found is not None
    return found


def ask(where: Path, content: bytes, engine: Engine | None = None, path: str = "a.json", **metadata: Any) -> Result:
    """Ask a cache of its own, as another run would."""
    cache = Cache(where)
    try:
        return cache.examine(engine or Counted(registry()), content, path, reader(path), Metadata(metadata), True)
    finally:
        cache.close()


def shown(result: Result) -> str:
    entries = [[as_data(entry), entry.quote] for entry in result.findings]
    rest = replace(result, findings=[], rules=(), ran=frozenset())
    return json.dumps([entries, as_file(result), sorted(result.ran), repr(rest)], default=str)


def test_a_known_file_is_not_examined_again_and_says_the_same(tmp_path: Path) -> None:
    first = ask(tmp_path, raw())
    again = ask(tmp_path, raw())
    assert Counted.examined == 1
    assert first.findings
    assert shown(again) == shown(first)
    assert again.text == raw().decode()


def test_a_result_is_that_of_the_path_asked_for(tmp_path: Path) -> None:
    ask(tmp_path, raw())
    result = ask(tmp_path, raw(), path="folder/b.json")
    assert Counted.examined == 1
    assert result.path == "folder/b.json"
    assert {entry.path for entry in result.findings} == {"folder/b.json"}


@pytest.mark.parametrize(
    "other",
    [
        lambda where: ask(where, raw(wrong=False)),
        lambda where: ask(where, raw(), year=2022),
        lambda where: ask(where, raw(), Counted(registry(), Selection(ignore=("CN201",)))),
        lambda where: ask(where, raw(), Counted(registry(), Selection(severity={"CN201": Severity.INFO}))),
        lambda where: ask(where, raw(), Counted(registry(), options={"CN108": "other"})),
        lambda where: ask(where, raw(), Counted(registry(), lang="en")),
        lambda where: ask(where, raw(), Counted(registry()._replace(plugins=("linjiang (1.1)",)))),
    ],
    ids=["content", "metadata", "selection", "severity", "options", "language", "plugins"],
)
def test_whatever_decides_a_result_makes_it_another(other: Callable[[Path], Result], tmp_path: Path) -> None:
    ask(tmp_path, raw())
    before = Counted.examined
    other(tmp_path)
    assert Counted.examined == before + 1


@pytest.mark.parametrize("name", ["__version__", "sys"])
def test_another_version_of_gouji_or_python_does_not_use_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(tmp_path, raw())
    if name == "sys":
        monkeypatch.setattr("sys.version", "3.99")
    else:
        monkeypatch.setattr(cache_module, name, "99")
    ask(tmp_path, raw())
    assert Counted.examined == 2


def test_a_changed_working_copy_does_not_use_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(tmp_path, raw())
    monkeypatch.setattr(cache_module, "_sources", lambda _registry: iter([("gouji/engine.py", 100, 2)]))
    ask(tmp_path, raw())
    assert Counted.examined == 2


def test_a_working_copy_s_files_are_told_with_their_times() -> None:
    told = {Path(name).name: time for name, _, time in SOURCES_OF(registry())}
    assert told["engine.py"] == Path(engine_module.__file__).stat().st_mtime_ns
    assert "row_total.py" in told


def test_a_changed_pack_does_not_use_it(tmp_path: Path) -> None:
    pack = tmp_path / "linjiang.yaml"
    pack.write_text("a: 1", encoding="utf-8")
    with_pack = registry()._replace(pack_files=(pack,))
    ask(tmp_path, raw(), Counted(with_pack))
    ask(tmp_path, raw(), Counted(with_pack))
    assert Counted.examined == 1
    pack.write_text("a: 2", encoding="utf-8")
    ask(tmp_path, raw(), Counted(with_pack))
    assert Counted.examined == 2


def test_suppressions_are_settled_anew(tmp_path: Path) -> None:
    from gouji.suppress import Suppression

    ask(tmp_path, raw())
    engine = Counted(registry(), suppressions=[Suppression("CN201", "核对过", source=str(tmp_path / "gouji.yaml"))])
    result = engine.settle(ask(tmp_path, raw(), engine))
    assert Counted.examined == 1
    assert result.suppressed
    assert "CN201" not in {entry.rule.code for entry in result.findings}


@pytest.mark.parametrize("content", [b"{", b"\xff\xff"])
def test_what_failed_is_looked_at_again(content: bytes, tmp_path: Path) -> None:
    ask(tmp_path, content)
    ask(tmp_path, content)
    assert Counted.examined == 2


def test_personal_data_is_never_kept(tmp_path: Path) -> None:
    number = "11010519491231002X"
    content = raw(wrong=False, text=f"申请人身份证号码为{number}，联系电话13800138000。")
    result = ask(tmp_path, content)
    assert any(entry.rule.sensitive for entry in result.findings)
    ask(tmp_path, content)
    assert Counted.examined == 2
    assert number.encode() not in (tmp_path / FILE).read_bytes()


@pytest.mark.parametrize("broken", [b"", b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_broken_cache_is_begun_anew(broken: bytes, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(broken)
    assert ask(tmp_path, raw()).findings
    ask(tmp_path, raw())
    ask(tmp_path, raw())
    assert Counted.examined <= 2


@pytest.mark.parametrize("entry", [b"", b"[]", b"\xff", b"{}", b"[1,2", b"[" * 100_000, "text", 5, None])
def test_a_broken_entry_is_made_anew(entry: object, tmp_path: Path) -> None:
    expected = shown(ask(tmp_path, raw()))
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("UPDATE results SET result = ?", (entry,))
    connection.close()
    assert shown(ask(tmp_path, raw())) == expected
    assert Counted.examined == 2


def test_a_locked_cache_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "_WAIT", 0.01)
    expected = shown(ask(tmp_path, raw()))
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        assert shown(ask(tmp_path, raw())) == expected
    finally:
        connection.close()
    assert Counted.examined == 2


def test_a_folder_that_cannot_be_made_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert ask(tmp_path / "file" / "cache", raw()).findings


def test_a_cache_that_grew_too_large_is_halved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path)
    engine = Counted(registry())
    for number in range(8):
        cache.examine(engine, raw(text=f"全年公开信息{number}条。"), "a.json", reader(), Metadata(), True)
    cache.close()
    monkeypatch.setattr(cache_module, "MAX_BYTES", 1000)
    ask(tmp_path, raw(text="全年公开信息7条。"))
    assert Counted.examined == 8
    with sqlite3.connect(tmp_path / FILE) as connection:
        assert connection.execute("SELECT count(*) FROM results").fetchone() == (4,)
    connection.close()


def test_the_folder_is_the_one_named_or_the_system_s(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GOUJI_CACHE_DIR", str(tmp_path))
    assert folder() == tmp_path
    monkeypatch.delenv("GOUJI_CACHE_DIR")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert folder() == tmp_path / "gouji"
    monkeypatch.setattr("sys.platform", "darwin")
    assert folder().parts[-3:] == ("Library", "Caches", "gouji")
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert folder() == tmp_path / "gouji" / "Cache"
