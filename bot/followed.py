"""Where the parts that follow sources are joined for the running bot; apart from `bot.app`, since `ask` needs none."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass

import structlog

from bot.app import source_workers
from bot.core.ports import Fetcher, Store
from bot.core.register import Teller
from bot.core.stewardship import SourceKeeper
from bot.services.following import Follower, Helpers, Observer, Pace
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
    settings: Settings, store: Store, observer: Observer, fetcher: Fetcher | None = None, pace: Pace | None = None
) -> AsyncIterator[Following]:
    """The parts, with SOURCES brought in line; `fetcher` stands for the real one in tests and measuring."""
    came, went = await bring_in_line(store, settings.sources, utc_now)
    if came or went:
        log.info("SOURCES brought in line", action="sources_in_line", new=came, gone=went)
    eyes = fetcher or GuardedFetcher(private=settings.fetch_private)
    standby = source_workers()
    try:
        yield _joined(settings, store, observer, eyes, standby, pace)
    finally:
        await standby.close()
        await eyes.close()


def _joined(
    settings: Settings, store: Store, observer: Observer, fetcher: Fetcher, standby: Standby, pace: Pace | None
) -> Following:
    from bot.pipeline.steps import fingerprint  # noqa: PLC0415 - half a second that few calls need

    receiver = Receiver(store, standby, fingerprint())
    looker = Looker(fetcher, standby)
    helpers = Helpers(
        web=Visitor(looker, receiver, store, utc_now),
        folders=Watcher(store, receiver, standby, fingerprint()),
        observer=observer,
        notices_of=death_notices(settings.admins),
    )
    follower = Follower(store, helpers, utc_now, pace)
    means = Means(lambda: nullcontext(looker), utc_now, settings.sources, follower.adopt)
    return Following(StoreKeeper(store, means), store, follower, receiver)
