"""How packs come to be used: by name, by settings, by region; and what they change of other rules."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from jsonschema import Draft202012Validator

import gouji_schemas

Gouji = Callable[..., Result]
Write = Callable[..., str]
OUTPUT = json.loads((Path(gouji_schemas.__file__).parent / "output.schema.json").read_text(encoding="utf-8"))


def checked(run: Result) -> dict[str, Any]:
    """Return the JSON output of a run, which must follow its schema."""
    assert run.exit_code in (0, 1), run.output
    data: dict[str, Any] = json.loads(run.stdout)
    Draft202012Validator(OUTPUT).validate(data)
    return data


def found(run: Result) -> dict[str, str]:
    """Return code and severity of the findings."""
    return {finding["code"]: finding["severity"] for finding in checked(run)["findings"]}


def check(gouji: Gouji, *arguments: str) -> Result:
    return gouji("check", "--format", "json", *arguments)


def test_a_pack_is_used_where_it_is_named(gouji: Gouji, pack: Path, report: Write) -> None:
    file = report()
    assert "YL001" not in found(check(gouji, file))
    run = check(gouji, file, "--pack", str(pack))
    assert found(run)["YL001"] == "warning"
    assert checked(run)["files"][0]["packs"] == ["yunling"]


def test_a_pack_leaves_reports_of_other_regions_alone(gouji: Gouji, pack: Path, report: Write) -> None:
    assert "YL001" not in found(check(gouji, report(region="310000"), "--pack", str(pack)))
    assert "YL001" in found(check(gouji, report(region="990102"), "--pack", str(pack)))


def test_settings_name_packs_beside_themselves(gouji: Gouji, pack: Path, report: Write, tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    folder.mkdir()
    pack.rename(folder / "yunling.yaml")
    (tmp_path / "gouji.yaml").write_text("packs: [rules]\nseverity: {contact-phone: error}\n", encoding="utf-8")
    assert found(check(gouji, report("reports/a.json")))["YL001"] == "error"


def test_an_unknown_pack_in_the_settings_is_told_of_at_its_place(gouji: Gouji, report: Write, tmp_path: Path) -> None:
    (tmp_path / "gouji.yaml").write_text("packs: [convention]\n", encoding="utf-8")
    run = gouji("check", report())
    assert run.exit_code == 2
    assert run.stderr.startswith("gouji.yaml:1:9: 没有名为 convention 的规则包")
    assert "是否想写 conventions？" in run.stderr


def test_a_broken_pack_ends_the_run_with_status_2(gouji: Gouji, pack: Path, report: Write) -> None:
    pack.write_text(pack.read_text(encoding="utf-8").replace("kind: required", "kind: requird"), encoding="utf-8")
    run = gouji("check", report(), "--pack", str(pack))
    assert run.exit_code == 2
    assert (
        "yunling.yaml:13:11: 没有名为 requird 的规则种类；是否想写 required？\n  13 |     kind: requird\n" in run.stderr
    )
    assert "Traceback" not in run.stderr


def test_a_pack_changes_severity_and_options_for_its_years(gouji: Gouji, pack: Path, report: Write) -> None:
    long = ["公开信息二十条。" * 8]
    of_2023 = found(check(gouji, report(overview=long), "--pack", str(pack)))
    of_2021 = found(check(gouji, report(year=2021, overview=long), "--pack", str(pack)))
    assert of_2023["CN116"] == "warning"
    assert "CN116" not in of_2021


def test_settings_win_over_a_pack_and_the_command_line_over_both(
    gouji: Gouji, pack: Path, report: Write, tmp_path: Path
) -> None:
    file = report(overview=["公开信息二十条。" * 8])
    (tmp_path / "gouji.yaml").write_text("options: {CN116: {limit: 20}}\nseverity: {CN116: error}\n", encoding="utf-8")
    run = check(gouji, file, "--pack", str(pack))
    assert found(run)["CN116"] == "error"
    assert any("超过 20 字" in finding["message"] for finding in checked(run)["findings"])
    assert found(check(gouji, file, "--pack", str(pack), "--severity", "CN116=info"))["CN116"] == "info"
    assert "CN116" not in found(check(gouji, file, "--pack", str(pack), "--ignore", "overview-too-long"))


OVERRIDE = """\
id: lenient
prefix: LN
title: 试点
changes:
  - {rule: missing-table, severity: info, override: 试点单位表格另行公布}
  - {rule: row-total, off: true, override: 同上}
"""


def test_what_relaxes_the_law_is_shown_in_every_output(gouji: Gouji, report: Write, tmp_path: Path) -> None:
    pack = tmp_path / "lenient.yaml"
    pack.write_text(OVERRIDE, encoding="utf-8")
    file = report()
    data = checked(check(gouji, file, "--pack", str(pack)))
    told = [finding for finding in data["findings"] if finding["code"] == "GJ007"]
    assert [finding["data"]["rule"][:5] for finding in told] == ["CN110", "CN201"]
    registry = gouji("check", "--help").output
    for form in ("full", "concise", "grouped", "jsonl", "sarif", "github", "junit", "markdown"):
        if form in registry:
            output = gouji("check", file, "--pack", str(pack), "--format", form).output
            assert "试点单位表格另行公布" in output or "\\u8bd5\\u70b9" in output, form
    ignored = found(check(gouji, file, "--pack", str(pack), "--ignore", "CN1,CN2"))
    assert "GJ007" in ignored


def test_a_stricter_change_needs_no_reason(gouji: Gouji, report: Write, tmp_path: Path) -> None:
    pack = tmp_path / "strict.yaml"
    pack.write_text(
        "id: strict\nprefix: ST\ntitle: 严\nchanges: [{rule: missing-topic, severity: error}]\n", encoding="utf-8"
    )
    run = found(check(gouji, report(), "--pack", str(pack)))
    assert "GJ007" not in run


@pytest.mark.parametrize(
    ("region", "expected"), [("620602", ["gansu"]), ("620100", ["gansu"]), ("310000", []), ("990100", [])]
)
def test_a_shipped_pack_is_used_by_itself_on_reports_from_its_region(
    gouji: Gouji, report: Write, region: str, expected: list[str]
) -> None:
    data = checked(check(gouji, report(year=2025, region=region)))
    assert data["files"][0].get("packs", []) == expected
    assert any(finding["code"].startswith("GS") for finding in data["findings"]) is bool(expected)


def test_a_report_without_a_region_gets_no_pack(gouji: Gouji, report: Write) -> None:
    assert "packs" not in checked(check(gouji, report(year=2025)))["files"][0]


def test_the_region_may_be_stated(gouji: Gouji, report: Write) -> None:
    assert "GS004" in found(check(gouji, report(year=2025), "--region", "620600"))


def test_old_reports_are_judged_by_the_rules_of_their_year(gouji: Gouji, report: Write) -> None:
    assert not [code for code in found(check(gouji, report(year=2024, region="620600"))) if code.startswith("GS")]
    late = {"kind": "department", "region": "431200"}
    assert "HH001" in found(check(gouji, report(year=2021, published="2022-01-29", **late)))
    assert "HH001" not in found(check(gouji, report(year=2022, published="2023-01-29", **late)))


def test_yueyang_does_not_relax_the_law(gouji: Gouji, report: Write) -> None:
    file = report(year=2023, kind="department", region="430600", published="2024-02-20")
    assert found(check(gouji, file))["CN306"] == "error"


def test_a_pack_of_ones_own_takes_the_place_of_the_shipped_one(gouji: Gouji, report: Write, tmp_path: Path) -> None:
    own = tmp_path / "gansu.yaml"
    own.write_text("id: gansu\nprefix: GS\ntitle: 本地版\n", encoding="utf-8")
    assert not [
        code for code in found(check(gouji, report(year=2025, region="620600"), "--pack", str(own))) if "GS" in code
    ]


def test_extended_packs_bring_their_rules_and_vocabularies(
    gouji: Gouji, pack: Path, report: Write, tmp_path: Path
) -> None:
    county = tmp_path / "qinghe.yaml"
    county.write_text("id: qinghe\nprefix: QH\ntitle: 青禾县\nextends: [yunling, conventions]\n", encoding="utf-8")
    run = check(gouji, report(), "--pack", str(county))
    assert {"YL001", "CV001"} <= found(run).keys()
    assert checked(run)["files"][0]["packs"] == ["yunling", "conventions", "qinghe"]


def test_two_packs_of_one_prefix_cannot_be_used_together(
    gouji: Gouji, pack: Path, report: Write, tmp_path: Path
) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(pack.read_text(encoding="utf-8").replace("id: yunling", "id: other"), encoding="utf-8")
    run = gouji("check", report(), "--pack", str(pack), "--pack", str(other))
    assert run.exit_code == 2
    assert "的前缀都是 YL" in run.stderr


def test_rules_of_packs_are_selected_listed_and_explained(gouji: Gouji, pack: Path, report: Write) -> None:
    assert "YL001" in gouji("rules", "--pack", str(pack)).output
    assert "云岭市编制要求" in gouji("explain", "contact-phone", "--pack", str(pack)).output
    assert "DB51/T 2660" in gouji("explain", "SC001").output
    only = found(check(gouji, report(), "--pack", str(pack), "--select", "YL"))
    assert set(only) <= {"YL001"}
    # A rule of a shipped pack may be named though no report at hand is from its region.
    assert gouji("check", report(), "--ignore", "GS001").exit_code == 0
    run = gouji("check", report(), "--ignore", "YL001")
    assert run.exit_code == 2


def test_a_finding_of_a_pack_can_be_suppressed(gouji: Gouji, pack: Path, report: Write, tmp_path: Path) -> None:
    (tmp_path / "gouji.yaml").write_text(
        "packs: [yunling.yaml]\nsuppress:\n  - {path: '**', rule: contact-phone, at: 一、总体情况, reason: 电话见网站}\n",
        encoding="utf-8",
    )
    run = check(gouji, report(overview=["全年公开信息 20 条。"]))
    assert "YL001" not in found(run)
    assert checked(run)["summary"]["suppressed"] == 1


def test_config_show_tells_where_everything_comes_from(gouji: Gouji, pack: Path, report: Write, tmp_path: Path) -> None:
    (tmp_path / "gouji.yaml").write_text(
        "packs: [yunling.yaml]\nignore: [blank-cell]\nfiles:\n  - {path: '*.json', region: '990100'}\n",
        encoding="utf-8",
    )
    run = gouji("config", "show", report(), "--severity", "row-total=warning", "--kind", "department")
    assert run.exit_code == 0, run.output
    for line in (
        "region: 990100  [gouji.yaml:4]",
        "kind: department  [命令行 --kind]",
        "year: 2023  [报告]",
        "pack: yunling (yunling.yaml)  [gouji.yaml:1]",
        "- CN205 blank-cell warning  [gouji.yaml:2]",
        "+ CN201 row-total warning  [命令行 --severity]",
        "+ CN116 overview-too-long warning  [yunling yunling.yaml:8]",
        "    limit = 30  [yunling yunling.yaml:8]",
        "+ YL001 contact-phone warning",
    ):
        assert line in run.output, run.output
    data = json.loads(gouji("config", "show", report(), "--format", "json").stdout)
    assert {rule["code"] for rule in data["rules"]} >= {"GJ001", "CN101", "YL001"}


def test_config_show_takes_a_folder_and_refuses_what_is_not_there(gouji: Gouji, tmp_path: Path) -> None:
    assert "+ CN101 missing-chapter error" in gouji("config", "show", str(tmp_path)).output
    assert gouji("config", "show", "nowhere.json").exit_code == 2


def test_no_pack_no_cost(process: Callable[..., subprocess.CompletedProcess[str]], report: Write) -> None:
    """Nothing of packs is imported where none is named and no report is from a region."""
    code = (
        "import sys; from click.testing import CliRunner; from gouji.cli import main;"
        " CliRunner().invoke(main, ['check', *sys.argv[1:]]);"
        " print(*[name for name in sys.modules if name.startswith(('gouji.packs', 'gouji.kinds', 'yaml', 'ahocorasick_rs'))])"
    )
    assert process(report(), code=code).stdout.split() == []
    elsewhere = process(report(region="310000"), code=code).stdout.split()
    assert sorted(elsewhere) == ["gouji.packs", "gouji.packs.heads"]
