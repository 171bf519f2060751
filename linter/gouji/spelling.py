"""Did you mean: the nearest known word to one that is not known."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word nearest to `word`, whatever its case; None where none is near."""
    from difflib import get_close_matches

    folded = {name.casefold(): name for name in sorted(known, reverse=True)}
    # One digit makes another code or year of a word: what shares two characters of five with it is not near.
    likeness = 0.8 if any(character.isdigit() for character in word) else 0.6
    near = get_close_matches(word.casefold(), folded, 1, likeness)
    return folded[near[0]] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> tuple[str, str]:
    """Return the suggestion to put behind a message, in Chinese and English; both empty where no word is near."""
    near = nearest(word, known)
    return ("", "") if near is None else (f"；是否想写 {near}？", f"; did you mean {near}?")
