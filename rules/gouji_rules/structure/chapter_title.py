"""CN103 chapter-title."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Edit, Finding, Fix, Severity
from gouji.formats import simplify
from gouji.labels import bare, read_ordinal
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.basis import FORMATS
from gouji_rules.facts.first_level import Role, first_level


def _report(**titles: str) -> list[dict[str, object]]:
    chapters = {
        "一": "总体情况",
        "二": "主动公开政府信息情况",
        "三": "收到和处理政府信息公开申请情况",
        "四": "政府信息公开行政复议、行政诉讼情况",
        "五": "存在的主要问题及改进情况",
        "六": "其他需要报告的事项",
    } | titles
    return [{"heading": f"{number}、{title}", "content": ["有关情况如下。"]} for number, title in chapters.items()]


@rule(
    "CN103",
    "chapter-title",
    category=Category.STRUCTURE,
    severity=Severity.INFO,
    messages={
        "title": {
            "zh": "章标题“{found}”与统一格式的“{expected}”不一致",
            "en": "the chapter title “{found}” differs from the national format's “{expected}”",
        },
        "use": {"zh": "改为“{expected}”", "en": "change to “{expected}”"},
    },
    basis=FORMATS,
    needs=("chapters",),
    identity=("expected",),
    about="""章标题与统一格式不一致。

    通知中较长的名称、只加定语的写法（政府信息公开工作总体情况）都算一致。可以改为统一格式的标题，但标题可能反映了本章的实际内容，所以不算安全的修改。
    """,
    invalid=[
        case(content=_report(五="存在的主要问题及整改措施"), at="五、存在的主要问题及整改措施", message="title"),
        case(content=_report(五="存在的主要问题和改进措施"), at="五、存在的主要问题和改进措施", message="title"),
        case(content=_report(一="概述"), at="一、概述", message="title"),
        case(content=_report(一="总体概述"), at="一、总体概述", message="title"),
        case(content=_report(五="存在的主要问题及下一步计划"), at="五、存在的主要问题及下一步计划", message="title"),
        case(content=_report(六="其他需要汇报事项"), at="六、其他需要汇报事项", message="title"),
    ],
    valid=[
        case("全年公开信息 20 条。"),
        case(
            content=_report(
                二="行政机关主动公开政府信息情况",
                三="行政机关收到和处理政府信息公开申请情况",
                四="因政府信息公开工作被申请行政复议、提起行政诉讼情况",
                五="政府信息公开工作存在的主要问题及改进情况",
            ),
            note="通知本身使用的较长名称",
        ),
        case(content=_report(一="政府信息公开总体情况"), note="只是加了定语"),
        case(content=_report(一="2023年度青禾县政府信息公开工作总体情况"), note="只是加了定语"),
        case(content=_report(四="政府信息公开行政复议及行政诉讼情况")),
        case(content=_report(四="政府信息公开行政复议 行政诉讼情况"), note="空白与顿号之差"),
        case(content=_report(三="收到和處理政府信息公開申請情況"), note="繁体字"),
        case(content=_report(一="概述"), year=2018, note="2018 年度及以前没有统一的章标题"),
    ],
)
def chapter_title(report: Report, _options: None) -> Iterator[Finding]:
    """A chapter's title is neither the form's nor an accepted variant of it.

    The notice's own longer names count as the form's, and so does a title that only says more of what it is about
    (政府信息公开工作总体情况). The fix puts the form's title after the number as printed; it is not safe, since a changed
    title may say what the chapter really treats.
    """
    for entry in report.fact(first_level):
        chapter = entry.item.chapter
        if entry.role is not Role.CHAPTER or chapter is None or entry.item.titled:
            continue
        heading = entry.section.heading
        words = bare(simplify(heading.value))
        if any(words.endswith(title) for title in chapter.titles):
            continue
        ordinal = read_ordinal(heading.value)
        start = ordinal.length if ordinal is not None else 0
        data = {"found": heading.value[start:].strip(), "expected": chapter.title}
        fix = Fix("use", [Edit(heading.span(start), chapter.title)])
        yield Finding(heading.span(), "title", data, fix=fix)
