"""Which of the documents a report follows no longer governed its year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gouji.named_tuple import NamedTuple
from gouji_rules.facts.citations import Citation, Standing, citations, standing
from gouji_rules.facts.clauses import passages
from gouji_rules.facts.documents import Document, Version, documents

if TYPE_CHECKING:
    from gouji.report import Report, Span

ARTICLES = (
    r"(?:中华人民共和国政府信息公开条例|政府信息公开条例|《条例)》?(?:[（(][^（()）]{0,30}[）)])?的?"
    r"(第[一二三四五六七八九十\d]{1,4}条(?:[、，,和及与]{1,2}(?:第[一二三四五六七八九十\d]{1,4}条|[一二三四五六七八九十\d]{1,4}条)){0,6})"
)
ARTICLE = r"([一二三四五六七八九十]{1,4}|\d{1,3})条"
FOR_THE_REPORT = r"年度报告|年报|本报告"
MADE = r"编制|撰写|编写|编发|形成|公布|报告如下|公开如下"
NEAR = 200
"""How many characters of the sentence, on either side, tell what an article is given for."""
FOR_REQUESTS = r"答复|第三方|受理|申请人|补正|期限内"


class Articles(NamedTuple):
    """Articles given for the annual report that the version in force numbers otherwise."""

    span: Span
    document: Document
    version: Version


def superseded(report: Report) -> tuple[Citation, ...]:
    """Return the citations of versions that no longer governed the report's year and are not named as history or as replaced. A fact."""
    year = report.year
    old = [
        citation
        for citation in report.fact(citations)
        if year is not None
        and citation.version is not None
        and citation.version.until is not None
        and year > citation.version.until
    ]
    if not old:
        return ()
    revised = {
        _sentence(report, citation)
        for citation in report.fact(citations)
        if citation.decree is not None and citation.version is not None and citation.version.until is None
    }
    return tuple(
        citation
        for citation in old
        if standing(report, citation) in (Standing.FOLLOWED, Standing.OTHER)
        # 2007年国务院令第492号公布，2019年国务院令第711号修订
        and not (citation.decree is not None and _sentence(report, citation) in revised)
    )


def _sentence(report: Report, citation: Citation) -> tuple[object, ...]:
    return (citation.node.pointer, citation.document, *report.fact(passages)(citation.node).sentence_at(citation.start))


def old_articles(report: Report) -> tuple[Articles, ...]:
    """Return the articles of a superseded version that a report gives as the basis of annual reports. A fact."""
    found = []
    for text in report.texts():
        value = text.value
        if "条例" not in value or "条" not in value.replace("条例", "") or not re.search(FOR_THE_REPORT, value):
            continue
        for match in re.finditer(ARTICLES, value):
            start, end = report.fact(passages)(text).sentence_at(match.start(1))
            sentence = value[max(start, match.start() - NEAR) : min(end, match.end() + NEAR)]
            if (
                not re.search(FOR_THE_REPORT, sentence)
                or not re.search(MADE, sentence)
                or re.search(FOR_REQUESTS, sentence)
            ):
                continue
            given = {_value(number) for number in re.findall(ARTICLE, match[1])}
            for document in documents():
                for version in document.versions:
                    governs = version.until is None or report.year is None or report.year <= version.until
                    if not governs and document.name == "条例" and given and given <= version.articles:
                        found.append(Articles(text.span(match.start(1), match.end(1)), document, version))
    return tuple(found)


def _value(number: str) -> int:
    from gouji.labels import han_value

    return int(number) if number.isdecimal() else han_value(number)
