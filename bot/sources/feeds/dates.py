"""When an entry was published, in whichever of the many ways feeds write it; what cannot be is None, never a guess.

Years of two digits, names of months in the larger European languages and the date order of East Asia are read; a day
and month that could stand either way round are not.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

LONGEST = 100
FIRST_YEAR, LAST_YEAR = 1900, 2100
# What programs write that have no date at all.
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_MONTHS = (
    "jan january janvier januar enero gennaio janeiro januari",
    "feb february février fevrier februar febrero febbraio fevereiro februari",
    "mar march mars märz marz marzo março marco maart mrt",
    "apr april avril abril aprile",
    "may mai mayo maggio maio mei",
    "jun june juin juni junio giugno junho",
    "jul july juillet juli julio luglio julho",
    "aug august août aout agosto augustus",
    "sep sept september septembre septiembre settembre setembro",
    "oct october octobre oktober okt octubre ottobre outubro",
    "nov november novembre noviembre novembro",
    "dec december décembre decembre dezember dez diciembre dicembre dezembro",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}

# Hours from UTC, as RFC 822 and the habits of editors have them; any other name is taken for UTC.
# Where a name means several zones, the one that writes most of the feeds.
_WEST = "est 5 edt 4 cst 6 cdt 5 mst 7 mdt 6 pst 8 pdt 7 akst 9 akdt 8 hst 10"
_EAST = "bst 1 cet 1 cest 2 eet 2 eest 3 msk 3 jst 9 kst 9 hkt 8 sgt 8 aest 10 aedt 11 nzst 12 nzdt 13"
ZONES = {name: -int(hours) for name, hours in zip(_WEST.split()[::2], _WEST.split()[1::2], strict=True)} | {
    name: int(hours) for name, hours in zip(_EAST.split()[::2], _EAST.split()[1::2], strict=True)
}
FARTHEST = timedelta(hours=14)

ISO = re.compile(
    r"(?P<year>\d{4})(?P<dash>[-/.]?)(?P<month>\d{1,2})(?P=dash)(?P<day>\d{1,2})(?!\d{1,3}:)(?=\D|\d{6}|$)"
)
EAST = re.compile(r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]?")
NAMED = (
    re.compile(
        r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º)?[.,]?[\s-]{1,3}(?:de )?"
        r"(?P<name>[^\W\d_]{3,9})[.,]?[\s-]{1,3}(?:de )?(?P<year>\d{4}|\d{2})\b"
    ),
    re.compile(r"(?P<name>[^\W\d_]{3,9})\.?[\s-](?P<day>\d{1,2})(?:st|nd|rd|th)?,?[\s-](?P<year>\d{4})\b"),
    re.compile(r"(?P<name>[^\W\d_]{3,9})\s(?P<day>\d{1,2})(?=\s\d{1,2}:.*?\s(?P<year>\d{4})\b)"),
)
DOTTED = re.compile(r"(?<!\d)(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})\b")
SLASHED = re.compile(r"(?<!\d)(?P<one>\d{1,2})[/-](?P<two>\d{1,2})[/-](?P<year>\d{4})\b")
TIME = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?)?\s?(?P<half>[ap]\.?m\b\.?)?",
    re.IGNORECASE,
)
PACKED_TIME = re.compile(r"T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?P<half>)(?=\D|$)")
OFFSET = re.compile(r"(?:gmt|utc|z)?\s?(?P<sign>[+−-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?(?!\d)", re.IGNORECASE)
ZONE = re.compile(r"[a-z]{2,4}\b", re.IGNORECASE)
MORNING, EVENING = re.compile(r"上午|오전|午前"), re.compile(r"下午|오후|午後")
NUMBER = re.compile(r"\d{10}|\d{13}")


def moment(written: object) -> str | None:
    """The time in ISO 8601 and UTC, a day alone where no hour is given; without a zone it is taken for UTC."""
    text = " ".join(str(written).split()) if isinstance(written, str | int | float) else ""
    if not text or len(text) > LONGEST:
        return None
    try:
        found = _counted(text) if NUMBER.fullmatch(text) else _read(text)
    except (ValueError, OverflowError):
        return None
    return found


def _counted(text: str) -> str | None:
    """Seconds or milliseconds since 1970."""
    return _shown(EPOCH + timedelta(seconds=int(text[:10])))


def _read(text: str) -> str | None:
    day, rest = _day(text)
    if day is None:
        return None
    time = (PACKED_TIME.match(rest) if rest[:1] == "T" or rest[:6].isdecimal() else None) or TIME.search(rest)
    if time is None:
        return f"{day:%Y-%m-%d}" if FIRST_YEAR <= day.year <= LAST_YEAR and day != EPOCH else None
    hour, minute, second = int(time["hour"]), int(time["minute"]), int(time["second"] or 0)
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and minute + second):
        return None
    passed = timedelta(hours=_of_day(hour, time, rest), minutes=minute, seconds=min(second, 59))
    zone = _zone(rest[time.end() :].lstrip())
    return None if zone is None else _shown((day + passed).replace(tzinfo=zone))


def _day(text: str) -> tuple[datetime | None, str]:
    """The day, and what stands after it, or before it, where the hour is."""
    for form in (EAST, ISO, *NAMED, DOTTED, SLASHED):
        for found in form.finditer(text):
            day = _of(found.groupdict())
            if day is not None:
                before, after = text[: found.start()], text[found.end() :]
                return day, before if TIME.search(before) and not TIME.search(after) else after
    return None, ""


def _of(parts: dict[str, str | None]) -> datetime | None:
    """The day that these digits and names are; raises ValueError where the calendar has no such day."""
    year = int(parts["year"] or 0)
    if len(parts["year"] or "") == 2:
        year += 2000 if year < 70 else 1900
    if parts.get("one"):
        small, large = sorted((int(parts["one"] or 0), int(parts["two"] or 0)))
        return datetime(year, small, large, tzinfo=UTC) if large > 12 or small == large else None
    name = parts.get("name")
    month = MONTHS.get(name.lower()) if name else int(parts["month"] or 0)
    return None if month is None else datetime(year, month, int(parts["day"] or 0), tzinfo=UTC)


def _of_day(hour: int, time: re.Match[str], rest: str) -> int:
    half = (time["half"] or "")[:1].lower()
    if half == "p" or EVENING.search(rest):
        return hour if hour >= 12 else hour + 12
    return 0 if hour == 12 and (half == "a" or MORNING.search(rest)) else hour


def _zone(text: str) -> timezone | None:
    """The zone at the start of what follows the hour; None when no place on earth has it."""
    offset = OFFSET.match(text)
    if offset is None:
        name = ZONE.match(text)
        return timezone(timedelta(hours=ZONES.get(name[0].lower(), 0))) if name else UTC
    minutes = int(offset["minutes"] or 0)
    distance = timedelta(hours=int(offset["hours"]), minutes=minutes)
    if distance > FARTHEST or minutes > 59:
        return None
    return timezone(distance if offset["sign"] == "+" else -distance)


def _shown(found: datetime) -> str | None:
    there = found.astimezone(UTC)
    return there.strftime("%Y-%m-%dT%H:%M:%SZ") if FIRST_YEAR <= there.year <= LAST_YEAR and there != EPOCH else None
