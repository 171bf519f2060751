"""`topic`: each of a list must be treated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from gouji.finding import Finding
from gouji.kinds import Kind
from gouji.kinds.schemas import WHERE, text, words
from gouji.kinds.texts import extent

if TYPE_CHECKING:
    from gouji.kinds.workshop import Workshop
    from gouji.report import Report
    from gouji.rule import Check


def _compile(values: Mapping[str, Any], shop: Workshop) -> Check:
    where = shop.where()
    when = shop.look_for(cues) if (cues := shop.words("when")) else None
    topics = [
        (topic["name"], shop.look_for(shop.words(("topics", index, "words"), topic["words"])))
        for index, topic in enumerate(values["topics"])
    ]

    def check(report: Report, _options: None) -> Iterator[Finding]:
        part = extent(report, where)
        if part is None or (when is not None and not (when.may_occur(report) and when.occurs(part))):
            return
        for name, search in topics:
            if not (search.may_occur(report) and search.occurs(part)):
                yield Finding(part.node, "missing", {"topic": name})

    return check


KIND = Kind(
    name="topic",
    title="逐项都要写到的内容 / topics each of which must be treated",
    keys={
        "topics": {
            "title": "the topics, each with words that tell it",
            "description": "各项内容，以及表明写到了它的词",
            "type": "array",
            "minItems": 1,
            "maxItems": 100,
            "items": {
                "type": "object",
                "required": ["name", "words"],
                "additionalProperties": False,
                "properties": {
                    "name": text("the topic", "这项内容", 80),
                    "words": words("words one of which tells that it is treated", "有其中一个词即为写到"),
                },
            },
        },
        "when": words("only where one of these words stands", "只在出现这些词之一时检查"),
        **WHERE,
    },
    compile=_compile,
    messages={"missing": {"zh": "没有写到“{topic}”，请补充", "en": "“{topic}” is not treated"}},
    data=("topic",),
    required=("topics",),
)
