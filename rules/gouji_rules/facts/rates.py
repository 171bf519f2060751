"""Percentages in the text with the counts they may be made of. A fact: ask for it with `report.fact(rates)`.

A share is of the number before it (予以公开258件，占33.9%) and of any whole that the paragraph or the table offers; growth is of a base that the sentence names (由上年的16件), or that
a count and its change tell (收到18件，较上年增加2件); a rate of things done (采纳率) is of two counts of its sentence. Without a whole or a base nothing is worked out, since the reader cannot either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import TYPE_CHECKING

from gouji.named_tuple import NamedTuple
from gouji_rules.facts.clauses import after_last, says_any
from gouji_rules.facts.quantities import quantities, states_percentage
from gouji_rules.facts.stated_figures import stated_figures

if TYPE_CHECKING:
    from gouji.report import Report, Span
    from gouji_rules.facts.quantities import Quantities, Quantity

RISES = ("增长", "增加", "上升", "提高", "提升", "增幅", "增多", "上涨", "多")
FALLS = ("下降", "减少", "降低", "回落", "降幅", "下滑", "缩短", "压缩", "减幅", "少")
BY_HOW_MUCH = ("约", "达到", "为", "达", "至", "近")
SHARES = ("占比", "比例", "比重", "比率")
LONGEST_WHOLE = 16
DEEDS = ("办结", "答复", "回复", "采纳", "办复", "解读", "公开", "受理")
NAMED_WHOLE = r"(?:政府信息公开|信息公开|依申请公开|政府信息|申请|信息|总|数量|量|数|件|条|全部|全年|年度|本年|已|办结|答复|办理|受理|收到|新收|公开|发布|主动|结果|其中|案件|各类|所有|的|评价|意见|建议|比|例)*"
BASE = r"(?:由|从|自|较|比|而|与)?(?:上一?年度?|去年|前一年|{last}年度?)(?:同期)?(?:全年|共|仅|只)?(?:新收到?|收到|受理|发布|公开|办理)?(?:的|为|是|有)?(?:申请|信息)?$|^(?:由|从)(?:原来|此前)?(?:的)?$|(?:较|比|由|从)(?!{this})(?:19|20)[0-9]{2}年度?(?:同期)?(?:的|为|是)?$"
LAST_YEAR = ("上年", "上一年", "去年", "前一年")
COMPARES = ("由", "从", "较", "比", "与", *LAST_YEAR)
CHANGE = ("增加", "减少", "增长", "下降", "多", "少")
REACHES = ("至", "到", "达", "为")
TOGETHER = ("共占", "合占", "合计占", "共计占", "分别", "之和", "总和", "两者", "三者", "均占", "各占", "累计占")
NEVER_ABOVE = (
    "办结率",
    "答复率",
    "回复率",
    "办复率",
    "满意率",
    "及时率",
    "准确率",
    "公开率",
    "解读率",
    "采纳率",
    "知晓率",
)
ON_TIME = ("按时", "按期", "及时", "法定", "规范", "合格", "满意", "网上", "限时", "当场")
NO_PART = ("同比", "环比", "总共", "大约", "仅", "只", "共", "其", "约", "均", "各", "总")
LONGEST_PART = 30
APART = ("分别", "依次", "年均", "月均", "环比")
"""What a growth of several things, or over another time than from last year to this, is told with."""
OTHER_MATTER = ("其中", "；", ";")
"""Behind these a growth is of another thing than the base before them."""
MOST_BEFORE = 20
SAME_MATTER = (*RISES, *FALLS, "同比", "比例", "幅度", "较", "比", *LAST_YEAR)
"""What a percentage begins with that tells the change before it once more."""
WHOLE = 100
EPSILON = 1e-9


class Kind(Enum):
    """What a percentage is."""

    DIFFERENCE = "difference"
    SHARE = "share"
    GROWTH = "growth"
    CHANGE = "change"
    RATE = "rate"
    ABOVE = "above"


class Rate(NamedTuple):
    """A percentage, or a difference of two counts, that none of the counts it may be made of gives.

    `made_of` shows the likeliest division or subtraction, and `percent` what it gives.
    """

    span: Span
    kind: Kind
    made_of: str
    percent: float


def wrong_rates(report: Report) -> tuple[Rate, ...]:
    """Return the percentages that no sensible division gives, in document order."""
    return tuple(_gather(report))


def _gather(report: Report) -> Iterator[Rate]:
    for paragraph in report.fact(quantities):
        text = paragraph.text
        compares = says_any(CHANGE, text) and says_any((*LAST_YEAR, f"{(report.year or 0) - 1}年"), text)
        if not compares and not states_percentage(text):
            continue
        for indexes in paragraph.periods:
            for index in indexes:
                item = paragraph.items[index]
                found = None
                if item.unit == "%" and not item.approximate:
                    found = _judged(report, paragraph, indexes, index)
                elif compares and item.is_count and item.is_exact:
                    found = _difference(report, paragraph, indexes, index)
                if found is not None:
                    yield found


def _judged(report: Report, paragraph: Quantities, indexes: range, index: int) -> Rate | None:
    own = paragraph.own(index)
    changed = _without_amount(own).removesuffix("幅度").removesuffix("率").removesuffix("了")
    if changed.endswith((*RISES, *FALLS)):
        return _growth(report, paragraph, indexes, index, 1 if changed.endswith(RISES) else -1)
    if own == "的" and index - 2 >= indexes[0]:
        return _share_of_bracketed(paragraph, index)
    bracketed = not own and index > indexes[0] and _is_bracketed(paragraph, index)
    if bracketed or _is_share(own):
        return _share(report, paragraph, indexes, index)
    rate = _without_amount(own)
    if paragraph.items[index].value > WHOLE:
        return _above(paragraph, index) if rate.endswith(NEVER_ABOVE) else None
    if rate.endswith("率") and not says_any(ON_TIME, own) and paragraph.items[index].value < WHOLE:
        deed = next((deed for deed in DEEDS if rate.endswith(deed + "率")), "")
        return _done(paragraph, indexes, index, deed) if deed else None
    return None


def _above(paragraph: Quantities, index: int) -> Rate:
    """Tell of a rate of which there is no more than everything: 答复率107%."""
    return Rate(paragraph.span(paragraph.items[index]), Kind.ABOVE, "", WHOLE)


def _without_amount(own: str) -> str:
    """Return the words of a percentage without those that only lead on to it."""
    return own.removesuffix(next((word for word in BY_HOW_MUCH if own.endswith(word)), ""))


def _is_share(own: str) -> bool:
    """Whether words give a share of the whole of their own sentence, and not of 全市 or 全部门."""
    words = _without_amount(own)
    if words in SHARES:
        return True
    words = words.removesuffix(next((word for word in ("比例", "比重", "比") if words.endswith(word)), ""))
    _, occupies, whole = words.partition("占")
    if not occupies or len(whole) > LONGEST_WHOLE or says_any(TOGETHER, own) or own.endswith(("超", "超过")):
        return False
    return not whole or re.fullmatch(NAMED_WHOLE, whole) is not None


def _is_bracketed(paragraph: Quantities, index: int) -> bool:
    between = paragraph.text[paragraph.items[index - 1].end : paragraph.items[index].start].strip()
    return between in {"（", "("}


def gives(part: float, whole: float, percent: Quantity) -> bool:
    """Whether a division gives a percentage as printed, rounded to its places or cut off there."""
    exact = part / whole * 100
    half = float(percent.slack) or 0.5
    stated = float(percent.value)
    return stated - half - EPSILON <= exact < stated + 2 * half - EPSILON or abs(exact - stated - half) < EPSILON


def _share(report: Report, paragraph: Quantities, indexes: range, index: int) -> Rate | None:
    """Judge a share by every whole at hand: of the paragraph, of the table, or all parts that have a share."""
    percent, part = paragraph.items[index], paragraph.items[index - 1]
    if index == indexes[0] or not part.is_count or not part.is_exact or not part.value:
        return None
    wholes = [
        float(item.value)
        for item in paragraph.items
        if item is not part and item.is_count and item.is_exact and _is_alike(item, part) and item.value >= part.value
    ]
    before = [item for item in paragraph.items[: index - 1] if _is_alike(item, part) and item.value > part.value]
    if not before or not all(item.is_exact for item in before):
        return None
    stated = [s for s in report.fact(stated_figures) if s.quantities is paragraph]
    if any(s.at == index - 1 and s.differs for s in stated):
        # The number itself is wrong, and reported; its share may be the right number's.
        return None
    wholes += [
        float(value)
        for s in stated
        if s.is_read_as("received", "new_received", "done", "handled")
        for worth in s.worth
        for value in worth.values
    ]
    shared = [
        float(paragraph.items[i].value)
        for i in indexes
        if i + 1 in indexes and paragraph.items[i + 1].unit == "%" and paragraph.items[i].unit == part.unit
        if not _without_amount(paragraph.own(i + 1)).endswith("率")
    ]
    if len(shared) > 1:
        wholes.append(sum(shared))
    value = float(part.value)
    if any(whole and gives(value, whole, percent) for whole in wholes):
        return None
    if _is_of_others(paragraph, index) or _is_of_several(paragraph, indexes, index, wholes):
        return None
    if _is_of_an_unsaid_whole(paragraph, indexes, index, wholes):
        return None
    whole = _likeliest(value, [w for w in wholes if w >= value], float(percent.value))
    return None if whole is None else _rate(paragraph, index, Kind.SHARE, value, whole)


def _is_of_an_unsaid_whole(paragraph: Quantities, indexes: range, index: int, wholes: Sequence[float]) -> bool:
    """Whether another part with its share, which no whole at hand gives either, is of the same whole as this one: 公开27件（占65.9%）……无法提供7件（占17.1%）."""
    items = paragraph.items
    value, percent = float(items[index - 1].value), items[index]
    if not percent.value:
        return False
    nearest = int(value * 100 / float(percent.value))
    for i in indexes:
        other, share = items[i - 1] if i > indexes[0] else items[i], items[i]
        if i == index or share.unit != "%" or other.unit != items[index - 1].unit or not other.is_exact:
            continue
        part = float(other.value)
        if any(whole and gives(part, whole, share) for whole in wholes):
            continue
        if any(
            gives(value, whole, percent) and gives(part, whole, share)
            for whole in range(max(1, nearest - 2), nearest + 3)
        ):
            return True
    return False


def _is_alike(one: Quantity, other: Quantity) -> bool:
    """Whether two counts are in one unit: 件 and 件次 are."""
    return one.unit == other.unit or one.unit.removesuffix("次") == other.unit.removesuffix("次") != ""


def _is_of_others(paragraph: Quantities, index: int) -> bool:
    """Whether the words before 占 name another part than the number before them: 124项实现网办，即办件占比62%.

    After 其中 they always do, since the number is what it divides: 共办理76件，其中予以公开占42.1%.
    """
    named, occupies, _ = paragraph.own(index).partition("占")
    divided = named.startswith("其中")
    for word in ("其中", *NO_PART):
        named = named.replace(word, "")
    if not occupies or len(named) < 2:
        return False
    if divided:
        return True
    start = paragraph.items[index - 2].end if index > 1 else 0
    clause = paragraph.passage.clause_at(paragraph.items[index].start)[0]
    told = paragraph.text[max(start, clause - LONGEST_PART) : clause]
    return not any(named[at : at + 2] in told for at in range(len(named) - 1))


def _is_of_several(paragraph: Quantities, indexes: range, index: int, wholes: Sequence[float]) -> bool:
    """Whether the numbers of a list give the percentage together: 征地（62件）、工程（31件）等领域，占60%."""
    items, percent = paragraph.items, paragraph.items[index]
    total = float(items[index - 1].value)
    for at in range(index - 2, indexes[0] - 1, -1):
        between = paragraph.text[items[at].end : items[at + 1].start]
        if items[at].unit != items[index - 1].unit or not says_any("、和及与", between):
            return False
        total += float(items[at].value)
        if any(whole >= total and gives(total, whole, percent) for whole in wholes):
            return True
    return False


def _share_of_bracketed(paragraph: Quantities, index: int) -> Rate | None:
    """Judge a share whose whole stands in brackets beside it: 152件，占总数（301件）的50.5%."""
    part, whole, percent = paragraph.items[index - 2 : index + 1]
    before = "".join(paragraph.text[part.end : whole.start].split()).lstrip("，,")
    behind = "".join(paragraph.text[whole.end : percent.start].split())
    named = before.startswith("占") and re.fullmatch(NAMED_WHOLE, before[1:].rstrip("（(")) is not None
    if not named or behind not in {"）的", ")的"} or not (part.is_exact and whole.is_exact and whole.value):
        return None
    if part.unit != whole.unit or gives(float(part.value), float(whole.value), percent):
        return None
    return _rate(paragraph, index, Kind.SHARE, float(part.value), float(whole.value))


def _likeliest(part: float, wholes: Sequence[float], stated: float) -> float | None:
    """Return the whole that comes nearest to what is stated."""
    return min((w for w in wholes if w), key=lambda whole: abs(part / whole * 100 - stated), default=None)


def _difference(report: Report, paragraph: Quantities, indexes: range, index: int) -> Rate | None:
    """Judge a difference (由上年的16件增加2件) whose base stands right before it, by the counts of the sentence that the base is compared with."""
    words = paragraph.own(index).removesuffix("了").removeprefix("相比").removeprefix("同比")
    if words not in CHANGE:
        return None
    change = paragraph.items[index]
    at = index - 1
    now: list[Quantity] = []
    if at > indexes[0] and not _is_base(report, paragraph.own(at)):
        if not _tells_of_now(paragraph.own(at), report.year):
            return None
        now.append(paragraph.items[at])
        at -= 1
    own = paragraph.own(at) if at >= indexes[0] else ""
    if not _is_base(report, own):
        return None
    base = paragraph.items[at]
    # Where the words name a thing of their own (收到申请较上年的16件), the sentence need not state what is compared.
    if not now and own.startswith(COMPARES):
        now = [item for item in paragraph.items[indexes[0] : at] if item.unit == base.unit]
    if not now or base.unit != change.unit or not all(item.is_exact for item in (base, *now)):
        return None
    sign = -1 if says_any("减少降", words) else 1
    if any(sign * (item.value - base.value) == change.value for item in now):
        return None
    nearest = min(now, key=lambda item: abs(float(sign * (item.value - base.value) - change.value)))
    larger, smaller = (nearest, base)[::sign]
    made_of = f"{larger.value}－{smaller.value}"
    return Rate(paragraph.span(change), Kind.DIFFERENCE, made_of, float(larger.value - smaller.value))


def _is_base(report: Report, own: str) -> bool:
    """Whether the words of a count make it what another is compared with."""
    year = report.year
    last, this = ("(?!)", "(?!)") if year is None else (str(year - 1), str(year))
    return re.search(BASE.replace("{last}", last).replace("{this}", this), own) is not None


def _base_words(paragraph: Quantities, index: int) -> str:
    """The own words of a count, or those before the bracket that holds nothing else: 比2022年（385条）."""
    own, item = paragraph.own(index), paragraph.items[index]
    if own or not paragraph.text[item.end : item.end + 1] or paragraph.text[item.end] not in "）)":
        return own
    start = max(
        paragraph.period(item.start)[0], paragraph.items[index - 1].end if index else 0, item.start - LONGEST_PART
    )
    before = "".join(paragraph.text[start : item.start].split())
    return after_last("，,、；;：:）)", before[:-1]) if before.endswith(("（", "(")) else own


def _growth(report: Report, paragraph: Quantities, indexes: range, index: int, sign: int) -> Rate | None:
    """Judge growth by the base that the sentence names; the present figure is any other of its counts."""
    bases = [
        i for i in indexes if i < index and paragraph.items[i].is_count and _is_base(report, _base_words(paragraph, i))
    ]
    if says_any(APART, paragraph.own(index)):
        return None
    if not bases:
        return _growth_by_change(report, paragraph, indexes, index, sign)
    at = bases[-1]
    base = paragraph.items[at]
    if not base.is_exact or not base.value:
        return None
    if says_any(OTHER_MATTER, paragraph.text[base.end : paragraph.items[index].start]):
        return None
    if any(paragraph.items[i].unit == "%" or _is_compared_with(paragraph.own(i)) for i in range(at + 1, index)):
        return None
    changes = [total - float(base.value) for total in _summed_up(paragraph, range(indexes[0], at), base.unit)]
    for i in indexes:
        item = paragraph.items[i]
        if i == at or item.unit != base.unit or not item.is_exact:
            continue
        own = paragraph.own(i)
        if own.removesuffix("了").endswith(CHANGE):
            changes.append(float(item.value) * (-1 if says_any("减少降", own) else 1))
        elif i < index or _tells_of_now(own, report.year):
            changes.append(float(item.value - base.value))
    percent = paragraph.items[index]
    if not changes or any(gives(sign * change, float(base.value), percent) for change in changes):
        return None
    change = min(changes, key=lambda change: abs(change * sign / float(base.value) * 100 - float(percent.value)))
    return _rate(paragraph, index, Kind.GROWTH, sign * change, float(base.value))


def _growth_by_change(report: Report, paragraph: Quantities, indexes: range, index: int, sign: int) -> Rate | None:
    """Judge growth by the change of a count printed right before it, which tells the base: 收到23件，较上年增加5件，增长27.8%."""
    at = index - 1
    if at <= indexes[0]:
        return None
    change, percent = paragraph.items[at], paragraph.items[index]
    own = paragraph.own(at).removesuffix("了")
    if not (change.is_count and change.is_exact and change.value):
        return None
    if not own.endswith(RISES if sign > 0 else FALLS) or not _is_against_last_year(report, own):
        return None
    between = paragraph.text[change.end : percent.start]
    if (
        says_any("。；;", between)
        or len(between) > LONGEST_PART
        or not _without_amount(paragraph.own(index)).startswith(SAME_MATTER)
    ):
        return None
    near = range(max(0, at - MOST_BEFORE), at)
    now = [i for i in near if paragraph.items[i].is_count and paragraph.items[i].unit == change.unit]
    counts = [
        *(float(paragraph.items[i].value) for i in now),
        *_summed_up(paragraph, range(indexes[0], at), change.unit),
    ]
    bases = [base for count in counts if (base := count - sign * float(change.value)) > 0]
    if not bases or not now or now[-1] < indexes[0] or not all(paragraph.items[i].is_exact for i in now):
        return None
    if any(gives(float(change.value), base, percent) for base in bases):
        return None
    base = min(bases, key=lambda base: abs(float(change.value) / base * 100 - float(percent.value)))
    return _rate(paragraph, index, Kind.CHANGE, float(change.value), base)


def _is_compared_with(own: str) -> bool:
    """Whether the words of a count make it the base of what follows, of whatever matter or year: 较前年的20件, 网络申请由10件."""
    return own.startswith(COMPARES[:5]) or own.endswith(("由", "从"))


def _summed_up(paragraph: Quantities, indexes: range, unit: str) -> Iterator[float]:
    """Yield what the last counts of a list in a unit come to together: 微信300条、微博120条，较上年增加70条."""
    items = paragraph.items
    if not indexes or items[indexes[-1]].unit != unit:
        return
    total = float(items[indexes[-1]].value)
    for at in reversed(indexes[:-1][-MOST_BEFORE:]):
        if "、" not in paragraph.text[items[at].end : items[at + 1].start] or items[at].unit != items[at + 1].unit:
            return
        total += float(items[at].value)
        yield total


def _is_against_last_year(report: Report, own: str) -> bool:
    """Whether words compare with the year before: 较上年增加, 同比减少."""
    return "同比" in own or says_any((*LAST_YEAR, f"{(report.year or 0) - 1}年"), own)


def _tells_of_now(own: str, year: int | None) -> bool:
    """Whether a count behind the percentage is what the base came to: 至今年的, 达到."""
    words = own.removesuffix("的")
    time = next((time for time in ("今年", "本年", f"{year}年") if words.endswith(time)), "")
    return words.removesuffix(time).endswith(REACHES)


def _done(paragraph: Quantities, indexes: range, index: int, deed: str) -> Rate | None:
    """Judge a rate of things done by the count of them in its sentence and every larger one."""
    counts = [i for i in indexes if paragraph.items[i].is_count and paragraph.items[i].is_exact]
    parts = [i for i in counts if re.search(f"(?<![未不]){deed}", paragraph.own(i))]
    percent = paragraph.items[index]
    # 部分公开 is no whole of 公开.
    pairs = _divisions(paragraph, parts, [i for i in counts if i not in parts])
    # 其中 may begin a sentence of its own, and the whole stand in the one before.
    before = range(max(0, indexes[0] - MOST_BEFORE), indexes[0])
    tried = [*pairs, *_divisions(paragraph, parts, before)]
    together = sum(float(paragraph.items[i].value) for i in parts)
    tried += [(together, whole) for _, whole in pairs if whole >= together]
    if not pairs or any(gives(part, whole, percent) for part, whole in tried):
        return None
    part, whole = min(pairs, key=lambda pair: abs(pair[0] / pair[1] * 100 - float(percent.value)))
    return _rate(paragraph, index, Kind.RATE, part, whole)


def _divisions(paragraph: Quantities, parts: Sequence[int], wholes: Sequence[int]) -> list[tuple[float, float]]:
    """Return the values of each part with each whole of its unit that is no smaller."""
    items = paragraph.items
    return [
        (float(items[part].value), float(items[whole].value))
        for part in parts
        for whole in wholes
        if whole != part
        and items[whole].is_exact
        and items[whole].unit == items[part].unit
        and items[whole].value >= items[part].value > 0
    ]


def _rate(paragraph: Quantities, index: int, kind: Kind, part: float, whole: float) -> Rate:
    places = 2 if float(paragraph.items[index].slack) else 1
    percent = round(part / whole * 100, places)
    return Rate(paragraph.span(paragraph.items[index]), kind, f"{part:g}÷{whole:g}", percent)
