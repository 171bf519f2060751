"""Report JSON, changed in its own text: layout, escapes, line ends and byte order mark stay as they are."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gouji.rewriters.text import spliced

if TYPE_CHECKING:
    from gouji.fixes import Change
    from gouji.source import Document, Piece


class JsonRewriter:
    """See `gouji.fixes.Rewriter`."""

    def __init__(self, raw: bytes, document: Document) -> None:
        assert document.text is not None
        self.text = document.text
        self._mark = BOM_UTF8 if raw.startswith(BOM_UTF8) else b""
        # A file that escapes everything is meant for what takes nothing else.
        self._escapes = self.text.isascii()

    def shown(self, piece: Piece) -> str | None:
        """See `gouji.fixes.Rewriter`."""
        words: str = json.loads(f'"{self.text[piece.start : piece.end]}"')
        return words

    def written(self, text: str) -> str | None:
        """Return the text with the escapes that JSON needs, and all others where the file has nothing but escapes."""
        escaped = json.dumps(text, ensure_ascii=self._escapes)[1:-1]
        try:
            escaped.encode()
        except UnicodeEncodeError:
            return None
        return escaped

    def rewritten(self, changes: Sequence[Change]) -> bytes:
        """See `gouji.fixes.Rewriter`."""
        return self._mark + spliced(self.text, changes).encode()
