"""How a report breaks its schema, in words, each at its place. Imported only for a file that does.

`jsonschema`, the reference, finds the violations; the schema's own titles (English) and descriptions (Chinese) say what
each member is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, cast

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

from gouji.readers.json import schema
from gouji.source import Violation

if TYPE_CHECKING:
    from gouji.json_places import JsonPlaces
    from gouji.report import Pointer

MAX_VIOLATIONS = 50
"""How many violations of one file are told; the last one says how many more there are."""

_TYPES = {
    "string": ("文本", "text"),
    "integer": ("整数", "a whole number"),
    "number": ("数字", "a number"),
    "null": ("null（空白）", "null"),
    "object": ("对象 {…}", "an object {…}"),
    "array": ("列表 […]", "a list […]"),
    "boolean": ("true 或 false", "true or false"),
}


def _pattern(_validator: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    """Match as ECMA 262 does, where `$` is the end of the text and not also the place before a last line break."""
    if isinstance(instance, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def reference() -> Draft202012Validator:
    """Return the reference validator of the report schema."""
    made: Draft202012Validator = extend(Draft202012Validator, {"pattern": _pattern})(schema())  # type: ignore[no-untyped-call]
    return made


def violations(data: Any, places: JsonPlaces) -> list[Violation]:
    """Return every violation of a report that breaks its schema, in the order of the file, at most MAX_VIOLATIONS."""
    told = dict.fromkeys(violation for error in reference().iter_errors(data) for violation in _explain(error))
    found = sorted((_placed(violation, places) for violation in told), key=_position)
    if not found:
        zh = "报告不符合 report.schema.json（说明程序未能指出具体位置）"
        return [Violation((), zh, "the report breaks report.schema.json in a way that could not be explained")]
    more = len(found) - MAX_VIOLATIONS
    if more > 0:
        last = found[MAX_VIOLATIONS - 1]
        zh, en = f"{last.zh}（另有 {more} 处未列出）", f"{last.en} ({more} more are not listed)"
        found[MAX_VIOLATIONS - 1 :] = [last._replace(zh=zh, en=en)]
    return found


def _placed(violation: Violation, places: JsonPlaces) -> Violation:
    locate = places.locate_key if violation.at_key else places.locate
    return violation._replace(place=locate(violation.pointer))


def _position(violation: Violation) -> tuple[int, int]:
    return violation.place.line or 0, violation.place.column or 0


def _explain(error: ValidationError) -> Iterator[Violation]:
    """Yield what one error of the reference comes to."""
    pointer: Pointer = tuple(error.absolute_path)
    value: Any = error.instance
    wanted: Any = error.validator_value
    rule = cast("Mapping[str, Any]", error.schema)
    zh, en = _name(pointer)
    match error.validator:
        case "required" | "additionalProperties":
            yield from _members(pointer, value, rule)
        case "type":
            yield _of_type(pointer, value, wanted)
        case "enum":
            hint_zh, hint_en = _hint(value, wanted)
            listed = [str(item) for item in wanted]
            yield Violation(
                pointer,
                f"{zh}不能是 {_quote(value)}；可用的有 {'、'.join(listed)}{hint_zh}",
                f"{en} cannot be {_quote(value)}; it is one of {', '.join(listed)}{hint_en}",
            )
        case "const":
            right = _quote(wanted)
            yield Violation(pointer, f"{zh}应为 {right}", f"{en} must be {right}")
        case "pattern":
            yield Violation(
                pointer,
                f"{zh}的写法 {_quote(value)} 不对；应为{rule['description']}",
                f"{en} cannot be {_quote(value)}; it is {rule['title']}",
            )
        case "minimum" | "maximum":
            least, greatest = rule.get("minimum"), rule.get("maximum")
            bounds_zh = f"不小于 {least}" if greatest is None else f"在 {least} 至 {greatest} 之间"
            bounds_en = f"at least {least}" if greatest is None else f"between {least} and {greatest}"
            yield Violation(
                pointer, f"{zh}是 {_quote(value)}，应{bounds_zh}", f"{en} is {_quote(value)} and must be {bounds_en}"
            )
        case "minLength":
            yield Violation(
                pointer, f"{zh}不能为空；应写明{rule['description']}", f"{en} is empty; give {rule['title']}"
            )
        case _:
            yield Violation(pointer, f"{zh}不符合 {error.validator} 的要求", f"{en}: {error.message}")


def _members(pointer: Pointer, value: Mapping[str, Any], rule: Mapping[str, Any]) -> Iterator[Violation]:
    """Yield what is wrong with an object's keys: missing, unknown, or a known one misspelt."""
    known: Mapping[str, Any] = rule["properties"]
    missing = [key for key in rule.get("required", ()) if key not in value]
    absent = [key for key in known if key not in value]
    closed = rule.get("additionalProperties") is False
    misspelt = False
    for key in value:
        if key in known:
            continue
        near = get_close_matches(key, absent, 1)
        at = (*pointer, key)
        if near:
            misspelt = True
            missing = [other for other in missing if other != near[0]]
            yield Violation(
                at, f"没有名为 {key} 的键；是否想写 {near[0]}？", f"unknown key {key}; did you mean {near[0]}?", True
            )
        elif closed and key in {"heading", "table"} and {"heading", "table"} & known.keys():
            zh = "一块内容不能既有 heading（章节）又有 table（表格）；请分成两块"
            yield Violation(at, zh, "a block has a heading or a table, not both; make it two blocks", True)
        elif closed:
            listed = "、".join(known)
            yield Violation(
                at,
                f"没有名为 {_short(key)} 的键；这里可用的有 {listed}",
                f"unknown key {_short(key)}; the keys here are {', '.join(known)}",
                True,
            )
    if not closed:
        if missing and not misspelt:
            yield Violation(pointer, rule["description"], rule["title"])
        return
    for key in missing:
        zh, en = _name(pointer)
        what = known[key]
        yield Violation(
            pointer,
            f"{zh}缺少 {key}（{what['description']}）",
            f"{en} has no {key} ({what['title']})",
        )


def _of_type(pointer: Pointer, value: Any, expected: str | list[str]) -> Violation:
    zh, en = _name(pointer)
    names = [expected] if isinstance(expected, str) else [kind for kind in expected if kind != "integer"]
    should_zh = "或".join(_TYPES[name][0] for name in names).replace("或", "、", max(len(names) - 2, 0))
    should_en = " or ".join(_TYPES[name][1] for name in names)
    is_zh, is_en = _kind(value)
    hint_zh = hint_en = ""
    if "integer" in names and isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,9}", value.strip()):
        hint_zh, hint_en = "；请去掉双引号", "; remove the quotes"
    elif "string" in names and isinstance(value, (int, float)) and not isinstance(value, bool):
        hint_zh, hint_en = "；请加上双引号", "; put it in double quotes"
    return Violation(
        pointer,
        f"{zh}应为{should_zh}，这里是{is_zh}{hint_zh}",
        f"{en} must be {should_en}, not {is_en}{hint_en}",
    )


def _kind(value: Any) -> tuple[str, str]:
    if isinstance(value, dict):
        return _TYPES["object"]
    if isinstance(value, list):
        return _TYPES["array"]
    shown = _quote(value)
    if isinstance(value, str):
        return f"文本 {shown}", f"the text {shown}"
    if value is None or isinstance(value, bool):
        return f" {shown}", shown
    return f"数字 {shown}", f"the number {shown}"


def _name(pointer: Pointer) -> tuple[str, str]:
    """Return what to call the value at a pointer: its key, or its number in the list it stands in."""
    if not pointer:
        return "报告", "the report"
    last = pointer[-1]
    if isinstance(last, str):
        return f"{last} ", last
    within = next((part for part in reversed(pointer) if isinstance(part, str)), "")
    return f"{within} 的第 {last + 1} 项", f"item {last + 1} of {within}"


def _hint(word: Any, known: Iterable[Any]) -> tuple[str, str]:
    near = get_close_matches(word, list(known), 1) if isinstance(word, str) else []
    return (f"；是否想写 {near[0]}？", f"; did you mean {near[0]}?") if near else ("", "")


def _quote(value: Any) -> str:
    return _short(json.dumps(value, ensure_ascii=False))


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"
