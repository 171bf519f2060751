"""Fixes on the command line: files written, or the changes shown that would be."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gouji.cli.capture import Capture
from gouji.cli.console import Failure, language, put, tell
from gouji.fixes import MAX_ROUNDS, CannotRewrite, Outcome, applies, repair
from gouji.rewriters import BESIDE, rewriter_of

if TYPE_CHECKING:
    from gouji.engine import Result
    from gouji.source import Document, Reader

CONTEXT = 2
"""How many lines a diff shows around what changes."""

Check = Callable[[bytes, "Reader"], "Result"]


class Fixing:
    """Makes the fixes of file after file. `changes` tells that there were any to make; `elsewhere` that there are some in files that
    are never written; `failed` that one could not be written."""

    def __init__(self, unsafe: bool, diff: bool, show: bool) -> None:
        self.unsafe = unsafe
        self.diff = diff
        self.show = show
        self.changes = False
        self.elsewhere = False
        self.failed = False

    def result(self, path: str, raw: bytes, reader: Reader, check: Check) -> Result:
        """Check a file, make its fixes, and return what is found afterwards. A file that cannot be written is told of."""
        opened = rewriter_of(reader.kind)
        if opened is None:
            result = check(raw, reader)
            self._tell_of_kind(path, reader, result)
            return result
        capture = Capture(reader)

        def read_and_check(new: bytes) -> tuple[Result, Document | None]:
            result = check(new, capture.reader)
            if self.diff and result.text is None and capture.document is not None:
                result.text = "".join(f"{words}\n" for words in _strings(capture.document.data))
            return result, capture.document

        try:
            outcome = repair(raw, read_and_check, opened, self.unsafe)
            if not outcome.stable:
                tell(
                    f"{path}：改正没有在 {MAX_ROUNDS} 轮内稳定下来，或改后无法检查，请核对",
                    f"{path}: the fixes did not settle within {MAX_ROUNDS} rounds, or spoil the file; look at it",
                )
            if outcome.raw != raw:
                return self._made(path, raw, outcome, beside=reader.kind in BESIDE)
            return outcome.before
        except CannotRewrite as error:
            tell(f"{path}：{error.zh}", f"{path}: {error.en}")
        except Failure as error:
            tell(error.zh, error.en)
        self.failed = True
        return check(raw, reader)

    def _made(self, path: str, raw: bytes, outcome: Outcome, beside: bool) -> Result:
        """Write or show a file's changes, and return what is found where they were written."""
        from gouji.cli.atomic import content, replace

        target = _beside(path) if beside else path
        present = content(target) if beside else raw
        if present == outcome.raw:
            return outcome.before
        self.changes = True
        if self.diff:
            for line in diff(target, outcome):
                put(_shown(line) + "\n")
        elif beside and present is not None:
            raise Failure(
                f"{target} 已存在且内容不同，未写入；请先移走或改名",
                f"{target} exists with other content and was not written; move it away or rename it",
            )
        else:
            replace(target, outcome.raw, None if beside else raw)
        self._tell_of_fixes(path, target, outcome)
        if self.diff:
            return outcome.before
        after = outcome.after
        after.fixed = len(outcome.applied)
        after.path = target
        after.findings = [entry._replace(path=target) for entry in after.findings]
        return after

    def _tell_of_fixes(self, path: str, target: str, outcome: Outcome) -> None:
        from gouji.writers.wording import where

        if target != path and not self.diff:
            tell(f"{path}：原文件未动，改正后的文件是 {target}", f"{path} stays as it is; the fixed file is {target}")
        if self.show:
            for entry in outcome.applied:
                assert entry.fix is not None
                place = where(path, entry.place, language())
                text = f"{place}: {entry.rule.code} {entry.rule.name} "
                tell(f"{text}改正：{entry.fix.title}", f"{text}fixed: {entry.fix.title}")

    def tell_of_nothing(self) -> None:
        """Tell that a diff is empty because there is nothing to fix, which is not to say that nothing was found."""
        if not (self.changes or self.elsewhere):
            tell(
                "没有可以改正的地方（--diff 不显示其他问题）",
                "there is nothing to fix (--diff shows no other findings)",
            )

    def _tell_of_kind(self, path: str, reader: Reader, result: Result) -> None:
        count = sum(applies(entry.fix, self.unsafe) for entry in result.findings)
        if count:
            self.elsewhere = True
            tell(
                f"{path}：此类文件（{reader.extensions[0]}）不会改写，有 {count} 个问题可以改正，请在原稿中修改",
                f"{path}: files of this kind ({reader.extensions[0]}) are never written; {count} of its findings have fixes:"
                " make them in the original",
            )


def tell_what_failed(result: Result) -> None:
    """Tell what could not be checked, where findings are not shown."""
    if result.failed:
        from gouji.writers.masking import masked
        from gouji.writers.wording import unchecked

        bare = copy(masked(result))
        # What a finding has told already is left out elsewhere.
        bare.findings = []
        for text in unchecked(bare, language()):
            tell(f"{result.path}: {text}", f"{result.path}: {text}")


def diff(path: str, outcome: Outcome) -> Iterator[str]:
    """Yield the lines of a unified diff of a file's fixes; what a sensitive rule found is masked in it."""
    from difflib import unified_diff

    from gouji.writers.masking import masked

    before, after = (_lines(masked(result).text or "") for result in (outcome.before, outcome.after))
    for line in unified_diff(before, after, path, path, n=CONTEXT, lineterm=""):
        yield from line.split("\n")


def _strings(data: dict[str, Any]) -> Iterator[str]:
    """Yield the text of a document without lines of its own: each paragraph, heading and label."""
    yield str(data.get("title", ""))

    def walk(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            for item in value:
                yield from walk(item)
        elif isinstance(value, dict):
            for key in ("heading", "caption", "label", "content", "rows", "grid"):
                yield from walk(value.get(key))

    yield from walk(data["content"])


def _lines(text: str) -> Sequence[str]:
    """Return the lines of a text as a diff has them, with the customary mark after a last one that has no end."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    last = lines.pop()
    return [*lines, f"{last}\n\\ No newline at end of file"] if last else lines


def _shown(line: str) -> str:
    """Return a line as it can be shown: a terminal gets no control characters."""
    if not sys.stdout.isatty():
        return line
    from gouji.writers.frame import Glyphs

    glyphs = Glyphs(sys.stdout.encoding)
    return "\t".join(glyphs.line(part) for part in line.split("\t"))


def _beside(path: str) -> str:
    """Return the name of the fixed file beside a file that stays as it is."""
    return str(Path(path).with_suffix(f".fixed{Path(path).suffix}"))
