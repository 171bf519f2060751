"""Files that a run writes: each whole or not at all, none of them one that the run reads. Imported where there are any."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.cli.atomic import AtomicFile, unwritable
from gouji.cli.check import Kept, true_path
from gouji.cli.console import Failure, tell, tell_of_bug
from gouji.walk import STANDARD_INPUT

if TYPE_CHECKING:
    from gouji.cli.check import Run
    from gouji.writers import Context, Summary, Writer


class FileOutput(Kept):
    """An output to a file, which is put in its place when all is written."""

    def __init__(self, writer: Writer, file: str, context: Context) -> None:
        self._file = AtomicFile(file)
        stream = self._file.open()
        super().__init__(f"{writer.name}:{file}", lambda: writer.open(stream, context))

    def end(self, summary: Summary) -> None:
        """Write what comes after the last file, and put the file in its place."""
        super().end(summary)
        if not self.closed:
            with self.alone():
                self._file.commit()

    def discard(self) -> None:
        """Forget what is not in its place yet."""
        self._file.discard()

    def fail(self, error: Exception) -> None:
        """Leave the file as it was before, and tell why."""
        self.failed = True
        self._file.discard()
        if isinstance(error, OSError):
            zh, en = unwritable(error)
            tell(
                f"输出 {self.name} 无法写入：{zh}；其他输出不受影响",
                f"the output {self.name} cannot be written: {en}; the other outputs are not affected",
            )
        else:
            tell_of_bug(error, self.name)


class Spared:
    """The files that are there already and would be replaced by what a run writes: none may be one that it reads.

    A report whose fixes were made is another file than before, in the same place; by a hard link a file is in two places. So both count.
    """

    def __init__(self, files: Iterable[str]) -> None:
        there = [(mark, file) for file in files if (mark := _identity(file)) is not None]
        self._files = dict(there)
        self._places = {true_path(file): file for _, file in there}

    @classmethod
    def by(cls, run: Run, paths: Sequence[str], files: Iterable[str]) -> Spared:
        """Return what spares the files that a run is going to read; Failure where that is plain from the start."""
        spared = cls(files)
        for path in paths:
            spared.check(path)
        spared.beside(run.read_beside())
        spared.in_folders(run, paths)
        return spared

    def check(self, path: str | Path) -> None:
        """Raise Failure where a report that is checked would be replaced."""
        file = self._replaced(path)
        if file is not None:
            raise Failure(
                f"输出文件 {file} 就是要检查的文件，未写入；请写到别的文件",
                f"the output file {file} is a file to check and was not written; write to another",
            )

    def beside(self, paths: Iterable[str | Path]) -> None:
        """Raise Failure where a settings file, baseline or pack that is read would be replaced."""
        for path in paths:
            file = self._replaced(path)
            if file is not None:
                raise Failure(
                    f"输出文件 {file} 是本次运行要读取的设置、基线或规则包，未写入；请写到别的文件",
                    f"the output file {file} holds settings, a baseline or a pack in use and was not written;"
                    " write to another",
                )

    def in_folders(self, run: Run, paths: Sequence[str]) -> None:
        """Raise Failure where a walk of the folders among the paths would come to such a file and take it for a report."""
        for file in self._files.values():
            if any(run.is_report(path) for folder in paths if (path := _met(folder, file, run)) is not None):
                self.check(file)

    def _replaced(self, path: str | Path) -> str | None:
        if not self._files:
            return None
        mark = _identity(path)
        return None if mark is None else self._files.get(mark) or self._places.get(true_path(path))


def _identity(path: str | Path) -> tuple[int, int] | None:
    """Return what tells a file from all others, whatever it is called; None where there is none that could be replaced."""
    try:
        found = os.fstat(sys.stdin.fileno()) if path == STANDARD_INPUT else os.stat(path)  # noqa: PTH116
    except (OSError, ValueError, AttributeError):
        # Nothing is there, or standard input is closed or no file.
        return None
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None


def _met(folder: str, file: str, run: Run) -> str | None:
    """Return the path by which a walk of a folder comes to a file; None where it does not."""
    from gouji.walk import is_folder, is_passed

    if not is_folder(folder):
        return None
    try:
        inside = Path(file).resolve().relative_to(Path(folder).resolve())
    except (OSError, ValueError):
        return None
    path = Path(folder)
    for part in inside.parts[:-1]:
        path /= part
        if is_passed(part) or run.excluded(str(path)):
            return None
    path /= inside.name
    return None if run.excluded(str(path)) else str(path)
