"""Writing TIMEX3 values: a day at some precision, a length of time, or the open form where the day is unknown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from bot.core.days import moved
from bot.core.when import day_range
from bot.pipeline.timex.lexicon import CARDINALS

OPEN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "day": "XXXX-XX-XX",
        "week": "XXXX-WXX",
        "weekend": "XXXX-WXX-WE",
        "month": "XXXX-XX",
        "quarter": "XXXX-QX",
        "year": "XXXX",
        "decade": "XXX",
        "century": "XX",
    }
)
_LENGTHS: Final[Mapping[str, tuple[str, int]]] = MappingProxyType(
    {
        "second": ("PT{}S", 1),
        "minute": ("PT{}M", 1),
        "hour": ("PT{}H", 1),
        "day": ("P{}D", 1),
        "week": ("P{}W", 1),
        "fortnight": ("P{}W", 2),
        "month": ("P{}M", 1),
        "quarter": ("P{}M", 3),
        "year": ("P{}Y", 1),
        "decade": ("P{}Y", 10),
        "century": ("P{}Y", 100),
    }
)
_VAGUE_LENGTHS: Final[Mapping[str, str]] = MappingProxyType({"decade": "PXDE", "century": "PXCE", "quarter": "PXQ"})
_SIZES: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(r"\d{4}-\d\d-\d\d"), "day"),
    (re.compile(r"\d{4}-Q\d"), "quarter"),
    (re.compile(r"\d{4}-W\d\d-WE"), "weekend"),
    (re.compile(r"\d{4}-W\d\d"), "week"),
    (re.compile(r"\d{4}-\d\d"), "month"),
    (re.compile(r"\d{4}"), "year"),
)


def label(day: date, unit: str) -> str:
    """The unit that a day lies in."""
    year = f"{day.year:04d}"
    if unit in ("week", "weekend", "fortnight"):
        iso = day.isocalendar()
        return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if unit == "weekend" else "")
    if unit == "month":
        return f"{year}-{day.month:02d}"
    if unit == "quarter":
        return f"{year}-Q{(day.month + 2) // 3}"
    cut = {"year": 4, "decade": 3, "century": 2}.get(unit)
    return year[:cut] if cut else day.isoformat()


def shifted(base: date | None, unit: str, count: int) -> str:
    """The unit so many units from that of the base; its open form without a base, or outside the calendar."""
    if base is None:
        return OPEN.get(unit, OPEN["day"])
    step = {"weekend": "week", "fortnight": "week"}.get(unit, unit)
    try:
        return label(moved(base, step, count * (2 if unit == "fortnight" else 1)), unit)
    except OverflowError:
        return OPEN.get(unit, OPEN["day"])


def day_of(year: int | None, month: int, day: int | None) -> str | None:
    """A month, or a day of one; the year open where it is unknown; None where the calendar has no such day."""
    tail = f"{month:02d}" + ("" if day is None else f"-{day:02d}")
    if year is None:
        return f"XXXX-{tail}" if day_range(f"2000-{tail}") else None
    return f"{year:04d}-{tail}" if day_range(f"{year:04d}-{tail}") else None


def length(amount: float | None, unit: str) -> str:
    """A duration; None for an amount that is not told ("several")."""
    pattern, times = _LENGTHS[unit]
    if amount is None:
        return _VAGUE_LENGTHS.get(unit, pattern.format("X"))
    if unit == "hour" and amount != int(amount):
        hours, minutes = divmod(round(amount * 60), 60)
        return f"PT{hours}H{minutes}M" if hours else f"PT{minutes}M"
    return pattern.format(f"{amount * times:.12g}")


def size(value: str | None) -> str | None:
    """Which unit a closed value is; None for others."""
    return next((unit for pattern, unit in _SIZES if value and pattern.fullmatch(value)), None)


_EXACTNESS: Final = ("hour", "day", "weekend", "week", "month", "quarter", "year", "decade", "century")


def coarser(value: str, unit: str) -> bool:
    """Whether a value says less than which unit of this kind it means."""
    own = size(value[:10]) or "century"
    return unit in _EXACTNESS and _EXACTNESS.index(own) > max(1, _EXACTNESS.index(unit))


_FRACTION: Final = re.compile(r"(?:(\d+) )?(\d+) / (\d+)")


def amount_of(words: list[str]) -> float | None:
    """How many the words say: "two and a half", "5 1/2", "24", "a"; None for "several" or a range."""
    text = " ".join(word for word in words if word not in ("-", "more", "additional", "extra", "consecutive", "full"))
    written = _FRACTION.fullmatch(text)
    if written and int(written[3]):
        return int(written[1] or 0) + int(written[2]) / int(written[3])
    whole, _, half = text.partition(" and a half")
    if _ or text == "a half":
        return None if half else _whole(whole.split()) if text == "a half" else _plus_half(whole.split())
    if text in ("half a", "half an", "half"):
        return 0.5
    if text.startswith("a couple"):
        return 2
    return _whole(text.split())


def _plus_half(words: list[str]) -> float | None:
    whole = _whole(words)
    return None if whole is None else whole + 0.5


def _whole(words: list[str]) -> float | None:
    """A number in words or figures; "a" and "an" are one."""
    total = part = 0.0
    seen = False
    for word in words:
        if word[0].isdigit():
            if seen:
                return None
            part = float(word.replace(",", "")) if re.fullmatch(r"\d[\d,]*(?:\.\d+)?", word) else -1
        elif word in ("a", "an"):
            part = 1
        elif word not in CARDINALS:
            return None
        elif CARDINALS[word] >= 1000:
            total, part = total + (part or 1) * CARDINALS[word], 0
        elif CARDINALS[word] == 100 or word == "dozen":
            part = (part or 1) * CARDINALS[word]
        else:
            part += CARDINALS[word]
        seen = True
    return total + part if seen and part >= 0 else None
