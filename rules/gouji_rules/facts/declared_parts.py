"""What a preface says of the parts the report has: how many, and which."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from gouji.labels import han_value
from gouji.named_tuple import NamedTuple
from gouji.report import Block, Paragraph, Report, Section, Span, Table
from gouji_rules.facts.clauses import cut, says_any
from gouji_rules.facts.first_level import Role, first_level

if TYPE_CHECKING:
    from gouji.formats import Edition

MAX_PREFACE = 6
"""How many paragraphs at the start of the report, and of its first chapter, may be preface."""
MAX_PART = 48
"""Longest name of a part, in characters; a longer piece is no list of parts."""
MAX_SENTENCE = 800
"""Longest sentence, in characters, that is read as a statement about the parts."""
MIN_LISTED = 4
"""How many names make a list without a number one of the report's parts."""

# The report as what is divided; the words of a title in 《》 are blanked out before this is looked for.
_SUBJECTS = (
    "本报告", "年度报告", "年报", "全文", "报告内容", "报告主要", "该报告", "此报告", "报告全文", "报告共", "报告由", "报告分",
    "报告包括", "报告从",
)  # fmt: skip
_OF_SUBJECTS = ("报告", "年报", "全文")
"""Words one of which each subject has."""
_SENTENCE_ENDS = "。；;!?！？"
_UNITS = ("部分", "部份", "方面", "章", "板块")
_LISTING = ("包括", "包含", "涵盖", "由", "内容为", "分为")
_TELLING = (*_UNITS, "包括", "组成", "包含", "内容")
_SEPARATORS = "、，,"
_HALF_WIDTH = (("（", "("), ("）", ")"), ("：", ":"), ("．", "."), ("\u3000", " "), ("\xa0", " "))
_VERB = r"包括|包含|涵盖|组成为|由|分为|分成|共分|分|共有|共|内容为|内容有|从|按照|就"
_NUMBER = r"(?P<number>(?P<value>\d{1,2}|[一二两三四五六七八九十]{1,3})\s?[个大]?\s?(?:部分|部份|方面|章节|章|板块))"
_FILLER = r"(?:以下|下列|如下|总共|一共|主要|内容|为|共|有|分|计|等|，|,){0,3}\s?"
_AFTER = r"\s?(?:内容)?(?:组成|构成|内容)?(?:内容)?[:，,]?\s?(?:分别是|分别为|依次为|依次是|具体为|具体包括|包括|即|为|是)?[:]?"
_ORDINALS = r"(?<![\u4e00-\u9fff])(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、])"

_NUMERALS = "一二三四五六七八九十0123456789"


class DeclaredParts(NamedTuple):
    """A statement about the report's parts.

    `number` is what it says, None for a bare list; `listed` the fewest and the most parts its list can be read to have, None
    where there is no list or the list ends in 等 and fixes none. `span` is the number's words, or the list.
    """

    span: Span
    number: int | None
    listed: tuple[int, int] | None


def preface_statements(report: Report) -> tuple[DeclaredParts, ...]:
    """Return what the preface says of the report's parts, first statement first.

    The preface stands before the first chapter or, as some have it, at the start of 总体情况.
    """
    # Names of parts are told by the chapters of the format; the first edition's serve reports older than it.
    edition = report.edition or next(iter([report.formats.for_year(year) for year in report.formats.years]), None)
    if edition is None:
        return ()
    return tuple(found for paragraph in _preface(report) for found in _statements(paragraph, edition))


def _preface(report: Report) -> Iterator[Paragraph]:
    entries = [entry for entry in report.fact(first_level) if entry.role is not Role.CONTENTS]
    yield from _leading(report.content)
    for entry in entries:
        yield from _leading(entry.section.content)
        if entry.role is not Role.PREFACE and not (
            # Where the first chapter's heading stands twice the preface may be under either.
            any(other.role is Role.REPEATED and other.of is entry for other in entries)
        ):
            return


def _leading(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    for block in blocks[:MAX_PREFACE]:
        if isinstance(block, (Section, Table)):
            return
        yield block


def _statements(paragraph: Paragraph, edition: Edition) -> Iterator[DeclaredParts]:
    text = paragraph.value
    if not (says_any(_OF_SUBJECTS, text) and says_any(_TELLING, text)):
        return
    plain = re.sub(r"《[^》]{0,80}》", lambda title: "〇" * len(title[0]), text) if "《" in text else text
    offset = 0
    for sentence in cut(_SENTENCE_ENDS, plain):
        if (
            len(sentence) <= MAX_SENTENCE
            and says_any(_OF_SUBJECTS, sentence)
            and says_any(_SUBJECTS, sentence)
            and (says_any(_UNITS, sentence) or says_any(_LISTING, sentence))
        ):
            found = _statement(paragraph, _half_width(sentence), offset, edition)
            if found is not None:
                yield found
        offset += len(sentence) + 1


def _half_width(text: str) -> str:
    """Return a text with the marks half-width that the patterns have so; to fold all of it takes ten times as long."""
    for full, half in _HALF_WIDTH:
        text = text.replace(full, half)
    return text


def _statement(paragraph: Paragraph, sentence: str, offset: int, edition: Edition) -> DeclaredParts | None:
    # The longest subject words may swallow the verb (报告由…): the verb is looked for from the subject's second character on.
    start = min(at for subject in _SUBJECTS if (at := sentence.find(subject)) >= 0) + 2
    for number in re.finditer(_NUMBER, sentence) if says_any(_UNITS, sentence) else ():
        if number.start() < start:
            continue
        before = sentence[start : number.start()]
        value = _value(number["value"])
        after = _list_after(sentence[number.end() :], edition)
        listed = after or _list_before(before, edition)
        ended = before.rstrip().endswith("等")
        if listed is None and (
            says_any("，,", before.rstrip("，,")) or not re.search(rf"(?:{_VERB}){_FILLER}$", before)
        ):
            continue
        span = paragraph.span(offset + number.start("number"), offset + number.end("number"))
        open_end = listed is not None and after is None and ended
        return DeclaredParts(span, value, _bounds(listed, open_end))
    return _bare_list(paragraph, sentence, offset, start, edition)


def _bounds(listed: list[str] | None, open_end: bool) -> tuple[int, int] | None:
    """Return the fewest and most parts of a list: its last piece may hold two, and one that ends in 等 any number more."""
    if listed is None:
        return None
    if open_end:
        return (len(listed), 99)
    last = listed[-1]
    two_in_one = any(word in last[2:-2] for word in ("以及", "及", "和", "与"))
    return (len(listed), len(listed) + two_in_one)


def _list_before(before: str, edition: Edition) -> list[str] | None:
    """Return the names between a verb and a number (包括……等九个部分), or None where they are no list of parts."""
    if not says_any(_SEPARATORS, before):
        return None
    for verb in re.finditer(_VERB, before):
        names = _names(before[verb.end() :], edition)
        if names is not None:
            return names
    return None


def _list_after(after: str, edition: Edition) -> list[str] | None:
    """Return the names after a number (共六个部分：……), or None where there are none, or not all."""
    if not says_any(_SEPARATORS, after):
        return None
    match = re.match(_AFTER, after)
    words = after[match.end() if match else 0 :].strip()
    if re.search(r"等(?:内容|情况|部分|方面)?$", words):
        return None
    return _names(words, edition)


def _names(words: str, edition: Edition) -> list[str] | None:
    text = words.strip(" :")
    if "行政复议" in text:
        for mark in _SEPARATORS:
            if f"行政复议{mark}" in text:
                for joined in ("行政诉讼", "提起行政诉讼", "被提起行政诉讼"):
                    text = text.replace(f"行政复议{mark}{joined}", f"行政复议与{joined}")
    if says_any(_NUMERALS, text):
        text = re.sub(_ORDINALS, "", text)
    if "等" in text[-5:]:
        text = re.sub(r"等(?:内容|情况)?(?:的)?$", "", text)
    # A trailing 共 or 总计 belongs to the number that follows.
    if text.rstrip().endswith(("共", "共计", "总计")):
        text = re.sub(r"[，,]?(?:一共|总共|共计|共|总计)$", "", text)
    names = [name.strip() for name in cut(_SEPARATORS, text)]
    names = [name for name in names if name]
    if len(names) < 2 or any(len(name) > MAX_PART for name in names):
        return None
    meant = (name for name in names if edition.chapter_meant(name) is not None)
    # Half of them are enough: the rest need not be looked at.
    return names if len(list(islice(meant, half := (len(names) + 1) // 2))) == half else None


def _bare_list(paragraph: Paragraph, sentence: str, offset: int, start: int, edition: Edition) -> DeclaredParts | None:
    """Return a closed list without a number: its own length is what it says."""
    for verb in re.finditer("|".join(_LISTING), sentence[start:]) if says_any(_LISTING, sentence) else ():
        at = start + verb.end()
        words = re.sub(r"(?:几个)?(?:部分)?(?:内容)?(?:组成|构成)$", "", sentence[at:].rstrip())
        if re.search(r"等(?:内容|情况|部分|方面|几个部分|几个方面|有关内容)?$", words):
            continue
        names = _names(words, edition)
        if names is not None and len(names) >= MIN_LISTED:
            lead = len(words) - len(words.lstrip(" :"))
            return DeclaredParts(
                paragraph.span(offset + at + lead, offset + at + len(words)), None, _bounds(names, open_end=False)
            )
    return None


def _value(words: str) -> int:
    return int(words) if words.isdigit() else han_value(words.replace("两", "二"))
