"""The slots of a cadence in a time zone: when exactly something is due, and which wall time that stands for.

A slot is known by what does not move: on the wall its wall time, for an interval the instant counted from the start.
So a restart, a clock that jumps and a new time zone database find the same slots again, though perhaps at another
instant. A wall time that comes twice is one slot, the first; those that fall into a gap are due right after it, and if
several fall on one instant they are one slot with the name of the last. Pure; standard library and the core alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count, islice, takewhile
from zoneinfo import ZoneInfo

from bot.core.cadence import DAY, Cadence, Every, OnTheWall, walls
from bot.core.wallclock import instant_of, wall_at


@dataclass(frozen=True, slots=True)
class Slot:
    """A time at which something is due: the instant in UTC, the wall time it stands for, and its name for ever.

    `key` is unique within a schedule: "2026-11-23T08:00" on the wall, "2026-11-23T08:00:00Z" for an interval.
    """

    at: datetime
    wall: datetime
    key: str


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A cadence in a zone from a moment on: intervals are counted from `since` (UTC), and no slot is before it."""

    cadence: Cadence
    zone: ZoneInfo
    since: datetime

    @property
    def anchor(self) -> datetime:
        """The whole second that intervals are counted from."""
        return self.since.astimezone(UTC).replace(microsecond=0)


def slots(rhythm: Rhythm, after: datetime, until: datetime) -> Iterator[Slot]:
    """The slots later than `after`, up to and with `until`, in order; both are instants."""
    begin = max(after, rhythm.since)
    cadence = rhythm.cadence
    if isinstance(cadence, Every):
        found = _counted(rhythm, cadence, begin)
    else:
        found = _on_the_wall(rhythm, cadence, wall_at(begin, rhythm.zone))
    later = (slot for slot in found if slot.at > begin)
    return takewhile(lambda slot: slot.at <= until, later)


def next_slots(rhythm: Rhythm, after: datetime, number: int) -> tuple[Slot, ...]:
    """The next slots after an instant; fewer only where the calendar ends."""
    return tuple(islice(slots(rhythm, after, datetime.max.replace(tzinfo=UTC)), number))


def slots_after(rhythm: Rhythm, last: Slot | None) -> Iterator[Slot]:
    """The slots behind one that was reached, by its name and not its instant; all of them where there is none."""
    cadence = rhythm.cadence
    if isinstance(cadence, Every):
        return _counted(rhythm, cadence, last.at if last else rhythm.since)
    return _on_the_wall(rhythm, cadence, last.wall if last else wall_at(rhythm.since, rhythm.zone))


def latest_slot(rhythm: Rhythm, last: Slot | None, now: datetime) -> Slot | None:
    """The latest slot behind `last` that is due by now. The work does not grow with the time that has passed."""
    cadence = rhythm.cadence
    if isinstance(cadence, Every):
        passed = (now - rhythm.anchor) // timedelta(seconds=cadence.seconds)
        slot = _interval(rhythm, cadence, passed)
        return slot if passed > 0 and (last is None or slot.at > last.at) else None
    floor, top = last.wall if last else wall_at(rhythm.since, rhythm.zone), wall_at(now, rhythm.zone)
    span = DAY
    while True:
        begin = max(floor, top - span)
        due = takewhile(lambda slot: slot.at <= now, _on_the_wall(rhythm, cadence, begin))
        newest = deque(due, maxlen=1)
        if newest or begin == floor:
            return newest[0] if newest else None
        span *= 8


def _counted(rhythm: Rhythm, cadence: Every, after: datetime) -> Iterator[Slot]:
    passed = (after - rhythm.anchor) // timedelta(seconds=cadence.seconds)
    return (_interval(rhythm, cadence, number) for number in count(max(passed, 0) + 1))


def _interval(rhythm: Rhythm, cadence: Every, number: int) -> Slot:
    at = rhythm.anchor + timedelta(seconds=cadence.seconds * number)
    return Slot(at, wall_at(at, rhythm.zone), f"{at:%Y-%m-%dT%H:%M:%S}Z")


def _on_the_wall(rhythm: Rhythm, cadence: OnTheWall, after: datetime) -> Iterator[Slot]:
    """Slots with a wall time later than `after`; one in a gap waits to see whether the next falls on its instant."""
    held = None
    for wall in walls(cadence, after):
        slot = Slot(instant_of(wall, rhythm.zone), wall, wall.isoformat(timespec="minutes"))
        if held and held.at != slot.at:
            yield held
        held = None
        if slot.at <= rhythm.since:
            continue
        if wall_at(slot.at, rhythm.zone) == wall:
            yield slot
        else:
            held = slot
    if held:
        yield held
