"""The example plugin as users have it: built, installed and found by its entry point; and plugins that are broken."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

ROOT = Path(__file__).parents[1]
PLUGIN = ROOT / "examples" / "plugin"
REPORT = {
    "type": "cn-ogi-annual-report",
    "year": 2023,
    "title": "云岭市水务局2023年政府信息公开工作年度报告",
    "agency": {"name": "云岭市水务局"},
    "content": [{"heading": "一、总体情况", "content": ["全年主动公开政府信息 12 条。"]}],
}


def gouji(*arguments: str, beside: Path) -> subprocess.CompletedProcess[str]:
    """Run gouji in a process of its own, with what is installed in `beside`."""
    path = [str(ROOT / "linter"), str(ROOT / "rules"), str(ROOT / "schemas"), str(beside)]
    return subprocess.run(
        [sys.executable, "-m", "gouji", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path), "PYTHONIOENCODING": "utf-8", "GOUJI_LANG": "zh"},
        check=False,
        timeout=60,
    )


def codes(run: subprocess.CompletedProcess[str]) -> set[str]:
    """Return the rule codes of a run with --format json."""
    assert run.returncode in (0, 1), run.stderr
    return {finding["code"] for finding in json.loads(run.stdout)["findings"]}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("reports") / "report.json"
    file.write_text(json.dumps(REPORT, ensure_ascii=False), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example plugin, built into a wheel and installed from it."""
    folder = tmp_path_factory.mktemp("plugin")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    wheel = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder / "wheels"), str(PLUGIN)]
    subprocess.run(wheel, check=True, capture_output=True, text=True)
    (built,) = (folder / "wheels").glob("*.whl")
    install = [*pip, "install", "--no-deps", "--no-index", "--target", str(folder / "site"), str(built)]
    subprocess.run(install, check=True, capture_output=True, text=True)
    return folder / "site"


def of_region(report: Path, region: str) -> Path:
    """The same report of another region, beside it."""
    data = json.loads(report.read_text(encoding="utf-8"))
    data["agency"]["region"] = region
    other = report.with_name(f"{region}.json")
    other.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return other


def test_an_installed_plugin_adds_its_rules(installed: Path, report: Path) -> None:
    listed = gouji("rules", beside=installed)
    assert listed.returncode == 0, listed.stderr
    assert "YL001" in listed.stdout
    assert "consultation-phone" in listed.stdout
    assert {"YL001", "YL002"} <= codes(gouji("check", str(report), "--format", "json", beside=installed))


def test_its_rules_are_selected_and_explained_like_any_other(installed: Path, report: Path) -> None:
    run = gouji("check", str(report), "--select", "YL", "--format", "json", beside=installed)
    assert {code for code in codes(run) if not code.startswith("GJ")} == {"YL001", "YL002"}
    explained = gouji("explain", "YL001", beside=installed)
    assert explained.returncode == 0, explained.stderr
    assert "云岭市政府信息公开工作年度报告编制要求" in explained.stdout


def test_its_kind_and_its_pack_are_used_on_reports_from_its_region(installed: Path, report: Path) -> None:
    tested = gouji("pack", "test", "yunling-counties", beside=installed)
    assert tested.returncode == 0, tested.stdout + tested.stderr
    with_pack = json.loads(
        gouji("check", str(of_region(report, "990200")), "--format", "json", beside=installed).stdout
    )
    assert with_pack["files"][0]["packs"] == ["yunling-counties"]
    assert "few-headings" in gouji("explain", "YLC001", beside=installed).stdout


def test_its_output_format_is_there(installed: Path, report: Path) -> None:
    run = gouji("check", str(report), "--format", "tally", beside=installed)
    assert run.returncode == 1, run.stderr
    assert "YL001\tconsultation-phone\t1\n" in run.stdout
    assert run.stdout.endswith("files\t\t1\n")


def test_nothing_of_it_remains_where_it_is_not_installed(report: Path, tmp_path: Path) -> None:
    assert gouji("check", str(report), "--format", "tally", beside=tmp_path).returncode == 2
    assert gouji("pack", "test", "yunling-counties", beside=tmp_path).returncode == 2
    assert gouji("explain", "YLC001", beside=tmp_path).returncode == 2
    run = json.loads(gouji("check", str(of_region(report, "990200")), "--format", "json", beside=tmp_path).stdout)
    assert "packs" not in run["files"][0]


def test_a_plugin_that_is_switched_off_leaves_nothing_behind(installed: Path, report: Path, tmp_path: Path) -> None:
    without = gouji("check", str(report), "--no-plugins", "--format", "json", beside=installed)
    never = gouji("check", str(report), "--format", "json", beside=tmp_path)
    assert without.stdout == never.stdout
    assert codes(without)
    assert not {code for code in codes(without) if code.startswith("YL")}


def test_a_selector_of_a_plugin_that_is_absent_is_an_error(report: Path, tmp_path: Path) -> None:
    run = gouji("check", str(report), "--select", "YL001", beside=tmp_path)
    assert run.returncode == 2
    assert "YL001" in run.stderr


RULE = """
    from gouji.finding import Finding, Severity
    from gouji.hooks import hookimpl
    from gouji.plugins import Pack
    from gouji.rule import Category, rule

    @rule("{code}", "{name}", category=Category.WORDING, severity=Severity.INFO,
          messages={{"there": {{"zh": "在", "en": "there"}}}})
    def there(report, options):
        yield Finding(report, "there")

    @hookimpl
    def gouji_packs():
        return [Pack("broken", "{prefix}", "broken")]

    @hookimpl
    def gouji_rules():
        return [there]
"""
FINE = {"code": "BR001", "name": "always-there", "prefix": "BR"}


@pytest.mark.parametrize(
    ("module", "told"),
    [
        pytest.param("raise RuntimeError('no licence file')", "no licence file", id="raises when imported"),
        pytest.param("import no_such_module_anywhere", "no_such_module_anywhere", id="needs a missing module"),
        pytest.param(RULE.format(**{**FINE, "code": "CN999"}), "CN999", id="takes a foreign prefix for a code"),
        pytest.param(RULE.format(**{**FINE, "code": "CN999", "prefix": "CN"}), "CN", id="claims a foreign prefix"),
        pytest.param(RULE.format(**{**FINE, "name": "stale-year"}), "stale-year", id="takes a name that is in use"),
        pytest.param("def gouji_rule():\n    return []", "gouji_rules", id="misspells a hook"),
        pytest.param(
            "from gouji.hooks import hookimpl\n@hookimpl\ndef gouji_rules():\n    return ['BR001']",
            "gouji_rules",
            id="returns no rule",
        ),
        pytest.param(
            "from gouji.hooks import hookimpl\n@hookimpl\ndef gouji_rules():\n    return 1 / 0",
            "ZeroDivisionError",
            id="fails in a hook",
        ),
    ],
)
def test_a_broken_plugin_stops_the_run_and_is_named(module: str, told: str, tmp_path: Path, report: Path) -> None:
    site = install_by_hand(tmp_path, module)
    run = gouji("check", str(report), beside=site)
    assert run.returncode == 2, run.stdout
    assert "broken-plugin" in run.stderr
    assert told in run.stderr
    assert "Traceback" not in run.stderr
    assert gouji("check", str(report), "--no-plugins", beside=site).returncode == 1


def test_a_plugin_of_one_module_needs_no_more(tmp_path: Path, report: Path) -> None:
    run = gouji("check", str(report), "--format", "json", beside=install_by_hand(tmp_path, RULE.format(**FINE)))
    assert "BR001" in codes(run)


def install_by_hand(folder: Path, module: str) -> Path:
    """Install a distribution of one module, as pip would leave it, without a build."""
    (folder / "broken_plugin.py").write_text(dedent(module), encoding="utf-8")
    info = folder / "broken_plugin-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: broken-plugin\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[gouji]\nbroken-plugin = broken_plugin\n", encoding="utf-8")
    return folder
