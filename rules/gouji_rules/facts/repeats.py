"""Where a text says the same twice in a row: a character, a mark or a word of two characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from gouji_rules.facts.running_text import running_text

if TYPE_CHECKING:
    from gouji.report import Report


class Repeat(NamedTuple):
    """A stretch of the running text in which every character equals the one `distance` before it, the first time included."""

    start: int
    end: int
    distance: int


def repeats(report: Report) -> tuple[Repeat, ...]:
    """Return the repeated characters and the repeated words of two characters. A fact."""
    value = report.fact(running_text).value
    return (*_repeated(value, 1), *_repeated(value, 2))


def _repeated(value: str, distance: int) -> Iterator[Repeat]:
    """Yield the repeats at a distance.

    The text, taken as one number, is compared with itself moved by the distance: characters that are equal leave zeros. A
    pattern with a back reference takes three times as long.
    """
    size, raw = 2, value.encode("utf-16-le", "surrogatepass")
    if len(raw) != size * len(value):
        size, raw = 4, value.encode("utf-32-le", "surrogatepass")
    number = int.from_bytes(raw, "little")
    unlike = (number ^ (number >> (8 * size * distance))).to_bytes(len(raw), "little")
    equal = bytes(size * distance)
    # The last characters have nothing after them to be compared with.
    last = max(len(value) - distance, 0) * size
    differs = re.compile(b"[^\0]")
    at = unlike.find(equal, 0, last)
    while at >= 0:
        start = -(-at // size)
        other = differs.search(unlike, start * size, last)
        end = (last if other is None else other.start()) // size
        if end - start >= distance:
            yield Repeat(start, end + distance, distance)
        at = unlike.find(equal, max(end * size, at + 1), last)
