"""What a schedule owes at a moment, and where it stands once that is written down: pure, so that every case is a test.

A schedule remembers the last slot it has passed. Time only moves it on: a clock set back finds nothing due, one set
forward finds one slot, however many were passed. Standard library and the core alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.core.slots import Rhythm, Slot, latest_slot, slots_after

ON_TIME: Final = timedelta(minutes=5)
SHORTEST_PATIENCE: Final = timedelta(hours=1)
LONGEST_PATIENCE: Final = timedelta(days=1)


class Late(StrEnum):
    """What becomes of a slot that was missed by more than `ON_TIME`."""

    SEND = "send"  # at once, once for all that were missed, and marked as late
    MERGE = "merge"  # its news come with the next slot
    SKIP = "skip"  # its news are not told


@dataclass(frozen=True, slots=True)
class Schedule:
    """Where a schedule stands: the last slot it has passed, and up to when its channel has been told the news.

    `told` is what a digest says ("since Sun 08:00") and what skipping moves; which articles are new is better asked of
    the order in which a store took them in, since no clock changes that. `paused` is why it rests, null while it runs.
    """

    rhythm: Rhythm
    late: Late
    told: datetime
    reached: Slot | None = None
    paused: str | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """One delivery to make now, for `slot` and all from `first` on; its news are those after `since`.

    `late` asks for a label. Attempts to send end at `deadline`.
    """

    slot: Slot
    first: Slot
    since: datetime
    late: bool
    deadline: datetime

    @property
    def merged(self) -> bool:
        """Whether it stands for more than one slot."""
        return self.first != self.slot


def advance(schedule: Schedule, now: datetime) -> tuple[Schedule, Due | None]:
    """The schedule as it stands after `now`, and what it owes; both belong into one transaction."""
    slot = None if schedule.paused else latest_slot(schedule.rhythm, schedule.reached, now)
    if slot is None:
        return schedule, None
    reached = replace(schedule, reached=slot)
    late = now - slot.at > ON_TIME
    if late and schedule.late is not Late.SEND:
        return (_told(reached, slot.at) if schedule.late is Late.SKIP else reached), None
    first = _first(schedule, slot)
    if first != slot and schedule.late is Late.SKIP:
        before = latest_slot(schedule.rhythm, schedule.reached, slot.at - timedelta.resolution)
        reached, first = _told(reached, before.at if before else slot.at), slot
    due = Due(slot, first, reached.told, late, _deadline(schedule.rhythm, slot, now))
    return _told(reached, now), due


def next_due(schedule: Schedule) -> datetime | None:
    """When the schedule should be looked at again; null while it is paused and where nothing will come."""
    following = None if schedule.paused else next(slots_after(schedule.rhythm, schedule.reached), None)
    return following.at if following else None


def pause(schedule: Schedule, reason: str) -> Schedule:
    """At rest; one that rests already keeps its first reason."""
    return schedule if schedule.paused else replace(schedule, paused=reason)


def resume(schedule: Schedule, now: datetime) -> Schedule:
    """Running again from the next slot after now.

    What was missed at rest comes with that slot, or not at all for `Late.SKIP`. A schedule that ran ahead of a clock
    since set right comes back to it, so a store must still refuse a slot it has already written down.
    """
    reached = latest_slot(schedule.rhythm, None, now)
    running = replace(schedule, paused=None, reached=reached, told=min(schedule.told, now))
    return _told(running, now) if schedule.late is Late.SKIP else running


def ahead(schedule: Schedule, now: datetime) -> timedelta:
    """How far the schedule has run ahead of the clock, zero as a rule: much of it says that the clock was wrong."""
    return max(schedule.reached.at - now, timedelta()) if schedule.reached else timedelta()


def _first(schedule: Schedule, slot: Slot) -> Slot:
    """The first slot that was not passed before; a new zone database may have moved even `slot` away from it."""
    first = next(slots_after(schedule.rhythm, schedule.reached), slot)
    return first if first.at <= slot.at else slot


def _told(schedule: Schedule, until: datetime) -> Schedule:
    return replace(schedule, told=max(schedule.told, until))


def _deadline(rhythm: Rhythm, slot: Slot, now: datetime) -> datetime:
    """The next slot's time, but neither too soon for an outage to pass nor so late that the news are old."""
    following = next(slots_after(rhythm, slot), None)
    until = following.at if following else now + LONGEST_PATIENCE
    return min(max(until, now + SHORTEST_PATIENCE), now + LONGEST_PATIENCE)
