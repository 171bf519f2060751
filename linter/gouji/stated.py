"""What a user states of a report or of rules, on the command line or in Python: the values that count, and what is wrong with others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from gouji.finding import Severity
from gouji.report import AGENCY_KINDS
from gouji.spelling import did_you_mean

FIRST_YEAR, LAST_YEAR = 1949, 2999
LEVELS = tuple(level.label for level in sorted(Severity, reverse=True))


class Misstated(ValueError):
    """A value that cannot be; `zh` and `en` name it and say what would be right."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


def metadata(name: str, value: Any, called: str) -> Any:
    """Return a value of metadata as it counts: a region with six digits. Misstated, under the name `called`, for what cannot be."""
    counted, zh, en = _VALUES[name](value)
    if counted is None:
        zh, en = (words.replace("{called}", called) for words in (zh, en))
        raise Misstated(f"{called} {_shown(value)}：{zh}", f"{called} {_shown(value)}: {en}")
    return counted


def severity(level: Severity | str, called: str) -> Severity:
    """Return a severity by its name; Misstated, under the name `called`, where there is none of that name."""
    if isinstance(level, Severity):
        return level
    if isinstance(level, str) and level in LEVELS:
        return Severity.parse(level)
    zh, en = did_you_mean(str(level), LEVELS)
    raise Misstated(
        f"{called} {_shown(level)}：级别应为 {'、'.join(LEVELS)} 之一{zh}",
        f"{called} {_shown(level)}: the level must be one of {', '.join(LEVELS)}{en}",
    )


def _shown(value: object) -> str:
    return value if isinstance(value, str) and value.strip() else repr(value)


_Counted = tuple[Any, str, str]


def _year(value: Any) -> _Counted:
    is_one = isinstance(value, int) and not isinstance(value, bool) and FIRST_YEAR <= value <= LAST_YEAR
    return (
        value if is_one else None,
        f"应为 {FIRST_YEAR} 至 {LAST_YEAR} 的整数",
        f"must be a whole number from {FIRST_YEAR} to {LAST_YEAR}",
    )


def _words(value: Any) -> _Counted:
    is_text = isinstance(value, str) and value.strip()
    return value if is_text else None, "没有写明内容；没有可写的，请去掉 {called}", "says nothing; leave {called} out"


def _kind(value: Any) -> _Counted:
    zh, en = did_you_mean(str(value), AGENCY_KINDS)
    return (
        value if value in AGENCY_KINDS else None,
        f"应为 {'、'.join(AGENCY_KINDS)} 之一{zh}",
        f"must be one of {', '.join(AGENCY_KINDS)}{en}",
    )


def _region(value: Any) -> _Counted:
    from gouji.regions import completed

    return (
        completed(value) if isinstance(value, str) else None,
        "应为行政区划代码（GB/T 2260），两位、四位或六位数字，前两位是省级代码，如 330106",
        "must be a code of GB/T 2260: two, four or six digits, the first two those of a province, as 330106",
    )


def _published(value: Any) -> _Counted:
    return value if is_date(value) else None, "应为日期，如 2024-01-31", "must be a date, as 2024-01-31"


def is_date(value: object) -> bool:
    """Whether a value is the text of a day that the calendar has, as 2024-01-31."""
    from datetime import date

    try:
        return isinstance(value, str) and len(value) == len("2024-01-31") and bool(date.fromisoformat(value))
    except ValueError:
        return False


_VALUES: dict[str, Callable[[Any], _Counted]] = {
    "year": _year,
    "agency": _words,
    "kind": _kind,
    "region": _region,
    "published": _published,
    "title": _words,
}
METADATA = tuple(_VALUES)
"""What can be stated of a report."""


def unknown(names: Iterable[str]) -> tuple[str, str] | None:
    """Return what is wrong with the names of metadata, in Chinese and English; None where all are known."""
    for name in names:
        if name not in METADATA:
            zh, en = did_you_mean(str(name), METADATA)
            return (
                f"没有 {name} 这一项（可用：{'、'.join(METADATA)}）{zh}",
                f"{name} is none of {', '.join(METADATA)}{en}",
            )
    return None
