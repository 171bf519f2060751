"""What the facts and rules on quantities cost, on a report of 5,000 characters and on a million hostile ones.

python benchmarks/quantities.py
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / folder) for folder in ("linter", "rules", "schemas")]

from gouji.report import Report  # noqa: E402
from gouji.rule import Category  # noqa: E402
from gouji.testing import registry, sample, set_cell  # noqa: E402
from gouji_rules.facts.figures import figures  # noqa: E402

REQUESTS = (
    "（二）依申请公开方面。全年新收政府信息公开申请209件，由上年的190件增加19件，增长10.0%；加上上年结转的10件，共办理219件，其中自然人申请180件，法人或其他组织申请39件。年内办结206件，"
    "予以公开68件、部分公开25件、不予公开12件、无法提供76件、不予处理20件、其他处理5件，结转下年度继续办理13件，均在法定期限内答复。政府信息公开行政复议7件，其中结果维持5件，尚未审结2件。"
)
PUBLISHED = (
    "（一）主动公开方面。全县通过政府网站公开信息21460条，其中政务动态9310条、公示公告6120条、政策文件430条、其他5600条；通过政务新媒体公开信息13825条。举办政策直播4场，在线回答提问310个，"
    "发布解读材料146篇，满意率96.4%。"
)
PLAIN = "坚持公开为常态、不公开为例外，完善信息发布审查制度，统一栏目设置和公开标准，推动政策文件、办事指南和解读材料同步准备、同步发布，方便公众查阅和办事，进一步提升公开的质量和实效。"
MILLION = 1_000_000
HOSTILE = {
    "digits": "1" * MILLION,
    "digits and commas": "123," * (MILLION // 4),
    "counts": "12件" * (MILLION // 3),
    "counts in sentences": "受理申请12件，其中办结3件。" * (MILLION // 14),
    "nested brackets": "（" * (MILLION // 3) + "收到申请12件" + "）" * (MILLION // 3),
    "brackets and counts": "（申请3件" * (MILLION // 5),
    "open title marks": "《申请3件" * (MILLION // 5),
    "Chinese numerals": "一二三" * (MILLION // 3),
    "units": "一件" * (MILLION // 2),
    "no punctuation": "政府信息公开申请受理" * (MILLION // 10),
    "percentages": "申请3件占5%" * (MILLION // 7),
    "negations": "未收到政府信息公开" * (MILLION // 9),
    "answers": "均已按期依法及时全部" * (MILLION // 10),
    "blanks": "3 " * (MILLION // 2),
    "claims that the table contradicts": "未收到政府信息公开申请，" * (MILLION // 12),
    "claims of bodies": "有19个单位未收到申请，" * (MILLION // 11),
    "counts of bodies": "各乡镇收到申请3件，" * (MILLION // 10),
    "bodies in brackets": "（各乡镇收到申请3件，" * (MILLION // 11),
}


FIGURES = {
    "new_received": 209, "carried_in": 10, "granted": 68, "partial": 25, "deny_internal": 12, "na_not_held": 76, "np_petition": 20, "oth_other": 5,
    "result_total": 206, "carried_out": 13,
}  # fmt: skip
"""What the table says, so that the text agrees with it, as that of most reports does."""


def report_of(paragraphs: list[str]) -> Report:
    data = sample(2022)
    data["content"][0]["content"] = paragraphs
    for row, count in FIGURES.items():
        set_cell(data, f"requests/{row}/total", count)
        set_cell(data, f"requests/{row}/natural_person", 170 if row == "new_received" else count)
    set_cell(data, "requests/new_received/commercial", 39)
    for column, count in {"rev_upheld": 5, "rev_pending": 2, "rev_total": 7}.items():
        set_cell(data, f"disputes/cases/{column}", count)
    return Report(data, registry().formats)


def seconds(report: Report) -> float:
    """How long the rules on consistency take, with all they rest on."""
    report._facts.clear()
    rules = [rule for rule in registry().rules if rule.category is Category.CONSISTENCY and rule.code <= "CN405"]
    # Blocks and figures are walked for every family of rules.
    list(report.blocks())
    report.fact(figures)
    start = time.perf_counter()
    for rule in rules:
        assert rule.check is not None
        list(rule.check(report, None))
    return time.perf_counter() - start


def main() -> None:
    first = report_of([REQUESTS])
    print(f"the first report of a run, patterns compiled: {seconds(first) * 1000:.1f} ms")
    for name, paragraphs in (
        ("as published", [REQUESTS, PUBLISHED, PUBLISHED] + [PLAIN] * 50),
        ("all numbers", [REQUESTS, PUBLISHED] * 15),
    ):
        report = report_of(paragraphs)
        length = sum(len(text.value) for text in report.texts())
        best = min(seconds(report) for _ in range(50))
        print(f"{name}, {length} characters: {best * 1000:.2f} ms")
    for name, text in HOSTILE.items():
        print(f"{name}, {len(text)} characters: {seconds(report_of([text])):.2f} s")


if __name__ == "__main__":
    main()
