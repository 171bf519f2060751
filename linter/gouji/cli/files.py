"""How `gouji check` checks its files: in this process or in workers, which make a run like its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from gouji.named_tuple import NamedTuple

if TYPE_CHECKING:
    from gouji.cache import Cache
    from gouji.cli.check import Run
    from gouji.engine import Result
    from gouji.rule import Rule
    from gouji.settings import Given
    from gouji.walk import Found

WEIGHTS = {"json": 1, "text": 1, "markdown": 1, "html": 4, "docx": 8, "pdf": 32}
"""How long a file of a kind takes beside a report in JSON, roughly."""

GIVE_UP = 64
"""After so many files in a row that the cache does not know, it is the workers alone that ask."""


class Command(NamedTuple):
    """What the command line says, as far as results depend on it: enough to make the run again in another process."""

    config: str | None
    installed: bool
    given: Given
    lang: str
    packs: Sequence[str]
    stated: Mapping[str, Any]
    stdin_filename: str | None
    skip_unrecognised: bool
    cached: bool


class Files:
    """The files of a run; see `gouji.corpus.Checking`."""

    def __init__(self, run: Run, command: Command | None = None) -> None:
        self.run = run
        self.command = command
        self.many = False
        self._cache: Cache | None = None
        self._missed = 0

    def __reduce__(self) -> tuple[Any, ...]:
        return _remade, (self.command, self.many)

    @property
    def rules(self) -> Sequence[Rule]:
        """The rules of the registry."""
        return self.run.engines.registry.rules

    def begin(self, many: bool) -> None:
        """Remember whether there are many files."""
        self.many = many

    def check(self, found: Found) -> Result:
        """Check a file."""
        return self.run.check(found)

    def lost(self, found: Found, zh: str, en: str) -> Result:
        """Return the result for a file that a worker failed on."""
        from gouji.cli.engines import refuse
        from gouji.source import Unreadable

        engine = self.run.engines.under(self.run.finder.for_file(found.path))
        return refuse(engine, found.path, Unreadable(zh, en))

    def pause(self) -> None:
        """Write what is to be kept."""
        if self._cache is not None:
            self._cache.flush()

    def known(self, found: Found) -> Result | None:
        """Return what comes of standard input, or of a file that the cache knows."""
        if found.path == "-":
            return self.run.check(found)
        if self.command is None or not self.command.cached or self._missed >= GIVE_UP:
            return None
        from gouji.cache import Cache

        if self._cache is None:
            self._cache = Cache(behind=self.run.engines.behind)
        self._cache.only_known = True
        try:
            result = self.run.check(found)
        except Exception:
            # Mostly NotKept. Of anything else a worker tells, which meets it too.
            self._missed += 1
            return None
        finally:
            self._cache.only_known = False
        self._missed = 0
        return result

    def weight(self, found: Found) -> int:
        """Return how much there is to check in a file."""
        reader = self.run.engines.registry.reader_for(found.path)
        return 0 if reader is None else WEIGHTS.get(reader.kind, 1)

    def cache(self, kind: str) -> Cache | None:
        """Return the cache for a kind of file, or None where checking is as quick or nothing is to be kept."""
        if self.command is None or not self.command.cached:
            return None
        from gouji.cache import QUICK, Cache

        if kind in QUICK and not self.many:
            return None
        if self._cache is None:
            self._cache = Cache(behind=self.run.engines.behind)
        return self._cache


def _remade(command: Command | None, many: bool) -> Files:
    from gouji.cli.check import Run
    from gouji.cli.engines import Engines
    from gouji.plugins import load
    from gouji.settings import Finder

    assert command is not None
    engines = Engines(load(command.installed), command.given, command.lang, command.packs)
    run = Run(Finder(command.config), engines, command.stated, command.stdin_filename, command.skip_unrecognised, None)
    run.files = Files(run, command)
    run.files.begin(many)
    return run.files
