"""“Write a pack in ten minutes” does what it says, in both languages: its files, its commands, their output."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from click.testing import Result

from gouji.kinds import built_in
from gouji.kinds.schemas import WHERE

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {"en": DOCS / "packs.md", "zh": DOCS / "packs.zh-CN.md"}
SECTION = {"en": "## Write a pack in ten minutes", "zh": "## 十分钟写一个规则包"}


def blocks(lang: str) -> Iterator[tuple[str, str, str]]:
    """Yield the fenced blocks of the section: the language, the file named before it, and the text."""
    text = PAGES[lang].read_text(encoding="utf-8").split(SECTION[lang], 1)[1].split("\n## ", 1)[0]
    for match in re.finditer(r"(?:`([\w.]+)`[:：]\n\n)?```(\w+)\n(.*?)```", text, re.DOTALL):
        yield match[2], match[1] or "", match[3]


@pytest.mark.parametrize("lang", PAGES)
def test_the_ten_minutes_are_followed_literally(
    lang: str, gouji: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GOUJI_LANG", lang)
    ran = 0
    rules = 0
    for kind, name, text in blocks(lang):
        if kind != "console":
            assert name, "a block that is no command says which file it is"
            (tmp_path / name).write_text(text, encoding="utf-8")
            rules = max(rules, len((yaml.safe_load(text) or {}).get("rules", ())) if kind == "yaml" else 0)
            continue
        for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            command, _, expected = part.partition("\n")
            words = command.split()
            assert words[0] == "gouji"
            run = gouji(*words[1:])
            assert run.stderr + run.stdout == expected, command
            ran += 1
    assert ran == 6
    assert rules == 3
    assert sorted(file.name for file in (tmp_path / "pages").iterdir()) == [
        "README.md",
        "YS001.md",
        "YS002.md",
        "YS003.md",
    ]


@pytest.mark.parametrize("lang", PAGES)
def test_every_kind_and_key_is_documented(lang: str) -> None:
    text = PAGES[lang].read_text(encoding="utf-8")
    for kind in built_in():
        row = next((line for line in text.splitlines() if line.startswith(f"| `{kind.name}` |")), None)
        assert row is not None, kind.name
        for name in (*kind.keys.keys() - WHERE.keys(), *kind.data):
            assert f"`{name}`" in row or f"`{{{name}}}`" in row, f"{kind.name}: {name}"


def test_the_two_pages_have_the_same_parts() -> None:
    parts = [
        [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        for page in PAGES.values()
    ]
    assert len(parts[0]) == len(parts[1])
    assert [block[2] for block in blocks("en") if block[0] != "console"] == [
        block[2] for block in blocks("zh") if block[0] != "console"
    ]


def test_the_model_pack_passes_its_cases(gouji: Callable[..., Result]) -> None:
    run = gouji("pack", "test", str(DOCS.parent / "examples" / "packs"))
    assert run.exit_code == 0, run.output
