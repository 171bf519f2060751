"""`existence`: text that must not stand in the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from gouji.finding import Finding
from gouji.kinds import Kind
from gouji.kinds.schemas import SEARCH, WHERE
from gouji.kinds.texts import extent
from gouji.rule import Category

if TYPE_CHECKING:
    from gouji.kinds.workshop import Workshop
    from gouji.report import Report
    from gouji.rule import Check


def _compile(_values: Mapping[str, Any], shop: Workshop) -> Check:
    search, where = shop.search(), shop.where()

    def check(report: Report, _options: None) -> Iterator[Finding]:
        if not search.may_occur(report) or (part := extent(report, where)) is None:
            return
        for text, start, end in search.matches(part):
            yield Finding(text.span(start, end), "found", {"found": text.value[start:end]})

    return check


KIND = Kind(
    name="existence",
    title="不应出现的文字 / text that must not be there",
    keys={**SEARCH, **WHERE},
    compile=_compile,
    messages={"found": {"zh": "不应出现“{found}”，请删去或改写", "en": "“{found}” should not stand here"}},
    data=("found",),
    category=Category.WORDING,
)
