"""A digest and its periods for the tests of what it says."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.cadence import Clock, Weekdays
from bot.core.digests import Digest, Mark, Period, Subject
from bot.core.following import Adder
from bot.core.ports import Store
from bot.core.rooms import Room
from bot.core.schedule import Late, Schedule
from bot.core.slots import Rhythm
from bot.services.compiling import Compiler
from bot.services.naming import StoreNamer

SEOUL = ZoneInfo("Asia/Seoul")
SUNDAY = datetime(2026, 11, 21, 23, tzinfo=UTC)  # Sunday, 08:00 in Seoul
DAY = timedelta(days=1)


def digest(*topics: str, **fields: Any) -> Digest:
    """A daily digest at eight in Seoul."""
    rhythm = Rhythm(Clock(Weekdays(tuple(range(7))), (time(8),)), fields.pop("zone", SEOUL), SUNDAY - DAY)
    known = {
        "number": 3, "name": "Morning digest", "room": Room("slack", "C1"), "owner": Adder("slack", "U1"),
        "subject": Subject(topics, fields.pop("sources", ())), "schedule": Schedule(rhythm, Late.SEND, SUNDAY),
        "created": SUNDAY - DAY,
    }  # fmt: skip
    return Digest(**known | fields)


def period(since: Mark, until: Mark, **fields: Any) -> Period:
    """From Sunday to Monday."""
    known = {"began": SUNDAY, "ended": SUNDAY + DAY, "at": SUNDAY + DAY, "last": SUNDAY}
    return Period(since, until, **known | fields)


def compiler(store: Store) -> Compiler:
    """A compiler over a store."""
    return Compiler(store, StoreNamer(store))
