"""Lists of parts of a whole in the text: 公开信息229条，其中政务动态193条、政策文件11条…. A fact: ask for it with `report.fact(part_lists)`.

A list is exhaustive only by its words (分别为, 依次为, 合计, 其中…其余…) or by nature: natural persons and organisations, four quarters, all statutory results, a thing and
its contrary. Of any other, no more can be said than that its parts should not exceed the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from gouji.named_tuple import NamedTuple
from gouji_rules.facts import list_cues as cue
from gouji_rules.facts.clauses import after_last, before_first, says_any
from gouji_rules.facts.quantities import quantities
from gouji_rules.facts.quantity_cues import DIGITS, HAN, UNITS
from gouji_rules.facts.quantity_forms import PERCENT

if TYPE_CHECKING:
    from gouji.report import Report
    from gouji_rules.facts.quantities import Number, Quantities, Quantity

FARTHEST_LEAD = 24
MOST = 60
"""A sentence with more quantities than this is a table pressed into text."""

COARSENESS = {"、": 1, "，": 2, ",": 2, "；": 3, ";": 3}


class PartList(NamedTuple):
    """A whole with its parts, as indexes of the paragraph's quantities.

    `wholes` are all that may be meant, the nearest first. `overlapping` tells that the parts are said to share members, `adjacent` that the first part
    follows the whole with nothing counted between.
    """

    quantities: Quantities
    wholes: tuple[int, ...]
    parts: tuple[int, ...]
    exhaustive: bool
    overlapping: bool
    adjacent: bool
    names: tuple[str, ...]
    """The own words of each part, empty in a list that a total ends."""

    @property
    def whole(self) -> Quantity:
        """The nearest whole."""
        return self.quantities.items[self.wholes[0]]

    @property
    def largest(self) -> Number:
        """The largest whole that may be meant: of several before 其中, all of them together."""
        return sum(self.quantities.items[index].value for index in self.wholes)

    def is_plainly_part(self, index: int) -> bool:
        """Whether the part of that number is plainly one of the whole: of the first part's known kind, or named by the same word."""
        name = self.names[index]
        kind = _kind(name)
        return (bool(kind) and kind == _kind(self.names[0])) or _shares_a_word(
            name, self.quantities.counted(self.wholes[0])
        )

    @property
    def carried(self) -> Number:
        """What is said beside the wholes to have been carried over: it is divided with them (收到9件，上年结转1件，其中…)."""
        items = self.quantities.items
        first, _ = self.quantities.period(items[min(self.parts[0], *self.wholes)].start)
        unit = self.whole.unit
        return sum(
            items[at].value
            for at in range(max(0, self.parts[0] - MOST), self.parts[0])
            if items[at].start >= first
            and items[at].unit == unit
            and at not in self.wholes
            and says_any(cue.CARRIED, self.quantities.lead(at))
        )

    @property
    def are_pairs(self) -> bool:
        """Whether each part is of a whole of its own: 行政复议96件，行政诉讼72件，涉及信息公开的分别为13件和8件."""
        items = self.quantities.items
        between = self.quantities.text[items[self.wholes[0]].end : items[self.parts[0]].start]
        return len(self.wholes) == len(self.parts) > 1 and says_any(cue.PAIRED, between)

    @property
    def members(self) -> tuple[Quantity, ...]:
        """The parts themselves."""
        return tuple(self.quantities.items[index] for index in self.parts)

    @property
    def is_exact(self) -> bool:
        """Whether no number of the list is approximate or rounded."""
        return all(item.is_exact for item in (self.whole, *self.members))


def part_lists(report: Report) -> tuple[PartList, ...]:
    """Return the lists of every paragraph, in document order."""
    return tuple(
        found for paragraph in report.fact(quantities) if _may_open(paragraph.squeezed) for found in _lists(paragraph)
    )


def _lists(paragraph: Quantities) -> Iterator[PartList]:
    items = paragraph.items
    for indexes in _joined(paragraph):
        if 1 < len(indexes) <= MOST:
            between = paragraph.text[items[indexes[0]].end - 1 : items[indexes[-1]].end]
            if _may_open("".join(between.split())):
                yield from _Period(paragraph, indexes).lists()


def _joined(paragraph: Quantities) -> Iterator[range]:
    """Yield the quantities of each sentence, with those of the next where it goes on to divide them: 公开60条。其中网站40条…."""
    joined: range | None = None
    for indexes in paragraph.periods:
        if joined is None:
            joined = indexes
        elif _goes_on(paragraph, indexes.start):
            joined = range(joined.start, indexes.stop)
        else:
            yield joined
            joined = indexes
    if joined is not None:
        yield joined


def _goes_on(paragraph: Quantities, first: int) -> bool:
    """Whether the sentence whose first quantity that is begins by dividing what the sentence before it counted."""
    at = paragraph.items[first].start
    opening = paragraph.text[paragraph.period(at)[0] : at].lstrip()
    if not opening.startswith(_GOES_ON):
        return False
    return opening.startswith("其中") or _is_divided(before_first("，,：:", opening[:FARTHEST_LEAD]))


_GOES_ON = ("其中", *cue.DIVIDED_BY)


def _may_open(words: str) -> bool:
    """Whether something in words without blanks may open a list, or sum one up: in most paragraphs and sentences nothing does."""
    if says_any(cue.OPENS, words) or says_any(cue.SUMS, words):
        return True
    for mark in cue.OPENS_BESIDE:
        at = words.find(mark)
        while at >= 0:
            if words[at - 1 : at] in _QUANTITY_ENDS:
                return True
            at = words.find(mark, at + 1)
    at = words.find(cue.MADE_OF)
    while at >= 0:
        if not _NUMERALS.isdisjoint(words[at + 1 : at + 2 + cue.FARTHEST_MADE_OF]):
            return True
        at = words.find(cue.MADE_OF, at + 1)
    return _is_divided(words) or _is_summed_up(words)


def _is_divided(words: str) -> bool:
    """Whether words tell by what a whole is divided: 按渠道分, 从渠道看."""
    for by, (further, divided) in cue.DIVIDED_BY.items():
        at = words.find(by)
        while at >= 0:
            if says_any(divided, words[at + further : at + further + cue.FARTHEST_DIVIDED]):
                return True
            at = words.find(by, at + 1)
    return False


def _is_summed_up(words: str) -> bool:
    """Whether a number may sum up those before it: 建议8件、提案12件，共20件."""
    for mark in cue.SUMMED_UP:
        at = words.find(mark)
        while at >= 0:
            if words[at + 2 : at + 3] in _NUMERALS:
                return True
            at = words.find(mark, at + 1)
    return False


_NUMERALS = DIGITS | set(HAN)
_QUANTITY_ENDS = _NUMERALS | PERCENT | {*"万亿", *(unit[-1] for units in UNITS for unit in units)}


class _Period:
    """The quantities of one sentence, with what stands between them and how deep in brackets they are."""

    def __init__(self, paragraph: Quantities, indexes: range) -> None:
        self.paragraph = paragraph
        self.items = paragraph.items
        self.first, self.last = indexes[0], indexes[-1]
        self.start, self.end = (
            paragraph.period(self.items[self.first].start)[0],
            paragraph.period(self.items[self.last].start)[1],
        )
        self.taken: set[int] = set()
        self.depths: dict[int, int] = {}
        self.gaps: dict[int, str] = {}
        self.owns: dict[int, str] = {}
        depth, at = 0, self.start
        for index in indexes:
            gap = "".join(paragraph.text[at : self.items[index].start].split())
            if "（" in gap or "）" in gap or "(" in gap or ")" in gap:
                depth = max(0, depth + gap.count("（") + gap.count("(") - gap.count("）") - gap.count(")"))
                gap = _without_brackets(gap)
            self.depths[index] = depth
            self.gaps[index] = gap
            at = self.items[index].end

    def gap(self, index: int) -> str:
        """The words between a quantity and the one before it, or the beginning of the sentence, without closed brackets."""
        return self.gaps[index]

    def own(self, index: int) -> str:
        """The words of a quantity itself: those after the last mark before it."""
        if index not in self.owns:
            self.owns[index] = after_last("，,、；;：:（(）)", self.gaps[index]).removeprefix("其中")
        return self.owns[index]

    def lists(self) -> Iterator[PartList]:
        index = self.first
        while index <= self.last:
            if says_any(cue.SUMS, self.gaps[index][-10:]) and re.match(cue.SUMMED, self.own(index)):
                yield from self._summed(index)
            elif self.gaps[index].endswith(cue.SUMMED_UP) and self._names_nothing_behind(index):
                yield from self._summed_up(index)
            elif index > self.first and self._opens(index):
                found = self._opened(index)
                if found is not None:
                    yield found
                    self.taken.update(found.parts)
                    index = max(index, found.parts[-1])
            index += 1

    def _opens(self, index: int) -> bool:
        gap = self.gaps[index]
        if says_any(cue.OPENS, gap) or cue.MADE_OF in gap[-1 - cue.FARTHEST_MADE_OF :] or _is_divided(gap):
            return True
        # A bracket or colon opens a list of the number it follows, and not of another thing named before it.
        between = self.paragraph.text[self.items[index - 1].end : self.items[index].start].lstrip()
        return between.startswith(cue.OPENS_BESIDE) and says_any(cue.OPENS_BESIDE, gap)

    def _opened(self, first: int) -> PartList | None:
        """Return the list whose first part this is."""
        unit = self.items[first].unit
        wholes = []
        for index in range(first - 1, self.first - 1, -1):
            # A part of another list is divided further where the list goes on with it, and not after another mark than ，.
            near = (
                index == first - 1 and self._is_of_one_sentence(index, first) and not says_any("；;", self.gap(first))
            )
            if self._may_be_whole(index, unit, self.depths[first]) and (near or index not in self.taken):
                wholes.append(index)
            if wholes and says_any("；;", self.gap(index)):
                break
        if not wholes or not self.items[first].is_count:
            return None
        parts, mixed, rest = self._parts(first, self.items[wholes[0]])
        if not parts or not self._fits(wholes[0], first) or self._is_comparison(wholes[0], parts):
            return None
        words = "".join(self.paragraph.text[self.items[wholes[0]].end : self._end(parts[-1])].split())
        names = [self.name(part) for part in parts]
        open_ended = self.paragraph.text[self.items[parts[-1]].end :].lstrip().startswith(cue.OPEN_ENDED)
        closed = rest or says_any(cue.CLOSED, self.gap(first))
        exhaustive = not open_ended and not mixed and len(parts) > 1 and (closed or is_by_nature(names))
        overlapping = says_any(cue.OVERLAP, words)
        own = tuple(self.own(part) for part in parts)
        adjacent = wholes[0] == first - 1 and self._is_of_one_sentence(wholes[0], first)
        return PartList(self.paragraph, tuple(wholes), tuple(parts), exhaustive, overlapping, adjacent, own)

    def _is_of_one_sentence(self, one: int, other: int) -> bool:
        return self.paragraph.period(self.items[one].start) == self.paragraph.period(self.items[other].start)

    def _fits(self, whole: int, first: int) -> bool:
        """Whether parts are of that whole: results belong to what was dealt with, and not to all that was received."""
        if _kind(self.own(first)) != "result":
            return True
        return says_any(cue.DEALT_WITH, self.gap(whole) + self.gap(first))

    def _is_comparison(self, whole: int, parts: Sequence[int]) -> bool:
        """Whether years alone are named, to compare the whole with: 同比下降16.4%（2021年67件）."""
        if not all(self.own(part)[:2] in {"19", "20"} and re.match(cue.YEAR_ALONE, self.own(part)) for part in parts):
            return False
        between = self.paragraph.text[self.items[whole].end : self.items[parts[0]].start]
        return len(parts) == 1 or says_any(cue.ASIDE, between)

    def name(self, index: int) -> str:
        """What a part is called: its own words, or those after it where it has none."""
        own = self.paragraph.shared_out(index) or self.own(index)
        return own if own and not own.startswith(cue.REST) else own + self.paragraph.tail(index)[:12]

    def _end(self, index: int) -> int:
        return min(self.end, self.items[index].end + 12)

    def _may_be_whole(self, index: int, unit: str, depth: int) -> bool:
        item = self.items[index]
        before = self.own(index)
        return (
            item.is_count
            and bool(item.unit)
            and unit in {item.unit, ""}
            and self.depths[index] < depth + (not says_any("（(", self.gap(index + 1)))
            and not says_any(cue.ASIDE, before)
        )

    def _parts(self, first: int, whole: Quantity) -> tuple[list[int], bool, bool]:
        """Return the parts from the first on, whether something in other units stands among them, and whether the rest is named."""
        parts: list[int] = []
        mixed = False
        finest = coarsest = max(COARSENESS.values())
        depth, kind, total = self.depths[first], "", 0
        for index in range(first, self.last + 1):
            item, own = self.items[index], self.own(index)
            if self.depths[index] > depth or not item.is_count:
                continue
            here = _kind(own)
            if kind and here and here != kind:
                break
            if index > first:
                mark = self._mark(parts, index)
                if self.depths[index] < depth or says_any(cue.WITHIN, self.gap(index)):
                    break
                # After ； a number with its own 共 is another whole.
                if mark == coarsest and self._is_total(own) and not self._is_total(self.own(first)):
                    break
                # A coarser mark than before ends a list, unless the part is plainly another of the same kind.
                coarser = mark > finest and (not here or here != kind)
                if not own.startswith(cue.REST) and (coarser or self._is_past_the_end(parts, own, first, mark)):
                    break
                finest = min(finest, mark)
            kind = kind or here
            if item.unit not in {whole.unit, ""}:
                mixed = True
            elif not self._is_aside(own, index == first):
                parts.append(index)
                total += int(item.value) if item.is_exact else 0
                if own.startswith(cue.REST):
                    return parts, mixed, True
                if total == whole.value and len(parts) > 1:
                    break
        return parts, mixed, False

    def _is_aside(self, own: str, opens: bool) -> bool:
        """Whether a quantity among the parts is none: a change, another measure, or a part of the part before it."""
        if not opens and own.startswith(cue.NESTED):
            return True
        return says_any(cue.ASIDE, own) or says_any(cue.ANOTHER_MEASURE, own)

    def _mark(self, parts: Sequence[int], index: int) -> int:
        """How coarse the mark is that divides a quantity from the part before it; 0 where none stands between."""
        start = self.items[parts[-1] if parts else index - 1].end
        between = _without_brackets(self.paragraph.text[start : self.items[index].start])
        return max((coarseness for mark, coarseness in COARSENESS.items() if mark in between), default=0)

    def _is_over(self, own: str) -> bool:
        """Whether the words of a number begin a new statement."""
        return own.startswith(cue.NEW_STATEMENT) and not own.startswith((*cue.NO_STATEMENT, *cue.REST))

    def _is_past_the_end(self, parts: Sequence[int], own: str, first: int, mark: int) -> bool:
        """Whether a new statement begins, 等 closed the list, or a number tells of another division: who published how much, how documents are disclosed."""
        opening = self.own(first)
        if self._is_over(own) or (own.startswith(cue.DISCLOSURES) and not opening.startswith(cue.DISCLOSED)):
            return True
        if mark > COARSENESS["、"] and _publishes(own) and not _publishes(opening):
            return True
        if mark == COARSENESS["；"] and _kind(own) != _kind(opening):
            return True
        return bool(parts) and self._is_open_ended(parts[-1])

    def _is_open_ended(self, part: int) -> bool:
        """Whether 等 stands behind a part."""
        end = self.items[part].end
        behind = self.paragraph.text[end : end + 4].lstrip()
        return behind.startswith(cue.OPEN_ENDED) and not behind.startswith(cue.NO_END)

    def _is_total(self, own: str) -> bool:
        """Whether the words of a number name a thing of its own and sum it up: 行政诉讼案件共."""
        verb = next((verb for verb in cue.TOTAL_VERBS if own.endswith(verb)), "")
        stem = own.removesuffix(verb)
        return any(
            stem.endswith(total) and stem[: -len(total)][-1:] not in {"", *"共总合"} for total in cue.ITS_OWN_TOTAL
        )

    def _summed(self, at: int) -> Iterator[PartList]:
        """Yield the list that a total ends: 网站120条，微信80条，合计200条."""
        whole = self.items[at]
        parts: list[int] = []
        for index in range(at - 1, self.first - 1, -1):
            item = self.items[index]
            if not item.is_count or self.depths[index] > self.depths[at]:
                continue
            if item.unit != whole.unit or says_any(cue.ASIDE, self.own(index)):
                break
            parts.insert(0, index)
        words = self.paragraph.text[self.start : whole.start]
        # 等 leaves the list open, and its total may hold more: 财政30条、教育20条等，共120条.
        if (
            len(parts) > 1
            and not self._is_open_ended(parts[-1])
            and not says_any(("其中", "包括", "含"), words)
            and not says_any(cue.OVERLAP, words)
        ):
            yield PartList(self.paragraph, (at,), tuple(parts), True, False, False, ("",) * len(parts))

    def _names_nothing_behind(self, index: int) -> bool:
        return self.paragraph.text[self.items[index].end :][:1] in {"", *"，。；,;"}

    def _summed_up(self, at: int) -> Iterator[PartList]:
        """Yield the list that 共 ends, where no stage of what is counted stands in it and its last numbers alone do not make up the total."""
        for found in self._summed(at):
            told = self.paragraph.text[self.items[found.parts[0]].start : self.items[at].start]
            values = [part.value for part in found.members]
            is_apart = says_any("；;", told) or says_any(cue.STAGES, "".join(map(self.own, found.parts)))
            if not is_apart and all(sum(values[first:]) != found.whole.value for first in range(len(values) - 1)):
                yield found


def _kind(own: str) -> str:
    """Return of what kind the first thing is that words name; empty where it is of none."""
    for at, char in enumerate(own):
        for word, kind in _KINDS_BY_FIRST.get(char, ()):
            if own.startswith(word, at):
                return kind
    return ""


_KINDS_BY_FIRST: dict[str, list[tuple[str, str]]] = {}
for _kind_name, _words in cue.KINDS.items():
    for _word in _words:
        _KINDS_BY_FIRST.setdefault(_word[0], []).append((_word, _kind_name))


def _publishes(own: str) -> bool:
    """Whether words end in a verb of publishing: 官方微博发布信息."""
    for thing in cue.PUBLISHES:
        own = own.removesuffix(thing)
    return own.endswith(cue.PUBLISHED) and not own.endswith(cue.NO_PUBLISHED)


def _without_brackets(words: str) -> str:
    return re.sub(r"[（(][^（()）]*[）)]", "", words) if says_any("）)", words) else words


def _shares_a_word(one: str, other: str) -> bool:
    return any(other[at : at + 2] in one for at in range(len(other) - 1))


def is_by_nature(names: Sequence[str]) -> bool:
    """Whether parts of these names are all there can be: of each kind given by nature one, or a thing and its contrary."""
    for kinds in cue.BY_NATURE:
        if len(names) == len(kinds) and all(any(says_any(kind, name) for name in names) for kind in kinds):
            return True
    return len(names) == 2 and any(
        _is_contrary(one, other) for one, other in (*pairwise(names), *pairwise(names[::-1]))
    )


def _is_contrary(one: str, other: str) -> bool:
    rest = _without_denial(other)
    return (
        bool(rest)
        and rest != other
        and (one.endswith(rest) or rest.endswith(one[-2:]))
        and not one.startswith(cue.COMPLEMENT)
    )


def _without_denial(name: str) -> str:
    denial = next((word for word in cue.COMPLEMENT if name.startswith(word)), "")
    rest = name.removeprefix(denial)
    verb = next((word for word in cue.COMPLEMENT_VERBS if rest.startswith(word)), "") if denial else ""
    return rest.removeprefix(verb)
