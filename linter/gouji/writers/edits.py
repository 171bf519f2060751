"""Fixes in the words of the file: which characters of it a program is to replace, and with what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gouji.named_tuple import NamedTuple
from gouji.source import Document, Lines, Piece, Place
from gouji.writers.masking import offsets
from gouji.writers.wording import in_lines

if TYPE_CHECKING:
    from gouji.engine import Result
    from gouji.finding import Entry
    from gouji.fixes import Rewriter


class Replacement(NamedTuple):
    """What stands at a place of the file, and what is to stand there, both as the file writes it."""

    place: Place
    old: str
    new: str


class FileEdits:
    """The fixes of one file. What is costly is worked out at the first finding that has one."""

    def __init__(self, result: Result) -> None:
        self._result = result
        self._lines: Lines | None = None
        self._rewriter: Rewriter | None = None
        self._opened = False

    def of(self, entry: Entry) -> Sequence[Replacement]:
        """Return the replacements of a finding's fix; none where it has no fix, or the file does not show what is replaced.

        A kind of file that is never written, such as a web page, has none.
        """
        fix = entry.fix
        if fix is None or len(fix.places) != len(fix.edits) or not all(map(in_lines, fix.places)):
            return ()
        rewriter = self._open()
        if rewriter is None:
            return ()
        assert self._lines is not None
        found = []
        for place, words, (_, _, replacement) in zip(fix.places, fix.words, fix.edits, strict=True):
            start, end = offsets(self._lines, place)
            written = rewriter.written(replacement)
            if written is None or rewriter.shown(Piece(start, end)) != words:
                return ()
            found.append(Replacement(place, self._lines.text[start:end], written))
        return found

    def _open(self) -> Rewriter | None:
        if not self._opened:
            self._opened = True
            from gouji.fixes import CannotRewrite
            from gouji.rewriters import rewriter_of

            text = self._result.text
            opener = rewriter_of(self._result.kind)
            if opener is not None and text is not None:
                self._lines = Lines(text)
                try:
                    self._rewriter = opener(text.encode("utf-8", "surrogatepass"), Document({}, NoPlaces(), text))
                except CannotRewrite:
                    self._rewriter = None
        return self._rewriter


class NoPlaces:
    """Places of a document whose text alone is wanted."""

    def locate(self, pointer: object, span: object = None) -> Place:  # noqa: ARG002
        """See `gouji.source.Places`."""
        return Place()
