"""How long answers take in process, each made anew, for topics that match 30 %, 1 % and 0.01 % of the articles.

PYTHONPATH=. python bench/answers.py [5000 100000]
"""

from __future__ import annotations

import asyncio
import gc
import resource
import statistics
import sys
import time
from collections import Counter

from corpus import Generator
from filled import store_of

from bot import app as parts
from bot.core.command import Asker
from bot.core.ports import Store
from bot.core.reply import Reply
from bot.dispatch import Dispatcher
from bot.pipeline.terms import stems_of

COMMANDS = ("brief", "find", "figures", "people", "timeline")
SHARES = {"30 %": 0.30, "1 %": 0.01, "0.01 %": 0.0001}
SAMPLE = 4000
ROUNDS = 30
TOPICS = 10


def words_by_share() -> dict[str, list[str]]:
    """Words that stand in about that share of the articles, measured on a sample."""
    generator = Generator()
    seen: Counter[str] = Counter()
    for article in generator.articles(SAMPLE):
        seen.update(set(article["text"].lower().replace(".", " ").replace(",", " ").split()) & set(generator.words))
    found = {}
    for name, share in SHARES.items():
        near = sorted(generator.words, key=lambda word: abs(seen[word] / SAMPLE - share))
        found[name] = [word for word in near if len(stems_of(word)) == 1][:TOPICS]
    return found


async def measure(url: str, topics: dict[str, list[str]]) -> dict[tuple[str, str], list[float]]:
    """Milliseconds of each command for each share, every topic several times over, after one round unmeasured."""
    times: dict[tuple[str, str], list[float]] = {}
    async with parts.opened(url) as store:
        dispatcher = parts.dispatcher(store, remembers=0)
        parts.settle()
        for name, words in topics.items():
            shares = [reply_total(await answer(dispatcher, f"/brief {word}")) for word in words]
            print(f"  {name:>7}: topics match {min(shares)} to {max(shares)} articles")
            for command in COMMANDS:
                times[command, name] = await timed(dispatcher, command, words)
        await crowd(store, topics)
    return times


async def timed(dispatcher: Dispatcher, command: str, words: list[str]) -> list[float]:
    """One measurement a call."""
    found = []
    for _ in range(ROUNDS):
        for word in words:
            start = time.perf_counter()
            await answer(dispatcher, f"/{command} {word}")
            found.append(1000 * (time.perf_counter() - start))
    return found


async def crowd(store: Store, topics: dict[str, list[str]]) -> None:
    """Many askers at once: the whole time for a hundred answers, none of them remembered."""
    dispatcher = parts.dispatcher(store, remembers=0)
    lines = [f"/brief {word}" for words in topics.values() for word in words] * 4
    start = time.perf_counter()
    await asyncio.gather(*(answer(dispatcher, line) for line in lines[:100]))
    print(f"  100 briefings at once: {time.perf_counter() - start:.2f} s")


async def answer(dispatcher: Dispatcher, line: str) -> Reply:
    """One answer, which must not be an error."""
    reply = await dispatcher.answer(line, Asker())
    if reply.error:
        raise SystemExit(f"{line}: {reply.error}")
    return reply


def reply_total(reply: Reply) -> str:
    """The count of articles in the coverage line."""
    return reply.coverage.partition(" article")[0] if " article" in reply.coverage else "0"


def centile(values: list[float], share: float) -> float:
    """The value below which `share` of the values lie."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def main() -> None:
    """Print a table for each size."""
    sizes = [int(size) for size in sys.argv[1:]] or [5000, 100_000]
    topics = words_by_share()
    worst = {}
    for size in sizes:
        print(f"{size:,} articles")
        url = store_of(size)
        gc.collect()
        times = asyncio.run(measure(url, topics))
        for (command, share), values in times.items():
            p50, p99 = statistics.median(values), centile(values, 0.99)
            print(f"  /{command:<9} {share:>7}: p50 {p50:6.2f} ms   p99 {p99:6.2f} ms")
            worst[size, command, share] = p99
        print(f"  peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    if len(sizes) == 2:
        for command in COMMANDS:
            ratios = [worst[sizes[1], command, share] / worst[sizes[0], command, share] for share in SHARES]
            print(f"  /{command:<9} p99 at {sizes[1]:,} over {sizes[0]:,}: " + ", ".join(f"{r:.2f}" for r in ratios))


if __name__ == "__main__":
    main()
