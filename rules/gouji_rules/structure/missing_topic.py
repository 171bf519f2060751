"""CN108 missing-topic."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Finding, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.basis import FORMAT_2021
from gouji_rules.facts.untreated_topics import untreated_topics

_PREFACE = (
    "本报告由云岭市档案数据局依照条例编制，包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况等六部分。"
)
_FOUR = (
    "（一）主动公开。通过门户网站公开信息 20 条，发布前逐条作保密审查。\n（二）依申请公开。收到 3 件，均按时答复。\n"
    "{}（四）平台建设。改版网站专栏。\n（五）监督保障。组织培训 2 次。"
)


def _report(*overview: object, heading: str = "一、总体情况") -> list[dict[str, object]]:
    return [
        {"heading": heading, "content": list(overview)},
        {"heading": "二、主动公开政府信息情况", "content": ["全年制发文件 3 件。"]},
    ]


@rule(
    "CN108",
    "missing-topic",
    category=Category.STRUCTURE,
    severity=Severity.WARNING,
    messages={
        "missing": {
            "zh": "总体情况没有写到：{topics}；请补写，没有开展的也要说明",
            "en": "the overview does not treat: {topics}; add it, or say that there was nothing",
        },
        "none": {
            "zh": "总体情况没有写任何工作情况；应分别写明{topics}",
            "en": "the overview tells of no work at all; it has to treat {topics}",
        },
    },
    basis=(FORMAT_2021,),
    needs=("chapters",),
    universal=True,
    identity=("keys",),
    about="""总体情况没有写全通知要求的五个方面。

    五个方面是主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障，在标题、段首标题和正文中查找，写法不限。2021 年度起为警告，2019、2020 年度为提示。
    """,
    invalid=[
        case(_FOUR.format(""), at="一、总体情况", message="missing", note="小标题从（二）直接到（四），缺政府信息管理"),
        case(
            "（一）机构和人员设置。配备专职人员 2 名。\n（二）制度修订。修订办法 1 项。\n（三）目录编制。梳理事项 30 项。",
            at="一、总体情况",
            message="missing",
            note="写的是另外几个题目",
        ),
        case(
            content=_report(_PREFACE, "所列数据的统计期限为2023年1月1日至12月31日。"),
            at="一、总体情况",
            message="none",
            note="只有编制说明，没有工作情况",
        ),
        case("扎实做好主动公开、依申请公开、政府信息管理、平台建设和监督保障工作。", at="一、总体情况", message="none"),
        case(
            "全年公开信息 20 条。收到申请 3 件，均按时答复。改版网站专栏，组织业务培训 2 次。",
            year=2020,
            at="一、总体情况",
            message="missing",
            severity=Severity.INFO,
            note="2019、2020 年度的格式没有列明这些内容",
        ),
        case(
            content=[
                {"heading": "一、总体情况", "content": [_PREFACE]},
                *_report("健全工作机构，完善目录。", heading="一、 总体情况"),
            ],
            at="一、 总体情况",
            message="missing",
            note="标题重复时，报在写工作情况的那一处",
        ),
    ],
    valid=[
        case(_FOUR.format("（三）政府信息管理。清理文件 9 件。\n")),
        case(
            "全年主动公开信息 20 条。收到公开申请 3 件，均按时答复。落实保密审查和动态调整机制，清理过期信息 5 条。"
            "优化网站栏目，新增查阅点 1 处。组织业务培训 2 次，接受社会评议。",
            note="没有分小标题，五个方面都写到",
        ),
        case("主动公开信息20条，办理依申请公开3件，规范政府信息管理，推进平台建设，强化监督保障。", note="写得简短"),
        case(
            "（一）主动公开方面。公开 20 条。\n（二）依申请公开方面。收到 3 件。\n（三）完善制度规范，加强政府信息管理。逐级审核。\n"
            "（四）加强平台建设，拓宽公开渠道。改版网站。\n（五）及时回应关切，自觉接受监督。办结留言 9 条。",
            note="小标题的写法不拘",
        ),
        case(
            "（一）主動公開。公開 20 條。\n（二）依申請公開。收到 3 件。\n（三）政府信息管理。清理文件。\n（四）平臺建設。改版網站。\n"
            "（五）監督保障。組織培訓。",
            note="繁体字",
        ),
        case(
            content=[
                {"heading": "一、总体情况", "content": []},
                {"heading": "一、健全机制", "content": ["规范政府信息管理，强化监督保障。"]},
                {"heading": "二、拓宽渠道", "content": ["主动公开 20 条，依申请公开 3 件，平台建设有新进展。"]},
                {"heading": "二、主动公开政府信息情况", "content": ["见附表。"]},
            ],
            note="下级标题误用了章的序号",
        ),
        case(content=_report(), note="空章，由 CN106 提示"),
        case(content=_report("（文字描述）"), note="没有填写的模板，由 CN114 提示"),
        case(content=_report("全年公开信息 20 条。")[1:], note="缺章，由 CN101 提示"),
        case("全年公开信息 20 条。", year=2018, note="2018 年度及以前没有统一格式"),
    ],
)
def missing_topic(report: Report, _options: None) -> Iterator[Finding]:
    """总体情况 does not treat all of the five topics the notice names.

    They are 主动公开, 依申请公开, 政府信息管理, 政府信息公开平台建设 and 监督保障. They are looked for in headings, in headings that
    open a paragraph and in the text, in many wordings; where the chapter is divided by the topics, one without a heading
    must at least be named. A sentence about the report itself, a title in 《》 and a mere list of the topics treat none. The
    notice governs reports on 2021 and later; before, the finding is information only. Silent where the chapter is absent
    (CN101), empty (CN106) or not filled in (CN114).
    """
    untreated = report.fact(untreated_topics)
    if untreated is None:
        return
    data = {"topics": "、".join(topic.name for topic in untreated.topics), "keys": [t.key for t in untreated.topics]}
    message = "none" if untreated.idle else "missing"
    severity = None if FORMAT_2021.covers(report) else Severity.INFO
    yield Finding(untreated.section.heading.span(), message, data, severity)
