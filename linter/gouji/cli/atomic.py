"""Files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp
from types import TracebackType
from typing import Self, TextIO

from gouji.cli.console import Failure
from gouji.walk import TEMPORARY, is_folder, unreachable


class AtomicFile:
    """A text file (UTF-8) written beside its final name and moved there when it is whole, with the permissions of the one it replaces.

    As a context it is moved where the block ends without an error. A pipe or a device cannot be replaced and is written to as it is.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        # A link is followed, so that what it names is replaced and not the link; one of /dev/fd may name nothing that has a path.
        self._direct = os.path.exists(path) and not os.path.isfile(path)  # noqa: PTH110, PTH113
        # Path.resolve() raises where a link leads round to itself, which the system is to tell of.
        self._final = Path(path if self._direct else os.path.realpath(path))
        self._temporary = self._final if self._direct else self._final.with_name(temporary(id(self)))
        self.stream: TextIO

    def open(self) -> TextIO:
        """Return the stream to write to; Failure where there can be none."""
        if is_folder(self.path):
            raise Failure(f"{self.path} 是文件夹，不能写入", f"{self.path} is a folder and cannot be written")
        try:
            mode = None if self._direct else _mode(self._final)
            self.stream = self._temporary.open("w", encoding="utf-8", newline="\n")
        except OSError as error:
            raise cannot_write(self.path, error) from error
        if mode is not None:
            with suppress(OSError):
                self._temporary.chmod(mode)
        return self.stream

    def commit(self) -> None:
        """Put what was written in its place; OSError where it cannot be."""
        self.stream.close()
        if not self._direct:
            self._temporary.replace(self._final)

    def discard(self) -> None:
        """Forget what was written, unless it is in its place."""
        with suppress(OSError):
            self.stream.close()
        if not self._direct:
            with suppress(OSError):
                self._temporary.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        self.open()
        return self

    def write(self, lines: Iterable[str]) -> None:
        """Write lines, which end as they are to end; Failure where there is no room for them."""
        for line in lines:
            try:
                self.stream.write(line)
            except OSError as error:
                raise cannot_write(self.path, error) from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self.commit()
        except OSError as failure:
            raise cannot_write(self.path, failure) from failure
        finally:
            self.discard()


def _mode(present: Path) -> int | None:
    """Return the permissions of a file, or None where there is none; OSError where it cannot be written, or there can be none."""
    try:
        mode = stat.S_IMODE(present.stat().st_mode)
    except FileNotFoundError:
        return None
    if not os.access(present, os.W_OK):
        raise PermissionError(errno.EACCES, "read-only")
    return mode


def temporary(number: int) -> str:
    """Return the name of a file that is being written; walks pass it over (see `gouji.walk`)."""
    return f"{TEMPORARY}{os.getpid()}-{number:x}.tmp"


def cannot_write(path: str, error: OSError) -> Failure:
    """Return the failure that tells why a file cannot be written, and what to do."""
    zh, en = unwritable(error)
    return Failure(f"无法写入 {path}：{zh}", f"{path} cannot be written: {en}")


def unwritable(error: OSError) -> tuple[str, str]:
    """Return why something cannot be written, with the remedy, in Chinese and English."""
    reason = error.strerror or str(error)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return (
            f"磁盘空间已用完（{reason}）；请腾出空间，或写到别处",
            f"no room is left ({reason}); make room, or write elsewhere",
        )
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return f"没有写入权限（{reason}）；请写到别处", f"permission denied ({reason}); write elsewhere"
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return "所在文件夹不存在；请先建立", "its folder does not exist; make it first"
    return f"{reason}；请写到别处", f"{reason}; write elsewhere"


def create(file: Path, text: str) -> None:
    """Write a new file, whole or not at all; Failure where there is one already, or no folder for it."""
    try:
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            try:
                stream.write(text)
                stream.flush()
            except OSError:
                file.unlink()
                raise
    except FileExistsError:
        raise Failure(f"{file} 已存在，未改动", f"{file} exists already and was left as it is") from None
    except FileNotFoundError:
        folder = file.parent
        raise Failure(
            f"无法写入 {file}：没有 {folder} 这个文件夹，请先建立",
            f"{file} cannot be written: there is no folder {folder}; make it first",
        ) from None
    except OSError as error:
        raise cannot_write(str(file), error) from error


def content(path: str) -> bytes | None:
    """Return what a file holds, or None where there is none; Failure where it cannot be read."""
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        zh, en = unreachable(error)
        raise Failure(f"{path}：{zh}", f"{path}: {en}") from error


def replace(path: str, content: bytes, expected: bytes | None) -> None:
    """Write a file whole or not at all, in the place of one that holds what is expected (None: of none), with its permissions.

    What a link names is replaced, not the link. Failure where the file is no longer as expected, or cannot be written.
    """
    final = Path(path).resolve()
    try:
        mode = None if expected is None else _mode(final)
        handle, name = mkstemp(prefix=TEMPORARY, suffix=".tmp", dir=final.parent)
        written = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            written.chmod(0o666 & ~_umask() if mode is None else mode)
            _require(path, final, expected)
            written.replace(final)
        finally:
            written.unlink(missing_ok=True)
        _settle(final.parent)
    except OSError as error:
        zh, en = unwritable(error)
        raise Failure(
            f"无法写入 {path}：{zh}；文件未改动", f"{path} cannot be written: {en}; it was not changed"
        ) from error


def _require(path: str, final: Path, expected: bytes | None) -> None:
    """Raise Failure where a file is not as expected."""
    if expected is None:
        if final.exists():
            raise Failure(f"{path} 已存在，未改动", f"{path} exists and was not changed")
    elif final.read_bytes() != expected:
        raise Failure(
            f"{path} 在检查期间被其他程序改动，未写入；请重新运行",
            f"{path} was changed by another program meanwhile and was not written; run again",
        )


def _umask() -> int:
    mask = os.umask(0o22)
    os.umask(mask)
    return mask


def _settle(folder: Path) -> None:
    """Have the folder's new entry written to disk; not every system lets a folder be opened for that, and the file is there."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
