"""What a kind is given to compile a rule with: patterns that are safe, words with vocabularies filled in, parts of the report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NoReturn

from gouji.kinds.texts import PREFACE, TITLE, Lexicon, Search, Where
from gouji.packs.errors import Mistake, Refused
from gouji.packs.patterns import Hostile, compiled
from gouji.spelling import did_you_mean

if TYPE_CHECKING:
    from gouji.formats import Formats
    from gouji.report import Pointer


class Workshop:
    """One rule being compiled. Keys are named as in the rule, so that a mistake is told at its place."""

    def __init__(
        self,
        at: Pointer,
        lexicon: Lexicon,
        vocabularies: Mapping[str, Iterable[str]],
        formats: Formats,
        values: Mapping[str, Any],
    ) -> None:
        self._at = at
        self._lexicon = lexicon
        self._vocabularies = vocabularies
        self._values = values
        self.formats = formats

    def refuse(self, key: Pointer | str, zh: str, en: str, within: int = 0) -> NoReturn:
        """Raise the error that points at a key of the rule."""
        parts = (key,) if isinstance(key, str) else key
        raise Refused(Mistake((*self._at, *parts), zh, en, within=within))

    def words(self, key: Pointer | str, words: Iterable[str] | None = None) -> tuple[str, ...]:
        """Return the words of a list without white space, vocabularies filled in; `words` are those at the key where absent."""
        parts = (key,) if isinstance(key, str) else key
        found: dict[str, None] = {}
        for index, word in enumerate(self._values.get(str(key), ()) if words is None else words):
            if not word.startswith("$"):
                found["".join(word.split())] = None
                continue
            if word[1:] not in self._vocabularies:
                zh, en = did_you_mean(word[1:], self._vocabularies)
                self.refuse(
                    (*parts, index), f"没有名为 {word[1:]} 的词表{zh}", f"there is no vocabulary called {word[1:]}{en}"
                )
            found.update(dict.fromkeys(self._vocabularies[word[1:]]))
        if "" in found:
            self.refuse(parts, "词不能只有空格", "a word must not be blank")
        return tuple(found)

    def pattern(self, key: Pointer | str, text: str) -> re.Pattern[str]:
        """Return a pattern compiled; one that could run away is refused at its key."""
        try:
            return compiled(text)
        except Hostile as error:
            self.refuse(key, error.zh, error.en, within=error.position)

    def search(self) -> Search:
        """Return the search for the rule's `words` and `patterns`; a rule needs some of them."""
        patterns = tuple(
            self.pattern(("patterns", index), text) for index, text in enumerate(self._values.get("patterns", ()))
        )
        words = self.words("words")
        if not words and not patterns:
            self.refuse((), "应写明 words 或 patterns，否则无从查找", "words or patterns must say what to look for")
        return Search(self._lexicon, words, patterns, self.words("unless"))

    def look_for(
        self, words: tuple[str, ...], unless: tuple[str, ...] = (), patterns: tuple[re.Pattern[str], ...] = ()
    ) -> Search:
        """Return the search for given words and patterns."""
        return Search(self._lexicon, words, patterns, unless)

    def where(self) -> Where:
        """Return the part of the report that `in`, `under` and `headings` of the rule name."""
        known = {TITLE, PREFACE, *(chapter.key for edition in self.formats.all() for chapter in edition.chapters)}
        scopes = tuple(self._values.get("in", ()))
        for index, scope in enumerate(scopes):
            if scope not in known:
                zh, en = did_you_mean(scope, known)
                names = sorted(known)
                self.refuse(
                    ("in", index),
                    f"没有名为 {scope} 的范围{zh or '；可用的有：' + '、'.join(names)}",
                    f"there is no part called {scope}{en or '; known: ' + ', '.join(names)}",
                )
        return Where(scopes, self.words("under"), bool(self._values.get("headings", False)))

    def what(self, words: Iterable[str] = ()) -> str:
        """Return what the rule looks for in words: its `what`, the first of the words, or the words that its patterns hold."""
        from gouji.packs.patterns import needles

        stated: str | None = self._values.get("what")
        shown = list(words) or [word for text in self._values.get("patterns", ()) for word in needles(text)]
        return stated or " / ".join(shown[:5]) or "……"
