"""What people type as a cadence: "weekdays 7:30", "mon,thu 9am", "every 6 hours", "first monday 09:00", "0 8 * * 1-5".

A wrong one gets one line that says what would work. Imports the standard library, cronsim and the core alone.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from datetime import datetime, time
from types import MappingProxyType
from typing import Final

from cronsim import CronSim, CronSimError

from bot.core.cadence import (
    ALL_DAYS,
    LAST,
    NTH,
    WEEKDAYS,
    WEEKENDS,
    Cadence,
    Clock,
    Cron,
    Every,
    MonthDays,
    NthWeekdays,
    Weekdays,
    length_words,
    shortest,
)
from bot.core.errors import UserError
from bot.core.numerals import scan, tokenise
from bot.core.when import DAY_NAMES

EXAMPLES: Final = "'daily 08:00', 'weekdays 7:30', 'mon,thu 9am', 'monthly 1st 09:00' or 'every 6 hours'"
LIMIT: Final = 200
LONGEST: Final = 366 * 86_400
_BEGIN: Final = datetime(2024, 1, 1)  # noqa: DTZ001 - a wall time has no zone

_UNITS: Final[Mapping[str, int]] = MappingProxyType(
    {
        form: size
        for size, forms in {
            1: "s sec secs second seconds",
            60: "m min mins minute minutes",
            3600: "h hr hrs hour hours",
            86_400: "d day days",
            604_800: "w week weeks",
        }.items()
        for form in forms.split()
    }
)
_NAMES: Final[Mapping[str, tuple[int, ...]]] = MappingProxyType(
    {
        form: (day,)
        for day, name in enumerate(DAY_NAMES)
        for form in (name.lower(), f"{name.lower()}s", name[:3].lower())
    }
    | {"tues": (1,), "weds": (2,), "thur": (3,), "thurs": (3,)}
    | dict.fromkeys(("weekday", "weekdays", "workday", "workdays"), WEEKDAYS)
    | dict.fromkeys(("weekend", "weekends"), WEEKENDS)
)
_ORDINALS: Final[Mapping[str, int]] = MappingProxyType({name: nth for nth, name in NTH.items()})
_MORNING: Final = frozenset({"morning", "mornings"})
_EVENING: Final = frozenset({"afternoon", "afternoons", "evening", "evenings"})
_DAILY: Final = frozenset({"daily", "everyday"})
_PLAIN: Final = frozenset({"day", "days", *_MORNING, *_EVENING})
_JOINTS: Final = frozenset({"at", "on", "the", "of", "in", "every", "each", "and", "&", "o'clock", "month", "week"})
_PERIODS: Final = frozenset({"monthly", "weekly"})
_KNOWN: Final = (*_NAMES, *_ORDINALS, *_DAILY, *_PLAIN, *_PERIODS, "hourly", "noon", "midnight")

_CRON_PART: Final = r"(?:\*|\d{1,2}L?|[A-Z]{3}|LW?)"
_CRON_FIELD: Final = re.compile(rf"{_CRON_PART}(?:[,/#-]{_CRON_PART})*", re.ASCII)
_DAY_NAME: Final = f"(?:{'|'.join(sorted((name for name in _NAMES if len(_NAMES[name]) == 1), key=len, reverse=True))})"
_RANGE: Final = re.compile(rf"\b({_DAY_NAME})\s*(?:-|–|to|through|thru)\s*({_DAY_NAME})\b")
_NUMBERED_DAY: Final = re.compile(r"\bday (\d{1,2})\b(?![:.])", re.ASCII)
_TIME_WORD: Final = re.compile(r"(?<![\w:.])\d[\d:.h]*(?: ?[ap]\.?m\b\.?)?(?![a-z\d])", re.ASCII)
_TIME: Final = re.compile(r"(\d{1,2})(?:[:.h](\d\d)|h)?(?: ?([ap])\.?m\.?)?", re.ASCII)
_FOUR_DIGITS: Final = re.compile(r"([01]\d|2[0-3])([0-5]\d)", re.ASCII)
_NTH_DAY: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)", re.ASCII)


def read_cadence(words: str, minimum: int) -> Cadence:
    """The cadence that somebody means; `UserError` says what is wrong and what would work.

    `minimum` is the shortest allowed distance between two slots, in seconds.
    """
    plain = " ".join(words.lower().replace("’", "'").split())
    if not plain:
        raise UserError(f"How often? Try {EXAMPLES}.")
    if len(plain) > LIMIT:
        raise UserError(f"A cadence of {len(plain)} characters is too long. Try {EXAMPLES}.")
    cadence = _cron(plain.upper()) or _interval(plain) or _clock(plain)
    _not_too_often(cadence, plain, max(minimum, 1))
    return cadence


def _not_too_often(cadence: Cadence, words: str, minimum: int) -> None:
    least = int(shortest(cadence).total_seconds())
    if least >= minimum or (least >= _UNITS["day"] and not isinstance(cadence, Every)):
        return
    allowed = f"shorter than {length_words(minimum)}, the shortest allowed"
    if isinstance(cadence, Every):
        raise UserError(f"'{words}' is {allowed}.")
    raise UserError(f"'{words}' comes twice within {length_words(least)}: {allowed}.")


def _cron(words: str) -> Cron | None:
    fields = words.removeprefix("CRON ").split()
    if len(fields) < 5 or not all(_CRON_FIELD.fullmatch(field) for field in fields):
        return None
    if len(fields) != 5:
        raise UserError("A cron expression has five fields: minute, hour, day, month, weekday. Try '0 8 * * 1-5'.")
    expression = " ".join(fields)
    try:
        comes = next(CronSim(expression, _BEGIN), None)
    except CronSimError as error:
        raise UserError(f"'{expression}' is no cron expression: {str(error).lower()}. Try '0 8 * * 1-5'.") from None
    if comes is None:
        raise UserError(f"'{expression}' never comes. Try '0 8 * * 1-5'.")
    return Cron(expression)


def _interval(words: str) -> Every | None:
    if words == "hourly":
        return Every(3600)
    line = tokenise(words.removeprefix("every ").removeprefix("each "))
    if not words.startswith(("every ", "each ")) or not line.low:
        return None
    number = scan(line, 0)
    count, at = (number.low, number.end) if number else (1.0, 0)
    at += bool(number) and line.word(at) in {"a", "an"}
    size = _UNITS.get(line.word(at))
    if size is None or (number is None and size >= _UNITS["day"]):
        return None  # "every monday 9am", "every day at 8"
    if at + 1 < len(line.low):
        alone = f"every {' '.join(line.raw[: at + 1])}"
        raise UserError(f"'{alone}' is counted from now and takes nothing more. Try '{alone}' or 'daily 08:00'.", alone)
    return _every(words, count * size)


def _every(words: str, seconds: float) -> Every:
    if seconds > LONGEST:
        raise UserError(f"'{words}' is longer than a year. Try {EXAMPLES}.")
    if seconds % 1:
        raise UserError(f"'{words}' is no whole number of seconds. Try 'every 6 hours'.")
    return Every(int(seconds))


def _clock(words: str) -> Clock:
    spelled = _RANGE.sub(_spelled_range, words).replace("noon", "12:00").replace("midnight", "00:00")
    spelled = _NUMBERED_DAY.sub(r"\1th", spelled)
    evening = any(word in _EVENING for word in re.split(r"[\s,]+", spelled))
    written = _TIME_WORD.findall(spelled)
    times = tuple(sorted({_time(word, evening=evening) for word in written}))
    days = _days([word for word in re.split(r"[\s,;+]+", _TIME_WORD.sub(" ", spelled)) if word])
    if not times:
        raise UserError(f"'{words}' lacks a time of day. Try '{words} 08:00'.", f"{words} 08:00")
    return Clock(days, times)


def _spelled_range(match: re.Match[str]) -> str:
    first, last = _NAMES[match[1]][0], _NAMES[match[2]][0]
    return " ".join(DAY_NAMES[(first + step) % 7].lower() for step in range((last - first) % 7 + 1))


def _time(word: str, *, evening: bool) -> time:
    match = _TIME.fullmatch(word) or _FOUR_DIGITS.fullmatch(word)
    if match is None:
        raise _no_time(word)
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3] if match.re is _TIME else None
    if hour > 23 or minute > 59 or (half and not 1 <= hour <= 12):
        raise _no_time(word)
    if half:
        return time(hour % 12 + (12 if half == "p" else 0), minute)
    return time(hour + 12 if evening and 1 <= hour < 12 else hour, minute)


def _no_time(word: str) -> UserError:
    return UserError(f"{word.strip()} is no time of day. Write 00:00 to 23:59, or 8am.")


def _days(words: list[str]) -> Weekdays | MonthDays | NthWeekdays:
    """The days that words name; none named means every day."""
    left = [word for word in words if word not in _JOINTS]
    for word in left:
        if word not in _KNOWN and not _NTH_DAY.fullmatch(word):
            raise _not_understood(word)
    names = [word for word in left if word in _NAMES]
    nths = [_ordinal(word) for word in left if word in _ORDINALS or _NTH_DAY.fullmatch(word)]
    if (names or nths) and _DAILY & {*left}:
        raise UserError("Either daily or on certain days. Try 'daily 08:00' or 'mondays 08:00'.")
    if nths:
        return _in_month(nths, names)
    if "monthly" in left or "month" in words:
        raise UserError("Monthly on which day? Try 'monthly 1st 09:00', 'last day 18:00' or 'first monday 9am'.")
    if not names and ("weekly" in left or "week" in words):
        raise UserError("Weekly on which day? Try 'mondays 09:00'.")
    return Weekdays(tuple(sorted({day for name in names for day in _NAMES[name]})) or ALL_DAYS)


def _in_month(nths: Iterable[int], names: list[str]) -> MonthDays | NthWeekdays:
    ordered = tuple(sorted({*nths}, key=lambda nth: (nth == LAST, nth)))
    if not names:
        return MonthDays(ordered)
    if any(len(_NAMES[name]) > 1 for name in names):
        raise UserError("Which day is that? Try 'first monday 09:00' or '1st and 15th 09:00'.")
    if any(nth not in NTH for nth in ordered):
        raise UserError("Not every month has a fifth one. Try 'last monday 09:00'.")
    return NthWeekdays(ordered, tuple(sorted({_NAMES[name][0] for name in names})))


def _ordinal(word: str) -> int:
    match = _NTH_DAY.fullmatch(word)
    if match is None:
        return _ORDINALS[word]
    if not 1 <= int(match[1]) <= 31:
        raise UserError(f"No month has a {word}. Try 'monthly 1st 09:00' or 'last day of the month 18:00'.")
    return int(match[1])


def _not_understood(word: str) -> UserError:
    near = difflib.get_close_matches(word, _KNOWN, n=1, cutoff=0.75)
    hint = f"Did you mean {near[0]}?" if near else f"Try {EXAMPLES}."
    return UserError(f"'{word[:40]}' is not understood in a cadence. {hint}")
