"""The reader of report JSON.

A clean file is decoded, counted for depth and found to keep the report schema, nothing more; what is wrong with any other is
worked out afterwards (`json_faults`, `violations`), and so are places (`gouji.json_places`).

A cell's decimal keeps its printed digits: the report's data has `96171.60` as the text "96171.60", the way a document's
cells are kept, and not as a binary fraction that would print as 96171.6. Whole numbers are integers.
"""

from __future__ import annotations

import json
import re
import sys
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gouji.json_places import JsonPlaces
from gouji.readers.json_shape import is_usual
from gouji.report import REPORT_TYPE
from gouji.source import Document, Invalid, Lines, NotAReport, Place, Unreadable

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator

    from gouji.formats import Formats

MAX_BYTES = 16 * 1024 * 1024
"""The greatest file that is read, in bytes. A long report has some 100 KB."""

MAX_DEPTH = 100
"""How deep arrays and objects may stand in one another. A report with four levels of headings needs about fifteen."""

_TYPE_MEMBER = f'"type": "{REPORT_TYPE}"'


def read(raw: bytes, formats: Formats) -> Document:  # noqa: ARG001
    """Return the report of a JSON file.

    Raises Unreadable where the bytes are no UTF-8 or no JSON that names each thing once, NotAReport where the JSON is
    something else, and Invalid where the report breaks its schema.
    """
    text = _decode(raw)
    data, has_decimals = _load(text)
    if not isinstance(data, dict) or data.get("type") != REPORT_TYPE:
        raise _not_a_report(data)
    if _deeper_than(MAX_DEPTH, data):
        raise _unreadable(text, "")
    places = JsonPlaces(text)
    if not is_usual(data) and not _validator().is_valid(data):
        from gouji.readers.violations import violations

        raise Invalid(violations(data, places), Document(data, places, text))
    return Document(_as_printed(text) if has_decimals else data, places, text)


def schema() -> dict[str, Any]:
    """Return the report schema."""
    import gouji_schemas

    file = Path(gouji_schemas.__file__).parent / "report.schema.json"
    loaded: dict[str, Any] = json.loads(file.read_bytes())
    return loaded


@cache
def _validator() -> Draft202012Validator:
    from jsonschema_rs import Draft202012Validator

    return Draft202012Validator(schema())


def _decode(raw: bytes) -> str:
    if len(raw) > MAX_BYTES:
        size = f"{len(raw) / 1024 / 1024:.1f}"
        limit = MAX_BYTES // 1024 // 1024
        zh = f"文件有 {size} MB，超过 {limit} MB 的上限，未读取；一份报告不会这么大，请确认是否选错文件"
        raise Unreadable(zh, f"the file has {size} MB, more than the {limit} MB that are read; is it the right file?")
    encoding = _wide_encoding(raw)
    if encoding is not None:
        name = encoding[:6].upper()
        zh = f"文件是 {name} 编码，JSON 应为 UTF-8；请用编辑器另存为 UTF-8 编码"
        en = f"the file is {name}, JSON must be UTF-8; save it as UTF-8"
        raise Unreadable(zh, en, Place(1, 1, 1, 1), raw.decode(encoding, "replace").removeprefix("\ufeff"))
    raw = raw.removeprefix(BOM_UTF8)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _wrong_encoding(raw, error.start, error.reason) from None


def _wide_encoding(raw: bytes) -> str | None:
    """Return the name of the UTF-16 or UTF-32 a file is in, or None where it is in neither."""
    encoding = json.detect_encoding(raw)
    marked = raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE, BOM_UTF32_BE))
    # Without a mark the guess rests on zeros among the first four bytes; a stray one does not make a file wide.
    if encoding.startswith("utf-8") or not (marked or raw.count(0) * 20 >= len(raw)):
        return None
    return encoding


def _wrong_encoding(raw: bytes, at: int, reason: str) -> Unreadable:
    """Say which byte is no UTF-8, at its place in the text as an editor that knows the encoding shows it."""
    byte = f"0x{raw[at]:02X}"
    shown = raw.decode("utf-8", "replace")
    before = raw[:at].decode("utf-8")
    zh = f"文件不是 UTF-8 编码（首个无法解读的字节是 {byte}）"
    en = f"the file is not UTF-8 (the first byte that cannot be read is {byte})"
    broken, sound = shown.count("\ufffd"), sum(char > "\x7f" for char in shown)
    national = _gb18030(raw) if 2 * broken > sound - broken else None
    if reason == "unexpected end of data":
        zh += "，最后一个字符不完整；文件可能没有传完整，请重新获取"
        en += ": its last character is incomplete; the file may be cut off, fetch it again"
    elif national is not None:
        zh += "，看起来是 GB18030（GBK）编码；请用编辑器另存为 UTF-8 编码"
        en += " but seems to be GB18030 (GBK); save it as UTF-8"
        shown, before = national, raw[:at].decode("gb18030", "ignore")
    else:
        zh += "；请用编辑器另存为 UTF-8 编码，或重新获取文件"
        en += "; save it as UTF-8, or fetch the file again"
    line, column = Lines(shown).position(len(before))
    return Unreadable(zh, en, Place(line, column, line, column + 1), shown)


def _gb18030(raw: bytes) -> str | None:
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError:
        return None


def _load(text: str) -> tuple[Any, bool]:
    """Return the data of a text and whether any number in it has a point or an exponent."""
    decimals: list[str] = []

    def decimal(printed: str) -> float:
        decimals.append(printed)
        value = float(printed)
        if value in {float("inf"), float("-inf")}:
            raise ValueError(printed)
        return value

    try:
        data = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse, parse_float=decimal)
    except (ValueError, RecursionError) as error:
        raise _unreadable(text, str(error)) from None
    # The decoder takes half a surrogate pair for a character.
    if "\\u" in text and re.search(r"\\u[dD][89a-fA-F]", text):
        from gouji.readers.json_faults import first_fault

        if first_fault(text, sys.maxsize):
            raise _unreadable(text, "")
    return data, bool(decimals)


def _unique(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("duplicate key")
    return members


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


def _unreadable(text: str, error: str) -> Unreadable:
    from gouji.readers.json_faults import first_fault

    fault = first_fault(text, MAX_DEPTH)
    if fault is None:
        zh = f"文件不是可以读取的 JSON：{error}"
        return Unreadable(zh, f"the file is no JSON that can be read: {error}", Place(1, 1, 1, 1), text)
    return Unreadable(fault.zh, fault.en, Lines(text).place(fault.start, fault.end), text)


def _deeper_than(limit: int, data: Any) -> bool:
    level = [data]
    for _ in range(limit):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if type(outer) is dict else outer)
            if type(inner) is dict or type(inner) is list
        ]
        if not level:
            return False
    return True


def _as_printed(text: str) -> dict[str, Any]:
    """Return the data of a valid report with every decimal of a cell as its text."""

    def members(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        # 2023.0 is an integer to JSON Schema, and nowhere but in these and in cells may a number stand.
        for key in ("year", "label_column"):
            if isinstance(found.get(key), str):
                found[key] = int(float(found[key]))
        return found

    data: dict[str, Any] = json.loads(text, object_pairs_hook=members, parse_float=str)
    return data


def _not_a_report(data: Any) -> NotAReport:
    if not isinstance(data, Mapping):
        return NotAReport(
            f"不是年度报告：JSON 最外层应为对象，并含有 {_TYPE_MEMBER}",
            f"no annual report: its JSON is no object with {_TYPE_MEMBER}",
        )
    stated = data.get("type")
    if not _resembles_report(data):
        return NotAReport(
            f"不是年度报告：JSON 中没有 {_TYPE_MEMBER}", f"no annual report: its JSON has no {_TYPE_MEMBER}"
        )
    if stated is None:
        return NotAReport(
            f"看起来是年度报告，但没有注明类型，未作检查；请在最外层加上 {_TYPE_MEMBER}",
            f"this seems to be an annual report but does not say so and was not checked; add {_TYPE_MEMBER} at the top",
        )
    shown = json.dumps(stated, ensure_ascii=False)[:60]
    return NotAReport(
        f"看起来是年度报告，但类型写的是 {shown}，未作检查；请改为 {_TYPE_MEMBER}",
        f"this seems to be an annual report but its type is {shown}, so it was not checked; write {_TYPE_MEMBER}",
    )


def _resembles_report(data: Mapping[str, Any]) -> bool:
    """Whether data without the report type has what only a report has, or a type that is a slip for it."""
    stated = data.get("type")
    if isinstance(data.get("content"), list) and {"agency", "year"} & data.keys():
        return True
    if not isinstance(stated, str) or len(stated) > 2 * len(REPORT_TYPE):
        return False
    from difflib import SequenceMatcher

    return SequenceMatcher(None, stated.lower().replace("_", "-"), REPORT_TYPE).ratio() > 0.8
