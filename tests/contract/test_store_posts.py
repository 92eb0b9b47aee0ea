"""What every store must remember of messages that are being posted; written against `bot.core.posts.Posts` alone."""

from __future__ import annotations

import asyncio

from bot.core.ports import Store
from bot.core.posts import Begun
from tests.contract.conftest import Opener


async def test_a_post_is_begun_once(store: Store) -> None:
    """The first time it is new; later what is told is when that was, and whether it is there."""
    first = await store.begin_post("discord/1/a/0")
    again = await store.begin_post("discord/1/a/0")
    await store.end_post("discord/1/a/0")

    assert first.new
    assert Begun(first.at, new=False) == again
    assert Begun(first.at, new=False, done=True) == await store.begin_post("discord/1/a/0")
    assert (await store.begin_post("discord/1/b/0")).new


async def test_a_post_is_known_after_a_restart(opened: Opener) -> None:
    """What one process has begun, another sees."""
    first = await opened()
    begun = await first.begin_post("slack/C1/ü “x”/0")
    await first.close()

    assert Begun(begun.at, new=False) == await (await opened()).begin_post("slack/C1/ü “x”/0")


async def test_of_many_at_once_one_is_new(store: Store) -> None:
    """Two parts of the program cannot both be the first."""
    found = await asyncio.gather(*(store.begin_post("k") for _ in range(5)))

    assert 1 == sum(begun.new for begun in found)
