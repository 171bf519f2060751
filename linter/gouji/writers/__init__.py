"""Output formats. A writer is opened on a stream, given each result as it comes, and closed with the summary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol, TextIO

from gouji.named_tuple import NamedTuple

if TYPE_CHECKING:
    from gouji.engine import Result


UNREAD = frozenset(
    {
        ".7z", ".caj", ".ceb", ".et", ".jpeg", ".jpg", ".odt", ".ods", ".ofd", ".pages", ".png", ".ppt", ".pptx", ".rar", ".rtf", ".tif",
        ".tiff", ".xls", ".xlsx", ".zip",
    }
)  # fmt: skip
"""Extensions of files in which reports are handed round and which no reader reads: they are not told of as no reports."""

SETTINGS = "settings"
"""The kind of a result that tells of a settings file and not of a report."""


class Context(NamedTuple):
    """What a writer may need to know of where its output goes. `width` is in columns."""

    lang: str = "zh"
    color: bool = False
    width: int = 100
    version: str = ""


class Summary:
    """Counts of a whole run.

    `files` were checked (in whole or in part), `unchecked` of them not wholly; `passed_over` were met in folders and are
    no reports, or are of a kind that cannot be read: `unread` are the extensions of these. `unnamed` tells that `-v` would name them. `suppressed` findings are accepted, `baselined` ones known; `stale` is how many of those known are there no
    more. `fixed` findings are there no more, since their fixes were made. `narrowed` is how many rules were on, of how many, where not
    all were; `held_back` how many others `rules-as-of` left out. `interrupted` tells that Ctrl-C ended the run before its last file.
    """

    def __init__(self) -> None:
        self.files = 0
        self.unchecked = 0
        self.passed_over = 0
        self.unnamed = False
        self.unread: dict[str, int] = {}
        self.error = 0
        self.warning = 0
        self.info = 0
        self.suppressed = 0
        self.baselined = 0
        self.stale = 0
        self.fixed = 0
        self.narrowed: tuple[int, int] | None = None
        self.held_back = 0
        self.interrupted = False

    def add(self, result: Result) -> None:
        """Count one result. What is said of a settings file counts, the file does not."""
        if result.passed_over is not None:
            self.passed_over += 1
            extension = PurePath(result.path).suffix.lower()
            if not result.kind and extension in UNREAD:
                self.unread[extension] = self.unread.get(extension, 0) + 1
            return
        self.files += result.kind != SETTINGS
        self.unchecked += bool(result.unchecked)
        self.fixed += result.fixed
        for item in result.suppressed:
            if item.by == "baseline":
                self.baselined += 1
            else:
                self.suppressed += 1
        for entry in result.findings:
            label = entry.severity.label
            setattr(self, label, getattr(self, label) + 1)


class Output(Protocol):
    """A report being written."""

    def file(self, result: Result) -> None:
        """Write what came of one file. What is sensitive in it has been masked already (see `Fan`)."""
        ...

    def end(self, summary: Summary) -> None:
        """Write what comes after the last file."""
        ...


class Writer(NamedTuple):
    """One output format. `open(stream, context)` returns an Output."""

    name: str
    title: str
    open: Callable[[TextIO, Context], Output]


class Fan:
    """Hands every result to several outputs and counts it.

    This is the one way from the engine to a writer, so that what a sensitive rule found is masked here for all of them,
    those of plugins included.
    """

    def __init__(self, outputs: Sequence[Output]) -> None:
        self.outputs = outputs
        self.summary = Summary()

    def file(self, result: Result) -> None:
        """Count a result, mask it where it needs masking, and hand it on."""
        self.summary.add(result)
        if any(entry.rule.sensitive for entry in (*result.findings, *(item.entry for item in result.suppressed))):
            from gouji.writers.masking import masked

            result = masked(result)
        for output in self.outputs:
            output.file(result)

    def end(self) -> None:
        """Close every output with the summary."""
        for output in self.outputs:
            output.end(self.summary)


def _full(stream: TextIO, context: Context) -> Output:
    from gouji.writers.full import FullOutput

    return FullOutput(stream, context)


def _concise(stream: TextIO, context: Context) -> Output:
    from gouji.writers.concise import ConciseOutput

    return ConciseOutput(stream, context)


def _json(stream: TextIO, context: Context) -> Output:
    from gouji.writers.json import JsonOutput

    return JsonOutput(stream, context)


def _grouped(stream: TextIO, context: Context) -> Output:
    from gouji.writers.grouped import GroupedOutput

    return GroupedOutput(stream, context)


def _jsonl(stream: TextIO, context: Context) -> Output:
    from gouji.writers.jsonl import JsonLinesOutput

    return JsonLinesOutput(stream, context)


def _sarif(stream: TextIO, context: Context) -> Output:
    from gouji.writers.sarif import SarifOutput

    return SarifOutput(stream, context)


def _github(stream: TextIO, context: Context) -> Output:
    from gouji.writers.github import GithubOutput

    return GithubOutput(stream, context)


def _gitlab(stream: TextIO, context: Context) -> Output:
    from gouji.writers.gitlab import GitlabOutput

    return GitlabOutput(stream, context)


def _junit(stream: TextIO, context: Context) -> Output:
    from gouji.writers.junit import JunitOutput

    return JunitOutput(stream, context)


def _rdjson(stream: TextIO, context: Context) -> Output:
    from gouji.writers.rdjson import RdjsonOutput

    return RdjsonOutput(stream, context)


def _markdown(stream: TextIO, context: Context) -> Output:
    from gouji.writers.markdown import MarkdownOutput

    return MarkdownOutput(stream, context)


WRITERS = (
    Writer("full", "每个问题附原文与标记 / each finding with its source frame", _full),
    Writer("concise", "每个问题一行 / one line a finding", _concise),
    Writer("grouped", "按文件分组 / grouped by file", _grouped),
    Writer("json", "一个 JSON 对象，见 output.schema.json / one JSON object", _json),
    Writer("jsonl", "每行一个 JSON 对象 / one JSON object a line", _jsonl),
    Writer("sarif", "SARIF 2.1.0，供代码扫描服务和编辑器 / for code scanning and editors", _sarif),
    Writer("github", "GitHub Actions 的批注 / annotations of GitHub Actions", _github),
    Writer("gitlab", "GitLab 代码质量报告 / code quality report of GitLab", _gitlab),
    Writer("junit", "JUnit XML", _junit),
    Writer("rdjson", "reviewdog 的格式，含修改建议 / for reviewdog, with suggestions", _rdjson),
    Writer("markdown", "Markdown 表格 / Markdown tables", _markdown),
)
