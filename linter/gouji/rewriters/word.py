"""Word, changed in the text elements of a copy: every character keeps the run it stands in, and so its formatting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gouji.word_file import WordFile

if TYPE_CHECKING:
    from lxml.etree import _Element

    from gouji.fixes import Change
    from gouji.source import Document, Piece

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
# What XML cannot hold, and what Word shows by elements of its own.
_NOT_TEXT = "[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]"
_EDGES = " \t\r\n"


class WordRewriter:
    """See `gouji.fixes.Rewriter`."""

    def __init__(self, raw: bytes, document: Document) -> None:  # noqa: ARG002
        self._file = WordFile(raw)

    def shown(self, piece: Piece) -> str | None:
        """See `gouji.fixes.Rewriter`."""
        element = self._file.texts[piece.part]
        if len(element) or self._has_a_double(element):
            return None
        return (element.text or "")[piece.start : piece.end]

    def written(self, text: str) -> str | None:
        """Return the text; None where it holds characters that are no text in Word."""
        return None if re.search(_NOT_TEXT, text) else text

    def rewritten(self, changes: Sequence[Change]) -> bytes:
        """See `gouji.fixes.Rewriter`."""
        # From the end, so that offsets before a change stay true.
        for piece, text in reversed(changes):
            element = self._file.texts[piece.part]
            words = element.text or ""
            element.text = words[: piece.start] + text + words[piece.end :]
            if words == words.strip(_EDGES) and element.text != element.text.strip(_EDGES):
                element.set(_SPACE, "preserve")
        return self._file.content()

    def _has_a_double(self, element: _Element) -> bool:
        """Whether a text stands in the file a second time: for older programs, or as data that the document is filled from."""
        bound = f"{self._file.w}sdtPr/{self._file.w}dataBinding"
        return any(above.tag == _ALTERNATIVES or above.find(bound) is not None for above in element.iterancestors())
