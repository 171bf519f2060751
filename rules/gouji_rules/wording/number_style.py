"""CN507 number-style."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from gouji.finding import Edit, Finding, Fix, Related, Severity
from gouji.labels import fold
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.facts.printed_numbers import ungrouped, unusual_numbers

SHOWN = 4


@rule(
    "CN507",
    "number-style",
    category=Category.WORDING,
    severity=Severity.INFO,
    messages={
        "full-width": {
            "zh": "数字用了全角“{found}”，全文共 {count} 处；应改为半角",
            "en": "full-width digits “{found}”, {count} in all; use half-width ones",
        },
        "short-year": {
            "zh": "年份“{found}”只写了两位；应写四位",
            "en": "the year “{found}” has two digits; write all four",
        },
        "odd": {
            "zh": "“{found}”不通：“余”用在整十、整百之后；请核对是“{number}”还是“{number}0余”",
            "en": "“{found}” makes no sense: 余 follows tens and hundreds; check whether {number} or more than {number}0 is meant",
        },
        "some": {
            "zh": "“{found}”把阿拉伯数字与“几”连用；概数应写汉字，如“二十几”，或写明数字",
            "en": "“{found}” joins figures with 几; write an approximate number in characters, or the number itself",
        },
        "grouping": {
            "zh": "千位分隔的写法不一致：“{found}”用了分隔号，“{other}”没有用；请统一",
            "en": "thousands are grouped in “{found}” and not in “{other}”; write them alike",
        },
        "also": {"zh": "这里也是", "en": "here too"},
        "other": {"zh": "这里没有用分隔号", "en": "this one is not grouped"},
        "fix": {"zh": "改为半角数字", "en": "use half-width digits"},
    },
    identity=("found",),
    about="""数字写法不合规范。

    全角数字、两位数年份、“6余件”、“数字＋几”、千分位时有时无。200余场、四十余条是对的，“12年来”是时长。
    """,
    invalid=[
        case("全年公开信息１２条，解读３篇。", at="１２", message="full-width", note="全文只报一次"),
        case("22年度我局办理申请 9 件。", year=2022, at="22年度", message="short-year"),
        case("23年全年共办理留言56件。", at="23年", message="short-year"),
        case("全年回应群众关切6余件。", at="6余", message="odd"),
        case("组织培训20几次，解答几10条咨询。", at=("20几", "几10"), message="some"),
        case("网站访问量 3,329 次，公众号访问量 125430 次。", at="3,329", message="grouping"),
    ],
    valid=[
        case("组织座谈200余场，共发布各类信息四十余条、10余条，发放手册3万余册。"),
        case("门户网站公开信息 2017 条，办理申请 12 件。", note="是数量，不是年份"),
        case("成立12年来，公开信息 120 条。", note="12年是时长"),
        case("网站访问量 3,329 次，公众号访问量 125,430 次，解读 120 篇。"),
        case("网站访问量 3,329 次，联系电话5083316。"),
        case("几十条意见、二十几次会议、几何图形 20 幅均已公布。"),
        case("截至2023年12月31日，机构改革已逾10年。"),
    ],
)
def number_style(report: Report, _options: None) -> Iterator[Finding]:
    """Numbers written otherwise than the standard on numerals has them.

    Full-width digits, years of two digits, 余 after a single figure, figures with 几, and thousands grouped in one place and not
    in another. 200余场 and 四十余条 are right, and 12年来 is a duration. Full-width digits and grouping are one finding a report.
    A two-digit year that is stale is CN301 too. No fix is safe, since it would change figures.
    """
    numbers = report.fact(unusual_numbers)
    for kind, group in groupby(numbers, key=lambda number: number.kind):
        spans = [number.span for number in group]
        found = spans[0].text
        if kind == "full-width":
            fix = Fix("fix", [Edit(span, fold(span.text)) for span in spans])
            related = [Related(span, "also") for span in spans[1 : SHOWN + 1]]
            yield Finding(spans[0], kind, {"found": found, "count": len(spans)}, related=related, fix=fix)
        elif kind == "grouping":
            other = report.fact(ungrouped)
            assert other is not None
            yield Finding(spans[0], kind, {"found": found, "other": other.text}, related=[Related(other, "other")])
        else:
            for span in spans:
                yield Finding(span, kind, {"found": span.text, "number": span.text.rstrip("余 ")})
