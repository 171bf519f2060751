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

from gouji.cli.convert import report_text
from gouji.testing import sample, set_cell

ROOT = Path(__file__).parents[2]
Gouji = Callable[..., Result]
Process = Callable[..., "subprocess.CompletedProcess[bytes]"]


def with_sources() -> dict[str, str]:
    roots = [str(ROOT / root) for root in ("linter", "rules", "schemas")]
    site = [path for path in sys.path if path.endswith("site-packages")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(roots + site)}


def found(result: Result) -> list[tuple[str, str]]:
    return [(finding["path"], finding["code"]) for finding in json.loads(result.stdout)["findings"]]


def summary(result: Result) -> dict[str, int]:
    counts: dict[str, int] = json.loads(result.stdout)["summary"]
    return counts


class TestExitStatus:
    def test_clean(self, gouji: Gouji, reports: Path) -> None:
        result = gouji("check", "reports/clean.json")
        assert (result.exit_code, result.stdout) == (0, "共 1 个文件：未发现问题\n")

    def test_findings(self, gouji: Gouji, reports: Path) -> None:
        result = gouji("check", "reports/sub/broken.json")
        assert result.exit_code == 1
        assert "CN201 row-total" in result.stdout

    def test_below_the_limit(self, gouji: Gouji, reports: Path) -> None:
        arguments = ("check", "reports/sub/broken.json", "--severity", "arithmetic=warning")
        assert gouji(*arguments).exit_code == 0
        assert gouji(*arguments, "--fail-on", "warning").exit_code == 1
        assert gouji(*arguments, "--fail-on", "info").exit_code == 1

    def test_what_could_not_be_checked_wins(self, gouji: Gouji, reports: Path) -> None:
        result = gouji("check", "reports/sub/broken.json", "reports/none.json", "--format", "json")
        assert result.exit_code == 2
        assert ("reports/none.json", "GJ001") in found(result)
        assert ("reports/sub/broken.json", "CN201") in found(result)

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["--select", "stale-yaer"], "stale-year"),
            (["--ignore", "CN9"], "CN9"),
            (["--select", ""], "没有写明规则"),
            (["--select", ","], "没有写明规则"),
            (["--select", "CN301", "--select", " ，"], "没有写明规则"),
            (["--select", "CN201 CN202"], "多条规则之间用逗号分隔：CN201,CN202"),
            (["--ignore", "ALL"], "规则全部被停用"),
            (["--select", "CN201", "--ignore", "row-total"], "规则全部被停用"),
            (["--ignore", "GJ006"], "不能停用"),
            (["--severity", "CN301=erorr"], "error"),
            (["--severity", "CN301"], "规则=级别"),
            (["--severity", "CN999=info"], "CN999"),
            (["--severity", "GJ002=info"], "GJ002 说明哪些内容没有检查，级别不能降低"),
            (["--severity", "not-checked=warning"], "级别不能降低"),
            (["--severity", "GJ002=erorr"], "error"),
            (["--format", "jsonn"], "json"),
            (["--format", "json:"], "文件名"),
            (["--format", "json", "--format", "full"], "full:文件名"),
            (["--format", "json:nowhere/out.json"], "nowhere"),
            (["--format", "json:."], "文件夹"),
            (["--format", "json:reports/clean.json"], "要检查的文件"),
            (["--config", "none.yaml"], "none.yaml"),
            (["--published", "2024-02-30"], "2024-01-31"),
            (["--region", "999999"], "省级代码"),
            (["--region", "4"], "两位、四位或六位"),
            (["--region", ""], "行政区划代码"),
            (["--agency", ""], "请去掉 --agency"),
            (["--title", " "], "请去掉 --title"),
            (["--baseline", ""], "请去掉 --baseline"),
            (["--year", "20"], "20"),
            (["--kind", "bureau"], "department"),
            (["--no-such-option"], "--no-such-option"),
        ],
    )
    def test_a_wrong_option_is_2_with_a_message_and_changes_nothing(
        self, gouji: Gouji, reports: Path, arguments: list[str], words: str
    ) -> None:
        before = (reports / "clean.json").read_bytes()
        result = gouji("check", "reports/clean.json", *arguments)
        assert result.exit_code == 2
        assert words in result.stderr
        assert "Traceback" not in result.stderr
        assert (reports / "clean.json").read_bytes() == before

    @pytest.mark.parametrize("selector", ["ALL", "GJ", "GJ0", "input"])
    @pytest.mark.parametrize("by", ["option", "file", "entry"])
    def test_no_severity_makes_a_report_pass_that_was_not_checked(
        self, gouji: Gouji, reports: Path, selector: str, by: str
    ) -> None:
        data = sample(2023)
        data["extra"] = 1
        (reports / "bad.json").write_text(json.dumps(data), encoding="utf-8")
        arguments = ["--severity", f"{selector}=info"] if by == "option" else []
        said = f"severity: {{{selector}: info}}"
        if by != "option":
            text = said if by == "file" else f"files: [{{path: '*.json', {said}}}]"
            (reports / "gouji.yaml").write_text(text + "\n", encoding="utf-8")
        result = gouji("check", "reports/bad.json", "--format", "concise", *arguments)
        assert result.exit_code == 1
        assert "GJ002[error]" in result.stdout
        assert gouji("check", "reports/bad.json", "--severity", "GJ002=error").exit_code == 1

    @pytest.mark.parametrize("text", ["severity: {GJ002: info}", "files: [{path: '*', severity: {GJ004: warning}}]"])
    def test_settings_that_lower_what_was_not_checked_are_refused(self, gouji: Gouji, reports: Path, text: str) -> None:
        (reports / "gouji.yaml").write_text(text + "\n", encoding="utf-8")
        result = gouji("check", "reports")
        assert result.exit_code == 2
        assert "gouji.yaml:1:" in result.stderr
        assert "级别不能降低：没有检查的报告不能当作没有问题；请删去" in result.stderr

    def test_a_crashing_rule(self, gouji: Gouji, reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:

        from gouji import plugins

        load = plugins.load

        def with_a_crash(installed: bool = True) -> Any:
            registry = load(installed=False)
            rules = tuple(r._replace(check=crash) if r.code == "CN201" else r for r in registry.rules)
            return registry._replace(rules=rules)

        def crash(_report: Any, _options: Any) -> Any:
            raise ZeroDivisionError("by nothing")

        monkeypatch.setattr(plugins, "load", with_a_crash)
        result = gouji("check", "reports/clean.json")
        assert result.exit_code == 2
        assert "GJ004" in result.stdout
        assert "未检查：CN201（ZeroDivisionError: by nothing）" in result.stdout
        assert "未发现问题" not in result.stdout

    def test_a_crashing_reader(self, gouji: Gouji, reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        from gouji import readers

        def crash(_raw: bytes, _formats: Any) -> Any:
            raise RecursionError("too deep")

        monkeypatch.setattr("gouji.readers.json.read", crash)
        assert readers.READERS
        result = gouji("check", "reports", "--format", "json")
        assert result.exit_code == 2
        assert ("reports/clean.json", "GJ001") in found(result)


class TestWhatIsChecked:
    def test_a_folder(self, gouji: Gouji, reports: Path) -> None:
        result = gouji("check", "reports", "--format", "json")
        assert result.exit_code == 1
        assert {path for path, _ in found(result)} == {"reports/sub/broken.json"}
        counts = summary(result)
        assert (counts["files"], counts["passed_over"]) == (2, 2)

    def test_the_folder_one_stands_in(self, gouji: Gouji, reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(reports)
        result = gouji("check", ".", "--format", "concise")
        assert "略过 2 个不是报告的文件" in result.stdout
        assert result.stdout.startswith("sub/broken.json:")

    def test_a_folder_without_reports_is_not_all_well(self, gouji: Gouji, tmp_path: Path) -> None:
        (tmp_path / "README.md").write_text("x", encoding="utf-8")
        result = gouji("check", ".")
        assert result.exit_code == 2
        assert result.stdout == "没有检查任何文件（略过 1 个不是报告的文件，-v 列出）\n"
        assert result.stderr == ".：文件夹中没有可以检查的文件\n"
        assert gouji("check", ".", "--diff").exit_code == 2
        assert gouji("check", ".", "--skip-unrecognised").exit_code == 0

    def test_nor_is_one_of_several(self, gouji: Gouji, reports: Path) -> None:
        Path("empty").mkdir()
        result = gouji("check", "empty", "reports/sub/../sub", "reports", "reports/clean.json", "--format", "json")
        assert result.exit_code == 2
        assert result.stderr == "empty：文件夹中没有可以检查的文件\n"
        assert summary(result)["files"] == 2
        (reports / "gouji.yaml").write_text("exclude: [sub, '*.json']\n", encoding="utf-8")
        assert gouji("check", "reports").exit_code == 2

    @pytest.mark.parametrize("name", ["README.md", "package.json"])
    def test_what_is_no_report_is_an_error_where_named(self, gouji: Gouji, reports: Path, name: str) -> None:
        result = gouji("check", f"reports/{name}", "--format", "json")
        assert result.exit_code == 2
        assert found(result) == [(f"reports/{name}", "GJ006")]
        result = gouji("check", "reports", f"reports/{name}", "--format", "json")
        assert result.exit_code == 2
        assert (f"reports/{name}", "GJ006") in found(result)

    @pytest.mark.parametrize("name", ["README.md", "package.json"])
    def test_unless_it_may_be_passed_over(self, gouji: Gouji, reports: Path, name: str) -> None:
        result = gouji("check", "--skip-unrecognised", f"reports/{name}", "reports/clean.json")
        assert result.exit_code == 0
        assert result.stdout == "共 1 个文件：未发现问题；略过 1 个不是报告的文件，-v 列出\n"

    def test_a_missing_file_may_not(self, gouji: Gouji, reports: Path) -> None:
        assert gouji("check", "--skip-unrecognised", "none.json").exit_code == 2

    def test_a_glob(self, gouji: Gouji, reports: Path) -> None:
        result = gouji("check", "reports/**/b*.json", "--format", "json")
        assert {path for path, _ in found(result)} == {"reports/sub/broken.json", "reports/node_modules/broken.json"}

    def test_a_glob_that_fits_nothing(self, gouji: Gouji, reports: Path) -> None:
        result = gouji("check", "reports/*.txt")
        assert result.exit_code == 2
        assert "没有与此通配符相符的文件" in result.stdout

    def test_a_file_with_wildcards_in_its_name(self, gouji: Gouji, reports: Path) -> None:
        (reports / "年报[1].json").write_bytes((reports / "clean.json").read_bytes())
        assert gouji("check", "reports/年报[1].json").exit_code == 0

    def test_a_file_is_checked_once(self, gouji: Gouji, reports: Path) -> None:
        result = gouji("check", "reports/clean.json", "reports", "./reports/sub/../clean.json", "--format", "json")
        assert summary(result)["files"] == 2

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
    def test_a_file_that_may_not_be_read(self, gouji: Gouji, reports: Path) -> None:
        (reports / "clean.json").chmod(0)
        result = gouji("check", "reports")
        assert result.exit_code == 2
        assert "没有读取权限" in result.stdout

    def test_a_folder_that_cannot_be_read_is_told_of(
        self, gouji: Gouji, reports: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        scan = os.scandir

        def refuse(folder: str) -> Any:
            if str(folder).endswith("sub"):
                raise PermissionError(13, "denied", folder)
            return scan(folder)

        monkeypatch.setattr("gouji.walk.os.scandir", refuse)
        result = gouji("check", "reports", "--format", "json")
        assert result.exit_code == 2
        assert (str(Path("reports/sub")), "GJ001") in found(result)

    def test_links_that_lead_round_are_not_followed(self, gouji: Gouji, reports: Path) -> None:
        (reports / "sub" / "round").symlink_to(reports, target_is_directory=True)
        assert summary(gouji("check", "reports", "--format", "json"))["files"] == 2

    @pytest.mark.parametrize("name", ["round", "round.json"])
    def test_a_link_to_itself_is_told_of_and_the_rest_is_checked(self, gouji: Gouji, reports: Path, name: str) -> None:
        (reports / "sub" / name).symlink_to(name)
        result = gouji("check", "reports", "--format", "json")
        assert result.exit_code == 2
        assert result.stderr == ""
        assert (f"reports/sub/{name}", "GJ001") in found(result)
        assert ("reports/sub/broken.json", "CN201") in found(result)
        named = gouji("check", f"reports/sub/{name}", "reports/clean.json", "--format", "json")
        assert named.exit_code == 2
        assert "链接绕回自身" in named.stdout
        assert summary(named)["files"] == 2
        (reports / "gouji.yaml").write_text(f"exclude: [sub/{name}]\n", encoding="utf-8")
        assert gouji("check", "reports").exit_code == 1

    def test_a_name_too_long_for_a_file_is_told_of(self, gouji: Gouji, reports: Path) -> None:
        result = gouji("check", "年" * 300 + ".json", "reports/clean.json", "--format", "json")
        assert result.exit_code == 2
        assert [code for _, code in found(result)] == ["GJ001"]

    def test_a_dangling_link_to_a_report_is_told_of_and_any_other_passed_over(
        self, gouji: Gouji, reports: Path
    ) -> None:
        (reports / "gone.png").symlink_to("nowhere")
        assert gouji("check", "reports").exit_code == 1
        (reports / "gone.json").symlink_to("nowhere")
        assert gouji("check", "reports").exit_code == 2

    def test_a_report_of_2018_is_never_all_well(self, gouji: Gouji, tmp_path: Path) -> None:
        (tmp_path / "old.json").write_text(report_text(sample(2018)), encoding="utf-8")
        named, walked = gouji("check", "old.json"), gouji("check", ".")
        assert (named.exit_code, walked.exit_code) == (2, 0)
        for result in (named, walked):
            assert "GJ006" in result.stdout
            assert "未发现问题" not in result.stdout
            assert "未检查：" in result.stdout


class TestMetadata:
    def test_what_is_stated_wins(self, gouji: Gouji, reports: Path) -> None:
        result = gouji("check", "reports/clean.json", "--year", "2024", "--agency", "青禾县司法局", "--format", "json")
        (file,) = json.loads(result.stdout)["files"]
        assert (file["year"], file["agency"]) == (2024, "青禾县司法局")

    def test_settings_state_it_by_file_and_the_command_line_wins(self, gouji: Gouji, reports: Path) -> None:
        (reports / "gouji.yaml").write_text("files:\n  - {path: '*.json', year: 2022, agency: 甲}\n", encoding="utf-8")
        result = gouji("check", "reports/clean.json", "--year", "2024", "--format", "json")
        (file,) = json.loads(result.stdout)["files"]
        assert (file["year"], file["agency"]) == (2024, "甲")


class TestSettings:
    def test_the_nearest_file_decides(self, gouji: Gouji, reports: Path) -> None:
        (reports / "sub" / "gouji.yaml").write_text("ignore: [arithmetic]\n", encoding="utf-8")
        assert gouji("check", "reports").exit_code == 0
        assert gouji("check", "reports", "--select", "CN2").exit_code == 1
        (reports / "all.yaml").write_text("{}\n", encoding="utf-8")
        assert gouji("check", "reports", "--config", "reports/all.yaml").exit_code == 1

    def test_fail_on_is_read_and_overridden(self, gouji: Gouji, reports: Path) -> None:
        (reports / "gouji.yaml").write_text("severity: {CN2: info}\nfail-on: info\n", encoding="utf-8")
        assert gouji("check", "reports").exit_code == 1
        assert gouji("check", "reports", "--fail-on", "error").exit_code == 0

    def test_what_is_excluded_is_left_out_of_walks(self, gouji: Gouji, reports: Path) -> None:
        (reports / "gouji.yaml").write_text("exclude: [sub]\n", encoding="utf-8")
        assert gouji("check", "reports").exit_code == 0
        assert gouji("check", "reports/sub/broken.json").exit_code == 1
        assert gouji("check", "--skip-unrecognised", "reports/sub/broken.json").exit_code == 0

    @pytest.mark.parametrize("text", ["ignore: [ALL]", "files:\n  - {path: 'clean.json', ignore: [ALL]}"])
    def test_settings_that_switch_everything_off_are_refused(self, gouji: Gouji, reports: Path, text: str) -> None:
        (reports / "gouji.yaml").write_text(text + "\n", encoding="utf-8")
        result = gouji("check", "reports/clean.json")
        assert result.exit_code == 2
        assert "reports/clean.json：规则全部被停用" in result.stderr
        assert "未发现问题" not in result.stdout
        assert gouji("check", "reports/clean.json", "--select", "CN2").exit_code == 0

    def test_nothing_found_by_some_of_the_rules_is_told_as_that(self, gouji: Gouji, reports: Path) -> None:
        from gouji.plugins import load

        known = sum(rule.category.value != "input" for rule in load().rules)
        result = gouji("check", "reports/clean.json", "--select", "CN201")
        assert result.stdout == f"共 1 个文件：启用了 {known} 条规则中的 1 条，未发现问题\n"
        result = gouji("check", "reports/clean.json", "--ignore", "CN201,CN202", "--lang", "en")
        assert result.stdout == f"1 file: nothing found by {known - 2} of {known} rules\n"
        result = gouji("check", "reports/sub/broken.json", "--select", "CN201")
        assert "启用了" not in result.stdout

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("ignor: []\n", "gouji.yaml:1:1: 没有名为 ignor 的键；是否想写 ignore？"),
            ("ignore: [CN9]\n", "gouji.yaml:1:10: "),
        ],
    )
    def test_a_mistake_is_2_and_told_with_its_place(self, gouji: Gouji, reports: Path, text: str, words: str) -> None:
        (reports / "gouji.yaml").write_text(text, encoding="utf-8")
        result = gouji("check", "reports")
        assert result.exit_code == 2
        assert words in result.stderr


class TestOutput:
    def test_several_formats_at_once(self, gouji: Gouji, reports: Path) -> None:
        result = gouji("check", "reports", "--format", "concise", "--format", "json:out.json", "--format", "full:f.txt")
        assert result.stdout.startswith("reports/sub/broken.json:")
        data = json.loads(Path("out.json").read_text(encoding="utf-8"))
        assert data["summary"]["error"] == result.stdout.count("[error]") > 0
        assert "共 2 个文件" in Path("f.txt").read_text(encoding="utf-8")
        assert {file.name for file in Path().iterdir()} == {"reports", "out.json", "f.txt"}

    def test_a_file_is_replaced_whole_or_not_at_all(
        self, gouji: Gouji, reports: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        Path("out.json").write_text("as it was", encoding="utf-8")

        def fail(*_arguments: Any) -> Any:
            raise KeyboardInterrupt

        monkeypatch.setattr("gouji.writers.Fan.end", fail)
        result = gouji("check", "reports", "--format", "json:out.json")
        assert result.exit_code == 130
        assert Path("out.json").read_text(encoding="utf-8") == "as it was"
        assert {file.name for file in Path().iterdir()} == {"reports", "out.json"}

    @pytest.mark.parametrize(("choice", "colored"), [("always", True), ("never", False), ("auto", False)])
    def test_colour(self, gouji: Gouji, reports: Path, choice: str, colored: bool) -> None:
        result = gouji("check", "reports", "--color", choice, color=True)
        assert ("\x1b[" in result.stdout) is colored

    def test_the_language_asked_for(self, gouji: Gouji, reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def english(*arguments: str) -> bool:
            return "nothing found" in gouji("check", "reports/clean.json", *arguments).stdout

        assert not english()
        assert english("--lang", "en")
        monkeypatch.delenv("GOUJI_LANG")
        for key in ("LC_ALL", "LC_MESSAGES", "LANG"):
            monkeypatch.delenv(key, raising=False)
        assert not english()
        monkeypatch.setenv("LANG", "en_US.UTF-8")
        assert english()
        Path("gouji.yaml").write_text("lang: zh\n", encoding="utf-8")
        assert not english()
        monkeypatch.setenv("GOUJI_LANG", "en")
        assert english()
        assert not english("--lang", "zh")
        monkeypatch.setenv("GOUJI_LANG", "fr")
        result = gouji("check", "reports/clean.json")
        assert result.exit_code == 2
        assert "GOUJI_LANG=fr" in result.stderr


class TestStandardInput:
    def test_json(self, gouji: Gouji, reports: Path) -> None:
        text = (reports / "sub" / "broken.json").read_bytes()
        result = gouji("check", "-", "--format", "json", input=text)
        assert result.exit_code == 1
        assert ("<stdin>", "CN201") in found(result)

    def test_its_name_is_shown_and_decides_kind_and_settings(self, gouji: Gouji, reports: Path) -> None:
        (reports / "sub" / "gouji.yaml").write_text("ignore: [arithmetic]\n", encoding="utf-8")
        text = (reports / "sub" / "broken.json").read_bytes()
        assert gouji("check", "-", "--stdin-filename", "reports/sub/x.json", input=text).exit_code == 0
        result = gouji("check", "-", "--stdin-filename", "reports/x.json", "--format", "json", input=text)
        assert ("reports/x.json", "CN201") in found(result)
        assert gouji("check", "-", "--stdin-filename", "x.md", input=text).exit_code == 2

    def test_nothing_is_no_report(self, gouji: Gouji) -> None:
        assert gouji("check", "-", input=b"").exit_code == 2


class TestProcess:
    @pytest.mark.parametrize("encoding", ["ascii", "gbk", "cp1252", "utf-8"])
    @pytest.mark.parametrize("form", ["full", "concise"])
    def test_a_terminal_that_lacks_characters(self, process: Process, tmp_path: Path, encoding: str, form: str) -> None:
        data = sample(2023, ["公开\U00020bb7\u2022信息。"])
        set_cell(data, "requests/granted/total", 3)
        (tmp_path / "a.json").write_text(report_text(data), encoding="utf-8")
        done = process("check", "a.json", "--select", "arithmetic", "--format", form, PYTHONIOENCODING=encoding)
        assert done.returncode == 1, done.stderr
        assert not done.stderr
        text = done.stdout.decode(encoding)
        assert "CN201" in text
        assert ("错误" in text) is (encoding in ("gbk", "utf-8"))
        if form == "full":
            marks = [line for line in text.splitlines() if line.endswith("^")]
            assert len(marks) == text.count("CN20")

    def test_english_where_the_terminal_has_no_chinese(self, process: Process, reports: Path) -> None:
        done = process("check", "reports/clean.json", PYTHONIOENCODING="ascii", GOUJI_LANG="", LC_ALL="zh_CN.UTF-8")
        assert done.stdout == b"1 file: nothing found\n"

    def test_json_is_whole_in_any_encoding(self, process: Process, reports: Path) -> None:
        plain = process("check", "reports", "--format", "json", PYTHONIOENCODING="utf-8")
        ascii_only = process("check", "reports", "--format", "json", PYTHONIOENCODING="ascii")
        assert json.loads(plain.stdout) == json.loads(ascii_only.stdout)

    def test_statuses(self, process: Process, reports: Path) -> None:
        statuses = [
            process("check", *paths).returncode
            for paths in (["reports/clean.json"], ["reports"], ["reports", "reports/README.md"], [])
        ]
        assert statuses == [0, 1, 2, 2]

    def test_standard_input(self, process: Process, reports: Path) -> None:
        done = process("check", "-", given=(reports / "sub" / "broken.json").read_bytes(), PYTHONIOENCODING="utf-8")
        assert done.returncode == 1
        assert "CN201" in done.stdout.decode()

    def test_a_broken_plugin_is_named(self, process: Process, reports: Path) -> None:
        site = reports.parent / "site"
        info = site / "shaky-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: shaky\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text("[gouji]\nshaky = shaky_plugin\n", encoding="utf-8")
        (site / "shaky_plugin.py").write_text("import no_such_module\n", encoding="utf-8")
        for arguments in (["check", "reports/clean.json"], ["rules"], ["--help"], ["no-such-command"]):
            done = process(*arguments, path=str(site), PYTHONIOENCODING="utf-8")
            assert done.returncode == 2, arguments
            assert b"shaky" in done.stderr
            assert b"Traceback" not in done.stderr
        assert process("check", "--no-plugins", "reports/clean.json", path=str(site)).returncode == 0
        assert process("--version", path=str(site)).returncode == 0

    @pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise on Windows")
    def test_a_reader_that_goes_away_is_no_error_to_tell(self, reports: Path) -> None:
        for number in range(200):
            (reports / f"b{number}.json").write_bytes((reports / "sub" / "broken.json").read_bytes())
        with subprocess.Popen(
            [sys.executable, "-m", "gouji", "check", "reports"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=with_sources(),
        ) as running:
            assert running.stdout is not None
            assert running.stderr is not None
            running.stdout.readline()
            running.stdout.close()
            assert running.stderr.read() == b""
        assert running.returncode == 1

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
    @pytest.mark.parametrize("target", ["-", "/dev/full"])
    def test_a_full_disk_is_told_of(self, reports: Path, target: str) -> None:
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [sys.executable, "-m", "gouji", "check", "reports", "--format", f"full:{target}"],
                stdout=full,
                stderr=subprocess.PIPE,
                env=with_sources(),
                check=False,
                timeout=60,
            )
        assert done.returncode == 2
        assert b"Traceback" not in done.stderr
        assert b"No space left" in done.stderr

    @pytest.mark.skipif(os.name == "nt", reason="interrupts are sent otherwise on Windows")
    def test_an_interrupt_ends_it_quietly(self) -> None:
        import signal
        import time

        with subprocess.Popen(
            [sys.executable, "-m", "gouji", "check", "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=with_sources(),
        ) as running:
            # It waits for its input once it has started.
            time.sleep(1.5)
            running.send_signal(signal.SIGINT)
            _, told = running.communicate(timeout=30)
        assert running.returncode == 130
        assert b"Traceback" not in told

    def test_what_is_not_used_is_not_imported(self, reports: Path) -> None:
        program = (
            "import sys\nfrom gouji.cli import main\nmain(['check', 'reports/clean.json'], standalone_mode=False)\n"
        )
        program += "print(*sys.modules, sep='\\n')"
        done = subprocess.run(
            [sys.executable, "-S", "-c", program], capture_output=True, env=with_sources(), check=True, timeout=60
        )
        imported = set(done.stdout.decode().splitlines())
        assert "gouji.cli.check" in imported
        heavy = {"rich", "difflib", "jsonschema", "shutil", "tempfile", "subprocess", "asyncio", "importlib.metadata"}
        others = {"gouji.cli.convert", "gouji.cli.rules", "gouji.testing", "gouji.writers.masking", "gouji.located"}
        assert not imported & (heavy | others)


class TestWhatNobodyExpected:
    def test_is_2_and_names_the_file(self, gouji: Gouji, reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_arguments: Any) -> Any:
            raise LookupError("out of the blue")

        monkeypatch.setattr("gouji.writers.Fan.file", fail)
        result = gouji("check", "reports/clean.json")
        assert result.exit_code == 2
        assert "gouji 内部出错（文件 reports/clean.json）：LookupError: out of the blue" in result.stderr
        assert "报告" in result.stderr
        assert "Traceback" not in result.stderr
        monkeypatch.setenv("GOUJI_LANG", "en")
        monkeypatch.setenv("GOUJI_DEBUG", "1")
        result = gouji("check", "reports/clean.json")
        assert result.exit_code == 2
        assert "internal error of gouji (file reports/clean.json)" in result.stderr
        assert "Traceback" in result.stderr

    def test_an_unexpected_error_of_a_file_is_not_said_to_be_one_of_output(
        self, gouji: Gouji, reports: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_arguments: Any) -> Any:
            raise OSError(40, "Too many levels of symbolic links", "somewhere")

        monkeypatch.setattr("gouji.writers.Fan.file", fail)
        result = gouji("check", "reports/clean.json")
        assert result.exit_code == 2
        assert "标准输出" not in result.stderr

    def test_even_before_a_command_begins(self) -> None:
        program = (
            "import gouji.cli\n"
            "def fail(*_, **__): raise LookupError('early')\n"
            "gouji.cli.Commands.main = fail\n"
            "gouji.cli.run()\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, env=with_sources(), check=False, timeout=60
        )
        assert done.returncode == 2
        assert b"LookupError: early" in done.stderr
        assert b"Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="closes streams as a POSIX shell does")
class TestClosedStreams:
    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            ("check reports/clean.json >&-", "标准输出已关闭"),
            ("rules >&-", "标准输出已关闭"),
            ("check - <&-", "标准输入已关闭"),
            ("check - 0>only-written", "GJ001"),
            ("convert - <&-", "标准输入已关闭"),
            ("check none.json 2>&-", "GJ001"),
            ("check --no-such-option 2>&-", ""),
            ("rules >&- 2>&-", ""),
            ("rules <&- >&- 2>&-", ""),
        ],
    )
    def test_are_2_and_told_of(self, reports: Path, arguments: str, words: str) -> None:
        done = subprocess.run(
            ["sh", "-c", f'exec "$0" -m gouji {arguments}', sys.executable],
            capture_output=True,
            env=with_sources(),
            check=False,
            timeout=60,
        )
        told = (done.stdout + done.stderr).decode()
        assert done.returncode == 2, told
        assert words in told
        assert "Traceback" not in told
