"""CN104 duplicate-heading."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Finding, Related, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.facts.repeated_headings import repeated_headings

_PROBLEMS = {"heading": "五、存在的主要问题及改进情况"}


@rule(
    "CN104",
    "duplicate-heading",
    category=Category.STRUCTURE,
    severity=Severity.ERROR,
    messages={
        "again": {
            "zh": "标题“{heading}”在同一层级重复出现；请合并两处内容或改正其中一个标题",
            "en": "the heading “{heading}” stands twice at one level; join the two parts or correct one of the headings",
        },
        "first": {"zh": "第一次出现在这里", "en": "it first stands here"},
    },
    identity=("words",),
    about="""同一层级出现了两个相同的标题。

    比较时不计序号和空格，段首标题（写在段落开头的标题）也算。报在第二处，并指出第一处。不同上级之下的同名小标题、网页自己重复的题名不算。
    """,
    invalid=[
        case(
            content=[
                {"heading": "一、总体情况", "content": ["本报告由云岭市档案数据局编制。"]},
                {"heading": "一、总体情况", "content": ["全年公开信息 20 条。"]},
                {"heading": "二、主动公开政府信息情况", "content": ["见附表。"]},
            ],
            at="一、总体情况",
            message="again",
        ),
        case(
            content=[
                {"heading": "一、总体情况", "content": ["全年公开信息 20 条。"]},
                {"heading": "二、 总 体 情 况", "content": ["全年公开信息 20 条。"]},
            ],
            at="二、 总 体 情 况",
            note="序号不同、标题中有空格，仍是同一标题",
        ),
        case(
            "（一）健全公开机制。明确专人负责。\n（二）拓宽公开渠道。开设专栏。\n(三) 健全公开机制。完善审核流程。",
            at="(三) 健全公开机制",
            note="与正文连写的标题也算标题",
        ),
        case("（一）主动公开。公开信息 20 条。\n（一）主动公开。公开信息 20 条。", at="（一）主动公开", year=2016),
        case(
            content=[
                {"heading": "一、总体情况", "content": ["全年公开信息 20 条。"]},
                {"heading": "一、政府信息公开总体情况", "content": ["全年公开信息 20 条。"]},
            ],
            at="一、政府信息公开总体情况",
            note="同一章的两种名称",
        ),
    ],
    valid=[
        case("（一）主动公开。公开信息 20 条。\n（二）依申请公开。收到申请 3 件。"),
        case(
            content=[
                {"heading": "云岭市档案数据局2023年政府信息公开工作年度报告", "content": []},
                {"heading": "云岭市档案数据局2023年政府信息公开工作年度报告", "content": ["现公布如下。"]},
                {"heading": "一、总体情况", "content": ["全年公开信息 20 条。"]},
            ],
            note="网页自带的题名重复了正文标题",
        ),
        case(
            content=[
                {"heading": "一、总体情况", "content": ["（一）制度建设。修订目录。", "（二）主动公开。公开 20 条。"]},
                {**_PROBLEMS, "content": ["（一）制度建设。审核流程还不够细。", "（二）主动公开。形式还不够多。"]},
            ],
            note="不同章下的同名小标题",
        ),
        case(
            content=[
                {
                    **_PROBLEMS,
                    "content": [
                        "存在的主要问题：",
                        "1.队伍建设。人员变动较多。",
                        "2.平台建设。栏目更新不够及时。",
                        "下一步改进措施：",
                        "1.队伍建设。加强业务培训。",
                        "2.平台建设。定期巡查栏目。",
                    ],
                }
            ],
            note="问题与措施各列一遍，引导语没有编号",
        ),
        case(
            content=[
                {"heading": heading, "content": []}
                for heading in ("一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况")
            ]
            + [
                {"heading": "一、总体情况", "content": ["全年公开信息 20 条。"]},
                {"heading": "二、主动公开政府信息情况", "content": ["见附表。"]},
                {"heading": "三、收到和处理政府信息公开申请情况", "content": ["见附表。"]},
            ],
            note="正文前的目录",
        ),
        case("1.无。\n2.无。", note="列举的条目不是标题"),
    ],
)
def duplicate_heading(report: Report, _options: None) -> Iterator[Finding]:
    """The same heading twice at one level, as when a preface and the chapter after it are both headed 一、总体情况.

    Numbers and white space do not count, and a heading that opens a paragraph counts as one that stands alone. The second is
    reported, with the first beside it. Not reported: the same sub-heading under different parents, or in two lists each led
    in by its own paragraph; a page's own title repeated above the document's; a table of contents.
    """
    for repeated in report.fact(repeated_headings):
        data = {"heading": repeated.again.text.strip(), "words": repeated.words}
        yield Finding(repeated.again, "again", data, related=[Related(repeated.first, "first")])
