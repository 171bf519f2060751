"""Rules with fixes of every sort, by which fixing is tested without depending on what the national rules find."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from gouji.engine import Engine, Metadata, Result
from gouji.finding import Edit, Finding, Fix, Severity
from gouji.fixes import Outcome, repair
from gouji.plugins import Registry
from gouji.report import Report, Text
from gouji.rewriters import rewriter_of
from gouji.rule import Category, Rule, rule
from gouji.source import Document
from gouji.testing import registry

TOLD = {
    "found": {"zh": "写有“{words}”", "en": "says “{words}”"},
    "use": {"zh": "改为“{new}”", "en": "change to “{new}”"},
}
FOUND = {"found": {"zh": "有", "en": "there"}}
FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}


def texts(report: Report) -> Iterator[Text]:
    if report.title is not None:
        yield report.title
    yield from report.texts()
    for table in report.tables():
        yield from (row.label for row in table.rows if row.label is not None)


def each(report: Report, pattern: str, new: str, safe: bool) -> Iterator[Finding]:
    for text in texts(report):
        for match in re.finditer(pattern, text.value):
            span = text.span(*match.span())
            data = {"words": span.text, "new": match.expand(new)}
            yield Finding(span, "found", data, fix=Fix("use", [Edit(span, match.expand(new))], safe=safe))


@rule("FX001", "narrow-mark", category=Category.WORDING, severity=Severity.WARNING, messages=TOLD)
def narrow_mark(report: Report, _options: None) -> Iterator[Finding]:
    """Half-width marks between Chinese characters: one finding a report, with all edits."""
    edits = [
        Edit(text.span(match.start(), match.end()), FULL[match[0]])
        for text in texts(report)
        for match in re.finditer(r"(?<=[一-鿿，])[,;:?!()]|[,;:?!()](?=[一-鿿])", text.value)
    ]
    if edits:
        yield Finding(
            edits[0].span, "found", {"words": edits[0].span.text, "new": "…"}, fix=Fix("use", edits, safe=True)
        )


@rule("FX002", "turned-word", category=Category.WORDING, severity=Severity.WARNING, messages=TOLD)
def turned_word(report: Report, _options: None) -> Iterator[Finding]:
    """Two characters the wrong way round: a fix that is not safe."""
    yield from each(report, "(转)(结)", r"\2\1", safe=False)


@rule("FX003", "doubled-mark", category=Category.WORDING, severity=Severity.WARNING, messages=TOLD)
def doubled_mark(report: Report, _options: None) -> Iterator[Finding]:
    """A mark that stands twice."""
    yield from each(report, "([，,])[，,]", r"\1", safe=True)


@rule("FX004", "bold-claim", category=Category.WORDING, severity=Severity.WARNING, messages=TOLD)
def bold_claim(report: Report, _options: None) -> Iterator[Finding]:
    """A figure that is changed by a fix said to be safe."""
    yield from each(report, "12(?=件)", "13", safe=True)


@rule("FX005", "never-content", category=Category.WORDING, severity=Severity.WARNING, messages=TOLD)
def never_content(report: Report, _options: None) -> Iterator[Finding]:
    """Marks that are never right."""
    yield from each(report, "〖", "【", safe=True)
    yield from each(report, "【", "〖", safe=True)


@rule("FX006", "secret-number", category=Category.PRIVACY, severity=Severity.WARNING, messages=TOLD, sensitive=True)
def secret_number(report: Report, _options: None) -> Iterator[Finding]:
    """A number nobody should read."""
    for text in texts(report):
        for match in re.finditer(r"\d{18}", text.value):
            yield Finding(text.span(*match.span()), "found", {"words": match[0]})


RULES = (narrow_mark, turned_word, doubled_mark, bold_claim, never_content, secret_number)


def own_registry(rules: tuple[Rule, ...] = RULES) -> Registry:
    built_in = registry()
    return Registry(rules=rules, formats=built_in.formats, readers=built_in.readers, writers=built_in.writers)


def fixed(raw: bytes, kind: str = "json", unsafe: bool = False, rules: tuple[Rule, ...] | None = None) -> Outcome:
    registry = own_registry() if rules is None else own_registry(rules)
    engine = Engine(registry)
    reader = next(reader for reader in registry.readers if reader.kind == kind)
    documents: list[Document] = []

    def read(new: bytes, formats: Any) -> Document:
        documents.append(reader.read(new, formats))
        return documents[-1]

    def check(new: bytes) -> tuple[Result, Document | None]:
        result = engine.check_bytes(new, "report", reader._replace(read=read), Metadata())
        return result, documents[-1] if documents else None

    opened = rewriter_of(kind)
    assert opened is not None
    return repair(raw, check, opened, unsafe)


def replacing(code: str, *edits: tuple[int, int, str]) -> Rule:
    """A rule whose one finding has these edits of the first paragraph, while it says 甲乙丙丁."""

    @rule(code, f"rule-{code.lower()}", category=Category.WORDING, severity=Severity.WARNING, messages=FOUND)
    def check(report: Report, _options: None) -> Iterator[Finding]:
        """Edits as given."""
        text = next(text for text in report.paragraphs())
        if text.value.startswith("甲"):
            yield Finding(text.span(), "found", fix=Fix("found", [Edit(text.span(a, b), new) for a, b, new in edits]))

    return check


def main(*arguments: str) -> Any:
    """Run gouji with these rules alone."""
    from gouji import plugins
    from gouji.cli import main as run

    own = own_registry()
    plugins.load = lambda installed=True: own
    return run(list(arguments))
