"""Results are made once by key, forgotten in order, and never kept when they fail."""

from __future__ import annotations

import asyncio

import pytest

from bot.core.remembered import Remembered


class Maker:
    """Counts how often it is called; fails as long as it is told to."""

    def __init__(self) -> None:
        self.calls = 0
        self.fails = False
        self.go = asyncio.Event()
        self.go.set()

    async def __call__(self) -> int:
        """The number of this call."""
        self.calls += 1
        await self.go.wait()
        if self.fails:
            raise ZeroDivisionError
        return self.calls


async def test_a_failure_is_not_remembered() -> None:
    """Everyone who waits hears of it, and the next one tries again."""
    remembered: Remembered[int] = Remembered(10)
    make = Maker()
    make.fails = True

    results = await asyncio.gather(*[remembered.get("k", make) for _ in range(3)], return_exceptions=True)
    make.fails = False

    assert [ZeroDivisionError] * 3 == [type(result) for result in results]
    assert 2 == await remembered.get("k", make)


async def test_one_who_gives_up_does_not_take_it_from_the_others() -> None:
    """A cancelled asker leaves the work going on for those who still wait."""
    remembered: Remembered[int] = Remembered(10)
    make = Maker()
    make.go.clear()
    impatient = asyncio.create_task(remembered.get("k", make))
    patient = asyncio.create_task(remembered.get("k", make))
    await asyncio.sleep(0)

    impatient.cancel()
    with pytest.raises(asyncio.CancelledError):
        await impatient
    make.go.set()

    assert 1 == await patient
    assert 1 == make.calls


async def test_the_oldest_is_forgotten() -> None:
    """Memory is bounded: what was not asked for longest is made anew."""
    remembered: Remembered[int] = Remembered(most=2)
    make = Maker()

    found = [await remembered.get(key, make) for key in ("a", "b", "a", "c", "a", "b")]

    assert [1, 2, 1, 3, 1, 4] == found
