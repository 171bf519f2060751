"""HTML as a tree of blocks and lines of text, in which every character knows where it stands in the source.

Parsers that build trees keep no offsets, and the standard library's tokeniser alone takes longer than a whole report may. Only
what a reader of reports needs is kept: inline elements leave no trace but in whether text is a link. Tags that are not closed
or not opened are mended as the HTML standard has browsers do it; all work is linear in the length of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.entities import html5

from gouji.source import Segments, cut

MAX_TAGS = 400_000
"""A page with more tags is refused; the pages of real reports have up to 10,000."""
MAX_DEPTH = 120
"""Blocks that stand deeper in one another are read as if they stood side by side."""

TABLE_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "colgroup"})
_CELLS = frozenset({"td", "th", "caption"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# fmt: off
_BLOCKS = TABLE_PARTS | _CELLS | _HEADINGS | {
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "header", "hgroup", "html", "legend", "li", "main", "menu", "nav", "ol", "p",
    "pre", "search", "section", "summary", "ul",
}
_SKIPPED = frozenset({
    "audio", "button", "canvas", "datalist", "iframe", "math", "noembed", "noframes", "noscript", "object", "script", "select",
    "style", "svg", "template", "textarea", "video", "xmp",
})
_RAW = frozenset({"iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"})
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
})
# fmt: on

_TAG = (
    r"<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*+)"
    r"(?P<rest>[^>\"']*+(?:(?:\"[^\"]*+\"|'[^']*+')[^>\"']*+)*+)>"
)
_TAG_TO_BRACKET = r"<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?P<rest>[^>]*+)>"
_ATTRIBUTE = r"""([^\s"'>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?"""
_HIDDEN = r"display\s*:\s*none|visibility\s*:\s*hidden"
_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff"
_PIECE = (
    rf"(?P<words>[^ \t\n\r\f&\xa0{_INVISIBLE}]++)"
    r"|(?P<space>[ \t\n\r\f]++)"
    r"|(?P<reference>&(?:\#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6})|[a-zA-Z][a-zA-Z0-9]{1,31});?)"
    r"|(?P<hard>\xa0)"
    rf"|[{_INVISIBLE}]++"
    r"|(?P<bare>&)"
)


class TooMuch(ValueError):
    """The page has more tags or cells than any report can."""


@dataclass(slots=True)
class Line:
    """A line of text: what stands between two breaks of line. `linked` counts its characters that are links."""

    text: str
    segments: Segments
    linked: int
    block: Block


class Block:
    """An element that breaks lines. `start` and `end` are the offsets of its content."""

    __slots__ = ("attributes", "children", "end", "hidden", "parent", "start", "tag")

    def __init__(self, tag: str, attributes: str, start: int, parent: Block | None) -> None:
        self.tag = tag
        self.attributes = attributes
        self.start = start
        self.end = start
        self.parent = parent
        self.children: list[Block | Line] = []
        self.hidden = is_hidden(attributes)

    def attribute(self, name: str) -> str:
        """Return the value of an attribute, empty where it has none."""
        if name not in self.attributes.lower():
            return ""
        return attributes_of(self.attributes).get(name, "")

    def blocks(self, tag: str) -> Iterator[Block]:
        """Yield the children of that tag."""
        return (child for child in self.children if isinstance(child, Block) and child.tag == tag)

    def lines(self) -> Iterator[Line]:
        """Yield every line in the block that is shown."""
        for child in self.children:
            if isinstance(child, Line):
                yield child
            elif not child.hidden:
                yield from child.lines()


@dataclass(slots=True)
class Page:
    """A page: its tree, its `<title>`, and its `<meta>` elements as (name, content, where the content stands)."""

    root: Block
    title: Line | None = None
    meta: list[tuple[str, str, tuple[int, int]]] = field(default_factory=list)


def attributes_of(text: str) -> dict[str, str]:
    """Return the attributes in a tag's text; names in small letters, the first of a name counts."""
    found: dict[str, str] = {}
    for match in re.finditer(_ATTRIBUTE, text):
        found.setdefault(match[1].lower(), unescape(match[2] or match[3] or match[4] or ""))
    return found


def is_hidden(attributes: str) -> bool:
    """Whether a tag's own attributes keep its content from being shown."""
    if "hidden" not in attributes and "none" not in attributes:
        return False
    found = attributes_of(attributes)
    return "hidden" in found or re.search(_HIDDEN, found.get("style", "").lower()) is not None


def parse(source: str, start: int = 0, end: int | None = None) -> Page:
    """Return the page that a source is, or that stands from `start` to `end` of it; TooMuch where it has too many tags."""
    return _Parser(source, start, len(source) if end is None else end).run()


class _Parser:
    def __init__(self, source: str, start: int, end: int) -> None:
        self.source = source
        self.at = start
        self.end = end
        self.root = Block("", "", start, None)
        self.page = Page(self.root)
        self.open = [self.root]
        self.too_deep = 0
        self.tables = 0
        self.text = _Text(source)
        self.in_link = False
        # The element whose content is not shown, and how many of its name, and of its block's name, stand open in it.
        self.unseen: str | None = None
        self.nested = 0
        self.nested_blocks = 0
        self.never_closed: set[str] = set()
        self.tags = 0
        self.tag = re.compile(_TAG)
        self.comments_end = True

    def run(self) -> Page:
        source, end = self.source, self.end
        while self.at < end:
            at = source.find("<", self.at, end)
            if at < 0:
                self.put_text(self.at, end)
                break
            if at > self.at:
                self.put_text(self.at, at)
            match = self.tag.match(source, at, end) or self.other_markup(at)
            if match is not None:
                self.at = match.end()
                self.put_tag(at, *match.groups())
        self.break_line()
        for block in self.open:
            block.end = end
        return self.page

    def put_text(self, start: int, end: int) -> None:
        if self.unseen is not None:
            return
        if self.open[-1].tag == "pre" and ("\n" in self.source[start:end] or "\r" in self.source[start:end]):
            for match in re.finditer(r"[^\r\n]+|\r\n|\r|\n", self.source[start:end]):
                if match.group()[0] in "\r\n":
                    self.break_line()
                else:
                    self.text.put(start + match.start(), start + match.end(), self.in_link)
            return
        self.text.put(start, end, self.in_link)

    def put_tag(self, at: int, closes: str, name: str, rest: str) -> None:
        self.tags += 1
        if self.tags > MAX_TAGS:
            raise TooMuch(f"more than {MAX_TAGS} tags")
        name = name.lower()
        if self.unseen is not None:
            if self.leaves_unseen(name, bool(closes), rest):
                self.put_end(name, at)
        elif closes:
            self.put_end(name, at)
        else:
            self.put_start(name, rest)

    def other_markup(self, at: int) -> re.Match[str] | None:
        """Pass over what starts with a bracket and is no whole tag: a comment, text. Return the tag where it is one after all."""
        following = self.source[at + 1 : at + 4]
        if following.startswith(("!", "?")):
            self.at = self.end_of_comment(at, following)
        elif not re.match("/?[a-zA-Z]", following):
            self.put_text(at, at + 1)
            self.at = at + 1
        else:
            # A quotation mark that is never closed. Only brackets end tags from here on, which keeps the work linear.
            self.tag = re.compile(_TAG_TO_BRACKET)
            match = self.tag.match(self.source, at, self.end)
            if match is None:
                self.at = self.end
            return match
        return None

    def end_of_comment(self, at: int, following: str) -> int:
        if following == "!--" and self.comments_end:
            if self.source.startswith((">", "->"), at + 4):
                return self.source.index(">", at) + 1
            end = self.source.find("-->", at + 4, self.end)
            if end >= 0:
                return end + 3
            self.comments_end = False
        end = self.source.find(">", at, self.end)
        return self.end if end < 0 else end + 1

    def leaves_unseen(self, name: str, closes: bool, rest: str) -> bool:
        """Whether a tag ends what is not shown: its own end tag does, or that of the block it stands in."""
        if not closes and rest.endswith("/"):
            return False
        step = -1 if closes else 1
        if name == self.unseen:
            self.nested += step
        elif name == self.open[-1].tag:
            self.nested_blocks += step
        if self.nested and self.nested_blocks >= 0:
            return False
        self.unseen, self.nested, self.nested_blocks = None, 0, 0
        return True

    def put_start(self, name: str, rest: str) -> None:
        if name in _BLOCKS:
            self.put_block(name, rest)
        elif name in ("br", "hr", "form"):
            self.break_line()
        elif name == "meta":
            self.put_meta(rest)
        elif name in _RAW:
            self.put_raw(name)
        elif name == "a":
            self.in_link = "href" in rest
        elif name not in _VOID and (name in _SKIPPED or is_hidden(rest)) and not rest.endswith("/"):
            self.unseen, self.nested = name, 1

    def put_meta(self, rest: str) -> None:
        found = attributes_of(rest)
        name = found.get("name") or found.get("property") or ""
        content = found.get("content", "")
        where = self.source.rfind(content, self.at - len(rest) - 1, self.at) if content else -1
        if name and where >= 0:
            self.page.meta.append((name, content, (where, where + len(content))))

    def put_raw(self, name: str) -> None:
        closing_tag = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
        match = None if name in self.never_closed else closing_tag.search(self.source, self.at, self.end)
        if match is None:
            self.never_closed.add(name)
        if name == "title" and self.page.title is None:
            stop = match.start() if match else self.source.find("<", self.at, self.end)
            text = _Text(self.source)
            text.put(self.at, self.end if stop < 0 else stop, False)
            self.page.title = text.line(self.root)
        if match is not None:
            closing = self.source.find(">", match.end(), self.end)
            self.at = self.end if closing < 0 else closing + 1
        elif name not in ("title", "textarea"):
            self.at = self.end

    def put_block(self, name: str, rest: str) -> None:
        self.break_line()
        if self.too_deep and name not in TABLE_PARTS and name not in _CELLS:
            self.too_deep += 1
            return
        if not self.tables and name != "table" and (name in TABLE_PARTS or name in _CELLS):
            return
        self.close_implied(name)
        if len(self.open) > MAX_DEPTH:
            self.too_deep += 1
            return
        if name in ("html", "body"):
            return
        parent = self.open[-1]
        if name in ("td", "th") and parent.tag in ("table", "thead", "tbody", "tfoot"):
            parent = self.push(Block("tr", "", self.at, parent), parent)
        self.push(Block(name, rest, self.at, parent), parent)

    def push(self, block: Block, parent: Block) -> Block:
        if parent.tag in TABLE_PARTS and block.tag not in TABLE_PARTS and block.tag not in _CELLS:
            self.before_table(block)
        else:
            parent.children.append(block)
        self.open.append(block)
        self.tables += block.tag == "table"
        return block

    def before_table(self, child: Block | Line) -> None:
        """Put what stands in a table but in no cell before it, where browsers show it."""
        table = next(block for block in reversed(self.open) if block.tag == "table")
        holder = table.parent or self.root
        if isinstance(child, Block):
            child.parent = holder
        else:
            child.block = holder
        # The table is the last or near the last child, so the search from the end is short.
        for k in range(len(holder.children) - 1, -1, -1):
            if holder.children[k] is table:
                holder.children.insert(k, child)
                return
        holder.children.append(child)

    def close_implied(self, name: str) -> None:
        """Close what the start of an element closes by itself."""
        if self.open[-1].tag == "p":
            self.pop()
        if name in ("p", "div") or (name in ("td", "th") and self.open[-1].tag == "tr"):
            return
        if name in ("td", "th"):
            self.close_to(("tr", "table"))
        elif name == "tr":
            self.close_to(("thead", "tbody", "tfoot", "table"))
        elif name in ("thead", "tbody", "tfoot", "caption", "colgroup"):
            self.close_to(("table",))
        elif name == "table":
            if self.open[-1].tag in TABLE_PARTS:
                self.close_to(("table",))
                if self.open[-1].tag == "table":
                    self.pop()
        elif name == "li":
            self.close_in("li", ("ul", "ol", "menu", "dir"))
        elif name in ("dd", "dt"):
            self.close_in("dd", ("dl",))
            self.close_in("dt", ("dl",))
        elif name in _HEADINGS and self.open[-1].tag in _HEADINGS:
            self.pop()

    def close_to(self, tags: tuple[str, ...]) -> None:
        """Close blocks up to the nearest of some tags within the nearest table; nothing where there is none."""
        for k in range(len(self.open) - 1, 0, -1):
            if self.open[k].tag in tags:
                while len(self.open) > k + 1:
                    self.pop()
                return
            if self.open[k].tag == "table":
                return

    def close_in(self, tag: str, limits: tuple[str, ...]) -> None:
        for k in range(len(self.open) - 1, 0, -1):
            block = self.open[k]
            if block.tag == tag:
                while len(self.open) > k:
                    self.pop()
                return
            if block.tag in limits or block.tag in _CELLS or block.tag == "table":
                return

    def put_end(self, name: str, at: int) -> None:
        if name == "a":
            self.in_link = False
            return
        if name in ("br", "form"):
            self.break_line()
            return
        if name not in _BLOCKS:
            return
        self.break_line()
        if self.too_deep and name not in TABLE_PARTS and name not in _CELLS:
            self.too_deep -= 1
            return
        if self.open[-1].tag == name:
            self.pop(at)
            return
        names = _HEADINGS if name in _HEADINGS else (name,)
        for k in range(len(self.open) - 1, 0, -1):
            if self.open[k].tag in names:
                while len(self.open) > k:
                    self.pop(at)
                return
            # An end tag closes nothing beyond the cell or table it stands in.
            if self.open[k].tag == "table" or (self.open[k].tag in _CELLS and name not in TABLE_PARTS):
                return

    def pop(self, end: int | None = None) -> None:
        block = self.open.pop()
        self.tables -= block.tag == "table"
        block.end = max(block.start, self.source.rfind("<", 0, self.at) if end is None else end)
        if block.tag in _CELLS or block.tag == "table":
            self.too_deep = 0
            self.in_link = False

    def break_line(self) -> None:
        if not self.text.parts:
            self.text.space = None
            return
        line = self.text.line(self.open[-1])
        if line is None:
            return
        if self.open[-1].tag in TABLE_PARTS:
            self.before_table(line)
        else:
            self.open[-1].children.append(line)


class _Text:
    """Gathers the text of one line, white space run together as browsers show it."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.pieces = re.compile(_PIECE)
        self.parts: list[str] = []
        self.segments: list[tuple[int, int, int]] = []
        self.length = 0
        self.linked = 0
        self.space: tuple[int, int] | None = None

    def put(self, start: int, end: int, linked: bool) -> None:
        before = self.length
        for match in self.pieces.finditer(self.source, start, end):
            kind = match.lastgroup
            if kind in ("words", "bare"):
                self.add(match.group(), match.start(), match.end())
            elif kind == "space":
                if self.length:
                    self.space = (self.space[0] if self.space else match.start(), match.end())
            elif kind == "hard":
                self.add(" ", match.start(), match.end())
            elif kind == "reference":
                self.add_reference(match.group(), match.start(), match.end())
        if linked:
            self.linked += self.length - before

    def add_reference(self, reference: str, start: int, end: int) -> None:
        name = reference[1:]
        if name.startswith("#"):
            char = unescape(reference)
        elif name in html5:
            char = html5[name]
        else:
            # Some old names need no semicolon, so that letters may follow them; what is no name stands as printed.
            length = next((k for k in range(min(len(name) - 1, 6), 1, -1) if name[:k] in html5), 0)
            if length:
                self.add_reference(reference[: length + 1], start, start + length + 1)
            start += length + 1 if length else 0
            self.add(self.source[start:end], start, end)
            return
        if char.isspace() and char != "\u3000":
            char = " "
        if char and not re.fullmatch(f"[{_INVISIBLE}]+", char):
            self.add(char, start, end)

    def add(self, text: str, start: int, end: int) -> None:
        if self.space is not None:
            # A line break in the source between two Chinese characters is no space.
            between = self.source[self.space[0] : self.space[1]]
            if not (("\n" in between or "\r" in between) and is_wide(self.parts[-1][-1]) and is_wide(text[0])):
                self.append(" ", *self.space)
            self.space = None
        self.append(text, start, end)

    def append(self, text: str, start: int, end: int) -> None:
        if self.segments:
            at, first, last = self.segments[-1]
            if last == start and end - start == len(text) and last - first == self.length - at:
                self.segments[-1] = (at, first, end)
                self.parts.append(text)
                self.length += len(text)
                return
        self.segments.append((self.length, start, end))
        self.parts.append(text)
        self.length += len(text)

    def line(self, block: Block) -> Line | None:
        """Return the line gathered so far and start anew; None where there is no text."""
        parts, segments, length, linked = self.parts, self.segments, self.length, self.linked
        self.parts, self.segments, self.length, self.linked, self.space = [], [], 0, 0, None
        text = "".join(parts)
        words = text.strip()
        if not words:
            return None
        at, start, end = segments[-1]
        if len(words) == length == at + end - start:
            return Line(words, tuple(segments), linked, block)
        closed = (*segments, (length, end, end))
        first = len(text) - len(text.lstrip())
        return Line(words, cut(closed, first, first + len(words)), linked, block)


def is_wide(char: str) -> bool:
    """Whether a character is Chinese, or a mark set in Chinese text, beside which a line break is no space."""
    return "\u2e80" <= char <= "\uffef" or char in "“”‘’—…·"
