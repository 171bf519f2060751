"""Sentences that give what was received, carried over, dealt with and carried on, and do not balance. A fact: ask for it with `report.fact(balances)`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from gouji.named_tuple import NamedTuple
from gouji_rules.facts.stated_figures import stated_figures

if TYPE_CHECKING:
    from gouji.report import Report, Span
    from gouji_rules.facts.quantities import Number
    from gouji_rules.facts.stated_figures import Stated

RECEIVED = ("new_received", "received")
SIDES = (RECEIVED, ("carried_in",), ("done",), ("carried_out",))
"""The readings of the four numbers, in the order of the equation."""


class Unbalanced(NamedTuple):
    """The number of requests dealt with in a sentence that does not balance, and the four numbers by name."""

    span: Span
    data: Mapping[str, Number]


def balances(report: Report) -> tuple[Unbalanced, ...]:
    """Return the sentences that state all four numbers once and exactly, and do not balance."""
    return tuple(_gather(report))


def _gather(report: Report) -> Iterator[Unbalanced]:
    sentences: dict[tuple[int, int], list[Stated]] = {}
    for stated in report.fact(stated_figures):
        key = (id(stated.quantities), stated.quantities.period(stated.quantity.start)[0])
        sentences.setdefault(key, []).append(stated)
    for numbers in sentences.values():
        four = [[stated for stated in numbers if stated.is_read_as(*keys)] for keys in SIDES]
        if any(len(found) != 1 or not found[0].quantity.is_exact for found in four):
            continue
        received, carried, done, left = (found[0].quantity.value for found in four)
        # 收到, unlike 新收, may count in what was carried over.
        included = not four[0][0].is_read_as("new_received") and received == done + left
        stated = four[2][0]
        # A number that the table contradicts is reported with the table's figure.
        if received + carried != done + left and not included and not stated.differs and stated.is_of_the_table:
            data = {"received": received, "carried": carried, "done": done, "left": left}
            yield Unbalanced(stated.quantities.span(stated.quantity), data)
