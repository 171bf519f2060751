"""What the rules on citations and privacy cost: a clean report of 5,000 characters, and hostile text of a million.

python benchmarks/citations.py
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / folder) for folder in ("linter", "rules", "schemas")]

from gouji.report import Report  # noqa: E402
from gouji.rule import Category  # noqa: E402
from gouji.testing import registry, sample  # noqa: E402

PREFACE = (
    "本报告根据《中华人民共和国政府信息公开条例》（国务院令第711号，以下简称《条例》）和《国务院办公厅政府信息与政务公开办公室关于印发"
    "〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）要求编制。所列数据的统计期限自2023年1月1日起至2023年12月31日止。"
    "如有疑问，请与云岭市档案数据局办公室联系（地址：云岭市文昌路6号，邮编：202100，电话：0562-5111009）。"
)
PARAGRAPH = (
    "2023年，我局认真贯彻落实《条例》，通过门户网站公开信息 1204 条，较2022年增长12.5%；办结申请23件，组织培训3次，参训人员210人次。"
    "围绕群众关切加大解读力度，采用图解、视频、问答等形式发布解读材料36篇，回应留言58条，办理人大代表建议和政协提案12件，"
    "均按期办结。健全信息发布审核制度，明确责任科室和责任人，定期开展网站和政务新媒体巡查，发现问题及时整改，确保信息准确、安全。"
)
PLAIN = PARAGRAPH.replace("《条例》", "有关规定")
MILLION = 1_000_000
HOSTILE = {
    "one run of digits": "1391234567" * (MILLION // 10),
    "digits and blanks": "1 " * (MILLION // 2),
    "digits in tens": "1234567890，" * (MILLION // 11),
    "mobile numbers": "电话13912345678，" * (MILLION // 14),
    "identity numbers": "11010519491231002X，" * (MILLION // 19),
    "cards": "卡6222020200112233446：" * (MILLION // 21),
    "document numbers": "云政办[2021]03号、" * (MILLION // 13),
    "numbers without a serial": "云政办〔2021〕" * (MILLION // 9),
    "opening brackets": "〔[【（" * (MILLION // 4),
    "brackets and blanks": "〔 2021 〕 " * (MILLION // 9),
    "open title marks": "《中华人民共和国" * (MILLION // 8),
    "nested title marks": "《" * (MILLION // 2) + "》" * (MILLION // 2),
    "titles": "《中华人民共和国政府信息公开条例》" * (MILLION // 17),
    "decrees": "国务院令第492号" * (MILLION // 9),
    "articles": "《条例》第三十一条、" * (MILLION // 10) + "编制年度报告",
    "abbreviations": "以下简称《条例》" * (MILLION // 8),
    "no punctuation": "政府信息公开工作" * (MILLION // 8),
    "printable ASCII": "/a.b" * (MILLION // 4) + "13912345678",
}
RULES = [rule for rule in registry().rules if rule.category in (Category.CITATION, Category.PRIVACY)]


def report_of(paragraphs: list[str]) -> Report:
    data = sample(2023)
    data["content"][0]["content"] = paragraphs
    return Report(data, registry().formats)


def seconds(report: Report, most: int | None = None) -> float:
    """Return the time that the rules take on a report; `most` findings of each are taken, as nobody reads a million."""
    report._facts.clear()
    list(report.blocks())
    start = time.perf_counter()
    for rule in RULES:
        assert rule.check is not None
        for i, _ in enumerate(rule.check(report, None)):
            if most is not None and i >= most:
                break
    return time.perf_counter() - start


def main() -> None:
    first = report_of([PREFACE, PARAGRAPH])
    print(f"the first report of a run, patterns compiled: {seconds(first) * 1000:.1f} ms")
    # Published reports name 《条例》 four to ten times.
    report = report_of([PREFACE] + [PARAGRAPH] * 7 + [PLAIN] * 15)
    length = sum(len(text.value) for text in report.texts())
    best = min(seconds(report) for _ in range(100))
    print(f"a clean report, {length} characters, {len(RULES)} rules: {best * 1000:.2f} ms")
    for name, text in HOSTILE.items():
        print(f"{name}, {len(text)} characters: {seconds(report_of([text])):.2f} s")


if __name__ == "__main__":
    main()
