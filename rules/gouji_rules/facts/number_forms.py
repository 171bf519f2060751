"""How the document numbers of a report depart from the form 发文机关代字〔年份〕序号号 of GB/T 9704-2012, 7.2.5."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import TYPE_CHECKING

from gouji.finding import Edit
from gouji.named_tuple import NamedTuple
from gouji_rules.data import data_of
from gouji_rules.facts.citations import ROUND, Citation, PrintedNumber, citations
from gouji_rules.facts.clauses import before_first, is_chinese

if TYPE_CHECKING:
    from gouji.report import Report, Span, Text

UNFINISHED = r"》\s{0,2}[（(]\s{0,2}(\w{2,12})\s{0,2}(?:[〔\[【﹝]\s{0,4}(?:(?:20)?\d\d)?\s{0,4}[〕\]】﹞]\s{0,4}号?)?\s{0,2}[）)]"
LONGEST = 60
"""How many characters after a title an unfinished number may take."""
NAMED_BEFORE = r"(?:通知|意见|办法|方案|规定|细则|文件|要点|决定|函)[”’\"]?\s{0,2}[（(]\s{0,2}$"

SIX_SIDED = "〔﹝"
"""Brackets that mark nothing but the year of a document number."""
SENTENCE = 300
"""How far back an opening bracket is looked for."""


class Fault(Enum):
    """What is wrong with a number."""

    BRACKETS = "brackets"
    YEAR = "year"
    YEAR_UNIT = "year-unit"
    ORDINAL = "ordinal"
    STRAY = "stray"
    ZERO = "zero"
    UNIT = "unit"
    ISSUER = "issuer"
    OUTSIDE = "outside"


class Misprint(NamedTuple):
    """A document number with its faults. `brackets` are the edits that set its year in 〔〕; `right` is the number as it should stand, or None
    where a part is missing that only the writer knows."""

    span: Span
    faults: tuple[Fault, ...]
    brackets: tuple[Edit, ...]
    right: str | None


def misprints(report: Report) -> tuple[Misprint, ...]:
    """Return the document numbers that are not written as they should be, in order. A fact."""
    found = []
    for citation in report.fact(citations):
        if citation.number is not None:
            misprint = _misprint(citation, citation.number)
            if misprint is not None:
                found.append(misprint)
    return tuple(found)


def unfinished(report: Report) -> Iterator[Span]:
    """Yield what stands in brackets after a title as a document number, and has only its issuer or its year."""
    endings = tuple(data_of("document_numbers")["unfinished"])
    for text in report.texts():
        value = text.value
        if "》" in value and any(_ends_early(after, endings) for after in value.split("》")[1:]):
            for match in re.finditer(UNFINISHED, value):
                if match[1].endswith(endings) and all(map(is_chinese, match[1])):
                    inside = match[0].index(match[1])
                    yield text.span(match.start() + inside, match.end() - 1)


def _ends_early(after: str, endings: tuple[str, ...]) -> bool:
    """Whether the brackets after a title end with an issuer or with brackets, and not with a serial number. It spares the pattern."""
    if after[:3].lstrip()[:1] not in ("（", "("):
        return False
    inside = before_first("）)", after[:LONGEST]).rstrip().removesuffix("号").rstrip()
    return inside.endswith(("〕", "]", "】", "﹞", *endings))


def _misprint(citation: Citation, number: PrintedNumber) -> Misprint | None:
    node = citation.node
    text = node.value
    lists = data_of("document_numbers")
    series = number.issuer.endswith(tuple(lists["series"]))
    opening, closing = text[number.opening], text[number.closing]
    known = series or (bool(number.issuer) and number.issuer[-1] in lists["endings"])
    lacking = not number.issuer and _wants_issuer(citation, number, lists["following"])
    if opening not in SIX_SIDED and not (
        known or lacking or (number.issuer and citation.title) or _continues(citation, number)
    ):
        return None
    outside = bool(number.issuer) and _stands_outside(citation, number)
    own_rules = series and opening in ROUND and closing in ROUND
    checks = {
        # Cases of courts and arbitration have their year in round brackets by their own rules.
        Fault.BRACKETS: (opening, closing) != ("〔", "〕") and not own_rules,
        Fault.YEAR: len(number.year) < 4,
        Fault.YEAR_UNIT: bool(number.year_unit),
        Fault.ORDINAL: "第" in number.between and not series,
        Fault.STRAY: bool(number.between.strip("第")),
        Fault.ZERO: number.serial.startswith(("0", "０")) and not series,
        Fault.UNIT: not number.unit,
        Fault.ISSUER: lacking,
        Fault.OUTSIDE: outside,
    }
    faults = tuple(fault for fault, there in checks.items() if there)
    if not faults:
        return None
    brackets = _wrong_brackets(node, number) if Fault.BRACKETS in faults else ()
    return Misprint(
        node.span(number.start, number.end), faults, brackets, None if lacking else _right(number, series, outside)
    )


def _wrong_brackets(node: Text, number: PrintedNumber) -> tuple[Edit, ...]:
    places = ((number.opening, "〔"), (number.closing, "〕"))
    return tuple(Edit(node.span(at, at + 1), right) for at, right in places if node.value[at] != right)


def _right(number: PrintedNumber, series: bool, outside: bool) -> str:
    year = int(number.year) if len(number.year) == 4 else 2000 + int(number.year)
    serial = number.serial if series else str(int(number.serial))
    ordinal = "第" if series and "第" in number.between else ""
    right = f"{number.issuer}〔{year}〕{ordinal}{serial}号"
    return f"（{right}）" if outside else right


def _wants_issuer(citation: Citation, number: PrintedNumber, following: list[str]) -> bool:
    """Whether a number without an issuer surely lacks one: it cites a document, and continues no series (…5号、〔2020〕6号)."""
    text = citation.node.value
    if citation.title is not None or number.joined in following:
        return True
    return (
        number.joined in "（("
        and re.search(NAMED_BEFORE, text[max(0, number.opening - 12) : number.opening]) is not None
    )


def _continues(citation: Citation, number: PrintedNumber) -> bool:
    """Whether a number without an issuer goes on a series: 云政办〔2020〕5号、[2020]6号."""
    before = citation.node.value[max(0, number.start - 4) : number.start]
    return not number.issuer and re.search(r"号\s?[、，,和及与]\s?$", before) is not None


def _stands_outside(citation: Citation, number: PrintedNumber) -> bool:
    """Whether a number follows its title with no bracket; within brackets it needs none of its own."""
    if citation.title is None:
        return False
    text = citation.node.value
    if text[citation.title.end : number.start].strip():
        return False
    before = re.split("[。；\n]", text[max(0, citation.title.start - SENTENCE) : citation.title.start])[-1]
    return sum(map(before.count, "（(")) <= sum(map(before.count, "）)"))
