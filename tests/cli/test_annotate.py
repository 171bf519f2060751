from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from corrections import own_registry
from gouji import plugins
from gouji.testing import registry, sample
from readers.documents import as_docx

Gouji = Callable[..., Result]


@pytest.fixture(autouse=True)
def rules(monkeypatch: pytest.MonkeyPatch) -> None:
    own = own_registry()
    monkeypatch.setattr(plugins, "load", lambda installed=True: own)


@pytest.fixture
def file() -> bytes:
    edition = registry().formats.for_year(2023)
    assert edition is not None
    raw = as_docx(sample(2023, ["上年转结,证件 110101190001011234"]), edition)[0]
    Path("r.docx").write_bytes(raw)
    return raw


def comments(path: str) -> str:
    with zipfile.ZipFile(io.BytesIO(Path(path).read_bytes())) as archive:
        return archive.read("word/comments.xml").decode()


def test_writes_a_copy_with_comments(gouji: Gouji, file: bytes) -> None:
    result = gouji("annotate", "r.docx", "-o", "checked.docx")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "已写入 checked.docx：3 条批注\n"
    assert Path("r.docx").read_bytes() == file
    assert comments("checked.docx").count("<w:comment ") == 3
    assert "110101190001011234" not in comments("checked.docx")


def test_options_of_check(gouji: Gouji, file: bytes) -> None:
    gouji("annotate", "r.docx", "-o", "checked.docx", "--select", "FX002", "--lang", "en", "--severity", "FX002=info")
    assert "FX002 turned-word (info)" in comments("checked.docx")
    assert comments("checked.docx").count("<w:comment ") == 1


def test_an_earlier_copy_is_replaced(gouji: Gouji, file: bytes) -> None:
    Path("checked.docx").write_bytes(b"old")
    assert gouji("annotate", "r.docx", "-o", "checked.docx").exit_code == 0
    assert "FX002" in comments("checked.docx")


def test_a_report_that_could_not_be_checked_whole(gouji: Gouji) -> None:
    edition = registry().formats.for_year(2023)
    assert edition is not None
    data = sample(2023)
    data["title"] = data["title"].replace("2023年", "")
    Path("r.docx").write_bytes(as_docx(data, edition)[0])
    result = gouji("annotate", "r.docx", "-o", "checked.docx")
    assert result.exit_code == 2
    assert "GJ006" in comments("checked.docx")
    assert gouji("annotate", "r.docx", "-o", "checked.docx", "--year", "2023").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["r.docx", "-o", "r.docx"], "就是要检查的文件"),
        (["r.docx", "-o", "./r.docx"], "就是要检查的文件"),
        (["r.docx"], "-o"),
        (["r.docx", "-o", "-"], "文件名"),
        (["r.docx", "-o", "nowhere/checked.docx"], "文件夹不存在"),
        (["r.docx", "-o", "folder"], "folder"),
        (["r.json", "-o", "checked.docx"], "Word"),
        (["none.docx", "-o", "checked.docx"], "不存在"),
        (["broken.docx", "-o", "checked.docx"], "broken.docx"),
        (["other.docx", "-o", "checked.docx"], "other.docx"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_written(
    gouji: Gouji, file: bytes, arguments: list[str], words: str
) -> None:
    from readers.documents import package, paragraph

    Path("folder").mkdir()
    Path("broken.docx").write_bytes(b"PK\x03\x04")
    Path("other.docx").write_bytes(package(paragraph("会议通知")))
    result = gouji("annotate", *arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert Path("r.docx").read_bytes() == file
    assert not Path("checked.docx").exists()
