"""A figure that a digest has told, as it is remembered to see how it moved. Plain data alone."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.article import Change


@dataclass(frozen=True, slots=True)
class Quantity:
    """How much of what: `amount` as it was shown, "up to 600"; its bounds in its unit; `stems` of what it counts.

    `told` is the wall time of the digest that told it, "2026-11-22T08:00"; `ref` its evidence. `change` is as in
    `Figure`. `names` are stems of the proper names in its words, `event` what happens to what it counts, and `marks`
    the words that make it another quantity than the same without them. `date` is what it holds for, `day` when that
    was published, `by` the stems of a party that says so.
    """

    amount: str
    low: float | None
    high: float | None
    unit: str
    stems: tuple[str, ...]
    told: str
    ref: str
    change: Change = "="
    names: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    event: str = ""
    date: str | None = None
    day: str | None = None
    by: tuple[str, ...] = ()
