from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from gouji.cli.convert import report_text
from gouji.testing import sample, set_cell

Gouji = Callable[..., Result]
ARITHMETIC = ("--select", "arithmetic")


def break_another_row(file: Path) -> None:
    data = json.loads(file.read_text(encoding="utf-8"))
    set_cell(data, "requests/new_received/total", 9)
    file.write_text(report_text(data), encoding="utf-8")


def test_only_what_is_new_is_shown(gouji: Gouji, reports: Path) -> None:
    made = gouji("baseline", "create", "reports", *ARITHMETIC)
    assert made.exit_code == 0
    assert "记入 gouji-baseline.json" in made.output
    quiet = gouji("check", "reports", "--baseline", "gouji-baseline.json", "--format", "concise", *ARITHMETIC)
    assert quiet.exit_code == 0
    assert "未发现新问题；基线中已有" in quiet.output
    break_another_row(reports / "sub" / "broken.json")
    told = gouji("check", "reports", "--baseline", "gouji-baseline.json", "--format", "concise", *ARITHMETIC)
    assert told.exit_code == 1
    (line,) = [line for line in told.output.splitlines() if "CN201" in line]
    assert "“一、本年新收政府信息公开申请数量”行：总计（9）" in line


def test_settings_may_name_it(gouji: Gouji, reports: Path, tmp_path: Path) -> None:
    (tmp_path / "gouji.yaml").write_text("baseline: known/base.json\nselect: [arithmetic]\n", encoding="utf-8")
    (tmp_path / "known").mkdir()
    missing = gouji("check", "reports")
    assert missing.exit_code == 2
    assert "gouji baseline create" in missing.output
    assert gouji("baseline", "create", "reports").exit_code == 0
    paths = {item["path"] for item in json.loads((tmp_path / "known" / "base.json").read_text("utf-8"))["findings"]}
    assert paths == {str((reports / "sub" / "broken.json").as_posix())}
    assert gouji("check", "reports").exit_code == 0
    data = json.loads(gouji("check", "reports", "--format", "json").stdout)
    assert data["findings"] == []
    assert data["summary"]["baselined"] > 0
    assert "stale" not in data["summary"]


def test_prune_drops_what_is_there_no_more(gouji: Gouji, reports: Path, tmp_path: Path) -> None:
    gouji("baseline", "create", "reports", *ARITHMETIC)
    (reports / "sub" / "broken.json").write_text(report_text(sample(2023)), encoding="utf-8")
    told = gouji("check", "reports", "--baseline", "gouji-baseline.json", *ARITHMETIC)
    assert told.exit_code == 0
    assert "条已过时（gouji baseline prune 可清理）" in told.output
    pruned = gouji("baseline", "prune", "reports", *ARITHMETIC)
    assert pruned.exit_code == 0
    assert "保留 0 条" in pruned.output
    assert json.loads((tmp_path / "gouji-baseline.json").read_text("utf-8")) == {"version": 1, "findings": []}


def test_prune_keeps_what_it_did_not_look_for(gouji: Gouji, reports: Path, tmp_path: Path) -> None:
    gouji("baseline", "create", "reports", *ARITHMETIC)
    before = (tmp_path / "gouji-baseline.json").read_bytes()
    assert gouji("baseline", "prune", "reports/clean.json", *ARITHMETIC).exit_code == 0
    assert gouji("baseline", "prune", "reports", "--select", "years").exit_code == 0
    assert (tmp_path / "gouji-baseline.json").read_bytes() == before


def test_create_does_not_replace_a_baseline_unasked(gouji: Gouji, reports: Path, tmp_path: Path) -> None:
    gouji("baseline", "create", "reports", *ARITHMETIC)
    before = (tmp_path / "gouji-baseline.json").read_bytes()
    again = gouji("baseline", "create", "reports/clean.json")
    assert again.exit_code == 2
    assert "--overwrite" in again.output
    assert (tmp_path / "gouji-baseline.json").read_bytes() == before
    assert gouji("baseline", "create", "reports/clean.json", "--overwrite", *ARITHMETIC).exit_code == 0
    assert (tmp_path / "gouji-baseline.json").read_bytes() != before


def test_what_could_not_be_checked_is_said(gouji: Gouji, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_bytes(b"{")
    result = gouji("baseline", "create", "bad.json")
    assert result.exit_code == 2
    assert "没有检查或没有全部检查" in result.output


def test_a_broken_baseline_is_told_of_at_its_place(gouji: Gouji, reports: Path, tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text('{"version": 1,\n "findings": [{}]}', encoding="utf-8")
    for arguments in (("check", "reports", "--baseline", "b.json"), ("baseline", "prune", "--baseline", "b.json")):
        result = gouji(*arguments)
        assert result.exit_code == 2
        assert "b.json:2:15: 缺少 path" in result.output
