"""Each kind: what it finds, where, and what it leaves alone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from gouji.finding import Entry
from gouji.kinds import NAMES, built_in, texts
from gouji.packs.errors import PackError
from gouji.packs.library import Library
from gouji.rule import Case, Rule
from gouji.testing import check_cases, registry, run_case

CASES: list[Mapping[str, Any]] = [{"text": "全年公开信息 20 条。"}]


def compiled(
    folder: Path, invalid: Sequence[Mapping[str, Any]], valid: Sequence[Mapping[str, Any]], **own: Any
) -> Rule:
    """A rule of a pack, by what it says."""
    rule = {
        "code": "YL001",
        "name": "the-rule",
        "title": "规则",
        "invalid": invalid or CASES,
        "valid": valid or CASES,
        **own,
    }
    pack = {
        "id": "yunling",
        "prefix": "YL",
        "title": "云岭",
        "vocabularies": {"talk": ["高度重视", "狠抓落实"]},
        "rules": [rule],
    }
    file = folder / "yunling.yaml"
    file.write_text(json.dumps(pack, ensure_ascii=False, indent=1), encoding="utf-8")
    return Library(registry()).at(file).rules[0]


def found(rule: Rule, index: int = 0) -> list[Entry]:
    return [entry for entry in run_case(rule, rule.invalid[index]).findings if entry.rule is rule]


def text(words: str, *at: str, **more: Any) -> dict[str, Any]:
    return {"text": words, **({"at": list(at)} if at else {}), **more}


OWN: dict[str, list[tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]]] = {
    "existence": [
        (
            {"words": ["$talk", "再上新台阶"], "unless": ["不得高度重视不够"]},
            [text("局党组高度重视，狠抓落实。", "高度重视", "狠抓落实"), text("高 度 重 视公开。", "高 度 重 视")],
            [text("不得高度重视不够。"), text("全年公开 20 条。")],
        ),
        ({"patterns": [r"\d{1,3}%左右"], "in": ["problems"]}, [{"problems": "约有 20%左右未更新。", "at": ["20%左右"]}], [text("约 20%左右。")]),
        ({"words": ["稳步推进", "稳步推进落实"]}, [text("稳步推进落实。", "稳步推进落实")], [text("公开 1 条。")]),
    ],
    "required": [
        ({"words": ["电话"], "in": ["preface", "overview"]}, [text("公开 1 条。", "一、总体情况")], [text("电话：1。"), {"preface": "电 话：1。"}]),
        ({"words": ["培训"], "in": ["overview"], "under": ["监督保障"]},
         [text("## （五）监督保障\n考核 1 次。\n## （六）其他\n培训 2 次。", "（五）监督保障"),
          text("监督保障：考核 1 次。\n组织培训 2 次。", "一、总体情况")],
         [text("## （五）监督保障\n培训 1 次。"), text("监督保障：培训 1 次。"), text("没有分节，培训 1 次。")]),
        ({"words": ["标准化"], "headings": True, "in": ["overview"]}, [text("标准化建设。", "一、总体情况")], [text("## （六）标准化建设\n甲。")]),
        ({"patterns": [r"现行有效\d{1,4}件"]}, [text("现行有效若干件。")], [text("现行有效 9 件。")]),
        ({"words": ["年度报告"], "in": ["title"]}, [text("甲。", "title", title="云岭市水务局2023年总结")], [text("甲。")]),
    ],
    "substitution": [
        ({"pairs": {"国家机密": "国家秘密", "转结": "结转"}}, [text("涉及国家机密的不予公开。", "国家机密"), text("转结 3 件。", "转结")], [text("国家秘密，结转。")]),
    ],
    "occurrence": [
        ({"words": ["全力"], "max": 1}, [text("全力推进，全力落实，全力保障。", "全力", message="many")], [text("全力推进。")]),
        ({"words": ["万件"], "min": 2, "in": ["overview"]}, [text("1 万件。", "一、总体情况", message="few")], [text("1 万件，2 万件。")]),
    ],
    "length": [
        ({"max": 20, "in": ["overview"]}, [text("公开信息二十条。" * 4, "一、总体情况", message="long")], [text("公 开 十 条。")]),
        ({"min": 30, "in": ["problems"]}, [{"problems": "无。", "at": ["五、存在的主要问题及改进情况"], "message": "short"}], [{"problems": "解读形式不够丰富，下一步多用图解视频，增强针对性和可读性。"}]),
        ({"max": 10, "of": "paragraph", "in": ["overview"]}, [text("短句。\n这一段的文字有一些长。", "一、总体情况")], [text("短句。\n短句。")]),
    ],
    "pattern": [
        ({"find": r"国办发.{0,2}\d{4}.{0,2}\d{1,3}号", "form": r"国办发〔\d{4}〕\d{1,3}号"}, [text("按国办发[2020]50号。", "国办发[2020]50号")], [text("按国办发〔2020〕50号。")]),
    ],
    "equation": [
        ({"table": "requests", "each": "row", "holds": "natural_person + commercial <= total", "only": ["new_received"]},
         [{"cells": {"requests/new_received/natural_person": 3}, "at": ["new_received / total"]}],
         [{"cells": {"requests/granted/natural_person": 3}},
          {"cells": {"requests/new_received/natural_person": 3, "requests/new_received/total": 3}},
          {"cells": {"requests/new_received/natural_person": 3, "requests/new_received/total": None}}]),
        ({"table": "requests", "each": "column", "holds": "result_total = sum(granted..oth_other)"},
         [{"cells": {"requests/granted/total": 2}, "at": ["result_total / total"]}],
         [{"cells": {"requests/granted/total": 2, "requests/result_total/total": 2}}, {"cells": {"requests/granted/total": "两件"}}]),
    ],
    "compare": [
        ({"find": r"新收申请(?P<number>\d{1,6})件", "cell": "requests/new_received/total"},
         [text("新收申请 5 件。", "5", cells={"requests/new_received/total": 4})],
         [text("新收申请 4 件。", cells={"requests/new_received/total": 4}), text("未收到申请。")]),
        ({"find": r"办结(?P<number>\d{1,6})件", "cell": "requests/result_total/total", "is": "at-most"},
         [text("办结 5 件。", "5", cells={"requests/result_total/total": 4})], [text("办结 3 件。", cells={"requests/result_total/total": 4})]),
    ],
    "date-order": [
        ({"date": "published", "by": "01-20"}, [{"published": "2024-01-21", "at": ["2024-01-21"], "message": "late"}], [{"published": "2024-01-20"}, {}]),
        ({"date": "published", "from": "01-01"}, [{"published": "2023-12-30", "message": "early"}], [{"published": "2024-01-01"}]),
        ({"date": "signed", "by": "01-20"},
         [{"other": "无。\n云岭市水务局\n2024年1月25日", "at": ["2024年1月25日"]}],
         [{"other": "无。\n云岭市水务局\n2024年1月18日"}, {"published": "2024-05-01"}, text("2024年3月1日召开会议。")]),
    ],
    "sequence": [
        ({"order": ["主动公开", "依申请公开", "监督保障"], "in": ["overview"]},
         [text("## （一）主动公开\n甲\n## （二）监督保障\n乙\n## （三）依申请公开\n丙", "（三）依申请公开", message="order")],
         [text("## （一）主动公开\n甲\n## （二）监督保障\n乙"), text("监督保障，主动公开。")]),
    ],
    "unique": [
        ({"of": "headings", "in": ["overview"]}, [text("## （一）主动公开\n甲\n## （二）主动公开\n乙", "（二）主动公开")], [text("## （一）主动公开\n甲")]),
        ({"of": "paragraphs"}, [text("全年组织业务培训两次，参训百人。\n全年组织业务培训两次，参训百人。", "全年组织业务培训两次，参训百人。")], [text("无。\n无。")]),
        ({"of": "found", "patterns": [r"第\d{1,3}次会议"]}, [text("第3次会议和第3次会议。", "第3次会议")], [text("第3次会议和第4次会议。")]),
    ],
    "topic": [
        ({"in": ["overview"], "topics": [{"name": "网站", "words": ["网站"]}, {"name": "公报", "words": ["公报", "公示栏"]}]},
         [text("网站发布 3 条。", "一、总体情况")], [text("网站 3 条，公示栏 1 条。")]),
        ({"when": ["六部分"], "topics": [{"name": "诉讼", "words": ["诉讼甲"]}]}, [text("由六部分组成。")], [text("由几部分组成。")]),
    ],
    "statement": [
        ({"sentences": ["统计期限自{from}起至{to}止", "截至{to}"], "what": "统计期限",
          "slots": {"from": {"is": ["{year}年1月1日"]}, "to": {"is": ["{year}年12月31日"]}}},
         [text("公开 1 条。", message="missing"),
          text("统计期限自2022年1月1日起至2023年12月31日止。", "2022年1月1日", message="wrong"),
          text("统计期限自2023年1月1日起至2023年11月30日止。", "2023年11月30日", message="wrong")],
         [text("统计期限自 2023 年 1 月 1 日起至 2023 年 12 月 31 日止。"), text("数据截至2023年12月31日。")]),
        ({"sentences": ["本报告（{who}）"], "slots": {"who": {"is": ["{agency}"]}}, "optional": True},
         [text("本报告(云岭市水务局)。", "云岭市水务局")], [text("公开 1 条。"), text("本报告(云岭市档案数据局)。")]),
    ],
}  # fmt: skip

EACH = [(kind, *example) for kind, examples in OWN.items() for example in examples]


@pytest.mark.parametrize(("kind", "own", "invalid", "valid"), EACH)
def test_a_kind_finds_what_its_rule_says(
    kind: str, own: dict[str, Any], invalid: list[dict[str, Any]], valid: list[dict[str, Any]], tmp_path: Path
) -> None:
    rule = compiled(tmp_path, invalid, valid, kind=kind, **own)
    check_cases(rule)
    for entry in found(rule):
        assert "{" not in entry.message


def test_every_kind_is_shown_and_has_a_module_of_its_name() -> None:
    names = {kind.name for kind in built_in()}
    assert names == OWN.keys() == {name.replace("_", "-") for name in NAMES}


@pytest.mark.parametrize("kind", built_in(), ids=lambda kind: kind.name)
def test_every_kind_describes_its_keys_in_both_languages(kind: Any) -> None:
    for name, schema in kind.keys.items():
        assert schema["title"], name
        assert schema["description"], name
    for words in kind.messages.values():
        assert words.keys() == {"zh", "en"}
    assert set(kind.notes) <= kind.messages.keys()
    assert set(kind.required) <= kind.keys.keys()


def test_a_fix_replaces_the_words_in_the_report(tmp_path: Path) -> None:
    rule = compiled(tmp_path, [text("涉及国 家机密的。")], [], kind="substitution", pairs={"国家机密": "国家秘密"})
    (entry,) = found(rule)
    assert entry.fix is not None
    assert entry.quote == "国 家机密"
    assert [(span, new) for _, span, new in entry.fix.edits] == [((2, 7), "国家秘密")]
    assert not entry.fix.safe


def test_a_repeat_and_a_differing_cell_point_at_the_other_place(tmp_path: Path) -> None:
    rule = compiled(tmp_path, [text("甲甲甲和甲甲甲。")], [], kind="unique", of="found", words=["甲甲甲"])
    assert found(rule)[0].related[0].message == "先出现在这里"


def test_a_message_of_the_rule_is_said_and_english_falls_back_to_the_kind(tmp_path: Path) -> None:
    rule = compiled(
        tmp_path, [text("高度重视。")], [], kind="existence", words=["$talk"], message="{agency}{year}：{found}"
    )
    assert found(rule)[0].message == "云岭市档案数据局2023：高度重视"
    assert rule.messages["found"]["en"] == "“{found}” should not stand here"


def test_a_report_of_many_words_is_not_silently_half_checked(tmp_path: Path) -> None:
    rule = compiled(tmp_path, [], [], kind="existence", words=["丙丁"])
    result = run_case(rule, Case("甲乙。" * 200_000))
    assert result.failed
    assert any("400000" in item.reason for item in result.unchecked)


def test_patterns_that_take_too_long_are_stopped_and_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "SECONDS", 0.05)
    patterns = [f"[^。]{{0,40}}[^。]{{0,{least}}}天" for least in range(20, 40)]
    rule = compiled(tmp_path, [], [], kind="existence", patterns=patterns)
    result = run_case(rule, Case("地" * 30_000))
    assert result.failed
    assert any("0.05 s" in item.reason for item in result.unchecked)


@pytest.mark.parametrize(
    ("own", "told"),
    [
        ({"kind": "existence"}, "应写明 words 或 patterns"),
        ({"kind": "occurrence", "words": ["甲"]}, "应写明 min 或 max"),
        ({"kind": "length", "min": 9, "max": 3}, "max 小于 min"),
        ({"kind": "date-order", "date": "signed"}, "应写明 by（最迟）或 from（最早）"),
        ({"kind": "statement", "sentences": ["甲{a}"], "slots": {"b": {"is": ["乙"]}}}, "各种写法中都没有 {b}"),
        (
            {"kind": "statement", "sentences": ["甲{a}"], "slots": {"a": {"is": ["{yaer}"]}}},
            "没有 {yaer} 这一项；是否想写 year？",
        ),
        ({"kind": "statement", "sentences": ["{a}…"]}, "写法中应有固定的文字"),
        ({"kind": "compare", "find": "甲", "cell": "requests/granted/total"}, "名为 number 的组"),
        ({"kind": "compare", "find": r"(?P<number>\d)甲", "cell": "requests"}, "应写作 表/行/列"),
        (
            {"kind": "equation", "table": "request", "each": "row", "holds": "a = b"},
            "没有名为 request 的表；是否想写 requests？",
        ),
        ({"kind": "substitution", "pairs": {"甲": "甲"}}, "替换前后相同"),
        ({"kind": "unique", "of": "headings", "words": ["甲"]}, "只用于 of: found"),
        (
            {"kind": "existence", "words": ["甲"], "messages": {"fuond": "乙"}},
            "没有名为 fuond 的消息；是否想写 found？",
        ),
    ],
)
def test_what_a_kind_cannot_use_is_refused(own: dict[str, Any], told: str, tmp_path: Path) -> None:
    with pytest.raises(PackError) as caught:
        compiled(tmp_path, [], [], **own)
    assert told in caught.value.zh
