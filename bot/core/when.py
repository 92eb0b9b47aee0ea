"""Calendar values in and out of words: what days a value covers, what day a user means, how a reader says it.

Values are TIMEX3 as in `DateMention.value`: a year, month, day, ISO week, quarter, half, season, decade or century, or
two of them as an interval `a/b`. Nothing here reads the clock: whoever needs today hands it in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from bot.core.days import Days, months, moved, span_of, week, years


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


MONTH_NAMES: Final = _listed("January February March April May June July August September October November December")
DAY_NAMES: Final = _listed("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
_SEASONS: Final[Mapping[str, tuple[str, int]]] = MappingProxyType(
    {"SP": ("spring", 3), "SU": ("summer", 6), "FA": ("autumn", 9), "WI": ("winter", 12)}
)
_ORDINALS: Final = ("first", "second", "third", "fourth")

_VALUE: Final = re.compile(
    r"""
    (?P<year>\d{4})
    (?: -(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T.{0,12})?)?
      | -W(?P<week>\d\d)(?:-(?P<weekday>[1-7]|WE))?
      | -Q(?P<quarter>[1-4]) | -H(?P<half>[12]) | -(?P<season>SP|SU|FA|WI) )?
    | (?P<decade>\d{3}) | (?P<century>\d\d)
    """,
    re.VERBOSE | re.ASCII,
)


def day_range(value: str) -> Days | None:
    """The first and last day of a calendar value; None for durations, open values and references."""
    if "/" in value:
        first, _, last = value.partition("/")
        return _interval(first, last)
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    try:
        return _covered(match)
    except (ValueError, OverflowError):  # 2017-02-30, 0000
        return None


def _interval(first: str, last: str) -> Days | None:
    start, end = (None, None) if "/" in last else (day_range(first), day_range(last))
    return (start[0], end[1]) if start and end and start[0] <= end[1] else None


def _covered(match: re.Match[str]) -> Days:
    part = match.groupdict()
    if part["decade"] or part["century"]:
        return years(part["decade"] or part["century"])
    year = int(part["year"])
    if part["day"]:
        day = date(year, int(part["month"]), int(part["day"]))
        return day, day
    if part["week"]:
        return week(year, int(part["week"]), part["weekday"])
    for name, length in (("month", 1), ("quarter", 3), ("half", 6)):
        if part[name]:
            return months(year, length * (int(part[name]) - 1) + 1, length)
    return months(year, _SEASONS[part["season"]][1], 3) if part["season"] else months(year, 1, 12)


def say(value: str) -> str:
    """A reader's words for a calendar value, as precise as the value; anything else comes back as it is."""
    if "/" in value and day_range(value):
        first, _, last = value.partition("/")
        return f"{say(first)} to {say(last)}"
    match = _VALUE.fullmatch(value)
    return _said(match) if match and day_range(value) else value


def _said(match: re.Match[str]) -> str:
    part = {name: text for name, text in match.groupdict().items() if text}
    if "decade" in part:
        return f"{part['decade']}0s"
    if "century" in part:
        return f"{_ordinal(int(part['century']) + 1)} century"
    return _said_week(part) if "week" in part else _said_in_year(part)


def _said_in_year(part: Mapping[str, str]) -> str:
    words = [part["year"]]
    if "month" in part:
        words.insert(0, MONTH_NAMES[int(part["month"]) - 1])
    if "day" in part:
        words.insert(0, str(int(part["day"])))
    if "season" in part:
        words.insert(0, _SEASONS[part["season"]][0])
    for name in ("quarter", "half"):
        if name in part:
            words[:0] = [_ORDINALS[int(part[name]) - 1], name, "of"]
    return " ".join(words)


def _said_week(part: Mapping[str, str]) -> str:
    week = f"week {int(part['week'])} of {part['year']}"
    if "weekday" not in part:
        return week
    return f"the weekend of {week}" if part["weekday"] == "WE" else f"{DAY_NAMES[int(part['weekday']) - 1]} of {week}"


def _ordinal(number: int) -> str:
    teen = 10 <= number % 100 <= 20
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


_UNIT_OF: Final[Mapping[str, str]] = MappingProxyType(
    {
        form: unit
        for unit, forms in {
            "day": "d day days",
            "week": "w wk wks week weeks",
            "month": "m mo mos month months",
            "quarter": "q quarter quarters",
            "year": "y yr yrs year years",
        }.items()
        for form in forms.split()
    }
)
_SMALL_NUMBERS: Final[Mapping[str, int]] = MappingProxyType(
    {"a": 1, "an": 1}
    | {
        word: number
        for number, word in enumerate(
            _listed("one two three four five six seven eight nine ten eleven twelve"), start=1
        )
    }
)
_MONTH: Final[Mapping[str, int]] = MappingProxyType(
    {name.lower(): number for number, name in enumerate(MONTH_NAMES, start=1)}
    | {name[:3].lower(): number for number, name in enumerate(MONTH_NAMES, start=1)}
    | {"sept": 9}
)
_WEEKDAY: Final[Mapping[str, int]] = MappingProxyType(
    {name.lower(): number for number, name in enumerate(DAY_NAMES)}
    | {name[:3].lower(): number for number, name in enumerate(DAY_NAMES)}
    | {"tues": 1, "thur": 3, "thurs": 3}
)
_LONGEST_WORDS: Final = 60


def parse_day(words: str, today: date, *, end: bool = False) -> date | None:
    """The day that somebody means who types `words` for since or until; None where that is no date.

    A period gives its first day, or its last with `end`. A month or weekday without more is the latest one that has
    begun; a length of time ("3 months", "2 weeks ago") counts back from today.
    """
    if len(words) > _LONGEST_WORDS:
        return None
    plain = " ".join(words.lower().replace(",", " ").split()).removeprefix("the ")
    for reading in _READINGS:
        try:
            days = reading(plain, today)
        except (ValueError, OverflowError):  # 31 February, ten thousand years ago
            return None
        if days:
            return days[1] if end else days[0]
    return None


def _typed_value(words: str, _today: date) -> Days | None:
    value = words.upper().replace("/", "-").replace(" ", "-")
    match = re.fullmatch(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", value, re.ASCII)
    if match:
        return day_range("-".join([match[1]] + [part.zfill(2) for part in match.groups()[1:] if part]))
    if re.fullmatch(r"\d{3}0S", value, re.ASCII):
        return day_range(value[:3])
    return day_range(value) if re.match(r"\d{4}(?:-|$)", value, re.ASCII) else None


def _named_day(words: str, today: date) -> Days | None:
    back = {"today": 0, "now": 0, "yesterday": 1, "tomorrow": -1}.get(words)
    if back is None:
        return None
    day = today - timedelta(back)
    return day, day


def _written_date(words: str, today: date) -> Days | None:
    match = re.fullmatch(
        r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\.? (?:of )?)?(?P<month>[a-z]+)\.?"
        r"(?: (?P<day_>\d{1,2})(?:st|nd|rd|th)?)?(?: (?P<year>\d{4}))?",
        words,
        re.ASCII,
    )
    month = match and _MONTH.get(match["month"])
    if not match or not month or (match["day"] and match["day_"]):
        return None
    day = match["day"] or match["day_"]
    year = int(match["year"]) if match["year"] else today.year
    if not match["year"] and date(year, month, int(day or 1)) > today:
        year -= 1
    return day_range(f"{year:04d}-{month:02d}" + (f"-{int(day):02d}" if day else ""))


def _numeric_date(words: str, _today: date) -> Days | None:
    match = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", words, re.ASCII)
    return day_range(f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}") if match else None


def _weekday(words: str, today: date) -> Days | None:
    wanted = _WEEKDAY.get(words.removeprefix("last ").removesuffix("."))
    if wanted is None:
        return None
    back = (today.weekday() - wanted) % 7
    if back == 0 and words.startswith("last "):
        back = 7
    day = today - timedelta(back)
    return day, day


def _period(words: str, today: date) -> Days | None:
    match = re.fullmatch(r"(this|last|past|previous|current) ([a-z]+)", words)
    unit = match and _UNIT_OF.get(match[2])
    if not match or not unit:
        return None
    if match[1] == "past":
        return moved(today, unit, -1), today
    return span_of(moved(today, unit, 0 if match[1] in ("this", "current") else -1), unit)


def _length(words: str, today: date) -> Days | None:
    match = re.fullmatch(r"(?:last |past )?(\d{1,4}|[a-z]+) ?([a-z]+)(?P<ago> ago)?", words, re.ASCII)
    count = match and (int(match[1]) if match[1].isdigit() else _SMALL_NUMBERS.get(match[1]))
    unit = match and _UNIT_OF.get(match[2])
    if match is None or count is None or not unit:
        return None
    day = moved(today, unit, -count)
    return (day, day) if match["ago"] else (day, today)


_READINGS: Final[tuple[Callable[[str, date], Days | None], ...]] = (
    _typed_value,
    _named_day,
    _written_date,
    _numeric_date,
    _weekday,
    _period,
    _length,
)
