"""What keeping costs: overwriting what is deleted, forgetting a source of 10,000 articles, exporting 100,000.

PYTHONPATH=. python bench/keeping.py [100000]
"""

from __future__ import annotations

import asyncio
import resource
import shutil
import sqlite3
import statistics
import sys
import time
from itertools import islice
from pathlib import Path

from answers import answer, centile, words_by_share
from filled import documents, store_of

from bot import app as parts
from bot.core.library import Ask
from bot.core.ports import Prepared
from bot.dispatch import Dispatcher
from bot.services.exporting import StoreExporter
from bot.services.forgetting import StoreForgetter
from bot.services.naming import StoreNamer
from bot.services.preparing import prepare_documents
from bot.store.sqlite.checking import glance
from bot.store.sqlite.database import Worker

SAVED = 4000
BATCH = 100
FORGOTTEN = 10_000
PLACE = Path(__file__).resolve().parent / "cache" / "keeping.db"


def fresh() -> str:
    """The address of a store that is not there yet."""
    for ending in ("", "-wal", "-shm"):
        PLACE.with_name(PLACE.name + ending).unlink(missing_ok=True)
    return f"sqlite:///{PLACE}"


async def saving(batches: list[list[Prepared]], mode: str) -> float:
    """Seconds of the processor to save the same articles with one way of deleting."""
    async with parts.opened(fresh()) as store:
        writer: Worker = store._database._writer  # type: ignore[attr-defined]  # noqa: SLF001 - measured from inside
        await writer.work(lambda connection: connection.execute(f"PRAGMA secure_delete = {mode}").fetchall())
        start = time.process_time()
        for batch in batches:
            await store.save(batch)
        return time.process_time() - start


def prepared() -> list[list[Prepared]]:
    """Articles ready to be saved."""
    found = []
    source = documents(SAVED)
    while some := list(islice(source, BATCH)):
        found.append([item for item in prepare_documents(some) if isinstance(item, Prepared)])
    return found


async def forgetting(url: str) -> None:
    """Forget one article and 10,000, with somebody asking all the while."""
    words = words_by_share()["1 %"]
    async with parts.opened(url) as store:
        forgetter, dispatcher = StoreForgetter(store), parts.dispatcher(store, remembers=0)
        print(f"  /brief before: {report(await asking(dispatcher, words, 100))}")
        numbers = tuple((await store.everyone())[:FORGOTTEN])
        start, cpu = time.perf_counter(), time.process_time()
        marked = await store.forget(numbers, "asked", "corpus")
        print(f"  {marked:,} articles marked in {time.perf_counter() - start:.2f} s")
        work = asyncio.create_task(forgetter.expire())
        times = []
        while not work.done():
            times += await asking(dispatcher, words, 5)
        seconds = time.perf_counter() - start
        print(f"  gone in {seconds:.1f} s ({time.process_time() - cpu:.1f} s of the processor, answers included)")
        print(f"  /brief meanwhile: {report(times)}")
        print(f"  log emptied: {(await work).scrubbed}")


async def checking(url: str) -> None:
    """Read every page."""
    async with parts.opened(url) as store:
        start = time.perf_counter()
        fault = (await store.check()).fault
        print(f"every page read: {time.perf_counter() - start:.1f} s, {fault or 'whole'}")


async def asking(dispatcher: Dispatcher, words: list[str], times: int) -> list[float]:
    """Milliseconds of some briefings."""
    found = []
    for turn in range(times):
        start = time.perf_counter()
        await answer(dispatcher, f"/brief {words[turn % len(words)]}")
        found.append(1000 * (time.perf_counter() - start))
    return found


def report(times: list[float]) -> str:
    """Median and p99."""
    return f"p50 {statistics.median(times):.1f} ms, p99 {centile(times, 0.99):.1f} ms ({len(times)} asked)"


async def exporting(url: str) -> None:
    """All figures of a store as CSV."""
    async with parts.opened(url, read_only=True) as store:
        exporter = StoreExporter(store, StoreNamer(store))
        start = time.perf_counter()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        numbers = await exporter.numbers(Ask(""))
        figures, size = 0, 0
        async for part in exporter.parts(numbers):
            figures, size = figures + part.figures, size + len(part.data or b"")
        seconds = time.perf_counter() - start
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"  {len(numbers):,} articles, {figures:,} figures, {size / 1e6:.0f} MB in {seconds:.1f} s")
    print(f"  memory grew by {grown:.0f} MB")


def main() -> None:
    """Print the figures."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    url = store_of(size)
    print("export")
    asyncio.run(exporting(url))
    batches = prepared()
    rounds = {mode: [] for mode in ("OFF", "FAST", "ON")}
    for _ in range(3):
        for mode, found in rounds.items():
            found.append(asyncio.run(saving(batches, mode)))
    print("saving " + ", ".join(f"{mode}: {min(found):.2f} s" for mode, found in rounds.items()))
    fresh()
    shutil.copy(url.removeprefix("sqlite:///"), PLACE)
    start = time.perf_counter()
    connection = sqlite3.connect(PLACE)
    glance(connection, PLACE)
    connection.close()
    print(f"look at the start: {1000 * (time.perf_counter() - start):.0f} ms")
    asyncio.run(checking(f"sqlite:///{PLACE}"))
    print("forgetting")
    asyncio.run(forgetting(f"sqlite:///{PLACE}"))
    fresh()


if __name__ == "__main__":
    main()
