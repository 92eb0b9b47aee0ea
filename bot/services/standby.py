"""Workers that are there when they are needed: started by the first piece of work, stopped after a while without any.

A worker with the pipeline in it takes 150 MB, which a small machine is not to give all day for a few articles an hour.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Generic, TypeVar

import structlog

from bot.services.preparing import Trouble, Workshop
from bot.services.reading import Item, Output

IDLE_SECONDS = 180.0

Hands = Workshop[Item, Output]

T = TypeVar("T")
R = TypeVar("R")

log = structlog.get_logger()


class OnCall(Generic[T, R]):
    """A `Workshop` on demand; `make` makes one that is not started yet. Used from one event loop, closed at the end."""

    def __init__(self, make: Callable[[], Workshop[T, R]], idle_seconds: float = IDLE_SECONDS) -> None:
        self._make = make
        self._idle_seconds = idle_seconds
        self._hands: Workshop[T, R] | None = None
        self._users = 0
        self._door = asyncio.Lock()
        self._resting: asyncio.Task[None] | None = None

    @property
    def working(self) -> bool:
        """Whether there are workers just now."""
        return self._hands is not None

    async def each(self, items: Sequence[T]) -> list[R | Trouble]:
        """What the workers make of each of these, in order."""
        async with self.using() as hands:
            return await hands.each(items)

    @asynccontextmanager
    async def using(self) -> AsyncIterator[Workshop[T, R]]:
        """The workers, kept for as long as the block lasts."""
        self._users += 1
        try:
            yield await self._started()
        finally:
            self._users -= 1
            self._rest()

    async def close(self) -> None:
        """Stop the workers at once; what they were at is given up."""
        if self._resting is not None:
            self._resting.cancel()
        await self._stop(GeneratorExit)

    async def _started(self) -> Workshop[T, R]:
        async with self._door:
            if self._hands is None:
                self._hands = await self._make().__aenter__()
                log.debug("workers start", action="workers_start")
            return self._hands

    def _rest(self) -> None:
        if self._resting is not None:
            self._resting.cancel()
        self._resting = asyncio.create_task(self._stop_when_idle()) if not self._users else None

    async def _stop_when_idle(self) -> None:
        await asyncio.sleep(self._idle_seconds)
        # From here on it is no task to be cancelled: half a stop would leave workers behind.
        self._resting = None
        if not self._users:
            await self._stop(None)

    async def _stop(self, kind: type[BaseException] | None) -> None:
        async with self._door:
            hands, self._hands = self._hands, None
            if hands is not None:
                await hands.__aexit__(kind, None, None)
                log.debug("workers rest", action="workers_stop")


class Standby(OnCall[Item, Output]):
    """The workers that read and prepare what followed sources bring."""
