"""No output shows a person's number, whatever rule quotes the text it stands in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from gouji.cli import main
from gouji.testing import registry, sample

IDENTITY = "11010519491231002X"
MOBILE = "138 1234 5678"
CARD = "6222020200112233446"
SECRETS = (IDENTITY, MOBILE, MOBILE.replace(" ", ""), CARD)
# Doubled marks, half-width marks, an old year and a misquoted law, so that other rules quote the same words.
TEXT = (
    f"2021年全年,申请人杨某的身份证号{IDENTITY},,电话{MOBILE}，银行卡{CARD}，按照按照《中华人民共和国政府信息条例》云政办[2021]3号等等等（（办理。"
    f"\n{IDENTITY}，2021年我局收到来信人{MOBILE}反映的问题"
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    data = sample(2023, TEXT.splitlines())
    data["content"][0]["content"].append(
        {"table": None, "grid": [["姓名", "证号"], ["杨某", IDENTITY], ["电话", MOBILE]]}
    )
    data["content"].append({"heading": f"七、{IDENTITY}", "content": [f"现将{IDENTITY}公布如下。"]})
    path = tmp_path / "report.json"
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", sorted(registry().writers))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_output_masks(report: Path, name: str, lang: str) -> None:
    result = CliRunner().invoke(main, ["check", str(report), "--format", name, "--lang", lang])
    assert result.exit_code == 1, result.output
    for code in ("CN701", "CN702", "CN703"):
        assert code in result.output
    for secret in SECRETS:
        assert secret not in result.output
        assert secret[4:12] not in result.output


def test_the_text_form_is_masked_too(report: Path, tmp_path: Path) -> None:
    text = tmp_path / "report.txt"
    text.write_text("云岭市档案数据局2023年政府信息公开工作年度报告\n一、总体情况\n" + TEXT, encoding="utf-8")
    result = CliRunner().invoke(main, ["check", str(text), "--format", "full"])
    assert "CN701" in result.output
    assert "*" * 18 in result.output
    for secret in SECRETS:
        assert secret not in result.output


@pytest.mark.parametrize("option", [("--diff",), ("--diff", "--unsafe-fixes"), ("--fix", "--show-fixes")])
def test_what_fixes_show_is_masked(report: Path, option: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, ["check", str(report), *option])
    assert "〔2021〕3号" in result.output or "六角括号" in result.output
    assert "*" * 18 in result.output
    for secret in SECRETS:
        assert secret not in result.output


def test_other_rules_quote_these_words(report: Path) -> None:
    """Otherwise the tests above would show nothing."""
    result = CliRunner().invoke(main, ["check", str(report), "--format", "json"])
    findings = json.loads(result.output)["findings"]
    masked = [finding["code"] for finding in findings if "****" in json.dumps(finding, ensure_ascii=False)]
    assert {code for code in masked if not code.startswith("CN7")}
    assert all(finding["data"] == {} for finding in findings if finding["code"].startswith("CN7"))
