"""What the words of a figure leave open, and whether one value can fit two of them.

"About 500" and 512 tell the same, so do "over 1,000" and 1,047; 500 and 600 cannot both hold. Standard library only.
"""

from __future__ import annotations

from math import inf
from typing import NamedTuple

from bot.core.article import Figure
from bot.core.conversion import SCALES, to_base

# How far a value may lie from one that was rounded, from "about", below "up to" and above "over", as shares of it.
ROUNDED, LEAST_ABOUT, MOST_ABOUT, BELOW, ABOVE = 0.05, 0.03, 0.1, 0.08, 0.2
# Whoever says "up to 600" has no 200 in mind.
FAR_BELOW = 0.3
# Whoever counts fewer counts them one by one.
COUNTED = 100
SLIP = 1e-9


class Leeway(NamedTuple):
    """The values that a figure leaves open, in the base of its unit: from `low` to `high`."""

    low: float
    high: float

    def meets(self, other: Leeway) -> bool:
        """Whether one value fits both; where they only touch none does."""
        slip = SLIP * max(abs(self.low), abs(other.low), 1e-12)
        return self.low < other.high - slip and other.low < self.high - slip


def likely(figure: Figure) -> Leeway:
    """Where its value will be: rounded numbers may be rounded, "over 1,000" is not far over it."""
    return _in_base(figure, *_likely(figure))


def possible(figure: Figure) -> Leeway:
    """Where its value can be at all: "over 1,000" may be anything above."""
    low, high = _likely(figure)
    match figure.change:
        case ">":
            high = inf
        case "<":
            low = (1 - FAR_BELOW) * high
    return _in_base(figure, low, high)


def spread(figure: Figure) -> float:
    """How much its words leave open, as a share of its value: the less, the more precise it is."""
    low, high = _likely(figure)
    return (high - low) / (high or 1.0)


def _likely(figure: Figure) -> tuple[float, float]:
    if figure.value is None:
        return figure.low or 0.0, figure.high or 0.0
    value = float(figure.value)
    half = last_place(value) / 2
    match figure.change:
        case "~":
            slack = min(max(half, LEAST_ABOUT * value), MOST_ABOUT * value)
            return value - slack, value + slack
        case "<":
            return value * (1 - BELOW), value
        case ">":
            return value, value * (1 + ABOVE)
    exact = value < COUNTED and value.is_integer() and figure.unit not in SCALES
    slack = 0.5 if exact else min(half, ROUNDED * value)
    return value - slack, value + slack


def _in_base(figure: Figure, low: float, high: float) -> Leeway:
    """A bound itself fits: "up to 600" and "600" tell the same."""
    low, high = to_base(low, figure.unit), to_base(high, figure.unit)
    hair = 1e-6 * max(abs(low), abs(high) if high < inf else 0.0)
    return Leeway(low - hair, high + hair) if low >= high - hair or figure.change in "<>" else Leeway(low, high)


def last_place(value: float) -> float:
    """What the last digit that tells stands for: 100 for 500, 0.1 for 2.5."""
    digits, _, exponent = f"{value:.14e}".partition("e")
    return float(10.0 ** (int(exponent) - len(digits.rstrip("0").replace(".", "")) + 1))
