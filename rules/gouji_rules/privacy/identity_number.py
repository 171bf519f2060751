"""CN701."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Finding, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.facts.personal_numbers import identity_numbers


@rule(
    "CN701",
    "identity-number",
    category=Category.PRIVACY,
    severity=Severity.ERROR,
    sensitive=True,
    messages={
        "identity": {
            "zh": "这里公开了一个公民身份号码（校验码正确）。请立即删去，已经发布的请撤下更换",
            "en": "a resident's identity number stands here, with a valid check digit; remove it, and replace what has been published",
        }
    },
    about="""公开了居民身份证号码。

    十八位、地区和出生日期合理、校验码正确的，必是身份证号码，正文和统计表以外的表格都查。所有输出都会遮盖。校验码不对的、统一社会信用代码、索引号不算。
    """,
    invalid=[
        case(
            "申请人（身份证号11010519491231002X）要求补发答复。", year=2023, at="11010519491231002X", message="identity"
        ),
        case("公示名单：杨某，110199199001010010。", year=2023, at="110199199001010010"),
        case(
            "身份证号：１１０１０５１９４９１２３１００２X。",
            year=2023,
            at="１１０１０５１９４９１２３１００２X",
            note="全角数字",
        ),
        case("证件号110105 19491231 002X已登记。", year=2023, at="110105 19491231 002X"),
    ],
    valid=[
        case("编号110105194912310020无人认领。", year=2023, note="校验码不对"),
        case("证件号110105194913310021、990105194912310023均为无效。", year=2023, note="日期或地区不可能"),
        case("统一社会信用代码11341702486344515H，索引号11341702486344515H/202401-00012。", year=2023),
        case("统一社会信用代码：11010519491231002X。", year=2023, note="代码，不是身份号码"),
        case("网址：https://www.example.cn/zwgk/11010519491231002X.html。", year=2023),
        case("联系电话：0562-5111009，邮编244000，热线12345。", year=2023),
        case("流水号A11010519491231002X。", year=2023),
    ],
)
def identity_number(report: Report, options: None) -> Iterator[Finding]:  # noqa: ARG001
    """A resident's identity number is published.

    Eighteen digits whose region and day of birth are possible and whose check digit is right (GB 11643-1999) are a person's number beyond doubt, in text and in tables other than the form's. What is
    found is masked in every output.

    Silent for numbers with a wrong check digit, unified social credit codes, index numbers, addresses on the web, and what is part of a longer code.
    """
    for found in report.fact(identity_numbers):
        yield Finding(found.span, "identity", {"number": found.digits, "printed": found.span.text})
