"""The project's conventions, kept true."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import rule_docs

import gouji_rules
from gouji import hooks
from gouji.finding import Finding
from gouji.plugins import DEFAULT_PLUGINS
from gouji.report import Report
from gouji.rule import Case, Category, Rule
from gouji.testing import case_data, registry

ROOT = Path(__file__).parents[1]
RULES = registry().rules
NATIONAL = [rule for rule in RULES if rule.code.startswith("CN")]
FAMILIES = {
    Category.INPUT: "GJ0",
    Category.STRUCTURE: "CN1",
    Category.ARITHMETIC: "CN2",
    Category.YEARS: "CN3",
    Category.CONSISTENCY: "CN4",
    Category.WORDING: "CN5",
    Category.CITATION: "CN6",
    Category.PRIVACY: "CN7",
    Category.SERIES: "CN8",
    Category.AREA: "CN8",
}
HAN = re.compile(r"[\u4e00-\u9fff]")


def modules(*roots: str) -> list[Path]:
    return sorted(path for root in roots for path in (ROOT / root).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    """Yield every module a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or ""


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def placeholders(template: str) -> set[str]:
    """Return what a template is filled with; `hint` and `hint_en` are one thing in two languages."""
    return {re.sub("_(zh|en)$", "", name) for _, name, _, _ in string.Formatter().parse(template) if name}


@cache
def rule_tests() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in modules("tests/rules"))


def findings(rule: Rule, case: Case) -> list[Finding]:
    """Return what a rule yields on a case."""
    assert rule.check is not None
    options = None if rule.options is None else rule.options(**(case.options or {}))
    return list(rule.check(Report(case_data(case), registry().formats), options))


@cache
def messages_used(code: str) -> frozenset[str]:
    """Return the keys of the messages that a rule's invalid cases use, those of related places and fixes included."""
    rule = registry().rule(code)
    used: set[str] = set()
    for finding in () if rule is None else (finding for case in rule.invalid for finding in findings(rule, case)):
        used |= {finding.message, *(related.message for related in finding.related)}
        if finding.fix is not None:
            used.add(finding.fix.title)
    return frozenset(used)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_tells_of_itself_in_chinese(rule: Rule) -> None:
    title, *rest = rule.documentation("zh").splitlines()
    assert HAN.search(title)
    assert title.endswith("。")
    assert any(HAN.search(line) for line in rest)


def test_there_are_rules_of_every_family_the_project_exists_for() -> None:
    assert {Category.STRUCTURE, Category.ARITHMETIC, Category.YEARS} <= {rule.category for rule in NATIONAL}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
class TestEveryRule:
    def test_says_what_it_finds_in_one_sentence_and_then_why(self, rule: Rule) -> None:
        assert rule.title.endswith("."), rule.title
        assert len(rule.title) <= 140
        rest = rule.doc.strip().partition("\n")[2]
        assert rest.startswith("\n"), "a blank line after the first sentence"
        assert len(rest.strip()) > 40, "the documentation says why, and when the rule stays silent"

    def test_bears_a_code_of_its_family(self, rule: Rule) -> None:
        assert rule.code.startswith(FAMILIES[rule.category])

    def test_speaks_chinese_and_english_of_the_same_things(self, rule: Rule) -> None:
        for key, texts in rule.messages.items():
            assert set(texts) == {"zh", "en"}, key
            assert placeholders(texts["en"]) <= placeholders(texts["zh"]), (
                f"{key}: the English tells what the Chinese does not"
            )
            if texts["zh"] != "{reason}":
                assert HAN.search(texts["zh"]), key
                assert re.search(r"[a-z]{3}", texts["en"]), key

    def test_names_identity_data_that_its_findings_carry(self, rule: Rule) -> None:
        assert isinstance(rule.identity, tuple)
        assert len(set(rule.identity)) == len(rule.identity)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.check is not None], ids=lambda rule: rule.name)
class TestEveryRuleWithACheck:
    def test_has_cases_of_both_kinds(self, rule: Rule) -> None:
        assert rule.invalid
        assert rule.valid

    def test_states_where_its_invalid_cases_fire(self, rule: Rule) -> None:
        for case in rule.invalid:
            assert case.at, repr(case)

    def test_states_each_message_in_a_case_that_yields_it_alone(self, rule: Rule) -> None:
        yielded = [({finding.message for finding in findings(rule, case)}, case.message) for case in rule.invalid]
        alone = {message for messages, _ in yielded for message in messages if len(messages) == 1}
        assert len(alone) <= 1 or alone <= {stated for _, stated in yielded}

    def test_shows_each_of_its_messages_in_a_case(self, rule: Rule) -> None:
        """Messages that several rules share are shown by the cases of one of them, rare ones by a test of the rule."""
        unseen = {key for key in set(rule.messages) - messages_used(rule.code) if f'"{key}"' not in rule_tests()}
        elsewhere = {
            key
            for other in RULES
            if other is not rule and other.check is not None
            for key in unseen & messages_used(other.code)
            if other.messages[key] == rule.messages[key]
        }
        assert not unseen - elsewhere


@pytest.mark.parametrize("rule", NATIONAL, ids=lambda rule: rule.name)
def test_a_national_rule_is_a_module_named_after_it(rule: Rule) -> None:
    category, _, module = rule.source.removeprefix("gouji_rules.").partition(".")
    assert category == rule.category.value
    assert module == rule.name.replace("-", "_")


def test_every_rule_module_is_listed_and_every_listed_module_is_there() -> None:
    there = {
        f"{path.parent.name}.{path.stem}"
        for path in modules("rules/gouji_rules")
        if re.search("^@rule\\(", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert there == set(gouji_rules.RULES)
    assert list(gouji_rules.RULES) == sorted(gouji_rules.RULES)


def test_codes_and_names_are_unique() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)


def test_imports_point_one_way() -> None:
    assert "gouji_rules" in DEFAULT_PLUGINS
    for path in modules("linter"):
        assert not [name for name in imports(path) if name.split(".")[0] == "gouji_rules"], shown(path)
    for path in modules("schemas"):
        assert not [name for name in imports(path) if name.split(".")[0] in ("gouji", "gouji_rules")], shown(path)


def test_the_engine_names_no_rule_of_the_national_pack() -> None:
    for path in modules("linter"):
        strings = {
            node.value
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        named = {rule.code for rule in NATIONAL} | {rule.name for rule in NATIONAL}
        assert not named & strings, shown(path)


def test_no_module_is_imported_by_the_path_it_has_in_the_repository() -> None:
    for path in modules("linter", "rules", "schemas", "tests", "scripts", "benchmarks", "examples"):
        assert not {name.split(".")[0] for name in imports(path)} & {"linter", "rules", "schemas"}, shown(path)


def test_rules_compile_no_pattern_at_import() -> None:
    for path in modules("rules"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        top = [node for node in tree.body if isinstance(node, (ast.Assign, ast.AnnAssign))]
        calls = [call for node in top for call in ast.walk(node) if isinstance(call, ast.Call)]
        assert not [call for call in calls if ast.unparse(call.func) == "re.compile"], shown(path)


def test_every_equation_belongs_to_a_rule() -> None:
    codes = {rule.code: rule for rule in RULES}
    equations = [
        equation
        for edition in registry().formats.all()
        for form in edition.tables.values()
        for equation in form.equations
    ]
    assert equations
    for equation in equations:
        assert equation.rule in codes, equation
        assert codes[equation.rule].category is Category.ARITHMETIC


def test_every_hook_is_documented_and_tested() -> None:
    documented = (ROOT / "docs" / "hooks.md").read_text(encoding="utf-8")
    tests = "\n".join(path.read_text(encoding="utf-8") for path in modules("tests") if path != Path(__file__))
    names = [name for name in vars(hooks) if name.startswith("gouji_")]
    assert names
    for name in names:
        assert (getattr(hooks, name).__doc__ or "").strip(), name
        assert f"`{name}`" in documented, f"{name} is not in docs/hooks.md"
        assert re.search(rf"\b{name}=", tests), f"no test implements {name}"


def test_every_reader_and_writer_is_documented_and_tested() -> None:
    documented = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    for reader in registry().readers:
        for extension in reader.extensions:
            assert f"`{extension}`" in documented, f"{extension} is not in docs/cli.md"
        assert (ROOT / "tests" / "readers" / f"test_{reader.kind}.py").exists(), reader.kind
    for writer in registry().writers.values():
        assert f"`{writer.name}`" in documented, f"format {writer.name} is not in docs/cli.md"
        assert (ROOT / "tests" / "writers" / f"test_{writer.name}.py").exists(), writer.name


def test_the_page_of_rules_is_current() -> None:
    current = rule_docs.TARGET.read_text(encoding="utf-8")
    assert current == rule_docs.page(), "docs/rules.md is out of date: run `make docs`"


def test_no_sentence_of_the_real_reports_stands_in_the_project(cases: Path) -> None:
    """Eighteen Chinese characters in a row that are shared, and are no text of the law or the form, were copied."""
    length = 18
    real = {
        words[i : i + length]
        for path in cases.glob("*.txt")
        for words in own_words(path.read_text(encoding="utf-8"))
        for i in range(len(words) - length + 1)
    }
    assert real
    for path in [*modules("linter", "rules", "tests", "examples"), *(ROOT / "examples").rglob("*.txt")]:
        for words in own_words(path.read_text(encoding="utf-8")):
            taken = {words[i : i + length] for i in range(len(words) - length + 1)} & real
            assert not taken, f"{shown(path)}: {taken}"


def own_words(text: str) -> list[str]:
    """Return the Chinese of a text between the words that the law and the form prescribe."""
    return re.split(prescribed(), "".join(HAN.findall(text)))


@cache
def prescribed() -> str:
    """A pattern of the labels, headings and titles of the format editions, the longest first."""
    words = {"以下简称条例", "中华人民共和国政府信息公开条例", "年政府信息公开工作年度报告"}
    for path in (ROOT / "schemas" / "gouji_schemas" / "formats").glob("*.yaml"):
        for part in re.split(r"[\n:,\[\]{}#]", path.read_text(encoding="utf-8")):
            words.add("".join(HAN.findall(part)))
    return "|".join(sorted((word for word in words if len(word) > 1), key=len, reverse=True))
