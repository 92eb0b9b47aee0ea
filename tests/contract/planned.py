"""Digests, watches and messages for the tests of stores, as the services would make them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.agenda import Draft, Parcel
from bot.core.cadence_reading import read_cadence
from bot.core.delivery import Delivery, Failure, failed, succeeded
from bot.core.digests import Digest, Edition, Fate, Subject
from bot.core.following import Adder
from bot.core.ports import Store
from bot.core.rooms import Room
from bot.core.schedule import Late, Schedule, advance
from bot.core.slots import Rhythm
from bot.core.watches import Watch
from tests.contract.conftest import START

ADA = Adder("slack", "U1", "T1")
DESK = Room("slack", "C1", None, "T1")
BERLIN = ZoneInfo("Europe/Berlin")
DAY = timedelta(days=1)
TOMORROW = START.replace(hour=8, minute=0) + DAY
BOTH = ("slack", "discord")


def schedule(cadence: str = "daily at 09:00", late: Late = Late.SEND) -> Schedule:
    """One that begins with the tests; nine in Berlin is eight in UTC."""
    return Schedule(Rhythm(read_cadence(cadence, 1), BERLIN, START), late, START)


def digest(room: Room = DESK, cadence: str = "daily at 09:00", **fields: Any) -> Digest:
    """One that was not entered yet."""
    known = {"name": "Border", "owner": ADA, "subject": Subject(("tumen river",)), "created": START}
    return Digest(0, room=room, schedule=schedule(cadence), **known | fields)


async def entered(store: Store, room: Room = DESK, cadence: str = "daily at 09:00", **fields: Any) -> Digest:
    """One that is in the store."""
    found = await store.add_digest(digest(room, cadence, **fields), 1_000)
    assert found is not None
    return found


def rooms(count: int) -> list[Room]:
    """Several channels."""
    return [Room("slack", f"C{number}", None, "T1") for number in range(count)]


def issue(
    one: Digest, now: datetime = TOMORROW, bodies: Sequence[str] = ("words",), **fields: Any
) -> tuple[Digest, Edition, list[Draft]]:
    """What is to be written when a digest is due: where it stands then, the edition and its messages."""
    after, due = advance(one.schedule, now)
    assert due is not None
    edition = Edition(one.number, due.slot.key, due.first.key, due.slot.at, now, due.since, Fate.SENT)
    drafts = [
        Draft(Delivery(one.number, due.slot.key, one.room.key, part, now, due.deadline), one.room, body)
        for part, body in enumerate(bodies)
    ]
    return replace(one, schedule=after), replace(edition, **fields), drafts


async def issued(store: Store, one: Digest, now: datetime = TOMORROW, *bodies: str, **fields: Any) -> Digest:
    """The digest after its edition was written."""
    assert await store.write_edition(*issue(one, now, bodies or ("words",), **fields))
    found = await store.digest(one.number)
    assert found is not None
    return found


async def lease(store: Store, now: datetime = TOMORROW, holder: str = "h", limit: int = 100) -> list[Parcel]:
    """What a holder may send now, for 15 seconds."""
    return list(await store.lease(holder, now, 15.0, BOTH, limit))


async def send(store: Store, parcel: Parcel) -> None:
    """Mark a message as sent, under a name of its own."""
    assert await store.change_delivery(parcel.number, lambda was: succeeded(was, f"m{parcel.number}"))


async def fail(store: Store, parcel: Parcel, now: datetime, *, taken: bool = False) -> Delivery | None:
    """Mark an attempt as failed; how the message stands then."""
    held, problem = parcel.delivery.holder or "", Failure("status 503", taken)
    return await store.change_delivery(parcel.number, lambda was: failed(was, held, now, problem))


def watch(words: str = "tumen river", room: Room = DESK, **fields: Any) -> Watch:
    """One that was not entered yet."""
    return Watch(0, words, room, **{"owner": ADA, "created": START, "zone": "UTC"} | fields)


def alert(slot: str = "w1", room: Room = DESK, body: str = "It has come in.") -> list[Draft]:
    """A message of a room's watches."""
    return [Draft(Delivery(0, slot, room.key, 0, START, START + DAY), room, body)]
