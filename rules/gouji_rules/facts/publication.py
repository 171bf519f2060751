"""When the report was published, as far as it says so, and how we know."""

from __future__ import annotations

from enum import Enum
from itertools import islice
from typing import TYPE_CHECKING

from gouji.named_tuple import NamedTuple
from gouji_rules.facts.clauses import says_any
from gouji_rules.facts.year_cues import ORGAN

if TYPE_CHECKING:
    from gouji.report import Report, Span

SIGNATURE = 4
"""Among how many paragraphs at the end the signature stands: a contact or a list of enclosures may follow it."""

_SIGNATORY = (*ORGAN, "心", "队", "司", "院", "馆", "社", "会", "校", "组", "企", "门", "关")
"""How the name of whoever signs ends."""
_ON_A_PAGE = (
    ":", "：", ">", "|", "/", "《", "更新", "打印", "浏览", "点击", "编辑", "审核", "来源", "版权", "主办", "承办", "维护", "关于",
)  # fmt: skip
"""What a page prints near its dates, and no signature has."""


class Source(Enum):
    """Where a date of publication comes from. `STATED` is declared with the report, `PAGE` what the page around it prints."""

    STATED = "stated"
    SIGNED = "signed"
    PAGE = "page"


class Publication(NamedTuple):
    """A date of publication, as 2024-01-31, where it stands, and where it comes from."""

    date: str
    span: Span
    source: Source


def publications(report: Report) -> tuple[Publication, ...]:
    """Return the dates on which the report was published, the surest first: the one declared, or else the signature's and the page's. A fact.

    What a page prints may be the day on which it was moved to a new site.
    """
    stated = report.published
    if stated is not None and stated.pointer not in report.guessed:
        return (Publication(stated.value, stated.span(), Source.STATED),)
    signed = report.fact(signature)
    found = [] if signed is None else [signed]
    if stated is not None and (signed is None or signed.date != stated.value):
        found.append(Publication(stated.value, stated.span(), Source.PAGE))
    return tuple(found)


def signature(report: Report) -> Publication | None:
    """Return the date that the report is signed on, whatever date is declared with it. A fact."""
    paragraphs = tuple(report.paragraphs())
    last = islice(reversed(paragraphs), SIGNATURE if len(paragraphs) > SIGNATURE else 0)
    dated = [paragraph for paragraph in last if _may_end_with_a_date(paragraph.value.rstrip())]
    if not dated:
        return None
    from gouji.readers.metadata import signing_date, stated_date

    for paragraph in dated:
        signed = signing_date(paragraph.value)
        if signed is None or stated_date(paragraph.value) is not None:
            continue
        start, end = signed[1]
        if _signs(paragraph.value[:start], paragraph.value[start:end]):
            return Publication(signed[0], paragraph.span(*signed[1]), Source.SIGNED)
    return None


def _may_end_with_a_date(words: str) -> bool:
    """Whether a line ends as a date does, told before what reads dates is imported."""
    return words.endswith("日") or words[-1:].isdigit()


def _signs(before: str, date: str) -> bool:
    """Whether a line that ends with a date is a signature: the name of an organ or nothing stands before the date.

    更新时间：2024-03-05 and a link to another document, with its date, are what a page prints, and so is 2024-03-05 alone.
    """
    name = before.strip(" \t\u3000\xa0（(")
    if not name:
        return "-" not in date and "/" not in date
    return name.endswith(_SIGNATORY) and not says_any(_ON_A_PAGE, name) and not any(char.isdigit() for char in name)
