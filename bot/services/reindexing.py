"""Preparing stored documents anew: the `Reindexer` of `bot.core.stewardship` over any store."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.core.errors import UserError
from bot.core.ports import Store
from bot.core.stewardship import Renewal
from bot.services.ingesting import Preparer, reindex


class StoreReindexer:
    """Renews one store; `workshop` makes the workers for the pipeline when they are wanted."""

    def __init__(self, store: Store, fingerprint: str, workshop: Callable[[], Preparer]) -> None:
        self._store = store
        self._fingerprint = fingerprint
        self._workshop = workshop
        self._busy = asyncio.Lock()

    async def reindex(self, *, everything: bool) -> Renewal:
        """Prepare again from the stored documents; one run at a time."""
        if self._busy.locked():
            raise UserError("A reindex is under way. /admin status shows how much is left.", "/admin status")
        async with self._busy, self._workshop() as workers:
            numbers = await (self._store.everyone() if everything else self._store.stale(self._fingerprint))
            failed = [
                f"article {number}: {reason}"
                async for number, reason in reindex(self._store, workers, numbers, lambda _done, _total: None)
            ]
        return Renewal(len(numbers) - len(failed), tuple(failed))
