"""The report document: what a rule sees, whatever kind of file it was read from.

A report is a tree of blocks. Every node knows its JSON Pointer in the report JSON; where that stands in the file is
the reader's knowledge (`gouji.source`), so that rules speak of nodes and character spans and never of lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

if TYPE_CHECKING:
    from gouji.formats import Edition, Formats, TableFormat

REPORT_TYPE = "cn-ogi-annual-report"

AGENCY_KINDS = (
    "gov_province",
    "gov_city",
    "gov_county",
    "gov_township",
    "gov_subdistrict",
    "department",
    "vertical",
    "authorized_org",
    "public_enterprise",
)
"""The kinds of organ, as the report schema has them."""

Pointer: TypeAlias = tuple[str | int, ...]
CellValue: TypeAlias = int | str | None
Block: TypeAlias = "Section | Paragraph | Table"
T = TypeVar("T")

# What people write in a cell to say "nothing here"; counted as blank, never as a figure.
BLANK_MARKS = frozenset({"", "/", "／", "\\", "-", "－", "—", "——", "―", "–"})


def format_pointer(pointer: Pointer) -> str:
    """Return the JSON Pointer text (RFC 6901) of a pointer given as a tuple."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in pointer)


class Node:
    """Anything in a report that a finding can stand on."""

    __slots__ = ("parent", "pointer")

    def __init__(self, pointer: Pointer, parent: Node | None) -> None:
        self.pointer = pointer
        self.parent = parent

    @property
    def place_pointer(self) -> Pointer:
        """The pointer of the text that shows this node to a reader: a section's heading, a table's key, a row's label."""
        return self.pointer

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {format_pointer(self.pointer) or '/'}>"


class Text(Node):
    """A string of the report: title, heading, paragraph, label or caption, verbatim."""

    __slots__ = ("value",)

    def __init__(self, pointer: Pointer, parent: Node | None, value: str) -> None:
        # Here and in rows and cells, of which a report has many, a call of the base class would double what each costs.
        self.pointer = pointer
        self.parent = parent
        self.value = value

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Return the span of code points `start` to `end` (exclusive) of this text."""
        return Span(self, start, len(self.value) if end is None else end)


class Span:
    """A stretch of one text: code points `start` to `end`, exclusive."""

    __slots__ = ("end", "node", "start")

    def __init__(self, node: Text, start: int, end: int) -> None:
        self.node = node
        self.start = start
        self.end = end

    @property
    def text(self) -> str:
        """The words of the span."""
        return self.node.value[self.start : self.end]

    def __repr__(self) -> str:
        return f"<Span {self.text!r} of {self.node!r}>"

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Span) and self.node is other.node and (self.start, self.end) == (other.start, other.end)
        )

    def __hash__(self) -> int:
        return hash((self.node.pointer, self.start, self.end))


Target: TypeAlias = Node | Span


class Paragraph(Text):
    """A paragraph of running text."""

    __slots__ = ()


class Section(Node):
    """A heading and what stands under it. `level` is 1 for a chapter."""

    __slots__ = ("content", "heading", "level")

    def __init__(self, pointer: Pointer, parent: Node, data: Mapping[str, Any], level: int) -> None:
        super().__init__(pointer, parent)
        self.level = level
        self.heading = Text((*pointer, "heading"), self, data["heading"])
        self.content = _blocks(data.get("content", ()), (*pointer, "content"), self, level + 1)

    @property
    def place_pointer(self) -> Pointer:
        return self.heading.pointer


class Table(Node):
    """A table of the report.

    `key` is the statutory table's key, or None for one that could not be recognised; that one has only its `grid`.
    """

    __slots__ = ("_format", "caption", "columns", "grid", "key", "rows")

    def __init__(self, pointer: Pointer, parent: Node, data: Mapping[str, Any]) -> None:
        super().__init__(pointer, parent)
        self.key: str | None = data["table"]
        caption = data.get("caption")
        self.caption = None if caption is None else Text((*pointer, "caption"), self, caption)
        self.columns: tuple[str, ...] = tuple(data.get("columns", ()))
        self.rows = tuple([Row((*pointer, "rows", i), self, row) for i, row in enumerate(data.get("rows", ()))])
        self.grid: Sequence[Sequence[CellValue]] = data.get("grid", ())

    @property
    def place_pointer(self) -> Pointer:
        return (*self.pointer, "table")

    @property
    def report(self) -> Report:
        """The report this table stands in."""
        node: Node | None = self
        while node is not None and not isinstance(node, Report):
            node = node.parent
        return cast("Report", node)

    @property
    def format(self) -> TableFormat | None:
        """The table's format in the edition its own rows and columns match, which need not be the year's edition."""
        try:
            return self._format
        except AttributeError:
            report = self.report
            self._format: TableFormat | None = report.formats.match_table(self, report.edition)
            return self._format

    def row(self, key: str) -> Row | None:
        """Return the first row with that key, or None."""
        return next((row for row in self.rows if row.key == key), None)

    def cell(self, row_key: str, column_key: str) -> Cell | None:
        """Return the cell of the first row with that key, or None where the row or column is absent."""
        row = self.row(row_key)
        return None if row is None else row.cell(column_key)


class Row(Node):
    """A row of a statutory table. `label`, `label_column` and `group` tell how it was printed; `values` are its cells'."""

    __slots__ = ("_cells", "group", "key", "label", "label_column", "values")

    def __init__(self, pointer: Pointer, parent: Table, data: Mapping[str, Any]) -> None:
        self.pointer = pointer
        self.parent = parent
        self.key: str = data["row"]
        label = data.get("label")
        self.label = None if label is None else Text((*pointer, "label"), self, label)
        self.label_column: int | None = data.get("label_column")
        self.group: str | None = data.get("group")
        self.values: Sequence[CellValue] = data["cells"]
        self._cells: tuple[Cell, ...] | None = None

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells from left to right. They are half of a report's nodes, and made when one is first asked for."""
        if self._cells is None:
            base = (*self.pointer, "cells")
            self._cells = tuple([Cell((*base, i), self, value) for i, value in enumerate(self.values)])
        return self._cells

    @property
    def table(self) -> Table:
        """The table this row belongs to."""
        return cast("Table", self.parent)

    @property
    def place_pointer(self) -> Pointer:
        return (*self.pointer, "row" if self.label is None else "label")

    def cell(self, column_key: str) -> Cell | None:
        """Return the cell under that column, or None where the column or the cell is absent."""
        columns = self.table.columns
        index = columns.index(column_key) if column_key in columns else -1
        return self.cells[index] if 0 <= index < len(self.cells) else None


class Cell(Node):
    """One figure of a statutory table: an integer, None where left blank, or the text as printed."""

    __slots__ = ("value",)

    def __init__(self, pointer: Pointer, parent: Row, value: CellValue) -> None:
        self.pointer = pointer
        self.parent = parent
        self.value = value

    @property
    def row(self) -> Row:
        """The row this cell belongs to."""
        return cast("Row", self.parent)

    @property
    def column_key(self) -> str | None:
        """The key of the column above, or None for a cell beyond the last column."""
        index = cast("int", self.pointer[-1])
        columns = self.row.table.columns
        return columns[index] if index < len(columns) else None

    @property
    def is_blank(self) -> bool:
        """Whether nothing, or only a mark for nothing ("/", "—"), stands here."""
        return self.value is None or (isinstance(self.value, str) and self.value.strip() in BLANK_MARKS)

    @property
    def text(self) -> str:
        """The cell as printed; empty for a blank one."""
        return "" if self.value is None else str(self.value)

    @property
    def count(self) -> int | None:
        """The count that stands here: 0 for a blank, None where no whole number can be read.

        A grouped number (1,234), full-width digits, a unit (14件) and a note in brackets (22（其中修订16件）) are read.
        """
        if isinstance(self.value, int):
            return self.value
        if self.is_blank:
            return 0
        from gouji.figures import parse_figure

        figure = parse_figure(self.text)
        return int(figure.value) if figure is not None and figure.is_whole else None


class Agency(Node):
    """The organ that reports. `kind` is a key of the subject categories, `region` a GB/T 2260 code."""

    __slots__ = ("kind", "name", "region")

    def __init__(self, parent: Node, data: Mapping[str, Any]) -> None:
        super().__init__(("agency",), parent)
        self.name: str = data.get("name", "")
        self.kind: str | None = data.get("kind")
        self.region: str | None = data.get("region")

    @property
    def place_pointer(self) -> Pointer:
        return ("agency", "name")


class Report(Node):
    """A whole report. `data` is report JSON that already satisfies the schema (`year` may be None: unknown).

    `selected` are the codes of the rules that run on it (None: all), for facts that rules share the work of. `guessed` are the
    pointers of what a reader made out by itself (title, agency, date of publication …) and nobody stated.
    """

    __slots__ = ("_facts", "agency", "content", "data", "formats", "guessed", "published", "selected", "title", "year")

    def __init__(self, data: Mapping[str, Any], formats: Formats) -> None:
        super().__init__((), None)
        self.data = data
        self.formats = formats
        self.year: int | None = data.get("year")
        title = data.get("title")
        self.title = None if title is None else Text(("title",), self, title)
        self.agency = Agency(self, data.get("agency", {}))
        published = data.get("published")
        self.published = None if published is None else Text(("published",), self, published)
        self.content = _blocks(data["content"], ("content",), self, 1)
        self.selected: frozenset[str] | None = None
        self.guessed: frozenset[Pointer] = frozenset()
        self._facts: dict[Callable[[Report], Any], Any] = {}

    @property
    def place_pointer(self) -> Pointer:
        return () if self.title is None else ("title",)

    @property
    def edition(self) -> Edition | None:
        """The format edition in force for the report's year; None where the year is unknown or has none."""
        return None if self.year is None else self.formats.for_year(self.year)

    def fact(self, compute: Callable[[Report], T]) -> T:
        """Return `compute(self)`, worked out once and shared by all rules."""
        facts = self._facts
        if compute not in facts:
            facts[compute] = compute(self)
        value: T = facts[compute]
        return value

    def blocks(self) -> Iterator[Block]:
        """Yield every block of the report in document order, a section before its content."""
        return iter(self.fact(_all_blocks))

    def sections(self) -> Iterator[Section]:
        """Yield every section in document order."""
        return iter(self.fact(_all_sections))

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield every paragraph in document order."""
        return iter(self.fact(_all_paragraphs))

    def tables(self) -> Iterator[Table]:
        """Yield every table in document order."""
        return iter(self.fact(_all_tables))

    def texts(self) -> Iterator[Text]:
        """Yield headings and paragraphs in document order (not the title, not tables)."""
        return iter(self.fact(_all_texts))


def _blocks(data: Sequence[Any], pointer: Pointer, parent: Node, level: int) -> tuple[Block, ...]:
    return tuple([_block(item, (*pointer, i), parent, level) for i, item in enumerate(data)])


def _block(item: Any, pointer: Pointer, parent: Node, level: int) -> Block:
    if isinstance(item, str):
        return Paragraph(pointer, parent, item)
    if "heading" in item:
        return Section(pointer, parent, item, level)
    return Table(pointer, parent, item)


def _all_blocks(report: Report) -> tuple[Block, ...]:
    return tuple(_walk(report.content))


def _walk(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Section):
            yield from _walk(block.content)


def _all_sections(report: Report) -> tuple[Section, ...]:
    return tuple([block for block in report.blocks() if isinstance(block, Section)])


def _all_paragraphs(report: Report) -> tuple[Paragraph, ...]:
    return tuple([block for block in report.blocks() if isinstance(block, Paragraph)])


def _all_tables(report: Report) -> tuple[Table, ...]:
    return tuple([block for block in report.blocks() if isinstance(block, Table)])


def _all_texts(report: Report) -> tuple[Text, ...]:
    blocks = [block for block in report.blocks() if not isinstance(block, Table)]
    return tuple([block.heading if isinstance(block, Section) else block for block in blocks])
