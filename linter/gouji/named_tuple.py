"""`NamedTuple` as `typing` has it, made in a tenth of the time: `from gouji.named_tuple import NamedTuple`.

A start of gouji defines some ninety of them. `typing` compiles every annotation and the constructor of each, which takes 0.1 ms a class
(docs/performance.md has the figures). Here the fields are read off the annotations and all classes share one constructor.
Type checkers see `typing.NamedTuple` itself. Generic ones and the functional form are not needed, and not here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414, TID251 - this is what others import
else:
    _tuple = tuple.__new__

    # What `collections.namedtuple` reads its fields by: no Python code runs at an access.
    from collections import _tuplegetter

    class _Fields(type):
        """Makes a class body of annotations a tuple whose items have names."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            fields = tuple(body.get("__annotations__", ()))
            if not fields and bases != (tuple,):
                raise TypeError(f"{name} has no fields; its module needs `from __future__ import annotations`")
            defaults = {field: body.pop(field) for field in fields if field in body}
            if list(defaults) != list(fields[len(fields) - len(defaults) :]):
                raise TypeError(f"{name}: a field without a default follows one with a default")
            for index, field in enumerate(fields):
                body[field] = _tuplegetter(index, field)
            body |= {"__slots__": (), "__match_args__": fields, "_fields": fields, "_field_defaults": defaults}
            body["_length"] = len(fields)
            return super().__new__(cls, name, bases, body)

    class NamedTuple(tuple, metaclass=_Fields):
        """A tuple whose items are read by name; the annotations of a subclass are its fields, in order."""

        def __new__(cls, *args: Any, **named: Any) -> Any:
            if not named and len(args) == cls._length:
                return _tuple(cls, args)
            if named:
                args = _by_name(cls, args, named)
            elif len(args) < cls._length:
                args += tuple(cls._field_defaults.values())[len(args) - cls._length :]
            if len(args) != cls._length:
                raise TypeError(f"{cls.__name__}({', '.join(cls._fields)}) was given {len(args)} arguments")
            return _tuple(cls, args)

        def __repr__(self) -> str:
            shown = ", ".join(f"{field}={value!r}" for field, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({shown})"

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)

        @classmethod
        def _make(cls, items: Any) -> Any:
            return cls(*items)

        def _replace(self, /, **changes: Any) -> Any:
            replaced = _tuple(type(self), map(changes.pop, self._fields, self))
            if changes:
                raise ValueError(f"{type(self).__name__} has no field called {', '.join(changes)}")
            return replaced

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

    def _by_name(cls: type, args: tuple[Any, ...], named: dict[str, Any]) -> list[Any]:
        """Return the items of a tuple some of whose fields are given by name; TypeError where they do not fit."""
        values = {**cls._field_defaults, **dict(zip(cls._fields, args, strict=False)), **named}
        if len(values) != len(cls._fields) or not named.keys().isdisjoint(cls._fields[: len(args)]):
            given = f"{len(args)} arguments and {', '.join(named)}"
            raise TypeError(f"{cls.__name__}({', '.join(cls._fields)}) was given {given}")
        return [values[field] for field in cls._fields]
