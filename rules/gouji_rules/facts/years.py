"""Every year and date a report mentions, each with the part it plays. A fact: ask for it with `report.fact(years)`.

A year is stale only where it is the time of this year's work, and a report is full of years that are not: last year's for comparison, those of
document numbers, titles, budgets, laws and plans. So a role is given on evidence, and a mention without any is `Role.UNKNOWN`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from gouji.chapters import chapters
from gouji.report import Paragraph, Section
from gouji_rules.facts.clauses import passages, says_any
from gouji_rules.facts.year_cues import PROBLEM_HEADING
from gouji_rules.facts.year_forms import Form, printed_years
from gouji_rules.facts.year_roles import Context, Place, Role, read_role

if TYPE_CHECKING:
    from gouji.report import Pointer, Report, Span, Text
    from gouji_rules.facts.clauses import Passage
    from gouji_rules.facts.year_forms import Printed

__all__ = ["Place", "Role", "YearMention", "placed_texts", "years"]

MOST_IN_A_SENTENCE = 12
"""A sentence with more years than this is a table or a list pressed into text; nobody could tell their roles."""

MOST_BEFORE_CHAPTERS = 12
"""How many paragraphs may stand before the chapters, where no chapter was recognised."""

QUOTED_BEFORE, QUOTED_AFTER = 40, 60
"""How many characters of a long clause are quoted on either side of the year."""


class YearMention(NamedTuple):
    """A year or date as mentioned.

    `last_year` differs from `year` for a range. `month` and `day` are None where not printed. `sure` tells that no reader
    would take the role for another; `work` that the clause tells of work done at that time, whatever the role.
    """

    span: Span
    year: int
    last_year: int
    month: int | None
    day: int | None
    role: Role
    sure: bool
    work: bool
    place: Place
    passage: Passage

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


def years(report: Report) -> tuple[YearMention, ...]:
    """Return the years mentioned in title, headings and paragraphs, in order. Tables are not read: a cell's figure is no year."""
    cut = report.fact(passages)
    mentions: list[YearMention] = []
    for node, place in report.fact(placed_texts):
        printed = printed_years(node.value, report.year)
        if printed:
            mentions += _mentions(report, node, place, printed, cut(node))
    return tuple(mentions)


def placed_texts(report: Report) -> list[tuple[Text, Place]]:
    """Return title, headings and paragraphs in order, each with the part of the report it stands in. A fact."""
    chapter = {item.section.pointer for item in report.fact(chapters).of("problems")}
    texts: list[tuple[Text, Place]] = [] if report.title is None else [(report.title, Place.TITLE)]
    problems: set[Pointer] = set()
    opened = False
    for block in report.blocks():
        parent = None if block.parent is None else block.parent.pointer
        if isinstance(block, Section):
            if block.pointer in chapter or parent in problems or says_any(PROBLEM_HEADING, block.heading.value):
                problems.add(block.pointer)
            texts.append((block.heading, Place.HEADING))
        elif isinstance(block, Paragraph):
            place = Place.PROBLEMS if parent in problems else Place.TEXT if opened else Place.OPENING
            texts.append((block, place))
            opened = opened or parent != () or len(texts) > MOST_BEFORE_CHAPTERS
    return texts


def _mentions(
    report: Report, node: Text, place: Place, printed: Sequence[Printed], passage: Passage
) -> list[YearMention]:
    context = Context(node.value, passage, printed, report.year, place)
    mentions = []
    for index, item in enumerate(printed):
        role, sure, work = Role.UNKNOWN, False, False
        if item.form is Form.BARE and not context.is_cited(item):
            role = Role.NUMBER
        elif context.years_in_sentence(index) <= MOST_IN_A_SENTENCE:
            role, sure, work = read_role(context, index)
        mentions.append(
            YearMention(
                node.span(item.start, item.end), item.year, item.last, item.month, item.day,
                role, sure, work, place, passage,
            )
        )  # fmt: skip
    return mentions
