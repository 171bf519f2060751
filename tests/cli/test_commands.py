from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from click.testing import Result
from jsonschema import Draft202012Validator

from gouji import __version__
from gouji.cli import COMMANDS
from gouji.regions import widened
from gouji.report import AGENCY_KINDS
from gouji.testing import registry

Gouji = Callable[..., Result]


def test_the_version(gouji: Gouji) -> None:
    assert gouji("--version").stdout == f"gouji {__version__}\n"


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_help_speaks_both_languages(gouji: Gouji, command: str) -> None:
    result = gouji(command, "--help")
    assert result.exit_code == 0
    assert any("\u4e00" <= character <= "\u9fff" for character in result.stdout)
    assert COMMANDS[command].split(".")[0].split()[0].lower() in result.stdout.lower()
    module = __import__(f"gouji.cli.{command}", fromlist=["command"])
    assert module.command.get_short_help_str(200) == COMMANDS[command]


def test_an_unknown_command_is_answered_with_a_suggestion(gouji: Gouji) -> None:
    result = gouji("chek", "a.json")
    assert result.exit_code == 2
    assert "是否想写 check？" in result.stderr


class TestCommandsOfPlugins:
    @pytest.fixture
    def plugin(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
        def offer(name: str) -> None:
            @click.command(name, short_help="Greet.")
            def hello() -> None:
                click.echo("您好")

            from gouji import plugins
            from gouji.plugins import Registry

            def load(installed: bool = True) -> Registry:
                return Registry(commands={name: hello} if installed else {})

            monkeypatch.setattr(plugins, "load", load)

        return offer

    def test_are_found_and_listed(self, gouji: Gouji, plugin: Callable[[str], None]) -> None:
        plugin("hello")
        assert gouji("hello").stdout == "您好\n"
        listed = gouji("--help").stdout
        assert "hello" in listed
        assert "Greet." in listed

    def test_may_not_take_a_built_in_name(self, gouji: Gouji, plugin: Callable[[str], None]) -> None:
        plugin("check")
        result = gouji("--help")
        assert result.exit_code == 2
        assert "check" in result.stderr


class TestRules:
    def test_every_rule_is_listed(self, gouji: Gouji) -> None:
        result = gouji("rules", "--no-plugins")
        assert result.exit_code == 0
        lines = result.stdout.splitlines()
        assert [line.split()[1] for line in lines] == [rule.code for rule in registry().rules]
        assert all(line.startswith("+ ") for line in lines)

    def test_settings_and_options_decide_what_is_on(self, gouji: Gouji) -> None:
        Path("gouji.yaml").write_text("ignore: [CN104]\nseverity: {CN201: info}\n", encoding="utf-8")
        listed = {rule["code"]: rule for rule in json.loads(gouji("rules", "--format", "json", "--no-plugins").stdout)}
        assert listed["CN104"]["on"] is False
        assert listed["CN201"] == {
            "code": "CN201",
            "name": "row-total",
            "category": "arithmetic",
            "severity": "info",
            "on": True,
            "pack": "national",
            "since": "0.1",
            "preview": False,
            "title": registry().rule("CN201").title_in("zh"),  # type: ignore[union-attr]
        }
        result = gouji("rules", "--select", "CN104", "--format", "json", "--no-plugins")
        on = {rule["code"] for rule in json.loads(result.stdout) if rule["on"]}
        assert {code for code in on if not code.startswith("GJ")} == {"CN104"}

    def test_an_unknown_selector_is_an_error(self, gouji: Gouji) -> None:
        assert gouji("rules", "--select", "nonsense-rule").exit_code == 2


class TestExplain:
    @pytest.mark.parametrize("rule", registry().rules, ids=lambda rule: rule.name)
    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_every_rule(self, gouji: Gouji, rule: Any, lang: str) -> None:
        result = gouji("explain", rule.code, "--lang", lang)
        assert result.exit_code == 0
        assert result.stdout.startswith(f"{rule.code} {rule.name} ({rule.category.value}, {rule.severity.label})")
        assert rule.title_in(lang) in result.stdout
        for key, texts in rule.messages.items():
            assert f"{key}: {texts[lang]}" in result.stdout
        for basis in rule.basis:
            assert basis.title in result.stdout
            assert str(basis.first_year or "") in result.stdout
        for case in (*rule.invalid, *rule.valid):
            for line in (case.text or case.body or "").strip().splitlines():
                assert line.strip() in result.stdout
            assert case.note in result.stdout

    def test_options_are_told_with_types_and_defaults(self) -> None:
        from dataclasses import dataclass, field

        from gouji.cli.explain import explanation

        @dataclass(frozen=True)
        class Limit:
            most: int = field(default=1000, metadata={"description": "字数上限", "title": "the most characters"})
            words: tuple[str, ...] = ("目前",)

        rule = registry().rules[0]._replace(options=Limit)
        lines = list(explanation(rule, "zh"))
        assert "  most: integer = 1000  字数上限 the most characters" in lines
        assert '  words: array of string = ["目前"]' in lines

    def test_a_case_is_shown_as_a_reader_would_see_it(self, gouji: Gouji) -> None:
        told = gouji("explain", "CN104", "--lang", "zh").stdout
        assert "  · ## 一、总体情况  （2023 年度" in told
        assert "    ## 二、主动公开政府信息情况\n    见附表。\n" in told
        assert "空白" in gouji("explain", "CN205", "--lang", "zh").stdout
        late = gouji("explain", "CN306", "--lang", "zh").stdout
        assert (
            "  · （一份完整的报告）  （2023 年度；kind: department；published: 2024-01-31；当日公布不算逾期）\n" in late
        )
        for rule in registry().rules:
            assert '"heading"' not in gouji("explain", rule.code).stdout

    def test_by_name_and_in_any_case(self, gouji: Gouji) -> None:
        by_code = gouji("explain", "CN104").stdout
        assert gouji("explain", "duplicate-heading").stdout == by_code
        assert gouji("explain", "cn104").stdout == by_code

    def test_an_unknown_rule_is_answered_with_a_suggestion(self, gouji: Gouji) -> None:
        result = gouji("explain", "duplicate-headin")
        assert result.exit_code == 2
        assert "是否想写 duplicate-heading？" in result.stderr


class TestSchema:
    @pytest.mark.parametrize("name", ["report", "config", "output"])
    def test_is_printed(self, gouji: Gouji, name: str) -> None:
        result = gouji("schema", name)
        assert json.loads(result.stdout)["$id"] == f"urn:gouji:{name}.schema.json"

    def test_another_name_is_an_error(self, gouji: Gouji) -> None:
        assert gouji("schema", "reports").exit_code == 2

    def test_the_kinds_of_organ_are_those_of_report_json(self, gouji: Gouji) -> None:
        report = json.loads(gouji("schema", "report").stdout)["properties"]["agency"]["properties"]
        config = json.loads(gouji("schema", "config").stdout)["properties"]["files"]["items"]["properties"]
        assert report["kind"]["enum"] == config["kind"]["enum"] == list(AGENCY_KINDS)
        # Settings take a shorter code too, and make it six digits.
        for code, is_one in (("33", True), ("3301", True), ("330106", True), ("330", False), ("", False)):
            assert bool(re.search(config["region"]["pattern"], code)) is is_one
            assert not is_one or re.search(report["region"]["pattern"], widened(code))


class TestInit:
    def test_writes_settings_that_can_be_used_as_they_are_and_with_every_example(
        self, gouji: Gouji, tmp_path: Path
    ) -> None:
        from gouji.settings import load

        assert gouji("init", str(tmp_path)).exit_code == 0
        file = tmp_path / "gouji.yaml"
        assert load(file).select == ()
        schema = json.loads(gouji("schema", "config").stdout)
        Draft202012Validator(schema).validate(yaml.safe_load(file.read_text(encoding="utf-8")))
        text = file.read_text(encoding="utf-8")
        keys = ("lang", "select", "ignore", "severity", "fail-on", "exclude", "suppress", "files", "  ")
        examples = [line[2:] for line in text.splitlines() if line[2:].startswith(tuple(f"{key}" for key in keys))]
        file.write_text("\n".join(line for line in examples if ":" in line or line.startswith("  ")), encoding="utf-8")
        settings = load(file)
        settings.rule_options(registry().rules)
        assert settings.files
        assert settings.suppress
        assert settings.exclude
        assert settings.select

    def test_never_overwrites(self, gouji: Gouji, tmp_path: Path) -> None:
        file = tmp_path / "gouji.yaml"
        file.write_text("lang: en\n", encoding="utf-8")
        result = gouji("init")
        assert result.exit_code == 2
        assert file.read_text(encoding="utf-8") == "lang: en\n"

    def test_a_folder_that_does_not_exist(self, gouji: Gouji) -> None:
        assert gouji("init", "nowhere").exit_code == 2
