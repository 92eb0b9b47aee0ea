"""When a channel may be told something new: not in its quiet hours, and never twice within ten minutes.

Pure; standard library and the core alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.core.errors import UserError
from bot.core.wallclock import instant_of, wall_at

PAUSE: Final = timedelta(minutes=10)
_WINDOW: Final = re.compile(r"(\d{1,2})(?::(\d\d))?\s*(?:-|–|to|until)\s*(\d{1,2})(?::(\d\d))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one time of day to another, also over midnight. They last until the clock shows their end the last time."""

    start: time
    end: time

    def __str__(self) -> str:
        """The words that `read_quiet` reads back."""
        return f"{self.start:%H:%M}-{self.end:%H:%M}"


def read_quiet(words: str) -> QuietHours:
    """Quiet hours as typed, "22:00-07:00" or "22 to 7"; `UserError` for anything else."""
    match = _WINDOW.fullmatch(" ".join(words.lower().split()))
    try:
        numbers = [int(part or 0) for part in match.groups()] if match else [24, 0, 24, 0]
        hours = QuietHours(time(numbers[0], numbers[1]), time(numbers[2], numbers[3]))
    except ValueError:
        raise UserError(f"'{words[:40]}' are no quiet hours. Try '22:00-07:00'.") from None
    if hours.start == hours.end:
        raise UserError("Quiet hours begin and end at different times. Try '22:00-07:00'.")
    return hours


def quiet_until(hours: QuietHours, zone: ZoneInfo, now: datetime) -> datetime | None:
    """When the quiet hours that hold now are over; null outside them."""
    today = wall_at(now, zone).date()
    # The later window first: where the clock is put back, hours of nearly a whole day begin again before they end.
    for day in (today, today - timedelta(days=1)):
        end_day = day if hours.start < hours.end else day + timedelta(days=1)
        start = instant_of(datetime.combine(day, hours.start), zone)
        end = instant_of(datetime.combine(end_day, hours.end), zone, last=True)
        if start <= now < end:
            return end
    return None


def notice_time(last_sent: datetime | None, pending_since: datetime, now: datetime) -> datetime:
    """When what is pending since then may be told in a channel that was last told something at `last_sent`."""
    if last_sent is None:
        return pending_since
    if last_sent <= now:
        return max(pending_since, last_sent + PAUSE)
    # The clock has been set back since: wait from the arrival, not from a moment that may be far away.
    return pending_since + PAUSE if pending_since <= now else now


def quiet_notice_time(at: datetime, hours: QuietHours | None, zone: ZoneInfo) -> datetime:
    """The same moment, or the end of the quiet hours that hold then."""
    return (quiet_until(hours, zone, at) if hours else None) or at
