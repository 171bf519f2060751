"""A reader that keeps what it has read, for commands that need the document beside what was found in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gouji.formats import Formats
    from gouji.source import Document, Reader


class Capture:
    """`reader` reads as the one it was made from; `document` is what it read last, None before that and after a failure."""

    def __init__(self, reader: Reader) -> None:
        self._read_document = reader.read
        self.document: Document | None = None
        self.reader = reader._replace(read=self._read)

    def _read(self, raw: bytes, formats: Formats) -> Document:
        self.document = None
        self.document = self._read_document(raw, formats)
        return self.document
