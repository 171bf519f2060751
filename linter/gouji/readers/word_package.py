"""The package of a Word document: a zip file of XML parts, read with limits.

A few kilobytes of zip can hold gigabytes, and a few megabytes of XML can become a tree of hundreds. So everything that is
read is bounded before it is parsed: the file, its entries, each part unpacked, and the nodes a part can have, which are never
more than its `<` and `=` together. A part must be UTF-8 or UTF-16, as the standard demands, so that counting these bytes
counts these characters, and must have no DTD, so that there is no entity to expand. libxml2 itself refuses elements nested
more than 256 deep. Within these limits no file takes seconds or more than some 300 MB, and no process of its own is needed,
whose start would cost more than reading a report does.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from gouji.source import Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_BYTES = 50_000_000
"""A larger file is refused; reports with photographs stay far below."""
MAX_ENTRIES = 5_000
"""A package of more entries is refused; a report has some 20, and one for each picture."""
MAX_PART = 20_000_000
"""The most bytes an XML part may have unpacked. Real reports have 1 MB."""
MAX_NODES = 1_000_000
"""The most `<` and `=` an XML part may have. Real reports have 50,000."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TRANSITIONAL = W[1:-1].encode()
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENTRY = b"PK\x01\x02"


class Package:
    """The parts of a .docx file, the `main` one among them. Names are compared as the standard says, without regard to case."""

    def __init__(self, raw: bytes) -> None:
        if raw.startswith(_OLE):
            raise encrypted() if _ENCRYPTED in raw else old_format()
        if len(raw) > MAX_BYTES:
            raise Unreadable(
                f"文件有 {len(raw):,} 字节，超过 {MAX_BYTES:,} 字节的上限；请压缩或删去其中的图片",
                f"the file has {len(raw):,} bytes, more than the limit of {MAX_BYTES:,}; compress or remove its pictures",
            )
        if raw.count(_ENTRY) > MAX_ENTRIES:
            raise _too_much("文件包", "the package", f"{MAX_ENTRIES:,} 个条目", f"{MAX_ENTRIES:,} entries")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise broken(str(error)) from error
        # Some writers put the backslashes of their system into the names of parts.
        self._entries = {entry.filename.replace("\\", "/").lower(): entry for entry in self._zip.infolist()}
        self.main = self.target("", "/officeDocument") or "word/document.xml"

    def document(self) -> _Element:
        """Return the root of the main part."""
        root = self._xml(self.main)
        if root is None:
            raise broken(f"{self.main}: no such part")
        return root

    def related(self, kind: str) -> _Element | None:
        """Return the root of the part that the main part names as its `styles` or `numbering`, or None."""
        folder = self.main.rpartition("/")[0]
        return self._xml(self.target(self.main, f"/{kind}") or f"{folder}/{kind}.xml".lstrip("/"))

    def target(self, source: str, kind: str) -> str | None:
        """Return the name of the part that stands in a relationship to the part `source`, or None."""
        folder, _, name = source.rpartition("/")
        root = self._xml(f"{folder}/_rels/{name}.rels".lstrip("/"))
        for relation in () if root is None else root.iterchildren("{*}Relationship"):
            target = relation.get("Target")
            if target and str(relation.get("Type")).endswith(kind) and relation.get("TargetMode") != "External":
                return str(target).lstrip("/") if target.startswith("/") or not folder else f"{folder}/{target}"
        return None

    def _xml(self, name: str) -> _Element | None:
        from lxml import etree

        data = self.part(name)
        if data is None:
            return None
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            try:
                data = data.decode("utf-16").encode()
            except UnicodeError as error:
                raise broken(f"{name}: {error}") from error
        if b"<!DOCTYPE" in data:
            raise broken(f"{name}: DTD")
        if data.count(b"<") + data.count(b"=") > MAX_NODES:
            raise _too_much(name, name, f"{MAX_NODES:,} 个节点", f"{MAX_NODES:,} nodes")
        parser = etree.XMLParser(
            encoding="utf-8", resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        try:
            return etree.fromstring(data.replace(STRICT, _TRANSITIONAL), parser)
        except etree.XMLSyntaxError as error:
            raise broken(f"{name}: {error}") from error

    def part(self, name: str) -> bytes | None:
        """Return the bytes of a part, or None where there is none of that name."""
        entry = self._entries.get(name.lower())
        if entry is None:
            return None
        if entry.flag_bits & 1:
            raise encrypted()
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise broken(f"{name}: compression {entry.compress_type}")
        try:
            with self._zip.open(entry) as stream:
                data = stream.read(MAX_PART + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError) as error:
            raise broken(f"{name}: {error}") from error
        if len(data) > MAX_PART:
            raise _too_much(name, name, f"{MAX_PART:,} 字节", f"{MAX_PART:,} bytes")
        return data


def broken(why: str) -> Unreadable:
    """Return the refusal of a file that is damaged or no Word document."""
    return Unreadable(
        f"文件已损坏，或不是 Word 文档（{why}）；请用 Word 或 WPS 打开后另存为新的 .docx 文件",
        f"the file is damaged, or no Word document ({why}); open it in Word and save it as a new .docx file",
    )


def old_format() -> Unreadable:
    """Return the refusal of a .doc or .wps file, which says what to do instead."""
    return Unreadable(
        "这是旧格式的 Word 或 WPS 文件，无法读取；请用 Word 或 WPS 打开，选择“另存为”，文件类型选“Word 文档（*.docx）”，再检查新文件",
        "this is an old Word or WPS file, which cannot be read; open it, choose Save As with the type Word Document (*.docx),"
        " and check the new file",
    )


def encrypted() -> Unreadable:
    """Return the refusal of a file that wants a password."""
    return Unreadable(
        "文件设有打开密码，无法读取；请用 Word 或 WPS 打开，取消密码后另存，再检查新文件",
        "the file wants a password to be opened, and cannot be read; save it without one, and check the new file",
    )


def _too_much(what: str, what_en: str, limit: str, limit_en: str) -> Unreadable:
    return Unreadable(
        f"{what}超过 {limit}的上限，不予读取；请确认它确是一份年度报告",
        f"{what_en} has more than the limit of {limit_en} and was not read; make sure that it is one report",
    )
