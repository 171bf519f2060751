"""How paragraphs end: with a final mark, without one, or in the middle of a sentence that goes on in the next paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from gouji.labels import read_ordinal
from gouji.named_tuple import NamedTuple
from gouji.report import Block, Paragraph, Report, Section, Span
from gouji_rules.facts.headings import MAX_RUN_IN, Kind, read_paragraph
from gouji_rules.facts.marks import marks
from gouji_rules.facts.running_text import is_han, running_text


class Ending(Enum):
    """What is wrong with the end of a paragraph.

    BROKEN goes on in the next one, PERHAPS seems to; OPEN has no final mark, CUT ends with a comma and nothing follows it,
    SEMICOLON closes a list, or a paragraph of whole sentences, as if another item followed.
    """

    BROKEN = "broken"
    PERHAPS = "perhaps"
    OPEN = "open"
    CUT = "cut"
    SEMICOLON = "semicolon"


class ParagraphEnd(NamedTuple):
    """The end of a paragraph: its last words, and the paragraph that goes on with them."""

    span: Span
    ending: Ending
    following: Paragraph | None = None


FINAL = "。！？…；：.!?;:"
CLOSERS = "”’）》〉】〕」』)\"'"
COMMAS = "，、,"
SHORTEST, SHORT = 28, 14
"""Characters from which a paragraph with a comma in it is running text and no unnumbered heading; SHORT where more speaks for it."""
LAST_WORDS = 20
"""How many characters of a paragraph's last clause are pointed at."""

# Marks that nothing begins with.
_GOES_ON = "，、。；：,;”’》〉〕】"
# Words that leave a sentence unfinished, and words that only go on with one.
_UNFINISHED = "和与及或在对将把被由从向并且但于以按据至到经使让每各该"
_CONTINUES = (
    "起至",
    "止。",
    "止，",
    "止；",
    "等工作",
    "等方面",
    "等内容",
    "等方式",
    "以及",
    "的",
    "了",
    "们",
    "和",
    "与",
    "及",
    "或",
)
_QUANTITY = r"\s{0,2}\d[\d.,]{0,12}\s{0,2}(?:[，。；、,;]|[条件次篇项份期场人元万亿余个家名%％])"
_UNIT = r"(?:[条件次篇项份期场人元万亿余个家名%％月日号]|年[度底末，至])"
_ITEM = (
    r"\s{0,8}(?:[一二三四五六七八九十]{1,3}[是要]|[①-⑳⑴-⒇●•·◆■★▪○◇※➢√—－*-]|第[一二三四五六七八九十]|其[一二三四五六七八九十]"
    r"|\d{1,2}\s?[)）.、．]|[（(]\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?[)）]|[A-Za-z][.)）、]|首先|其次|再次|最后)"
)
# How a new paragraph usually begins; one that begins otherwise, after words without a final mark, may go on with them.
_BEGINS = (
    r"\s{0,8}(?:[《“（(【]|[12]\d{3}\s?年|[二〇][〇○零]|[我本该全各今市县区局镇乡年为以在按据对如现因但另同此向从由与就把将会其每凡若请让使]|下一步|针对|围绕|坚持|严格|加强|强化|通过|截[至止]|根据"
    r"|以上|综上|主要|虽然|然而|目前|近年|充分|积极|认真|深入|进一步|不断|持续|建立|健全|完善|优化|规范|推进|推动|落实|做好|抓好|及时"
    r"|依法|依托|依申请|统筹|结合|利用|组织|开展|制定|印发|聚焦|紧扣|紧紧|切实|着力|大力|主动|政府|政务|信息|其他|联系|地址|电话|附件|注[：:]"
    r"|第[一二三四五六七八九十]|一年来|一方面|省|未|无|共|办理|公开|收到|受理|发布|存在|上述|存量|经|由于|随着|除|并|特此|报告|公众|社会|重点|突出|丰富|拓[宽展]|畅通|创新|提[高升]|明确)"
)
_CONTACT = r"(?:地\s?址|电\s?话|邮\s?编|邮政编码|邮\s?箱|传\s?真|网\s?址|联系人|附件)\s{0,2}[：:为是]|二维码|http|www\."


def paragraph_ends(report: Report) -> tuple[ParagraphEnd, ...]:
    """Return the paragraphs that end otherwise than they should, in document order. A fact."""
    text = report.fact(running_text)
    joined = {text.nodes[text.index(start)].pointer for start, _ in report.fact(marks).across}
    return tuple(_of_blocks(report.content, joined))


def _of_blocks(blocks: Sequence[Block], joined: set[tuple[str | int, ...]]) -> Iterator[ParagraphEnd]:
    for i, block in enumerate(blocks):
        if isinstance(block, Section):
            yield from _of_blocks(block.content, joined)
        elif isinstance(block, Paragraph):
            following = blocks[i + 1] if i + 1 < len(blocks) else None
            end = _end(block, following, bool(joined) and block.pointer in joined)
            if end is not None:
                yield end


def _end(paragraph: Paragraph, following: Block | None, joined: bool) -> ParagraphEnd | None:
    words = paragraph.value.rstrip()
    if not words:
        return None
    after = following if isinstance(following, Paragraph) and following.value.strip() else None
    ended = words[-1] in FINAL or (words[-1] in CLOSERS and words.rstrip(CLOSERS)[-1:] in FINAL)
    if after is not None and (joined or not ended or after.value.lstrip()[0] in _GOES_ON):
        broken = _goes_on(words, after, joined, ended)
        if broken is not None:
            return ParagraphEnd(_last_words(paragraph, words), broken, after)
    if ended and words[-1] not in "；;":
        return None
    ending = _unfinished(words, following) if not ended else _semicolon(paragraph, words, following)
    return None if ending is None else ParagraphEnd(_last_words(paragraph, words), ending)


def _goes_on(words: str, after: Paragraph, joined: bool, ended: bool) -> Ending | None:
    begins = after.value.lstrip()
    if joined or begins[0] in _GOES_ON:
        return Ending.BROKEN
    cut = words[-1] in COMMAS or words[-1].isdecimal() or begins.startswith(_CONTINUES)
    if ended or not (cut or _is_prose(words, SHORT)):
        return None
    if re.match(_ITEM, begins) or read_ordinal(begins) is not None or _is_heading(words):
        return None
    if "\t" in words or "\t" in begins or "|" in words:
        return None  # rows of a table that came apart
    if words[-1] in COMMAS:
        return Ending.BROKEN
    if words[-1] in CLOSERS or re.search(_CONTACT, words[-30:]):
        return None
    if words[-1].isdecimal() and re.match(_UNIT, begins):
        return Ending.BROKEN
    if begins.startswith(_CONTINUES) or (
        _is_prose(words, SHORT) and (words[-1] in _UNFINISHED or re.match(_QUANTITY, begins))
    ):
        return Ending.BROKEN
    sentence = _is_prose(begins) and begins.rstrip()[-1] in FINAL
    if _is_prose(words) and sentence and is_han(begins[:1]) and not re.match(_BEGINS, begins):
        return Ending.PERHAPS
    return None


def _unfinished(words: str, following: Block | None) -> Ending | None:
    """Return what is wrong with words that have no final mark, or None for a heading, a label, a signature."""
    if _is_heading(words) or "\t" in words or "|" in words:
        return None
    if words[-1] in COMMAS:
        return Ending.CUT if _is_prose(words, SHORT) and not isinstance(following, Paragraph) else None
    if not _is_prose(words):
        return None
    last = words.rstrip(CLOSERS)
    if words[0] in "（(【“" and words[-1] in CLOSERS:
        return None
    if not last or (last[-1].isascii() and not last[-1].isdigit() and last[-1] != "%"):
        return None
    clause = re.split(r"[，。；,;]", words)[-1]
    if re.search(_CONTACT, clause) or re.search(_CONTACT, words[:12]) or re.match(r"[:：\s\d-]{7,}$", clause):
        return None
    return Ending.OPEN


def _semicolon(paragraph: Paragraph, words: str, following: Block | None) -> Ending | None:
    run_in = read_paragraph(paragraph)
    own = words[run_in[0].end :] if run_in is not None and run_in[1] is Kind.RUN_IN else words
    if "。" in own.lstrip("。.："):
        return Ending.SEMICOLON
    if not isinstance(following, Paragraph):
        return Ending.SEMICOLON
    here, there = _style(words), _style(following.value)
    return Ending.SEMICOLON if here and here != there and (there is None or there in _ABOVE.get(here, "")) else None


_ABOVE = {"subitem": ("item", "section", "chapter"), "item": ("section", "chapter"), "section": ("chapter",)}


def _style(words: str) -> str | None:
    """Return how a paragraph is numbered: a style of the ordinals, `item` for 一是 and bullets, None for not at all."""
    ordinal = read_ordinal(words)
    if ordinal is not None:
        return ordinal.style
    return "subitem" if re.match(_ITEM, words) else None


def _is_prose(words: str, shortest: int = SHORTEST) -> bool:
    """Whether a paragraph is running text: a label, a heading and a signature have no marks, or are short."""
    if "。" in words or "；" in words:
        return len(words) > 8
    return len(words) >= shortest and any(comma in words for comma in "，,")


def _is_heading(words: str) -> bool:
    """Whether a numbered paragraph is a heading of its own: （一）强化组织领导，健全工作机制."""
    ordinal = read_ordinal(words)
    return ordinal is not None and len(words) - ordinal.length <= MAX_RUN_IN and not any(m in words for m in "。；;")


def _last_words(paragraph: Paragraph, words: str) -> Span:
    last = words.rstrip(FINAL + COMMAS + CLOSERS)
    start = max((last.rfind(mark) for mark in "，。；：、,;:！？"), default=-1) + 1
    return paragraph.span(max(start, len(words) - LAST_WORDS), len(words))
