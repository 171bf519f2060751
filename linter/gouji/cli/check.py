"""`gouji check`: files in, findings out."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from gouji import __version__
from gouji.baseline import Baselines
from gouji.cli import parameters
from gouji.cli.console import (
    Failure,
    colored,
    discard_output,
    finish_output,
    settle_language,
    tell,
    tell_of_bug,
    tell_of_output,
    width,
    working_on,
)
from gouji.cli.files import Command, Files
from gouji.cli.statistics import Statistics
from gouji.finding import Severity
from gouji.suppress import Ledger

if TYPE_CHECKING:
    from gouji.cli.engines import Counts, Engines
    from gouji.cli.fixing import Fixing
    from gouji.cli.outputs import Spared
    from gouji.engine import Result
    from gouji.plugins import Registry
    from gouji.settings import Finder, Settings
    from gouji.source import Reader
    from gouji.walk import Found
    from gouji.writers import Output, Summary, Writer

STANDARD_INPUT = "<stdin>"

COLLECTED = 5_000
"""How many more objects there may be before the collector looks at the new ones."""


@click.command("check", short_help="Check reports. 检查年度报告")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=parameters.completing("files"))
@click.option(
    "--format", "formats", multiple=True, metavar="NAME[:FILE]", shell_complete=parameters.completing("formats"),
    help="Output format: full (default), concise, grouped, json, jsonl, sarif, github, gitlab, junit, rdjson, markdown;"
    " may be repeated, with files. 输出格式",
)  # fmt: skip
@parameters.selection
@parameters.packs
@click.option(
    "--fail-on",
    type=click.Choice(parameters.LEVELS),
    help="Least severity for exit status 1 (error). 退出状态为 1 的最低级别",
)
@click.option(
    "--baseline",
    callback=parameters.named,
    metavar="FILE",
    shell_complete=parameters.completing("files"),
    help="Known findings, which are not shown. 已知问题的基线文件",
)
@click.option("--fix", is_flag=True, help="Make the fixes that cannot change meaning. 改正（只作不改变含义的）")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: the other fixes too. 连同需要确认的一并改正")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and write nothing. 只显示将作的改动")
@click.option("--show-fixes", is_flag=True, help="With --fix or --diff: list the fixes. 列出各处改正")
@parameters.metadata
@parameters.standard_input
@click.option(
    "--skip-unrecognised", is_flag=True,
    help="Pass over named files that are no reports, as in a folder. 略过不是报告的文件",
)  # fmt: skip
@parameters.config
@parameters.plugins
@parameters.language
@click.option("--jobs", "-j", type=click.IntRange(1), metavar="N", help="Worker processes (the cores). 并行的进程数")
@click.option("--no-cache", is_flag=True, help="Use and keep no results of earlier runs. 不用缓存")
@click.option("--statistics", is_flag=True, help="Count findings and time by rule. 按规则统计问题数和用时")
@click.option(
    "--verbose", "-v", is_flag=True, help="Name the files that are passed over, with the reason. 列出略过的文件及原因"
)
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour. 颜色")
@click.pass_context
def command(
    context: click.Context,
    /,
    paths: Sequence[str],
    formats: Sequence[str],
    select: Sequence[str],
    ignore: Sequence[str],
    severity: Mapping[str, Severity],
    preview: bool | None,
    packs: Sequence[str],
    fail_on: str | None,
    baseline: str | None,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    show_fixes: bool,
    stdin_filename: str | None,
    skip_unrecognised: bool,
    config: str | None,
    no_plugins: bool,
    lang: str | None,
    jobs: int | None,
    no_cache: bool,
    statistics: bool,
    verbose: bool,
    color: str,
    **metadata: Any,
) -> None:
    """Check reports: files, folders, globs, or - for standard input.

    检查年度报告：文件、文件夹、通配符，或以 - 表示标准输入。

    Exit status: 0 nothing at or above --fail-on, 1 findings, 2 something could not be checked or written. With --diff: 1 where
    --fix would change something.
    退出状态：0 没有达到 --fail-on 级别的问题，1 有，2 有内容未能检查或写入；--diff 有改动时为 1。
    """
    from gouji.cli import INTERRUPTED
    from gouji.cli.engines import Engines
    from gouji.corpus import cores
    from gouji.plugins import load
    from gouji.settings import Finder, Given

    settle_language(lang)
    fixing = _fixing(fix, unsafe_fixes, diff, show_fixes, paths, formats)
    finder = Finder(config)
    lang = settle_language(lang, finder)
    registry = load(installed=not no_plugins)
    given = Given(select, ignore, severity, preview)
    stated = {key: value for key, value in metadata.items() if value is not None}
    run = Run(
        finder,
        Engines(registry, given, lang, packs),
        stated,
        stdin_filename,
        skip_unrecognised,
        None if fail_on is None else Severity.parse(fail_on),
        fixing,
    )
    run.baselines = Baselines(baseline)
    if statistics:
        run.statistics = Statistics()
        run.engines.seconds = run.statistics.seconds
    if fixing is None:
        run.files = Files(
            run,
            Command(
                config,
                not no_plugins,
                given,
                lang,
                packs,
                stated,
                stdin_filename,
                skip_unrecognised,
                not (no_cache or statistics),
            ),
        )
        # Times are those of one process that does all the work.
        run.jobs = 1 if statistics else jobs or cores()
    wanted = _formats(formats or ("full",), registry)
    # What a start has made stays to the end: the collector need not look at it for every file. And a report leaves some nine hundred objects that
    # know each other, which are as well collected a few reports at a time.
    gc.freeze()
    gc.set_threshold(COLLECTED)
    gc.enable()
    if fixing is not None and fixing.diff:
        from gouji.cli.fixing import tell_what_failed

        for result in run.results(paths):
            tell_what_failed(result)
            if verbose:
                _tell_of_passed_over(result)
        finish_output()
        if run.status != 2:
            fixing.tell_of_nothing()
        context.exit(2 if run.status == 2 else int(fixing.changes))
    summary = _write(run, paths, wanted, lang, color, verbose)
    finish_output()
    if run.statistics is not None:
        for line in run.statistics.lines(registry.rules, lang):
            tell(line, line)
    if summary.interrupted:
        from gouji.writers.wording import cut_short

        tell(cut_short(summary, "zh"), cut_short(summary, "en"))
        context.exit(INTERRUPTED)
    context.exit(run.status)


def _write(
    run: Run,
    paths: Sequence[str],
    wanted: Sequence[tuple[Writer, str | None]],
    lang: str,
    color: str,
    verbose: bool,
) -> Summary:
    """Check everything and write it to every output; return the counts, which tell whether Ctrl-C ended the run."""
    from gouji.cli.progress import Interrupted, watched
    from gouji.writers import Fan

    with ExitStack() as files:
        spared = _spared(run, paths, [file for _, file in wanted if file is not None])
        outputs = [_open(writer, file, files, lang, color) for writer, file in wanted]
        fan = Fan(outputs)
        fan.summary.unnamed = not verbose
        try:
            for result in watched(run.results(paths)):
                if spared is not None and result.passed_over is None:
                    spared.check(result.path)
                fan.file(result)
                if verbose:
                    _tell_of_passed_over(result)
                if any(output.failed for output in outputs):
                    run.status = 2
                if run.status and run.fixing is None and all(output.closed for output in outputs):
                    # Nobody reads on, and what the exit status tells is known.
                    break
        except Interrupted:
            fan.summary.interrupted = True
        if spared is not None:
            spared.beside(run.read_beside())
        fan.summary.narrowed = None if run.narrowed is None else (run.narrowed.on, run.narrowed.known)
        fan.summary.held_back = run.newer
        fan.summary.stale = run.baselines.stale()
        fan.end()
        if any(output.failed for output in outputs):
            run.status = 2
    return fan.summary


def _spared(run: Run, paths: Sequence[str], files: Sequence[str]) -> Spared | None:
    """Return what keeps the files that are read from being replaced; None where no file is written."""
    if not files:
        return None
    from gouji.cli.outputs import Spared

    return Spared.by(run, paths, files)


class Run:
    """One run over the named paths: yields a result at a time and keeps only the exit status."""

    def __init__(
        self,
        finder: Finder,
        engines: Engines,
        stated: Mapping[str, Any],
        stdin_filename: str | None,
        skip_unrecognised: bool,
        fail_on: Severity | None,
        fixing: Fixing | None = None,
    ) -> None:
        self.finder = finder
        self.engines = engines
        self.stated = stated
        self.stdin_filename = stdin_filename
        self.skip_unrecognised = skip_unrecognised
        self.fail_on = fail_on
        self.fixing = fixing
        self.files = Files(self)
        self.jobs = 1
        self.status = 0
        self.ledger = Ledger()
        self.baselines = Baselines()
        self.statistics: Statistics | None = None
        self.narrowed: Counts | None = None
        """How many rules are on where the fewest are, unless all are on everywhere."""
        self.newer = 0
        """How many rules `rules-as-of` holds back where it holds most."""

    def results(self, paths: Sequence[str]) -> Iterator[Result]:
        """Yield what came of every file."""
        from gouji.corpus import each

        empty = Empty(paths)
        for found, result in each(self._found(paths), self.files, self.jobs):
            if result.passed_over is None:
                empty.has(found.path)
            settings = self.finder.for_file(self._place_of(found))
            self.ledger.add(result, settings.suppress, self.engines.registry.rules)
            self.baselines.apply(result, settings)
            self._count(result, settings)
            working_on(found.path)
            yield result
        working_on(None)
        yield from self._notices(paths)
        if not self.skip_unrecognised:
            for folder in empty.folders:
                self.status = 2
                tell(f"{folder}：文件夹中没有可以检查的文件", f"{folder}: no file in this folder could be checked")

    def _found(self, paths: Sequence[str]) -> Iterator[Found]:
        """Yield the files to check, once it is known that their settings can be used."""
        from gouji.walk import walk

        without: str | None = None
        ruled = False
        for found in walk(paths, self.excluded):
            if found.named and self.skip_unrecognised and found.error is None and self.excluded(found.path):
                continue
            if found.path == "-" and sys.stdin is None:
                raise Failure("标准输入已关闭，没有可检查的内容", "standard input is closed: there is nothing to check")
            place = self._place_of(found)
            if self._has_rules(place):
                ruled = True
            else:
                without = place
            yield found
        if without is not None and not ruled:
            raise self.engines.no_rules(without, self.finder.for_file(without))

    def _has_rules(self, path: str) -> bool:
        """Whether a rule is on for a file; Failure where all are off, unless the settings say so of just such files."""
        settings = self.finder.for_file(path)
        counts = self.engines.counts(settings)
        if counts.all_off and not settings.here:
            raise self.engines.no_rules(path, settings)
        self.newer = max(self.newer, counts.newer)
        if counts.on < counts.known and (self.narrowed is None or counts < self.narrowed):
            self.narrowed = counts
        return not counts.all_off

    def _notices(self, paths: Sequence[str]) -> Iterator[Result]:
        """Yield a result for each settings file that has suppressions which are expired or of no use."""
        from gouji.cli.engines import notices

        for settings, result in notices(self.engines, self.finder, self.ledger, paths):
            self._count(result, settings)
            yield result

    def excluded(self, path: str) -> bool:
        """Whether the settings leave a file or folder out."""
        return self.finder.for_file(path).excludes(path)

    def is_report(self, path: str) -> bool:
        """Whether a file that is met in a folder is checked and not passed over. Nothing is written."""
        from gouji.walk import Found

        fixing, self.fixing = self.fixing, None
        try:
            return self.check(Found(path, named=False)).passed_over is None
        finally:
            self.fixing = fixing

    def read_beside(self) -> Iterator[Path]:
        """Yield the files read so far beside the reports: settings, baselines and packs."""
        yield from self.finder.files()
        yield from self.baselines.files()
        yield from self.engines.packs.files()

    def _place_of(self, found: Found) -> str:
        """Return the path by which settings are found; standard input stands where its file name says, or here."""
        return (self.stdin_filename or STANDARD_INPUT) if found.path == "-" else found.path

    def check(self, found: Found) -> Result:
        """Return what comes of a file."""
        from gouji.cli.engines import check, refuse
        from gouji.engine import Result
        from gouji.source import NotAReport, Unreadable
        from gouji.walk import unreachable

        path = self._place_of(found)
        working_on(path)
        settings = self.finder.for_file(path)
        engine = self.engines.under(settings)
        named = found.named and not self.skip_unrecognised
        raw = b""
        error = found.error
        reader = self.engines.registry.reader_for(path)
        if found.path == "-":
            try:
                raw = sys.stdin.buffer.read()
            except OSError as failure:
                error = unreachable(failure)
            reader = reader or (guessed_reader(raw, self.engines.registry) if self.stdin_filename is None else None)
        elif error is None and reader is not None:
            try:
                raw = Path(path).read_bytes()
            except OSError as failure:
                error = unreachable(failure)
        if error is not None and (found.named or reader is not None):
            return refuse(engine, path, Unreadable(*error))
        if reader is None:
            words = unsupported(self.engines.registry)
            if named:
                return refuse(engine, path, NotAReport(*words))
            result = Result(path)
            result.passed_over = words[0] if self.engines.lang == "zh" else words[1]
            return result
        stated = {**settings.metadata(path), **self.stated}
        if self.fixing is not None:
            return self.fixing.result(path, raw, reader, lambda new, by: check(engine, new, path, by, stated, named))
        return check(engine, raw, path, reader, stated, named, self.files.cache(reader.kind))

    def _count(self, result: Result, settings: Settings) -> None:
        if self.statistics is not None:
            self.statistics.add(result)
        limit = self.fail_on or settings.fail_on or Severity.ERROR
        if result.failed or (self.fixing is not None and self.fixing.failed):
            self.status = 2
        elif self.status == 0 and any(entry.severity >= limit for entry in result.findings):
            self.status = 1


class Empty:
    """The named folders in which nothing was checked so far: one that stays so was meant to have reports, and has none."""

    def __init__(self, paths: Sequence[str]) -> None:
        from gouji.walk import absolute, is_folder

        self._roots = {path: absolute(path) for path in paths if is_folder(path)}

    @property
    def folders(self) -> Sequence[str]:
        """The folders, as they were named."""
        return list(self._roots)

    def has(self, path: str) -> None:
        """Take note of a file that was checked, or could not be."""
        if self._roots:
            from gouji.walk import absolute

            file = absolute(path)
            self._roots = {name: root for name, root in self._roots.items() if not file.is_relative_to(root)}


def guessed_reader(raw: bytes, registry: Registry) -> Reader | None:
    """Return the reader for content without a name: JSON where it begins like JSON, plain text otherwise."""
    begins = raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return registry.reader_for("stdin.json" if begins in (b"{", b"[") else "stdin.txt")


def unsupported(registry: Registry) -> tuple[str, str]:
    """Return why a file without a reader is not checked, in Chinese and English."""
    # The reader of old Word and WPS files only tells how to save them anew.
    known = [extension for reader in registry.readers if reader.kind != "doc" for extension in reader.extensions]
    return (
        f"不是可以检查的文件类型（可检查 {'、'.join(known)}）",
        f"not a kind of file that can be checked ({', '.join(known)})",
    )


def _fixing(
    fix: bool, unsafe: bool, diff: bool, show: bool, paths: Sequence[str], formats: Sequence[str]
) -> Fixing | None:
    """Return what is to be done about fixes, or None for nothing; Failure for options that do not go together."""
    if not (fix or diff):
        if unsafe or show:
            option = "--unsafe-fixes" if unsafe else "--show-fixes"
            raise Failure(f"{option} 应与 --fix 或 --diff 同用", f"{option} goes with --fix or --diff")
        return None
    if diff and formats:
        raise Failure(
            "--diff 只输出改动，不能与 --format 同用", "--diff shows changes only and does not go with --format"
        )
    if not diff and "-" in paths:
        raise Failure("--fix 不能用于标准输入；可改用 --diff", "--fix cannot write standard input; use --diff")
    from gouji.cli.fixing import Fixing

    return Fixing(unsafe, diff, show)


def _formats(texts: Sequence[str], registry: Registry) -> list[tuple[Writer, str | None]]:
    """Return the writers asked for, with the file each writes to (None: standard output)."""
    wanted: list[tuple[Writer, str | None]] = []
    for text in texts:
        name, separator, file = text.partition(":")
        writer = registry.writers.get(name)
        if writer is None:
            from gouji.spelling import did_you_mean

            zh, en = did_you_mean(name, registry.writers)
            known = sorted(registry.writers)
            raise Failure(
                f"没有名为 {name} 的输出格式（可用：{'、'.join(known)}）{zh}",
                f"there is no output format called {name} (known: {', '.join(known)}){en}",
            )
        if separator and not file:
            raise Failure(f"--format {text}：冒号后应写文件名", f"--format {text}: a file name belongs after the colon")
        target = None if file in ("", "-") else file
        if _place(target) in [_place(earlier) for _, earlier in wanted]:
            place = (target, target) if target else ("标准输出", "standard output")
            raise Failure(
                f"--format {text}：{place[0]} 已用于另一种格式，请写作 {name}:文件名",
                f"--format {text}: {place[1]} is taken by another format; write {name}:FILE",
            )
        wanted.append((writer, target))
    return wanted


def _place(file: str | None) -> str:
    """Return what is the same for two names of one file to write, and for standard output."""
    return "" if file is None else true_path(file)


def true_path(file: str | Path) -> str:
    """Return the path of a file that is the same whatever links lead to it."""
    return os.path.normcase(os.path.realpath(file))


def _open(writer: Writer, file: str | None, files: ExitStack, lang: str, color: str) -> Kept:
    from gouji.writers import Context

    if file is None:
        stream: TextIO = sys.stdout
        context = Context(lang, colored(color, stream), width(stream), __version__)
        return _Standard(writer.name, lambda: writer.open(stream, context))
    from gouji.cli.outputs import FileOutput

    output = FileOutput(writer, file, Context(lang, color == "always", version=__version__))
    files.callback(output.discard)
    return output


class Kept:
    """An output that may fail alone: that is told of by its name, and the others are written to the end."""

    def __init__(self, name: str, opened: Callable[[], Output]) -> None:
        self.name = name
        self.failed = False
        self._output: Output | None = None
        with self.alone():
            self._output = opened()

    @property
    def closed(self) -> bool:
        """Whether nothing more is written to it."""
        return self._output is None

    def file(self, result: Result) -> None:
        """Write what came of one file, unless the output is closed."""
        if self._output is not None:
            with self.alone():
                self._output.file(result)

    def end(self, summary: Summary) -> None:
        """Write what comes after the last file, unless the output is closed."""
        if self._output is not None:
            with self.alone():
                self._output.end(summary)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep what goes wrong from the other outputs."""
        try:
            yield
        except Exception as error:
            self._output = None
            self.fail(error)

    def fail(self, error: Exception) -> None:
        """Tell why the output is closed."""
        raise NotImplementedError


class _Standard(Kept):
    """An output to standard output, which may be a pipe to something that has seen enough, as `head` has: that is no failure."""

    def end(self, summary: Summary) -> None:
        """Write what comes after the last file, and all that was held back."""
        super().end(summary)
        if not self.closed:
            with self.alone():
                sys.stdout.flush()

    def fail(self, error: Exception) -> None:
        """Tell why nothing more goes to standard output."""
        discard_output()
        if isinstance(error, BrokenPipeError):
            return
        self.failed = True
        if isinstance(error, OSError):
            tell_of_output(error)
        else:
            tell_of_bug(error, self.name)


def _tell_of_passed_over(result: Result) -> None:
    if result.passed_over is not None:
        tell(f"{result.path}: 略过：{result.passed_over}", f"{result.path}: passed over: {result.passed_over}")
