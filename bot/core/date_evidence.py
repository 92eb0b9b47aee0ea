"""Proof that the value of a date, time or duration agrees with the words it was read from.

Years, months, days and weekdays that the words name must be those of the value; a relative expression has a calendar
value only where the day of publication is known. Standard library only.
"""

from __future__ import annotations

import re
from datetime import date

from bot.core import numerals
from bot.core.article import DateMention
from bot.core.days import moved
from bot.core.when import DAY_NAMES, MONTH_NAMES, day_range

YEAR = re.compile(r"(?<![\d.,])(?:1\d|20|21)\d{2}(?!\d|[.,]\d)")
DAY = re.compile(r"(?<![\d:.,-])([1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d:.,%]*\d)", re.IGNORECASE)
VALUE = re.compile(r"(?P<year>\d{4}|XXXX)(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?:T.*)?")
DURATION = re.compile(r"P(?P<time>T?)(?P<count>\d+(?:\.\d+)?)(?P<unit>[A-Z]+)")
MONTH = re.compile(
    r"\b(" + "|".join(f"{name[:3]}(?:{name[3:]})?" if len(name) > 3 else name for name in MONTH_NAMES) + r"|Sept)\b\.?"
)
WEEKDAY = re.compile(r"\b(" + "|".join(DAY_NAMES) + r")\b", re.IGNORECASE)
# Words that point from the day of writing.
POINTING = re.compile(
    r"\b(?:today|tonight|tomorrow|yesterday|last|this|next|past|now|ago|current|coming|recent)\b", re.IGNORECASE
)
SIMPLE = re.compile(r"(?:the )?(?P<way>last|this|next) (?P<unit>year|month)|(?P<day>today|yesterday|tomorrow)")
WAYS = {"last": -1, "this": 0, "next": 1, "yesterday": -1, "today": 0, "tomorrow": 1}


def prove_date(text: str, mention: DateMention, published: str | None) -> str | None:
    """Null when the value follows from the words of the span and the day of publication."""
    if not 0 <= mention.start < mention.end <= len(text):
        return "the span is outside the text"
    words = text[mention.start : mention.end]
    if words != words.strip():
        return "the span begins or ends with white space"
    if _cuts(text, mention.start, mention.end):
        return "the span cuts a word"
    if mention.value is None:
        return None
    if length := DURATION.fullmatch(mention.value):
        return _length(words, length)
    return _calendar(text, words, mention.value, published)


def _cuts(text: str, start: int, end: int) -> bool:
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    return before or (end < len(text) and text[end - 1].isalnum() and text[end].isalnum())


def _length(words: str, length: re.Match[str]) -> str | None:
    """Read "two months" is P2M; where the words hold several numbers or none, nothing contradicts."""
    found = [number for _, number in numerals.numbers(numerals.tokenise(words))]
    if len(found) != 1 or found[0].low != found[0].high:
        return None
    counts = {found[0].low * scale for scale in (1, 3, 7, 10, 12, 24, 60, 100)} | {
        found[0].low / 12,
        found[0].low + 0.5,
    }
    if float(length["count"]) not in counts:
        return f"the words say {found[0].low:g}, the value {length['count']}"
    return None


def _calendar(text: str, words: str, value: str, published: str | None) -> str | None:
    ends = [VALUE.fullmatch(part) for part in value.split("/")]
    named = YEAR.findall(words)
    days = day_range(value)
    if named and days and not any(days[0].year <= int(year) <= days[1].year for year in named):
        return f"the words name {named[0]}, the value is {value}"
    if days and not named and (fault := _unnamed(text, words, value, published)):
        return fault
    for end in ends:
        if end and len(ends) == 1 and (fault := _parts(words, end)):
            return fault
    return None


def _unnamed(text: str, words: str, value: str, published: str | None) -> str | None:
    """A calendar value whose year the span does not name must have it from elsewhere."""
    day = _day(published)
    if day is None:
        if POINTING.search(words):
            return "its value depends on the day of publication, which is unknown"
        year = value[:4]
        stated = year.isdigit() and any(abs(int(year) - int(other)) <= 1 for other in YEAR.findall(text))
        return None if stated or not year.isdigit() or re.search(r"\d", words) else "no words give its year"
    match = SIMPLE.fullmatch(words.lower())
    if match is None:
        return None
    expected = _expected(match, day)
    return None if value.startswith(expected) else f"“{words}” is {expected} here, not {value}"


def _expected(match: re.Match[str], day: date) -> str:
    if match["day"]:
        return moved(day, "day", WAYS[match["day"]]).isoformat()
    there = moved(day.replace(day=1), match["unit"], WAYS[match["way"]])
    return there.isoformat()[: 4 if match["unit"] == "year" else 7]


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _parts(words: str, value: re.Match[str]) -> str | None:
    """The month, day and weekday that the words name against those of the value."""
    months = {name[:3] for name in MONTH.findall(words)}
    if months and value["month"] and MONTH_NAMES[int(value["month"]) - 1][:3] not in months:
        return f"the words name {min(months)}, the value is {value.group()}"
    if not value["day"]:
        return None
    days = {int(day) for day in DAY.findall(words)}
    if months and days and int(value["day"]) not in days:
        return f"the words name day {min(days)}, the value is {value.group()}"
    weekdays = {name.lower() for name in WEEKDAY.findall(words)}
    if weekdays and value["year"].isdigit():
        day = _day(value.group())
        if day and DAY_NAMES[day.weekday()].lower() not in weekdays and not months:
            return f"{value.group()} was a {DAY_NAMES[day.weekday()]}"
    return None
