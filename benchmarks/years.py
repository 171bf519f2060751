"""What the facts on years cost, and the rules on years and consistency: a report of 5,000 characters, and hostile text of a million.

python benchmarks/years.py
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / folder) for folder in ("linter", "rules", "schemas")]

from gouji.report import Report  # noqa: E402
from gouji.rule import Category  # noqa: E402
from gouji.testing import registry, sample  # noqa: E402
from gouji_rules.facts.clauses import passages  # noqa: E402
from gouji_rules.facts.years import texts_with_years, years  # noqa: E402

PARAGRAPH = (
    "2022年，我局认真贯彻落实《条例》，通过门户网站公开信息 1204 条，较2021年增长12.5%；办结申请23件，其中2021年结转4件。"
    "按照国办公开办函〔2021〕30号要求，及时公开2022年部门预算和2021年部门决算，组织培训3次，参训人员210人次。"
    "围绕群众关切加大解读力度，采用图解、视频、问答等形式发布解读材料36篇，回应留言58条，办理人大代表建议和政协提案12件，"
    "均按期办结。健全信息发布审核制度，明确责任科室和责任人，定期开展网站和政务新媒体巡查，发现问题及时整改，确保信息准确、安全。"
)
PLAIN = PARAGRAPH.split("组织培训3次，")[1].replace("，参训人员210人次", "")
CLEAN = ROOT / "examples" / "reports" / "yunling_water_2023.json"
MILLION = 1_000_000
HOSTILE = {
    "one run of digits": "2020" * (MILLION // 4),
    "digits and blanks": "2020 " * (MILLION // 5),
    "years to come": "2023年召开会议6场。" * (MILLION // 12),
    "years without punctuation": "2019年" * (MILLION // 5),
    "years in sentences": "2019年召开会议6场。" * (MILLION // 12),
    "dashes": "2019-" * (MILLION // 5),
    "nested brackets": "（〔[【" * (MILLION // 8) + "2019年" + "】]〕）" * (MILLION // 8),
    "open title marks": "《2019年" * (MILLION // 6),
    "nested title marks": "《" * (MILLION // 2) + "2019年" + "》" * (MILLION // 2),
    "open quotation marks": "“2019年召开" * (MILLION // 8),
    "no punctuation": "政府信息公开工作" * (MILLION // 8),
    "Chinese digits": "二〇二〇" * (MILLION // 4),
    "impossible dates": "2月30日" * (MILLION // 5),
    "statistic periods": "统计期限为1月1日至12月30日\n" * (MILLION // 18),
    "an organ's names": "我县高度重视，" * (MILLION // 7),
    "names of cities": "开封市" * (MILLION // 3),
    "repeated sentences": "严格落实发布审核制度，由科室负责人逐条把关后上网。" * (MILLION // 25),
}


def report_of(paragraphs: list[str]) -> Report:
    data = sample(2022)
    data["content"][0]["content"] = paragraphs
    return Report(data, registry().formats)


def seconds(report: Report) -> float:
    for fact in (years, texts_with_years, passages):
        report._facts.pop(fact, None)
    start = time.perf_counter()
    report.fact(years)
    return time.perf_counter() - start


def rules_seconds(data: dict[str, Any]) -> float:
    """Return what the rules on years and consistency take on report JSON, facts included."""
    report = Report(data, registry().formats)
    rules = [rule for rule in registry().rules if rule.category in (Category.YEARS, Category.CONSISTENCY)]
    start = time.perf_counter()
    for rule in rules:
        options = None if rule.options is None else rule.options()
        for _ in () if rule.check is None else rule.check(report, options):
            pass
    return time.perf_counter() - start


def hostile(text: str) -> dict[str, Any]:
    agency = {"name": "青禾县望溪镇人民政府", "kind": "department", "region": "410300"}
    return {**report_of([text]).data, "agency": agency}


def main() -> None:
    first = report_of([PARAGRAPH])
    print(f"the first report of a run, patterns compiled: {seconds(first) * 1000:.1f} ms")
    # A published report mentions a year once in two to six hundred characters; one with nothing but years is the worst case.
    for name, paragraphs in (("as published", [PARAGRAPH] * 4 + [PLAIN] * 34), ("all years", [PARAGRAPH] * 22)):
        report = report_of(paragraphs)
        length = sum(len(text.value) for text in report.texts())
        best = min(seconds(report) for _ in range(50))
        print(f"{name}, {length} characters, {len(report.fact(years))} mentions: {best * 1000:.2f} ms")
    clean = json.loads(CLEAN.read_bytes())
    length = sum(len(text.value) for text in Report(clean, registry().formats).texts())
    best = min(rules_seconds(clean) for _ in range(50))
    print(f"rules on years and consistency, a clean report of {length} characters: {best * 1000:.2f} ms")
    for name, text in HOSTILE.items():
        facts, rules = seconds(report_of([text])), rules_seconds(hostile(text))
        print(f"{name}, {len(text)} characters: facts {facts:.2f} s, rules {rules:.2f} s")


if __name__ == "__main__":
    main()
