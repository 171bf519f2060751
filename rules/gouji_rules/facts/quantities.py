"""Every quantity a report states in its text: value, unit, precision, what it counts and whose it is. A fact: ask for it with `report.fact(quantities)`.

Years, dates, document numbers, telephone numbers, ordinals and names (“1+X”, 一网通办) are no quantities. What needs the words around a quantity is worked out when
asked for, since most rules look at few of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from typing import TYPE_CHECKING

from gouji.cached import cached_property
from gouji.named_tuple import NamedTuple
from gouji_rules.facts import quantity_cues as cue
from gouji_rules.facts.clauses import after_last, before_first, is_chinese, passages, says_any
from gouji_rules.facts.quantity_forms import PERCENT, Number, Quantity, may_state, printed_quantities

if TYPE_CHECKING:
    from gouji.report import Paragraph, Report, Span, Text
    from gouji_rules.facts.clauses import Passage

__all__ = ["Number", "Quantities", "Quantity", "Scope", "quantities", "states_percentage"]

PERIODS = "。！？\n"
_FARTHEST = 60
"""How many characters before and after a quantity are looked at: a longer clause is damaged or hostile text."""

LONGEST_SENTENCE = 1_000
"""What stands farther before a claim tells nothing of it."""

LONGEST_BRACKET = 300
"""How far before and after a word the marks of its bracket are looked for."""

MOST_MARKS = 40
"""How many bodies before a number are looked at for the one whose it is."""


class Scope(Enum):
    """Whose figures they are."""

    OWN = "own"
    AREA = "area"
    """All organs of an area or a system (全市, 各级)."""
    BODY = "body"
    """One named organ or level that is not the reporting one."""
    FILED = "filed"
    """What was put on file (备案): another population than the tables count."""


class Quantities:
    """The quantities of one paragraph, in order, with the words around them. They are read when they are first asked for."""

    def __init__(self, node: Paragraph, passage: Callable[[Text], Passage], agency: str) -> None:
        self.node = node
        self.text = node.value
        self._passage = passage
        self.agency = agency
        self._leads: dict[int, str] = {}
        self._owns: dict[int, str] = {}
        self._marks: dict[int, list[ScopeMark]] = {}

    @cached_property
    def items(self) -> list[Quantity]:
        """The quantities themselves."""
        return printed_quantities(self.text)

    @cached_property
    def passage(self) -> Passage:
        """The paragraph cut into sentences and clauses."""
        return self._passage(self.node)

    @cached_property
    def squeezed(self) -> str:
        """The text without blanks, to look for words in."""
        return "".join(self.text.split())

    @cached_property
    def _starts(self) -> list[int]:
        return [item.start for item in self.items]

    @cached_property
    def _ends(self) -> list[int]:
        """Where the periods end, the end of the text last."""
        text = self.text
        return [*(end - 1 for end in self.passage.clause_ends if text[end - 1] in PERIODS), len(text)]

    def __iter__(self) -> Iterator[Quantity]:
        return iter(self.items)

    def span(self, quantity: Quantity) -> Span:
        """The span of a quantity."""
        return self.node.span(quantity.start, quantity.end)

    def between(self, start: int, end: int) -> list[Quantity]:
        """The quantities that begin between two offsets."""
        return self.items[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def period(self, offset: int) -> tuple[int, int]:
        """Start and end of the sentence at an offset where ； does not end one: lists are often written with it."""
        ends = self._ends
        index = bisect_left(ends, offset)
        return (ends[index - 1] + 1 if index else 0), ends[index] if index < len(ends) else ends[-1]

    @cached_property
    def periods(self) -> list[range]:
        """The indexes of the quantities of each sentence, in order."""
        found = []
        first, starts = 0, self._starts
        for end in self._ends:
            last = bisect_left(starts, end, first)
            if last > first:
                found.append(range(first, last))
            first = last
        return found

    def own(self, index: int) -> str:
        """The words between a quantity and the last mark before it, or the quantity before it, in its sentence, without blanks."""
        if index not in self._owns:
            start = self.period(self.items[index].start)[0]
            if index and self.items[index - 1].start >= start:
                start = self.items[index - 1].end
            self._owns[index] = after_last(
                "，,、；;：:（(）)", "".join(self.text[start : self.items[index].start].split())
            )
        return self._owns[index]

    def clause(self, quantity: Quantity) -> tuple[int, int]:
        """Start and end of the clause that holds a quantity."""
        passage = self.passage
        start, end = passage.clause_at(quantity.start)
        return start, end if quantity.end <= end else passage.clause_at(quantity.end - 1)[1]

    def lead(self, index: int) -> str:
        """The words of the clause before a quantity, from the one before it, without blanks and closed brackets."""
        if index not in self._leads:
            self._leads[index] = self._lead(index)
        return self._leads[index]

    def _lead(self, index: int) -> str:
        item = self.items[index]
        start = max(self.passage.clause_at(item.start)[0], item.start - _FARTHEST)
        if index and self.items[index - 1].end > start:
            start = self.items[index - 1].end
            # What follows a number directly belongs to it: 53个部门、20家单位.
            words = self.text[start : item.start]
            attached = len(before_first("，；、()（）", words))
            start += attached + 1 if words[attached : attached + 1] in {"、", "）", ")"} else 0
        return _words(self.text[start : item.start])

    def tail(self, index: int) -> str:
        """The words of the clause after a quantity, up to the next one, without blanks."""
        item = self.items[index]
        end = min(self.passage.clause_at(item.end - 1)[1], item.end + _FARTHEST)
        if index + 1 < len(self.items) and self.items[index + 1].start < end:
            end = self.items[index + 1].start
        return "".join(self.text[item.end : end].split())

    def counted(self, index: int) -> str:
        """What a quantity counts, as near to the printed words as can be told; empty where nothing is named.

        The object of the verb before the number, or the noun after it, or what the quantity before it counts.
        """
        sentence = self.passage.sentence_at(self.items[index].start)
        if self.lead(index).endswith(cue.SUMMED):
            first = self.between(*self.period(self.items[index].start))[0]
            at = self.items.index(first)
            return self._named(index)[0] or (self.counted(at) if at != index else "")
        words = ""
        for at in range(index, -1, -1):
            if at != index and self.items[at].start < sentence[0]:
                break
            named, otherwise = self._named(at)
            if named:
                return named
            words = words or otherwise
        return words

    def _named(self, index: int) -> tuple[str, str]:
        """What a quantity's own words say it counts, and the words it falls back to where they say nothing."""
        item, lead, tail = self.items[index], self.lead(index), self.tail(index)
        own = self.shared_out(index) if not lead or lead.endswith(cue.SHARED_OUT) else ""
        if own:
            return own, lead
        noun = _noun_after(tail)
        joined = index and self.items[index - 1].end == self._lead_start(index)
        if tail.startswith(cue.SERVING_DAYS) or (noun and lead.endswith(("的", "与", "和", "及"))):
            return noun, lead
        outcome = re.match(cue.OUTCOMES, tail.lstrip("被均为是已"))
        if outcome is not None:
            return outcome.group(), lead
        words, subject = _object(lead, share=item.unit == "%")
        words = re.sub(cue.CAUSED, "", words)
        if re.fullmatch(cue.BODY_NAME, words):
            words = ""
        if item.unit in {"次", "场次"} and not words:
            verb = re.split(r"[，。；、,;]", tail)[0] if re.match(cue.TAIL_IS_VERB, tail) else _bare(lead)
            return noun or verb, lead
        if joined and noun and words == _bare(lead):
            return noun, lead
        return words or noun or subject, _bare(lead)

    def shared_out(self, index: int) -> str:
        """The name that belongs to a quantity of a run led in by 分别为 (甲、乙、丙分别为1件、2件、3件); empty for other quantities."""
        first = index
        while first and not self.lead(first) and self._lead_start(first) < 0:
            first -= 1
        lead = self.lead(first)
        if not lead.endswith(cue.SHARED_OUT):
            return ""
        names = re.split(r"[、和与及]", _bare(lead))
        last = first + 1
        while last < len(self.items) and not self.lead(last) and self.items[last].unit == self.items[first].unit:
            last += 1
        return names[index - first] if len(names) == last - first and index < last else ""

    def _lead_start(self, index: int) -> int:
        """Where the words before a quantity begin, where nothing separates them from the quantity before; else -1."""
        previous = self.items[index - 1].end
        return -1 if re.search(r"[，。；、：,;:（()）]", self.text[previous : self.items[index].start]) else previous

    def scope(self, index: int) -> Scope:
        """Whose figure a quantity is, by the words of its sentence before it."""
        return self.scope_at(self.items[index].start)

    def scope_at(self, offset: int) -> Scope:
        """Whose doings the words at an offset tell of."""
        start, end = self.passage.sentence_at(offset)
        if start not in self._marks:
            self._marks[start] = _scope_marks(self.text, start, end, self.agency)
        return _scope_by(self._marks[start], self.text, self.passage, offset)


class ScopeMark(NamedTuple):
    """Words that tell whose doings follow; of those in brackets, where the brackets close."""

    at: int
    scope: Scope
    closed: int


def scope_at(passage: Passage, offset: int, agency: str) -> Scope:
    """Return whose doings the words at an offset tell of, by what their sentence names before them."""
    text = passage.node.value
    start, end = passage.sentence_at(offset)
    start, end = max(start, offset - LONGEST_SENTENCE), min(end, offset + _FARTHEST)
    return _scope_by(_scope_marks(text, start, end, agency), text, passage, offset)


def _scope_by(marks: Sequence[ScopeMark], text: str, passage: Passage, offset: int) -> Scope:
    if cue.FILED in text[passage.clause_at(offset)[0] : offset]:
        return Scope.FILED
    last = bisect_right(marks, offset, key=lambda mark: mark.at)
    for mark in reversed(marks[max(0, last - MOST_MARKS) : last]):
        # What stands in brackets speaks for itself only.
        if mark.closed >= offset:
            return mark.scope
    return Scope.OWN


def _scope_marks(text: str, start: int, end: int, agency: str) -> list[ScopeMark]:
    """Return the words of a sentence that name an area or a body, in order."""
    sentence = text[start:end]
    found = [(start + at, Scope.AREA) for at in _areas(sentence)]
    # The pattern takes long to compile, and 政府信息 names no body.
    if says_any(cue.ORGAN_ENDS, sentence.replace("政府信息", "")):
        for match in re.compile(cue.BODY).finditer(text, start, end):
            body = match["body"]
            if not body.startswith(cue.OWN) and all(map(is_chinese, body)):
                found.append((match.end("body"), Scope.OWN if is_own(body, agency) else Scope.BODY))
    return [
        ScopeMark(at, scope, _closes(text, start, at, end)) for at, scope in sorted(found, key=lambda pair: pair[0])
    ]


def _areas(sentence: str) -> Iterator[int]:
    """Yield where words for all organs of an area stand."""
    for owner in "全我本":
        for at in places(owner, sentence):
            if sentence[at + 1 : at + 2] in cue.ALL_OF and (owner == "全" or _is_area(sentence, at)):
                yield at
    for word in cue.AREAS:
        yield from places(word, sentence)


def _is_area(sentence: str, owner: int) -> bool:
    """Whether 我市 and the like mean the area, and not an organ (我市局) or the country (我国)."""
    return sentence[owner + 1] not in "国系" and sentence[owner + 2 : owner + 3] not in cue.ORGAN_OF


def _closes(text: str, start: int, at: int, end: int) -> int:
    """Return where the bracket closes that an offset stands in, or the end where it stands in none."""
    first, last = max(start, at - LONGEST_BRACKET), min(end, at + LONGEST_BRACKET)
    opened = max(text.rfind("（", first, at), text.rfind("(", first, at))
    if opened < max(text.rfind("）", first, at), text.rfind(")", first, at), first):
        return end
    closes = [close for mark in "）)" if (close := text.find(mark, at, last)) >= 0]
    return min(closes, default=end)


def is_own(body: str, agency: str) -> bool:
    """Whether a body named in the text is the reporting one, by its whole name or the end of it."""
    if re.fullmatch(cue.GOVERNMENT, body) and agency.endswith("政府"):
        # In a report that sums up an area the government's own share of it is meant, or everything; nobody can tell.
        return False
    name, body = (name.replace("人民", "").removesuffix("办事处") for name in (agency, body))
    return bool(name) and (name.endswith(body) or body.endswith(name))


def places(mark: str, text: str) -> Iterator[int]:
    """Yield where a mark or word stands in a text."""
    at = text.find(mark)
    while at >= 0:
        yield at
        at = text.find(mark, at + 1)


def quantities(report: Report) -> tuple[Quantities, ...]:
    """Return the quantities of every paragraph that may have any, in document order. Headings and tables are not read."""
    cut, agency = report.fact(passages), report.agency.name
    return tuple([Quantities(node, cut, agency) for node in report.paragraphs() if may_state(node.value)])


def states_percentage(text: str) -> bool:
    """Whether a percentage may stand in a text, in any form."""
    if says_any(_PERCENTAGES, text):
        return True
    return "成" in text and any(piece.rstrip()[-1:] in _BEFORE_TENTHS for piece in text.split("成")[:-1])


_PERCENTAGES = (*PERCENT, "百分之")
_BEFORE_TENTHS = cue.DIGITS | {*cue.HAN, *"万亿", *cue.ABOUT_BETWEEN}


def _words(words: str) -> str:
    """Return words without blanks and closed brackets, and what stands before an open bracket."""
    words = "".join(words.split())
    if "（" in words or "(" in words or "）" in words or ")" in words:
        words = re.sub(r"[（(][^（()）]*[）)]", "", words)
        words = re.split(r"[（(]", words)[-1]
        words = re.split(r"[）)]", words)[-1] or words
    return words.strip("，。；、,;：:）)“”")


def _bare(lead: str) -> str:
    """Return a lead without the connectives, times and owners it begins with and the verbs of being it ends with."""
    words = _trimmed(lead)
    match = re.match(rf"(?:{cue.LEAD_WORDS}|[12]\d{{3}}年度?)+", words)
    return (words[match.end() :] if match else words) or ""


def _trimmed(words: str) -> str:
    shorter = True
    while shorter:
        shorter = False
        for ending in (*cue.ABOUT_BEFORE, *cue.TRAILING):
            if ending != "上" and words.endswith(ending):
                words = words[: -len(ending)].rstrip("，、：:（(")
                shorter = True
                break
    return words


def _object(lead: str, share: bool) -> tuple[str, str]:
    """Return the noun of a lead that a number counts, the object of its last verb, and the subject of a verb without one.

    In a `share` what stands before 占 is counted, otherwise what stands after it.
    """
    words = _bare(lead)
    words = words[:-1] if words.endswith("中") else words
    if re.fullmatch(cue.MARKER, words):
        return "", ""
    hidden = words
    for name in cue.NAMES:
        hidden = hidden.replace(name, "名" * len(name))
    part, occupies, whole = hidden.partition("占")
    if occupies and part:
        return (words[: len(part)], "") if share else (words[-len(whole) :] if whole else "", "")
    changed = re.search(rf"(?:{cue.THAN})?{cue.CHANGED}$", hidden)
    if changed is not None:
        alone = changed.start() == 0 and re.fullmatch(r"(?:同比|环比)?[^较比至到为]{2}", words)
        return words[: changed.start()] or (words if alone else ""), ""
    acts = list(re.finditer(rf"{cue.ACTS}(?!{cue.NOT_AN_ACT})", hidden))
    if not acts:
        return words, ""
    noun = words[acts[-1].end() :].lstrip("了的：:")
    if noun:
        return _bare(noun), ""
    begin = acts[-1].start()
    while len(acts) > 1 and acts[-2].end() == begin:
        acts.pop()
        begin = acts[-1].start()
    subject = re.split(r"向|对|为|给|通过|由|按|免费", words[:begin])[0]
    subject = "" if re.fullmatch(rf"(?:{cue.LEAD_WORDS})*", subject) or re.fullmatch(cue.MARKER, subject) else subject
    return "", subject


def _noun_after(tail: str) -> str:
    """Return the noun that begins the words after a number: 重大行政决策事项 of 重大行政决策事项，全部…"""
    words = tail.lstrip("，为是系属") if tail[:1] in {"为", "是", "系"} else tail
    if re.match(cue.TAIL_IS_VERB, words) and not words.startswith("公开栏"):
        return ""
    match = re.search(cue.TAIL_ENDS, words)
    noun = words[: match.start()] if match else words
    act = re.search(rf"{cue.ACTS}(?!{cue.NOT_AN_ACT})", noun)
    if act is not None and act.start() >= 2:
        noun = noun[: act.start()]
    elif act is not None:
        return ""
    return noun.rstrip("和与及、")[:20]
