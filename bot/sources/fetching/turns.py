"""Politeness: how many requests one host gets at once, and how long it is left in peace between two of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.sources.fetching.limits import Limits

# Hosts that wait for nobody are forgotten when there are this many.
HOSTS = 1_000


class _Host:
    """One host's places, and the loop's time before which its next request may not begin."""

    def __init__(self, places: int) -> None:
        self.places = asyncio.Semaphore(places)
        self.free_at = 0.0
        self.users = 0


class Turns:
    """Hands out turns; whoever holds one may send one request. Cancelling gives a turn back."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._all = asyncio.Semaphore(limits.at_once)
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, name: str, pause: float, *, onward: bool = False) -> AsyncIterator[None]:
        """Wait until this host may be asked; `pause` seconds must pass before it is asked again.

        A step `onward` from a redirect belongs to the request before it and does not wait for that one's pause.
        """
        host = self._host(name)
        host.users += 1
        try:
            async with host.places:
                await _wait(host, pause, onward=onward)
                async with self._all:
                    yield
        finally:
            host.users -= 1

    def _host(self, name: str) -> _Host:
        if name not in self._hosts:
            self._forget()
            self._hosts[name] = _Host(self._limits.per_host)
        return self._hosts[name]

    def _forget(self) -> None:
        if len(self._hosts) >= HOSTS:
            now = asyncio.get_running_loop().time()
            self._hosts = {name: host for name, host in self._hosts.items() if host.users or host.free_at > now}


async def _wait(host: _Host, pause: float, *, onward: bool) -> None:
    """The place in the row is taken before the wait, so that two who wait do not begin together."""
    now = asyncio.get_running_loop().time()
    begin = now if onward else max(now, host.free_at)
    host.free_at = max(host.free_at, begin + pause)
    if begin > now:
        await asyncio.sleep(begin - now)
