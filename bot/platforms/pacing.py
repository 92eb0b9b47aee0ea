"""One message a second and channel, which is what platforms promise to take; whoever comes sooner waits their turn."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict

SECONDS = 1.05  # a little more than asked for, since requests travel at different speeds
KEPT = 10_000


class Pace:
    """Gives out turns by channel, in the order they are asked for."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._next: OrderedDict[str, float] = OrderedDict()

    async def turn(self, channel: str) -> None:
        """Return when a message may be posted there."""
        now = time.monotonic()
        mine = max(now, self._next.pop(channel, now))
        self._next[channel] = mine + self._seconds
        if len(self._next) > KEPT:
            self._next.popitem(last=False)
        if mine > now:
            await asyncio.sleep(mine - now)

    def delay(self, channel: str) -> float:
        """How many seconds whoever asks now will wait."""
        return max(0.0, self._next.get(channel, 0.0) - time.monotonic())

    def hold(self, channel: str, seconds: float) -> None:
        """The platform asked us to wait there: turns not yet given out come after that."""
        if seconds > 0:
            self._next[channel] = max(self._next.get(channel, 0.0), time.monotonic() + seconds)
