from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from corrections import RULES, own_registry
from gouji.annotate import annotated, lines
from gouji.engine import Engine, Result
from gouji.finding import Finding, Severity
from gouji.readers.docx import WordPlaces
from gouji.report import Report
from gouji.rule import Category, Rule, rule
from gouji.source import Document
from gouji.testing import registry, sample
from gouji.writers.masking import masked
from readers.documents import STRICT, STYLES, W, as_docx, package, paragraph, run, text_box

NOW = datetime(2024, 1, 31, 8, 30, tzinfo=UTC)
BOLD, RED = "<w:b/>", '<w:color w:val="FF0000"/>'
REPORT = "青禾县水务局2023年政府信息公开工作年度报告"
CHAPTERS = "".join(
    paragraph(text) for text in ("一、总体情况", "二、主动公开政府信息情况", "五、存在的主要问题及改进情况")
)
TOLD = {"found": {"zh": "此处有误", "en": "wrong here"}}
COMMENTS = (
    f'<w:comments xmlns:w="{W}"><w:comment w:id="7" w:author="张三"  w:initials="z"><w:p><w:r><w:t>请核对</w:t></w:r></w:p>'
    "</w:comment></w:comments>"
)


@rule("FX041", "any-report", category=Category.WORDING, severity=Severity.INFO, messages=TOLD)
def any_report(report: Report, _options: None) -> Iterator[Finding]:
    """The report as a whole."""
    yield Finding(report, "found")


@rule("FX042", "some-cell", category=Category.WORDING, severity=Severity.ERROR, messages=TOLD)
def some_cell(report: Report, _options: None) -> Iterator[Finding]:
    """A cell, a row, a table and a section."""
    for form in report.tables():
        if form.key == "requests":
            yield Finding(form.rows[2].cells[1], "found")
            yield Finding(form.rows[4], "found")
            yield Finding(form, "found")
    yield Finding(next(report.sections()), "found")


def docx(*parts: str, **more: Any) -> bytes:
    return package(paragraph(REPORT) + CHAPTERS + "".join(parts), **more)


def checked(raw: bytes, rules: Sequence[Rule] = RULES) -> tuple[Result, WordPlaces]:
    using = own_registry(tuple(rules))
    reader = using.reader_for("a.docx")
    assert reader is not None
    documents: list[Document] = []

    def read(new: bytes, formats: Any) -> Document:
        documents.append(reader.read(new, formats))
        return documents[0]

    result = Engine(using).check_bytes(raw, "a.docx", reader._replace(read=read))
    places = documents[0].places
    assert isinstance(places, WordPlaces)
    return result, places


def annotate(raw: bytes, rules: Sequence[Rule] = RULES) -> tuple[bytes, Result]:
    result, places = checked(raw, rules)
    return annotated(raw, masked(result).findings, places, "zh", NOW), result


def part(raw: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return archive.read(name)


class Reading:
    """The comments of a file as a program that knows the format finds them."""

    def __init__(self, raw: bytes, w: str = W) -> None:
        self.w = f"{{{w}}}"
        self.body = etree.fromstring(part(raw, "word/document.xml"))
        relations = etree.fromstring(part(raw, "word/_rels/document.xml.rels"))
        (target,) = (item.get("Target") for item in relations if item.get("Type", "").endswith("/comments"))
        self.comments = {
            comment.get(self.w + "id"): comment for comment in etree.fromstring(part(raw, f"word/{target}"))
        }
        types = etree.fromstring(part(raw, "[Content_Types].xml"))
        assert f"/word/{target}" in {item.get("PartName") for item in types}

    def text(self, number: str) -> list[str]:
        """The lines of a comment."""
        return ["".join(line.itertext()) for line in self.comments[number].iter(self.w + "p")]

    def words(self, number: str) -> str:
        """What a comment is anchored to; a new line for each paragraph."""
        found: list[str] = []
        inside = False
        for element in self.body.iter():
            own = element.get(self.w + "id") == number
            if own and element.tag == self.w + "commentRangeStart":
                inside = True
            elif own and element.tag == self.w + "commentRangeEnd":
                inside = False
            elif own and element.tag == self.w + "commentReference":
                assert not inside, "the reference comes after the range"
                return "".join(found)
            elif inside and element.tag == self.w + "t":
                found.append(element.text or "")
            elif inside and element.tag == self.w + "p":
                found.append("\n")
        raise AssertionError(f"comment {number} is not anchored")

    def anchored(self) -> list[tuple[str, str]]:
        """The code and the words of each of gouji's comments, in order."""
        own = [number for number, comment in self.comments.items() if comment.get(self.w + "author") == "gouji"]
        return [(self.text(number)[0].split()[0], self.words(number)) for number in own]


def shown(raw: bytes) -> list[tuple[str, str]]:
    """Every character of the body with the format of its run."""
    found = []
    for element in etree.fromstring(part(raw, "word/document.xml")).iter(f"{{{W}}}t"):
        properties = element.getparent().find(f"{{{W}}}rPr")
        format_ = "" if properties is None else etree.tostring(properties, encoding="unicode")
        words = element.text or ""
        if element.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
            words = words.strip(" \t\r\n")
        found += [(character, format_) for character in words]
    return found


class TestPlaces:
    def test_words_within_a_run(self) -> None:
        raw = docx(paragraph(run("上年转结 3 件", BOLD)))
        new, _ = annotate(raw)
        assert Reading(new).anchored() == [("FX002", "转结")]
        assert shown(new) == shown(raw)

    def test_words_across_runs_of_other_formats(self) -> None:
        raw = docx(paragraph(run("上年转", BOLD) + run("结", RED) + run("3 件转结", BOLD)))
        new, _ = annotate(raw)
        assert Reading(new).anchored() == [("FX002", "转结"), ("FX002", "转结")]
        assert shown(new) == shown(raw)

    def test_several_at_the_same_words_and_within_one_another(self) -> None:
        @rule("FX043", "whole-text", category=Category.WORDING, severity=Severity.INFO, messages=TOLD)
        def whole_text(report: Report, _options: None) -> Iterator[Finding]:
            """Paragraphs that speak of 转结."""
            for text in report.paragraphs():
                if "转结" in text.value:
                    yield Finding(text.span(1, 3), "found")
                    yield Finding(text.span(), "found")
                    yield Finding(text.span(1, 3), "found")

        raw = docx(paragraph("上转结下"))
        new, _ = annotate(raw, (*RULES, whole_text))
        assert Reading(new).anchored() == [
            ("FX043", "上转结下"),
            ("FX002", "转结"),
            ("FX043", "转结"),
            ("FX043", "转结"),
        ]

    def test_a_title_in_two_paragraphs(self) -> None:
        @rule("FX044", "whole-title", category=Category.WORDING, severity=Severity.INFO, messages=TOLD)
        def whole_title(report: Report, _options: None) -> Iterator[Finding]:
            """The title, and its last word."""
            assert report.title is not None
            yield Finding(report.title.span(), "found")
            yield Finding(report.title.span(len(report.title.value) - 2), "found")

        raw = package(paragraph("青禾县水务局2023年") + paragraph("政府信息公开工作年度报告") + CHAPTERS)
        new, _ = annotate(raw, (whole_title,))
        assert Reading(new).anchored() == [("FX044", "青禾县水务局2023年\n政府信息公开工作年度报告"), ("FX044", "报告")]

    def test_a_cell_a_row_a_table_and_a_heading(self) -> None:
        edition = registry().formats.for_year(2023)
        assert edition is not None
        data = sample(2023)
        rows = data["content"][2]["content"][0]["rows"]
        rows[2]["cells"][1] = 7
        raw, _ = as_docx(data, edition)
        new, _ = annotate(raw, (some_cell,))
        heading, form, cell, row = (words for _, words in Reading(new).anchored())
        assert (cell, row, heading) == ("7", rows[4]["label"], "一、总体情况")
        assert form.startswith("（本列数据的勾稽关系为")
        assert shown(new) == shown(raw)

    def test_an_empty_cell(self) -> None:
        @rule("FX045", "blank-one", category=Category.WORDING, severity=Severity.INFO, messages=TOLD)
        def blank_one(report: Report, _options: None) -> Iterator[Finding]:
            """A blank cell."""
            form = next(form for form in report.tables() if form.key == "requests")
            yield Finding(form.rows[0].cells[3], "found")

        edition = registry().formats.for_year(2023)
        assert edition is not None
        data = sample(2023)
        data["content"][2]["content"][0]["rows"][0]["cells"][3] = None
        raw, written = as_docx(data, edition)
        new, _ = annotate(raw, (blank_one,))
        reading = Reading(new)
        assert [words for _, words in reading.anchored()] == [""]
        (start,) = reading.body.iter(reading.w + "commentRangeStart")
        inside = [above for above in start.iterancestors() if above.tag == reading.w + "tc"]
        tables = list(reading.body.iter(reading.w + "tbl"))
        where = written.cells["requests", "new_received", 3]
        line = tables[where[0] - 1].findall(reading.w + "tr")[where[1] - 1]
        assert inside[0].getparent() is line

    def test_the_report_as_a_whole_has_the_title(self) -> None:
        new, _ = annotate(docx(), (any_report,))
        assert Reading(new).anchored() == [("FX041", REPORT)]

    def test_a_text_box_has_the_paragraph_it_is_anchored_in(self) -> None:
        raw = docx(paragraph(run("见") + text_box(paragraph("上年转结"))))
        new, _ = annotate(raw)
        reading = Reading(new)
        (start,) = reading.body.iter(reading.w + "commentRangeStart")
        assert not any(above.tag == reading.w + "txbxContent" for above in start.iterancestors())
        assert start.getnext().find(f".//{reading.w}txbxContent") is not None

    def test_links_and_tracked_changes(self) -> None:
        for wrap in (
            "<w:hyperlink>{}</w:hyperlink>",
            '<w:ins w:id="3" w:author="a">{}</w:ins>',
            "<w:smartTag>{}</w:smartTag>",
        ):
            raw = docx(paragraph(run("上年") + wrap.format(run("转结 3")) + run("件")))
            new, _ = annotate(raw)
            assert Reading(new).anchored() == [("FX002", "转结")]
            assert shown(new) == shown(raw)

    def test_space_that_is_not_shown_stays_unseen(self) -> None:
        raw = docx("<w:p><w:r><w:t> 上年 转结\n</w:t></w:r></w:p>")
        new, _ = annotate(raw)
        assert Reading(new).anchored() == [("FX002", "转结")]
        assert "".join(character for character, _ in shown(new)).endswith("上年 转结")

    def test_breaks_and_tabs_of_a_run_stay_in_their_place(self) -> None:
        raw = docx(
            "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>上转结</w:t><w:tab/><w:t>甲</w:t><w:br/><w:t>乙转结丙</w:t></w:r></w:p>"
        )
        new, _ = annotate(raw)
        assert Reading(new).anchored() == [("FX002", "转结"), ("FX002", "转结")]
        tags = [
            etree.QName(element).localname
            for element in Reading(new).body.iter()
            if etree.QName(element).localname in ("tab", "br")
        ]
        assert tags == ["tab", "br"]
        assert shown(new) == shown(raw)

    @pytest.mark.parametrize("style", sorted(STYLES))
    @pytest.mark.parametrize("seed", range(2))
    def test_documents_of_any_style(self, style: str, seed: int) -> None:
        edition = registry().formats.for_year(2023)
        assert edition is not None
        raw, _ = as_docx(sample(2023, ["按时转结,及时答复,全部办结。", "上年转结"]), edition, STYLES[style], seed)
        new, result = annotate(raw)
        reading = Reading(new, STYLES[style].namespace)
        found = [(code, re.sub("隐藏|99?|\n|搬走 7", "", words)) for code, words in reading.anchored()]
        assert found == [(entry.rule.code, entry.quote) for entry in result.findings]
        again, _ = checked(new)
        assert [entry.fingerprint for entry in again.findings] == [entry.fingerprint for entry in result.findings]
        assert [entry.place for entry in again.findings] == [entry.place for entry in result.findings]


class TestTheRest:
    def test_what_is_said(self) -> None:
        new, _ = annotate(docx(paragraph("上年转结")))
        reading = Reading(new)
        assert reading.text("0") == ["FX002 turned-word（警告）", "写有“转结”", "建议：改为“结转”"]
        comment = reading.comments["0"]
        assert (comment.get(reading.w + "author"), comment.get(reading.w + "date")) == ("gouji", "2024-01-31T08:30:00Z")

    def test_in_english_and_with_a_basis(self) -> None:
        (entry,) = checked(docx(paragraph("上年转结")))[0].findings
        entry = entry._replace(basis=({"title": "《某办法》", "article": "第三条"},))
        assert list(lines(entry, "en"))[2:] == ["basis: 《某办法》 第三条", "suggestion: 改为“结转”"]

    def test_what_is_secret_is_in_no_comment(self) -> None:
        new, _ = annotate(docx(paragraph("证件 110101190001011234")))
        assert b"110101190001011234" not in part(new, "word/comments.xml")
        assert Reading(new).anchored() == [("FX006", "110101190001011234")]

    def test_comments_that_are_there_stay(self) -> None:
        old = paragraph(
            '<w:commentRangeStart w:id="7"/>'
            + run("原有批注")
            + '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>'
        )
        raw = docx(old, paragraph("上年转结"), extra=[("word/comments.xml", COMMENTS.encode())])
        raw = _with_relation(raw)
        new, _ = annotate(raw)
        reading = Reading(new)
        assert reading.words("7") == "原有批注"
        assert list(reading.comments) == ["7", "8"]
        assert reading.words("8") == "转结"
        (before,) = etree.fromstring(COMMENTS)
        assert etree.tostring(reading.comments["7"]) == etree.tostring(before)

    def test_what_has_no_finding_is_the_same_bytes(self) -> None:
        edition = registry().formats.for_year(2023)
        assert edition is not None
        raw, _ = as_docx(sample(2023, ["上年转结"]), edition, STYLES["tracked and broken"], 5)
        new, _ = annotate(raw)
        before, after = (
            [etree.tostring(block) for block in list(etree.fromstring(part(one, "word/document.xml"))[0])]
            for one in (raw, new)
        )
        assert len(before) == len(after)
        assert sum(one != other for one, other in zip(before, after, strict=True)) == 1
        with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(io.BytesIO(new)) as fresh:
            touched = {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
            assert set(fresh.namelist()) - set(old.namelist()) == {"word/comments.xml"}
            for name in set(old.namelist()) - touched:
                assert fresh.read(name) == old.read(name)

    def test_another_program_reads_and_keeps_them(self) -> None:
        docx_library = pytest.importorskip("docx")
        file = docx_library.Document()
        file.add_paragraph(REPORT)
        for text in ("一、总体情况", "二、主动公开政府信息情况", "五、存在的主要问题及改进情况"):
            file.add_paragraph(text)
        last = file.add_paragraph()
        for words in ("上年转", "结 3 件"):
            last.add_run(words).bold = words == "上年转"
        if not hasattr(file, "add_comment"):
            pytest.skip("this python-docx knows no comments")
        file.add_comment(last.runs, text="请核对", author="张三", initials="z")
        saved = io.BytesIO()
        file.save(saved)
        new, _ = annotate(saved.getvalue())
        again = docx_library.Document(io.BytesIO(new))
        told = [(comment.author, comment.paragraphs[0].text) for comment in again.comments]
        assert told == [("张三", "请核对"), ("gouji", "FX002 turned-word（警告）")]
        assert [(run.text, run.bold) for run in again.paragraphs[-1].runs if run.text] == [
            ("上年", True),
            ("转", True),
            ("结", False),
            (" 3 件", False),
        ]

    def test_nothing_found(self) -> None:
        raw = docx()
        assert annotate(raw)[0] == raw

    def test_the_strict_form(self) -> None:
        new, _ = annotate(docx(paragraph("上年转结"), namespace=STRICT))
        assert Reading(new, STRICT).anchored() == [("FX002", "转结")]
        assert b"purl.oclc.org/ooxml/officeDocument/relationships/comments" in part(new, "word/_rels/document.xml.rels")


@pytest.fixture(scope="module")
def office() -> str:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        pytest.skip("LibreOffice is not installed (soffice)")
    return found


@pytest.fixture(scope="module")
def report_with_comments() -> bytes:
    edition = registry().formats.for_year(2023)
    assert edition is not None
    raw, _ = as_docx(sample(2023, ["按时转结,及时答复。"]), edition, STYLES["as the form"])
    return annotate(raw, (*RULES, some_cell, any_report))[0]


class TestLibreOffice:
    def convert(self, office: str, folder: Path, raw: bytes, kind: str) -> bytes:
        file = folder / "checked.docx"
        file.write_bytes(raw)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return file.with_suffix(f".{kind}").read_bytes()

    def test_it_becomes_a_pdf(self, office: str, report_with_comments: bytes, tmp_path: Path) -> None:
        assert self.convert(office, tmp_path, report_with_comments, "pdf").startswith(b"%PDF-")

    def test_it_finds_the_comments_at_the_words(self, office: str, report_with_comments: bytes, tmp_path: Path) -> None:
        root = etree.fromstring(
            self.convert(office, tmp_path, report_with_comments, "fodt"), etree.XMLParser(huge_tree=True)
        )
        office_ns = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
        notes = list(root.iter(office_ns + "annotation"))
        assert len(notes) == len(Reading(report_with_comments).anchored())
        assert {next(note.iter("{http://purl.org/dc/elements/1.1/}creator")).text for note in notes} == {"gouji"}
        (note,) = [note for note in notes if any("FX002" in text for text in note.itertext())]
        name = note.get(office_ns + "name")
        (end,) = [mark for mark in root.iter(office_ns + "annotation-end") if mark.get(office_ns + "name") == name]
        text = "".join(between(note, end))
        assert text == "转结"


def between(start: Any, end: Any) -> Iterator[str]:
    """The text between the end of one element and another that comes after it."""
    inside = False
    for event, element in etree.iterwalk(start.getroottree(), events=("start", "end")):
        if event == "start" and element is end:
            return
        if inside and event == "start":
            yield element.text or ""
        if event == "end" and element is start:
            inside = True
        if inside and event == "end":
            yield element.tail or ""


def _with_relation(raw: bytes) -> bytes:
    """Give a file the relation to the comments it holds."""
    file = io.BytesIO()
    relation = '<Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/>'
    kind = '<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/>'
    added = {
        "word/_rels/document.xml.rels": ("</Relationships>", relation),
        "[Content_Types].xml": ("</Types>", kind),
    }
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(file, "w") as new:
        for info in old.infolist():
            text = old.read(info)
            if info.filename in added:
                end, more = added[info.filename]
                text = text.replace(end.encode(), (more + end).encode())
            new.writestr(info, text)
    return file.getvalue()
