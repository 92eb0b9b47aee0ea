"""How search fares when the articles it should find are the oldest of many that share their words.

    python bench/distractors.py FOLDER [--articles 20000] [--sets time,cranfield] [--ways unigram,zipf,bigram]

FOLDER holds `search_SET_docs.jsonl.gz` and `search_SET_queries.jsonl.gz`: documents with `id` and `text`, queries with
`query` and `grades`, from document to grade (and `ignore`, documents that do not count). For each set and each way of
making articles up (see `babble`) prints nDCG@10 of the store and of SQLite's FTS5, which ranks every match, on the very
same articles; in brackets the fall against the documents alone.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import math
import re
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from babble import WAYS, Source, babble

from bot.core.article import RawDocument
from bot.core.library import Ask
from bot.core.ports import Prepared, Store
from bot.services.asking import Aliases, read_topic
from bot.services.preparing import Refused, prepare_document
from bot.store import open_store

BATCH = 1000
CUTOFF = 10
FIELDS = ("text", "url", "title", "published", "publisher")


@dataclass(frozen=True, slots=True)
class Collection:
    """A set of documents, as the pipeline prepares them, and the queries with their judgements."""

    documents: Sequence[Prepared]
    queries: Sequence[Mapping[str, Any]]

    @classmethod
    def load(cls, folder: Path, name: str) -> Collection:
        """From the two files of a set."""
        raws = [
            RawDocument(row["id"], **{field: row[field] for field in FIELDS if field in row})
            for row in lines(folder / f"search_{name}_docs.jsonl.gz")
        ]
        results = [prepare_document(raw) for raw in raws]
        documents = [result for result in results if not isinstance(result, Refused)]
        return cls(documents, lines(folder / f"search_{name}_queries.jsonl.gz"))

    def ndcg(self, rankings: Iterable[Sequence[str]]) -> float:
        """The mean of nDCG@10 over the queries."""
        scores = [
            ndcg(ranking[:CUTOFF], query["grades"], query.get("ignore", ()))
            for ranking, query in zip(rankings, self.queries, strict=True)
        ]
        return sum(scores) / len(scores)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the two rankers reach, and milliseconds of the store's slowest hundredth and of its median."""

    ours: float
    fts5: float
    median: float
    slowest: float


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a compressed file of JSON Lines."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def ndcg(ranking: Sequence[str], grades: Mapping[str, float], ignore: Sequence[str]) -> float:
    """Normalised discounted cumulative gain of the first ten."""
    found = [document for document in dict.fromkeys(ranking) if document not in ignore]
    gain = sum(grades.get(document, 0) / math.log2(place + 2) for place, document in enumerate(found))
    best = sorted(grades.values(), reverse=True)[:CUTOFF]
    return gain / sum(grade / math.log2(place + 2) for place, grade in enumerate(best))


async def outcome(collection: Collection, others: Iterable[Prepared]) -> Outcome:
    """Both rankers on the documents and, newer than these, the others."""
    peer = sqlite3.connect(":memory:")
    peer.execute("CREATE VIRTUAL TABLE t USING fts5 (id UNINDEXED, title, text, tokenize='porter unicode61')")
    with tempfile.TemporaryDirectory() as folder:
        store = await open_store(f"sqlite:///{folder}/store.db")
        names: dict[int, str] = {}
        rest = chain(collection.documents, others)
        while batch := list(islice(rest, BATCH)):
            for saved, one in zip(await store.save(batch), batch, strict=True):
                names.setdefault(saved.article, one.raw.location)
            rows = ((one.raw.location, one.article.title or "", one.article.text) for one in batch)
            peer.executemany("INSERT INTO t VALUES (?, ?, ?)", rows)
        rankings, times = await ask(store, names, collection)
        await store.close()
    theirs = collection.ndcg(in_fts5(peer, query["query"]) for query in collection.queries)
    peer.close()
    return Outcome(collection.ndcg(rankings), theirs, float(np.median(times)), float(np.percentile(times, 99)))


async def ask(store: Store, names: Mapping[int, str], collection: Collection) -> tuple[list[list[str]], list[float]]:
    """The store's rankings and the milliseconds each took, after one round that is not counted."""
    aliases = Aliases.shipped()
    asked = [replace(read_topic(Ask(query["query"]), aliases).query, need="any") for query in collection.queries]
    for query in asked:
        await store.find(query, CUTOFF)
    rankings, times = [], []
    for query in asked:
        start = time.perf_counter()
        found = await store.find(query, CUTOFF)
        times.append(1000 * (time.perf_counter() - start))
        rankings.append([names[hit.article] for hit in found.hits])
    return rankings, times


def in_fts5(peer: sqlite3.Connection, query: str) -> list[str]:
    """The ranking of SQLite's own full-text search, any of the words."""
    words = " OR ".join(f'"{word}"' for word in dict.fromkeys(re.findall(r"[a-z0-9]+", query.lower())))
    return [row[0] for row in peer.execute("SELECT id FROM t WHERE t MATCH ? ORDER BY rank LIMIT 10", (words,))]


def measure(folder: Path, name: str, ways: Sequence[str], count: int) -> None:
    """Print the rows of one set."""
    collection = Collection.load(folder, name)
    source = Source.of([document.article for document in collection.documents])
    alone = asyncio.run(outcome(collection, ()))
    show(name, "alone", len(collection.documents), alone, alone)
    for way in ways:
        others = babble(source, way, count - len(collection.documents))
        show(name, way, count, asyncio.run(outcome(collection, others)), alone)


def show(name: str, way: str, count: int, found: Outcome, alone: Outcome) -> None:
    """One row of the table."""
    falls = f"{found.ours:.3f} ({found.ours - alone.ours:+.3f})  {found.fts5:.3f} ({found.fts5 - alone.fts5:+.3f})"
    times = f"p50 {found.median:5.1f} ms   p99 {found.slowest:5.1f} ms"
    print(f"{name:10} {way:10} {count:7}   {falls}   {times}", flush=True)


def main() -> None:
    """Measure each set in each way."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--sets", default="time,cranfield")
    parser.add_argument("--ways", default="unigram,zipf,bigram", help=f"of {', '.join(WAYS)}")
    args = parser.parse_args()
    print("set        way       articles  store           FTS5             a query in the store")
    for name in args.sets.split(","):
        measure(args.folder, name, args.ways.split(","), args.articles)


if __name__ == "__main__":
    main()
