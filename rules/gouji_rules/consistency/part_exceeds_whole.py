"""CN404."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gouji.finding import Finding, Related, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.consistency.text_table import requests
from gouji_rules.facts.part_lists import part_lists
from gouji_rules.facts.stated_figures import is_reported, speeches, stated_figures, worth_of


def without_tables(data: dict[str, Any]) -> None:
    """Leave the report no table of requests."""
    del data["content"][2]


@rule(
    "CN404",
    "part-exceeds-whole",
    category=Category.CONSISTENCY,
    severity=Severity.ERROR,
    messages={
        "part": {
            "zh": "“其中”的一项{part}大于总数{whole}。请核对这两个数，或者它们的统计口径",
            "en": "a part of {part} is larger than its whole of {whole}; check both numbers, or what they count",
        },
        "done": {
            "zh": "办结{done}件，多于收到的{received}件与上年结转的{carried}件之和。请核对",
            "en": "{done} requests were dealt with, more than the {received} received and the {carried} carried over together; check the numbers",
        },
        "whole": {"zh": "总数", "en": "the whole"},
    },
    identity=("part", "whole", "done", "received"),
    about="""部分大于整体，或办结多于收到与结转之和。

    怎么算都不可能成立：数字有误，或两者统计口径不同而没有说明。
    """,
    invalid=[
        case(
            "通过新媒体公开信息2808条，其中微信1205条、微博12984条、头条1118条。",
            at="12984条",
            message="part",
            severity=Severity.ERROR,
        ),
        case("收到申请12件，其中网络申请15件。", at="15件", message="part"),
        case("公开信息560条，其中微博发布量640。", at="640", message="part", severity=Severity.WARNING),
        case(
            "收到申请20件，全部办结，共办结申请25件。",
            cells=requests(new_received=20, granted=20, result_total=20),
            at="25件",
            message="done",
            severity=Severity.ERROR,
        ),
        case(
            "召开新闻发布会12场，其中主要领导出席14场。",
            at="14场",
            message="part",
            severity=Severity.WARNING,
            note="名称不同，可能不是其中的一项",
        ),
        case("公开信息86条，其中网上60条、微博130条。", at="130条", message="part", severity=Severity.ERROR),
        case(
            "门户网站公开信息86条，政务新媒体公开信息310条。其中，微信公众号发布信息180条、微博发布信息1490条。",
            at="1490条",
            severity=Severity.WARNING,
            note="总数在前一句",
        ),
    ],
    valid=[
        case("收到申请100件，占全市申请总数（1200件）的8.3%。", note="括号里的数属于括号前的词"),
        case("收到申请46件，同比下降14.8%（2021年54件）。", year=2022, note="括号里是用来比较的数"),
        case(
            "收到申请12件，其中自然人申请15件。",
            cells=requests(new_received=12, granted=12, result_total=12),
            note="与表中数字不符，由CN401提示",
        ),
        case("惠及群众18万户，其中城镇12.5万户、农村185200户。", note="以万户计的数只到万户，不与精确的数比较"),
        case("公开栏目5个，其中子栏目12个。收到申请12件，其中征求第三方意见15件。"),
        case("公开信息977条，其中重点领域信息694条。"),
        case(
            "收到申请20件，上年结转5件，办结25件。",
            cells=requests(new_received=20, carried_in=5, granted=25, result_total=25),
        ),
        case(
            "收到申请20件，办结25件。",
            cells=requests(new_received=20, carried_in=5, granted=25, result_total=25),
            note="表中有上年结转",
        ),
        case(
            "全市新收政府信息公开申请830件，较2021年的790件增加40件，办结846件，结转下年度14件。",
            agency="云岭市人民政府",
            year=2022,
            cells=requests(new_received=830, carried_in=30, granted=846, result_total=846, carried_out=14),
            note="句中没有写上年结转的，以表中的为准",
        ),
        case("新收申请36件，同比持平；承接上年5件，办结38件，余3件接续到2023年办理。", year=2022, edit=without_tables),
        case("新收申请36件。办结38件。", edit=without_tables, note="句中和表中都没有上年结转"),
        case("收到申请20件，办结网民留言25件，答复咨询60件。"),
        case("推送信息120条，其中单条最高阅读量3600次，粉丝累计5200人。"),
        case("推送36期1014条，其中转发258条。", note="期和条不可比较"),
        case("公开信息300条，其中门户网站280条；累计公开信息5600条。"),
        case("新增信息60条，其中门户网站累计980条。"),
        case("收到申请3件，较上年增加1件，其中网络申请2件。"),
        case("公开信息90余条，其中动态95条。", note="约数不比较"),
        case("整合账号5个，其中关停2个，推送信息460条，其中原创300条。"),
        case("公开行政许可信息320条、行政处罚信息46条，其中对外公示336条。", note="“其中”可以是前面几项之和的一部分"),
        case("召开会议3次，其中参会120人次。"),
        case(
            "公开信息86条，其中概况类5条、动态类60条等；“水韵青禾”公众号推送信息130条。",
            note="“等”之后不再是其中的一项",
        ),
        case(
            "门户网站发布信息86条，其中政策文件12条；官方微博发布信息210条。", note="又一个渠道发布的，不是其中的一项"
        ),
        case("公开信息86条，其中部门文件12条，通过“水韵青禾”公众号推送信息310条。"),
        case("门户网站发布信息86条，其中行政执法信息12条；现场公示190条。"),
        case("门户网站公开信息86条，其中政策文件12条；窗口接待群众咨询1260条。"),
        case(
            "收到政府信息公开申请9件，均已答复。受理取水许可申请60件，办结60件。",
            cells=requests(new_received=9, granted=9, result_total=9),
            note="办结的是许可申请",
        ),
        case(
            "收到政府信息公开申请9件，均已答复。全年受理法律援助申请60件，办结60件。",
            cells=requests(new_received=9, granted=9, result_total=9),
        ),
        case("收到申请6件，上年结转2件，其中网络申请7件。", note="上年结转的也分在其中"),
    ],
)
def part_exceeds_whole(report: Report, options: None) -> Iterator[Finding]:  # noqa: ARG001
    """A part is larger than the whole it belongs to, or more requests were dealt with than there were.

    No way of counting makes that right: one of the numbers is wrong, or they count different things and the sentence should say so. Parts are those that 其中 and the like lead
    in, with the unit of their whole; a part printed without a unit, or not named as its whole is, is a warning. Requests dealt with are set against those received and carried over, in the text or in the table.

    Silent on a part that CN401 reports, on requests dealt with where neither text nor table tells what was carried over, on what another channel published behind a list (；官方微博发布信息210条), on approximate numbers, other units (期 and 条), cumulative numbers and measures of attention (累计, 阅读量), and parts that are said to overlap.
    """
    for found in report.fact(part_lists):
        wholes = [found.quantities.items[index] for index in found.wholes]
        if found.overlapping or not all(item.is_exact for item in wholes):
            continue
        whole = max(wholes, key=lambda item: item.value)
        for at, part in enumerate(found.members):
            exceeds = part.is_exact and part.value > found.largest and part.value > found.largest + found.carried
            if exceeds and not is_reported(report, found.quantities, found.parts[at]):
                data = {"part": part.value, "whole": whole.value}
                lowered = None if part.unit and found.adjacent and found.is_plainly_part(at) else Severity.WARNING
                related = [Related(found.quantities.span(whole), "whole")]
                yield Finding(found.quantities.span(part), "part", data, lowered, related)
    yield from _more_done_than_there_was(report)


def _more_done_than_there_was(report: Report) -> Iterator[Finding]:
    stated = report.fact(stated_figures)
    for done in stated:
        if [reading.key for reading in done.readings] != ["done"] or not done.quantity.is_exact:
            continue
        first, _ = done.quantities.period(done.quantity.start)
        near = [o for o in stated if o.quantities is done.quantities and o.at < done.at and o.quantity.start >= first]
        received = [other.quantity for other in near if other.is_read_as("received", "new_received")]
        carried = [other.quantity for other in near if other.is_read_as("carried_in", "carried")]
        if not received or not all(item.is_exact for item in (*received, *carried)):
            continue
        came = max(int(item.value) for item in received)
        over = max((*(int(item.value) for item in carried), *_carried_in(report)), default=None)
        # What nobody says was carried over need not have been nothing.
        if over is not None and done.quantity.value > came + over and done.is_of_the_table:
            data = {"done": done.quantity.value, "received": came, "carried": over}
            yield Finding(done.quantities.span(done.quantity), "done", data)


def _carried_in(report: Report) -> Iterator[int]:
    """What the table says was carried over; nothing where it does not say."""
    for speech in report.fact(speeches):
        for reading in speech.spoken.readings:
            if reading.key == "carried_in" and speech.figures is not None:
                worth = worth_of(speech.figures, reading.means[:1])
                if worth is not None:
                    yield from map(int, worth.values)
