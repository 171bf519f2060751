"""Which release's rules run (`rules-as-of`), and rules on trial (`preview`)."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from cli.conftest import clean
from gouji import __version__
from gouji.corpus import MANY

HEAD = "id: probe\nprefix: PB\ntitle: 试验\nrules:\n"
RULE = """\
  - code: {code}
    name: {name}
    title: 没有写明事项
    kind: required
    in: [overview]
    words: [从未写过的词]
    {more}
    invalid: [{{text: 本年度平稳有序。}}]
    valid: [{{text: 从未写过的词写在这里。}}]
"""


@pytest.fixture(autouse=True)
def pack(tmp_path: Path) -> None:
    """A report, and a pack of an old rule, one of a later release, and one on trial, each of which finds something in it."""
    (tmp_path / "report.json").write_text(clean(), encoding="utf-8")
    rules = [
        RULE.format(code="PB001", name="settled-rule", more="severity: warning"),
        RULE.format(code="PB002", name="newer-rule", more='since: "0.1.1"'),
        RULE.format(code="PB003", name="trial-rule", more="preview: true"),
    ]
    (tmp_path / "probe.yaml").write_text(HEAD + "".join(rules), encoding="utf-8")


@pytest.fixture
def checked(gouji: Callable[..., Result], tmp_path: Path) -> Callable[..., Any]:
    """The codes of the pack that find something under some settings, and the summary."""

    def check(settings: str, *options: str) -> Any:
        (tmp_path / "gouji.yaml").write_text("packs: [probe.yaml]\n" + settings, encoding="utf-8")
        result = gouji("check", "report.json", "--format", "json", *options)
        assert result.exit_code == 0, result.stderr
        told = json.loads(result.stdout)
        assert told["files"][0]["unchecked"] == []
        return [finding["code"] for finding in told["findings"]], told["summary"]

    return check


@pytest.mark.parametrize(
    ("settings", "options", "expected"),
    [
        ("", [], ["PB001", "PB002"]),
        ('rules-as-of: "0.1"', [], ["PB001"]),
        ('rules-as-of: "0.1.0"', [], ["PB001"]),
        ('rules-as-of: "0.1"\nselect: [PB]', [], ["PB001"]),
        ('rules-as-of: "0.1"', ["--select", "PB002"], ["PB002"]),
        ('rules-as-of: "0.1"\nselect: [PB001, newer-rule]', [], ["PB001", "PB002"]),
        ('rules-as-of: "0.1"\nselect: [newer-rule]', ["--select", "PB"], ["PB001"]),
        ('rules-as-of: "0.1"\nselect: [newer-rule, PB001]', ["--ignore", "PB002"], ["PB001"]),
        ("", ["--preview"], ["PB001", "PB002", "PB003"]),
        ("preview: true", [], ["PB001", "PB002", "PB003"]),
        ("preview: true", ["--no-preview"], ["PB001", "PB002"]),
        ("preview: true", ["--ignore", "PB003"], ["PB001", "PB002"]),
        ("", ["--select", "PB"], ["PB001", "PB002"]),
        ("", ["--select", "PB003"], ["PB003"]),
        ("", ["--select", "trial-rule,PB001"], ["PB001", "PB003"]),
        ("severity: {PB003: error}", [], ["PB001", "PB002"]),
        ('rules-as-of: "0.1"\npreview: true', [], ["PB001", "PB003"]),
    ],
)
def test_rules_run(checked: Callable[..., Any], settings: str, options: list[str], expected: list[str]) -> None:
    assert sorted(checked(settings, *options)[0]) == expected


def test_the_engine_s_own_rules_are_never_held_back(gouji: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "gouji.yaml").write_text('rules-as-of: "0.0.1"\nselect: [CN201]\n', encoding="utf-8")
    (tmp_path / "report.json").write_text("{", encoding="utf-8")
    result = gouji("check", "report.json", "--format", "concise")
    assert "GJ001" in result.stdout


def test_rules_held_back_by_rules_as_of_are_counted_and_those_on_trial_are_not(
    checked: Callable[..., Any], gouji: Callable[..., Result]
) -> None:
    assert checked('rules-as-of: "0.1"')[1]["held_back"] == 1
    assert "held_back" not in checked("")[1]
    assert "held_back" not in checked('rules-as-of: "0.1"', "--select", "PB001")[1]
    checked('rules-as-of: "0.1"\nignore: [PB001]')
    zh = gouji("check", "report.json", "--format", "concise").stdout
    assert "rules-as-of 之后新增的 1 条规则没有启用" in zh
    en = gouji("check", "report.json", "--format", "concise", "--lang", "en").stdout
    assert "1 rule newer than rules-as-of not run" in en
    checked("ignore: [PB001, PB002]")
    # Nobody misses a rule on trial: it makes no “1 of 2 rules”.
    on, known = 61, 63
    assert f"启用了 {known} 条规则中的 {on} 条" in gouji("check", "report.json", "--format", "concise").stdout


def test_a_run_of_rules_that_are_all_held_back_says_how_to_run_them(
    gouji: Callable[..., Result], tmp_path: Path
) -> None:
    (tmp_path / "gouji.yaml").write_text('packs: [probe.yaml]\nrules-as-of: "0.0.9"\n', encoding="utf-8")
    result = gouji("check", "report.json")
    assert result.exit_code == 2
    assert "--preview" in result.stderr
    assert "1 条是预览规则" in result.stderr


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ('"99.0"', f"gouji.yaml:1:14: rules-as-of 99.0 比正在使用的 gouji {__version__} 新；请升级"),
        ("0.1", '应为文字，请加引号写作 "0.1"'),
        ("latest", "gouji 的版本号"),
        ('"0.1; "', "gouji 的版本号"),
    ],
)
def test_a_release_that_cannot_be_is_an_error(
    gouji: Callable[..., Result], tmp_path: Path, written: str, remedy: str
) -> None:
    (tmp_path / "gouji.yaml").write_text(f"rules-as-of: {written}\n", encoding="utf-8")
    result = gouji("check", "report.json")
    assert result.exit_code == 2
    assert remedy in result.stderr


def test_settings_that_are_extended_state_both(checked: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text('rules-as-of: "0.1"\npreview: true\n', encoding="utf-8")
    assert sorted(checked("extends: base.yaml")[0]) == ["PB001", "PB003"]
    assert sorted(checked("extends: base.yaml\npreview: false")[0]) == ["PB001"]
    assert sorted(checked(f'extends: base.yaml\nrules-as-of: "{__version__}"')[0]) == ["PB001", "PB003"]


def test_rules_are_listed_with_their_release(gouji: Callable[..., Result]) -> None:
    listed = {
        rule["code"]: rule for rule in json.loads(gouji("rules", "--pack", "probe.yaml", "--format", "json").stdout)
    }
    assert (listed["CN201"]["since"], listed["CN201"]["preview"]) == ("0.1", False)
    assert (listed["PB002"]["since"], listed["PB002"]["on"]) == ("0.1.1", True)
    assert (listed["PB003"]["preview"], listed["PB003"]["on"]) == (True, False)
    lines = gouji("rules", "--pack", "probe.yaml").stdout.splitlines()
    assert [line.split()[0] for line in lines if "PB003" in line and "（预览）" in line] == ["-"]
    on_trial = gouji("rules", "--pack", "probe.yaml", "--preview", "--format", "json").stdout
    assert all(rule["on"] for rule in json.loads(on_trial))


def test_a_rule_is_explained_with_its_release(gouji: Callable[..., Result]) -> None:
    assert "自 gouji 0.1.1 起" in gouji("explain", "newer-rule", "--pack", "probe.yaml").stdout
    told = gouji("explain", "PB003", "--pack", "probe.yaml").stdout
    assert "预览规则" in told
    assert "--preview" in told
    assert "预览规则" not in gouji("explain", "CN201").stdout


def test_config_show_tells_where_both_come_from(gouji: Callable[..., Result], checked: Callable[..., Any]) -> None:
    checked('rules-as-of: "0.1"\npreview: false')
    lines = gouji("config", "show", "report.json", "--origin").stdout.splitlines()
    assert "rules-as-of: 0.1  [gouji.yaml:2]" in lines
    assert "preview: false  [gouji.yaml:3]" in lines
    assert "- PB002 newer-rule warning  [gouji.yaml:2]" in lines
    assert "- PB003 trial-rule warning  [gouji.yaml:3]" in lines
    lines = gouji("config", "show", "report.json", "--preview").stdout.splitlines()
    assert "preview: true  [命令行 --preview]" in lines
    assert "+ PB003 trial-rule warning  [命令行 --preview]" in lines
    lines = gouji("config", "show", "report.json", "--no-origin").stdout.splitlines()
    assert "rules-as-of: 0.1" in lines
    assert "- PB002 newer-rule warning" in lines
    bare = gouji("config", "show", "report.json", "--no-origin", "--format", "json").stdout
    assert "origin" not in bare
    assert json.loads(bare)["settings"]


def test_what_is_not_stated_is_said_to_be_so(gouji: Callable[..., Result]) -> None:
    lines = gouji("config", "show", "report.json", "--pack", "probe.yaml").stdout.splitlines()
    assert "rules-as-of: （无）" in lines
    assert "preview: false  [默认]" in lines
    assert "- PB003 trial-rule warning  [预览规则]" in lines


def test_the_cases_of_a_pack_are_tried_whatever_runs(gouji: Callable[..., Result]) -> None:
    result = gouji("pack", "test", "probe.yaml")
    assert result.exit_code == 0
    assert "3 条规则" in result.stdout


def test_a_pack_states_a_release_as_a_number(gouji: Callable[..., Result], tmp_path: Path) -> None:
    rule = RULE.format(code="PB001", name="settled-rule", more='since: "soon"')
    (tmp_path / "probe.yaml").write_text(HEAD + rule, encoding="utf-8")
    result = gouji("pack", "test", "probe.yaml")
    assert result.exit_code == 2
    assert '如 "0.1"' in result.stderr


def test_results_kept_are_those_of_the_same_rules(
    gouji: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOUJI_CACHE_DIR", str(tmp_path / "cache"))
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(MANY + 1):
        (folder / f"{number:02}.json").write_text(clean(), encoding="utf-8")

    def found(*options: str) -> set[str]:
        arguments = ("reports", "--pack", "probe.yaml", "--format", "concise", "--jobs", "1", *options)
        lines = gouji("check", *arguments).stdout.splitlines()
        return {line.split(": ")[1][:5] for line in lines if "PB00" in line}

    assert found() == {"PB001", "PB002"}
    assert found("--preview") == {"PB001", "PB002", "PB003"}
    (tmp_path / "gouji.yaml").write_text('rules-as-of: "0.1"\n', encoding="utf-8")
    assert found() == {"PB001"}
    (tmp_path / "gouji.yaml").write_text("preview: true\n", encoding="utf-8")
    assert found() == {"PB001", "PB002", "PB003"}


def test_help_tells_of_rules_on_trial(gouji: Callable[..., Result]) -> None:
    for command in ("check", "rules", "annotate"):
        assert "--preview" in gouji(command, "--help").stdout
