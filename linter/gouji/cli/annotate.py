"""`gouji annotate`: a copy of a Word file with a comment at each finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import TYPE_CHECKING, Any

import click

from gouji.cli import parameters
from gouji.cli.atomic import content, replace
from gouji.cli.capture import Capture
from gouji.cli.console import Failure, settle_language, tell

if TYPE_CHECKING:
    from gouji.engine import Result
    from gouji.finding import Severity
    from gouji.source import Document


@click.command("annotate", short_help="Comment on a Word report. 在 Word 报告中加批注")
@click.argument("file", shell_complete=parameters.completing("files"))
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    shell_complete=parameters.completing("files"),
    help="The copy with comments. 带批注的副本",
)
@parameters.selection
@parameters.packs
@parameters.metadata
@parameters.config
@parameters.plugins
@parameters.language
@click.pass_context
def command(
    context: click.Context,
    /,
    file: str,
    output: str,
    select: Sequence[str],
    ignore: Sequence[str],
    severity: Mapping[str, Severity],
    preview: bool | None,
    packs: Sequence[str],
    config: str | None,
    no_plugins: bool,
    lang: str | None,
    **metadata: Any,
) -> None:
    """Write a copy of a Word report with a comment at each finding; the report itself stays as it is.

    另存一份带批注的 Word 报告：每个问题一条批注，标在有关文字处；原文件不动。

    Exit status: 0 the copy was written, 2 it was not, or something could not be checked.
    退出状态：0 已写入，2 未写入，或有内容未能检查。
    """
    from gouji.cli.engines import Engines, check
    from gouji.cli.outputs import Spared
    from gouji.plugins import load
    from gouji.settings import Finder, Given
    from gouji.writers.masking import masked
    from gouji.writers.wording import unchecked

    settle_language(lang)
    finder = Finder(config)
    lang = settle_language(lang, finder)
    if output == "-":
        raise Failure(
            "-o 应为文件名，Word 文件不写到标准输出", "-o takes a file name: Word is not written to standard output"
        )
    spared = Spared([output])
    spared.check(file)
    registry = load(installed=not no_plugins)
    reader = registry.reader_for(file)
    if reader is None or reader.kind != "docx":
        raise Failure(
            f"{file}：只能给 Word 文件（.docx）加批注；其他文件请用 gouji check",
            f"{file}: only Word files (.docx) can be annotated; use gouji check for others",
        )
    raw = content(file)
    if raw is None:
        raise Failure(f"{file}: 文件不存在", f"{file}: no such file")
    settings = finder.for_file(file)
    engines = Engines(registry, Given(select, ignore, severity, preview), lang, packs)
    engine = engines.under(settings)
    stated = {key: value for key, value in metadata.items() if value is not None}
    capture = Capture(reader)
    result = masked(check(engine, raw, file, capture.reader, {**settings.metadata(file), **stated}, named=True))
    if capture.document is None:
        reasons = "\n".join(f"{file}: {entry.message}" for entry in result.findings)
        raise Failure(reasons, reasons)
    spared.beside((*finder.files(), *engines.packs.files()))
    _write(output, _annotated(file, raw, result, capture.document, lang))
    count = len(result.findings)
    tell(f"已写入 {output}：{count} 条批注", f"wrote {output} with {count} comment(s)")
    for text in unchecked(result, lang):
        tell(f"{file}: {text}", f"{file}: {text}")
    context.exit(2 if result.failed else 0)


def _annotated(file: str, raw: bytes, result: Result, document: Document, lang: str) -> bytes:
    from datetime import datetime

    from gouji.annotate import annotated
    from gouji.fixes import CannotRewrite
    from gouji.readers.docx import WordPlaces

    assert isinstance(document.places, WordPlaces)
    try:
        return annotated(raw, result.findings, document.places, lang, datetime.now(UTC))
    except CannotRewrite as error:
        raise Failure(f"{file}: {error.zh}", f"{file}: {error.en}") from error


def _write(output: str, copy: bytes) -> None:
    replace(output, copy, content(output))
