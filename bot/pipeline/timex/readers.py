"""Reading the expressions of a text one after another, each in the light of those before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias

from bot.pipeline.timex import days, lengths, periods, relative
from bot.pipeline.timex.days import NOT_A_TIME
from bot.pipeline.timex.grammar import NO_TIME, RULES, Found, scan
from bot.pipeline.timex.lexicon import CARDINALS, DAYPARTS
from bot.pipeline.timex.scene import Hit, Scene
from bot.pipeline.timex.values import OPEN, size

Reader: TypeAlias = Callable[[Hit], str | None]


class Reading(NamedTuple):
    """An expression, its tokens from first to end, and its value."""

    first: int
    end: int
    value: str | None
    rule: str


def clock(hit: Hit) -> str | None:
    """8:30 a.m. Tuesday, noon Saturday, at 14:30; the day is that of the sentence where none stands beside it."""
    time = _time_of_day(hit)
    if time is None:
        return NOT_A_TIME
    return f"{_day_of_clock(hit)[:10]}T{time}"


def _time_of_day(hit: Hit) -> str | None:
    if hit.word("part"):
        return DAYPARTS[hit.word("part")]
    if hit.word("oclock"):
        word = hit.word("oclock")
        hour = int(word) if word.isdigit() else CARDINALS[word]
        return f"{hour:02d}:00" if 0 < hour <= 24 else None
    if four := hit.word("four"):
        return _four_digits(four, hit.word("zone"))
    hour, minute = int(hit.word("hour", "hour_")), hit.word("minute", "minute_") or "00"
    half = hit.word("half").replace(".", "")
    if not half and not _bare_clock(hit, hour, minute):
        return None
    if half and not 1 <= hour <= (12 if len(minute) == 2 else 0):
        return None
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    return f"{hour:02d}:{minute}" if hour <= 24 and int(minute) < 60 and len(minute) == 2 else None


def _four_digits(four: str, zone: str) -> str | None:
    """20:45 for "2045 GMT"; a zone of two letters may be anything."""
    hour, minute = four[:2], four[2:]
    sure = len(four) == 4 and four.isdigit() and len(zone) > 2
    return f"{hour}:{minute}" if sure and int(hour) <= 24 and int(minute) < 60 else None


def _bare_clock(hit: Hit, hour: int, minute: str) -> bool:
    said = bool(hit.word("zone")) or hit.before in ("at", "around", "about", "by", "until", "since", "before", "after")
    return said and hour <= 24 and len(minute) == 2


def _day_of_clock(hit: Hit) -> str:
    span = hit.span("date")
    if span:
        for found in scan(hit.scene.codes, *span):
            return _READERS[found.rule](replace(hit, match=found.match)) or OPEN["day"]
    if hit.near and hit.reference and size(hit.reference[:10]) == "day":
        return hit.reference
    return hit.published.isoformat() if hit.published else OPEN["day"]


def _reader(rule: str) -> Reader:
    """The function of the rule's own name; a rule without one stops the program from starting."""
    if rule == "clock":
        return clock
    reader: Reader = next(vars(module)[rule] for module in (days, periods, relative, lengths) if rule in vars(module))
    return reader


_READERS: Final[Mapping[str, Reader]] = MappingProxyType({rule: _reader(rule) for rule in RULES if rule not in NO_TIME})


def readings(scene: Scene, stretches: list[tuple[int, int]]) -> list[Reading]:
    """Every expression of time in these stretches of tokens, in order."""
    read: list[Reading] = []
    told = Told(None, 0, None, 0)
    for first, last in stretches:
        for found in scan(scene.codes, first, last):
            value = _read(scene, found, told)
            if value == NOT_A_TIME:
                continue
            read.append(Reading(*found.match.span(), value, found.rule))
            if value and found.rule not in _ASIDES:
                told = told.with_value(value, found.match.start())
    return read


class Told(NamedTuple):
    """The calendar value and the quarter told last, and at which tokens."""

    value: str | None
    place: int
    quarter: str | None
    quarter_place: int

    def with_value(self, value: str, place: int) -> Told:
        """The same after another value."""
        unit = size(value[:10])
        if unit is None:
            return self
        told = self._replace(value=value, place=place)
        return told._replace(quarter=value, quarter_place=place) if unit == "quarter" else told


# A comparison with another time does not move the story there.
_ASIDES: Final = frozenset({"compared", "ago"})
_SAME_REPORT: Final = 150


def _read(scene: Scene, found: Found, told: Told) -> str | None:
    start = found.match.start()
    near = told.value is not None and told.place >= scene.sentence(start)[0]
    quarter = told.quarter if start - told.quarter_place < _SAME_REPORT else None
    return _READERS[found.rule](Hit(scene, found.match, told.value, near, quarter))
