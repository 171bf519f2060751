from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.baseline import Baseline, Baselines, Known, collect, load, written
from gouji.engine import Engine, Metadata, Result
from gouji.settings import Settings, SettingsError
from gouji.source import Document
from gouji.testing import NoPlaces, sample
from writers.runs import NUMBER, own_registry

CRASHED = {"year": 2017}


def check(path: Path, paragraphs: list[str] | None = None, **more: Any) -> Result:
    data = {**sample(2023, paragraphs or ["办理流程流程。", "又是流程流程。"]), **more}
    result = Result(str(path))
    Engine(own_registry()).check_document(Document(data, NoPlaces()), result, Metadata())
    if not path.exists():
        path.write_text("{}", encoding="utf-8")
    return result


def baseline(folder: Path, *results: Result) -> Baseline:
    file = folder / "gouji-baseline.json"
    file.write_text("\n".join(written(collect(results, Baseline(file)))), encoding="utf-8")
    return load(file)


def test_what_is_known_is_not_shown(tmp_path: Path) -> None:
    known = baseline(tmp_path, check(tmp_path / "a.json"))
    result = check(tmp_path / "a.json")
    known.apply(result)
    assert result.findings == []
    assert [item.by for item in result.suppressed] == ["baseline", "baseline"]
    assert known.stale() == 0


def test_a_new_finding_like_one_that_is_known_is_shown(tmp_path: Path) -> None:
    known = baseline(tmp_path, check(tmp_path / "a.json"))
    result = check(tmp_path / "a.json", ["办理流程流程。", "又是流程流程。", "还有流程流程。"])
    known.apply(result)
    assert len(result.findings) == 1
    assert len(result.suppressed) == 2


def test_what_is_there_no_more_is_stale(tmp_path: Path) -> None:
    known = baseline(tmp_path, check(tmp_path / "a.json"), check(tmp_path / "b.json"))
    known.apply(check(tmp_path / "a.json", ["办理流程流程。"]))
    assert known.stale() == 1
    assert sorted(item.path for item in known.pruned()) == ["a.json", "b.json", "b.json"]


def test_the_rules_that_ran_are_kept_once_for_all_files(tmp_path: Path) -> None:
    import tracemalloc

    known = baseline(tmp_path)
    tracemalloc.start()
    for number in range(200):
        known.apply(Result(f"{number}.json", ran=frozenset([f"XX{each:03}" for each in range(100)])))
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 200 * 1_000


def test_a_file_that_was_not_checked_is_not_held_against_it(tmp_path: Path) -> None:
    known = baseline(tmp_path, check(tmp_path / "a.json"))
    assert known.stale() == 0
    unread = Result(str(tmp_path / "a.json"), failed=True)
    known.apply(unread)
    assert known.stale() == 0
    assert len(known.pruned()) == 2


def test_a_file_that_is_gone_is_stale(tmp_path: Path) -> None:
    known = baseline(tmp_path, check(tmp_path / "a.json"))
    (tmp_path / "a.json").unlink()
    assert known.stale() == 2
    assert known.pruned() == []


def test_a_renamed_file_is_known_and_pruning_learns_its_name(tmp_path: Path) -> None:
    known = baseline(tmp_path, check(tmp_path / "a.json"))
    (tmp_path / "a.json").unlink()
    result = check(tmp_path / "b.json")
    known.apply(result)
    assert result.findings == []
    assert known.stale() == 0
    assert {item.path for item in known.pruned()} == {"b.json"}


def test_a_copy_is_not_known(tmp_path: Path) -> None:
    known = baseline(tmp_path, check(tmp_path / "b.json"))
    copy = check(tmp_path / "a.json")
    known.apply(copy)
    assert len(copy.findings) == 2
    original = check(tmp_path / "b.json")
    known.apply(original)
    assert original.findings == []


def test_what_was_not_checked_is_never_known(tmp_path: Path) -> None:
    result = check(tmp_path / "a.json", year=2017)
    assert "GJ006" in {entry.rule.code for entry in result.findings}
    known = baseline(tmp_path, result)
    assert "GJ006" not in {item.rule for item in known.known.values()}
    again = check(tmp_path / "a.json", year=2017)
    known.apply(again)
    assert [entry.rule.code for entry in again.findings] == ["GJ006"]
    assert again.failed


def test_a_baseline_holds_no_secret(tmp_path: Path) -> None:
    result = check(tmp_path / "a.json", [f"证件号 {NUMBER}"])
    assert "XX003" in {entry.rule.code for entry in result.findings}
    baseline(tmp_path, result)
    assert NUMBER not in (tmp_path / "gouji-baseline.json").read_text(encoding="utf-8")


def test_it_follows_its_folder(tmp_path: Path) -> None:
    first = tmp_path / "one"
    first.mkdir()
    baseline(first, check(first / "a.json"))
    second = first.rename(tmp_path / "two")
    known = load(second / "gouji-baseline.json")
    result = check(second / "a.json")
    known.apply(result)
    assert result.findings == []


def test_settings_name_the_baseline_of_their_files(tmp_path: Path) -> None:
    known = baseline(tmp_path, check(tmp_path / "a.json"))
    baselines = Baselines()
    result = check(tmp_path / "a.json")
    baselines.apply(result, Settings(baseline=known.file))
    assert result.findings == []
    other = check(tmp_path / "a.json")
    baselines.apply(other, Settings())
    assert len(other.findings) == 2
    assert baselines.stale() == 0


HEX = "0123456789abcdef"
ITEM = st.builds(
    Known,
    path=st.text(min_size=1),
    rule=st.from_regex("[A-Z]{2}[0-9]{3}", fullmatch=True),
    at=st.text(),
    fingerprint=st.text(HEX, min_size=32, max_size=32),
    number=st.integers(1, 3),
)


@given(st.lists(ITEM, unique_by=lambda item: (item.path, item.fingerprint)))
def test_what_is_written_is_read_again(items: list[Known]) -> None:
    data = json.loads("\n".join(written(items)))
    assert [Known(**item) for item in data["findings"]] == sorted(items)


def one(**changes: Any) -> str:
    item = {"path": "a.json", "rule": "CN201", "at": "报告", "fingerprint": "0" * 32, **changes}
    return json.dumps({"version": 1, "findings": [{key: value for key, value in item.items() if value is not None}]})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1:1: JSON 有误"),
        ("[]", "1:1: 应为“键: 值”的形式"),
        ('{"version": 1}', "1:1: 缺少 findings"),
        ('{"version": 2,\n "findings": []}', "1:13: 不能写 2，应为 1 之一"),
        ('{"version": 1,\n "findings": [\n{]}', "3:2: JSON 有误"),
        (one(fingerprint="x"), "不能写 x，应为：认出同一问题的标识，32 位十六进制数字"),
        (one(number=0), "0 不能小于 1"),
        (one(rule=None), "缺少 rule"),
        (one(line=3), "没有名为 line 的键"),
        (one()[:-2] + "," + one().split("[")[1], "与前面的一条重复，请合并为一处"),
        ("[" * 100_000, "嵌套过深"),
    ],
)
def test_a_mistake_is_told_at_its_place(tmp_path: Path, text: str, expected: str) -> None:
    file = tmp_path / "baseline.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load(file)
    assert expected in caught.value.zh
    assert f"{file}:" in caught.value.en


def test_one_that_is_not_there_or_no_text_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="gouji baseline create"):
        load(tmp_path / "none.json")
    (tmp_path / "odd.json").write_bytes(b"\xff")
    with pytest.raises(SettingsError, match="is not UTF-8"):
        load(tmp_path / "odd.json")
    with pytest.raises(SettingsError, match="cannot be read"):
        load(tmp_path)
