"""A rule's options: from its dataclass to a JSON Schema, and from what the user wrote to an instance.

Fields are bool, int, float, str, Literal, or a list or tuple of str, each with a default. A field's `metadata` holds
further JSON Schema keywords (`minimum`, `description`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from typing import Any, Literal, get_args, get_origin, get_type_hints

from gouji.source import Violation

PLAIN = {bool: "boolean", int: "integer", float: "number", str: "string"}


class OptionsError(Exception):
    """What the user wrote breaks the options' schema. `violations` point into the mapping."""

    def __init__(self, violations: list[Violation]) -> None:
        super().__init__(violations[0].en)
        self.violations = violations


def schema(options: type) -> dict[str, Any]:
    """Return the JSON Schema of an options dataclass; TypeError where a field's type is none of those above."""
    hints = get_type_hints(options)
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            field.name: {**_schema_of(hints[field.name], field), **field.metadata} for field in _fields(options)
        },
    }


def _fields(options: type) -> tuple[Field[Any], ...]:
    return fields(options)


def _schema_of(hint: Any, field: Field[Any]) -> dict[str, Any]:
    default = field.default_factory() if field.default_factory is not MISSING else field.default
    if default is MISSING:
        raise TypeError(f"option {field.name} has no default")
    return {**_type_of(hint, field.name), "default": list(default) if isinstance(default, tuple) else default}


def _type_of(hint: Any, name: str) -> dict[str, Any]:
    if hint in PLAIN:
        return {"type": PLAIN[hint]}
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(arguments)}
    if (origin is list and arguments == (str,)) or (origin is tuple and arguments == (str, ...)):
        return {"type": "array", "items": {"type": "string"}}
    raise TypeError(
        f"option {name}: {hint} cannot be written in gouji.yaml; use bool, int, float, str, Literal or a list of str"
    )


def build(options: type, values: Mapping[str, Any]) -> Any:
    """Return the options with the values the user wrote; OptionsError where they break the schema or the dataclass refuses them."""
    from gouji.violations import violations

    found = list(violations(schema(options), values))
    if found:
        raise OptionsError(found)
    hints = get_type_hints(options)
    converted = {}
    for name, value in values.items():
        if get_origin(hints[name]) is tuple:
            converted[name] = tuple(value)
        elif hints[name] in (int, float):
            converted[name] = hints[name](value)
        else:
            converted[name] = value
    try:
        return options(**converted)
    except ValueError as error:
        raise OptionsError([Violation((), f"选项值不可用：{error}", f"unusable options: {error}")]) from error
