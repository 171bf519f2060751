"""Where a text says the same twice in a row: a character, a mark or a word of two characters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gouji.named_tuple import NamedTuple
from gouji_rules.facts.running_text import code_units, running_text

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
    units = report.fact(code_units)
    low = units[::2] if len(units) == 2 * len(value) else value.encode("utf-32-le", "surrogatepass")[::4]
    number = int.from_bytes(low, "little")
    return (*_repeated(value, number, 1), *_repeated(value, number, 2))


def _repeated(value: str, number: int, distance: int) -> Iterator[Repeat]:
    """Yield the repeats at a distance.

    The lowest bytes of all characters, taken as one number, are compared with themselves moved by the distance: only where they
    are equal, and leave zeros, the characters may be. A pattern with a back reference takes ten times as long.
    """
    unlike = (number ^ (number >> (8 * distance))).to_bytes(len(value), "little")
    equal = bytes(distance)
    # The last characters have nothing after them to be compared with.
    last = max(len(value) - distance, 0)
    start = unlike.find(equal, 0, last)
    while start >= 0:
        end = start + 1
        if value[start] == value[start + distance]:
            while end < last and value[end] == value[end + distance]:
                end += 1
            if end - start >= distance:
                yield Repeat(start, end + distance, distance)
        start = unlike.find(equal, end, last)
