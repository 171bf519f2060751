"""Faults in the numbers of headings: left out, used twice, of another style, going back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gouji.labels import LEVELS, fold
from gouji.named_tuple import NamedTuple
from gouji.report import Pointer, Report, Text
from gouji_rules.facts.absent_chapters import absent_chapters
from gouji_rules.facts.chapter_sequence import chapter_sequence
from gouji_rules.facts.first_level import FirstLevel, Role, first_level
from gouji_rules.facts.headings import Heading, Kind, headings


class NumberingFault(NamedTuple):
    """One fault: its kind, the heading it shows at, the one it shows against, and others like it.

    Kinds: `gap` (`missing` holds the numbers left out, as printed), `twice`, `back`, `style`, `nested` (a number of the style
    that the heading above has) and `unnumbered` (a chapter among numbered ones).
    """

    kind: str
    heading: Heading
    against: Heading | None
    missing: str = ""
    others: tuple[Heading, ...] = ()


def numbering_faults(report: Report) -> tuple[NumberingFault, ...]:
    """Return the faults in the numbers of the report's headings, in document order, each once."""
    finder = _Finder(report)
    faults = [*finder.first_level(), *finder.below()]
    if not faults:
        return ()
    order = {heading: i for i, heading in enumerate(finder.headings)}
    return tuple(sorted(faults, key=lambda fault: order[fault.heading]))


class _Finder:
    def __init__(self, report: Report) -> None:
        self.report = report
        self.headings = report.fact(headings)
        entries = {entry.section.pointer: entry for entry in report.fact(first_level)}
        # The first-level sections that headings are of.
        self.entries = {
            heading: entries[heading.section.pointer]
            for heading in self.headings
            if heading.section is not None and heading.section.pointer in entries
        }
        self.texts: list[Text] = []
        self.at: dict[Pointer, int] = {}

    def first_level(self) -> Iterator[NumberingFault]:
        """Yield the faults among first-level sections. What is wrong with the chapters' order is another rule's business."""
        top = list(self.entries.items())
        standing = [(heading, entry) for heading, entry in top if entry.role in (Role.CHAPTER, Role.EXTRA)]
        numbered = [(heading, entry) for heading, entry in standing if heading.ordinal is not None]
        yield from self.nested(top)
        yield from self.unnumbered(standing, numbered)
        yield from _change_of_form([heading for heading, _ in numbered])
        if self.report.fact(chapter_sequence).in_order and not _count_from(
            1, _values([heading for heading, _ in numbered])
        ):
            taken = {h.ordinal.value for h, entry in numbered if h.ordinal is not None and entry.role is Role.CHAPTER}
            # A section that is no chapter and bears a chapter's number is one too many: its number is not the point.
            run = [
                (heading, entry)
                for heading, entry in numbered
                if entry.role is Role.CHAPTER or heading.ordinal is None or heading.ordinal.value not in taken
            ]
            yield from self.gaps_between_chapters(run)

    def nested(self, top: Sequence[tuple[Heading, FirstLevel]]) -> Iterator[NumberingFault]:
        """Yield one fault for all sections that are numbered as the chapter they are a part of."""
        starts = [
            (heading, entry.of)
            for heading, entry in top
            if entry.role is Role.INNER
            and heading.ordinal is not None
            and heading.ordinal.value == 1
            and entry.of is not None
            and entry.of.ordinal is not None
            and entry.of.ordinal.style == heading.ordinal.style
        ]
        if starts:
            by_section = {entry.section.pointer: heading for heading, entry in top}
            first, owner = starts[0]
            yield NumberingFault(
                "nested", first, by_section[owner.section.pointer], others=tuple(heading for heading, _ in starts[1:])
            )

    def unnumbered(
        self,
        standing: Sequence[tuple[Heading, FirstLevel]],
        numbered: Sequence[tuple[Heading, FirstLevel]],
    ) -> Iterator[NumberingFault]:
        bald = [heading for heading, entry in standing if heading.ordinal is None and entry.role is Role.CHAPTER]
        if bald and len(numbered) > len(bald):
            yield NumberingFault("unnumbered", bald[0], numbered[0][0], others=tuple(bald[1:]))

    def gaps_between_chapters(self, run: Sequence[tuple[Heading, FirstLevel]]) -> Iterator[NumberingFault]:
        absent = [item.chapter.number for item in self.report.fact(absent_chapters)]
        value, place = 0, 0
        before: Heading | None = None
        for heading, entry in run:
            assert heading.ordinal is not None
            chapter = entry.item.chapter
            here = chapter.number if chapter is not None else place
            between = sum(1 for number in absent if place < number < here) if chapter is not None else len(absent)
            first, last = value + 1, heading.ordinal.value - 1
            # An unnumbered chapter takes up a number too, and is told of by itself.
            if last >= first and last - first + 1 > between + self.bald_between(before, heading):
                yield from self.gap(heading, before, first, last)
            value, place, before = max(value, heading.ordinal.value), max(place, here), heading

    def bald_between(self, before: Heading | None, heading: Heading) -> int:
        start = self.headings.index(before) + 1 if before is not None else 0
        between = self.headings[start : self.headings.index(heading)]
        return sum(
            1 for h in between if h.ordinal is None and h in self.entries and self.entries[h].role is Role.CHAPTER
        )

    def below(self) -> Iterator[NumberingFault]:
        """Yield the faults among headings below the first level, run by run."""
        series: dict[int, list[Heading]] = {}
        # A chapter's heading that stands elsewhere keeps its number, which belongs to no run there.
        chapters = {absent.content for absent in self.report.fact(absent_chapters)}
        for heading in self.headings:
            if chapters and heading.span in chapters and heading.kind is not Kind.ITEM and LEVELS[_style(heading)] == 1:
                continue
            if heading.ordinal is None:
                continue
            if heading not in self.entries or self.entries[heading].role in (Role.INNER, Role.PREFACE):
                series.setdefault(heading.series, []).append(heading)
        runs = [run for run in series.values() if run[0] not in self.entries or len(run) > 1]
        filled: set[Heading] = set()
        faults: list[NumberingFault] = []
        previous: dict[Heading | None, Heading] = {}
        for run in runs:
            first = run[0]
            assert first.ordinal is not None
            faults += _nested_below(first)
            if first.ordinal.value > 1:
                fault = self.start(run, previous.get(first.parent))
                if fault is not None:
                    faults.append(fault)
                    if fault.kind == "style" and fault.against is not None:
                        filled.add(fault.against)
            previous[first.parent] = run[-1]
        for run in runs:
            faults += _change_of_form(run)
            faults += [fault for fault in self.steps(run) if fault.against not in filled]
        yield from faults

    def start(self, run: Sequence[Heading], previous: Heading | None) -> NumberingFault | None:
        """Return the fault of a run that does not start at 1: it goes on another in another style, or lost its start."""
        first = run[0]
        assert first.ordinal is not None
        for candidate in (first.parent, previous):
            if candidate is None or candidate.level == 1 or candidate.ordinal is None:
                continue
            goes_on = candidate.ordinal.value == first.ordinal.value - 1
            if goes_on and candidate.ordinal.style != first.ordinal.style:
                return NumberingFault("style", first, candidate)
        if first.ordinal.value > 2 and len(run) == 1:
            return None  # a number that stands alone, as 3. in a line of running text, starts no run
        if first.kind is Kind.ITEM and len(run) == 1:
            return None
        if first.ordinal.value == 2 and _is_twice(run, 0):
            return None  # （二）（二）（三）: the first of them is （一）, and that it is used twice is told
        return next(self.gap(first, first.parent, 1, first.ordinal.value - 1), None)

    def steps(self, run: Sequence[Heading]) -> Iterator[NumberingFault]:
        numbers = _values(run)
        if _count_from(numbers[0], numbers):
            return
        alike = Counter(heading.words for heading in run)
        values = set(numbers)
        for i, (before, heading) in enumerate(pairwise(run)):
            assert before.ordinal is not None
            assert heading.ordinal is not None
            step = heading.ordinal.value - before.ordinal.value
            if step > 1 and not any(before.ordinal.value < value < heading.ordinal.value for value in values):
                # The number left out is the one that a number used twice beside it should have been.
                if step > 2 or not (_is_twice(run, i - 1) or _is_twice(run, i + 1)):
                    yield from self.gap(heading, before, before.ordinal.value + 1, heading.ordinal.value - 1)
            elif _is_twice(run, i):
                yield NumberingFault("twice", heading, before)
            elif step < 0 and (not heading.words or alike[heading.words] == 1):
                yield NumberingFault("back", heading, before)

    def gap(self, heading: Heading, before: Heading | None, first: int, last: int) -> Iterator[NumberingFault]:
        """Yield the numbers left out, unless they stand inside the text between the two headings."""
        numbers = [heading.numbered(value) for value in range(first, last + 1)]
        between = self.text_between(before, heading)
        squeezed = ["".join(fold(text).split()) for text in between]
        left_out = [number for number in numbers if not any(_stands(number, text) for text in squeezed)]
        # A line that starts with a lone closing bracket has lost its number on the way, not in the report.
        damaged = sum(1 for text in squeezed if text.startswith((")", "、")))
        if len(left_out) > damaged:
            yield NumberingFault("gap", heading, before, "".join(f"“{number}”" for number in left_out))

    def text_between(self, before: Heading | None, heading: Heading) -> list[str]:
        if not self.texts:
            self.texts = list(self.report.texts())
            self.at = {text.pointer: i for i, text in enumerate(self.texts)}
        start = 0 if before is None else self.at[before.span.node.pointer]
        end = self.at[heading.span.node.pointer]
        return [text.value for text in self.texts[start:end]]


def _style(heading: Heading) -> str:
    return heading.ordinal.style if heading.ordinal is not None else "subitem"


def _values(run: Sequence[Heading]) -> list[int]:
    return [heading.ordinal.value for heading in run if heading.ordinal is not None]


def _count_from(first: int, numbers: Sequence[int]) -> bool:
    """Whether numbers start with `first`, and each is one more than the one before."""
    return numbers == list(range(first, first + len(numbers)))


def _stands(number: str, text: str) -> bool:
    plain = fold(number)
    return plain in text or (plain[-1] in ".、" and (plain[:-1] + "." in text or plain[:-1] + "、" in text))


def _is_twice(run: Sequence[Heading], at: int) -> bool:
    """Whether a heading of a run and the next one have one number and are not the same heading."""
    if not 0 <= at < len(run) - 1:
        return False
    before, heading = run[at], run[at + 1]
    assert before.ordinal is not None
    assert heading.ordinal is not None
    return before.ordinal.value == heading.ordinal.value and (not heading.words or heading.words != before.words)


def _change_of_form(run: Sequence[Heading]) -> Iterator[NumberingFault]:
    """Yield one fault where the numbers of a run are not all printed alike (1. and then 2、)."""
    forms = [heading.number_form for heading in run]
    if len(set(forms)) < 2:
        return
    at = next(i for i, form in enumerate(forms) if form != forms[0])
    others = tuple(other for other, form in zip(run[at + 1 :], forms[at + 1 :], strict=True) if form != forms[0])
    yield NumberingFault("style", run[at], run[at - 1], others=others)


def _nested_below(first: Heading) -> Iterator[NumberingFault]:
    parent = first.parent
    if parent is None or parent.ordinal is None or first.ordinal is None or first.ordinal.value != 1:
        return
    if parent.ordinal.style == first.ordinal.style or LEVELS[first.ordinal.style] == LEVELS["chapter"]:
        yield NumberingFault("nested", first, parent)
