from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from junitparser import Error, Failure, JUnitXml, TestCase, TestSuite

from gouji.cli.engines import refuse
from gouji.engine import Engine
from gouji.source import Unreadable
from gouji.testing import registry
from gouji.writers import Context, Fan
from gouji.writers.junit import JunitOutput
from writers.runs import results

Write = Callable[..., str]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_golden(write: Write, golden: Callable[[str, str], None], lang: str) -> None:
    golden(f"junit.{lang}.xml", write("junit", lang))


def suites(text: str) -> dict[str, TestSuite]:
    return {suite.name: suite for suite in JUnitXml.fromstring(text.encode())}


def kinds(suite: TestSuite) -> list[type]:
    cases: list[TestCase] = list(suite)
    return [type(case.result[0]) if case.result else TestCase for case in cases]


def test_a_standard_parser_reads_it(write: Write) -> None:
    found = suites(write("junit"))
    assert list(found) == [
        "reports/云岭市.json", "reports/clean.json", "scan.pdf", "report.docx", "broken.txt", "old.json",
    ]  # fmt: skip
    assert kinds(found["reports/云岭市.json"]).count(Failure) == 4
    assert kinds(found["reports/clean.json"]) == [TestCase]
    assert kinds(found["broken.txt"]) == [Error]
    assert kinds(found["old.json"]) == [Error]
    (case,) = list(found["scan.pdf"])
    assert case.name == "XX001 repeated-term (第3页第12行)"
    assert case.result[0].message == "“流程”重复"


def test_the_counts_of_a_suite_are_those_of_its_cases(write: Write) -> None:
    for suite in suites(write("junit")).values():
        found = kinds(suite)
        assert suite.tests == len(found)
        assert suite.failures == found.count(Failure)
        assert suite.errors == found.count(Error)


def test_an_info_is_told_and_does_not_fail(write: Write) -> None:
    (case,) = [case for case in suites(write("junit"))["reports/云岭市.json"] if case.name.startswith("XX002")]
    assert case.is_passed
    assert "数字 14" in case.system_out


def test_what_xml_cannot_hold_is_replaced_and_marks_are_escaped(write: Write) -> None:
    message = 'a<b>&"c"\x00\x1b\ufffe\udc80\n下一行'
    text = write("junit", given=[refuse(Engine(registry()), 'x"<&>.json', Unreadable(message, message))])
    (suite,) = suites(text).values()
    assert suite.name == 'x"<&>.json'
    (case,) = list(suite)
    assert case.result[0].message == 'a<b>&"c"\ufffd\ufffd\ufffd\ufffd\n下一行'


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "gbk", "ascii", "utf-8"])
def test_what_is_declared_is_true(encoding: str) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline="\n")
    fan = Fan([JunitOutput(stream, Context())])
    fan.file(next(results("zh")))
    fan.end()
    stream.flush()
    assert f'encoding="{encoding.upper() if encoding.startswith("utf") else "UTF-8"}"' in raw.getvalue().decode(
        encoding
    )
    if encoding != "utf-32":  # which expat does not read
        (suite,) = list(JUnitXml.fromstring(raw.getvalue()))
        assert suite.name == "reports/云岭市.json"


def test_a_stream_that_is_not_utf_8_loses_nothing() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="gbk", errors="replace", newline="\n")
    fan = Fan([JunitOutput(stream, Context())])
    fan.file(next(results("zh")))
    fan.end()
    stream.flush()
    (suite,) = list(JUnitXml.fromstring(raw.getvalue()))
    assert suite.name == "reports/云岭市.json"
