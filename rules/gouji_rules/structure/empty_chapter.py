"""CN106 empty-chapter."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Finding, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.facts.empty_chapters import empty_chapters
from gouji_rules.facts.missing_tables import missing_tables

MISSING_TABLE = "CN110"


def _report(*contents: list[object]) -> list[dict[str, object]]:
    headings = ("一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、附件")
    return [{"heading": heading, "content": content} for heading, content in zip(headings, contents, strict=False)]


@rule(
    "CN106",
    "empty-chapter",
    category=Category.STRUCTURE,
    severity=Severity.ERROR,
    messages={
        "empty": {
            "zh": "“{heading}”只有标题，没有内容；没有情况可报的，也应写明“无”或说明原因",
            "en": "“{heading}” is a heading with nothing under it; where there is nothing to report, say so",
        },
        "no-table": {
            "zh": "“{heading}”只有标题，没有文字，也未见表格；请填报这一章。表格如果是图片，无法读取，请改用文字表格",
            "en": "“{heading}” is a heading with neither text nor table under it; fill in the chapter. A table that is a picture "
            "cannot be read: print it as a table",
        },
    },
    identity=("heading",),
    about="""一章既没有文字也没有表格。

    只有小标题或空白段落的算没有内容；写“无”的算有。缺了法定表格的空章由 CN110 一并说明。
    """,
    invalid=[
        case(content=_report([], ["见附表。"], ["见附表。"]), at="一、总体情况", message="empty"),
        case(content=_report(["公开 20 条。"], [], ["见附表。"]), at="二、主动公开政府信息情况", message="no-table"),
        case(
            content=_report([{"heading": "（一）主动公开", "content": ["  "]}], ["见附表。"]),
            at="一、总体情况",
            note="只有下级标题和空白段落",
        ),
        case(content=_report(["公开 20 条。"], []), at="二、主动公开政府信息情况", message="empty", year=2017),
    ],
    valid=[
        case("全年公开信息 20 条。"),
        case(content=[{"heading": "六、其他需要报告的事项", "content": ["无"]}], year=2020, note="写明“无”就不是空章"),
        case(
            content=[
                {"heading": "一、总体情况", "content": []},
                {"heading": "一、总体情况", "content": ["公开 20 条。"]},
            ],
            note="标题重复，由 CN104 提示",
        ),
        case(
            content=[
                {"heading": "一、总体情况", "content": []},
                {"heading": "一、健全机制", "content": ["明确专人负责。"]},
                {"heading": "二、主动公开政府信息情况", "content": ["见附表。"]},
            ],
            note="下级标题误用了章的序号，内容还在，由 CN105 提示",
        ),
        case(content=_report([{"table": None, "grid": [["年份", "条数"]]}]), note="有表格"),
    ],
)
def empty_chapter(report: Report, _options: None) -> Iterator[Finding]:
    """A chapter with neither text nor table.

    Bare sub-headings and blank paragraphs are no content; 无 is. Silent where the heading stands twice and one of the two has
    content (CN104), and where what follows the heading is its own content under headings that are numbered afresh (CN105).
    Silent too where CN110 tells of the empty chapter with the tables it must hold.
    """
    tabled = report.selected is None or MISSING_TABLE in report.selected
    told = {section.pointer for section, _ in report.fact(missing_tables)} if tabled else set()
    for section, has_tables in report.fact(empty_chapters):
        if section.pointer in told:
            continue
        data = {"heading": section.heading.value.strip()}
        yield Finding(section.heading.span(), "no-table" if has_tables else "empty", data)
