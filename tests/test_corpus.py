from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path

import pytest

from gouji import corpus
from gouji.engine import Engine, Metadata, Result
from gouji.finding import Entry
from gouji.result_bytes import from_bytes, to_bytes
from gouji.rule import Rule
from gouji.testing import registry, sample
from gouji.writers.json import as_data, json_text


class Numbers:
    """Checks numbers: the result's year is the number. What stands in `ends` ends the process, `raises` raises."""

    def __init__(
        self, ends: Sequence[int] = (), raises: Sequence[int] = (), how: int = signal.SIGKILL, weight: int = 1
    ) -> None:
        self.ends = ends
        self.raises = raises
        self.how = how
        self.each = weight
        self.parent = os.getpid()

    @property
    def rules(self) -> Sequence[Rule]:
        return ()

    def begin(self, many: bool) -> None:
        self.many = many

    def pause(self) -> None:
        pass

    def check(self, number: int) -> Result:
        if number in self.ends and os.getpid() != self.parent:
            os.kill(os.getpid(), self.how)
        if number in self.raises:
            raise RuntimeError(f"number {number}")
        if number % 7 == 0:
            time.sleep(0.002)
        return Result(str(os.getpid()), year=number)

    def lost(self, number: int, zh: str, en: str) -> Result:
        return Result(f"{zh} / {en}", year=number, failed=True)

    def known(self, number: int) -> Result | None:
        return self.check(number) if number < 0 else None

    def weight(self, number: int) -> int:
        return self.each


def run(checking: Numbers, count: int, jobs: int = 3, method: str | None = "fork") -> list[Result]:
    answered = list(corpus.each(range(count), checking, jobs, method))
    assert [task for task, _ in answered] == list(range(count))
    assert [result.year for _, result in answered] == list(range(count))
    return [result for _, result in answered]


def test_results_come_in_order_from_several_processes() -> None:
    paths = {result.path for result in run(Numbers(), 400)}
    assert len(paths) == 3
    assert str(os.getpid()) not in paths


@pytest.mark.parametrize(("count", "jobs"), [(corpus.MANY - 1, 3), (100, 1), (0, 3)])
def test_few_files_or_one_job_start_no_process(count: int, jobs: int) -> None:
    assert {result.path for result in run(Numbers(), count, jobs)} <= {str(os.getpid())}


def test_files_that_take_long_are_many_sooner() -> None:
    assert str(os.getpid()) not in {result.path for result in run(Numbers(weight=corpus.MANY), 2)}


def test_files_that_take_nothing_are_not_all_waited_for() -> None:
    taken = 0

    def numbers() -> Iterator[int]:
        nonlocal taken
        while taken < 100_000:
            yield taken
            taken += 1

    results = corpus.each(numbers(), Numbers(weight=0), 2, "fork")
    next(results)
    assert taken < corpus.LOOKED_AT + 2 * corpus.CHUNK * corpus.AHEAD
    results.close()  # type: ignore[attr-defined]


def test_what_is_under_way_is_bounded() -> None:
    taken = 0

    def numbers() -> Iterator[int]:
        nonlocal taken
        while taken < 100_000:
            yield taken
            taken += 1

    results = corpus.each(numbers(), Numbers(), 2, "fork")
    for _ in range(500):
        next(results)
    assert taken <= 500 + 2 * corpus.CHUNK * corpus.AHEAD + corpus.MANY
    results.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("ends", [[0], [399], [50, 51, 52], [5, 200]])
def test_a_worker_that_is_killed_loses_only_the_file_it_was_at(ends: list[int]) -> None:
    results = run(Numbers(ends=ends), 400)
    assert [result.year for result in results if result.failed] == ends
    assert all("signal 9" in results[number].path for number in ends)


def test_an_error_in_a_worker_is_told_of_and_the_worker_goes_on() -> None:
    results = run(Numbers(raises=[40]), 100, jobs=2)
    assert [result.year for result in results if result.failed] == [40]
    assert "RuntimeError: number 40" in results[40].path
    assert len({result.path for result in results if not result.failed}) == 2


def test_a_task_that_is_known_comes_in_its_turn() -> None:
    tasks = [*range(50), -1, *range(50, 100)]
    answered = list(corpus.each(tasks, Numbers(), 2, "fork"))
    assert [result.year for _, result in answered] == tasks
    assert [result.year for _, result in answered if result.path == str(os.getpid())] == [-1]


def test_tasks_that_are_all_known() -> None:
    answered = list(corpus.each([-1] * 500, Numbers(), 2, "fork"))
    assert {result.path for _, result in answered} == {str(os.getpid())}
    assert len(answered) == 500


WINDOW = 2 * corpus.CHUNK * corpus.AHEAD

WAITS = """
import os
from gouji import corpus
from test_corpus import Numbers

work = corpus._work

def first_cannot_start(pipe, inherited, checking):
    if len(inherited) == 1:
        os._exit(3)
    work(pipe, inherited, checking)

if {dies}:
    corpus._work = first_cannot_start
tasks = {tasks}
answered = list(corpus.each(tasks, Numbers(), 2, "fork"))
assert [task for task, _ in answered] == tasks
assert [result.year for _, result in answered] == tasks
"""


@pytest.mark.parametrize(
    "tasks",
    [
        [0, *[-1] * 3 * WINDOW],
        [*[-1] * 3 * WINDOW, 0],
        [0, *[-1] * WINDOW, 1, *[-1] * WINDOW],
        [*range(50), *[-1] * 2 * WINDOW, *range(50, 60)],
        [number if number % 50 == 0 else -1 for number in range(5 * WINDOW)],
        [number if number % 5 == 0 else -1 for number in range(5 * WINDOW)],
    ],
)
@pytest.mark.parametrize("dies", [False, True])
def test_nobody_waits_for_workers_that_have_nothing_to_do(tasks: list[int], dies: bool) -> None:
    program = WAITS.format(tasks=tasks, dies=dies)
    path = os.pathsep.join([str(Path(__file__).parent), *filter(None, sys.path)])
    done = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, "PYTHONPATH": path}, check=False, timeout=20
    )
    assert done.returncode == 0


@pytest.mark.parametrize("error", [ValueError("settings"), KeyboardInterrupt()])
@pytest.mark.parametrize("after", [10, 200])
def test_what_came_before_an_error_is_yielded_first(error: BaseException, after: int) -> None:
    def tasks() -> Iterator[int]:
        yield from range(after)
        raise error

    seen = []
    with pytest.raises(type(error)):
        for task, _ in corpus.each(tasks(), Numbers(), 2, "fork"):
            seen.append(task)
    assert seen == list(range(len(seen)))
    assert len(seen) == after or isinstance(error, KeyboardInterrupt)


def test_workers_that_cannot_start_leave_the_work_to_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus, "_work", _die)
    assert {result.path for result in run(Numbers(), 100)} == {str(os.getpid())}


@pytest.mark.parametrize("room", [0, 1])
def test_a_system_that_has_room_for_no_more_processes(monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    start = corpus._Worker.__init__
    started = 0

    def refuse(*arguments: object) -> None:
        nonlocal started
        if started == room:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        started += 1
        start(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(corpus._Worker, "__init__", refuse)
    paths = [result.path for result in run(Numbers(), 200)]
    assert len(set(paths)) == room + 1
    assert str(os.getpid()) in paths
    # The workers that there are go on, beside this process.
    assert sum(path != str(os.getpid()) for path in paths) >= 4 * room * corpus.CHUNK


def _die(*_arguments: object) -> None:
    os._exit(3)


def test_no_process_is_left_behind() -> None:
    from multiprocessing import active_children

    results = corpus.each(range(1000), Numbers(), 2, "fork")
    next(results)
    assert active_children()
    results.close()  # type: ignore[attr-defined]
    assert not active_children()


def test_spawned_workers_answer_alike(tmp_path: Path) -> None:
    program = tmp_path / "spawned.py"
    program.write_text(
        "import sys\n"
        "from gouji import corpus\n"
        "from test_corpus import Numbers\n"
        "if __name__ == '__main__':\n"
        "    found = [r.year for _, r in corpus.each(range(100), Numbers(ends=[50]), 2, 'spawn') if not r.failed]\n"
        "    sys.exit(found != [n for n in range(100) if n != 50])\n",
        encoding="utf-8",
    )
    path = os.pathsep.join([str(Path(__file__).parent), *filter(None, sys.path)])
    done = subprocess.run(
        [sys.executable, str(program)], env={**os.environ, "PYTHONPATH": path}, check=False, timeout=60
    )
    assert done.returncode == 0


def test_every_field_of_a_result_survives_being_made_bytes() -> None:
    data = sample(2023, ["2022年，本机关公开信息 120 条，较上年增长 3%。。"])
    data["suppress"] = [
        {"rule": "CN999", "at": "报告", "reason": "暂缓"},
        {"rule": "CN301", "at": "报告", "reason": "沿用"},
    ]
    reader = registry().reader_for("report.json")
    assert reader is not None
    result = Engine(registry()).check_bytes(json_text(data).encode(), "a.json", reader, Metadata())
    result.packs = ("linjiang",)
    rules = {rule.code: rule for rule in registry().rules}
    again = from_bytes(to_bytes(result, rules), rules)
    assert result.findings
    assert [_shown(entry) for entry in again.findings] == [_shown(entry) for entry in result.findings]
    names = {field.name for field in fields(Result)} - {"findings", "rules"}
    assert {name: getattr(again, name) for name in names} == {name: getattr(result, name) for name in names}


def test_a_rule_of_a_pack_travels_with_its_findings() -> None:
    known = registry().rule("GJ001")
    assert known is not None
    changed = registry().rules[-1]._replace(code="LJ101", name="of-a-pack")
    reader = registry().reader_for("report.json")
    assert reader is not None
    result = Engine(registry()).check_bytes(b"{", "a.json", reader)
    result.findings = [entry._replace(rule=changed) for entry in result.findings]
    (entry,) = from_bytes(to_bytes(result, {}), {}).findings
    assert entry.rule == changed._replace(check=None, options=None, valid=(), invalid=())
    assert as_data(entry) == as_data(result.findings[0])


def _shown(entry: Entry) -> str:
    return json_text([as_data(entry), entry.quote, entry.place, entry.fix])
