"""Measures saving and finding in generated articles: how fast, and how it grows with their number.

    python bench/search.py [--articles 100000] [--small 5000] [--folder DIR]

The words are invented and spread like those of a language (Zipf); the topics asked for are in about 30 %, 1 % and
0.01 % of the articles. Prints milliseconds of `find` and articles saved in a second, and what the store weighs.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot.core.article import Article, RawDocument, Span
from bot.core.ports import Concept, Prepared, Query, Store
from bot.pipeline.sealing import sealed
from bot.store import open_store

VOCABULARY = 60_000
STEEPNESS = 1.1  # of Zipf's law: 200 articles then have some 12,000 different words, as those of news have
STOPWORDS = 150
BATCH = 200
ROUNDS = 200
FIRST_DAY = np.datetime64("2015-01-01")


def words() -> list[str]:
    """Invented words, all different."""
    rng = np.random.default_rng(1)
    letters = np.array(list("bcdfghklmnprstvz")), np.array(list("aeiou"))
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        size = int(rng.integers(2, 5))
        found[
            "".join(c + v for c, v in zip(rng.choice(letters[0], size), rng.choice(letters[1], size), strict=True))
        ] = None
    return list(found)


def articles(count: int, vocabulary: list[str]) -> Iterator[Prepared]:
    """Articles of 300 to 500 words; the topics stand in their share of them."""
    rng = np.random.default_rng(2)
    weights = (np.arange(VOCABULARY) + 2.7) ** -STEEPNESS
    bounds = np.cumsum(weights / weights.sum())
    common = frozenset(vocabulary[:STOPWORDS])
    topics = (("topicthirty", 0.3), ("othertopic", 0.25), ("topicone", 0.01), ("topicrare", 0.0001))
    for number in range(count):
        places = np.searchsorted(bounds, rng.random(rng.integers(300, 500))).clip(0, VOCABULARY - 1)
        chosen = [vocabulary[place] for place in places.tolist()]
        for topic, share in topics:
            if rng.random() < share:
                for _ in range(rng.integers(1, 4)):
                    chosen[rng.integers(0, len(chosen))] = topic
        yield prepared(number, chosen, common)


def prepared(number: int, chosen: list[str], common: frozenset[str]) -> Prepared:
    """One article as the pipeline would hand it over, the commonest words left out of the index as stop words are."""
    sentences = [" ".join(chosen[at : at + 20]) for at in range(0, len(chosen), 20)]
    text = ". ".join(sentences)
    published = str(FIRST_DAY + number % 3650)
    publisher = f"Publisher {number % 200}"
    url = f"https://p{number % 200}.example/{number}"
    raw = RawDocument(f"bench#{number}", text=text, url=url, published=published, publisher=publisher)
    spans, at = [], 0
    for sentence in sentences:
        spans.append(Span(at, at + len(sentence)))
        at += len(sentence) + 2
    indexed = [[word for word in sentence.split() if word not in common] for sentence in sentences]
    article = Article(
        url=url, title=" ".join(chosen[:6]), byline=None, publisher=publisher, language="en", published=published,
        not_before=None, text=text, sentences=tuple(spans), summary=(), figures=(), entities=(), dates=(), quotes=(),
        stems=tuple(map(" ".join, indexed)), topics=(*chosen[:3], *(" ".join(chosen[at : at + 2]) for at in range(5))),
    )  # fmt: skip
    terms = Counter(word for sentence in indexed for word in sentence)
    return Prepared(sealed(raw), article, terms, terms.total(), "bench")


async def fill(store: Store, count: int, vocabulary: list[str]) -> float:
    """Articles saved in a second, the making of them not counted."""
    seconds = 0.0
    batch: list[Prepared] = []
    for article in articles(count, vocabulary):
        batch.append(article)
        if len(batch) == BATCH:
            start = time.perf_counter()
            await store.save(batch)
            seconds += time.perf_counter() - start
            batch = []
    return count / seconds


def query(*stems: str) -> Query:
    """What somebody asks who types these words."""
    return Query(tuple(Concept(stem, ((stem,),)) for stem in stems))


QUERIES = {
    "30 %": query("topicthirty"),
    "1 %": query("topicone"),
    "0.01 %": query("topicrare"),
    "30 % and 1 %": query("topicthirty", "topicone"),
    "30 % and 25 %": query("topicthirty", "othertopic"),
    "since, 30 %": Query((Concept("topicthirty", (("topicthirty",),)),), since=(FIRST_DAY + 3000).item()),
    "phrase": Query((Concept("both", (("topicthirty", "othertopic"),), exact=True),)),
    "not there": query("nowheretobefound"),
}


async def ask(store: Store) -> dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """Milliseconds of each query, many times over, in turn."""
    taken: dict[str, list[float]] = {name: [] for name in QUERIES}
    for asked in QUERIES.values():
        await store.find(asked, 10)
    for _ in range(ROUNDS):
        for name, asked in QUERIES.items():
            start = time.perf_counter()
            await store.find(asked, 10)
            taken[name].append(1000 * (time.perf_counter() - start))
    return {name: np.array(times) for name, times in taken.items()}


async def others(store: Store) -> None:
    """Milliseconds of the other things that are asked of a store."""
    hits = [hit.article for hit in (await store.find(QUERIES["30 %"], 20)).hits]
    work = {
        "20 articles": lambda: store.articles(hits),
        "latest 20": lambda: store.latest(20),
        "topics, begun": lambda: store.topics("bo"),
        "topics, words": lambda: store.topics("topicthirty border"),
        "topics, misspelt": lambda: store.topics("topicthirtx"),
        "spell": lambda: store.spell("topictirty"),
        "sources": store.sources,
        "totals": lambda: store.totals("bench"),
    }
    for name, call in work.items():
        times = []
        for _ in range(30):
            start = time.perf_counter()
            await call()
            times.append(1000 * (time.perf_counter() - start))
        print(f"  {name:18} p50 {np.median(times):7.2f} ms   first {times[0]:7.2f} ms")


async def measure(count: int, folder: Path, vocabulary: list[str]) -> float:
    """Fill a store, ask it, print; the result is the p99 over all queries."""
    path = folder / f"{count}.db"
    store = await open_store(f"sqlite:///{path}")
    if not await store.everyone():
        speed = await fill(store, count, vocabulary)
        print(f"{count} articles: {speed:.0f} saved a second, {path.stat().st_size / count:.0f} bytes each")
    await store.close()
    before = resident()
    store = await open_store(f"sqlite:///{path}")
    start = time.perf_counter()
    await store.find(QUERIES["30 %"], 10)
    print(f"  first query after opening {1000 * (time.perf_counter() - start):.1f} ms")
    taken = await ask(store)
    for name, times in taken.items():
        print(f"  {name:18} p50 {np.median(times):7.2f} ms   p99 {np.percentile(times, 99):7.2f} ms")
    await others(store)
    await store.close()
    print(f"  memory of the store while asked {(resident() - before) / 1e6:.0f} MB")
    together = np.concatenate(list(taken.values()))
    return float(np.percentile(together, 99))


def resident() -> int:
    """Bytes of memory this process has now, or had at most where the system does not tell."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main() -> None:
    """Measure a small and a large store."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--small", type=int, default=5_000)
    parser.add_argument("--folder", type=Path, help="keep the stores here, and use those that are there")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.folder or Path(temporary)
        vocabulary = words()
        small = asyncio.run(measure(args.small, folder, vocabulary))
        large = asyncio.run(measure(args.articles, folder, vocabulary))
    print(f"p99 of all queries: {small:.2f} ms at {args.small}, {large:.2f} ms at {args.articles}")
    print(f"  grown {large / small:.2f} times")


if __name__ == "__main__":
    main()
