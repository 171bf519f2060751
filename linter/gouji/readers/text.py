"""Plain text as people have it: a paragraph a line, tables with tabs (or pipes, columns of spaces, single spaces) between their cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gouji.readers.outline import Grid, Paragraph, Part, no_report, outline
from gouji.readers.recognise import GridCell, Labels, is_figure, labels_of
from gouji.source import Document, Lines, NotAReport, Segments, TextPlaces, Unreadable, cut

if TYPE_CHECKING:
    from gouji.formats import Formats
    from gouji.report import Pointer

MAX_BYTES = 20_000_000
"""A larger text file is refused: the longest real reports have 200 KB."""
MIN_SPACED = 2
"""How many lines of cells with single blanks between them, one of them with figures, show a table."""
MIN_FIGURES = 3
"""How many figures with single blanks between them are a row of a table without any label."""
MANY_FIGURES = 5
"""How many figures at the end of a line make what stands before them a label, be it misspelt."""
BAR = "|"
BARS = BAR + " \u3000"
LONGEST_LABEL = 60
FARTHEST_PIECE = 2
"""How many lines on, a blank one between them, a cell may go on."""
LONGEST_PIECE = 6
"""How long the beginning of a label may be that goes on in the next line (商业 / 企业)."""
MIN_STACKED = 6
"""How many table labels, each on a line of its own, show a table whose columns were lost."""


def read(raw: bytes, formats: Formats) -> Document:
    """Read a text file; Unreadable where it is no text, NotAReport where it is no annual report."""
    text = decode(raw)
    if not text.strip():
        raise NotAReport("文件是空的", "the file is empty")
    found = outline(list(parts_of(text, labels_of(formats))), formats)
    if not found.looks_like_report:
        raise no_report()
    segments: dict[Pointer, Segments] = {pointer: ((0, *ref),) for pointer, ref in found.nodes.items()}
    if found.title_parts:
        at = 0
        joined = []
        for part in found.title_parts:
            joined.append((at, *part.ref))
            at += len(part.text)
        segments["title",] = tuple(joined)
        for pointer, span in found.title_spans.items():
            segments[pointer] = cut(segments["title",], *span)
    if found.dated is not None:
        segments["published",] = cut(((0, *found.dated[0].ref),), *found.dated[1])
    return Document(found.data, TextPlaces(text, segments), text, found.guesses)


def parts_of(text: str, labels: Labels) -> Iterator[Part[tuple[int, int]]]:
    """Yield the paragraphs and grids of a text, each with where in it they start and end."""
    return iter(_Parts(text, labels))


def decode(raw: bytes) -> str:
    """Return the text of UTF-8 (with or without BOM), UTF-16 with BOM, or GB18030 bytes; Unreadable for anything else."""
    if len(raw) > MAX_BYTES:
        raise Unreadable(
            f"文件有 {len(raw):,} 字节，超过 {MAX_BYTES:,} 字节的上限；请确认它确是一份年度报告",
            f"the file has {len(raw):,} bytes, more than the limit of {MAX_BYTES:,}; make sure that it is one report",
        )
    encodings = ["utf-16"] if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    failure: UnicodeDecodeError | None = None
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError as error:
            failure = failure or error
        else:
            if "\0" in text:
                break
            return text
    place = None
    if failure is not None:
        before = raw[: failure.start].decode(encodings[0], "replace")
        place = Lines(before).place(len(before), len(before))
    raise Unreadable(
        "不是可读的文本：既不是 UTF-8，也不是 GB18030；请用文本编辑器另存为 UTF-8",
        "not readable text: neither UTF-8 nor GB18030; save it as UTF-8 in a text editor",
        place,
    )


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str

    @property
    def words(self) -> Paragraph[tuple[int, int]]:
        stripped = self.text.strip()
        start = self.start + len(self.text) - len(self.text.lstrip())
        return Paragraph(stripped, (start, start + len(stripped)))


class _Parts:
    """The paragraphs and grids of a text, in order."""

    def __init__(self, text: str, labels: Labels) -> None:
        self.text = text
        self.lines = list(_lines(text))
        self.labels = labels
        self.pasted: set[int] = set()

    def __iter__(self) -> Iterator[Part[tuple[int, int]]]:
        rows = self.spaced(self.stacked(self.mended([self.cells(line) for line in self.lines])))
        region: list[Sequence[GridCell[tuple[int, int]]]] = []
        blanks_lost = False
        for k, (line, cells) in enumerate(zip(self.lines, rows, strict=True)):
            if cells is not None:
                region.append(cells)
                blanks_lost = blanks_lost or k in self.pasted
            elif line.text.strip():
                yield from self.region(region, blanks_lost)
                region, blanks_lost = [], False
                yield line.words
        yield from self.region(region, blanks_lost)

    def region(
        self, rows: list[Sequence[GridCell[tuple[int, int]]]], blanks_lost: bool
    ) -> Iterator[Part[tuple[int, int]]]:
        """Yield what a run of table lines is: a grid, or paragraphs where no line of it has anything of a table."""
        if not rows:
            return
        cells = [cell for row in rows for cell in row if cell.text]
        if any(is_figure(cell.text) or self.labels.knows(cell.text) for cell in cells) or len(rows) > 2:
            yield Grid(rows, blanks_lost)
            return
        for row in rows:
            for cell in row:
                if cell.text:
                    yield Paragraph(cell.text, cell.ref)

    def cells(self, line: _Line) -> list[GridCell[tuple[int, int]]] | None:
        """Return the cells of a table line, or None for a line of running text."""
        text = line.text
        words = text.strip()
        if not words:
            return _split(line, "\t") if text.count("\t") > 2 else None
        if "\t" in words:
            return None if self.is_prose(words) else _split(line, "\t")
        if "\t" in text and (
            self.labels.knows(words) or _is_figure(words) or (text.count("\t") > 1 and len(words) < 60)
        ):
            return _split(line, "\t")
        mark = next((mark for mark in "|｜" if mark in words), None)
        if mark is not None:
            return self.piped(_Line(line.start + text.index(words), words), mark)
        if len(words) < 90 and (self.labels.caption(words) or self.labels.is_corner(words)):
            return [GridCell(*_cell(line.words))]
        if len(words) < 200 and re.search(r"\S[ \u3000]{2,}\S", words):
            cells = _split(_Line(line.start + text.index(words), words), r"[ \u3000]{2,}")
            lead = next((i for i, cell in enumerate(cells) if is_figure(cell.text)), len(cells))
            known = all(self.labels.knows(cell.text) for cell in cells[:lead])
            figures = all(is_figure(cell.text) for cell in cells[lead:])
            if known and figures and (lead or len(cells) > 2):
                return cells
        return None

    def mended(
        self, rows: list[list[GridCell[tuple[int, int]]] | None]
    ) -> list[list[GridCell[tuple[int, int]]] | None]:
        """Join cells that go on in the next line (商业 / 企业), as a page with line breaks in its cells is copied."""
        last: int | None = None
        for k, line in enumerate(self.lines):
            if not line.text.strip():
                continue
            if last is not None and k - last <= FARTHEST_PIECE and (rows[k] or rows[last]):
                row = self.joint(rows[last] or self.piece(self.lines[last]), rows[k] or self.piece(line))
                if row:
                    rows[last], rows[k] = [], row
            last = k
        return rows

    @staticmethod
    def piece(line: _Line) -> list[GridCell[tuple[int, int]]]:
        """Return a short line as the one cell it may be a piece of."""
        words = line.words
        return [GridCell(*_cell(words))] if len(words.text) < LONGEST_LABEL and "。" not in words.text else []

    def joint(
        self, above: Sequence[GridCell[tuple[int, int]]], below: Sequence[GridCell[tuple[int, int]]]
    ) -> list[GridCell[tuple[int, int]]]:
        """Return the row that two are where the last cell of one and the first of the other are a label only together."""
        if not above or not below or len(above) + len(below) < 3:
            return []
        first, second = above[-1], below[0]
        if not first.text or not second.text or is_figure(first.text) or is_figure(second.text):
            return []
        if self.labels.is_corner(first.text) or self.labels.is_corner(second.text):
            return []
        whole = self.text[first.ref[0] : second.ref[1]]
        if not self.is_label(whole) or (self.is_label(first.text) and self.is_label(second.text)):
            return []
        return [*above[:-1], GridCell(whole, (first.ref[0], second.ref[1])), *below[1:]]

    def spaced(
        self, rows: list[list[GridCell[tuple[int, int]]] | None]
    ) -> list[list[GridCell[tuple[int, int]]] | None]:
        """Find tables with single blanks between their cells. Blank cells are lost in such a text, as in a stacked table."""
        found: dict[int, list[GridCell[tuple[int, int]]]] = {}
        for k, line in enumerate(self.lines):
            blank = not line.text.strip()
            cells = self.apart(line) if rows[k] is None and not blank else None
            if cells is not None:
                found[k] = cells
            if (cells is None and rows[k] is None and not blank) or k == len(self.lines) - 1:
                spaced = [row for row in found.values() if len(row) > 1]
                if len(spaced) >= MIN_SPACED and any(is_figure(row[-1].text) for row in spaced):
                    self.pasted |= found.keys()
                    for at, row in found.items():
                        rows[at] = row
                found = {}
        return rows

    def apart(self, line: _Line) -> list[GridCell[tuple[int, int]]] | None:
        """Return the cells of a line that has nothing but labels of a form and figures, with blanks between; None for any other.

        A row of blanks alone is nothing but its label.
        """
        words = line.text.strip()
        if len(words) >= 200 or "。" in words or "\t" in words:
            return None
        if " " not in words and "\u3000" not in words:
            is_label = len(words) < 60 and (self.labels.row(words) or self.labels.is_group(words))
            return [GridCell(*_cell(line.words))] if is_label else None
        cells = _split(_Line(line.start + line.text.index(words), words), r"[ \u3000]+")
        end = len(cells)
        while end and is_figure(cells[end - 1].text):
            end -= 1
        lead, figures = cells[:end], cells[end:]
        if not figures:
            return cells if all(self.labels.knows(cell.text) for cell in lead) else None
        if not lead:
            return figures if len(figures) >= MIN_FIGURES else None
        labels = self.joined(line, lead)
        if labels is None and len(figures) >= MANY_FIGURES:
            labels = [self.between(line, lead[0], lead[-1])]
        return None if labels is None else [*labels, *figures]

    def joined(self, line: _Line, cells: Sequence[GridCell[tuple[int, int]]]) -> list[GridCell[tuple[int, int]]] | None:
        """Return the labels that some cells are, each of one or two cells (3. 其他); None where one of them is no label."""
        found = []
        at = 0
        while at < len(cells):
            for last in (at + 1, at):
                if last < len(cells):
                    cell = self.between(line, cells[at], cells[last])
                    if self.labels.knows(cell.text):
                        found.append(cell)
                        at = last + 1
                        break
            else:
                return None
        return found

    @staticmethod
    def between(
        line: _Line, first: GridCell[tuple[int, int]], last: GridCell[tuple[int, int]]
    ) -> GridCell[tuple[int, int]]:
        """Return the cell that stretches from one to another."""
        start, end = first.ref[0], last.ref[1]
        return GridCell(line.text[start - line.start : end - line.start], (start, end))

    def piped(self, line: _Line, mark: str) -> list[GridCell[tuple[int, int]]] | None:
        """Return the cells of a line with bars between them, or around them too; none for the rule under a header."""
        if not line.text.replace(mark, "").strip(" -:"):
            return []
        cells = _split(line, re.escape(mark))
        if len(cells) == 2 and not all(
            not cell.text or self.labels.knows(cell.text) or is_figure(cell.text) for cell in cells
        ):
            return None
        framed = len(cells) > 2 and line.text.startswith(mark) and line.text.endswith(mark)
        return cells[1:-1] if framed else cells

    def is_prose(self, words: str) -> bool:
        """Whether a line with a tab inside is running text: its tab stands after a number, or within a sentence."""
        pieces = [piece for piece in words.split("\t") if piece.strip()]
        if len(pieces) == 2 and re.fullmatch(
            r"\s*(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）])\s*", pieces[0]
        ):
            return not is_figure(pieces[1].strip())
        return any("。" in piece and len(piece) > 40 for piece in pieces) and not any(map(_is_figure, pieces))

    def stacked(
        self, rows: list[list[GridCell[tuple[int, int]]] | None]
    ) -> list[list[GridCell[tuple[int, int]]] | None]:
        """Find tables that were pasted one cell a line, and make a grid of each.

        A label starts a row and the figures after it are its cells. Blanks are lost in such a paste: where the figures do not
        come out even, the recogniser leaves the grid unrecognised.
        """
        i = 0
        while i < len(rows):
            end, known = i, 0
            cells: list[tuple[int, GridCell[tuple[int, int]]]] = []
            while end < len(rows) and (len(rows[end] or ()) <= 1 or _ends_in_bars(self.lines[end].text)):
                cell, after = self.alone(end, within=bool(known))
                is_label = self.is_label(cell.text)
                if cell.text and not is_label and not is_figure(cell.text):
                    break
                known += is_label
                cells.append((end, cell))
                end = after
            if known >= MIN_STACKED and any(cell.text and is_figure(cell.text) for _, cell in cells):
                rows[i:end] = [None if not line.text.strip() else [] for line in self.lines[i:end]]
                self.stack(rows, cells)
                self.pasted.update(range(i, end))
            i = max(end, i + 1)
        return rows

    def is_label(self, words: str) -> bool:
        return len(words) < LONGEST_LABEL and self.labels.knows(words)

    def alone(self, k: int, within: bool) -> tuple[GridCell[tuple[int, int]], int]:
        """Return the one cell of a line without the bars behind it, and the line after; within a table a label may go on there."""
        words = self.lines[k].words
        text = words.text.rstrip(BARS)
        cell = GridCell(text, (words.ref[0], words.ref[0] + len(text)))
        if within and 0 < len(text) <= LONGEST_PIECE and not is_figure(text) and not self.is_label(text):
            for after in range(k + 1, min(k + 3, len(self.lines))):
                rest = self.lines[after].words
                if rest.text:
                    whole = self.text[words.ref[0] : rest.ref[1]]
                    if self.is_label(whole):
                        return GridCell(whole, (words.ref[0], rest.ref[1])), after + 1
                    break
        return cell, k + 1

    def stack(
        self,
        rows: list[list[GridCell[tuple[int, int]]] | None],
        cells: Sequence[tuple[int, GridCell[tuple[int, int]]]],
    ) -> None:
        current: list[GridCell[tuple[int, int]]] = []
        blanks: list[GridCell[tuple[int, int]]] = []
        takes_figures = False
        for k, cell in cells:
            if not cell.text:
                # A bar alone is a blank cell where figures follow; at the end of a row it stands for what a header spans.
                blanks += [cell] if self.lines[k].text.strip() == BAR else []
                continue
            figure = is_figure(cell.text)
            if figure and takes_figures:
                current += [*blanks, cell]
            else:
                current = rows[k] = [cell]
            blanks = []
            # Figures after a column's label are the first row of a table whose rows have no labels.
            takes_figures = figure or bool(self.labels.row(cell.text))


def _ends_in_bars(text: str) -> bool:
    """Whether a line has one cell at most, and bars behind it."""
    words = text.rstrip()
    return words.endswith(BAR) and BAR not in words.rstrip(BARS)


def _is_figure(text: str) -> bool:
    words = text.strip()
    return bool(words) and is_figure(words)


def _cell(paragraph: Paragraph[tuple[int, int]]) -> tuple[str, tuple[int, int]]:
    return paragraph.text, paragraph.ref


def _split(line: _Line, mark: str) -> list[GridCell[tuple[int, int]]]:
    cells = []
    at = 0
    for piece in re.split(f"({mark})", line.text)[::2]:
        stripped = piece.strip()
        start = line.start + at + (len(piece) - len(piece.lstrip()) if stripped else 0)
        cells.append(GridCell(stripped, (start, start + len(stripped))))
        at += len(piece)
        match = re.compile(mark).match(line.text, at)
        at = match.end() if match else at
    return cells


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for match in re.finditer(r"\r\n|\r|\n|$", text):
        yield _Line(start, text[start : match.start()])
        start = match.end()
        if match.end() == len(text) and not match.group():
            return
