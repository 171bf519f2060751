"""CN402."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Finding, Related, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.consistency.text_table import PERSON, TOTAL
from gouji_rules.facts.clauses import says_any
from gouji_rules.facts.list_cues import STAGES
from gouji_rules.facts.part_lists import PartList, part_lists
from gouji_rules.facts.stated_figures import is_reported


@rule(
    "CN402",
    "parts-sum",
    category=Category.CONSISTENCY,
    severity=Severity.WARNING,
    messages={
        "unequal": {
            "zh": "列出的各项（{parts}）合计{sum}，不等于总数{whole}，相差{difference}。请核对各项和总数",
            "en": "the items listed ({parts}) add up to {sum}, not to the whole of {whole}: {difference} apart; check both",
        },
        "larger": {
            "zh": "“其中”各项（{parts}）合计{sum}，比总数{whole}还多{difference}。请核对各项和总数，各项如有交叉请写明",
            "en": "the parts ({parts}) add up to {sum}, {difference} more than the whole of {whole}; check both, or say that they overlap",
        },
        "part": {"zh": "其中一项", "en": "one of the items"},
    },
    identity=("sum", "whole"),
    about="""列举的各项相加与总数不符。

    列举是否完整看用词（分别为、依次为、合计、其中……其余……）或性质（自然人与组织、四个季度等）。只说“其中”的，少于总数不算错。约数、双重单位不参与相加。
    """,
    invalid=[
        case("公开信息239条，其中政务动态161条、信息公开71条、政策解读12条。", at="239条", message="larger"),
        case("公开信息61条，分别为政务动态32条、通知公告28条。", at="61条", message="unequal"),
        case("收到申请36件，其中网络申请1件，其余34件为信函申请。", at="36件", message="unequal"),
        case(
            "共收到建议48条，其中自然人提出33条，法人或其他组织提出14条。",
            at="48条",
            message="unequal",
            note="申请人只有这两类",
        ),
        case("第一季度公开12条、第二季度15条、第三季度9条、第四季度14条，合计52条。", at="52条", message="unequal"),
        case("征集意见382条，其中采纳96条，未采纳285条。", at="382条", message="unequal"),
        case(
            "公开信息共120件（其中政务动态30件、公告公示95件）。", at="120件", message="larger", note="写在括号里的列举"
        ),
        case(
            "收到申请9件，上年结转1件，其中网络申请8件，信函申请5件。",
            at="9件",
            message="larger",
            note="加上结转的也不够",
        ),
        case("承办建议8件、提案12件，共22件，办复率100%。", at="22件", message="unequal"),
        case("公开信息86条。其中网站60条、微信公众号40条。", at="86条", message="larger", note="总数在前一句"),
        case("收到申请26件。从申请方式看，网络申请15件，信函申请12件。", at="26件", message="larger"),
        case(
            "办理信件26件。从来源看，网络15件，信函9件，当面2件；从申请人看，村民20件，商户8件。",
            at="26件",
            message="larger",
            note="分号后从头另分一次",
        ),
        case("收到留言26件（线上20件，线下12件）。", at="26件", message="larger", note="线上的“上”不是约数"),
    ],
    valid=[
        case("公开预算信息28条、医疗信息16条、教育信息11条等，共97条。", note="没有列全"),
        case("收到申请9件，上年结转1件。其中网络申请4件，信函申请6件。", note="上年结转的也分在其中"),
        case("公开信息86条。其中，动态60条，网站访问量3000条。"),
        case("承办建议8件，答复8件；承办提案12件，答复12件，共20件。", note="共20件是两项承办数之和"),
        case("涉及3个部门、5个乡镇，共12个事项。", note="所数的是另一种"),
        case("申请量有所增加（2022年：18件；2023年：23件）。", note="各年的数不是各部分"),
        case(
            "公开信息311条，其中动态302条、公示7条、公告1条、解读1条。\n公开信息434条，其中机构1条、制度12条、动态196条、公告204条、预算1条、其他20条。\n收到建议36件，其中网络1件、信函35件。\n"
            "发布信息2170条，其中网站1531条、公众号141条、微博374条、视频号18条、头条38条、其他68条。\n公开183条，包括动态123条、公告40条、规划1条、人事1条、解读2条、其他16条。",
            note="各项合计正好等于总数",
        ),
        case(
            "公开信息229条，其中动态193条、公告11条、政策3条、规划0条、预算0条、人事2条、应急1条、其他19条（其中就业13条、教育6条）。",
            note="两层都成立",
        ),
        case(
            "公开信息403条，其中机构33条、法规3条、动态365条、人事1条、年报1条。接待来访47人次，其中咨询22人次、投诉16人次、查阅5人次、其他4人次。"
        ),
        case(
            "公开信息6535条，其中网站3593条、公众号2942条，另有简讯1000余条。\n公开162条，其中文件41条；公众号推送293篇。"
        ),
        case("受理事项467件，其中办结441件，结转下年26件。\n收到建议21件，其中网上14件、来信7件；推送294期1014条。"),
        case("公开信息977条，其中重点领域信息694条。", note="只说了一部分"),
        case("公开信息363条，其中政务动态352条、公示1条、解读3条、规划3条、预算1条。", note="“其中”未必列全"),
        case("公开信息229条，其中动态193条、文件11条、解读3条、公示0条、规划0条、预算2条、人事1条、其他19条。"),
        case("微信公众号推送294期1014条，其中原创36期、转发258期。", note="期和条不可相加"),
        case("发布信息200余条，其中工作动态130条、通知公告62条、政策文件10余条。", note="约数不参与求和"),
        case("公开信息403条，包括机构信息33条、法规公文3条、工作信息365条等。"),
        case("收到申请29件，其中自然人申请25件、法人或其他组织申请4件，网络申请26件、信函申请3件。", note="两种分法"),
        case("收到申请12件，其中自然人申请11件，予以公开9件，部分公开2件。", note="不是同一种分法"),
        case("公开信息300条，其中门户网站280条、微信公众号160条（同步转发）。", note="写明有交叉"),
        case(
            "公开信息4751件，其中文件2件、公告107件、公报14件、动态730条、解读204条、图片101份、其他3593件。",
            note="量词不同",
        ),
        case("公开信息3183条（其中原创135条），网站2000条。"),
        case("共收到申请18件，比上年增加2件，其中网络申请10件、信函申请8件。"),
        case("全年收费25件，收取2950元。其中，望溪镇1件，收取420元；石岗镇24件，收取2530元。"),
        case("全县公开信息119条，其中县级47条（含解读40条）、白榆镇28条、石岗镇44条，召开发布会6场。"),
        case(
            "公开行政许可信息320条、行政处罚信息46条，其中对外公示336条、依申请提供4条。",
            note="“其中”可以是前面几项之和的一部分",
        ),
        case("公开信息580条，其中重点领域360条，包括财政信息40条、民生信息320条。", note="一层套一层"),
        case(
            "行政复议案件6件，其中被撤销1件；行政诉讼案件共7件，法院判决驳回2件，调解撤诉2件，3件未审结。",
            note="分号后另起一个总数",
        ),
        case("公开信息共120件（其中政务动态30件、公告公示90件）。"),
        case("发放调查问卷300份，其中收回290份、有效280份。", note="一步包含在前一步之内"),
        case("发现问题20个，其中立行立改15个、完成整改18个。\n承办建议31件，其中办结31件、采纳20件。"),
        case("公开信息80条，其中动态30条、解读20条，办理留言60条。", note="另一句话的数不是其中的一项"),
        case("收到申请9件，上年结转1件，其中网络申请4件，信函申请6件。", note="上年结转的也分在其中"),
        case("行政复议案件34件，行政诉讼案件27件，涉及信息公开的分别为6件和3件。", note="两项各有各的总数"),
        case("印发文件86件，其中规范性文件2件，主动公开40件、依申请公开30件、不予公开16件。", note="两种分法"),
        case("公开信息86条，其中网站60条、公众号40条（部分信息多平台发布）。", note="写明有交叉"),
        case(
            "收到申请26件，其中自然人申请21件，法人或其他组织申请6件。",
            cells={
                PERSON.format("new_received"): 20,
                "requests/new_received/commercial": 6,
                TOTAL.format("new_received"): 26,
            },
            note="与表中数字不符的一项，由CN401提示",
        ),
        case("全年刊发公报12期，其中纸质版12期、电子版12期。", note="同样的几期"),
        case("收到申请26件。从申请内容看，涉及征地12件、规划10件、环保8件。", note="一件可以涉及几件事"),
    ],
)
def parts_sum(report: Report, options: None) -> Iterator[Finding]:  # noqa: ARG001
    """Parts that are listed as all of a whole do not add up to it, or those listed as some of it add up to more.

    Whether a list is complete is decided by its words (分别为, 依次为, 合计, 其中…其余…) or by nature: natural persons and organisations, the four quarters, all results that the form
    knows, a thing and its contrary. A shortfall under a plain 其中 says nothing and stays unreported.

    Silent on approximate numbers (余, 多, 近, 约), on stages each of which holds the next (问卷收回290份、有效280份), on lists with different units, on lists of two kinds of parts side by side, on pairs (复议9件，诉讼7件，涉及公开的分别为2件和1件), where parts are said to overlap (同步转发, 多平台发布, 交叉),
    where CN401 reports one of the parts, and where a single part is larger than the whole, which CN404 reports. What was carried over is divided with what was received.
    """
    for found in report.fact(part_lists):
        message = None if not found.is_exact or _has_larger_part(found) else _wrong(found)
        if message is not None and not any(is_reported(report, found.quantities, at) for at in found.parts):
            whole, total = found.whole, sum(part.value for part in found.members)
            data = {
                "parts": "、".join(str(part.value) for part in found.members),
                "sum": total,
                "whole": whole.value,
                "difference": abs(total - whole.value),
            }
            related = [Related(found.quantities.span(part), "part") for part in found.members]
            yield Finding(found.quantities.span(whole), message, data, related=related)


def _has_larger_part(found: PartList) -> bool:
    return any(part.value > found.whole.value for part in found.members)


def _wrong(found: PartList) -> str | None:
    """Return the message that fits the list, None where every whole that may be meant leaves it right."""
    total = sum(part.value for part in found.members)
    wholes = [found.quantities.items[index].value for index in found.wholes]
    if found.overlapping or total in wholes or total == found.largest or found.are_pairs:
        return None
    if (carried := found.carried) and (total - carried in wholes or total - carried == found.largest):
        return None
    if found.exhaustive:
        return "unequal"
    stages = any(says_any(STAGES, name) for name in found.names)
    alike = all(part.value == found.whole.value for part in found.members)
    return "larger" if len(found.parts) > 1 and total > found.largest and not stages and not alike else None
