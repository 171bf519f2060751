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

from gouji.named_tuple import NamedTuple
from gouji_rules.facts import year_cues as cue
from gouji_rules.facts.clauses import says_any
from gouji_rules.facts.year_forms import Form, printed_years

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
    OTHER_MATTERS = "other-matters"
    """The chapter 其他需要报告的事项."""
    TEXT = "text"


class Neighbour(Enum):
    """What the sentence before or after has to do with a year, where it begins with another one."""

    COMPARED = "compared"
    """It says how much more or less."""
    SERIES = "series"
    """It is one of several that count the same year by year."""
    NEAR = "near"


class Surroundings(NamedTuple):
    """What stands around a paragraph: the heading above it, and the paragraphs before and after it under the same heading."""

    heading: str
    before: str
    after: str


ALONE = Surroundings("", "", "")

Reading: TypeAlias = "tuple[Role, bool, bool]"
"""A role, whether it is sure, and whether the clause tells of work done at that time."""

# How far around a mention words are looked at: a clause or sentence longer than this is damaged or hostile text.
_BEFORE, _AFTER, _SENTENCE, _TITLE, _QUOTED = 60, 90, 400, 120, 60
# A date that a sentence begins with stands among its first characters.
_NEXT = 16
# A date with blanks in it has no more characters.
_DATE = 12
# A heading at the head of its paragraph is told by these first characters.
_HEADING = 24
_BLANKS = " \t\u3000\xa0\r\n"
_NO_BLANKS = str.maketrans("", "", _BLANKS)
# How many sentences further on the same is looked for of the report's own year.
_FURTHER = 4


class Context:
    """The years of one text with the words around them. Blanks are left out of all words."""

    __slots__ = ("_blanks", "_starts", "_titles", "passage", "place", "printed", "report_year", "surroundings", "text")

    def __init__(
        self,
        text: str,
        passage: Passage,
        printed: Sequence[Printed],
        report_year: int | None,
        place: Place,
        surroundings: Surroundings = ALONE,
    ) -> None:
        self.text = text
        self.surroundings = surroundings
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

    __slots__ = ("_sentence", "after", "before", "context", "item", "own", "past", "rest", "sentence_span", "tail")

    def __init__(self, context: Context, index: int) -> None:
        item = self.item = context.printed[index]
        self.context = context
        passage = context.passage
        start, end = passage.clause_at(item.start)
        if item.end > end:
            end = passage.clause_at(item.end - 1)[1]
        first, last = passage.sentence_at(item.start)
        self.sentence_span = (max(first, item.start - _SENTENCE), min(last, item.end + _SENTENCE))
        self.before = context.words(max(start, item.start - _BEFORE), item.start)
        self.after = after = context.words(item.end, min(end, item.end + _AFTER))
        self.rest = context.words(item.end, min(last, item.end + _AFTER))
        completing = next((word for word in cue.COMPLETING if after.startswith(word)), "")
        self.tail = after[len(completing) :]
        self._sentence: str | None = None
        year = context.report_year
        self.own = year is None or item.year == year
        self.past = year is not None and item.last < year

    @property
    def sentence(self) -> str:
        """The words of the sentence."""
        if self._sentence is None:
            self._sentence = self.context.words(*self.sentence_span)
        return self._sentence

    @property
    def whole_year(self) -> bool:
        """Whether this is 1月1日至12月31日, printed with or without the year repeated."""
        item = self.item
        if item.form is Form.YEAR:
            return self.after[:1] == "1" and re.match(r"1月?[至到—–－~～-]{1,2}12月", self.after) is not None
        if item.month != 1:
            return False
        if item.form is Form.RANGE and item.year == item.last and item.day == 1:
            return re.search(cue.LAST_DAY, self.context.words(item.end - _DATE, item.end)) is not None
        return "12月" in self.rest[:8] and re.match(r"起?[至到—–－~～-]{1,2}(?:当年)?12月", self.rest) is not None

    @property
    def up_to(self) -> bool:
        """Whether 截至 or the like makes the year a bound, 至 only at the head of the clause."""
        return self.before.endswith(cue.UP_TO) or self.before in {"至", "到"}

    @property
    def stands_apart(self) -> bool:
        """Whether a comma follows the year at once, so that no noun after it can be what it belongs to."""
        return self.tail[:1] in {"，", ","}

    @property
    def is_counted(self) -> bool:
        """Whether the clause, or one after it that shares the year, counts something."""
        return re.search(cue.COUNTED, self.rest) is not None

    def noun_first(self, pattern: str, within: int = 18) -> bool:
        """Whether a noun of the pattern follows with no verb between, so that the year is its attribute."""
        if self.stands_apart:
            return False
        head = _without_names(self.tail[:within])
        noun = re.search(pattern, head)
        if noun is None or "，" in head[: noun.start()] or "。" in head[: noun.start()]:
            return False
        act = re.search(cue.ACTS, head[: noun.start()])
        return act is None

    def adverbial(self) -> bool:
        """Whether the year is the time of its clause: nothing, a connective or the clause's subject stands before it."""
        before = self.before[:-1] if self.whole_year and self.before.endswith(cue.FROM) else self.before
        match = re.match(cue.LEAD, before)
        if match is None or self.after[:1] in {"的", "、", "）", ")", "”", "》"}:
            return False
        subject = match["subject"]
        return _is_subject(subject) or (match.start("subject") > 0 and subject.endswith(cue.RUN_IN))

    def belongs_to_noun(self) -> bool:
        """Whether something other than a verb or its subject follows the year, so that the year may be an attribute of it.

        In 2021年度扶贫项目库公示36个 nothing is said of when the list was published, in 2021年立案的案件 nothing of when it was decided.
        """
        if self.stands_apart or self.whole_year:
            return False
        if re.match(cue.ATTRIBUTE, self.tail):
            return True
        if re.match(cue.MEASURED, self.tail):
            return False
        tail = _without_names(self.tail)
        act = re.search(cue.ACTS, tail)
        if act is None:
            return re.match(cue.MEANS, tail) is None and re.match(cue.SUBJECT_FIRST, tail) is None
        words = re.sub(cue.ADVERBS, "", tail[: act.start()])
        return (
            not _is_subject(words)
            and re.match(cue.ADJUNCT, words) is None
            and re.match(cue.SUBJECT_FIRST, tail) is None
        )

    def is_general(self) -> bool:
        """Whether a paragraph opens with the work of the year at large, as the first sentence of a report does."""
        return (
            not self.context.text[: self.sentence_span[0]].strip()
            and re.search(cue.GENERAL, self.rest) is not None
            and re.search(cue.SELF, self.sentence) is not None
        )

    def is_planned(self) -> bool:
        """Whether the sentence, up to what it says is done, speaks of something still to come."""
        done = re.search(cue.DONE, self.rest)
        ahead = self.rest[: done.start()] if done is not None else self.rest[:40]
        earlier = self.context.words(max(self.sentence_span[0], self.item.start - _BEFORE), self.item.start)
        if re.search(cue.PLANNED, earlier + ahead) is not None:
            return True
        return done is None and says_any(cue.PLAN_HEADING, self.context.text[:_HEADING])

    def looks_back(self) -> bool:
        """Whether the heading or the words before the year say that last year is spoken of."""
        heading = self.context.surroundings.heading
        if says_any(cue.LAST_YEAR, heading):
            return True
        if str(self.item.year) in heading and re.search(cue.MENDED + "|改进", heading) is not None:
            return True
        start = self.item.start
        return says_any(cue.LAST_YEAR, self.context.words(max(0, start - _SENTENCE), start))

    def own_year_elsewhere(self) -> bool:
        """Whether the sentence also speaks of the report's own year, so that this year is set against it."""
        year = self.context.report_year
        if any(item.year == year and item is not self.item for item in self.context.others(*self.sentence_span)):
            return True
        return re.search(r"今年|本年(?!度报告)|当年", self.sentence) is not None


def _without_names(words: str) -> str:
    """Return the words with the names that hold a verb (信息公开) replaced, character by character."""
    for name in cue.HOLDING_A_VERB:
        words = words.replace(name, "工作工作工作"[: len(name)])
    return words


def _is_subject(words: str) -> bool:
    if not words:
        return True
    if words[-1] not in cue.ORGAN and not words.endswith(cue.ORGANS):
        return False
    return re.search(cue.NOT_A_SUBJECT, words) is None


def read_role(context: Context, index: int) -> Reading:
    """Return the role of a mention, whether it is sure, and whether its clause tells of work done at that time."""
    if _opens_own_clause(context, index):
        return Role.ACTIVITY, True, True
    mention = Mention(context, index)
    for reading in READINGS:
        role = reading(mention)
        if role is not None:
            return role if isinstance(role, tuple) else (role, True, False)
    return Role.UNKNOWN, False, False


def _opens_own_clause(context: Context, index: int) -> bool:
    """Whether the report's own year stands alone before a comma at the start of a sentence: the commonest mention, told at once."""
    item = context.printed[index]
    return (
        item.form is Form.YEAR
        and item.year == context.report_year
        and context.text[item.end : item.end + 1] in {"，", ","}
        and context.place not in {Place.TITLE, Place.HEADING, Place.PROBLEMS}
        and not context.text[context.passage.sentence_at(item.start)[0] : item.start].strip()
        and context.years_in_sentence(index) == 1
    )


def _enclosed_words(m: Mention) -> Role | Reading | None:
    if m.context.is_cited(m.item):
        return _presented_by_name(m) or Role.CITED_TITLE
    return Role.NUMBER if m.item.form is Form.BARE else None


def _presented_by_name(m: Mention) -> Reading | None:
    """This report where the opening presents it by its name in title marks, of another year."""
    before, opening, name = m.before.rpartition("《")
    if m.own or m.context.place is not Place.OPENING or not opening or "》" in name:
        return None
    if not before.endswith(cue.PRESENTING) or re.match(cue.NAMED_REPORT, m.after) is None or m.own_year_elsewhere():
        return None
    return (Role.REPORT, True, False) if re.search(cue.PRESENTED_HERE, m.sentence) else None


def _document_number(m: Mention) -> Role | None:
    if m.item.form is Form.BRACKETED:
        numbered = re.match(r"[第一]?[0-9０-９]{1,4}号", m.rest) or re.match(cue.CASE_NUMBER, m.rest)
        round_bracket = m.context.text[m.item.start] in "（("
        return Role.DOCUMENT_NUMBER if numbered or not round_bracket else Role.NUMBER
    return Role.DOCUMENT_NUMBER if re.match(r"第?[0-9０-９]{1,4}号(?!楼|院|线|公告|台)", m.rest) else None


def _statistic_period(m: Mention) -> Role | None:
    if m.item.month is None and m.item.form is not Form.RANGE:
        return None
    before = m.context.words(max(m.sentence_span[0], m.item.start - _BEFORE), m.item.start)
    if says_any(cue.STATISTIC_WORDS, before) and re.search(cue.STATISTIC, re.sub(cue.COUNTED_UP, "", before)):
        return Role.STATISTIC_PERIOD
    return Role.STATISTIC_PERIOD if m.whole_year and re.search(r"数据|本报告|年度报告", m.sentence) else None


def _range(m: Mention) -> Role | None:
    item = m.item
    if item.form is not Form.RANGE or m.whole_year:
        return None
    if item.unit == "学" or re.match(cue.SEASON, m.rest):
        return Role.PLAN_PERIOD
    if item.month is not None:
        return Role.DATE
    year = m.context.report_year
    if (year is not None and item.last > year) or re.search(cue.PERIOD, m.before[-20:] + m.rest[:12]):
        return Role.PLAN_PERIOD
    return Role.HISTORY


def _dateline(m: Mention) -> Role | None:
    """A date that stands by itself: a signature, or what a web page prints of itself."""
    if m.item.month is None:
        return None
    if m.item.form is Form.NUMERIC or m.before.rstrip("：:").endswith(cue.DATED):
        return Role.DATE
    around = m.context.text[: m.item.start].strip()
    alone = not m.context.text[m.item.end :].strip(" 。）)") and len(around) <= 24
    return (
        Role.DATE
        if alone and (not around or around.endswith(tuple(cue.ORGAN)) or "　" in around or " " in around)
        else None
    )


def _named_in_brackets(m: Mention) -> Role | Reading | None:
    """The year that says in brackets which one 本年度 or 上年 is."""
    before = m.before[:-1]
    if m.own or m.before[-1:] not in {"（", "("} or not (m.after[:1] in {"）", ")"} or m.whole_year):
        return None
    if before.endswith(cue.THIS_YEAR):
        return Role.ACTIVITY, True, True
    if before.endswith(cue.LAST_YEAR):
        return Role.COMPARISON
    return Role.CARRY_OVER if before.endswith("结转") else None


def _comparison(m: Mention) -> Role | None:
    before, tail = m.before.rstrip("（("), m.tail
    if before.endswith(cue.THAN) or tail.startswith("同期"):
        return Role.COMPARISON
    if before.endswith(cue.FROM) and (tail[:1] == "的" or tail[:1].isdigit()):
        return Role.COMPARISON
    if before.endswith(cue.GROWN_TO) and tail[:1] == "的" and re.search(cue.CHANGED + "|由|从", m.before + m.sentence):
        return Role.COMPARISON
    if tail[:1] == "的" and re.match(r"的(?:[0-9.]+|[一二两三四五]|数)?倍", tail):
        return Role.COMPARISON
    if before.endswith(cue.LIKE) and re.search(r"^两年|相比|比较|持平|相当|一致|对比|同期", m.after[:20]):
        return Role.COMPARISON
    if m.past and re.match(cue.ON_THE_BASIS, m.tail):
        return Role.COMPARISON
    if m.past and m.before.endswith(("（", "(")) and re.match(cue.COUNTED_AT_ONCE, m.after):
        return Role.COMPARISON
    return None


def _carry_over(m: Mention) -> Role | None:
    if m.before.endswith(cue.MOVED_ON) or re.search(cue.LEFT_OVER, m.after):
        return Role.CARRY_OVER
    if m.before.endswith(("从", "由", "自")) and m.after.startswith(("转入", "转来", "结转")):
        return Role.CARRY_OVER
    if re.match(cue.BEGUN_THEN, m.after) is None:
        return None
    if (m.before.endswith(("（", "(")) and "结转" in m.sentence) or (m.past and "跨年" in m.rest):
        return Role.CARRY_OVER
    later = any(other.year > m.item.year for other in m.context.others(m.item.end, m.sentence_span[1]))
    return Role.CARRY_OVER if later and re.search(cue.ENDED_LATER, m.rest[:40]) else None


def _law_version(m: Mention) -> Role | None:
    if m.after.startswith("版"):
        return Role.LAW_VERSION
    match = re.match(cue.LAW_CHANGED, m.after)
    if match is None:
        return None
    follows = m.after[match.end() :]
    if match.group().startswith("新") and follows.lstrip("的")[:1] == "《":
        return Role.LAW_VERSION
    if re.search(cue.COUNTED, m.after):
        return None
    if follows[:1] in {"）", ")", "后", "版"} or follows.startswith(("以来", "之后")):
        return Role.LAW_VERSION
    named = re.search(r"条例|复议法|诉讼法|[^办方说]法(?:律|》|$|，|。)|新法", m.sentence)
    return (
        Role.LAW_VERSION
        if named and (not m.past or follows[:1] in {"的", "", "，", "。"} or "条例" in follows or "法" in follows)
        else None
    )


def _budget(m: Mention) -> Role | None:
    return Role.BUDGET if m.noun_first(cue.BUDGET) else None


def _report(m: Mention) -> Role | Reading | None:
    """The year of a report or of the work it tells of: this report's own, or another year's that is only referred to."""
    if m.item.month is not None and not m.whole_year:
        return None
    heading = m.context.place is Place.HEADING or re.fullmatch(r"[（(]?[一二三四五六七八九十]{1,2}[)）、.]", m.before)
    if heading and not m.before.rstrip("（(一二三四五六七八九十)）、."):
        alone = m.after.rstrip("。：:")
        if (
            re.search(cue.STATE_OF_WORK, alone)
            and not re.search(cue.NAMED + "|" + cue.MENDED + "|建议|提案|议案", alone)
            and len(alone) <= 20
        ):
            return Role.REPORT
    if _is_written_from(m):
        return Role.REPORT
    if m.stands_apart or re.search(cue.OWN_REPORT, m.after) is None:
        return None
    named = m.noun_first("报告|年报|情况|总结", 30) or re.match(cue.WRITTEN_BY, m.tail) is not None
    if not named:
        return None
    if m.own and re.search(r"信息公开|政务公开|^度?年报|^度?(?:年度)?报告", m.tail):
        return Role.REPORT
    if (
        m.context.place is Place.OPENING
        and not m.own_year_elsewhere()
        and re.search("信息公开|政务公开|^度?(?:年度)?(?:报告|年报)", m.tail)
    ):
        if re.fullmatch(cue.TITLE_LINE, m.context.words(0, _TITLE).strip()):
            return Role.REPORT, False, False
        presented = (
            (re.search(cue.PRESENTED, m.sentence) or re.match(cue.IN_PARTS, m.rest))
            and not re.search(cue.CITING, m.before)
            and not re.match("中|里|所", m.after.partition("报告")[2])
        )
        if presented:
            return Role.REPORT
    return Role.CITED_TITLE if re.search("年报|报告", m.after) else None


def _is_written_from(m: Mention) -> bool:
    """Whether the opening says that this report was written from the work or the figures of that year."""
    return (
        m.context.place is Place.OPENING
        and not m.own
        and re.match(cue.THE_YEARS_WORK, m.tail) is not None
        and re.search(cue.WRITTEN_FROM, m.before) is not None
        and re.search(cue.WRITTEN, m.rest) is not None
        and not m.own_year_elsewhere()
    )


def _cited(m: Mention) -> Role | None:
    """A document, result or event that has its own year, as a name or as an attribute."""
    if m.item.month is not None and not re.match(cue.OF_THAT_YEAR, m.after):
        return None
    if re.match(cue.ORDINAL, m.after) or (not m.stands_apart and re.match(cue.OCCASION, m.after)):
        return Role.CITED_TITLE
    if not m.own and not m.stands_apart and re.match(cue.OF_THAT_YEAR, m.tail):
        return Role.CITED_TITLE
    if m.noun_first(cue.NAMED) and not (m.context.place is Place.PROBLEMS or re.match("的?(?:存在|工作中)", m.tail)):
        future = m.context.report_year is not None and m.item.year > m.context.report_year
        return Role.PLAN if future else Role.CITED_TITLE
    return None


def _plan(m: Mention) -> Role | Reading | None:
    year = m.context.report_year
    if year is None or m.past:
        return None
    problems = m.context.place is Place.PROBLEMS
    if m.item.year == year:
        if not problems:
            return None
        ahead = _lies_ahead(m)
        return (Role.PLAN, ahead, False) if ahead or re.search(cue.PLANNED, m.before + m.rest[:20]) else None
    if _is_lacking(m) or m.up_to:
        return None
    if m.item.last == year + 1 and m.tail.startswith(cue.TURN_OF_YEAR):
        return Role.PLAN
    if m.item.day is None and (problems or m.is_planned() or re.match("[，,]?(?:重点|要|目标|继续)", m.rest)):
        return Role.PLAN
    if m.before.endswith(("到", "至", "用于", "面向")) or re.search(cue.NEWLY_FORMED, m.sentence):
        return Role.PLAN
    return None


def _lies_ahead(m: Mention) -> bool:
    """Whether what a year is said to bring is still to come, beyond doubt."""
    return (
        m.item.month is None
        and m.item.unit in {"年", "度"}
        and re.match(cue.LEAD, m.before) is not None
        and re.match(cue.AHEAD, m.rest) is not None
    )


def _since(m: Mention) -> Role | Reading | None:
    """A beginning, or a bound of a stretch of years, rather than a time."""
    if m.before.endswith((*cue.SINCE, *cue.FROM)) and not m.whole_year:
        return Role.HISTORY
    if m.own and m.tail.startswith("以来"):
        return None
    if not (m.own or m.past) and m.tail.startswith("以来") and m.adverbial() and re.search(cue.ACTS, m.rest):
        return Role.ACTIVITY, False, True
    if m.past and re.match(cue.SINCE_THAT, m.tail):
        return Role.HISTORY
    return Role.HISTORY if m.tail.startswith(cue.SINCE_THEN) or m.after.startswith(cue.SINCE_THEN) else None


def _history(m: Mention) -> Role | Reading | None:
    if m.up_to:
        return _up_to(m)
    if _is_series(m):
        return Role.HISTORY
    if not m.past:
        return None
    if re.match(cue.PROBLEM_NAMED_THEN, m.tail) or (m.context.place is Place.PROBLEMS and m.looks_back()):
        return Role.HISTORY
    if m.item.month is None and re.search(r"^[^，,]{0,10}?(?:之后|以后|后)(?:，|,|再|又)", m.after):
        return Role.HISTORY
    of_problems = m.context.place is Place.PROBLEMS or "问题" in m.after
    if of_problems and re.search(cue.LACKING, m.sentence) and re.search(cue.MENDED, m.sentence):
        return Role.HISTORY
    return _founding(m)


def _founding(m: Mention) -> Role | None:
    head = m.rest.lstrip("度，,")[:16]
    if re.search(r"获评|获得|荣获|被评|受到|表彰|通报表扬", head):
        return Role.UNKNOWN
    if re.search(cue.FOUNDED, head) or re.match(cue.HIGHER, m.rest):
        return Role.HISTORY
    if re.search(cue.SET_UP, head[:10]) and (re.match(cue.LEAD, m.before) is None or m.before or not m.is_counted):
        return Role.HISTORY
    return None


def _up_to(m: Mention) -> Role | Reading | None:
    if m.past and re.search(r"累计|以来|历年|总计", m.sentence):
        return Role.HISTORY
    if m.past and re.search(r"全年|当年", m.rest[:30]) and not m.own_year_elsewhere():
        return None
    if not m.own and _was_done_up_to(m):
        if m.past and ((m.item.month == 12 and m.item.day in {31, None}) or m.item.unit in {"底", "末"}):
            return Role.ACTIVITY, False, True
        if m.item.month is not None:
            return Role.DATE, True, not m.past
    return Role.DATE if m.item.month is not None or m.own else Role.UNKNOWN


def _was_done_up_to(m: Mention) -> bool:
    """Whether the sentence counts the report's own matters up to a day, and sets nothing against it."""
    return (
        re.match(cue.DONE_UP_TO, m.rest) is not None
        and (m.is_counted or re.search(cue.NIL, m.rest) is not None)
        and re.search(cue.STOCK, m.sentence) is None
        and not m.own_year_elsewhere()
        and _neighbour(m) is None
    )


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
    if re.match(cue.COUNTED_AT_ONCE, m.after) is not None:
        return True
    if re.search(r"分别为|依次为|近[两二三四五几]年", m.sentence) is not None:
        return True
    return m.past and len(others) >= 3 and re.search("预算|决算", m.sentence) is None


def _date(m: Mention) -> Role | Reading | None:
    if m.item.month is None or m.whole_year or (m.up_to and m.past):
        return None
    clause = re.match(r"[^，,。；]{0,60}", m.rest.lstrip("，,"))
    counted = clause is not None and all(re.search(cues, clause.group()) for cues in (cue.COUNTED, cue.ACTS))
    told = (
        m.adverbial()
        and (counted or _was_held(m))
        and re.search(cue.BACKGROUND, m.rest[:40]) is None
        and re.match(cue.BEGUN_THEN, m.tail) is None
    )
    return Role.DATE, True, told and not m.own_year_elsewhere()


def _was_held(m: Mention) -> bool:
    """Whether the sentence is about a meeting or the like that this agency held in the year before, and nothing leads on from there to this year."""
    year = m.context.report_year
    return (
        year is not None
        and m.item.last == year - 1
        and m.context.place not in {Place.HEADING, Place.PROBLEMS}
        and re.match(cue.HELD, m.rest) is not None
        and re.search(cue.LOOKING_BACK + "|" + cue.GOES_ON, m.sentence) is None
        and not _leads_on(m, year)
    )


def _leads_on(m: Mention, year: int) -> bool:
    """Whether the next sentence goes on with this year, so that a story begun in another is told; in a story of this year nothing is."""
    start, end = m.sentence_span
    if any(other.year == year for other in m.context.others(0, start)):
        return False
    following = m.context.words(end, end + _NEXT)
    return following.startswith(("今年", "本年", "当年")) or any(
        other.year == year for other in m.context.others(end, end + _NEXT)
    )


def _activity(m: Mention) -> Reading | None:
    if m.past and m.before.endswith(cue.COMPLETED) and re.match(cue.WORK_COMPLETED, m.after):
        return None if m.own_year_elsewhere() else (Role.ACTIVITY, False, True)
    if m.up_to and (m.past or m.own):
        return Role.ACTIVITY, True, True
    if not m.adverbial():
        return None
    if m.own:
        return Role.ACTIVITY, True, True
    if m.past:
        return _past_activity(m)
    return _future_activity(m)


def _past_activity(m: Mention) -> Reading | None:
    earlier = m.context.words(m.sentence_span[0], m.item.start)
    if re.search(cue.LOOKING_BACK, m.sentence) or re.search(cue.FOUND_OUT, earlier):
        return None
    if re.search(cue.CHANGED, m.sentence) and re.search(cue.COUNTED, earlier):
        return Role.COMPARISON, True, False
    if m.own_year_elsewhere():
        if re.search(cue.CHANGED, m.sentence) is not None:
            return Role.COMPARISON, True, False
        return None
    neighbour = _neighbour(m)
    if neighbour is Neighbour.COMPARED:
        return Role.COMPARISON, False, False
    if neighbour is Neighbour.SERIES:
        return Role.HISTORY, False, False
    if _is_lacking(m):
        return Role.ACTIVITY, True, True
    if re.match(cue.NIL, m.tail) is None and m.belongs_to_noun():
        return (Role.ACTIVITY, False, True) if re.match(cue.OWN_COUNT, m.tail) else None
    if re.search(cue.ACTS, m.rest) is None and not m.is_counted:
        return None
    if m.item.unit in {"底", "末", "初"}:
        return None
    if not m.is_counted and re.match(r"[，,]?(?:印发|出台|制定|发布|修订|建立|编制)", m.tail):
        return None
    nil = re.search(cue.NIL, m.rest) is not None
    sure = (m.is_counted or nil or m.is_general()) and neighbour is None and m.context.place is not Place.PROBLEMS
    sure = sure and (re.search(cue.CHANGED, m.sentence) is None or _is_compared_back(m))
    # A case may well run on from one year into the next; that there was none is told of one year.
    sure = sure and (nil or re.search(cue.AT_LAW, m.rest) is None)
    return Role.ACTIVITY, sure, True


def _is_compared_back(m: Mention) -> bool:
    """Whether what is told of a year is compared with a year before it, so that the sentence is about this one."""
    later = m.context.others(m.item.end, m.sentence_span[1])
    return bool(later) and all(other.last < m.item.year for other in later)


def _future_activity(m: Mention) -> Reading | None:
    # What the whole of a year came to can only be told of one that is over.
    whole = m.after.lstrip("度").startswith("全年") and m.is_counted
    if m.own_year_elsewhere() and not whole:
        return None
    if _is_lacking(m):
        return Role.ACTIVITY, True, True
    nil = re.search(cue.NIL, m.rest) is not None
    if m.belongs_to_noun() or not (nil or re.search(cue.ACTS, m.rest)):
        return None
    done = nil or (m.is_counted and re.search(cue.DONE, m.rest) is not None)
    # The last chapter may tell of plans without a word of the future: 2023年，我局坚持 ….
    at_large = m.context.place is not Place.OTHER_MATTERS and m.is_general()
    return (Role.ACTIVITY, done or whole, True) if done or m.is_counted or at_large else None


def _is_lacking(m: Mention) -> bool:
    """Whether chapter five speaks of what that year's work lacked, having said what it achieved or not."""
    if m.context.place is not Place.PROBLEMS or re.search(cue.LACKING, m.sentence) is None:
        return False
    if m.past:
        whole = m.item.month is None and m.item.unit not in {"底", "末", "初"}
        return whole and re.match(cue.SOME_OF_IT, m.after) is None
    return re.search(r"取得了?|虽|顺利", m.sentence) is not None


def _neighbour(m: Mention) -> Neighbour | None:
    """What stands beside a sentence whose year may be one of several told in turn; None where no such sentence is near."""
    context = m.context
    first, last = m.sentence_span
    near: Neighbour | None = None
    for at in (first - 1, last):
        if not 0 <= at < len(context.text):
            continue
        start, end = context.passage.sentence_at(at)
        words = context.words(start, min(end, start + _AFTER))
        begins = [
            i for i in context.others(start, min(end, start + _NEXT)) if i.year != m.item.year and i.form is Form.YEAR
        ]
        if not begins and not words.startswith(("今年", "本年", "当年")):
            continue
        if at == last and re.search(cue.CHANGED, words):
            return Neighbour.COMPARED
        parted = context.text[min(end, last) - 1] in "；;" or (begins and begins[0].year != context.report_year)
        if re.search(cue.COUNTED, words) and (parted or _count_alike(m.rest, words)):
            return Neighbour.SERIES
        near = Neighbour.NEAR
    return near or _next_but_one(m) or _paragraph_beside(m)


def _next_but_one(m: Mention) -> Neighbour | None:
    """Whether one of the sentences further on counts the same thing for the report's own year: between them stands of what it consists."""
    context, (_, at) = m.context, m.sentence_span
    for _ in range(_FURTHER):
        if at >= len(context.text):
            break
        start, at = context.passage.sentence_at(at)
        begins = context.others(start, min(at, start + _NEXT))
        if begins and begins[0].year == context.report_year and begins[0].form is Form.YEAR:
            words = context.words(start, min(at, start + _AFTER))
            return Neighbour.SERIES if _count_alike(m.rest, words) and _count_the_same(m.rest, words) else None
    return None


def _paragraph_beside(m: Mention) -> Neighbour | None:
    """Whether the paragraphs beside go on to the next year, or back to the last, so that each year has a line of its own."""
    context = m.context
    if context.text[: m.sentence_span[0]].strip():
        return None
    found: Neighbour | None = None
    in_turn = 0
    for text, step in ((context.surroundings.before, -1), (context.surroundings.after, 1)):
        words = text[: _AFTER + _NEXT].translate(_NO_BLANKS)
        begins = printed_years(words[:_NEXT], None)
        if not begins or begins[0].form is not Form.YEAR:
            continue
        in_order = (begins[0].year - m.item.year) * step > 0
        # Two years in turn that are both over are a history; with the report's own one, both sides are asked for.
        in_turn += in_order + (in_order and begins[0].year != context.report_year)
        if _count_alike(m.rest, words) and _count_the_same(m.rest, words):
            if in_order:
                return Neighbour.SERIES
            found = Neighbour.NEAR
    return Neighbour.SERIES if in_turn > 1 else found


def _count_alike(words: str, others: str) -> bool:
    """Whether two sentences count the same thing: the first verb is the same, and the first unit."""
    for pattern in (cue.COUNTING_VERB, cue.COUNTED):
        one, other = re.search(pattern, words), re.search(pattern, others)
        if one is None or other is None or one.group()[-1] != other.group()[-1]:
            return False
    return True


def _count_the_same(words: str, others: str) -> bool:
    """Whether two sentences that count alike name the same thing, as far as both name it: 申请38件 and 留言56件 are two things."""
    one, other = re.search(cue.COUNTED_OBJECT, words), re.search(cue.COUNTED_OBJECT, others)
    return one is None or other is None or one[1] in other[1] or other[1] in one[1]


READINGS: tuple[Callable[[Mention], Role | Reading | None], ...] = (
    _enclosed_words,
    _document_number,
    _statistic_period,
    _range,
    _dateline,
    _named_in_brackets,
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
