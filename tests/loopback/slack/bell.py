"""A bell that rings whenever something happened, so that nobody has to poll."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Bell:
    """Wakes everybody who waits for the next happening."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Something happened."""
        rung, self._rung = self._rung, asyncio.Event()
        rung.set()

    async def next(self) -> None:
        """Return at the next ring."""
        await self._rung.wait()

    async def until(self, holds: Callable[[], bool], timeout: float) -> None:  # noqa: ASYNC109 - tests give a number
        """Return once `holds()`; TimeoutError after `timeout` seconds."""
        async with asyncio.timeout(timeout):
            while not holds():
                await self._rung.wait()

    async def quiet(self, seconds: float) -> None:
        """Return once nothing has happened for so long."""
        while True:
            try:
                async with asyncio.timeout(seconds):
                    await self._rung.wait()
            except TimeoutError:
                return
