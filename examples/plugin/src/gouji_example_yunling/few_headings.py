"""The kind `few-headings`: a part of the report that is divided into too many headings. Packs in YAML can use it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from gouji.finding import Finding
from gouji.kinds import Kind
from gouji.kinds.schemas import WHERE, count
from gouji.kinds.texts import extent

if TYPE_CHECKING:
    from gouji.kinds.workshop import Workshop
    from gouji.report import Report
    from gouji.rule import Check


def _compile(values: Mapping[str, Any], shop: Workshop) -> Check:
    where = shop.where()._replace(headings=True)
    most: int = values["max"]

    def check(report: Report, _options: None) -> Iterator[Finding]:
        part = extent(report, where)
        if part is not None and len(part.texts) > most:
            yield Finding(part.texts[most].node.span(), "many", {"count": len(part.texts), "max": most})

    return check


FEW_HEADINGS = Kind(
    name="few-headings",
    title="标题的数量 / how many headings there may be",
    keys={"in": WHERE["in"], "max": count("headings at most, the chapter's own included", "至多几个标题，含章标题", 1)},
    compile=_compile,
    messages={
        "many": {
            "zh": "这里有 {count} 个标题，至多 {max} 个",
            "en": "there are {count} headings here, at most {max} allowed",
        }
    },
    data=("count", "max"),
    required=("max",),
)
