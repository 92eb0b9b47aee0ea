"""Disagreements and histories found in public story sets, each with its sentences, to be read and judged by hand.

PYTHONPATH=. python bench/relations.py FOLDER [KIND...]

FOLDER holds the story sets (`stories_*.jsonl.gz`, with an `event` for each document) and the timelines
(`timeline_*_docs.jsonl.gz`). Of a story set the figures of each event are compared, of a timeline those of the articles
that answer each of its topics, and then those of each three days.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

from bot import app as parts
from bot.core.library import Ask
from bot.core.ports import Store
from bot.services.candidates import Number, Source, Topical, numbers, read_source
from bot.services.figuring import LEAST_TOPICAL
from bot.services.matching import Matcher
from bot.services.naming import StoreNamer
from bot.services.readings import Reading
from bot.services.relating import Group, relate

TOPICS = {
    "egypt": "Egypt protests; Egypt killed; Tahrir Square; Mubarak; Cairo clashes; Egypt election; Egypt military; "
    "Muslim Brotherhood; Suez; Alexandria; Egypt economy; Egypt tourists; Port Said",
    "h1n1": "swine flu; swine flu deaths; swine flu cases; Mexico flu; H1N1 vaccine; Tamiflu; swine flu Britain; "
    "swine flu United States; World Health Organization pandemic; swine flu schools; swine flu Scotland; "
    "confirmed cases",
    "iraq": "Iraq war; US troops killed; Iraq bombing; Baghdad; Falluja; Iraq civilians killed; Iraq election; "
    "Iraq oil; Basra; British troops Iraq; Iraq war cost; Abu Ghraib; Mosul; Saddam Hussein",
    "syria": "Syria uprising; Syria death toll; Syria killed; Homs; Hama; Deraa; Aleppo; Damascus bombing; "
    "Syrian refugees; refugees Turkey; Houla massacre; Syria United Nations; Syria observers; Syria sanctions; Assad",
}
HIDDEN = ("event", "event_title", "topic")
READ, DAYS = 30, 3
LONGEST = 400


def documents(path: Path) -> list[dict[str, Any]]:
    """The documents of a set."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def ingest(found: Iterable[dict[str, Any]], folder: Path) -> str:
    """A store of these documents, without what their judges say of them."""
    listed, url = folder / "documents.jsonl", f"sqlite:///{folder}/store.db"
    told = ({name: value for name, value in one.items() if name not in HIDDEN} for one in found)
    listed.write_text("".join(json.dumps(one) + "\n" for one in told), encoding="utf-8")
    command = [sys.executable, "-m", "bot", "ingest", str(listed)]
    subprocess.run(command, check=True, env={"STORE_URL": url}, stdout=subprocess.DEVNULL)
    return url


async def by_event(store: Store, found: Iterable[dict[str, Any]]) -> AsyncIterator[tuple[str, list[Number]]]:
    """The figures of each event."""
    events: dict[str, list[int]] = defaultdict(list)
    for one in found:
        if number := await store.article_at(one["url"]):
            events[one["event"]].append(number)
    for event, articles in sorted(events.items()):
        sources = [read_source(stored, 1.0, Topical(())) for stored in await store.articles(sorted(set(articles)))]
        yield event, list(pool(sources))


async def by_topic(store: Store, topics: str) -> AsyncIterator[tuple[str, list[Number]]]:
    """The figures of the articles that answer each topic."""
    matcher = Matcher(store, StoreNamer(store))
    for topic in topics.split("; "):
        yield topic, list(pool((await matcher.all_of(Ask(topic), READ)).sources))


async def by_days(store: Store) -> AsyncIterator[tuple[str, list[Number]]]:
    """The figures of each three days."""
    days: dict[date, list[Source]] = defaultdict(list)
    for stored in await store.articles(await store.everyone()):
        if stored.article.published:
            source = read_source(stored, 1.0, Topical(()))
            days[date.fromisoformat(stored.article.published[:10])].append(source)
    for day in sorted(days):
        near = (days.get(day + timedelta(step), []) for step in range(DAYS))
        yield f"{day}", list(pool(chain.from_iterable(near)))


async def both(store: Store, topics: str) -> AsyncIterator[tuple[str, list[Number]]]:
    """The pools of a timeline."""
    async for found in by_topic(store, topics):
        yield found
    async for found in by_days(store):
        yield found


def pool(sources: Iterable[Source]) -> Iterator[Number]:
    """The figures on the topic."""
    return (number for number in chain.from_iterable(map(numbers, sources)) if number.near >= LEAST_TOPICAL)


def print_group(group: Group) -> None:
    """A group with the sentence of each figure."""
    print(f"\n{group.kind}: {' | '.join(side.shown.words for side in group.sides)}")
    for place, side in enumerate(group.sides):
        for reading in side.readings:
            print(f"  {place + 1}. {reading.day} {sentence_of(reading)}")


def sentence_of(reading: Reading) -> str:
    """The sentence with its number marked."""
    figure, (start, end) = reading.number.figure, reading.sentence
    words = f"{reading.text[start : figure.start]}**{reading.words}**{reading.text[figure.end : end]}"
    return " ".join(words.split())[:LONGEST]


async def main(paths: Iterable[Path], kinds: frozenset[str]) -> None:
    """Every set."""
    told: Counter[str] = Counter()
    for path in paths:
        found = documents(path)
        with tempfile.TemporaryDirectory() as place:
            async with parts.opened(ingest(found, Path(place))) as store:
                topics = TOPICS.get(path.name.removeprefix("timeline_").removesuffix("_docs.jsonl.gz"))
                pools = both(store, topics) if topics else by_event(store, found)
                print(f"\n# {path.name}")
                await compare(pools, kinds, told)
    print(f"\n{dict(told)}")


async def compare(pools: AsyncIterator[tuple[str, list[Number]]], kinds: frozenset[str], told: Counter[str]) -> None:
    """The groups of each pool; the same figures in another pool are not told again."""
    seen: set[frozenset[tuple[int, int]]] = set()
    async for name, figures in pools:
        groups = [group for group in relate(figures) if group.kind in kinds]
        fresh = [group for group in groups if not any({side.shown.at for side in group.sides} <= one for one in seen)]
        if fresh:
            print(f"\n## {name}")
        for group in fresh:
            seen.add(frozenset(reading.at for reading in group.readings))
            told[group.kind] += 1
            print_group(group)


if __name__ == "__main__":
    sets = Path(sys.argv[1])
    listed = sorted([*sets.glob("stories_*.jsonl.gz"), *sets.glob("timeline_*_docs.jsonl.gz")])
    asyncio.run(main(listed, frozenset(sys.argv[2:] or ("disagreement", "history"))))
