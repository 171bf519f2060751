"""gouji: a plugin-based linter for the annual government-information reports of Chinese administrative organs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gouji.api import check
    from gouji.engine import Result
    from gouji.finding import Entry, Severity

__version__ = "0.1.0"
__all__ = ["Entry", "Result", "Severity", "check"]

_HOMES = {"check": "gouji.api", "Result": "gouji.engine", "Entry": "gouji.finding", "Severity": "gouji.finding"}


def __getattr__(name: str) -> Any:
    # Imported at first use: the command line, which is started for every commit, needs none of these.
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
