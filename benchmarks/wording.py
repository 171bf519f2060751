"""What the rules on wording cost: a clean report of 5,000 characters, and hostile text of a million.

python benchmarks/wording.py
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / folder) for folder in ("linter", "rules", "schemas")]

from gouji.report import Report  # noqa: E402
from gouji.rule import Category, Rule  # noqa: E402
from gouji.testing import registry, sample  # noqa: E402
from gouji_rules.facts.years import years  # noqa: E402

PARAGRAPHS = (
    "2022年，我局认真贯彻落实《条例》，通过门户网站公开信息 1204 条，较2021年增长12.5%；办结申请23件，其中2021年结转4件。"
    "按照国办公开办函〔2021〕30号要求，及时公开2022年部门预算和2021年部门决算，组织培训3次，参训人员210人次。",
    "（一）主动公开方面。围绕群众关切加大解读力度，采用图解、视频、问答等形式发布解读材料36篇，回应留言58条，办理人大代表建议和政协提案12件，"
    "均按期办结。健全信息发布审核制度，明确责任科室和责任人，定期开展网站和政务新媒体巡查，发现问题及时整改，确保信息准确、安全。",
    "（二）依申请公开方面。畅通网上、信函和当面受理渠道（含政务服务中心窗口），规范登记、转办、审核、答复各环节，做到“件件有登记、事事有回音”。"
    "对内容不明确的申请，及时与申请人沟通，帮助其说清所需信息的名称和特征；对不属于本机关掌握的信息，告知掌握该信息的机关及其联系方式。",
)
MILLION = 1_000_000
HOSTILE = {
    "open brackets": "（" * MILLION,
    "nested brackets": "（" * (MILLION // 2) + "）" * (MILLION // 2),
    "closing brackets": "）" * MILLION,
    "crossing marks": "（“《”）》" * (MILLION // 6),
    "brackets of every kind": "（《〈“‘〔【" * (MILLION // 7),
    "titles in titles": "《甲《乙》丙》" * (MILLION // 8),
    "open titles": "《" * MILLION,
    "open quotation marks": "“甲" * (MILLION // 2),
    "straight quotation marks": '"甲' * (MILLION // 2),
    "half-width marks": "甲,乙." * (MILLION // 4),
    "half-width marks in a row": "," * MILLION,
    "half-width brackets": "(甲)" * (MILLION // 3),
    "points and letters": "a.b." * (MILLION // 4),
    "marks in a row": "，。；、" * (MILLION // 4),
    "one character": "的" * MILLION,
    "one word": "公开" * (MILLION // 2),
    "one organ": "我县县政府" * (MILLION // 5),
    "digits": "20211月1日" * (MILLION // 7),
    "digits in a row": "2" * MILLION,
    "counts without unit": "信息1，" * (MILLION // 4),
    "letters between characters": "甲l" * (MILLION // 2),
    "compiling": "本报告根据编制" * (MILLION // 7),
    "all the same": "均" * MILLION,
    "short lines": "甲，\n" * (MILLION // 3),
    "white space": " " * MILLION,
}
RULES = [rule for rule in registry().rules if rule.category is Category.WORDING]


def report_of(paragraphs: list[str]) -> Report:
    data = sample(2022)
    data["content"][0]["content"] = paragraphs
    return Report(data, registry().formats)


def seconds(rule: Rule, report: Report) -> float:
    """Return the time of one rule, with what facts it is the first to ask for."""
    assert rule.check is not None
    started = time.perf_counter()
    for _ in rule.check(report, None):
        pass
    return time.perf_counter() - started


def all_rules(paragraphs: list[str]) -> dict[str, float]:
    """Return the time of each rule on a report of its own in the order in which they run; years are read for other rules."""
    report = report_of(paragraphs)
    report.fact(years)
    return {rule.name: seconds(rule, report) for rule in RULES}


def main() -> None:
    paragraphs = list(PARAGRAPHS) * 12
    length = sum(len(text.value) for text in report_of(paragraphs).texts())
    print(f"the first report of a run, patterns compiled: {sum(all_rules(paragraphs).values()) * 1000:.2f} ms")
    runs = [all_rules(paragraphs) for _ in range(200)]
    best = min(runs, key=lambda run: sum(run.values()))
    print(f"a clean report, {length} characters, all {len(RULES)} rules: {sum(best.values()) * 1000:.3f} ms")
    for name, taken in best.items():
        print(f"    {name:24} {taken * 1000:.3f} ms")
    for name, text in HOSTILE.items():
        # A rule that runs first pays for the facts it shares with others, so each has a report of its own.
        worst = max((sum(all_rules([text]).values()), "all rules together"), *one_by_one(text))
        print(f"{name}, {len(text)} characters: {worst[0]:.2f} s ({worst[1]})")


def one_by_one(text: str) -> list[tuple[float, str]]:
    """Return the time of each rule alone on a text, its facts included."""
    times = []
    for rule in RULES:
        report = report_of([text])
        report.fact(years)
        times.append((seconds(rule, report), rule.name))
    return times


if __name__ == "__main__":
    main()
