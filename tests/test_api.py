from __future__ import annotations

import contextlib
import io
import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path

import pytest

import gouji
from gouji.settings import SettingsError
from gouji.testing import sample, set_cell

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "examples" / "reports" / "qinghe_county_2022.json"


def codes(result: gouji.Result) -> list[str]:
    return [finding.rule.code for finding in result.findings]


def wrong() -> dict[str, object]:
    data = sample(2023)
    set_cell(data, "requests/new_received/total", 3)
    return data


def test_the_example_of_the_documentation_is_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    example = re.search(r"```python\n(.*?)```\n\n```\n(.*?)```", text, re.DOTALL)
    assert example is not None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(example[1], {})
    assert printed.getvalue() == example[2]


def test_a_path_data_text_and_bytes_give_the_same_findings(tmp_path: Path) -> None:
    data = wrong()
    before = deepcopy(data)
    text = json.dumps(data, ensure_ascii=False)
    file = tmp_path / "report.json"
    file.write_text(text, encoding="utf-8")
    results = [
        gouji.check(str(file)),
        gouji.check(file),
        gouji.check(data),
        gouji.check(text, kind="json"),
        gouji.check(text.encode(), kind="json"),
    ]
    assert "CN202" in codes(results[0]) or "CN201" in codes(results[0])
    marks = [[finding.fingerprint for finding in result.findings] for result in results]
    assert all(mark == marks[0] for mark in marks)
    assert data == before
    assert results[0].path == str(file)
    assert results[2].path == "<data>"


def test_text_with_line_breaks_is_a_report(tmp_path: Path) -> None:
    text = (ROOT / "examples" / "reports" / "qinghe_county_2022.txt").read_text(encoding="utf-8")
    result = gouji.check(text)
    assert (result.kind, result.year) == ("text", 2022)
    assert codes(result) == codes(gouji.check(REPORT.with_suffix(".txt")))


def test_rules_and_severities_are_chosen_as_on_the_command_line() -> None:
    assert set(codes(gouji.check(wrong(), select=["row-total"]))) == {"CN201"}
    assert set(codes(gouji.check(wrong(), select="row-total"))) == {"CN201"}
    assert "CN201" not in codes(gouji.check(wrong(), ignore=["arithmetic"]))
    for level in ("info", gouji.Severity.INFO):
        (finding,) = gouji.check(wrong(), select=["CN201"], severity={"CN201": level}).findings
        assert finding.severity is gouji.Severity.INFO


def test_metadata_and_language() -> None:
    data = sample(2023)
    assert gouji.check(data, metadata={"year": 2022}).year == 2022
    zh, en = (gouji.check(wrong(), select=["CN201"], lang=lang).findings[0] for lang in ("zh", "en"))
    assert not zh.message.isascii()
    assert "total" in en.message


def test_settings_are_used_where_they_are_named_and_not_looked_for(tmp_path: Path) -> None:
    (tmp_path / "gouji.yaml").write_text("ignore: [CN201]\n", encoding="utf-8")
    file = tmp_path / "report.json"
    file.write_text(json.dumps(wrong()), encoding="utf-8")
    assert "CN201" in codes(gouji.check(file))
    assert "CN201" not in codes(gouji.check(file, config=tmp_path / "gouji.yaml"))
    (tmp_path / "gouji.yaml").write_text("ignoer: [CN201]\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="ignoer"):
        gouji.check(file, config=tmp_path / "gouji.yaml")


def test_what_cannot_be_read_is_in_the_result(tmp_path: Path) -> None:
    for result in (
        gouji.check(tmp_path / "none.json"),
        gouji.check(b"{", kind="json"),
        gouji.check(b"\xff\xfe\x00", kind="pdf"),
        gouji.check("\ud800", kind="text"),
    ):
        assert result.failed
        assert codes(result) == ["GJ001"]
    assert codes(gouji.check({"a": 1})) == ["GJ006"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"source": "report.xlsx"}, "xlsx"),
        ({"source": b"{}"}, "kind"),
        ({"source": b"{}", "kind": "jsno"}, "jsno"),
        ({"source": {}, "kind": "text"}, "text"),
        ({"source": {}, "select": ["CN999"]}, "CN999"),
        ({"source": {}, "severity": {"CN201": "grave"}}, "grave"),
        ({"source": {}, "metadata": {"yaer": 2023}}, "yaer"),
        ({"source": {}, "lang": "de"}, "de"),
    ],
)
def test_wrong_arguments_are_value_errors(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        gouji.check(**arguments)  # type: ignore[arg-type]


def test_many_threads_may_check_at_once() -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: codes(gouji.check(REPORT)), range(12)))
    assert all(codes == found[0] for codes in found)
    assert found[0]


def test_importing_gouji_imports_nothing_of_it() -> None:
    program = "import gouji, sys; print([name for name in sys.modules if name.startswith('gouji.')])"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True, text=True, check=True, env={"PYTHONPATH": str(Path(gouji.__file__).parents[1])},
    )  # fmt: skip
    assert done.stdout.strip() == "[]"
    with pytest.raises(AttributeError, match="chekc"):
        gouji.chekc  # noqa: B018
