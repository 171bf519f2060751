from __future__ import annotations

import pytest

from gouji.readers.docx import read
from gouji.source import Unreadable
from gouji.testing import registry, sample
from readers.documents import as_docx
from readers.test_text import FORMATS, edition

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2_000


@pytest.mark.parametrize("name", ["report.doc", "report.wps", "REPORT.DOC"])
def test_old_formats_are_answered_with_what_to_do(name: str) -> None:
    reader = registry().reader_for(name)
    assert reader is not None
    with pytest.raises(Unreadable) as caught:
        reader.read(OLE, FORMATS)
    assert "另存为" in caught.value.zh
    assert "Save As" in caught.value.en


def test_a_word_document_under_an_old_name_is_read() -> None:
    raw, _ = as_docx(sample(2023), edition(2023))
    reader = registry().reader_for("report.doc")
    assert reader is not None
    assert reader.read(raw, FORMATS).data == read(raw, FORMATS).data


def test_an_old_document_under_a_new_name() -> None:
    with pytest.raises(Unreadable, match="old Word or WPS file"):
        read(OLE, FORMATS)


def test_a_document_with_a_password() -> None:
    with pytest.raises(Unreadable, match="password"):
        read(OLE + "EncryptedPackage".encode("utf-16-le") + OLE, FORMATS)
