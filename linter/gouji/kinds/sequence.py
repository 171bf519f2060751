"""`sequence`: headings in a given order. Those that are absent are another kind's business (`required`, `topic`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from gouji.finding import Finding, Related
from gouji.kinds import Kind
from gouji.kinds.schemas import WHERE, words
from gouji.kinds.texts import extent

if TYPE_CHECKING:
    from gouji.kinds.workshop import Workshop
    from gouji.report import Report, Span
    from gouji.rule import Check


def _compile(_values: Mapping[str, Any], shop: Workshop) -> Check:
    where = shop.where()._replace(headings=True)
    order = shop.words("order")

    def check(report: Report, _options: None) -> Iterator[Finding]:
        part = extent(report, where)
        furthest: tuple[int, Span] | None = None
        for text in () if part is None else part.texts:
            index = next((index for index, word in enumerate(order) if word in text.value), None)
            if index is None:
                continue
            span = text.node.span()
            if furthest is not None and index < furthest[0]:
                data = {"found": order[index], "before": order[furthest[0]]}
                yield Finding(span, "order", data, related=[Related(furthest[1], "before", data)])
            else:
                furthest = index, span

    return check


KIND = Kind(
    name="sequence",
    title="标题的先后次序 / headings in a given order",
    keys={"order": words("words of the headings, in order", "各标题中的词，按应有的次序", least=2), "in": WHERE["in"]},
    compile=_compile,
    messages={
        "order": {"zh": "“{found}”应排在“{before}”之前", "en": "“{found}” belongs before “{before}”"},
        "before": {"zh": "“{before}”已在这里", "en": "“{before}” stands here already"},
    },
    data=("found", "before"),
    required=("order",),
    notes=("before",),
)
