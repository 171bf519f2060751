"""Numbers in the text that a table holds too, with every figure they may mean. A fact: ask for it with `report.fact(stated_figures)`.

What words mean which figures is told by the edition (`readings` beside its tables). A number is left alone where its words, its scope or its year make it another
population than the table's: one body of an area, what was put on file, one channel, one quarter, last year.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from gouji.report import Section
from gouji_rules.facts.clauses import before_first, says_any
from gouji_rules.facts.figures import figures
from gouji_rules.facts.quantities import Scope, quantities

if TYPE_CHECKING:
    from gouji.equations import Side
    from gouji.readings import Reading, Spoken, Sum
    from gouji.report import Cell, Node, Report
    from gouji_rules.facts.figures import TableFigures, Value
    from gouji_rules.facts.quantities import Number, Quantities, Quantity

UNITS = frozenset("件宗起例条份项个封笔单次部篇") | {""}
OTHER_TIME = (
    "上年", "上一年", "去年", "前年", "同期", "往年", "历年", "以来", "近两年", "近三年", "近四年", "近五年", "一年来", "二年来", "三年来", "四年来", "五年来", "十二五", "十三五", "十四五", "十五五",
    "较", "比", "增加", "减少", "增长", "下降", "多出", "目标", "计划", "不少于",
)  # fmt: skip
ANOTHER_YEAR = r"(?<!\d)((?:19|20)\d{2})\s?年"
INCLUDING = ("含上", "含结转", "包括上", "连同", "加上", "包含上")
EACH = ("各", "均", "均为", "各为")
BETWEEN = r"^(?:了|的|共计|总计|合计|共|计|为|约|数|数量|总数|总量|件数|有|：|:|及|并|和|、|,|，|全年|本年度?|一共)+|(?:共计|总计|合计|共|计|为|有|：|:|数量为?|总数|总量|件数|的|了|各|达|达到|数)+$"
BEHIND = (
    r"^(?:申请|案件|均|被|已|依法|为|属于?|系|是|按规定|予|作|作出|结果|因|按照《[^》]{1,20}》|按规定|需|在|、|的){0,4}"
)
ITSELF = r"(?:政府信息公开|信息公开|政府信息|依申请公开|申请|案件|事项|答复|办理|继续|决定|结果|情况|数量|的)"
ENDS = ("申请", "公开", "案件", "事项", "件", "数", "量", "信息", "答复", "诉求")
MOST_BETWEEN = 4
TOO_BEFORE = r"[（(](?:含|包括|包含)([^（()）]{1,14})[）)]\s*$"
TOO_BEHIND = r"\s*[（(](?:含|包括|包含)([^（()）]{1,14})[）)]"
TREATED = ("对", "将", "把", "就", "为", "公开", "公布", "解读", "备案", "报送", "清理", "审查", "起草", "参与", "名义")
COUNT = "[0-9０-９一二三四五六七八九十百千]{1,6}"
DOCUMENTS = rf"(?:公文|文件|发文)(?:类?信息|数量|总数|总量|总计|共计|合计|共|计|为)*{COUNT}[件份个]"
DOCUMENT_KINDS = (rf"主动公开(?:的)?{COUNT}", rf"依申请公开(?:的)?{COUNT}")
"""A document is itself to be made public, on request, or not at all."""
FARTHEST = 300
CLOSE = 40

Meaning: TypeAlias = "tuple[Sum, ...]"
"""Sums that are added up."""


class Worth(NamedTuple):
    """A meaning with the values it has in the table: as printed, and as worked out from the parts where that differs."""

    name: str
    values: tuple[Value, ...]
    cell: Cell | None


class Stated(NamedTuple):
    """A number in the text, the readings its words allow and what they are worth; `worth` is empty where no table tells."""

    quantities: Quantities
    at: int
    words: str
    readings: tuple[Reading, ...]
    worth: tuple[Worth, ...]

    @property
    def quantity(self) -> Quantity:
        """The number itself."""
        return self.quantities.items[self.at]

    @property
    def differs(self) -> bool:
        """Whether the table has figures for the number and it is none of them, within the places it was printed with."""
        number = self.quantity
        low, high = number.value - number.slack, number.value + number.slack
        return bool(self.worth) and not any(low <= value <= high for worth in self.worth for value in worth.values)

    def is_read_as(self, *keys: str) -> bool:
        """Whether one of these readings is among its own."""
        return any(reading.key in keys for reading in self.readings)


class Speech(NamedTuple):
    """One table's readings and claims, with its figures where the report has the table."""

    spoken: Spoken
    cues: str
    figures: TableFigures | None
    year: int | None
    alike: Mapping[str, Sequence[Reading]]
    """The readings that share the cues of each, by key."""


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
            cues = "|".join(f"(?P<{reading.key}>{reading.cues})" for reading in form.spoken.readings)
            # Of a table that stands twice neither is known to be meant.
            only = tables[0] if len(tables) == 1 else None
            readings = form.spoken.readings
            alike = {one.key: [other for other in readings if other.cues == one.cues] for one in readings}
            found.append(Speech(form.spoken, in_year(cues, report.year), only, report.year, alike))
    return tuple(found)


def in_year(pattern: str, year: int | None) -> str:
    """Return a pattern with the years before and after the report's in the place of {last} and {next}."""
    last, following = ("(?!)", "(?!)") if year is None else (str(year - 1), str(year + 1))
    return pattern.replace("{last}", last).replace("{next}", following)


def stated_figures(report: Report) -> tuple[Stated, ...]:
    """Return the numbers in the text that a table holds too, in document order of paragraphs and table by table."""
    return tuple(_gather(report))


def _gather(report: Report) -> Iterator[Stated]:
    area = is_on_area(report)
    for paragraph in report.fact(quantities):
        heading = heading_over(paragraph.node)
        for speech in report.fact(speeches):
            where = speech.spoken.where
            if not any(word in paragraph.text or word in heading for word in where):
                continue
            for index, quantity in enumerate(paragraph.items):
                if quantity.is_count and quantity.unit in UNITS:
                    read = _read(paragraph, index, speech, heading)
                    if read is not None and _is_ours(paragraph, index, area):
                        yield _stated(paragraph, index, read, speech)


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
    words = _without(spoken.ignore, lead)
    found = _cued(words, speech)
    whole = [reading for reading in found if not (reading.part or reading.decides or reading.after)]
    if not found:
        tail = _without(spoken.ignore, before_first("，。；、,;（(", paragraph.tail(index)))
        begun = re.match(BEHIND, tail)
        behind = tail[begun.end() if begun else 0 :]
        found = [reading for reading in _cued(behind, speech) if reading.behind and _begins(behind, reading, speech)]
        words += tail
    if not found or not _may_mean(paragraph, index, words, found, speech):
        return None
    if all(reading.part for reading in found):
        if _is_of_documents(paragraph, index):
            return None
        found += [reading for reading in _counted_in(paragraph, index, speech) if reading not in found]
    found = _composed(paragraph, index, words, found)
    if (
        found
        and whole
        and found[0] in whole
        and not _is_whole(paragraph, index, words, speech, heading, all(reading.within for reading in found))
    ):
        return None
    if found and not whole and not _names_after(words, found) and _is_another(_rest(words, speech.cues)):
        return None
    if found and not whole and spoken.subject and not _speaks_of(paragraph, index, spoken, heading):
        return None
    return (lead, found) if found else None


def _cued(words: str, speech: Speech) -> list[Reading]:
    """Return the readings whose cues stand in the words, in their order there."""
    keys = dict.fromkeys(match.lastgroup for match in re.finditer(speech.cues, words)) if words else {}
    # Readings with the same cues (维持 of a review, 维持 of a suit) are told apart by what was named before.
    return [reading for key in keys if key is not None for reading in speech.alike[key]]


def _counted_in(paragraph: Quantities, index: int, speech: Speech) -> list[Reading]:
    """Return the parts that a bracket beside a number says it holds too: 予以公开（含部分公开）34件."""
    item, text = paragraph.items[index], paragraph.text
    before = re.search(TOO_BEFORE, text[max(0, item.start - CLOSE) : item.start])
    bracket = before or re.match(TOO_BEHIND, text[item.end : item.end + CLOSE])
    return [] if bracket is None else [reading for reading in _cued(bracket[1], speech) if reading.part]


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
    return re.match(in_year(reading.cues, speech.year), words) is not None


def _may_mean(paragraph: Quantities, index: int, words: str, found: Sequence[Reading], speech: Speech) -> bool:
    """Whether nothing around the cue makes the number another matter's, another time's, or a part of the figure."""
    spoken = speech.spoken
    if spoken.unlike and re.search(spoken.unlike, words):
        return False
    if (words.endswith(EACH) or "每" in words) and paragraph.items[index].value:
        return False
    item = paragraph.items[index]
    if any(reading.noun for reading in found) and re.search(
        spoken.unlike, paragraph.text[paragraph.period(item.start)[0] : item.start]
    ):
        return False
    if spoken.narrower and any(reading.noun for reading in found) and re.search(spoken.narrower, words):
        return False
    if any(reading.unless and _is_narrowed(words, reading.unless) for reading in found):
        return False
    if any(reading.decides and not reading.after for reading in found):
        return True
    clause = paragraph.passage.clause_at(paragraph.items[index].start)
    around = paragraph.text[clause[0] : paragraph.items[index].start]
    if says_any(OTHER_TIME, words):
        return False
    return all(int(year[1]) == speech.year for year in re.finditer(ANOTHER_YEAR, around))


def _is_narrowed(words: str, unless: str) -> bool:
    """Whether a word leaves a part of what the cue says; 等 after it opens the list again (因不掌握等原因无法提供)."""
    match = re.search(unless, words)
    return match is not None and "等" not in words[match.end() :]


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
    item = paragraph.items[index]
    before = paragraph.text[paragraph.period(item.start)[0] : item.start]
    reading = next(reading for reading in found if reading.after)
    if len({match.group() for match in re.finditer(reading.among, words)}) > 1:
        return
    last = ""
    for match in re.finditer(reading.among, before + (words if re.search(reading.after, words) else "")):
        last = match.group()
    for reading in found:
        if last and reading.after and re.fullmatch(reading.after.split("(?")[0], last):
            rest = _rest(words, reading.cues)
            if not reading.noun or not rest or re.search(reading.after, rest) or not re.search(reading.cues, words):
                yield reading


def _is_another(rest: str) -> bool:
    """Whether the words between a cue and the number name another thing than the cue does."""
    return "、" in rest or len(re.sub(ITSELF, "", rest)) > MOST_BETWEEN


def _names_after(words: str, found: Sequence[Reading]) -> bool:
    """Whether what is counted stands behind its cue (制发行政规范性文件4件), and nothing is done to it before (对制发规范性文件4件…)."""
    for reading in found:
        if reading.noun and reading.after:
            match = re.search(rf"(?:{reading.cues})(?:行政)?(?:{reading.after})(?:共|共计|共有)?$", words)
            if match is not None and not says_any(TREATED, words[: match.start()]):
                return True
    return False


def _is_whole(paragraph: Quantities, index: int, words: str, speech: Speech, heading: str, within: bool) -> bool:
    """Whether a number is of all requests: none is named in part, by channel or time, and nothing else is what is counted."""
    spoken = speech.spoken
    if spoken.narrower and re.search(spoken.narrower, words):
        return False
    clause = paragraph.passage.clause_at(paragraph.items[index].start)
    if not within and "其中" in paragraph.text[clause[0] : paragraph.items[index].start]:
        return False
    rest = _rest(words, speech.cues)
    if rest:
        return any(word in rest for word in spoken.subject) and rest.endswith(ENDS)
    noun = re.split(r"[，。；、,;（(）)\s]|的|均|已|全部|并|予以|按", paragraph.tail(index))[0]
    if noun and not any(word in noun for word in spoken.subject):
        return False
    return bool(noun) or _speaks_of(paragraph, index, spoken, heading)


def _rest(words: str, cues: str) -> str:
    """Return the words between the last cue and the number, without those that say nothing."""
    end = 0
    for match in re.finditer(cues, words):
        end = match.end()
    rest, shorter = words[end:], ""
    while rest != shorter:
        shorter, rest = rest, re.sub(BETWEEN, "", rest)
    return rest


def _speaks_of(paragraph: Quantities, index: int, spoken: Spoken, heading: str) -> bool:
    """Whether the paragraph, or the heading above it, speaks of the table's subject last before the number."""
    item = paragraph.items[index]
    start, end = max(0, item.start - FARTHEST), paragraph.passage.clause_at(item.end - 1)[1]
    return speaks_of(paragraph.text[start:end], spoken, heading)


def speaks_of(words: str, spoken: Spoken, heading: str) -> bool:
    """Whether the subject of a table is what words speak of last, or the heading where they speak of no other."""
    last = max((words.rfind(word) for word in spoken.subject), default=-1)
    if last < 0:
        named = any(word in heading for word in spoken.subject)
        return named and not any(word in words for word in spoken.others)
    after = words[last:]
    return not any(word in after for word in spoken.others)


def _without(pattern: str, words: str) -> str:
    return re.sub(pattern, "", words) if pattern else words


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
        meanings = [(one,) for one in dict.fromkeys(sums)]
    table = speech.figures
    worth = (
        ()
        if table is None
        else tuple(w for meaning in meanings if (w := worth_of(table, meaning, item.value)) is not None)
    )
    return Stated(paragraph, index, lead, tuple(readings), worth)


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
    return Worth(name, tuple(dict.fromkeys(values)), table.cell(one.rows[0].at, one.columns[0].at))


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
