from __future__ import annotations

import random
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.readers.docx import read
from gouji.source import Document, NotAReport, Unreadable
from gouji.testing import sample, tables_of
from readers.documents import (
    STYLES,
    altered,
    as_docx,
    cell,
    field,
    item,
    lists,
    package,
    paragraph,
    row,
    run,
    table,
    text_box,
)
from readers.layouts import as_text
from readers.test_text import FORMATS, cells, edition, filled, leaves, read_text

TITLE = "云岭市数据局2023年政府信息公开工作年度报告"


def of(body: str, **parts: Any) -> Document:
    return read(package(body, **parts), FORMATS)


def report(*blocks: str, **parts: Any) -> Document:
    """A document that is a report by its title and length, with these blocks."""
    return of(paragraph(TITLE) + paragraph("本报告说明一年来的工作情况。" * 15) + "".join(blocks), **parts)


def content(document: Document) -> list[Any]:
    """What follows the title and the first paragraph."""
    found = document.data["content"][1:]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("year", [2019, 2023])
@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_every_way_of_writing_gives_the_report_of_the_text(style: str, year: int, seed: int) -> None:
    data = filled(year, seed, blanks=True)
    raw, _ = as_docx(data, edition(year), STYLES[style], seed)
    found = read(raw, FORMATS).data
    assert found == read_text(as_text(data, edition(year))).data
    assert cells(found) == cells(data)


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=3, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_every_node_is_where_it_was_written(style: str, seed: int) -> None:
    data = filled(2023, seed, blanks=True)
    raw, written = as_docx(data, edition(2023), STYLES[style], seed)
    document = read(raw, FORMATS)
    checked = 0
    for table_at, found in pointers_of_tables(document.data):
        chapter = f"（“{document.data['content'][table_at[1]]['heading']}”下）"
        for i, line in enumerate(found["rows"]):
            key = (found["table"], line["row"])
            for j in range(len(line["cells"])):
                place = document.places.locate((*table_at, "rows", i, "cells", j))
                number, at, column = written.cells[(*key, j)]
                assert place.label == f"表 {number} 第 {at} 行第 {column} 列{chapter}"
                checked += 1
            if key in written.labels:
                number, at, column = written.labels[key]
                place = document.places.locate((*table_at, "rows", i, "label"))
                assert place.label == f"表 {number} 第 {at} 行第 {column} 列{chapter}"
    assert checked > 150
    for pointer, value in leaves(document.data):
        if isinstance(value, str) and ("content" in pointer or pointer == ("title",)) and "rows" not in pointer:
            if pointer[-1] in ("table", "caption") or "columns" in pointer:
                continue
            number = written.paragraphs.index(value) + 1
            label = document.places.locate(pointer).label or ""
            assert f"第 {number} 段" in label, (pointer, label)
            assert f"第 {number} 段第 3 字" in (document.places.locate(pointer, (2, 3)).label or "")


def pointers_of_tables(data: dict[str, Any]) -> list[tuple[tuple[Any, ...], dict[str, Any]]]:
    return [
        (("content", i, "content", k), block)
        for i, chapter in enumerate(data["content"])
        for k, block in enumerate(chapter["content"])
        if isinstance(block, dict) and "table" in block
    ]


class TestPlaces:
    def test_a_paragraph_stands_under_its_innermost_heading(self) -> None:
        document = report(
            paragraph("一、总体情况"), paragraph("（一）主动公开"), paragraph(""), paragraph("公开信息 12 条。")
        )
        pointer = ("content", 1, "content", 0, "content", 0)
        assert document.places.locate(pointer).label == "第 5 段（“（一）主动公开”下）"
        assert document.places.locate(pointer, (5, 7)).label == "第 5 段第 6 字（“（一）主动公开”下）"

    def test_a_heading_stands_under_the_one_above_it(self) -> None:
        document = report(paragraph("一、总体情况"), paragraph("（一）主动公开"), paragraph("公开信息 12 条。"))
        assert document.places.locate(("content", 1, "heading")).label == "第 3 段"
        assert document.places.locate(("content", 1)).label == "第 3 段"
        assert document.places.locate(("content", 1, "content", 0, "heading")).label == "第 4 段（“一、总体情况”下）"

    def test_a_character_after_a_line_break_is_counted_in_the_paragraph(self) -> None:
        document = report(paragraph("<w:r><w:t>第一行。</w:t><w:br/><w:t> 第二行。</w:t></w:r>"))
        assert content(document) == ["第一行。", "第二行。"]
        assert document.places.locate(("content", 2), (1, 2)).label == "第 3 段第 7 字"

    def test_a_title_of_two_paragraphs(self) -> None:
        body = paragraph("云岭市数据局") + paragraph("2023年政府信息公开工作年度报告")
        document = of(body + paragraph("本报告说明一年来的工作情况。" * 15))
        assert document.data["title"] == TITLE
        assert document.places.locate(("title",)).label == "第 1 段"
        assert document.places.locate(("title",), (7, 9)).label == "第 2 段第 2 字"
        assert document.places.locate(("year",)).label == "第 2 段"
        assert document.places.locate(("agency", "name")).label == "第 1 段"

    def test_what_is_missing_is_reported_on_the_whole(self) -> None:
        assert report().places.locate(()).label == "全文"


class TestText:
    @pytest.mark.parametrize(
        ("xml", "text"),
        [
            (run("收到") + "<w:r><w:tab/></w:r>" + run("9 件。"), "收到\t9 件。"),
            ("<w:r><w:t> 收到 </w:t></w:r>" + run("9 件。"), "收到9 件。"),
            ("<w:r><w:t>收到\n9 件。</w:t></w:r>", "收到 9 件。"),
            (run("2023") + "<w:r><w:noBreakHyphen/></w:r>" + run("1"), "2023-1"),
            ("<w:r><w:softHyphen/></w:r>" + run("收到。"), "收到。"),
            ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + run("是。"), "是。"),
            ('<w:r><w:sym w:font="SimSun" w:char="2460"/></w:r>' + run("是。"), "①是。"),
            ('<w:r><w:sym w:char="zz"/></w:r>' + run("是。"), "是。"),
            (
                "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>yún</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>云</w:t></w:r>"
                "</w:rubyBase></w:ruby></w:r>" + run("岭。"),
                "云岭。",
            ),
            ("<m:oMath><m:r><m:t>3</m:t></m:r></m:oMath>" + run("件。"), "3件。"),
            (run("不", "<w:vanish/>") + run("收费。", '<w:vanish w:val="0"/>'), "收费。"),
            ("<w:futureWrapper>" + run("照读。") + "</w:futureWrapper>", "照读。"),
        ],
    )
    def test_pieces(self, xml: str, text: str) -> None:
        assert content(report(paragraph(xml))) == [text]

    def test_hidden_by_the_style_of_the_paragraph(self) -> None:
        styles = (
            '<w:style w:type="paragraph" w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style>'
            '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
        )
        found = report(paragraph("不见。", '<w:pStyle w:val="b"/>'), paragraph("可见。"), styles=styles)
        assert content(found) == ["可见。"]

    def test_a_deleted_end_joins_two_paragraphs(self) -> None:
        found = report(
            paragraph("收到申请", "<w:rPr><w:del/></w:rPr>"),
            paragraph("<w:del><w:r><w:delText>八</w:delText></w:r></w:del>", "<w:rPr><w:del/></w:rPr>"),
            paragraph("9 件。"),
        )
        assert content(found) == ["收到申请9 件。"]

    def test_a_deleted_paragraph_leaves_no_number_behind(self) -> None:
        gone = "<w:del><w:r><w:delText>二</w:delText></w:r></w:del>"
        found = report(
            item(0, "甲事项如下。"),
            paragraph(gone, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>'),
            item(0, "乙事项如下。"),
            numbering=lists(("decimal", "%1.")),
        )
        assert content(found) == ["1.甲事项如下。", "2.乙事项如下。"]

    def test_moved_text_stands_where_it_was_moved_to(self) -> None:
        found = report(
            paragraph("<w:moveFrom>" + run("先行。") + "</w:moveFrom>", "<w:rPr><w:moveFrom/></w:rPr>"),
            paragraph("后行。"),
            paragraph("<w:moveTo>" + run("先行。") + "</w:moveTo>", "<w:rPr><w:moveTo/></w:rPr>"),
        )
        assert content(found) == ["后行。", "先行。"]

    def test_a_table_of_contents_is_no_heading(self) -> None:
        lines = "</w:p><w:p>".join(
            run(f"{n}、总体情况") + "<w:r><w:tab/></w:r>" + field("PAGEREF a", run("3")) for n in "一二"
        )
        found = report(f"<w:p>{field('TOC', lines)}</w:p>", paragraph("一、总体情况"), paragraph("本年工作如下。"))
        assert content(found) == [{"heading": "一、总体情况", "content": ["本年工作如下。"]}]

    def test_lines_of_a_table_of_contents_made_plain_text(self) -> None:
        styles = '<w:style w:type="paragraph" w:styleId="11"><w:name w:val="toc 1"/></w:style>'
        toc = '<w:pStyle w:val="11"/>'
        found = report(
            paragraph(run("一、总体情况") + "<w:r><w:tab/></w:r>" + run("3"), toc),
            paragraph("二、主动公开政府信息情况……4", toc),
            paragraph("一、总体情况", toc),
            paragraph("本年工作如下。", toc),
            styles=styles,
        )
        assert content(found) == [{"heading": "一、总体情况", "content": ["本年工作如下。"]}]

    def test_fields_show_their_results(self) -> None:
        nested = field("IF " + "</w:instrText></w:r>" + field("PAGE", run("7")) + "<w:r><w:instrText>", run("结果"))
        assert content(report(f"<w:p>{nested}{run('在此。')}</w:p>")) == ["结果在此。"]

    def test_fields_that_do_not_pair_hide_nothing(self) -> None:
        begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        assert content(report(paragraph(begin + run("仍在。")))) == ["仍在。"]
        assert content(report(paragraph(end + begin + run("仍在。") + end))) == ["仍在。"]

    def test_text_boxes_are_read_once_and_after_their_paragraph(self) -> None:
        inner = paragraph("盒中。") + paragraph(text_box(paragraph("盒中之盒。")))
        document = report(paragraph(text_box(inner) + run("段落。")), paragraph("其后。"))
        assert content(document) == ["段落。", "盒中。", "盒中之盒。", "其后。"]
        assert document.places.locate(("content", 2)).label == "文本框中第 4 段"

    def test_a_table_in_a_text_box_is_a_table(self) -> None:
        raw_table = table(
            row(cell("第二十条第（五）项")),
            row(cell("信息内容"), cell("本年处理决定数量")),
            row(cell("行政许可"), cell("7")),
        )
        found = report(paragraph("二、主动公开政府信息情况"), paragraph(text_box(raw_table + paragraph(""))))
        assert [(t["table"], t["rows"][0]["cells"]) for t in tables_of(found.data)] == [("art20_5", [7])]

    def test_content_controls_hold_paragraphs_rows_and_cells(self) -> None:
        def sdt(inner: str) -> str:
            return f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

        rows = sdt(row(cell("信息内容"), sdt(cell("本年处理决定数量")))) + sdt(row(cell("行政许可"), cell("7")))
        found = report(sdt(paragraph("二、主动公开政府信息情况")), table(row(cell("第二十条第（五）项")), rows))
        assert [(t["table"], t["rows"][0]["cells"]) for t in tables_of(found.data)] == [("art20_5", [7])]

    def test_embedded_documents_are_not_passed_over_in_silence(self) -> None:
        with pytest.raises(Unreadable, match="embedded"):
            report('<w:altChunk r:id="r9"/>')


BLOCK = (
    row(cell("第二十条第（五）项", '<w:gridSpan w:val="4"/>')),
    row(cell("信息内容"), cell("本年处理决定数量", '<w:gridSpan w:val="3"/>')),
)


class TestTables:
    @staticmethod
    def licensing(*cells_of_row: str, properties: str = "") -> Any:
        found = report(paragraph("二、主动公开政府信息情况"), table(*BLOCK, row(*cells_of_row, properties=properties)))
        (only,) = tables_of(found.data)
        return only["rows"][0]["cells"]

    def test_a_figure_over_three_columns(self) -> None:
        assert self.licensing(cell("行政许可"), cell("7", '<w:gridSpan w:val="3"/>')) == [7]

    def test_cells_left_out_before_and_after(self) -> None:
        moved = '<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'
        assert self.licensing(cell("行政许可"), cell("7"), properties=moved) == [7]

    def test_old_horizontal_merging(self) -> None:
        merged = [cell("7", '<w:hMerge w:val="restart"/>'), cell("9", "<w:hMerge/>"), cell("9", "<w:hMerge/>")]
        assert self.licensing(cell("行政许可"), *merged) == [7]

    def test_a_deleted_cell(self) -> None:
        assert self.licensing(cell("行政许可"), cell("9", "<w:cellDel/>"), cell("7")) == [7]

    def test_two_figures_in_a_cell_do_not_become_one(self) -> None:
        assert self.licensing(cell("行政许可"), cell(paragraph("12") + paragraph("34"))) == ["12 34"]
        assert self.licensing(cell("行政许可"), cell("<w:p><w:r><w:t>12</w:t><w:br/><w:t>34</w:t></w:r></w:p>")) == [
            "12 34"
        ]

    def test_a_label_over_several_lines_and_with_spaces(self) -> None:
        assert self.licensing(cell(paragraph("行 政") + paragraph("许　可")), cell(" 7 ")) == [7]

    def test_a_cell_that_continues_nothing_is_a_cell(self) -> None:
        assert self.licensing(cell("行政许可"), cell("7", "<w:vMerge/>")) == [7]

    def test_a_nested_table_follows_the_table_it_stands_in(self) -> None:
        inner = table(row(cell("渠道"), cell("件数")), row(cell("网络"), cell("3")))
        outer = table(
            *BLOCK, row(cell("行政许可"), cell(paragraph("7") + inner + paragraph(""))), row(cell("合计"), cell("8"))
        )
        found = list(tables_of(report(paragraph("二、主动公开政府信息情况"), outer).data))
        assert found[-1]["grid"] == [["渠道", "件数"], ["网络", 3]]

    def test_chapters_in_rows_of_one_table(self) -> None:
        wide = '<w:gridSpan w:val="4"/>'
        rows = [
            row(cell("二、主动公开政府信息情况", wide)),
            *BLOCK,
            row(cell("行政许可"), cell("7", '<w:gridSpan w:val="3"/>')),
            row(cell("五、存在的主要问题及改进情况", wide)),
            row(cell(paragraph("公开的深度不够。") + paragraph("下一步加以改进。"), wide)),
        ]
        document = report(table(*rows))
        chapters = content(document)
        assert [block["heading"] for block in chapters] == ["二、主动公开政府信息情况", "五、存在的主要问题及改进情况"]
        assert chapters[0]["content"][0]["rows"][0]["cells"] == [7]
        assert chapters[1]["content"] == ["公开的深度不够。", "下一步加以改进。"]
        place = document.places.locate(("content", 2, "content", 1))
        assert place.label == "表 1 第 6 行第 1 列第 2 段（“五、存在的主要问题及改进情况”下）"

    def test_a_frame_around_everything(self) -> None:
        inner = table(*BLOCK, row(cell("行政许可"), cell("7", '<w:gridSpan w:val="3"/>')))
        side = cell("栏目")
        text = cell(paragraph("二、主动公开政府信息情况") + inner + paragraph("以上为统计结果。"))
        chapter = content(report(table(row(side, text))))[-1]
        assert chapter["content"][0]["table"] == "art20_5"
        assert chapter["content"][1] == "以上为统计结果。"

    def test_a_row_and_a_table_that_were_deleted(self) -> None:
        deleted = row(cell("行政处罚"), cell("9"), properties="<w:del/>")
        found = report(
            table(row(cell("渠道"), cell("9"), properties="<w:del/>")),
            paragraph("二、主动公开政府信息情况"),
            table(*BLOCK, deleted, row(cell("行政许可"), cell("7", '<w:gridSpan w:val="3"/>'))),
        )
        (only,) = tables_of(found.data)
        assert [line["row"] for line in only["rows"]] == ["licensing"]

    def test_spans_that_a_program_lost_change_no_column(self) -> None:
        data = filled(2023, 6)
        raw, _ = as_docx(data, edition(2023))
        lost = altered(raw, "word/document.xml", lambda xml: re.sub("<w:gridSpan [^>]*>", "", xml))
        found = read(lost, FORMATS).data
        assert cells(found) == cells(data)
        assert [t["columns"] for t in tables_of(found)] == [t["columns"] for t in tables_of(data)]

    def test_numbers_word_generates_in_labels(self) -> None:
        data = filled(2023, 5)
        raw, _ = as_docx(data, edition(2023))

        def number(xml: str) -> str:
            for label in ("信访举报投诉类申请", "重复申请", "要求提供公开出版物"):
                for n in "123":
                    properties = '<w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr></w:pPr>'
                    old = f'<w:pPr></w:pPr><w:r><w:rPr></w:rPr><w:t xml:space="preserve">{n}.{label}<'
                    xml = xml.replace(old, f"{properties}<w:r><w:t>{label}<")
            return xml

        assert read(altered(raw, "word/document.xml", number), FORMATS).data == read(raw, FORMATS).data


def test_without_lxml_the_install_command_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name == "lxml" or name.startswith("lxml.")]:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(Unreadable) as caught:
        read(package(""), FORMATS)
    assert 'pip install "gouji[docx]"' in caught.value.zh
    assert 'pip install "gouji[docx]"' in caught.value.en


def test_another_document_is_no_report() -> None:
    with pytest.raises(NotAReport):
        of(paragraph("会议纪要") + table(row(cell("电脑"), cell("3"))))


def balanced(seed: int) -> dict[str, dict[str, list[int]]]:
    """Random figures of all tables of the 2021 edition for which every equation holds, by table and row."""
    generator = random.Random(seed)
    formats = edition(2023).tables
    figures: dict[str, dict[str, list[int]]] = {}
    for key in ("art20_1", "art20_5", "art20_6", "art20_8"):
        figures[key] = {line: [0] * len(formats[key].columns) for line in formats[key].rows}
    figures["art20_1"]["normative_docs"] = [generator.randrange(9), generator.randrange(9), generator.randrange(10, 99)]
    for key in ("art20_5", "art20_6", "art20_8"):
        for line in figures[key].values():
            line[0] = generator.randrange(5_000)
    lines = list(formats["requests"].rows)
    results = lines[lines.index("granted") : lines.index("result_total")]
    columns = []
    for _ in range(6):
        parts = {line: generator.randrange(300) for line in results}
        total = sum(parts.values())
        out = generator.randrange(50)
        carried = generator.randrange(min(60, total + out))
        columns.append(
            parts
            | {"result_total": total, "carried_out": out, "carried_in": carried, "new_received": total + out - carried}
        )
    figures["requests"] = {line: [column[line] for column in columns] for line in lines}
    for line in figures["requests"].values():
        line.append(sum(line))
    cases = []
    for _ in range(3):
        parts_of = [generator.randrange(40) for _ in range(4)]
        cases += [*parts_of, sum(parts_of)]
    figures["disputes"] = {"cases": cases}
    return figures


class TestForm:
    """The blank form of the 2021 edition, filled in."""

    @staticmethod
    def fill(form: Path, figures: dict[str, dict[str, list[int]]]) -> bytes:
        import io

        import docx

        document = docx.Document(str(form))
        blocks, requests, disputes = document.tables
        at = {"art20_1": 2, "art20_5": 6, "art20_6": 9, "art20_8": 13}
        for key, first in at.items():
            for i, values in enumerate(figures[key].values()):
                TestForm.put(blocks.rows[first + i], values)
        for i, values in enumerate(figures["requests"].values()):
            TestForm.put(requests.rows[3 + i], values)
        TestForm.put(disputes.rows[3], figures["disputes"]["cases"])
        title = document.paragraphs[1]
        title.runs[0].text = "云岭市数据局2023年政府信息公开工作年度报告"
        file = io.BytesIO()
        document.save(file)
        return file.getvalue()

    @staticmethod
    def put(line: Any, values: list[int]) -> None:
        from docx.table import _Cell

        own = [_Cell(tc, line) for tc in line._tr.tc_lst]
        for place, value in zip(own[-len(values) :], values, strict=True):
            place.paragraphs[0].text = str(value)

    @staticmethod
    def check(raw: bytes) -> list[Any]:
        from gouji.engine import Engine
        from gouji.selection import Selection
        from gouji.testing import registry

        reader = registry().reader_for("a.docx")
        assert reader is not None
        engine = Engine(registry(), Selection(select=("arithmetic",)))
        result = engine.check_bytes(raw, "a.docx", reader)
        assert not result.failed, result.findings
        return result.findings

    def test_blank_form_has_every_table(self, cases: Path) -> None:
        document = read((cases / "template_2021.docx").read_bytes(), FORMATS)
        formats = edition(2023).tables
        found = {table["table"]: table for table in tables_of(document.data)}
        assert list(found) == list(formats)
        for key, blank in found.items():
            assert blank["columns"] == list(formats[key].columns)
            assert [line["row"] for line in blank["rows"]] == list(formats[key].rows)
            assert {value for line in blank["rows"] for value in line["cells"]} == {None}
        headings = [block["heading"] for block in document.data["content"] if isinstance(block, dict)]
        assert headings == [chapter.heading for chapter in edition(2023).chapters]

    @settings(max_examples=4, deadline=None)
    @given(seed=st.integers(0, 10_000))
    def test_balanced_figures_are_clean_and_each_changed_one_is_found(self, cases: Path, seed: int) -> None:
        figures = balanced(seed)
        form = cases / "template_2021.docx"
        raw = self.fill(form, figures)
        read_back = {table["table"]: table for table in tables_of(read(raw, FORMATS).data)}
        assert {
            key: {line["row"]: line["cells"] for line in table["rows"]} for key, table in read_back.items()
        } == figures
        assert [entry.message for entry in self.check(raw)] == []
        bound = [
            (key, line, j)
            for key in ("requests", "disputes")
            for line in figures[key]
            for j in range(len(figures[key][line]))
        ]
        for key, line, j in random.Random(seed).sample(bound, 6):
            figures[key][line][j] += 1
            assert [entry for entry in self.check(self.fill(form, figures)) if entry.severity.label == "error"], (
                key,
                line,
                j,
            )
            figures[key][line][j] -= 1


def test_a_sample_report_is_clean_in_word() -> None:
    raw, _ = as_docx(sample(2023), edition(2023), STYLES["tracked and broken"], 3)
    assert TestForm.check(raw) == []
