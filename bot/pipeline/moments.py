"""When a source says that it was published: any usual way of writing it -> ISO 8601 in UTC, or the day alone.

Nothing here looks at the clock: what cannot be read is unknown.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
# Hours east of Greenwich. "IST" and "CST" mean several zones; the news in English that writes them settles the choice.
_ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "ut": 0, "wet": 0, "bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3,
    "gst": 4, "pkt": 5, "ist": 5.5, "hkt": 8, "sgt": 8, "kst": 9, "jst": 9, "aest": 10, "aedt": 11,
    "nzst": 12, "nzdt": 13,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip
# A zone without its summer half ("ET"): within an hour, and never the wrong day by more than that hour.
_ZONES |= {"et": -5, "ct": -6, "mt": -7, "pt": -8}

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_CLOCK = r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?\s?(?P<half>[ap]\.?m\b\.?)?"
_ZONE = r"(?:\s?(?P<zone>z\b|(?:utc|gmt)?\s?[+-]\d{2}:?\d{2}|[a-z]{2,4}\b))?"
_DAY = rf"""
    (?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})(?!\d)
    | (?P<monthname>{_MONTH})\b\.?\s{{0,2}}(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,2}}(?P<year2>\d{{4}})(?!\d)
    | (?P<day3>\d{{1,2}})(?:st|nd|rd|th)?[\s-](?P<monthname3>{_MONTH})\b\.?,?[\s-](?P<year3>\d{{4}})(?!\d)
    | (?P<compact>(?:19|20)\d{{6}})(?!\d)
"""
_MOMENT = re.compile(
    rf"(?<![\w/])(?:{_DAY})(?:(?:t|\s?,?\s?(?:\||at|-|–)?\s?){_CLOCK}{_ZONE})?", re.IGNORECASE | re.VERBOSE
)
_FIRST_CLOCK = re.compile(rf"^\W*{_CLOCK}{_ZONE}", re.IGNORECASE)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?")
_RFC_2822 = re.compile(r"(?:[A-Za-z]{3},? )?\d{1,2} [A-Za-z]{3} \d{4} \d{1,2}:\d{2}")
_LONGEST = 200


def moment(written: str | None, midnight_is_day: bool = False) -> str | None:
    """ISO 8601 in UTC of what was written, the day alone where it has no hour; None if it is no date.

    Pages write midnight for "some time that day", and in a zone east of Greenwich that is the day before in UTC: with
    `midnight_is_day` such a moment is its day alone.
    """
    words = (written or "").strip()[:_LONGEST]
    if _EPOCH.fullmatch(words):
        seconds = float(words) / (1000 if len(words.partition(".")[0]) == 13 else 1)
        return _in_utc(datetime.fromtimestamp(seconds, UTC))
    if _RFC_2822.match(words):
        return _from_mail(words, midnight_is_day)
    match = _MOMENT.search(words)
    return _from_match(match, words, midnight_is_day) if match else None


def day_in(words: str) -> tuple[int, int] | None:
    """Where the first day in the words stands, hour and zone included."""
    match = _MOMENT.search(words)
    return match.span() if match else None


def _from_mail(words: str, midnight_is_day: bool) -> str | None:
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - few sources write so, and it loads a lot

    try:
        when = parsedate_to_datetime(words)
    except (ValueError, OverflowError):
        return None
    if midnight_is_day and not (when.hour or when.minute):
        return when.date().isoformat()
    return _in_utc(when if when.tzinfo else when.replace(tzinfo=UTC))


def _from_match(match: re.Match[str], words: str, midnight_is_day: bool) -> str | None:
    found = match.groupdict()
    clock = match if found["hour"] else _FIRST_CLOCK.match(words[: match.start()].strip() + " ")
    try:
        day = datetime(*_numbers(found), tzinfo=UTC)
        if clock is None:
            return day.date().isoformat()
        when = day.replace(hour=_hour(clock), minute=int(clock["minute"]), second=int(clock["second"] or 0))
    except ValueError:
        return None
    if midnight_is_day and not (when.hour or when.minute):
        return day.date().isoformat()
    return _in_utc(when.replace(tzinfo=_zone(clock["zone"])))


def _numbers(found: dict[str, str | None]) -> tuple[int, int, int]:
    if found["compact"]:
        return int(found["compact"][:4]), int(found["compact"][4:6]), int(found["compact"][6:])
    month = found["monthname"] or found["monthname3"]
    return (
        int(found["year"] or found["year2"] or found["year3"] or 0),
        MONTHS[month.lower()] if month else int(found["month"] or 0),
        int(found["day"] or found["day2"] or found["day3"] or 0),
    )


def _hour(clock: re.Match[str]) -> int:
    hour = int(clock["hour"])
    if not clock["half"]:
        return hour
    return hour % 12 + (12 if clock["half"].lower().startswith("p") else 0)


def _zone(name: str | None) -> timezone:
    words = (name or "").lower().removeprefix("utc").removeprefix("gmt").strip()
    if words[:1] in {"+", "-"}:
        minutes = int(words[1:3]) * 60 + int(words[-2:])
        return timezone(timedelta(minutes=min(minutes, 1439) * (-1 if words[0] == "-" else 1)))
    return timezone(timedelta(hours=_ZONES.get(words, 0)))


def _in_utc(when: datetime) -> str | None:
    try:
        return when.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
    except OverflowError:
        return None
