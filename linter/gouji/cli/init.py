"""`gouji init`: a `gouji.yaml` to start from."""

from __future__ import annotations

from pathlib import Path

import click

from gouji.cli import parameters
from gouji.cli.atomic import create
from gouji.cli.console import settle_language, tell
from gouji.settings import FILE_NAME

TEMPLATE = """\
# gouji 的设置，对本文件夹及其下的报告有效。以 # 开头的行是说明或示例，去掉 # 即生效。
# Settings of gouji for the reports in and below this folder. Remove a # to make an example take effect.

# 消息语言：zh 或 en / language of messages
# lang: zh

# 只启用或停用规则：代码、名称、类别、代码前缀或 ALL（gouji rules 列出全部规则）
# rules to run or not to run: codes, names, categories, prefixes or ALL
# select: [structure, arithmetic, years]
# ignore: [blank-cell]

# 改变级别 / severities
# severity:
#   blank-cell: warning

# 达到此级别即以状态 1 退出（默认 error）/ least severity that makes the exit status 1
# fail-on: error

# 不检查的文件和文件夹（相对于本文件，** 表示任意层文件夹）/ files and folders left out
# exclude:
#   - drafts
#   - "**/*.bak.txt"

# 只用这一版 gouji 已有的规则；其后新增的不启用 / only the rules that this release of gouji had
# rules-as-of: "0.1"

# 已知问题的基线，只显示新问题（gouji baseline create 生成）/ known findings, so that only new ones are shown
# baseline: gouji-baseline.json

# 经确认不作处理的问题，理由必填 / findings that are accepted; the reason is mandatory
# suppress:
#   - rule: row-total
#     path: "2020/*.txt"
#     at: 三、收到和处理政府信息公开申请情况 / requests
#     reason: 原件如此，已发函更正
#     until: 2030-12-31

# 报告中没有写明的信息，后面的优先 / what reports do not state of themselves; later entries win
# files:
#   - path: "townships/**"
#     kind: gov_township
#   - path: "2023/*.txt"
#     year: 2023
"""


@click.command("init", short_help="Write a commented gouji.yaml. 生成带说明的 gouji.yaml")
@click.argument("folder", default=".", metavar="[DIR]", shell_complete=parameters.completing("folders"))
@parameters.language
def command(folder: str, lang: str | None) -> None:
    """Write a commented gouji.yaml into a folder. One that exists is left as it is.

    在文件夹中生成带说明的 gouji.yaml；已有的文件不会被改动。
    """
    settle_language(lang)
    file = Path(folder) / FILE_NAME
    create(file, TEMPLATE)
    tell(f"已写入 {file}", f"wrote {file}")
