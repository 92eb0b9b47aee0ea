"""What several articles say of one quantity: the figures of a pool that belong together, and how they stand.

A wrong pair is worse than a missing one: "300 hurt" beside "40 dead" is no disagreement. So figures are joined only
where unit, event, place, what is left out or planned and the words of both sentences say so; cheap tests come first,
for a pool has thousands of pairs. The result does not depend on the order of the pool.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, pairwise
from math import log

from bot.core.article import NO_UNIT
from bot.core.leeway import spread
from bot.core.relations import RelationKind
from bot.pipeline.terms import stems_in
from bot.services.amounts import ASIDE
from bot.services.candidates import Number
from bot.services.quantifying import NUMBERED
from bot.services.readings import Reading

# Sentences must share so much of what they say, the rarer a word in the pool the more it counts (0 to 1).
LEAST_ALIKE, LEAST_ALIKE_SAME, LEAST_ALIKE_TOTAL = 0.4, 0.3, 0.25
LEAST_SHARED = 2
# What is counted anew every day by these causes, so that the same words may tell of another day's.
RECURRING = frozenset(
    stems_in("strike attack shelling bombing drone missile rocket fire raid shooting clash crash accident police army")
)
DAILY = frozenset({"die", "hurt", "hold", "miss", "flee", "save", "destroy"})
# A toll of these goes on rising after the event; what reporters of one day tell otherwise they tell against each other.
RUNNING = DAILY - {"hold"}
FALLING = frozenset({"", "hold", "flee", "miss"})
# The same event may be told again for so long; and nothing that has one value for good is told later than that.
NEAR, SAME_NEWS = timedelta(days=31), timedelta(days=14)
FARTHEST = 20.0


@dataclass(frozen=True)
class Side:
    """Figures that one value fits, the one to show first."""

    readings: tuple[Reading, ...]

    @property
    def shown(self) -> Reading:
        """The most precise that its source states plainly."""
        return self.readings[0]


@dataclass(frozen=True)
class Group:
    """Figures of one quantity and how their values stand to each other; of a history the oldest side first."""

    kind: RelationKind
    sides: tuple[Side, ...]

    @property
    def readings(self) -> tuple[Reading, ...]:
        """All of them."""
        return tuple(reading for side in self.sides for reading in side.readings)


def relate(pool: Iterable[Number]) -> list[Group]:
    """The groups of at least two figures of one quantity."""
    readings = sorted((Reading(number) for number in pool if _compares(number)), key=lambda reading: reading.at)
    weights = _weights(readings)
    pairs: dict[int, set[int]] = defaultdict(set)
    kin = _kin(readings)
    for one, other in _pairs(readings):
        first, second = readings[one], readings[other]
        if _same_quantity(first, second, weights) and (
            first.likely.meets(second.likely) or not (_elsewhere(first, second, kin) or _elsewhere(second, first, kin))
        ):
            pairs[one].add(other)
            pairs[other].add(one)
    return [group for star in _stars(pairs) if (group := _judged([readings[at] for at in star]))]


def at_of(number: Number) -> tuple[int, int]:
    """Where a figure stands: its article and its offset there."""
    return number.source.stored.number, number.figure.start


def _compares(number: Number) -> bool:
    figure = number.figure
    return figure.change not in ("up", "down") and figure.unit not in ASIDE


def _kin(readings: Sequence[Reading]) -> Mapping[tuple[int, str], list[Reading]]:
    """The figures of each article by their measure."""
    found: dict[tuple[int, str], list[Reading]] = defaultdict(list)
    for reading in readings:
        found[reading.article, reading.measure].append(reading)
    return found


def _elsewhere(one: Reading, other: Reading, kin: Mapping[tuple[int, str], list[Reading]]) -> bool:
    """Whether the article of the one tells the other's value too, or several of its kind: then they are two things."""
    for mine in kin[one.article, one.measure]:
        if mine is one or mine.likely.meets(one.likely) or mine.event != one.event:
            continue
        if mine.likely.meets(other.likely):
            return True
        if _same_count(mine, one) and mine.days == one.days and (one.event or mine.what & one.what):
            return True
    return False


def _weights(readings: Sequence[Reading]) -> Mapping[str, float]:
    """How much each stem tells: little where every sentence of the pool has it; numbers tell nothing."""
    counts = Counter(stem for reading in readings for stem in reading.stems)
    most = len(readings)
    return {stem: 0.0 if NUMBERED.search(stem) else log(1 + most / count) for stem, count in counts.items()}


def _pairs(readings: Sequence[Reading]) -> Iterable[tuple[int, int]]:
    """Places of figures of two articles that are measured alike and whose sentences share words."""
    measures: dict[str, list[int]] = defaultdict(list)
    for place, reading in enumerate(readings):
        measures[reading.measure].append(place)
    for places in measures.values():
        for one, other in combinations(places, 2):
            first, second = readings[one], readings[other]
            if first.article != second.article and len(first.stems & second.stems) >= LEAST_SHARED:
                yield one, other


def _same_quantity(one: Reading, other: Reading, weights: Mapping[str, float]) -> bool:
    """Whether two figures are surely of one quantity, whatever their values; values that agree speak for it."""
    alike = _alike(one.stems, other.stems, weights)
    agree = one.likely.meets(other.likely)
    if alike < (LEAST_ALIKE_SAME if agree else LEAST_ALIKE_TOTAL) or one.aside or other.aside:
        return False
    if one.event != other.event or one.marks != other.marks or not _same_count(one, other):
        return False
    if not _same_place(one, other) or not _same_thing(one, other, agree=agree):
        return False
    if agree:
        return True
    totals = one.total and other.total and bool(one.event)
    if one.vague or other.vague or alike < (LEAST_ALIKE_TOTAL if totals else LEAST_ALIKE):
        return False
    return not one.possible.meets(other.possible) and _one_event(one, other, totals=totals)


def _same_thing(one: Reading, other: Reading, *, agree: bool) -> bool:
    """Whether the words beside both numbers, and what they are numbers of, are the same, and of the same names."""
    if one.event:
        return True
    shared = one.what & other.what
    if NO_UNIT in (one.number.figure.unit, other.number.figure.unit) or agree:
        return bool(shared)
    names = one.named & other.named
    if one.describes or other.describes or not (names or not (one.named and other.named)):
        return False
    return len(shared | names) >= LEAST_SHARED and bool(shared)


def _alike(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    """How much of the shorter sentence both have (0 to 1)."""
    shared = sum(weights[stem] for stem in one & other)
    least = min(sum(weights[stem] for stem in one), sum(weights[stem] for stem in other))
    return shared / least if least else 0.0


def _same_count(one: Reading, other: Reading) -> bool:
    """Whether both count the same: a unit that says no more than "people" fits where the other text has its noun."""
    if not one.counted or one.unit == other.unit:
        return True
    if one.unit and other.unit:
        return False
    named, plain = (one, other) if one.unit else (other, one)
    return bool(plain.event) or named.unit <= plain.stems


def _same_place(one: Reading, other: Reading) -> bool:
    """Whether neither names a place that the other does not have."""
    if one.place and other.place:
        return bool(one.place & other.place)
    return not one.places or not other.places or one.places <= other.places or other.places <= one.places


def _one_event(one: Reading, other: Reading, *, totals: bool) -> bool:
    """Whether two values that differ are surely of one thing: of what happens daily the day must be one too."""
    if one.is_far_from(other):
        return False
    if one.event in DAILY and not totals:
        if not one.places & other.places and not one.thing & other.thing:
            return False
        if RECURRING & (one.stems | other.stems) and not _same_day(one, other):
            return False
    return totals or _near(one, other) or bool(one.days and other.days)


def _near(one: Reading, other: Reading) -> bool:
    return one.day is None or other.day is None or abs(one.day - other.day) <= NEAR


def _same_day(one: Reading, other: Reading) -> bool:
    if one.days and other.days:
        return one.days == other.days
    return one.day is not None and other.day is not None and abs(one.day - other.day) <= timedelta(days=1)


def _stars(pairs: Mapping[int, set[int]]) -> list[list[int]]:
    """Each figure with those it belongs to, the best joined first; no chain makes one group of two."""
    left = {place: set(others) for place, others in pairs.items()}
    stars: list[list[int]] = []
    while left:
        hub = min(left, key=lambda place: (-len(left[place]), place))
        star = {hub, *left.pop(hub)}
        stars.append(sorted(star))
        left = {place: others - star for place, others in left.items() if place not in star}
        left = {place: others for place, others in left.items() if others}
    return stars


def _judged(readings: Sequence[Reading]) -> Group | None:
    sides = _sides(readings)
    if len(sides) == 1:
        return Group("same", tuple(sides))
    latest = max(sides, key=lambda side: max(_when(reading) for reading in side.readings))
    clash = [side for side in sides if side is latest or _clash(side, latest)]
    if len(clash) > 1:
        return Group("disagreement", tuple(clash))
    return _history(sides)


def _sides(readings: Sequence[Reading]) -> list[Side]:
    """Figures that fit each other together; what fits several sides stands with the first of them."""
    found: list[list[Reading]] = []
    for reading in sorted(readings, key=lambda one: (one.vague, spread(one.number.figure), one.at)):
        side = next((side for side in found if all(reading.likely.meets(one.likely) for one in side)), None)
        if side is None:
            found.append([reading])
        else:
            side.append(reading)
    return [Side(tuple(side)) for side in found]


def _clash(one: Side, other: Side) -> bool:
    return any(
        _same_time(first, second) and not first.possible.meets(second.possible) and _independent(first, second)
        for first in one.readings
        for second in other.readings
    )


def _independent(one: Reading, other: Reading) -> bool:
    """Whether two publishers say it, as far as they are known."""
    mine, yours = one.number.source.stored.publisher, other.number.source.stored.publisher
    return not mine or not yours or mine.casefold() != yours.casefold()


def _same_time(one: Reading, other: Reading) -> bool:
    if one.days and other.days:
        return one.days[0] <= other.days[1] and other.days[0] <= one.days[1]
    if one.day is None or other.day is None or one.day == other.day:
        return True
    if one.event in RUNNING:
        return False
    return abs(one.day - other.day) <= SAME_NEWS


def _when(reading: Reading) -> date:
    return (reading.days[1] if reading.days else reading.day) or date.min


def _history(sides: Sequence[Side]) -> Group | None:
    """Sides by their time, where it tells of each when it was, and a toll only rises."""
    times = [(min(map(_when, side.readings)), side) for side in sides]
    if any(day == date.min for day, _ in times):
        return None
    times.sort(key=lambda item: item[0])
    told = [side for _, side in times]
    event = told[0].shown.event
    if event not in FALLING and any(
        later.shown.likely.high < earlier.shown.likely.low for earlier, later in pairwise(told)
    ):
        return None
    return Group("history", tuple(told))
