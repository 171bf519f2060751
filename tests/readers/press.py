"""Report JSON printed as PDF in the ways word processors do, with the page and line each row and paragraph came to stand on."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from gouji.formats import Edition, TableFormat
from readers.layouts import printed

HAN, LATIN = "STSong-Light", "Helvetica"
pdfmetrics.registerFont(UnicodeCIDFont(HAN))
WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 75.0, WIDTH - 75, 80.0, HEIGHT - 80


@dataclass(frozen=True)
class Style:
    """How a report is set. `rules` are drawn as lines, as a stroked box for each cell, or as thin filled boxes."""

    size: float = 16
    row: float = 24
    rules: str = "lines"
    number: str = "- {} -"
    header: str = ""
    justified: bool = True
    spread: bool = False
    shaded: bool = False
    open_break: bool = False
    repeated_header: bool = False
    encrypt: Any = None


STYLES = {
    "plain": Style(),
    "boxes": Style(rules="boxes", row=18, number="第 {} 页 共 9 页"),
    "thin rules, open at the break": Style(rules="thin", row=31, number="{}", open_break=True),
    "shaded lines": Style(shaded=True, row=22, spread=True, number="—{}—"),
    "header on each page, ragged": Style(header="云岭市数据局文件", justified=False, size=14, row=27),
    "table header repeated": Style(repeated_header=True, row=35, number=""),
    "small type": Style(size=10.5, row=15, spread=True),
}


@dataclass(frozen=True)
class Box:
    row: int
    column: int
    rows: int
    columns: int
    text: str


@dataclass
class Sheet:
    """A table as boxes, the widths of its columns as shares, and what JSON rows its rows are."""

    boxes: list[Box]
    widths: list[float]
    header: int
    rows: int
    keys: dict[int, tuple[str, str]] = field(default_factory=dict)


def sheet(table: TableFormat, data: dict[str, Any]) -> Sheet:
    """Return a table laid out as the form is: groups merged over what belongs to them, the caption a row of its own."""
    lines = list(table.columns.values())
    labelled = any(line.label for line in table.rows.values())
    lead = max((len(line.groups) for line in table.rows.values()), default=0) + 1 if labelled else 0
    first = 1 if table.caption else 0
    top = first + (1 if table.top else 0)
    depth = max(len(line.groups) for line in lines) + 1
    header = top + depth
    boxes = []
    if table.caption:
        boxes.append(Box(0, 0, 1, lead + len(lines), table.caption))
    if lead:
        boxes.append(Box(first, 0, header - first, lead, table.corner or ""))
    if table.top:
        boxes.append(Box(first, lead, 1, len(lines), table.top))
    chains = [tuple(group.label for group in reversed(line.groups)) for line in lines]
    for level, start, end, label in _runs(chains):
        boxes.append(Box(top + level, lead + start, 1, end - start, label))
    for i, line in enumerate(lines):
        boxes.append(Box(top + len(chains[i]), lead + i, depth - len(chains[i]), 1, line.label))
    keys = {}
    formats = [table.rows[row["row"]] for row in data["rows"]]
    chains = [tuple(group.label for group in reversed(line.groups)) for line in formats]
    for level, start, end, label in _runs(chains):
        boxes.append(Box(header + start, level, end - start, 1, label))
    for i, row in enumerate(data["rows"]):
        keys[header + i] = (data["table"], row["row"])
        if lead:
            boxes.append(Box(header + i, len(chains[i]), 1, lead - len(chains[i]), formats[i].label))
        for j, value in enumerate(row["cells"]):
            boxes.append(Box(header + i, lead + j, 1, 1, printed(value)))
    shares = {0: [], 1: [4.0], 2: [1.0, 4.0], 3: [1.0, 2.0, 4.5]}[lead]
    rest = 6.0 if lead > 1 else 8.0
    return Sheet(boxes, shares + [rest / len(lines)] * len(lines), header, header + len(data["rows"]), keys)


def _runs(chains: Sequence[tuple[str, ...]]) -> Iterable[tuple[int, int, int, str]]:
    for level in range(max(map(len, chains), default=0)):
        start = 0
        for end in range(1, len(chains) + 1):
            if end == len(chains) or chains[end][: level + 1] != chains[start][: level + 1]:
                if len(chains[start]) > level:
                    yield level, start, end, chains[start][level]
                start = end


def width_of(text: str, size: float) -> float:
    return sum(size if ord(char) > 0x2000 else pdfmetrics.stringWidth(char, LATIN, size) for char in text)


def wrapped(text: str, width: float, size: float, indent: float = 0.0) -> list[str]:
    """Break a text over lines: between Chinese characters, not inside a number, at a space, or before a mark."""
    tokens: list[str] = []
    for char in text:
        if tokens and (
            char in " ，。、；：）”》！"
            or tokens[-1][-1] in "（“《"
            or (char.isascii() and tokens[-1][-1].isascii() and tokens[-1][-1] != " ")
        ):
            tokens[-1] += char
        else:
            tokens.append(char)
    lines = [""]
    for token in tokens:
        room = width - (indent if len(lines) == 1 else 0)
        if lines[-1] and width_of(lines[-1] + token.rstrip(), size) > room + 0.01:
            lines.append("")
        lines[-1] += token
    return lines


class Press:
    """Prints one report. `rows` and `texts` say where its table rows and paragraphs stand: page and line."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.out = io.BytesIO()
        self.canvas = Canvas(self.out, pagesize=A4, encrypt=style.encrypt)
        self.page = 0
        self.rows: dict[tuple[str, str], tuple[int, int]] = {}
        self.texts: list[tuple[str, int, int]] = []
        self.new_page()

    def new_page(self) -> None:
        if self.page:
            self.canvas.showPage()
        self.page += 1
        self.line = 0
        self.y = TOP
        if self.style.header:
            self.draw(self.style.header, LEFT, 50, 9)
        if self.style.number:
            self.draw(self.style.number.format(self.page), WIDTH / 2 - 15, HEIGHT - 45, 12)

    def draw(self, text: str, x: float, y: float, size: float, extra: float = 0.0) -> None:
        """Draw a text, `y` being the top of its line; `extra` points are put between any two characters."""
        for char in text:
            self.canvas.setFont(HAN if ord(char) > 0x2000 else LATIN, size)
            self.canvas.drawString(x, HEIGHT - y - size * 0.85, char)
            x += width_of(char, size) + extra

    def put_text(self, text: str, indent: float = 2.0, centred: bool = False) -> None:
        size = self.style.size
        lines = wrapped(text, RIGHT - LEFT, size, indent * size)
        for i, line in enumerate(lines):
            if self.y + size * 1.7 > BOTTOM:
                self.new_page()
            self.line += 1
            if i == 0:
                self.texts.append((text, self.page, self.line))
            x = LEFT + (indent * size if i == 0 else 0)
            natural = width_of(line.rstrip(), size)
            if centred:
                x = (WIDTH - natural) / 2
            last = i == len(lines) - 1
            stretch = self.style.justified and not last and not centred
            extra = (RIGHT - x - natural) / max(1, len(line.rstrip()) - 1) if stretch else 0.0
            if self.style.shaded:
                self.canvas.setFillGray(1)
                self.canvas.rect(LEFT, HEIGHT - self.y - size * 1.5, RIGHT - LEFT, size * 1.5, stroke=0, fill=1)
                self.canvas.setFillGray(0)
            self.draw(line, x, self.y, size, extra)
            self.y += size * 1.5

    def put_sheet(self, item: Sheet) -> None:
        """Print a table; one that follows another directly shares its border with it."""
        borders = [LEFT]
        for share in item.widths:
            borders.append(borders[-1] + share * (RIGHT - LEFT) / sum(item.widths))
        size = min(self.style.size, 10.0)
        heights = [self.height(item, row, borders, size) for row in range(item.rows)]
        shown: dict[int, int] = {}
        start = 0
        while start < item.rows:
            repeated = list(range(item.header)) if start and self.style.repeated_header else []
            room = BOTTOM - self.y - sum(heights[row] for row in repeated)
            end = start
            while end < item.rows and sum(heights[start : end + 1]) <= room:
                end += 1
            # A header stays with its first row.
            if end < item.rows and (end <= item.header and start == 0):
                end = start
            if end > start:
                self.fragment(item, [*repeated, *range(start, end)], heights, borders, shown, size, end < item.rows)
                self.line += len(repeated)
                for row in range(start, end):
                    self.line += 1
                    if row in item.keys:
                        self.rows[item.keys[row]] = (self.page, self.line)
            start = end
            if start < item.rows:
                self.new_page()

    def height(self, item: Sheet, row: int, borders: Sequence[float], size: float) -> float:
        needed = [
            len(self.cell_lines(box, borders, size)) * size * 1.2 + 6
            for box in item.boxes
            if box.row == row and box.rows == 1
        ]
        return max([self.style.row, *needed])

    def cell_lines(self, box: Box, borders: Sequence[float], size: float) -> list[str]:
        per_line = max(1, int((borders[box.column + box.columns] - borders[box.column] - 4) / size))
        return [box.text[i : i + per_line] for i in range(0, len(box.text), per_line)]

    def fragment(
        self,
        item: Sheet,
        rows: Sequence[int],
        heights: Sequence[float],
        borders: Sequence[float],
        shown: dict[int, int],
        size: float,
        cut: bool,
    ) -> None:
        """Print rows of a table. What a merged label has no room for above the break stands below it."""
        tops = {row: self.y + sum(heights[r] for r in rows[:i]) for i, row in enumerate(rows)}
        bottoms = {row: tops[row] + heights[row] for row in rows}
        low = max(bottoms.values())
        for i, box in enumerate(item.boxes):
            here = [row for row in rows if box.row <= row < box.row + box.rows]
            if not here:
                continue
            x0, x1 = borders[box.column], borders[box.column + box.columns]
            top, bottom = tops[here[0]], bottoms[here[-1]]
            self.border(x0, top, x1, bottom, opened=cut and self.style.open_break and bottom == low)
            lines = self.cell_lines(box, borders, size)
            again = self.style.repeated_header and box.row < item.header
            begin = 0 if again else shown.get(i, 0)
            room = max(1, int((bottom - top - 4) / (size * 1.2)))
            last = box.row + box.rows - 1 in here
            part = lines[begin:] if last else lines[begin : begin + room]
            shown[i] = begin + len(part)
            for k, text in enumerate(part):
                natural = width_of(text, size)
                spread = self.style.spread and len(text) > 1 and not text.isascii() and len(part) == 1
                extra = min(6.0, (x1 - x0 - 6 - natural) / (len(text) - 1)) if spread else 0.0
                self.draw(text, x0 + 2.5, top + 2 + k * size * 1.2, size, max(0.0, extra))
        self.y = low

    def border(self, x0: float, top: float, x1: float, bottom: float, opened: bool) -> None:
        canvas = self.canvas
        top, bottom = HEIGHT - top, HEIGHT - bottom
        if self.style.rules == "boxes" and not opened:
            canvas.rect(x0, bottom, x1 - x0, top - bottom)
            return
        sides = [(x0, top, x1, top), (x0, top, x0, bottom), (x1, top, x1, bottom)]
        if not opened:
            sides.append((x0, bottom, x1, bottom))
        for ax, ay, bx, by in sides:
            if self.style.rules == "thin":
                canvas.rect(min(ax, bx), min(ay, by), abs(bx - ax) or 0.5, abs(by - ay) or 0.5, stroke=0, fill=1)
            else:
                canvas.line(ax, ay, bx, by)

    def finish(self) -> bytes:
        self.canvas.showPage()
        self.canvas.save()
        return self.out.getvalue()


def as_pdf(data: dict[str, Any], edition: Edition, style: Style) -> tuple[bytes, Press]:
    """Return a report as PDF, and the press that knows where everything stands."""
    press = Press(style)
    for line in wrapped(data["title"], RIGHT - LEFT - 100, style.size):
        press.put_text(line, indent=0, centred=True)

    def put(blocks: list[Any]) -> None:
        for before, block in pairwise([None, *blocks]):
            assert block is not None
            if isinstance(block, str):
                press.put_text(block)
            elif "heading" in block:
                press.put_text(block["heading"])
                put(block["content"])
            else:
                if not (isinstance(before, dict) and "table" in before):
                    press.y += 6
                press.put_sheet(sheet(edition.tables[block["table"]], block))
        press.y += 6

    put(data["content"])
    return press.finish(), press
