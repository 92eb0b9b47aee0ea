"""What it costs to put articles into stories, in stores of several sizes, and what answers beside it pay.

    python bench/stories.py [5000 100000] [--new 400]

A number is a store of so many made-up articles, anything else the path of a store; each is copied first. Prints
milliseconds an article for placing all of the store at once, for placing new reports one at a time (four on each event,
all of them on one subject, so that each has many neighbours), the longest single step, during which no other may write,
and how long `/brief` takes alone and while stories are placed.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from answers import answer, centile  # noqa: E402 - found by the line above
from corpus import Generator  # noqa: E402
from filled import store_of  # noqa: E402

from bot import app as parts  # noqa: E402
from bot.core.article import Prepared, RawDocument  # noqa: E402
from bot.core.ports import Store  # noqa: E402
from bot.services.preparing import prepare_documents  # noqa: E402
from bot.services.storytelling import AT_ONCE, Storyteller  # noqa: E402

REPORTS = 4
SUBJECT, EVENT = 400, 60  # words that all reports share, and those on one event
SHARES = (3, 6, 7)  # of a sentence: of the subject, of the event, of any
ASKED = 400


@dataclass(frozen=True, slots=True)
class Pace:
    """How long steps took, in milliseconds, and how many articles each placed."""

    steps: Sequence[float]
    articles: int

    def __str__(self) -> str:
        each, worst = sum(self.steps) / max(1, self.articles), max(self.steps)
        p50, p99 = statistics.median(self.steps), centile(list(self.steps), 0.99)
        return f"{each:.2f} ms an article; a step p50 {p50:.1f}, p99 {p99:.1f}, at most {worst:.1f} ms"


def reports(count: int, day: str, seed: int = 3) -> list[Prepared]:
    """So many reports, four on each event, mixed."""
    chance = random.Random(seed)
    words = Generator(seed).words
    subject = chance.sample(words, SUBJECT)
    documents = []
    for number in range(count):
        if number % REPORTS == 0:
            event = chance.sample(words, EVENT)
        text = " ".join(_sentence(chance, subject, event, words) for _ in range(24))
        host = f"publisher{number % REPORTS}.example"
        fields = {"url": f"https://{host}/new/{number}", "published": day, "publisher": host, "language": "en"}
        documents.append(RawDocument(f"new#{number}", text=text, title=" ".join(event[:6]).capitalize(), **fields))
    chance.shuffle(documents)
    return [made for made in prepare_documents(documents) if isinstance(made, Prepared)]


def _sentence(chance: random.Random, *pools: Sequence[str]) -> str:
    words = [word for pool, share in zip(pools, SHARES, strict=True) for word in chance.choices(pool, k=share)]
    chance.shuffle(words)
    return (
        " ".join(words).capitalize()
        + f" {chance.choice(('Mira Varga', 'Jonas Okoro'))} counted {chance.randint(11, 99)} boats."
    )


async def place(store: Store, at_once: int) -> Pace:
    """Place whatever is due."""
    before, steps = await store.unplaced(), []
    left = before
    while left:
        start = time.perf_counter()
        left = (await store.place_stories(at_once)).left
        steps.append(1000 * (time.perf_counter() - start))
    return Pace(steps, before)


async def place_new(store: Store, new: Sequence[Prepared]) -> Pace:
    """Save and place articles one at a time; what is counted is the placing."""
    steps: list[float] = []
    for made in new:
        await store.save([made])
        steps.append(sum((await place(store, 1)).steps))
    return Pace(steps, len(new))


async def answers(store: Store, stop: asyncio.Event) -> list[float]:
    """Milliseconds of briefings, one every hundredth of a second."""
    dispatcher = parts.dispatcher(store, remembers=0)
    words = [word for word in Generator().words[20:60] if len(word) > 3]
    times = []
    for turn in range(ASKED):
        start = time.perf_counter()
        await answer(dispatcher, f"/brief {words[turn % len(words)]}")
        times.append(1000 * (time.perf_counter() - start))
        await asyncio.sleep(0.01)
    stop.set()
    return times


async def beside(store: Store, path: Path) -> None:
    """How long answers take alone, and beside the placing of all articles."""
    parts.settle()
    print(f"  /brief alone:  {_told(await answers(store, asyncio.Event()))}")
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT OR REPLACE INTO story_due SELECT number, number % 2 FROM article")
    connection.close()
    stop = asyncio.Event()
    times, _ = await asyncio.gather(answers(store, stop), Storyteller(store).run(stop))
    print(f"  /brief beside: {_told(times)}")


def _told(times: list[float]) -> str:
    return f"p50 {statistics.median(times):.2f} ms, p99 {centile(times, 0.99):.2f} ms"


async def measure(path: Path, new: int) -> None:
    """All of it on one store."""
    async with parts.opened(f"sqlite:///{path}") as store:
        size = len(await store.everyone())
        print(f"{size:,} articles")
        print(f"  placing all:   {await place(store, AT_ONCE)}", flush=True)
        print(f"  {await store.count_stories():,} stories")
        day = (await store.latest(1))[0].article.published or "2024-01-01"
        print(f"  new reports:   {await place_new(store, reports(new, day[:10]))}", flush=True)
        await beside(store, path)


def main() -> None:
    """Measure each store."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("stores", nargs="*", default=["5000", "100000"])
    parser.add_argument("--new", type=int, default=400)
    asked = parser.parse_args()
    for name in asked.stores:
        found = Path(store_of(int(name)).removeprefix("sqlite:///") if name.isdecimal() else name)
        with tempfile.TemporaryDirectory(prefix="stories-") as folder:
            copy = Path(shutil.copy(found, Path(folder) / "stories.db"))
            asyncio.run(measure(copy, asked.new))


if __name__ == "__main__":
    main()
