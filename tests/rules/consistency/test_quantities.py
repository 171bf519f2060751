"""Quantities in text, measured against labels that were written before the classifier."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.equations import read_unit
from gouji.report import Report
from gouji.testing import registry, sample, set_cell
from gouji_rules.facts.part_lists import part_lists
from gouji_rules.facts.quantities import Quantities, Scope, quantities

PIECES = (
    "12", "３", "一", "十二", "百", "余", "万", "件", "条", "次", "%", "百分之", "近", "约", "左右", "其中", "分别为", "合计", "（", "）", "，", "。", "；", "、", "：", "《", "》", "“", "”", "申请", "受理", "办结",
    "予以公开", "行政复议", "维持", "规范性文件", "制发", "上年结转", "转2024年", "增长", "占", "由上年的", "未收到政府信息公开申请", "均已办结", "逐年递增", "2022年", "全县", "县教育局", "备案", "自然人", "-", "—", "至", ".", ",", " ", "\n",
)  # fmt: skip

FILES = ("labelled.yaml", "independent.yaml")
LONGER = 10
"""How many characters more than the labelled ones may tell what is counted."""


@dataclass(frozen=True, slots=True)
class Label:
    """A sentence and the quantities a person saw in it."""

    text: str
    year: int
    quantities: tuple[dict[str, Any], ...]
    list: str


@cache
def labels(file: str) -> tuple[Label, ...]:
    """Every sentence of a file of labels, in its order."""
    entries = yaml.safe_load(Path(__file__).with_name(file).read_text(encoding="utf-8"))
    return tuple(
        Label(e["text"], e.get("year", 2023), tuple(e.get("quantities") or ()), e.get("list", "none")) for e in entries
    )


def read(text: str, year: int = 2023) -> Quantities | None:
    """The quantities of a sentence in a report that is clean otherwise."""
    report = Report(sample(year, [text]), registry().formats)
    return next((found for found in report.fact(quantities) if found.text == text), None)


def amount(value: Any, unit: str) -> tuple[Decimal, str]:
    """A value in its plain unit, so that 3.2 of 万元 and 32000 of 元 are the same."""
    if unit.endswith("百分点"):
        return Decimal(str(value)), "百分点"
    plain = read_unit(unit)
    return Decimal(str(value)) * plain.scale, plain.plain.replace("％", "%")


def same_thing(told: str, labelled: str, lead: str) -> bool:
    """Whether two names of what is counted agree.

    One is the other with attributes left out, and the label may name what was done to it (收到申请 for 政府信息公开申请 after 收到).
    """
    told, labelled = "".join(told.split()), "".join(labelled.split())
    if len(told) > max(len(labelled), 4) + LONGER:
        return False
    return (
        _has(told, labelled)
        or _has(lead + told, labelled)
        or _has(told + lead, labelled)
        or (len(told) >= 2 and told in labelled)
    )


def _has(words: str, wanted: str) -> bool:
    """Whether the characters of one string stand in another in their order."""
    rest = iter(words)
    return all(char in rest for char in wanted)


def mistakes(label: Label) -> tuple[int, list[str]]:
    """How many quantities there are to tell, labelled or only told, and what is wrong with them."""
    found = read(label.text, label.year)
    told = list(enumerate(found)) if found is not None else []
    wrong = []
    taken = set()
    after = 0
    for item in label.quantities:
        words = str(item["words"])
        start = label.text.index(words, after)
        after = start + len(words)
        index, quantity = next(
            ((i, q) for i, q in told if q.start < after and q.end > start and i not in taken), (-1, None)
        )
        if quantity is None or found is None:
            wrong.append(f"{label.text!r}: {words} was not found")
            continue
        taken.add(index)
        counted = found.counted(index)
        value = item["value"][0] if isinstance(item["value"], list) else item["value"]
        if amount(quantity.value, quantity.unit) != amount(value, item.get("unit") or ""):
            wrong.append(f"{label.text!r}: {words} told as {quantity.value} {quantity.unit}")
        elif not same_thing(counted, item.get("counted") or "", found.lead(index)):
            wrong.append(f"{label.text!r}: {words} counts {item.get('counted')!r}, told as {counted!r}")
    wrong += [f"{label.text!r}: {label.text[q.start : q.end]} is none" for i, q in told if i not in taken]
    return len(label.quantities) + len(told) - len(taken), wrong


@pytest.mark.parametrize("file", FILES)
def test_at_least_95_of_100_are_right_in_value_unit_and_counted_thing(file: str) -> None:
    results = [mistakes(label) for label in labels(file)]
    total, wrong = sum(number for number, _ in results), [line for _, lines in results for line in lines]
    assert len(wrong) <= total * 0.05, f"{total - len(wrong)} of {total}\n" + "\n".join(wrong)


def kind_of_list(label: Label) -> str:
    """What the lists of a sentence are told to be, in the words of the labels."""
    report = Report(sample(label.year, [label.text]), registry().formats)
    lists = [found for found in report.fact(part_lists) if found.quantities.text == label.text]
    return "exhaustive" if any(found.exhaustive for found in lists) else "partial" if lists else "none"


@pytest.mark.parametrize("file", FILES)
def test_at_least_95_of_100_lists_are_told_to_be_exhaustive_or_not(file: str) -> None:
    wrong = [f"{label.list}: {label.text}" for label in labels(file) if kind_of_list(label) != label.list]
    assert len(wrong) <= len(labels(file)) * 0.05, "\n".join(wrong)


def test_there_are_enough_labels() -> None:
    assert len(labels("labelled.yaml")) >= 130
    assert sum(len(labels(file)) for file in FILES) >= 200


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=28))
def test_no_arrangement_of_words_breaks_a_rule_or_a_quantity(pieces: list[str]) -> None:
    text = "".join(pieces)
    data = sample(2023, [text])
    for where in ("new_received", "granted", "np_repeat", "result_total", "carried_out"):
        set_cell(data, f"requests/{where}/total", 2)
    report = Report(data, registry().formats)
    for found in report.fact(quantities):
        ends = [0, *(quantity.end for quantity in found)]
        for index, quantity in enumerate(found):
            assert ends[index] <= quantity.start < quantity.end <= len(found.text)
            assert isinstance(found.counted(index), str)
            assert isinstance(found.scope(index), Scope)
    for rule in registry().rules:
        if "CN401" <= rule.code <= "CN405" and rule.check is not None:
            for finding in rule.check(report, None):
                rule.messages[finding.message]["zh"].format_map(finding.data)
                rule.messages[finding.message]["en"].format_map(finding.data)
