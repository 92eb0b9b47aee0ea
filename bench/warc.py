"""A web archive taken in: how fast, in how much memory, and whole whatever interrupts it.

    PYTHONPATH=. python bench/warc.py [megabytes=50] [pages=samples]

Makes an archive of that size, unpacked, from pages (a folder, or any file that `ingest` reads), each with other words,
names and numbers, so that no two are alike. Prints pages a second beside trafilatura alone in as many processes as
there are workers, peak memory, how long the same call takes when all is known, and what a run that was interrupted
again and again holds in the end. Exits 1 when a page is missing or double.
"""

from __future__ import annotations

import gzip
import multiprocessing
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kill_ingest import call, urls

from bot.core.article import RawDocument
from bot.services.preparing import default_jobs
from bot.sources.files import read_path

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1024 * 1024
# What is interrupted again and again takes much longer than a run in one go.
INTERRUPTED = 1_200
INTERRUPTIONS = 10
EXTRACTED = 1_000
KEPT = re.compile(r"(<script.*?</script>|<style.*?</style>|<[^>]*>)", re.DOTALL | re.IGNORECASE)
WORD = re.compile(r"\b(?:[a-z]{4,}|[A-Z][a-z]{3,}|\d{3,}|[^\W\da-zA-Z_]{2,})\b")
CHANGED = 0.6


class Pages:
    """An endless stream of distinct pages made from a few."""

    def __init__(self, source: Path, seed: int = 3) -> None:
        found = [item.html for item in read_path(source) if isinstance(item, RawDocument) and item.html]
        if not found:
            raise SystemExit(f"no page in {source}")
        self._pages = [KEPT.split(page) for page in found]
        self._random = random.Random(seed)
        words = {word for page in self._pages for piece in page[::2] for word in WORD.findall(piece)}
        self._words = {kind: sorted(word for word in words if kind_of(word) == kind) for kind in {*map(kind_of, words)}}

    def __iter__(self) -> Iterator[bytes]:
        while True:
            for pieces in self._pages:
                made = [piece if place % 2 else WORD.sub(self._another, piece) for place, piece in enumerate(pieces)]
                yield "".join(made).encode()

    def _another(self, found: re.Match[str]) -> str:
        word = found[0]
        if self._random.random() > CHANGED:
            return word
        if word.isdigit():
            # Years stay: what is dated otherwise is another article.
            return word if word.startswith(("19", "20")) else str(self._random.randrange(100, 10_000))
        return self._random.choice(self._words[kind_of(word)])


def kind_of(word: str) -> tuple[bool, bool]:
    """Small or large, and whether in Latin letters: what a word is replaced with is of its kind."""
    return word[0].isupper(), word.isascii()


@dataclass
class Archive:
    """A made archive; `urls` are the addresses in it."""

    path: Path
    urls: list[str] = field(default_factory=list)
    size: int = 0


def record(address: str, page: bytes) -> bytes:
    """A page as a crawler writes it down."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    return (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2024-05-01T00:00:00Z\r\nWARC-Target-URI: {address}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    ).encode() + answer + b"\r\n\r\n"  # fmt: skip


def make(path: Path, pages: Pages, size: int, most: int | None = None) -> Archive:
    """An archive of at least `size` bytes unpacked, or of `most` pages."""
    made = Archive(path)
    with path.open("wb") as file:
        for number, page in enumerate(pages):
            address = f"https://site{number % 97}.example/{number}"
            file.write(gzip.compress(record(address, page), 5))
            made.urls.append(address)
            made.size += len(page)
            if made.size >= size or len(made.urls) == most:
                return made
    raise AssertionError  # pages never end


@dataclass
class Run:
    """What a call took: seconds, and the peak memory in MB of itself (also in its first quarter) and of a worker."""

    seconds: float
    main: float
    early: float
    worker: float
    said: str


def measured(archive: Archive, store: Path) -> Run:
    """Ingest the archive and watch."""
    start = time.perf_counter()
    process = call(["ingest", str(archive.path)], store)
    seen: list[float] = []
    worker = 0.0
    while process.poll() is None:
        time.sleep(0.2)
        seen.append(peak(process.pid))
        worker = max([worker, *(peak(child) for child in children(process.pid))])
    seconds = time.perf_counter() - start
    said = process.communicate()[0].decode().strip().splitlines()
    return Run(seconds, max(seen), seen[len(seen) // 4], worker, "; ".join(line.strip() for line in said) or "nothing")


def peak(process: int) -> float:
    """The most memory that a process has had, in MB; 0 when it is gone."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def children(process: int) -> list[int]:
    """The processes that it started."""
    try:
        return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def extract(page: str) -> int:
    """Trafilatura's extraction with metadata, and nothing else."""
    from trafilatura import bare_extraction  # noqa: PLC0415

    return bare_extraction(page, with_metadata=True, include_comments=False) is not None


def trafilatura_alone(archive: Archive, jobs: int) -> float:
    """Pages a second of trafilatura in this many processes."""
    found = (item.html for item in read_path(archive.path) if isinstance(item, RawDocument) and item.html)
    pages = [page for page, _ in zip(found, range(EXTRACTED), strict=False)]
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        pool.map(extract, pages[: 4 * jobs], 1)
        start = time.perf_counter()
        pool.map(extract, pages, 16)
        return len(pages) / (time.perf_counter() - start)


def interrupted(archive: Archive, store: Path, chance: random.Random, longest: float) -> tuple[int, int]:
    """Ingest with SIGINT and SIGKILL at random moments, then to the end: how many of each hit work in progress."""
    hits = {signal.SIGINT: 0, signal.SIGKILL: 0}
    for number in range(INTERRUPTIONS):
        process = call(["ingest", str(archive.path)], store)
        time.sleep(chance.uniform(0.5, longest))
        sent = (signal.SIGINT, signal.SIGKILL)[number % 2]
        hits[sent] += process.poll() is None
        process.send_signal(sent)
        try:
            process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            raise SystemExit(f"{sent.name} did not end it") from None
    call(["ingest", str(archive.path)], store).communicate()
    return hits[signal.SIGINT], hits[signal.SIGKILL]


def report(archive: Archive, store: Path, jobs: int) -> Run:
    """Print how fast the archive is taken in, in how much memory, and how fast all of it is known again."""
    count = len(archive.urls)
    packed = archive.path.stat().st_size
    print(f"{count:,} pages, {archive.size / MEGABYTE:.0f} MB, compressed {packed / MEGABYTE:.0f} MB", flush=True)
    alone = trafilatura_alone(archive, jobs)
    first = measured(archive, store)
    times = alone * first.seconds / count
    rate = count / first.seconds
    print(f"ingest {rate:.0f} pages/s, trafilatura alone {alone:.0f} in {jobs}: {times:.2f} times its time")
    print(f"peak {first.main:.0f} MB ({first.early:.0f} in the first quarter) and {first.worker:.0f} MB in a worker")
    again = measured(archive, store)
    print(f"again {count / again.seconds:.0f} pages/s, {again.seconds:.1f} s: {again.said}", flush=True)
    return first


def wrong(archive: Archive, store: Path, how: str) -> int:
    """Print and count what is missing or double."""
    held = urls(store)
    missing, double = len(set(archive.urls) - set(held)), len(held) - len(set(held))
    print(f"{how}: {len(held):,} of {len(archive.urls):,} pages, missing {missing}, double {double}")
    return missing + double


def main() -> int:
    """Make, take in, interrupt, count."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    pages = Pages(Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "samples")
    with tempfile.TemporaryDirectory() as folder:
        archive = make(Path(folder) / "pages.warc.gz", pages, size * MEGABYTE)
        one, two = Path(folder) / "one.db", Path(folder) / "two.db"
        first = report(archive, one, default_jobs())
        few = make(Path(folder) / "few.warc.gz", pages, size * MEGABYTE, INTERRUPTED)
        longest = 2 * first.seconds * len(few.urls) / len(archive.urls) / INTERRUPTIONS + 2
        stops, kills = interrupted(few, two, random.Random(1), longest)
        bad = wrong(archive, one, "in one go") + wrong(few, two, f"after {stops} SIGINT and {kills} SIGKILL")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
