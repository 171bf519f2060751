"""Globs of `gouji.yaml`: `*` and `?` stay within a folder, `**` goes through any number of them."""

from __future__ import annotations

from collections.abc import Iterable


def matches(glob: str, path: str) -> bool:
    """Whether a glob fits a path, both relative to the same folder and written with `/`."""
    parts = _parts(glob)
    states = _states({0}, parts)
    for name in _parts(path):
        states = _step(states, parts, name)
    return len(parts) in states


def covers(glob: str, path: str) -> bool:
    """Whether a glob fits a path or one of the folders it stands in."""
    parts = _parts(glob)
    states = _states({0}, parts)
    for name in _parts(path):
        states = _step(states, parts, name)
        if len(parts) in states:
            return True
    return False


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part not in ("", ".")]


def _step(states: Iterable[int], parts: list[str], name: str) -> set[int]:
    """Return how many parts of the glob may be used up after one more name of the path.

    All readings are followed at once, so that a glob full of `**` costs no more than its length.
    """
    from fnmatch import fnmatchcase

    after = set()
    for state in states:
        if state == len(parts):
            continue
        if parts[state] == "**":
            after.add(state)
        elif fnmatchcase(name, parts[state]):
            after.add(state + 1)
    return _states(after, parts)


def _states(states: set[int], parts: list[str]) -> set[int]:
    """Add what `**` standing for no folder at all leads to."""
    reached = set(states)
    for state in sorted(states):
        if state in reached and state < len(parts) and parts[state] == "**":
            reached |= _states({state + 1}, parts)
    return reached
