"""Reckoning with days: moving by months, and the first and last day of a week, month or longer."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import TypeAlias

Days: TypeAlias = tuple[date, date]


def months(year: int, month: int, count: int) -> Days:
    """The first and last day of so many months from this one."""
    last = year * 12 + month - 2 + count
    end_year, end_month = divmod(last, 12)
    return date(year, month, 1), date(end_year, end_month + 1, calendar.monthrange(end_year, end_month + 1)[1])


def years(digits: str) -> Days:
    """The first and last day of a decade or century, by the digits its years have in common."""
    missing = 4 - len(digits)
    return date(int(digits + "0" * missing), 1, 1), date(int(digits + "9" * missing), 12, 31)


def week(year: int, week: int, weekday: str | None) -> Days:
    """The first and last day of an ISO week, of its weekend (`WE`), or one day of it (1 to 7)."""
    monday = date.fromisocalendar(year, week, 1)
    if weekday == "WE":
        return monday + timedelta(5), monday + timedelta(6)
    if weekday:
        day = monday + timedelta(int(weekday) - 1)
        return day, day
    return monday, monday + timedelta(6)


def moved(day: date, unit: str, count: int) -> date:
    """The day so many units later (or earlier); the end of a shorter month where the month has no such day."""
    if unit in ("day", "week"):
        return day + timedelta(count * (7 if unit == "week" else 1))
    step = count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    year, month = divmod(day.year * 12 + day.month - 1 + step, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(f"no such year: {year}")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def span_of(day: date, unit: str) -> Days:
    """The first and last day of the unit that a day lies in; weeks begin on Monday."""
    if unit == "day":
        return day, day
    if unit == "week":
        monday = day - timedelta(day.weekday())
        return monday, monday + timedelta(6)
    length = {"month": 1, "quarter": 3, "year": 12}[unit]
    return months(day.year, (day.month - 1) // length * length + 1, length)
