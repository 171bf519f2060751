"""A Word file with a comment at each finding, anchored to the words it is about, or to the paragraph of its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING

from gouji.word_file import WordFile

if TYPE_CHECKING:
    from datetime import datetime

    from lxml.etree import _Element

    from gouji.finding import Entry
    from gouji.readers.docx import WordPlaces
    from gouji.source import Piece

AUTHOR = "gouji"

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NOT_XML = "[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]"
_EDGES = " \t\r\n"


def annotated(raw: bytes, entries: Sequence[Entry], places: WordPlaces, lang: str, now: datetime) -> bytes:
    """Return the file with comments at what was found; CannotRewrite where the file cannot be copied.

    Whoever hands over what a sensitive rule found has masked it. Comments that are there already stay.
    """
    if not entries:
        return raw
    file = WordFile(raw)
    comments = _Comments(file, now)
    marks = _Marks(file)
    for entry, (first, last) in zip(entries, marks.extents([_pieces(entry, places) for entry in entries]), strict=True):
        number = comments.add(list(lines(entry, lang)))
        if first is not None and last is not None:
            marks.around(first, last, number)
        else:
            at = _paragraph(entry, places)
            marks.within(file.paragraphs[0 if at is None else at], number)
    comments.finish()
    return file.content()


def lines(entry: Entry, lang: str) -> Iterator[str]:
    """Yield the lines of a comment: the rule, what is wrong, what it rests on, and a correction where there is one."""
    from gouji.writers.wording import severity

    zh = lang == "zh"
    level = severity(entry.severity.label, lang)
    yield f"{entry.rule.code} {entry.rule.name}（{level}）" if zh else f"{entry.rule.code} {entry.rule.name} ({level})"
    yield entry.message
    for basis in entry.basis:
        words = " ".join(basis[key] for key in ("title", "article") if key in basis)
        yield f"依据：{words}" if zh else f"basis: {words}"
    if entry.fix is not None:
        yield f"建议：{entry.fix.title}" if zh else f"suggestion: {entry.fix.title}"


def _pieces(entry: Entry, places: WordPlaces) -> Sequence[Piece]:
    return () if entry.span is None or entry.span[0] == entry.span[1] else places.pieces(entry.pointer, entry.span)


def _paragraph(entry: Entry, places: WordPlaces) -> int | None:
    """Return the paragraph of a finding without words of its own; that of the title for one about the whole report."""
    at = places.paragraph(entry.pointer)
    return places.paragraph(("title",)) if at is None else at


class _Marks:
    """Puts the marks of comments into the body."""

    def __init__(self, file: WordFile) -> None:
        self._file = file
        self._w = file.w
        # For each text element the elements that it was split into, with the offset at which each begins.
        self._split: dict[int, list[tuple[int, _Element]]] = {}

    def extents(self, findings: Sequence[Sequence[Piece]]) -> list[tuple[_Element | None, _Element | None]]:
        """Split runs where what was found begins and ends; return the runs it begins and ends with, or None for no words."""
        cuts: dict[int, set[int]] = {}
        for pieces in findings:
            for piece in pieces:
                cuts.setdefault(piece.part, set()).update((piece.start, piece.end))
        for part, offsets in cuts.items():
            self._cut(part, sorted(offsets))
        return [
            (self._run_at(pieces[0].part, pieces[0].start), self._run_at(pieces[-1].part, pieces[-1].end - 1))
            if pieces
            else (None, None)
            for pieces in findings
        ]

    def around(self, first: _Element, last: _Element, number: int) -> None:
        """Mark the words from one run to another."""
        first.addprevious(self._mark("commentRangeStart", number))
        end = last
        # What ends at the same words comes in the order of the findings.
        while (following := end.getnext()) is not None and self._is_end(following):
            end = following
        reference = self._mark("r", None)
        reference.append(self._mark("commentReference", number))
        end.addnext(reference)
        end.addnext(self._mark("commentRangeEnd", number))

    def within(self, paragraph: _Element, number: int) -> None:
        """Mark the whole of a paragraph; where it stands in a text box, the paragraph that the box is anchored in."""
        paragraph = self._outermost(paragraph, "p")
        start = self._mark("commentRangeStart", number)
        properties = paragraph.find(self._w + "pPr")
        if properties is not None:
            at = properties
            while (following := at.getnext()) is not None and following.tag == start.tag:
                at = following
            at.addnext(start)
        else:
            paragraph.insert(0, start)
        reference = self._mark("r", None)
        reference.append(self._mark("commentReference", number))
        paragraph.append(self._mark("commentRangeEnd", number))
        paragraph.append(reference)

    def _is_end(self, element: _Element) -> bool:
        is_reference = element.tag == self._w + "r" and element.find(self._w + "commentReference") is not None
        return is_reference or element.tag == self._w + "commentRangeEnd"

    def _mark(self, name: str, number: int | None) -> _Element:
        element = self._file.paragraphs[0].makeelement(self._w + name)
        if number is not None:
            element.set(self._w + "id", str(number))
        return element

    def _outermost(self, element: _Element, name: str) -> _Element:
        """Return the outermost element of that name that an element stands in or is."""
        return next(reversed([above for above in (element, *element.iterancestors()) if above.tag == self._w + name]))

    def _run_at(self, part: int, offset: int) -> _Element:
        """Return what stands in its paragraph for the character of a text element: its run, or what that run stands in."""
        begun = [element for start, element in self._split[part] if start <= offset]
        text = begun[-1]
        paragraph = self._outermost(text, "p")
        path = [text, *text.iterancestors()]
        inside = path[: path.index(paragraph)]
        runs = [above for above in inside if above.tag == self._w + "r"]
        return runs[-1] if runs else inside[-1]

    def _cut(self, part: int, offsets: Sequence[int]) -> None:
        """Split the run of a text element at offsets, which are in order."""
        text = self._file.texts[part]
        found = self._split[part] = [(0, text)]
        run = text.getparent()
        if run is None or run.tag != self._w + "r" or run is not self._run_at(part, 0) or len(text):
            return
        for offset in offsets:
            start, element = found[-1]
            length = len(element.text or "")
            if offset == start:
                self._begin_a_run(element)
            elif offset < start + length:
                found.append((offset, self._second_half(element, offset - start)))
            elif (following := element.getnext()) is not None:
                self._begin_a_run(following)

    def _second_half(self, text: _Element, offset: int) -> _Element:
        """Split a text element, and its run with it, and return the half that the second run begins with."""
        words = text.text or ""
        left, right = words[:offset], words[offset:]
        if text.get(_SPACE) != "preserve" and words != words.strip(_EDGES):
            # Word does not show space at the edges of such an element, but would where the other edge makes it keep all.
            left, right = left.lstrip(_EDGES), right.rstrip(_EDGES)
        rest = _twin(text)
        text.text, rest.text = left, right
        for element in (text, rest):
            if (element.text or "") != (element.text or "").strip(_EDGES):
                element.set(_SPACE, "preserve")
        text.addnext(rest)
        self._begin_a_run(rest)
        return rest

    def _begin_a_run(self, element: _Element) -> None:
        """Have a run of the same format begin with an element of a run."""
        run = element.getparent()
        before = element.getprevious()
        properties = None if run is None else run.find(self._w + "rPr")
        if run is None or before is None or before is properties:
            return
        second = _twin(run)
        rest = [element, *element.itersiblings()]
        if properties is not None:
            second.append(deepcopy(properties))
        second.extend(rest)
        run.addnext(second)


def _twin(element: _Element) -> _Element:
    """Return an element of the same name and attributes, with nothing in it."""
    twin = element.makeelement(element.tag)
    for name, value in element.items():
        twin.set(name, value)
    return twin


class _Comments:
    """The part with the comments, which is made where there is none."""

    def __init__(self, file: WordFile, now: datetime) -> None:
        from lxml import etree

        self._file = file
        self._w = file.w
        self._now = now.strftime("%Y-%m-%dT%H:%M:%SZ")
        self._name = file.related("comments")
        if self._name is not None:
            self._root = file.root(self._name)
        else:
            self._root = etree.Element(self._w + "comments", nsmap={"w": self._w[1:-1]})
        tags = [self._w + name for name in ("comment", "commentRangeStart", "commentRangeEnd", "commentReference")]
        known = [
            mark.get(self._w + "id") for root in (self._root, file.root(file.package.main)) for mark in root.iter(*tags)
        ]
        self._next = max((int(number) for number in known if number and number.isdigit()), default=-1) + 1

    def add(self, lines: Sequence[str]) -> int:
        """Add a comment and return its number."""
        from lxml import etree

        number = self._next
        self._next += 1
        comment = etree.SubElement(self._root, self._w + "comment")
        for name, value in (("id", str(number)), ("author", AUTHOR), ("date", self._now), ("initials", AUTHOR)):
            comment.set(self._w + name, value)
        for k, line in enumerate(lines):
            paragraph = etree.SubElement(comment, self._w + "p")
            if not k:
                etree.SubElement(etree.SubElement(paragraph, self._w + "r"), self._w + "annotationRef")
            run = etree.SubElement(paragraph, self._w + "r")
            text = etree.SubElement(run, self._w + "t")
            text.text = re.sub(_NOT_XML, "\N{REPLACEMENT CHARACTER}", line)
            text.set(_SPACE, "preserve")
        return number

    def finish(self) -> None:
        """Put the part into the file where it is new."""
        if self._name is None:
            from gouji.word_file import serialised

            self._file.add("comments", serialised(self._root, None))
