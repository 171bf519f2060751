"""Put into the READMEs what the commands they show really print.

    python scripts/readme_output.py [--check]

A block is marked by a comment before it, `<!-- output in LANGUAGE: COMMAND -->`, and replaced from a run of that command in the
root of the repository. With --check nothing is written; the exit status is 1 where a block is not what the command prints.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
BLOCK = re.compile(
    r"(<!-- output in (?P<lang>zh|en): gouji (?P<command>[^\n]+) -->\n```console\n).*?(?=\n```)", re.DOTALL
)


def output(command: str, lang: str) -> str:
    """Return what a gouji command prints, in a language."""
    path = os.pathsep.join(str(ROOT / root) for root in ("linter", "rules", "schemas"))
    run = subprocess.run(
        [sys.executable, "-m", "gouji", *shlex.split(command)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path, "GOUJI_LANG": lang, "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if run.returncode not in (0, 1):
        sys.exit(f"gouji {command}: exit status {run.returncode}\n{run.stderr}")
    return run.stdout.strip()


def renewed(page: Path) -> str:
    """Return a page with every marked block renewed."""
    return BLOCK.sub(
        lambda block: f"{block[1]}$ gouji {block['command']}\n{output(block['command'], block['lang'])}",
        page.read_text(encoding="utf-8"),
    )


def outdated() -> list[Path]:
    """Return the pages whose blocks are not what the commands print."""
    return [page for page in PAGES if renewed(page) != page.read_text(encoding="utf-8")]


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or tell which are out of date."""
    if "--check" in arguments:
        return int(bool(outdated()))
    for page in PAGES:
        page.write_text(renewed(page), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
