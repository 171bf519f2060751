"""PDFs again from the cache: the first run over some PDFs beside a second one, when none has changed.

    python benchmarks/pdfs.py [--reports 100] [--jobs 2] [--turns 3] [--least RATIO]

Each is an invented report of several pages, printed with its tables as word processors do. The output of both runs must be the same. With
--least the exit status is 1 where the second run is not that many times as quick.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

from corpus import ROOT, measured, report

from gouji.testing import registry

# Instead of this folder, whose readers.py would stand before the tests' package of that name.
sys.path[0] = str(ROOT / "tests")

from readers.press import Style, as_pdf  # noqa: E402


def generate(folder: Path, count: int) -> int:
    """Write so many PDFs into a folder; return how many pages they have."""
    pages = 0
    for number in range(count):
        data = json.loads(report(number, size=12 * 1024))
        edition = registry().formats.for_year(data["year"])
        assert edition is not None
        raw, press = as_pdf(data, edition, Style())
        (folder / f"report_{number:03}.pdf").write_bytes(raw)
        pages += press.page
    return pages


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="PDFs, unchanged, from the cache")
    parser.add_argument("--reports", type=int, default=100)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--least", type=float, default=0.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gouji-pdfs-") as work:
        folder = Path(work) / "reports"
        folder.mkdir()
        os.environ["GOUJI_CACHE_DIR"] = str(Path(work) / "cache")
        pages = generate(folder, options.reports)
        print(
            f"{options.reports} PDFs, {pages} pages, {sum(f.stat().st_size for f in folder.iterdir()) / 2**20:.1f} MiB"
        )
        command = [
            sys.executable,
            "-m",
            "gouji",
            "check",
            str(folder),
            "--format",
            "concise",
            "--jobs",
            str(options.jobs),
        ]
        first, told = measured(command)
        print(f"first run:              {first}", flush=True)
        again = [measured(command) for _ in range(options.turns)]
        if any(text != told for _, text in again):
            sys.exit("a run from the cache says something else")
        best = min(run for run, _ in again)
        ratio = first.clock / best.clock
        print(f"unchanged, best of {options.turns}:    {best}: {ratio:.0f} times as quick")
    return int(ratio < options.least)


if __name__ == "__main__":
    sys.exit(main())
