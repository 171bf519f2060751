"""Many files to their results, in the order of the files, by several processes.

A worker is given a few files at a time and answers file by file, so that the one it died of is known: that file is told of like an
unreadable one, a new worker takes the rest. What is given out ahead of the first file without an answer is bounded, and so is
memory, however many files there are.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from gouji.engine import Result
    from gouji.rule import Rule

Task = TypeVar("Task")
Task_contra = TypeVar("Task_contra", contravariant=True)

MANY = 32
"""From files of so much weight on, workers are started: fewer are checked sooner than those are ready."""

CHUNK = 4
AHEAD = 16
"""How many chunks for each worker may be under way or waiting for the first file that has no answer."""

LOOKED_AT = 1024
"""How many files are looked at, at most, to learn whether there are many."""

_READY, _DONE, _FAILED = b"r", b"d", b"f"


def cores() -> int:
    """Return how many processes can work at once: the cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


class Checking(Protocol[Task_contra]):
    """How a run checks its files. A worker inherits it where that is possible; where not, it is pickled, and must do the same then."""

    @property
    def rules(self) -> Sequence[Rule]:
        """The rules that parent and workers both know."""
        ...

    def begin(self, many: bool, /) -> None:
        """Be told, before the first file, whether there are many."""
        ...

    def check(self, task: Task_contra, /) -> Result:
        """Return what comes of a task."""
        ...

    def lost(self, task: Task_contra, zh: str, en: str, /) -> Result:
        """Return the result for a task that failed for the reason given, as when a worker died of it."""
        ...

    def pause(self) -> None:
        """Be told, in a worker, that there may be no more to do."""
        ...

    def known(self, task: Task_contra, /) -> Result | None:
        """Return the result where the first process has it sooner than a worker would, or where no worker could have it."""
        ...

    def weight(self, task: Task_contra, /) -> int:
        """Return how much there is to check: 1 for a report in JSON, 0 for what is not even read."""
        ...


def each(
    tasks: Iterable[Task], checking: Checking[Task], jobs: int, method: str | None = None
) -> Iterator[tuple[Task, Result]]:
    """Yield each task with its result, in order, by `jobs` processes where there are many tasks.

    An error that `tasks` raises is raised after what came before it, and so is KeyboardInterrupt. `method` is how workers are started:
    `fork`, which is quick, or `spawn`, which is taken where there are other threads or systems that do not fork well.
    """
    coming = iter(tasks)
    first: list[Task] = []
    weight = 0
    try:
        while weight < MANY and len(first) < LOOKED_AT:
            first.append(next(coming))
            weight += checking.weight(first[-1])
        many = True
    except StopIteration:
        many = False
    except Exception as error:
        coming = _raising(error)
        many = False
    checking.begin(many)
    if jobs == 1 or not many:
        for task in chain(first, coming):
            yield task, checking.check(task)
        return
    crew = _Crew(checking, jobs, method)
    try:
        yield from crew.run(chain(first, coming))
    finally:
        crew.stop()


def _raising(error: Exception) -> Iterator[Any]:
    yield from ()
    raise error


class _Crew(Generic[Task]):
    """The workers of a run, and what has been given to each."""

    def __init__(self, checking: Checking[Task], jobs: int, method: str | None) -> None:
        from multiprocessing import get_context

        self.checking = checking
        self.jobs = jobs
        self.context: Any = get_context(method or _quickest())
        self.rules = {rule.code: rule for rule in checking.rules}
        self.workers: list[_Worker] = []
        # Tasks from the first without an answer on; a task's number counts from the beginning of the run.
        self.tasks: deque[Task] = deque()
        self.first = 0
        self.answers: dict[int, Result] = {}
        self.unfinished: deque[list[int]] = deque()
        self.exhausted = False
        self.failure: BaseException | None = None
        self.alone = False

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Result]]:
        """Yield every task with its result, in order."""
        coming = iter(tasks)
        try:
            while True:
                self._give_out(coming)
                yield from self._ready()
                if self.exhausted and not self.tasks:
                    break
                self._receive()
        except KeyboardInterrupt as interrupt:
            self.failure = interrupt
            yield from self._ready()
        if self.failure is not None:
            raise self.failure

    def stop(self) -> None:
        """End the workers at once."""
        for worker in self.workers:
            worker.end()
        self.workers = []

    def _ready(self) -> Iterator[tuple[Task, Result]]:
        while self.first in self.answers:
            result = self.answers.pop(self.first)
            self.first += 1
            yield self.tasks.popleft(), result

    def _task(self, number: int) -> Task:
        return self.tasks[number - self.first]

    def _give_out(self, coming: Iterator[Task]) -> None:
        """Give every worker one chunk to work on and one to go on with, as far as there are any."""
        for most in (0, CHUNK):
            for index in range(self.jobs):
                if index < len(self.workers) and len(self.workers[index].numbers) > most:
                    continue
                numbers = self.unfinished.popleft() if self.unfinished else self._chunk(coming)
                if not numbers:
                    return
                if self.alone and index >= len(self.workers):
                    self.answers.update((number, self.checking.check(self._task(number))) for number in numbers)
                    return
                if index >= len(self.workers) and not self._hire():
                    self.unfinished.appendleft(numbers)
                    return
                self.workers[index].give(numbers, [self._task(number) for number in numbers])

    def _hire(self) -> bool:
        """Start a worker. Where the system has room for no more, this process works beside those there are."""
        try:
            self.workers.append(_Worker(self.context, self.checking, self.workers))
        except OSError:
            self.alone = True
        return not self.alone

    def _chunk(self, coming: Iterator[Task]) -> list[int]:
        """Take up the next tasks and return their numbers; none at the end, or while enough is under way."""
        numbers: list[int] = []
        bound = self.jobs * CHUNK * AHEAD
        while not self.exhausted and len(numbers) < CHUNK and len(self.tasks) < bound:
            try:
                task = next(coming)
            except StopIteration:
                self.exhausted = True
                break
            except Exception as error:
                self.exhausted = True
                self.failure = error
                break
            number = self.first + len(self.tasks)
            self.tasks.append(task)
            known = self.checking.known(task)
            if known is None:
                numbers.append(number)
            else:
                self.answers[number] = known
        return numbers

    def _receive(self) -> None:
        """Wait for answers and take those that have come. Where no worker owes one, there is nothing to wait for."""
        from multiprocessing.connection import wait

        if not any(worker.numbers for worker in self.workers):
            return
        answering = wait([worker.pipe for worker in self.workers])
        for worker in [worker for worker in self.workers if worker.pipe in answering]:
            # One answer is sure to have come; more are taken as long as they have.
            while (answer := worker.answer()) is not None:
                self._take(worker, answer)
                if not worker.has_answered():
                    break
            else:
                self._bury(worker)

    def _take(self, worker: _Worker, answer: bytes) -> None:
        from gouji.result_bytes import from_bytes

        kind, content = answer[:1], answer[1:]
        if kind == _READY:
            worker.ready = True
            return
        number = worker.numbers.popleft()
        if kind == _DONE:
            self.answers[number] = from_bytes(content, self.rules)
        else:
            what = content.decode("utf-8", "replace")
            self.answers[number] = self.checking.lost(
                self._task(number),
                f"检查时程序出错（{what}），文件未检查；请把此文件的情况告知 gouji 的开发者",
                f"the program failed ({what}) and the file was not checked; please tell gouji's developers",
            )

    def _bury(self, worker: _Worker) -> None:
        """Take account of a worker that died: the file it was at is lost, the others are checked by the next one."""
        self.workers.remove(worker)
        how_zh, how_en = worker.end()
        if worker.numbers and worker.ready:
            number = worker.numbers.popleft()
            self.answers[number] = self.checking.lost(
                self._task(number),
                f"检查此文件的进程意外终止（{how_zh}），文件未检查；请单独重试，或用 --jobs 1",
                f"the process checking this file died ({how_en}) and the file was not checked; try it alone, or --jobs 1",
            )
        if worker.numbers:
            self.unfinished.append(list(worker.numbers))
        # Where no worker can start at all, this process does the work.
        self.alone = self.alone or not worker.ready


class _Worker:
    """A process that checks, and the numbers of the tasks it has not answered, in order."""

    def __init__(self, context: Any, checking: Checking[Any], others: Sequence[_Worker]) -> None:
        self.pipe, far_end = context.Pipe()
        # A forked worker has copies of all pipes; with those it would keep the others waiting for a parent that is gone.
        inherited = [other.pipe for other in others] + [self.pipe] if context.get_start_method() == "fork" else []
        self.process: BaseProcess = context.Process(target=_work, args=(far_end, inherited, checking), daemon=True)
        self.numbers: deque[int] = deque()
        self.ready = False
        try:
            self.process.start()
        finally:
            far_end.close()

    def give(self, numbers: Sequence[int], tasks: Sequence[Any]) -> None:
        """Give the worker tasks. One that is dead is found out when its answers are waited for."""
        self.numbers.extend(numbers)
        with suppress(OSError):
            self.pipe.send(tasks)

    def answer(self) -> bytes | None:
        """Wait for an answer; None where the worker is dead."""
        try:
            return bytes(self.pipe.recv_bytes())
        except (EOFError, OSError):
            return None

    def has_answered(self) -> bool:
        """Whether there is an answer to take, or the worker is found dead."""
        try:
            return bool(self.pipe.poll())
        except OSError:
            return True

    def end(self) -> tuple[str, str]:
        """End the process, and return how it ended in Chinese and English."""
        self.pipe.close()
        if self.ready and self.process.exitcode is None:
            self.process.join(0.05)
        self.process.kill()
        self.process.join()
        code = self.process.exitcode or 0
        return (f"信号 {-code}", f"signal {-code}") if code < 0 else (f"退出状态 {code}", f"exit status {code}")


def _quickest() -> str:
    """Return how to start workers. A copy of a process with other threads could wait for ever for what one of them holds."""
    import threading

    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def _work(pipe: Connection, inherited: Sequence[Connection], checking: Checking[Any]) -> None:
    """Answer the tasks that come through a pipe until it is closed. Only the parent heeds Ctrl-C."""
    import signal

    from gouji.result_bytes import to_bytes

    known = {rule.code: rule for rule in checking.rules}
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in inherited:
        other.close()
    with suppress(EOFError, OSError):
        pipe.send_bytes(_READY)
        while True:
            tasks = deque(pipe.recv())
            while tasks:
                try:
                    answer = _DONE + to_bytes(checking.check(tasks.popleft()), known)
                except Exception as error:
                    answer = _FAILED + f"{type(error).__name__}: {error}".encode("utf-8", "replace")
                # After the last answer the parent may end this process.
                if not tasks and not pipe.poll():
                    checking.pause()
                pipe.send_bytes(answer)
