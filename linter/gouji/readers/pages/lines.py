"""From glyphs on a page to lines of text, with the spaces that were typed and without those that only fill the line."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from gouji.named_tuple import NamedTuple

WIDE_GAP = 1.5
"""The gap, in ems, from which on two words of a line stand in different columns."""

# Radicals that fonts of some word processors name instead of the characters they look like, and that have no
# compatibility mapping in Unicode (EquivalentUnifiedIdeograph.txt).
_RADICALS = str.maketrans(
    "⺠⺩⺬⺮⺻⻁⻄⻅⻇⻉⻋⻓⻔⻗⻘⻙⻚⻛⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻱⻆⺝",
    "民王示竹聿虎西见角贝车长门雨青韦页风飞食首马骨鬼鱼鸟卤麦黄黾齐齿龙龟角月",
)
_COMPATIBLE = (
    ("\u2e80", "\u2fdf"),
    ("\ufe10", "\ufe19"),
    ("\ufe30", "\ufe48"),
    ("\uf900", "\ufaff"),
    ("\ufb00", "\ufb06"),
)
_VERTICAL = range(0xFE10, 0xFE49)


class Glyph(NamedTuple):
    """A character as drawn: its box in points from the page's top left, its font size, and the height of its baseline."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    base: float


class Line(NamedTuple):
    """A line of text and its box. A space at its end is one that was typed there.

    `lead` is the width of its first word, which cannot be broken; `columns` are the offsets that a wide gap stands before.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    lead: float
    columns: tuple[int, ...] = ()


def clean(text: str) -> str:
    """Return a glyph's text with look-alike radicals, vertical forms and ligatures as plain characters."""
    if text.isascii():
        return "".join(" " if char.isspace() else char for char in text if char.isprintable() or char.isspace())
    text = text.translate(_RADICALS)
    if any(first <= char <= last for char in text for first, last in _COMPATIBLE):
        text = "".join(map(_plain, text))
    return "".join(char for char in text if unicodedata.category(char) not in {"Cc", "Cs", "Cf"})


def _plain(char: str) -> str:
    if not any(first <= char <= last for first, last in _COMPATIBLE):
        return char
    plain = unicodedata.normalize("NFKC", char)
    # Marks of vertical setting are those of Chinese text, which are as wide as a character.
    return chr(ord(plain) + 0xFEE0) if ord(char) in _VERTICAL and plain in "(),:;!?{}[]" else plain


def is_wide(char: str) -> bool:
    """Whether a character is as wide as its em: Chinese characters and their punctuation."""
    return char > "\u2e7f" or char in "“”‘’—…·"


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Return the lines that glyphs stand in, from the top of the page down."""
    rows: list[list[Glyph]] = []
    biggest: Glyph | None = None
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.base, glyph.x0)):
        if biggest is None or glyph.base - biggest.base > 0.4 * max(biggest.size, glyph.size):
            rows.append([glyph])
            biggest = glyph
        else:
            rows[-1].append(glyph)
            if glyph.size > biggest.size:
                biggest = glyph
    return [line for row in rows if (line := _line(row)) is not None]


def _line(glyphs: Sequence[Glyph]) -> Line | None:
    placed = list(_once(sorted(glyphs, key=lambda glyph: (glyph.x0, glyph.x1))))
    shown = [glyph for glyph in placed if not glyph.text.isspace()]
    if not shown:
        return None
    words: list[str] = []
    columns: list[int] = []
    length = 0
    for space, gap, glyph in _spaced(placed):
        if gap > WIDE_GAP * glyph.size and length:
            columns.append(length + len(space))
        words.append(space + glyph.text)
        length += len(words[-1])
    if placed[-1].text.isspace():
        words.append(" ")
    size = max(glyph.size for glyph in shown)
    return Line(
        "".join(words),
        shown[0].x0,
        shown[-1].x1,
        min(glyph.top for glyph in shown),
        max(glyph.bottom for glyph in shown),
        size,
        _lead(shown),
        tuple(columns),
    )


def _once(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Yield the glyphs without those drawn a second time over themselves to look bold."""
    recent: list[Glyph] = []
    for glyph in glyphs:
        recent = [other for other in recent if glyph.x0 - other.x0 < 0.5 * (other.x1 - other.x0)]
        if any(other.text == glyph.text and abs(other.base - glyph.base) < 0.3 * glyph.size for other in recent):
            continue
        recent.append(glyph)
        yield glyph


def _spaced(placed: Sequence[Glyph]) -> Iterator[tuple[str, float, Glyph]]:
    """Yield each visible glyph with the space that stands before it, and how far beyond the line's usual it is set off.

    Lines are filled by moving characters apart, all alike, or by typing a space between any two: neither is a space of the
    text. One is where the gap is wider than the line's other gaps.
    """
    typed: list[str] = []
    shown: list[Glyph] = []
    pending = ""
    for glyph in placed:
        if glyph.text.isspace():
            pending = pending or glyph.text[0]
        else:
            typed.append(pending)
            shown.append(glyph)
            pending = ""
    pairs = [
        (after.x0 - before.x1, space)
        for (before, after), space in zip(pairwise(shown), typed[1:], strict=True)
        if is_wide(before.text[-1]) and is_wide(after.text[0])
    ]
    usual = max(0.0, median([gap for gap, _ in pairs])) if len(pairs) > 1 else 0.0
    filled = len(pairs) > 2 and sum(1 for _, space in pairs if space) >= 0.6 * len(pairs)
    yield "", 0.0, shown[0]
    for (before, after), space in zip(pairwise(shown), typed[1:], strict=True):
        gap = after.x0 - before.x1 - usual
        wide = is_wide(before.text[-1]) + is_wide(after.text[0])
        em = max(before.size, after.size)
        if space:
            real = not (filled and wide == 2) and gap > (0.15, 0.1, 0.15)[wide] * em
        else:
            # Word processors set a quarter of an em between Chinese and other characters where nothing was typed. Two
            # characters alone in a label are spread apart (总　计) more often than a space is typed between them.
            real = gap > (0.2, 0.4, 0.4)[wide] * em and not (wide == 2 and len(pairs) < 3 and gap < 2 * em)
        yield (space or " ") if real else "", gap, after


def _lead(shown: Sequence[Glyph]) -> float:
    end = shown[0]
    if not is_wide(end.text[0]):
        for before, after in pairwise(shown):
            if is_wide(after.text[0]) or after.x0 - before.x1 > 0.2 * after.size:
                break
            end = after
    return end.x1 - shown[0].x0


def glue(before: str, after: str) -> str:
    """Return what stands between two lines when they are put on one: a space between two words, or nothing."""
    if not before or not after or not (_is_letter(before[-1]) and _is_letter(after[0])):
        return ""
    last = before.rsplit(None, 1)[-1]
    return "" if any(mark in last for mark in "/@._") else " "


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def join(texts: Iterable[str]) -> str:
    """Return lines of one cell or paragraph as one text."""
    joined = ""
    for text in texts:
        joined = opened(joined, text) + text
    return joined.rstrip()


def opened(text: str, line: str) -> str:
    """Return a text ready for a line that carries it on: with a space at its end where one was typed or must stand."""
    words = text.rstrip()
    if len(words) == len(text):
        return text + glue(text, line)
    return words if not words or (is_wide(words[-1]) and is_wide(line[0])) else text
