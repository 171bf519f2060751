"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
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
