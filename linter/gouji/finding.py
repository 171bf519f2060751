"""What rules yield (`Finding`) and what people and programs are shown of it (`Entry`)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from enum import IntEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from gouji.named_tuple import NamedTuple

if TYPE_CHECKING:
    from gouji.report import Pointer, Span, Target
    from gouji.rule import Rule
    from gouji.source import Place


NO_DATA: Mapping[str, Any] = MappingProxyType({})


class Severity(IntEnum):
    """How sure and how grave: an error is one where a reviewer would agree every time."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The name as written in options and outputs: `info`, `warning`, `error`."""
        return self.name.lower()

    @classmethod
    def parse(cls, text: str) -> Severity:
        """Return the severity of that name; ValueError where there is none."""
        try:
            return cls[text.upper()]
        except KeyError:
            raise ValueError(text) from None


class Edit(NamedTuple):
    """Replace the words of a span."""

    span: Span
    replacement: str


class Fix(NamedTuple):
    """A correction a machine can make. `title` is a message key of the rule; `safe` means it cannot change meaning."""

    title: str
    edits: Sequence[Edit]
    safe: bool = False


class Related(NamedTuple):
    """Another place that belongs to a finding, with a message key of the rule saying why."""

    target: Target
    message: str
    data: Mapping[str, Any] = NO_DATA


class Finding(NamedTuple):
    """What a rule yields: where, which of its messages, and the data that fills it.

    `severity` may lower the rule's, never raise it.
    """

    target: Target
    message: str
    data: Mapping[str, Any] = NO_DATA
    severity: Severity | None = None
    related: Sequence[Related] = ()
    fix: Fix | None = None


class RelatedEntry(NamedTuple):
    """A related place as shown."""

    message: str
    place: Place
    pointer: Pointer


class FixEntry(NamedTuple):
    """A fix as shown: each edit is the pointer of the text, the span in it, and the replacement.

    `places` and `words` tell, edit by edit, where in the file the span stands and what it says.
    """

    title: str
    safe: bool
    edits: tuple[tuple[Pointer, tuple[int, int], str], ...]
    places: tuple[Place, ...] = ()
    words: tuple[str, ...] = ()


class Entry(NamedTuple):
    """A finding as shown: with its text, place, severity, anchor, basis and fingerprint."""

    rule: Rule
    severity: Severity
    message: str
    path: str
    place: Place
    pointer: Pointer
    anchor: str
    span: tuple[int, int] | None
    quote: str | None
    related: tuple[RelatedEntry, ...]
    fix: FixEntry | None
    data: Mapping[str, Any]
    basis: tuple[Mapping[str, str], ...]
    fingerprint: str = ""

    @property
    def sort_key(self) -> tuple[Any, ...]:
        """Order of the document, then of the code. Where places are only words, the order of the report's nodes decides."""
        place = self.place
        order = () if place.line or place.page else reading_order(self.pointer)
        return (place.page or 0, place.line or 0, place.column or 0, order, self.span or (0, 0), self.rule.code)


# What comes first within a node; keys not named here (title, year …) are the report's own and stand at its top.
_ORDER = {
    "heading": 1,
    "table": 1,
    "caption": 1,
    "columns": 2,
    "content": 3,
    "rows": 3,
    "row": 1,
    "label": 1,
    "cells": 2,
}


def reading_order(pointer: Pointer) -> tuple[int, ...]:
    """Return a key that sorts the pointers of one report as a reader meets what they point at."""
    return tuple(part if isinstance(part, int) else _ORDER.get(part, 0) for part in pointer)


def fingerprint(rule: str, agency: str, year: int | None, anchor: str, identity: Sequence[Any], ordinal: int) -> str:
    """Return the name by which a finding is known again: 32 hexadecimal digits, free of lines and wording.

    `ordinal` is 0 for the first finding of that identity in a report, and counts up for its like.
    """
    import hashlib

    text = json.dumps([rule, agency, year, anchor, list(identity), ordinal], ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
