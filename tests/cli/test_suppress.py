from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

SETTINGS = """\
suppress:
  - {rule: row-total, path: reports/sub/broken.json, reason: 原件如此，已向该局去函}
"""


@pytest.fixture
def run(gouji: Callable[..., Result], reports: Path, tmp_path: Path) -> Callable[..., Result]:
    def run(text: str, *arguments: str) -> Result:
        (tmp_path / "gouji.yaml").write_text(text, encoding="utf-8")
        return gouji("check", "--select", "arithmetic", *arguments)

    return run


def test_a_suppressed_finding_is_counted_and_not_shown(run: Callable[..., Result]) -> None:
    shown = run("", "reports", "--format", "concise")
    assert shown.exit_code == 1
    assert "CN201" in shown.output
    result = run(SETTINGS.replace("row-total", "CN201"), "reports", "--format", "concise", "--ignore", "CN203,CN202")
    assert result.exit_code == 0
    assert "CN201" not in result.output
    assert "已豁免 1 个" in result.output


def test_one_of_no_use_is_told_of_at_its_place(run: Callable[..., Result]) -> None:
    text = SETTINGS.replace("sub/broken.json", "clean.json")
    result = run(text, "reports", "--format", "concise")
    assert "gouji.yaml:2:5: GJ003[warning] 对 row-total 的豁免（reports/clean.json）" in result.output
    assert "共 2 个文件" in result.output


def test_a_run_over_other_files_does_not_judge(run: Callable[..., Result]) -> None:
    text = SETTINGS.replace("reports/sub/broken.json", "reports/**")
    assert "GJ003" not in run(text, "reports/clean.json").output
    assert "GJ003" not in run(text, "reports").output


@pytest.mark.parametrize("path", ["nothing/*.txt", "typo.txt", "reports/sub/typo.json", "reports/package.json"])
def test_one_that_no_report_fits_is_told_of_where_the_whole_folder_is_checked(
    run: Callable[..., Result], path: str
) -> None:
    text = SETTINGS.replace("reports/sub/broken.json", path)
    assert (
        f"gouji.yaml:2:5: GJ003[warning] 对 row-total 的豁免（{path}）" in run(text, ".", "--format", "concise").output
    )
    assert "GJ003" not in run(text, "reports/clean.json").output
    # Where all that it could be about is in a folder that is checked, the rest is not asked for.
    assert ("GJ003" in run(text, "reports").output) is path.startswith("reports")
    expired = text.replace("}", ", until: 2020-01-31}")
    assert "已于 2020-01-31 到期" in run(expired, ".").output


def test_a_folder_is_not_judged_by_one_of_its_files(run: Callable[..., Result], reports: Path) -> None:
    text = SETTINGS.replace("reports/sub/broken.json", "reports")
    assert "GJ003" not in run(text, "reports/clean.json").output
    assert "GJ003" not in run(text, ".").output
    (reports / "sub" / "broken.json").unlink()
    assert "GJ003" not in run(text, "reports/clean.json").output
    assert "GJ003" in run(text, "reports").output


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "suppress:\n  - {rule: row-totl, reason: x}\n",
            "gouji.yaml:2:12: 没有名为 row-totl 的规则；是否想写 row-total？",
        ),
        ("suppress:\n  - {rule: GJ006, reason: x}\n", "gouji.yaml:2:12: GJ006 说明哪些内容没有检查，不能豁免"),
        ("suppress:\n  - {rule: CN201}\n", "gouji.yaml:2:5: 缺少 reason"),
        ("suppress:\n  - {rule: CN201, reason: ' '}\n", "gouji.yaml:2:27: 不能写  ，应为：不作处理的理由（不能为空）"),
        ("suppress:\n  - {rule: CN201, reason: x, until: 2024-02-30}\n", "gouji.yaml:2:37: 没有 2024-02-30 这一天"),
        ("suppress:\n  - {rule: CN201, reason: x, at: ''}\n", "gouji.yaml:2:34: 不能写 ，应为"),
    ],
)
def test_a_mistake_is_told_at_its_place(run: Callable[..., Result], text: str, expected: str) -> None:
    result = run(text, "reports")
    assert result.exit_code == 2
    assert expected in result.output
