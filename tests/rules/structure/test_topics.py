"""The topics of the editions: what chapters must treat, as data."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.formats import FormatError, Formats, Topic
from gouji.report import Report
from gouji.testing import registry, sample
from gouji_rules.facts.chapter_contents import chapter_contents

EDITION = """
title: 试行格式
notice: 试〔2026〕1号
chapters:
  - key: overview
    heading: 一、总体情况
    topics:
      - {rule: CN108, key: archives, name: 档案开放, words: [档案开放], synonyms: [开放档案], unlike: [档案开放日]}
"""


def edition_in(folder: Path, text: str, rules: frozenset[str] | None = None) -> Topic:
    file = folder / "2026.yaml"
    file.write_text(text, encoding="utf-8")
    edition = Formats([file], rules).for_year(2026)
    assert edition is not None
    [topic] = edition.chapter("overview").topics
    return topic


def test_words_synonyms_and_phrases_unlike_them(tmp_path: Path) -> None:
    topic = edition_in(tmp_path, EDITION)
    assert topic.is_named("推进档案开放工作")
    assert not topic.is_named("开放档案30卷")
    assert topic.is_named("开放档案30卷", loosely=True)
    assert not topic.is_named("举办档案开放日活动")
    assert topic.is_named("举办档案开放日活动，档案开放30卷")


def test_a_topic_of_a_rule_nobody_brings_is_a_mistake_in_the_edition(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="chapter overview: no rule has the code CN108"):
        edition_in(tmp_path, EDITION, frozenset({"CN109"}))
    with pytest.raises(FormatError, match=r"2026\.yaml.*words"):
        edition_in(tmp_path, EDITION.replace("words: [档案开放], ", ""))


@pytest.mark.parametrize("year", [2019, 2021])
def test_every_topic_belongs_to_a_structure_rule_and_names_itself(year: int) -> None:
    edition = registry().formats.for_year(year)
    assert edition is not None
    topics = [topic for chapter in edition.chapters for topic in chapter.topics]
    assert len({topic.key for topic in topics}) == len(topics) > 7
    for topic in topics:
        assert topic.is_named(topic.name), topic
        rule = registry().rule(topic.rule)
        assert rule is not None
        assert rule.category.value == "structure"


def test_the_content_of_a_chapter_is_gathered_from_all_its_parts() -> None:
    data = sample()
    data["content"][:1] = [
        {"heading": "一、总体情况", "content": ["本报告由云岭市档案数据局编制。"]},
        {"heading": "一、总体情况", "content": ["公开 信息。", {"table": None, "grid": [["条数", 20]]}]},
        {"heading": "一、健全机制", "content": ["（一）专人负责。每周巡查。", "（文字描述）"]},
    ]
    content = Report(data, registry().formats).fact(chapter_contents)["overview"]
    assert content.section.pointer == ("content", 1)
    assert content.text.split("\n") == [
        "本报告由云岭市档案数据局编制。",
        "公开信息。",
        "（一）专人负责。每周巡查。",
        "条数",
        "20",
    ]
    assert content.headings.split("\n") == ["一、健全机制", "（一）专人负责"]
