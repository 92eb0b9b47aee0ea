"""What every store must remember of digests; written against `bot.core.agenda.Agenda` alone."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.digests import Empty, Fate, Mark, Subject
from bot.core.following import Adder
from bot.core.ports import Store
from bot.core.quantities import Quantity
from bot.core.register import Notice
from bot.core.rooms import Room
from bot.core.schedule import Late, advance, pause, resume
from tests.contract.conftest import START, Opener, Ticking
from tests.contract.made import made
from tests.contract.planned import ADA, BOTH, DAY, DESK, TOMORROW, digest, entered, issue, issued, lease, rooms, send

THREAD = Room("discord", "77", None, None)
FIGURE = Quantity("up to 600 \udcff", None, 600.0, "people", ("guard",), "2026-11-22T08:00", "3.2:10-13")
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    "cadence",
    ["daily at 09:00", "every 90 seconds", "0 8 * * 1-5", "monthly on the first and last monday at 08:00 and 17:30"],
    ids=["days", "interval", "cron", "months"],
)
async def test_a_digest_comes_back_as_it_was(opened: Opener, cadence: str) -> None:
    """Everything that is known of it, wherever it stands, is read by another process just so."""
    store = await opened()
    given = digest(
        THREAD, cadence, name="Grenze “ü” \udcff", subject=Subject(("a", "b c"), ("Reuters",)), size="long",
        empty=Empty.SILENT, mark=Mark(7, 3), memory=(FIGURE,),
    )  # fmt: skip
    moved, _ = advance(replace(given.schedule, late=Late.MERGE), START + 400 * DAY + timedelta(microseconds=7))
    one = await store.add_digest(replace(given, schedule=pause(moved, "asked")), 5)
    await store.close()

    plain = replace(FIGURE, amount="up to 600 \ufffd")
    wanted = replace(given, number=1, name="Grenze “ü” \ufffd", memory=(plain,), schedule=pause(moved, "asked"))
    assert wanted == one == await (await opened()).digest(1)


async def test_a_room_has_so_many_and_no_more(store: Store) -> None:
    """Of many that come at once, too; another room has its own."""
    added = await asyncio.gather(*(store.add_digest(digest(), 3) for _ in range(6)))
    other = await store.add_digest(digest(THREAD), 3)

    assert 3 == sum(one is not None for one in added)
    assert other is not None
    assert (3, 1, 4) == (
        await store.count_digests(DESK.key), await store.count_digests(THREAD.key), await store.count_digests(),
    )  # fmt: skip
    assert [2, 3] == [one.number for one in await store.digests(DESK.key, 9, 1)]
    assert [1, 2, 3, 4] == [one.number for one in await store.digests()]


async def test_digests_are_found_by_who_set_them_up_and_counted_at_rest(store: Store) -> None:
    """Of an owner the platform and user count, not the workspace; those at rest are counted apart."""
    ben = Adder("slack", "U2", "T1")
    first, _, third = [await entered(store, owner=owner) for owner in (ADA, ben, ADA)]
    await store.change_digest(third.number, lambda was: replace(was, schedule=pause(was.schedule, "enough")))

    asked = replace(ADA, workspace="T9")
    assert [first.number, third.number] == [one.number for one in await store.digests(owner=asked)]
    assert [third.number] == [one.number for one in await store.digests(owner=asked, limit=9, skip=1)]
    assert (2, 1, 1, 0) == (
        await store.count_digests(owner=asked),
        await store.count_digests(resting=True),
        await store.count_digests(owner=asked, resting=True),
        await store.count_digests(owner=ben, resting=True),
    )


async def test_a_change_is_made_to_what_is_there_now(opened: Opener) -> None:
    """Two processes that change one at the same time lose nothing, and each change is a version of its own."""
    first, second = await opened(), await opened()
    await entered(first, name="")
    await asyncio.gather(
        *(
            store.change_digest(1, lambda was: replace(was, name=was.name + "x"))
            for _ in range(10)
            for store in (first, second)
        )
    )

    found = await first.digest(1)
    assert found is not None
    assert ("x" * 20, 20) == (found.name, found.version)
    assert None is await first.change_digest(9, lambda was: was)


async def test_news_of_a_change_are_written_with_it(store: Store) -> None:
    """Once; and not where there is no digest."""
    await entered(store)
    news = Notice("room gone", 0, "slack", "U1", "The room is gone.", START)
    for number in (1, 1, 2):
        await store.change_digest(number, lambda was: was, [replace(news, key=f"{news.key} {number}")])

    assert ["room gone 1"] == [notice.key for notice in await store.notices()]


async def test_what_is_due_comes_longest_first(store: Store) -> None:
    """Of the platforms that are asked for, and not what rests."""
    for cadence, room in (("daily at 09:10", DESK), ("daily at 09:00", DESK), ("every minute", THREAD)):
        await entered(store, room, cadence)
    await entered(store)
    await store.change_digest(4, lambda was: replace(was, schedule=pause(was.schedule, "asked")))

    assert START + MINUTE == await store.next_slot(BOTH)
    assert TOMORROW == await store.next_slot(["slack"])
    assert None is await store.next_slot(["terminal"])
    assert [] == list(await store.due(TOMORROW - MINUTE, ["slack"], 9))
    later = TOMORROW + timedelta(hours=2)
    assert [3, 2, 1] == [one.number for one in await store.due(later, BOTH, 9)]
    assert [2, 1] == [one.number for one in await store.due(later, ["slack"], 9)]
    assert [3, 2] == [one.number for one in await store.due(later, BOTH, 2)]


async def test_a_digest_waits_until_its_messages_are_over(store: Store) -> None:
    """While one is still to be sent it is not due, nor awaited; others are."""
    one = await issued(store, await entered(store), TOMORROW, "a", "b")
    await entered(store, THREAD)
    later = TOMORROW + 3 * DAY
    assert [2] == [found.number for found in await store.due(later, BOTH, 9)]
    assert None is await store.next_slot(["slack"])
    for _ in range(2):
        (parcel,) = await lease(store)
        await send(store, parcel)

    assert [one] == list(await store.due(later, ["slack"], 9))
    assert TOMORROW + DAY == await store.next_slot(["slack"])


async def test_one_that_ran_ahead_of_the_clock_is_not_due(store: Store) -> None:
    """Written in a year that was not; set right it is due again, and a slot that was written is refused."""
    one = await entered(store)
    await issued(store, await issued(store, one), TOMORROW + 400 * DAY)
    for _ in range(2):
        (parcel,) = await lease(store, TOMORROW + 400 * DAY)
        await send(store, parcel)
    assert [] == list(await store.due(TOMORROW + DAY, BOTH, 9))

    back = TOMORROW - MINUTE
    right = await store.change_digest(1, lambda was: replace(was, schedule=resume(was.schedule, back)))
    assert [right] == list(await store.due(TOMORROW, BOTH, 9))
    assert right is not None
    assert not await store.write_edition(*issue(right))
    assert [] == list(await store.due(TOMORROW, BOTH, 9))
    assert 2 == len(await store.deliveries())


async def test_an_edition_is_written_once(opened: Opener) -> None:
    """Of two processes that make the same slot one writes it, with its messages; the other leaves no trace."""
    first, second = await opened(), await opened()
    one = await entered(first)

    done = await asyncio.gather(
        *(store.write_edition(*issue(one, bodies=("a", "b"))) for _ in range(5) for store in (first, second))
    )
    assert [True] == [each for each in done if each]
    assert 1 == len(await first.editions(1, 9))
    assert [1, 0] == [parcel.delivery.part for parcel in await first.deliveries()]
    found = await second.digest(1)
    assert found is not None
    assert replace(issue(one)[0], version=1) == found


async def test_a_digest_that_was_changed_meanwhile_is_made_again(store: Store) -> None:
    """What was made of the one before is not written: not over a pause, and not where it is gone."""
    one = await entered(store)
    await store.change_digest(1, lambda was: replace(was, schedule=pause(was.schedule, "asked")))

    assert not await store.write_edition(*issue(one))
    assert not await store.write_edition(*issue(replace(one, number=9)))
    assert ([], []) == (list(await store.editions(1, 9)), list(await store.deliveries()))


async def test_editions_come_back_latest_first(store: Store) -> None:
    """With everything that they say; one without news sends nothing."""
    one = await entered(store)
    moved, told, _ = issue(one, TOMORROW + MINUTE, new=(3, 1), updated=(2,), arrived=9, late=True)
    assert await store.write_edition(moved, told, ())
    moved, silent, _ = issue(replace(moved, version=1), TOMORROW + DAY, fate=Fate.SILENT)
    assert await store.write_edition(moved, silent, ())

    assert [silent, told] == list(await store.editions(1, 9))
    assert [silent] == list(await store.editions(1, 1))
    assert [] == list(await store.deliveries())


async def test_a_deleted_digest_leaves_nothing(store: Store) -> None:
    """Nor does its number come back; other digests keep what is theirs."""
    for room in rooms(2):
        one = await issued(store, await entered(store, room))
        (parcel,) = await lease(store)
        await send(store, parcel)
        await issued(store, one, TOMORROW + DAY)

    assert [True, False] == [await store.delete_digest(2), await store.delete_digest(2)]
    assert ([], 2) == (list(await store.editions(2, 9)), len(await store.editions(1, 9)))
    assert {1} == {parcel.delivery.schedule for parcel in await store.deliveries()}
    assert 3 == (await entered(store)).number


async def test_marks_go_by_what_was_handed_out(opened: Opener) -> None:
    """Forgetting takes none back; at a moment it is what had come in by then."""
    clock = Ticking()
    store = await opened(clock=clock)
    assert Mark(0, 0) == await store.mark()
    await store.save([made("a", "One."), made("b", "Two.")])
    between = clock.now
    await store.save([made("b", "Two, changed."), made("c", "Three.")])

    assert Mark(3, 1) == await store.mark()
    assert Mark(2, 0) == await store.mark_at(between)
    assert Mark(0, 0) == await store.mark_at(START)
    assert Mark(3, 1) == await store.mark_at(datetime(2030, 1, 1, tzinfo=UTC))
    await store.forget([3], "asked")
    while await store.sweep(9):
        continue
    assert Mark(3, 1) == await store.mark()


async def test_edits_between_go_from_before_the_first_to_after_the_last(store: Store) -> None:
    """Only of articles that are there; one that was taken back is none."""
    for text in ("1", "2", "3"):
        await store.save([made("a", text), made("b", f"{text}{text}"), made("c", "back" if text == "2" else "same")])
    await store.save([made("d", "new")])
    until = await store.mark()
    await store.save([made("d", "later")])
    since = Mark(3, 0)

    found = await store.edits_between(since, until)
    assert [(1, 1, 3), (2, 1, 3)] == [(change.article, change.before, change.after) for change in found]
    assert [(4, 1, 2)] == [(c.article, c.before, c.after) for c in await store.edits_between(until, await store.mark())]
    assert [(1, 2, 3)] == [(c.article, c.before, c.after) for c in await store.edits_between(Mark(3, 3), Mark(3, 4))]
    await store.forget([1], "asked")
    assert [2] == [change.article for change in await store.edits_between(since, until)]
