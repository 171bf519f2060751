"""Why a number that none of its readings explains may yet be right. Asked only of numbers that are about to be reported.

The words before a number and its cue are read the same way for every number of every report. What is said around them takes longer to see, and matters only where number and
table disagree: a neighbour that makes up the rest, another kind of application, another cause, a part told by the same word as its whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gouji_rules.facts import doubt_cues as cue
from gouji_rules.facts.clauses import before_first, is_chinese, says_any
from gouji_rules.facts.quantities import is_own
from gouji_rules.facts.stated_figures import FARTHEST, TAIL_NOUN_ENDS, cued, without_ignored

if TYPE_CHECKING:
    from gouji.readings import Reading
    from gouji_rules.facts.quantities import Quantity
    from gouji_rules.facts.stated_figures import Speech, Stated

RECEIVED = ("new_received", "received")
LONGEST_BRACKET = 40
MOST_NEIGHBOURS = 8
LONGEST_KIND = 16


def is_doubtful(stated: Stated) -> bool:
    """Whether something around a number lets it be another figure than its readings say."""
    return (
        _has_a_reason(stated)
        or _has_a_nearer_cue(stated)
        or _is_said_again(stated)
        or is_of_another_application(stated)
        or _has_another_cause(stated)
        or _is_in_a_longer_time(stated)
        or _is_of_another_time(stated)
        or _is_of_many_years(stated)
        or _goes_on_with_another_time(stated)
        or _is_a_change(stated)
        or _is_a_bodys(stated)
        or _is_before_screening(stated)
        or _counts_others_too(stated)
        or _adds_up(stated)
    )


def _has_a_reason(stated: Stated) -> bool:
    """Whether a bracket between the cue and the number tells of one reason only: 不予公开（属于过程性信息）3件."""
    before = stated.quantities.text[max(0, stated.quantity.start - LONGEST_BRACKET) : stated.quantity.start].rstrip()
    if not before.endswith(("）", ")")) or not any(reading.part for reading in stated.readings):
        return False
    inside = before[max(before.rfind("（"), before.rfind("(")) + 1 : -1].strip()
    if inside.startswith(cue.TOO):
        return False
    return inside.startswith(cue.REASONS) or any(says_any(reading.unless, inside) for reading in stated.readings)


def _has_a_nearer_cue(stated: Stated) -> bool:
    """Whether the number is of what was received, and what decided was only named before: 扣除上年结转后新收33件."""
    if not stated.readings[0].decides or stated.readings[0].after:
        return False
    found = _cues(stated, stated.at)
    return bool(found) and found[-1].key in RECEIVED


def _is_said_again(stated: Stated) -> bool:
    """Whether the same words told of the whole before 其中: 行政复议13件，其中以县政府为被申请人的行政复议5件."""
    text, start = stated.quantities.text, stated.quantity.start
    first, _ = stated.quantities.passage.sentence_at(start)
    divided = text.rfind("其中", max(first, start - FARTHEST), start)
    if divided < 0 or _names_the_subject(stated, text[divided:start]):
        return False
    keys = {reading.key for reading in stated.readings}
    return any(
        first <= stated.quantities.items[at].start < divided
        and any(reading.key in keys for reading in _cues(stated, at))
        for at in range(max(0, stated.at - MOST_NEIGHBOURS), stated.at)
    )


def _names_the_subject(stated: Stated, words: str) -> bool:
    """Whether words narrow a matter of any kind to what the table is about: 其中政府信息公开类."""
    return says_any(cue.SUITS, stated.words) and says_any(stated.speech.spoken.subject, words)


def is_of_another_application(stated: Stated) -> bool:
    """Whether the application spoken of last is of another kind than one for information: 法律援助申请."""
    spoken = stated.speech.spoken
    if len(spoken.subject) != 1 or not spoken.others:
        return False
    before = stated.quantities.text[max(0, stated.quantity.start - FARTHEST) : stated.quantity.end]
    behind = before_first(TAIL_NOUN_ENDS, stated.quantities.tail(stated.at))
    words = without_ignored("".join(before.split()) + behind, spoken)
    at = words.rfind(spoken.subject[0])
    return at >= 0 and _is_another_kind(words, at, stated.speech)


def speaks_of_another_application(words: str, speech: Speech) -> bool:
    """Whether the application that words speak of last is of another kind than one for information: 行政审批申请312件，均已办结."""
    spoken = speech.spoken
    if len(spoken.subject) != 1 or not spoken.others:
        return False
    words = without_ignored(words, spoken)
    at = words.rfind(spoken.subject[0])
    return at >= 0 and _is_another_kind(words, at, speech)


def _is_another_kind(words: str, at: int, speech: Speech) -> bool:
    spoken = speech.spoken
    before, behind = words[max(0, at - LONGEST_KIND) : at], words[at + len(spoken.subject[0]) :]
    if before.endswith("依"):
        # 依申请政务服务事项 are no requests, 依申请公开 are.
        return behind.startswith(("政务", "办理", "类", "服务", "公开政务服务"))
    for index in range(len(before) - 1, -1, -1):
        if not is_chinese(before[index]):
            before = before[index + 1 :]
            break
    last = max((match.end() for match in re.finditer(speech.cues, before)), default=0)
    before = before[last:]
    for verb in cue.VERBS:
        before = before[before.rfind(verb) + len(verb) :] if verb in before else before
    if says_any(spoken.narrower, before):
        return False
    for word in cue.OF_INFORMATION:
        before = before.replace(word, "")
    return len(before) > 1


def _has_another_cause(stated: Stated) -> bool:
    """Whether reviews or suits are of another cause than openness, or of every cause."""
    if not says_any(cue.SUITS, stated.words):
        return False
    paragraph, item = stated.quantities, stated.quantity
    text, subject = paragraph.text, stated.speech.spoken.subject
    clause = text[max(paragraph.passage.clause_at(item.start)[0], item.start - FARTHEST) : item.start]
    if cue.AS_REVIEWER in text[max(paragraph.passage.sentence_at(item.start)[0], item.start - FARTHEST) : item.start]:
        return True
    cause = re.search(cue.CAUSE, clause)
    if cause is not None and not says_any(cue.OF_OPENNESS, cause["cause"]):
        return True
    behind = text[item.end : min(paragraph.passage.sentence_at(item.end - 1)[1], item.end + FARTHEST)]
    if re.search(cue.UNRELATED, behind) is not None:
        return True
    return not says_any(subject, clause) and (
        re.search(cue.AS_PARTY, clause) is not None or re.search(cue.DIVIDED, behind) is not None
    )


def is_unrelated(words: str) -> bool:
    """Whether words say that what they tell of has nothing to do with openness."""
    return "公开" in words and re.search(cue.UNRELATED, words) is not None


def _is_of_another_time(stated: Stated) -> bool:
    """Whether the clause before that of a number says nothing but that another year is told of: 截至2022年底，累计收到210件."""
    paragraph = stated.quantities
    first, _ = paragraph.passage.clause_at(stated.quantity.start)
    start = max(paragraph.period(stated.quantity.start)[0], first - FARTHEST)
    before = "".join(paragraph.text[start:first].split())
    if not before.endswith(("，", ",")):
        return False
    told = re.search(cue.ONLY_A_TIME, before[:-1])
    if told is None:
        return False
    years = {int(year[0]) for year in re.finditer(r"(?<![0-9])(?:19|20)[0-9]{2}", told[0])}
    return years != {stated.speech.year} if years else True


def _is_of_many_years(stated: Stated) -> bool:
    """Whether a number that is larger than the figure was counted up over years: 累计受理530件, 自2019年以来，共受理184件, 五年共受理184件."""
    paragraph, item = stated.quantities, stated.quantity
    if item.value <= max(value for worth in stated.worth for value in worth.values):
        return False
    sentence = paragraph.text[max(paragraph.period(item.start)[0], item.start - FARTHEST) : item.start]
    if re.search(cue.YEARS_ON, sentence) is not None:
        return True
    before = paragraph.items[stated.at - 1].end if stated.at else 0
    own = paragraph.text[max(paragraph.period(item.start)[0], before, item.start - FARTHEST) : item.start]
    return "累计" in own and re.search(cue.THIS_YEAR, own) is None


def _goes_on_with_another_time(stated: Stated) -> bool:
    """Whether a clause before began to tell of another year, and none since came back to the report's: 上年新收32件，办结30件."""
    paragraph, item = stated.quantities, stated.quantity
    first, end = paragraph.period(item.start)[0], item.start
    before = paragraph.text[max(first, end - FARTHEST) : end]
    before = "".join(before[max(before.rfind("；"), before.rfind(";")) + 1 :].split())
    year = stated.speech.year
    told = [
        match
        for match in re.finditer(cue.TELLS_OF_A_TIME, before)
        if match["year"] is None or int(match["year"]) != year
    ]
    if not told:
        return False
    since = before[told[-1].end() :]
    if year is not None and f"{year}年" in since:
        return says_any(("分别", "依次"), since) and re.match(r"度?(?:、|和|与|及)", since) is not None
    return re.search(cue.BACK, since) is None


def _is_a_change(stated: Stated) -> bool:
    """Whether the sentence goes on to the total that the number was added to: 新增申请8件，增长25%，总数达40件."""
    items, end = stated.quantities.items, stated.quantities.period(stated.quantity.start)[1]
    wanted = {value for worth in stated.worth for value in worth.values}
    return "新增" in stated.words and any(
        item.start < end and item.value in wanted and says_any(cue.TOTALS, stated.quantities.own(at))
        for at, item in enumerate(items[stated.at + 1 : stated.at + 1 + MOST_NEIGHBOURS], stated.at + 1)
    )


def _is_in_a_longer_time(stated: Stated) -> bool:
    """Whether a number stands in brackets beside one that was counted over another time: 累计公布104件（失效84件）."""
    text, start = stated.quantities.text, stated.quantity.start
    opened = max(text.rfind(mark, max(0, start - LONGEST_BRACKET), start) for mark in "（(")
    if opened < 0 or says_any("）)", text[opened:start]):
        return False
    for at in range(stated.at - 1, max(-1, stated.at - MOST_NEIGHBOURS), -1):
        if stated.quantities.items[at].end <= opened:
            if text[stated.quantities.items[at].end : opened].strip():
                return False
            first, _ = stated.quantities.period(start)
            return (
                says_any(cue.OVER_TIME, stated.quantities.lead(at))
                or "累计" in text[max(first, start - FARTHEST) : opened]
            )
    return False


def _is_a_bodys(stated: Stated) -> bool:
    """Whether the words before the cue name one body of several as the one who did it: 县水文站收到."""
    paragraph, item = stated.quantities, stated.quantity
    first, _ = paragraph.passage.clause_at(item.start)
    clause = "".join(paragraph.text[max(first, item.start - FARTHEST) : item.start].split())
    match = re.search(stated.speech.cues, clause)
    return match is not None and names_a_body(clause[: match.start()], paragraph.agency)


def names_a_body(words: str, agency: str) -> bool:
    """Whether words end in a body that is not the reporting one, or in a number of them."""
    words = re.sub(cue.LEFT_OUT, "", words[-FARTHEST:].rstrip())
    if says_any(cue.BODIES_BELOW, words) or re.search(cue.BODIES_COUNTED, words) is not None:
        return True
    if not words.endswith(cue.BODY_ENDS) or words.endswith(cue.NO_BODY_ENDS):
        return False
    start = max((at + 1 for at, char in enumerate(words) if not is_chinese(char)), default=0)
    body = words[start:]
    return not body.startswith(cue.OWNERS) and not is_own(body, agency)


def _is_before_screening(stated: Stated) -> bool:
    """Whether the sentence goes on to what was left of the number, which is the figure: 接收26件，不属于申请的1件，实际受理25件."""
    if not stated.is_read_as(*RECEIVED):
        return False
    items, end = stated.quantities.items, stated.quantities.period(stated.quantity.start)[1]
    wanted = {value for worth in stated.worth for value in worth.values}
    return any(
        item.start < end
        and item.value in wanted
        and says_any(cue.SCREENED, stated.quantities.own(at))
        and any(reading.key in RECEIVED for reading in _cues(stated, at))
        for at, item in enumerate(items[stated.at + 1 : stated.at + 1 + MOST_NEIGHBOURS], stated.at + 1)
    )


def _counts_others_too(stated: Stated) -> bool:
    """Whether a bracket behind the number says how many of it are others, and the rest is the figure: 行政诉讼5件（含上年未结2件）."""
    quantities, number = stated.quantities, stated.quantity
    behind = quantities.text[number.end : number.end + LONGEST_BRACKET].lstrip()
    if not behind.startswith(("（含", "(含", "（包括", "(包括")) or stated.at + 1 >= len(quantities.items):
        return False
    others = quantities.items[stated.at + 1]
    if others.start > number.end + LONGEST_BRACKET or not others.is_exact or others.unit != number.unit:
        return False
    return any(value == number.value - others.value for worth in stated.worth for value in worth.values)


def _adds_up(stated: Stated) -> bool:
    """Whether the number and its neighbours in the sentence make up one of the figures together: 转办3件，直接收到9件."""
    wanted = {value for worth in stated.worth for value in worth.values}
    if not stated.quantity.is_exact or stated.quantity.value > max(wanted):
        return False
    sums = [0]
    for item in _neighbours(stated, 1):
        sums.append(sums[-1] + int(item.value))
    before = int(stated.quantity.value)
    if any(before + behind in wanted for behind in sums):
        return True
    for item in _neighbours(stated, -1):
        before += int(item.value)
        if any(before + behind in wanted for behind in sums):
            return True
    return False


def _neighbours(stated: Stated, step: int) -> Iterator[Quantity]:
    """Yield the numbers on one side that may belong to the same figure, the nearest first."""
    paragraph, items = stated.quantities, stated.quantities.items
    start, end = paragraph.period(stated.quantity.start)
    for at in range(stated.at + step, stated.at + step * (MOST_NEIGHBOURS + 1), step):
        if not 0 <= at < len(items) or not start <= items[at].start < end:
            return
        first, second = sorted((at, at - step))
        between = paragraph.text[items[first].end : items[second].start]
        item = items[at]
        if item.unit != stated.quantity.unit or not item.is_exact or says_any(cue.PARTED, between):
            return
        if says_any(cue.LEFT, paragraph.tail(at)) or not _is_akin(stated, at):
            return
        yield item


def _is_akin(stated: Stated, at: int) -> bool:
    """Whether a neighbour may be of the same figure by its words: none that are another's, or results beside what was dealt with."""
    cues = _cues(stated, at)
    if stated.is_read_as(*RECEIVED):
        return says_any(cue.ALSO_RECEIVED, stated.quantities.lead(at)) and all(
            reading.key in RECEIVED for reading in cues
        )
    if stated.is_read_as("done") and all(reading.part or reading.key == "done" for reading in cues):
        return True
    if any(stated.is_read_as(reading.key) for reading in cues):
        return True
    if not cues and any(says_any(reading.unless, stated.quantities.own(at)) for reading in stated.readings):
        # One of the reasons of the form, told beside the rest: 逾期未补正2件，其他处理5件.
        return True
    return not cues and not any(reading.decides or reading.part for reading in stated.readings)


def _cues(stated: Stated, at: int) -> list[Reading]:
    """The readings whose cues stand before a number of the paragraph, in their order there."""
    return cued(without_ignored(stated.quantities.lead(at), stated.speech.spoken), stated.speech)[0]
