"""Numbers that belong to persons: identity, mobile telephone and bank card numbers, wherever a report prints text.

Only whole numbers count: a run of digits, or groups of them as people write them (138 1234 5678, 6222 0200 …). What is part of a longer code,
an address on the web or a file name is none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gouji.named_tuple import NamedTuple
from gouji.report import Paragraph, Section, Table, Text
from gouji_rules.facts.clauses import says_any
from gouji_rules.facts.odd_characters import FULL_WIDTH, full_width_digits
from gouji_rules.facts.running_text import blocks, running_text

if TYPE_CHECKING:
    from gouji.report import Report, Span

RUN = r"\d(?:[ \-]?\d){10,}"
SPACED = r"[ \-]"
MOBILE_GROUPS = ((11,), (3, 4, 4))
IDENTITY_GROUPS = ((18,), (6, 8, 4))
CARD_GROUPS = (
    (16,),
    (17,),
    (18,),
    (19,),
    (4, 4, 4, 4),
    (4, 4, 4, 4, 1),
    (4, 4, 4, 4, 2),
    (4, 4, 4, 4, 3),
    (6, 13),
    (6, 10),
)
SHAPES = frozenset((*MOBILE_GROUPS, *IDENTITY_GROUPS, *CARD_GROUPS))
SHORTEST = 11
DIGITS = bytes(0x30 if 0x30 <= byte <= 0x39 else byte for byte in range(256))
"""A table that makes every digit 0."""
JOINED = "_=&%#@$"
"""Marks that make a run part of a longer code."""
ADDRESS = r"://|www\.|\.html?|\.aspx?|\.pdf"
AROUND = 120
"""How far around a number the web address it may be part of is looked for."""

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
PROVINCES = frozenset((
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42",
    "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82",
))  # fmt: skip
"""The first two digits of GB/T 2260."""
MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
EARLIEST = 1900
CODES = r"(?:信用代码|机构代码|代码证|索引号?|编号|条码|序列号)[^，。；\n]{0,8}$"
"""Labels of codes that are no person's, just before a number."""


class PrintedDigits(NamedTuple):
    """A number of eleven digits or more, printed as people write one. `groups` are the lengths of its groups, `digits` all of them, half-width."""

    node: Text
    start: int
    end: int
    digits: str
    groups: tuple[int, ...]

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.node.span(self.start, self.end)

    @property
    def before(self) -> str:
        """The words just before it."""
        return self.node.value[max(0, self.start - 24) : self.start]


def printed_digits(report: Report) -> tuple[PrintedDigits, ...]:
    """Return the numbers of eleven digits or more, in order. A fact."""
    in_tables = [text.value for table in report.tables() for text in _of_table(table)]
    outside = report.fact(running_text).value
    full_width = report.fact(full_width_digits) or any(says_any(FULL_WIDTH, value) for value in in_tables)
    # Where not even so many characters in a row are ASCII no more need be looked at.
    if not (
        full_width or (bytes(SHORTEST) in report.fact(blocks) and _has_run(outside)) or any(map(_has_run, in_tables))
    ):
        return ()
    return tuple(
        found
        for text in _printed(report)
        if len(text.value) >= SHORTEST and (full_width or _has_run(text.value))
        for found in _digits(text)
    )


def identity_numbers(report: Report) -> tuple[PrintedDigits, ...]:
    """Return the resident identity numbers (GB 11643): a province, a day of birth, and the right check digit. A fact."""
    latest = 2100 if report.year is None else report.year + 1
    return tuple(
        found
        for found in report.fact(printed_digits)
        if found.groups in IDENTITY_GROUPS and is_identity(found.digits, latest) and not re.search(CODES, found.before)
    )


def mobile_numbers(report: Report) -> tuple[PrintedDigits, ...]:
    """Return the mobile telephone numbers. A fact."""
    return tuple(
        found
        for found in report.fact(printed_digits)
        if found.groups in MOBILE_GROUPS
        and found.digits[0] == "1"
        and found.digits[1] in "3456789"
        and not re.search(CODES, found.before)
        and not re.match(
            r"\s{0,2}(?:元|万|亿|件|条|人|个|%|％|平方|公里|吨|[.．]\d)", found.node.value[found.end : found.end + 6]
        )
    )


def card_numbers(report: Report) -> tuple[PrintedDigits, ...]:
    """Return what may be numbers of bank cards: sixteen to nineteen digits that pass Luhn's check and are no identity number. A fact."""
    return tuple(
        found
        for found in report.fact(printed_digits)
        if found.groups in CARD_GROUPS
        and found.digits[0] in "34569"
        and len(set(found.digits)) > 1
        and luhn(found.digits)
        and not is_identity(found.digits)
    )


def is_identity(number: str, latest: int = 2100) -> bool:
    """Whether eighteen characters are an identity number: region, day of birth (1900 to the year `latest`) and check digit."""
    if len(number) != 18 or not number[:17].isdigit() or number[:2] not in PROVINCES:
        return False
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    if not (EARLIEST <= year <= latest and 1 <= month <= 12 and 1 <= day <= MONTHS[month - 1]):
        return False
    if (month, day) == (2, 29) and (year % 4 or (year % 100 == 0 and year % 400)):
        return False
    return number[17] == CHECKS[sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False)) % 11]


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the rest (ISO/IEC 7812-1, annex B)."""
    doubled = (int(digit) * 2 for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(value - 9 if value > 9 else value for value in doubled)) % 10 == 0


def _has_run(text: str) -> bool:
    """Whether eleven digits in a row stand in a text, blanks and hyphens aside. A pattern would take ten times as long to tell."""
    return b"00000000000" in text.encode("ascii", "replace").translate(DIGITS, b" -")


def _printed(report: Report) -> Iterator[Text]:
    """Yield every text of the report; a cell of a table that was not recognised is a text of its own."""
    if report.title is not None:
        yield report.title
    for block in report.blocks():
        if isinstance(block, Section):
            yield block.heading
        elif isinstance(block, Paragraph):
            yield block
        else:
            yield from _of_table(block)


def _of_table(table: Table) -> Iterator[Text]:
    if table.caption is not None:
        yield table.caption
    for i, line in enumerate(table.grid):
        for j, content in enumerate(line):
            if content is not None and len(str(content)) >= SHORTEST:
                yield Text((*table.pointer, "grid", i, j), table, str(content))


def _digits(node: Text) -> Iterator[PrintedDigits]:
    text = node.value
    for match in re.finditer(RUN, text):
        start, end = match.span()
        if end < len(text) and text[end] in "Xx" and len(re.sub(SPACED, "", match[0])) == 17:
            end += 1
        if _is_part_of_more(text, start, end):
            continue
        printed = text[start:end]
        groups = tuple(map(len, re.split(SPACED, printed)))
        if groups[0] == 2 and printed[:2] == "86":
            groups, start, printed = groups[1:], start + 3, printed[3:]
        if groups in SHAPES:
            digits = "".join(_half(character) for character in printed if character not in " -")
            yield PrintedDigits(node, start, end, digits, groups)


def _half(character: str) -> str:
    return "X" if character in "Xx" else str(int(character))


def _is_part_of_more(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    for mark in (before, after):
        if mark and mark.isascii() and (mark.isalnum() or mark in JOINED) and not (mark == "@" and mark is after):
            return True
    if before == "." or after == "/":
        return True
    if before == "/" or after in (".", "?"):
        around = text[max(0, start - AROUND) : end + AROUND]
        left = re.search(r"[!-~]*$", around[: start - max(0, start - AROUND)])
        right = re.match(r"[!-~]*", text[end : end + AROUND])
        return re.search(ADDRESS, (left[0] if left else "") + (right[0] if right else "")) is not None
    return False
