"""`gouji pack new`, `test` and `docs`: writing rule packs in YAML."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gouji.cli import parameters
from gouji.cli.atomic import cannot_write, create
from gouji.cli.console import Failure, finish_output, put, say, settle_language, tell

if TYPE_CHECKING:
    from gouji.packs.compiling import CompiledPack
    from gouji.plugins import Registry

LONGEST_PREFIX = 6

TEMPLATE = """\
# 规则包。用 gouji pack test {file} 检验，用 gouji check 报告 --pack {file} 使用。
# A rule pack. Test it with gouji pack test {file}, use it with gouji check REPORT --pack {file}.
# 语法 / grammar: gouji schema pack

id: {id}
prefix: {prefix}          # 规则代码的前缀 / the letters its codes begin with
title: {id} 的年度报告编制要求

# 适用的报告；写明 regions 后，该地区的报告自动启用本包 / the reports it is for
# applies_to:
#   regions: ["3301"]
#   years: "2023-"

# 依据的文件 / what the rules rest on
# basis:
#   notice:
#     title: 《关于做好年度报告编制发布工作的通知》

rules:
  - code: {prefix}001
    name: {id}-contact-phone
    title: 没有写明联系电话
    kind: required              # 必须写明的内容 / what must be there
    in: [preface, overview]     # 在前言或总体情况中 / in the preface or the overview
    words: [电话, 热线]
    severity: warning
    message: 前言没有写明联系电话，请补充“联系电话：……”
    invalid:                    # 应当提示的示例 / what is found
      - text: 本报告由本机关编制，欢迎监督。
    valid:                      # 不应提示的示例 / what is not
      - text: 如有疑问，请与本机关联系（电话：6612018）。
"""


@click.group("pack", short_help="Write and test rule packs. 编写和测试规则包")
def command() -> None:
    """Write and test rule packs. 编写和测试规则包."""


@command.command("new", short_help="Write a pack to start from. 生成规则包样例")
@click.argument("name", metavar="ID")
@click.option("--prefix", help="The letters its codes begin with (the first of ID). 规则代码的前缀")
@click.option(
    "-o",
    "--output",
    "folder",
    default=".",
    metavar="DIR",
    shell_complete=parameters.completing("folders"),
    help="The folder (here). 所在文件夹",
)
@parameters.language
def new(name: str, prefix: str | None, folder: str, lang: str | None) -> None:
    """Write a pack called ID, with a rule to copy, into ID.yaml. A file that exists is left as it is.

    生成名为 ID 的规则包 ID.yaml，内有一条可供仿照的规则；已有的文件不会被改动。
    """
    settle_language(lang)
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
        raise Failure(
            f"{name}：规则包的 id 用小写字母、数字和连字符，如 yunling",
            f"{name}: the id of a pack is small letters, digits and hyphens, as yunling",
        )
    letters = _letters(name)
    cut = not prefix and len(letters) > LONGEST_PREFIX
    prefix = prefix or letters[:LONGEST_PREFIX].ljust(2, "X")
    if not re.fullmatch(r"[A-Z]{2,6}", prefix):
        raise Failure(f"{prefix}：前缀应为 2 至 6 个大写字母", f"{prefix}: a prefix is two to six capitals")
    file = Path(folder) / f"{name}.yaml"
    create(file, TEMPLATE.format(id=name, prefix=prefix, file=file.name))
    tell(f"已写入 {file}", f"wrote {file}")
    if cut:
        tell(
            f"规则代码的前缀取 {name} 的前 {LONGEST_PREFIX} 个字母 {prefix}；--prefix 可以另定",
            f"codes begin with {prefix}, the first {LONGEST_PREFIX} letters of {name}; --prefix names another",
        )


def _letters(name: str) -> str:
    """Return the initials of an id of several words, or the letters of its one word."""
    initials = "".join(part[0] for part in name.split("-") if part[0].isalpha()).upper()
    letters = re.sub("[^a-z]", "", name).upper()
    return initials if len(initials) > 1 else letters


@command.command("test", short_help="Try every case of packs. 检验规则包中的示例")
@click.argument("names", nargs=-1, required=True, metavar="PATH|NAME...", shell_complete=parameters.completing("packs"))
@parameters.plugins
@parameters.language
@click.pass_context
def test(context: click.Context, names: Sequence[str], no_plugins: bool, lang: str | None) -> None:
    """Try every case of packs: each invalid one must be found, each valid one must not.

    检验规则包：每个 invalid 示例都应提示，每个 valid 示例都不应提示。

    Exit status: 0 all as stated, 1 not, 2 a pack that cannot be used. 退出状态：0 全部相符，1 有不符，2 规则包有误。
    """
    from gouji.packs.trial import own_rules, trials

    settle_language(lang)
    registry, packs = _packs(names, no_plugins)
    failed = 0
    for pack in packs:
        tried = list(trials(pack, registry))
        wrong = [trial for trial in tried if trial.zh]
        failed += len(wrong)
        for trial in wrong:
            put(f"{trial.place}: {trial.rule.code} {trial.rule.name}: {say(trial.zh, trial.en)}\n")
        put(f"{pack.file.shown}: {_counts(len(own_rules(pack)), len(tried), len(wrong))}\n")
    finish_output()
    context.exit(int(failed > 0))


def _counts(rules: int, cases: int, wrong: int) -> str:
    zh, en = (f"{wrong} 个不符", f"{wrong} not as stated") if wrong else ("全部相符", "all as stated")
    plural = "" if rules == 1 else "s"
    return say(f"{rules} 条规则，{cases} 个示例，{zh}", f"{rules} rule{plural}, {cases} cases, {en}")


@command.command("docs", short_help="Write a page for each rule of a pack. 为规则包生成文档")
@click.argument("name", metavar="PATH|NAME", shell_complete=parameters.completing("packs"))
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    shell_complete=parameters.completing("folders"),
    help="A folder for the pages (default: standard output). 写入文件夹",
)
@parameters.plugins
@parameters.language
def docs(name: str, folder: str | None, no_plugins: bool, lang: str | None) -> None:
    """Write a page for each rule of a pack, and one that lists them, in Markdown.

    为规则包的每条规则生成一页 Markdown，另有一页目录。
    """
    from gouji.packs.pages import index, page
    from gouji.packs.trial import own_rules

    lang = settle_language(lang)
    _, packs = _packs([name], no_plugins)
    for pack in packs:
        pages = {"README.md": index(pack, lang), **{f"{rule.code}.md": page(rule, lang) for rule in own_rules(pack)}}
        if folder is None:
            sys.stdout.write("\n".join(pages.values()))
            continue
        target = Path(folder) / pack.file.id if len(packs) > 1 else Path(folder)
        try:
            target.mkdir(parents=True, exist_ok=True)
            for file, text in pages.items():
                (target / file).write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise cannot_write(str(target), error) from error
        tell(f"已写入 {target}：{len(pages)} 页", f"wrote {len(pages)} pages into {target}")
    sys.stdout.flush()


def _packs(names: Sequence[str], no_plugins: bool) -> tuple[Registry, list[CompiledPack]]:
    from gouji.packs.library import Library
    from gouji.plugins import load

    registry = load(installed=not no_plugins)
    library = Library(registry)
    return registry, [pack for name in names for pack in library.named(name)]
