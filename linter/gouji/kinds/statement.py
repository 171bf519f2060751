"""`statement`: a sentence that must be there, with slots whose content must be right.

    sentences: ["统计期限自{from}起至{to}止"]
    slots:
      from: {is: ["{year}年1月1日"]}

A sentence is written as it should read; `…` stands for up to 20 characters that do not matter, `{from}` for a slot. White space
and the width of punctuation do not count. Several sentences are ways of saying the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from gouji.finding import Finding
from gouji.kinds import Kind
from gouji.kinds.schemas import WHAT, WHERE, flag, text
from gouji.kinds.texts import extent
from gouji.packs.templates import unknown_placeholder
from gouji.spelling import did_you_mean

if TYPE_CHECKING:
    from gouji.kinds.texts import Extent
    from gouji.kinds.workshop import Workshop
    from gouji.report import Report, Span
    from gouji.rule import Check

GAP = "[^。；]{0,20}?"
SLOT = "[^，。；]{1,30}?"
VALUES = ("year", "next_year", "agency")
_WIDTHS = {
    wide + narrow: f"[{re.escape(wide)}{re.escape(narrow)}]"
    for wide, narrow in zip("，。；：（）？！", ",.;:()?!", strict=True)
}


def _compile(values: Mapping[str, Any], shop: Workshop) -> Check:
    slots: Mapping[str, Mapping[str, Any]] = values.get("slots", {})
    named = [set(re.findall(r"\{([^{}]*)\}", sentence)) for sentence in values["sentences"]]
    used = set().union(*named)
    for slot in slots.keys() - used:
        zh, en = did_you_mean(slot, used)
        shop.refuse(("slots", slot), f"各种写法中都没有 {{{slot}}}{zh}", f"no sentence has {{{slot}}}{en}")
    for slot, about in slots.items():
        for index, template in enumerate(about.get("is", ())):
            fault = unknown_placeholder(template, VALUES)
            if fault is not None:
                shop.refuse(("slots", slot, "is", index), *fault)
    patterns = tuple(
        shop.pattern(("sentences", index), _pattern(shop, index, sentence, slots))
        for index, sentence in enumerate(values["sentences"])
    )
    search = shop.look_for((), patterns=patterns)
    where, optional, what = (
        shop.where(),
        bool(values.get("optional", False)),
        shop.what(re.sub(r"\{[^{}]*\}", "…", sentence) for sentence in values["sentences"]),
    )

    def check(report: Report, _options: None) -> Iterator[Finding]:
        part = extent(report, where)
        if part is None:
            return
        first: list[tuple[Span, str, str, str]] | None = None
        for match, span in _matches(part, patterns) if search.may_occur(report) else ():
            wrong = list(_wrong(report, match, span, slots))
            if not wrong:
                return
            first = first or wrong
        if first is None:
            if not optional:
                yield Finding(part.node, "missing", {"what": what, "slot": "", "found": "", "expected": ""})
            return
        for at, slot, found, expected in first:
            yield Finding(at, "wrong", {"what": what, "slot": slot, "found": found, "expected": expected})

    return check


def _pattern(shop: Workshop, index: int, sentence: str, slots: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the pattern of a sentence: each gap and slot ends at the first place where the words after it begin, for good."""
    sentence = "".join(sentence.split())
    if not re.search(r"\w", re.sub(r"\{[^{}]*\}|…", "", sentence)):
        shop.refuse(("sentences", index), "写法中应有固定的文字", "a sentence must have words of its own")
    done, open_parts = [], ""
    pieces = [piece for piece in re.split(r"(\{[^{}]*\}|…)", sentence) if piece]
    for at, piece in enumerate(pieces):
        if piece == "…":
            open_parts += GAP
        elif piece.startswith("{") and piece.endswith("}"):
            name = piece[1:-1]
            if not re.fullmatch(r"[a-z][a-z0-9_]{0,30}", name):
                shop.refuse(
                    ("sentences", index),
                    f"{{{name}}} 应为小写字母的名称",
                    f"{{{name}}} must be a name in small letters",
                )
            last = at == len(pieces) - 1
            open_parts += (
                f"(?P<{name}>{slots.get(name, {}).get('pattern') or (SLOT.removesuffix('?') if last else SLOT)})"
            )
        else:
            words = "".join(_either_width(char) for char in piece)
            done.append(f"(?>{open_parts}{words})" if open_parts else words)
            open_parts = ""
    return "".join(done) + open_parts


def _either_width(char: str) -> str:
    return next((both for pair, both in _WIDTHS.items() if char in pair), re.escape(char))


def _matches(part: Extent, patterns: tuple[re.Pattern[str], ...]) -> Iterator[tuple[re.Match[str], Any]]:
    for plain in part.texts:
        for pattern in patterns:
            for match in part.budget.matches(pattern, plain.value):
                yield match, plain


def _wrong(
    report: Report, match: re.Match[str], plain: Any, slots: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[Span, str, str, str]]:
    year = report.year
    known = {"year": year, "next_year": None if year is None else year + 1, "agency": report.agency.name}
    for slot, found in match.groupdict().items():
        templates = slots.get(slot, {}).get("is", ())
        expected = ["".join(template.format_map(known).split()) for template in templates]
        if expected and found not in expected:
            yield plain.span(*match.span(slot)), slot, found, expected[0]


KIND = Kind(
    name="statement",
    title="须有的一句话及其中的要素 / a sentence with slots that must be right",
    keys={
        "sentences": {
            "title": "ways of saying it; {name} is a slot, … up to 20 characters that do not matter",
            "description": "各种写法；{名称} 为要素，… 为不超过 20 字的任意文字",
            "type": "array",
            "minItems": 1,
            "maxItems": 20,
            "items": text("a sentence with slots", "带要素的一句话", 200),
        },
        "slots": {
            "title": "what each slot looks like (pattern) and what it must be (is)",
            "description": "各要素的样子（pattern）和应有的内容（is）",
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "pattern": text(
                        "a regular expression; by default up to 30 characters of a clause",
                        "正则表达式；默认为一个分句内 30 字以内的文字",
                        200,
                    ),
                    "is": {
                        "title": "what it must be, one of these; {year}, {next_year} and {agency} are filled in",
                        "description": "应为其中之一；可用 {year}、{next_year}、{agency}",
                        "type": "array",
                        "minItems": 1,
                        "items": text("what the slot must be", "应有的内容", 200),
                    },
                },
            },
        },
        "optional": flag("whether the sentence may be absent", "是否可以没有这句话"),
        "what": WHAT,
        **WHERE,
    },
    compile=_compile,
    messages={
        "missing": {"zh": "没有写明{what}，请补充", "en": "{what} is missing"},
        "wrong": {
            "zh": "{what}：这里写的是“{found}”，应为“{expected}”",
            "en": "{what}: “{found}” should be “{expected}”",
        },
    },
    data=("what", "slot", "found", "expected"),
    required=("sentences",),
)
