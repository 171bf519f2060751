"""`gouji pack new`, `test` and `docs`, and the same for people who use pytest."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import compile_packs
import jsonschema
import pack_schema
import pytest
from click.testing import Result

from gouji.located import read
from gouji.packs.errors import PackError
from gouji.testing import check_cases, pack_rules

Gouji = Callable[..., Result]
ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "rules" / "gouji_rules" / "packs").glob("*.yaml"))


@pytest.mark.parametrize("name", ["yunling", "qing-he-county", "x1"])
def test_a_new_pack_works_as_it_is(gouji: Gouji, name: str, tmp_path: Path) -> None:
    assert gouji("pack", "new", name).exit_code == 0
    run = gouji("pack", "test", f"{name}.yaml")
    assert run.exit_code == 0, run.output
    assert run.output == f"{name}.yaml: 1 条规则，2 个示例，全部相符\n"


def test_new_overwrites_nothing_and_takes_no_path_for_an_id(gouji: Gouji, tmp_path: Path) -> None:
    (tmp_path / "yunling.yaml").write_text("我的规则", encoding="utf-8")
    assert gouji("pack", "new", "yunling").exit_code == 2
    assert (tmp_path / "yunling.yaml").read_text(encoding="utf-8") == "我的规则"
    for name in ("../yunling", "云岭", "Yunling", ""):
        assert gouji("pack", "new", name).exit_code == 2, name
    assert gouji("pack", "new", "qinghe", "--prefix", "q").exit_code == 2


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            ("text: 本报告由市水务局编制。", "text: 电话见封底。"),
            "yunling.yaml:17: YL001 contact-phone: 应当提示，却没有提示",
        ),
        (("text: 联系电话：6612018。", "text: 见封底。"), "yunling.yaml:18: YL001 contact-phone: 不应提示，却提示了"),
        (
            ("{text: 本报告由市水务局编制。}", "{text: 公开 1 条。, at: [二、]}"),
            "应当提示在“二、”，实际是 “一、总体情况”",
        ),
        (("{text: 本报告由市水务局编制。}", "{text: 公开 1 条。, severity: error}"), "级别应为 error，实际是 warning"),
        (("{text: 本报告由市水务局编制。}", "{cells: {requests/none/total: 1}}"), "requests/none/total"),
    ],
)
def test_a_case_that_does_not_come_out_fails(gouji: Gouji, pack: Path, change: tuple[str, str], told: str) -> None:
    text = pack.read_text(encoding="utf-8")
    assert change[0] in text
    pack.write_text(text.replace(*change), encoding="utf-8")
    run = gouji("pack", "test", str(pack))
    assert run.exit_code == 1, run.output
    assert told in run.output
    assert "1 个不符" in run.output


def test_a_pack_that_is_broken_cannot_be_tested(gouji: Gouji, pack: Path) -> None:
    pack.write_text("id: [", encoding="utf-8")
    assert gouji("pack", "test", str(pack)).exit_code == 2
    assert gouji("pack", "test", "nowhere").exit_code == 2


def test_docs_are_a_page_for_each_rule(gouji: Gouji, pack: Path, tmp_path: Path) -> None:
    assert gouji("pack", "docs", str(pack), "-o", "pages").exit_code == 0
    assert sorted(file.name for file in (tmp_path / "pages").iterdir()) == ["README.md", "YL001.md"]
    page = (tmp_path / "pages" / "YL001.md").read_text(encoding="utf-8")
    for words in (
        "# YL001 contact-phone",
        "没有写明联系电话",
        "《云岭市编制要求》（示例）",
        "地区 9901",
        "本报告由市水务局编制。",
    ):
        assert words in page
    index = (tmp_path / "pages" / "README.md").read_text(encoding="utf-8")
    assert "[YL001](YL001.md)" in index
    assert "CN116" in index
    assert "# YL001" in gouji("pack", "docs", str(pack), "--lang", "en").output


def test_pytest_users_have_the_same(pack: Path) -> None:
    rules = pack_rules(str(pack))
    assert [rule.code for rule in rules] == ["YL001"]
    for rule in rules:
        check_cases(rule)
    pack.write_text(
        pack.read_text(encoding="utf-8").replace("text: 联系电话：6612018。", "text: 见封底。"), encoding="utf-8"
    )
    with pytest.raises(AssertionError, match="YL001 fires on a valid case"):
        check_cases(pack_rules(str(pack))[0])
    with pytest.raises(PackError):
        pack_rules("nowhere")


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_every_shipped_pack_passes_its_own_cases(gouji: Gouji, file: Path) -> None:
    run = gouji("pack", "test", str(file))
    assert run.exit_code == 0, run.output
    rules = pack_rules(str(file))
    assert rules
    for rule in rules:
        assert len(rule.invalid) >= 1, rule.code
        assert len(rule.valid) >= 2, rule.code
        assert rule.about != rule.title_in("zh"), f"{rule.code} says why"
        assert rule.doc.partition("\n")[2].strip(), f"{rule.code} says why in English too"
        assert all(basis.url for basis in rule.basis), rule.code
        # Practice that no document asks for is no more than a remark.
        assert rule.basis or rule.severity.label == "info", rule.code


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_the_published_schema_takes_what_gouji_takes(file: Path) -> None:
    schema = json.loads(pack_schema.TARGET.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    data = read(file.read_bytes()).data
    jsonschema.Draft202012Validator(schema).validate(data)
    data["rules"][0]["wrods"] = ["电话"]
    assert not jsonschema.Draft202012Validator(schema).is_valid(data)


def test_what_is_made_of_other_files_is_current() -> None:
    assert pack_schema.TARGET.read_text(encoding="utf-8") == pack_schema.text(), "run scripts/pack_schema.py"
    index = compile_packs.PACKS / compile_packs.INDEX
    assert index.read_text(encoding="utf-8") == compile_packs.text(), "run scripts/compile_packs.py"
