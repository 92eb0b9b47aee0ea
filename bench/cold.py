"""How long `ask` takes from a cold start: a new process for each answer."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from filled import store_of

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 9


def main() -> None:
    """Print the median."""
    url = store_of(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "bot", "ask", "/brief tumen"],
            env=os.environ | {"STORE_URL": url}, stdout=subprocess.DEVNULL, check=True, cwd=ROOT,
        )  # fmt: skip
        times.append(time.perf_counter() - start)
    print(f"ask from a cold start: median {statistics.median(times):.2f} s, worst {max(times):.2f} s")


if __name__ == "__main__":
    main()
