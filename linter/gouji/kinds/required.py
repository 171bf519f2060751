"""`required`: text or a heading that must appear."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from gouji.finding import Finding
from gouji.kinds import Kind
from gouji.kinds.schemas import SEARCH, WHAT, WHERE
from gouji.kinds.texts import extent

if TYPE_CHECKING:
    from gouji.kinds.workshop import Workshop
    from gouji.report import Report
    from gouji.rule import Check


def _compile(_values: Mapping[str, Any], shop: Workshop) -> Check:
    search, where = shop.search(), shop.where()
    what = shop.what(shop.words("words"))

    def check(report: Report, _options: None) -> Iterator[Finding]:
        part = extent(report, where)
        if part is not None and not (search.may_occur(report) and search.occurs(part)):
            yield Finding(part.node, "missing", {"what": what})

    return check


KIND = Kind(
    name="required",
    title="必须写明的内容 / text or a heading that must be there",
    keys={**SEARCH, **WHERE, "what": WHAT},
    compile=_compile,
    messages={"missing": {"zh": "没有写明{what}，请补充", "en": "{what} is missing"}},
    data=("what",),
)
