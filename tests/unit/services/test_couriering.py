"""Messages that were written down are in their room once, whatever happens between the lease and the mark."""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress
from datetime import timedelta

import pytest

from bot.core.agenda import Draft
from bot.core.delivery import Delivery, State
from bot.core.ports import Store
from bot.core.rooms import Room
from bot.services.couriering import LEASE, Courier, Desk
from bot.services.scheduling import Scheduler

from .delivering import DESK, START, MadeCompiler, Postbox, Setting, Told, digest, nobody


class Bench:
    """A courier, its platform and its clock."""

    def __init__(self, store: Store, clock: Setting) -> None:
        self.store, self.clock, self.box, self.told = store, clock, Postbox(), Told()

    def courier(self) -> Courier:
        """A new one, as after a start."""
        return Courier(Desk(self.store, {"made": self.box}, self.clock, self.told, nobody))

    async def write(self, number: int = 1, parts: int = 1, room: Room = DESK) -> None:
        """Messages written down."""
        drafts = [
            Draft(Delivery(0, f"slot {number}", room.key, part, self.clock(), START + timedelta(days=1)), room, "hello")
            for part in range(parts)
        ]
        assert await self.store.write_alert(room, drafts, ())

    async def round(self, courier: Courier | None = None) -> None:
        """One round of a courier, to its end."""
        one = courier or self.courier()
        await one._take()
        await asyncio.gather(*one._under_way.values(), return_exceptions=True)

    async def state(self) -> list[State]:
        """Where all messages stand, the first written first."""
        return [parcel.delivery.state for parcel in reversed(await self.store.deliveries(limit=99))]


@pytest.fixture
def bench(store: Store, clock: Setting) -> Bench:
    """A courier over an empty store."""
    return Bench(store, clock)


async def test_a_message_is_sent_and_marked(bench: Bench) -> None:
    """It is in the room once, however many rounds follow."""
    await bench.write()

    for _ in range(3):
        await bench.round()

    assert [1] == list(bench.box.times.values())
    assert [State.SENT] == await bench.state()


@pytest.mark.parametrize(
    ("happens", "sought"), [("lost", True), ("refused", True), ("limited", False)], ids=["lost", "refused", "limited"]
)
async def test_a_failed_attempt_comes_again_and_looks_first(bench: Bench, happens: str, sought: bool) -> None:
    """What may be there is looked for before it is sent again; after a 429 there is nothing to look for."""
    await bench.write()
    bench.box.coming.append(happens)

    await bench.round()
    assert [State.DUE] == await bench.state()
    bench.clock.move(minutes=2)
    await bench.round()

    assert [1] == list(bench.box.times.values())
    assert [State.SENT] == await bench.state()
    assert sought == bool(bench.box.sought)


async def test_a_killed_process_is_followed_by_one_that_looks(bench: Bench) -> None:
    """Killed after the platform took it and before the mark: the next finds it there and sends nothing."""
    await bench.write()
    bench.box.coming.append("killed")
    with suppress(KeyboardInterrupt):
        await bench.store.lease("dead", bench.clock(), LEASE.total_seconds(), ["made"], 1)
        (parcel,) = await bench.store.deliveries()
        await bench.box.carry(parcel.letter)

    await bench.round()
    assert [State.LEASED] == await bench.state()
    bench.clock.move(seconds=16)
    await bench.round()

    assert [1] == list(bench.box.times.values())
    assert [State.SENT] == await bench.state()


async def test_a_room_that_is_gone_rests_its_digest_and_is_told_once(bench: Bench) -> None:
    """The digest is paused with the reason, one notice is written, and nothing is tried again."""
    for _ in range(2):
        await bench.store.add_digest(digest(), 9)
    bench.clock.move(hours=1)
    scheduler = Scheduler(bench.store, MadeCompiler(), {"made": bench.box}, bench.clock, lambda: None)
    await scheduler.step()
    bench.box.closed.add("C1")

    for _ in range(4):
        await bench.round()
    bench.clock.move(days=2)
    await scheduler.step()

    found = [await bench.store.digest(number) for number in (1, 2)]
    assert ["The channel was deleted."] * 2 == [each.schedule.paused for each in found if each]
    assert [State.GONE] * 2 == await bench.state()
    assert ["The channel was deleted."] == [notice.words for notice in await bench.store.notices()]


async def test_what_fails_until_its_deadline_is_given_up_and_told(bench: Bench) -> None:
    """After a day of failures nothing is tried again, and somebody hears of it."""
    await bench.write()
    for _ in range(2000):
        if State.GIVEN_UP in await bench.state():
            break
        bench.box.coming.append("limited")
        await bench.round()
        bench.clock.move(minutes=11)

    assert [State.GIVEN_UP] == await bench.state()
    assert not bench.box.times
    assert ["429"] == [notice.words for notice in await bench.store.notices()]


async def test_parts_come_in_order_below_the_first(bench: Bench) -> None:
    """The second part waits for the first and is carried under it."""
    await bench.write(parts=3)
    bench.box.coming.append("limited")

    for _ in range(5):
        await bench.round()
        bench.clock.move(minutes=1)

    letters = bench.box.there[DESK.key]
    assert [None, f"{DESK.key}/1", f"{DESK.key}/1"] == [letter.under for letter in letters]
    assert [State.SENT] * 3 == await bench.state()


@pytest.mark.parametrize("seed", range(20))
async def test_each_message_is_there_once_whatever_fails(bench: Bench, seed: int) -> None:
    """Thirty messages in three rooms, every second attempt failing in some way: each is there once."""
    chance = random.Random(seed)  # noqa: S311 - chooses faults, guards nothing
    for number in range(30):
        await bench.write(number, room=Room("made", f"C{number % 3}", None, "T1"))
    couriers = [bench.courier(), bench.courier()]
    for _ in range(400):
        if set(await bench.state()) == {State.SENT}:
            break
        bench.box.coming.extend(chance.choice(["taken", "taken", "lost", "refused", "limited"]) for _ in range(6))
        await asyncio.gather(*(bench.round(courier) for courier in couriers))
        bench.clock.move(seconds=chance.choice([1, 20, 60]))

    assert {State.SENT} == set(await bench.state())
    assert [1] * 30 == list(bench.box.times.values())
