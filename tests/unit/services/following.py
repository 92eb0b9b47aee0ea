"""Sources that are followed in tests: a store, a fetcher for loopback sites, and workers that are this process."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Self, cast

from bot.core.following import Adder, Followed
from bot.core.ports import Fetcher, Store
from bot.core.register import Notice, Wanted
from bot.pipeline.steps import fingerprint
from bot.services.following import Follower, Helpers, Pace
from bot.services.heralding import death_notices
from bot.services.looking import Looker
from bot.services.reading import Item, work
from bot.services.receiving import Receiver
from bot.services.standby import Hands, Standby
from bot.services.visiting import Visitor
from bot.services.watching import Watcher

NOW = datetime(2026, 11, 21, 8, 12, tzinfo=UTC)
ADA = Adder("slack", "U1", "T1")


def article(number: int) -> str:
    """The page of an article that nothing else says."""
    return (
        f"<html><head><title>Weir {number} opens</title></head><body><article><h1>Weir {number} opens</h1>"
        f"<p>The council opened weir number {number} on the Tumen River on Tuesday after {number + 3} months.</p>"
        f"<p>Engineers said that {number + 40} gates had been fitted, and that the river would rise by {number + 2} "
        f"metres in the spring. Farmers in the valley have waited for it since {1950 + number}.</p>"
        "</article></body></html>"
    )


def told(number: int) -> str:
    """An article as a feed carries it whole."""
    body = article(number).partition("</h1>")[2].partition("</article>")[0]
    return f"{body}<p>Nobody was hurt while it was built, said the foreman, who has always worked at the quarry.</p>"


def feed(*numbers: int, title: str = "Quarrel Herald", extra: str = "") -> str:
    """A feed whose entries carry their articles whole."""
    items = "".join(
        f"<item><title>Weir {number} opens</title><link>http://news.test/weir/{number}</link>"
        f"<content:encoded><![CDATA[{told(number)}]]></content:encoded></item>"
        for number in numbers
    )
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>{title}</title><link>http://news.test/</link>{extra}{items}</channel></rss>"
    )


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        """The time."""
        return self.now

    def on(self, **length: float) -> None:
        """Move it."""
        self.now += timedelta(**length)


class Inline:
    """Workers that are a thread of this process."""

    def __init__(self) -> None:
        self.items = 0

    async def __aenter__(self) -> Self:
        """Nothing is started."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Nothing is stopped."""

    async def each(self, items: Sequence[Item]) -> list[Any]:
        """What a worker would make of them."""
        self.items += len(items)
        return await asyncio.to_thread(work, items)

    async def map(self, items: Iterable[Item]) -> AsyncIterator[tuple[Item, Any]]:
        """The same for a stream."""
        for item in await asyncio.to_thread(list, items):
            yield item, work([item])[0]


@dataclass
class Seen:
    """What the follower told of its visits."""

    outcomes: list[tuple[str, str, int]] = field(default_factory=list)
    states: Counter[str] = field(default_factory=Counter)

    def visited(self, kind: str, outcome: str, articles: int) -> None:
        """One visit."""
        self.outcomes.append((kind, outcome, articles))

    def counted(self, states: Mapping[str, int]) -> None:
        """All sources."""
        self.states = Counter(states)


@dataclass
class Desk:
    """A follower at work over a store."""

    store: Store
    follower: Follower
    looker: Looker
    clock: Clock
    seen: Seen
    hands: Inline

    async def follow(self, *addresses: str, **fields: Any) -> None:
        """Have these followed, by Ada if nobody else is said, from now on."""
        known = {"adder": ADA, "kind": "feed"} | fields
        await self.store.follow([Wanted(one, one, due=self.clock.now, **known) for one in addresses])
        self.follower.wake()

    async def visits(self, count: int) -> list[tuple[str, str, int]]:
        """The first so many visits, once they were written down."""
        self.follower.wake()
        await until(lambda: len(self.seen.outcomes) >= count)
        await self.follower.settle()
        return self.seen.outcomes[:count]

    async def source(self, address: str) -> Followed:
        """One of the sources as the store has it."""
        found = await self.store.followed_at(address)
        assert found is not None
        return found


async def until(holds: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.01)


@asynccontextmanager
async def desk(
    store: Store,
    fetcher: Fetcher,
    admins: Sequence[str] = (),
    clock: Clock | None = None,
    notices: Callable[[Followed, datetime], Sequence[Notice]] | None = None,
) -> AsyncIterator[Desk]:
    """A follower that runs, and is stopped at the end."""
    hands, clock, seen = Inline(), clock or Clock(), Seen()
    standby = Standby(lambda: cast("Hands", hands))
    receiver = Receiver(store, standby, fingerprint())
    looker = Looker(fetcher, standby)
    helpers = Helpers(
        Visitor(looker, receiver, store, clock),
        Watcher(store, receiver, standby, fingerprint()),
        seen,
        notices or death_notices(admins),
    )
    follower = Follower(store, helpers, clock, Pace(visits_a_second=1e6))
    stop = asyncio.Event()
    running = [asyncio.create_task(receiver.run()), asyncio.create_task(follower.run(stop))]
    try:
        yield Desk(store, follower, looker, clock, seen, hands)
    finally:
        stop.set()
        await running[1]
        running[0].cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await standby.close()
        await fetcher.close()
