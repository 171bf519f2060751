"""`length`: how long a part of the report, or each of its paragraphs, may be. White space does not count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from gouji.finding import Finding
from gouji.kinds import Kind
from gouji.kinds.schemas import WHERE, choice, count
from gouji.kinds.texts import extent
from gouji.report import Paragraph

if TYPE_CHECKING:
    from gouji.kinds.texts import Extent
    from gouji.kinds.workshop import Workshop
    from gouji.report import Node, Report
    from gouji.rule import Check


def _compile(values: Mapping[str, Any], shop: Workshop) -> Check:
    where, each = shop.where(), values.get("of", "part") == "paragraph"
    least, most = values.get("min", 0), values.get("max")
    if "min" not in values and most is None:
        shop.refuse((), "应写明 min 或 max", "min or max must be given")
    if most is not None and most < least:
        shop.refuse("max", f"max 小于 min（{least}）", f"max is less than min ({least})")

    def check(report: Report, _options: None) -> Iterator[Finding]:
        part = extent(report, where)
        for node, length in () if part is None else _measured(part, each):
            data = {"length": length, "min": least, "max": most}
            if length < least:
                yield Finding(node, "short", data)
            elif most is not None and length > most:
                yield Finding(node, "long", data)

    return check


def _measured(part: Extent, each: bool) -> Iterator[tuple[Node, int]]:
    if each:
        yield from ((text.node, len(text.value)) for text in part.texts if isinstance(text.node, Paragraph))
    else:
        yield part.node, len(part.joined) - part.joined.count("\n")


KIND = Kind(
    name="length",
    title="篇幅 / how long a part may be",
    keys={
        **WHERE,
        "min": count("characters at least", "至少多少字"),
        "max": count("characters at most", "至多多少字"),
        "of": choice(
            "what is measured: the whole part, or each paragraph", "计量对象：整个范围或每一段", "part", "paragraph"
        ),
    },
    compile=_compile,
    messages={
        "short": {"zh": "这里有 {length} 字，不足 {min} 字", "en": "{length} characters, fewer than {min}"},
        "long": {"zh": "这里有 {length} 字，超过 {max} 字", "en": "{length} characters, more than {max}"},
    },
    data=("length", "min", "max"),
)
