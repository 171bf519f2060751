"""A rule is a value: what it is called, what it says, what it rests on, its check and its own cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from gouji.finding import Severity
from gouji.named_tuple import NamedTuple

if TYPE_CHECKING:
    from gouji.finding import Finding
    from gouji.report import Report

Check: TypeAlias = "Callable[[Report, Any], Iterable[Finding]]"
Messages: TypeAlias = Mapping[str, Mapping[str, str]]
Need: TypeAlias = Literal["year", "edition", "chapters"]

FIRST_RELEASE = "0.1"
"""The release of gouji that a rule counts to where it states none."""


class Category(Enum):
    """The families of rules; also names for selecting them."""

    INPUT = "input"
    STRUCTURE = "structure"
    ARITHMETIC = "arithmetic"
    YEARS = "years"
    CONSISTENCY = "consistency"
    WORDING = "wording"
    CITATION = "citation"
    PRIVACY = "privacy"
    SERIES = "series"
    AREA = "area"


class Scope(Enum):
    """What a rule looks at: one report, one agency's reports by year, or a region's reports."""

    REPORT = "report"
    SERIES = "series"
    AREA = "area"


class Basis(NamedTuple):
    """A law, notice or standard a rule rests on.

    `first_year` and `last_year` are the report years it governs (None: open); `kinds` and `regions` (GB/T 2260
    prefixes) bound the agencies it applies to (empty: all).
    """

    title: str
    article: str = ""
    url: str = ""
    first_year: int | None = None
    last_year: int | None = None
    kinds: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()

    def at(self, *articles: int | str) -> Basis:
        """Return the same law at an article: a number or a tuple of numbers gives 第…条, text stands as it is."""
        return self._replace(article="、".join(f"第{han(a)}条" if isinstance(a, int) else a for a in articles))

    def covers(self, report: Report) -> bool:
        """Whether this basis governs the report. An unknown year, kind or region is not held against it."""
        year, kind, region = report.year, report.agency.kind, report.agency.region
        return not (
            (year is not None and self.first_year is not None and year < self.first_year)
            or (year is not None and self.last_year is not None and year > self.last_year)
            or (self.kinds and kind is not None and kind not in self.kinds)
            or (self.regions and region is not None and not region.startswith(self.regions))
        )


_DIGITS = "零一二三四五六七八九"


def han(number: int) -> str:
    """Return a number from 0 to 99 in Chinese numerals: 49 gives 四十九."""
    tens, units = divmod(number, 10)
    if not tens:
        return _DIGITS[units]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[units] if units else "")


class Case:
    """An example that belongs to a rule: what to check, and what the rule must say of it.

    A case is built on a complete, clean report of its year (see `gouji.testing.build_case`), in which
    `text` becomes the paragraphs of 总体情况 (one a line), `cells` sets figures (`"requests/granted/total": 3`), `content`
    replaces all blocks, `edit` changes the report JSON in place, and `body` is a whole report in plain text, read as a text
    file would be.
    `at` lists, in order, the words the findings stand on (for a cell, row or table: the end of its anchor).
    """

    __slots__ = (
        "at",
        "body",
        "cells",
        "content",
        "edit",
        "message",
        "metadata",
        "note",
        "options",
        "severity",
        "text",
        "year",
    )

    def __init__(
        self,
        text: str | None = None,
        *,
        year: int = 2023,
        at: str | Sequence[str] = (),
        message: str | None = None,
        severity: Severity | None = None,
        cells: Mapping[str, int | str | None] | None = None,
        content: Sequence[Any] | None = None,
        edit: Callable[[dict[str, Any]], None] | None = None,
        body: str | None = None,
        options: Mapping[str, Any] | None = None,
        note: str = "",
        **metadata: Any,
    ) -> None:
        self.text = text
        self.year = year
        self.at = (at,) if isinstance(at, str) else tuple(at)
        self.message = message
        self.severity = severity
        self.cells = cells or {}
        self.content = content
        self.edit = edit
        self.body = body
        self.options = options
        self.note = note
        self.metadata = metadata

    def __repr__(self) -> str:
        shown = self.text or self.body or self.cells or self.content or self.note
        return f"case({str(shown)[:60]!r}, year={self.year})"


case = Case


class Rule(NamedTuple):
    """A rule as the engine, the documentation and the tests see it.

    `since` is the release of gouji from whose rule set on it is part of (see `rules-as-of` in docs/settings.md); a `preview` rule is on trial
    and runs only where it is asked for.
    """

    code: str
    name: str
    category: Category
    severity: Severity
    messages: Messages
    check: Check | None
    doc: str
    basis: tuple[Basis, ...] = ()
    needs: tuple[Need, ...] = ()
    options: type | None = None
    identity: tuple[str, ...] = ()
    scope: Scope = Scope.REPORT
    sensitive: bool = False
    universal: bool = False
    valid: tuple[Case, ...] = ()
    invalid: tuple[Case, ...] = ()
    source: str = ""
    about: str = ""
    bounds: Basis | None = None
    since: str = FIRST_RELEASE
    preview: bool = False

    @property
    def title(self) -> str:
        """The first sentence of the rule's documentation."""
        return self.title_in("en")

    def title_in(self, lang: str) -> str:
        """Return the first line of the rule's documentation in a language: `zh` or `en`."""
        return self.documentation(lang).split("\n", 1)[0]

    def documentation(self, lang: str) -> str:
        """Return the rule's documentation: Chinese where it is asked for and there is any, else English."""
        from inspect import cleandoc

        return cleandoc(self.about if lang == "zh" and self.about else self.doc)

    def bases(self, report: Report) -> tuple[Basis, ...]:
        """The bases that govern a report."""
        return tuple(basis for basis in self.basis if basis.covers(report))

    def applies(self, report: Report) -> bool:
        """Whether the rule runs on a report: one of its bases governs it, it rests on none, or it is universal.

        A rule with `bounds` (the years, kinds and regions its pack is for) runs within them only.
        """
        if self.bounds is not None and not self.bounds.covers(report):
            return False
        return self.universal or not self.basis or any(basis.covers(report) for basis in self.basis)


def rule(
    code: str,
    name: str,
    *,
    category: Category,
    severity: Severity,
    messages: Messages,
    basis: Sequence[Basis] = (),
    needs: Sequence[Need] = (),
    options: type | None = None,
    identity: Sequence[str] = (),
    scope: Scope = Scope.REPORT,
    sensitive: bool = False,
    universal: bool = False,
    about: str = "",
    since: str = FIRST_RELEASE,
    preview: bool = False,
    valid: Sequence[Case] = (),
    invalid: Sequence[Case] = (),
) -> Callable[[Check], Rule]:
    """Make a Rule of a check: a generator of findings over `(report, options)`.

    `messages` maps a message key to its Chinese and English templates (`{name}` takes data of the finding); `identity`
    names the data keys that make a finding the same one next time. A `universal` rule also runs where none of its bases
    governs, which are then not cited. `since` is the release of gouji that brings the rule; a `preview` rule is on trial. The docstring is the rule's documentation in English, `about` in Chinese;
    the first line of each is a title.
    """

    def make(check: Check) -> Rule:
        return Rule(
            code=code,
            name=name,
            category=category,
            severity=severity,
            messages=messages,
            check=check,
            doc=check.__doc__ or "",
            basis=tuple(basis),
            needs=tuple(needs),
            options=options,
            identity=tuple(identity),
            scope=scope,
            sensitive=sensitive,
            universal=universal,
            valid=tuple(valid),
            invalid=tuple(invalid),
            source=check.__module__,
            about=about,
            since=since,
            preview=preview,
        )

    return make
