"""Provinces and prefectures that a report names and that are not where its organ is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from gouji.named_tuple import NamedTuple
from gouji_rules.facts.clauses import passages
from gouji_rules.facts.running_text import running_text
from gouji_rules.facts.self_words import NO_WORD, is_enclosed

if TYPE_CHECKING:
    from gouji.report import Report, Span

# Why a report may well name another place: a visit, a partnership, a party to a case, a firm or an institution of that name.
OCCASIONS = (
    r"学习|考察|调研|交流|参观|取经|借鉴|经验|做法|观摩|培训|对口|协作|合作|支援|帮扶|结对|共建|签订|签署|联合|联盟|毗邻|跨[省市区域]|区域|异地|通办|一体化|"
    r"长三角|长江|珠三角|京津冀|大湾区|成渝|城市群|都市圈|经济[圈带]|流域|黄河|飞地|招商|推介|驻|挂职|援[疆藏青建]|等地|等[省市]|来自|户籍|籍|居住|迁|"
    r"申请人|原告|法院|检察院|仲裁|复议|诉讼|判决|移送|转交|告知|疫情|自然灾害|兄弟|先进地区|第三方|供应商|中标|承办|主办|召开|举办|举行|某|大会|论坛|博览|展会|峰会|赛"
)
# What is only named after a place.
NAMED_AFTER = (
    r"^.{0,16}?(?:公司|集团|大学|学院|研究院|医院|银行|铁路|高速|公路|机场|港口|律师|事务所|协会|有限|中心|路|大道|街)"
)
_ENDS = "[省市州盟区]"
_REACH = 40


class ForeignPlace(NamedTuple):
    """A place that is not the organ's own, and the clause it is named in."""

    span: Span
    clause: Span


def foreign_places(report: Report) -> Iterator[ForeignPlace]:
    """Yield other provinces and prefectures, each once, where nothing tells why they are named.

    Where the organ's own region is not known nothing is told.
    """
    own = report.agency.region
    if not own:
        return
    lengths, places = _places()
    cut = report.fact(passages)
    told: set[str] = set()
    for node in report.fact(running_text).nodes:
        text = node.value
        for match in re.finditer(_ENDS, text):
            end = match.end()
            for length in lengths[match[0]]:
                name = text[end - length : end] if length <= end else ""
                code = places.get(name)
                if code is None or name in told or name in report.agency.name or _is_own(code, own):
                    continue
                if text[end : end + 1] in NO_WORD[match[0]] or is_enclosed(text, end):
                    continue
                start, last = cut(node).sentence_at(end - 1)
                around = text[max(start, end - _REACH) : min(last, end + _REACH)]
                if re.search(OCCASIONS, around) or re.match(NAMED_AFTER, text[end:last]):
                    continue
                told.add(name)
                first, stop = cut(node).clause_at(end - 1)
                clause = node.span(max(first, end - _REACH), min(stop, end + _REACH))
                yield ForeignPlace(node.span(end - length, end), clause)


def _is_own(code: str, own: str) -> bool:
    """Whether a place is the organ's, lies in the organ's province where the organ is the province's, or holds the organ."""
    if code[:2] != own[:2]:
        return False
    return own.endswith("0000") or code.endswith("0000") or code[:4] == own[:4]


@cache
def _places() -> tuple[dict[str, tuple[int, ...]], dict[str, str]]:
    """Return the lengths of the names that end with a character, the longest first, and the codes by name."""
    from gouji.readers.metadata import regions

    names = {name: code for name, code in regions().items() if code.endswith("00")}
    lengths: dict[str, set[int]] = {end: set() for end in _ENDS[1:-1]}
    for name in names:
        lengths[name[-1]].add(len(name))
    return {end: tuple(sorted(found, reverse=True)) for end, found in lengths.items()}, names
