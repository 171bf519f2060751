"""CN508 confusable-term."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Edit, Finding, Fix, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.facts.confusable_terms import confused_terms


@rule(
    "CN508",
    "confusable-term",
    category=Category.WORDING,
    severity=Severity.WARNING,
    messages={
        "term": {
            "zh": "“{wrong}”疑为“{right}”之误；请核对",
            "en": "“{wrong}” seems to be written for “{right}”; please check",
        },
        "fix": {"zh": "改为“{right}”", "en": "write “{right}”"},
    },
    identity=("wrong",),
    about="""形近或音近的词写错了。

    词表各条都注明出处，并可列出不算错的语境（报名截止日期、足球决赛）。修改会改字，所以不算安全。
    """,
    invalid=[
        case("办结申请 9 件，转结下年度 1 件。", at="转结", message="term"),
        case("除涉及国家机密和个人隐私的以外，一律公开。", at="国家机密"),
        case("截止2023年12月31日，公开信息 34 条。", at="截止"),
        case("截止目前，公开信息 34 条。", at="截止"),
        case("认真做好年度报告的编及发布工作。", at="编及发布"),
        case("依据过半公开办函〔2021〕30号编制。", at="过半公开办函"),
        case("发布公告公式类信息 12 条。", at="公告公式"),
        case("公开部门预算、决赛信息 2 条。", at="决赛"),
        case("及时公开预决赛信息。", at="决赛"),
        case("本报告由总体情况等六部分成。", at="部分成"),
        case("畅通依申请公开受理渠。", at="受理渠"),
        case("现公布我局2021度政府信息公开情况。", year=2021, at="2021度"),
        case("全年公开政府信息公开403条。", at="公开政府信息公开"),
        case("健全政府信息工作制度。", at="政府信息工作"),
        case("现将2020年工作年度公布如下。", year=2020, at="工作年度公布"),
        case("全年收到依申请公开申请0条。", at="公开申请0条"),
        case("经攻府研究同意。", at="攻府"),
        case("依照《中华人民共合国政府信息公开条例》编制。", at="共合国"),
        case("依照《中共人民共和国政府信息公开条例》编制。", at="中共人民共和国"),
    ],
    valid=[
        case("财政周转结余、土地流转结果、存量案件运转结束后公布。"),
        case("国家秘密分为绝密、机密、秘密三级，按国家机密级管理。"),
        case("报名截止日期为2023年5月1日，征集意见于6月截止；截止到2023年底，收到 3 条。"),
        case("足球决赛、总决赛在市体育馆举行，赛程已公布。"),
        case("三个部分成立了专班，部分成员参加培训，部分成果已公布。"),
        case("畅通受理渠道，依法办理。"),
        case("2021年度全社会用电增长，节约用电2021度。", year=2021),
        case("主动公开政府信息公开指南 1 份。"),
        case("新闻采编及发布流程已经规范。"),
        case("收到自然人申请 12 件、意见 3 条。"),
    ],
)
def confusable_term(report: Report, _options: None) -> Iterator[Finding]:
    """A word written for another that looks or sounds like it, of a list of such slips.

    Each entry of `data/confusable_terms.yaml` was seen in a published report, or in an official list of mistakes, and says where;
    it may name the words around it without which it is right (报名截止日期, 足球决赛). The fix changes characters and is never safe.
    """
    for found in report.fact(confused_terms):
        data = {"wrong": found.wrong, "right": found.right}
        yield Finding(found.span, "term", data, fix=Fix("fix", [Edit(found.span, found.right)]))
