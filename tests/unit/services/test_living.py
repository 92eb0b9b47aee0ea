"""Platforms are kept up one by one, with waits that grow, and stop in time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import PlatformDenied
from bot.services import living
from bot.services.living import LONGEST_WAIT, Life, wait_after


class Scripted:
    """A platform whose tries go as they are written: an error to raise, or None to stay up until it is closed."""

    def __init__(self, name: str, *tries: Exception | None, slow_close: float = 0.0) -> None:
        self.name = name
        self.tries = list(tries)
        self.served = 0
        self._slow_close = slow_close
        self._closed = asyncio.Event()

    async def serve(self, up: Callable[[bool], None]) -> None:
        """The next try."""
        self.served += 1
        problem = self.tries.pop(0) if self.tries else None
        if problem is not None:
            raise problem
        up(True)
        await self._closed.wait()

    async def close(self) -> None:
        """Let go, perhaps slowly."""
        await asyncio.sleep(self._slow_close)
        self._closed.set()


async def settled(condition: Callable[[], bool]) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 - what it waits for knows no event
            await asyncio.sleep(0.005)


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_the_wait_grows_and_is_bounded(failures: int, chance: float) -> None:
    """Never shorter than half a second, never longer than the longest, for any number of failures."""
    assert 0.5 <= wait_after(failures, lambda: chance) <= LONGEST_WAIT
    assert wait_after(failures, lambda: 0.0) <= wait_after(failures + 1, lambda: 0.0)


async def test_a_platform_that_breaks_is_tried_again_and_the_other_stays_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two failures of one do not touch the other, and the third try succeeds."""
    monkeypatch.setattr(living, "FIRST_WAIT", 0.01)
    broken, sound = Scripted("a", OSError("reset"), OSError("reset")), Scripted("b")
    told: list[tuple[str, bool]] = []
    life = Life([broken, sound], lambda name, up: told.append((name, up)))
    stop = asyncio.Event()
    run = asyncio.create_task(life.run(stop))

    await settled(lambda: all(state.up for state in life.states.values()))
    stop.set()
    await run

    assert (3, 1) == (broken.served, sound.served)
    assert [("b", True), ("b", False)] == [item for item in told if item[0] == "b"]


async def test_refused_credentials_are_not_tried_again_at_once() -> None:
    """A revoked token is one try and one line; the other platform goes on."""
    denied, sound = Scripted("a", PlatformDenied("A_TOKEN: was refused")), Scripted("b")
    life = Life([denied, sound], lambda _name, _up: None)
    stop = asyncio.Event()
    run = asyncio.create_task(life.run(stop))

    await settled(lambda: life.states["b"].up and life.states["a"].problem is not None)
    await asyncio.sleep(0.1)
    assert (1, "A_TOKEN: was refused") == (denied.served, life.states["a"].problem)
    assert life.states["b"].up
    stop.set()
    await run


async def test_it_stops_in_time_though_a_platform_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that hangs while closing is given up after the time to drain."""
    monkeypatch.setattr(living, "DRAIN_SECONDS", 0.1)
    life = Life([Scripted("a", slow_close=60)], lambda _name, _up: None)
    stop = asyncio.Event()
    run = asyncio.create_task(life.run(stop))
    await settled(lambda: life.states["a"].up)

    started = time.monotonic()
    stop.set()
    await run

    assert time.monotonic() - started < 2
