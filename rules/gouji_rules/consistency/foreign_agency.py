"""CN406."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Finding, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.facts.foreign_places import foreign_places
from gouji_rules.facts.self_words import foreign_selves

TOWN, BUREAU, DISTRICT = "青禾县望溪镇人民政府", "云岭市体育局", "白榆区人民政府"


@rule(
    "CN406",
    "foreign-agency",
    category=Category.CONSISTENCY,
    severity=Severity.WARNING,
    messages={
        "other": {
            "zh": "报告机关是{agency}，这里却自称“{found}”：“{clause}”。请核对这段话是否抄自其他机关的报告",
            "en": "the report is by {agency}, yet here it calls itself {found}: “{clause}”; check whether this was copied from another organ's report",
        },
        "above": {
            "zh": "报告机关是{agency}，这里却把“{found}”写成了自己：“{clause}”。请核对这段话是否抄自上级机关的报告或模板",
            "en": "the report is by {agency}, yet here {found} stands in its place: “{clause}”; check whether this was copied from the report of an organ above it",
        },
        "whole-area": {
            "zh": "报告机关是{agency}，这里说的却是“{found}”：“{clause}”。请核对这段话是否抄自政府的报告",
            "en": "the report is by {agency}, yet this tells of {found}: “{clause}”; check whether it was copied from the government's report",
        },
        "place": {
            "zh": "文中提到的“{found}”不是{agency}所在的地方：“{clause}”。请核对是否抄自外地的报告",
            "en": "{found} is not where {agency} is: “{clause}”; check whether this was copied from a report of that place",
        },
    },
    identity=("found", "clause"),
    about="""把别的机关、层级或地方当成了自己。

    从别处抄来的文字会露出马脚：镇写“我局”“结合我旗实际”，局写“全市各级行政机关”。出现外地地名只作提示。对上级、考察学习、转办单位的称呼不算。
    """,
    invalid=[
        case("对照上级要求，结合我旗实际制定公开清单。", agency="白音旗红柳镇人民政府", at="我旗", message="above"),
        case("2023年，我县主动公开政府信息300条。", agency=TOWN, at="我县", message="above"),
        case("我局坚持公开为常态。", agency=TOWN, at="我局", message="other"),
        case("我乡及时更新公开栏。", agency=TOWN, at="我乡"),
        case("一年来，我镇更新公开栏12期。", agency=BUREAU, at="我镇", message="other"),
        case("我县信息公开工作稳步开展，我委及时更新栏目。", agency=BUREAU, at=("我县", "我委")),
        case("我局主动公开信息60条。", agency=DISTRICT, at="我局"),
        case(
            "2023年，全市各级行政机关共主动公开信息1.2万条。",
            agency=BUREAU,
            at="全市各级行政机关",
            message="whole-area",
        ),
        case(
            "宜宾市旅游信息公开指南已在网站发布。",
            agency=BUREAU,
            region="410300",
            at="宜宾市",
            message="place",
            severity=Severity.INFO,
        ),
        case(
            "公开开封市的办事指南，开封市的目录同步更新。",
            agency=BUREAU,
            region="410300",
            at="开封市",
            note="同一地名只提示一次",
        ),
    ],
    valid=[
        case("按照我县统一部署，我镇在我市门户网站公开信息60条。", agency=TOWN, note="指上级"),
        case("我县高度重视政务公开，我镇认真落实。", agency=TOWN),
        case("县政府印发方案后，结合我县实际细化任务。", agency=TOWN),
        case("赴先进地区学习，介绍我局经验，与兄弟单位交流我办做法。", agency=TOWN, note="学习考察"),
        case("告知申请人向我县水利局申请。网民留言“我镇道路何时维修”，已答复。", agency=BUREAU, note="指引与来信"),
        case("我市场监管所协助答复，我委托第三方评估，我办理申请9件，自我局限仍需突破。", agency=TOWN),
        case("我市居民可在我区各查阅点查阅，我局提供便利，全市各级行政机关要求一致。", agency=BUREAU),
        case("组织全市各级行政机关开展培训，督促全市各级政府部门整改。", agency=BUREAU),
        case("2023年，全市各级行政机关共主动公开信息1.2万条。", agency="云岭市人民政府办公室", note="主管机关"),
        case("我办、我中心及时更新栏目。", agency="云岭市住房公积金管理中心", note="名称看不出机关种类"),
        case("赴杭州市学习考察，借鉴苏州市经验，与广元市开展对口协作。", agency=BUREAU, region="410300"),
        case(
            "《上海市信息公开规定》、北京市某某律师事务所、成都市某某科技有限公司、长春市铁路中心。",
            agency=BUREAU,
            region="410300",
        ),
        case(
            "本市信息在河南省政务服务网和洛阳市门户网站公布，宜宾市民不在服务范围。",
            agency=BUREAU,
            region="410300",
            note="本省本市",
        ),
        case("开封市、南阳市公开信息12条。", agency="临江省体育厅", region="410000", note="省级机关可以写省内各市"),
        case("宜宾市旅游信息公开指南已发布。", agency=BUREAU, note="不知机关在何地"),
        case("2023年，全市各级行政机关公开信息1.2万条，我局公开960条。", agency=BUREAU, note="与本机关对照"),
        case("我局、我委等部门报送年报，我办汇总公布。", agency="白榆区人民政府办公室", note="并列的是几类机关"),
    ],
)
def foreign_agency(report: Report, options: None) -> Iterator[Finding]:  # noqa: ARG001
    """The report speaks of another organ, level or place as if it were its own.

    Text copied from another report, or from the template of the organ above, gives itself away: a town writes 我局 or 结合我旗实际, a bureau 我镇 or
    全市各级行政机关, a report from one province names a city of another. What the organ is, is read from its name. Other places are only pointed out, each once.

    我县 and 我市 for the area an organ belongs to, for what was laid down there, on visits and in referrals are right, and so are the public's own words and offices that
    look after a whole area; all organs of it may be set beside the organ's own figures, and kinds of organs side by side (我局、我委等部门). Places pass on visits, in partnerships, in names and titles, in cases at law, in the organ's own province and prefecture, and where its region is unknown.
    """
    name = report.agency.name
    for word in foreign_selves(report):
        yield Finding(word.span, word.kind.value, _data(name, word.span.text, word.clause.text))
    for place in foreign_places(report):
        yield Finding(place.span, "place", _data(name, place.span.text, place.clause.text), Severity.INFO)


def _data(agency: str, found: str, clause: str) -> dict[str, str]:
    return {"agency": agency, "found": found, "clause": clause.strip().rstrip("，,；;。")}
