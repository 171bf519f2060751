"""`gouji baseline`: take the findings of today as known, and forget those that are there no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gouji.baseline import FILE_NAME, Baseline, Baselines, Known, collect, load, written
from gouji.cli import parameters
from gouji.cli.console import Failure, settle_language, tell

if TYPE_CHECKING:
    from gouji.cli.check import Run
    from gouji.cli.outputs import Spared
    from gouji.engine import Result
    from gouji.finding import Severity
    from gouji.settings import Finder


@click.group("baseline", short_help="Keep a list of known findings. 维护已知问题的基线")
def command() -> None:
    """Keep a list of known findings, so that a check shows only new ones.

    维护已知问题的基线，检查时只显示新问题。
    """


@command.command("create", short_help="Take all findings as known. 把现有问题记入基线")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=parameters.completing("files"))
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    shell_complete=parameters.completing("files"),
    help=f"File to write ({FILE_NAME}). 写入的文件",
)
@click.option("--overwrite", is_flag=True, help="Replace a baseline that exists. 覆盖已有的基线")
@parameters.selection
@parameters.packs
@parameters.metadata
@parameters.config
@parameters.plugins
@parameters.language
@click.pass_context
def create(context: click.Context, /, paths: Sequence[str], output: str | None, overwrite: bool, **given: Any) -> None:
    """Check reports and write all that is found into a baseline, relative to whose folder their paths are.

    检查报告，把发现的问题全部记入基线；其中的路径相对于基线所在的文件夹。
    """
    finder, run = _prepare(given)
    file = Path(output) if output else _stated(finder) or Path(FILE_NAME)
    if file.exists() and not overwrite:
        raise Failure(
            f"{file} 已存在，未改动；gouji baseline prune 可去掉过时的条目，--overwrite 可重新生成",
            f"{file} exists and was left as it is; gouji baseline prune drops what is stale, --overwrite makes it anew",
        )
    from gouji.cli.outputs import Spared

    spared = Spared.by(run, paths, [str(file)])
    known = list(collect(_sparing(run.results(paths), spared), Baseline(file)))
    spared.beside(run.read_beside())
    _write(file, known)
    count = sum(item.number for item in known)
    tell(f"已把 {count} 个问题记入 {file}", f"{count} findings are now known in {file}")
    _finish(context, run)


@command.command("prune", short_help="Drop what is there no more. 去掉过时的条目")
@click.argument("paths", nargs=-1, metavar="[PATH...]", shell_complete=parameters.completing("files"))
@click.option(
    "--baseline",
    "name",
    metavar="FILE",
    shell_complete=parameters.completing("files"),
    help=f"The baseline ({FILE_NAME}). 基线文件",
)
@parameters.selection
@parameters.packs
@parameters.metadata
@parameters.config
@parameters.plugins
@parameters.language
@click.pass_context
def prune(context: click.Context, /, paths: Sequence[str], name: str | None, **given: Any) -> None:
    """Check reports and drop from the baseline what is not found any more. Entries for files that are not checked stay.

    检查报告，去掉基线中已不存在的问题；没有检查的文件，其条目保留。
    """
    finder, run = _prepare(given)
    file = Path(name) if name else _stated(finder) or Path(FILE_NAME)
    baseline = load(file)
    for result in run.results(paths or (".",)):
        if result.passed_over is None:
            baseline.apply(result)
    stale = baseline.stale()
    kept = baseline.pruned()
    if sorted(kept) != sorted(baseline.known.values()):
        _write(file, kept)
    left = sum(item.number for item in kept)
    tell(f"{file}：去掉 {stale} 条，保留 {left} 条", f"{file}: {stale} dropped, {left} kept")
    _finish(context, run)


def _prepare(given: Mapping[str, Any]) -> tuple[Finder, Run]:
    """Return the finder of settings, and a run that knows no baseline."""
    from gouji.cli.check import Run
    from gouji.cli.engines import Engines
    from gouji.plugins import load as load_plugins
    from gouji.settings import Finder, Given

    words = dict(given)
    select: Sequence[str] = words.pop("select")
    ignore: Sequence[str] = words.pop("ignore")
    severity: Mapping[str, Severity] = words.pop("severity")
    preview: bool | None = words.pop("preview")
    packs: Sequence[str] = words.pop("packs")
    config, no_plugins, lang = words.pop("config"), words.pop("no_plugins"), words.pop("lang")
    settle_language(lang)
    finder = Finder(config)
    lang = settle_language(lang, finder)
    registry = load_plugins(installed=not no_plugins)
    engines = Engines(registry, Given(select, ignore, severity, preview), lang, packs)
    stated = {key: value for key, value in words.items() if value is not None}
    run = Run(finder, engines, stated, None, False, None)
    run.baselines = Baselines(use=False)
    return finder, run


def _sparing(results: Iterable[Result], spared: Spared) -> Iterator[Result]:
    """Yield the results; Failure at the first that is of a file to be replaced."""
    for result in results:
        if result.passed_over is None:
            spared.check(result.path)
        yield result


def _stated(finder: Finder) -> Path | None:
    """Return the baseline that the settings of the working directory name, as short as it can be said."""
    from gouji.settings import shown_path

    file = finder.for_folder(".").baseline
    return None if file is None else Path(shown_path(file))


def _write(file: Path, known: Iterable[Known]) -> None:
    from gouji.cli.atomic import AtomicFile

    with AtomicFile(str(file)) as stream:
        stream.write(f"{line}\n" for line in written(known))


def _finish(context: click.Context, run: Run) -> None:
    if run.status == 2:
        tell(
            "有文件没有检查或没有全部检查，其问题不在基线中；请用 gouji check 查看",
            "some files were not, or not wholly, checked and are not in the baseline; see gouji check",
        )
        context.exit(2)
