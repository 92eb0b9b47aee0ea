"""Slots over every time zone: a sample of the odd ones here, all of the database under `make fuzz`."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.core.cadence import ALL_DAYS, Cadence, Clock, Cron, MonthDays, Weekdays
from bot.core.slots import Rhythm, Slot, latest_slot, slots
from bot.core.wallclock import wall_at

START, END = datetime(2020, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
SAMPLED = datetime(2024, 6, 1, tzinfo=UTC)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
ODD = (
    "Africa/Cairo",  # summer time taken up again in 2023, at midnight
    "Africa/Casablanca",  # two changes around each Ramadan
    "America/Havana",  # a gap at midnight
    "America/New_York",
    "America/Nuuk",  # a change of standard time and of rules
    "America/Santiago",
    "Antarctica/Casey",  # three hours to and fro
    "Antarctica/Troll",  # two hours
    "Asia/Almaty",  # a zone given up in 2024
    "Asia/Gaza",
    "Asia/Tehran",  # summer time given up in 2022
    "Australia/Lord_Howe",  # half an hour
    "Europe/Dublin",  # winter time is the exception
    "Pacific/Chatham",
    "UTC",
)
ALL = os.environ.get("SITREP_EXAMPLES") == "fuzz"
ZONES = sorted(available_timezones()) if ALL else ODD
# What may fall into a gap or an overlap anywhere: around midnight, 01:00 to 04:00, and noon for comparison.
NIGHT = ((0, 0), (0, 30), (1, 0), (1, 59), (2, 0), (2, 30), (2, 45), (3, 0), (3, 59), (12, 0), (23, 0), (23, 59))
Matches = Callable[[datetime], bool]


def clock(days: Weekdays | MonthDays, *times: tuple[int, int]) -> Clock:
    """A cadence at hours and minutes."""
    return Clock(days, tuple(time(*moment) for moment in times))


# Each cadence beside the same in words of its own, minute by minute.
CADENCES: tuple[tuple[Cadence, Matches], ...] = (
    (clock(Weekdays(ALL_DAYS), *NIGHT), lambda wall: (wall.hour, wall.minute) in NIGHT),
    (clock(Weekdays((5, 6)), (2, 30)), lambda wall: wall.weekday() > 4 and (wall.hour, wall.minute) == (2, 30)),
    (
        clock(MonthDays((-1,)), (0, 30), (2, 0)),
        lambda wall: (wall + DAY).day == 1 and (wall.hour, wall.minute) in {(0, 30), (2, 0)},
    ),
    (Cron("*/20 0-3 * * *"), lambda wall: wall.hour < 4 and wall.minute in {0, 20, 40}),
)


def changes(zone: ZoneInfo) -> list[datetime]:
    """The beginning of each three hours in which the zone's offset changes; a few of them in the sample."""
    step, at, found = timedelta(hours=3), START, []
    offset = at.astimezone(zone).utcoffset()
    while at < (END if ALL else SAMPLED):
        later = (at + step).astimezone(zone).utcoffset()
        if later != offset:
            found.append(at)
        at, offset = at + step, later
    return found


def watched(zone: ZoneInfo, after: datetime, until: datetime) -> list[tuple[datetime, tuple[datetime, ...]]]:
    """What somebody sees who looks at a wall clock each minute: the instant, and the times shown for the first time.

    A clock that jumps forward has shown the times between all at once; one put back shows nothing new for a while.
    """
    shown, at, seen = wall_at(after, zone), after, []
    while at < until:
        at += MINUTE
        wall = wall_at(at, zone)
        if wall > shown:
            seen.append((at, tuple(shown + MINUTE * step for step in range(1, (wall - shown) // MINUTE + 1))))
            shown = wall
    return seen


@pytest.mark.parametrize("name", ZONES)
def test_slots_are_those_of_a_watched_wall_clock(name: str) -> None:
    """Around every change of a zone's offset the slots are those that a look at the clock each minute finds.

    Of several times shown at once the last counts.
    """
    zone = ZoneInfo(name)
    for change in changes(zone):
        after, until = change - timedelta(hours=3), change + timedelta(hours=26)
        seen = watched(zone, after, until)
        for cadence, matches in CADENCES:
            due = ((at, [wall for wall in walls if matches(wall)]) for at, walls in seen)
            found = [(slot.at, slot.wall) for slot in slots(Rhythm(cadence, zone, START), after, until)]
            assert [(at, walls[-1]) for at, walls in due if walls] == found


@pytest.mark.parametrize("name", ZONES)
def test_each_local_day_has_exactly_its_slots(name: str) -> None:
    """No slot is lost or doubled in any year, instants only grow, and a slot is at its wall time or after a gap."""
    zone = ZoneInfo(name)
    rhythm = Rhythm(clock(Weekdays(ALL_DAYS), (2, 30), (8, 0)), zone, START)
    found = list(slots(rhythm, START, END if ALL else SAMPLED))
    assert all(earlier.at < later.at for earlier, later in pairwise(found))
    assert len(found) == len({slot.key for slot in found})
    assert expected_walls(found[0].wall, found[-1].wall) == [slot.wall for slot in found]
    strays = [slot for slot in found if wall_at(slot.at, zone) != slot.wall]
    assert [] == [slot for slot in strays if not is_after_gap(slot, zone)]


def expected_walls(first: datetime, last: datetime) -> list[datetime]:
    """02:30 and 08:00 of every day from the first to the last."""
    days = ((last.date() - first.date()).days) + 1
    walls = [datetime.combine(first.date() + DAY * day, at) for day in range(days) for at in (time(2, 30), time(8))]
    return [wall for wall in walls if first <= wall <= last]


def is_after_gap(slot: Slot, zone: ZoneInfo) -> bool:
    """Whether the clock jumps over the slot's wall time at its very instant."""
    return wall_at(slot.at - timedelta(seconds=1), zone) < slot.wall < wall_at(slot.at, zone)


@pytest.mark.parametrize("name", ZONES)
def test_the_latest_slot_is_the_last_of_all(name: str) -> None:
    """Looking back from any moment around a change finds the last slot that going forward finds."""
    zone = ZoneInfo(name)
    for change in changes(zone):
        for cadence, _ in CADENCES:
            rhythm = Rhythm(cadence, zone, change - timedelta(hours=40))
            for hours in (-1, 0, 1, 2, 3, 25):
                now = change + timedelta(hours=hours, minutes=40)
                *_, newest = (None, *slots(rhythm, rhythm.since, now))
                assert newest == latest_slot(rhythm, None, now)
