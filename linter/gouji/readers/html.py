"""Web pages: the report among the furniture of the site, every character of it with its place in the source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gouji.readers.article import article
from gouji.readers.html_parts import PageParts
from gouji.readers.markup import TooMuch, parse
from gouji.readers.outline import Outline, no_report, outline
from gouji.readers.recognise import labels_of
from gouji.source import Document, Segments, TextPlaces, Unreadable, cut

if TYPE_CHECKING:
    from gouji.formats import Formats
    from gouji.report import Pointer

MAX_BYTES = 20_000_000
"""A larger page is refused; with pictures inside the text real ones reach a few MB."""
MAX_HEAD = 4096
"""How far from the top the declaration of an encoding is looked for (the HTML standard has browsers look at 1024 bytes)."""

_DECLARED = rb"""<meta[^>]{0,200}charset\s{0,8}=\s{0,8}["']?\s{0,8}([A-Za-z0-9_\-]{3,20})|<\?xml[^>]{0,80}encoding\s{0,8}=\s{0,8}["']([A-Za-z0-9_\-]{3,20})"""
_CHINESE = ("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "hz-gb-2312", "chinese")


def read(raw: bytes, formats: Formats) -> Document:
    """Read a web page; Unreadable where it is no text or too large, NotAReport where it holds no annual report."""
    text = decode(raw)
    edition = next(formats.all())
    labels = labels_of(formats)
    try:
        page = parse(text)
        items = list(PageParts(text, edition, labels).items(page.root))
    except TooMuch as error:
        raise Unreadable(
            "网页的标签或表格单元格过多，不像一份年度报告；请只保存正文部分再检查",
            f"the page has {error}, more than an annual report; save the article alone and check that",
        ) from error
    chosen = article(items, page, edition, labels)
    found = outline(chosen.parts, formats, chosen.margin)
    if not found.looks_like_report:
        raise no_report("网页中没有政府信息公开工作年度报告", "no annual government-information report on the page")
    return Document(found.data, TextPlaces(text, segments_of(found)), text, found.guesses)


def segments_of(found: Outline[Segments]) -> dict[Pointer, Segments]:
    """Return for each node of an outline the pieces of the source it was put together from."""
    segments: dict[Pointer, Segments] = dict(found.nodes)
    if found.title_parts:
        at = 0
        joined: list[tuple[int, int, int]] = []
        for part in found.title_parts:
            joined += ((at + offset, start, end) for offset, start, end in part.ref)
            at += len(part.text)
        segments["title",] = tuple(joined)
        for pointer, span in found.title_spans.items():
            segments[pointer] = cut(segments["title",], *span)
    if found.dated is not None:
        paragraph, span = found.dated
        segments["published",] = cut(paragraph.ref, *span)
    return segments


def decode(raw: bytes) -> str:
    """Return the text of a page by its byte order mark, its own declaration, or what its bytes can be.

    A declaration that the bytes contradict does not count: many pages still declare gb2312 after a move to UTF-8. The GB family is read
    as GB18030, which holds the others.
    """
    if len(raw) > MAX_BYTES:
        raise Unreadable(
            f"文件有 {len(raw):,} 字节，超过 {MAX_BYTES:,} 字节的上限；请只保存正文部分再检查",
            f"the file has {len(raw):,} bytes, more than the limit of {MAX_BYTES:,}; save the article alone and check that",
        )
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", *_declared(raw), "gb18030"]
        if raw[:400].count(b"\0") > 100:
            encodings = ["utf-16-be" if raw[:1] == b"\0" else "utf-16-le"]
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\0" not in text:
            return text
    # A few bytes damaged on the way must not hide a whole report; the damage shows as replacement characters.
    for encoding in encodings:
        try:
            text = raw.decode(encoding, "replace")
        except LookupError:
            continue
        if "\0" not in text and text.count("\ufffd") * 200 < len(text):
            return text
    raise Unreadable(
        "无法识别网页的字符编码；请用浏览器打开后另存为 UTF-8 编码的网页",
        "the encoding of the page cannot be told; open it in a browser and save it as UTF-8",
    )


def _declared(raw: bytes) -> list[str]:
    match = re.search(_DECLARED, raw[:MAX_HEAD], re.IGNORECASE)
    if match is None:
        return []
    name = (match[1] or match[2]).decode("ascii").lower()
    return ["gb18030" if name in _CHINESE else name]
