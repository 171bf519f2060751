"""CN111 outdated-format."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Finding, Related, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.basis import FORMATS
from gouji_rules.facts.other_editions import Telling, telling_lines
from gouji_rules.structure.edits import tables_of


@rule(
    "CN111",
    "outdated-format",
    category=Category.STRUCTURE,
    severity=Severity.ERROR,
    messages={
        "edition": {
            "zh": "{year} 年度报告用了 {other} 年起施行的格式的表（有“{label}”）；应使用{title}（{notice}）的表",
            "en": "a report on {year} has tables of the format in force from {other} (“{label}” tells); the tables of {notice} are required",
        },
        "other-row": {
            "zh": "“{label}”应分三行填报（{rows}），{year} 年度报告不能再合为一行",
            "en": "“{label}” has three rows of its own ({rows}) in a report on {year}; one row is the form of earlier years",
        },
        "also": {"zh": "这里也是：“{label}”", "en": "here too: “{label}”"},
    },
    basis=FORMATS,
    needs=("edition",),
    identity=("key",),
    about="""用了另一年度统一格式的表格。

    统一格式自 2021 年度起有变：第二十条各表的列不同，取消政府集中采购，（六）其他处理由一行改为三行。每张表按自己的行和列判断，全文只报一次，指出最能说明问题的标签。
    """,
    invalid=[
        case(
            edit=tables_of(2020), year=2023, at="art20_1", message="edition", note="2023 年度报告用了 2019 版的全部表格"
        ),
        case(
            edit=tables_of(2022), year=2020, at="art20_1", message="edition", note="2020 年度报告用了 2021 版的全部表格"
        ),
        case(edit=tables_of(2020, "art20_5"), year=2023, at="art20_5", message="edition", note="只有一张表是旧版"),
        case(
            edit=tables_of(2020, "requests"),
            year=2023,
            at="requests / oth",
            message="other-row",
            note="（六）其他处理合为一行",
        ),
        case(
            edit=tables_of(2022, "requests"),
            year=2020,
            at="requests / oth_no_correction",
            message="edition",
            note="旧版年度却分了三行",
        ),
    ],
    valid=[
        *(case("全年公开信息 20 条。", year=year) for year in (2019, 2020, 2021, 2024)),
        case(edit=tables_of(2019, "disputes"), year=2024, note="这张表两版相同"),
    ],
)
def outdated_format(report: Report, _options: None) -> Iterator[Finding]:
    """Tables of another edition of the national format than the one in force for the report's year.

    The format changed with the reports on 2021: other columns under 第二十条, no more 政府集中采购, and three rows for （六）其他处理
    where there was one. Each table is judged by its own rows and columns; one finding names the first label that tells, with
    the others beside it. Where only 其他处理 stands in one row, that is said instead.
    """
    telling = report.fact(telling_lines)
    if not telling or report.edition is None:
        return
    first = telling[0]
    edition = report.edition
    data = {
        "key": first.line.key,
        "label": first.line.label,
        "year": report.year,
        "other": first.format.edition.first_year,
        "title": edition.title,
        "notice": edition.notice,
        "rows": "、".join(line.label for line in first.instead),
    }
    message = "other-row" if first.instead and _same_table(telling) else "edition"
    related = [Related(other.target, "also", {"label": other.line.label}) for other in telling[1:]]
    yield Finding(first.target, message, data, related=related)


def _same_table(telling: tuple[Telling, ...]) -> bool:
    return len({line.format.key for line in telling}) == 1
