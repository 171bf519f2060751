from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from cli.conftest import ROOT
from corrections import own_registry
from gouji import plugins
from gouji.cli import atomic
from gouji.cli.convert import report_text
from gouji.testing import registry, sample
from readers.documents import as_docx

Gouji = Callable[..., Result]
TEXT = "受理,答复;上年转结 3 件(含延期)。"
FIXED = "受理，答复；上年转结 3 件（含延期）。"


@pytest.fixture(autouse=True)
def rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules with fixes of every sort, and no others."""
    own = own_registry()
    monkeypatch.setattr(plugins, "load", lambda installed=True: own)


def report(*paragraphs: str) -> str:
    return report_text(sample(2023, list(paragraphs)))


@pytest.fixture
def file() -> Path:
    path = Path("report.json")
    path.write_text(report(TEXT), encoding="utf-8", newline="")
    return path


def docx(*paragraphs: str) -> bytes:
    edition = registry().formats.for_year(2023)
    assert edition is not None
    return as_docx(sample(2023, list(paragraphs)), edition)[0]


class TestFix:
    def test_safe_fixes_are_made_and_the_rest_is_told(self, gouji: Gouji, file: Path) -> None:
        result = gouji("check", "report.json", "--fix", "--format", "concise")
        assert file.read_text(encoding="utf-8") == report(FIXED)
        assert "FX002" in result.stdout
        assert "FX001" not in result.stdout
        assert result.stdout.endswith("共 1 个文件：1 个警告；已改正 1 个\n")
        assert (result.exit_code, result.stderr) == (0, "")

    def test_unsafe_ones_too(self, gouji: Gouji, file: Path) -> None:
        result = gouji("check", "report.json", "--fix", "--unsafe-fixes")
        assert file.read_text(encoding="utf-8") == report(FIXED.replace("转结", "结转"))
        assert result.stdout == "共 1 个文件：未发现问题；已改正 2 个\n"

    def test_what_remains_decides_the_status(self, gouji: Gouji, file: Path) -> None:
        assert gouji("check", "report.json", "--fail-on", "warning").exit_code == 1
        assert gouji("check", "report.json", "--fail-on", "warning", "--fix").exit_code == 1
        assert gouji("check", "report.json", "--fail-on", "warning", "--fix", "--unsafe-fixes").exit_code == 0

    def test_without_fix_nothing_is_written(self, gouji: Gouji, file: Path) -> None:
        gouji("check", "report.json")
        gouji("check", "report.json", "--diff")
        assert file.read_text(encoding="utf-8") == report(TEXT)

    def test_only_selected_rules(self, gouji: Gouji, file: Path) -> None:
        gouji("check", "report.json", "--fix", "--ignore", "FX001")
        assert file.read_text(encoding="utf-8") == report(TEXT)

    def test_a_second_run_has_nothing_to_do(self, gouji: Gouji, file: Path) -> None:
        gouji("check", "report.json", "--fix")
        before = (file.read_bytes(), file.stat().st_mtime_ns)
        result = gouji("check", "report.json", "--fix")
        assert "已改正" not in result.stdout
        assert (file.read_bytes(), file.stat().st_mtime_ns) == before

    def test_the_list_of_fixes(self, gouji: Gouji, file: Path) -> None:
        result = gouji("check", "report.json", "--fix", "--show-fixes", "--unsafe-fixes")
        assert [line.split(" ")[1:] for line in result.stderr.splitlines()] == [
            ["FX001", "narrow-mark", "改正：改为“…”"],
            ["FX002", "turned-word", "改正：改为“结转”"],
        ]
        assert result.stderr.startswith("report.json:")

    def test_json_counts_them(self, gouji: Gouji, file: Path) -> None:
        data = json.loads(gouji("check", "report.json", "--fix", "--format", "json").stdout)
        assert data["summary"]["fixed"] == 1
        assert "fixed" not in json.loads(gouji("check", "report.json", "--format", "json").stdout)["summary"]
        from jsonschema import Draft202012Validator

        schema = ROOT / "schemas" / "gouji_schemas" / "output.schema.json"
        Draft202012Validator(json.loads(schema.read_text(encoding="utf-8"))).validate(data)

    def test_in_english(self, gouji: Gouji, file: Path) -> None:
        result = gouji("check", "report.json", "--fix", "--show-fixes", "--lang", "en")
        assert result.stdout.endswith("1 file: 1 warning; 1 fixed\n")
        assert "FX001 narrow-mark fixed: change to “…”" in result.stderr

    def test_text_in_gb18030_with_crlf(self, gouji: Gouji) -> None:
        example = (ROOT / "examples" / "reports" / "yunling_water_2023.txt").read_text(encoding="utf-8")
        before = example.replace("。\n", f"。{TEXT}\n", 1).replace("\n", "\r\n")
        Path("r.txt").write_bytes(before.encode("gb18030"))
        gouji("check", "r.txt", "--fix")
        assert Path("r.txt").read_bytes() == before.replace(TEXT, FIXED).encode("gb18030")

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["--unsafe-fixes"], "--fix"),
            (["--show-fixes"], "--diff"),
            (["--diff", "--format", "json"], "--format"),
            (["--fix", "-"], "标准输入"),
        ],
    )
    def test_options_that_do_not_go_together(self, gouji: Gouji, file: Path, arguments: list[str], words: str) -> None:
        result = gouji("check", "report.json", *arguments)
        assert result.exit_code == 2
        assert words in result.stderr
        assert file.read_text(encoding="utf-8") == report(TEXT)

    def test_what_does_not_settle_is_told(self, gouji: Gouji) -> None:
        Path("r.json").write_text(report("甲〖乙"), encoding="utf-8")
        assert "10 轮" in gouji("check", "r.json", "--fix").stderr

    def test_an_unreadable_file_stays_as_it_is(self, gouji: Gouji) -> None:
        Path("r.json").write_bytes(b'{"a": ')
        result = gouji("check", "r.json", "--fix")
        assert (result.exit_code, Path("r.json").read_bytes()) == (2, b'{"a": ')


class TestDiff:
    def test_shows_what_would_change(self, gouji: Gouji, file: Path) -> None:
        result = gouji("check", "report.json", "--diff")
        assert result.exit_code == 1
        assert result.stdout.splitlines() == [
            "--- report.json",
            "+++ report.json",
            *_hunk(report(TEXT), report(FIXED)),
        ]

    def test_is_empty_where_nothing_would(self, gouji: Gouji, file: Path) -> None:
        gouji("check", "report.json", "--fix")
        result = gouji("check", "report.json", "--diff")
        assert (result.exit_code, result.stdout) == (0, "")
        assert "没有可以改正的地方" in result.stderr

    def test_of_unsafe_fixes(self, gouji: Gouji, file: Path) -> None:
        assert "结转" in gouji("check", "report.json", "--diff", "--unsafe-fixes").stdout

    def test_of_standard_input(self, gouji: Gouji) -> None:
        result = gouji("check", "-", "--diff", input=report(TEXT).encode())
        assert (result.exit_code, "+++ <stdin>" in result.stdout) == (1, True)

    def test_a_last_line_without_an_end(self, gouji: Gouji) -> None:
        Path("r.json").write_text(report(TEXT).replace("\n", " "), encoding="utf-8")
        lines = gouji("check", "r.json", "--diff").stdout.splitlines()
        assert [line[0] for line in lines] == ["-", "+", "@", "-", "\\", "+", "\\"]

    def test_what_is_secret_is_masked(self, gouji: Gouji) -> None:
        Path("r.json").write_text(report("受理,证件 110101190001011234。"), encoding="utf-8")
        result = gouji("check", "r.json", "--diff", "--show-fixes")
        assert "受理，证件 ******************" in result.stdout
        assert "110101190001011234" not in result.stdout + result.stderr

    def test_what_could_not_be_checked_is_told_and_wins(self, gouji: Gouji, file: Path) -> None:
        result = gouji("check", "report.json", "none.json", "--diff")
        assert result.exit_code == 2
        assert "none.json" in result.stderr
        assert "不存在" in result.stderr

    def test_word_shows_its_paragraphs(self, gouji: Gouji) -> None:
        Path("r.docx").write_bytes(docx(TEXT))
        result = gouji("check", "r.docx", "--diff")
        assert result.exit_code == 1
        assert f"-{TEXT}\n+{FIXED}\n" in result.stdout
        assert not Path("r.fixed.docx").exists()


class TestWord:
    def test_is_written_beside_the_original(self, gouji: Gouji) -> None:
        before = docx(TEXT)
        Path("r.docx").write_bytes(before)
        result = gouji("check", "r.docx", "--fix", "--format", "concise")
        assert Path("r.docx").read_bytes() == before
        assert "原文件未动" in result.stderr
        assert "r.fixed.docx:" in result.stdout
        again = gouji("check", "r.fixed.docx", "--diff")
        assert (again.exit_code, again.stdout) == (0, "")

    def test_a_second_run_changes_nothing(self, gouji: Gouji) -> None:
        Path("r.docx").write_bytes(docx(TEXT))
        gouji("check", ".", "--fix")
        before = Path("r.fixed.docx").read_bytes()
        result = gouji("check", ".", "--fix", "--format", "json")
        assert result.exit_code == 0
        assert {finding["path"] for finding in json.loads(result.stdout)["findings"]} == {"r.docx", "r.fixed.docx"}
        assert Path("r.fixed.docx").read_bytes() == before
        assert gouji("check", ".", "--diff").stdout == ""
        assert sorted(path.name for path in Path().iterdir()) == ["r.docx", "r.fixed.docx"]

    def test_a_fixed_file_that_was_worked_on_is_not_overwritten(self, gouji: Gouji) -> None:
        Path("r.docx").write_bytes(docx(TEXT))
        worked_on = docx("另改")
        Path("r.fixed.docx").write_bytes(worked_on)
        result = gouji("check", "r.docx", "--fix")
        assert result.exit_code == 2
        assert "已存在" in result.stderr
        assert Path("r.fixed.docx").read_bytes() == worked_on
        assert "FX001" in result.stdout


@pytest.mark.parametrize("name", ["r.html", "r.pdf"])
def test_a_kind_that_is_never_written_is_told_of(gouji: Gouji, name: str, cases_of_kinds: dict[str, bytes]) -> None:
    Path(name).write_bytes(cases_of_kinds[name])
    result = gouji("check", name, "--fix")
    assert "不会改写" in result.stderr
    assert "FX001" in result.stdout
    assert Path(name).read_bytes() == cases_of_kinds[name]
    assert gouji("check", name, "--diff").stdout == ""


@pytest.fixture
def cases_of_kinds() -> dict[str, bytes]:
    title = "青禾县水务局2023年政府信息公开工作年度报告"
    lines = [title, "一、总体情况", TEXT, "二、主动公开政府信息情况", "五、存在的主要问题及改进情况", "有待改进。" * 40]
    page = (
        f"<html><head><title>{title}</title></head><body>"
        + "".join(f"<p>{line}</p>" for line in lines)
        + "</body></html>"
    )
    return {"r.html": page.encode(), "r.pdf": _pdf(lines)}


def _pdf(lines: list[str]) -> bytes:
    import io

    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    page = canvas.Canvas(file, pagesize=(595, 842))
    page.setFont("STSong-Light", 12)
    for k, line in enumerate(lines):
        page.drawString(72, 760 - 24 * k, line[:36])
    page.save()
    return file.getvalue()


class TestWriting:
    def test_permissions_stay(self, gouji: Gouji, file: Path) -> None:
        file.chmod(0o640)
        gouji("check", "report.json", "--fix")
        assert file.stat().st_mode & 0o777 == 0o640

    def test_what_a_link_names_is_written(self, gouji: Gouji, file: Path) -> None:
        Path("link.json").symlink_to(file)
        gouji("check", "link.json", "--fix")
        assert Path("link.json").is_symlink()
        assert file.read_text(encoding="utf-8") == report(FIXED)

    def test_a_file_that_changed_meanwhile_is_left_alone(
        self, gouji: Gouji, file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        replace = atomic.replace

        def after_another_wrote(path: str, content: bytes, expected: bytes | None) -> None:
            file.write_text("另存", encoding="utf-8")
            replace(path, content, expected)

        monkeypatch.setattr(atomic, "replace", after_another_wrote)
        result = gouji("check", "report.json", "--fix")
        assert result.exit_code == 2
        assert "其他程序" in result.stderr
        assert file.read_text(encoding="utf-8") == "另存"
        assert [path.name for path in Path().iterdir()] == ["report.json"]

    def test_a_failure_is_told_and_other_files_go_on(
        self, gouji: Gouji, file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        Path("z.json").write_text(report(TEXT), encoding="utf-8")
        replace = Path.replace

        def full(self: Path, target: Path) -> Path:
            if target.name == "report.json":
                raise OSError(28, "No space left on device")
            return replace(self, target)

        monkeypatch.setattr(Path, "replace", full)
        result = gouji("check", ".", "--fix")
        assert result.exit_code == 2
        assert "No space left" in result.stderr
        assert file.read_text(encoding="utf-8") == report(TEXT)
        assert Path("z.json").read_text(encoding="utf-8") == report(FIXED)
        assert sorted(path.name for path in Path().iterdir()) == ["report.json", "z.json"]

    def test_a_file_that_may_not_be_written_is_not(
        self, gouji: Gouji, file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The folder may be written to, so that nothing else would keep the file from being replaced."""
        monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
        result = gouji("check", "report.json", "--fix")
        assert result.exit_code == 2
        assert "没有写入权限" in result.stderr
        assert file.read_text(encoding="utf-8") == report(TEXT)


KILLED = """
import os, signal, sys
sys.path[:0] = {paths!r}
seen = 0
def kill(event, arguments):
    global seen
    names = [str(item) for item in arguments]
    if event in ("open", "os.rename", "os.chmod", "os.remove") and any(".gouji-" in name for name in names):
        seen += 1
        if seen == {moment}:
            os.kill(os.getpid(), signal.SIGKILL)
fsync = os.fsync
def synced(handle):
    if {moment} < 0 and not os.path.isdir(f"/proc/self/fd/{{handle}}"):
        os.kill(os.getpid(), signal.SIGKILL)
    fsync(handle)
os.fsync = synced
sys.addaudithook(kill)
import corrections
corrections.main("check", "report.json", "--fix")
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is a signal of POSIX")
def test_killed_at_any_moment_it_leaves_the_old_or_the_new_file(tmp_path: Path) -> None:
    """The process is killed right before each step it takes with the temporary file, and before the data is on disk."""
    paths = [str(ROOT / root) for root in ("linter", "rules", "schemas", "tests")]
    file = tmp_path / "report.json"
    outcomes: list[tuple[int, str]] = []
    for moment in (-1, *range(1, 20)):
        file.write_text(report(TEXT), encoding="utf-8")
        code = KILLED.format(paths=paths, moment=moment)
        done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=False, capture_output=True, timeout=60)
        outcomes.append((done.returncode, file.read_text(encoding="utf-8")))
        if done.returncode != -signal.SIGKILL:
            break
    killed = [text for status, text in outcomes if status == -signal.SIGKILL]
    assert len(killed) >= 4
    assert set(killed) <= {report(TEXT), report(FIXED)}
    assert outcomes[-1] == (0, report(FIXED))


def _hunk(before: str, after: str) -> list[str]:
    from difflib import unified_diff

    return list(unified_diff(before.splitlines(), after.splitlines(), n=2, lineterm=""))[2:]
