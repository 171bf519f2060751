"""Words of the list of confusable terms, where their context does not make them right."""

from __future__ import annotations

import re
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Any

from gouji.named_tuple import NamedTuple
from gouji_rules.data import data_of
from gouji_rules.facts.clauses import holds
from gouji_rules.facts.running_text import running_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouji.report import Report, Span

MOST = 200
"""How many times one slip is looked for."""
CONTEXT = 24
"""How many characters before a word may decide on it."""


class Confused(NamedTuple):
    """A word where another was meant. `printed` holds enough around it to be recognised."""

    span: Span
    wrong: str
    right: str


def confused_terms(report: Report) -> tuple[Confused, ...]:
    """Return the confused words in document order. A fact."""
    text = report.fact(running_text)
    found: list[tuple[int, int, str, str]] = []
    for term in data_of("confusable_terms")["terms"]:
        if holds(text.value, term["wrong"]):
            of_term = _of_term if len(term["wrong"]) > 1 else _of_character
            found += islice(of_term(text.value, term), MOST)
    return tuple(Confused(text.span(start, end), wrong, right) for start, end, wrong, right in sorted(found))


def _of_term(value: str, term: dict[str, Any]) -> Iterator[tuple[int, int, str, str]]:
    wrong: str = term["wrong"]
    before, after = term.get("before"), term.get("after")
    at = value.find(wrong)
    while at >= 0:
        end = at + len(wrong)
        if (
            (before is None or re.search(f"(?:{before})$", value[max(at - CONTEXT, 0) : at]))
            and (after is None or re.match(after, value[end : end + CONTEXT]))
            and not any(_holds(value, at, wrong, words) for words in term.get("unless", ()))
        ):
            yield at, end, wrong, term["right"]
        at = value.find(wrong, end)


def _of_character(value: str, term: dict[str, Any]) -> Iterator[tuple[int, int, str, str]]:
    """Yield where a word of one character stands after a figure: elsewhere it stands in every sentence."""
    wrong, near = term["wrong"], term.get("near", "")
    pieces = value.split(wrong)[:-1]
    for i, (length, words) in enumerate(zip(accumulate(map(len, pieces)), pieces, strict=True)):
        last = words[-1:]
        if last.isalpha():  # as nearly everywhere: a Chinese character
            continue
        if (last.isdigit() or last.isspace()) and near in words[-CONTEXT:]:
            before = re.search(rf"(?:{term['before']})\Z", words[-CONTEXT:])
            at = length + i
            if before is not None and re.match(term["after"], value[at + 1 : at + 1 + CONTEXT]):
                yield at - len(before[0]), at + 1, before[0] + wrong, before[0] + term["right"]


def _holds(value: str, at: int, wrong: str, words: str) -> bool:
    return value.startswith(words, max(at - words.index(wrong), 0))
