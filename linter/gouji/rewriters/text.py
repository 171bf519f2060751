"""Text and Markdown, changed in place: encoding, byte order mark and line ends stay as they are."""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from gouji.fixes import CannotRewrite

if TYPE_CHECKING:
    from gouji.fixes import Change
    from gouji.source import Document, Piece

_STRUCTURE = frozenset("\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_MARKS = frozenset("\\`*_[]<>&|~#")


class TextRewriter:
    """See `gouji.fixes.Rewriter`."""

    def __init__(self, raw: bytes, document: Document) -> None:
        assert document.text is not None
        self.text = document.text
        self._mark, self._encoding = _encoding(raw, self.text)

    def shown(self, piece: Piece) -> str | None:
        """See `gouji.fixes.Rewriter`."""
        return self.text[piece.start : piece.end]

    def written(self, text: str) -> str | None:
        """Return the text; None where it holds what would end a line or a cell, or what the encoding lacks."""
        if not _STRUCTURE.isdisjoint(text):
            return None
        try:
            text.encode(self._encoding)
        except UnicodeEncodeError:
            return None
        return text

    def rewritten(self, changes: Sequence[Change]) -> bytes:
        """See `gouji.fixes.Rewriter`."""
        return self._mark + spliced(self.text, changes).encode(self._encoding)


class MarkdownRewriter(TextRewriter):
    """Text in which some characters are marks: a replacement that holds one is left to a person."""

    def written(self, text: str) -> str | None:
        """See `TextRewriter`."""
        return super().written(text) if _MARKS.isdisjoint(text) else None


def spliced(text: str, changes: Sequence[Change]) -> str:
    """Return a text with changes, which come in order."""
    pieces = []
    at = 0
    for piece, replacement in changes:
        pieces += [text[at : piece.start], replacement]
        at = piece.end
    return "".join((*pieces, text[at:]))


def _encoding(raw: bytes, text: str) -> tuple[bytes, str]:
    """Return byte order mark and encoding that write the text as the very bytes it was read from."""
    for mark, encoding in _encodings(raw):
        try:
            if mark + text.encode(encoding) == raw:
                return mark, encoding
        except UnicodeEncodeError:
            continue
    raise CannotRewrite(
        "文件的编码无法原样写回，未作改动；请用文本编辑器另存为 UTF-8 后再试",
        "the file's encoding cannot be written back as it was, so nothing was changed; save it as UTF-8 and try again",
    )


def _encodings(raw: bytes) -> Iterator[tuple[bytes, str]]:
    for mark, encoding in ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be")):
        if raw.startswith(mark):
            yield mark, encoding
            return
    yield b"", "utf-8"
    yield b"", "gb18030"
