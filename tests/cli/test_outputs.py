"""What is written: never over what is read, and each output apart from the others."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from cli.conftest import ROOT, broken, clean
from gouji.testing import sample

Gouji = Callable[..., Result]
Shell = Callable[..., subprocess.CompletedProcess[str]]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


class TestNothingThatIsReadIsReplaced:
    @pytest.mark.parametrize(
        "arguments",
        [
            ("check", "reports", "--format", "json:reports/sub/broken.json"),
            ("check", "reports", "--format", "full", "--format", "json:./reports/sub/../clean.json"),
            ("check", "reports/sub", "reports", "--format", "json:reports/clean.json"),
            ("check", "reports/*.json", "--format", "sarif:reports/clean.json"),
            ("check", "reports", "--fix", "--format", "json:reports/clean.json"),
            ("check", "reports", "--format", "json:link.json"),
            ("check", "reports", "--config", "own.yaml", "--format", "json:own.yaml"),
            ("check", "reports", "--format", "json:reports/sub/gouji.yaml"),
            ("check", "reports", "--format", "json:base.yaml"),
            ("check", "reports", "--baseline", "known.json", "--format", "json:known.json"),
            ("check", "reports", "--pack", "pack.yaml", "--format", "json:pack.yaml"),
            ("baseline", "create", "reports", "-o", "reports/clean.json", "--overwrite"),
            ("baseline", "create", "reports/clean.json", "-o", "link.json", "--overwrite"),
            ("baseline", "create", "reports", "-o", "reports/sub/gouji.yaml", "--overwrite"),
            ("convert", "reports/clean.json", "-o", "link.json"),
            ("convert", "reports/sub/broken.json", "-o", "reports/sub/gouji.yaml"),
            ("convert", "reports/sub/broken.json", "-o", "base.yaml"),
        ],
    )
    def test_it_is_refused(self, gouji: Gouji, reports: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
        (tmp_path / "base.yaml").write_text("fail-on: error\n", encoding="utf-8")
        (tmp_path / "own.yaml").write_text("fail-on: error\n", encoding="utf-8")
        (tmp_path / "known.json").write_text('{"version": 1, "findings": []}', encoding="utf-8")
        (tmp_path / "pack.yaml").write_text(
            "id: probe\nprefix: PB\ntitle: 试验\nrules:\n  - {code: PB001, name: probe-rule, title: 没有写明,"
            " kind: required, words: [从未写过], invalid: [{text: 平稳有序。}], valid: [{text: 从未写过。}]}\n",
            encoding="utf-8",
        )
        (reports / "sub" / "gouji.yaml").write_text("extends: ../../base.yaml\n", encoding="utf-8")
        (tmp_path / "link.json").hardlink_to(reports / "clean.json")
        before = contents(tmp_path)
        result = gouji(*arguments)
        assert result.exit_code == 2
        assert "输出文件" in result.stderr
        assert "请写到别的文件" in result.stderr
        assert contents(tmp_path) == before

    def test_a_report_that_only_the_walk_comes_to_by_a_link(self, gouji: Gouji, reports: Path, tmp_path: Path) -> None:
        (tmp_path / "elsewhere.json").write_text(broken(), encoding="utf-8")
        (reports / "z.json").symlink_to(tmp_path / "elsewhere.json")
        result = gouji("check", "reports", "--format", "json:elsewhere.json", "--format", "full:f.txt")
        assert result.exit_code == 2
        assert (tmp_path / "elsewhere.json").read_text(encoding="utf-8") == broken()
        assert not (tmp_path / "f.txt").exists()

    @pytest.mark.parametrize(
        "arguments", [("reports/*.json", "json:reports/a.json"), ("linked", "json:reports/a.json")]
    )
    def test_a_report_whose_fixes_were_made_is_still_one(
        self, gouji: Gouji, reports: Path, tmp_path: Path, arguments: tuple[str, str]
    ) -> None:
        data = sample(2023, ["全年公开信息 12 条,平稳有序。"])
        (reports / "a.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        (tmp_path / "linked").mkdir()
        (tmp_path / "linked" / "z.json").symlink_to(reports / "a.json")
        result = gouji("check", arguments[0], "--fix", "--format", arguments[1])
        assert result.exit_code == 2
        assert "输出文件 reports/a.json" in result.stderr
        assert "12 条，" in (reports / "a.json").read_text(encoding="utf-8")

    @pytest.mark.parametrize(
        "command",
        [
            "check - --format json:a.json < a.json",
            "check - --stdin-filename b.json --format json:a.json < a.json",
            "baseline create - -o a.json --overwrite < a.json",
            "convert - -o a.json < a.json",
        ],
    )
    def test_a_report_on_standard_input(self, shell: Shell, command: str) -> None:
        Path("a.json").write_text(broken(), encoding="utf-8")
        done = shell(f"gouji {command}")
        assert done.returncode == 2
        assert "the output file a.json is a file to check" in done.stderr
        assert Path("a.json").read_text(encoding="utf-8") == broken()

    def test_the_name_of_standard_input_is_not_read(self, shell: Shell) -> None:
        Path("a.json").write_text("as it was", encoding="utf-8")
        Path("b.json").write_text(broken(), encoding="utf-8")
        assert shell("cat b.json | gouji convert - --stdin-filename a.json -o a.json").returncode == 0
        assert json.loads(Path("a.json").read_text(encoding="utf-8"))["year"] == 2023

    def test_what_the_walk_passes_over_may_be_replaced(self, gouji: Gouji, reports: Path) -> None:
        (reports / "gouji.yaml").write_text("exclude: [old]\n", encoding="utf-8")
        (reports / "old").mkdir()
        (reports / "old" / "out.json").write_text(clean(), encoding="utf-8")
        for name in ("findings.json", "README.md", ".git/broken.json", "old/out.json"):
            for _ in range(2):
                assert gouji("check", "reports", "--format", f"json:reports/{name}").exit_code == 1
            assert json.loads((reports / name).read_text(encoding="utf-8"))["summary"]["files"] == 2

    def test_a_word_file_is_not_annotated_over_settings(self, gouji: Gouji, tmp_path: Path) -> None:
        from docx import Document

        document = Document()
        document.add_paragraph("云岭市水务局2023年政府信息公开工作年度报告")
        document.save(str(tmp_path / "r.docx"))
        (tmp_path / "gouji.yaml").write_text("fail-on: error\n", encoding="utf-8")
        result = gouji("annotate", "r.docx", "-o", "gouji.yaml")
        assert result.exit_code == 2
        assert "输出文件 gouji.yaml" in result.stderr
        assert (tmp_path / "gouji.yaml").read_text(encoding="utf-8") == "fail-on: error\n"


class TestTwoNamesOfOneFile:
    @pytest.mark.parametrize(("first", "second"), [("a.json", "./a.json"), ("x/../a.json", "a.json")])
    def test_are_seen_to_be_one(self, gouji: Gouji, reports: Path, first: str, second: str) -> None:
        result = gouji("check", "reports", "--format", f"json:{first}", "--format", f"sarif:{second}")
        assert result.exit_code == 2
        assert "已用于另一种格式" in result.stderr
        assert not Path("a.json").exists()


@pytest.fixture
def shell(reports: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a line of bash in which `gouji` is this one."""

    def run(line: str, lang: str = "en") -> subprocess.CompletedProcess[str]:
        roots = os.pathsep.join(str(ROOT / root) for root in ("linter", "rules", "schemas"))
        return subprocess.run(
            ["bash", "-c", f'set -o pipefail; gouji() {{ "{sys.executable}" -W error -m gouji "$@"; }}; {line}'],
            capture_output=True,
            encoding="utf-8",
            # Streams hold back what they are given, as they do for whoever has not asked for anything else.
            env={**os.environ, "PYTHONPATH": roots, "GOUJI_LANG": lang, "PYTHONUNBUFFERED": ""},
            check=False,
            timeout=60,
        )

    return run


posix = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")


def many(folder: Path) -> None:
    for number in range(30):
        (folder / f"{number:02}.json").write_text(broken(), encoding="utf-8")


@posix
class TestOneOutputFails:
    def test_a_device_that_is_full(self, shell: Shell, reports: Path) -> None:
        many(reports)
        done = shell("gouji check reports --format jsonl:/dev/full --format concise --format json:ok.json")
        assert done.returncode == 2
        assert done.stderr.startswith("the output jsonl:/dev/full cannot be written: no room is left")
        assert done.stderr.count("\n") == 1
        assert "standard output" not in done.stderr
        assert "32 files: " in done.stdout.splitlines()[-1]
        assert json.loads(Path("ok.json").read_text(encoding="utf-8"))["summary"]["files"] == 32

    def test_a_file_for_which_there_is_no_room(self, shell: Shell, reports: Path) -> None:
        many(reports)
        Path("big.json").write_text("as it was", encoding="utf-8")
        done = shell(
            "gouji check reports > all.txt; ulimit -f 8;"
            " gouji check reports --no-cache --format jsonl:big.json --format concise --format junit:small.xml"
        )
        assert done.returncode == 2
        assert "the output jsonl:big.json cannot be written: File too large" in done.stderr
        assert Path("big.json").read_text(encoding="utf-8") == "as it was"
        assert Path("small.xml").exists() or "junit:small.xml" in done.stderr
        assert "32 files: " in done.stdout.splitlines()[-1]
        assert {file.name for file in Path().iterdir()} <= {"reports", "big.json", "small.xml", "all.txt"}

    @pytest.mark.parametrize("form", ["concise", "json", "full"])
    def test_standard_output(self, shell: Shell, reports: Path, form: str) -> None:
        many(reports)
        done = shell(f"gouji check reports --format {form} --format sarif:ok.sarif > /dev/full")
        assert done.returncode == 2
        assert done.stderr.startswith("standard output cannot be written: no room is left")
        assert done.stderr.count("\n") == 1
        assert len(json.loads(Path("ok.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]) > 30

    def test_standard_output_is_full_and_nothing_else_is_written(self, shell: Shell, reports: Path) -> None:
        for command in ("check reports", "rules", "explain CN201", "schema report", "convert reports/clean.json"):
            done = shell(f"gouji {command} > /dev/full")
            assert done.returncode == 2, command
            assert "standard output cannot be written: no room is left" in done.stderr
            assert "Traceback" not in done.stderr

    def test_standard_error_is_full(self, shell: Shell, reports: Path) -> None:
        done = shell("gouji check reports -v --statistics 2> /dev/full")
        assert done.returncode == 1
        assert "2 files: " in done.stdout

    def test_in_chinese(self, shell: Shell, reports: Path) -> None:
        done = shell("gouji check reports --format json:/dev/full", lang="zh")
        assert "输出 json:/dev/full 无法写入：磁盘空间已用完" in done.stderr
        assert "请腾出空间，或写到别处；其他输出不受影响" in done.stderr

    def test_fixes_go_on_where_nobody_reads(self, shell: Shell, reports: Path) -> None:
        text = "云岭市教育局2023年政府信息公开工作年度报告\n\n一、总体情况\n\n全年公开信息 12 条,平稳有序。\n"
        for number in range(5):
            (reports / f"{number}.txt").write_text(text, encoding="utf-8")
        assert shell("gouji check reports --fix > /dev/full").returncode == 2
        assert all("12 条，" in (reports / f"{number}.txt").read_text(encoding="utf-8") for number in range(5))

    def test_a_fix_for_which_there_is_no_room_leaves_the_report(self, shell: Shell, reports: Path) -> None:
        text = (
            "云岭市教育局2023年政府信息公开工作年度报告\n\n一、总体情况\n\n全年公开信息 12 条,平稳有序。\n"
            + "公开。" * 9000
        )
        file = reports / "a.txt"
        file.write_text(text, encoding="utf-8")
        done = shell("ulimit -f 8; gouji check reports/a.txt --no-cache --fix --format concise --select wording")
        assert done.returncode == 2
        assert "reports/a.txt cannot be written: File too large; write elsewhere; it was not changed" in done.stderr
        assert "cannot be read" not in done.stderr
        assert file.read_text(encoding="utf-8") == text
        assert not list(reports.glob(".gouji-*"))

    @pytest.mark.parametrize(
        "command",
        [
            "convert reports/sub/broken.json -o out.json",
            "baseline create reports/sub -o out.json",
            "check reports --format sarif:out.json",
        ],
    )
    def test_a_file_is_there_whole_or_not_at_all(self, shell: Shell, reports: Path, command: str) -> None:
        done = shell(f"ulimit -f 0; gouji {command}")
        assert done.returncode == 2
        assert "out.json" in done.stderr
        assert "cannot be written: File too large" in done.stderr
        assert "standard output" not in done.stderr
        assert {file.name for file in Path().iterdir()} == {"reports"}


class TestWhereNothingCanBeWritten:
    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("loop", "; write elsewhere"),
            ("loop/a.json", "; write elsewhere"),
            ("a" * 300, "; write elsewhere"),
            ("reports/clean.json/a.json", "its folder does not exist; make it first"),
            ("reports", "is a folder and cannot be written"),
        ],
    )
    def test_the_system_says_why(self, gouji: Gouji, reports: Path, name: str, words: str) -> None:
        Path("loop").symlink_to("loop")
        for arguments in (
            ("check", "reports", "--format", f"json:{name}"),
            ("convert", "reports/clean.json", "-o", name),
        ):
            result = gouji(*arguments, "--lang", "en")
            assert result.exit_code == 2
            assert result.stderr.splitlines()[-1].startswith(f"{name} ")
            assert words in result.stderr.splitlines()[-1]
            assert "internal error" not in result.stderr
            assert not result.stdout

    def test_a_folder_that_may_not_be_entered(
        self, gouji: Gouji, reports: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        look = os.stat

        def refuse(path: Any, *arguments: Any, **extra: Any) -> os.stat_result:
            if "locked" in str(path):
                raise PermissionError(13, "Permission denied", str(path))
            return look(path, *arguments, **extra)

        monkeypatch.setattr(os, "stat", refuse)
        result = gouji("check", "reports", "--format", "json:locked/a.json")
        assert result.exit_code == 2
        assert result.stderr == "无法写入 locked/a.json：没有写入权限（Permission denied）；请写到别处\n"

    def test_permissions_stay_and_what_may_not_be_written_is_not_replaced(
        self, gouji: Gouji, reports: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = Path("a.json")
        file.write_text("as it was", encoding="utf-8")
        file.chmod(0o640)
        assert gouji("check", "reports", "--format", "json:a.json").exit_code == 1
        assert file.stat().st_mode & 0o777 == 0o640
        before = file.read_bytes()
        # Whoever runs the tests may be allowed everything.
        monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK or Path(path).name != "a.json")
        result = gouji("check", "reports", "--format", "json:a.json")
        assert result.exit_code == 2
        assert "没有写入权限" in result.stderr
        assert file.read_bytes() == before


class TestAnOutputThatGoesWrong:
    def test_is_named_and_leaves_the_others(self, gouji: Gouji, reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_arguments: Any) -> Any:
            raise LookupError("out of the blue")

        monkeypatch.setattr("gouji.writers.sarif.SarifOutput.file", fail)
        result = gouji("check", "reports", "--format", "sarif:a.sarif", "--format", "json:a.json")
        assert result.exit_code == 2
        assert "输出 sarif:a.sarif）：LookupError: out of the blue" in result.stderr
        assert not Path("a.sarif").exists()
        assert json.loads(Path("a.json").read_text(encoding="utf-8"))["summary"]["files"] == 2


@posix
class TestPipes:
    def test_what_is_told_meanwhile_leaves_the_others_where_nobody_reads(self, shell: Shell, reports: Path) -> None:
        many(reports)
        for name in ("a.md", "z.md"):
            (reports / name).write_text("# 说明\n", encoding="utf-8")
        done = shell("gouji check reports -v --format concise --format json:ok.json > >(exec true)")
        assert done.returncode == 1
        assert "z.md: passed over" in done.stderr
        assert json.loads(Path("ok.json").read_text(encoding="utf-8"))["summary"]["files"] == 32

    def test_a_pipe_by_the_name_of_a_descriptor(self, shell: Shell, reports: Path) -> None:
        done = shell(
            "gouji check reports --format concise --format json:>(cat > got.json); wait; sleep 0.3; cat got.json"
        )
        assert "cannot be written" not in done.stderr
        assert json.loads(Path("got.json").read_text(encoding="utf-8"))["summary"]["files"] == 2

    def test_standard_output_by_its_name(self, shell: Shell, reports: Path) -> None:
        done = shell("gouji check reports --format json:/dev/stdout | cat")
        assert json.loads(done.stdout)["summary"]["files"] == 2


def test_files_that_are_being_written_are_no_part_of_the_folder(gouji: Gouji, reports: Path) -> None:
    plain = json.loads(gouji("check", "reports", "--format", "json").stdout)["summary"]
    (reports / ".gouji-1-2.tmp").write_text("x", encoding="utf-8")
    outputs = [part for name in ("sarif", "junit", "gitlab") for part in ("--format", f"{name}:reports/{name}.out")]
    result = gouji("check", "reports", "--format", "json", "-v", *outputs)
    assert json.loads(result.stdout)["summary"] == plain
    assert ".tmp" not in result.stderr
