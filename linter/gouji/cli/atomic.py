"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp
from types import TracebackType
from typing import TextIO

from gouji.cli.console import Failure
from gouji.walk import unreachable


class AtomicFile:
    """A text file (UTF-8) written beside its final name and moved there when the block ends without an error."""

    def __init__(self, path: str) -> None:
        self.path = path
        # A link is followed, so that what it names is replaced and not the link.
        self._final = Path(path).resolve()
        # A pipe or a device cannot be replaced.
        self._direct = self._final.exists() and not self._final.is_file()
        self._temporary = (
            self._final if self._direct else self._final.with_name(f".{self._final.name}.{os.getpid()}.tmp")
        )
        self.stream: TextIO

    def __enter__(self) -> TextIO:
        if self._final.is_dir():
            raise Failure(f"{self.path} 是文件夹，不能写入", f"{self.path} is a folder and cannot be written")
        try:
            self.stream = self._temporary.open("w", encoding="utf-8", newline="\n")
        except OSError as error:
            zh, en = unreachable(error)
            raise Failure(
                f"无法写入 {self.path}：{zh}；请确认所在文件夹存在且可写",
                f"{self.path} cannot be written: {en}; see that its folder exists and may be written to",
            ) from error
        return self.stream

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            self.stream.close()
            if kind is None and not self._direct:
                self._temporary.replace(self._final)
        except OSError as failure:
            reason = failure.strerror or str(failure)
            raise Failure(f"无法写入 {self.path}：{reason}", f"{self.path} cannot be written: {reason}") from failure
        finally:
            if not self._direct:
                self._temporary.unlink(missing_ok=True)


def create(file: Path, text: str) -> None:
    """Write a new file; Failure where there is one already, or no folder for it."""
    try:
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise Failure(f"{file} 已存在，未改动", f"{file} exists already and was left as it is") from None
    except FileNotFoundError:
        folder = file.parent
        raise Failure(
            f"无法写入 {file}：没有 {folder} 这个文件夹，请先建立",
            f"{file} cannot be written: there is no folder {folder}; make it first",
        ) from None
    except OSError as error:
        zh, en = unreachable(error)
        raise Failure(f"无法写入 {file}：{zh}", f"{file} cannot be written: {en}") from error


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
        if expected is not None and not os.access(final, os.W_OK):
            raise PermissionError(13, "read-only")
        handle, name = mkstemp(prefix=".gouji-", suffix=".tmp", dir=final.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.chmod(final.stat().st_mode & 0o7777 if expected is not None else 0o666 & ~_umask())
            _require(path, final, expected)
            temporary.replace(final)
        finally:
            temporary.unlink(missing_ok=True)
        _settle(final.parent)
    except OSError as error:
        zh, en = _obstacle(error)
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


def _obstacle(error: OSError) -> tuple[str, str]:
    """Return why a file cannot be written, in Chinese and English."""
    if isinstance(error, PermissionError):
        return "没有写入权限", "permission denied"
    if isinstance(error, FileNotFoundError):
        return "所在文件夹不存在", "its folder does not exist"
    return unreachable(error)


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
