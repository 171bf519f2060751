"""No rule fails on a text, whatever its words: reports are made of the words that rules look for, in any order."""

from __future__ import annotations

from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from gouji.engine import Engine
from gouji.testing import registry, sample, set_cell
from gouji.writers.json import json_text

NUMBERS = ("0", "2", "3", "12", "20.5", "1,208", "十二", "三成", "百分之五", "２０", "10余", "近100", "3—5")
UNITS = ("件", "条", "篇", "件次", "个", "%", "个百分点", "万", "年", "月", "元", "")
TIMES = ("2021年", "2022年", "2023年", "2024年", "上年", "去年", "较上年", "由上年的", "比2022年", "同比", "截至2022年底", "1月1日至12月31日", "近三年")  # fmt: skip
WORDS = (
    "收到", "新收", "受理", "申请", "政府信息公开申请", "公开信息", "予以公开", "部分公开", "不予公开", "无法提供", "办结", "均已办结", "答复率", "结转", "结转下年度继续办理",
    "上年结转", "自然人", "法人或其他组织", "其中", "分别为", "共", "合计", "占", "占总数的", "增加", "减少", "增长", "下降", "行政复议", "行政诉讼", "维持", "均获维持", "纠正",
    "规章", "规范性文件", "制发", "废止", "现行有效", "行政许可", "行政处罚", "决定", "未收到", "没有", "收取信息处理费", "各乡镇", "县水文站", "全市各级行政机关", "我局", "我县",
    "微信", "网站", "微博", "按渠道分", "从方式看", "由", "等", "的", "为", "了", "和", "逐年递增", "统计期限为", "国办发〔2021〕30号", "《条例》", "一是", "因征地", "引发",
)  # fmt: skip
MARKS = ("，", "。", "；", "、", "：", "（", "）", "“", "”", "《", "》", " ", "\n", ",", "(", ")")
TEXTS = st.lists(st.sampled_from((*NUMBERS, *UNITS, *TIMES, *WORDS, *MARKS, *NUMBERS, *UNITS)), min_size=1, max_size=40)
PHRASES = (
    "收到申请", "受理", "办结", "予以公开", "不予公开", "公开信息", "其中", "其中网上", "分别为", "共", "合计", "占", "占比", "较上年增加", "较上年减少", "由上年的", "增长", "下降",
    "行政复议", "维持", "结转下年度", "上年结转", "采纳率", "（",
)  # fmt: skip
COUNTED = st.tuples(
    st.sampled_from((*PHRASES, "", "")),
    st.sampled_from(("2", "3", "12", "20", "0", "8.3", "近10")),
    st.sampled_from(("件", "条", "%", "篇")),
    st.sampled_from(("，", "、", "。", "；", "）、")),
).map("".join)
"""Clauses with a count each, as lists, shares and comparisons have them."""
SENTENCES = st.lists(COUNTED, min_size=1, max_size=12)
ENGINE = Engine(registry(), lang="en")


@settings(max_examples=250, deadline=None)
@given(
    st.lists(st.one_of(TEXTS, SENTENCES).map("".join), min_size=1, max_size=4), st.integers(0, 30), st.integers(0, 30)
)
@example(["发布微信推文30篇、微博信息20篇，较上年增加2件，增长10%。"], 0, 0)
def test_none_on_any_words(texts: list[str], received: int, carried: int) -> None:
    data: dict[str, Any] = sample(2023)
    data["content"][0]["content"] = [text for text in texts if text.strip()] or ["无"]
    set_cell(data, "requests/new_received/total", received)
    set_cell(data, "requests/carried_out/total", carried)
    set_cell(data, "disputes/cases/rev_total", carried)
    reader = registry().reader_for("report.json")
    assert reader is not None
    result = ENGINE.check_bytes(json_text(data).encode(), "report.json", reader)
    assert [entry.message for entry in result.findings if entry.rule.code.startswith("GJ00")] == []
