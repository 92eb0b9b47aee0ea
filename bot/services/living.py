"""Keeping platforms up: each on its own, so that one that is down or refused does not touch the others.

A connection that breaks is tried again after a wait that doubles, with jitter, so that many bots do not come back in
step. Refused credentials are tried again only now and then: a flood of invalid requests gets an address banned.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import structlog

from bot.core.errors import PlatformDenied
from bot.core.ports import Platform
from bot.services.resting import rest

FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
DENIED_WAIT = 600.0
STEADY = 60.0
DRAIN_SECONDS = 8.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class State:
    """How a platform is: `problem` says in one line why it is down."""

    up: bool = False
    problem: str | None = None


def wait_after(failures: int, chance: Callable[[], float] = random.random) -> float:
    """Seconds before the next try after so many failures in a row: doubling, between half and all of it."""
    return min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(failures - 1, 16)) * (0.5 + chance() / 2)


class Life:
    """Runs platforms until it is told to stop."""

    def __init__(self, platforms: Sequence[Platform], told: Callable[[str, bool], None]) -> None:
        self._platforms = platforms
        self._told = told
        self._states = {platform.name: State() for platform in platforms}

    @property
    def states(self) -> Mapping[str, State]:
        """How each platform is."""
        return self._states

    async def run(self, stop: asyncio.Event) -> None:
        """Keep every platform up until `stop` is set, then drain them within `DRAIN_SECONDS`."""
        tasks = [asyncio.create_task(self._keep(platform, stop)) for platform in self._platforms]
        await stop.wait()
        closing = [asyncio.create_task(platform.close()) for platform in self._platforms]
        _, late = await asyncio.wait([*tasks, *closing], timeout=DRAIN_SECONDS) if tasks else ((), set())
        for task in late:
            task.cancel()
        for result in await asyncio.gather(*tasks, *closing, return_exceptions=True):
            if isinstance(result, Exception):
                log.warning("platform did not close well", action="close_failed", problem=str(result))

    async def _keep(self, platform: Platform, stop: asyncio.Event) -> None:
        failures = 0
        while not stop.is_set():
            started = time.monotonic()
            wait = await self._once(platform, failures)
            failures = 1 if time.monotonic() - started > STEADY else failures + 1
            if not stop.is_set():
                await rest(stop, wait if wait is not None else wait_after(failures))

    async def _once(self, platform: Platform, failures: int) -> float | None:
        """Serve until the connection is gone; a wait of its own where the usual one will not do."""
        name = platform.name
        try:
            await platform.serve(lambda up: self._heard(name, up))
        except PlatformDenied as problem:
            self._down(name, str(problem))
            log.critical(str(problem), action="platform_denied", platform=name, next_try_seconds=DENIED_WAIT)
            return DENIED_WAIT
        except Exception as problem:  # noqa: BLE001 - whatever breaks one platform, the others go on
            said = " ".join(f"{type(problem).__name__}: {problem}".split())[:300]
            self._down(name, said)
            log.warning("platform is down", action="platform_down", platform=name, problem=said, failures=failures + 1)
        else:
            self._down(name, "closed")
        return None

    def _heard(self, name: str, up: bool) -> None:
        if self._states[name].up != up:
            log.info("platform is up" if up else "platform is down", action="platform_state", platform=name)
        self._states[name] = State(up) if up else replace(self._states[name], up=False)
        self._told(name, up)

    def _down(self, name: str, problem: str) -> None:
        self._states[name] = State(False, problem)
        self._told(name, False)
