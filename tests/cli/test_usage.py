"""What is typed wrongly, what is not there, and what nobody reads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from cli.conftest import ROOT, broken, clean

Gouji = Callable[..., Result]


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["check", ".", "--fromat"], "没有 --fromat 这个选项；是否想写 --format", "No such option '--fromat'"),
        (["check"], "缺少 PATH...", "Missing argument 'PATH...'"),
        (["convert"], "缺少 FILE\n", "Missing argument 'FILE'"),
        (["annotate", "a.docx"], "缺少选项 --output / -o", "Missing option '-o' / '--output'"),
        (["check", ".", "--format"], "--format：其后应有一个值", "requires an argument"),
        (["check", ".", "--diff=3"], "--diff：不带值", "does not take a value"),
        (["check", ".", "--jobs", "0"], "--jobs / -j：应为不小于 1 的整数", "0 is not in the range"),
        (["check", ".", "--year", "20"], "--year：应为 1949 至 2999 的整数", "20 is not in the range"),
        (["check", ".", "--lang", "fr"], "--lang：应为 zh、en 之一", "'fr' is not one of"),
        (["rules", "more"], "有多余的参数", "unexpected extra argument (more)"),
        (["--verison"], "没有 --verison 这个选项", "No such option '--verison'"),
    ],
)
def test_a_mistake_is_told_in_chinese_with_click_s_english_beside_it(
    gouji: Gouji, monkeypatch: pytest.MonkeyPatch, arguments: list[str], zh: str, en: str
) -> None:
    result = gouji(*arguments)
    assert result.exit_code == 2
    assert zh in result.stderr
    assert en in result.stderr
    assert "用法：gouji" in result.stderr or arguments[-1] in ("--format", "--diff=3")
    monkeypatch.setenv("GOUJI_LANG", "en")
    result = gouji(*arguments)
    assert result.exit_code == 2
    assert en in result.stderr
    assert result.stderr.isascii()


def test_a_command_alone_still_shows_its_help(gouji: Gouji) -> None:
    assert "Commands:" in gouji("pack").output


class TestCodesThatAreNotThere:
    def test_a_code_unlike_any_gets_no_suggestion_but_the_way_to_the_list(self, gouji: Gouji, reports: Path) -> None:
        for arguments in (["check", "reports", "--select", "CN999"], ["explain", "CN999"]):
            told = gouji(*arguments).stderr
            assert "CN999" in told
            assert "gouji rules 列出全部规则" in told
            assert "是否想写" not in told

    @pytest.mark.parametrize(("typed", "meant"), [("CN31", "CN301"), ("CN3O1", "CN301"), ("stale-yaer", "stale-year")])
    def test_a_slip_gets_one(self, gouji: Gouji, reports: Path, typed: str, meant: str) -> None:
        for arguments in (["check", "reports", "--select", typed], ["explain", typed]):
            assert f"是否想写 {meant}？" in gouji(*arguments).stderr


class TestPathsThatAreNotThere:
    @pytest.mark.parametrize(
        ("typed", "told"),
        [
            ("report", "文件或文件夹不存在；是否想写 reports？"),
            ("reports/claen.json", "文件或文件夹不存在；是否想写 clean.json？"),
            ("elsewhere", "elsewhere 错误 GJ001 unreadable-file 文件或文件夹不存在\n"),
            ("elsewhere/2023/a.json", "文件夹 elsewhere 不存在"),
            ("reports/2023/a.json", "文件夹 reports/2023 不存在"),
        ],
    )
    def test_the_part_that_is_missing_is_told(self, gouji: Gouji, reports: Path, typed: str, told: str) -> None:
        result = gouji("check", typed)
        assert result.exit_code == 2
        assert told in result.stdout

    @pytest.mark.parametrize("arguments", [["init", "nowhere"], ["pack", "new", "yunling", "-o", "nowhere"]])
    def test_nothing_is_written_into_a_folder_that_is_not_there(self, gouji: Gouji, arguments: list[str]) -> None:
        result = gouji(*arguments)
        assert result.exit_code == 2
        assert "没有 nowhere 这个文件夹，请先建立" in result.stderr
        assert not Path("nowhere").exists()


class TestPassedOver:
    @pytest.fixture(autouse=True)
    def kinds(self, reports: Path) -> None:
        for name in ("a.xlsx", "b.OFD", "c.ofd", "d.rtf", "Makefile"):
            (reports / name).write_bytes(b"x")

    def test_kinds_that_cannot_be_read_are_not_called_no_reports(self, gouji: Gouji) -> None:
        last = gouji("check", "reports").stdout.splitlines()[-1]
        assert "略过 3 个不是报告的文件，-v 列出；另有 4 个文件的类型不能读取（.ofd、.rtf、.xlsx），没有检查" in last
        last = gouji("check", "reports", "--lang", "en").stdout.splitlines()[-1]
        assert "3 files passed over as no report, which -v names" in last
        assert "4 files of a kind that cannot be read (.ofd, .rtf, .xlsx) not checked" in last
        summary = json.loads(gouji("check", "reports", "--format", "json").stdout)["summary"]
        assert (summary["passed_over"], summary["unread"]) == (7, 4)

    @pytest.mark.parametrize("option", ["-v", "--verbose"])
    def test_they_are_named_with_the_reason_where_it_is_asked_for(self, gouji: Gouji, option: str) -> None:
        result = gouji("check", "reports", option)
        told = [line for line in result.stderr.splitlines() if "略过" in line]
        assert sorted(line.split(": ")[0] for line in told) == [
            f"reports/{name}" for name in ("Makefile", "README.md", "a.xlsx", "b.OFD", "c.ofd", "d.rtf", "package.json")
        ]
        (sheet,) = (line for line in told if "a.xlsx" in line)
        assert "不是可以检查的文件类型（可检查 .json、" in sheet
        assert ".wps" not in sheet
        assert "-v" not in result.stdout
        assert "略过" not in gouji("check", "reports").stderr
        assert "略过" in gouji("check", "reports", "--diff", option).stderr

    def test_workers_name_them_too(self, gouji: Gouji, reports: Path) -> None:
        for number in range(40):
            (reports / f"{number}.json").write_text(clean(), encoding="utf-8")
        assert gouji("check", "reports", "-v", "--jobs", "2", "--no-cache").stderr.count("略过") == 7


class TestMisnamedSettings:
    def test_gouji_yml_is_told_of_and_not_passed_by(self, gouji: Gouji, reports: Path) -> None:
        Path("gouji.yml").write_text("ignore: [CN201]\n", encoding="utf-8")
        result = gouji("check", "reports")
        assert result.exit_code == 2
        assert "gouji.yml：设置文件应名为 gouji.yaml" in result.stderr

    def test_beside_a_right_one_too(self, gouji: Gouji, reports: Path) -> None:
        Path("gouji.yaml").write_text("ignore: [CN201]\n", encoding="utf-8")
        (reports / "gouji.yml").write_text("ignore: [CN201]\n", encoding="utf-8")
        assert "reports/gouji.yml" in gouji("check", "reports").stderr.replace("\\", "/")

    def test_one_that_is_named_is_read(self, gouji: Gouji, reports: Path) -> None:
        Path("mine.yml").write_text("select: [CN301]\n", encoding="utf-8")
        assert gouji("check", "reports", "--config", "mine.yml").exit_code == 0


class TestRegions:
    @pytest.mark.parametrize(("typed", "code"), [("33", "330000"), ("3301", "330100"), ("330106", "330106")])
    def test_a_shorter_code_is_that_of_a_province_or_prefecture(self, gouji: Gouji, typed: str, code: str) -> None:
        Path("report.json").write_text(clean(), encoding="utf-8")
        shown = gouji("config", "show", "report.json", "--region", typed).stdout
        assert f"region: {code}  [命令行 --region]" in shown
        assert json.loads(gouji("convert", "report.json", "--region", typed).stdout)["agency"]["region"] == code


@pytest.mark.parametrize(
    "arguments",
    [("baseline", "create", "reports"), ("baseline", "prune", "reports"), ("annotate", "a.docx", "-o", "b.docx")],
)
def test_packs_are_named_wherever_rules_are(gouji: Gouji, reports: Path, arguments: tuple[str, ...]) -> None:
    Path("gouji-baseline.json").write_text("{}", encoding="utf-8")
    Path("a.docx").write_bytes(b"")
    result = gouji(*arguments, "--pack", "nowhere.yaml")
    assert result.exit_code == 2
    assert "nowhere.yaml" in result.stderr


def test_a_baseline_knows_what_a_pack_finds(gouji: Gouji) -> None:
    Path("report.json").write_text(clean(), encoding="utf-8")
    Path("probe.yaml").write_text(
        "id: probe\nprefix: PB\ntitle: 试验\nrules:\n  - {code: PB001, name: probe-rule, title: 没有写明, kind: required,"
        " words: [从未写过的词], invalid: [{text: 本年度平稳有序。}], valid: [{text: 从未写过的词写在这里。}]}\n",
        encoding="utf-8",
    )
    assert gouji("baseline", "create", "report.json", "--pack", "probe.yaml").exit_code == 0
    assert "PB001" in Path("gouji-baseline.json").read_text(encoding="utf-8")
    check = ("check", "report.json", "--pack", "probe.yaml", "--format", "concise")
    assert "PB001" in gouji(*check).stdout
    assert "PB001" not in gouji(*check, "--baseline", "gouji-baseline.json").stdout
    assert gouji("baseline", "prune", "report.json", "--pack", "probe.yaml").exit_code == 0
    assert "PB001" in Path("gouji-baseline.json").read_text(encoding="utf-8")


def test_the_prefix_that_a_pack_gets_is_told(gouji: Gouji) -> None:
    told = gouji("pack", "new", "zhangjiajie").stderr
    assert "前 6 个字母 ZHANGJ" in told
    assert "--prefix" in told
    assert "前缀" not in gouji("pack", "new", "huaihua-own", "--prefix", "HUAHUA").stderr
    assert "前缀" not in gouji("pack", "new", "huaihua-city").stderr


class TestNobodyReads:
    """Standard output is a pipe whose reader has gone, as `head` has."""

    @staticmethod
    def run(*arguments: str) -> tuple[int, str]:
        reading, writing = os.pipe()
        os.close(reading)
        roots = os.pathsep.join(str(ROOT / root) for root in ("linter", "rules", "schemas"))
        done = subprocess.run(
            [sys.executable, "-m", "gouji", *arguments],
            stdout=writing,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": roots},
            check=False,
            timeout=60,
        )
        os.close(writing)
        return done.returncode, done.stderr

    @pytest.mark.parametrize("form", ["full", "concise", "json", "jsonl", "sarif", "junit"])
    @pytest.mark.parametrize(("name", "status"), [("clean", 0), ("broken", 1), ("none", 2)])
    def test_the_status_is_that_of_the_findings_and_nothing_is_said(self, form: str, name: str, status: int) -> None:
        Path("clean.json").write_text(clean(), encoding="utf-8")
        Path("broken.json").write_text(broken(), encoding="utf-8")
        assert self.run("check", f"{name}.json", "--format", form) == (status, "")

    @pytest.mark.parametrize("jobs", ["1", "2"])
    def test_other_outputs_are_written_to_the_end(self, jobs: str, reports: Path) -> None:
        for number in range(40):
            (reports / f"{number:02}.json").write_text(broken(), encoding="utf-8")
        # Every finding is more than the buffer of standard output holds, so that the pipe is met early.
        outcome = self.run("check", "reports", "--format", "jsonl", "--format", "json:all.json", "--jobs", jobs)
        assert outcome == (1, "")
        assert json.loads(Path("all.json").read_text(encoding="utf-8"))["summary"]["files"] == 42

    def test_a_diff_tells_whether_there_are_changes(self, gouji: Gouji) -> None:
        text = "云岭市教育局2023年政府信息公开工作年度报告\n\n一、总体情况\n\n全年公开信息 12 条,平稳有序。\n"
        Path("a.txt").write_text(text, encoding="utf-8")
        assert "+全年公开信息 12 条，平稳有序。" in gouji("check", "a.txt", "--diff").stdout
        assert self.run("check", "a.txt", "--diff") == (1, "")

    @pytest.mark.parametrize(
        "arguments", [("rules",), ("explain", "CN201"), ("schema", "report"), ("config", "show", "."), ("--help",)]
    )
    def test_what_only_shows_something_has_done_so(self, arguments: tuple[str, ...]) -> None:
        assert self.run(*arguments)[0] == 0


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX")
def test_head_ends_a_pipeline_as_the_findings_tell(reports: Path) -> None:
    for number in range(60):
        (reports / f"{number:02}.json").write_text(broken(), encoding="utf-8")
    roots = os.pathsep.join(str(ROOT / root) for root in ("linter", "rules", "schemas"))
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {sys.executable} -m gouji check reports --format jsonl | head -n 1"],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": roots},
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert len(done.stdout.splitlines()) == 1
