"""What the running bot does once a day and at its start: finish forgetting, let the old go, read every page once.

Old are articles that have been here for longer than they are kept, and what is known of messages sent weeks ago.

In small steps beside the answers; one that fails is logged and comes again sooner.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import structlog

from bot.core.errors import StoreError
from bot.core.ports import Store
from bot.services.forgetting import StoreForgetter
from bot.services.resting import rest

DAY_SECONDS = 24 * 3600.0
SOONER_SECONDS = 600.0
MESSAGES_KEPT = timedelta(days=60)
AT_ONCE = 500

log = structlog.get_logger()


class Tidier:
    """Looks after one store until it is told to stop; `fault` is what the last check found wrong with the file."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._forgetter = StoreForgetter(store)
        self._fault: str | None = None

    def warning(self) -> str | None:
        """What every answer must say while the store is damaged; null while it is whole."""
        if self._fault is None:
            return None
        return f"The store is damaged ({self._fault}): answers may lack articles. An admin can `restore` a backup."

    @property
    def fault(self) -> str | None:
        """What the last check found wrong."""
        return self._fault

    async def run(self, stop: asyncio.Event) -> None:
        """Tidy at once, then once a day."""
        while not stop.is_set():
            well = await self.tidy()
            await rest(stop, DAY_SECONDS if well else SOONER_SECONDS)

    async def tidy(self) -> bool:
        """One round; whether all of it was done."""
        try:
            checked = await self._store.check()
            self._fault = checked.fault
            if checked.fault:
                log.critical("the store is damaged", action="store_damaged", problem=checked.fault)
                return False
            gone = await self._forgetter.expire()
            await self._prune()
        except StoreError as problem:
            log.warning("the store was not tidied", action="tidy_failed", problem=str(problem))
            return False
        except Exception:
            log.exception("the store was not tidied", action="tidy_failed")
            return False
        if gone.articles:
            log.info("articles older than they are kept are gone", action="expired", articles=gone.articles)
        return gone.scrubbed

    async def _prune(self) -> None:
        """Forget messages that were sent long ago."""
        before = datetime.now(UTC) - MESSAGES_KEPT
        pruned = AT_ONCE
        while pruned == AT_ONCE:
            pruned = await self._store.prune_deliveries(before, AT_ONCE)
