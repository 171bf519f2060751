"""The rule CN208 rule-making-power."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gouji.finding import Finding, Related, Severity
from gouji.rule import Category, case, rule
from gouji_rules.basis import LEGISLATION
from gouji_rules.facts.figures import figures

if TYPE_CHECKING:
    from gouji.report import Report
    from gouji_rules.facts.figures import TableFigures

TABLE, ROW = "art20_1", "rules"
WITHOUT_POWER = ("gov_county", "gov_township", "gov_subdistrict")
# GB/T 2260 gives provinces codes from 11 on; 00 and 10 stand for the country.
FIRST_PROVINCE = "11"

RULES = {"art20_1/rules/issued": 1, "art20_1/rules/in_force": 3}


@rule(
    "CN208",
    "rule-making-power",
    category=Category.ARITHMETIC,
    severity=Severity.ERROR,
    messages={
        "government": {
            "zh": "“规章”一行填了{figures}，而县级、乡级人民政府及其派出机关无权制定规章；规范性文件请填入下一行",
            "en": "the row 规章 holds {figures}, but governments of counties and townships and their branch offices cannot make"
            " rules; other documents belong in the next row",
        },
        "department": {
            "zh": "“规章”一行填了{figures}，而地方人民政府的部门无权制定规章；如为本部门负责实施的规章，请核对统计口径",
            "en": "the row 规章 holds {figures}, but a department of a local government cannot make rules; if these are rules it"
            " administers, check what is to be counted",
        },
        "also": {"zh": "这里为 {figure}", "en": "{figure} here"},
    },
    basis=(LEGISLATION.at(91, 93),),
    universal=True,
    about="""没有规章制定权的机关填报了规章。

    国务院部门、省级政府、设区的市和自治州政府可以制定规章，县、乡政府不能。地方部门填的可能是其负责实施的规章，为警告。机关类别不明时不检查。
    """,
    invalid=[
        case(kind="gov_county", cells=RULES, at="art20_1 / rules / issued", message="government"),
        case(
            kind="gov_township",
            year=2020,
            cells={"art20_1/rules/published_total": 2},
            at="art20_1 / rules / published_total",
            message="government",
            note="2023 年以前的报告不引用现行立法法",
        ),
        case(
            kind="department",
            region="410300",
            cells=RULES,
            at="art20_1 / rules / issued",
            message="department",
            severity=Severity.WARNING,
            note="有的部门把负责实施的规章计入",
        ),
    ],
    valid=[
        case(cells=RULES, note="机关类别不明时不判断"),
        case(kind="gov_city", cells=RULES, note="设区的市、自治州的人民政府可以制定规章"),
        case(kind="department", cells=RULES, note="所在地区不明时，可能是国务院部门"),
        case(kind="department", region="100000", cells=RULES, note="国务院部门可以制定规章"),
        case(kind="gov_county", cells={"art20_1/rules/issued": "/", "art20_1/normative_docs/issued": 4}),
    ],
)
def rule_making_power(report: Report, _options: None) -> Iterator[Finding]:
    """Rules (规章) reported by a body that has no power to make them.

    Departments of the State Council, provinces, cities divided into districts and autonomous prefectures make rules; the
    governments of counties and townships cannot. A local department that reports some may mean the rules it administers,
    which is a warning. Silent where the kind of agency, or for a department its region, is unknown.
    """
    kind, region = report.agency.kind, report.agency.region
    local = region is not None and region[:2] >= FIRST_PROVINCE
    if kind not in WITHOUT_POWER and not (kind == "department" and local):
        return
    for table in report.fact(figures):
        if table.table.key == TABLE:
            yield from _stated(table, kind in WITHOUT_POWER)


def _stated(table: TableFigures, certain: bool) -> Iterator[Finding]:
    row = table.format.rows.get(ROW)
    if row is None:
        return
    stated = [
        (cell, column.label, value)
        for column in table.format.column_lines
        if (value := table.values[row.index][column.index]) and (cell := table.cell(row.index, column.index))
    ]
    if stated:
        yield Finding(
            stated[0][0],
            "government" if certain else "department",
            {"figures": "、".join(f"{label} {value}" for _, label, value in stated)},
            severity=None if certain else Severity.WARNING,
            related=[Related(cell, "also", {"figure": value}) for cell, _, value in stated[1:]],
        )
