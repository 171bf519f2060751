"""What a document tells of itself beside its text: the agency's kind and region, and the date of publication.

Only what is certain is told: a name that fits two places or two kinds tells nothing. JSON states its metadata and is never read
this way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from gouji.labels import fold, han_value

MAX_DATE_LINE = 120
"""A longer line that has a date after 发布日期 is running text."""
MAX_SIGNATURE = 50
"""A longer line that ends with a date is running text."""

_LABEL = (
    r"(?:发布|公开|公布)(?:日期|时间)|(?:pub|publish|published|publication)[-_ ]?(?:date|time)|article:published_time"
)
_DATE = r"(?P<year>20\d{2})\s?[-年/.]\s?(?P<month>\d{1,2})\s?[-月/.]\s?(?P<day>\d{1,2})(?!\d)(?:\s?日)?"
_HAN_DATE = r"(?P<year>二[〇○零oO0][〇○零一二三四五六七八九]{2})年(?P<month>[一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十]{1,3})日"
_STATED = rf"(?:{_LABEL})\s{{0,4}}[:]?\s{{0,4}}(?P<date>{_DATE})"
_SIGNED = rf"(?P<date>{_DATE}|{_HAN_DATE.replace('P<', 'P<han_')})\s*$"
_SENTENCE = "。；！？;!?，,"

# What makes a place that ends with 区 no 市辖区.
_NO_DISTRICTS = (
    "自治区",
    "特区",
    "行政区",
    "开发区",
    "新区",
    "园区",
    "高新区",
    "景区",
    "保税区",
    "示范区",
    "度假区",
    "功能区",
    "港区",
)


def _data(name: str) -> Path:
    import gouji_schemas

    return Path(gouji_schemas.__file__).parent / name


@cache
def regions() -> dict[str, str]:
    """Return the codes (GB/T 2260) of provinces, prefectures and counties by their full names."""
    lines = _data("regions.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {name: code for code, name, _ in rows}


@cache
def _provinces() -> dict[str, str]:
    """Return the codes of provinces by their short names."""
    lines = _data("regions.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {short: code for code, _, short in rows if code.endswith("0000")}


@cache
def _kinds() -> tuple[tuple[str, ...], tuple[tuple[str | None, str], ...]]:
    from gouji.formats import read_yaml

    data = read_yaml(_data("agency_kinds.yaml"))
    return tuple(data["prefixes"]), tuple(
        (item["kind"], pattern) for item in data["kinds"] for pattern in item["matches"]
    )


def region_of(name: str) -> str | None:
    """Return the code of the smallest place an agency's name starts with, or None where it starts with none that is known."""
    return _placed(_words(name))[0] or None


def kind_of(name: str) -> str | None:
    """Return the kind of organ an agency's name shows it to be, or None where the name leaves it open."""
    words = _words(name)
    for kind, pattern in _kinds()[1]:
        if re.search(pattern, words):
            return kind
    if words.endswith("人民政府"):
        return _government(words.removesuffix("人民政府"))
    # A place alone is its government: 某某市2023年政府信息公开工作年度报告.
    code, rest = _placed(words)
    if code and (not rest or _is_district(rest)):
        return _government(words)
    return "gov_township" if re.search(r"[县市区旗].{1,8}[乡镇]$", words) else None


def _government(place: str) -> str | None:
    """Return the kind of the government of a place."""
    code, rest = _placed(place)
    if code and not rest:
        return "gov_province" if code.endswith("0000") else "gov_city" if code.endswith("00") else "gov_county"
    if place.endswith(("省", "自治区")):
        return "gov_province"
    if place.endswith("自治州"):
        return "gov_city"
    if place.endswith(("县", "旗", "区")) and not place.endswith("特区"):
        return "gov_county"
    # A city inside a prefecture is of the county level, whether the table has it or not.
    return "gov_county" if rest.endswith("市") and code.endswith("00") and not code.endswith("0000") else None


def _is_district(place: str) -> bool:
    return place.endswith("区") and not place.endswith(_NO_DISTRICTS)


def _words(name: str) -> str:
    return re.sub(r"\s+", "", fold(name))


def _placed(name: str) -> tuple[str, str]:
    """Return the code of the place a name starts with, as deep as the table goes, and what of the name is left."""
    prefix = next((prefix for prefix in _kinds()[0] if name.startswith(prefix)), "")
    rest = name.removeprefix(prefix)
    code = ""
    short = next((short for short in _provinces() if rest.startswith(short)), "")
    if short and _next_place(rest.removeprefix(short), _provinces()[short]):
        code, rest = _provinces()[short], rest.removeprefix(short)
    while length := _next_place(rest, code):
        code, rest = regions()[rest[:length]], rest[length:]
    return code, rest


def _next_place(name: str, within: str) -> int:
    """Return the length of the longest place a name starts with that lies in another, or 0."""
    stem = within[: 2 if within.endswith("0000") else 4 if within.endswith("00") else 6] if within else ""
    for length in range(min(len(name), 15), 1, -1):
        code = regions().get(name[:length])
        if code is not None and code != within and code.startswith(stem):
            return length
    return 0


def stated_date(text: str) -> tuple[str, tuple[int, int]] | None:
    """Return the publication date a line states under such a label, as 2024-01-31, and where in the line; None where it has none."""
    if len(text) > MAX_DATE_LINE or "20" not in fold(text):
        return None
    match = re.search(_STATED, fold(text), re.IGNORECASE)
    return None if match is None else _checked(match["year"], match["month"], match["day"], match.span("date"))


def signing_date(text: str) -> tuple[str, tuple[int, int]] | None:
    """Return the date a signature ends with (`某某局 2024年1月17日`), as 2024-01-17, and where; None for any other line."""
    if len(text) > MAX_SIGNATURE or any(mark in text for mark in _SENTENCE):
        return None
    match = re.search(_SIGNED, fold(text))
    if match is None:
        return None
    if match["year"]:
        return _checked(match["year"], match["month"], match["day"], match.span("date"))
    year = "".join("0" if digit in "〇○零oO0" else str(han_value(digit)) for digit in match["han_year"])
    return _checked(year, str(han_value(match["han_month"])), str(han_value(match["han_day"])), match.span("date"))


def _checked(year: str, month: str, day: str, span: tuple[int, int]) -> tuple[str, tuple[int, int]] | None:
    from datetime import date

    try:
        return date(int(year), int(month), int(day)).isoformat(), span
    except ValueError:
        return None


def publisher_in(lines: Sequence[str]) -> str:
    """Return the one organ that lines of a page name as the publisher, or nothing."""
    found = {
        match[1]
        for line in lines
        if (match := re.fullmatch(r"(?:发布机构|公开机构|发布单位):(\S{3,30})", _words(line)))
    }
    return found.pop() if len(found) == 1 else ""
