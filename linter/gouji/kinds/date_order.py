"""`date-order`: the day by which, or from which, a report is published or signed, in the year after the one it covers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from gouji.finding import Finding, Severity
from gouji.kinds import Kind
from gouji.kinds.schemas import choice
from gouji.report import Span
from gouji.rule import Category

if TYPE_CHECKING:
    from gouji.kinds.workshop import Workshop
    from gouji.report import Report
    from gouji.rule import Check

SIGNATURE = 4
"""Among how many paragraphs at the end the signature stands."""


def _compile(values: Mapping[str, Any], shop: Workshop) -> Check:
    from datetime import date

    if "by" not in values and "from" not in values:
        shop.refuse((), "应写明 by（最迟）或 from（最早）", "`by` or `from` must give a day")
    for key in ("by", "from"):
        if key in values:
            month, day = map(int, values[key].split("-"))
            try:
                date(2023, month, day)
            except ValueError:
                shop.refuse(
                    key,
                    f"没有 {values[key]} 这一天（2 月 29 日不是每年都有）",
                    f"there is no such day as {values[key]} in every year",
                )
    latest, earliest = values.get("by"), values.get("from")
    signed_only = values["date"] == "signed"

    def check(report: Report, _options: None) -> Iterator[Finding]:
        dated = None if report.year is None else _date(report, signed_only)
        if dated is None:
            return
        assert report.year is not None
        span, found, guessed = dated
        # What a page prints may be the day on which it was moved to a new site.
        severity = Severity.WARNING if guessed else None
        for message, due in (("late", latest), ("early", earliest)):
            if due is not None:
                limit = f"{report.year + 1}-{due}"
                if found > limit if message == "late" else found < limit:
                    yield Finding(span, message, {"date": found, "due": limit}, severity)

    return check


def _date(report: Report, signed_only: bool) -> tuple[Span, str, bool] | None:
    """Return the date the report declares or is signed on, where it stands, and whether a reader only made it out."""
    published = report.published
    if published is not None and not signed_only and published.pointer not in report.guessed:
        return published.span(), published.value, False
    signed = report.fact(_signature)
    if signed is not None:
        return signed
    return None if published is None or signed_only else (published.span(), published.value, True)


def _signature(report: Report) -> tuple[Span, str, bool] | None:
    from gouji.readers.metadata import signing_date, stated_date

    for paragraph in list(report.paragraphs())[-SIGNATURE:][::-1]:
        signed = signing_date(paragraph.value)
        if signed is not None and stated_date(paragraph.value) is None:
            return Span(paragraph, *signed[1]), signed[0], False
    return None


def _day(en: str, zh: str) -> dict[str, Any]:
    return {
        "title": en,
        "description": zh,
        "type": "string",
        "pattern": "^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$",
    }


KIND = Kind(
    name="date-order",
    title="期限 / the day by which a report is published or signed",
    keys={
        "date": choice(
            "which date: of publication, or of the signature", "哪个日期：公布日期或落款日期", "published", "signed"
        ),
        "by": _day(
            "the last day, in the year after the one reported on, as 01-28", "最迟日期（报告年度的次年），如 01-28"
        ),
        "from": _day(
            "the first day, in the year after the one reported on, as 01-01", "最早日期（报告年度的次年），如 01-01"
        ),
    },
    compile=_compile,
    messages={
        "late": {"zh": "日期 {date} 晚于期限 {due}，请核对", "en": "{date} is after {due}; check the date"},
        "early": {"zh": "日期 {date} 早于 {due}，请核对", "en": "{date} is before {due}; check the date"},
    },
    data=("date", "due"),
    required=("date",),
    category=Category.YEARS,
    needs=("year",),
)
