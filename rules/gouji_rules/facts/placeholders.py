"""Placeholders and instructions of a form that were left in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import islice

from gouji.labels import fold
from gouji.named_tuple import NamedTuple
from gouji.report import Paragraph, Report, Span, Text
from gouji_rules.facts.clauses import holds, says_any
from gouji_rules.facts.placeholder_forms import (
    BLANK_DATE,
    CASES,
    INSTRUCTIONS,
    LINES,
    MARKS,
    MODEL,
    ONE_MARK,
    ORGANS,
    PENDING,
    SURNAMES,
    UNITS,
    URL,
)
from gouji_rules.facts.running_text import running_text


class Kind(Enum):
    """What a placeholder is: something to fill in, an instruction of the form, a date without figures, or perhaps none at all."""

    BLANK = "blank"
    INSTRUCTION = "instruction"
    DATE = "date"
    POSSIBLE = "possible"


class Placeholder(NamedTuple):
    """A placeholder where it stands."""

    span: Span
    kind: Kind


class Form(NamedTuple):
    """A form that placeholders have.

    One of `words` stands wherever it does, followed at once by one of `follows` if there are any; or one of `bracketed` in brackets.
    """

    pattern: str
    kind: Kind
    words: tuple[str, ...]
    follows: tuple[str, ...] = ()
    bracketed: tuple[str, ...] = ()


CLAUSE_ENDS = "。；;！!？?，,\n"
MARK_CUES = ("X", "x", "Ｘ", "ｘ", "×", "✕", "╳", "○", "◯")
SOMEBODY = "某某"
FORMS: tuple[Form, ...] = (
    Form(LINES, Kind.BLANK, ("_", "＿")),
    Form(PENDING, Kind.BLANK, ("待",), follows=("补", "填", "录", "核", "确", "更")),
    Form(
        INSTRUCTIONS,
        Kind.INSTRUCTION,
        ("文字描述", "击此处", "击这里", "击或点击", "【"),
        bracketed=(
            "请填",
            "请据实",
            "请如实",
            "请输入",
            "请插入",
            "此处",
            "在此",
            "于此",
            "写说明",
            "写要求",
            "写提示",
            "报说明",
            "报要求",
            "报提示",
        ),
    ),
    Form(
        MODEL,
        Kind.INSTRUCTION,
        ("年度报告",),
        follows=("模板", "样本", "范本", "样式", "格式模板", "格式样本", "格式范本", "格式样式"),
    ),
    Form(BLANK_DATE, Kind.DATE, ("年 ", "年\u3000", "年\xa0", "年\t")),
)
BLANKS = " \t\u3000\r\n。.，,；;"
MOST = 200
"""How many placeholders of a kind are looked for in one text."""
BRACKETED = 16
"""How many characters after an opening bracket an instruction may begin to be told by its words."""
QUOTED = 12
"""How many characters before a mark an opening quote may stand that makes it part of a name."""


def placeholders(report: Report) -> tuple[Placeholder, ...]:
    """Return the placeholders of the title, the headings and the paragraphs, in document order."""
    texts, whole = report.fact(running_text).nodes, report.fact(running_text).value
    forms = [form for form in FORMS if _shows(form, whole)]
    marks = _has_marks(whole)
    if not forms and not marks:
        return ()
    return tuple([found for text in texts for found in _of_text(text, forms, marks)])


def filled_in(report: Report) -> frozenset[tuple[str | int, ...]]:
    """Return the pointers of the paragraphs that say something: those that are more than blanks and placeholders."""
    taken: dict[tuple[str | int, ...], list[Span]] = {}
    for found in report.fact(placeholders):
        if found.kind in (Kind.POSSIBLE, Kind.DATE):
            continue
        taken.setdefault(found.span.node.pointer, []).append(found.span)
    return frozenset(
        p.pointer
        for p in report.paragraphs()
        if (_rest(p, taken[p.pointer]) if p.pointer in taken else p.value).strip(BLANKS)
    )


def _rest(paragraph: Paragraph, spans: list[Span]) -> str:
    """Return what a paragraph says besides some spans of it."""
    starts = [0, *(span.end for span in spans)]
    ends = [*(span.start for span in spans), len(paragraph.value)]
    return "".join(paragraph.value[start:end] for start, end in zip(starts, ends, strict=True))


def _has_marks(text: str) -> bool:
    """Whether a mark that stands for what is not known may be in a text."""
    return says_any(MARK_CUES, text) or holds(text, SOMEBODY)


def _shows(form: Form, text: str) -> bool:
    """Whether a text has a word that shows the form."""
    for word in form.words:
        if holds(text, word) and (
            not form.follows or any(after.startswith(form.follows) for after in text.split(word)[1:])
        ):
            return True
    return bool(form.bracketed) and says_any(form.bracketed, _in_brackets(text))


def _in_brackets(text: str) -> str:
    """Return how what stands in brackets begins."""
    for mark in "(﹙[［【":
        text = text.replace(mark, "（")
    return "\n".join([inside[:BRACKETED] for inside in text.split("（")[1:]])


def _of_text(node: Text, forms: Sequence[Form], marks: bool) -> Iterator[Placeholder]:
    value = node.value
    found = list(_marks(node)) if marks and _has_marks(value) else []
    for form in forms:
        if _shows(form, value):
            found += _matches(node, form.pattern, form.kind)
    if not found:
        return
    end = 0
    for item in sorted(found, key=lambda item: (item.span.start, -item.span.end)):
        # The wider one says it: an instruction may hold marks of its own.
        if item.span.start >= end:
            yield item
            end = item.span.end


def _matches(node: Text, pattern: str, kind: Kind) -> Iterator[Placeholder]:
    text = fold(node.value)
    if pattern is LINES and not text.strip(" _-=*\t"):
        return  # a drawn line parts two paragraphs
    for match in islice(re.finditer(pattern, text), MOST):
        # A request may itself be waiting for what the applicant is to add.
        unsure = pattern is PENDING and "申请" in _clause(text, match.start())
        yield Placeholder(node.span(*match.span()), Kind.POSSIBLE if unsure else kind)


def _marks(node: Text) -> Iterator[Placeholder]:
    text = fold(node.value)
    if "://" in text or "www." in text or "@" in text:
        text = re.sub(URL, lambda url: "\0" * len(url[0]), text)
    for match in islice(re.finditer(f"{MARKS}|{ONE_MARK}", text), MOST):
        start, end = match.span()
        before, after = text[max(start - 1, 0) : start], text[end : end + 1]
        if (before.isdigit() and after.isdigit()) or not _among_chinese(text, start, end):
            continue  # a number made unreadable on purpose, or a line of English
        counts, organ = after != "" and after in UNITS, after != "" and after in ORGANS
        if before != "" and before in SURNAMES and not counts and not organ:
            continue
        unsure = _is_quoted(text, start) or (
            not counts and ((match[0] == "某某" and not organ) or any(word in _clause(text, start) for word in CASES))
        )
        yield Placeholder(node.span(start, end), Kind.POSSIBLE if unsure else Kind.BLANK)


def _is_quoted(text: str, at: int) -> bool:
    """Whether a place is in quotes, as in the name of something: “一把手讲XX”."""
    return "“" in text[max(at - QUOTED, 0) : at].rpartition("”")[2]


def _among_chinese(text: str, start: int, end: int) -> bool:
    """Whether the nearest characters on both sides, white space and digits aside, are no Latin letters."""
    around = (
        text[max(start - 8, 0) : start].rstrip(" 0123456789-")[-1:] + text[end : end + 8].lstrip(" 0123456789-")[:1]
    )
    return not any(char.isascii() and char.isalpha() for char in around) and "\0" not in around


def _clause(text: str, at: int) -> str:
    """Return the clause around a place, as far as it matters."""
    first, last = max(at - 80, 0), at + 80
    start = max((text.rfind(mark, first, at) + 1 for mark in CLAUSE_ENDS), default=0)
    ends = [end for mark in CLAUSE_ENDS if (end := text.find(mark, at, last)) >= 0]
    return text[max(start, first) : min(ends, default=last)]
