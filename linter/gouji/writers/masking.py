"""Masking of what sensitive rules found: nobody should learn an identity number from the report that warns of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import copy
from typing import TYPE_CHECKING, Any

from gouji.source import Lines

if TYPE_CHECKING:
    from gouji.engine import Result
    from gouji.finding import Entry
    from gouji.source import Place

# A value shorter than this is a year or a count that happens to stand in a finding's data, not what is to be hidden.
SHORTEST = 6


def mask(text: str) -> str:
    """Return asterisks as wide as the text, line ends kept, so that lines and columns stay true."""
    return re.sub(r"[^\r\n]", lambda match: "＊" if match[0] > "\u2e80" else "*", text)


def masked(result: Result) -> Result:
    """Return a result in which nothing a sensitive rule found can be read: not in the source, nor in any finding's words."""
    every = [*result.findings, *(item.entry for item in result.suppressed)]
    secrets = sorted({secret for entry in every for secret in _secrets(entry)}, key=len, reverse=True)
    after = copy(result)
    after.findings = [_masked_entry(entry, secrets) for entry in result.findings]
    after.suppressed = [
        item._replace(entry=_masked_entry(item.entry, secrets), reason=_without(item.reason, secrets))
        for item in result.suppressed
    ]
    after.unchecked = [item._replace(reason=_without(item.reason, secrets)) for item in result.unchecked]
    if result.text is not None:
        after.text = _masked_source(result.text, every, secrets)
    return after


def _secrets(entry: Entry) -> Iterator[str]:
    if not entry.rule.sensitive:
        return
    if entry.quote:
        yield entry.quote
    yield from (text for text in map(str, entry.data.values()) if len(text) >= SHORTEST)


def _masked_entry(entry: Entry, secrets: Iterable[str]) -> Entry:
    fix = entry.fix
    if fix is not None:
        edits = tuple((pointer, span, _without(text, secrets)) for pointer, span, text in fix.edits)
        # A correction that would write what is masked is told of, but not offered to a program that makes it.
        places = fix.places if edits == fix.edits else ()
        words = tuple(_without(text, secrets) for text in fix.words)
        fix = fix._replace(title=_without(fix.title, secrets), edits=edits, places=places, words=words)
    return entry._replace(
        message=_without(entry.message, secrets),
        anchor=_without(entry.anchor, secrets),
        quote=None if entry.quote is None else _without(entry.quote, secrets),
        related=tuple(item._replace(message=_without(item.message, secrets)) for item in entry.related),
        fix=fix,
        data={} if entry.rule.sensitive else _without_all(entry.data, secrets),
    )


def _without(text: str, secrets: Iterable[str]) -> str:
    for secret in secrets:
        text = text.replace(secret, mask(secret))
    return text


def _without_all(value: Any, secrets: Iterable[str]) -> Any:
    if isinstance(value, str):
        return _without(value, secrets)
    if isinstance(value, dict):
        return {key: _without_all(item, secrets) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_all(item, secrets) for item in value]
    return value


def _masked_source(text: str, entries: Iterable[Entry], secrets: Iterable[str]) -> str:
    lines = Lines(text)
    for entry in entries:
        if entry.rule.sensitive and entry.place.line is not None:
            start, end = offsets(lines, entry.place)
            text = text[:start] + mask(text[start:end]) + text[end:]
    return _without(text, secrets)


def offsets(lines: Lines, place: Place) -> tuple[int, int]:
    """Return start and end of a place in the text; the whole line where columns are unknown."""
    assert place.line is not None
    start = lines.starts[place.line - 1]
    if place.column is None:
        return start, start + len(lines.line(place.line))
    end_line = place.end_line or place.line
    end = lines.starts[end_line - 1] + (place.end_column or place.column) - 1
    return start + place.column - 1, end
