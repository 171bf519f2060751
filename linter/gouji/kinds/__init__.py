"""The declarative kinds: what a rule of a YAML pack can be without a line of Python. One module each.

A kind has a schema for its keys and compiles them to a check over a report. Further kinds come through the hook `gouji_kinds`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from gouji.named_tuple import NamedTuple
from gouji.rule import Category

if TYPE_CHECKING:
    from gouji.kinds.workshop import Workshop
    from gouji.rule import Check, Messages, Need


class Kind(NamedTuple):
    """One declarative kind.

    `keys` are the JSON Schema properties of its own keys in a rule, `required` those that must be there. `compile(values, shop)`
    takes what the rule says under these keys and returns its check. `messages` are the kind's own, for a rule that states none;
    those named in `notes` stand at related places and fixes, so that a rule's one `message` does not replace them. `data` names
    what messages may be filled with beside `year`, `next_year` and `agency`.
    """

    name: str
    title: str
    keys: Mapping[str, Mapping[str, Any]]
    compile: Callable[[Mapping[str, Any], Workshop], Check]
    messages: Messages
    data: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    category: Category = Category.STRUCTURE
    notes: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()


NAMES = (
    "compare",
    "date_order",
    "equation",
    "existence",
    "length",
    "occurrence",
    "pattern",
    "required",
    "sequence",
    "statement",
    "substitution",
    "topic",
    "unique",
)
"""The modules of the built-in kinds; each defines `KIND`."""


def built_in() -> list[Kind]:
    """Return the built-in kinds."""
    from importlib import import_module

    return [import_module(f"{__name__}.{name}").KIND for name in NAMES]
