"""When the report was published, as far as it says so, and how we know."""

from __future__ import annotations

from enum import Enum
from itertools import islice
from typing import TYPE_CHECKING

from gouji.named_tuple import NamedTuple

if TYPE_CHECKING:
    from gouji.report import Report, Span

SIGNATURE = 4
"""Among how many paragraphs at the end the signature stands: a contact or a list of enclosures may follow it."""


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
    signed = _signature(report)
    found = [] if signed is None else [signed]
    if stated is not None and (signed is None or signed.date != stated.value):
        found.append(Publication(stated.value, stated.span(), Source.PAGE))
    return tuple(found)


def _signature(report: Report) -> Publication | None:
    from gouji.readers.metadata import signing_date, stated_date

    paragraphs = tuple(report.paragraphs())
    for paragraph in islice(reversed(paragraphs), SIGNATURE if len(paragraphs) > SIGNATURE else 0):
        signed = signing_date(paragraph.value)
        if signed is not None and stated_date(paragraph.value) is None:
            return Publication(signed[0], paragraph.span(*signed[1]), Source.SIGNED)
    return None
