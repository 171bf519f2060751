"""What packs in YAML cost: 200 rules on a report, a report from a region that no pack is for, and hostile text.

    python benchmarks/packs.py [--limit MS]

The rules are of all kinds, in the proportions of real packs. What is printed is the median over the runs; with --limit a median
above it for 200 rules makes the exit status 1.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / folder) for folder in ("linter", "rules", "schemas")]

from gouji.packs.heads import heads  # noqa: E402
from gouji.packs.library import Library  # noqa: E402
from gouji.report import Report  # noqa: E402
from gouji.testing import registry, sample  # noqa: E402

PARAGRAPH = (
    "2023年，我局认真贯彻落实《条例》，通过门户网站公开信息 1204 条，政务新媒体发布 312 条，编发公报 4 期，开设政务公开专区 14 个；"
    "办结申请 23 件，其中上年结转 4 件。制发行政规范性文件 2 件，废止 1 件，现行有效 9 件。所列数据的统计期限自2023年1月1日起至2023年12月31日止。"
    "健全信息发布审核制度，明确责任科室和责任人，定期开展网站和政务新媒体巡查，发现问题及时整改，如有疑问请联系（电话：6612018）。"
)
KINDS = (
    "{kind: existence, words: [禁用词甲%d, 禁用词乙%d, 禁用词丙%d]}",
    "{kind: existence, patterns: ['第%d次[^，。]{0,12}会议精神']}",
    "{kind: substitution, pairs: {错误写法%d: 正确写法, 另一错误%d: 正确}}",
    "{kind: required, in: [preface, overview], words: [电话, 热线%d]}",
    "{kind: required, in: [overview], patterns: ['现行有效[^。；]{0,6}\\d{1,5}件', '有效文件%d']}",
    "{kind: occurrence, words: [高度重视%d], max: 3}",
    "{kind: length, in: [overview], max: 9%d00}",
    "{kind: pattern, find: '国办发.{0,6}第%d号', form: '国办发〔\\d{4}〕\\d{1,3}号'}",
    "{kind: topic, in: [overview], topics: [{name: 网站, words: [网站]}, {name: 公报, words: [公报, 备用%d]}]}",
    "{kind: statement, in: [overview], sentences: ['统计期限自{from}起至{to}止', '另一写法%d为{from}']}",
    "{kind: unique, of: found, words: [唯一的词%d]}",
    "{kind: compare, find: '新收申请%d(?P<number>\\d{1,6})件', cell: requests/new_received/total}",
    "{kind: date-order, date: published, by: 03-31}",
)  # fmt: skip


def pack(count: int) -> str:
    """Return a pack of that many rules."""
    rules = []
    for i in range(count):
        own = KINDS[i % len(KINDS)].replace("%d", str(i))
        common = (
            f"code: BM{i:03}, name: benchmark-{i}, title: 第{i}条, invalid: [{{text: 甲。}}], valid: [{{text: 乙。}}]"
        )
        rules.append(f"  - {{{common}, {own[1:]}\n")
    return "id: benchmark\nprefix: BM\ntitle: 测试\nrules:\n" + "".join(rules)


def report(paragraphs: int = 12) -> Report:
    """Return a report that no rule of the pack finds anything in."""
    return Report(sample(2023, [PARAGRAPH] * paragraphs), registry().formats)


def milliseconds(work: Callable[[], object], runs: int) -> float:
    """Return the median of what a piece of work takes."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="what packs in YAML cost")
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--limit", type=float, help="the highest median for 200 rules, in ms, that is no failure")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "benchmark.yaml"
        file.write_text(pack(200), encoding="utf-8")
        library = Library(registry())
        started = time.perf_counter()
        rules = library.at(file).rules
        print(f"reading and compiling a pack of {len(rules)} rules   {(time.perf_counter() - started) * 1000:8.2f} ms")
    reports = [report() for _ in range(options.runs + 1)]
    words = sum(len(text.value) for text in reports[0].texts())

    def check(one: Report) -> int:
        return sum(1 for rule in rules if rule.applies(one) and rule.check is not None for _ in rule.check(one, None))

    found = check(reports.pop())
    remaining = iter(reports)
    taken = milliseconds(lambda: check(next(remaining)), options.runs)
    print(f"200 rules on a report of {words} characters ({found} findings)   {taken:8.3f} ms")
    finding = milliseconds(
        lambda: [head for head in heads(registry().pack_files) if head.is_for("310000")], options.runs
    )
    print(f"finding that no shipped pack is for a region   {finding:8.3f} ms")
    for name, text in (("digits", "2023" * 25_000), ("one word", "统计" * 50_000), ("marks", "（“《" * 33_000)):
        hostile = Report(sample(2023, [text]), registry().formats)
        print(f"200 rules on 100,000 characters of {name}   {milliseconds(lambda one=hostile: check(one), 1):8.1f} ms")  # type: ignore[misc]
    return int(options.limit is not None and taken > options.limit)


if __name__ == "__main__":
    sys.exit(main())
