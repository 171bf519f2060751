"""A run with everything in it, about invented reports and by rules of its own, so that no other rule can change it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gouji.cli.convert import report_text
from gouji.engine import Engine, Metadata, Result
from gouji.finding import Edit, Finding, Fix, Related, Severity
from gouji.plugins import Registry
from gouji.report import Report
from gouji.rule import Basis, Category, Rule, rule
from gouji.source import Document, Place, Reader, Unreadable
from gouji.testing import registry, sample

NUMBER = "110101190001011234"
LONG = "为方便群众办事，各窗口公布办理流程和联系方式，并安排专人解答咨询。" * 40

TOLD = {
    "again": {"zh": "“{word}”重复", "en": "“{word}” is repeated"},
    "first": {"zh": "先出现在这里", "en": "it stands here first"},
    "part": {"zh": "在两个“{word}”之间加顿号", "en": "put a mark between the two “{word}”"},
}


def positions(text: str, word: str) -> list[int]:
    return [index for index in range(len(text)) if text.startswith(word, index)]


@rule(
    "XX001",
    "repeated-term",
    category=Category.WORDING,
    severity=Severity.ERROR,
    messages=TOLD,
    basis=(Basis("《公文写作指引》", "第三条", "https://example.org/3"), Basis("《校对要点》")),
)
def repeated_term(report: Report, _options: None) -> Iterator[Finding]:
    """A term repeated at once."""
    for text in report.texts():
        for index in positions(text.value, "流程流程"):
            span = text.span(index, index + 4)
            yield Finding(
                span,
                "again",
                {"word": "流程"},
                related=[Related(text.span(index, index + 2), "first")],
                fix=Fix("part", [Edit(span, "流程、流程")], safe=True),
            )


@rule(
    "XX002",
    "figure-seen",
    category=Category.ARITHMETIC,
    severity=Severity.INFO,
    messages={"seen": {"zh": "数字 {value}", "en": "figure {value}"}},
)
def figure_seen(report: Report, _options: None) -> Iterator[Finding]:
    """A figure that is not 0."""
    for table in report.tables():
        for row in table.rows:
            for cell in row.cells:
                if cell.count:
                    yield Finding(cell, "seen", {"value": cell.count})


@rule(
    "XX003",
    "number-shown",
    category=Category.PRIVACY,
    severity=Severity.WARNING,
    messages={"shown": {"zh": "不应公布 {number}", "en": "{number} should not be published"}},
    sensitive=True,
)
def number_shown(report: Report, _options: None) -> Iterator[Finding]:
    """The number of a person."""
    for text in report.texts():
        for index in positions(text.value, NUMBER):
            yield Finding(text.span(index, index + len(NUMBER)), "shown", {"number": NUMBER})


@rule(
    "XX004",
    "line-quoted",
    category=Category.WORDING,
    severity=Severity.INFO,
    messages={"line": {"zh": "本段：{clause}", "en": "this paragraph: {clause}"}},
)
def line_quoted(report: Report, _options: None) -> Iterator[Finding]:
    """A paragraph that holds a number, quoted whole by a rule that does not know it is secret."""
    for text in report.texts():
        if NUMBER in text.value:
            yield Finding(text.span(), "line", {"clause": text.value})


RULES = (repeated_term, figure_seen, number_shown, line_quoted)


def own_registry(rules: tuple[Rule, ...] = RULES) -> Registry:
    built_in = registry()
    return Registry(rules=rules, formats=built_in.formats, readers=built_in.readers, writers=built_in.writers)


class Pages:
    """Places of a document that has pages, or only labels, in place of lines."""

    def __init__(self, place: Place) -> None:
        self.place = place

    def locate(self, pointer: Any, span: Any = None) -> Place:
        return self.place


def unreadable(_raw: bytes, _formats: Any) -> Document:
    raise Unreadable(
        "第 3 个字节无法解码，请另存为 UTF-8", "byte 3 cannot be decoded; save it as UTF-8", Place(1, 3, 1, 4)
    )


def results(lang: str) -> Iterator[Result]:
    """A run with everything in it: findings of all severities, pages and labels, a crash, an unreadable file, a file passed over."""
    engine = Engine(own_registry(), lang=lang)
    data = sample(
        2023, ["办理流程流程已公布。", LONG + "流程流程" + LONG, f"联系人证件号 {NUMBER}，办理流程流程见公告。"]
    )
    data["content"][2]["content"][0]["rows"][0]["cells"][0] = 14
    reader = engine.registry.reader_for("a.json")
    assert reader is not None
    yield engine.check_bytes(report_text(data).encode(), "reports/云岭市.json", reader)
    yield engine.check_bytes(report_text(sample(2022)).encode(), "reports/clean.json", reader)
    for path, place in (("scan.pdf", Place(page=3, line=12)), ("report.docx", Place(label="表2第3行"))):
        result = Result(path)
        engine.check_document(Document(sample(2023, ["办理流程流程已公布。"]), Pages(place)), result, Metadata())
        yield result
    yield engine.check_bytes(b"\xff", "broken.txt", Reader("text", (), unreadable, ""))
    data = sample(2017)
    yield engine.check_bytes(report_text(data).encode(), "old.json", reader)
    yield passed_over("README.md")


def passed_over(path: str) -> Result:
    result = Result(path)
    result.passed_over = "不是报告"
    return result
