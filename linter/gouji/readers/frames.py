"""Tables that are no tables: frames that put running text, or other tables, in their place on a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gouji.formats import Edition
from gouji.named_tuple import NamedTuple
from gouji.readers.outline import is_sentence
from gouji.readers.recognise import Labels

KNOWN_LABELS = 3
"""How many statutory labels among its cells show that a table is no frame."""
PROSE = 120
"""How many characters of sentences in one cell show that a table frames running text."""


class Content(NamedTuple):
    """What stands in a cell: its lines, and whether another table does."""

    lines: Sequence[str]
    has_table: bool = False


def is_frame(rows: Iterable[Iterable[Content]], edition: Edition, labels: Labels) -> bool:
    """Whether a table only frames other tables, chapters, running text or a single column of anything."""
    known = most = 0
    frames = False
    for row in rows:
        filled = 0
        for cell in row:
            frames = frames or cell.has_table
            if cell.has_table or not cell.lines:
                continue
            filled += 1
            known += labels.knows("".join(cell.lines))
            if known >= KNOWN_LABELS:
                return False
            prose = sum(len(line) for line in cell.lines if is_sentence(line))
            frames = frames or prose > PROSE or any(edition.chapter_titled(line) is not None for line in cell.lines)
        most = max(most, filled)
    return frames or most <= 1


def is_running_text(text: str, edition: Edition, labels: Labels) -> bool:
    """Whether the only cell of a row is a sentence or a chapter's heading, which divides the table it stands in."""
    return not labels.knows(text) and (is_sentence(text) or edition.chapter_titled(text) is not None)
