"""The readers of the kinds of file gouji takes. Each module is imported when a file of its kind is first met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.report import REPORT_TYPE
from gouji.source import Document, Reader

if TYPE_CHECKING:
    from gouji.formats import Formats


def _read_json(raw: bytes, formats: Formats) -> Document:
    from gouji.readers.json import read

    return read(raw, formats)


def _read_text(raw: bytes, formats: Formats) -> Document:
    from gouji.readers.text import read

    return read(raw, formats)


def _read_html(raw: bytes, formats: Formats) -> Document:
    from gouji.readers.html import read

    return read(raw, formats)


def _read_markdown(raw: bytes, formats: Formats) -> Document:
    from gouji.readers.markdown import read

    return read(raw, formats)


def _read_pdf(raw: bytes, formats: Formats) -> Document:
    from gouji.readers.pdf import read

    return read(raw, formats)


def _read_docx(raw: bytes, formats: Formats) -> Document:
    from gouji.readers.docx import read

    return read(raw, formats)


def _read_old_word(raw: bytes, formats: Formats) -> Document:
    from gouji.readers.docx import read_old_format

    return read_old_format(raw, formats)


READERS = (
    Reader("json", (".json",), _read_json, "report JSON", REPORT_TYPE.encode()),
    Reader("text", (".txt",), _read_text, "plain text with tab-separated tables"),
    Reader("html", (".html", ".htm"), _read_html, "web page"),
    Reader("markdown", (".md", ".markdown"), _read_markdown, "Markdown with pipe or HTML tables"),
    Reader("docx", (".docx",), _read_docx, "Word document"),
    Reader("doc", (".doc", ".wps"), _read_old_word, "old Word and WPS files, answered with how to save them as .docx"),
    Reader("pdf", (".pdf",), _read_pdf, "PDF with text, not a scan"),
)
