"""Readers of expressions that name a day or a month, and what other readers share with them."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.core.when import day_range
from bot.pipeline.timex.lexicon import CARDINALS, DAYPARTS, MONTHS, ORDINALS, WEEKDAYS, listed
from bot.pipeline.timex.scene import Hit
from bot.pipeline.timex.tense import Tense
from bot.pipeline.timex.values import OPEN, day_of, label

# What a reader gives for words that only look like a time.
NOT_A_TIME: Final = ""


# Words before which a bare month or year is one in earnest.
LEADS: Final = frozenset(
    listed(
        "in of since by until till from to and or through throughout during before after between late early mid "
        "last next this every each for on around about into than"
    )
)


def daypart(word: str) -> str:
    """The end of a value for "morning" and its like; empty without one."""
    return f"T{DAYPARTS[word]}" if word else ""


def ordinal(words: list[str]) -> int | None:
    """A place in a row: "21", "21 st", "twenty - first"."""
    plain = [word for word in words if word not in ("-", "the")]
    if not plain:
        return None
    if plain[0].isdigit():
        return int(plain[0])
    return CARDINALS.get(plain[0], 0) + ORDINALS.get(plain[-1], 0) if len(plain) > 1 else ORDINALS.get(plain[0])


def iso(hit: Hit) -> str | None:
    """2017-04-21."""
    return day_of(int(hit.word("year")), int(hit.word("month")), int(hit.word("day"))) or NOT_A_TIME


def slashed(hit: Hit) -> str | None:
    """4/21/2017 or 21/4/17; the order of an ambiguous one is told by what lies nearest to publication, if anything."""
    one, two, year = int(hit.word("one")), int(hit.word("two", "two_")), int(hit.word("year", "year_"))
    year = full_year(year) if year < 100 else year
    readings = {day_of(year, one, two), day_of(year, two, one)} - {None}
    if not readings:
        return NOT_A_TIME
    if len(readings) == 1:
        return readings.pop()
    return _nearest_value([value for value in readings if value], hit.published)


def _nearest_value(values: list[str], day: date | None) -> str | None:
    if day is None:
        return None
    return min(sorted(values), key=lambda value: abs(date.fromisoformat(value) - day))


def full_year(short: int) -> int:
    """A year written short: 98 is 1998, 16 is 2016."""
    return 1900 + short if short >= 50 else 2000 + short


def attacks(hit: Hit) -> str | None:
    """9/11 has one meaning; other pairs are fractions and scores."""
    return "2001-09-11" if (hit.word("one"), hit.word("two")) == ("9", "11") else NOT_A_TIME


def dotted(hit: Hit) -> str | None:
    """21.4.2017, always the day first."""
    day, month, year = map(int, hit.word("date").split("."))
    return day_of(year if year > 99 else full_year(year), month, day) or NOT_A_TIME


def calendar(hit: Hit) -> str | None:
    """21 April, April 21, Friday, April 21st, 2017, April 21-23."""
    month = MONTHS[hit.list("month", "month_")[0]]
    day = ordinal(hit.list("day", "day_"))
    year = hit.number("year", "year_", "later")
    if day is None or day_of(None, month, day) is None:
        return NOT_A_TIME
    if year is None:
        year = _year_of_day(hit, month, day)
    value = day_of(year, month, day)
    last = hit.number("last", "last_")
    if value and last and last > day:
        until = day_of(year, month, last)
        return f"{value}/{until}" if until else None
    return value + daypart(hit.word("part")) if value else None


def _year_of_day(hit: Hit, month: int, day: int) -> int | None:
    if (month, day) == (9, 11) and hit.after.lower().startswith(("attack", "terror", "hijack")):
        return 2001
    weekday = WEEKDAYS.get(hit.list("weekday")[0]) if hit.word("weekday") else None
    return year_near(hit, month, day, weekday)


def year_near(hit: Hit, month: int, day: int | None, weekday: int | None = None) -> int | None:
    """The year that a month or day without one lies in, by the tense of its sentence and the day of publication."""
    today = hit.published
    if today is None:
        return None
    days = [date(year, month, day or 1) for year in range(today.year - 1, today.year + 2) if day_of(year, month, day)]
    if weekday is not None:
        fitting = [found for found in days if found.weekday() == weekday]
        if not fitting and (told := _year_fitting(hit, month, day, weekday)):
            return told
        days = fitting or days
    now = today if day else today.replace(day=1)
    tense = hit.tense
    return min(days, key=lambda found: _strain(found, now, tense, day)).year if days else None


def _year_fitting(hit: Hit, month: int, day: int | None, weekday: int) -> int | None:
    """The year told before, where only then the day was that day of the week: a look back at history."""
    days = day_range(hit.reference or "")
    if not days or day_of(days[0].year, month, day) is None:
        return None
    return days[0].year if date(days[0].year, month, day or 1).weekday() == weekday else None


def _strain(found: date, now: date, tense: Tense, day: int | None) -> int:
    """How hard a reading is to believe: its distance, more so against the tense; writers leave out a near year alone.

    A month without a day is behind unless its sentence looks forward.
    """
    distance = abs(found - now).days
    if found == now or (found > now) == (tense == "future") or (day and tense is None):
        return distance
    if tense is None:
        return distance * 6
    return distance * (12 if day is None else 6 if tense == "future" else 3)


def month_year(hit: Hit) -> str | None:
    """April 2017, April last year."""
    number = MONTHS[hit.list("month")[0]]
    if hit.word("year_"):
        step = {"last": -1, "this": 0, "next": 1}[hit.list("year_")[0]]
        return day_of(hit.published.year + step if hit.published else None, number, None)
    return day_of(int(hit.word("year")), number, None)


def spoken_year(hit: Hit) -> str | None:
    """Nineteen ninety-one, as in transcripts."""
    century, tens, *ones = (CARDINALS[word] for word in hit.list(0) if word != "-")
    if century not in (18, 19, 20) or (tens < 20 and (ones or tens < 10)) or hit.before not in LEADS:
        return NOT_A_TIME
    return f"{century * 100 + tens + sum(ones):04d}"


def month(hit: Hit) -> str | None:
    """April, early April, Sept.; a name that is also something else only where a time is wanted."""
    name = hit.list("month")
    if not hit.word("phase") and not _stands_as_month(hit, name):
        return NOT_A_TIME
    number = MONTHS[name[0]]
    return day_of(hit.number("later") or _year_told(hit) or year_near(hit, number, None), number, None)


def _year_told(hit: Hit) -> int | None:
    """The year of "August of that year", which was told before, or of "Next year's festival is fixed for August"."""
    end = hit.match.end()
    following = hit.scene.words[end : end + 3]
    if following[-2:] == ["that", "year"] or following[:2] == ["that", "year"]:
        days = day_range(hit.reference or "")
        return days[0].year if days else None
    first, start = hit.scene.sentence(hit.match.start())[0], hit.match.start()
    ahead = "next year" in " ".join(hit.scene.words[first:start])
    return hit.published.year + 1 if ahead and hit.published else None


def _stands_as_month(hit: Hit, name: list[str]) -> bool:
    if hit.before in LEADS:
        return name[0] != "march" or hit.after not in ("of", "on", "for")
    if name[0] in ("may", "march") or (name[0] in _SHORT and len(name) == 1):
        return False
    return name[0] not in ("april", "june", "august") or not hit.after[:1].isupper()


# Also names of people and other things when no stop follows: Jan, Mar, Jun.
_SHORT: Final = frozenset(name for name in MONTHS if len(name) == 3 and name != "may")


def week_of(hit: Hit) -> str | None:
    """The week of March 2; the first week of May lies in May."""
    first = hit.span("date")
    name = hit.list("date")
    if not first or name[0] not in MONTHS:
        return None
    numbers = [int(word) for word in name[1:] if word.isdigit()]
    told = next((number for number in numbers if number > 31), None)
    day = next((number for number in numbers if number <= 31), None)
    found = day_of(told or _year_told(hit) or year_near(hit, MONTHS[name[0]], day), MONTHS[name[0]], day)
    days = day_range(found or "")
    if day is None:
        return found
    return label(days[0], "week") if days else OPEN["week"]
