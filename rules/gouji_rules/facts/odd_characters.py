"""Characters that clean text has none of: full-width digits, and what is no text at all."""

from __future__ import annotations

import re
from itertools import groupby, islice
from typing import TYPE_CHECKING

from gouji.named_tuple import NamedTuple
from gouji_rules.facts.clauses import says_any
from gouji_rules.facts.running_text import ascii_characters, blocks, running_text

if TYPE_CHECKING:
    from gouji.report import Report

# Full-width digits; private use, replacement and control characters, radicals instead of characters, phonetic signs.
ODD = "[０-９\ue000-\uf8ff\ufffd\u2e80-\u2fdf\u3105-\u312f\x00-\x08\x0b\x0e-\x1f\ufeff]+"
FULL_WIDTH = "０１２３４５６７８９"
# The blocks of 256 characters that hold private use, radicals, phonetic signs and U+FEFF; ASCII but its control characters.
_ORDINARY_BLOCKS = bytes(set(range(256)) - {*range(0xE0, 0xF9), 0x2E, 0x2F, 0x31, 0xFE})
_ORDINARY_ASCII = bytes({*range(0x20, 0x80), *b"\t\n\f\r"})
MOST = 500
"""How many runs are looked for; more say no more."""


class OddRun(NamedTuple):
    """A run of full-width digits, or of characters that are no text, by offsets of the running text."""

    start: int
    end: int
    digits: bool


def odd_characters(report: Report) -> tuple[OddRun, ...]:
    """Return the runs of odd characters, in order. A fact."""
    value = report.fact(running_text).value
    if not (
        report.fact(blocks).translate(None, _ORDINARY_BLOCKS)
        or report.fact(ascii_characters).translate(None, _ORDINARY_ASCII)
        or "\ufffd" in value
        or report.fact(full_width_digits)
    ):
        return ()  # the pattern alone takes three times as long to tell
    runs = []
    for match in islice(re.finditer(ODD, value), MOST):
        start = match.start()
        for digits, group in groupby(match[0], str.isdecimal):
            end = start + len(list(group))
            runs.append(OddRun(start, end, digits))
            start = end
    return tuple(runs)


def full_width_digits(report: Report) -> bool:
    """Whether a full-width digit stands in the running text. A fact."""
    return says_any(FULL_WIDTH, report.fact(running_text).value)
