"""What is wrong in a pack: file, line, column, and the line itself with a mark under it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from gouji.named_tuple import NamedTuple
from gouji.settings import SettingsError

if TYPE_CHECKING:
    from gouji.report import Pointer

MOST_TOLD = 10
WIDEST = 160


class Mistake(NamedTuple):
    """One mistake: where in the pack, whether the key there is what is wrong, and what, in Chinese and English.

    `within` is the offset in the text at that place where the mistake begins, for a pattern or an equation.
    """

    pointer: Pointer
    zh: str
    en: str
    at_key: bool = False
    within: int = 0


class PackError(SettingsError):
    """A pack that cannot be used."""


class Refused(Exception):
    """A mistake met while a rule is compiled; whoever knows the file makes a PackError of it."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake.en)
        self.mistake = mistake


def framed(shown: str, text: str, faults: Iterable[tuple[int, int, str, str]]) -> PackError:
    """Return the error for faults of a file, each line, column and words; each is told with its line and a caret."""
    lines = text.splitlines()
    zh, en = [], []
    for line, column, chinese, english in list(faults)[:MOST_TOLD]:
        frame = _frame(lines, line, column)
        zh.append(f"{shown}:{line}:{column}: {chinese}{frame}")
        en.append(f"{shown}:{line}:{column}: {english}{frame}")
    return PackError("\n".join(zh), "\n".join(en))


def _frame(lines: list[str], line: int, column: int) -> str:
    if not lines:
        return ""
    if line > len(lines):
        # What is missing at the end of a file is missed after its last character.
        line, column = len(lines), len(lines[-1]) + 1
    source = lines[line - 1]
    start = max(0, column - 1 - WIDEST // 2)
    shown = "".join(char if char.isprintable() else " " for char in source[start : start + WIDEST])
    pad = "".join("　" if east_asian_width(char) in "WF" else " " for char in shown[: column - 1 - start])
    return f"\n  {line} | {shown}\n  {' ' * len(str(line))} | {pad}^"
