"""Figures as people print them in cells and sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gouji.named_tuple import NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

_FIGURE = (
    r"(?P<sign>[-－−+＋]?)\s*(?P<number>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<unit>[a-zA-Z%％\u4e00-\u9fff]{0,8})\s*"
    r"(?P<note>[（(][^（()）]*[)）])?"
)
MAX_FIGURE = 80
_WIDE = str.maketrans("０１２３４５６７８９．", "0123456789.")


class Figure(NamedTuple):
    """A printed number: its value, the unit and the bracketed note printed with it, and its printed decimal places."""

    value: Decimal
    unit: str = ""
    note: str = ""
    places: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether the value is a whole number."""
        return self.value == self.value.to_integral_value()


def parse_figure(text: str) -> Figure | None:
    """Return the one figure a cell holds: `3,329.525`, `-1`, `251000元`, `22（其中修订16件）`; None for anything else."""
    text = text.strip()
    whole, point, part = text.partition(".")
    if text.isascii() and whole.isdigit() and (part.isdigit() or not point) and len(text) <= MAX_FIGURE:
        # Nearly every figure is printed plainly and needs no pattern.
        from decimal import Decimal

        return Figure(Decimal(text), places=len(part))
    match = re.fullmatch(_FIGURE, text.translate(_WIDE)) if len(text) <= MAX_FIGURE else None
    if match is None:
        return None
    from decimal import Decimal

    number = match["number"].replace(",", "").replace("，", "")
    value = Decimal(number)
    if match["sign"] in {"-", "－", "−"}:
        value = -value
    return Figure(value, match["unit"], match["note"] or "", len(number.partition(".")[2]))
