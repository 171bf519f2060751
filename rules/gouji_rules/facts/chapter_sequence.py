"""Whether the chapters of a report stand, and are numbered, in the order of the format."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from gouji.labels import read_ordinal
from gouji.named_tuple import NamedTuple
from gouji.report import Report, Section
from gouji_rules.facts.first_level import FirstLevel, Role, first_level


class Displaced(NamedTuple):
    """A chapter out of place, and one that it should stand right after (or, if it is the first, right before)."""

    section: Section
    neighbour: Section
    after: bool


class ChapterSequence(NamedTuple):
    """The chapters out of place; with none, the first whose number is used twice (True) or goes back, and the one it clashes with."""

    displaced: tuple[Displaced, ...]
    misnumbered: tuple[Section, Section, bool] | None

    @staticmethod
    def number_length(section: Section) -> int:
        """Return how many characters of a heading are its number."""
        ordinal = read_ordinal(section.heading.value)
        return 0 if ordinal is None else ordinal.length

    @property
    def in_order(self) -> bool:
        """Whether nothing is wrong with order and numbers, gaps aside."""
        return not self.displaced and self.misnumbered is None


def chapter_sequence(report: Report) -> ChapterSequence:
    """Return what is out of order among the report's chapters, each taken where it first stands."""
    standing = [entry for entry in report.fact(first_level) if entry.role is Role.CHAPTER]
    places = [_place(entry) for entry in standing]
    if _increases(places):
        return ChapterSequence((), _misnumbered(standing))
    kept = set(longest_increasing(places))
    by_place = dict(zip(places, standing, strict=True))
    displaced = []
    for i, entry in enumerate(standing):
        if i not in kept:
            before = max((place for place in places if place < places[i]), default=None)
            neighbour = before if before is not None else min(place for place in places if place > places[i])
            displaced.append(Displaced(entry.section, by_place[neighbour].section, before is not None))
    return ChapterSequence(tuple(displaced), None)


def _place(entry: FirstLevel) -> int:
    assert entry.item.chapter is not None
    return entry.item.chapter.number


def _misnumbered(standing: Sequence[FirstLevel]) -> tuple[Section, Section, bool] | None:
    numbered = [entry for entry in standing if entry.ordinal is not None]
    if _increases([entry.ordinal.value for entry in numbered if entry.ordinal is not None]):
        return None
    used: dict[int, Section] = {}
    for entry in numbered:
        assert entry.ordinal is not None
        if entry.ordinal.value in used:
            return entry.section, used[entry.ordinal.value], True
        used[entry.ordinal.value] = entry.section
    for before, entry in pairwise(numbered):
        assert before.ordinal is not None
        assert entry.ordinal is not None
        if entry.ordinal.value < before.ordinal.value:
            return entry.section, before.section, False
    return None


def _increases(values: list[int]) -> bool:
    """Whether each value is greater than the one before."""
    return values == sorted(set(values))


def longest_increasing(values: Sequence[int]) -> list[int]:
    """Return the indexes of a longest strictly increasing subsequence: what may stay where it is."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for i, value in enumerate(values):
        at = bisect_left(tails, value)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [value]
        ends[at : at + 1] = [i]
    kept: list[int] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.append(at)
        at = before[at]
    return kept[::-1]
