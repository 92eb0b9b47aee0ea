"""Slots are written once with the step of their schedule, whatever the clock, the process and its neighbours do."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.delivery import Delivery, succeeded
from bot.core.digests import Empty, Fate
from bot.core.ports import Store
from bot.core.schedule import Late
from bot.services.scheduling import Scheduler

from .delivering import MadeCompiler, Postbox, Setting, digest, every


def scheduler(store: Store, clock: Setting, compiler: MadeCompiler | None = None, parts: int = 1) -> Scheduler:
    """One that serves the made platform."""
    return Scheduler(store, compiler or MadeCompiler(), {"made": Postbox(parts=parts)}, clock, lambda: None)


async def slots(store: Store, number: int = 1) -> list[str]:
    """The slots that were written, oldest first."""
    return [edition.slot for edition in reversed(await store.editions(number, 100))]


async def test_a_slot_is_written_once_it_is_due_and_once_only(store: Store, clock: Setting) -> None:
    """Before eight nothing, at eight one edition with its message, however often one looks."""
    await store.add_digest(digest(), 9)
    one = scheduler(store, clock)

    await one.step()
    assert await slots(store) == []

    clock.move(hours=1)
    for _ in range(3):
        await one.step()
    assert await slots(store) == ["2026-11-23T08:00"]
    assert [parcel.delivery.slot for parcel in await store.deliveries(1)] == ["2026-11-23T08:00"]


async def test_two_processes_write_each_slot_once(store: Store, clock: Setting) -> None:
    """Schedulers that both saw the slot due make one edition of it between them."""
    await store.add_digest(digest(), 9)
    clock.move(hours=1)
    due = await store.due(clock(), ["made"], 9)
    one, other = scheduler(store, clock), scheduler(store, clock)

    await one._attempt(due[0], clock())
    await other._attempt(due[0], clock())

    assert await slots(store) == ["2026-11-23T08:00"]
    assert len(await store.deliveries(1)) == 1


async def test_a_message_still_to_be_sent_holds_the_next_slot_back(store: Store, clock: Setting) -> None:
    """While one edition waits no other is made; then one stands for all slots that passed."""
    await store.add_digest(digest(every(60)), 9)
    one = scheduler(store, clock)
    clock.move(seconds=61)
    await one.step()
    clock.move(seconds=180)
    await one.step()
    assert await slots(store) == ["2026-11-23T07:01:00Z"]

    (parcel,) = await store.lease("me", clock(), 15, ["made"], 9)
    await store.change_delivery(parcel.number, _sent)
    await one.step()

    last = (await store.editions(1, 1))[0]
    assert ("2026-11-23T07:04:00Z", "2026-11-23T07:02:00Z") == (last.slot, last.first)


def _sent(delivery: Delivery) -> Delivery:
    return succeeded(delivery, "there")


@pytest.mark.parametrize(
    ("late", "fates", "messages"),
    [
        (Late.SEND, [Fate.SENT], 1),
        (Late.MERGE, [Fate.MISSED], 0),
        (Late.SKIP, [Fate.MISSED], 0),
    ],
)
async def test_a_machine_that_slept_follows_the_late_rule(
    store: Store, clock: Setting, late: Late, fates: list[Fate], messages: int
) -> None:
    """Three days later one edition stands for all, or the slots are noted as missed."""
    await store.add_digest(digest(late=late), 9)
    clock.move(days=3, hours=2)

    await scheduler(store, clock).step()

    assert fates == [edition.fate for edition in await store.editions(1, 9)]
    assert messages == len(await store.deliveries(1))


async def test_a_clock_set_back_makes_no_slot_again(store: Store, clock: Setting) -> None:
    """After an hour back nothing is due, and the same slot is not written twice."""
    await store.add_digest(digest(every(60)), 9)
    one = scheduler(store, clock)
    clock.move(minutes=10)
    await one.step()
    (parcel,) = await store.lease("me", clock(), 15, ["made"], 9)
    await store.change_delivery(parcel.number, _sent)

    clock.move(minutes=-8)
    await one.step()

    assert await slots(store) == ["2026-11-23T07:10:00Z"]


async def test_silence_is_an_edition_without_a_message(store: Store, clock: Setting) -> None:
    """Where nothing is new and silence was asked for, the edition says so and nothing is sent."""
    await store.add_digest(digest(empty=Empty.SILENT), 9)
    clock.move(hours=1)

    await scheduler(store, clock).step()

    assert [Fate.SILENT] == [edition.fate for edition in await store.editions(1, 9)]
    assert not await store.deliveries(1)


async def test_one_that_cannot_be_made_does_not_stop_the_others(store: Store, clock: Setting) -> None:
    """A digest whose making fails is tried again later; the next one is written at once."""
    await store.add_digest(digest(), 9)
    await store.add_digest(digest(), 9)
    compiler = MadeCompiler(failing={1})
    one = scheduler(store, clock, compiler)
    clock.move(hours=1)

    await one.step()
    await one.step()
    assert ([], ["2026-11-23T08:00"]) == (await slots(store, 1), await slots(store, 2))
    assert 2 == len(compiler.periods)

    compiler.failing.clear()
    clock.move(minutes=1)
    await one.step()
    assert ["2026-11-23T08:00"] == await slots(store, 1)


async def test_all_parts_are_written_with_the_step_of_the_schedule(store: Store, clock: Setting) -> None:
    """A long digest is one edition with all its messages, and the schedule is behind its slot."""
    await store.add_digest(digest(), 9)
    clock.move(hours=1)

    await scheduler(store, clock, parts=3).step()

    assert [0, 1, 2] == sorted(parcel.delivery.part for parcel in await store.deliveries(1))
    found = await store.digest(1)
    assert found is not None
    assert found.schedule.reached is not None
    assert datetime(2026, 11, 23, 8, tzinfo=UTC) == found.schedule.reached.at
