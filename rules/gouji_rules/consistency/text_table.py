"""CN401."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Finding, Related, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.facts.stated_figures import Stated, stated_figures

TOTAL = "requests/{}/total"
PERSON = "requests/{}/natural_person"


def requests(**rows: int) -> dict[str, int]:
    """Return cells that put every request in the column of natural persons and in the total."""
    return {place.format(row): count for row, count in rows.items() for place in (TOTAL, PERSON)}


@rule(
    "CN401",
    "text-table",
    category=Category.CONSISTENCY,
    severity=Severity.WARNING,
    messages={
        "differs": {
            "zh": "文中“{words}”写的是{found}，与表中数据对不上：{compared}。请核对，改正文字或表格",
            "en": "the text says {found} (“{words}”), which no figure of the table is: {compared}; correct the text or the table",
        },
        "cell": {"zh": "表中：{name}", "en": "in the table: {name}"},
    },
    identity=("words", "found"),
    about="""正文的数字与表格对不上。

    哪些词可能指哪些格，由格式文件列明（新收、受理、上年结转、予以公开、行政复议等），每种读法都试过才提示，并说明比较了哪些格：受理 749 件与新收 713、结转 36 相符。备案数、只说某一单位的句子不比较。
    """,
    invalid=[
        case(
            "受理政府信息公开申请2件，均予答复。",
            cells=requests(new_received=3, granted=3, result_total=3),
            at="2件",
            message="differs",
        ),
        case(
            "全年新收政府信息公开申请 40 件。", cells=requests(new_received=41, granted=41, result_total=41), at="40 件"
        ),
        case(
            "共收到申请805件。其中决定公开和部分公开的258件，本机关没有掌握而无法提供的265件。",
            cells=requests(
                new_received=805,
                granted=272,
                partial=3,
                na_not_held=265,
                na_must_create=72,
                np_petition=193,
                result_total=805,
            ),
            at=["258件", "265件"],
            note="恰好等于其中一行的数也不算相符",
        ),
        case(
            "新收申请9件，上年结转2件，办结10件，结转下年度继续办理2件。",
            cells=requests(new_received=9, carried_in=2, granted=10, result_total=10, carried_out=1),
            at="2件",
        ),
        case(
            "收到自然人申请12件。",
            cells=requests(new_received=14, granted=14, result_total=14),
            at="12件",
            note="写明申请人的，只与该列比较",
        ),
        case(
            "因政府信息公开被申请行政复议3件、提起行政诉讼4件。",
            cells={
                "disputes/cases/rev_upheld": 3,
                "disputes/cases/rev_total": 3,
                "disputes/cases/dir_upheld": 2,
                "disputes/cases/dir_total": 2,
                "disputes/cases/post_upheld": 1,
                "disputes/cases/post_total": 1,
            },
            at="4件",
        ),
        case(
            "全年制发行政规范性文件8件，废止2件，现行有效61件。",
            cells={
                "art20_1/normative_docs/issued": 8,
                "art20_1/normative_docs/repealed": 3,
                "art20_1/normative_docs/in_force": 61,
            },
            at="2件",
        ),
        case(
            "全年制发行政规范性文件6件。现行有效行政规范性文件24件。",
            cells={
                "art20_1/normative_docs/issued": 5,
                "art20_1/normative_docs/repealed": 1,
                "art20_1/normative_docs/in_force": 23,
            },
            at=["6件", "24件"],
        ),
        case(
            "全年办理行政许可318件，作出行政处罚决定24件。",
            cells={"art20_5/licensing/decisions": 320, "art20_6/penalty/decisions": 25},
            at=["318件", "24件"],
        ),
        case(
            "我局收到依申请公开事项十二件。", cells=requests(new_received=11, granted=11, result_total=11), at="十二件"
        ),
        case(
            "收到申请36件，其中公开和部分公开27件。",
            cells=requests(new_received=36, granted=21, partial=8, deny_state_secret=7, result_total=36),
            at="27件",
        ),
        case(
            "受理申请24件，予以公开、部分公开分别为18件、6件。",
            cells=requests(new_received=24, granted=17, partial=6, np_repeat=1, result_total=24),
            at="18件",
        ),
        case(
            "现行有效的行政规范性文件共14件，有效规范性文件14件。",
            cells={"art20_1/normative_docs/in_force": 12},
            at=["14件", "14件"],
        ),
        case(
            "2023年行政许可处理决定数量820件，行政处罚处理决定数量88件，作出行政强制决定4件。",
            cells={
                "art20_5/licensing/decisions": 840,
                "art20_6/penalty/decisions": 96,
                "art20_6/coercion/decisions": 3,
            },
            at=["820件", "88件", "4件"],
        ),
        case(
            "全年申请总量24件，同比增长20%。", cells=requests(new_received=26, granted=26, result_total=26), at="24件"
        ),
        case(
            "政府信息公开申请共24件，均已答复。",
            cells=requests(new_received=26, granted=26, result_total=26),
            at="24件",
        ),
        case(
            "望溪街道共受理政府信息公开申请24件。",
            agency="白榆区望溪街道办事处",
            cells=requests(new_received=26, granted=26, result_total=26),
            at="24件",
        ),
        case(
            "收到申请26件，共办理完成24件，答复完毕25件。",
            cells=requests(new_received=26, granted=26, result_total=26),
            at=["24件", "25件"],
        ),
        case(
            "收到申请24件，较上年增加2件。新收申请23件，上年结转3件。",
            cells=requests(new_received=26, carried_in=3, granted=29, result_total=29),
            at=["24件", "23件"],
            note="增加的和结转的凑不成新收",
        ),
        case(
            "行政复议案件12件，其中政府信息公开类行政复议5件。",
            cells={"disputes/cases/rev_upheld": 2, "disputes/cases/rev_total": 2},
            at="5件",
        ),
        case(
            "办完申请25件，其中不予处理（含重复申请）4件。",
            cells=requests(new_received=26, granted=23, np_repeat=3, result_total=26),
            at=["25件", "4件"],
        ),
        case(
            "因政府信息公开发生未经复议直接起诉的行政诉讼3件。",
            cells={"disputes/cases/dir_upheld": 2, "disputes/cases/dir_total": 2},
            at="3件",
        ),
        case(
            "全年制定发布规范性文件6件。",
            cells={"art20_1/normative_docs/issued": 4, "art20_1/normative_docs/in_force": 20},
            year=2023,
            at="6件",
        ),
        case(
            "今年以来共收到政府信息公开申请12件，截至12月31日已办结12件。",
            cells=requests(new_received=9, granted=9, result_total=9),
            at=["12件", "12件"],
            note="今年以来、截至12月31日就是全年",
        ),
    ],
    valid=[
        case(
            "申请人未收到答复的2件，已重新送达。收到依申请公开政务服务办件240件。",
            cells=requests(new_received=30, granted=30, result_total=30),
        ),
        case(
            "自2019年以来，共受理申请160件。六年共受理申请160件，累计受理申请160件。",
            cells=requests(new_received=30, granted=30, result_total=30),
            note="多年合计",
        ),
        case(
            "本年制发行政规范性文件2件，累计制发48件。",
            cells={"art20_1/normative_docs/issued": 2, "art20_1/normative_docs/in_force": 12},
            note="累计数",
        ),
        case(
            "上年新收政府信息公开申请24件，办结22件，其中自然人18件。年初有2件申请正在办理。",
            cells=requests(new_received=30, carried_in=2, granted=31, result_total=31, carried_out=1),
            note="说的是上年",
        ),
        case(
            "2022年、2023年分别新收政府信息公开申请24件、30件，分别办结22件、30件。",
            cells=requests(new_received=30, granted=30, result_total=30),
            note="两年的数",
        ),
        case(
            "截至2022年底，累计收到政府信息公开申请160件，2023年新收申请30件。",
            cells=requests(new_received=30, granted=30, result_total=30),
            note="上年底的数",
        ),
        case(
            "2022年1月1日至12月31日，新收政府信息公开申请24件；2023年同期新收30件。",
            cells=requests(new_received=30, granted=30, result_total=30),
            note="上年全年的数",
        ),
        case(
            "截至去年底，现行有效行政规范性文件共14件。涉企现行有效的行政规范性文件共5件。",
            cells={"art20_1/normative_docs/in_force": 17},
        ),
        case(
            "新增政府信息公开申请6件，增长25%，总数达30件。",
            cells=requests(new_received=30, granted=30, result_total=30),
            note="新增的是增加的数",
        ),
        case(
            "在15个工作日内答复的申请26件。",
            cells=requests(new_received=30, granted=30, result_total=30),
            note="只是其中一部分",
        ),
        case(
            "收到申请41件，其中网站申请3件、纸质申请36件已办结，另有2件顺延至下年度。",
            cells=requests(new_received=41, granted=39, result_total=39, carried_out=2),
        ),
        case(
            "叙述：收到申请246件，其中97件准予公开，已按期办结。",
            cells={
                PERSON.format("new_received"): 244,
                "requests/new_received/commercial": 2,
                TOTAL.format("new_received"): 246,
            },
        ),
        case(
            "收到和办理申请12件，其中自然人12件、法人或其他组织0件；予以公开2件，部分公开8件，不掌握1件，不存在1件。",
            cells=requests(new_received=12, granted=2, partial=8, na_not_held=2, result_total=12),
        ),
        case(
            "办完申请78件，余8件转2024年度办理。政府信息公开行政复议6件，其中维持5件、纠正1件；复议后提起诉讼1宗，结果维持。",
            cells=requests(new_received=86, granted=78, result_total=78, carried_out=8)
            | {
                "disputes/cases/rev_upheld": 5,
                "disputes/cases/rev_corrected": 1,
                "disputes/cases/rev_total": 6,
                "disputes/cases/post_upheld": 1,
                "disputes/cases/post_total": 1,
            },
        ),
        case(
            "新收申请464件，上年结转3件，共467件；办结441件，结转下年26件。",
            cells=requests(new_received=464, carried_in=3, granted=441, result_total=441, carried_out=26),
        ),
        case("受理政府信息公开申请0件，主动公开164条。"),
        case(
            "受理政府信息公开申请749件。",
            cells=requests(new_received=713, carried_in=36, granted=749, result_total=749),
            note="受理可含上年结转",
        ),
        case(
            "全年新收申请749件（含上年结转36件）。",
            cells=requests(new_received=713, carried_in=36, granted=749, result_total=749),
        ),
        case(
            "受理申请859件，全年答复申请805件（其中上年度结转18件，还有72件依规延至下年度办理）。",
            cells=requests(new_received=859, carried_in=18, granted=805, result_total=805, carried_out=72),
        ),
        case(
            "按申请人分，自然人提出3493件，各类组织提出114件。",
            cells=requests(new_received=3402, carried_in=91)
            | {
                TOTAL.format("new_received"): 3511,
                "requests/new_received/commercial": 109,
                TOTAL.format("carried_in"): 96,
                "requests/carried_in/commercial": 5,
            },
        ),
        case(
            "县应急局收到政府信息公开申请17件，县本级收到64件。",
            agency="青禾县人民政府",
            cells=requests(new_received=95),
            note="一个机关的数不与全县的表比较",
        ),
        case("全市教育系统共收到申请95件，其中我局20件。", agency="云岭市教育局", cells=requests(new_received=20)),
        case(
            "全市报送备案的行政复议案件134件，行政诉讼案件57件。",
            agency="云岭市人民政府",
            cells={"disputes/cases/rev_total": 170},
            note="备案是另一口径",
        ),
        case(
            "政府信息公开类行政诉讼46件，其中结果维持25件，尚未审结7件。",
            cells={
                "disputes/cases/dir_upheld": 13,
                "disputes/cases/dir_other": 12,
                "disputes/cases/dir_pending": 1,
                "disputes/cases/dir_total": 26,
                "disputes/cases/post_upheld": 12,
                "disputes/cases/post_other": 2,
                "disputes/cases/post_pending": 6,
                "disputes/cases/post_total": 20,
            },
        ),
        case("收到申请29件，其中网络申请25件，信函申请4件；一季度受理申请9件。", cells=requests(new_received=29)),
        case(
            "收到申请209件，由上年的190件增加19件；2022年收到申请190件。", year=2023, cells=requests(new_received=209)
        ),
        case("收到申请近300件，办结290余件。", cells=requests(new_received=287, result_total=280)),
        case(
            "收到申请30件。受理网络问政182件，办理人大代表建议9件，答复留言408条，收到意见103条。",
            cells=requests(new_received=30),
        ),
        case("收到2个自然人的申请。", cells=requests(new_received=5), note="人数不是件数"),
        case("收到公民、法人和其他组织提出的政府信息公开申请21件。", cells=requests(new_received=21)),
        case(
            "公报登载规章和规范性文件112件，部门规范性文件45件；清理规范性文件66件，废止5件。",
            cells={
                "art20_1/normative_docs/issued": 8,
                "art20_1/normative_docs/repealed": 5,
                "art20_1/normative_docs/in_force": 61,
            },
        ),
        case(
            "当年办结78件，其余8件转2024年度办理。受理申请86件。",
            year=2023,
            cells=requests(new_received=86, granted=78, result_total=78, carried_out=8),
        ),
        case("受理申请11件，办理行政复议案件21件，均与政府信息公开无关。", cells=requests(new_received=11)),
        case(
            "新收政府信息公开申请66件。",
            cells={
                PERSON.format("new_received"): 58,
                "requests/new_received/commercial": 7,
                "requests/new_received/legal_service": 1,
                TOTAL.format("new_received"): None,
            },
            note="总计空白时以各列之和比较",
        ),
        case(
            "收到申请36件，其中公开和部分公开29件、不予公开7件。",
            cells=requests(new_received=36, granted=21, partial=8, deny_state_secret=7, result_total=36),
            note="两项合在一起的数",
        ),
        case(
            "收到申请36件，其中予以公开（含部分公开）29件、不予公开7件。",
            cells=requests(new_received=36, granted=21, partial=8, deny_state_secret=7, result_total=36),
        ),
        case(
            "收到申请36件。全年印发正式文件172件，其中主动公开69件、依申请公开80件、不予公开23件。",
            cells=requests(new_received=36, granted=29, deny_state_secret=7, result_total=36),
            note="公文的公开属性",
        ),
        case(
            "共收到申请36件，已答复33件，其余3件未到答复期限。",
            cells=requests(new_received=36, carried_in=4, granted=37, result_total=37, carried_out=3),
            note="只说本年新收的办理情况",
        ),
        case(
            "政府信息公开行政复议新收5件，上年结转3件，审结6件。",
            cells={
                "disputes/cases/rev_upheld": 6,
                "disputes/cases/rev_pending": 2,
                "disputes/cases/rev_total": 8,
            },
        ),
        case(
            "全年制发行政规范性文件5件，现行有效行政规范性文件23件，公开制定规范性文件3件。",
            cells={
                "art20_1/normative_docs/issued": 5,
                "art20_1/normative_docs/repealed": 1,
                "art20_1/normative_docs/in_force": 23,
            },
        ),
        case(
            "全年办理行政许可320件，作出行政处罚25件。",
            cells={"art20_5/licensing/decisions": 320, "art20_6/penalty/decisions": 25},
        ),
        case(
            "办理食品经营行政许可30件，网上办理行政许可200件，上半年办理行政许可90件，同比增加12件。其中作出行政许可决定8件。",
            cells={"art20_5/licensing/decisions": 320},
            note="一类、一个渠道、一段时间的许可",
        ),
        case(
            "立案31件，作出行政处罚25件，罚没款18万元。开展专项检查，作出行政处罚6件。县林业局作出行政处罚2件。公示行政处罚信息40条。",
            agency="青禾县人民政府",
            cells={"art20_6/penalty/decisions": 90},
            note="一次行动、一个单位的处罚，公示的信息",
        ),
        case("受理申请12件。", edit=lambda data: data["content"].__delitem__(2), note="没有表格就不比较"),
        case(
            "收到政府信息公开申请9件，均已答复。受理取水许可申请60件，办结60件。",
            cells=requests(new_received=9, granted=9, result_total=9),
            note="办结的是许可申请",
        ),
        case(
            "办结申请31件，其中不予公开（属于内部事务信息）1件，不予公开（属于过程性信息）4件，无法提供（本机关不掌握）6件，无法提供（需要另行制作）3件。",
            cells=requests(
                new_received=31,
                granted=17,
                deny_internal=1,
                deny_process=4,
                na_not_held=6,
                na_must_create=3,
                result_total=31,
            ),
            note="括号里写明是哪一种情形",
        ),
        case(
            "受理申请15件，答复9件，不予受理4件，补正后仍不明确2件。",
            cells=requests(new_received=15, granted=9, na_still_unclear=2, oth_other=4, result_total=15),
            note="几项合起来是办结数",
        ),
        case(
            "收到申请14件，作出答复8件，申请人主动撤回6件。",
            cells=requests(new_received=14, granted=8, oth_other=6, result_total=14),
        ),
        case(
            "县政府转办申请3件，我局直接收到申请9件。",
            cells=requests(new_received=12, granted=12, result_total=12),
            note="两项合起来是新收数",
        ),
        case(
            "牵头制发规范性文件1件，联合制发规范性文件1件。新制定规范性文件2件，继续有效10件。",
            cells={"art20_1/normative_docs/issued": 2, "art20_1/normative_docs/in_force": 12},
        ),
        case("各市场监管所作出行政处罚30件，执法大队作出行政处罚15件。", cells={"art20_6/penalty/decisions": 45}),
        case("县水文站收到申请2件。", cells=requests(new_received=9, granted=9, result_total=9), note="只说一个单位"),
        case(
            "收到申请9件，予以公开6件，告知通过其他途径办理3件。",
            cells=requests(new_received=9, granted=6, oth_other=3, result_total=9),
        ),
        case(
            "因政府信息公开被申请行政复议2件，因行政处罚被申请行政复议4件。因征地补偿引发行政诉讼5件。我局作为被告的行政诉讼案件6件，与信息公开无关。",
            cells={"disputes/cases/rev_upheld": 2, "disputes/cases/rev_total": 2},
            note="因别的事由",
        ),
        case(
            "行政复议案件15件，其中政府信息公开类2件；行政诉讼案件6件，其中政府信息公开类1件。",
            cells={
                "disputes/cases/rev_upheld": 2,
                "disputes/cases/rev_total": 2,
                "disputes/cases/dir_upheld": 1,
                "disputes/cases/dir_total": 1,
            },
            note="总数包括各种事由",
        ),
        case(
            "因政府信息公开被申请行政复议13件，其中以县政府为被申请人的行政复议5件。",
            cells={"disputes/cases/rev_upheld": 13, "disputes/cases/rev_total": 13},
            note="“其中”是前一个数的一部分",
        ),
        case(
            "受理法律援助申请12件，信息公开申请9件。全年收到听证申请2件、信息公开申请9件。办理依申请政务服务事项1230件，收到档案查询申请120件。",
            cells=requests(new_received=9, granted=9, result_total=9),
            note="别的申请",
        ),
        case(
            "收到申请9件，未办结的3件均在办理期限内。",
            cells=requests(new_received=9, granted=6, result_total=6, carried_out=3),
        ),
        case(
            "扣除上年结转后新收申请33件。", cells=requests(new_received=33, carried_in=5, granted=38, result_total=38)
        ),
        case(
            "累计公布规范性文件91件（现行有效17件，废止74件）。",
            cells={
                "art20_1/normative_docs/issued": 2,
                "art20_1/normative_docs/repealed": 1,
                "art20_1/normative_docs/in_force": 16,
            },
            note="历年累计的数",
        ),
        case(
            "到期失效规范性文件4件，主动废止规范性文件1件。",
            cells={"art20_1/normative_docs/repealed": 1, "art20_1/normative_docs/in_force": 20},
            note="表中只有废止",
        ),
        case(
            "废止规范性文件2件，宣布失效1件。全年梳理有效规范性文件25件。",
            cells={"art20_1/normative_docs/repealed": 3, "art20_1/normative_docs/in_force": 20},
        ),
        case("行政许可申请总量120件，网上申请总量24件。", cells=requests(new_received=26, granted=26, result_total=26)),
        case("采取行政强制措施4件。", cells={"art20_6/coercion/decisions": 3}),
        case(
            "本报告包括总体情况、收到和处理政府信息公开申请情况、其他需要报告的事项六个部分。",
            cells=requests(new_received=9, granted=9, result_total=9),
            note="六个后面另有所指",
        ),
        case(
            "收到申请12件，予以公开5件，逾期未补正2件，其他处理5件。",
            cells=requests(new_received=12, granted=5, oth_no_correction=2, oth_other=5, result_total=12),
            year=2023,
            note="其他处理中的一项单列",
        ),
        case(
            "因政府信息公开引发行政复议1件，未经复议直接诉讼0件，复议后诉讼2件。",
            cells={
                "disputes/cases/rev_other": 1,
                "disputes/cases/rev_total": 1,
                "disputes/cases/post_other": 2,
                "disputes/cases/post_total": 2,
            },
        ),
        case(
            "接收申请11件，经审查不属于信息公开申请的2件，实际受理9件。收到申请12件，其中撤回3件，正式受理9件。人均办理3件。",
            cells=requests(new_received=9, granted=9, result_total=9),
            note="审查以前的数",
        ),
        case(
            "作为复议机关，我局受理政府信息公开行政复议案件8件。",
            cells={"disputes/cases/rev_other": 1, "disputes/cases/rev_total": 1},
            note="向报告机关提出的复议",
        ),
        case(
            "因政府信息公开引发行政复议3件，复议纠错1件。",
            cells={
                "disputes/cases/rev_upheld": 2,
                "disputes/cases/rev_corrected": 1,
                "disputes/cases/rev_total": 3,
            },
        ),
        case(
            "发生涉政府信息公开行政诉讼5件（含上年未结2件）。",
            cells={"disputes/cases/dir_upheld": 3, "disputes/cases/dir_total": 3},
            note="括号里的不是本年的",
        ),
    ],
)
def text_table(report: Report, options: None) -> Iterator[Finding]:  # noqa: ARG001
    """A number in the text is none of the figures of the table that its words can mean.

    Text and tables are often filled in by different people from different drafts, and readers see both. The words before a number decide which figures it may mean, by a list
    that the format edition holds (新收, 受理, 上年结转, 予以公开, 行政复议 …); every meaning is tried, so 受理749件 agrees with 713 new requests and 36 carried over, and the
    message names all that were compared. A number that only happens to equal one row is not what the words say.

    Silent on approximate numbers, on figures of one body or level in a report on an area, of a whole area in a department's report, of what was put on file (备案), of one channel,
    applicant, quarter or other year, of another kind of application (法律援助申请) or another cause (因行政处罚被申请行政复议), and where the table is absent or blank. The total is worked
    out where its cell is blank. A number that makes up one of the figures together with its neighbours agrees with it (转办3件，直接收到9件).
    """
    for stated in report.fact(stated_figures):
        if not stated.quantity.approximate and stated.differs:
            compared = "、".join(f"{worth.name}{worth.values[0]}" for worth in stated.worth)
            data = {"words": _quoted(stated), "found": stated.quantity.value, "compared": compared}
            related = [
                Related(worth.cell, "cell", {"name": worth.name}) for worth in stated.worth if worth.cell is not None
            ]
            yield Finding(stated.quantities.span(stated.quantity), "differs", data, related=related)


def _quoted(stated: Stated) -> str:
    number = stated.quantity
    return stated.words + stated.quantities.text[number.start : number.end]
