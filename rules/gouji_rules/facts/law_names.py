"""How a report names the laws and notices that are known: misquoted titles and numbers, wrong issuers, and abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gouji.named_tuple import NamedTuple
from gouji_rules.facts.citations import BACK, Citation, Title, citations, local_organ
from gouji_rules.facts.clauses import says_any
from gouji_rules.facts.documents import Document, Version, documents, documents_by_title
from gouji_rules.facts.running_text import running_text

if TYPE_CHECKING:
    from gouji.report import Report, Span

NATIONAL = "中华人民共和国"
TRIAL = r"\(?(?:试行|暂行)(?:稿|本)?\)?"
NOTE = r"\((?!试行|暂行)[^()]{0,40}\)$"
INTRODUCING = ("以下称", "下称", "简称", "统称")
BETWEEN = "为新：:《〈“\"'‘ \u3000\xa0\t\n"
LEAD = 12
"""An introducing word, no more than BETWEEN after it, and LEAD characters in all, come before a name that is introduced."""


class Misquoted(NamedTuple):
    """A title that is not the document's own: `trial` where 试行 or 暂行 was added to it."""

    span: Span
    found: str
    right: str
    trial: bool


class Misnumbered(NamedTuple):
    """A number or decree cited with a title that has another."""

    span: Span
    document: Document


class Misattributed(NamedTuple):
    """A title with an organ before it that did not issue it."""

    span: Span
    found: str
    document: Document


class Abbreviation(NamedTuple):
    """How a report handles a document's abbreviation, in order: where it is introduced, and its first use before that.

    `short` is the first mention of the document where that is not its full title; `named` tells that the full or short title stands before
    the first use.
    """

    document: Document
    introduced: tuple[Span, ...]
    early: Span | None
    named: bool
    short: Span | None


def misquoted(report: Report) -> tuple[Misquoted, ...]:
    """Return the misquoted titles. A fact."""
    found = []
    for citation in report.fact(citations):
        if citation.title is not None:
            for title in _walk(citation.title):
                wrong = _misquoted(citation, title)
                if wrong is not None:
                    found.append(wrong)
    return tuple(found)


def misnumbered(report: Report) -> tuple[Misnumbered, ...]:
    """Return the numbers that are not those of the title they stand with. A fact."""
    found = []
    for citation in report.fact(citations):
        document = citation.document
        if document is None or citation.title is None or citation.version is not None:
            continue
        number, decree = citation.number, citation.decree
        decrees = {version.decree for version in document.versions} - {None}
        if decree is not None and decrees and decree.issuer in ("国务院", "国"):
            found.append(Misnumbered(citation.node.span(decree.start, decree.end), document))
        numbers = [version.number for version in document.versions if version.number is not None]
        if number is not None and numbers and number.issuer.endswith(tuple(known.issuer for known in numbers)):
            found.append(Misnumbered(citation.node.span(number.start, number.end), document))
    return tuple(found)


def misattributed(report: Report) -> Iterator[Misattributed]:
    """Yield the titles of national formats that are given a local issuer."""
    for citation in report.fact(citations):
        document, title = citation.document, citation.title
        if document is None or title is None or document.kind != "format" or title.name not in document.titles:
            continue
        node = citation.node
        organ = local_organ(node.value[max(0, title.start - BACK) : title.start])
        if organ is not None:
            start = node.value.rindex(organ, 0, title.start)
            yield Misattributed(node.span(start, title.end), organ, document)


def abbreviations(report: Report) -> tuple[Abbreviation, ...]:
    """Return how the abbreviations of the known documents are handled. A fact."""
    return tuple(_abbreviation(report, document) for document in documents() if document.name)


def _walk(title: Title) -> Iterator[Title]:
    yield title
    for inner in title.inner:
        yield from _walk(inner)


def _misquoted(citation: Citation, title: Title) -> Misquoted | None:
    name = re.sub(NOTE, "", title.name) if title.name.endswith(")") else title.name
    known = documents_by_title().get(name)
    if known is None and not (name.startswith(NATIONAL) or "行" in name[-4:]):
        return None
    for document in documents() if known is None else (known,):
        if known is not None:
            right = _right_version(citation, document, name)
        elif document.trial and re.fullmatch(rf"(?:{document.title}|{document.short or document.title}){TRIAL}", name):
            right = document.title
        elif _is_near(name, document):
            version = citation.version if citation.document is document else None
            right = document.title if version is None else _printed(version, document)
        else:
            continue
        if right is None:
            return None
        inside = citation.node.span(title.start + 1, title.end - 1)
        return Misquoted(inside, inside.text, right, re.search(rf"{TRIAL}$", name) is not None and "试行" not in right)
    return None


def _right_version(citation: Citation, document: Document, name: str) -> str | None:
    """Return the title that the cited number belongs to, where the name is another version's own."""
    version = citation.version
    if version is None or citation.document is not document or citation.number is None or version.title == name:
        return None
    others = {other.title for other in document.versions if other is not version}
    return _printed(version, document) if name in others and "(" in name else None


def _printed(version: Version, document: Document) -> str:
    return document.title if "(" not in version.title else version.title.replace("(", "（").replace(")", "）")


def _is_near(name: str, document: Document) -> bool:
    """Whether a title that no document bears was meant for this one: a character or two are missing, added or wrong."""
    if not document.near or not name.startswith(NATIONAL) or document.title in name:
        return False
    plain = re.sub(rf"{TRIAL}$", "", name)
    return 0 < distance(plain, document.title, document.near) <= document.near


def distance(first: str, second: str, most: int) -> int:
    """Return how many characters must be put in, taken out or changed to make one of the other; `most` + 1 for any more."""
    if abs(len(first) - len(second)) > most:
        return most + 1
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        previous, row = row, [i]
        for j, b in enumerate(second, 1):
            row.append(min(previous[j] + 1, row[-1] + 1, previous[j - 1] + (a != b)))
        if min(row) > most:
            return most + 1
    return row[-1]


def _abbreviation(report: Report, document: Document) -> Abbreviation:
    name = document.name
    introduced: list[Span] = []
    use: Span | None = None
    early = False
    text = report.fact(running_text)
    # The texts before the one with the first use, and that one.
    before = 0
    for index in sorted(text.holding([name])):
        node = text.nodes[index]
        value = node.value
        if node is report.title:
            continue
        found = _introductions(value, name) if says_any(INTRODUCING, value) else []
        introduced += [node.span(start, end) for start, end in found]
        ends = {end for _, end in found}
        at = value.find(f"《{name}》") if use is None else -1
        while at >= 0 and at + 1 + len(name) in ends:
            at = value.find(f"《{name}》", at + 1)
        if at >= 0:
            use = node.span(at, at + len(name) + 2)
            before = index + 1
            early = not introduced or (introduced[0].node is node and at < introduced[0].start)
    mentions = [
        citation
        for citation in report.fact(citations)
        if citation.title is not None and citation.document is document and citation.title.name != name
    ]
    earlier = set(text.nodes[:before]) if use is not None and mentions else set()
    named = use is not None and any(
        citation.node in earlier
        and citation.title is not None
        and (citation.node is not use.node or citation.title.start < use.start)
        for citation in mentions
    )
    return Abbreviation(
        document,
        tuple(introduced),
        use if early else None,
        named,
        _short(mentions[0], document) if mentions else None,
    )


def _introductions(value: str, name: str) -> list[tuple[int, int]]:
    """Return where a text introduces a name, from the introducing word to the end of the name: 简称为“《条例."""
    found = []
    at = value.find(name)
    while at >= 0:
        before = value[max(at - LEAD, 0) : at].rstrip(BETWEEN)
        word = next((word for word in INTRODUCING if before.endswith(word)), None)
        if word is not None:
            found.append((max(at - LEAD, 0) + len(before) - len(word), at + len(name)))
        at = value.find(name, at + len(name))
    return found


def _short(citation: Citation, document: Document) -> Span | None:
    title = citation.title
    if title is None or title.name != document.short:
        return None
    return citation.node.span(title.start + 1, title.end - 1)
