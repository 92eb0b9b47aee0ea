"""Documents of followed sources on their way in: known ones stop at the door, the others are prepared and saved.

Many sources bring a little each. What is ready is saved together, whichever source it came from: while one transaction
is being written the next one gathers, so that a busy minute costs a few flushes and a quiet one none.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from bot.core.article import RawDocument
from bot.core.ports import Prepared, Saved, Store
from bot.services.standby import Standby
from bot.sources.found import Skipped

BATCH = 50
LINGER_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Received:
    """What became of some documents; `publishers` counts those that the prepared ones name."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: tuple[Skipped, ...] = ()
    publishers: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Received) -> Received:
        """Both together."""
        return Received(
            self.added + other.added,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.failed + other.failed,
            self.publishers + other.publishers,
        )

    @property
    def new(self) -> int:
        """Articles that say something that the store did not have."""
        return self.added + self.updated

    @property
    def publisher(self) -> str | None:
        """The publisher that is named most."""
        return max(self.publishers, key=lambda name: self.publishers[name], default=None)


class Receiver:
    """Takes documents in for any number of callers at once; `run` must be running."""

    def __init__(self, store: Store, standby: Standby, fingerprint: str) -> None:
        self._store = store
        self._standby = standby
        self._fingerprint = fingerprint
        self._ready: asyncio.Queue[tuple[Prepared, asyncio.Future[Saved]]] = asyncio.Queue(2 * BATCH)

    async def receive(self, documents: Sequence[RawDocument]) -> Received:
        """Take these in; raises `StoreError` when they cannot be saved."""
        known = await self._store.known(documents, self._fingerprint)
        fresh = [document for place, document in enumerate(documents) if place not in known]
        if not fresh:
            return Received(unchanged=len(known))
        results = await self._standby.each(fresh)
        prepared = [result for result in results if isinstance(result, Prepared)]
        failed = [
            Skipped(document.location, getattr(result, "reason", "gave nothing"), failed=True)
            for document, result in zip(fresh, results, strict=True)
            if not isinstance(result, Prepared)
        ]
        outcomes = Counter(saved.outcome for saved in await self._saved(prepared))
        return Received(
            outcomes["added"],
            outcomes["updated"],
            outcomes["unchanged"] + len(known),
            tuple(failed),
            Counter(item.article.publisher for item in prepared if item.article.publisher),
        )

    async def _saved(self, prepared: Sequence[Prepared]) -> list[Saved]:
        futures = []
        for item in prepared:
            futures.append(asyncio.get_running_loop().create_future())
            await self._ready.put((item, futures[-1]))
        return list(await asyncio.gather(*futures))

    async def run(self) -> None:
        """Save what is ready, until cancelled."""
        while True:
            batch = [await self._ready.get()]
            await asyncio.sleep(LINGER_SECONDS)
            with suppress(asyncio.QueueEmpty):
                while len(batch) < BATCH:
                    batch.append(self._ready.get_nowait())
            await self._save(batch)

    async def _save(self, batch: Sequence[tuple[Prepared, asyncio.Future[Saved]]]) -> None:
        try:
            saved = await self._store.save([item for item, _ in batch])
        except Exception as problem:  # noqa: BLE001 - whoever brought the document hears it, and the next batch goes on
            for _, future in batch:
                if not future.done():
                    future.set_exception(problem)
            return
        for (_, future), one in zip(batch, saved, strict=True):
            if not future.done():
                future.set_result(one)
