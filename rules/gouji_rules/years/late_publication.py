"""CN306."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Finding, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.basis import DEADLINE, DEADLINES, REGULATION
from gouji_rules.facts.publication import Source, publications
from gouji_rules.facts.title_years import accepted_years

MESSAGES = {
    "stated": {
        "zh": "{who_zh}的年度报告最迟应在{due}公布，本报告的发布日期是{found}。请核对日期；确已逾期的，今后应按期公布",
        "en": "{who_en} publish their report by {due}; this one gives {found} as its date of publication. Check the date",
    },
    "signed": {
        "zh": "{who_zh}的年度报告最迟应在{due}公布，本报告的落款日期是{found}。请核对日期；确已逾期的，今后应按期公布",
        "en": "{who_en} publish their report by {due}; this one is signed on {found}. Check the date",
    },
    "page": {
        "zh": "{who_zh}的年度报告最迟应在{due}公布，网页标注的发布日期是{found}。请核对：是首次公布的日期，还是网页后来调整的日期",
        "en": "{who_en} publish their report by {due}; the page gives {found}. Check whether it was published then or only moved",
    },
}


@rule(
    "CN306",
    "late-publication",
    category=Category.YEARS,
    severity=Severity.ERROR,
    messages=MESSAGES,
    basis=(DEADLINE,),
    universal=True,
    needs=("year",),
    identity=("found",),
    about="""报告发布晚于法定期限。

    县级以上人民政府部门为 1 月 31 日，县级以上地方人民政府为 3 月 31 日，当日不算迟。只有网页日期可依的为警告。
    """,
    invalid=[
        case(
            year=2023,
            kind="department",
            published="2024-02-01",
            at="2024-02-01",
            message="stated",
            note="部门，2月1日公布",
        ),
        case(
            year=2023,
            kind="gov_county",
            published="2024-04-02",
            at="2024-04-02",
            severity=Severity.ERROR,
            note="县政府，4月2日公布",
        ),
        case(
            year=2023,
            kind="department",
            edit=lambda data: data["content"][-1]["content"].append("云岭市档案数据局　2024年2月6日"),
            at="2024年2月6日",
            message="signed",
            note="部门，落款日期2月6日",
        ),
        case(
            year=2023,
            kind="vertical",
            published="2024-02-20",
            at="2024-02-20",
            severity=Severity.INFO,
            note="垂直管理机关，2月20日公布",
        ),
    ],
    valid=[
        case(year=2023, kind="department", published="2024-01-31", note="当日公布不算逾期"),
        case(year=2023, kind="gov_city", published="2024-03-31"),
        case(year=2023, kind="gov_township", published="2024-11-30", note="条例没有规定乡镇的期限"),
        case(year=2023, kind="gov_subdistrict", published="2024-05-10"),
        case(year=2023, published="2024-11-30", note="机关类别不明"),
        case(year=2018, kind="department", published="2019-03-20", note="2019年以前的报告适用旧条例"),
        case(year=2019, kind="department", published="2020-01-07", note="网页头的日期在期限内"),
        case(year=2025, kind="department", published="2026-01-22", note="生成日期在次年"),
        case(year=2020, kind="gov_township", published="2021-11-30", note="镇政府，条例没有规定期限"),
        case(
            year=2022,
            kind="department",
            title="云岭市档案局2023年政府信息公开工作年度报告",
            published="2024-01-20",
            note="标题与声明的年度不一致，由 CN302 报告",
        ),
        case("2024年3月6日，答复申请1件。", year=2023, kind="department", note="文中的日期不是发布日期"),
    ],
)
def late_publication(report: Report, options: None) -> Iterator[Finding]:  # noqa: ARG001
    """The report was published after the day the law sets.

    Departments of governments at county level and above publish by 31 January, local governments by 31 March; the day itself is in time. The date is the one
    declared with the report, or the one it is signed on. A date that only a web page gives is reported as a warning, and not at all where it lies in a later
    year than the deadline: pages move, and take a new date with them. Vertical and authorized organs, which the article does not name, are told as info.

    Townships and subdistricts have no national deadline, and an organ whose kind is not known is not judged.
    """
    assert report.year is not None
    if report.year < (REGULATION.first_year or 0):
        return
    deadline = next((item for item in DEADLINES if report.agency.kind in item.kinds), None)
    if deadline is None:
        return
    # Where title, text and declared year disagree, the latest is the one that surely was not kept.
    due = deadline.of(max(accepted_years(report)))
    for found in report.fact(publications):
        if found.date <= due or (found.source is Source.PAGE and found.date[:4] > due[:4]):
            continue
        level = Severity.WARNING if found.source is Source.PAGE else Severity.ERROR
        data = {"who_zh": deadline.zh, "who_en": deadline.en, "due": due, "found": found.date}
        yield Finding(found.span, found.source.value, data, level if deadline.named else Severity.INFO)
        return
