"""Patterns of packs: regular expressions that cannot take long, whatever they are run on.

Backtracking is what makes an expression slow, so its worst case is worked out beforehand: every repeat needs an upper bound,
no repeat stands in another, and the number of ways in which the whole can match from one place is limited. Checking a text then
takes a time proportional to its length.
"""

from __future__ import annotations

import re
import warnings
from functools import lru_cache

# The parser of `re` itself: whatever it reads, it reads as `re` will. Its names are private but have been stable since 3.11.
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

LONGEST_PATTERN = 1000
LONGEST_MATCH = 1000
MOST_REPEATS = 200
MOST_WAYS = 2000

_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_SINGLE = (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN)
_SAMPLE = [chr(code) for code in range(128)] + list(
    "年月日号第一二十零〇章节条款，。、；：？！（）〔〕《》“”０９Ａｚ　\u4e00\u9fff"
)


class Hostile(ValueError):
    """A pattern that is refused. `position` is the offset in it where the trouble lies, as far as it is known."""

    def __init__(self, zh: str, en: str, position: int = 0) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en
        self.position = position


@lru_cache(maxsize=2048)
def compiled(text: str) -> re.Pattern[str]:
    """Return a pattern compiled; Hostile where it is no pattern, could run away, or can match nothing at all."""
    if len(text) > LONGEST_PATTERN:
        raise Hostile(
            f"正则表达式过长（{len(text)} 个字符，最多 {LONGEST_PATTERN} 个），请拆成几个",
            f"the pattern is too long ({len(text)} characters, at most {LONGEST_PATTERN}); split it",
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            tree = parser.parse(text)
    except Warning as warning:
        raise Hostile(f"正则表达式有歧义：{warning}", f"an ambiguous pattern: {warning}") from warning
    except re.error as error:
        raise Hostile(f"正则表达式有误：{error.msg}", f"no valid pattern: {error.msg}", error.pos or 0) from error
    except (OverflowError, RecursionError) as error:
        raise Hostile("正则表达式过于复杂", "the pattern is too complex") from error
    _refuse(tree, text)
    least, most = tree.getwidth()
    if least == 0:
        raise Hostile(
            "这个正则表达式连空文字也相符，处处都会命中；请写出至少一个必有的字",
            "this pattern matches nothing at all, and so everywhere; give it a character that must be there",
        )
    ways = _ways(list(tree))
    if most > LONGEST_MATCH or ways > MOST_WAYS:
        raise Hostile(
            "这个正则表达式的匹配方式过多，可能使检查停滞；请缩小重复次数的上限，或拆成几个",
            "this pattern can match in too many ways and could stall a check; lower the bounds of its repeats, or split it",
        )
    return re.compile(text)


def _refuse(tree: Any, text: str, in_repeat: bool = False) -> None:
    """Raise Hostile for back references, open repeats and repeats within repeats."""
    for code, value in tree:
        if code in (op.GROUPREF, op.GROUPREF_EXISTS):
            raise Hostile("规则包不支持反向引用", "packs do not support back references", max(text.find("\\"), 0))
        if code in _REPEATS:
            _, most, item = value
            if most == op.MAXREPEAT:
                raise Hostile(
                    "重复次数没有上限（* + 或 {n,}），遇到特殊文字会使检查停滞；请写明上限，如 {0,20}",
                    "a repeat without an upper bound (*, + or {n,}) can stall a check; give one, as {0,20}",
                    _open_repeat(text),
                )
            if most > MOST_REPEATS:
                raise Hostile(
                    f"重复次数的上限 {most} 过大，最多 {MOST_REPEATS}",
                    f"the bound {most} of a repeat is too high, at most {MOST_REPEATS}",
                    max(text.find(str(most)), 0),
                )
            if in_repeat and most > 1:
                raise Hostile(
                    "重复之中又有重复，遇到特殊文字会使检查停滞；请改写",
                    "a repeat within a repeat can stall a check; write it another way",
                )
            _refuse(item, text, in_repeat or (most > 1 and not _is_single(item)))
        else:
            for inner in _inner(code, value):
                _refuse(inner, text, in_repeat)


def _open_repeat(text: str) -> int:
    """Return where the first repeat without an upper bound stands, brackets and escapes passed over."""
    for match in re.finditer(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|([*+]|\{\d*,\})", text, re.DOTALL):
        if match[1]:
            return match.start()
    return 0


def _inner(code: Any, value: Any) -> list[Any]:
    if code is op.SUBPATTERN:
        return [value[3]]
    if code is op.BRANCH:
        return list(value[1])
    if code in (op.ASSERT, op.ASSERT_NOT):
        return [value[1]]
    if code is op.ATOMIC_GROUP:
        return [value]
    return []


def _is_single(item: Any) -> bool:
    return len(item) == 1 and item[0][0] in _SINGLE


def _ways(items: list[Any]) -> int:
    """Return an upper bound of the steps a match from one place can take: the ways of each part times those of the next."""
    ways = 1
    for index, (code, value) in enumerate(items):
        if code in _REPEATS:
            least, most, item = value
            own = max(_ways(list(item)), 1)
            choices = most - least + 1
            if _is_single(item) and _ends_at_once(item[0], items[index + 1 :]):
                # What follows cannot be of this class, so that the repeat ends in one way only.
                choices = 1
            ways *= min(choices * own ** min(most, 12), 10**9)
        elif code is op.ATOMIC_GROUP:
            # Once matched it is never entered again, so that its ways do not multiply those of the rest.
            ways = max(ways, _ways(list(value)))
        elif code is op.BRANCH:
            ways *= sum(_ways(list(branch)) for branch in value[1])
        else:
            for inner in _inner(code, value):
                ways *= _ways(list(inner))
        if ways > 10**9:
            return ways
    return ways


def _ends_at_once(single: Any, rest: list[Any]) -> bool:
    first = _firsts(rest)
    return first is not None and not any(_takes(single, char) for char in _sample(single, first) if _any(first, char))


def _firsts(rest: list[Any]) -> list[Any] | None:
    """Return the single-character items one of which must come next; None where that is not certain."""
    if not rest:
        return None
    code, value = rest[0]
    if code in _SINGLE:
        return [rest[0]]
    if code is op.SUBPATTERN:
        return _firsts([*value[3], *rest[1:]])
    if code is op.BRANCH:
        branches = [_firsts([*branch, *rest[1:]]) for branch in value[1]]
        return None if None in branches else [item for branch in branches for item in branch or ()]
    if code in _REPEATS and value[0] > 0:
        return _firsts(list(value[2]))
    return None


def _any(singles: list[Any], char: str) -> bool:
    return any(_takes(single, char) for single in singles)


def _sample(single: Any, others: list[Any]) -> list[str]:
    """Return characters among which there is one of any two classes that overlap: the ends of their ranges and the usual ones."""
    codes = set()
    for code, value in (single, *others):
        if code in (op.LITERAL, op.NOT_LITERAL):
            codes.add(value)
        elif code is op.IN:
            for kind, part in value:
                if kind is op.LITERAL:
                    codes.add(part)
                elif kind is op.RANGE:
                    codes.update(part)
    return [*_SAMPLE, *map(chr, codes)]


def _takes(single: Any, char: str) -> bool:
    code, value = single
    if code is op.LITERAL:
        return ord(char) == int(value)
    if code is op.NOT_LITERAL:
        return ord(char) != int(value)
    if code is op.ANY:
        return char != "\n"
    negated = bool(value) and value[0][0] is op.NEGATE
    return negated is not any(_in_class(kind, part, char) for kind, part in value if kind is not op.NEGATE)


def _in_class(kind: Any, part: Any, char: str) -> bool:
    if kind is op.LITERAL:
        return ord(char) == int(part)
    if kind is op.RANGE:
        return bool(part[0] <= ord(char) <= part[1])
    name = str(part)
    belongs = (
        char.isdigit()
        if name.endswith("DIGIT")
        else char.isspace()
        if name.endswith("SPACE")
        else char.isalnum() or char == "_"
    )
    return belongs is not ("NOT" in name)


def needles(text: str) -> tuple[str, ...]:
    """Return words one of which every match of a pattern holds; empty where there is no such word of two characters or more."""
    tree = parser.parse(text)
    found = () if tree.state.flags & re.IGNORECASE else _needles(list(tree))
    return found if found and all(len(word) > 1 for word in found) else ()


def _needles(items: list[Any]) -> tuple[str, ...]:
    best: tuple[str, ...] = ()
    run = ""
    for code, value in (*items, (op.ANY, None)):
        if code is op.LITERAL:
            run += chr(value)
            continue
        if len(run) > min(map(len, best), default=0):
            best = (run,)
        run = ""
        inner: tuple[str, ...] = ()
        if code is op.SUBPATTERN and not value[1] & re.IGNORECASE:
            inner = _needles(list(value[3]))
        elif code is op.BRANCH:
            branches = [_needles(list(branch)) for branch in value[1]]
            inner = () if not all(branches) else tuple(word for branch in branches for word in branch)
        if inner and min(map(len, inner)) > min(map(len, best), default=0):
            best = inner
    return best
