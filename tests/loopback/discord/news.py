"""A signal that waits for a condition: whoever changes something calls `tell`, whoever waits looks again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable


class News:
    """Wakes all who wait, from code that itself need not wait."""

    def __init__(self) -> None:
        self._waiters: list[asyncio.Future[None]] = []

    def tell(self) -> None:
        """Say that something has changed."""
        waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)

    async def pause(self, seconds: float) -> None:
        """Wait for the next change, or until `seconds` have passed."""
        waiter = asyncio.get_running_loop().create_future()
        self._waiters.append(waiter)
        await asyncio.wait([waiter], timeout=max(seconds, 0))

    async def until(self, holds: Callable[[], bool], seconds: float, what: str) -> None:
        """Wait until a condition holds; TimeoutError names it otherwise."""
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() >= end:
                raise TimeoutError(f"{what}: not after {seconds} s")
            await self.pause(end - time.monotonic())
