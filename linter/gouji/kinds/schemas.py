"""Schemas of keys that several kinds have: what to look for, and where."""

from __future__ import annotations

from typing import Any

MOST_WORDS = 2000


def text(en: str, zh: str, most: int = 400) -> dict[str, Any]:
    """Return the schema of one line of text."""
    return {"title": en, "description": zh, "type": "string", "minLength": 1, "maxLength": most}


def words(en: str, zh: str, least: int = 1) -> dict[str, Any]:
    """Return the schema of a list of words; `$name` stands for a vocabulary."""
    item = {
        "title": "a word, or $name for a vocabulary",
        "description": "一个词，或以 $名称 引用词表",
        "type": "string",
    }
    return {
        "title": en, "description": zh, "type": "array", "minItems": least, "maxItems": MOST_WORDS,
        "items": {**item, "minLength": 1, "maxLength": 100},
    }  # fmt: skip


def count(en: str, zh: str, least: int = 0) -> dict[str, Any]:
    """Return the schema of a whole number."""
    return {"title": en, "description": zh, "type": "integer", "minimum": least, "maximum": 1_000_000}


def choice(en: str, zh: str, *values: str) -> dict[str, Any]:
    """Return the schema of one of several words."""
    return {"title": en, "description": zh, "enum": list(values)}


def flag(en: str, zh: str) -> dict[str, Any]:
    """Return the schema of true or false."""
    return {"title": en, "description": zh, "type": "boolean"}


WHERE: dict[str, dict[str, Any]] = {
    "in": {
        "title": "where to look: title, preface, or the keys of chapters; everywhere where absent",
        "description": "检查范围：title（标题）、preface（前言）或章的键名；不写则为全文",
        "type": "array",
        "minItems": 1,
        "items": {"type": "string"},
    },
    "under": words(
        "look only under headings with one of these words, where there are such headings",
        "只看标题中有这些词之一的小节；没有这样的小节时看整个范围",
    ),
    "headings": flag("look at headings only", "只看标题"),
}

SEARCH: dict[str, dict[str, Any]] = {
    "words": words("words to look for", "要找的词"),
    "patterns": {
        "title": "regular expressions to look for; every repeat needs an upper bound",
        "description": "要找的正则表达式；每处重复都要写明上限",
        "type": "array",
        "minItems": 1,
        "maxItems": 50,
        "items": text("a regular expression", "正则表达式"),
    },
    "unless": words("phrases in which a word found does not count", "出现在这些词组中的不算"),
}

WHAT = text("what is looked for, in words, for messages", "要找的是什么，用于消息", 80)
