"""CN118 extra-chapter."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Finding, Severity
from gouji.report import Report
from gouji.rule import Category, case, han, rule
from gouji_rules.basis import FORMAT_2021
from gouji_rules.facts.extra_chapters import extra_chapters

_TITLES = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)


def _report(*titles: str, numbers: str = "一二三四五六七八", mark: str = "、") -> list[dict[str, object]]:
    return [
        {"heading": f"{number}{mark}{title}", "content": ["有关情况如下。"]}
        for number, title in zip(numbers, titles, strict=False)
    ]


@rule(
    "CN118",
    "extra-chapter",
    category=Category.STRUCTURE,
    severity=Severity.WARNING,
    messages={
        "extra": {
            "zh": "“{heading}”不在统一格式的{count_zh}章之内；请并入相应的章，没有相应的章的写入“{last}”",
            "en": "“{heading}” is none of the {count_en} chapters of the national format; put it into one of them, or under “{last}”",
        }
    },
    basis=(FORMAT_2021,),
    needs=("chapters",),
    universal=True,
    identity=("heading",),
    about="""在统一格式的六章之外另设了一章。

    其他内容可写入第六章。章内增加小标题不算；顶替缺失章的由 CN101 说明。
    """,
    invalid=[
        case(content=_report(*_TITLES, "建议提案办理情况"), at="七、建议提案办理情况", message="extra"),
        case(
            content=_report(*_TITLES, "建议提案办理情况", "附件"),
            at=("七、建议提案办理情况", "八、附件"),
            note="每章各报一次",
        ),
        case(content=_report(*_TITLES, "附表"), year=2020, at="七、附表"),
        case(
            content=_report(*_TITLES[:3], "建议提案办理情况", *_TITLES[3:]),
            at="四、建议提案办理情况",
            note="插在中间，其后各章顺延编号",
        ),
        case(
            content=_report(*_TITLES[:3], "建议提案办理情况", *_TITLES[3:], numbers="一二三三四五六"),
            at="三、建议提案办理情况",
            note="插在中间，借用了前一章的序号",
        ),
        case(
            content=_report(*_TITLES[:5], "下一步改进措施", _TITLES[5]),
            at="六、下一步改进措施",
            note="一章拆成了两章",
        ),
    ],
    valid=[
        case(content=_report(*_TITLES)),
        case(
            "（一）主动公开。公开 20 条。\n（二）依申请公开。收到 3 件。\n（三）政府信息管理。清理文件。\n（四）平台建设。改版网站。\n"
            "（五）监督保障。组织培训。\n（六）标准化建设。修订目录。",
            note="总体情况之内多出（六）",
        ),
        case(
            content=[
                {"heading": "1、总体情况", "content": []},
                {"heading": "1、健全机制", "content": ["明确专人负责。"]},
                {"heading": "2、拓宽渠道", "content": ["开设专栏。"]},
                *_report(*_TITLES[1:], numbers="23456"),
            ],
            note="下级标题误用了章的序号，由 CN105 提示",
        ),
        case(
            content=_report(*_TITLES[:4], "人员培训情况", _TITLES[5]),
            note="占了第五章的位置，由 CN101 提示",
        ),
        case(content=[*_report(*_TITLES), {"heading": "附件", "content": ["见附表。"]}], note="附件没有编为一章"),
        case(content=_report(_TITLES[0], *_TITLES, numbers="一一二三四五六"), note="标题重复，由 CN104 提示"),
        case(content=[*({**c, "content": []} for c in _report(*_TITLES)), *_report(*_TITLES)], note="正文前的目录"),
        case(
            content=_report("概述", "主动公开情况", "依申请公开情况", "收费情况", "复议诉讼情况", "存在问题", "附表"),
            year=2017,
            note="2018 年度及以前没有统一的六章",
        ),
        case(content=_report("工作情况", "下阶段安排"), note="一个章标题都没有识别出来，由 GJ006 统一提示"),
    ],
)
def extra_chapter(report: Report, _options: None) -> Iterator[Finding]:
    """A first-level chapter beyond the six of the national format.

    The notice of 2021 asks that the content be neither short of article 50 nor spread beyond it; what else there is to say has
    a place in chapter six. A further sub-heading inside a chapter is no extra chapter. A chapter in the place of one that is
    absent is told of with that one's absence (CN101), sub-headings numbered as chapters are CN105, a repeated heading is CN104.
    """
    edition = report.edition
    assert edition is not None
    for section in report.fact(extra_chapters):
        number = len(edition.chapters)
        data = {
            "heading": section.heading.value.strip(),
            "count_zh": han(number),
            "count_en": number,
            "last": edition.chapters[-1].heading,
        }
        yield Finding(section.heading.span(), "extra", data)
