"""Every year and date a report mentions, each with the part it plays. A fact: ask for it with `report.fact(years)`.

A year is stale only where it is the time of this year's work, and a report is full of years that are not: last year's for comparison, those of
document numbers, titles, budgets, laws and plans. So a role is given on evidence, and a mention without any is `Role.UNKNOWN`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from gouji.chapters import chapters
from gouji.report import Paragraph, Section
from gouji_rules.facts.clauses import passages, says_any
from gouji_rules.facts.running_text import running_text
from gouji_rules.facts.year_cues import PROBLEM_HEADING
from gouji_rules.facts.year_forms import CENTURIES, Form, occurrences, printed_years, rare_centuries, two_digits_before
from gouji_rules.facts.year_roles import ALONE, Context, Place, Role, Surroundings, read_role

if TYPE_CHECKING:
    from gouji.report import Node, Pointer, Report, Span
    from gouji_rules.facts.clauses import Passage
    from gouji_rules.facts.year_forms import Printed
    from gouji_rules.facts.year_roles import Reading

__all__ = ["Place", "Role", "YearMention", "places", "texts_with_years", "years"]

MOST_IN_A_SENTENCE = 12
"""A sentence with more years than this is a table or a list pressed into text; nobody could tell their roles."""

MOST_BEFORE_CHAPTERS = 12
"""How many paragraphs may stand before the chapters, where no chapter was recognised."""

QUOTED_BEFORE, QUOTED_AFTER = 40, 60
"""How many characters of a long clause are quoted on either side of the year."""


class YearsOfText:
    """The years of one text. Their context is worked out when the role of one is asked for: most are the report's own year, and no rule asks."""

    __slots__ = ("_context", "_cut", "_node", "_supposed", "_year", "index", "place", "printed", "report")

    def __init__(self, report: Report, index: int, printed: Sequence[Printed], year: int | None) -> None:
        self.report = report
        self.index = index
        self._node = report.fact(running_text).nodes[index]
        self._year = year
        self._cut = report.fact(passages)
        self._context: Context | None = None
        self._supposed: dict[int, YearsOfText] = {}
        self.place = report.fact(places)(index)
        self.printed = printed

    @property
    def passage(self) -> Passage:
        """The text, cut into sentences and clauses."""
        return self._cut(self._node)

    @property
    def context(self) -> Context:
        """The words around the years."""
        if self._context is None:
            around = self._surroundings()
            self._context = Context(self._node.value, self.passage, self.printed, self._year, self.place, around)
        return self._context

    def _surroundings(self) -> Surroundings:
        parent = self._node.parent
        if not isinstance(self._node, Paragraph) or not isinstance(parent, Section):
            return ALONE
        nodes = self.report.fact(running_text).nodes
        beside = [
            nodes[i].value if i < len(nodes) and isinstance(nodes[i], Paragraph) and nodes[i].parent is parent else ""
            for i in (self.index - 1, self.index + 1)
        ]
        return Surroundings(parent.heading.value, *beside)

    def supposing(self, year: int) -> YearsOfText:
        """Return the same years as those of a report on another year."""
        if year not in self._supposed:
            self._supposed[year] = YearsOfText(self.report, self.index, self.printed, year)
        return self._supposed[year]

    def reading(self, index: int) -> Reading:
        """Return the role of one of the years, whether it is sure, and whether its clause tells of work done at that time."""
        item = self.printed[index]
        if self.place is Place.TITLE:
            return Role.NUMBER if item.form in {Form.BARE, Form.BRACKETED} else Role.REPORT, True, False
        context = self.context
        if item.form is Form.BARE and not context.is_cited(item):
            return Role.NUMBER, False, False
        if context.years_in_sentence(index) > MOST_IN_A_SENTENCE:
            return Role.UNKNOWN, False, False
        return read_role(context, index)


class YearMention:
    """A year or date as mentioned.

    `last_year` differs from `year` for a range. `month` and `day` are None where not printed.
    """

    __slots__ = ("_index", "_reading", "_text", "day", "last_year", "month", "span", "year")

    def __init__(self, span: Span, text: YearsOfText, index: int) -> None:
        printed = text.printed[index]
        self.span = span
        self.year = printed.year
        self.last_year = printed.last
        self.month = printed.month
        self.day = printed.day
        self._text = text
        self._index = index
        self._reading: Reading | None = None

    @property
    def role(self) -> Role:
        """What the year is for in its sentence."""
        return self._read()[0]

    @property
    def sure(self) -> bool:
        """Whether no reader would take the role for another."""
        return self._read()[1]

    @property
    def work(self) -> bool:
        """Whether the clause tells of work done at that time, whatever the role."""
        return self._read()[2]

    @property
    def place(self) -> Place:
        """The part of the report that the mention stands in."""
        return self._text.place

    @property
    def passage(self) -> Passage:
        """The text of the mention, cut into sentences and clauses."""
        return self._text.passage

    @property
    def clause(self) -> str:
        """The clause of the mention, to be quoted; with the next one where it holds nothing but the year."""
        text, (start, end) = self.span.node.value, self.passage.clause_at(self.span.start)
        if not text[self.span.end : end].strip(" \t\u3000，,"):
            end = self.passage.clause_at(end)[1]
        return (
            text[max(start, self.span.start - QUOTED_BEFORE) : min(end, self.span.end + QUOTED_AFTER)]
            .strip()
            .rstrip("，,；;。")
        )

    @property
    def form(self) -> Form:
        """How the year is printed."""
        return self._text.printed[self._index].form

    def role_in(self, year: int) -> Role:
        """Return the role that the year would have in a report on another year than this one."""
        return self._text.supposing(year).reading(self._index)[0]

    def _read(self) -> Reading:
        if self._reading is None:
            self._reading = self._text.reading(self._index)
        return self._reading


def years(report: Report) -> tuple[YearMention, ...]:
    """Return the years mentioned in title, headings and paragraphs, in order. Tables are not read: a cell's figure is no year."""
    nodes = report.fact(running_text).nodes
    mentions: list[YearMention] = []
    for index in report.fact(texts_with_years):
        node = nodes[index]
        printed = printed_years(node.value, report.year)
        if printed:
            text = YearsOfText(report, index, printed, report.year)
            mentions += [YearMention(node.span(item.start, item.end), text, i) for i, item in enumerate(printed)]
    return tuple(mentions)


def texts_with_years(report: Report) -> list[int]:
    """Return the indexes of the texts of the running text that may hold a year, told from all of it at once. A fact."""
    text = report.fact(running_text)
    value = text.value
    found = text.holding((*CENTURIES, *rare_centuries(value)))
    found.update(text.index(unit) for unit in occurrences("年", value) if two_digits_before(value, unit) >= 0)
    return sorted(found)


def places(report: Report) -> Callable[[int], Place]:
    """Return the function that tells in what part of the report a text of the running text stands, by its index. A fact."""
    nodes = report.fact(running_text).nodes
    problems: dict[Pointer, bool] = {item.section.pointer: True for item in report.fact(chapters).of("problems")}
    others = [item.section for item in report.fact(chapters).of("other")]
    # The first paragraph of the first chapter still belongs to the opening.
    opened = (
        index
        for index, node in enumerate(nodes)
        if isinstance(node, Paragraph) and (node.parent is not report or index >= MOST_BEFORE_CHAPTERS)
    )
    opening = next(opened, len(nodes))

    def of_problems(node: Node | None) -> bool:
        if not isinstance(node, Section):
            return False
        told = problems.get(node.pointer)
        if told is None:
            told = problems[node.pointer] = says_any(PROBLEM_HEADING, node.heading.value) or of_problems(node.parent)
        return told

    def place(index: int) -> Place:
        node = nodes[index]
        if not isinstance(node, Paragraph):
            return Place.HEADING if isinstance(node.parent, Section) else Place.TITLE
        if of_problems(node.parent):
            return Place.PROBLEMS
        if node.parent in others:
            return Place.OTHER_MATTERS
        return Place.OPENING if index <= opening else Place.TEXT

    return place
