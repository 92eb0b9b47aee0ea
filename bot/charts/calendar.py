"""Where days stand on an axis and which of them are named there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.charts import Event
from bot.core.days import Days, moved
from bot.core.when import MONTH_NAMES

STEPS: tuple[tuple[str, int, int], ...] = (
    *(("day", count, count) for count in (1, 2, 5, 10)),
    *(("month", count, 30 * count) for count in (1, 2, 3, 6)),
    *(("year", count, 365 * count) for count in (1, 2, 5, 10, 20, 50, 100, 500, 1000)),
)
# A quiet time so many times as long as others are on average is left out; of two events no time is.
LONG_GAP = 2.5
LEAST_BROKEN = 2
MOST_PARTS = 5


@dataclass(frozen=True, slots=True)
class Tick:
    """A day that is named on an axis."""

    day: date
    words: str


def ticks(first: date, last: date, most: int) -> list[Tick]:
    """The days to name between two, at most `most`, at the beginnings of months or years where they lie far apart."""
    length = (last - first).days + 1
    for unit, count, days in STEPS:
        if length <= days * (most + 1):
            found = list(_days(first, last, unit, count))
            if len(found) <= most:
                past = (None, *found[:-1])
                return [Tick(day, _words(day, unit, before)) for before, day in zip(past, found, strict=True)]
    return []


def _days(first: date, last: date, unit: str, count: int) -> Iterator[date]:
    day = _beginning(first, unit, count)
    while day <= last:
        if day >= first and not (unit == "day" and count > 1 and day.day + count // 2 > 31):
            yield day
        day = _next(day, unit, count)
        if day == date.max:
            return


def _beginning(day: date, unit: str, count: int) -> date:
    match unit:
        case "year":
            return date(max(day.year - day.year % count, 1), 1, 1)
        case "month":
            return date(day.year, (day.month - 1) // count * count + 1, 1)
    return day if count == 1 else day.replace(day=1)


def _next(day: date, unit: str, count: int) -> date:
    """The next beginning; of days those of a month begin anew with it."""
    try:
        if unit != "day" or count == 1:
            return moved(day, unit, count)
        following = day + timedelta(count - (day.day == 1))
    except (OverflowError, ValueError):
        return date.max
    return following if following.month == day.month else following.replace(day=1)


def _words(day: date, unit: str, before: date | None) -> str:
    """The year is said once."""
    if unit == "year":
        return str(day.year)
    month = MONTH_NAMES[day.month - 1][:3]
    year = "" if before and before.year == day.year else f" {day.year}"
    return f"{month}{year}" if unit == "month" else f"{day.day} {month}{year}"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a time axis without a long quiet time: `events` lie in it, from `first` to `last`."""

    first: date
    last: date
    events: int


def parts_of(events: Sequence[Event]) -> list[Part]:
    """The time of events, broken at the longest quiet times while these would leave no room for what happened."""
    parts = [tuple(sorted(event.days for event in events))]
    while len(parts) < MOST_PARTS:
        places = [(ratio, at) for at, part in enumerate(parts) if (ratio := _quiet(part)[0]) > LONG_GAP]
        if not places:
            break
        at = max(places)[1]
        cut = _quiet(parts[at])[1]
        parts[at : at + 1] = [parts[at][:cut], parts[at][cut:]]
    return [Part(part[0][0], max(last for _, last in part), len(part)) for part in parts]


def _quiet(spans: tuple[Days, ...]) -> tuple[float, int]:
    """The longest time without an event, as a multiple of what the others leave between them, and what begins then."""
    gaps, end = [0], spans[0][1]
    for first, last in spans[1:]:
        gaps.append(max((first - end).days - 1, 0))
        end = max(end, last)
    cut = max(range(len(gaps)), key=lambda at: gaps[at])
    if len(spans) <= LEAST_BROKEN or not gaps[cut]:
        return 0.0, cut
    others = (end - spans[0][0]).days + 1 - gaps[cut]
    return gaps[cut] * (len(spans) - 2) / others, cut
