"""Results kept from run to run, so that what has not changed is not checked again.

An entry is found by all that decides a result: the file's content and kind, what the user states of it, the rules, options and
language in force, gouji and its plugins and packs, the version of Python. What was found is kept before anything is suppressed: dates
and suppressions are settled on every run. Not kept are results that tell of a failure, which may be gone next time, and those with
findings about personal data, which belong in no file of gouji's.

The cache never makes a run fail: whatever is wrong with it, it is done without.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gouji import __version__

if TYPE_CHECKING:
    import sqlite3

    from gouji.engine import Engine, Metadata, Result
    from gouji.plugins import Registry
    from gouji.source import Reader

Behind = Callable[["Engine"], tuple[Any, Iterable[Path]]]

FOLDER = "GOUJI_CACHE_DIR"
"""The environment variable that names the folder of the cache."""

FILE = "results-1.sqlite3"
MAX_BYTES = 128 * 1024 * 1024
"""How large the cache grows before the half of it that was made first is dropped."""

BATCH = 64
"""How many results are written in one transaction. A process that is killed loses those of its last one."""

QUICK = frozenset({"json", "text", "markdown"})
"""Kinds that are checked about as fast as the cache opens: for a few of them it is not asked."""

_WAIT = 0.2
_AS_IT_IS = "\0"
"""Stands for a text that is the file's own bytes in UTF-8, which need not be kept again."""


def folder() -> Path:
    """Return the folder of the cache: the one that GOUJI_CACHE_DIR names, or the system's for caches."""
    named = os.environ.get(FOLDER)
    if named:
        return Path(named)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
        return Path(base) / "gouji" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "gouji"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "gouji"


class NotKept(Exception):
    """The cache was asked for what it knows only, and does not know a file."""


class Cache:
    """The results of earlier runs.

    `behind` gives, for an engine, what results depend on that the engine does not hold, and the files of packs that were named.
    With `only_known` nothing is examined; NotKept is raised instead. Every process has a connection of its own, opened at the first question.
    """

    def __init__(self, where: Path | None = None, behind: Behind | None = None) -> None:
        self.only_known = False
        self._where = where
        self._behind = behind
        self._process = 0
        self._connection: sqlite3.Connection | None = None
        self._pending: dict[bytes, bytes] = {}
        self._libraries: list[tuple[str, str]] | None = None
        self._engines: dict[int, tuple[Engine, bytes]] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return Cache, (self._where, self._behind)

    def examine(self, engine: Engine, raw: bytes, path: str, reader: Reader, metadata: Metadata, named: bool) -> Result:
        """Return what `engine.examine` does, from the cache where it is known."""
        self._open()
        if self._connection is None:
            if self.only_known:
                raise NotKept
            return engine.examine(raw, path, reader, metadata, named)
        key = self._key(engine, raw, reader, metadata, named)
        known = self._find(key)
        result = None if known is None else _revived(known, engine, raw, path)
        if result is None:
            if self.only_known:
                raise NotKept
            result = engine.examine(raw, path, reader, metadata, named)
            self._keep(key, result, engine, raw)
        return result

    def flush(self) -> None:
        """Write what has not been written yet."""
        import sqlite3

        pending, self._pending = self._pending, {}
        if self._connection is None or self._process != os.getpid() or not pending:
            return
        try:
            with self._connection:
                self._connection.executemany("INSERT OR REPLACE INTO results VALUES (?, ?)", list(pending.items()))
        except sqlite3.Error as error:
            self._give_up(error)

    def close(self) -> None:
        """Write what has not been written yet, and let go of the file."""
        self.flush()
        self._give_up()

    def _give_up(self, error: Exception | None = None) -> None:
        """Do without the cache from now on; one that turned out broken is removed, one that is locked is not."""
        connection, self._connection = self._connection, None
        self._pending = {}
        if connection is None or self._process != os.getpid():
            return
        import sqlite3
        from contextlib import suppress

        with suppress(sqlite3.Error):
            connection.close()
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
            with suppress(OSError):
                ((self._where or folder()) / FILE).unlink()

    def _open(self) -> None:
        if self._process == os.getpid():
            return
        # A connection must not be used by a copy of the process that opened it.
        self._process = os.getpid()
        self._connection = None
        self._pending = {}
        self._connection = _connected(self._where or folder())

    def _find(self, key: bytes) -> bytes | None:
        import sqlite3

        if key in self._pending:
            return self._pending[key]
        assert self._connection is not None
        try:
            row = self._connection.execute("SELECT result FROM results WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        return row[0] if row is not None and isinstance(row[0], bytes) else None

    def _keep(self, key: bytes, result: Result, engine: Engine, raw: bytes) -> None:
        from dataclasses import replace

        from gouji.result_bytes import to_bytes

        if self._connection is None or not _may_be_kept(result, engine):
            return
        if result.text is not None and result.text == _text_of(raw):
            result = replace(result, text=_AS_IT_IS)
        self._pending[key] = to_bytes(result, {rule.code: rule for rule in engine.registry.rules})
        if len(self._pending) >= BATCH:
            self.flush()

    def _key(self, engine: Engine, raw: bytes, reader: Reader, metadata: Metadata, named: bool) -> bytes:
        from hashlib import sha256

        known = self._engines.get(id(engine))
        if known is None or known[0] is not engine:
            known = self._engines[id(engine)] = (engine, self._circumstances(engine))
        if reader.kind not in QUICK and self._libraries is None:
            self._libraries = list(_libraries())
        libraries = () if reader.kind in QUICK else self._libraries
        stated = json.dumps([reader.kind, sorted(metadata.items()), named, libraries], default=str)
        digest = sha256(known[1])
        digest.update(f"{len(stated)}:{stated}".encode("utf-8", "surrogatepass"))
        digest.update(raw)
        return digest.digest()

    def _circumstances(self, engine: Engine) -> bytes:
        """Return a digest of all that decides results besides the file and what is stated of it."""
        from hashlib import sha256

        registry = engine.registry
        stated, named = (None, ()) if self._behind is None else self._behind(engine)
        packs = sorted({file for path in (*registry.pack_files, *named) for file in _files(path)})
        options = {code: repr(value) for code, value in engine.options.items()}
        circumstances = [
            __version__,
            sys.version,
            registry.plugins,
            [(rule.code, rule.source, int(engine.selection.severity_of(rule))) for rule in engine.rules],
            [(rule.code, int(engine.selection.severity_of(rule))) for rule in registry.rules if rule.check is None],
            sorted(options.items()),
            engine.lang,
            [(str(pack), sha256(pack.read_bytes()).hexdigest()) for pack in packs],
            stated,
            list(_sources(registry)),
        ]
        return sha256(json.dumps(circumstances, default=str).encode("utf-8", "surrogatepass")).digest()


def _connected(where: Path) -> sqlite3.Connection | None:
    """Return a connection to the cache in a folder, or None where there can be none. A broken one is begun anew."""
    try:
        import sqlite3
    except ImportError:
        return None
    file = where / FILE
    try:
        where.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            return _prepared(file)
        except sqlite3.OperationalError:
            return None
        except sqlite3.DatabaseError:
            # Not a database: nobody can be using it.
            file.unlink()
            return _prepared(file)
    except (OSError, sqlite3.Error):
        return None


def _prepared(file: Path) -> sqlite3.Connection:
    import sqlite3

    connection = sqlite3.connect(file, timeout=_WAIT)
    try:
        # A cache need not survive a power cut, and so need not wait for the disk.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, result BLOB)")
        connection.commit()
        if file.stat().st_size > MAX_BYTES:
            with connection:
                connection.execute(
                    "DELETE FROM results WHERE rowid <= (SELECT (min(rowid) + max(rowid)) / 2 FROM results)"
                )
            connection.execute("VACUUM")
    except BaseException:
        connection.close()
        raise
    return connection


def _may_be_kept(result: Result, engine: Engine) -> bool:
    if result.failed or any(entry.rule.sensitive for entry in result.findings):
        return False
    # What a suppression may name is known with the packs in use, which only a new look at the report tells.
    return not (result.packs and (result.suppressions or engine.suppressions))


def _revived(known: bytes, engine: Engine, raw: bytes, path: str) -> Result | None:
    """Return a result of an earlier run as that of a path; None where the entry is broken."""
    from gouji.result_bytes import from_bytes

    try:
        result = from_bytes(known, {rule.code: rule for rule in engine.registry.rules})
        if result.packs and (result.suppressions or engine.suppressions):
            return None
        result.path = path
        result.findings = [entry._replace(path=path) for entry in result.findings]
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError):
        return None
    if result.text == _AS_IT_IS:
        result.text = _text_of(raw)
    return result


def _text_of(raw: bytes) -> str | None:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _files(path: Path) -> Iterator[Path]:
    """Yield a pack's file, or every file of a folder of packs."""
    if path.is_dir():
        yield from (file for file in path.rglob("*") if file.suffix in (".yaml", ".yml", ".json"))
    else:
        yield path


def _libraries() -> Iterator[tuple[str, str]]:
    """Yield the libraries that read documents, with their versions: another one may read a file differently."""
    from importlib.metadata import PackageNotFoundError, version

    for name in ("lxml", "pdfplumber", "pdfminer.six"):
        try:
            yield name, version(name)
        except PackageNotFoundError:
            yield name, ""


def _sources(registry: Registry) -> Iterator[tuple[str, int, int]]:
    """Yield name, size and time of the program files that no version number stands for: those of working copies and plugins."""
    packages = {"gouji", "gouji_rules", "gouji_schemas"}
    packages.update(rule.source.partition(".")[0] for rule in registry.rules if " " not in rule.source)
    packages.update(reader.read.__module__.partition(".")[0] for reader in registry.readers)
    for name in sorted(packages):
        module = sys.modules.get(name)
        for place in getattr(module, "__path__", ()) or filter(None, [getattr(module, "__file__", None)]):
            if name.startswith("gouji") and {"site-packages", "dist-packages"} & set(Path(place).parts):
                continue
            yield from _stated(place)


def _stated(place: str) -> Iterator[tuple[str, int, int]]:
    if os.path.isfile(place):  # noqa: PTH113
        status = os.stat(place)  # noqa: PTH116
        yield place, status.st_size, status.st_mtime_ns
        return
    with os.scandir(place) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _stated(entry.path)
            else:
                status = entry.stat()
                yield entry.path, status.st_size, status.st_mtime_ns
