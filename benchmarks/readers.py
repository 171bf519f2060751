"""Time and memory per document and kind of file, from bytes to report JSON.

    python benchmarks/readers.py FILE… [--runs N]

Every file is read by the reader of its kind, once to warm up and then N times; the median is printed, per page where a kind has
pages. Peak memory is that of a process of its own that reads the file once, and of the processes it starts.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from gouji.plugins import load
from gouji.report import Pointer
from gouji.source import Document


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="time and memory per document, readers only")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--peak", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    registry = load(installed=False)
    for path in options.files:
        reader = registry.reader_for(path.name)
        if reader is None:
            sys.exit(f"no reader for {path}")
        raw = path.read_bytes()
        document = reader.read(raw, registry.formats)
        if options.peak:
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
                print(resource.getrusage(who).ru_maxrss // 1024)
            return 0
        times = []
        for _ in range(options.runs):
            started = time.perf_counter()
            reader.read(raw, registry.formats)
            times.append(time.perf_counter() - started)
        pages = pages_of(document)
        each = statistics.median(times) * 1000
        per_page = f" {each / pages:7.1f} ms a page ({pages})" if pages else ""
        own, child = peak(path)
        print(f"{path.name:28} {reader.kind:5} {each:8.1f} ms{per_page}  peak {own} MB, its worker {child} MB")
    return 0


def pages_of(document: Document) -> int:
    """Return the page the last block of a document stands on; 0 for a kind without pages."""
    pointer: Pointer = ("content", len(document.data["content"]) - 1)
    return document.places.locate(pointer).page or 0


def peak(path: Path) -> tuple[str, str]:
    """Return the peak memory in MB of a process that reads a file, and of the greatest one it starts."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, __file__, str(path), "--peak"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    own, child = done.stdout.split()
    return own, child


if __name__ == "__main__":
    sys.exit(main())
