"""Where the parts that follow sources are joined for the running bot; apart from `bot.app`, since `ask` needs none."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.app import source_workers
from bot.core.ports import Fetcher, Store
from bot.core.register import Teller
from bot.core.stewardship import SourceKeeper
from bot.services.following import Follower, Helpers, Observer
from bot.services.heralding import Herald, death_notices
from bot.services.looking import Looker
from bot.services.receiving import Receiver
from bot.services.standby import Standby
from bot.services.tending import Means, StoreKeeper, bring_in_line
from bot.services.visiting import Visitor
from bot.services.watching import Watcher
from bot.settings import Settings
from bot.sources.fetching import GuardedFetcher
from bot.store import utc_now

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Following:
    """What follows the sources of one store, and the hand that admins have on it."""

    keeper: SourceKeeper
    store: Store
    follower: Follower
    receiver: Receiver

    async def run(self, stop: asyncio.Event, teller: Teller) -> None:
        """Follow, and tell admins of deaths, until `stop`."""
        saving = asyncio.create_task(self.receiver.run())
        try:
            await asyncio.gather(self.follower.run(stop), Herald(self.store, teller, utc_now).run(stop))
        finally:
            saving.cancel()
            await asyncio.gather(saving, return_exceptions=True)


@asynccontextmanager
async def followed(
    settings: Settings,
    store: Store,
    observer: Observer,
    fetcher: Fetcher | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> AsyncIterator[Following]:
    """The parts, with SOURCES brought in line; `fetcher` and `clock` stand for the real ones in measuring."""
    came, went = await bring_in_line(store, settings.sources, clock)
    if came or went:
        log.info("SOURCES brought in line", action="sources_in_line", new=came, gone=went)
    eyes = fetcher or GuardedFetcher(private=settings.fetch_private)
    standby = source_workers()
    try:
        yield _joined(settings, store, observer, Looker(eyes, standby), standby, clock)
    finally:
        await standby.close()
        await eyes.close()


def _joined(
    settings: Settings,
    store: Store,
    observer: Observer,
    looker: Looker,
    standby: Standby,
    clock: Callable[[], datetime],
) -> Following:
    from bot.pipeline.steps import fingerprint  # noqa: PLC0415 - half a second that few calls need

    receiver = Receiver(store, standby, fingerprint())
    helpers = Helpers(
        web=Visitor(looker, receiver, store, clock),
        folders=Watcher(store, receiver, standby, fingerprint()),
        observer=observer,
        notices_of=death_notices(settings.admins),
    )
    follower = Follower(store, helpers, clock)
    means = Means(lambda: nullcontext(looker), clock, settings.sources, follower.adopt)
    return Following(StoreKeeper(store, means), store, follower, receiver)
