from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import gouji_schemas
from gouji.finding import Severity
from gouji.globs import covers, matches
from gouji.located import Misplaced, read
from gouji.rule import Category, Rule
from gouji.settings import Finder, Settings, SettingsError, load


@dataclass(frozen=True)
class Limit:
    most: int = 1000


def a_rule(code: str, name: str, category: Category = Category.WORDING, options: type | None = None) -> Rule:
    return Rule(code, name, category, Severity.WARNING, {}, None, "Doc.", options=options)


RULES = (
    a_rule("GJ005", "unrecognised-table", Category.INPUT),
    a_rule("CN104", "duplicate-heading", Category.STRUCTURE),
    a_rule("CN116", "overview-too-long", Category.STRUCTURE, Limit),
    a_rule("CN201", "row-total", Category.ARITHMETIC),
    a_rule("CN301", "stale-year", Category.YEARS),
)


@pytest.fixture
def write(tmp_path: Path) -> Any:
    def written(text: str, folder: str = ".") -> Path:
        file = tmp_path / folder / "gouji.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
        return file

    return written


def told(file: Path, check_rules: bool = False) -> list[str]:
    settings = load(file) if check_rules else None
    with pytest.raises(SettingsError) as caught:
        load(file) if settings is None else settings.rule_options(RULES)
    assert len(caught.value.en.splitlines()) == len(caught.value.zh.splitlines())
    return [line.replace(f"{file}:", "") for line in caught.value.zh.splitlines()]


def test_every_key_is_read(write: Any) -> None:
    file = write(
        """
lang: en
select: [structure, CN301]
ignore: [CN104]
severity: {CN301: info}
fail-on: warning
options:
  overview-too-long: {most: 800}
exclude: [drafts, "**/*.bak.txt"]
files:
  - {path: "**", year: 2022, published: 2023-01-20}
  - {path: "towns/*.txt", kind: gov_township, year: 2023}
"""
    )
    settings = load(file)
    assert settings.lang == "en"
    assert settings.fail_on is Severity.WARNING
    assert settings.rule_options(RULES) == {"CN116": Limit(800)}
    assert settings.severity == {"CN301": Severity.INFO}
    assert settings.excludes(str(file.parent / "drafts" / "deep" / "a.txt"))
    assert settings.excludes(str(file.parent / "x" / "y.bak.txt"))
    assert not settings.excludes(str(file.parent / "a.txt"))
    assert settings.metadata(str(file.parent / "towns" / "a.txt")) == {
        "year": 2023, "published": "2023-01-20", "kind": "gov_township",
    }  # fmt: skip
    assert settings.metadata(str(file.parent / "a.txt")) == {"year": 2022, "published": "2023-01-20"}


def test_every_key_of_the_schema_is_read(write: Any) -> None:
    schema = json.loads((Path(gouji_schemas.__file__).parent / "config.schema.json").read_text(encoding="utf-8"))
    fields = set(Settings._fields) - {"file", "located", "here"}
    assert {key.replace("-", "_") for key in schema["properties"]} == fields
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(schema)


def test_an_empty_file_is_the_defaults(write: Any) -> None:
    settings = load(write("# nothing\n"))
    assert (settings.select, settings.options, settings.fail_on) == ((), {}, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("langs: zh\n", ["1:1: 没有名为 langs 的键；是否想写 lang？"]),
        ("# 说明\nfail_on: error\nselekt: []\n", ["2:1: 没有名为 fail_on 的键；是否想写 fail-on？", "3:1: 没有名为 selekt 的键；是否想写 select？"]),
        ("lang: 中文\n", ["1:7: 不能写 中文，应为 zh、en 之一"]),
        ("select: structure\n", ["1:9: 应为列表（如 [甲, 乙]）"]),
        ("select:\n  - structure\n  - 301\n", ['3:5: 应为文字，请加引号写作 "301"']),
        ("severity:\n  CN301: warn\n", ["2:10: 不能写 warn，应为 error、warning、info 之一；是否想写 warning？"]),
        ("files:\n  - path: a.txt\n    yaer: 2020\n", ["3:5: 没有名为 yaer 的键；是否想写 year？"]),
        ("files:\n  - year: 2020\n", ["2:5: 缺少 path"]),
        ("files:\n  - path: a.txt\n    year: 20\n", ["3:11: 20 不能小于 1949"]),
        ("files:\n  - path: a.txt\n    region: 410300\n", ['3:13: 应为文字，请加引号写作 "410300"']),
        ("files:\n  - path: a.txt\n    published: 2024-02-30\n", ["3:16: 没有 2024-02-30 这一天"]),
        ("exclude: [/tmp]\n", ["1:11: 不能写 /tmp，应为：相对于 gouji.yaml 所在文件夹的通配符，文件夹之间用 /"]),
        ("exclude: [../x]\n", ["1:11: 不能写 ../x，应为：相对于 gouji.yaml 所在文件夹的通配符，文件夹之间用 /"]),
        ("lang: zh\nlang: en\n", ["2:1: 键 lang 重复（第 1 行已有），请合并为一处"]),
        ("a: &x [1]\nb: *x\n", ["2:4: 不支持 YAML 别名（*），请写出内容"]),
        ("- lang\n", ["1:1: 应为“键: 值”的形式"]),
        ("lang: zh\n\tx: 1\n", None),
        ("lang: \x07\n", ["1:7: YAML 中有不允许的控制字符"]),
        ("[" * 200_000, None),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place_and_remedy(write: Any, text: str, expected: list[str] | None) -> None:
    lines = told(write(text))
    if expected is None:
        assert lines[0][0].isdigit()
    else:
        assert lines == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("select: [stale-yaer]\n", ["1:10: 没有与“stale-yaer”相符的规则；是否想写 stale-year？"]),
        ("ignore: [cn301]\n", ["1:10: 没有与“cn301”相符的规则；是否想写 CN301？"]),
        ("select: ['']\n", ["1:10: 没有与“”相符的规则"]),
        ("severity:\n  CN999: info\n", ["2:3: 没有与“CN999”相符的规则"]),
        ("ignore: [GJ005]\n", ["1:10: GJ005 说明哪些内容没有检查，不能停用"]),
        ("options:\n  overview-too-lon: {}\n", ["2:3: 没有名为 overview-too-lon 的规则；是否想写 overview-too-long？"]),
        ("options:\n  CN301: {most: 1}\n", ["2:3: 规则 CN301 没有选项，请删去"]),
        ("options:\n  CN116: {moost: 1}\n", ["2:11: 没有名为 moost 的键；是否想写 most？"]),
        ("options:\n  CN116: {most: x}\n", ["2:17: 应为整数"]),
        ("options:\n  CN116: {most: 1}\n  overview-too-long: {most: 2}\n", ["3:3: 规则 overview-too-long 的选项写了两处"]),
    ],
)  # fmt: skip
def test_a_rule_that_does_not_exist_is_told_with_its_place(write: Any, text: str, expected: list[str]) -> None:
    lines = told(write(text), check_rules=True)
    assert len(lines) == len(expected)
    assert all(line.startswith(start) for line, start in zip(lines, expected, strict=True)), lines


def test_not_utf_8_is_told(tmp_path: Path) -> None:
    file = tmp_path / "gouji.yaml"
    file.write_bytes("lang: zh\nagency: 云岭市".encode("gb18030"))
    assert told(file) == ["2:1: 文件不是 UTF-8 编码，请另存为 UTF-8"]


def test_columns_count_characters() -> None:
    located = read("语言: {甲: 1}\n".encode())
    assert located.position(("语言",)) == (1, 5)
    assert located.position(("语言", "甲"), at_key=True) == (1, 6)
    assert located.position(("语言", "甲")) == (1, 9)
    assert located.position(("语言", "乙")) == (1, 5)


def test_dates_stay_text_and_plain_values_do_not() -> None:
    assert read(b"a: 2024-01-31\nb: 12\nc: true\nd: ~\ne: '12'\n").data == {
        "a": "2024-01-31", "b": 12, "c": True, "d": None, "e": "12",
    }  # fmt: skip


def test_a_huge_file_is_refused() -> None:
    with pytest.raises(Misplaced):
        read(b"#" * 2_000_000)


class TestFinder:
    def test_the_nearest_file_upwards_is_taken_and_no_other(self, write: Any, tmp_path: Path) -> None:
        outer = write("ignore: [CN104]\nlang: en\n")
        inner = write("ignore: [CN301]\n", "county/towns")
        deep = tmp_path / "county" / "towns" / "a" / "b"
        deep.mkdir(parents=True)
        finder = Finder()
        assert finder.for_folder(deep).file == inner
        assert finder.for_folder(deep).lang is None
        assert finder.for_file(str(tmp_path / "county" / "x.txt")).file == outer
        assert finder.for_folder(deep) is finder.for_folder(deep.parent)

    def test_a_stated_file_is_taken_for_all(self, write: Any, tmp_path: Path) -> None:
        write("lang: en\n", "county")
        stated = write("lang: zh\n", "other")
        assert Finder(str(stated)).for_folder(tmp_path / "county").lang == "zh"

    def test_a_stated_file_that_is_missing_is_an_error(self, tmp_path: Path) -> None:
        with pytest.raises(SettingsError, match="no such settings file"):
            Finder(str(tmp_path / "none.yaml"))

    def test_one_that_is_misspelt_gets_a_suggestion(self, write: Any, tmp_path: Path) -> None:
        write("lang: en\n", "county")
        with pytest.raises(SettingsError, match=r"did you mean gouji\.yaml"):
            Finder(str(tmp_path / "county" / "guoji.yaml"))

    def test_a_region_may_be_that_of_a_province(self, write: Any, tmp_path: Path) -> None:
        write("files:\n  - {path: '*.txt', region: '33'}\n  - {path: 'b.txt', region: '3301'}\n", "county")
        settings = Finder().for_folder(tmp_path / "county")
        assert settings.metadata(str(tmp_path / "county" / "a.txt")) == {"region": "330000"}
        assert settings.metadata(str(tmp_path / "county" / "b.txt")) == {"region": "330100"}

    def test_relative_paths_are_read_from_the_working_directory(
        self, write: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write("exclude: [a.txt]\n")
        (tmp_path / "sub").mkdir()
        monkeypatch.chdir(tmp_path / "sub")
        assert Finder().for_file("../a.txt").excludes(str(Path("..", "a.txt")))
        assert not Finder().for_file("a.txt").excludes("a.txt")


@pytest.mark.parametrize(
    ("glob", "path", "fits", "over"),
    [
        ("a.txt", "a.txt", True, True),
        ("a.txt", "b/a.txt", False, False),
        ("*.txt", "b/a.txt", False, False),
        ("**/*.txt", "a.txt", True, True),
        ("**/*.txt", "b/c/a.txt", True, True),
        ("drafts", "drafts/a.txt", False, True),
        ("drafts/**", "drafts/a/b.txt", True, True),
        ("drafts/**", "drafts", True, True),
        ("**/old/**", "x/old/y/z.txt", True, True),
        ("20?3/*.json", "2023/a.json", True, True),
        ("20[12]3/a", "2013/a", True, True),
        ("./a/", "a", True, True),
        ("**", "a/b", True, True),
        ("a/*", "a/b/c", False, True),
        ("A.txt", "a.txt", False, False),
    ],
)
def test_globs(glob: str, path: str, fits: bool, over: bool) -> None:
    assert matches(glob, path) is fits
    assert covers(glob, path) is over


def test_a_glob_full_of_stars_is_no_burden() -> None:
    assert not matches("**/" * 60 + "x", "/".join("a" * 200))


def test_the_page_of_settings_names_every_key_and_its_example_is_good(write: Any) -> None:
    page = (Path(__file__).parents[1] / "docs" / "settings.md").read_text(encoding="utf-8")
    schema = json.loads((Path(gouji_schemas.__file__).parent / "config.schema.json").read_text(encoding="utf-8"))
    for key in (*schema["properties"], *schema["properties"]["files"]["items"]["properties"]):
        assert f"`{key}`" in page, key
    from gouji.testing import registry

    settings = load(write(page.split("```yaml\n")[1].split("```")[0]))
    assert settings.rule_options(registry().rules) == {}
