"""What is found in the example reports: everything that examples/README.md says, at its line, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gouji.engine import Engine, Result
from gouji.testing import registry

REPORTS = Path(__file__).parents[1] / "examples" / "reports"

NOTHING: list[tuple[str, str]] = []
EXPECTED = {
    "yunling_water_2023": NOTHING,
    "chengchuan_education_2020": [
        ("declared-parts", "等八个部分。"),
        ("duplicate-heading", "一、总体情况"),
        ("stale-year", "2019 年共举行新闻通气会"),
        ("displaced-row", "3. 要求提供公开出版物"),
        ("half-width-marks", "依照《中华人民共和国政府信息公开条例》(以下简称"),
        ("nested-title-marks", "《临江省教育厅关于印发《临江省中小学信息公开目录》的通知》"),
        ("document-number-form", "临教办〔2020〕17号"),
        ("document-number-form", "澄政办〔2020〕9号"),
        ("broken-paragraph", "解答家长咨询"),
        ("blank-cell", "\t\t\t\t\t0\t0\t0"),
    ],
    "qinghe_county_2022": [
        ("request-balance", "一、本年新收政府信息公开申请数量"),
        ("row-total", "（四）无法提供 1.本机关不掌握相关政府信息\t38"),
        ("result-total", "（七）总计\t174"),
        ("result-total", "（七）总计\t174"),
        ("result-total", "（七）总计\t174"),
        ("result-total", "（七）总计\t174"),
        ("row-total", "（七）总计\t174"),
        ("dispute-total", "12\t2\t1\t3\t18"),
    ],
}
"""For each report the rules that fire, in the order of the document, with words of the line they fire on."""


def check(path: Path) -> Result:
    reader = registry().reader_for(path.name)
    assert reader is not None
    return Engine(registry()).check_bytes(path.read_bytes(), path.name, reader)


def test_every_report_has_both_forms_and_expectations() -> None:
    assert (
        {path.stem for path in REPORTS.glob("*.txt")} == {path.stem for path in REPORTS.glob("*.json")} == set(EXPECTED)
    )


@pytest.mark.parametrize("name", EXPECTED)
def test_the_text_form_has_the_mistakes_it_is_meant_to_have_and_no_other(name: str) -> None:
    path = REPORTS / f"{name}.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    found = check(path).findings
    assert sorted(entry.rule.name for entry in found) == sorted(rule for rule, _ in EXPECTED[name])
    on_lines = sorted((entry.rule.name, lines[(entry.place.line or 0) - 1]) for entry in found)
    for (rule, line), (_, words) in zip(on_lines, sorted(EXPECTED[name]), strict=True):
        assert words in line, rule


@pytest.mark.parametrize("name", EXPECTED)
def test_nothing_in_an_example_goes_unchecked(name: str) -> None:
    result = check(REPORTS / f"{name}.txt")
    assert not result.failed
    assert not result.unchecked


@pytest.mark.parametrize("name", EXPECTED)
def test_the_json_form_has_the_same_findings(name: str) -> None:
    text, data = (check(REPORTS / f"{name}.{kind}").findings for kind in ("txt", "json"))
    assert [entry.fingerprint for entry in data] == [entry.fingerprint for entry in text]
    assert [entry.quote for entry in data] == [entry.quote for entry in text]
    assert all(entry.place.line for entry in data)


@pytest.mark.parametrize("name", EXPECTED)
def test_the_json_form_is_what_converting_the_text_gives(name: str) -> None:
    reader = registry().reader_for("report.txt")
    assert reader is not None
    read = reader.read((REPORTS / f"{name}.txt").read_bytes(), registry().formats).data
    assert json.loads((REPORTS / f"{name}.json").read_text(encoding="utf-8")) == read, "run `make docs`"


@pytest.mark.parametrize("name", EXPECTED)
def test_an_example_is_as_long_as_a_real_report(name: str) -> None:
    lines = (REPORTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    narrative = "".join("".join(line.split()) for line in lines if "\t" not in line)
    assert 2400 <= len(narrative) <= 5000
