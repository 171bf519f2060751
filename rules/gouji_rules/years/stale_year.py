"""CN301."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.finding import Finding, Severity
from gouji.report import Report
from gouji.rule import Category, case, rule
from gouji_rules.basis import REGULATION
from gouji_rules.facts.publication import signature
from gouji_rules.facts.title_years import accepted_years
from gouji_rules.facts.year_cues import NEXT_STEPS
from gouji_rules.facts.years import Place, Role, YearMention, years

MESSAGES = {
    "activity": {
        "zh": "{year}年度报告把{found}年写成了本年工作的时间：“{clause}”。请核对：是{year}年的工作就改年份，是{found}年的工作就删去，作对比则写明是对比",
        "en": "a report on {year} gives {found} as the time of its own work: “{clause}”; correct the year, remove the sentence, or say that it is a comparison",
    },
    "report": {
        "zh": "这是{year}年度报告，文中却把本报告称为{found}年的：“{clause}”。请改为{year}年",
        "en": "this is the report on {year}, yet it calls itself the one of {found}: “{clause}”; write {year}",
    },
    "dated": {
        "zh": "{year}年度报告叙述了{found}年的工作：“{clause}”。请核对日期；确为{found}年的工作不应列入本年度报告",
        "en": "a report on {year} tells of work dated {found}: “{clause}”; check the date, work of another year does not belong here",
    },
    "plan": {
        "zh": "{year}年度报告把{found}年写成了今后：“{clause}”。这一年已经过去，请改为下一年",
        "en": "a report on {year} speaks of {found} as still to come: “{clause}”; that year is over, write the one after it",
    },
    "signed": {
        "zh": "{year}年度报告的落款日期是{clause}，这时{year}年还没有过完。请核对落款的年份",
        "en": "the report on {year} is signed on {clause}, before that year was over; check the year of the signature",
    },
}

REACH = 40
"""How far after a year its clause says what is to come."""

LAST_MONTH = 12
"""The month of the report's year in which the first reports are signed."""


@rule(
    "CN301",
    "stale-year",
    category=Category.YEARS,
    severity=Severity.ERROR,
    messages=MESSAGES,
    basis=(REGULATION.at(49),),
    universal=True,
    needs=("year",),
    identity=("found", "clause"),
    about="""该写本年度的地方写成了往年。

    多为沿用上年文稿时漏改。往年作为本年工作的时间、报告自称是往年的、第五章把往年的问题当作本年的问题，都会提示；第五章把已经过去的报告年度写成今后的，落款日期早于报告年度年底的，为警告。作比较、结转、预决算、文号、文件标题、历年数据等场合的往年不算；可作别的理解的降为警告。
    """,
    invalid=[
        case("通过多种渠道扩大知晓面，2019 年先后召开新闻通气会 9 场次。", year=2020, at="2019 年", message="activity"),
        case("2021年全年召开座谈会6场。", year=2022, at="2021年", message="activity", severity=Severity.ERROR),
        case("2017年全年召开座谈会6场。", year=2018, at="2017年", note="没有统一格式的年度也查"),
        case("2022年度我局共收到申请26件，均按期答复。", year=2023, at="2022年度"),
        case("二〇二〇年，全县举办培训班3期。", year=2021, at="二〇二〇年"),
        case("22年全年共办理留言56件。", year=2023, at="22年", note="两位数年份"),
        case("截至2022年12月31日，全年公开信息802条。", year=2023, at="2022年12月31日"),
        case("2020年，我局未收到政府信息公开申请。", year=2021, at="2020年"),
        case("现向社会公布青禾县水利局2022年度政府信息公开工作年度报告。", year=2023, at="2022年度", message="report"),
        case(
            year=2022,
            content=[
                {
                    "heading": "五、存在的主要问题及改进情况",
                    "content": ["2021年，我局虽有进步，但仍存在更新不及时等不足。"],
                }
            ],
            at="2021年",
            severity=Severity.ERROR,
            note="第五部分谈的应是本年的问题",
        ),
        case(
            year=2022,
            content=[
                {"heading": "五、存在的主要问题及改进情况", "content": ["2021年存在的问题主要有：公开不够及时。"]}
            ],
            at="2021年",
        ),
        case("2022年10月，组织业务培训2次。", year=2023, at="2022年10月", message="dated", severity=Severity.WARNING),
        case("2022年5月，我局召开政务公开推进会，部署工作。", year=2023, at="2022年5月", message="dated"),
        case(
            "2022年，我局优化公开目录。2021年9月，组织参加全市公开业务培训班。2022年11月，开展自查。",
            year=2022,
            at="2021年9月",
            severity=Severity.WARNING,
        ),
        case("2021年，各科室持续完善公开目录。", year=2022, at="2021年", severity=Severity.WARNING),
        case("本年度（2021年）我局共公开信息236条。", year=2022, at="2021年", severity=Severity.ERROR),
        case("2021年1-12月，共公开信息236条。", year=2022, at="2021年", severity=Severity.ERROR),
        case("2021年依托县政府门户网站，公开信息360条。", year=2022, at="2021年", severity=Severity.ERROR),
        case("2021年度发出收费通知0件，收取金额0元。", year=2022, at="2021年度", severity=Severity.ERROR),
        case("截至2021年12月31日，我局共公开信息356条。", year=2022, at="2021年12月31日", severity=Severity.WARNING),
        case("（三）平台建设情况 2021年，望溪镇公众号推送信息48条。", year=2022, at="2021年", note="标题与正文相连"),
        case("2021年共收到申请5件。其中信函3件。2022年收到留言56件。", year=2022, at="2021年", note="数的不是同一样事"),
        case("2021年度政府信息公开申请0件。", year=2022, at="2021年度", severity=Severity.WARNING),
        case(
            "本报告依据《条例》，结合我局2021年政府信息公开工作实际编制。",
            year=2022,
            at="2021年",
            message="report",
        ),
        case("现公布《青禾县水利局2021年度政府信息公开工作年度报告》。", year=2022, at="2021年度", message="report"),
        case(
            year=2022,
            content=[
                {"heading": "五、存在的主要问题及改进情况", "content": ["2022年，我局将继续深化公开，强化培训。"]}
            ],
            at="2022年",
            message="plan",
            severity=Severity.WARNING,
            note="沿用上年文稿，打算的年份没有改",
        ),
        case(
            year=2022,
            edit=lambda data: data["content"][-1]["content"].append("青禾县水利局　2022年1月16日"),
            at="2022年1月16日",
            message="signed",
            severity=Severity.WARNING,
            note="落款的年份没有改",
        ),
    ],
    valid=[
        case("受理申请 9 件，较 2021 年增长 12.5%。", year=2022),
        case("与2021年相比增加6件，比上年、去年均有提高。", year=2022),
        case("2021年为210件，2022年为260件，同比增长23.8%。", year=2022),
        case("2021年公开信息300条。2022年公开信息360条，较上年增长20%。", year=2022),
        case("办结23件，其中2019年结转4件。", year=2020),
        case("公开2019年部门预算和2018年度部门决算、2018年度绩效评价结果。", year=2019),
        case("在2019年度政务公开考核中获得优秀等次，并对照2019年年报查找不足。", year=2020),
        case("2018—2020年共办理申请36件。", year=2020),
        case("申请量分别为：2019年1件、2020年3件、2021年4件。", year=2021),
        case("自2019年起每季度通报一次。2019年以来，累计公开信息5600条。", year=2021),
        case("截至2021年底，累计建成公开专区16个。", year=2022),
        case("按照国办公开办函〔2021〕30号、云政办[2020]5号和青政办【2019】7号执行。", year=2023),
        case("落实《青禾县2020年政务公开工作要点》，制作“2020年度盘点”专题。", year=2021),
        case("2021年5月，县政府召开推进会。2021年8月，申请人参加听证会。", year=2022, note="别人的事"),
        case("2021年10月，我局召开座谈会。2022年10月，我局再次召开座谈会。", year=2022, note="从上年说起"),
        case("2021年5月，我局召开会议，为2022年工作打下基础。", year=2022),
        case("2021年6月，我局举办首次开放日活动，此后每季度举办。", year=2022),
        case("2019年5月，我局召开推进会。", year=2022, note="更早的事多为背景"),
        case("自2021年5月起，我局开展自查。按照2021年5月召开的会议要求，推进公开。", year=2022),
        case(
            year=2022,
            content=[{"heading": "五、存在的主要问题及改进情况", "content": ["2021年5月，我局召开推进会。"]}],
        ),
        case("对2021年印发的28份规范性文件开展清理。", year=2022),
        case("学习2019年修订的《条例》。我局于2019年成立，2021年换届后更新领导分工信息。", year=2022),
        case("门户网站发布信息 2017 条，新媒体 2019 条。", year=2022),
        case("联系电话：0562-2020118，网址：http://www.example.cn/2019/t19700101_2018.html。", year=2022),
        case("专项检查自2019年11月至2020年3月开展，12年来坚持公开为常态。", year=2020),
        case("针对2021年存在的解读质量不高问题，配备专人，全年发布解读18篇。", year=2022),
        case("所列数据统计期限从20211月1日起至202112月31日止。", year=2022, note="抽取时丢字"),
        case("统计期限为2019年1月1日至12月31日。", year=2020, note="统计期限另有规则"),
        case(
            year=2022,
            content=[
                {
                    "heading": "五、存在的主要问题及改进情况",
                    "content": [
                        "一是2021年度反映的“栏目更新不勤”问题有所缓解，但还需久久为功。",
                        "二是2021年存在的解读形式单一问题仍未根治。",
                    ],
                }
            ],
            note="回看往年的问题",
        ),
        case(
            year=2022,
            edit=lambda data: data["content"][-1]["content"].append("青禾县水利局　2022年12月30日"),
            note="年底公布",
        ),
        case("2020年收到申请12件。\n2021年收到申请18件。\n2022年收到申请23件。", year=2022, note="一年一段"),
        case("2020年建成平台2个。\n2021年，公开信息60条。\n2022年，举办培训6次。", year=2022, note="逐年叙述"),
        case("及时公开《青禾县水利局2021年政府信息公开工作年度报告》，接受监督。", year=2022),
        case("2021年政府信息公开年度报告共公开36份。", year=2022),
        case("2021年共收到申请38件。其中自然人30件，法人8件。2022年共收到申请45件。", year=2022),
        case("2021年共收到申请38件。其中自然人30件。\n2022年共收到申请45件。", year=2022),
        case("2021年，李某向我局申请公开补偿方案。经查，2018年我局共审批项目3个。", year=2022, note="申请的来由"),
        case("2021年第四季度全省政府网站检查中，我县合格率为100%。", year=2022),
        case("2021年入库项目36个已全部公开。", year=2022),
        case("上年（2021年）结转申请2件，去年同期（2021年）公开信息200条。", year=2022),
        case("截至2021年12月31日，现行有效规范性文件36件，2022年新增2件。", year=2022),
        case(
            year=2022,
            content=[
                {
                    "heading": "五、存在的主要问题及改进情况",
                    "content": [
                        "去年存在的问题：2021年，我局解读材料偏少。改进情况：今年发布解读12篇。",
                        "在2021年全县政务公开考核中排名靠后，工作存在薄弱环节。",
                        "我局2021年底新任工作人员业务不熟，报送不够及时。",
                        "2022年，我局将政务公开工作纳入年度考核。",
                        {
                            "heading": "（一）上年度问题整改情况",
                            "content": ["2021年，我局存在解读形式单一等问题，全年仅解读3篇。"],
                        },
                    ],
                }
            ],
            note="回看上年的问题，或已做的事",
        ),
        case("2021年，我局共公开信息60条。", year=2022, title="青禾县水利局2021年政府信息公开工作年度报告"),
    ],
)
def stale_year(report: Report, options: None) -> Iterator[Finding]:  # noqa: ARG001
    """A past year stands where the report's own year belongs.

    Reports are often written over last year's, and a year left standing turns last year's work into this year's. It is found where a past
    year is the time of work that is told (2019年共召开通气会9场), where the report calls itself last year's, and in chapter five where past
    problems stand for present ones. Where chapter five plans for the report's own year, which is over, that is a warning, and so is
    a signature of before that year was over.

    Years that belong where they are stay unreported: in comparisons, carry-overs, budgets and final accounts, document numbers, titles and quotations, versions of laws,
    series, founding years, periods, evaluations of last year and problems since mended. The level is lowered to a warning where the words leave room for another reading,
    and for a meeting or the like that the agency held in some month of the year before, where no story leads on from it.
    Where title and declared year differ, neither is called stale: CN302 reports that. The statistic period has a rule of its own.
    """
    own = accepted_years(report)
    first, last = min(own), max(own)
    may_be_signed = False
    for mention in report.fact(years):
        may_be_signed = may_be_signed or _ends_a_line_early(mention, first)
        if mention.last_year >= first:
            if mention.year == first == last and _is_still_to_come(mention):
                data = {"year": report.year, "found": first, "clause": mention.clause}
                yield Finding(mention.span, "plan", data, Severity.WARNING)
            continue
        message = {Role.ACTIVITY: "activity", Role.REPORT: "report"}.get(
            mention.role, "dated" if mention.work else None
        )
        if message is not None:
            data = {"year": report.year, "found": mention.last_year, "clause": mention.clause}
            lowered = message == "dated" or not mention.sure
            yield Finding(mention.span, message, data, Severity.WARNING if lowered else None)
    signed = report.fact(signature) if may_be_signed else None
    if signed is not None and first == last and signed.date < f"{first}-{LAST_MONTH}":
        data = {"year": first, "found": int(signed.date[:4]), "clause": signed.span.text}
        yield Finding(signed.span, "signed", data, Severity.WARNING)


def _is_still_to_come(mention: YearMention) -> bool:
    """Whether chapter five plans for the year that is over: the plans of the last report, one year on."""
    if mention.place is not Place.PROBLEMS or not _names_a_next_step(mention):
        return False
    return mention.role is Role.PLAN and mention.sure


def _names_a_next_step(mention: YearMention) -> bool:
    """Whether 将继续 or the like follows, told before the part of the year is read: nearly every report names its own year here."""
    words = mention.span.node.value[mention.span.end : mention.span.end + REACH]
    return any(words.startswith(NEXT_STEPS, at + 1) for at, char in enumerate(words) if char in "将要")


def _ends_a_line_early(mention: YearMention, year: int) -> bool:
    """Whether a line ends with a day of before a year was nearly over, as a signature may, told before signatures are looked for."""
    if mention.day is None or (mention.year, mention.month or 0) >= (year, LAST_MONTH):
        return False
    return mention.span.node.value.rstrip().endswith(mention.span.text)
