from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import pytest

from gouji.options import OptionsError, build, schema


@dataclass(frozen=True)
class Limits:
    strict: bool = False
    most: int = field(default=1000, metadata={"minimum": 1, "title": "the most characters", "description": "字数上限"})
    share: float = 0.5
    mark: str = "、"
    words: tuple[str, ...] = ("目前",)
    more: list[str] = field(default_factory=list)
    level: Literal["county", "city"] = "county"

    def __post_init__(self) -> None:
        if self.mark == "x":
            raise ValueError("mark x")


def test_the_schema_names_types_defaults_and_what_the_field_says() -> None:
    properties = schema(Limits)["properties"]
    assert properties["strict"] == {"type": "boolean", "default": False}
    assert properties["most"] == {
        "type": "integer", "default": 1000, "minimum": 1, "title": "the most characters", "description": "字数上限",
    }  # fmt: skip
    assert properties["share"] == {"type": "number", "default": 0.5}
    assert properties["words"] == {"type": "array", "items": {"type": "string"}, "default": ["目前"]}
    assert properties["more"] == {"type": "array", "items": {"type": "string"}, "default": []}
    assert properties["level"] == {"enum": ["county", "city"], "default": "county"}
    assert schema(Limits)["additionalProperties"] is False


def test_the_schema_is_a_json_schema() -> None:
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(schema(Limits))


def test_values_take_the_types_of_the_fields() -> None:
    options = build(Limits, {"most": 5.0, "share": 1, "words": ["甲", "乙"], "more": ["丙"], "level": "city"})
    assert options == Limits(most=5, share=1.0, words=("甲", "乙"), more=["丙"], level="city")
    assert type(options.most) is int
    assert type(options.share) is float
    assert build(Limits, {}) == Limits()


@pytest.mark.parametrize(
    ("values", "pointer", "words"),
    [
        ({"stict": True}, ("stict",), "是否想写 strict"),
        ({"most": "many"}, ("most",), "应为整数"),
        ({"most": True}, ("most",), "应为整数"),
        ({"most": 0}, ("most",), "不能小于 1"),
        ({"strict": 1}, ("strict",), "应为true 或 false"),
        ({"words": "甲"}, ("words",), "应为列表"),
        ({"words": ["甲", 1]}, ("words", 1), '写作 "1"'),
        ({"level": "citi"}, ("level",), "是否想写 city"),
        ({"mark": "x"}, (), "mark x"),
    ],
)
def test_what_does_not_fit_is_told_where_it_stands(values: Any, pointer: tuple[str | int, ...], words: str) -> None:
    with pytest.raises(OptionsError) as caught:
        build(Limits, values)
    (violation,) = caught.value.violations
    assert violation.pointer == pointer
    assert words in violation.zh
    assert violation.en


def test_every_mistake_is_told() -> None:
    with pytest.raises(OptionsError) as caught:
        build(Limits, {"most": "x", "level": "y", "z": 1})
    assert {violation.pointer for violation in caught.value.violations} == {("most",), ("level",), ("z",)}


@dataclass
class Unwritable:
    pairs: dict[str, int] = field(default_factory=dict)


@dataclass
class Required:
    most: int


@pytest.mark.parametrize("options", [Unwritable, Required])
def test_a_dataclass_that_cannot_be_written_in_yaml_is_refused(options: type) -> None:
    with pytest.raises(TypeError, match="option"):
        schema(options)
