"""What is wrong with a text that is no acceptable JSON, where, and how to mend it.

Read only after the fast decoder has refused a file. The scan keeps its own stack, so that no depth of nesting can break it.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass, field

_SPACE = r"[ \t\r\n]*"
_STRING = r'"(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*+"'
_STRING_START = r'"(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*+'
_BAD_ESCAPE = r"\\(?:u[0-9a-fA-F]{0,3}|[^\x00-\x1f])?"
_NUMBER = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?"
_WORD = r"[-+.\w]+"
_SURROGATE = r"(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\\\)|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"

_CLOSING = {"{": "}", "[": "]"}
_FULL_WIDTH = {
    "“": '"', "”": '"', "＂": '"', "‘": '"', "’": '"', "：": ":", "，": ",", "、": ",", "；": ",",
    "｛": "{", "｝": "}", "［": "[", "］": "]", "【": "[", "】": "]",
}  # fmt: skip
_PYTHON_WORDS = {"true": "true", "false": "false", "none": "null", "null": "null", "nil": "null", "undefined": "null"}


@dataclass(frozen=True, slots=True)
class Fault:
    """The first fault of a text: offsets, and what is wrong with the remedy, in Chinese and English."""

    start: int
    end: int
    zh: str
    en: str


@dataclass(slots=True)
class _Container:
    opening: str
    start: int
    keys: dict[str, int] = field(default_factory=dict)


class _Found(Exception):
    def __init__(self, start: int, end: int, zh: str, en: str) -> None:
        super().__init__(en)
        self.fault = Fault(start, end, zh, en)


def first_fault(text: str, max_depth: int) -> Fault | None:
    """Return the first fault of a text, or None where it is JSON that a report may be written in.

    Arrays and objects that stand in more than `max_depth` of their like are a fault.
    """
    try:
        _Scan(text, max_depth).run()
    except _Found as found:
        return found.fault
    return None


class _Scan:
    def __init__(self, text: str, max_depth: int) -> None:
        self.text = text
        self.max_depth = max_depth
        self.at = 0
        self.open: list[_Container] = []
        self.at_first = False

    def run(self) -> None:
        """Read the one value of the text; _Found at the first fault."""
        self.skip()
        if self.at == len(self.text):
            raise _Found(0, 0, "文件是空的；请写入报告 JSON", "the file is empty; write a report in JSON into it")
        done = self.value()
        while not done:
            self.skip()
            done = self.member()
        self.skip()
        if self.at < len(self.text):
            zh = "报告到此已经结束，后面还有内容；一个文件只能有一个 JSON 值，请删去多余部分或检查括号是否多写"
            en = "the JSON value has ended and more follows; a file holds one value: remove the rest or check the brackets"
            raise _Found(self.at, self.at + 1, zh, en)

    def member(self) -> bool:
        """Read from after a value, or after an opening bracket, past the next value; return whether all is closed."""
        container = self.open[-1]
        closing = _CLOSING[container.opening]
        char = self.peek()
        if char == closing:
            self.at += 1
            self.open.pop()
            self.at_first = False
            return not self.open
        if self.at_first:
            self.at_first = False
        else:
            self.comma(container, closing)
            char = self.peek()
        if container.opening == "{":
            self.key(container, char)
        return self.value()

    def comma(self, container: _Container, closing: str) -> None:
        """Pass the comma between two members."""
        char = self.peek()
        if char != ",":
            self.end_of_text()
            self.odd_character()
            if char in "]}":
                self.mismatch(container, closing)
            zh = f"这里应为逗号或 {closing}；前一项后面可能漏了逗号"
            raise _Found(
                self.at, self.at + 1, zh, f"expected a comma or {closing}; the comma before this may be missing"
            )
        comma = self.at
        self.at += 1
        self.skip()
        if self.peek() == closing:
            zh = f"{closing} 前多了一个逗号；请删去，JSON 的最后一项后面不加逗号"
            raise _Found(comma, comma + 1, zh, f"a comma before {closing}; remove it, the last item takes none")

    def key(self, container: _Container, char: str) -> None:
        """Pass a key and its colon."""
        if char != '"':
            self.end_of_text()
            self.odd_character()
            if char in "]}":
                self.mismatch(container, "}")
            end = self.word_end()
            raise _Found(self.at, end, "这里应为加双引号的键", "expected a key in double quotes")
        start = self.at
        self.string()
        key: str = json.loads(self.text[start : self.at])
        if key in container.keys:
            line = len(re.findall(r"\r\n|\r|\n", self.text[: container.keys[key]])) + 1
            shown = key if len(key) <= 40 else key[:40] + "…"
            zh = f"同一对象里键 “{shown}” 写了两次（第一次在第 {line} 行）；只有一个会生效，请删去或改正其中一个"
            en = f"the key “{shown}” stands twice in one object (first on line {line}); remove or correct one"
            raise _Found(start + 1, self.at - 1, zh, en)
        container.keys[key] = start
        self.skip()
        if self.peek() != ":":
            self.end_of_text()
            self.odd_character()
            raise _Found(self.at, self.at + 1, "键后面应为冒号", "expected a colon after the key")
        self.at += 1
        self.skip()

    def value(self) -> bool:
        """Read a value that is no container, or the opening of one; return whether it is the whole text's."""
        char = self.peek()
        if char in _CLOSING:
            if len(self.open) == self.max_depth:
                zh = f"嵌套超过 {self.max_depth} 层；报告用不到这么多层，请检查括号"
                raise _Found(
                    self.at, self.at + 1, zh, f"nested deeper than {self.max_depth} levels; check the brackets"
                )
            self.open.append(_Container(char, self.at))
            self.at += 1
            self.at_first = True
            return False
        self.at_first = False
        if char == '"':
            self.string()
        else:
            self.end_of_text()
            if char in "]}" and self.open and char != _CLOSING[self.open[-1].opening]:
                self.mismatch(self.open[-1], _CLOSING[self.open[-1].opening])
            self.bare_word()
        return not self.open

    def string(self) -> None:
        """Pass a string, refusing what is wrong inside it."""
        start = self.at
        match = re.compile(_STRING).match(self.text, start)
        if match is None:
            self.broken_string(start)
        else:
            self.at = match.end()
            for escape in re.compile(_SURROGATE).finditer(self.text, start, self.at):
                if escape[1] is None:
                    zh = f"{escape[0]} 是半个字符（代理对缺了一半）；请改为完整的字符"
                    en = f"{escape[0]} is half a character (a lone surrogate); write the whole character"
                    raise _Found(escape.start(), escape.end(), zh, en)

    def broken_string(self, start: int) -> None:
        match = re.compile(_STRING_START).match(self.text, start)
        assert match is not None
        at = match.end()
        char = self.text[at : at + 1]
        escape = re.compile(_BAD_ESCAPE).match(self.text, at)
        if escape is not None and escape.end() < len(self.text):
            shown = escape[0]
            rest_zh = "，\\u 后应有四位十六进制数字" if shown[1:2] == "u" else ""
            rest_en = ", \\u takes four hexadecimal digits" if shown[1:2] == "u" else ""
            zh = f"{shown} 不是 JSON 的转义写法{rest_zh}；要写反斜杠本身，请写 \\\\"
            en = f"{shown} is no JSON escape{rest_en}; a backslash itself is written \\\\"
            raise _Found(at, escape.end(), zh, en)
        if not char or char == "\\":
            zh = "文件在一段文本中间中断，缺少结尾的双引号；文件可能没有传完整，请重新获取"
            en = "the file ends inside a text: the closing double quote is missing; the file may be cut off, fetch it again"
            raise _Found(start, start + 1, zh, en)
        if char in "\r\n":
            zh = "文本没有在本行结束：缺少结尾的双引号，或文本中直接换了行；换行请写 \\n"
            en = "the text does not end on its line: a closing double quote is missing, or a line break that is written \\n"
            raise _Found(at, at + 1, zh, en)
        name = f"U+{ord(char):04X}"
        written = "\\t" if char == "\t" else f"\\u{ord(char):04x}"
        kind = "制表符" if char == "\t" else f"控制字符 {name}"
        named = "a tab" if char == "\t" else f"the control character {name}"
        zh = f"文本中直接出现了{kind}；请删去，或写作 {written}"
        raise _Found(at, at + 1, zh, f"{named} stands in a text; remove it or write it {written}")

    def bare_word(self) -> None:
        """Pass a number, true, false or null, refusing anything else."""
        end = self.word_end()
        word = self.text[self.at : end]
        if re.fullmatch(_NUMBER, word):
            self.number(word, end)
        elif word not in {"true", "false", "null"}:
            self.odd_character()
            self.odd_word(word, end)
        self.at = end

    def number(self, word: str, end: int) -> None:
        """Refuse a number too great to be read."""
        if word.lstrip("-").isdigit():
            limit = sys.get_int_max_str_digits()
            if limit and len(word.lstrip("-")) > limit:
                zh = f"这个整数超过 {limit} 位，无法读取；请改正"
                raise _Found(self.at, end, zh, f"a whole number of more than {limit} digits cannot be read; correct it")
        elif abs(float(word)) == float("inf"):
            raise _Found(self.at, end, "这个数太大，无法读取；请改正", "the number is too great to be read; correct it")

    def odd_word(self, word: str, end: int) -> None:
        shown = word if len(word) <= 40 else word[:40] + "…"
        if word.lstrip("+-").lower() in {"nan", "infinity", "inf"}:
            zh = f"{shown} 不是 JSON 中的数；空白请写 null"
            en = f"{shown} is no number in JSON; write null for a blank"
        elif word.lower() in _PYTHON_WORDS:
            right = _PYTHON_WORDS[word.lower()]
            zh, en = f"{shown} 应写作 {right}", f"{shown} is written {right} in JSON"
        elif re.match(r"[-+.]?\d", word):
            zh = f"{shown} 不是 JSON 中的数：前面不加 0 和 +，小数点两边都要有数字；要照录原文请加双引号"
            en = f"{shown} is no JSON number: no leading 0 or +, digits on both sides of the point; put text in quotes"
        elif word:
            zh, en = f"{shown} 应加双引号", f"{shown} must stand in double quotes"
        elif self.peek() in ",]}" and self.open:
            zh, en = "这里缺少一个值；空白请写 null", "a value is missing here; write null for a blank"
        else:
            zh = f"这里不应出现 {self.peek()!r}"
            en = f"{self.peek()!r} cannot stand here"
        raise _Found(self.at, max(end, self.at + 1), zh, en)

    def odd_character(self) -> None:
        """Refuse the characters that people or editors put for JSON's own."""
        char = self.peek()
        if char in _FULL_WIDTH:
            right = _FULL_WIDTH[char]
            zh = f"{char} 应为半角的 {right}（JSON 的引号、冒号、逗号和括号都是半角）"
            en = f"{char} must be the ASCII {right}, as all quotes, colons, commas and brackets of JSON"
        elif char == "'":
            zh, en = "文本和键应用双引号，不能用单引号", "texts and keys take double quotes, not single ones"
        elif char == "#" or self.text.startswith(("//", "/*"), self.at):
            zh, en = "JSON 中不能写注释，请删去", "JSON has no comments; remove this one"
        elif not char.isprintable():
            zh = f"这里有一个看不见的字符 U+{ord(char):04X}，请删去"
            en = f"an invisible character U+{ord(char):04X} stands here; remove it"
        else:
            return
        raise _Found(self.at, self.at + 1, zh, en)

    def mismatch(self, container: _Container, closing: str) -> None:
        line = len(re.findall(r"\r\n|\r|\n", self.text[: container.start])) + 1
        char = self.peek()
        zh = f"括号不配对：第 {line} 行的 {container.opening} 应由 {closing} 结束，这里是 {char}"
        en = f"brackets do not match: {container.opening} of line {line} is closed by {closing}, not {char}"
        raise _Found(self.at, self.at + 1, zh, en)

    def end_of_text(self) -> None:
        """Refuse a text that ends with something still open."""
        if self.at < len(self.text):
            return
        missing = "".join(_CLOSING[container.opening] for container in reversed(self.open))
        shown = missing if len(missing) <= 20 else missing[:20] + "…"
        zh = f"文件在这里中断，缺少 {shown}；文件可能没有传完整，请重新获取或补全"
        en = f"the file ends here and {shown} is missing; it may be cut off, fetch it again or complete it"
        raise _Found(self.at, self.at, zh, en)

    def word_end(self) -> int:
        match = re.compile(_WORD).match(self.text, self.at)
        return match.end() if match else self.at

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def skip(self) -> None:
        match = re.compile(_SPACE).match(self.text, self.at)
        assert match is not None
        self.at = match.end()
