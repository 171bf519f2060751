"""What part a year plays in its sentence, told from the words around it.

The readings are tried in order, from what the form alone decides (a document number) to what needs the whole clause (the time of work done). The
words before a mention are compared by their end and those after it by their beginning, so that a cue counts only where it
really attaches to the year.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from gouji_rules.facts.year_forms import Form

if TYPE_CHECKING:
    from gouji_rules.facts.clauses import Passage
    from gouji_rules.facts.year_forms import Printed


class Role(Enum):
    """What a year is for in its sentence."""

    REPORT = "report"
    """Names this report, or the year's work as its matter."""
    STATISTIC_PERIOD = "statistic-period"
    """Bounds the period that the report's figures cover."""
    ACTIVITY = "activity"
    """The time of work that the sentence tells of."""
    COMPARISON = "comparison"
    CARRY_OVER = "carry-over"
    """Requests that came from, or go on into, another year."""
    PLAN = "plan"
    DOCUMENT_NUMBER = "document-number"
    CITED_TITLE = "cited-title"
    """Part of the name of a document, an event or a result, or an attribute of one."""
    LAW_VERSION = "law-version"
    PLAN_PERIOD = "plan-period"
    """The period of a plan, a school year or a heating season."""
    BUDGET = "budget"
    """The year of a budget or of final accounts."""
    HISTORY = "history"
    """A series, a span of years, a beginning (since 2019), or what happened before and is told as such."""
    DATE = "date"
    NUMBER = "number"
    """Not a year at all."""
    UNKNOWN = "unknown"


class Place(Enum):
    """In what part of the report a mention stands. The opening is what comes before the chapters, and the first paragraph."""

    TITLE = "title"
    OPENING = "opening"
    HEADING = "heading"
    PROBLEMS = "problems"
    TEXT = "text"


Reading: TypeAlias = "tuple[Role, bool, bool]"
"""A role, whether it is sure, and whether the clause tells of work done at that time."""

# How far around a mention words are looked at: a clause or sentence longer than this is damaged or hostile text.
_BEFORE, _AFTER, _SENTENCE, _TITLE, _QUOTED = 60, 90, 400, 120, 60
_BLANKS = " \t\u3000\xa0\r\n"

_ORGAN = "局委办厅院会所站镇乡区县市州旗省处科室队府部报刊道"
_ORGANS = (
    "中心",
    "单位",
    "机关",
    "系统",
    "平台",
    "网站",
    "公众号",
    "媒体",
    "微博",
    "微信",
    "门户",
    "方面",
    "我们",
    "机构",
    "渠道",
    "抖音",
    "公开",
    "工作",
    "人员",
    "干部",
    "小组",
    "部门",
    "各地",
    "信息",
    "申请",
    "总量",
    "门户网",
)
# A subject holds none of these: with one, the year belongs to another phrase than the clause's own time.
_NOT_A_SUBJECT = r"[《》“”的]|对|将|把|与|较|由|向|根据|依据|按照|针对|关于|结合|落实|贯彻|完成|执行|发布|公示|梳理|补录|保存|开展|做好|围绕|总结|回顾"
ADVERBS = r"全面|均|已|还|继续|再次|主要|陆续|及时|依法|依规|分别|又|也|多次|全力|大力|切实|主动|专门|定期|统一|集中|上半年|下半年|第?[一二三四]季度|[，,]|以来"
LEAD = (
    r"^(?:[（(]?[一二三四五六七八九十0-9]{1,2}[)）、.．是]|首先|其次|再次|最后|同时|此外|另外|其中|并且|且|据不完全统计|据统计|经统计|"
    r"总体上|总的来看|本年度|全年|目前|一方面|另一方面|[)）、])*(?P<subject>[^，。；]{0,18}?)(?:在|于)?$"
)

_ACTS = (
    r"公开|公示|发布|召开|举办|组织|开展|受理|收到|办理|答复|办结|制定|印发|编制|编发|推送|更新|培训|开设|新增|制作|回应|解读|推进|推动|加强|强化|完善|"
    r"落实|贯彻|坚持|通过|围绕|按照|深入|认真|严格|积极|持续|进一步|不断|紧紧|充分|聚焦|接受|接待|处理|征集|收集|检查|抽查|巡查|整改|清理|审核|出台|修订|"
    r"刊登|编印|录入|上传|采用|报送|参加|承办|成功|先后|累计|共|未|没有|无|新收|收取|发生|优化|规范|建立|设立|建成|开通|健全|拓展|提升|做好|完成|实现|撰写|撰发|转发|刊发|维护|回复|处置|废止|结转|解答|走访|调研|宣传|发放|印制|邀请|访问|关注|点击|浏览"
)
_DONE = r"共|累计|先后|已|了|均|全部|全年|新增|完成"
_COUNTED = (
    r"[0-9０-９][0-9０-９,，.]{0,12}[余多万亿]{0,2}[条件次场期份篇个项人名家批部户宗例起轮封册万则处种类套幅部页字元%％]"
    r"|[二三四五六七八九十百千两][一二三四五六七八九十百千]{0,5}余?(?:条|件|次|场|期|份|篇|批)"
)
_NIL = r"未(?:收到|发生|收取|出现|接到|产生|受到|有|被)|没有(?:收到|发生|收取|出现|接到)|无(?:行政|政府信息公开|依申请|因政府)|零投诉|零复议"
_SELF = r"政府信息公开|政务公开|信息公开|《条例》|本机关|我[局委办厅院镇乡区县市州旗省街处会]"
_GENERAL = r"贯彻|落实|坚持|围绕|认真|严格|扎实|深入|积极|加强|推进|按照|紧紧|聚焦"

_CHANGED = r"增长|增加|增幅|增至|减少|减幅|下降|降幅|降至|降低|上升|升至|回落|提高|持平|翻番|翻一番|多出|相比|同比|环比|比较|较上?年|较去年|比上年|比去年"
_THAN = (
    "较",
    "比",
    "比起",
    "相较",
    "相较于",
    "较之",
    "对比",
    "同比",
    "高于",
    "低于",
    "多于",
    "少于",
    "超过",
    "超出",
    "优于",
    "好于",
    "大于",
    "小于",
    "占",
    "同期",
)
_GROWN_TO = (
    "增至",
    "升至",
    "降至",
    "减至",
    "增加到",
    "减少到",
    "增长到",
    "提高到",
    "提升到",
    "上升到",
    "下降到",
    "至",
    "到",
)
_FROM = ("由", "从", "自")
_LIKE = ("与", "同", "和", "跟", "及")

_MOVED_ON = (
    "转", "转至", "转入", "转到", "结转", "结转至", "结转到", "结转入", "顺延至", "顺延到", "顺延", "延至", "延期至", "延期到", "延续至", "延续到", "移至", "留至", "留待", "转接至",
    "跨", "跨至", "跨入",
)  # fmt: skip
LEFT_OVER = r"^(?:全年)?[^，,。；、0-9]{0,10}?(?:结转|遗留|转来|转入|跨年|未办结|未答复|顺延|延期|转结)"
BEGUN_THEN = r"^(?:后|之后|以后)?(?:收到|受理|接收|提交|申请|提出|新收|收取)"
ENDED_LATER = r"答复|办结|办理完毕|结案|作出"

LAW_CHANGED = (
    r"^(?:新)?(?:全面)?(?:修订|修正|修改|颁布|公布|正式施行|正式实施|施行|起施行|起正式施行|起实施|实施|生效|出台)"
)
_LAW = ("条例", "法", "规定", "办法", "规范", "细则", "准则", "标准")

BUDGET = r"预算|决算|预决算|绩效(?:目标|评价|自评|运行)|财政(?!局|部|厅|所|系统)|“?三公|收支|采购(?:预算|意向)|专项资金|部门账"
# What a year names when it stands before one of these without a verb between: something that has its own year.
NAMED = (
    r"考核|考评|评估|测评|评议|年报|年度报告|报告|工作要点|要点|总结|公报|白皮书|审计|名单|目录|清单|试点|先进|优秀|表彰|任务|实事|计划|方案|规划|"
    r"指标|通报(?!表扬)|督查|督察|检查结果|竞赛|大赛|论坛|活动(?:周|月|日)|宣传周|招生|招聘|招录|中考|高考|年检|普查|统计|数据|考试|条例|办法|意见|通知|反馈|问题"
)
ORDINAL = r"^第[0-9０-９一二三四五六七八九十]{1,4}(?!季)"
OF_THAT_YEAR = r"^(?:[0-9]{1,2}月)?(?:由?[^，,。；、]{0,8}?)?(?:印发|发布|下发|出台|制定|制发|签订|公布|颁布|编制|发放|报送|公开|形成|组织|开展|立项|确定|批准|实施|下达|公示|产生|举办|召开|新收|收到|受理|办理)的"
# Any short verb phrase that 的 makes an attribute: 2021年立案的案件. An organ before 的 is a subject instead: 2021年我局的工作.
ATTRIBUTE = rf"^[^，,。；、0-9的]{{1,6}}(?<![{_ORGAN}])的"
MEASURED = r"^[^，,。；的]{0,14}(?:访问|点击|阅读|浏览|关注|发布|更新|订阅|粉丝)(?:总?[量数]|人数|次数)"
SUBJECT_FIRST = rf"^[^，,。；的]{{0,14}}[{_ORGAN}](?:在|以|高度|始终|根据|紧扣|立足|结合|上下)"
OWN_REPORT = r"^[^，,。；]{0,24}?(?:信息公开|政务公开)?[^，,。；]{0,6}?(?:年度报告|年报|报告|工作(?:总体|基本|开展|落实|完成)?情况)"
PRESENTED = r"现(?:将|向|予|公布|发布|公开|就|对)|如下|特此|本报告|由.{2,24}编制|编制了|(?:^|，|,)编制|特编制|特向|特公布|以下简称"
CITING = r"针对|对照|根据|依据|按照|落实|结合|完成|按时|及时|做好|按要求|指出|提出|反馈|整改|发布了|报送|在.{0,8}报告中|报告中|汇总|起草|启动|部署"
STATE_OF_WORK = r"^(?:度|全年)?[^，,。；]{0,14}?(?:情况|概况|概述|工作|成效|做法)$"

PLANNED = r"将|拟|计划|打算|下一步|下步|力争|确保|争取|预计|继续|目标|明年|重点做好|重点抓好|谋划|展望|推动|不少于|不低于|要|拟定|部署"
_STRONGLY_PLANNED = r"将|拟|计划|打算|下一步|下步|力争|争取|预计|明年|谋划|展望|不少于|不低于|今后|思路"

SINCE = ("自", "自从", "始于", "继", "早在", "追溯至", "追溯到", "起于", "续", "历经", "经", "曾于", "曾在")
SINCE_THEN = ("起", "以来", "至今", "开始", "之后", "以后", "以前", "之前", "前", "后", "来", "始")
UP_TO = ("截至", "截止", "截止到", "截至到", "截至于", "截止至")
FOUNDED = r"成立|组建|挂牌|换届|机构改革|上线|投用|投入使用|投入运行|合并|划转|转隶|更名|撤并|撤销|迁[至入]|入选|获批|改制|创刊|获评|获得|荣获|被评|被列|被确定|被命名|受到|表彰|任[职命]|到任|起步|试点"
SET_UP = r"建成|建立|设立|启用|开通|创建|创办|开设|启动"
# What a higher organ did then is the background of this year's work.
HIGHER = (
    r"^[，,]?(?:国务院|国办|中共中央|党中央|中央|全国|国家|上级|省|自治区|司法部|财政部)[^，,。；]{0,16}"
    r"(?:印发|出台|发布|下发|颁布|公布|修订|部署|提出|召开|确定|批[复准]|开展|启动|施行|实施)"
)
BACKGROUND = r"印发|施行|出台|颁布|公布|修订|通报|调整|换届|更名|立案|提起"
LOOKING_BACK = r"曾|此前|当时|回顾|过去|以往|近[两二三四五几]年|近年|历年|逐年|连续|在此基础上|后续|延续"
LACKING = r"存在|不足|差距|问题|薄弱|短板|有待|不够|欠缺|困难|不高|不强|滞后"
MENDED = r"整改|已经?(?:得到|解决|改|完成|基本|全部)|得到了?(?:有效|较好|明显)?(?:解决|改进|改善)|有所(?:改善|改进)|改进情况|反馈|指出|销号|针对"

STATISTIC = r"(?:统计|数据|报告|年报).{0,4}(?:期限|时限|时间|区间|范围|周期|核定|口径|起止|截止|期间|年限)|所列数据|数据.{0,6}(?:自|从)$|起止(?:时间|日期)?|报告期"
DATED = r"(?:日期|时间|采集|来源|发布|时间点|印发|成文)[：:]?$"
PERIOD = r"规划|行动|计划|方案|攻坚|周期|任期|[一二三四五六七八九十]五|提升|工程"
SEASON = r"^(?:度|学年|采暖|供暖|供热|取暖|采暖季|赛季|学年度|冬季|冬春)"


class Context:
    """The years of one text with the words around them, worked out where asked for. Blanks are left out of all words."""

    def __init__(
        self, text: str, passage: Passage, printed: Sequence[Printed], report_year: int | None, place: Place
    ) -> None:
        self.text = text
        self.passage = passage
        self.printed = printed
        self.report_year = report_year
        self.place = place
        self._starts = [item.start for item in printed]
        self._titles = _enclosed(text)
        self._blanks = [blank for blank in _BLANKS if blank in text]

    def is_cited(self, item: Printed) -> bool:
        """Whether a mention stands inside title marks or quotation marks."""
        index = bisect_left(self._titles, (item.start, 0)) - 1
        return index >= 0 and item.start < self._titles[index][1]

    def years_in_sentence(self, index: int) -> int:
        """How many mentions stand in the sentence of that one."""
        start, end = self.passage.sentence_at(self.printed[index].start)
        return bisect_left(self._starts, end) - bisect_left(self._starts, start)

    def others(self, start: int, end: int) -> Sequence[Printed]:
        """The mentions between two offsets."""
        return self.printed[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def words(self, start: int, end: int) -> str:
        """The text between two offsets without blanks."""
        words = self.text[start:end]
        for blank in self._blanks:
            words = words.replace(blank, "")
        return words


class Mention:
    """One mention in its context, with the words that the readings ask for."""

    __slots__ = ("after", "before", "context", "item", "own", "past", "rest", "sentence", "sentence_span", "whole_year")

    def __init__(self, context: Context, index: int) -> None:
        item = self.item = context.printed[index]
        self.context = context
        clause = context.passage.clause_at(item.start)
        first, last = context.passage.sentence_at(item.start)
        first, last = max(first, item.start - _SENTENCE), min(last, item.end + _SENTENCE)
        self.sentence_span = (first, last)
        self.before = context.words(max(clause[0], item.start - _BEFORE), item.start)
        self.after = context.words(
            item.end, min(context.passage.clause_at(max(item.end - 1, item.start))[1], item.end + _AFTER)
        )
        self.rest = context.words(item.end, min(last, item.end + _AFTER))
        self.sentence = context.words(first, last)
        year = context.report_year
        self.own = year is None or item.year == year
        self.past = year is not None and item.last < year
        self.whole_year = item.month == 1 and item.day == 1 and "12月31日" in self.rest[:14]

    @property
    def tail(self) -> str:
        """The words after the mention, without what only completes it (全年, 度)."""
        return re.sub(r"^(?:度|份|全年|年内|期间|里|内|[上下]半年|第?[一二三四]季度)", "", self.after)

    @property
    def stands_apart(self) -> bool:
        """Whether a comma follows the year at once, so that no noun after it can be what it belongs to."""
        return self.tail[:1] in {"，", ","}

    @property
    def is_counted(self) -> bool:
        """Whether the clause, or one after it that shares the year, counts something."""
        return re.search(_COUNTED, self.rest) is not None

    def noun_first(self, pattern: str, within: int = 18) -> bool:
        """Whether a noun of the pattern follows with no verb between, so that the year is its attribute."""
        if self.stands_apart:
            return False
        head = _without_names(self.tail[:within])
        noun = re.search(pattern, head)
        if noun is None or "，" in head[: noun.start()] or "。" in head[: noun.start()]:
            return False
        act = re.search(_ACTS, head[: noun.start()])
        return act is None

    def adverbial(self) -> bool:
        """Whether the year is the time of its clause: nothing, a connective or the clause's subject stands before it."""
        match = re.match(LEAD, self.before)
        if match is None or self.after[:1] in {"的", "、", "）", ")", "”", "》"}:
            return False
        return _is_subject(match["subject"])

    def belongs_to_noun(self) -> bool:
        """Whether something other than a verb or its subject follows the year, so that the year may be an attribute of it.

        In 2021年度扶贫项目库公示36个 nothing is said of when the list was published, in 2021年立案的案件 nothing of when it was decided.
        """
        if self.stands_apart or self.whole_year:
            return False
        if re.match(ATTRIBUTE, self.tail):
            return True
        if re.match(MEASURED, self.tail):
            return False
        tail = _without_names(self.tail)
        act = re.search(_ACTS, tail)
        if act is None:
            return re.match(SUBJECT_FIRST, tail) is None
        return not _is_subject(re.sub(ADVERBS, "", tail[: act.start()]))

    def own_year_elsewhere(self) -> bool:
        """Whether the sentence also speaks of the report's own year, so that this year is set against it."""
        year = self.context.report_year
        if any(item.year == year and item is not self.item for item in self.context.others(*self.sentence_span)):
            return True
        return re.search(r"今年|本年(?!度报告)|当年", self.sentence) is not None


def _without_names(words: str) -> str:
    """Return the words with the names that hold a verb (信息公开) replaced, character by character."""
    for name in ("信息公开", "政务公开", "依申请公开", "建议提案办理"):
        words = words.replace(name, "工作工作工作"[: len(name)])
    return words


def _is_subject(words: str) -> bool:
    if not words:
        return True
    if words[-1] not in _ORGAN and not words.endswith(_ORGANS):
        return False
    return re.search(_NOT_A_SUBJECT, words) is None


def read_role(context: Context, index: int) -> Reading:
    """Return the role of a mention, whether it is sure, and whether its clause tells of work done at that time."""
    mention = Mention(context, index)
    for reading in READINGS:
        role = reading(mention)
        if role is not None:
            return role if isinstance(role, tuple) else (role, True, False)
    return Role.UNKNOWN, False, False


def _title(m: Mention) -> Role | None:
    if m.context.place is not Place.TITLE:
        return None
    return Role.NUMBER if m.item.form in {Form.BARE, Form.BRACKETED} else Role.REPORT


def _enclosed_words(m: Mention) -> Role | None:
    if m.context.is_cited(m.item):
        return Role.CITED_TITLE
    return Role.NUMBER if m.item.form is Form.BARE else None


def _document_number(m: Mention) -> Role | None:
    if m.item.form is Form.BRACKETED:
        numbered = re.match(r"[第一]?[0-9０-９]{1,4}号", m.rest) is not None
        round_bracket = m.context.text[m.item.start] in "（("
        return Role.DOCUMENT_NUMBER if numbered or not round_bracket else Role.NUMBER
    return Role.DOCUMENT_NUMBER if re.match(r"第?[0-9０-９]{1,4}号(?!楼|院|线|公告|台)", m.rest) else None


def _statistic_period(m: Mention) -> Role | None:
    if m.item.month is None and m.item.form is not Form.RANGE:
        return None
    before = m.context.words(max(m.sentence_span[0], m.item.start - _BEFORE), m.item.start)
    before = before.replace("据统计", "").replace("经统计", "").replace("据不完全统计", "")
    if re.search(STATISTIC, before) is not None:
        return Role.STATISTIC_PERIOD
    return Role.STATISTIC_PERIOD if m.whole_year and re.search(r"数据|本报告|年度报告", m.sentence) else None


def _range(m: Mention) -> Role | None:
    item = m.item
    if item.form is not Form.RANGE:
        return None
    if item.unit == "学" or re.match(SEASON, m.rest):
        return Role.PLAN_PERIOD
    if item.month is not None:
        return Role.DATE
    year = m.context.report_year
    if (year is not None and item.last > year) or re.search(PERIOD, m.before[-20:] + m.rest[:12]):
        return Role.PLAN_PERIOD
    return Role.HISTORY


def _dateline(m: Mention) -> Role | None:
    """A date that stands by itself: a signature, or what a web page prints of itself."""
    if m.item.month is None:
        return None
    if m.item.form is Form.NUMERIC or re.search(DATED, m.before):
        return Role.DATE
    around = m.context.text[: m.item.start].strip()
    alone = not m.context.text[m.item.end :].strip(" 。）)") and len(around) <= 24
    return (
        Role.DATE
        if alone and (not around or around.endswith(tuple(_ORGAN)) or "　" in around or " " in around)
        else None
    )


def _comparison(m: Mention) -> Role | None:
    before, tail = m.before.rstrip("（("), m.tail
    if before.endswith(_THAN) or tail.startswith("同期"):
        return Role.COMPARISON
    if before.endswith(_FROM) and (tail[:1] == "的" or tail[:1].isdigit()):
        return Role.COMPARISON
    if before.endswith(_GROWN_TO) and tail[:1] == "的" and re.search(_CHANGED + "|由|从", m.before + m.sentence):
        return Role.COMPARISON
    if tail[:1] == "的" and re.match(r"的(?:[0-9.]+|[一二两三四五]|数)?倍", tail):
        return Role.COMPARISON
    if before.endswith(_LIKE) and re.search(r"相比|比较|持平|相当|一致|对比|同期", m.after[:20]):
        return Role.COMPARISON
    return None


def _carry_over(m: Mention) -> Role | None:
    if m.before.endswith(_MOVED_ON) or re.search(LEFT_OVER, m.after):
        return Role.CARRY_OVER
    if m.before.endswith(("从", "由", "自")) and m.after.startswith(("转入", "转来", "结转")):
        return Role.CARRY_OVER
    if re.match(BEGUN_THEN, m.after) is None:
        return None
    if m.before.endswith(("（", "(")) and "结转" in m.sentence:
        return Role.CARRY_OVER
    later = any(other.year > m.item.year for other in m.context.others(m.item.end, m.sentence_span[1]))
    return Role.CARRY_OVER if later and re.search(ENDED_LATER, m.rest[:40]) else None


def _law_version(m: Mention) -> Role | None:
    if m.after.startswith("版"):
        return Role.LAW_VERSION
    match = re.match(LAW_CHANGED, m.after)
    if match is None or re.search(_COUNTED, m.after):
        return None
    follows = m.after[match.end() :]
    if follows[:1] in {"）", ")", "后", "版"} or follows.startswith(("以来", "之后")):
        return Role.LAW_VERSION
    named = re.search(r"条例|复议法|诉讼法|[^办方说]法(?:律|》|$|，|。)|新法", m.sentence)
    return (
        Role.LAW_VERSION
        if named and (not m.past or follows[:1] in {"的", "", "，", "。"} or "条例" in follows or "法" in follows)
        else None
    )


def _budget(m: Mention) -> Role | None:
    return Role.BUDGET if m.noun_first(BUDGET) else None


def _report(m: Mention) -> Role | Reading | None:
    """The year of a report or of the work it tells of: this report's own, or another year's that is only referred to."""
    if m.item.month is not None:
        return None
    heading = m.context.place is Place.HEADING or re.fullmatch(r"[（(]?[一二三四五六七八九十]{1,2}[)）、.]", m.before)
    if heading and not m.before.rstrip("（(一二三四五六七八九十)）、."):
        alone = m.after.rstrip("。：:")
        if re.search(STATE_OF_WORK, alone) and not re.search(NAMED + "|" + MENDED, alone) and len(alone) <= 20:
            return Role.REPORT
    if m.stands_apart or re.search(OWN_REPORT, m.after) is None:
        return None
    named = m.noun_first("报告|年报|情况", 30)
    if not named:
        return None
    if m.own and re.search(r"信息公开|政务公开|^度?年报|^度?(?:年度)?报告", m.tail):
        return Role.REPORT
    if m.context.place is Place.OPENING and re.search("信息公开|^度?(?:年度)?(?:报告|年报)", m.tail):
        presented = (
            re.search(PRESENTED, m.sentence)
            and not re.search(CITING, m.before)
            and not re.match("中|里|所", m.after.partition("报告")[2])
        )
        if presented:
            return Role.REPORT
    return Role.CITED_TITLE if re.search("年报|报告", m.after) else None


def _cited(m: Mention) -> Role | None:
    """A document, result or event that has its own year, as a name or as an attribute."""
    if m.item.month is not None and not re.match(OF_THAT_YEAR, m.after):
        return None
    if re.match(ORDINAL, m.after):
        return Role.CITED_TITLE
    if not m.own and not m.stands_apart and re.match(OF_THAT_YEAR, m.tail):
        return Role.CITED_TITLE
    if m.noun_first(NAMED) and not (m.context.place is Place.PROBLEMS or re.match("的?(?:存在|工作中)", m.tail)):
        future = m.context.report_year is not None and m.item.year > m.context.report_year
        return Role.PLAN if future else Role.CITED_TITLE
    return None


def _plan(m: Mention) -> Role | None:
    year = m.context.report_year
    if year is None or m.past:
        return None
    problems = m.context.place is Place.PROBLEMS
    if m.item.year == year:
        return Role.PLAN if problems and re.search(_STRONGLY_PLANNED, m.before + m.rest[:20]) else None
    if _is_lacking(m):
        return None
    if m.item.day is None and (
        problems or re.search(_STRONGLY_PLANNED, m.sentence) or re.match("重点|要|目标|继续", m.tail.lstrip("，,"))
    ):
        return Role.PLAN
    if m.before.endswith(("到", "至", "用于", "面向")):
        return Role.PLAN
    return None


def _since(m: Mention) -> Role | None:
    """A beginning, or a bound of a stretch of years, rather than a time."""
    if (m.before.endswith(SINCE) and not m.whole_year) or m.before.endswith(_FROM):
        return Role.HISTORY
    return Role.HISTORY if m.tail.startswith(SINCE_THEN) or m.after.startswith(SINCE_THEN) else None


def _history(m: Mention) -> Role | None:
    if m.before.endswith(UP_TO):
        return _up_to(m)
    if _is_series(m):
        return Role.HISTORY
    if not m.past:
        return None
    if m.item.month is None and re.search(r"^[^，,]{0,10}?(?:之后|以后|后)(?:，|,|再|又)", m.after):
        return Role.HISTORY
    of_problems = m.context.place is Place.PROBLEMS or "问题" in m.after
    if of_problems and re.search(LACKING, m.sentence) and re.search(MENDED, m.sentence):
        return Role.HISTORY
    return _founding(m)


def _founding(m: Mention) -> Role | None:
    head = m.rest.lstrip("度，,")[:16]
    if re.search(r"获评|获得|荣获|被评|受到|表彰|通报表扬", head):
        return Role.UNKNOWN
    if re.search(FOUNDED, head) or re.match(HIGHER, m.rest):
        return Role.HISTORY
    if re.search(SET_UP, head[:10]) and (re.match(LEAD, m.before) is None or m.before or not m.is_counted):
        return Role.HISTORY
    return None


def _up_to(m: Mention) -> Role | None:
    if m.past and re.search(r"累计|以来|历年|总计", m.sentence):
        return Role.HISTORY
    if m.past and re.search(r"全年|当年|年内|年度", m.rest) and not m.own_year_elsewhere():
        return None
    return Role.DATE if m.item.month is not None or m.own else Role.UNKNOWN


def _is_series(m: Mention) -> bool:
    if m.item.form is not Form.YEAR:
        return False
    start, end = m.sentence_span
    others = {
        other.year
        for other in m.context.others(start, end)
        if other.form is Form.YEAR and not m.context.is_cited(other)
    }
    if len(others) < 2:
        return False
    return (len(others) >= 3 and not re.search("预算|决算", m.sentence)) or re.search(
        r"分别为|依次为|近[两二三四五几]年", m.sentence
    ) is not None


def _date(m: Mention) -> Role | Reading | None:
    if m.item.month is None or m.whole_year or (m.before.endswith(UP_TO) and m.past):
        return None
    told = m.adverbial() and m.is_counted and not re.search(BACKGROUND, m.rest[:40])
    told = told and re.search(_ACTS, m.rest) is not None and not re.match(BEGUN_THEN, m.tail)
    return Role.DATE, True, told and not m.own_year_elsewhere()


def _activity(m: Mention) -> Reading | None:
    if m.before.endswith(UP_TO) and (m.past or m.own):
        return Role.ACTIVITY, True, True
    if not m.adverbial():
        return None
    if m.own:
        return Role.ACTIVITY, True, True
    if m.past:
        return _past_activity(m)
    return _future_activity(m)


def _past_activity(m: Mention) -> Reading | None:
    if re.search(LOOKING_BACK, m.sentence) is not None:
        return None
    earlier = m.context.words(m.sentence_span[0], m.item.start)
    if re.search(_CHANGED, m.sentence) and re.search(_COUNTED, earlier):
        return Role.COMPARISON, True, False
    if m.own_year_elsewhere():
        if re.search(_CHANGED, m.sentence) is not None:
            return Role.COMPARISON, True, False
        return None
    neighbours = _neighbours(m)
    if neighbours is not None and re.search(_CHANGED, neighbours):
        return Role.COMPARISON, False, False
    if neighbours == "":
        return Role.HISTORY, False, False
    if _is_lacking(m):
        return Role.ACTIVITY, True, True
    if m.belongs_to_noun():
        return None
    if re.search(_ACTS, m.rest) is None and not m.is_counted:
        return None
    if m.item.unit in {"底", "末", "初"}:
        return None
    if not m.is_counted and re.match(r"[，,]?(?:印发|出台|制定|发布|修订|建立|编制)", m.tail):
        return None
    nil = re.search(_NIL, m.rest) is not None
    general = (
        not m.context.text[: m.sentence_span[0]].strip()
        and re.search(_GENERAL, m.rest) is not None
        and re.search(_SELF, m.sentence) is not None
    )
    sure = (m.is_counted or nil or general) and neighbours is None and not m.whole_year
    sure = sure and re.search(_CHANGED, m.sentence) is None and m.context.place is not Place.PROBLEMS
    return Role.ACTIVITY, sure, True


def _future_activity(m: Mention) -> Reading | None:
    if m.own_year_elsewhere() or re.search(PLANNED, m.sentence) is not None:
        return None
    if _is_lacking(m):
        return Role.ACTIVITY, True, True
    done = re.search(_DONE, m.rest) is not None
    if m.belongs_to_noun() or not (done and m.is_counted and re.search(_ACTS, m.rest)):
        return None
    return Role.ACTIVITY, True, True


def _is_lacking(m: Mention) -> bool:
    """Whether chapter five speaks of what that year's work lacked, having said what it achieved or not."""
    if m.context.place is not Place.PROBLEMS or re.search(LACKING, m.sentence) is None:
        return False
    return m.past or re.search(r"取得了?|虽", m.sentence) is not None


def _neighbours(m: Mention) -> str | None:
    """What stands beside a sentence whose year may be one of several told in turn; None where no such sentence is near.

    The sentence before or after counts where it begins with a year. Another year than the report's own, or one that only ； parts from
    this one, makes a series: that is told by an empty string.
    """
    context = m.context
    first, last = m.sentence_span
    told: str | None = None
    for at in (first - 1, last):
        if not 0 <= at < len(context.text):
            continue
        start, end = context.passage.sentence_at(at)
        words = context.words(start, min(end, start + _AFTER))
        begins = [
            i for i in context.others(start, min(end, start + 16)) if i.year != m.item.year and i.form is Form.YEAR
        ]
        now = words.startswith(("今年", "本年", "当年"))
        if not begins and not now:
            continue
        series = context.text[min(end, last) - 1] in "；;" or (begins and begins[0].year != context.report_year)
        if series and re.search(_COUNTED, words):
            return ""
        if at == last:
            told = words
    return told


READINGS: tuple[Callable[[Mention], Role | Reading | None], ...] = (
    _title,
    _enclosed_words,
    _document_number,
    _statistic_period,
    _range,
    _dateline,
    _comparison,
    _carry_over,
    _law_version,
    _budget,
    _report,
    _plan,
    _since,
    _cited,
    _history,
    _date,
    _activity,
)


def _enclosed(text: str) -> list[tuple[int, int]]:
    """Return the stretches inside title marks, the outermost of nested ones, and inside short quotations.

    A mark that is not closed within a title's length encloses nothing: it would silence the rest of the paragraph.
    """
    found: list[tuple[int, int]] = []
    if "《" in text:
        opened: list[int] = []
        for mark in re.finditer("[《》]", text):
            if mark.group() == "《":
                opened.append(mark.start())
            elif opened:
                start = opened.pop()
                if mark.start() - start <= _TITLE:
                    found.append((start, mark.start()))
    if "“" in text:
        found += [m.span() for m in re.finditer(rf"“[^“”]{{1,{_QUOTED}}}”", text)]
    outermost: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if not outermost or end > outermost[-1][1]:
            outermost.append((start, end))
    return outermost
