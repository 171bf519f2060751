"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from gouji.cli.console import Failure
from gouji.finding import Severity
from gouji.report import AGENCY_KINDS

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

F = TypeVar("F", bound=Callable[..., Any])

LEVELS = ("error", "warning", "info")


def completing(what: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem[str]]]:
    """Return what completes a value: a function of `gouji.cli.completion`, which is imported when a shell asks."""

    def complete(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
        from gouji.cli import completion

        try:
            found: list[CompletionItem[str]] = getattr(completion, what)(context, incomplete)
        except Exception:
            # Settings or a plugin that cannot be used: the command itself will tell.
            return []
        return found

    return complete


def _words(_context: click.Context, _parameter: click.Parameter, values: Iterable[str]) -> tuple[str, ...]:
    """Return the parts of comma lists; the Chinese comma is understood."""
    return tuple(part.strip() for value in values for part in value.replace("，", ",").split(",") if part.strip())


def _selected(context: click.Context, parameter: click.Parameter, values: Iterable[str]) -> tuple[str, ...]:
    """Return the rules selected; a value that names none, as of a variable that is not set, would mean all of them."""
    values = tuple(values)
    for value in values:
        if not _words(context, parameter, [value]):
            raise Failure(
                f"--select '{value}'：没有写明规则；要用全部规则，请去掉 --select",
                f"--select '{value}' names no rule; leave --select out to run all of them",
            )
    return _words(context, parameter, values)


def _severities(context: click.Context, parameter: click.Parameter, values: Iterable[str]) -> dict[str, Severity]:
    chosen = {}
    for word in _words(context, parameter, values):
        selector, separator, level = word.partition("=")
        if not separator:
            raise Failure(
                f"--severity {word}：应写作 规则=级别，级别为 {'、'.join(LEVELS)} 之一",
                f"--severity {word}: write RULE=LEVEL, where the level is one of {', '.join(LEVELS)}",
            )
        from gouji.stated import Misstated, severity

        try:
            chosen[selector.strip()] = severity(level.strip(), f"--severity {selector.strip()}")
        except Misstated as error:
            raise Failure(error.zh, error.en) from error
    return chosen


def _stated(_context: click.Context, parameter: click.Parameter, value: Any) -> Any:
    """Return what is stated of a report as it counts."""
    if value is None:
        return None
    from gouji.stated import Misstated, metadata

    try:
        return metadata(str(parameter.name), value, parameter.opts[0])
    except Misstated as error:
        raise Failure(error.zh, error.en) from error


def named(_context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Return a name; one that is empty, as of a variable that is not set, would be taken as not stated."""
    if value is not None and not value.strip():
        option = parameter.opts[0]
        raise Failure(
            f"{option} ''：没有写明内容；没有可写的，请去掉 {option}", f"{option} '' says nothing; leave {option} out"
        )
    return value


def _apply(function: F, options: Iterable[Callable[[F], F]]) -> F:
    for option in reversed(list(options)):
        function = option(function)
    return function


def language(function: F) -> F:
    """Add --lang."""
    return click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of messages. 消息语言")(function)


def plugins(function: F) -> F:
    """Add --no-plugins."""
    return click.option("--no-plugins", is_flag=True, help="Load no installed plugin. 不加载插件")(function)


def config(function: F) -> F:
    """Add --config."""
    return click.option(
        "--config",
        metavar="FILE",
        shell_complete=completing("files"),
        help="This gouji.yaml instead of the nearest. 指定设置文件",
    )(function)


def packs(function: F) -> F:
    """Add --pack."""
    return click.option(
        "--pack",
        "packs",
        multiple=True,
        metavar="PATH|NAME",
        shell_complete=completing("packs"),
        help="Use this rule pack too. 同时使用这个规则包",
    )(function)


def selection(function: F) -> F:
    """Add --select, --ignore, --severity and --preview."""
    return _apply(
        function,
        [
            click.option(
                "--select", multiple=True, callback=_selected, metavar="RULES", shell_complete=completing("selectors"),
                help="Run these rules only: codes, names, categories or prefixes. 只用这些规则",
            ),
            click.option(
                "--ignore", multiple=True, callback=_words, metavar="RULES", shell_complete=completing("selectors"),
                help="Do not run these. 停用规则",
            ),
            click.option(
                "--severity", multiple=True, callback=_severities, metavar="RULE=LEVEL",
                shell_complete=completing("severities"),
                help="Change a rule's severity. 改变级别",
            ),
            click.option(
                "--preview/--no-preview", default=None, help="Run rules on trial too (no). 是否也用预览规则",
            ),
        ],
    )  # fmt: skip


def metadata(function: F) -> F:
    """Add the options that state what a report does not."""
    return _apply(
        function,
        [
            click.option("--year", type=click.IntRange(1949, 2999), help="Report year. 报告年度"),
            click.option("--agency", callback=_stated, help="Name of the reporting organ. 报告机关名称"),
            click.option(
                "--kind", type=click.Choice(AGENCY_KINDS), metavar="KIND", help=f"{', '.join(AGENCY_KINDS)}. 机关类别"
            ),
            click.option("--region", callback=_stated, help="GB/T 2260 code of 2, 4 or 6 digits. 行政区划代码"),
            click.option("--published", callback=_stated, metavar="DATE", help="As 2024-01-31. 发布日期"),
            click.option("--title", callback=_stated, help="Title of the report. 报告标题"),
        ],
    )


def standard_input(function: F) -> F:
    """Add --stdin-filename."""
    return click.option(
        "--stdin-filename",
        callback=named,
        metavar="NAME",
        shell_complete=completing("files"),
        help="Name, and so kind, of what comes on standard input. 标准输入的文件名",
    )(function)
