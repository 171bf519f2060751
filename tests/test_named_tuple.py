"""The quick NamedTuple does what the one of `typing` does."""

from __future__ import annotations

import pickle
import typing
from collections.abc import Callable
from typing import Any

import pytest

from gouji.named_tuple import NamedTuple


class Quick(NamedTuple):
    """A tuple with a default, a method and a docstring."""

    start: int
    words: str
    note: str | None = None
    sure: bool = True

    @property
    def length(self) -> int:
        return len(self.words)

    def moved(self, by: int) -> Quick:
        return self._replace(start=self.start + by)


class Standard(typing.NamedTuple):  # noqa: TID251 - what it is compared with
    """A tuple with a default, a method and a docstring."""

    start: int
    words: str
    note: str | None = None
    sure: bool = True

    @property
    def length(self) -> int:
        return len(self.words)

    def moved(self, by: int) -> Standard:
        return self._replace(start=self.start + by)


USES: list[Callable[[Any], Any]] = [
    lambda kind: kind(1, "甲"),
    lambda kind: kind(1, "甲", "乙", False),
    lambda kind: kind(1, "甲", sure=False),
    lambda kind: kind(words="甲", start=1),
    lambda kind: kind._make([1, "甲", None, True]),
    lambda kind: kind(1, "甲").moved(3),
    lambda kind: kind(1, "甲")._replace(note="丙", start=2),
    lambda kind: kind(1, "甲")._asdict(),
    lambda kind: kind(1, "甲").length,
    lambda kind: (kind(1, "甲").start, kind(1, "甲").sure),
    lambda kind: kind(1, "甲") == (1, "甲", None, True),
    lambda kind: hash(kind(1, "甲")),
    lambda kind: sorted([kind(2, "甲"), kind(1, "乙")]),
    lambda kind: [*kind(1, "甲")],
    lambda kind: kind(1, "甲")[1],
    lambda kind: (kind._fields, kind._field_defaults, kind.__match_args__),
    lambda kind: pickle.loads(pickle.dumps(kind(1, "甲"))),
    lambda kind: repr(kind(1, "甲")).partition("(")[2],
    lambda kind: kind.__doc__,
    lambda kind: isinstance(kind(1, "甲"), tuple),
]


@pytest.mark.parametrize("number", range(len(USES)))
def test_it_behaves_alike(number: int) -> None:
    assert USES[number](Quick) == USES[number](Standard)


def test_a_pickled_one_keeps_its_class() -> None:
    assert type(pickle.loads(pickle.dumps(Quick(1, "甲")))) is Quick


@pytest.mark.parametrize(
    "use",
    [
        lambda kind: kind(),
        lambda kind: kind(1),
        lambda kind: kind(1, "甲", None, True, 5),
        lambda kind: kind(1, "甲", start=2),
        lambda kind: kind(1, "甲", nothing=2),
        lambda kind: kind(start=1),
        lambda kind: kind._make([1]),
        lambda kind: kind(1, "甲")._replace(nothing=2),
        lambda kind: setattr(kind(1, "甲"), "start", 2),
        lambda kind: setattr(kind(1, "甲"), "nothing", 2),
    ],
)
def test_what_one_refuses_the_other_refuses(use: Callable[[Any], Any]) -> None:
    with pytest.raises(Exception) as quick:  # noqa: PT011 - the standard one says which
        use(Quick)
    with pytest.raises(Exception) as standard:  # noqa: PT011
        use(Standard)
    assert type(quick.value) is type(standard.value)


def test_a_field_with_a_default_before_one_without_is_refused() -> None:
    with pytest.raises(TypeError, match="without a default"):
        type("Wrong", (NamedTuple,), {"__annotations__": {"a": "int", "b": "int"}, "a": 1})
