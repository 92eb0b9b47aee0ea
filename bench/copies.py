"""Measures what looking for copies costs at the door: saves in a second, and look-ups among a million articles.

    python bench/copies.py [--articles 2000] [--others 1000000]

The other articles are signatures alone, put into the table as they would lie there.
"""

from __future__ import annotations

import argparse
import asyncio
import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bulletins import bulletins
from corpus import Generator

from bot.core.article import RawDocument
from bot.core.ports import Prepared
from bot.pipeline.signature import KEPT
from bot.services.preparing import prepare_document
from bot.store import open_store
from bot.store.sqlite import copies

BATCH = 100
FIRST_OTHER = 10_000_000


def prepared(documents: Sequence[RawDocument]) -> list[Prepared]:
    """Documents as the pipeline hands them over."""
    return [item for item in map(prepare_document, documents) if isinstance(item, Prepared)]


def made_up(count: int) -> list[RawDocument]:
    """Articles of invented words."""
    return [RawDocument(f"corpus#{fields.pop('id')}", **fields) for fields in Generator().articles(count)]


def of_one_mould(count: int) -> list[RawDocument]:
    """Bulletins that all share their keys, the worst that can come in."""
    texts = [text for listed in bulletins(count // 5).values() for text in listed]
    return [
        RawDocument(f"bulletin#{place}", text=text.text, title=text.title, published=text.published)
        for place, text in enumerate(texts)
    ]


async def saves(path: Path, items: Sequence[Prepared]) -> float:
    """Articles saved in a second."""
    store = await open_store(f"sqlite:///{path}")
    start = time.perf_counter()
    for at in range(0, len(items), BATCH):
        await store.save(items[at : at + BATCH])
    spent = time.perf_counter() - start
    await store.close()
    return len(items) / spent


def crowd(path: Path, others: int) -> float:
    """Put in the signatures of so many other articles; what they weigh, in MB."""
    before = path.stat().st_size
    keys = np.sort(np.random.default_rng(1).integers(-(2**63), 2**63 - 1, others * KEPT, np.int64))
    connection = sqlite3.connect(path)
    numbers = (FIRST_OTHER + (keys.view(np.uint64) % np.uint64(others)).astype(np.int64)).tolist()
    connection.executemany("INSERT INTO signature_key VALUES (?, ?)", zip(keys.tolist(), numbers, strict=True))
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return (path.stat().st_size - before) / 1e6


def look_ups(path: Path, items: Sequence[Prepared]) -> list[float]:
    """Milliseconds of each search for what a document is a copy of."""
    connection = sqlite3.connect(path)
    spent = []
    for item in items:
        # A digest that nobody has: the texts themselves are found, and compared.
        unknown = replace(item, raw=replace(item.raw, digest="nobody's"))
        start = time.perf_counter()
        copies.twin_of(connection, unknown)
        spent.append(1000 * (time.perf_counter() - start))
    connection.close()
    return sorted(spent)


async def measure(articles: int, others: int) -> None:
    """Print the table."""
    new, mould = prepared(made_up(articles)), prepared(of_one_mould(articles // 4))
    with tempfile.TemporaryDirectory() as folder:
        for name, items in (("articles", new), ("bulletins of one mould", mould)):
            bare = await saves(Path(folder) / f"bare {name}.db", [replace(item, signature=()) for item in items])
            full = await saves(Path(folder) / f"full {name}.db", items)
            print(f"{len(items):,} {name}: {bare:.0f} saved in a second without signatures, {full:.0f} with")
        path = Path(folder) / "full articles.db"
        weight = crowd(path, others)
        print(f"signatures of {others:,} other articles: {weight:.0f} MB")
        later = prepared(made_up(articles + 500)[articles:])
        for name, items in (("new", later), ("copies", new[:500])):
            spent = look_ups(path, items)
            print(f"look-up of {name}: median {spent[len(spent) // 2]:.2f} ms, worst {spent[-1]:.2f} ms")
        print(f"among them {await saves(path, later):.0f} saved in a second")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--others", type=int, default=1_000_000)
    asked = parser.parse_args()
    asyncio.run(measure(asked.articles, asked.others))


if __name__ == "__main__":
    main()
