"""The date of publication: where it comes from, and how sure that makes a finding on it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gouji.engine import Engine, Metadata, Result
from gouji.finding import Entry
from gouji.selection import Selection
from gouji.source import Document, Guess
from gouji.testing import NoPlaces, registry, sample
from gouji_rules.basis import DEADLINES

GUESSED = (Guess(("published",), "发布日期", "the stated date of publication"),)


def late(data: dict[str, Any], guesses: tuple[Guess, ...] = (), **stated: Any) -> list[Entry]:
    """Check report JSON with the one rule."""
    engine = Engine(registry(), Selection(select=("CN306",)))
    result = Result("case")
    engine.check_document(Document(data, NoPlaces(), None, guesses), result, Metadata(stated))
    return [entry for entry in result.findings if entry.rule.code == "CN306"]


def report(published: str | None = None, kind: str = "department", signed: str = "") -> dict[str, Any]:
    data = sample(2023)
    data["agency"]["kind"] = kind
    if published:
        data["published"] = published
    if signed:
        data["content"][-1]["content"].append(signed)
    return data


def test_a_date_the_page_prints_is_a_warning() -> None:
    (entry,) = late(report("2024-03-05"), GUESSED)
    assert entry.severity.label == "warning"
    assert entry.message == registry().rule("CN306").messages["page"]["zh"].format_map(entry.data)  # type: ignore[union-attr]


def test_the_same_date_declared_is_an_error() -> None:
    (entry,) = late(report("2024-03-05"))
    assert entry.severity.label == "error"
    assert [basis["article"] for basis in entry.basis] == ["第四十九条"]


def test_a_date_the_user_states_is_declared() -> None:
    (entry,) = late(report("2024-01-05"), GUESSED, published="2024-03-05")
    assert entry.severity.label == "error"


def test_a_page_that_moved_later_says_nothing() -> None:
    assert not late(report("2025-12-30"), GUESSED)


def test_a_signature_counts_before_what_the_page_prints() -> None:
    (entry,) = late(report("2024-03-05", signed="云岭市档案数据局　2024年2月20日"), GUESSED)
    assert (entry.severity.label, entry.quote) == ("error", "2024年2月20日")
    (entry,) = late(report("2024-03-05", signed="云岭市档案数据局　2024年1月20日"), GUESSED)
    assert entry.severity.label == "warning"


@pytest.mark.parametrize(
    "line",
    [
        "发布日期：2024-02-20",
        "更新时间：2024-02-20",
        "页面更新于2024年2月20日",
        "最后修改时间 2024年2月20日",
        "打印日期 2024年2月20日",
        "云岭市档案数据局2022年政府信息公开工作年度报告 2024-02-20",
        "关于开展检查的通知 2024-02-20",
        "信息来源 云岭市档案数据局 2024-02-20",
        "2024-02-20",
        "文件有效期至2025年12月31日",
    ],
)
def test_what_a_page_prints_at_the_end_is_no_signature(line: str) -> None:
    assert not late(report(signed=line))


@pytest.mark.parametrize(
    "line",
    [
        "2024年2月20日",
        "云岭市档案数据局 2024年2月20日",
        "云岭市档案数据局办公室2024.2.20",
        "云岭市档案数据局 2024-02-20",
        "二〇二四年二月二十日",
    ],
)
def test_a_signature_in_any_form_is_one(line: str) -> None:
    (entry,) = late(report(signed=line))
    assert entry.severity.label == "error"


def test_no_law_is_cited_for_organs_the_article_does_not_name() -> None:
    (entry,) = late(report("2024-03-05", "authorized_org"))
    assert (entry.severity.label, entry.basis) == ("info", ())


@pytest.mark.parametrize("deadline", DEADLINES, ids=lambda deadline: deadline.kinds[0])
def test_the_last_day_is_in_time_and_the_next_is_not(deadline: Any) -> None:
    due = deadline.of(2023)
    after = f"{due[:5]}{int(due[5:7]) + 1:02}-01"
    for kind in deadline.kinds:
        assert not late(report(due, kind))
        assert late(report(after, kind))


def test_a_page_as_it_is_read_is_judged_as_a_page() -> None:
    """Through the reader: what it made out by itself is known to be so."""
    reader = registry().reader_for("page.json")
    assert reader is not None
    engine = Engine(registry(), Selection(select=("CN306",)))
    raw = json.dumps(report("2024-03-05"), ensure_ascii=False).encode()
    (entry,) = engine.check_bytes(raw, "page.json", reader).findings
    assert entry.severity.label == "error"
    html = registry().reader_for("page.html")
    assert html is not None
    paragraphs = "".join(f"<p>{line}</p>" for line in PAGE)
    page = f"<html><head><title>年报</title></head><body><div class='article'>{paragraphs}</div></body></html>"
    (entry,) = engine.check_bytes(page.encode(), "page.html", html).findings
    assert entry.severity.label == "warning"


PAGE = (
    "青禾县水利局2023年政府信息公开工作年度报告",
    "发布日期：2024-03-05 来源：青禾县水利局",
    "一、总体情况",
    "2023年，县水利局围绕群众关心的河道治理、饮水安全等事项公开信息86条，栏目更新及时，渠道保持畅通，并安排专人维护。",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "解读的形式还不多，来年将多用图解，并请熟悉业务的同志出镜讲解。",
    "六、其他需要报告的事项",
    "本机关没有收取信息处理费。",
)
