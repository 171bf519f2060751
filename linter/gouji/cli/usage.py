"""What click finds wrong with a command line, in Chinese: click itself speaks English only."""

from __future__ import annotations

import click


def in_words(error: click.UsageError) -> tuple[str, str]:
    """Return what is wrong and how the command is used, in Chinese and English.

    The Chinese has click's words below it: `--lang` was not read yet, so that nobody knows which of the two is wanted.
    """
    en = error.format_message()
    zh = f"{_chinese(error) or '命令的写法有误'}\n{en}"
    if error.ctx is None:
        return zh, en
    usage = " ".join((error.ctx.command_path, *error.ctx.command.collect_usage_pieces(error.ctx)))
    more = f"{error.ctx.command_path} --help"
    return f"{zh}\n用法：{usage}（{more} 显示全部选项）", f"{en}\nUsage: {usage} ({more} lists the options)"


def _chinese(error: click.UsageError) -> str:
    """Return what is wrong; nothing for what only click can say."""
    if isinstance(error, click.NoSuchOption):
        near = f"；是否想写 {'、'.join(error.possibilities)}？" if error.possibilities else ""
        return f"没有 {error.option_name} 这个选项{near}"
    if isinstance(error, click.BadOptionUsage):
        return f"{error.option_name}：{'不带值' if 'not take' in error.message else '其后应有一个值'}"
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return f"缺少{'选项' if isinstance(error.param, click.Option) else ''} {_name(error.param)}"
    if isinstance(error, click.BadParameter) and error.param is not None:
        return f"{_name(error.param)}：{_wanted(error.param.type)}"
    if error.message.startswith("Got unexpected extra argument"):
        return "有多余的参数"
    return ""


def _name(parameter: click.Parameter) -> str:
    if isinstance(parameter, click.Option):
        return " / ".join(sorted(parameter.opts, key=len, reverse=True))
    return parameter.metavar or (parameter.name or "").upper()


def _wanted(kind: object) -> str:
    """Return what a value must be."""
    if isinstance(kind, click.Choice):
        return f"应为 {'、'.join(map(str, kind.choices))} 之一"
    if isinstance(kind, click.IntRange):
        if kind.max is None:
            return f"应为不小于 {kind.min} 的整数"
        return f"应为 {kind.min} 至 {kind.max} 的整数"
    return "写法有误"
