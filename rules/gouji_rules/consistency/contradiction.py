"""CN405."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Finding, Related, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.consistency.text_table import requests
from gouji_rules.facts.balances import balances
from gouji_rules.facts.claims import contradicted_claims
from gouji_rules.facts.fees import denied_fees
from gouji_rules.facts.series import steady_claims

DISPUTES = "disputes/cases/{}"


@rule(
    "CN405",
    "contradiction",
    category=Category.CONSISTENCY,
    severity=Severity.WARNING,
    messages={
        "claim": {
            "zh": "文中说“{words}”，表中却有：{found}。请核对，改正文字或表格",
            "en": "the text says “{words}”, yet the table has: {found}; correct the text or the table",
        },
        "balance": {
            "zh": "这句话里的数不平：新收{received}＋上年结转{carried}，不等于办结{done}＋结转下年{left}。请核对",
            "en": "the sentence does not balance: {received} received and {carried} carried over, but {done} done and {left} carried on; check the numbers",
        },
        "fee": {
            "zh": "此处说未收取费用，别处却写收取了{found}元。请核对，使前后一致",
            "en": "no fee was collected, it says here, yet {found} yuan were elsewhere; make the two agree",
        },
        "steady": {
            "zh": "“{words}”与所列数字不符：从{before}到{after}并非如此。请改写或核对数字",
            "en": "“{words}” does not fit the numbers given: from {before} to {after} it is otherwise; reword it or check the numbers",
        },
        "cell": {"zh": "表中：{name}", "en": "in the table: {name}"},
        "collected": {"zh": "收取费用", "en": "the fee collected"},
    },
    identity=("words", "found", "received", "done"),
    about="""正文的说法与表格或前后文矛盾。

    如未收到申请而表中有数、均已办结而有结转、均获维持而有未审结、未收取而别处有收费、逐年递增而有下降。
    """,
    invalid=[
        case(
            "本年度未收到政府信息公开申请。",
            cells=requests(new_received=3, granted=3, result_total=3),
            at="未收到政府信息公开申请",
            message="claim",
        ),
        case(
            "全年收到公民、法人和其他组织的申请20件，均已办结。",
            cells=requests(new_received=20, granted=18, result_total=18, carried_out=2),
            at="均已办结",
            message="claim",
            severity=Severity.WARNING,
        ),
        case(
            "收到申请20件，均在法定期限内答复。",
            cells=requests(new_received=20, granted=18, result_total=18, carried_out=2),
            at="均在法定期限内答复",
            message="claim",
            severity=Severity.INFO,
            note="也可能只指到期的",
        ),
        case(
            "收到申请20件，均予以公开。",
            cells=requests(new_received=20, granted=18, np_repeat=2, result_total=20),
            at="均予以公开",
            message="claim",
        ),
        case(
            "信息公开类行政复议7件、诉讼9件，均获维持。",
            cells={
                DISPUTES.format("rev_upheld"): 5,
                DISPUTES.format("rev_pending"): 2,
                DISPUTES.format("rev_total"): 7,
                DISPUTES.format("dir_upheld"): 9,
                DISPUTES.format("dir_total"): 9,
            },
            at="均获维持",
            message="claim",
        ),
        case(
            "全年未发生因政府信息公开引发的行政诉讼。",
            cells={DISPUTES.format("post_upheld"): 1, DISPUTES.format("post_total"): 1},
            at="未发生因政府信息公开引发的行政诉讼",
            message="claim",
        ),
        case(
            "新收政府信息公开申请20件，没有结转下年度办理的申请。",
            cells=requests(new_received=20, granted=18, result_total=18, carried_out=2),
            at="没有结转下年",
            message="claim",
        ),
        case(
            "新收政府信息公开申请20件，无上年度结转。",
            cells=requests(new_received=20, carried_in=1, granted=21, result_total=21),
            at="无上年度结转",
            message="claim",
        ),
        case(
            "本年度没有制发行政规范性文件。",
            cells={"art20_1/normative_docs/issued": 3, "art20_1/normative_docs/in_force": 3},
            at="没有制发行政规范性文件",
            message="claim",
        ),
        case(
            "政府信息公开行政复议7件，全部维持。",
            cells={
                DISPUTES.format("rev_upheld"): 5,
                DISPUTES.format("rev_corrected"): 2,
                DISPUTES.format("rev_total"): 7,
            },
            at="全部维持",
            message="claim",
        ),
        case(
            "本年新收申请18件，上年结转2件，办结19件，结转下年度继续办理2件。",
            cells=requests(new_received=18, carried_in=2, granted=19, result_total=19, carried_out=2),
            at="19件",
            message="balance",
        ),
        case("全年收取信息处理费3940元。", at="未收取信息处理费", message="fee"),
        case("申请量逐年递增，2021年33件、2022年28件、2023年40件。", at="逐年递增", message="steady"),
        case("近三年申请数量分别为41件、36件、39件，逐年下降。", at="逐年下降", message="steady"),
        case(
            "未接到要求公开政府信息的申请。",
            cells=requests(new_received=3, granted=3, result_total=3),
            at="未接到要求公开政府信息的申请",
            message="claim",
        ),
        case(
            "全年没有公民、法人或其他组织申请公开政府信息。",
            cells=requests(new_received=3, granted=3, result_total=3),
            at="没有公民、法人或其他组织申请公开政府信息",
        ),
        case(
            "全年未产生依申请公开事项。",
            cells=requests(new_received=3, granted=3, result_total=3),
            at="未产生依申请公开",
        ),
        case(
            "全年没有依申请公开事项，望溪镇也未收到申请公开政府信息的来信。",
            agency="青禾县望溪镇人民政府",
            cells=requests(new_received=3, granted=3, result_total=3),
            at=["没有依申请公开", "未收到申请公开政府信息"],
        ),
        case(
            "未发生因政府信息公开所引发的行政复议、行政诉讼。",
            cells={
                DISPUTES.format("rev_upheld"): 1,
                DISPUTES.format("rev_total"): 1,
                DISPUTES.format("dir_upheld"): 1,
                DISPUTES.format("dir_total"): 1,
            },
            at="未发生因政府信息公开所引发的行政复议、行政诉讼",
            message="claim",
            note="一句话只提示一次",
        ),
        case(
            "不存在因政府信息公开引发的行政复议。",
            cells={DISPUTES.format("rev_upheld"): 1, DISPUTES.format("rev_total"): 1},
            at="不存在因政府信息公开引发的行政复议",
        ),
        case(
            "因政府信息公开引发的行政复议、行政诉讼均为零。",
            cells={DISPUTES.format("rev_upheld"): 1, DISPUTES.format("rev_total"): 1},
            at="行政复议、行政诉讼均为零",
        ),
        case(
            "政府信息公开行政复议案件无一被纠正。",
            cells={DISPUTES.format("rev_corrected"): 1, DISPUTES.format("rev_total"): 1},
            at="无一被纠正",
        ),
        case(
            "政府信息公开行政诉讼2件，均已审结，均胜诉。",
            cells={
                DISPUTES.format("dir_upheld"): 1,
                DISPUTES.format("dir_pending"): 1,
                DISPUTES.format("dir_total"): 2,
            },
            at=["均已审结", "均胜诉"],
        ),
        case(
            "政府信息公开行政复议3件、行政诉讼2件，均已审结。",
            cells={
                DISPUTES.format("rev_upheld"): 2,
                DISPUTES.format("rev_pending"): 1,
                DISPUTES.format("rev_total"): 3,
                DISPUTES.format("dir_upheld"): 2,
                DISPUTES.format("dir_total"): 2,
            },
            at="均已审结",
        ),
        case(
            "收到申请20件，均已办理完结。",
            cells=requests(new_received=20, granted=18, result_total=18, carried_out=2),
            at="均已办理完结",
        ),
        case(
            "收到申请20件，办结率100%。",
            cells=requests(new_received=20, granted=18, result_total=18, carried_out=2),
            at="办结率100%",
            severity=Severity.INFO,
            note="也可能只指到期的",
        ),
        case("信息公开数量逐年递增，2021年发布33条、2022年发布28条、2023年发布40条。", at="逐年递增", message="steady"),
        case(
            "望溪水利站全年未收到政府信息公开申请。",
            agency="青禾县望溪水利站",
            cells=requests(new_received=9, granted=9, result_total=9),
            at="未收到政府信息公开申请",
        ),
    ],
    valid=[
        case(
            "有的单位多年未收到政府信息公开申请，业务生疏。如未收到政府信息公开申请，应当零报告。",
            cells=requests(new_received=20, granted=20, result_total=20),
            note="个别单位，假设",
        ),
        case(
            "受理行政审批申请86件，均已办结。收到公共法律服务申请15件，全部办结。收到依申请公开政务服务办件240件，均已办结。",
            cells=requests(new_received=20, granted=17, result_total=17, carried_out=3),
            note="别的申请",
        ),
        case(
            "下一步将做到政府信息公开申请均按时办结。",
            cells=requests(new_received=20, granted=17, result_total=17, carried_out=3),
            note="打算",
        ),
        case(
            "截至报告公布之日，23件申请已全部办结。已到答复期的申请均已办结。",
            cells=requests(new_received=23, granted=20, result_total=20, carried_out=3),
            note="不是年底的情况",
        ),
        case(
            "上年度结转的申请2件，本年度均已办结；本年新收20件，结转下年3件。上年结转申请2件，办结率100%。",
            cells=requests(new_received=20, carried_in=2, granted=19, result_total=19, carried_out=3),
            note="只说上年结转的",
        ),
        case(
            "政府信息公开申请平均办理完成时间9天，日均办理完成2件。申请人均已答复完毕的17件已归档，应办结的申请均已办结。",
            cells=requests(new_received=20, granted=17, result_total=17, carried_out=3),
            note="平均数，到期的",
        ),
        case(
            "办理行政诉讼案件6件（与政府信息公开无关），均已审结。",
            cells={DISPUTES.format("dir_pending"): 1, DISPUTES.format("dir_total"): 1},
        ),
        case(
            "国庆期间未收到政府信息公开申请。",
            cells=requests(new_received=20, granted=20, result_total=20),
            note="只是一段时间",
        ),
        case(
            "力争实现政府信息公开申请办结率100%。一季度收到申请4件，办结率100%。",
            cells=requests(new_received=20, granted=17, result_total=17, carried_out=3),
            note="目标，一个季度",
        ),
        case(
            "新收申请30件，上年结转5件，均在法定时限内作出答复，答复率100%。",
            cells=requests(new_received=30, carried_in=5, granted=35, result_total=35),
        ),
        case(
            "当年办结申请78件，其余8件转2024年度办理，均依法答复。",
            cells=requests(new_received=86, granted=78, result_total=78, carried_out=8),
        ),
        case("本年度未收到政府信息公开申请，未发生行政复议、行政诉讼。"),
        case("未收到因政府信息公开提起的行政复议申请。", cells=requests(new_received=3)),
        case("一季度未收到政府信息公开申请，望溪镇未收到申请。", cells=requests(new_received=3)),
        case("未收到以信函方式提交的申请。", cells=requests(new_received=3)),
        case(
            "共答复申请18件（还有2件延至下年度办理），均按法定期限作出。",
            cells=requests(new_received=20, granted=18, result_total=18, carried_out=2),
        ),
        case(
            "收到申请20件。承办建议提案31件，均已办结。",
            cells=requests(new_received=20, granted=18, result_total=18, carried_out=2),
        ),
        case(
            "收到申请20件，其中涉及征地的6件均予以公开。",
            cells=requests(new_received=20, granted=18, np_repeat=2, result_total=20),
        ),
        case(
            "新收申请12件，上年结转2件，均已办结。",
            cells=requests(new_received=12, carried_in=2, granted=14, result_total=14),
        ),
        case(
            "政府信息公开行政复议7件，已审结的5件均获维持。",
            cells={
                DISPUTES.format("rev_upheld"): 5,
                DISPUTES.format("rev_pending"): 2,
                DISPUTES.format("rev_total"): 7,
            },
        ),
        case(
            "政府信息公开行政复议7件，均获维持。",
            cells={
                DISPUTES.format("rev_upheld"): 7,
                DISPUTES.format("rev_total"): 7,
                DISPUTES.format("dir_corrected"): 1,
                DISPUTES.format("dir_total"): 1,
            },
        ),
        case(
            "受理政府信息公开申请20件，无结转下年度办理的申请。办理网民留言31件，没有结转下年度的。",
            cells=requests(new_received=20, granted=20, result_total=20),
        ),
        case(
            "收到申请20件。网民留言均已办结，没有结转下年度办理的留言。",
            cells=requests(new_received=20, granted=18, result_total=18, carried_out=2),
            note="说的是留言",
        ),
        case(
            "望溪镇未制发规范性文件，上半年没有制发规范性文件，2021年未制定规范性文件。",
            cells={"art20_1/normative_docs/issued": 3, "art20_1/normative_docs/in_force": 3},
            note="只说一个单位、一段时间或另一年",
        ),
        case(
            "未制定规范性文件清单，未以办公室名义印发规范性文件。",
            cells={"art20_1/normative_docs/issued": 3, "art20_1/normative_docs/in_force": 3},
        ),
        case("新收申请3119件，上年结转34件，办结3050件，结转下年度103件。"),
        case("收到申请749件（含上年结转36件），办结720件，结转下年度29件。"),
        case("收取信息处理费0元，本机关未收取信息处理费。"),
        case("公布行政事业性收费59万元，未收取信息处理费。"),
        case(
            "申请公开评估报告的3件，均予以公开。",
            cells=requests(new_received=5, granted=3, np_repeat=2, result_total=5),
        ),
        case("2021年公开30条、2022年公开28条，解读数量逐年增加。"),
        case("申请量总体上升，2021年33件、2022年28件、2023年40件。"),
        case("申请量逐年递增，2021年33件、2022年38件、2023年40件。"),
        case(
            "收到申请20件，未发生被复议纠正的情况。",
            cells={DISPUTES.format("rev_upheld"): 2, DISPUTES.format("rev_total"): 2},
        ),
        case(
            "无政府信息公开申请超期答复情况，无信息公开申请收费情况，无依申请公开事项引发的举报。",
            cells=requests(new_received=9, granted=9, result_total=9),
            note="说的不是有没有申请",
        ),
        case("没有收到关于政府信息公开申请办理的投诉。", cells=requests(new_received=9, granted=9, result_total=9)),
        case(
            "全年印发文件120件，主动公开100件、不予公开20件，无依申请公开。",
            cells=requests(new_received=9, granted=9, result_total=9),
            note="公文的公开属性",
        ),
        case(
            "有19个单位未收到政府信息公开申请，县档案馆等6家单位未收到申请。",
            cells=requests(new_received=9, granted=9, result_total=9),
        ),
        case(
            "县水文站未收到申请，下属水利管理所未收到政府信息公开申请。",
            cells=requests(new_received=9, granted=9, result_total=9),
            note="只说一个单位",
        ),
        case(
            "收到的申请，能公开的均予以公开，不能公开的均说明理由。",
            cells=requests(new_received=9, granted=8, np_repeat=1, result_total=9),
            note="只说其中一类",
        ),
        case(
            "收到申请20件，已办结的均按期答复，到期应答复的全部按期答复，按期办结率100%。",
            cells=requests(new_received=20, granted=18, result_total=18, carried_out=2),
        ),
        case("全年收取污水处理费260万元，未收取信息处理费。", note="另一种费"),
        case("未收取信息处理费，减免信息处理费120元。"),
        case("投诉量逐年下降，2021年收到申请31件、2022年25件、2023年28件。", note="下降的是投诉"),
        case(
            "政府信息公开行政复议3件，2件维持、1件纠正。政府信息公开行政诉讼2件，均获维持，均已审结。",
            cells={
                DISPUTES.format("rev_upheld"): 1,
                DISPUTES.format("rev_corrected"): 1,
                DISPUTES.format("rev_pending"): 1,
                DISPUTES.format("rev_total"): 3,
                DISPUTES.format("dir_upheld"): 2,
                DISPUTES.format("dir_total"): 2,
            },
            note="只说诉讼",
        ),
        case(
            "新收申请9件，上年结转2件，办结10件，结转下年度2件。",
            cells=requests(new_received=9, carried_in=2, granted=9, result_total=9, carried_out=2),
            note="与表中数字不符的，由CN401提示",
        ),
        case(
            "已到期的申请均已按期办结。",
            cells=requests(new_received=9, granted=8, result_total=8, carried_out=1),
            note="只说到期的",
        ),
    ],
)
def contradiction(report: Report, options: None) -> Iterator[Finding]:  # noqa: ARG001
    """What the text claims is contradicted by a figure of the report.

    It is found where the text says that there was nothing (未收到申请, 未发生行政诉讼) or nothing else (均已办结, 均予以公开, 均获维持) and the table has something, where a sentence gives
    what was received, carried over, dealt with and carried on and the four do not balance, where no fee was collected in one place and one was in another, and where a count is
    said to rise or fall year by year and a step goes the other way. 均按期答复 and 办结率100% beside requests carried on are notes only, since they may speak of those that were due.

    Silent where the sentence itself tells of the rest (另有2件顺延), where the claim is of a part (能公开的均予以公开), a channel, a quarter, another year or another body, on a sentence whose
    number CN401 reports, and where 总体 or 稳步 leave room.
    """
    for found in report.fact(contradicted_claims):
        told = "、".join(f"{worth.name}{worth.values[0]}" for worth in found.worth)
        related = [Related(worth.cell, "cell", {"name": worth.name}) for worth in found.worth if worth.cell is not None]
        level = None if found.level is None else Severity.parse(found.level)
        yield Finding(found.span, "claim", {"words": found.span.text, "found": told}, level, related)
    for balance in report.fact(balances):
        yield Finding(balance.span, "balance", balance.data)
    for denial, fee in report.fact(denied_fees):
        related = [Related(fee.span, "collected")]
        yield Finding(denial, "fee", {"words": denial.text, "found": fee.amount}, related=related)
    for claim in report.fact(steady_claims):
        if claim.broken is not None:
            before, after = claim.broken
            yield Finding(claim.span, "steady", {"words": claim.span.text, "before": before, "after": after})
