"""What a shell is told to complete."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import BashComplete, CompletionItem, ShellComplete, ZshComplete

from cli.conftest import ROOT
from gouji.cli import main


def completed(*arguments: str, shell: type[ShellComplete] = ZshComplete) -> list[CompletionItem]:
    """What is completed of the last argument."""
    return shell(main, {}, "gouji", "_GOUJI_COMPLETE").get_completions(list(arguments[:-1]), arguments[-1])


def values(*arguments: str) -> list[str]:
    return [item.value for item in completed(*arguments)]


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "qing"),
        ("check", "one.json", "qing"),
        ("check", "--baseline", "qing"),
        ("check", "--config", "qing"),
        ("check", "--stdin-filename", "qing"),
        ("check", "--pack", "./qing"),
        ("annotate", "qing"),
        ("annotate", "a.docx", "-o", "qing"),
        ("convert", "qing"),
        ("convert", "a.txt", "--output", "qing"),
        ("config", "show", "qing"),
        ("baseline", "create", "qing"),
        ("baseline", "create", "a.txt", "-o", "qing"),
        ("baseline", "prune", "qing"),
        ("baseline", "prune", "--baseline", "qing"),
        ("pack", "test", "./qing"),
    ],
)
def test_files_are_left_to_the_shell(arguments: tuple[str, ...]) -> None:
    assert [(item.type, item.value) for item in completed(*arguments)] == [("file", arguments[-1])]


@pytest.mark.parametrize(
    "arguments", [("init", "x"), ("pack", "new", "a", "-o", "x"), ("pack", "docs", "a", "-o", "x")]
)
def test_so_are_folders(arguments: tuple[str, ...]) -> None:
    assert [item.type for item in completed(*arguments)] == ["dir"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("check", "--format", "js"), ["json", "jsonl"]),
        (("check", "--format=js"), ["json", "jsonl"]),
        (("check", "--format", "json:repo"), ["json:reports/"]),
        (("check", "--format", "json:reports/c"), ["json:reports/clean.json"]),
        (("check", "--select", "CN30"), [f"CN30{number}" for number in range(1, 9)]),
        (("check", "--select", "cn301"), ["CN301"]),
        (("check", "--select", "CN201,stale"), ["CN201,stale-year"]),
        (("check", "--ignore", "arith"), ["arithmetic"]),
        (("check", "--severity", "CN301"), ["CN301=error", "CN301=warning", "CN301=info"]),
        (("check", "--severity", "CN301="), ["CN301=error", "CN301=warning", "CN301=info"]),
        (("check", "--severity", "CN201=info,CN301=w"), ["CN201=info,CN301=warning"]),
        (("check", "--lang", ""), ["zh", "en"]),
        (("check", "--kind", "gov_c"), ["gov_city", "gov_county"]),
        (("check", "--color", "a"), ["auto", "always"]),
        (("check", "--fail-on", "w"), ["warning"]),
        (("explain", "CN30"), [f"CN30{number}" for number in range(1, 9)]),
        (("explain", "row-t"), ["row-total"]),
        (("rules", "--select", "GJ00"), [f"GJ00{number}" for number in range(1, 8)]),
        (("schema", "rep"), ["report"]),
        (("conv",), ["convert"]),
    ],
)
def test_values(reports: Path, arguments: tuple[str, ...], expected: list[str]) -> None:
    assert values(*arguments) == expected


def test_packs_are_named_beside_files() -> None:
    assert completed("check", "--pack", "")[0].type == "file"
    assert "gansu" in values("check", "--pack", "ga")
    assert {"ALL", "years", "CN301"} <= set(values("check", "--select", ""))


def test_what_cannot_be_used_leaves_nothing_to_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(installed: bool = True) -> None:
        raise RuntimeError("a plugin")

    monkeypatch.setattr("gouji.plugins.load", fail)
    assert values("check", "--select", "CN") == []
    assert [item.type for item in completed("check", "x")] == ["file"]


@pytest.mark.parametrize(
    ("words", "typed", "expected"),
    [
        (["check", "--severity", "CN301", "=", "w"], "w", [("plain", "warning")]),
        (["check", "--severity", "CN301", "="], "=", [("plain", level) for level in ("error", "warning", "info")]),
        (["check", "--format", "json", ":", "fi"], "fi", [("file", "fi")]),
        (["check", "fi"], "fi", [("file", "fi")]),
    ],
)
def test_bash_parts_words_at_marks(
    monkeypatch: pytest.MonkeyPatch, words: list[str], typed: str, expected: list[tuple[str, str]]
) -> None:
    monkeypatch.setenv("COMP_WORDS", "\n".join(["gouji", *words]))
    monkeypatch.setenv("COMP_CWORD", str(len(words)))
    shell = BashComplete(main, {}, "gouji", "_GOUJI_COMPLETE")
    arguments, incomplete = shell.get_completion_args()
    assert incomplete == typed
    assert [(item.type, item.value) for item in shell.get_completions(arguments, incomplete)] == expected


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_process_answers(shell: str, reports: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", "import sys; sys.argv[0] = 'gouji'; from gouji.cli import run; run()"],
        capture_output=True,
        encoding="utf-8",
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(str(ROOT / root) for root in ("linter", "rules", "schemas")),
            "_GOUJI_COMPLETE": f"{shell}_complete",
            "COMP_WORDS": "gouji explain CN30" if shell != "fish" else "gouji explain",
            "COMP_CWORD": "2" if shell != "fish" else "CN30",
        },
        check=False,
        timeout=60,
    )
    assert not done.stderr
    assert "CN301" in done.stdout


def test_nothing_of_it_is_imported_by_a_check() -> None:
    program = (
        "import sys\nfrom gouji.cli import main\n"
        "try:\n    main(['check', 'none.json'])\nexcept SystemExit:\n    pass\nprint(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(str(ROOT / root) for root in ("linter", "rules", "schemas"))},
        check=True,
        timeout=60,
    )
    imported = set(done.stdout.split())
    assert "gouji.cli.check" in imported
    assert not imported & {"gouji.cli.completion", "gouji.cli.outputs", "gouji.stated", "gouji.cli.atomic"}
