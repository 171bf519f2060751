"""The topics of 总体情况 that the report does not treat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gouji.named_tuple import NamedTuple
from gouji.report import Report, Section
from gouji_rules.facts.chapter_contents import ChapterContent, chapter_contents, sentences_on_work, squeezed
from gouji_rules.facts.clauses import cut, says_any

if TYPE_CHECKING:
    from gouji.formats import Topic

TOPICS = "CN108"
ACCOUNTABILITY = "CN109"
"""The rules that the topics of the edition belong to."""
ENUMERATED = 3
"""So many topics in one clause are a list of what there is to do, and no word about any of them."""
DIVIDED = 3
"""So many headings that name topics show that the chapter is divided by them."""


class Untreated(NamedTuple):
    """The topics not treated, and the section of 总体情况 that holds the work.

    `idle` means that no work is told of at all, `partly` that other topics of the same rule are treated.
    """

    section: Section
    topics: tuple[Topic, ...]
    idle: bool
    partly: bool


def untreated_topics(report: Report) -> Untreated | None:
    """Return the topics that 总体情况 does not treat; None where it treats all, is absent, or says nothing at all."""
    content, topics = _overview(report, TOPICS)
    if content is None or not topics:
        return None
    missing = [topic for topic in topics if not topic.is_named(content.headings, loosely=True)]
    if not missing:
        return None
    divided = sum(topic.is_named(content.headings) for topic in topics) >= DIVIDED
    work = _work(content.text, topics)
    missing = [topic for topic in missing if not topic.is_named(work, loosely=not divided)]
    if not missing:
        return None
    return Untreated(content.section, tuple(missing), not content.headings and not work, len(missing) < len(topics))


def untreated_accountability(report: Report) -> Untreated | None:
    """Return what article 50 asks of a people's government and no part of the report tells; None as above."""
    content, topics = _overview(report, ACCOUNTABILITY)
    if content is None or not topics:
        return None
    text = squeezed(text.value for text in report.texts())
    missing = [topic for topic in topics if not topic.is_named(text)]
    return Untreated(content.section, tuple(missing), False, len(missing) < len(topics)) if missing else None


def _overview(report: Report, rule: str) -> tuple[ChapterContent | None, tuple[Topic, ...]]:
    """Return the content of the chapter whose topics belong to a rule, unless it is blank, and those topics."""
    for content in report.fact(chapter_contents).values():
        topics = tuple([topic for topic in content.chapter.topics if topic.rule == rule])
        if topics:
            return (None if content.is_blank else content), topics
    return None, ()


def _work(text: str, topics: Sequence[Topic]) -> str:
    """Return the clauses of a text that tell of work done, a line each."""
    said = "\n".join(sentences_on_work(text))
    words = [word for topic in topics for word in topic.words if word in said]
    return "\n".join(
        clause
        for clause in cut("，,：:\n", said)
        if clause
        and not (
            "、" in clause and says_any(words, clause) and sum(topic.is_named(clause) for topic in topics) >= ENUMERATED
        )
    )
