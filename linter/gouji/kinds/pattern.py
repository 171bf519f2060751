"""`pattern`: whatever looks like one thing must be written in one form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from gouji.finding import Finding
from gouji.kinds import Kind
from gouji.kinds.schemas import WHERE, text
from gouji.kinds.texts import Search, extent
from gouji.rule import Category

if TYPE_CHECKING:
    from gouji.kinds.workshop import Workshop
    from gouji.report import Report
    from gouji.rule import Check


def _compile(values: Mapping[str, Any], shop: Workshop) -> Check:
    search: Search = shop.look_for((), patterns=(shop.pattern("find", values["find"]),))
    form = shop.pattern("form", values["form"])
    where = shop.where()

    def check(report: Report, _options: None) -> Iterator[Finding]:
        if not search.may_occur(report) or (part := extent(report, where)) is None:
            return
        for plain, start, end in search.matches(part):
            found = plain.value[start:end]
            if form.fullmatch(found) is None:
                yield Finding(plain.span(start, end), "form", {"found": found})

    return check


KIND = Kind(
    name="pattern",
    title="统一的写法 / what must be written in one form",
    keys={
        "find": text(
            "a regular expression for what is meant, however it is written", "找出这类文字的正则表达式，不论写法"
        ),
        "form": text("a regular expression that the whole of it must match", "整个文字必须符合的正则表达式"),
        **WHERE,
    },
    compile=_compile,
    messages={"form": {"zh": "“{found}”的写法不合要求", "en": "“{found}” is not in the form required"}},
    data=("found",),
    required=("find", "form"),
    category=Category.WORDING,
)
