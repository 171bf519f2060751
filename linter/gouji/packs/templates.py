"""Templates of packs: text with `{name}` in it, and nothing else that `str.format` knows."""

from __future__ import annotations

from collections.abc import Sequence
from string import Formatter

from gouji.spelling import did_you_mean


def unknown_placeholder(template: str, known: Sequence[str]) -> tuple[str, str] | None:
    """Return what is wrong with a template, in Chinese and English; None where it can be filled with the names known.

    Attributes, indexes, conversions and widths are refused: a pack shows values and does nothing else with them.
    """
    try:
        parts = list(Formatter().parse(template))
    except ValueError as error:
        return f"花括号不成对：{error}", f"the braces do not pair: {error}"
    for _, name, width, conversion in parts:
        if name is None:
            continue
        if name not in known or width or conversion:
            zh, en = did_you_mean(name, known)
            names = "、".join(f"{{{item}}}" for item in known)
            return (
                f"没有 {{{name}}} 这一项{zh or '；可用的有：' + names}",
                f"there is no {{{name}}}{en or '; known: ' + ', '.join(known)}",
            )
    return None
