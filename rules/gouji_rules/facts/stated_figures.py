"""Numbers in the text that a table holds too, with every figure they may mean. A fact: ask for it with `report.fact(stated_figures)`.

What words mean which figures is told by the edition (`readings` beside its tables). A number is left alone where its words, its scope or its year make it another
population than the table's: one body of an area, what was put on file, one channel, one quarter, last year.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from gouji.cached import cached_property
from gouji.named_tuple import NamedTuple
from gouji.report import Section
from gouji_rules.facts.clauses import before_first, cut, says_any
from gouji_rules.facts.figures import figures
from gouji_rules.facts.quantities import Scope, quantities
from gouji_rules.facts.quantity_cues import SHARED_OUT
from gouji_rules.facts.quantity_forms import may_state

if TYPE_CHECKING:
    from gouji.equations import Side
    from gouji.readings import Reading, Spoken, Sum
    from gouji.report import Cell, Node, Report
    from gouji_rules.facts.figures import Position, TableFigures, Value
    from gouji_rules.facts.quantities import Number, Quantities, Quantity

UNITS = frozenset("件宗起例条份项个封笔单次部篇") | {""}
ANY_UNIT = ("个", "项")
"""Units of whatever there is: what is counted stands behind them (六个部分, 6项内容)."""
OTHER_TIME = (
    "上年", "上一年", "去年", "前年", "同期", "往年", "历年", "以来", "近两年", "近三年", "近四年", "近五年", "一年来", "二年来", "三年来", "四年来", "五年来", "十二五", "十三五", "十四五", "十五五",
    "较", "比", "增加", "减少", "增长", "下降", "多出", "目标", "计划", "不少于",
)  # fmt: skip
ANOTHER_YEAR = r"(?<!\d)((?:19|20)\d{2})\s?年"
INCLUDING = ("含上", "含结转", "包括上", "连同", "加上", "包含上")
EACH = ("各", "均", "均为", "各为")
BETWEEN_BEGINS = ("了", "的", "共计", "总计", "合计", "共", "计", "为", "约", "数量", "数", "总数", "总量", "件数", "有", "：", ":", "及", "并", "和", "、", ",", "，", "全年", "本年度", "本年", "一共")  # fmt: skip
BETWEEN_ENDS = ("共计", "总计", "合计", "共", "计", "为", "有", "：", ":", "数量为", "数量", "总数", "总量", "件数", "的", "了", "各", "达到", "达", "数")  # fmt: skip
BEHIND = (
    r"^(?:申请|案件|均|被|已|依法|为|属于?|系|是|按规定|予|作|作出|结果|因|按照《[^》]{1,20}》|按规定|需|在|、|的){0,4}"
)
ITSELF = (
    "政府信息公开",
    "信息公开",
    "政府信息",
    "依申请公开",
    "申请",
    "案件",
    "事项",
    "答复",
    "办理",
    "继续",
    "决定",
    "结果",
    "情况",
    "数量",
    "的",
)
TAIL_NOUN_ENDS = (*"，。；、,;（(）)", "的", "均", "已", "全部", "并", "予以", "按")
ENDS = ("申请", "公开", "案件", "事项", "件", "数", "量", "信息", "答复", "诉求")
MOST_BETWEEN = 4
TOO_BEFORE = r"[（(](?:含|包括|包含)([^（()）]{1,14})[）)]\s*$"
TOO_BEHIND = r"\s*[（(](?:含|包括|包含)([^（()）]{1,14})[）)]"
TREATED = (
    "对", "将", "把", "就", "为", "公开", "公布", "解读", "备案", "报送", "清理", "审查", "起草", "参与", "名义", "梳理", "汇编", "收录", "整理", "上传", "录入", "更新",
)  # fmt: skip
COUNT = "[0-9０-９一二三四五六七八九十百千]{1,6}"
DOCUMENTS = rf"(?:公文|文件|发文)(?:类?信息|数量|总数|总量|总计|共计|合计|共|计|为)*{COUNT}[件份个]"
DOCUMENT_KINDS = (rf"主动公开(?:的)?{COUNT}", rf"依申请公开(?:的)?{COUNT}")
"""A document is itself to be made public, on request, or not at all."""
CLAUSE_ENDS = "。！？!?；;，：,:"
FARTHEST = 300
CLOSE = 40

Meaning: TypeAlias = "tuple[Sum, ...]"
"""Sums that are added up."""


class Worth(NamedTuple):
    """A meaning with the values it has in the table: as printed, and as worked out from the parts where that differs. `at` is where the first of its figures stands."""

    name: str
    values: tuple[Value, ...]
    table: TableFigures
    at: Position

    @property
    def cell(self) -> Cell | None:
        """The cell of its first figure, None where the table lacks it."""
        return self.table.cell(*self.at)


class Stated:
    """A number in the text, the readings its words allow, and what they mean."""

    def __init__(
        self,
        quantities: Quantities,
        at: int,
        words: str,
        readings: tuple[Reading, ...],
        meanings: Sequence[Meaning],
        speech: Speech,
    ) -> None:
        self.quantities = quantities
        self.at = at
        self.words = words
        self.readings = readings
        self.meanings = meanings
        self.speech = speech

    @property
    def quantity(self) -> Quantity:
        """The number itself."""
        return self.quantities.items[self.at]

    @cached_property
    def worth(self) -> tuple[Worth, ...]:
        """What the meanings are worth; empty where no table tells."""
        return tuple(self._worths())

    @cached_property
    def differs(self) -> bool:
        """Whether the table has figures for the number, it is none of them within the places it was printed with, and nothing makes it another's."""
        number = self.quantity
        low, high = number.value - number.slack, number.value + number.slack
        told = False
        for worth in self._worths():
            told = True
            if any(low <= value <= high for value in worth.values):
                return False
        if not told:
            return False
        from gouji_rules.facts.doubts import is_doubtful

        return not is_doubtful(self)

    def _worths(self) -> Iterator[Worth]:
        table = self.speech.figures
        if table is None:
            return
        for meaning in self.meanings:
            worth = worth_of(table, meaning, self.quantity.value)
            if worth is not None:
                yield worth

    @property
    def is_of_the_table(self) -> bool:
        """Whether no other kind of application than the table's is spoken of. It takes a closer look than reading the number does."""
        from gouji_rules.facts.doubts import is_of_another_application

        return not is_of_another_application(self)

    def is_read_as(self, *keys: str) -> bool:
        """Whether one of these readings is among its own."""
        return any(reading.key in keys for reading in self.readings)


class Speech(NamedTuple):
    """One table's readings and claims, with its figures where the report has the table."""

    spoken: Spoken
    figures: TableFigures | None
    year: int | None

    @property
    def cues(self) -> str:
        """The pattern for all cues, as they are in the year of the report."""
        return in_year(self.spoken.cues, self.year)


def speeches(report: Report) -> tuple[Speech, ...]:
    """Return what the text may say of each table. A fact."""
    if report.edition is None:
        return ()
    there: dict[str, list[TableFigures]] = {}
    for table in report.fact(figures):
        there.setdefault(table.format.key, []).append(table)
    found = []
    for key, expected in report.edition.tables.items():
        tables = there.get(key, [])
        form = tables[0].format if tables else expected
        if form.spoken is not None:
            # Of a table that stands twice neither is known to be meant.
            only = tables[0] if len(tables) == 1 else None
            found.append(Speech(form.spoken, only, report.year))
    return tuple(found)


@lru_cache(maxsize=256)
def in_year(pattern: str, year: int | None) -> str:
    """Return a pattern with the years before and after the report's in the place of {last} and {next}."""
    last, following = ("(?!)", "(?!)") if year is None else (str(year - 1), str(year + 1))
    return pattern.replace("{last}", last).replace("{next}", following)


def stated_figures(report: Report) -> tuple[Stated, ...]:
    """Return the numbers in the text that a table holds too, in document order of paragraphs and table by table."""
    return tuple(_gather(report))


def is_reported(report: Report, paragraph: Quantities, index: int) -> bool:
    """Whether a number is reported with the figure that the table has, so that its lists and shares need not be."""
    return any(s.quantities is paragraph and s.at == index and s.differs for s in report.fact(stated_figures))


def _gather(report: Report) -> Iterator[Stated]:
    area = is_on_area(report)
    told = report.fact(speeches)
    anywhere = words_of_any(told)
    for paragraph in report.fact(quantities):
        heading = heading_over(paragraph.node)
        if not (says_any(anywhere, paragraph.text) or says_any(anywhere, heading)):
            continue
        clauses = _Clauses(paragraph)
        for speech in told:
            where = speech.spoken.where
            if says_any(where, paragraph.text) or says_any(where, heading):
                for index in clauses.hinted(speech.spoken.hints):
                    read = _read(paragraph, index, speech, heading)
                    if read is not None and _is_ours(paragraph, index, area):
                        yield _stated(paragraph, index, read, speech)


def words_of_any(told: Sequence[Speech]) -> tuple[str, ...]:
    """Return the words one of which stands wherever one of the tables is spoken of, which in most paragraphs none does."""
    return tuple({word for speech in told for word in speech.spoken.where})


class _Clauses:
    """The clauses of a paragraph that have quantities, for all tables it may speak of."""

    def __init__(self, paragraph: Quantities) -> None:
        self.paragraph = paragraph
        self.text = paragraph.squeezed

    def hinted(self, hints: Sequence[str]) -> Iterator[int]:
        """Yield the indexes of the quantities that may be a figure's: those with a hint in their clause, or where names are shared out."""
        there = [hint for hint in hints if hint[-1] in self.text and hint in self.text]
        # Most hints stand beside no number, and then the numbers need not be read.
        if there and (self.shared or self._are_counted(there)):
            for words, indexes in self.counted:
                hinted = says_any(there, words)
                for index in indexes:
                    if hinted or (self.shared and self.paragraph.shared_out(index)):
                        yield index

    @cached_property
    def shared(self) -> bool:
        """Whether names may be shared out over the numbers (甲、乙分别为1件、2件)."""
        return says_any(SHARED_OUT, self.text)

    def _are_counted(self, words: Sequence[str]) -> bool:
        """Whether one of the words stands in a clause in which a number may stand."""
        return any(says_any(words, clause) and may_state(clause) for clause in self.all)

    @cached_property
    def all(self) -> list[str]:
        """All clauses, without blanks."""
        return cut(CLAUSE_ENDS, self.text)

    @cached_property
    def counted(self) -> list[tuple[str, list[int]]]:
        """The words of each clause with quantities, without blanks, and the indexes of those that may be a figure's."""
        found: list[tuple[str, list[int]]] = []
        end = 0
        for index, quantity in enumerate(self.paragraph.items):
            if quantity.unit in UNITS:
                if quantity.end > end:
                    start, end = self.paragraph.clause(quantity)
                    found.append(("".join(self.paragraph.text[start:end].split()), []))
                found[-1][1].append(index)
        return found


def heading_over(node: Node) -> str:
    """Return the heading of the section a block stands in, empty where it stands in none."""
    return node.parent.heading.value if isinstance(node.parent, Section) else ""


def is_on_area(report: Report) -> bool:
    """Whether the report sums up all organs of an area: a people's government's does, a department's does not."""
    agency = report.agency
    if agency.kind is not None:
        return agency.kind.startswith("gov_")
    return agency.name.endswith(("政府", "省", "市", "县", "区", "旗", "州", "盟"))


def _is_ours(paragraph: Quantities, index: int, area: bool) -> bool:
    scope = paragraph.scope(index)
    return scope is Scope.OWN or (scope is Scope.AREA and area)


def _read(paragraph: Quantities, index: int, speech: Speech, heading: str) -> tuple[str, list[Reading]] | None:
    """Return the words that a number is read by and the readings they allow."""
    spoken = speech.spoken
    lead = paragraph.shared_out(index) or paragraph.lead(index)
    words = without_ignored(lead, spoken)
    found, end = cued(words, speech)
    whole = [reading for reading in found if not (reading.part or reading.decides or reading.after)]
    if not found:
        tail = without_ignored(before_first("，。；、,;（(", paragraph.tail(index)), spoken)
        found = list(_behind(tail, speech))
        words += tail
        end = cued(words, speech)[1] if found else 0
    if not found or not _may_mean(paragraph, index, words, found, speech):
        return None
    if all(reading.part for reading in found):
        if _is_of_documents(paragraph, index):
            return None
        found += [reading for reading in _counted_in(paragraph, index, speech) if reading not in found]
    found = _composed(paragraph, index, words, found)
    if not found:
        return None
    rest = _between(words[end:])
    if whole:
        within = all(reading.within for reading in found)
        if found[0] in whole and not _is_whole(paragraph, index, words, rest, spoken, heading, within):
            return None
        return lead, found
    if not _names_after(words, found) and _is_another(rest):
        return None
    if spoken.subject and not _speaks_of(paragraph, index, spoken, heading):
        return None
    return lead, found


def cued(words: str, speech: Speech) -> tuple[list[Reading], int]:
    """Return the readings whose cues stand in the words, in their order there, and where the last of the cues ends."""
    found: list[Reading] = []
    end = 0
    if says_any(speech.spoken.hints, words):
        for match in re.finditer(speech.cues, words):
            end = match.end()
            # Readings with the same cues (维持 of a review, 维持 of a suit) are told apart by what was named before.
            found += [reading for reading in speech.spoken.alike[match.lastgroup or ""] if reading not in found]
    return found, end


def _behind(tail: str, speech: Speech) -> Iterator[Reading]:
    """Yield the readings whose cues begin the words after a number (12件予以公开)."""
    if says_any(speech.spoken.hints, tail):
        begun = re.match(BEHIND, tail)
        words = tail[begun.end() if begun else 0 :]
        for reading in cued(words, speech)[0]:
            if reading.behind and _begins(words, reading, speech):
                yield reading


def _counted_in(paragraph: Quantities, index: int, speech: Speech) -> list[Reading]:
    """Return the parts that a bracket beside a number says it holds too: 予以公开（含部分公开）34件."""
    item, text = paragraph.items[index], paragraph.text
    before, behind = text[max(0, item.start - CLOSE) : item.start], text[item.end : item.end + CLOSE]
    bracket = ("含" in before and re.search(TOO_BEFORE, before)) or ("含" in behind and re.match(TOO_BEHIND, behind))
    return [] if not bracket else [reading for reading in cued(bracket[1], speech)[0] if reading.part]


def _is_of_documents(paragraph: Quantities, index: int) -> bool:
    """Whether the kinds into which documents fall are told, and not what became of requests: 印发文件214件，其中主动公开87件."""
    item = paragraph.items[index]
    start, end = paragraph.period(item.start)
    words = "".join(paragraph.text[start : min(end, item.end + FARTHEST)].split())
    if "依申请公开" in words and all(re.search(kind, words) for kind in DOCUMENT_KINDS):
        return True
    before = "".join(paragraph.text[start : item.start].split())
    told = [match.end() for match in re.finditer(DOCUMENTS, before)]
    return bool(told) and "申请" not in before[told[-1] :].replace("依申请公开", "")


def _begins(words: str, reading: Reading, speech: Speech) -> bool:
    if reading.decides:
        return True
    return re.match(in_year("|".join(reading.cues), speech.year), words) is not None


def _may_mean(paragraph: Quantities, index: int, words: str, found: Sequence[Reading], speech: Speech) -> bool:
    """Whether nothing around the cue makes the number another matter's, another time's, or a part of the figure."""
    spoken = speech.spoken
    nouns = any(reading.noun for reading in found)
    item = paragraph.items[index]
    told = telling(words, spoken)
    if says_any(spoken.unlike, told):
        return False
    if (words.endswith(EACH) or "每" in words) and paragraph.items[index].value:
        return False
    if nouns and (says_any(spoken.narrower, told) or says_any(spoken.unlike, _before(paragraph, item))):
        return False
    if any(reading.unless and _is_narrowed(words, reading.unless) for reading in found):
        return False
    if any(reading.decides and not reading.after for reading in found):
        return True
    if says_any(OTHER_TIME, words):
        return False
    around = paragraph.text[paragraph.passage.clause_at(item.start)[0] : item.start]
    return "年" not in around or all(int(year[1]) == speech.year for year in re.finditer(ANOTHER_YEAR, around))


def telling(words: str, spoken: Spoken) -> str:
    """Return words without those in which a narrower one says nothing (部分公开, where 部分 alone leaves a part)."""
    for word in spoken.harmless:
        words = words.replace(word, " ")
    return words


def _before(paragraph: Quantities, item: Quantity) -> str:
    """The words of its sentence before a quantity."""
    return paragraph.text[max(paragraph.period(item.start)[0], item.start - FARTHEST) : item.start]


def _is_narrowed(words: str, unless: Sequence[str]) -> bool:
    """Whether a word leaves a part of what the cue says; 等 after it opens the list again (因不掌握等原因无法提供)."""
    first = min((at for word in unless if (at := words.find(word)) >= 0), default=-1)
    return first >= 0 and "等" not in words[first:]


def _composed(paragraph: Quantities, index: int, words: str, found: list[Reading]) -> list[Reading]:
    """Return the readings that hold together: one that decides, or the parts, or every other one; none where they do not fit."""
    deciding = [reading for reading in found if reading.decides]
    if any(reading.after for reading in found):
        deciding = [reading for reading in deciding if not reading.after] or list(
            _siblings(paragraph, index, words, found)
        )
        return deciding[:1]
    parts = [reading for reading in found if reading.part]
    if deciding:
        return deciding if len(deciding) == 1 and not parts else []
    return parts or found


def _siblings(paragraph: Quantities, index: int, words: str, found: Sequence[Reading]) -> Iterator[Reading]:
    """Yield the readings of the matter that was named last before the number, in its sentence."""
    reading = next(reading for reading in found if reading.after)
    if len(_named(words, reading.among)) > 1:
        return
    here = words if says_any(reading.after, words) else ""
    last = last_of(reading.among, _before(paragraph, paragraph.items[index]) + here)[1]
    for reading in found:
        if last and last in reading.after and (not reading.noun or _is_beside(words, reading)):
            yield reading


def _named(words: str, names: Sequence[str]) -> list[str]:
    """Return which names stand in words; a name inside a longer one, which comes before it, is none."""
    found = []
    for name in names:
        if name in words:
            found.append(name)
            words = words.replace(name, " ")
    return found


def last_of(words: Sequence[str], text: str) -> tuple[int, str]:
    """Return where the last of some words in a text ends, and the longest that ends there; -1 and nothing where there is none."""
    ends = [(at + len(word), len(word), word) for word in words if (at := text.rfind(word)) >= 0]
    end, _, word = max(ends, default=(-1, 0, ""))
    return end, word


def _is_beside(words: str, reading: Reading) -> bool:
    """Whether nothing but the thing itself stands between a cue and the number."""
    end, cue = last_of(reading.cues, words)
    rest = _between(words[end:]) if cue else ""
    return not rest or says_any(reading.after, rest)


def _is_another(rest: str) -> bool:
    """Whether the words between a cue and the number name another thing than the cue does."""
    if "、" in rest:
        return True
    for word in ITSELF:
        rest = rest.replace(word, "")
    return len(rest) > MOST_BETWEEN


def _names_after(words: str, found: Sequence[Reading]) -> bool:
    """Whether what is counted stands behind its cue (制发行政规范性文件4件), and nothing is done to it before (对制发规范性文件4件…)."""
    stem = words.removesuffix(next((word for word in ("共计", "共有", "共") if words.endswith(word)), ""))
    for reading in found:
        for noun in reading.after if reading.noun else ():
            verb = stem.removesuffix(noun).removesuffix("行政").removesuffix("的")
            if stem.endswith(noun) and verb.endswith(reading.cues):
                cue = next(cue for cue in reading.cues if verb.endswith(cue))
                if not says_any(TREATED, verb.removesuffix(cue)):
                    return True
    return False


def _is_whole(
    paragraph: Quantities, index: int, words: str, rest: str, spoken: Spoken, heading: str, within: bool
) -> bool:
    """Whether a number is of all requests: none is named in part, by channel or time, and nothing else is what is counted."""
    if says_any(spoken.narrower, telling(words, spoken)):
        return False
    item = paragraph.items[index]
    if not within and "其中" in paragraph.text[paragraph.passage.clause_at(item.start)[0] : item.start]:
        return False
    noun = before_first(TAIL_NOUN_ENDS, paragraph.tail(index))
    if noun and (not rest or item.unit in ANY_UNIT) and not any(word in noun for word in spoken.subject):
        return False
    if rest:
        return any(word in rest for word in spoken.subject) and rest.endswith(ENDS)
    return bool(noun) or _speaks_of(paragraph, index, spoken, heading)


def _between(words: str) -> str:
    """Return the words between a cue and the number without those that say nothing at their ends."""
    while words.startswith(BETWEEN_BEGINS):
        words = words.removeprefix(next(word for word in BETWEEN_BEGINS if words.startswith(word)))
    while words.endswith(BETWEEN_ENDS):
        words = words.removesuffix(next(word for word in BETWEEN_ENDS if words.endswith(word)))
    return words


def _speaks_of(paragraph: Quantities, index: int, spoken: Spoken, heading: str) -> bool:
    """Whether the paragraph, or the heading above it, speaks of the table's subject last before the number."""
    item = paragraph.items[index]
    start, end = max(0, item.start - FARTHEST), paragraph.passage.clause_at(item.end - 1)[1]
    return speaks_of(paragraph.text[start:end], spoken, heading)


def speaks_of(words: str, spoken: Spoken, heading: str) -> bool:
    """Whether the subject of a table is what words speak of last, or the heading where they speak of no other."""
    last = max((words.rfind(word) for word in spoken.subject), default=-1)
    if last < 0 and not says_any(spoken.subject, heading):
        return False
    return not says_any(spoken.others, words[max(last, 0) :])


def without_ignored(words: str, spoken: Spoken) -> str:
    """Return words without those that say nothing of the table."""
    return re.sub(spoken.ignore, "", words) if says_any(spoken.ignored, words) else words


def _stated(paragraph: Quantities, index: int, read: tuple[str, list[Reading]], speech: Speech) -> Stated:
    lead, readings = read
    item = paragraph.items[index]
    if len(readings) > 1 and all(reading.part for reading in readings):
        meanings: list[Meaning] = [tuple(reading.means[0] for reading in readings)]
    else:
        around = paragraph.text[max(0, item.start - CLOSE) : item.end + CLOSE]
        sums = [one for reading in readings for one in reading.means]
        if says_any(INCLUDING, around) or (speech.year is not None and f"含{speech.year - 1}年" in around):
            sums += [one for reading in readings for one in reading.including]
        meanings = [(one,) for i, one in enumerate(sums) if one not in sums[:i]]
    return Stated(paragraph, index, lead, tuple(readings), meanings, speech)


def worth_of(table: TableFigures, meaning: Meaning, number: Number | None = None) -> Worth | None:
    """Return what a meaning is worth in a table; None where nothing is printed there, or something that is no figure.

    Where a `number` is what is printed, nothing more is worked out.
    """
    values = []
    for first in (_printed, _worked_out):
        total: Value = 0
        told = False
        for one in meaning:
            for row in one.rows:
                for column in one.columns:
                    value = first(table, row.at, column.at)
                    if value is UNREADABLE:
                        return None
                    told = told or value is not None
                    total += row.factor * column.factor * (value or 0)
        if not told:
            return None
        values.append(total)
        if total == number:
            break
    one = meaning[0]
    name = "＋".join(one.name for one in meaning)
    return Worth(name, tuple(dict.fromkeys(values)), table, (one.rows[0].at, one.columns[0].at))


UNREADABLE = -1
"""Stands for a cell that is absent or holds no figure; no figure is negative where readings look."""


def _printed(table: TableFigures, row: int, column: int) -> Value | None:
    """The figure printed in a cell; worked out where the cell is blank, None where that is blank too."""
    value = table.values[row][column]
    if value is None or value < 0:
        return UNREADABLE
    return value if (row, column) not in table.blank else _computed(table, row, column)


def _worked_out(table: TableFigures, row: int, column: int) -> Value | None:
    """The figure worked out from its parts, or the printed one where it has none."""
    computed = _computed(table, row, column)
    return _printed(table, row, column) if computed is None else computed


def _computed(table: TableFigures, row: int, column: int) -> Value | None:
    """The sum that an equation of the table says a figure is; None where it has no parts or all are blank."""
    for equation in table.format.equations:
        if equation.operator != "=" or len(equation.left) != 1:
            continue
        at = equation.left[0].at
        if (equation.each == "row" and at == column) or (equation.each == "column" and at == row):
            places: Callable[[int], tuple[int, int]] = (
                (lambda part: (row, part)) if equation.each == "row" else (lambda part: (part, column))
            )
            return _sum(table, equation.right, places)
    return None


def _sum(table: TableFigures, side: Side, place: Callable[[int], tuple[int, int]]) -> Value | None:
    total: Value = 0
    told = False
    for term in side:
        row, column = place(term.at)
        value = table.values[row][column]
        if value is None:
            return None
        told = told or (row, column) not in table.blank
        total += term.factor * value
    return total if told else None
