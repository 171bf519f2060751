"""CN702."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Finding, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.facts.contact_statements import is_contact
from gouji_rules.facts.personal_numbers import mobile_numbers


@rule(
    "CN702",
    "mobile-number",
    category=Category.PRIVACY,
    severity=Severity.WARNING,
    sensitive=True,
    messages={
        "mobile": {
            "zh": "这里公开了一个手机号码，且不在联系方式中。如属个人信息，请删去",
            "en": "a mobile number stands here, outside the contact statement; remove it where it is a person's",
        }
    },
    about="""联系方式之外出现了手机号码。

    叙述或名单里的手机号码多属个人。机关对外公布的咨询、监督电话不算。所有输出都会遮盖。
    """,
    invalid=[
        case("村民杨某（13912345678）申请公开征地批文。", year=2023, at="13912345678", message="mobile"),
        case("来信人留下电话138 1234 5678，已电话回访。", year=2023, at="138 1234 5678"),
        case("申请人联系电话：187-1234-5678，地址青禾县文昌路6号。", year=2023, at="187-1234-5678"),
        case("经回访+86 13912345678，来电人表示满意。", year=2023, at="13912345678"),
        case(
            year=2023,
            content=[
                {
                    "heading": "一、总体情况",
                    "content": [{"table": None, "grid": [["姓名", "号码"], ["杨某", "13912345678"]]}],
                }
            ],
            at="13912345678",
            note="名单也查",
        ),
    ],
    valid=[
        case(
            "如对本报告有疑问，请与青禾县水利局办公室联系（地址：文昌路6号；邮编：202100；电话：13912345678）。",
            year=2023,
        ),
        case("地址：青禾县文昌路6号，邮编：202100，联系电话：13912345678。", year=2023),
        case("联系电话：13912345678", year=2023),
        case("联系人：杨女士，手机：13912345678。", year=2023),
        case("市民可拨打监督电话13912345678反映问题。", year=2023),
        case("联系电话：0562-5111009，邮编244000，热线12345。", year=2023),
        case("索引号：13912345678，统一社会信用代码13912345678901234X。", year=2023),
        case("公开资金13912345678元，网址http://www.example.cn/t/13912345678.html。", year=2023),
        case("编码12012345678和23912345678。", year=2023, note="不是手机号段"),
    ],
)
def mobile_number(report: Report, options: None) -> Iterator[Finding]:  # noqa: ARG001
    """A mobile telephone number stands outside the contact statement.

    A mobile number in a narrative or a list is mostly that of a citizen. One that the organ offers to the public, with its address or as the telephone to ask or complain at, is
    meant to be there. What is found is masked in every output.

    Silent for landlines, hotlines, postcodes, index numbers, credit codes, amounts and addresses on the web.
    """
    for found in report.fact(mobile_numbers):
        if not is_contact(found.node, found.start, found.end):
            data = {"number": found.digits, "printed": found.span.text}
            yield Finding(found.span, "mobile", data)
