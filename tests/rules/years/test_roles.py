"""The roles of year mentions, measured against labels that were written before the classifier or by someone who had not seen it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.report import Report
from gouji.testing import registry, sample
from gouji_rules.facts.years import Role, YearMention, years

LABELLED = "labelled.yaml"
INDEPENDENT = "independent.yaml"
"""Written by someone who had not seen the classifier."""
HARD = "hard.yaml"
LEFTOVERS = "leftovers.yaml"


@dataclass(frozen=True, slots=True)
class Label:
    """A sentence, what is printed in it, and what the rules must say."""

    year: int
    text: str
    mentions: tuple[tuple[str, str], ...]
    where: str = "overview"
    fires: tuple[tuple[str, str], ...] = ()
    trap: bool = False

    def data(self) -> dict[str, Any]:
        """The report JSON of a clean report with the sentence in its place."""
        data = sample(self.year)
        content = data["content"]
        if self.where == "title":
            data["title"] = self.text
        elif self.where == "preface":
            content.insert(0, self.text)
        elif self.where == "heading":
            content[0]["content"].insert(0, {"heading": self.text, "content": ["内容详见各栏目。"]})
        else:
            chapter = {"overview": 0, "problems": -2, "other": -1}[self.where]
            content[chapter]["content"].insert(0, self.text)
        return data

    def report(self) -> Report:
        """The report as rules see it."""
        return Report(self.data(), registry().formats)


@cache
def labels(file: str = LABELLED) -> tuple[Label, ...]:
    """Every sentence of a file of labels, in its order."""
    text = Path(__file__).with_name(file).read_text(encoding="utf-8")
    return tuple(
        Label(
            entry["year"],
            entry["text"],
            tuple((words, role) for words, role in entry.get("mentions", ())),
            entry.get("in", "overview"),
            tuple(entry.get("fires", {}).items()),
            entry.get("trap", False),
        )
        for entry in yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    )


def measured() -> tuple[Label, ...]:
    """The sentences with roles, those of both authors."""
    return labels() + labels(INDEPENDENT)


RULES = ("CN301", "CN302", "CN303", "CN304", "CN305", "CN306", "CN307")


def mentions_of(label: Label, report: Report) -> list[YearMention]:
    """The mentions in the labelled sentence, not those of the report around it."""
    return [m for m in report.fact(years) if m.span.node.value == label.text]


def findings_of(label: Label, report: Report) -> dict[str, str]:
    """Code and level of what the rules on years say of the labelled sentence."""
    rules = [rule for rule in registry().rules if rule.code in RULES and rule.check is not None]
    found: dict[str, str] = {}
    for rule in rules:
        assert rule.check is not None
        for finding in rule.check(report, None):
            if finding.target.node.value == label.text:  # type: ignore[union-attr]
                found[rule.code] = (finding.severity or rule.severity).label
    return found


def test_labels_cover_every_role_and_enough_traps() -> None:
    told = [role for label in measured() for _, role in label.mentions]
    assert set(told) == {role.value for role in Role}
    assert len(measured()) >= 300
    assert len(labels(INDEPENDENT)) * 3 >= len(measured())
    assert sum(label.trap for label in measured()) >= 120


@pytest.mark.parametrize("file", [LABELLED, INDEPENDENT])
def test_at_least_95_of_100_roles_are_right(file: str) -> None:
    total, wrong = 0, []
    for label in labels(file):
        found = [(m.span.text, m.role.value) for m in mentions_of(label, label.report())]
        for words, role in label.mentions:
            total += 1
            actual = next((pair for pair in found if pair[0] == words), (words, "not found"))
            if actual in found:
                found.remove(actual)
            if actual[1] != role:
                wrong.append(f"{label.year} {label.text!r}: {words} is {role}, told as {actual[1]}")
    assert len(wrong) <= total * 0.05, "\n".join(wrong)


@pytest.mark.parametrize(
    "label",
    [*measured(), *labels(HARD), *labels(LEFTOVERS)],
    ids=lambda label: f"{label.year} {label.text[:24]}",
)
def test_the_rules_say_what_the_label_says(label: Label) -> None:
    assert findings_of(label, label.report()) == dict(label.fires)


PIECES = (
    "2020年", "2021年", "2022年度", "2023年", "2021年底", "2019—2020年", "21年", "〔2021〕", "我局", "共", "公开", "公开信息5条", "较", "与", "自", "以来", "截至", "累计",
    "结转", "部门决算", "的", "将", "存在问题", "整改", "，", "。", "；", "《", "》", "“", "”", "（", "）", "\n", " ", "1月1日至12月31日", "统计期限", "年度报告",
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=24),
    st.sampled_from(["overview", "problems", "preface", "title", "heading"]),
)
def test_every_mention_gets_a_role_whatever_stands_around_it(pieces: list[str], where: str) -> None:
    label = Label(2022, "".join(pieces), (), where)
    for mention in mentions_of(label, label.report()):
        assert isinstance(mention.role, Role)
        assert mention.clause in mention.span.node.value
        assert mention.span.text.strip("，,；;。") in mention.clause
