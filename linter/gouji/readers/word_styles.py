"""What styles give to paragraphs and runs: a list they are items of, or that they are hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.named_tuple import NamedTuple
from gouji.readers.word_package import W

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_ANCESTORS = 20
"""How far a style's ancestors are followed; Word itself allows 11."""

_VAL = W + "val"
_PPR = W + "pPr"
_RPR = W + "rPr"
_OFF = ("0", "false", "off")


class ListItem(NamedTuple):
    """The list (None: not stated; "0": none) and the level in it that a paragraph or style states."""

    number: str | None
    level: int | None


class _Style(NamedTuple):
    name: str
    item: ListItem
    hidden: bool | None
    parent: str | None


class Styles:
    """The styles of a document."""

    def __init__(self, root: _Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self._default: str | None = None
        for element in () if root is None else root.iterchildren(W + "style"):
            key = element.get(W + "styleId") or ""
            parent = value(element, W + "basedOn")
            name = (value(element, W + "name") or "").lower()
            item = list_item(element.find(_PPR))
            self._styles[key] = _Style(name, item, is_hidden(element.find(_RPR)), parent)
            if element.get(W + "default") in ("1", "true", "on") and element.get(W + "type") == "paragraph":
                self._default = key

    def list_item(self, style: str | None) -> ListItem:
        """Return what the paragraph style (None: the default one) and its ancestors state of lists."""
        number = level = None
        for known in self._lineage(style or self._default):
            number = known.item.number if number is None else number
            level = known.item.level if level is None else level
        return ListItem(number, level)

    def lists_contents(self, style: str | None) -> bool:
        """Whether a style is one of those for the lines of a table of contents."""
        known = self._styles.get(style or "")
        return known is not None and known.name.startswith("toc ") and known.name[4:].isdigit()

    def hides(self, style: str | None) -> bool:
        """Whether a style makes text hidden."""
        return next((known.hidden for known in self._lineage(style) if known.hidden is not None), False)

    def _lineage(self, style: str | None) -> list[_Style]:
        found: list[_Style] = []
        while style in self._styles and len(found) < MAX_ANCESTORS:
            assert style is not None
            found.append(self._styles[style])
            style = found[-1].parent
        return found


def value(element: _Element | None, tag: str) -> str | None:
    """Return the value of the child with that tag, or None."""
    child = None if element is None else element.find(tag)
    return None if child is None else child.get(_VAL)


def number(text: str | None) -> int:
    """Return a small number as XML states it, and 0 for anything else."""
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 6 else 0


def list_item(properties: _Element | None) -> ListItem:
    """Return what paragraph properties state of lists."""
    item = None if properties is None else properties.find(W + "numPr")
    if item is None:
        return ListItem(None, None)
    level = value(item, W + "ilvl")
    return ListItem(value(item, W + "numId"), None if level is None else number(level))


def is_on(element: _Element | None, tag: str) -> bool | None:
    """Return whether a property that is on or off is on; None where nothing is said of it."""
    child = None if element is None else element.find(tag)
    return None if child is None else child.get(_VAL) not in _OFF


def is_hidden(properties: _Element | None) -> bool | None:
    """Return whether run properties hide the text; None where they do not say."""
    return is_on(properties, W + "vanish")
