"""Thousands of followed feeds, a tenth of them bad, round after round, while somebody asks `/brief` all the time.

    PYTHONPATH=. python bench/feeds.py [feeds=2000] [rounds=20]

All feeds are on 127.0.0.1 under as many host names: else the pause that is due between two requests to one host is what
is measured. The fetcher's `lookup` and `allow` are the only parts that stand for others; store, state, workers and
answers are the bot's own. A round is begun by setting the bot's clock a good day ahead, which makes every feed due that
is not dead; between rounds the clock stands still, so that anything asked then, or twice in a round, was not due.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import structlog
from answers import centile
from corpus import Generator
from filled import documents

from bot import app as parts
from bot.core.command import Asker
from bot.core.following import Adder
from bot.core.ports import Store
from bot.core.register import Wanted
from bot.dispatch import Dispatcher
from bot.followed import Following, followed
from bot.pipeline.steps import fingerprint
from bot.services.ingesting import Intake, Report
from bot.services.telling import Teller
from bot.settings import Settings
from bot.sources.fetching import GuardedFetcher

HERE = Path(__file__).resolve().parent
STOCK = 5_000
ALONE_SECONDS = 20.0
PAUSE_SECONDS = 0.05
WORDS = Generator().words[20:120]


class Clock:
    """A clock that stands still but for the leaps from round to round."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        """The time."""
        return self.now


class Count:
    """How many visits there were."""

    def __init__(self) -> None:
        self.outcomes: Counter[str] = Counter()

    def visited(self, kind: str, outcome: str, articles: int) -> None:  # noqa: ARG002 - the follower's observer
        """One more."""
        self.outcomes[outcome] += 1
        self.outcomes["articles"] += articles

    def counted(self, states: Mapping[str, int]) -> None:
        """Not needed here."""


async def ask(dispatcher: Dispatcher, times: list[float]) -> None:
    """Ask for one topic after the other, each answer made anew."""
    turn = 0
    while True:
        started = time.perf_counter()
        reply = await dispatcher.answer(f"/brief {WORDS[turn % len(WORDS)]}", Asker())
        times.append(1000 * (time.perf_counter() - started))
        if reply.error:
            raise SystemExit(reply.error)
        turn += 1
        await asyncio.sleep(PAUSE_SECONDS)


def memory(of: int) -> float:
    """Resident megabytes of a process."""
    with suppress(OSError):
        return int(Path(f"/proc/{of}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    return 0.0


def workers(site: int) -> float:
    """Resident megabytes of this process's children but for the site."""
    found = subprocess.run(["pgrep", "-P", str(os.getpid())], capture_output=True, text=True, check=False)
    return sum(memory(int(each)) for each in found.stdout.split() if int(each) != site)


async def rounds(store: Store, port: int, site: int, feeds: int, count: int) -> None:
    """Every round, and what it took."""
    clock, seen, times = Clock(), Count(), []

    async def lookup(_host: str, _port: int) -> list[str]:
        return ["127.0.0.1"]

    fetcher = GuardedFetcher(allow=lambda address, asked: (str(address), asked) == ("127.0.0.1", port), lookup=lookup)
    async with followed(Settings(), store, seen, fetcher, clock) as following, aiohttp.ClientSession() as session:
        dispatcher = parts.dispatcher(store, remembers=0, sources=following.keeper)
        parts.settle()
        asking = asyncio.create_task(ask(dispatcher, times))
        await asyncio.sleep(ALONE_SECONDS)
        alone = times[:]
        print(f"/brief alone: {spread(alone)}")
        due = clock.now + timedelta(days=1)
        wanted = [
            Wanted(f"http://f{n}.test:{port}/feed", f"http://f{n}.test:{port}/feed", Adder("bench"), due, "feed")
            for n in range(feeds)
        ]
        await store.follow(wanted)
        stop = asyncio.Event()
        running = asyncio.create_task(following.run(stop, Teller(())))
        during: list[float] = []
        for number in range(1, count + 1):
            times.clear()
            await session.get(f"http://127.0.0.1:{port}/round")
            await one_round(following, clock, seen, number)
            during += times if number > 1 else []
            said = await (await session.get(f"http://127.0.0.1:{port}/tally")).json()
            print(f"    /brief {spread(times)}; memory {memory(os.getpid()):.0f} MB, workers {workers(site):.0f} MB")
            print(
                f"    asked {json.dumps(said['statuses'])}: {said['sources']} feeds, at most {said['most']} times each",
                flush=True,
            )
        print(f"/brief alone: {spread(alone)}; in rounds 2 to {count}: {spread(during)}")
        stop.set()
        await running
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)


async def one_round(following: Following, clock: Clock, seen: Count, number: int) -> None:
    """Set the clock ahead and wait until nothing is due or under way."""
    clock.now += timedelta(days=1, hours=4)
    before, started = Counter(seen.outcomes), time.perf_counter()
    following.follower.wake()
    while True:
        await asyncio.sleep(0.25)
        due = await following.store.next_due()
        if due is not None and due > clock.now and not following.follower.busy:
            break
    took = time.perf_counter() - started
    await asyncio.sleep(2)  # whatever is asked now is asked too soon
    outcomes = {name: value - before[name] for name, value in seen.outcomes.items() if value != before[name]}
    print(f"round {number}: {took:.1f} s, {outcomes}")


def spread(times: list[float]) -> str:
    """Median and 99th centile."""
    return f"p50 {statistics.median(times):.1f} ms, p99 {centile(times, 0.99):.1f} ms of {len(times)}"


async def measure(site: subprocess.Popen[bytes], feeds: int, count: int) -> None:
    """Fill a store, go round."""
    port = json.loads(site.stdout.readline())["port"] if site.stdout else 0
    with tempfile.TemporaryDirectory() as folder:
        async with parts.opened(f"sqlite:///{folder}/store.db") as store:
            async with parts.workshop() as hands:
                await Intake(store, hands, fingerprint()).take(documents(STOCK), Report(), lambda _: None)
            await rounds(store, port, site.pid, feeds, count)


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    many, turns = (int(each) for each in (*sys.argv[1:], *("2000", "20")[len(sys.argv) - 1 :]))
    call = [sys.executable, str(HERE / "feeds_site.py"), str(many)]
    with subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as served:
        try:
            asyncio.run(measure(served, many, turns))
        finally:
            served.kill()
