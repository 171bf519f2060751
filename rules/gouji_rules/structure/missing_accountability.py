"""CN109 missing-accountability."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gouji.finding import Finding, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.basis import REGULATION
from gouji_rules.facts.untreated_topics import untreated_accountability

GOVERNMENTS = frozenset({"gov_province", "gov_city", "gov_county", "gov_township"})
_NOTHING = "明确分管负责人，组织业务培训 2 次。"


def _by(name: str, kind: str | None = None) -> dict[str, Any]:
    return {"agency": name} if kind is None else {"agency": name, "kind": kind}


@rule(
    "CN109",
    "missing-accountability",
    category=Category.STRUCTURE,
    severity=Severity.WARNING,
    messages={
        "missing": {
            "zh": "人民政府的年度报告还应写明工作考核、社会评议和责任追究结果，没有写到：{topics}；没有发生的也要说明",
            "en": "a people's government also reports the results of work assessment, public review and accountability; missing: {topics}",
        }
    },
    basis=(REGULATION.at(50),),
    needs=("chapters",),
    identity=("keys",),
    about="""人民政府的报告没有写工作考核、社会评议和责任追究结果。

    条例第五十条对各级人民政府有此要求，部门没有。在整份报告中查找；只缺其中一部分的为提示。机关类别不明时不检查。
    """,
    invalid=[
        case(_NOTHING, at="一、总体情况", message="missing", **_by("青禾县人民政府")),
        case(_NOTHING, at="一、总体情况", year=2019, **_by("云岭市", "gov_city"), note="只写地名，类别已注明"),
        case(
            "开展工作考核和社会评议。",
            at="一、总体情况",
            severity=Severity.INFO,
            **_by("望溪镇人民政府"),
            note="只缺责任追究",
        ),
        case(
            "每季度出具政务公开评估报告。",
            at="一、总体情况",
            severity=Severity.INFO,
            **_by("青禾县人民政府"),
            note="评估也是考核",
        ),
        case(
            "未发生责任追究情形。",
            at="一、总体情况",
            severity=Severity.INFO,
            **_by("临江省人民政府", "gov_province"),
            note="缺工作考核、社会评议",
        ),
    ],
    valid=[
        case(
            "将公开工作纳入年度考核，邀请第三方开展满意度调查，全年无被问责情形。",
            **_by("青禾县人民政府"),
        ),
        case(
            edit=lambda data: data["content"][4]["content"].append(
                "工作考核结果已通报，社会评议满意，未发生责任追究。"
            ),
            text=_NOTHING,
            **_by("青禾县人民政府"),
            note="写在其他章",
        ),
        case(_NOTHING, note="部门不作此要求"),
        case(_NOTHING, **_by("青禾县人民政府办公室"), note="政府办公室是部门"),
        case(_NOTHING, **_by("云岭市"), note="只写地名，类别不明"),
        case(_NOTHING, **_by("青禾县石岗街道办事处", "gov_subdistrict"), note="街道办事处是派出机关"),
        case(_NOTHING, **_by("青禾县人民政府", "department"), note="类别已注明为部门"),
        case(_NOTHING, year=2017, **_by("青禾县人民政府"), note="2018 年度及以前没有统一的章"),
        case(
            content=[
                {"heading": "一、总体情况", "content": []},
                {"heading": "二、主动公开政府信息情况", "content": ["见附表。"]},
            ],
            **_by("青禾县人民政府"),
            note="空章，由 CN106 提示",
        ),
    ],
)
def missing_accountability(report: Report, _options: None) -> Iterator[Finding]:
    """A people's government's report without the results of work assessment, public review and accountability.

    Article 50 asks this of governments at every level and not of their departments; the format puts it under 监督保障 in
    总体情况. It is looked for in the whole report. Where only some of the three are told the finding is an info. Silent where the kind of the agency is not given and its name does not
    certainly say that it is a people's government, and where 总体情况 is absent or empty.
    """
    agency = report.agency
    named = agency.kind is None and agency.name.strip().endswith("人民政府")
    untreated = report.fact(untreated_accountability) if named or agency.kind in GOVERNMENTS else None
    if untreated is not None:
        data = {
            "topics": "、".join(topic.name for topic in untreated.topics),
            "keys": [t.key for t in untreated.topics],
        }
        lowered = Severity.INFO if untreated.partly else None
        yield Finding(untreated.section.heading.span(), "missing", data, severity=lowered)
