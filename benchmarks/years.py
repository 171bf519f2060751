"""What the facts on years cost: a report of 5,000 characters, and hostile text of a million.

python benchmarks/years.py
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / folder) for folder in ("linter", "rules", "schemas")]

from gouji.report import Report  # noqa: E402
from gouji.testing import registry, sample  # noqa: E402
from gouji_rules.facts.clauses import passages  # noqa: E402
from gouji_rules.facts.years import years  # noqa: E402

PARAGRAPH = (
    "2022年，我局认真贯彻落实《条例》，通过门户网站公开信息 1204 条，较2021年增长12.5%；办结申请23件，其中2021年结转4件。"
    "按照国办公开办函〔2021〕30号要求，及时公开2022年部门预算和2021年部门决算，组织培训3次，参训人员210人次。"
    "围绕群众关切加大解读力度，采用图解、视频、问答等形式发布解读材料36篇，回应留言58条，办理人大代表建议和政协提案12件，"
    "均按期办结。健全信息发布审核制度，明确责任科室和责任人，定期开展网站和政务新媒体巡查，发现问题及时整改，确保信息准确、安全。"
)
PLAIN = PARAGRAPH.split("组织培训3次，")[1].replace("，参训人员210人次", "")
MILLION = 1_000_000
HOSTILE = {
    "one run of digits": "2020" * (MILLION // 4),
    "digits and blanks": "2020 " * (MILLION // 5),
    "years without punctuation": "2019年" * (MILLION // 5),
    "years in sentences": "2019年召开会议6场。" * (MILLION // 12),
    "dashes": "2019-" * (MILLION // 5),
    "nested brackets": "（〔[【" * (MILLION // 8) + "2019年" + "】]〕）" * (MILLION // 8),
    "open title marks": "《2019年" * (MILLION // 6),
    "nested title marks": "《" * (MILLION // 2) + "2019年" + "》" * (MILLION // 2),
    "open quotation marks": "“2019年召开" * (MILLION // 8),
    "no punctuation": "政府信息公开工作" * (MILLION // 8),
    "Chinese digits": "二〇二〇" * (MILLION // 4),
}


def report_of(paragraphs: list[str]) -> Report:
    data = sample(2022)
    data["content"][0]["content"] = paragraphs
    return Report(data, registry().formats)


def seconds(report: Report) -> float:
    report._facts.pop(years, None)
    report._facts.pop(passages, None)
    start = time.perf_counter()
    report.fact(years)
    return time.perf_counter() - start


def main() -> None:
    first = report_of([PARAGRAPH])
    print(f"the first report of a run, patterns compiled: {seconds(first) * 1000:.1f} ms")
    # A published report mentions a year once in two to six hundred characters; one with nothing but years is the worst case.
    for name, paragraphs in (("as published", [PARAGRAPH] * 4 + [PLAIN] * 34), ("all years", [PARAGRAPH] * 22)):
        report = report_of(paragraphs)
        length = sum(len(text.value) for text in report.texts())
        best = min(seconds(report) for _ in range(50))
        print(f"{name}, {length} characters, {len(report.fact(years))} mentions: {best * 1000:.2f} ms")
    for name, text in HOSTILE.items():
        print(f"{name}, {len(text)} characters: {seconds(report_of([text])):.2f} s")


if __name__ == "__main__":
    main()
