"""`occurrence`: how often something may, or must, be said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from gouji.finding import Finding
from gouji.kinds import Kind
from gouji.kinds.schemas import SEARCH, WHAT, WHERE, count
from gouji.kinds.texts import extent
from gouji.rule import Category

if TYPE_CHECKING:
    from gouji.kinds.workshop import Workshop
    from gouji.report import Report
    from gouji.rule import Check


def _compile(values: Mapping[str, Any], shop: Workshop) -> Check:
    search, where = shop.search(), shop.where()
    least, most = values.get("min", 0), values.get("max")
    if "min" not in values and most is None:
        shop.refuse((), "应写明 min 或 max", "min or max must be given")
    if most is not None and most < least:
        shop.refuse("max", f"max 小于 min（{least}）", f"max is less than min ({least})")
    what = shop.what(shop.words("words"))

    def check(report: Report, _options: None) -> Iterator[Finding]:
        if least == 0 and not search.may_occur(report):
            return
        part = extent(report, where)
        if part is None:
            return
        found = list(search.matches(part))
        data = {"count": len(found), "min": least, "max": most, "what": what}
        if len(found) < least:
            yield Finding(part.node, "few", data)
        elif most is not None and len(found) > most:
            text, start, end = found[most]
            yield Finding(text.span(start, end), "many", data)

    return check


KIND = Kind(
    name="occurrence",
    title="出现的次数 / how often something is said",
    keys={
        **SEARCH, **WHERE, "what": WHAT,
        "min": count("how often at least", "至少几次"),
        "max": count("how often at most", "至多几次"),
    },
    compile=_compile,
    messages={
        "few": {"zh": "{what}出现 {count} 次，至少应有 {min} 次", "en": "{what}: {count} found, at least {min} expected"},
        "many": {"zh": "{what}出现 {count} 次，至多 {max} 次", "en": "{what}: {count} found, at most {max} expected"},
    },
    data=("count", "min", "max", "what"),
    category=Category.WORDING,
)  # fmt: skip
