"""gouji from Python: `gouji.check`, for notebooks, services and tests. See docs/api.md."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from gouji.engine import Engine, Result
    from gouji.finding import Severity
    from gouji.plugins import Registry
    from gouji.source import Reader


def check(
    source: str | os.PathLike[str] | bytes | Mapping[str, Any],
    *,
    kind: str | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    severity: Mapping[str, Severity | str] | None = None,
    preview: bool | None = None,
    packs: Sequence[str] = (),
    metadata: Mapping[str, Any] | None = None,
    lang: Literal["zh", "en"] = "zh",
    config: str | os.PathLike[str] | None = None,
    plugins: bool = True,
) -> Result:
    """Check one report and return what was found.

    `source` is the path of a file of any kind that gouji reads; report JSON as Python data; or content: `bytes` or `str` with a `kind`
    (`json`, `text`, `html`, `markdown`, `docx`, `pdf`). A `str` with line breaks is content too, of kind `text` where none is stated.
    Data is not changed.

    `select`, `ignore`, `severity`, `preview` and `packs` are those of the command line, and `metadata` states what the report does not: `year`,
    `agency`, `kind`, `region`, `published`, `title`. `config` is the `gouji.yaml` to go by, its baseline and suppressions included; none is
    looked for. `plugins=False` leaves out installed plugins.

    What cannot be read or checked is in the result, as on the command line; `result.failed` is true then. Raises ValueError for
    arguments that name no rule, severity, kind or metadata, for values of these that cannot be, for data that is no JSON, and where every
    rule is switched off; `gouji.settings.SettingsError` for a `config` or pack that cannot be used, and
    `gouji.plugins.PluginError` for a plugin that cannot be loaded.
    """
    from gouji.baseline import Baselines
    from gouji.cli.console import Failure
    from gouji.cli.engines import Engines, notices
    from gouji.settings import Finder, Given
    from gouji.stated import Misstated
    from gouji.suppress import Ledger

    if lang not in ("zh", "en"):
        raise ValueError(f"lang must be 'zh' or 'en', not {lang!r}")
    registry = _registry(plugins)
    try:
        stated = _stated(metadata or {})
        given = Given(_listed(select), _listed(ignore), _levels(severity or {}), preview)
        path, raw, reader = _content(source, kind, registry)
        finder = Finder(None if config is None else os.fspath(config), searching=False)
        settings = finder.for_file(path)
        engines = Engines(registry, given, lang, _listed(packs))
        if engines.counts(settings).all_off:
            raise engines.no_rules(path, settings)
    except (Failure, Misstated) as error:
        raise ValueError(error.zh if lang == "zh" else error.en) from error
    if raw is None:
        stated = {**settings.metadata(path), **stated}
    result = _checked(engines.under(settings), path, raw, reader, stated)
    ledger = Ledger()
    ledger.add(result, settings.suppress, registry.rules)
    Baselines().apply(result, settings)
    for _, told in notices(engines, finder, ledger, (path,)):
        result.findings += told.findings
    return result


def _checked(engine: Engine, path: str, raw: bytes | None, reader: Reader, stated: dict[str, Any]) -> Result:
    from gouji.cli.engines import check, refuse
    from gouji.source import Unreadable
    from gouji.walk import unreachable

    if raw is None:
        from pathlib import Path

        try:
            raw = Path(path).read_bytes()
        except OSError as failure:
            return refuse(engine, path, Unreadable(*unreachable(failure)))
    return check(engine, raw, path, reader, stated, named=True)


@cache
def _registry(plugins: bool) -> Registry:
    from gouji.plugins import load

    return load(installed=plugins)


def _listed(names: Sequence[str]) -> Sequence[str]:
    # A single name is meant as one, not as its letters.
    return (names,) if isinstance(names, str) else tuple(names)


def _levels(severity: Mapping[str, Severity | str]) -> dict[str, Severity]:
    from gouji.stated import severity as level

    return {selector: level(stated, f"severity {selector}") for selector, stated in severity.items()}


def _stated(metadata: Mapping[str, Any]) -> dict[str, Any]:
    from gouji.stated import Misstated, unknown
    from gouji.stated import metadata as counted

    mistake = unknown(metadata)
    if mistake is not None:
        raise Misstated(*(f"metadata: {words}" for words in mistake))
    return {name: counted(name, value, f"metadata {name}") for name, value in metadata.items() if value is not None}


def _content(
    source: str | os.PathLike[str] | bytes | Mapping[str, Any], kind: str | None, registry: Registry
) -> tuple[str, bytes | None, Reader]:
    """Return the path as shown, the content where it was given, and the reader for it."""
    if isinstance(source, Mapping):
        import json

        if kind not in (None, "json"):
            raise ValueError(f"data is of kind 'json', not {kind!r}")
        try:
            content = json.dumps(source, ensure_ascii=False).encode("utf-8", "surrogatepass")
        except (TypeError, ValueError, RecursionError) as error:
            raise ValueError(
                f"data cannot be made JSON: {error}; report JSON is text, numbers, lists and dicts"
            ) from error
        return "<data>", content, _reader("json", registry)
    if isinstance(source, bytes):
        if kind is None:
            raise ValueError("bytes need a kind, as kind='pdf'")
        return f"<{kind}>", source, _reader(kind, registry)
    if isinstance(source, str) and (kind is not None or "\n" in source or "\r" in source):
        kind = kind or "text"
        return f"<{kind}>", source.encode("utf-8", "surrogatepass"), _reader(kind, registry)
    path = os.fspath(source)
    reader = registry.reader_for(path) if kind is None else _reader(kind, registry)
    if reader is None:
        known = ", ".join(extension for reader in registry.readers for extension in reader.extensions)
        raise ValueError(f"{path}: not a kind of file that can be checked ({known}); state its kind")
    return path, None, reader


def _reader(kind: str, registry: Registry) -> Reader:
    for reader in registry.readers:
        if reader.kind == kind:
            return reader
    raise ValueError(f"kind must be one of {', '.join(reader.kind for reader in registry.readers)}, not {kind!r}")
