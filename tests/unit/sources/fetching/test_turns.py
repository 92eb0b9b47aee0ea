"""Mirrors bot/sources/fetching/turns.py."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.sources.fetching.limits import Limits
from bot.sources.fetching.turns import HOSTS, Turns

LIMITS = Limits(at_once=5, per_host=2)


class Crowd:
    """Counts how many are in at once, and when each came in."""

    def __init__(self) -> None:
        self.inside = self.most = 0
        self.begun: list[float] = []

    async def visit(self, turns: Turns, host: str, pause: float, *, onward: bool = False) -> None:
        """Take a turn and hold it for a moment."""
        async with turns.turn(host, pause, onward=onward):
            self.begun.append(asyncio.get_running_loop().time())
            self.inside += 1
            self.most = max(self.most, self.inside)
            await asyncio.sleep(0.001)
            self.inside -= 1


async def test_a_host_gets_two_at_once_and_all_together_five() -> None:
    """Neither one host nor all of them get more than their places."""
    turns, one, all_of_them = Turns(LIMITS), Crowd(), Crowd()
    await asyncio.gather(*(one.visit(turns, "a", 0) for _ in range(20)))
    await asyncio.gather(*(all_of_them.visit(turns, f"host{number}", 0) for number in range(40)))

    assert (2, 20) == (one.most, len(one.begun))
    assert (5, 40) == (all_of_them.most, len(all_of_them.begun))


async def test_a_host_is_left_in_peace_between_two_requests() -> None:
    """However many wait, a host is asked once in each pause, while another host does not wait for it."""
    turns, crowd, other = Turns(LIMITS), Crowd(), Crowd()
    start = asyncio.get_running_loop().time()
    await asyncio.gather(*(crowd.visit(turns, "a", 0.05) for _ in range(4)), other.visit(turns, "b", 0.05))

    assert all(begun >= start + 0.049 * place for place, begun in enumerate(crowd.begun))
    assert other.begun[0] < crowd.begun[1]


async def test_a_step_of_a_redirect_does_not_wait_for_the_one_before() -> None:
    """Where a site sends us on, its pause was kept already; the next request waits for both."""
    turns, crowd = Turns(LIMITS), Crowd()
    await crowd.visit(turns, "a", 60)
    async with asyncio.timeout(30):
        await crowd.visit(turns, "a", 60, onward=True)

    assert turns._hosts["a"].free_at > crowd.begun[1] + 59


async def test_a_turn_that_is_cancelled_is_given_back() -> None:
    """Whoever waits or is in when it is cancelled takes no place with it."""
    turns = Turns(replace(LIMITS, per_host=1, at_once=1))
    tasks = [asyncio.create_task(Crowd().visit(turns, "a", 0)) for _ in range(3)]
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    crowd = Crowd()
    async with asyncio.timeout(1):
        await crowd.visit(turns, "a", 0)

    assert 1 == len(crowd.begun)


@pytest.mark.parametrize("pause", [0.0, 60.0])
async def test_hosts_are_forgotten_when_nobody_waits_for_them(pause: float) -> None:
    """Hosts do not pile up, but one whose pause is still on is remembered."""
    turns = Turns(LIMITS)
    for number in range(HOSTS + 10):
        async with turns.turn(f"host{number}", pause):
            pass

    assert len(turns._hosts) == (HOSTS + 10 if pause else 10)
