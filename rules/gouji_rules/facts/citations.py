"""What a report cites: titles in 《》, document numbers, decrees, which known document they are, and how the sentence takes them.

A number belongs to the title just before it. Numbers are recognised by their form, 发文机关代字〔年份〕序号, with the brackets and slips
that reports write in their place; how well each part is written is for CN601 to judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from operator import itemgetter
from typing import TYPE_CHECKING

from gouji.labels import normalise
from gouji.named_tuple import NamedTuple
from gouji_rules.data import data_of
from gouji_rules.facts.clauses import is_chinese, passages, says_any
from gouji_rules.facts.documents import Document, Version, documents, documents_by_title
from gouji_rules.facts.running_text import running_text

if TYPE_CHECKING:
    from gouji.report import Report, Span, Text

OPENING = "〔[【（(﹝［〈<{｛﹙〖「"
CLOSING = "〕]】）)﹞］〉>}｝﹚〗」"
ROUND = "（(﹙）)﹚"
SQUARE = "〔[【﹝［"

NUMBER = r"\s{0,2}((?:19|20)?\d\d)\s{0,2}(年?)\s{0,2}(.)(\s{0,2}[第字一—－-]{0,2}\s{0,2})(\d{1,5})(\s{0,2}号)?"
"""A document number from its opening bracket on. What may not be in it is looked at beside: each class of characters takes long to compile."""
NO_SERIALS = frozenset("年月日条件个次")
"""What follows a number that counts or dates."""
NO_NUMBERS = frozenset("楼院线厅馆室门机桌码店台铺")
"""What follows 号 in addresses and the like."""
BACK = 24
"""How far back a number's issuer and the joining words before it are looked for."""
LONGEST_ISSUER, MOST_BLANKS = 24, 2
DECREE = r"令\s{0,2}(?:第\s{0,2})?(\d{1,4})\s{0,2}([号条])|第\s{0,2}(\d{1,4})\s{0,2}(号)\s{0,2}令"
DECREE_ISSUERS = ("国务院", "国", "主席")
DECREE_ORGANS = ("政府", "部", "委", "局", "署")
ORGAN = 6
"""How many characters of an organ's name, before its last word, are taken for the issuer of a decree."""
NEAR = 60
"""How many characters of the sentence, on either side, tell how it takes a citation."""
BETWEEN = r"\s{0,2}(?:[（(\[【][^）)\]】。；《》]{0,30})?$"
TITLE_MARKS = "《》〈〉<>"
LONGEST = 200
"""A title longer than this is a mark left open, not a title."""
FORWARDED = r"(?:印发|发布)(.{6,60}?)的通知"

FOLLOWED_BEFORE = r"根据|按照?|依据|依照|遵照|遵循|执行|落实|贯彻|严格|参照|结合|围绕|为准绳|以"
FOLLOWED_AFTER = r"[^。；]{0,24}(?:规定|要求|为依据|为准|精神|编制|格式|执行)"
REPLACED_BEFORE = r"(?:代替|取代|替代|替换|废止|不再(?:执行|按照?|使用|适用|沿用|依据)|区别于|不同于|而非|不是)(?:了|原来?的?|旧的?)?[^，。；：]{0,30}$"
REPLACED_AFTER = (
    r"[^，。；]{0,24}(?:废止|失效|停止执行|不再(?:执行|适用|使用|施行|沿用))"
    r"|[^，。；]{0,12}[被由已][^，。；]{0,40}(?:取代|代替|替代|替换)|[^，。；《》]{0,12}(?:修订为|修改为|更新为|调整为)"
)
HISTORY_BEFORE = (
    r"(?:^|[，、（(由对将把按照据自从了])(?:原|曾|此前|以前|过去|当时|原来的?|原先的?|旧的?|旧版的?|修[订改]前的?)(?:按照|依据|根据|执行)?$"
    r"|(?:自|自从)[^，。；]{0,6}$|(?:回顾|较之?|对比|比较)[^，。；]{0,6}$"
)
HISTORY_AFTER = (
    r"[^，。；]{0,30}(?:颁布|公布|实施|施行|印发|出台|发布|执行)(?:以来|以后|之?后|之日|时|期间|\d{1,2}周?年|[一二三四五六七八九十]{1,3}周?年)"
    r"|[^。；《》]{0,40}(?:公布|发布|颁布)[^。；]{0,20}(?:修[订改]|修正)|[^，。；]{0,24}(?:相比|比较|相较|对比)|[^，。；]{0,24}(?:修[订改](?!后|的)|修正)"
)
LOCAL_ORGAN = (
    r"((?:[省市县区州盟旗乡镇](?:委|人民政府|政府)?|自治区(?:人民政府)?)(?:办公[厅室]|办)|[省市县区盟旗]委|[局厅])"
    r"(?:的|制定的|印发的|下发的|发布的)?$"
)
PLANNED_BEFORE = r"(?:即将|拟|将于|有待|待|期待|等待|推动|建议|参与|配合|起草|研究|征求)[^，。；]{0,10}$"
PLANNED_AFTER = r"[^，。；]{0,10}(?:征求意见|草案|起草|公布后|出台后|印发后)"


class Standing(Enum):
    """How a sentence takes the document it cites."""

    FOLLOWED = "followed"
    HISTORY = "history"
    REPLACED = "replaced"
    PLANNED = "planned"
    OTHER = "other"


class Title(NamedTuple):
    """A title with its marks, `start` to `end`; `name` is what stands between them, normalised, `inner` the titles within."""

    start: int
    end: int
    name: str
    inner: tuple[Title, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The name, those of the titles within, and of what a notice brings without marking its title."""
        if self.inner:
            return (self.name, *(name for title in self.inner for name in title.names))
        return (self.name, *re.findall(FORWARDED, self.name)) if "的通知" in self.name else (self.name,)


class PrintedNumber(NamedTuple):
    """A document number as printed: offsets of its parts in the text.

    `start` to `end` is the whole with its issuer, `opening` and `closing` are its year's brackets. `between` is what stands between them and the
    serial number other than white space, `unit` whether 号 ends it, `joined` what stands before the issuer.
    """

    start: int
    end: int
    issuer: str
    opening: int
    closing: int
    year: str
    year_unit: str
    between: str
    serial: str
    unit: bool
    joined: str


class Decree(NamedTuple):
    """A decree: 国务院令第711号; `unit` is its last character, 号 or mistakenly 条."""

    start: int
    end: int
    issuer: str
    number: int
    unit: str


class Citation(NamedTuple):
    """A citation: a title, a number or decree, or a title with its number.

    `document` and `version` are what it is of those known; `version` is None where only the document is certain.
    """

    node: Text
    title: Title | None
    number: PrintedNumber | None
    decree: Decree | None
    document: Document | None = None
    version: Version | None = None

    @property
    def start(self) -> int:
        """Where it starts in its text."""
        parts = [part.start for part in (self.title, self.number, self.decree) if part is not None]
        return min(parts)

    @property
    def end(self) -> int:
        """Where it ends in its text."""
        return max(part.end for part in (self.title, self.number, self.decree) if part is not None)

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.node.span(self.start, self.end)


def citations(report: Report) -> tuple[Citation, ...]:
    """Return what the report's headings and paragraphs cite, in order. A fact."""
    text = report.fact(running_text)
    cues = [cue for cue in ("《", "号", "令", *SQUARE) if cue in text.value]
    nodes = text.nodes if report.title is None else text.nodes[1:]
    return tuple([citation for node in nodes if says_any(cues, node.value) for citation in _of(node)])


def standing(report: Report, citation: Citation) -> Standing:
    """Return how the sentence takes what it cites."""
    text = citation.node.value
    first, last = report.fact(passages)(citation.node).sentence_at(citation.start)
    before = text[max(first, citation.start - NEAR) : citation.start]
    # 《条例》（国务院令第711号）自施行以来: the bracket's end is no word.
    after = re.sub(r"^[）)\]】]", "", text[citation.end : min(max(last, citation.end), citation.end + NEAR)])
    for found, cue_before, cue_after in (
        (Standing.REPLACED, REPLACED_BEFORE, REPLACED_AFTER),
        (Standing.PLANNED, PLANNED_BEFORE, PLANNED_AFTER),
        (Standing.HISTORY, HISTORY_BEFORE, HISTORY_AFTER),
        (Standing.FOLLOWED, FOLLOWED_BEFORE, FOLLOWED_AFTER),
    ):
        if re.search(cue_before, before) or re.match(cue_after, after):
            return found
    return Standing.OTHER


def _of(node: Text) -> list[Citation]:
    text = node.value
    cited = {title.end: title for title in titles(text)} if "《" in text else {}
    parts: list[PrintedNumber | Decree] = list(printed_numbers(text))
    if "令" in text:
        parts += _decrees(text)
    if not parts:
        return [_identified(Citation(node, title, None, None)) for title in cited.values()]
    found: list[tuple[int, Citation]] = []
    for part in sorted(parts, key=_start):
        title = _title_before(text, part.start, cited)
        if title is not None:
            del cited[title.end]
        number, decree = (part, None) if isinstance(part, PrintedNumber) else (None, part)
        found.append((part.start if title is None else title.start, Citation(node, title, number, decree)))
    found += [(title.start, Citation(node, title, None, None)) for title in cited.values()]
    return [_identified(citation) for _, citation in sorted(found, key=itemgetter(0))]


def _start(part: PrintedNumber | Decree) -> int:
    return part.start


def titles(text: str) -> Iterator[Title]:
    """Yield the titles in 《》 of a text, each with those inside it (in 〈〉, <> or 《》), in order of their ends."""
    open_marks: list[tuple[str, int, list[Title]]] = []
    for at in _places(TITLE_MARKS, text):
        character = text[at]
        if character in "《〈<":
            if character == "《" or open_marks:
                open_marks.append((character, at, []))
            continue
        opening = "《〈<"["》〉>".index(character)]
        if open_marks and open_marks[-1][0] == opening:
            _, start, inner = open_marks.pop()
            if at - start > LONGEST:
                continue
            title = Title(start, at + 1, normalise(text[start + 1 : at]), tuple(inner))
            if open_marks:
                open_marks[-1][2].append(title)
            else:
                yield title
        elif character == "》":
            open_marks.clear()


def printed_numbers(text: str) -> Iterator[PrintedNumber]:
    """Yield the document numbers of a text."""
    if not ("号" in text or says_any(SQUARE, text)):
        return
    lists = data_of("document_numbers")
    passed = 0
    for opening in _places(OPENING, text):
        if opening < passed or not text[opening + 1 : opening + 4].lstrip()[:1].isdigit():
            continue
        match = re.compile(NUMBER).match(text, opening + 1)
        if match is None or match[3] not in CLOSING or text[match.end(5) : match.end(5) + 1] in NO_SERIALS:
            continue
        unit = match[6] is not None and text[match.end() : match.end() + 1] not in NO_NUMBERS
        end = passed = match.end() if unit else match.end(5)
        issuer, joined = _issuer(text, opening)
        year = match[1]
        plain = bool(issuer) and issuer[-1] in lists["endings"]
        if (len(year) < 4 or not unit) and not (plain and text[opening] not in ROUND):
            continue
        if not unit and re.match(r"\s{0,2}[、，,和及至—-]\s{0,2}\d|\d", text[end:]):
            continue
        start = opening if not issuer else text.rindex(issuer, max(0, opening - BACK - 4), opening)
        yield PrintedNumber(
            start, end, issuer, opening, match.start(3), year, match[2], "".join(match[4].split()), match[5],
            unit, joined,
        )  # fmt: skip


def _places(marks: str, text: str) -> list[int]:
    """Return where any of the marks stands."""
    found: list[int] = []
    for mark in marks:
        at = text.find(mark)
        while at >= 0:
            found.append(at)
            at = text.find(mark, at + 1)
    found.sort()
    return found


def _issuer(text: str, opening: int) -> tuple[str, str]:
    """Return the issuer's abbreviation before a number, and the last of what joins it to the words before, or ("", "")."""
    before = text[max(0, opening - BACK) : opening]
    words = before.rstrip()
    start = end = len(words)
    while start and end - start < LONGEST_ISSUER and is_chinese(words[start - 1]):
        start -= 1
    if start == end or len(before) - end > MOST_BLANKS:
        return "", words[-1:]
    words = words[start:]
    lists = data_of("document_numbers")
    for national in lists["national"]:
        if national in words:
            at = words.index(national)
            return words[at:], words[:at][-1:] or before[:start].rstrip()[-1:]
    at, joined = max(
        ((words.rfind(word) + len(word), word) for word in lists["joining"] if word in words), default=(0, "")
    )
    return words[at:], joined or before[:start].rstrip()[-1:]


def _decrees(text: str) -> Iterator[Decree]:
    for match in re.finditer(DECREE, text):
        issuer = _decree_issuer(text[max(0, match.start() - 12) : match.start()])
        if issuer:
            start = match.start() - len(issuer)
            yield Decree(start, match.end(), issuer, int(match[1] or match[3]), match[2] or match[4])


def _decree_issuer(before: str) -> str:
    """Return the issuer that the words before a decree's number end with; empty where they name none."""
    for issuer in DECREE_ISSUERS:
        if before.endswith(issuer):
            return issuer
    for organ in DECREE_ORGANS:
        if before.endswith(organ):
            start = end = len(before) - len(organ)
            while start and end - start < ORGAN and is_chinese(before[start - 1]):
                start -= 1
            return before[start:]
    return ""


def _title_before(text: str, start: int, ends: dict[int, Title]) -> Title | None:
    """Return the title that a number starting there belongs to: it ends just before, or before the bracket the number stands in."""
    at = text.rfind("》", max(0, start - 40), start)
    title = ends.get(at + 1)
    if title is None or text[at + 1 : start] in ("", "（", "("):
        return title
    return title if re.fullmatch(BETWEEN, text[at + 1 : start]) else None


def _identified(citation: Citation) -> Citation:
    """Return the citation with the document it is of; its number decides, where it has one, and its title otherwise."""
    names = citation.title.names if citation.title is not None else ()
    known = documents_by_title()
    named = next((known[name] for name in names if name in known), None)
    if citation.number is not None or citation.decree is not None:
        for document in documents():
            for version in document.versions:
                if _numbered(citation, version, document is named):
                    return _of_document(citation, document, version)
    if named is not None:
        return _of_document(citation, named, _version_titled(citation, named))
    if any("通知" in name for name in names):
        for document in documents():
            for version in document.versions:
                if _is_notice(citation, document, version):
                    return _of_document(citation, document, version)
    return citation


def _of_document(citation: Citation, document: Document, version: Version | None) -> Citation:
    return Citation(citation.node, citation.title, citation.number, citation.decree, document, version)


def _numbered(citation: Citation, version: Version, named: bool) -> bool:
    """Whether a citation bears a version's number; one without its issuer does so where the title names the document."""
    if citation.decree is not None:
        return citation.decree.number == version.decree and citation.decree.issuer in ("国务院", "国")
    printed, number = citation.number, version.number
    if printed is None or number is None or (int(printed.year), int(printed.serial)) != (number.year, number.serial):
        return False
    return printed.issuer.endswith(number.issuer) or (named and not printed.issuer)


def _version_titled(citation: Citation, document: Document) -> Version | None:
    """Return the version that the title alone tells: the only one, or one whose title no other has, and no later number contradicts."""
    assert citation.title is not None
    if len(document.versions) == 1:
        return None if citation.number or citation.decree else document.versions[0]
    for version in document.versions:
        only = [other for other in document.versions if other.title == version.title] == [version]
        if only and version.title != normalise(document.title) and version.title in citation.title.names:
            later = citation.number is not None and int(citation.number.year) > (version.until or 0)
            return None if later else version
    return None


def _is_notice(citation: Citation, document: Document, version: Version) -> bool:
    """Whether a title is that of the notice that brought a version; other organs give their own notices the same title."""
    assert citation.title is not None
    for notice in version.notices:
        for name in citation.title.names:
            if not name.endswith(notice):
                continue
            issuer = name.removesuffix(notice)
            before = citation.node.value[max(0, citation.title.start - BACK) : citation.title.start]
            if citation.number is not None:
                return citation.number.issuer.startswith(document.issuers) and int(citation.number.year) <= (
                    version.until or 0
                )
            return issuer.startswith(document.issuers) if issuer else local_organ(before) is None
    return False


def local_organ(before: str) -> str | None:
    """Return the local organ that the words just before a title name as its issuer, or None."""
    organ = re.search(LOCAL_ORGAN, before)
    return None if organ is None or "国" in before[-BACK:] else organ[1]
