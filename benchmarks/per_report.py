"""Time per report in a running process: the engine alone, on the example reports as JSON.

    python benchmarks/per_report.py [--runs N] [--profile]

Each run reads the bytes, validates them, checks them with every built-in rule and works out places and fingerprints, which
is all that `gouji check` does for a file but opening it and writing the output. The median over all runs is printed for each
report. --profile prints where the time goes instead.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import statistics
import sys
import time
from pathlib import Path

from gouji.engine import Engine
from gouji.plugins import load

REPORTS = Path(__file__).parents[1] / "examples" / "reports"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="time per report, engine only")
    parser.add_argument("--runs", type=int, default=300)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    registry = load(installed=False)
    engine = Engine(registry)
    reader = registry.reader_for("report.json")
    assert reader is not None
    files = {path.name: path.read_bytes() for path in sorted(REPORTS.glob("*.json"))}
    if not files:
        sys.exit(f"no reports in {REPORTS}")
    for name, raw in files.items():
        engine.check_bytes(raw, name, reader)
    if options.profile:
        with cProfile.Profile() as profile:
            for _ in range(options.runs):
                for name, raw in files.items():
                    engine.check_bytes(raw, name, reader)
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)
        return 0
    medians = []
    for name, raw in files.items():
        times = []
        for _ in range(options.runs):
            started = time.perf_counter()
            result = engine.check_bytes(raw, name, reader)
            times.append((time.perf_counter() - started) * 1000)
        medians.append(statistics.median(times))
        print(f"{name:36} {len(raw) / 1024:5.1f} KiB {len(result.findings):3} findings  median {medians[-1]:6.3f} ms")
    print(
        f"mean of the medians {statistics.mean(medians):.3f} ms ({options.runs} runs each, Python {sys.version.split()[0]})"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
