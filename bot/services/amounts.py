"""What a figure is before anybody chooses or compares it: its own words, and whether it is much at all."""

from __future__ import annotations

from bot.core.article import Figure
from bot.core.measures import CURRENCIES, TABLE

MEASURES = CURRENCIES | {name for runs in TABLE.values() for _, name in runs}
ASIDE = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "year age", "count", "time", "decade"})
FEW = 12


def amount(text: str, figure: Figure) -> str:
    """The figure's own words: "up to 600", "880-mile"."""
    return " ".join(text[figure.start : figure.end].split())


def is_small(figure: Figure) -> bool:
    """Whether it counts fewer than a dozen things: "two contractors", "five points"; a figure, but rarely a key one."""
    size = figure.value if figure.value is not None else figure.high or 0.0
    return size < FEW and not measured(figure.unit)


def measured(unit: str) -> bool:
    """Whether a unit is one of measure or money: then even a small figure may matter."""
    return unit == "percentage" or unit in MEASURES
