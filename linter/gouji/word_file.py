"""A Word file to be changed: the parts that are changed are written anew, all others stay byte for byte as they are."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from copy import copy
from typing import TYPE_CHECKING

from gouji.fixes import CannotRewrite
from gouji.readers.word_package import STRICT, Package, W

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_UNPACKED = 400_000_000
"""A package that unpacks to more bytes is not written; reports with photographs have some 20 MB."""

RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
CONTENT_TYPES = "[Content_Types].xml"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PROLOG = rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>)?\s*(?=<[^?!])"


class WordFile:
    """The parts of a .docx file as they are in it. `texts` and `paragraphs` are elements of the body, in order.

    They are counted as the reader counts them (see `gouji.readers.word_body.Words`).
    """

    def __init__(self, raw: bytes) -> None:
        self.package = Package(raw)
        self._zip = zipfile.ZipFile(io.BytesIO(raw))
        self._roots: dict[str, _Element] = {}
        self._new: dict[str, bytes] = {}
        root = self.root(self.package.main)
        # The namespace of the strict form of the format is another.
        self.w = f"{{{STRICT.decode()}}}" if root.tag == f"{{{STRICT.decode()}}}document" else W
        body = root.find(self.w + "body")
        assert body is not None, "the reader has found it"
        self.texts: list[_Element] = list(body.iter(self.w + "t", _MATH + "t"))
        self.paragraphs: list[_Element] = list(body.iter(self.w + "p"))

    def root(self, name: str) -> _Element:
        """Return the root of a part, which is written as it is then when the file is."""
        if name not in self._roots:
            from lxml import etree

            data = self.package.part(name)
            assert data is not None, name
            self._roots[name] = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
        return self._roots[name]

    def related(self, kind: str) -> str | None:
        """Return the name of the part that the main part names as its `comments` or the like, or None."""
        name = self.package.target(self.package.main, f"/{kind}")
        return name if name is not None and self.package.part(name) is not None else None

    def add(self, kind: str, content: bytes) -> None:
        """Add a part of WordprocessingML (`comments` …) that the main part names."""
        from lxml import etree

        folder, _, main = self.package.main.rpartition("/")
        taken = {info.filename.lower() for info in self._zip.infolist()}
        files = (f"{kind}{number or ''}.xml" for number in range(len(taken) + 1))
        file = next(file for file in files if f"{folder}/{file}".lstrip("/").lower() not in taken)
        name = f"{folder}/{file}".lstrip("/")
        self._new[name] = content
        relations = f"{folder}/_rels/{main}.rels".lstrip("/")
        if self.package.part(relations) is None:
            self._roots[relations] = etree.fromstring(f'<Relationships xmlns="{RELATIONS[1:-1]}"/>')
            self._new[relations] = b""
        names = self.root(relations)
        numbers = {relation.get("Id") for relation in names}
        etree.SubElement(
            names,
            RELATIONS + "Relationship",
            Id=next(key for number in range(1, len(numbers) + 2) if (key := f"rId{number}") not in numbers),
            Type=f"{_OFFICE if self.w == W else _STRICT_OFFICE}/{kind}",
            Target=file,
        )
        etree.SubElement(
            self.root(CONTENT_TYPES), TYPES + "Override", PartName=f"/{name}", ContentType=f"{_WORD}.{kind}+xml"
        )

    def content(self) -> bytes:
        """Return the bytes of the file as it is now; CannotRewrite where some part of it cannot be copied."""
        changed = {name.lower(): serialised(root, self.package.part(name)) for name, root in self._roots.items()}
        infos = self._zip.infolist()
        names = [_part_name(info) for info in infos]
        if len(set(names)) < len(names) or sum(info.file_size for info in infos) > MAX_UNPACKED:
            raise _cannot("repeated or too large")
        file = io.BytesIO()
        try:
            with zipfile.ZipFile(file, "w") as new:
                for info, name in zip(infos, names, strict=True):
                    new.writestr(copy(info), changed.get(name, b"") or self._zip.read(info))
                for name, content in self._new.items():
                    info = zipfile.ZipInfo(name)
                    info.compress_type = zipfile.ZIP_DEFLATED
                    new.writestr(info, changed.get(name.lower(), content))
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError) as error:
            raise _cannot(str(error)) from error
        return file.getvalue()


def serialised(root: _Element, before: bytes | None) -> bytes:
    """Return a part's bytes, with the beginning that it had before."""
    from lxml import etree

    tree = root.getroottree()
    encoding = tree.docinfo.encoding or "UTF-8"
    prolog = re.match(_PROLOG, before) if before is not None and encoding.upper() == "UTF-8" else None
    if prolog is not None:
        body: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=False, with_tail=False)
        return prolog.group() + body
    standalone = bool(tree.docinfo.standalone)
    written = etree.tostring(tree, encoding=encoding, xml_declaration=True, standalone=standalone)
    assert isinstance(written, bytes), "as any encoding but `unicode` gives"
    return written


def _part_name(info: zipfile.ZipInfo) -> str:
    return info.filename.replace("\\", "/").lower()


def _cannot(why: str) -> CannotRewrite:
    return CannotRewrite(
        f"Word 文件包中有内容无法原样复制（{why}），未写入；请用 Word 打开后另存，再试",
        f"something in the Word file cannot be copied as it is ({why}), and nothing was written; save it anew in Word",
    )
