"""What is cited, in which words, and how the sentence takes it."""

from __future__ import annotations

import time

import pytest

from gouji.report import Report
from gouji.testing import registry, sample
from gouji_rules.data import data_of
from gouji_rules.facts.citations import Standing, citations, printed_numbers, standing, titles
from gouji_rules.facts.documents import documents
from gouji_rules.facts.law_names import distance


def report_of(*paragraphs: str, year: int = 2023) -> Report:
    data = sample(year)
    data["content"][0]["content"] = list(paragraphs)
    return Report(data, registry().formats)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("按照国办发〔2020〕50号", ("国办发", "2020", "", "50", True)),
        ("根据本县云政办函[2021]第07号", ("本县云政办函", "2021", "第", "07", True)),
        ("转发云政发〔 2021 〕 8 号", ("云政发", "2021", "", "8", True)),
        ("（〔2020〕209号)", ("", "2020", "", "209", True)),
        ("便笺〔2025〕一43号", ("便笺", "2025", "一", "43", True)),
        ("执行云政办〔2020〕5要求", ("云政办", "2020", "", "5", False)),
    ],
)
def test_the_parts_of_a_number(text: str, parts: tuple[object, ...]) -> None:
    [number] = printed_numbers(text)
    assert (number.issuer, number.year, number.between, number.serial, number.unit) == parts
    assert text[number.start : number.end].startswith(number.issuer)
    assert text[number.opening] + number.year in text.replace(" ", "")


@pytest.mark.parametrize(
    "text",
    [
        "（2021）临01行初30号判决",
        "共（2020）5个部门",
        "国办公开办函〔202130号",
        "文昌路（2021）12号楼",
        "〔2020〕年度",
        "[12]3项",
        "1号、2号",
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert not list(printed_numbers(text))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("《甲》和《乙》", [("甲",), ("乙",)]),
        ("《关于印发〈丙办法〉的通知》", [("关于印发〈丙办法〉的通知", "丙办法")]),
        ("《关于印发《丙办法》的通知》", [("关于印发《丙办法》的通知", "丙办法")]),
        ("《关于印发<丙办法>的通知》", [("关于印发<丙办法>的通知", "丙办法")]),
        ("《关于印发云岭市公开办法的通知》", [("关于印发云岭市公开办法的通知", "云岭市公开办法")]),
        ("a<b，《甲》", [("甲",)]),
        ("《没有结束", []),
        ("《甲〈乙》丙》", []),
    ],
)
def test_titles_and_those_inside(text: str, names: list[tuple[str, ...]]) -> None:
    assert [title.names for title in titles(text)] == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("根据国务院令第492号编制", Standing.FOLLOWED),
        ("国务院令第492号规定的内容", Standing.FOLLOWED),
        ("原国务院令第492号", Standing.HISTORY),
        ("国务院令第492号施行以来", Standing.HISTORY),
        ("自国务院令第492号公布之日起", Standing.HISTORY),
        ("与国务院令第492号相比，范围更广", Standing.HISTORY),
        ("国务院令第492号同时废止", Standing.REPLACED),
        ("取代了国务院令第492号", Standing.REPLACED),
        ("国务院令第492号已由新《条例》取代", Standing.REPLACED),
        ("参与《政府信息公开信息处理费管理办法》征求意见", Standing.PLANNED),
        ("宣传国务院令第492号", Standing.OTHER),
    ],
)
def test_how_a_sentence_takes_a_document(text: str, expected: Standing) -> None:
    report = report_of("前文按照要求办理。" + text + "。此后已经废止。")
    assert standing(report, report.fact(citations)[0]) is expected


@pytest.mark.parametrize(
    ("text", "document", "version"),
    [
        ("《中华人民共和国政府信息公开条例》（中华人民共和国国务院令第711号）", "regulation", "国务院令第711号"),
        ("《政府信息公开条例》", "regulation", None),
        ("国令第492号", "regulation", "国务院令第492号"),
        (
            "《关于印发<中华人民共和国政府信息公开工作年度报告格式>的通知》（国办公开办函[2021]30号）",
            "format",
            "国办公开办函〔2021〕30号",
        ),
        ("《中华人民共和国政府信息公开工作年度报告格式(试行)》", "format", "国办公开办函〔2019〕60号"),
        ("《中华人民共和国政府信息公开工作年度报告格式》（〔2019〕60号）", "format", "国办公开办函〔2019〕60号"),
        ("《云岭市公开办法》（云政办〔2019〕60号）", None, None),
        ("云岭市人民政府令第711号", None, None),
    ],
)
def test_which_document_is_cited(text: str, document: str | None, version: str | None) -> None:
    [citation] = report_of(text).fact(citations)
    assert (citation.document and citation.document.key) == document
    assert (citation.version and citation.version.called) == version


def test_a_document_of_known_date_is_reported_once() -> None:
    from gouji.engine import Engine, Metadata, Result
    from gouji.source import Document
    from gouji.testing import NoPlaces

    data = sample(2019, ["按照国办公开办函〔2021〕30号和云政办〔2021〕6号编制。"])
    result = Result("report.json")
    Engine(registry()).check_document(Document(data, NoPlaces()), result, Metadata())
    told = [(entry.rule.code, entry.quote) for entry in result.findings if entry.rule.code in ("CN304", "CN605")]
    assert sorted(told) == [("CN304", "〔2021〕"), ("CN605", "国办公开办函〔2021〕30号")]


@pytest.mark.parametrize("codes", [("CN502", "CN601"), ("CN502",)])
def test_brackets_of_a_document_number_are_reported_once(codes: tuple[str, ...]) -> None:
    from gouji.engine import Engine, Metadata, Result
    from gouji.selection import Selection
    from gouji.source import Document
    from gouji.testing import NoPlaces

    data = sample(2022, ["按照国办公开办函〔2021]30号和云政办函(2020〕5号办理。"])
    result = Result("report.json")
    Engine(registry(), Selection(select=codes)).check_document(Document(data, NoPlaces()), result, Metadata())
    told = [entry.rule.code for entry in result.findings if entry.rule.code in codes]
    assert told == (["CN601", "CN601"] if "CN601" in codes else ["CN502"])


def test_distance_stops_where_it_is_too_far() -> None:
    assert distance("政府信息公开条例", "政府信息条例", 2) == 2
    assert distance("政府信息公开条例", "政府信息公开条例", 2) == 0
    assert distance("政府采购法", "行政复议法", 2) == 3


def test_every_document_of_the_list_has_what_it_needs() -> None:
    for data in data_of("documents")["documents"]:
        assert data["issuers"]
        for version in data["versions"]:
            assert version["source"], data["key"]
            assert "decree" in version or "number" in version
    for document in documents():
        assert document.current.until is None
        for version in document.versions:
            assert version.decree is not None or version.number is not None
            assert version.dated is None or time.strptime(version.dated, "%Y-%m-%d")


def test_a_document_added_to_the_list_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    from gouji_rules.facts import documents as module

    added = {
        "key": "clinic",
        "kind": "regulation",
        "title": "云岭市诊所公开办法",
        "issuer": "云岭市人民政府",
        "issuers": ["云政"],
        "versions": [
            {"number": "云政发〔2015〕3号", "until": 2019},
            {"number": "云政发〔2020〕9号", "dated": "2020-02-01"},
        ],
    }
    listed = {"documents": [*data_of("documents")["documents"], added]}
    monkeypatch.setattr(module, "data_of", lambda name: listed)
    module.documents.cache_clear()
    module.documents_by_title.cache_clear()
    try:
        [citation] = report_of("按照《云岭市诊所公开办法》（云政发〔2015〕3号）办理。").fact(citations)
    finally:
        module.documents.cache_clear()
        module.documents_by_title.cache_clear()
    assert citation.document is not None
    assert citation.document.key == "clinic"
    assert citation.version is not None
    assert citation.version.until == 2019


@pytest.mark.parametrize(
    "unit",
    [
        "《",
        "》",
        "《》",
        "〔2021〕",
        "云政办[2021]03号、",
        "国务院令第492号",
        "《条例》第三十一条、",
        "简称《条例》",
        "（",
        "令第",
        "〔 ",
        "》（",
        "2021",
        "卡：",
    ],
)
def test_hostile_text_costs_no_more_than_its_length(unit: str) -> None:
    from gouji.rule import Category

    report = report_of(unit * (100_000 // len(unit)))
    started = time.perf_counter()
    for rule in registry().rules:
        if rule.category in (Category.CITATION, Category.PRIVACY):
            assert rule.check is not None
            for _ in rule.check(report, None):
                pass
    assert time.perf_counter() - started < 4
