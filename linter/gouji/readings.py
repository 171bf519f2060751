"""Which figures of a table a number or a claim in the text may mean, as an edition's YAML tells it beside the table.

A table's `readings` belong to numbers (受理申请 749 件), its `claims` to words that say a sum is nothing (未收到申请). How they are matched with sentences is the
business of rules; here they are only read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from gouji.equations import EquationError, parse_sum
from gouji.named_tuple import NamedTuple

if TYPE_CHECKING:
    from gouji.equations import Side
    from gouji.formats import TableFormat


class Sum(NamedTuple):
    """A sum of figures by name: every row of `rows` under every column of `columns`."""

    name: str
    rows: Side
    columns: Side


class Reading(NamedTuple):
    """One way to read a number. Patterns are sources of regular expressions; {last} and {next} stand for years.

    `after` are words the nearest of which, among those of `among`, must be one of `after`; `noun` asks that they or nothing stand between the cue and the number,
    and that the cues be plain words. `unless` are words that leave a part of what the cue says. `including` are meanings beside `means` where what was
    carried over is said to be included.
    """

    key: str
    name: str
    cues: tuple[str, ...]
    means: tuple[Sum, ...]
    including: tuple[Sum, ...]
    decides: bool
    part: bool
    behind: bool
    within: bool
    after: tuple[str, ...]
    among: tuple[str, ...]
    noun: bool
    unless: tuple[str, ...]


class Claim(NamedTuple):
    """Words that say that a sum is nothing. `level` lowers the severity of what contradicts it, None leaves it.

    One of the words of `hints` stands wherever the cues do, so that a text without them need not be searched.
    """

    key: str
    says: str
    hints: tuple[str, ...]
    cues: str
    zero: Sum
    level: str | None
    after: tuple[str, ...]
    others: tuple[str, ...]
    unless: str
    elsewhere: str
    subject: bool


class Spoken(NamedTuple):
    """What the text may say of one table.

    A paragraph is read where it has a word of `where`, and a clause of it where it has one of `hints`, which stand wherever a cue of a reading does. `subject` are the
    words one of which must be spoken of, with no word of `others` after it; `ignore` matches words that say nothing, which begin with one of `ignored`; `unlike` are
    words beside a number that make it another matter's, `narrower` those that leave a part of a whole, save inside a word of `harmless`. `cues` is one pattern for
    all readings, with a group for each that is named by its key, and `alike` the readings that share the cues of each.
    """

    where: tuple[str, ...]
    hints: tuple[str, ...]
    subject: tuple[str, ...]
    others: tuple[str, ...]
    ignore: str
    ignored: tuple[str, ...]
    unlike: tuple[str, ...]
    narrower: tuple[str, ...]
    harmless: tuple[str, ...]
    readings: tuple[Reading, ...]
    cues: str
    alike: Mapping[str, Sequence[Reading]]
    claims: tuple[Claim, ...]


Data: TypeAlias = Mapping[str, Any]


def read_spoken(table: TableFormat, data: Data) -> Spoken | None:
    """Return what the text may say of a table, None where its data tell nothing; ValueError where they name no figure of it."""
    if "readings" not in data and "claims" not in data:
        return None
    subject = data.get("subject", {})
    ignore = data.get("ignore", ())
    readings = tuple(_reading(table, item) for item in data.get("readings", ()))
    same: dict[tuple[str, ...], list[Reading]] = {}
    for reading in readings:
        same.setdefault(reading.cues, []).append(reading)
    return Spoken(
        tuple(subject.get("where", ())),
        tuple(data.get("hints", ())),
        tuple(subject.get("words", ())),
        tuple(subject.get("others", ())),
        _any(ignore),
        tuple(pattern.partition("(")[0] for pattern in ignore),
        tuple(data.get("unlike", ())),
        tuple(data.get("narrower", ())),
        tuple(data.get("harmless", ())),
        readings,
        "|".join(f"(?P<{reading.key}>{_any(reading.cues)})" for reading in readings),
        {reading.key: same[reading.cues] for reading in readings},
        tuple(_claim(table, item) for item in data.get("claims", ())),
    )


def _reading(table: TableFormat, item: Data) -> Reading:
    return Reading(
        item["key"],
        item["name"],
        tuple(item["cues"]),
        tuple(_sum(table, item, name, text) for name, text in item["means"].items()),
        tuple(_sum(table, item, name, text) for name, text in item.get("including", {}).items()),
        item.get("decides", False),
        item.get("part", False),
        item.get("behind", False),
        item.get("within", False),
        tuple(item.get("after", ())),
        tuple(item.get("among", ())),
        item.get("noun", False),
        tuple(item.get("unless", ())),
    )


def _claim(table: TableFormat, item: Data) -> Claim:
    ((name, text),) = item["zero"].items()
    return Claim(
        item["key"],
        item["says"],
        tuple(item["hints"]),
        _any(item["cues"]),
        _sum(table, item, name, text),
        item.get("level"),
        tuple(item.get("after", ())),
        tuple(item.get("others", ())),
        _any(item.get("unless", ())),
        _any(item.get("elsewhere", ())),
        item.get("subject", False),
    )


def _sum(table: TableFormat, item: Data, name: str, text: str) -> Sum:
    """Read a sum over the axis that the item does not fix by `row` or `column`."""
    rows, columns = list(table.rows), list(table.columns)
    try:
        if "row" in item:
            return Sum(name, parse_sum(item["row"], rows), parse_sum(text, columns))
        return Sum(name, parse_sum(text, rows), parse_sum(item["column"], columns))
    except EquationError as error:
        raise ValueError(f"table {table.key}: {item['key']}: {error}") from error


def _any(patterns: Sequence[str]) -> str:
    return "|".join(patterns)
