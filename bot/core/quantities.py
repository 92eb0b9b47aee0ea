"""A figure that a digest has told, as it is remembered to see how it moved. Plain data alone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quantity:
    """How much of what: `amount` as it was shown, "up to 600"; its bounds in its unit; `stems` of what it counts.

    `told` is the wall time of the digest that told it, "2026-11-22T08:00"; `ref` its evidence.
    """

    amount: str
    low: float | None
    high: float | None
    unit: str
    stems: tuple[str, ...]
    told: str
    ref: str
