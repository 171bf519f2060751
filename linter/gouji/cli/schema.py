"""`gouji schema`: the JSON Schemas of what gouji reads and writes."""

from __future__ import annotations

import sys
from pathlib import Path

import click

NAMES = ("report", "config", "pack", "baseline", "output")


@click.command("schema", short_help="Print a JSON Schema. 输出 JSON Schema")
@click.argument("name", type=click.Choice(NAMES))
def command(name: str) -> None:
    """Print a JSON Schema: of reports, gouji.yaml, rule packs, baselines, or of what --format json writes.

    输出 JSON Schema：报告、gouji.yaml、规则包、基线或 --format json 的输出。
    """
    import gouji_schemas
    from gouji.writers.json import needs_ascii

    text = (Path(gouji_schemas.__file__).parent / f"{name}.schema.json").read_text(encoding="utf-8")
    if needs_ascii(sys.stdout):
        import json

        text = json.dumps(json.loads(text), indent=2) + "\n"
    sys.stdout.write(text)
    sys.stdout.flush()
