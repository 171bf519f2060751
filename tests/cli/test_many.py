"""Many files on the command line: workers, cache, and what goes wrong among them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gouji.corpus import AHEAD, CHUNK, MANY
from gouji.testing import sample, set_cell

ROOTS = ("linter", "rules", "schemas")
COUNT = MANY + 8


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    reports = tmp_path / "reports"
    reports.mkdir()
    for number in range(COUNT):
        data = sample(2021 + number % 3, agency=f"云岭市第{number}中学")
        set_cell(data, "requests/new_received/total", number % 4)
        (reports / f"{number:02}.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return reports


def start(folder: Path, *options: str, program: tuple[str, ...] = ("-m", "gouji")) -> subprocess.Popen[str]:
    root = Path(__file__).parents[2]
    return subprocess.Popen(
        [sys.executable, *program, "check", ".", "--format", "json", "--lang", "en", *options],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(str(root / name) for name in ROOTS),
            "GOUJI_CACHE_DIR": str(folder.parent / "cache"),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def run(folder: Path, *options: str, program: tuple[str, ...] = ("-m", "gouji")) -> tuple[int, str]:
    with start(folder, *options, program=program) as process:
        try:
            output, errors = process.communicate(timeout=60)
        finally:
            process.kill()
    assert not errors
    return process.returncode, output


def test_workers_and_cache_change_nothing(folder: Path) -> None:
    (folder / "05.json").write_bytes(b"{")
    (folder / "notes.md").write_text("# 说明\n", encoding="utf-8")
    (folder / "gouji.yaml").write_text(
        "severity: {CN201: warning}\nfiles:\n  - {path: '1*.json', region: '990100'}\n", encoding="utf-8"
    )
    alone = run(folder, "--jobs", "1", "--no-cache")
    assert alone[0] == 2 or "GJ001" not in alone[1]
    assert not (folder.parent / "cache").exists()
    assert run(folder, "--jobs", "3", "--no-cache") == alone
    assert run(folder, "--jobs", "2") == alone
    assert (folder.parent / "cache").exists()
    assert run(folder, "--jobs", "2") == alone
    assert run(folder, "--jobs", "1") == alone
    found = json.loads(alone[1])
    paths = [file["path"] for file in found["files"] if file["path"].endswith(".json")]
    assert paths == sorted(paths)
    assert len(found["findings"]) > COUNT / 2


def test_settings_changed_between_runs_count(folder: Path) -> None:
    first = run(folder)
    (folder / "gouji.yaml").write_text("ignore: [arithmetic]\n", encoding="utf-8")
    assert run(folder) == run(folder, "--no-cache")
    (folder / "gouji.yaml").unlink()
    assert run(folder) == first


def test_one_file_changed_among_many_that_are_known(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    count = 3 * 2 * CHUNK * AHEAD
    text = json.dumps(sample(2023), ensure_ascii=False)
    for number in range(count):
        (folder / f"{number:03}.json").write_text(text, encoding="utf-8")
    before = run(folder, "--jobs", "2")
    changed = sample(2023)
    set_cell(changed, "requests/new_received/total", 3)
    (folder / "000.json").write_text(json.dumps(changed, ensure_ascii=False), encoding="utf-8")
    after = run(folder, "--jobs", "2")
    assert after == run(folder, "--jobs", "1", "--no-cache")
    assert after != before
    assert json.loads(after[1])["summary"]["files"] == count


def test_an_unreadable_file_among_many_is_named_and_the_rest_is_checked(folder: Path) -> None:
    (folder / "07.json").write_bytes(b'{"type": "cn-ogi-annual-report",')
    status, output = run(folder, "--jobs", "2")
    found = json.loads(output)
    assert status == 2
    assert [item["path"] for item in found["findings"] if item["code"] == "GJ001"] == ["07.json"]
    assert found["summary"]["files"] == COUNT


KILLED = """
import os, signal
from gouji.cli import run
from gouji.engine import Engine
examine = Engine.examine
def dying(engine, raw, path, *rest):
    if path == "20.json" and raw:
        os.kill(os.getpid(), signal.SIGKILL)
    return examine(engine, raw, path, *rest)
Engine.examine = dying
run()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the program is changed in the parent, which only a fork hands on")
def test_a_killed_worker_names_its_file_and_the_rest_is_checked(folder: Path) -> None:
    status, output = run(folder, "--jobs", "2", program=("-c", KILLED))
    found = json.loads(output)
    assert status == 2
    (failure,) = [item for item in found["findings"] if item["code"] == "GJ001"]
    assert failure["path"] == "20.json"
    assert "signal 9" in failure["message"]
    assert found["summary"]["files"] == COUNT
    assert [item["path"] for item in found["files"] if item["unchecked"]] == ["20.json"]


SLOW = """
import time
from gouji.cli import run
from gouji.engine import Engine
examine = Engine.examine
def slow(engine, raw, path, *rest):
    if path >= "20.json" and raw:
        time.sleep(60)
    return examine(engine, raw, path, *rest)
Engine.examine = slow
run()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the program is changed in the parent, which only a fork hands on")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_ends_with_what_is_done(folder: Path, jobs: str) -> None:
    process = start(folder, "--jobs", jobs, "--format", "concise:concise.txt", program=("-c", SLOW))
    try:
        # The first twenty files are quick; by the time a minute's sleep has begun they are done.
        time.sleep(2.5)
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=20)
    finally:
        process.kill()
    found = json.loads(output)
    count = found["summary"]["files"]
    assert process.returncode == 130
    assert 0 < count <= 20
    assert f"interrupted after {count} file" in errors
    assert found["summary"]["interrupted"] is True
    assert (folder / "concise.txt").read_text(encoding="utf-8")
