"""`substitution`: wording to be replaced by other wording, with a fix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from gouji.finding import Edit, Finding, Fix
from gouji.kinds import Kind
from gouji.kinds.schemas import SEARCH, WHERE, flag
from gouji.kinds.texts import Search, extent
from gouji.rule import Category

if TYPE_CHECKING:
    from gouji.kinds.workshop import Workshop
    from gouji.report import Report
    from gouji.rule import Check


def _compile(values: Mapping[str, Any], shop: Workshop) -> Check:
    pairs = {"".join(wrong.split()): right for wrong, right in values["pairs"].items()}
    for wrong, right in values["pairs"].items():
        if not wrong.strip() or wrong == right:
            shop.refuse(("pairs", wrong), "替换前后相同或为空", "both sides are the same, or one is blank")
    search: Search = shop.look_for(tuple(pairs), shop.words("unless"))
    where, safe = shop.where(), bool(values.get("safe", False))

    def check(report: Report, _options: None) -> Iterator[Finding]:
        if not search.may_occur(report) or (part := extent(report, where)) is None:
            return
        for text, start, end in search.matches(part):
            found = text.value[start:end]
            span = text.span(start, end)
            fix = Fix("fix", [Edit(span, pairs[found])], safe)
            yield Finding(span, "found", {"found": found, "replacement": pairs[found]}, fix=fix)

    return check


KIND = Kind(
    name="substitution",
    title="应当改用的写法 / wording to be replaced",
    keys={
        "pairs": {
            "title": "what is wrong, and what is right",
            "description": "错误写法: 正确写法",
            "type": "object",
            "minProperties": 1,
            "maxProperties": 2000,
            "additionalProperties": {
                "title": "the right wording",
                "description": "正确写法",
                "type": "string",
                "maxLength": 100,
            },
        },
        "safe": flag("whether the replacement cannot change the meaning", "替换是否不会改变原意"),
        "unless": SEARCH["unless"],
        **WHERE,
    },
    compile=_compile,
    messages={
        "found": {"zh": "“{found}”应改为“{replacement}”", "en": "“{found}” should be “{replacement}”"},
        "fix": {"zh": "改为“{replacement}”", "en": "write “{replacement}”"},
    },
    data=("found", "replacement"),
    required=("pairs",),
    category=Category.WORDING,
    notes=("fix",),
)
