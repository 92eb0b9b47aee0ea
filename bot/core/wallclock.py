"""Local wall time and exact instants: what the clock on a wall shows in a zone, and when it shows it.

A wall time is a naive datetime. Where the clock is put back a wall time comes twice and stands for the first; where it
is put forward, those it jumps over stand for the moment right after the gap. Standard library only.
"""

from __future__ import annotations

import difflib
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from bot.core.errors import UserError

SECOND = timedelta(seconds=1)
_LONGEST_NAME = 60


def read_zone(name: str) -> ZoneInfo:
    """The zone of an IANA name, written in any case and with spaces for underscores; `UserError` for any other."""
    wanted = "_".join(name.split())
    try:
        # Names are checked against the list first: a zone's name is also a path.
        return ZoneInfo(_listed(wanted))
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a database torn by an update
        raise UserError(f"The rules of '{wanted[:_LONGEST_NAME]}' cannot be read on this machine.") from None


def zone_names() -> tuple[str, ...]:
    """Every IANA name known here, in order; it walks a folder, so whoever asks often keeps the answer."""
    return tuple(sorted(available_timezones()))


def _listed(wanted: str) -> str:
    zones = {name.lower(): name for name in zone_names()}
    if wanted.lower() in zones:
        return zones[wanted.lower()]
    cities = {name.rpartition("/")[2]: name for name in zones}
    near = difflib.get_close_matches(wanted[:_LONGEST_NAME].lower().rpartition("/")[2], cities, n=1, cutoff=0.7)
    hint = zones[cities[near[0]]] if near else "Europe/Berlin, Asia/Seoul or UTC"
    raise UserError(f"'{wanted[:_LONGEST_NAME]}' is no time zone. Try {hint}.")


def wall_at(instant: datetime, zone: ZoneInfo) -> datetime:
    """What the wall clock shows at an instant."""
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)


def instant_of(wall: datetime, zone: ZoneInfo, *, last: bool = False) -> datetime:
    """When the wall clock shows a wall time, in UTC; `last` takes the second of two times it does."""
    local = wall.replace(tzinfo=zone, fold=int(last))
    instant = local.astimezone(UTC)
    if wall_at(instant, zone) == wall:
        return instant
    # In a gap fold 1 reckons with the offset after it, which gives the earlier instant, and fold 0 the later.
    return _change(local.replace(fold=1).astimezone(UTC), local.replace(fold=0).astimezone(UTC), zone)


def _change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The first second with the offset that holds at `after`, when that at `before` is another."""
    offset = after.astimezone(zone).utcoffset()
    while after - before > SECOND:
        middle = before + (after - before) // (2 * SECOND) * SECOND
        if middle.astimezone(zone).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after.replace(microsecond=0)
