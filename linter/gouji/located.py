"""A YAML file whose every key and value knows its line and column. Duplicate keys, aliases and deep nesting are refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gouji.report import Pointer

DEEPEST = 20
LARGEST = 1_000_000

_Position = tuple[int, int]


class Misplaced(Exception):
    """Something wrong in a YAML file, in Chinese and English, with line and column from 1."""

    def __init__(self, zh: str, en: str, position: _Position = (1, 1)) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en
        self.line, self.column = position


@dataclass(slots=True)
class Located:
    """Data of a YAML file, and where its keys and values stand."""

    data: Any = None
    keys: dict[Pointer, _Position] = field(default_factory=dict)
    values: dict[Pointer, _Position] = field(default_factory=dict)

    def position(self, pointer: Pointer, at_key: bool = False) -> _Position:
        """Return line and column of the value there, or of its key; of the nearest parent where there is none."""
        if at_key and pointer in self.keys:
            return self.keys[pointer]
        while pointer and pointer not in self.values:
            pointer = pointer[:-1]
        return self.values.get(pointer, (1, 1))


def read(raw: bytes) -> Located:
    """Return the data of a YAML file (one document) with its positions; Misplaced where it cannot be used."""
    import yaml

    if len(raw) > LARGEST:
        raise Misplaced("文件过大", "the file is too large")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Misplaced(
            "文件不是 UTF-8 编码，请另存为 UTF-8", "the file is not UTF-8; save it as UTF-8", (line, 1)
        ) from error
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    located = Located()
    try:
        _refuse_what_explodes(yaml.parse(text, Loader=loader))
        root = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        position = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        what = error.problem or error.context or "?"
        raise Misplaced(f"YAML 语法错误：{what}", f"YAML syntax error: {what}", position) from error
    except yaml.YAMLError as error:
        # The reader's errors carry an offset instead of a mark.
        offset = getattr(error, "position", 0)
        before = text[:offset]
        position = (before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)
        raise Misplaced(
            "YAML 中有不允许的控制字符", "a control character that YAML does not allow", position
        ) from error
    if root is not None:
        located.data = _construct(root, (), located)
    return located


def _refuse_what_explodes(events: Iterator[Any]) -> None:
    """Raise Misplaced for nesting that overflows the C composer's stack, and for aliases, of which a few make a huge tree."""
    import yaml

    depth = 0
    for event in events:
        position = (event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise Misplaced("嵌套过深", "nested too deeply", position)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.AliasEvent):
            raise Misplaced(
                "不支持 YAML 别名（*），请写出内容", "YAML aliases (*) are not supported; write it out", position
            )


def _construct(node: Any, pointer: Pointer, located: Located) -> Any:
    import yaml

    located.values[pointer] = _mark(node)
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise Misplaced("键应为一个词", "a key must be a plain word", _mark(key_node))
            key = key_node.value
            if key in mapping:
                first = located.keys[*pointer, key][0]
                raise Misplaced(
                    f"键 {key} 重复（第 {first} 行已有），请合并为一处",
                    f"duplicate key {key} (first on line {first}); merge the two",
                    _mark(key_node),
                )
            located.keys[*pointer, key] = _mark(key_node)
            mapping[key] = _construct(value_node, (*pointer, key), located)
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [_construct(item, (*pointer, index), located) for index, item in enumerate(node.value)]
    return _scalar(node)


def _scalar(node: Any) -> Any:
    """Return a scalar's value. A date stays text, as everywhere else in gouji."""
    import yaml

    if node.tag in {f"tag:yaml.org,2002:{kind}" for kind in ("int", "float", "bool", "null")}:
        try:
            return yaml.constructor.SafeConstructor().construct_object(node)
        except (ValueError, yaml.YAMLError) as error:
            raise Misplaced(f"无法读出数值 {node.value}", f"{node.value} is no number", _mark(node)) from error
    return node.value


def _mark(node: Any) -> _Position:
    return node.start_mark.line + 1, node.start_mark.column + 1
