"""What every store must remember of watches; written against `bot.core.agenda.Agenda` alone."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.core.agenda import Pending
from bot.core.digests import Mark
from bot.core.ports import Store
from bot.core.quiet import read_quiet
from bot.core.rooms import Room
from tests.contract.conftest import START, Opener
from tests.contract.made import made
from tests.contract.planned import BOTH, DESK, TOMORROW, alert, lease, send, watch

HALL = Room("discord", "7", None, "G1")
FOUND = {1: [1, 2], 2: [2]}


async def watching(store: Store, count: int = 2, room: Room = DESK) -> None:
    """A few watches."""
    for _ in range(count):
        assert await store.add_watch(watch(room=room), 9)


async def looked(store: Store, found: dict[int, list[int]], until: Mark) -> bool:
    """Note what was found between the last look and now."""
    return await store.write_matches(await store.watched(), until, found)


async def untold(store: Store, room: Room = DESK) -> Pending | None:
    """What a room is to be told."""
    return dict(await store.untold(BOTH)).get(room)


async def test_a_watch_comes_back_as_it_was(opened: Opener) -> None:
    """In another process, in the order in which they were entered, for its room or all."""
    store = await opened()
    given = watch('"Tumen" \udcff > 3', HALL, zone="Asia/Seoul", quiet=read_quiet("22 to 7"), paused="why")
    assert replace(given, number=1, words='"Tumen" \ufffd > 3') == await store.add_watch(given, 9)
    await store.add_watch(watch(), 9)
    await store.close()
    store = await opened()

    assert [replace(given, number=1, words='"Tumen" \ufffd > 3'), replace(watch(), number=2)] == list(
        await store.watches()
    )
    assert [2] == [one.number for one in await store.watches(DESK.key)]


async def test_a_room_has_so_many_watches_and_no_more(store: Store) -> None:
    """Others have their own; a number that was given does not come back."""
    added = await asyncio.gather(*(store.add_watch(watch(), 2) for _ in range(4)))
    assert 2 == sum(one is not None for one in added)
    assert [True, False] == [await store.delete_watch(2), await store.delete_watch(2)]

    (third, hall) = await store.add_watch(watch(), 2), await store.add_watch(watch(room=HALL), 2)
    assert third is not None
    assert hall is not None
    assert [3, 4] == [third.number, hall.number]


async def test_what_is_there_before_the_first_watch_is_no_news(store: Store) -> None:
    """The look begins where the store stood when there was somebody to look; later watches change nothing of it."""
    await store.save([made("a", "One."), made("b", "Two.")])
    await watching(store, 1)
    assert Mark(2, 0) == await store.watched()
    await store.save([made("c", "Three.")])
    await watching(store, 1)

    assert Mark(2, 0) == await store.watched()


async def test_each_stretch_is_looked_at_once(opened: Opener) -> None:
    """Of two processes that have looked at the same articles one tells, the other writes nothing."""
    first, second = await opened(), await opened()
    await watching(first)
    since = await first.watched()

    done = await asyncio.gather(
        *(store.write_matches(since, Mark(2, 1), FOUND) for _ in range(3) for store in (first, second))
    )
    assert 1 == sum(done)
    assert Mark(2, 1) == await second.watched()
    found = await untold(second)
    assert found is not None
    assert ((1, 1), (1, 2), (2, 2)) == found.pairs


async def test_rooms_hear_of_their_own_watches_in_order(store: Store) -> None:
    """By room; a watch that is gone has nothing to tell, one at rest waits; the first match begins the wait."""
    await watching(store)
    await watching(store, 1, HALL)
    assert {} == dict(await store.untold(BOTH))
    await looked(store, {1: [1], 3: [1], 9: [1]}, Mark(1, 0))
    first = await untold(store)
    await looked(store, {2: [2]}, Mark(2, 0))

    found = await untold(store)
    assert found is not None
    assert first is not None
    assert (((1, 1), (2, 2)), first.since, None, False) == (found.pairs, found.since, found.last, found.waiting)
    assert [DESK] == list(await store.untold(["slack"]))
    await store.pause_watches(DESK.key, "the room is gone")
    assert [HALL] == list(await store.untold(BOTH))
    await store.pause_watches(DESK.key, None)
    await store.delete_watch(1)
    assert ((2, 2),) == getattr(await untold(store), "pairs", None)


async def test_a_watch_at_rest_keeps_its_first_reason(store: Store) -> None:
    """And those of other rooms run on."""
    await watching(store, 1)
    await watching(store, 1, HALL)
    for reason in ("the room is gone", "asked"):
        await store.pause_watches(DESK.key, reason)

    assert ["the room is gone", None] == [one.paused for one in await store.watches()]


async def test_what_was_told_is_not_told_again(opened: Opener) -> None:
    """Of two processes that tell the same pairs one writes the message; what came later waits for the next."""
    first, second = await opened(), await opened()
    await watching(first)
    await looked(first, FOUND, Mark(2, 0))
    told = [(1, 1), (1, 2)]

    done = await asyncio.gather(
        *(store.write_alert(DESK, alert(f"w{n}"), told) for n in range(3) for store in (first, second))
    )
    assert 1 == sum(done)
    found = await untold(first)
    assert found is not None
    assert (((2, 2),), True, None) == (found.pairs, found.waiting, found.last)
    assert not await first.write_alert(DESK, alert("w9"), [(2, 2), (1, 1)])
    assert 1 == len(await first.deliveries())
    assert [2, 0] == [one.told for one in await first.watches()]


async def test_a_room_knows_when_it_was_told_last(store: Store) -> None:
    """From when it was sent, not written; of that room alone."""
    await watching(store)
    await watching(store, 1, HALL)
    await looked(store, {1: [1], 2: [1], 3: [1]}, Mark(1, 0))
    await store.write_alert(DESK, alert(), [(1, 1)])
    (parcel,) = await lease(store, TOMORROW)
    await send(store, parcel)

    desk, hall = await untold(store), await untold(store, HALL)
    assert desk is not None
    assert hall is not None
    assert desk.last is not None
    assert START < parcel.letter.written < desk.last < START + timedelta(hours=1)
    assert (False, None) == (desk.waiting, hall.last)
