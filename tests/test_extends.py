"""Settings that build on others, and what they say of single files."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import gouji_schemas
from gouji.finding import Severity
from gouji.rule import Category, Rule
from gouji.settings import Finder, Given, Settings, SettingsError, load

Write = Callable[..., Path]


@dataclass(frozen=True)
class Limit:
    most: int = 1000
    least: int = 0


def a_rule(code: str, name: str, category: Category, options: type | None = None) -> Rule:
    return Rule(code, name, category, Severity.WARNING, {}, None, "Doc.", options=options)


RULES = (
    a_rule("GJ005", "unrecognised-table", Category.INPUT),
    a_rule("CN104", "duplicate-heading", Category.STRUCTURE),
    a_rule("CN116", "overview-too-long", Category.STRUCTURE, Limit),
    a_rule("CN201", "row-total", Category.ARITHMETIC),
    a_rule("CN301", "stale-year", Category.YEARS),
)
NOTHING = Given()


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str, name: str = "gouji.yaml") -> Path:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    return written


def on(settings: Settings, given: Given = NOTHING) -> list[str]:
    selection = settings.selection(given, RULES)
    return [rule.code for rule in RULES if selection.is_on(rule) and rule.category is not Category.INPUT]


def level(settings: Settings, code: str, given: Given = NOTHING) -> Severity:
    selection = settings.selection(given, RULES)
    return selection.severity_of(next(rule for rule in RULES if rule.code == code))


def mistakes(file: Path) -> str:
    with pytest.raises(SettingsError) as caught:
        load(file).rule_options(RULES)
    return caught.value.zh.replace(f"{file.parent}/", "")


class TestExtends:
    def test_values_come_from_the_base_unless_stated(self, write: Write) -> None:
        write("lang: en\nfail-on: info\nbaseline: known.json\n", "shared/base.yaml")
        file = write("extends: shared/base.yaml\nfail-on: warning\n")
        settings = load(file)
        assert settings.lang == "en"
        assert settings.fail_on is Severity.WARNING
        assert settings.baseline == file.parent / "shared" / "known.json"

    def test_of_several_the_later_wins_and_the_file_itself_over_all(self, write: Write) -> None:
        write("lang: en\nfail-on: info\nseverity: {row-total: info, CN104: info}\n", "a.yaml")
        write("fail-on: warning\nseverity: {row-total: error}\n", "b.yaml")
        settings = load(write("extends: [a.yaml, b.yaml]\nlang: zh\n"))
        assert (settings.lang, settings.fail_on) == ("zh", Severity.WARNING)
        assert level(settings, "CN201") is Severity.ERROR
        assert level(settings, "CN104") is Severity.INFO

    def test_select_replaces_and_ignore_takes_away(self, write: Write) -> None:
        write("ignore: [CN104]\n", "base.yaml")
        assert on(load(write("extends: base.yaml\n"))) == ["CN116", "CN201", "CN301"]
        assert on(load(write("extends: base.yaml\nignore: [years]\n"))) == ["CN116", "CN201"]
        assert on(load(write("extends: base.yaml\nselect: [structure]\n"))) == ["CN104", "CN116"]

    def test_a_wide_selector_of_the_file_wins_over_a_narrow_one_of_the_base(self, write: Write) -> None:
        write("select: [stale-year]\nseverity: {stale-year: error}\n", "base.yaml")
        settings = load(write("extends: base.yaml\nignore: [CN3]\nseverity: {CN: info}\n"))
        assert on(settings) == []
        assert level(settings, "CN301") is Severity.INFO

    def test_the_command_line_wins_over_all(self, write: Write) -> None:
        write("ignore: [ALL]\nseverity: {CN201: info}\n", "base.yaml")
        settings = load(write("extends: base.yaml\n"))
        given = Given(select=("CN201",), severity={"CN": Severity.ERROR})
        assert on(settings, given) == ["CN201"]
        assert level(settings, "CN201", given) is Severity.ERROR

    def test_options_are_put_together_option_by_option(self, write: Write) -> None:
        write("options: {overview-too-long: {most: 800, least: 10}}\n", "base.yaml")
        settings = load(write("extends: base.yaml\noptions: {CN116: {most: 900}}\n"))
        assert settings.rule_options(RULES) == {"CN116": Limit(900, 10)}

    def test_globs_are_relative_to_the_file_they_stand_in(self, write: Write, tmp_path: Path) -> None:
        write("exclude: [drafts]\nfiles: [{path: 'towns/**', kind: gov_township}]\n", "base.yaml")
        settings = load(write("extends: ../base.yaml\nexclude: [old]\n", "2023/gouji.yaml"))
        assert settings.excludes(str(tmp_path / "drafts" / "a.txt"))
        assert not settings.excludes(str(tmp_path / "2023" / "drafts" / "a.txt"))
        assert settings.excludes(str(tmp_path / "2023" / "old" / "a.txt"))
        assert settings.metadata(str(tmp_path / "towns" / "a.txt")) == {"kind": "gov_township"}

    def test_suppressions_add_up_and_know_their_file(self, write: Write) -> None:
        base = write("suppress: [{rule: CN201, reason: 甲}]\n", "base.yaml")
        file = write("extends: base.yaml\nsuppress: [{rule: CN301, reason: 乙}]\n")
        assert [(item.rule, item.source) for item in load(file).suppress] == [
            ("CN201", str(base)),
            ("CN301", str(file)),
        ]

    def test_a_base_that_two_extend_counts_once(self, write: Write) -> None:
        write("suppress: [{rule: CN201, reason: 甲}]\n", "root.yaml")
        write("extends: root.yaml\n", "a.yaml")
        write("extends: root.yaml\n", "b.yaml")
        assert len(load(write("extends: [a.yaml, b.yaml]\n")).suppress) == 1

    def test_a_setting_knows_where_it_comes_from(self, write: Write) -> None:
        base = write("lang: en\nfail-on: info\n", "base.yaml")
        file = write("extends: base.yaml\nfail-on: error\n")
        settings = load(file)
        assert settings.origin("lang") == (base, 1, 7)
        assert settings.origin("fail-on") == (file, 2, 10)
        assert settings.origin("baseline") is None

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("extends: none.yaml\n", "gouji.yaml:1:10: 没有这个文件：none.yaml"),
            ("extends: [good.yaml, none.yaml]\n", "gouji.yaml:1:22: 没有这个文件：none.yaml"),
            ("extends: gouji.yaml\n", "gouji.yaml:1:10: extends 绕成了圈："),
            ("extends: 3\n", "gouji.yaml:1:10: 应为列表（如 [甲, 乙]）"),
            ("extends: [3]\n", 'gouji.yaml:1:11: 应为文字，请加引号写作 "3"'),
            ("extends: bad-key.yaml\n", "bad-key.yaml:2:1: 没有名为 langs 的键；是否想写 lang？"),
            ("extends: bad-rule.yaml\n", "bad-rule.yaml:1:10: 没有与“CN9”相符的规则；是否想写 CN104？"),
        ],
    )
    def test_a_mistake_is_told_in_the_file_it_is_in(self, write: Write, text: str, expected: str) -> None:
        write("lang: zh\n", "good.yaml")
        write("lang: zh\nlangs: zh\n", "bad-key.yaml")
        write("ignore: [CN9]\n", "bad-rule.yaml")
        assert expected.split("；", maxsplit=1)[0] in mistakes(write(text))

    def test_a_circle_of_several_files_is_told_with_its_way(self, write: Write) -> None:
        write("extends: b.yaml\n", "a.yaml")
        write("extends: c.yaml\n", "b.yaml")
        write("extends: a.yaml\n", "c.yaml")
        told = mistakes(write("extends: a.yaml\n"))
        assert told == "c.yaml:1:10: extends 绕成了圈：a.yaml → b.yaml → c.yaml → a.yaml"


FILES = """\
severity: {CN201: info}
files:
  - {path: "towns/**", kind: gov_township, ignore: [years], severity: {CN201: error}}
  - {path: "towns/2020/*.txt", year: 2020, options: {overview-too-long: {most: 800}}}
  - {path: "strict.txt", select: [years]}
"""


class TestRulesForSomeFiles:
    def test_what_is_said_holds_for_those_files(self, write: Write, tmp_path: Path) -> None:
        write(FILES)
        finder = Finder()
        town = finder.for_file(str(tmp_path / "towns" / "a.txt"))
        assert on(town) == ["CN104", "CN116", "CN201"]
        assert level(town, "CN201") is Severity.ERROR
        other = finder.for_file(str(tmp_path / "a.txt"))
        assert on(other) == ["CN104", "CN116", "CN201", "CN301"]
        assert level(other, "CN201") is Severity.INFO
        assert on(finder.for_file(str(tmp_path / "strict.txt"))) == ["CN301"]

    def test_entries_add_up(self, write: Write, tmp_path: Path) -> None:
        write(FILES)
        path = str(tmp_path / "towns" / "2020" / "a.txt")
        settings = Finder().for_file(path)
        assert settings.rule_options(RULES) == {"CN116": Limit(800)}
        assert "CN301" not in on(settings)
        assert settings.metadata(path) == {"kind": "gov_township", "year": 2020}

    def test_the_command_line_wins(self, write: Write, tmp_path: Path) -> None:
        write(FILES)
        town = Finder().for_file(str(tmp_path / "towns" / "a.txt"))
        assert on(town, Given(select=("CN301",))) == ["CN301"]

    def test_files_of_which_the_same_is_said_share_their_settings(self, write: Write, tmp_path: Path) -> None:
        write(FILES)
        finder = Finder()
        first, second, other = (
            finder.for_file(str(tmp_path / name)) for name in ("towns/a.txt", "towns/b.txt", "c.txt")
        )
        assert first is second
        assert other is not first
        assert other is finder.for_file(str(tmp_path / "d.txt"))

    @pytest.mark.parametrize(
        ("entry", "expected"),
        [
            ("{path: a, ignore: [CN9]}", "gouji.yaml:2:24: 没有与“CN9”相符的规则"),
            ("{path: a, severity: {CN9: info}}", "gouji.yaml:2:26: 没有与“CN9”相符的规则"),
            ("{path: a, severity: {CN1: bad}}", "gouji.yaml:2:31: 不能写 bad"),
            ("{path: a, options: {CN104: {}}}", "gouji.yaml:2:25: 规则 CN104 没有选项，请删去"),
            ("{path: a, options: {CN116: {mots: 3}}}", "gouji.yaml:2:33: 没有名为 mots 的键；是否想写 most？"),
            ("{path: a, ignore: [GJ005]}", "gouji.yaml:2:24: GJ005 说明哪些内容没有检查，不能停用"),
        ],
    )
    def test_a_mistake_is_told_though_no_file_is_met(self, write: Write, entry: str, expected: str) -> None:
        assert expected in mistakes(write(f"files:\n  - {entry}\n"))

    def test_the_command_line_takes_account_of_them(self, gouji_check: Callable[..., Any], write: Write) -> None:
        write('select: [arithmetic]\nfiles: [{path: "towns/**", ignore: [ALL]}]\n')
        from gouji.cli.convert import report_text
        from gouji.testing import sample, set_cell

        data = sample(2023)
        set_cell(data, "requests/granted/total", 3)
        write(report_text(data), "towns/a.json")
        write(report_text(data), "b.json")
        found = gouji_check()
        assert {finding["path"] for finding in found["findings"]} == {"b.json"}
        assert len(found["files"]) == 2


@pytest.fixture
def gouji_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    from click.testing import CliRunner

    from gouji.cli import main

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOUJI_LANG", "zh")

    def check() -> Any:
        result = CliRunner().invoke(main, ["check", ".", "--format", "json"])
        assert result.exit_code == 1
        return json.loads(result.stdout)

    return check


def test_the_schema_takes_a_file_or_a_list(write: Write) -> None:
    from jsonschema import Draft202012Validator

    schema = json.loads((Path(gouji_schemas.__file__).parent / "config.schema.json").read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema)
    assert validator.is_valid({"extends": "a.yaml"})
    assert validator.is_valid({"extends": ["a.yaml"]})
    assert not validator.is_valid({"extends": {"a": 1}})
