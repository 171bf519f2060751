from __future__ import annotations

import io
import warnings
import zipfile

import pytest
from lxml import etree

from corrections import fixed, replacing
from gouji.fixes import CannotRewrite
from gouji.readers.docx import WordPlaces
from gouji.testing import registry, sample
from readers.documents import STRICT, STYLES, W, as_docx, cell, package, paragraph, row, run, table, text_box

BOLD, RED = "<w:b/>", '<w:color w:val="FF0000"/>'
REPORT = "青禾县水务局2023年政府信息公开工作年度报告"
CHAPTERS = "".join(
    paragraph(text) for text in ("一、总体情况", "二、主动公开政府信息情况", "五、存在的主要问题及改进情况")
)


def document(raw: bytes) -> str:
    """The main part, with `<a></a>` and `<a/>` written alike."""
    return etree.tostring(etree.fromstring(part(raw, "word/document.xml")), encoding="unicode")


def part(raw: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return archive.read(name)


def docx(*parts: str, **more: object) -> bytes:
    return package(paragraph(REPORT) + CHAPTERS + "".join(parts), **more)  # type: ignore[arg-type]


def test_a_word_that_runs_divide_keeps_their_formats() -> None:
    before = paragraph(run("上年转", BOLD) + run("结,3", RED) + run(" 件", BOLD))
    outcome = fixed(docx(before), "docx", unsafe=True)
    after = paragraph(run("上年结", BOLD) + run("转，3", RED) + run(" 件", BOLD))
    assert document(outcome.raw) == document(docx(after))


def test_a_longer_text_goes_where_the_words_began() -> None:
    rules = (replacing("FX031", (0, 2, "丁乙丙")),)
    raw = package(paragraph(REPORT) + paragraph(run("甲", BOLD) + run("乙", RED)) + CHAPTERS)
    after = package(paragraph(REPORT) + paragraph(run("丁", BOLD) + run("乙丙", RED)) + CHAPTERS)
    assert document(fixed(raw, "docx", unsafe=True, rules=rules).raw) == document(after)


def test_cells_headings_and_the_title_are_reached() -> None:
    edition = registry().formats.for_year(2023)
    assert edition is not None
    data = sample(2023, [{"heading": "（一）主动公开,情况", "content": ["受理,答复"]}])
    data["title"] += "(公示稿)"
    raw, _ = as_docx(data, edition, STYLES["plain"])
    new = fixed(raw, "docx").raw
    assert document(new) == document(raw).replace("开,情", "开，情").replace("理,答", "理，答").replace(
        "(公示稿)", "（公示稿）"
    )


@pytest.mark.parametrize("style", sorted(STYLES))
@pytest.mark.parametrize("seed", range(3))
def test_a_document_of_any_style_has_its_words_changed_and_nothing_else(style: str, seed: int) -> None:
    """What is read again is what was read before with the fixes made."""
    edition = registry().formats.for_year(2023)
    assert edition is not None
    texts = ["畅通申请渠道,规范办理流程;依法按时答复申请人(全年)。", "按时转结,及时答复,全部办结!"]
    raw, _ = as_docx(sample(2023, list(texts)), edition, STYLES[style], seed)
    outcome = fixed(raw, "docx", unsafe=True)
    reader = registry().reader_for("a.docx")
    assert reader is not None
    before, after = (reader.read(one, registry().formats).data for one in (raw, outcome.raw))
    assert before["content"][0]["content"] == texts
    assert after["content"][0]["content"] == [
        "畅通申请渠道，规范办理流程；依法按时答复申请人（全年）。",
        "按时结转，及时答复，全部办结！",
    ]
    assert {**after, "content": after["content"][1:]} == {**before, "content": before["content"][1:]}


def test_all_other_parts_are_the_same_bytes_in_the_same_order() -> None:
    raw = docx(
        paragraph("受理,答复"),
        extra=[("word/media/image1.png", b"\x89PNG\0\xff" * 99), ("docProps/app.xml", b"<a  b='1' />")],
    )
    new = fixed(raw, "docx").raw
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(io.BytesIO(new)) as fresh:
        assert fresh.namelist() == old.namelist()
        for info in old.infolist():
            assert fresh.getinfo(info.filename).date_time == info.date_time
            assert (fresh.read(info.filename) == old.read(info.filename)) is (info.filename != "word/document.xml")


def test_the_same_fixes_give_the_same_bytes() -> None:
    raw = docx(paragraph("受理,答复"))
    assert fixed(raw, "docx").raw == fixed(raw, "docx").raw


@pytest.mark.parametrize(("encoding", "namespace"), [("utf-8", STRICT), ("utf-16", W)])
def test_other_forms_of_the_format(encoding: str, namespace: str) -> None:
    before, after = (
        docx(paragraph(text), encoding=encoding, namespace=namespace) for text in ("受理,答复", "受理，答复")
    )
    new = fixed(before, "docx").raw
    assert document(new) == document(after)
    assert part(new, "word/document.xml")[:2] == part(before, "word/document.xml")[:2]


@pytest.mark.parametrize(
    "twice",
    [
        paragraph(text_box(paragraph("受理,答复"))),
        "<w:sdt><w:sdtPr><w:dataBinding w:xpath='/a'/></w:sdtPr><w:sdtContent>"
        + paragraph("受理,答复")
        + "</w:sdtContent></w:sdt>",
        "<w:p><w:r><w:t>受理</w:t><w:sym w:char='002C'/><w:t>答复</w:t></w:r></w:p>",
    ],
)
def test_what_stands_there_twice_or_is_no_text_is_left_to_a_person(twice: str) -> None:
    raw = docx(twice)
    outcome = fixed(raw, "docx")
    assert [entry.rule.code for entry in outcome.after.findings] == ["FX001"]
    assert (outcome.raw, outcome.applied) == (raw, ())


@pytest.mark.parametrize("new", ["甲\n乙", "甲\t", "\x01", "\ud800"])
def test_what_word_has_other_elements_for_is_not_written(new: str) -> None:
    raw = package(paragraph(REPORT) + paragraph("甲乙") + CHAPTERS)
    assert fixed(raw, "docx", unsafe=True, rules=(replacing("FX032", (1, 2, new)),)).raw == raw


def test_space_that_is_not_shown_does_not_shift_the_words() -> None:
    before = "<w:p><w:r><w:t>\n  受理,答复  </w:t></w:r></w:p>"
    assert document(fixed(docx(before), "docx").raw) == document(docx(before.replace(",", "，")))


def test_space_at_an_edge_is_kept() -> None:
    raw = package(paragraph(REPORT) + "<w:p><w:r><w:t>甲乙</w:t></w:r></w:p>" + CHAPTERS)
    new = fixed(raw, "docx", unsafe=True, rules=(replacing("FX033", (0, 1, " 丙 ")),)).raw
    assert '<w:t xml:space="preserve"> 丙 乙</w:t>' in document(new)


def test_a_package_with_two_parts_of_one_name_is_refused() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        raw = docx(paragraph("受理,答复"), extra=[("docProps/app.xml", b"1"), ("docProps/app.xml", b"2")])
    with pytest.raises(CannotRewrite) as refused:
        fixed(raw, "docx")
    assert "另存" in refused.value.zh


def test_a_part_that_cannot_be_copied_is_refused() -> None:
    raw = docx(paragraph("受理,答复"), extra=[("word/media/a.bin", b"0123456789" * 9)])
    at = raw.index(b"word/media/a.bin") + len("word/media/a.bin") + 2
    broken = raw[:at] + bytes(byte ^ 0xFF for byte in raw[at : at + 4]) + raw[at + 4 :]
    with pytest.raises(CannotRewrite):
        fixed(broken, "docx")


def test_every_piece_of_every_text_shows_that_text() -> None:
    """Whatever the reader makes of a document, each string of plain text elements is found again in them."""
    from gouji.rewriters.word import WordRewriter

    edition = registry().formats.for_year(2023)
    reader = registry().reader_for("a.docx")
    assert edition is not None
    assert reader is not None
    for style in sorted(STYLES):
        raw, _ = as_docx(sample(2023), edition, STYLES[style], 7)
        read = reader.read(raw, registry().formats)
        rewriter = WordRewriter(raw, read)
        assert isinstance(read.places, WordPlaces)
        for i, block in enumerate(read.data["content"][0]["content"]):
            text = block["content"][0]
            pieces = read.places.pieces(("content", 0, "content", i, "content", 0), (0, len(text)))
            assert "".join(rewriter.shown(piece) or "" for piece in pieces) == text, style


def test_a_cell_is_its_paragraphs() -> None:
    rows = [row(cell(paragraph("受理,") + paragraph("答复")), cell("1"), cell("2")) for _ in range(3)]
    raw = docx(table(*rows))
    reader = registry().reader_for("a.docx")
    assert reader is not None
    read = reader.read(raw, registry().formats)
    grid = read.data["content"][2]["content"][0]["grid"]
    assert grid[0][0] == "受理,答复"
    pieces = read.places.pieces(("content", 2, "content", 0, "grid", 1, 0), (1, 4))  # type: ignore[attr-defined]
    assert [(piece.start, piece.end) for piece in pieces] == [(1, 3), (0, 1)]
