"""`gouji convert`: any readable report to report JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gouji.cli import parameters
from gouji.cli.console import Failure, say, settle_language, tell
from gouji.report import Pointer

if TYPE_CHECKING:
    from gouji.formats import Formats
    from gouji.plugins import Registry
    from gouji.source import Document, Place

ORDER = ("$schema", "type", "year", "title", "agency", "published", "suppress", "content")
SHOWN: tuple[tuple[str, Pointer, str, str], ...] = (
    ("title", ("title",), "标题", "title"),
    ("agency", ("agency", "name"), "机关", "agency"),
    ("year", ("year",), "年度", "year"),
    ("kind", ("agency", "kind"), "类别", "kind"),
    ("region", ("agency", "region"), "区划", "region"),
    ("published", ("published",), "发布日期", "published"),
)


@click.command("convert", short_help="Convert a report to report JSON. 转换为报告 JSON")
@click.argument("file", shell_complete=parameters.completing("files"))
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    shell_complete=parameters.completing("files"),
    help="Write here instead of standard output. 输出文件",
)
@parameters.metadata
@parameters.standard_input
@parameters.config
@parameters.plugins
@parameters.language
def command(
    file: str,
    output: str | None,
    stdin_filename: str | None,
    config: str | None,
    no_plugins: bool,
    lang: str | None,
    **metadata: Any,
) -> None:
    """Convert any readable report to report JSON; what was made out of it is told on standard error.

    把可读取的年度报告转换为报告 JSON；识别出的标题、机关、年度等显示在标准错误输出。
    """
    from gouji.cli.check import STANDARD_INPUT
    from gouji.engine import Metadata
    from gouji.plugins import load
    from gouji.settings import Finder

    settle_language(lang)
    finder = Finder(config)
    settle_language(lang, finder)
    registry = load(installed=not no_plugins)
    path = (stdin_filename or STANDARD_INPUT) if file == "-" else file
    settings = finder.for_file(path)
    if output is not None:
        from gouji.cli.outputs import Spared

        spared = Spared([output])
        spared.check(file)
        spared.beside(finder.files())
    document = _read(file, path, registry, guess=stdin_filename is None)
    stated = {**settings.metadata(path), **{key: value for key, value in metadata.items() if value is not None}}
    data = document.data
    Metadata(stated).apply(data)
    _tell_what_was_made_out(document, stated, registry.formats)
    _require(data)
    text = report_text({key: data[key] for key in ORDER if key in data} | data)
    _prove(text, registry)
    if output is None or output == "-":
        from gouji.writers.json import json_text, needs_ascii

        # Characters the terminal lacks would be lost as question marks.
        sys.stdout.write(json_text(data, ascii_only=True, indent=2) + "\n" if needs_ascii(sys.stdout) else text)
        sys.stdout.flush()
    else:
        from gouji.cli.atomic import AtomicFile

        with AtomicFile(output) as written:
            written.write([text])
        tell(f"已写入 {output}", f"wrote {output}")


def _read(file: str, path: str, registry: Registry, guess: bool) -> Document:
    from gouji.cli.check import guessed_reader, unsupported
    from gouji.source import Invalid, NotAReport, Unreadable
    from gouji.walk import unreachable

    if file == "-" and sys.stdin is None:
        raise Failure("标准输入已关闭，没有可转换的内容", "standard input is closed: there is nothing to convert")
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        zh, en = unreachable(error)
        raise Failure(f"{path}: {zh}", f"{path}: {en}") from error
    reader = registry.reader_for(path) or (guessed_reader(raw, registry) if file == "-" and guess else None)
    if reader is None:
        zh, en = unsupported(registry)
        raise Failure(f"{path}: {zh}", f"{path}: {en}")
    try:
        return reader.read(raw, registry.formats)
    except Unreadable as error:
        where = _where(path, error.place)
        raise Failure(f"{where}: {error.zh}", f"{where}: {error.en}") from error
    except NotAReport as error:
        raise Failure(f"{path}: {error.zh}", f"{path}: {error.en}") from error
    except Invalid as error:
        lines = [(_where(path, error.document.places.locate(v.pointer)), v) for v in error.violations]
        raise Failure(
            "\n".join(f"{where}: {v.zh}" for where, v in lines), "\n".join(f"{where}: {v.en}" for where, v in lines)
        ) from error


def _where(path: str, place: Place) -> str:
    from gouji.cli.console import language
    from gouji.writers.wording import where

    return where(path, place, language())


def _tell_what_was_made_out(document: Document, stated: Mapping[str, Any], formats: Formats) -> None:
    """Tell each value with where it comes from: what a reader worked out for itself is for a person to look at."""
    from gouji.report import Report

    data = document.data
    guesses = {guess.pointer: guess for guess in document.guesses}
    for key, pointer, zh, en in SHOWN:
        value = (data.get("agency") or {}).get(pointer[1]) if pointer[0] == "agency" else data.get(key)
        if value is None:
            continue
        guess = guesses.get(pointer)
        if key in stated:
            how = ("（指定）", " (stated)")
        elif guess is not None:
            how = (f"（得自{guess.zh}，请核对）", f" (from {guess.en}; please check)")
        else:
            how = ("（文件中写明）", " (stated in the file)")
        tell(f"{zh}：{value}{how[0]}", f"{en}: {value}{how[1]}")
    tables = list(Report(data, formats).tables())
    known = [table.key for table in tables if table.key is not None]
    if known:
        tell(f"表格：{'、'.join(known)}", f"tables: {', '.join(known)}")
    unknown = len(tables) - len(known)
    if unknown:
        tell(f"有 {unknown} 张表没有识别，原样保留", f"tables not recognised and kept as they are: {unknown}")


def _require(data: Mapping[str, Any]) -> None:
    """Raise Failure where the report lacks what report JSON must state."""
    missing = []
    if data.get("year") is None:
        missing.append(("报告年度", "the report year", "--year 2023"))
    if not (data.get("agency") or {}).get("name"):
        missing.append(("报告机关", "the reporting organ", say('--agency "某某市某某局"', '--agency "NAME"')))
    if missing:
        raise Failure(
            "\n".join(f"找不到{zh}，请用 {option} 指定；未写入任何内容" for zh, _, option in missing),
            "\n".join(f"{en} is unknown: pass {option}; nothing was written" for _, en, option in missing),
        )


def _prove(text: str, registry: Registry) -> None:
    """Read the report JSON as `gouji check` will; Failure where it would be refused."""
    from gouji.source import Invalid, NotAReport, Unreadable

    reader = registry.reader_for("report.json")
    assert reader is not None
    try:
        reader.read(text.encode(), registry.formats)
    except Invalid as error:
        from gouji.report import format_pointer

        lines = [(format_pointer(v.pointer) or "/", v) for v in error.violations]
        raise Failure(
            "\n".join(f"转换结果不符合 report.schema.json，未写入：{at}：{v.zh}" for at, v in lines),
            "\n".join(f"the result breaks report.schema.json and was not written: {at}: {v.en}" for at, v in lines),
        ) from error
    except (Unreadable, NotAReport) as error:
        raise Failure(f"转换结果无法读回，未写入：{error.zh}", f"the result cannot be read back: {error.en}") from error


def report_text(data: Mapping[str, Any]) -> str:
    """Return report JSON for people: indented, but a row of a table on one line."""
    return "".join(_pieces(data, "", None)) + "\n"


def _pieces(value: Any, indent: str, key: str | None) -> Iterator[str]:
    if isinstance(value, Mapping) and value and "row" not in value:
        yield "{\n"
        for index, (name, item) in enumerate(value.items()):
            yield (",\n" if index else "") + f"{indent}  {_flat(name)}: "
            yield from _pieces(item, indent + "  ", name)
        yield f"\n{indent}}}"
    elif isinstance(value, list) and value and key not in ("columns", "grid-row"):
        yield "[\n"
        inner = "grid-row" if key == "grid" else None
        for index, item in enumerate(value):
            yield (",\n" if index else "") + indent + "  "
            yield from _pieces(item, indent + "  ", inner)
        yield f"\n{indent}]"
    else:
        yield _flat(value)


def _flat(value: Any) -> str:
    from gouji.writers.json import json_text

    return json_text(value)
