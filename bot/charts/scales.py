"""Values on a scale of pixels, and the round ones that are named beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.ticker import MaxNLocator

from bot.core.charts import Point

# From so small a share of the largest value on the scale begins at nothing.
FROM_NOTHING = 0.6
LARGE_NUMBERS = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `low` to `high` between two pixels, which may run either way."""

    low: float
    high: float
    start: float
    stop: float

    def at(self, value: float) -> float:
        """Where a value is."""
        return self.start + (self.stop - self.start) * (value - self.low) / (self.high - self.low)

    @property
    def way(self) -> int:
        """1 where pixels grow with values, else -1."""
        return 1 if self.stop > self.start else -1

    def named(self, most: int) -> list[tuple[float, str]]:
        """Round values on it and their words."""
        values = MaxNLocator(most, steps=[1, 2, 2.5, 5, 10]).tick_values(self.low, self.high)
        slip = 1e-9 * (self.high - self.low)
        return [(float(value), short(float(value))) for value in values if self.low - slip <= value <= self.high + slip]


def scale_of(points: Sequence[Point], start: float, stop: float) -> Scale:
    """One that has room for all that the points leave open."""
    ends = [end for point in points for end in (point.low, point.middle, point.high) if end is not None]
    low, high = min(ends), max(ends)
    if 0 <= low < FROM_NOTHING * high:
        low = 0.0
    room = (high - low) or abs(high) or 1.0
    return Scale(low if low == 0 else low - 0.12 * room, high + 0.12 * room, start, stop)


def short(value: float) -> str:
    """`1,200`, `2.5`, `3.5 million`."""
    for size, name in LARGE_NUMBERS:
        if abs(value) >= size:
            return f"{value / size:,.4g} {name}"
    return f"{value:,.0f}" if abs(value) >= 1000 or value == round(value) else f"{value:,.4g}"
