"""How fast the pipeline is: text on one core and on two, pages beside trafilatura's extraction alone.

python bench/prepare.py [folder of .html pages]
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

from corpus import Generator

ROOT = Path(__file__).resolve().parent.parent
TEXTS = 1500
SAMPLES = ROOT / "samples"
PAGES = 200


def run(lines: list[dict[str, str]], jobs: int, cores: str) -> float:
    """Documents a second of `prepare`, the start of the process taken out by a run on one document."""
    warm = timed(lines[:1], jobs, cores)
    return (len(lines) - 1) / (timed(lines, jobs, cores) - warm)


def timed(lines: list[dict[str, str]], jobs: int, cores: str) -> float:
    """Seconds of one call, all included."""
    pinned = ["taskset", "-c", cores] if shutil.which("taskset") else []
    given = "".join(json.dumps(line) + "\n" for line in lines).encode()
    start = time.perf_counter()
    subprocess.run(
        [*pinned, sys.executable, "-m", "bot", "prepare", "--jobs", str(jobs)],
        input=given, stdout=subprocess.DEVNULL, check=True, cwd=ROOT,
    )  # fmt: skip
    return time.perf_counter() - start


def pages(folder: Path) -> list[dict[str, str]]:
    """Web pages as input lines, repeated to a useful number, each made distinct."""
    found = [path.read_text("utf-8", "replace") for path in sorted(folder.rglob("*.html"))]
    if not found:
        raise SystemExit(f"no .html file in {folder}")
    return [{"id": f"p{n}", "html": found[n % len(found)] + f"<!-- {n} -->"} for n in range(PAGES)]


def trafilatura_alone(lines: list[dict[str, str]]) -> float:
    """Pages a second of trafilatura's extraction with metadata, and nothing else."""
    from trafilatura import bare_extraction  # noqa: PLC0415

    bare_extraction(lines[0]["html"], with_metadata=True)
    start = time.perf_counter()
    for line in lines:
        bare_extraction(line["html"], with_metadata=True, include_comments=False)
    return len(lines) / (time.perf_counter() - start)


def main() -> None:
    """Print the rates."""
    texts = [
        {"id": item["id"], "published": item["published"], "text": item["text"]} for item in Generator().articles(TEXTS)
    ]
    one = run(texts, 1, "0")
    two = run(texts, 2, "0,1")
    print(f"text, 400 words: {one:.0f} articles/s on one core, {two:.0f} with --jobs 2 ({two / one:.2f} times)")
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES
    lines = pages(folder)
    ours, theirs = run(lines, 1, "0"), trafilatura_alone(lines)
    print(f"pages of {folder.name}: {ours:.0f}/s, trafilatura alone {theirs:.0f}/s: {theirs / ours:.2f} times its time")


if __name__ == "__main__":
    main()
