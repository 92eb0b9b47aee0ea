"""How the figures of a digest moved against those that earlier digests of it told.

A wrong "moved" is worse than a missing one. So two figures are one quantity only where everything says so: unit, what
is counted, what happens, names, what is left out or hedged, days. And it has moved only where the words of both leave
no value that fits them: "over 1,000" and "1,047" tell the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.article import NO_UNIT
from bot.core.quantities import Quantity
from bot.core.when import day_range
from bot.pipeline.terms import stems_in
from bot.services.amounts import measured
from bot.services.candidates import Number
from bot.services.figuring import LEAST_TOPICAL
from bot.services.quantifying import quantity_of

REMEMBERED = 200
SHARED, SHARED_OF_MEASURE = 2, 3
# What is counted anew every day, so that the same words may tell of another day's; and causes that come again.
DAILY = frozenset({"die", "hurt", "hold", "miss"})
RECURRING = frozenset(
    stems_in("strike attack shelling bombing drone missile rocket fire raid shooting clash crash accident police army")
)
# A count of these may fall; any other that is lower than before was of something else.
FALLING = frozenset({"", "hold", "flee", "miss"})
FARTHEST = 20
# What is told again within so many days may be the same story.
NEAR = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Move:
    """A figure and the quantity that an earlier digest told instead."""

    number: Number
    old: Quantity
    new: Quantity


def moves(numbers: Iterable[Number], memory: Sequence[Quantity], told: str) -> list[Move]:
    """What surely moved; where the new articles disagree among themselves, or still tell the old value, nothing did."""
    units = {quantity.unit for quantity in memory}
    topical = (number for number in numbers if number.figure.unit in units and number.near >= LEAST_TOPICAL)
    fresh = [(number, new) for number in topical if (new := quantity_of(number, told))]
    found = []
    for old in {_identity(quantity): quantity for quantity in memory}.values():
        same = [(number, new) for number, new in fresh if is_same(old, new)]
        if same and not any(agree(old, new) or _leapt(old, new) for _, new in same):
            latest = max(new.day or "" for _, new in same)
            last = [(number, new) for number, new in same if new.day == latest]
            if all(agree(last[0][1], new) for _, new in last):
                found.append(Move(last[0][0], old, last[0][1]))
    return _once(found)


def remembered(memory: Sequence[Quantity], numbers: Iterable[Number], told: str) -> tuple[Quantity, ...]:
    """The memory with what is told now at its end, in the place of what it told of the same quantities before."""
    fresh = [quantity for number in numbers if (quantity := quantity_of(number, told))]
    kept = [old for old in memory if not any(is_same(old, new) for new in fresh)]
    return (*kept, *fresh)[-REMEMBERED:]


def is_same(old: Quantity, new: Quantity) -> bool:
    """Whether two figures are surely of one quantity, the second told no earlier than the first."""
    if (old.unit, old.event, old.names, old.marks) != (new.unit, new.event, new.names, new.marks):
        return False
    if old.by and new.by and not set(old.by) & set(new.by):
        return False
    return _same_words(old, new) and _same_time(old, new)


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether one value fits both, as far as their words leave it open."""
    bounds = (one.low, one.high, other.low, other.high)
    low, high, floor, ceiling = (0.0 if bound is None else bound for bound in bounds)
    return low <= ceiling and floor <= high


def _leapt(old: Quantity, new: Quantity) -> bool:
    """Whether it went as that quantity hardly goes: down where it can only grow, down on the same day, or very far."""
    was, now = old.low or 0.0, new.high or 0.0
    falls = now < was and (old.event not in FALLING or old.day == new.day)
    return falls or now > FARTHEST * (old.high or 0.0) or FARTHEST * now < was


def _same_words(old: Quantity, new: Quantity) -> bool:
    """Enough words in common, and none that may make another thing of it: "inflation" and "core inflation" are two.

    Where the same happens in both, one may say more than the other. Names alone are not enough, and a unit of measure
    tells nothing of what is measured. Of what happens every day, a common cause and a name must make
    it one event.
    """
    one, other = set(old.stems), set(new.stems)
    if old.unit == NO_UNIT and not old.names:  # "a death toll of 200": whose, stands in another sentence
        return False
    if not (one <= other or other <= one if old.event else one == other):
        return False
    shared = one & other
    if old.event in DAILY:
        return bool(shared and old.names) and not (one | other) & RECURRING
    least = SHARED_OF_MEASURE if measured(old.unit.partition(" per ")[0]) or old.unit == NO_UNIT else SHARED
    told = len(shared) + bool(old.event)
    return told > 0 and told + len(old.names) >= least


def _same_time(old: Quantity, new: Quantity) -> bool:
    if old.day is None or new.day is None or new.day < old.day:
        return False
    earlier, later = date.fromisoformat(old.day), date.fromisoformat(new.day)
    one = day_range(old.date) if old.date else None
    other = day_range(new.date) if new.date else None
    if one is None and other is None:
        return later - earlier <= NEAR
    if one is not None and other is not None:
        return one[0] <= other[1] and other[0] <= one[1] and _alike_long(one, other)
    dated, undated = (one, later) if one is not None else (other, earlier)
    return dated is not None and dated[1] - dated[0] < NEAR and dated[0] - NEAR <= undated <= dated[1] + NEAR


def _alike_long(one: tuple[date, date], other: tuple[date, date]) -> bool:
    """A night and its month may be one event, a week and a year are not."""
    short, long = sorted((one[1] - one[0], other[1] - other[0]))
    return long < NEAR or long <= 2 * short


def _identity(quantity: Quantity) -> tuple[object, ...]:
    return quantity.unit, quantity.stems, quantity.names, quantity.marks, quantity.event, quantity.date, quantity.by


def _once(found: Sequence[Move]) -> list[Move]:
    """Each new figure once, against what was told of it last."""
    latest = {move.new.ref: move for move in sorted(found, key=lambda move: move.old.told)}
    refs = list(dict.fromkeys(move.new.ref for move in found))
    return [latest[ref] for ref in refs]
