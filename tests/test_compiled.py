from __future__ import annotations

from pathlib import Path

import compile_formats
import pytest

from gouji.compiled import checksum, compiled
from gouji.formats import Formats, read_yaml

EDITIONS = sorted(compile_formats.FORMATS.glob("*.yaml"))
FILES = [file for folder in compile_formats.FOLDERS for file in sorted(folder.glob("*.yaml"))]


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    file = tmp_path / "2021.yaml"
    file.write_bytes(EDITIONS[-1].read_bytes())
    file.with_suffix(".json").write_text(compile_formats.text_of(file), encoding="utf-8")
    return file


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_compiled_file_says_what_the_yaml_says(file: Path) -> None:
    assert compiled(file) == read_yaml(file), "run `make docs`"


def test_every_compiled_file_is_current() -> None:
    assert not compile_formats.outdated(), "run `make docs`"


def test_it_is_ignored_once_the_yaml_was_changed(edition: Path) -> None:
    assert compiled(edition) is not None
    edition.write_bytes(edition.read_bytes().replace("总体情况".encode(), "基本情况".encode()))
    assert compiled(edition) is None
    found = Formats([edition]).for_year(2021)
    assert found is not None
    assert found.chapters[0].heading == "一、基本情况"


def test_line_ends_do_not_count(edition: Path) -> None:
    before = checksum(edition)
    edition.write_bytes(edition.read_bytes().replace(b"\n", b"\r\n"))
    assert checksum(edition) == before


@pytest.mark.parametrize("content", ["", "[]", "null", '{"of": 1}', "{"])
def test_what_is_no_compiled_edition_is_ignored(edition: Path, content: str) -> None:
    edition.with_suffix(".json").write_text(content, encoding="utf-8")
    assert compiled(edition) is None
