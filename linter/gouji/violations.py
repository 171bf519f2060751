"""How data breaks a JSON Schema, in words: for configuration and rule options, whose schemas are small and plain.

A schema's `title` says in English, its `description` in Chinese, what a value is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gouji.source import Violation
from gouji.spelling import did_you_mean

TYPES = {
    "string": ("文字", "text"),
    "integer": ("整数", "a whole number"),
    "number": ("数", "a number"),
    "boolean": ("true 或 false", "true or false"),
    "array": ("列表（如 [甲, 乙]）", "a list, as [a, b]"),
    "object": ("“键: 值”的形式", "a mapping, as key: value"),
}

BOUNDS = {"minimum": ("不能小于", "must not be less than"), "maximum": ("不能大于", "must not be more than")}
SIZES = {
    "minLength": ("不能为空，至少 {} 个字符", "must have at least {} characters"),
    "maxLength": ("过长，最多 {} 个字符", "must have at most {} characters"),
    "minItems": ("至少应有 {} 项", "must have at least {} items"),
    "maxItems": ("过多，最多 {} 项", "must have at most {} items"),
    "minProperties": ("至少应有 {} 项", "must have at least {} entries"),
    "maxProperties": ("过多，最多 {} 项", "must have at most {} entries"),
}


def violations(schema: Mapping[str, Any], data: Any) -> Iterator[Violation]:
    """Yield every way in which data breaks a schema (no `$ref`, no unions). `at_key` tells that the key is what is wrong."""
    from jsonschema_rs import Draft202012Validator

    for error in Draft202012Validator(dict(schema)).iter_errors(data):
        pointer = tuple(error.instance_path)
        path = list(error.schema_path)
        where: Any = schema
        for part in path[:-1]:
            where = where[part]
        yield from _in_words(str(path[-1]), where, pointer, _at(data, pointer))


def _at(data: Any, pointer: tuple[str | int, ...]) -> Any:
    for part in pointer:
        data = data[part]
    return data


def _in_words(keyword: str, schema: Any, pointer: tuple[str | int, ...], value: Any) -> Iterator[Violation]:
    limit = schema[keyword]
    if keyword == "additionalProperties":
        known = list(schema.get("properties", ()))
        for key in value:
            if key not in known:
                zh, en = did_you_mean(key, known)
                listed = "、".join(known)
                yield Violation(
                    (*pointer, key),
                    f"没有名为 {key} 的键{zh or f'；可用的有：{listed}'}",
                    f"there is no key called {key}{en or '; known: ' + ', '.join(known)}",
                    at_key=True,
                )
    elif keyword == "required":
        missing = [key for key in limit if key not in value]
        yield Violation(pointer, f"缺少 {'、'.join(missing)}", f"{', '.join(missing)} is missing")
    elif keyword == "enum":
        zh, en = did_you_mean(str(value), map(str, limit))
        words = [str(item) for item in limit]
        yield Violation(
            pointer,
            f"不能写 {value}，应为 {'、'.join(words)} 之一{zh}",
            f"{value} is not one of {', '.join(words)}{en}",
        )
    elif keyword == "type":
        allowed = [TYPES[name] for name in ([limit] if isinstance(limit, str) else limit) if name in TYPES]
        zh, en = "或".join(zh for zh, _ in allowed), " or ".join(en for _, en in allowed)
        if limit == "string" and isinstance(value, (int, float)):
            zh, en = f'{zh}，请加引号写作 "{value}"', f'{en}: put it in quotes, "{value}"'
        yield Violation(pointer, f"应为{zh}", f"must be {en}")
    elif keyword == "pattern":
        zh, en = schema.get("description", limit), schema.get("title", limit)
        yield Violation(pointer, f"不能写 {value}，应为：{zh}", f"{value} must be: {en}")
    elif keyword in BOUNDS:
        zh, en = BOUNDS[keyword]
        yield Violation(pointer, f"{value} {zh} {limit}", f"{value} {en} {limit}")
    elif keyword in SIZES:
        zh, en = SIZES[keyword]
        yield Violation(pointer, zh.format(limit), en.format(limit))
    else:
        yield Violation(pointer, f"{value} 不符合 {keyword}: {limit}", f"{value} breaks {keyword}: {limit}")
