"""The command line: `gouji COMMAND`. Each command is a module of its own, imported when it is called for."""

from __future__ import annotations

import errno
import sys
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn, TypeGuard

import click

from gouji import __version__
from gouji.cli.console import Failure, prepare_streams, tell, tell_of_bug

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMANDS = {
    "annotate": "Comment on a Word report. 在 Word 报告中加批注",
    "baseline": "Keep a list of known findings. 维护已知问题的基线",
    "check": "Check reports. 检查年度报告",
    "config": "Show the settings of a file. 显示一个文件的全部设置",
    "convert": "Convert a report to report JSON. 转换为报告 JSON",
    "explain": "Explain a rule. 解释一条规则",
    "init": "Write a commented gouji.yaml. 生成带说明的 gouji.yaml",
    "pack": "Write and test rule packs. 编写和测试规则包",
    "rules": "List the rules. 列出全部规则",
    "schema": "Print a JSON Schema. 输出 JSON Schema",
}
"""The built-in commands with their short help, which is thus known without importing them."""

INTERRUPTED = 130
FAILED = 2


class Commands(click.Group):
    """The built-in commands, and those of plugins, which are looked for only when a name is not built in or all are listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return [*sorted(COMMANDS), *sorted(self._third_party())]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name in COMMANDS:
            command: click.Command = import_module(f"gouji.cli.{cmd_name}").command
            return command
        return self._third_party().get(cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            from gouji.spelling import did_you_mean

            zh, en = did_you_mean(name, self.list_commands(ctx))
            raise Failure(
                f"没有名为 {name} 的命令{zh or '；gouji --help 列出全部命令'}",
                f"there is no command called {name}{en or '; gouji --help lists them'}",
            )
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        rows = list(COMMANDS.items())
        rows += [(name, command.get_short_help_str()) for name, command in sorted(self._third_party().items())]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def _third_party(self) -> Mapping[str, click.Command]:
        from gouji.plugins import PluginError, load

        commands = load().commands
        clash = next((name for name in commands if name in COMMANDS), None)
        if clash is not None:
            raise PluginError(
                f"插件的命令 {clash} 与 gouji 自带的命令重名 / a plugin's command {clash} has the name of a built-in one"
            )
        return commands

    def main(self, *args: Any, **extra: Any) -> Any:
        prepare_streams()
        if sys.stdout is None:
            # The next file to be opened would take its place.
            tell("标准输出已关闭，结果无处可写", "standard output is closed: there is nowhere to write to")
            sys.exit(FAILED)
        return super().main(*args, **extra)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        # --help runs while the context is made, and lists the commands of plugins.
        with _Outcomes():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with _Outcomes():
            return super().invoke(ctx)


class _Outcomes:
    """Turns what ends a command early into a message and an exit status, never a traceback."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _traceback: Any) -> None:
        if isinstance(error, click.UsageError) and not isinstance(error, click.exceptions.NoArgsIsHelpError):
            from gouji.cli.usage import in_words

            tell(*in_words(error))
            raise click.exceptions.Exit(FAILED) from error
        if error is None or isinstance(error, (click.ClickException, click.exceptions.Exit, SystemExit, GeneratorExit)):
            return
        from gouji.plugins import PluginError
        from gouji.settings import SettingsError

        if isinstance(error, (Failure, SettingsError)):
            tell(error.zh, error.en)
            raise click.exceptions.Exit(FAILED) from error
        if isinstance(error, PluginError):
            tell(str(error), str(error))
            raise click.exceptions.Exit(FAILED) from error
        if isinstance(error, (KeyboardInterrupt, click.Abort)):
            tell("已中断", "interrupted")
            raise click.exceptions.Exit(INTERRUPTED) from error
        if _is_of_output(error):
            from gouji.cli.console import discard_output, tell_of_output

            discard_output()
            if isinstance(error, BrokenPipeError):
                # Who reads the output has seen enough, as `head` does.
                raise click.exceptions.Exit(0) from error
            tell_of_output(error)
            raise click.exceptions.Exit(FAILED) from error
        tell_of_bug(error)
        raise click.exceptions.Exit(FAILED) from error


_OF_STREAMS = frozenset(
    (errno.EPIPE, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF, errno.EINVAL, errno.EAGAIN)
)


def _is_of_output(error: BaseException) -> TypeGuard[OSError]:
    """Whether an error is one of writing to standard output: those of files have a name, or have been told as a Failure."""
    return isinstance(error, OSError) and error.filename is None and error.errno in _OF_STREAMS


@click.group(
    "gouji",
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="gouji COMMAND --help tells the options of a command. 用 gouji COMMAND --help 查看命令的选项",
)
@click.version_option(__version__, prog_name="gouji", message="%(prog)s %(version)s")
def main() -> None:
    """Check annual government-information reports. 检查政府信息公开工作年度报告."""


def run() -> NoReturn:
    """Run the command line as a process of its own: the console script and `python -m gouji`.

    Nothing that a start makes becomes garbage, so collecting begins with the first file (see `gouji.cli.check`); and at the
    end the process leaves at once instead of taking a hundred modules apart. Together that is a sixth of a cold start.
    """
    import gc
    import os

    gc.disable()
    status: object = FAILED
    try:
        main()
    except SystemExit as end:
        status = end.code
        if isinstance(status, str):
            sys.stderr.write(f"{status}\n")
    except Exception as error:
        # What ends a command is dealt with before (see `_Outcomes`): this is before it began, or while it was told of.
        with suppress(Exception):
            tell_of_bug(error)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with suppress(OSError, ValueError):
                stream.flush()
    os._exit(status if isinstance(status, int) else int(status is not None))
