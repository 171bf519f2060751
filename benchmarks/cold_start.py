"""Cold start: `gouji check one.json` beside `flake8 empty.py`, in turn, in one run.

    python benchmarks/cold_start.py [--runs N] [--limit RATIO]

Both are started the same way, `python -m`, by this interpreter, with compiled modules in a cache of their own, as an installed
package has them. The two take turns, so that whatever else the machine does falls on both; the first turn fills the caches
and is not counted. What is printed is the median of each, and the
median of the ratios of neighbouring turns, which a drift of the machine cannot move. With --limit, a ratio above it makes
the exit status 1.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPORT = Path(__file__).parents[1] / "examples" / "reports" / "yunling_water_2023.json"


def seconds(command: list[str], folder: str) -> float:
    """Return how long a command takes from start to end; SystemExit where it fails."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "compiled")
    started = time.perf_counter()
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    taken = time.perf_counter() - started
    if run.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit status {run.returncode}\n{run.stdout.decode()}{run.stderr.decode()}")
    return taken


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="cold start of gouji beside flake8")
    parser.add_argument("--runs", type=int, default=20, help="turns that count")
    parser.add_argument("--limit", type=float, help="the highest ratio that is not a failure")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "empty.py").touch()
        commands = {
            "gouji": [sys.executable, "-m", "gouji", "check", str(REPORT)],
            "flake8": [sys.executable, "-m", "flake8", "empty.py"],
        }
        turns = [
            {name: seconds(command, folder) for name, command in commands.items()} for _ in range(options.runs + 1)
        ]
    counted = turns[1:]
    for name in commands:
        times = sorted(turn[name] * 1000 for turn in counted)
        quarter = len(times) // 4
        print(
            f"{name:8} median {statistics.median(times):6.1f} ms   best {times[0]:6.1f}"
            f"   middle half {times[quarter]:6.1f} to {times[-quarter - 1]:6.1f}"
        )
    ratio = statistics.median(turn["gouji"] / turn["flake8"] for turn in counted)
    print(
        f"gouji takes {ratio:.2f} times as long as flake8 ({options.runs} turns each, Python {sys.version.split()[0]})"
    )
    return int(options.limit is not None and ratio > options.limit)


if __name__ == "__main__":
    sys.exit(main())
