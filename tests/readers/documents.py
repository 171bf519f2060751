"""Report JSON written as Word documents in the ways offices and programs write them, with where each thing came to stand."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from dataclasses import field as member
from itertools import pairwise
from typing import Any
from xml.sax.saxutils import escape

from gouji.formats import Edition
from gouji.labels import LEVELS, read_ordinal
from readers.press import sheet

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_SPACES = {
    "w": W,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "v": "urn:schemas-microsoft-com:vml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
}
_NAMESPACES = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _SPACES.items())
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>'
    '<Override PartName="/word/numbering.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/></Types>'
)
CHANGE = 'w:id="7" w:author="x" w:date="2024-01-05T09:00:00Z"'
HEADINGS = (("japaneseCounting", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))
"""The numbers of chapters, sections and items, as the form prints them."""


def package(
    body: str,
    numbering: str = "",
    styles: str = "",
    encoding: str = "utf-8",
    namespace: str = W,
    extra: Iterable[tuple[str, bytes]] = (),
) -> bytes:
    """Return a .docx file with that body."""
    prolog = f'<?xml version="1.0" encoding="{encoding}" standalone="yes"?>'
    parts = {
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/numbering.xml": f"<w:numbering {_NAMESPACES}>{numbering}</w:numbering>",
        "word/styles.xml": f"<w:styles {_NAMESPACES}>{styles}</w:styles>",
    }
    relations = "".join(
        f'<Relationship Id="r{i}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
        for i, kind in enumerate(("numbering", "styles"))
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument"'
            ' Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>'
        )
        for name, text in parts.items():
            archive.writestr(name, (prolog + text).replace(W, namespace).encode(encoding))
        for name, content in extra:
            archive.writestr(name, content)
    return file.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    """Return a paragraph of text, or of XML where the content is some."""
    inner = content if content.startswith("<") else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def item(level: int, text: str, number: int = 1) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def levels(*formats: tuple[str, str], more: str = "") -> str:
    """Return the levels of a list: format and text of each."""
    return "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (kind, text) in enumerate(formats)
    )


def lists(*formats: tuple[str, str], number: int = 1) -> str:
    """Return the definition of one list."""
    return (
        f'<w:abstractNum w:abstractNumId="{number}">{levels(*formats)}</w:abstractNum>'
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
    )


def cell(content: str, properties: str = "") -> str:
    """Return a cell of text, or of XML where the content is some."""
    inner = content if content.startswith("<") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, columns: int = 1) -> str:
    grid = f'<w:gridCol w:w="{9000 // columns}"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def field(instruction: str, result: str) -> str:
    """Return the runs of a field whose result may hold the ends and beginnings of paragraphs."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    instructed = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return mark("begin") + instructed + mark("separate") + result + mark("end")


def text_box(content: str) -> str:
    """Return a run with a text box, as Word writes it: once for itself and once for programs before 2010."""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp>'
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent>"
        "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


@dataclass(frozen=True)
class Style:
    """How a document is written.

    `numbered`: "items" or "styles" generate the numbers of headings. `noise`: words broken into runs with everything between them
    that is not shown, and with tracked changes. `scale`: how many grid columns each column takes. `joined`: the tables of a
    chapter are one. `framed`: all stands in the one cell of a table. `boxed`: the title stands in a text box.
    """

    numbered: str = ""
    noise: bool = False
    scale: int = 1
    joined: bool = False
    framed: bool = False
    boxed: bool = False
    contents: bool = False
    encoding: str = "utf-8"
    namespace: str = W


STYLES = {
    "plain": Style(),
    "as the form": Style(joined=True, numbered="items"),
    "numbered by styles": Style(numbered="styles", boxed=True),
    "tracked and broken": Style(noise=True, numbered="items"),
    "converted": Style(scale=3, joined=True, noise=True),
    "in a frame": Style(framed=True, noise=True),
    "with contents": Style(contents=True, joined=True),
    "strict": Style(namespace=STRICT, numbered="styles"),
    "utf-16": Style(encoding="utf-16", noise=True, boxed=True),
}


@dataclass
class Written:
    """Where things came to stand: non-empty paragraphs in order, and (table, row, column) of each cell, all from 1."""

    paragraphs: list[str] = member(default_factory=list)
    cells: dict[tuple[str, str, int], tuple[int, int, int]] = member(default_factory=dict)
    labels: dict[tuple[str, str], tuple[int, int, int]] = member(default_factory=dict)


class _Writer:
    def __init__(self, edition: Edition, style: Style, seed: int) -> None:
        self.edition = edition
        self.style = style
        self.random = random.Random(seed)
        self.written = Written()
        self.tables = 1 if style.framed else 0
        self.parts: list[str] = []

    def put(self, text: str, level: int | None = None) -> None:
        """Write a paragraph, a heading where `level` is given."""
        self.written.paragraphs.append(text)
        properties = ""
        if level is not None and self.style.numbered:
            ordinal = read_ordinal(text)
            assert ordinal is not None
            text = text[ordinal.length :]
            properties = (
                f'<w:pStyle w:val="Heading{level}"/>'
                if self.style.numbered == "styles"
                else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
            )
        if self.style.noise:
            self.parts.append(self.random.choice(("", paragraph("　"), paragraph(self.gone("整段删去")))))
            if self.random.random() < 0.3 and len(text) > 4:
                half = self.random.randrange(1, len(text))
                self.parts.append(paragraph(self.words(text[:half]), f"<w:rPr><w:del {CHANGE}/></w:rPr>"))
                text = text[half:]
        self.parts.append(paragraph(self.words(text), properties))

    def words(self, text: str) -> str:
        """Return the runs of a text."""
        if not self.style.noise or not text:
            return run(text)
        cuts = sorted({0, len(text), *(self.random.randrange(len(text)) for _ in range(2))})
        pieces = [run(text[start:end]) for start, end in pairwise(cuts)]
        return "".join(self.wrapped(piece) + self.unseen() for piece in pieces)

    def wrapped(self, piece: str) -> str:
        wrap = self.random.choice(
            (
                "{}",
                "<w:ins " + CHANGE + ">{}</w:ins>",
                "<w:moveTo " + CHANGE + ">{}</w:moveTo>",
                "<w:hyperlink>{}</w:hyperlink>",
                "<w:sdt><w:sdtPr><w:rPr><w:vanish/></w:rPr></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
                '<w:fldSimple w:instr=" DOCPROPERTY x ">{}</w:fldSimple>',
                "<w:smartTag w:element='x'><w:smartTagPr/>{}</w:smartTag>",
            )
        )
        return wrap.format(piece) if self.random.random() < 0.9 else field("DOCPROPERTY x", piece)

    def unseen(self) -> str:
        return self.random.choice(
            (
                "",
                '<w:proofErr w:type="spellStart"/>',
                '<w:bookmarkStart w:id="1" w:name="x"/><w:bookmarkEnd w:id="1"/>',
                run("9", "<w:vanish/>"),
                run("隐藏", '<w:rStyle w:val="Unseen"/>'),
                self.gone("99"),
                f"<w:moveFrom {CHANGE}>" + run("搬走 7") + "</w:moveFrom>",
                "<w:r><w:lastRenderedPageBreak/></w:r>",
                "<w:r><w:rPr><w:rPrChange "
                + CHANGE
                + "><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:softHyphen/></w:r>",
            )
        )

    @staticmethod
    def gone(text: str) -> str:
        return f"<w:del {CHANGE}><w:r><w:delText>{text}</w:delText></w:r></w:del>"

    def put_tables(self, tables: Sequence[dict[str, Any]]) -> None:
        """Write tables as one."""
        self.tables += 1
        sheets = [sheet(self.edition.tables[data["table"]], data) for data in tables]
        width = max(len(one.widths) for one in sheets)
        rows: list[str] = []
        count = 0
        for one, data in zip(sheets, tables, strict=True):
            for i in range(one.rows):
                if self.style.noise and self.random.random() < 0.1:
                    rows.append(
                        row(
                            *[cell(paragraph(self.gone("8"), f"<w:rPr><w:del {CHANGE}/></w:rPr>"))] * width,
                            properties=f"<w:del {CHANGE}/>",
                        )
                    )
                count += 1
                rows.append(self.row(one, i, count, width, data))
        self.parts.append(table(*rows, columns=width * self.style.scale))

    def row(self, one: Any, i: int, count: int, width: int, data: dict[str, Any]) -> str:
        """Write a row; the last cell takes what the table is wider than its block."""
        cells = []
        lead = len(one.widths) - len(data["columns"])
        for box in sorted(one.boxes, key=lambda box: box.column):
            if not box.row <= i < box.row + box.rows:
                continue
            last = box.column + box.columns == len(one.widths)
            span = (box.columns + (width - len(one.widths) if last else 0)) * self.style.scale
            properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
            if box.rows > 1:
                properties += '<w:vMerge w:val="restart"/>' if i == box.row else "<w:vMerge/>"
            covered = i > box.row
            cells.append(
                cell(
                    "盖住" if covered and self.style.noise else self.cell_words("" if covered else box.text), properties
                )
            )
            key = one.keys.get(i)
            place = (self.tables, count, box.column * self.style.scale + 1)
            if key is not None and box.row == i and box.rows == 1:
                if box.column >= lead:
                    self.written.cells[(*key, box.column - lead)] = place
                elif box.text:
                    self.written.labels[key] = place
        return row(*cells)

    def cell_words(self, text: str) -> str:
        if not self.style.noise or not text:
            return paragraph(run(text))
        if len(text) > 6 and not text.isascii() and self.random.random() < 0.5:
            half = self.random.randrange(1, len(text))
            if not (text[half - 1].isascii() and text[half].isascii()):
                return paragraph(self.words(text[:half])) + paragraph(self.words(text[half:]))
        return paragraph(self.words(text))

    def put_blocks(self, blocks: Sequence[Any]) -> None:
        tables: list[dict[str, Any]] = []
        for block in [*blocks, None]:
            if isinstance(block, dict) and "table" in block:
                tables.append(block)
                if self.style.joined:
                    continue
            if tables:
                self.put_tables(tables)
                tables = []
            if isinstance(block, str):
                self.put(block)
            elif block is not None and "heading" in block:
                ordinal = read_ordinal(block["heading"])
                self.put(block["heading"], None if ordinal is None else LEVELS[ordinal.style] - 1)
                self.put_blocks(block["content"])

    def put_contents(self, data: dict[str, Any]) -> None:
        """Write a table of contents: a line and a page number for each heading."""
        lines = [
            run(block["heading"]) + "<w:r><w:tab/></w:r>" + field("PAGEDOCPROPERTY x", run("3"))
            for block in data["content"]
        ]
        whole = field("TOC \\o &quot;1-3&quot;", "</w:p><w:p>".join(lines))
        self.parts.append(f"<w:sdt><w:sdtContent><w:p>{whole}</w:p></w:sdtContent></w:sdt>")

    def body(self, data: dict[str, Any]) -> str:
        if self.style.boxed:
            self.written.paragraphs.append(data["title"])
            self.parts.append(paragraph(text_box(paragraph(self.words(data["title"])))))
        else:
            self.put(data["title"])
        if self.style.contents:
            self.put_contents(data)
        self.put_blocks(data["content"])
        body = "".join(self.parts)
        return table(row(cell(body + paragraph(run(""))))) if self.style.framed else body


def as_docx(
    data: dict[str, Any], edition: Edition, style: Style = STYLES["plain"], seed: int = 0
) -> tuple[bytes, Written]:
    """Return a report as a Word document, and where things stand in it."""
    writer = _Writer(edition, style, seed)
    body = writer.body(data)
    numbered = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{i}"><w:name w:val="heading {i + 1}"/><w:pPr><w:numPr><w:ilvl w:val="{i}"/><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
        for i in range(3)
    )
    unseen = (
        '<w:style w:type="character" w:styleId="Unseen"><w:name w:val="Unseen"/><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    raw = package(body, lists(*HEADINGS), numbered + unseen, style.encoding, style.namespace)
    return raw, writer.written


def altered(raw: bytes, name: str, change: Any) -> bytes:
    """Return a .docx file with one part changed by a function of its text."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, change(content.decode()).encode() if entry.filename == name else content)
    return file.getvalue()
