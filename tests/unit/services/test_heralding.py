"""Admins are told once when a source dies, however long it takes to reach them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.agenda import Parcel
from bot.core.carrying import Letter
from bot.core.delivery import Delivery
from bot.core.faults import Fault, FaultKind
from bot.core.following import SETTINGS, Adder, Followed, Tried, after, begun
from bot.core.ports import Store
from bot.core.register import Wanted
from bot.core.reply import Reply
from bot.core.rooms import Room
from bot.services.heralding import Herald, death_notices, fault_notices
from bot.store import open_store
from tests.unit.services.delivering import digest
from tests.unit.services.following import ADA, NOW, Clock

FEED = "https://news.test/feed"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store."""
    opened = await open_store(f"sqlite:///{tmp_path}/store.db", clock=Clock())
    yield opened
    await opened.close()


class Postbox:
    """A `Teller` that reaches people only while it is open."""

    def __init__(self) -> None:
        self.open = False
        self.sent: list[tuple[str, str, str]] = []

    async def tell(self, platform: str, user: str, reply: Reply, key: str) -> bool:
        """Note who was told."""
        if platform == "discord":
            raise ConnectionResetError
        if self.open:
            self.sent.append((platform, user, key))
        return self.open and bool(reply.notes)


def dead(adder: Adder) -> Followed:
    """A source that has just died."""
    return after(Followed(1, FEED, FEED, adder, NOW, begun(NOW, "feed")), Tried("gone", "is gone"), NOW)


async def test_a_death_is_told_once_when_somebody_can_be_reached(store: Store) -> None:
    """Not reached is tried again, reached is reached, and a platform that breaks stops nobody."""
    await store.follow([Wanted(FEED, FEED, ADA, NOW)])
    notices = death_notices(["discord:7", "slack:U2"])(dead(SETTINGS), NOW)
    await store.settle([dead(SETTINGS)], notices)
    box = Postbox()
    herald = Herald(store, box, Clock())
    await herald.tell()
    assert 2 == len(await store.notices())

    box.open = True
    await herald.tell()
    await herald.tell()
    assert [("slack", "U2", notices[0].key)] == box.sent
    assert ["discord"] == [notice.platform for notice in await store.notices()]


@pytest.mark.parametrize(
    ("adder", "admins", "told"),
    [
        (ADA, ["slack:U2"], [("slack", "U1")]),
        (SETTINGS, ["slack:U2", "discord:7"], [("slack", "U2"), ("discord", "7")]),
        (Adder("terminal", "local"), ["slack:U2", "terminal:me"], [("slack", "U2")]),
        (SETTINGS, [], [("", "")]),
    ],
    ids=["who added it", "every admin", "added at the terminal", "nobody is known"],
)
def test_who_is_told(adder: Adder, admins: list[str], told: list[tuple[str, str]]) -> None:
    """Whoever added it, else every admin who can be written to."""
    notices = death_notices(admins)(dead(adder), NOW)

    assert told == [(notice.platform, notice.user) for notice in notices]
    assert 1 == len({notice.key for notice in notices})


def fault(kind: FaultKind, number: int = 3, slot: str = "2026-11-23T08:00", owner: Adder = ADA) -> Fault:
    """A message that could not be brought; number 0 is of watches."""
    room = Room("slack", "C1")
    delivery = Delivery(number, slot, room.key, 0, NOW, NOW + timedelta(days=1), attempts=7)
    made = replace(digest(room=room), number=number, owner=owner) if number else None
    return Fault(kind, Parcel(1, delivery, Letter("n", room, "", NOW)), made, "The channel was deleted.")


def test_whoever_set_a_digest_up_and_every_admin_are_told_of_its_rest() -> None:
    """Each once, also where the maker is an admin; the words say what rests, why, and what wakes it."""
    notices = fault_notices(["slack:U1", "discord:7"])(fault("gone"), NOW)

    assert [("slack", "U1"), ("discord", "7")] == [(notice.platform, notice.user) for notice in notices]
    expected = (
        "Digest 3 (tumen river) for slack:C1 rests: The channel was deleted. /digest resume 3 wakes it; other digests "
        "there rest when they fall due."
    )
    assert {expected} == {notice.words for notice in notices}


def test_of_a_room_that_is_gone_one_hears_once_a_day() -> None:
    """However many digests and watches it had; of another day and of another fault again."""
    tell = fault_notices(["slack:U1"])
    same = [tell(fault("gone", number), NOW)[0].key for number in (3, 4, 0)]
    tomorrow = tell(fault("gone"), NOW + timedelta(days=1))[0].key
    lost = [tell(fault("undelivered", slot=slot), NOW)[0].key for slot in ("2026-11-23T08:00", "2026-11-24T08:00")]

    assert 1 == len(set(same))
    assert 4 == len({same[0], tomorrow, *lost})


def test_what_was_given_up_is_told_with_its_slot() -> None:
    """The time as its people know it, how often it was tried, and why it failed; nobody known is noted as well."""
    (notice,) = fault_notices([])(fault("undelivered", owner=SETTINGS), NOW)
    (watch,) = fault_notices(["slack:U1"])(fault("undelivered", 0, "2026-11-23T08:00:00.5Z#1.7"), NOW)

    assert ("", "") == (notice.platform, notice.user)
    assert "Digest 3 (tumen river) of Mon 23 Nov, 08:00 for slack:C1 was tried 7 times and given up: " in notice.words
    assert watch.words.startswith("The watches of Mon 23 Nov, 08:00 for slack:C1 were tried 7 times")
