"""What every store must remember of messages on their way; written against `bot.core.agenda.Agenda` alone."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.core.delivery import State, gone, succeeded
from bot.core.ports import Store
from bot.core.register import Notice
from bot.core.rooms import Room
from tests.contract.conftest import START, Opener
from tests.contract.planned import BOTH, DAY, DESK, TOMORROW, alert, entered, fail, issue, issued, lease, rooms, send

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


async def test_a_message_is_carried_as_it_was_written(opened: Opener) -> None:
    """Its words, room and name are the same in another process; a later part knows the first one's name."""
    store = await opened()
    room = Room("slack", "C1", "1700000000.000100", "T1")
    await issued(store, await entered(store, room), TOMORROW, "one \udcff", "two")
    await store.close()
    store = await opened()
    (first,) = await lease(store)
    await send(store, first)
    (second,) = await lease(store)

    assert [(room, "one \ufffd", None), (room, "two", "m1")] == [
        (parcel.letter.room, parcel.letter.body, parcel.letter.under) for parcel in (first, second)
    ]
    assert START < first.letter.written < TOMORROW
    names = [parcel.letter.name for parcel in reversed(await store.deliveries())]
    assert names == [first.letter.name, second.letter.name]
    assert 2 == len(set(names))


async def test_each_message_goes_to_one_holder(opened: Opener) -> None:
    """However two processes run into each other, and each has it until its lease is over."""
    stores = [await opened(), await opened()]
    for room in rooms(40):
        await issued(stores[0], await entered(stores[0], room))

    taken = await asyncio.gather(
        *(lease(store, TOMORROW, str(place), 7) for _ in range(5) for place, store in enumerate(stores))
    )
    numbers = [parcel.number for part in taken for parcel in part]
    assert 40 == len(numbers) == len(set(numbers))
    assert [] == await lease(stores[1], TOMORROW + 14 * SECOND)


async def test_a_lease_that_ran_out_is_taken_over(opened: Opener) -> None:
    """After a kill too: by anybody, unsure whether it was sent; who held it has no say but that it is there."""
    store = await opened()
    await issued(store, await entered(store))
    (killed,) = await lease(store, TOMORROW, "killed")
    await store.close()
    store = await opened()
    later = TOMORROW + 15 * SECOND
    (taken,) = await lease(store, later, "next")

    assert (False, True, 2) == (killed.delivery.unsure, taken.delivery.unsure, taken.delivery.attempts)
    assert killed.letter == taken.letter
    assert None is await fail(store, killed, later)
    await send(store, killed)
    assert {"sent": 1} == dict(await store.delivery_states())


async def test_leases_are_made_longer_by_who_has_them(store: Store) -> None:
    """All of a holder's, and nobody else's."""
    for room in rooms(3):
        await issued(store, await entered(store, room))
    mine = await lease(store, TOMORROW, "me", 2)
    await lease(store, TOMORROW, "you")

    kept = await store.renew_leases("me", TOMORROW + 10 * SECOND, 15.0)
    assert sorted(parcel.number for parcel in mine) == sorted(kept)
    assert [3] == [parcel.number for parcel in await lease(store, TOMORROW + 20 * SECOND, "you")]
    assert [] == list(await store.renew_leases("nobody", TOMORROW, 15.0))


async def test_messages_go_in_the_order_of_their_slots(store: Store) -> None:
    """Not in which they were written; of a room one at a time, and of other platforms none."""
    late = await entered(store, DESK, "daily at 10:00")
    early = await entered(store, DESK)
    elsewhere = await entered(store, Room("discord", "7"))
    hour = timedelta(hours=1)
    for one in (late, early, elsewhere):
        await issued(store, one, TOMORROW + hour)

    slack = list(await store.lease("h", TOMORROW + hour, 15.0, ["slack"], 9))
    assert [early.number] == [parcel.delivery.schedule for parcel in slack]
    assert [elsewhere.number] == [parcel.delivery.schedule for parcel in await lease(store, TOMORROW + hour)]
    await send(store, slack[0])
    assert [late.number] == [parcel.delivery.schedule for parcel in await lease(store, TOMORROW + hour)]


async def test_one_that_waits_holds_up_its_own_parts_alone(store: Store) -> None:
    """What is to be tried again later lets other digests of the room go first, but not what comes behind it."""
    await issued(store, await entered(store), TOMORROW, "1a", "1b")
    await issued(store, await entered(store), TOMORROW, "2a")
    (first,) = await lease(store)
    await fail(store, first, TOMORROW)

    (other,) = await lease(store)
    assert "2a" == other.letter.body
    await send(store, other)
    assert [] == await lease(store)
    (again,) = await lease(store, TOMORROW + MINUTE)
    await send(store, again)
    (behind,) = await lease(store, TOMORROW + MINUTE)
    assert ("1a", "1b", "m1") == (again.letter.body, behind.letter.body, behind.letter.under)


async def test_nothing_overtakes_a_message_whose_holder_was_killed(store: Store) -> None:
    """The room's other messages wait until somebody has looked for it."""
    await issued(store, await entered(store, DESK, "daily at 10:00"), TOMORROW + timedelta(hours=1), "first")
    now = TOMORROW + timedelta(hours=1)
    await lease(store, now, "killed")
    await issued(store, await entered(store), now, "earlier slot")

    assert [] == await lease(store, now + SECOND)
    assert ["first"] == [parcel.letter.body for parcel in await lease(store, now + MINUTE)]


async def test_what_is_given_up_takes_the_parts_behind_along(store: Store) -> None:
    """For the same reason; the parts in front stay sent, and news of it are written once it is so."""
    await issued(store, await entered(store), TOMORROW, "a", "b", "c", "d")
    (first,) = await lease(store)
    await send(store, first)
    (second,) = await lease(store)
    over = second.delivery.deadline + MINUTE
    assert None is await store.change_delivery(
        second.number, lambda _: None, [Notice("no", 0, "slack", "U1", "", START)]
    )
    await fail(store, second, over)

    found = [(p.delivery.state, p.delivery.reason) for p in reversed(await store.deliveries())]
    assert [(State.SENT, None), *[(State.GIVEN_UP, "status 503")] * 3] == found
    assert [] == await lease(store, over + DAY)
    assert [] == list(await store.notices())


async def test_a_room_that_is_gone_ends_all_parts(store: Store) -> None:
    """With the notice beside it; the digest is free for its next slot."""
    await issued(store, await entered(store), TOMORROW, "a", "b")
    (first,) = await lease(store)
    news = Notice("gone", 0, "slack", "U1", "C1 is gone.", START)
    await store.change_delivery(first.number, lambda was: gone(was, "h", "channel_not_found"), [news])

    assert {"gone": 2} == dict(await store.delivery_states())
    assert [news] == list(await store.notices())
    assert [1] == [one.number for one in await store.due(TOMORROW + DAY, BOTH, 9)]


async def test_lists_tell_how_messages_stand_and_not_what_they_say(store: Store) -> None:
    """Of one digest or one room or all, the latest first."""
    for room in rooms(2):
        await issued(store, await entered(store, room), TOMORROW, "a", "b")

    assert [4, 3, 2] == [parcel.number for parcel in await store.deliveries(limit=3)]
    assert [2, 1] == [parcel.number for parcel in await store.deliveries(1)]
    assert [4, 3] == [parcel.number for parcel in await store.deliveries(room=rooms(2)[1].key)]
    assert [] == list(await store.deliveries(1, rooms(2)[1].key))
    assert {""} == {parcel.letter.body for parcel in await store.deliveries()}
    assert {"due": 4} == dict(await store.delivery_states())


async def test_a_clock_that_was_set_back_keeps_nothing_for_a_year(store: Store) -> None:
    """Neither a lease given in what is now the future, nor a wait that began there."""
    ahead = TOMORROW + 365 * DAY
    for room in rooms(2):
        await issued(store, await entered(store, room), ahead)
    leased, failing = await lease(store, ahead)
    await fail(store, failing, ahead)

    (retried,) = await lease(store, TOMORROW)
    assert failing.number == retried.number
    (taken,) = await lease(store, TOMORROW + 16 * SECOND, "next", 1)
    assert (leased.number, True) == (taken.number, taken.delivery.unsure)
    assert TOMORROW + 16 * SECOND >= taken.letter.written


async def test_of_a_deleted_digest_only_what_is_under_way_is_finished(store: Store) -> None:
    """The rest of it does not come, and what could not be brought is not tried again."""
    for room in rooms(3):
        await issued(store, await entered(store, room), TOMORROW, "a", "b")
    sent, failing, killed = await lease(store)
    for number in (1, 2, 3):
        await store.delete_digest(number)
    assert {"leased": 3} == dict(await store.delivery_states())
    assert await store.change_delivery(sent.number, lambda was: succeeded(was, "m"))
    await fail(store, failing, TOMORROW)

    assert [killed.number] == [parcel.number for parcel in await store.deliveries()]
    assert [] == await lease(store, TOMORROW + DAY)
    assert {} == dict(await store.delivery_states())


async def test_old_messages_are_forgotten_save_the_latest_of_each_digest(store: Store) -> None:
    """So many at once, and their editions after them; what is still to be sent stays."""
    one = await entered(store)
    for number in range(4):
        one = await issued(store, one, TOMORROW + number * DAY, "a", "b")
        for _ in range(2):
            (parcel,) = await lease(store, TOMORROW + number * DAY)
            await send(store, parcel)
    await issued(store, await entered(store, rooms(1)[0]))
    end = TOMORROW + 400 * DAY

    assert 0 == await store.prune_deliveries(START, 99)
    assert [4, 5, 0] == [await store.prune_deliveries(end, limit) for limit in (4, 99, 99)]
    assert [8, 7] == [parcel.number for parcel in await store.deliveries(1)]
    assert (1, 1) == (len(await store.editions(1, 9)), len(await store.editions(2, 9)))
    assert {"sent": 2, "due": 1} == dict(await store.delivery_states())


async def test_however_it_goes_each_message_is_sent_once(opened: Opener) -> None:
    """Two holders that die at any step, with answers that are lost: every part is in its room once, in order."""
    stores = [await opened(), await opened()]
    for room in rooms(4):
        await issued(stores[0], await entered(stores[0], room), TOMORROW, "a", "b", "c")
    there: dict[str, str] = {}
    now = TOMORROW
    for turn in range(200):
        holder = turn % 2
        for parcel in await lease(stores[holder], now, str(holder), 1 + turn % 3):
            fate = (turn * 7 + parcel.number) % 5
            if parcel.delivery.unsure and parcel.letter.name in there:
                await send(stores[holder], parcel)
                continue
            assert parcel.letter.name not in there
            if fate != 0:  # else killed before it is sent
                there[parcel.letter.name] = parcel.letter.room.key + parcel.letter.body
            if fate in (3, 4):  # else killed behind it
                await send(stores[holder], parcel)
        now += timedelta(seconds=6)

    assert {"sent": 12} == dict(await stores[0].delivery_states())
    assert sorted(there.values()) == [room.key + body for room in rooms(4) for body in "abc"]
    assert [place[-1] for place in there.values() if place.startswith(rooms(1)[0].key)] == ["a", "b", "c"]


async def test_a_slot_is_written_once_for_each_room_and_part(store: Store) -> None:
    """A second message of the same name is refused by the store itself, wherever it comes from."""
    one = await entered(store)
    moved, edition, drafts = issue(one)
    assert await store.write_edition(moved, edition, drafts)

    assert not await store.write_edition(replace(moved, version=1), edition, drafts)
    assert 1 == len(await store.deliveries())
    assert [] == list(await store.watches())
    assert await store.write_alert(DESK, alert(), [])
    assert ["0", "1"] == sorted(parcel.letter.name[0] for parcel in await store.deliveries())
