"""Fixes: which corrections apply to a file, and what the file is with them. Nothing here touches the file itself.

A fix is made whole or not at all. Where two would change the same characters the first in the document is made, and the other
has its turn in the next round, if it is still called for. Rounds go on until nothing is left to do.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from gouji.named_tuple import NamedTuple
from gouji.report import Text
from gouji.source import Piece, TracedPlaces

if TYPE_CHECKING:
    from gouji.engine import Result
    from gouji.finding import Edit, Entry, FixEntry
    from gouji.report import Pointer
    from gouji.source import Document

MAX_ROUNDS = 10
"""How often a file is corrected and checked again, at most."""
MAX_COMPARED = 4_000_000
"""The greatest product of two lengths for which the characters that differ are looked for one by one."""

_SUBSTANCE = r"[^\W_]|(?<=\d)[.,:/-](?=\d)"


class Change(NamedTuple):
    """What stands in the file in place of a piece of it. `text` is written as the kind of file writes it."""

    piece: Piece
    text: str


class Rewriter(Protocol):
    """One file as it can be changed. Made from its bytes and the document that was read of them."""

    def shown(self, piece: Piece) -> str | None:
        """Return what a piece shows to a reader; None for one that must stay as it is."""
        ...

    def written(self, text: str) -> str | None:
        """Return how the file writes a text; None where it cannot."""
        ...

    def rewritten(self, changes: Sequence[Change]) -> bytes:
        """Return the bytes of the file with changes, which come in order and do not overlap."""
        ...


class CannotRewrite(Exception):
    """The file cannot be changed. `zh` and `en` say why, and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


class Plan(NamedTuple):
    """The findings whose fixes are made, by their number in the result, and what changes in the file for them."""

    chosen: tuple[int, ...]
    changes: tuple[Change, ...]


class Outcome(NamedTuple):
    """A file with its fixes made: its bytes, what was found before and after, and the findings whose fixes were made.

    `applied` has been masked like what a writer is given. `stable` tells that nothing is left to be made.
    """

    raw: bytes
    before: Result
    after: Result
    applied: tuple[Entry, ...] = ()
    stable: bool = True


def keeps_substance(edits: Iterable[Edit]) -> bool:
    """Whether edits leave every letter, Chinese character and figure of their texts as they were, in their order.

    A point, comma, colon, slash or hyphen between two digits belongs to the figure.
    """
    by_node: dict[Pointer, tuple[Text, list[tuple[int, int, str]]]] = {}
    for edit in edits:
        node = edit.span.node
        by_node.setdefault(node.pointer, (node, []))[1].append((edit.span.start, edit.span.end, edit.replacement))
    return all(substance(node.value) == substance(edited(node.value, changes)) for node, changes in by_node.values())


def substance(text: str) -> list[str]:
    """Return the characters that carry the meaning of a text: all but marks and spaces, and the marks within figures."""
    return re.findall(_SUBSTANCE, text)


def edited(text: str, changes: Iterable[tuple[int, int, str]]) -> str:
    """Return a text with replacements (start, end, text), which do not overlap, made in it."""
    pieces = []
    at = 0
    for start, end, replacement in sorted(changes):
        pieces += [text[at:start], replacement]
        at = end
    return "".join((*pieces, text[at:]))


def applies(fix: FixEntry | None, unsafe: bool) -> bool:
    """Whether a fix is made: there is one, and it is safe or unsafe ones are wanted."""
    return fix is not None and (fix.safe or unsafe)


def plan(entries: Sequence[Entry], document: Document, rewriter: Rewriter, unsafe: bool) -> Plan:
    """Return which fixes of a file's findings are made in one round: of two that overlap the first in the file."""
    assert isinstance(document.places, TracedPlaces)
    editor = _Editor(document, document.places, rewriter)
    wanted = []
    for number, entry in enumerate(entries):
        if entry.fix is not None and applies(entry.fix, unsafe):
            extents = editor.extents(entry.fix)
            if extents:
                wanted.append((extents, number, entry.fix))
    chosen: list[int] = []
    changes: list[Change] = []
    taken: list[tuple[int, int, int]] = []
    for extents, number, fix in sorted(wanted, key=lambda item: item[:2]):
        made = editor.changes(fix) if _fit(extents, taken) else None
        if made:
            chosen.append(number)
            changes += made
            for extent in extents:
                insort(taken, extent)
    return Plan(tuple(chosen), tuple(sorted(changes, key=lambda change: _order(change.piece))))


def repair(
    raw: bytes,
    check: Callable[[bytes], tuple[Result, Document | None]],
    open_rewriter: Callable[[bytes, Document], Rewriter],
    unsafe: bool,
) -> Outcome:
    """Return what becomes of a file. `check` reads and checks bytes; CannotRewrite where the file cannot be changed.

    A round after which the file could no longer be checked as before is not made.
    """
    before, document = check(raw)
    applied: list[Entry] = []
    after, rounds = before, 0
    while document is not None and any(applies(entry.fix, unsafe) for entry in after.findings):
        rewriter = open_rewriter(raw, document)
        planned = plan(after.findings, document, rewriter, unsafe)
        if not planned.changes:
            break
        if rounds == MAX_ROUNDS:
            return Outcome(raw, before, after, tuple(applied), stable=False)
        rounds += 1
        new = rewriter.rewritten(planned.changes)
        result, read = check(new)
        if read is None or result.failed > after.failed or len(result.unchecked) > len(after.unchecked):
            return Outcome(raw, before, after, tuple(applied), stable=False)
        shown = _without_secrets(after)
        applied += [shown.findings[number] for number in planned.chosen]
        raw, after, document = new, result, read
    return Outcome(raw, before, after, tuple(applied))


def refined(words: str, replacement: str) -> Iterator[tuple[int, int, str]]:
    """Yield the smallest changes (start, end, text) that make the replacement of the words, so that the rest stays untouched.

    Texts of one length are changed character for character.
    """
    if len(words) == len(replacement):
        yield from _by_character(words, replacement)
        return
    head = 0
    while head < min(len(words), len(replacement)) and words[head] == replacement[head]:
        head += 1
    tail = 0
    while tail < min(len(words), len(replacement)) - head and words[-1 - tail] == replacement[-1 - tail]:
        tail += 1
    old, new = words[head : len(words) - tail], replacement[head : len(replacement) - tail]
    if not old or not new or len(old) * len(new) > MAX_COMPARED:
        yield head, head + len(old), new
        return
    from difflib import SequenceMatcher

    for kind, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield head + start, head + end, new[first:last]


def _by_character(words: str, replacement: str) -> Iterator[tuple[int, int, str]]:
    start = None
    for k, (old, new) in enumerate(zip(words, replacement, strict=True)):
        if old != new and start is None:
            start = k
        elif old == new and start is not None:
            yield start, k, replacement[start:k]
            start = None
    if start is not None:
        yield start, len(words), replacement[start:]


class _Editor:
    """Finds the edits of a report's strings in the file it was read from."""

    def __init__(self, document: Document, places: TracedPlaces, rewriter: Rewriter) -> None:
        self._data = document.data
        self._places = places
        self._rewriter = rewriter

    def extents(self, fix: FixEntry) -> list[tuple[int, int, int]] | None:
        """Return which parts of the file a fix claims, in order; None where one is unknown or two of its edits clash."""
        found: list[tuple[int, int, int]] = []
        for pointer, span, _ in fix.edits:
            own = [_order(piece) for piece in self._places.pieces(pointer, span)]
            if not own or not _fit(own, found):
                return None
            for extent in own:
                insort(found, extent)
        return found

    def changes(self, fix: FixEntry) -> list[Change] | None:
        """Return what changes in the file for a fix; None where the file does not show what the report says there."""
        found: list[Change] = []
        for pointer, (start, end), replacement in fix.edits:
            words = _string_at(self._data, pointer)[start:end]
            if len(words) != end - start:
                return None
            for first, last, text in refined(words, replacement):
                made = self._change(pointer, (start + first, start + last), words[first:last], text)
                if made is None:
                    return None
                found += made
        return found

    def _change(self, pointer: Pointer, span: tuple[int, int], words: str, text: str) -> list[Change] | None:
        pieces = self._places.pieces(pointer, span)
        shown = [self._rewriter.shown(piece) for piece in pieces]
        known = [part for part in shown if part is not None]
        if not pieces or len(known) != len(shown) or "".join(known) != words:
            return None
        # Character for character, each keeps the piece it stands in, and so its formatting.
        shares = [len(part) for part in known] if len(text) == len(words) else [len(text)] + [0] * (len(known) - 1)
        found, at = [], 0
        for piece, share in zip(pieces, shares, strict=True):
            written = self._rewriter.written(text[at : at + share])
            if written is None:
                return None
            found.append(Change(piece, written))
            at += share
        return found


def _order(piece: Piece) -> tuple[int, int, int]:
    return piece.part, piece.start, piece.end


def _fit(extents: Iterable[tuple[int, int, int]], taken: list[tuple[int, int, int]]) -> bool:
    """Whether none of the extents overlaps one that is taken (in order, free of overlaps), or stands at the same point."""
    for extent in extents:
        at = bisect_left(taken, extent)
        if any(_clash(extent, other) for other in taken[max(at - 2, 0) : at + 2]):
            return False
    return True


def _clash(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    overlap = one[0] == other[0] and one[1] < other[2] and other[1] < one[2]
    return overlap or one == other


def _string_at(data: Any, pointer: Pointer) -> str:
    """Return the string at a pointer of report JSON; nothing where there is none."""
    for part in pointer:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return ""
    return data if isinstance(data, str) else ""


def _without_secrets(result: Result) -> Result:
    if not any(entry.rule.sensitive for entry in result.findings):
        return result
    from gouji.writers.masking import masked

    return masked(result)
