"""Characters that clean text has none of: full-width digits, and what is no text at all. One search finds both."""

from __future__ import annotations

import re
from itertools import groupby, islice
from typing import TYPE_CHECKING, NamedTuple

from gouji_rules.facts.running_text import running_text

if TYPE_CHECKING:
    from gouji.report import Report

# Full-width digits; private use, replacement and control characters, radicals instead of characters, phonetic signs.
ODD = "[０-９\ue000-\uf8ff\ufffd\u2e80-\u2fdf\u3105-\u312f\x00-\x08\x0b\x0e-\x1f\ufeff]+"
MOST = 500
"""How many runs are looked for; more say no more."""


class OddRun(NamedTuple):
    """A run of full-width digits, or of characters that are no text, by offsets of the running text."""

    start: int
    end: int
    digits: bool


def odd_characters(report: Report) -> tuple[OddRun, ...]:
    """Return the runs of odd characters, in order. A fact."""
    runs = []
    for match in islice(re.finditer(ODD, report.fact(running_text).value), MOST):
        start = match.start()
        for digits, group in groupby(match[0], str.isdecimal):
            end = start + len(list(group))
            runs.append(OddRun(start, end, digits))
            start = end
    return tuple(runs)
