"""What every store must do with messages of an article that is forgotten: no word of it is sent afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.delivery import State
from bot.core.digests import Digest, Mark
from bot.core.ports import Store
from bot.core.quantities import Quantity
from tests.contract.conftest import START
from tests.contract.made import made
from tests.contract.planned import (
    BOTH,
    DAY,
    DESK,
    TOMORROW,
    alert,
    entered,
    fail,
    issue,
    issued,
    lease,
    rooms,
    send,
    watch,
)


def figure(article: int) -> Quantity:
    """A figure of an article."""
    return Quantity(f"{article}00", None, None, "men", ("man",), "2026-11-22T08:00", f"{article}:2-5")


async def stocked(store: Store) -> None:
    """A store with five articles."""
    await store.save([made(str(number), f"Article {number}.") for number in range(1, 6)])


async def written(store: Store, *bodies: str) -> Digest:
    """A digest that has written down what it tells of articles 1, 2 and 3, of which it remembers figures."""
    one = await entered(store, mark=Mark(1, 0), memory=(figure(5),))
    moved, edition, drafts = issue(one, bodies=bodies or ("words",), new=(1, 2), updated=(3,))
    after = replace(moved, mark=Mark(5, 2), memory=(figure(5), figure(2)))
    assert await store.write_edition(after, edition, drafts)
    return one


async def test_an_unsent_digest_is_made_again(store: Store) -> None:
    """It stands where it stood before, so that the same slot is due with what is left; nothing of the old one goes."""
    await stocked(store)
    one = await written(store, "a", "b")
    await store.forget([2], "asked")

    assert [] == await lease(store)
    (due,) = await store.due(TOMORROW, BOTH, 9)
    assert replace(one, version=due.version) == due
    assert await store.write_edition(*issue(due, bodies=("without",), new=(1,), updated=(3,)))
    assert ["without"] == [parcel.letter.body for parcel in await lease(store)]
    assert 1 == len(await store.editions(1, 9))


async def test_one_that_rests_meanwhile_rests_on(store: Store) -> None:
    """What was written is taken back all the same."""
    await stocked(store)
    await written(store)
    await store.change_digest(1, lambda was: replace(was, schedule=replace(was.schedule, paused="asked")))
    await store.forget([3], "age")

    assert ([], []) == (await lease(store), list(await store.due(TOMORROW, BOTH, 9)))
    found = await store.digest(1)
    assert found is not None
    assert "asked" == found.schedule.paused


async def test_what_does_not_tell_of_it_stays(store: Store) -> None:
    """Another article's end changes nothing of it."""
    await stocked(store)
    await written(store, "a")
    await store.forget([4], "asked")

    assert ["a"] == [parcel.letter.body for parcel in await lease(store)]


async def test_a_message_that_names_it_is_taken_back_too(store: Store) -> None:
    """A reference to its evidence is enough, whatever the edition says that it is made of."""
    await stocked(store)
    await issued(store, await entered(store), TOMORROW, "Was 500 in the last digest (5.2:10-13)")
    await store.forget([5], "asked")

    assert [] == await lease(store)
    assert [1] == [one.number for one in await store.due(TOMORROW, BOTH, 9)]


async def test_figures_of_it_are_not_remembered(store: Store) -> None:
    """And what is being made with one meanwhile is refused, as is an edition that tells of what is gone."""
    await stocked(store)
    one = await entered(store, memory=(figure(1), figure(5)))
    await store.forget([1], "asked")
    found = await store.digest(1)
    assert found is not None

    assert (figure(5),) == found.memory
    assert not await store.write_edition(*issue(one))
    assert not await store.write_edition(*issue(found, new=(1, 2)))
    assert await store.write_edition(*issue(found, new=(2,), updated=(77,)))


@pytest.mark.parametrize("out", [1, 2], ids=["leased", "sent"])
async def test_where_a_part_is_out_the_rest_is_given_up(store: Store, out: int) -> None:
    """What is on its way cannot be called back, but is not tried again; the parts behind it do not come."""
    await stocked(store)
    await written(store, "a", "b", "c")
    for _ in range(out):
        (parcel,) = await lease(store)
        if parcel.delivery.part == 0 and out == 2:
            await send(store, parcel)
    await store.forget([1], "asked")
    failed = await fail(store, parcel, TOMORROW)

    assert failed is not None
    assert State.GIVEN_UP is failed.state
    assert {"an article that it told of was forgotten"} == {
        found.delivery.reason for found in await store.deliveries() if found.delivery.state is State.GIVEN_UP
    }
    assert [] == await lease(store, TOMORROW + DAY)


async def test_what_a_killed_holder_had_is_not_sent_again(store: Store) -> None:
    """Its words are gone, so that nobody takes it over; the room's other messages come."""
    await stocked(store)
    await written(store)
    await lease(store)
    await store.forget([1], "asked")
    await store.write_alert(DESK, alert(), [])

    assert [0] == [parcel.delivery.schedule for parcel in await lease(store, TOMORROW + DAY)]
    assert {"given up": 1, "leased": 1} == dict(await store.delivery_states())


async def test_watches_tell_of_the_others_again(store: Store) -> None:
    """Before they have written it down, and after; each is counted once."""
    await stocked(store)
    await store.add_watch(watch(), 9)
    await store.write_matches(Mark(5, 0), Mark(6, 0), {1: [1, 2, 3]})
    await store.forget([1], "asked")
    (found,) = (await store.untold(BOTH)).values()
    assert ((1, 2), (1, 3)) == found.pairs
    await store.write_alert(DESK, alert(), found.pairs)
    await store.forget([2], "asked")

    assert [] == await lease(store)
    (again,) = (await store.untold(BOTH)).values()
    assert (((1, 3),), False) == (again.pairs, again.waiting)
    assert [0] == [one.told for one in await store.watches()]
    assert not await store.write_alert(DESK, alert(), [(1, 2)])
    assert START < again.since < START + timedelta(hours=1)


async def test_a_match_with_what_was_forgotten_meanwhile_is_none(store: Store) -> None:
    """Also where it was found before."""
    await stocked(store)
    await store.add_watch(watch(room=rooms(1)[0]), 9)
    await store.forget([1], "asked")
    await store.write_matches(Mark(5, 0), Mark(6, 0), {1: [1]})

    assert {} == dict(await store.untold(BOTH))
