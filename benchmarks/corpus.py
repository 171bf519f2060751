"""Many reports: time with workers, time again from the cache, and peak memory as their number grows.

    python benchmarks/corpus.py [--reports 1000] [--jobs 2] [--turns 3] [--large 10000] [--no-memory] [--no-time]
    python benchmarks/corpus.py --compare [--reports 1000]

Reports are invented and written to a temporary folder, 36 KiB of JSON each, a thousand to a subfolder and no two of a thousand alike; one in four has
mistakes. `gouji check FOLDER --format concise` is run on them as a user would, output to a file. --large 100000 takes a quarter of an hour.

With --compare other linters of JSON check the same reports in the same run (see others.py); they are fetched by npm, or told to be missing.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from others import others

from gouji.testing import sample, set_cell

ROOT = Path(__file__).parents[1]
SIZE = 36 * 1024
PLACES = ("云岭", "青禾", "澄川", "临泽川", "北屏", "望澜", "沙汀", "柏原")
ORGANS = ("教育局", "水务局", "档案数据局", "交通运输局", "财政局", "民政局", "卫生健康委员会", "应急管理局")
WORKS = (
    "围绕{topic}公开政策文件{n}件，逐件标明适用对象、办理条件和咨询窗口，方便群众对照查询。",
    "在{topic}方面，通过部门网站专栏发布信息{n}条，栏目按季度核对，超期未更新的及时补充。",
    "就{topic}组织座谈{n}场，收集意见后逐条答复，采纳情况随草案一并公布。",
    "{topic}的办事指南全部重新编写，删去重复材料{n}项，附有填写样例和常见问题。",
    "制作{topic}图文解读{n}篇，用事例说明政策口径，解读与文件同步发布并互相链接。",
    "编制{topic}事项目录，列明公开内容、时限和渠道共{n}项，由承办科室对照落实。",
)
TOPICS = (
    "义务教育招生", "农村饮水", "惠企资金", "道路养护", "社会救助", "医疗保障", "安全生产", "城乡规划", "食品安全", "养老服务",
    "就业培训", "住房保障", "防汛抗旱", "垃圾分类", "工程招标", "文化场馆", "营商环境", "生态修复", "公共交通", "基层治理",
)  # fmt: skip


def report(number: int, size: int = SIZE) -> bytes:
    """Return an invented report in JSON, of about so many bytes."""
    choose = random.Random(number)
    agency = f"{PLACES[number % 8]}市{ORGANS[number // 8 % 8]}"
    year = 2021 + number % 4
    data = sample(year, agency=agency)
    overview: list[Any] = data["content"][0]["content"]
    received, published = choose.randint(20, 400), choose.randint(5, 60)
    for kind, value in (("natural_person", received), ("total", received)):
        for row in ("new_received", "granted", "result_total"):
            set_cell(data, f"requests/{row}/{kind}", value)
    overview[1]["content"] = [f"全年新收政府信息公开申请{received}件，年内全部办结，均按期答复申请人。"]
    if number % 4 == 0:
        set_cell(data, "requests/new_received/total", received + 1)
        overview[0]["content"].append(f"全年公开规划信息{published}条，其中公开专项规划{published + 3}条。")
    # Reports do not repeat themselves, so neither do these.
    told: set[str] = set()
    while len(encoded := json.dumps(data, ensure_ascii=False, indent=1).encode()) < size:
        for _ in range(max(1, (size - len(encoded)) // 400)):
            section = overview[choose.randrange(len(overview))]["content"]
            words = choose.choice(WORKS).format(topic=choose.choice(TOPICS), n=choose.randint(3, 90))
            if words in told:
                continue
            told.add(words)
            if section and len(section[-1]) < 260:
                section[-1] += words
            else:
                section.append(words)
    return encoded


def generate(folder: Path, count: int) -> None:
    """Write so many reports into a folder. Those after the first thousand repeat them: only memory is measured on so many."""
    for number in range(count):
        file = folder / f"{number // 1000:03}" / f"report_{number:06}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        if number < 1000:
            file.write_bytes(report(number))
        else:
            shutil.copyfile(folder / "000" / f"report_{number % 1000:06}.json", file)


class Run(NamedTuple):
    """Seconds on the clock, seconds of all cores together, and peak memory of the largest process in MiB."""

    clock: float
    work: float
    peak: float

    def __str__(self) -> str:
        return f"{self.clock:6.2f} s, {self.work:6.2f} s of work, peak {self.peak:5.1f} MiB"


# A process starts with the memory of the one that starts it as its peak, so that a small one starts what is measured.
WATCHER = """
import resource, subprocess, sys, time
started = time.perf_counter()
status = subprocess.run(sys.argv[2:]).returncode
taken = time.perf_counter() - started
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(sys.argv[1], "w") as told:
    told.write(f"{status} {taken} {usage.ru_utime + usage.ru_stime} {usage.ru_maxrss / 1024}")
"""


def measured(command: list[str]) -> tuple[Run, str]:
    """Run a command in a process of its own; return what it took, with the processes it started, and what it wrote."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as output:
        told = Path(folder) / "usage"
        subprocess.run([sys.executable, "-S", "-c", WATCHER, str(told), *command], stdout=output, check=True)
        status, *figures = told.read_text(encoding="utf-8").split()
        if int(status) not in (0, 1):
            sys.exit(f"{command[0]} failed with status {status}")
        output.seek(0)
        return Run(*map(float, figures)), output.read().decode("utf-8", "replace")


def gouji(folder: Path, jobs: int, *options: str, form: str = "concise") -> list[str]:
    """Return the command that checks a folder."""
    return [sys.executable, "-m", "gouji", "check", str(folder), "--format", form, "--jobs", str(jobs), *options]


def best(turns: int, command: list[str]) -> Run:
    """Return the best of some runs, which the other work of a busy machine disturbed least."""
    return min(measured(command)[0] for _ in range(turns))


def tell_of_time(folder: Path, jobs: int, turns: int) -> None:
    """Print how long the reports of a folder take without the cache, and with it."""
    for label, workers in (("all rules", jobs), ("one process", 1)):
        taken = best(turns, gouji(folder, workers, "--no-cache"))
        print(f"{label:12} --jobs {workers}: best of {turns}: {taken}", flush=True)
    print(f"{'first, kept':12} --jobs {jobs}: {measured(gouji(folder, jobs))[0]}", flush=True)
    for workers in dict.fromkeys((jobs, 1)):
        print(f"{'unchanged':12} --jobs {workers}: best of {turns}: {best(turns, gouji(folder, workers))}", flush=True)


def tell_of_memory(small: Path, large: Path, jobs: int) -> None:
    """Print what a few reports and many take in two formats, and how much more memory the many."""
    for form in ("concise", "jsonl"):
        peaks = []
        for folder in (small, large):
            taken, _ = measured(gouji(folder, jobs, "--no-cache", form=form))
            peaks.append(taken.peak)
            print(f"{form:8} {sum(1 for _ in folder.rglob('*.json')):6} reports --jobs {jobs}: {taken}", flush=True)
        print(f"{form:8} peak memory {peaks[1] / peaks[0] - 1:+.0%}", flush=True)


def compare(folder: Path, jobs: int) -> None:
    """Print what gouji and others take for the same reports, and in how many of them each found mistakes."""
    commands = {"gouji": gouji(folder, 1, "--no-cache"), f"gouji --jobs {jobs}": gouji(folder, jobs, "--no-cache")}
    for other in others(folder, folder.parent / "tools"):
        if other.missing:
            print(f"{other.name:18} skipped: {other.missing}", flush=True)
        else:
            commands[other.name] = other.command
    for name, command in commands.items():
        taken, written = measured(command)
        # Every report has an overview that is too long, of which an info tells: that is not one of the mistakes put in.
        serious = "\n".join(line for line in written.splitlines() if "[info]" not in line)
        found = len(set(re.findall(r"report_[0-9]{6}\.json", serious)))
        print(f"{name:18} {taken}; mistakes found in {found} reports", flush=True)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="many reports: time, cache, memory")
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--large", type=int, default=10_000)
    parser.add_argument("--no-memory", action="store_true")
    parser.add_argument("--no-time", action="store_true")
    parser.add_argument("--compare", action="store_true", help="only: other linters over the same reports")
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="gouji-corpus-"))
    os.environ["GOUJI_CACHE_DIR"] = str(work / "cache")
    os.environ.setdefault("PYTHONPATH", os.pathsep.join(str(ROOT / name) for name in ("linter", "rules", "schemas")))
    try:
        small = work / "small"
        generate(small, options.reports)
        print(f"{options.reports} reports, {sum(f.stat().st_size for f in small.rglob('*.json')) / 2**20:.1f} MiB")
        if options.compare:
            compare(small, options.jobs)
            return 0
        if not options.no_time:
            tell_of_time(small, options.jobs, options.turns)
        if not options.no_memory:
            large = work / "large"
            generate(large, options.large)
            tell_of_memory(small, large, options.jobs)
    finally:
        shutil.rmtree(work)
    return 0


if __name__ == "__main__":
    sys.exit(main())
