"""How the text calls the organ that reports: 我局, 我镇, and whether that is what the organ is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from itertools import islice
from typing import TYPE_CHECKING

from gouji.named_tuple import NamedTuple
from gouji_rules.facts.clauses import passages
from gouji_rules.facts.running_text import running_text

if TYPE_CHECKING:
    from gouji.report import Report, Span, Text
    from gouji_rules.facts.clauses import Passage

OFFICES = ("局", "委", "办", "厅")
TOWNSHIPS = ("镇", "乡", "街道", "苏木")
COUNTIES = ("县", "旗")
AREAS = ("省", "州", "盟", "市", "区", *COUNTIES)

# Words that only begin like one of these: 我市场监管局, 我委托第三方, 我办理.
NO_WORD = {
    "局": frozenset("部限面势促中"),
    "委": frozenset("托派任婉"),
    "办": frozenset("理事公结件好完妥学证成复了过的"),
    "厅": frozenset("堂"),
    "镇": frozenset("静定压痛"),
    "乡": frozenset("镇村土亲情音愁"),
    "市": frozenset("场民值面容"),
    "区": frozenset("域别块分间划位"),
    "县": frozenset("城域"),
    "旗": frozenset("下帜舰袍"),
    "州": frozenset(),
    "省": frozenset("去略心事力"),
    "盟": frozenset("友"),
    "街道": frozenset(),
    "苏木": frozenset(),
}
NOT_SELF = frozenset("自忘本小大敌唯")
ENCLOSING = (("“", "”"), ("《", "》"), ("「", "」"))

# Words of the public, and of those whom the organ visits or sends people to.
VOICES = r"留言|来信|来电|咨询|反映|网民|网友|提问|群众问"
VISITS = r"学习|考察|调研|交流|参观|取经|借鉴|告知|转交|移送|引导|建议申请人|合作|协作|对口|帮扶"
# The area above did something, or told the organ to.
FROM_ABOVE = r"统一|部署|要求|印发|下发|牵头|考核|考评|平台|门户|网站|领导小组|主管部门|上级|安排|《|通报|召开的|组织的"
ABOVE_ACTS = r"[省市县区州盟旗](?:委|政府|人民政府|政务|办)"
AS_SUBJECT = (
    r"^(?:政府)?(?:信息公开|政务公开)?(?:工作)?(?:高度重视|认真|积极|严格|坚持|扎实|深入|不断|全年|共(?!同)|主动|及时|未|没有|"
    r"始终|切实|进一步|持续|按时|依法)"
)
CIRCUMSTANCES = ("结合", "立足", "根据", "从", "按照", "针对", "围绕")
OWN_CASE = r"^的?(?:工作)?(?:实际|具体情况|情况|特点)"
OPENING = r"^[0-9０-９年度月上下半全在是一二三四五六七八九十（）()、.\s]*$"
WHOLE_AREA = r"全(?:省|市|县|区|州|盟|旗)各级(?:行政机关|人民政府|政府(?:部门|机关)?|机关)"
GUIDING = r"要求|推动|指导|督促|监督|组织|面向|帮助|统筹|协调|推进|培训|部署|检查|牵头|调度|上级"
# Offices that look after the openness of a whole area write of all its organs.
IN_CHARGE = r"政府办|办公厅|办公室|政务|数据|行政审批|管理委员会|管委会|信息公开"
BESIDE_BEFORE = r"我(?:局|委|办|厅|镇|乡|街道)[、和与及]$"
BESIDE_BEHIND = r"^[、和与及]我(?:局|委|办|厅|镇|乡|街道)"
"""Kinds of organs side by side are a list of who takes part: 我局、我委等部门."""
ITSELF = r"[我本](?:局|委|办|厅|院|机关|单位|部门|中心)"
QUOTED = 60
"""How far back an opening quotation or title mark is looked for."""
MOST = 1000
"""How many words are looked at: ten whole reports have fewer."""


class Kind(Enum):
    """What is foreign: an organ of another kind, the area above in the organ's own place, or all organs of an area."""

    OTHER = "other"
    ABOVE = "above"
    WHOLE_AREA = "whole-area"


class ForeignSelf(NamedTuple):
    """A word by which the text calls its own organ and which is not what the organ is, and the clause it stands in."""

    span: Span
    clause: Span
    kind: Kind


def foreign_selves(report: Report) -> Iterator[ForeignSelf]:
    """Yield the words by which the report calls itself something it is not.

    What the organ is stands in its name; where that names no kind of organ nothing is told.
    """
    name = "".join(report.agency.name.split())
    foreign, above = _not_own(name)
    if not foreign:
        return
    is_office = not name.removesuffix("人民政府").endswith(AREAS)
    cut = report.fact(passages)
    looked_at = 0
    running = report.fact(running_text)
    for index in sorted(running.holding(("我", "各级") if is_office else ("我",))):
        node = running.nodes[index]
        text = node.value
        at = text.find("我")
        while at >= 0 and looked_at < MOST:
            looked_at += 1
            word = text[at + 1 : at + 3] if text[at + 1 : at + 3] in NO_WORD else text[at + 1 : at + 2]
            if word in foreign or word in above:
                yield from _self(node, cut(node), at, word, word in above)
            at = text.find("我", at + 1)
        if is_office and "各级" in text and not re.search(IN_CHARGE, name):
            yield from _whole_area(node, cut(node))


def _not_own(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that an organ of that name is not, and those that name an area above it."""
    own = {word for word in NO_WORD if word in name}
    if name.removesuffix("人民政府").removesuffix("办事处").removesuffix("办").endswith(TOWNSHIPS):
        return frozenset({"局", "厅", *TOWNSHIPS} - own), frozenset(AREAS)
    if name.removesuffix("人民政府").endswith(AREAS):
        return frozenset({"局", *TOWNSHIPS, *COUNTIES} - own), frozenset()
    if not own & {*OFFICES}:
        return frozenset(), frozenset()
    # An office of a city or district has no county or banner for its own.
    counties = COUNTIES if own & {*AREAS} else ()
    return frozenset({*OFFICES, *TOWNSHIPS, *counties} - own), frozenset()


def _self(node: Text, passage: Passage, at: int, word: str, above: bool) -> Iterator[ForeignSelf]:
    text = node.value
    end = at + 1 + len(word)
    if text[end : end + 1] in NO_WORD[word] or text[at - 1 : at] in NOT_SELF or is_enclosed(text, at):
        return
    first, last = passage.sentence_at(at)
    before, after = text[max(first, at - QUOTED) : at], text[end : min(last, end + QUOTED)]
    if re.search(VOICES, before + after) or re.search(VISITS, before):
        return
    if re.search(BESIDE_BEFORE, before) or re.search(BESIDE_BEHIND, after):
        return
    start, stop = passage.clause_at(at)
    if above and not _takes_the_place(before, text[max(start, at - QUOTED) : at], after):
        return
    kind = Kind.ABOVE if above else Kind.OTHER
    yield ForeignSelf(node.span(at, end), node.span(max(start, at - QUOTED), min(stop, end + QUOTED)), kind)


def _takes_the_place(before: str, lead: str, after: str) -> bool:
    """Whether the area above stands where the organ itself belongs: 结合我县实际, or as the subject of the organ's own work."""
    if re.search(ABOVE_ACTS, before):
        return False
    if lead.endswith(CIRCUMSTANCES) and re.match(OWN_CASE, after):
        return True
    return (
        re.match(OPENING, lead) is not None
        and re.match(AS_SUBJECT, after) is not None
        and re.search(rf"{FROM_ABOVE}|[我本全](?:{'|'.join(TOWNSHIPS)})", before + after) is None
    )


def _whole_area(node: Text, passage: Passage) -> Iterator[ForeignSelf]:
    for match in islice(re.finditer(WHOLE_AREA, node.value), MOST):
        first, last = passage.sentence_at(match.start())
        start, stop = passage.clause_at(match.start())
        sentence = node.value[max(first, match.start() - QUOTED) : min(last, match.end() + QUOTED)]
        leads = re.match(OPENING, node.value[max(start, match.start() - QUOTED) : match.start()]) is not None
        apart = re.search(GUIDING, sentence) or re.search(ITSELF, sentence)
        if leads and not apart and not is_enclosed(node.value, match.start()):
            clause = node.span(max(start, match.start() - QUOTED), min(stop, match.end() + QUOTED))
            yield ForeignSelf(node.span(*match.span()), clause, Kind.WHOLE_AREA)


def is_enclosed(text: str, at: int) -> bool:
    """Whether an offset lies within title marks or quotation marks."""
    before = text[max(0, at - QUOTED) : at]
    return any(before.rfind(opening) > before.rfind(closing) for opening, closing in ENCLOSING)
