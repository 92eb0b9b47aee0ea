"""How often something comes: at times of day on certain days, by a cron expression, or in steps of elapsed time.

A cadence is the same in every zone: it gives wall times (naive datetimes), or a number of seconds. What it means in a
zone is `bot.core.slots`; what people type is `bot.core.cadence_reading`, which also reads `words_of` back to the same
cadence, so that the words are what a store keeps. Imports the standard library and cronsim.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice, pairwise, takewhile
from typing import Final, TypeAlias

from cronsim import CronSim

from bot.core.when import DAY_NAMES

LAST: Final = -1  # the last day of a month, or its last Monday
DAY: Final = timedelta(days=1)
WEEKDAYS: Final = (0, 1, 2, 3, 4)
WEEKENDS: Final = (5, 6)
ALL_DAYS: Final = (*WEEKDAYS, *WEEKENDS)
NTH: Final = {1: "first", 2: "second", 3: "third", 4: "fourth", LAST: "last"}
_SAMPLE: Final = datetime(2024, 1, 1)  # noqa: DTZ001 - a wall time has no zone; the leap year has every date
_SAMPLE_END: Final = datetime(2032, 1, 1)  # noqa: DTZ001 - the same
_SAMPLED_DAYS: Final = 500
_LENGTHS: Final = ((3600, "hour"), (60, "minute"), (1, "second"))


@dataclass(frozen=True, slots=True)
class Weekdays:
    """On these days of the week, Monday is 0; sorted, each once."""

    days: tuple[int, ...]

    def covers(self, day: date) -> bool:
        """Whether a day is one of them."""
        return day.weekday() in self.days


@dataclass(frozen=True, slots=True)
class MonthDays:
    """On these days of the month, `LAST` behind the others; a month without the 31st has it on its last day."""

    days: tuple[int, ...]

    def covers(self, day: date) -> bool:
        """Whether a day is one of them."""
        if (day + DAY).day > 1:
            return day.day in self.days
        return self.days[-1] == LAST or self.days[-1] >= day.day


@dataclass(frozen=True, slots=True)
class NthWeekdays:
    """On the first, second, third, fourth or `LAST` of these weekdays in a month."""

    nths: tuple[int, ...]
    days: tuple[int, ...]

    def covers(self, day: date) -> bool:
        """Whether a day is one of them."""
        is_last = (day + timedelta(weeks=1)).month != day.month
        nth = (day.day - 1) // 7 + 1
        return day.weekday() in self.days and (nth in self.nths or (is_last and LAST in self.nths))


@dataclass(frozen=True, slots=True)
class Every:
    """Every so many seconds of elapsed time, whatever the clock on the wall does."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Clock:
    """At these times of day, sorted, each once and to the minute, on certain days."""

    days: Weekdays | MonthDays | NthWeekdays
    times: tuple[time, ...]


@dataclass(frozen=True, slots=True)
class Cron:
    """At the wall times of a cron expression: five fields in capitals, parted by single spaces."""

    expression: str


OnTheWall: TypeAlias = Clock | Cron
Cadence: TypeAlias = Every | OnTheWall


def walls(cadence: OnTheWall, after: datetime) -> Iterator[datetime]:
    """The wall times later than one wall time, in order; ends only with the calendar, or where a cron never comes."""
    return iter(CronSim(cadence.expression, after)) if isinstance(cadence, Cron) else _clock_walls(cadence, after)


def _clock_walls(cadence: Clock, after: datetime) -> Iterator[datetime]:
    day = after.date()
    while day.year < date.max.year:
        if cadence.days.covers(day):
            at = (datetime.combine(day, moment) for moment in cadence.times)
            yield from (wall for wall in at if wall > after)
        day += DAY


def shortest(cadence: Cadence) -> timedelta:
    """The shortest time between two neighbours, by the wall clock; a day stands for anything longer."""
    if isinstance(cadence, Every):
        return timedelta(seconds=cadence.seconds)
    first = next(walls(cadence, _SAMPLE - DAY), None)
    if first is None:
        return DAY
    begin = datetime.combine(first, time())
    same_day = list(takewhile(lambda wall: wall < begin + DAY, walls(cadence, begin - timedelta(seconds=1))))
    inner = min((later - earlier for earlier, later in pairwise(same_day)), default=DAY)
    over_midnight = DAY - (same_day[-1] - same_day[0])
    return over_midnight if over_midnight < inner and _has_neighbours(cadence) else inner


def _has_neighbours(cadence: OnTheWall) -> bool:
    """Whether it comes on two days in a row."""
    return any(later - earlier == DAY for earlier, later in pairwise(islice(_dates(cadence), _SAMPLED_DAYS)))


def _dates(cadence: OnTheWall) -> Iterator[date]:
    after = _SAMPLE
    while (wall := next(walls(cadence, after), None)) and wall < _SAMPLE_END:
        yield wall.date()
        after = datetime.combine(wall, time(23, 59, 59))


def words_of(cadence: Cadence) -> str:
    """A cadence in words that read back as the same: "weekdays at 07:30", "every 6 hours", "0 8 * * 1-5"."""
    if isinstance(cadence, Every):
        return f"every {length_words(cadence.seconds).removeprefix('1 ')}"
    if isinstance(cadence, Cron):
        return cadence.expression
    return f"{_day_words(cadence.days)} at {and_join(moment.strftime('%H:%M') for moment in cadence.times)}"


def _day_words(days: Weekdays | MonthDays | NthWeekdays) -> str:
    if isinstance(days, MonthDays):
        return f"monthly on the {and_join(map(_month_day, days.days))}"
    if isinstance(days, NthWeekdays):
        names = and_join(DAY_NAMES[day] for day in days.days)
        return f"monthly on the {and_join(NTH[nth] for nth in days.nths)} {names}"
    whole = {ALL_DAYS: "daily", WEEKDAYS: "weekdays", WEEKENDS: "weekends"}
    return whole.get(days.days) or and_join(f"{DAY_NAMES[day]}s" for day in days.days)


def _month_day(day: int) -> str:
    if day == LAST:
        return "last day"
    return f"{day}{'th' if 10 <= day <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


def length_words(seconds: int) -> str:
    """A length of time in the largest unit that leaves no rest: "6 hours", "90 seconds", "1 minute"."""
    size, unit = next(unit for unit in _LENGTHS if seconds % unit[0] == 0)
    count = seconds // size
    return f"{count} {unit}{'' if count == 1 else 's'}"


def and_join(words: Iterable[str]) -> str:
    """Words as a list in a sentence: "a, b and c"."""
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last
