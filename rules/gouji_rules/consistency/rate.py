"""CN403."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Finding, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.consistency.text_table import requests
from gouji_rules.facts.rates import wrong_rates


@rule(
    "CN403",
    "rate",
    category=Category.CONSISTENCY,
    severity=Severity.WARNING,
    messages={
        "share": {
            "zh": "{found}与所列数字不符：最接近的{made_of}是{percent}%。请核对比例或数字",
            "en": "{found} is no share of the numbers given: the nearest, {made_of}, is {percent} %; check the rate or the numbers",
        },
        "growth": {
            "zh": "{found}与写明的基数不符：{made_of}是{percent}%。请核对幅度或数字",
            "en": "{found} does not follow from the base that is named: {made_of} is {percent} %; check the rate or the numbers",
        },
        "change": {
            "zh": "{found}与增减的数不符：{made_of}是{percent}%。请核对幅度或数字",
            "en": "{found} does not follow from the change that is stated: {made_of} is {percent} %; check the rate or the numbers",
        },
        "difference": {
            "zh": "{found}与所列的两个数不符：{made_of}是{percent}。请核对",
            "en": "{found} is not the difference of the numbers given: {made_of} is {percent}; check the numbers",
        },
        "rate": {
            "zh": "{found}与句中数字不符：{made_of}是{percent}%。请核对比率或数字",
            "en": "{found} does not follow from the numbers of the sentence: {made_of} is {percent} %; check the rate or the numbers",
        },
        "above": {
            "zh": "这样的比率不会超过100%，这里却是{found}。请核对",
            "en": "such a rate is never above 100 %, but here it is {found}; check it",
        },
    },
    identity=("found", "made_of"),
    about="""百分比或增幅算不出来。

    合理的分母都试过，按所写的精度比较，四舍五入和截尾都算对。基数没有说明、也不能由增减的数推出的不比较。
    """,
    invalid=[
        case("收到申请80件，其中村务类1件，占1.1%。", at="1.1%", message="share", note="为使各项合计为100%而改动"),
        case("收到申请29件，其中网络申请25件（83%）、来信申请4件（14%）。", at="83%", message="share"),
        case("新收申请18件，由上年的16件增加2件，增长11.1%。", at="11.1%", message="growth", note="基数是上年的16件"),
        case("公开信息360条，较上年的300条增长16.7%。", at="16.7%", message="growth"),
        case("公开信息300条，较上年的360条增长16.7%。", at="16.7%", message="growth", note="是下降"),
        case("收到申请90件，与上年收到的78件相比增加13.3%。", at="13.3%", message="growth"),
        case("公开信息由上年的60条减少到48条，减少25%。", at="25%", message="growth"),
        case("新收申请18件，由上年的16件增加3件。", at="3件", message="difference"),
        case("收到申请90件，与上年收到的78件相比增加13件。", at="13件", message="difference"),
        case("公开信息由上年的60条减少到48条，减少14条。", at="14条", message="difference"),
        case("收到申请301件，其中网络申请152件，占总数（301件）的55.5%。", at="55.5%", message="share"),
        case(
            "公开信息690条，较2021年的600条增长15%，较2020年的500条增长48%。",
            year=2022,
            at="48%",
            message="growth",
        ),
        case("征集意见382条，采纳96条，采纳率35.1%。", at="35.1%", message="rate"),
        case("公开信息420条，比2022年（385条）增长12%。", year=2023, at="12%", message="growth", note="基数写在括号里"),
        case("收到申请90件，较上年增加12件，同比增长18.4%。", at="18.4%", message="change", note="上年是78件"),
        case("受理申请66件，比2022年减少12件，降幅为18.2%。", year=2023, at="18.2%", message="change"),
        case("收到申请80件，其中村务类1件，村务类占1.1%。", at="1.1%", message="share"),
        case("收到申请26件，按期答复率107%。", at="107%", message="above"),
    ],
    valid=[
        case("发布微信推文30篇、微博信息20篇，较上年增加2件，增长10%。", note="增加的与前面的数单位不同，无从核算"),
        case("微信30条、微博20条，较上年的16件增长12.5%。", note="增长的与前面的数单位不同"),
        case("公开类36件（占72%，上年为60%），无法提供9件（占18%，上年为20%）。", note="总数没有写"),
        case("收到意见42条，采纳24条，部分采纳12条，采纳率85.7%，公开回复6条。", note="部分采纳的也算"),
        case(
            "予以公开24件、部分公开6件，公开率75%。",
            cells=requests(new_received=40, granted=24, partial=6, np_repeat=10, result_total=40),
            note="公开的不是部分公开的一部分",
        ),
        case("收到申请48件，上年为40件，同比增长20%；其中网络申请30件，同比增长50%。", note="其中的基数没有写"),
        case("收到申请48件，较上年40件增长20%，信函申请由8件增至12件，增长50%。", note="各有各的基数"),
        case("收到申请48件，上年同期40件，同比增长20%，办结率提高3.5%。"),
        case("上年40件较前年32件增长25%，今年48件较上年增长20%。"),
        case("申请量由2021年的20件增至2022年的30件、2023年的45件，年均增长50%。", note="年均不是比上年"),
        case("推送微信文章240条、微博60条，较上年增加50条，增长20%。", note="几个数合起来比上年"),
        case("收到申请29件，其中网络申请25件（86%）、来信申请4件（14%）。", note="按显示的位数四舍五入"),
        case(
            "受理申请859件，答复申请805件。不予公开35件，占4.34%；不予处理158件，占19.6%。",
            cells=requests(new_received=859, result_total=805),
            note="截尾4.348也可，分母可以是答复数",
        ),
        case(
            "全年申请量较上年回落12.3%，同比增长70.3%。收到申请859件。",
            cells=requests(new_received=859),
            note="没有写明基数",
        ),
        case("收到申请18件，由上年的16件增加2件，增长12.5%。"),
        case("公开信息300条，较上年的360条下降16.7%。"),
        case("公开信息690条，较2021年的600条增长15%，较2020年的500条增长38%。", year=2022, note="最近的基数"),
        case(
            "受理申请76件，共办理申请74件，其中予以公开或者部分公开占42.1%。",
            cells=requests(new_received=76),
            note="“其中”之后是另一个数的比例",
        ),
        case("收到申请90件，较上年增加12件，同比增长15.4%。受理申请66件，比上年减少12件，降幅为15.4%。"),
        case("收到申请90件，办结率100%。网上申请60件，信函申请30件，较上年增加12件，增长15.4%。", note="增加的是总数"),
        case("收到申请90件，较上年增加12件，网上办理比例提高18.4%。", note="另一件事的幅度"),
        case("收到申请90件，较上年增加12件，增长近二成。"),
        case("差评数占评价总数的0.34%，好评数占99.58%。", note="没有列出数字"),
        case("收到申请15件，占全县申请总量的7.2%。", note="全县总量不在文中"),
        case("收到申请20件，办结18件，按期答复率100%，群众满意率96.4%。"),
        case("答复率较上年提高2.5个百分点。"),
        case("公开信息近300条，其中动态250条，占83.9%。", note="总数是约数"),
        case("申请类征地12件、社保8件，分别占60%、40%。"),
        case("征集意见382条，采纳96条，采纳率25.1%。"),
        case("发布信息200条，解读率达到70%以上。"),
        case("收到申请301件，其中网络申请152件，占总数（301件）的50.5%。"),
        case("收到申请90件，与上年收到的78件相比增加12件，增长15.4%。"),
        case("公开信息由上年的60条减少到48条，减少12条，下降20%。"),
        case("收到申请209件，其中网络申请120件，较上年的100件增加20件。", note="基数是网络申请的"),
        case("全年答复申请15件，收到申请较上年的16件增加3件。", note="没有写今年收到的"),
        case("公开信息90条，较上年的78条，网站增加20条。", note="增加的是另一项"),
        case("按期答复率98%，较上年的95%提高3个百分点。", note="百分点不是增幅"),
        case("公开信息120条，微信推送300条，占比增长。"),
        case("公开信息420条，比2022年（375条）增长12%。", year=2023),
        case(
            "收到申请160件，主要集中在征地（62件）、工程（31件）、财政（18件）等领域，占申请总量的69.4%。",
            note="几项合起来的比例",
        ),
        case("收到申请25件，办结率88%，未办结的3件尚在期限内。", note="未办结的不是办结的"),
        case("126项服务事项中124项实现网办，即办件占比62%。", note="另一项的比例"),
        case(
            "申请量由2021年的40件、2022年的31件降至2023年的25件，分别下降22.5%、19.4%。",
            year=2023,
            note="两个基数各有各的降幅",
        ),
        case("办理申请28件次，其中征地类15件，占比53.6%；规划类8件，占28.6%。", note="件和件次是一个单位"),
        case("任务完成率120%，公开量增长130%。", note="可以超过100%"),
        case("自然人申请20件，占80.0%；法人和其他组织申请5件，占20.0%；答复26件，答复率100%。", note="答复率不是比例"),
        case("制发文件86件。其中，主动公开60件，依申请公开20件，不予公开6件，主动公开率69.8%。", note="总数在前一句"),
    ],
)
def rate(report: Report, options: None) -> Iterator[Finding]:  # noqa: ARG001
    """A percentage does not follow from the numbers given with it.

    A share is tried against every whole at hand, in its paragraph and in the table (received, dealt with, answered, the sum of the parts); growth only against the base that the
    sentence names (由上年的16件), or that a count and its change tell (收到18件，较上年增加2件), and a difference in counts (增加2件) by a base that is named; a rate of things done against the counts of its sentence. What is printed may be rounded or cut off at its last place: 4.348 is 4.35 or 4.34.

    Silent where no whole or base is stated, where the whole is another one (占全县总量) or the part is (即办件占比), on what several parts make up together, on approximate numbers and percentage points, on the share of a
    number that CN401 reports, and on rates of punctuality and satisfaction.
    """
    for found in report.fact(wrong_rates):
        data = {"found": found.span.text, "made_of": found.made_of, "percent": f"{found.percent:g}"}
        yield Finding(found.span, found.kind.value, data)
