"""`unique`: what may be said only once: each thing found, each heading, or each paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from gouji.finding import Finding, Related
from gouji.kinds import Kind
from gouji.kinds.schemas import SEARCH, WHERE, choice
from gouji.kinds.texts import extent
from gouji.labels import bare
from gouji.report import Paragraph
from gouji.rule import Category

if TYPE_CHECKING:
    from gouji.kinds.texts import Extent
    from gouji.kinds.workshop import Workshop
    from gouji.report import Report, Span
    from gouji.rule import Check

SHORTEST = 12
"""A paragraph of fewer characters (无。, 见附表。) may well stand twice."""


def _compile(values: Mapping[str, Any], shop: Workshop) -> Check:
    where, of = shop.where(), values["of"]
    search = shop.search() if of == "found" else None
    if search is None and {"words", "patterns", "unless"} & values.keys():
        shop.refuse(
            "of", "words、patterns 和 unless 只用于 of: found", "words, patterns and unless belong to `of: found`"
        )

    def check(report: Report, _options: None) -> Iterator[Finding]:
        if (search is not None and not search.may_occur(report)) or (part := extent(report, where)) is None:
            return
        things: Iterator[tuple[str, Span]]
        if search is not None:
            things = ((text.value[start:end], text.span(start, end)) for text, start, end in search.matches(part))
        else:
            things = _whole(part, of == "headings")
        first: dict[str, Span] = {}
        for thing, span in things:
            if thing in first:
                yield Finding(span, "again", {"found": thing}, related=[Related(first[thing], "first")])
            else:
                first[thing] = span

    return check


def _whole(part: Extent, headings: bool) -> Iterator[tuple[str, Span]]:
    for text in part.texts:
        if isinstance(text.node, Paragraph):
            if not headings and len(text.value) >= SHORTEST:
                yield text.value, text.node.span()
        elif headings:
            yield bare(text.value), text.node.span()


KIND = Kind(
    name="unique",
    title="只能出现一次的内容 / what may stand only once",
    keys={
        "of": choice(
            "what must not be repeated: what words and patterns find, headings, or paragraphs",
            "不能重复的是：words 和 patterns 找到的文字、标题或段落",
            "found", "headings", "paragraphs",
        ),
        **SEARCH,
        **WHERE,
    },
    compile=_compile,
    messages={
        "again": {"zh": "“{found}”重复出现，请删去一处", "en": "“{found}” stands here again; remove one"},
        "first": {"zh": "先出现在这里", "en": "it stands here first"},
    },
    data=("found",),
    required=("of",),
    category=Category.WORDING,
    notes=("first",),
)  # fmt: skip
