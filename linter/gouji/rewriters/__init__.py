"""What changes files: one module per kind. A kind without one is never written, as web pages and PDF are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from gouji.fixes import Rewriter
    from gouji.source import Document

KINDS = ("json", "text", "markdown", "docx")
"""The kinds of file that can be changed."""
BESIDE = frozenset({"docx"})
"""The kinds whose changed form is a new file beside the original, which stays as it is."""


def rewriter_of(kind: str) -> Callable[[bytes, Document], Rewriter] | None:
    """Return what opens a file of that kind to be changed, or None for a kind that is never written."""
    if kind == "json":
        from gouji.rewriters.json import JsonRewriter

        return JsonRewriter
    if kind == "text":
        from gouji.rewriters.text import TextRewriter

        return TextRewriter
    if kind == "markdown":
        from gouji.rewriters.text import MarkdownRewriter

        return MarkdownRewriter
    if kind == "docx":
        from gouji.rewriters.word import WordRewriter

        return WordRewriter
    return None
