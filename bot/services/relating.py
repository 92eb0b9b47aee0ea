"""What several articles say of one quantity: the figures of a pool that belong together, and how they stand.

Figures that are surely of one quantity make a star around the one that is joined best; no chain makes one group of two.
Their values make sides, each of figures that one value fits, and the sides a disagreement or a history. The result does
not depend on the order of the pool.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations, groupby, pairwise
from typing import TypeAlias

from bot.core.leeway import spread
from bot.core.relations import RelationKind
from bot.services.amounts import ASIDE
from bot.services.candidates import Number
from bot.services.clues import COUNTED
from bot.services.likening import Likeness
from bot.services.overlaps import Overlaps
from bot.services.readings import Reading
from bot.services.series import chains, parties_of, steps

# Sentences that have less in common are not looked at any closer (0 to 1).
LEAST_ALIKE = 0.25
# What is left of "a 170,000-square-foot building" is no unit.
TORN = frozenset({"square", "cubic"})
# So many words are not the same by chance.
LONG = 8
# Nothing that has one value for good is told later than that as its news.
SAME_NEWS = timedelta(days=14)
# A count that goes on may be told too low for so long; later a lower one is of something else.
LATE = timedelta(days=2)


# Where figures stand, and where those stand that each is of one quantity with.
Joined: TypeAlias = Mapping[tuple[int, int], frozenset[tuple[int, int]]]


@dataclass(frozen=True)
class Side:
    """Figures that one value fits, the one to show first; `party` is who says so where its sentence tells of two."""

    readings: tuple[Reading, ...]
    party: str | None = None

    @property
    def shown(self) -> Reading:
        """The most precise that its source states plainly."""
        return self.readings[0]


@dataclass(frozen=True)
class Group:
    """Figures of one quantity and how their values stand to each other; of a history the oldest side first.

    `own` where one sentence sets them against each other: of such a history the day of its article is that of the last.
    """

    kind: RelationKind
    sides: tuple[Side, ...]
    own: bool = False

    @property
    def readings(self) -> tuple[Reading, ...]:
        """All of them."""
        return tuple(reading for side in self.sides for reading in side.readings)


def relate(pool: Iterable[Number]) -> list[Group]:
    """The groups of at least two figures of one quantity."""
    readings = sorted((Reading(number) for number in pool if _compares(number)), key=lambda reading: reading.at)
    overlaps = Overlaps.of([reading.stems for reading in readings])
    likeness = Likeness.of(readings, overlaps.weights)
    pairs: dict[int, set[int]] = defaultdict(set)
    for one, other, alike in _pairs(readings, overlaps):
        if likeness.same(readings[one], readings[other], alike):
            pairs[one].add(other)
            pairs[other].add(one)
    same = {readings[at].at: frozenset(readings[to].at for to in others) for at, others in pairs.items()}
    groups = [group for star in _stars(pairs) if (group := _judged([readings[at] for at in star], same))]
    joined = {readings[at].at: [readings[to] for to in sorted(others)] for at, others in pairs.items()}
    return _with_own(groups, _own(readings, joined))


def _own(readings: Sequence[Reading], same: Mapping[tuple[int, int], Sequence[Reading]]) -> Iterator[Group]:
    """What single sentences set against each other, with the figures of other articles that fit."""
    for _, group in groupby(readings, lambda reading: reading.article):
        found = list(steps(group))
        for chain in chains(found):
            yield Group("history", tuple(_joined(reading, None, same) for reading in chain), own=True)
        for step in found:
            if step.kind == "disagreement":
                parties = parties_of(step.one, step.other)
                sides = zip((step.one, step.other), parties, strict=True)
                yield Group("disagreement", tuple(_joined(one, party, same) for one, party in sides), own=True)


def _joined(one: Reading, party: str | None, same: Mapping[tuple[int, int], Sequence[Reading]]) -> Side:
    found = [one]
    for other in same.get(one.at, ()):
        if all(other.likely.meets(reading.likely) for reading in found):
            found.append(other)
    return Side(_originals(found), party)


def _originals(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Without those whose sentence stands in another article word for word: a copy says nothing of its own."""
    first: dict[frozenset[str], Reading] = {}
    for reading in readings:
        if len(reading.stems) >= LONG:
            first.setdefault(reading.stems, reading)
    return tuple(reading for reading in readings if first.get(reading.stems, reading).article == reading.article)


def _with_own(groups: Sequence[Group], own: Iterable[Group]) -> list[Group]:
    """Both, each figure in one group: what articles tell against each other goes before what one sentence does."""
    kept = [group for group in groups if group.kind != "same"]
    taken = {reading.at for group in kept for reading in group.readings}
    for group in (*own, *(group for group in groups if group.kind == "same")):
        places = {reading.at for reading in group.readings}
        if not places & taken:
            taken |= places
            kept.append(group)
    return kept


def at_of(number: Number) -> tuple[int, int]:
    """Where a figure stands: its article and its offset there."""
    return number.source.stored.number, number.figure.start


def _compares(number: Number) -> bool:
    figure = number.figure
    return figure.change not in ("up", "down") and figure.unit not in ASIDE and figure.unit not in TORN


def _pairs(readings: Sequence[Reading], overlaps: Overlaps) -> Iterator[tuple[int, int, float]]:
    """Places of figures of two articles that may be of one quantity, and how alike their sentences are."""
    measures: dict[str, list[int]] = defaultdict(list)
    for place, reading in enumerate(readings):
        measures[reading.measure].append(place)
    articles = [reading.article for reading in readings]
    news = [reading.headline for reading in readings]
    for measure, places in measures.items():
        lasting = not measure.startswith(COUNTED)
        for one, other in combinations(places, 2):
            if articles[one] != articles[other]:
                alike = overlaps.alike(one, other)
                if alike >= LEAST_ALIKE or lasting or (news[one] and news[other]):
                    yield one, other, alike


def _stars(pairs: Mapping[int, set[int]]) -> Iterator[list[int]]:
    """Each figure with those it belongs to, the best joined first."""
    left = {place: set(others) for place, others in pairs.items()}
    while left:
        hub = min(left, key=lambda place: (-len(left[place]), place))
        star = {hub, *left.pop(hub)}
        yield sorted(star)
        left = {place: others - star for place, others in left.items() if place not in star}
        left = {place: others for place, others in left.items() if others}


def _judged(readings: Sequence[Reading], same: Joined) -> Group | None:
    """How the values of a star stand to each other."""
    sides = _sides(readings)
    if len(sides) == 1:
        return Group("same", tuple(sides)) if len(sides[0].readings) > 1 else None
    clashing = max((_clashing(side, sides, same) for side in sides), key=len)
    if len(clashing) > 1:
        return Group("disagreement", tuple(sorted(clashing, key=lambda side: (-len(side.readings), side.shown.at))))
    return _history(sides)


def _sides(readings: Sequence[Reading]) -> list[Side]:
    """Figures that fit each other together; what fits several sides stands with the first of them."""
    found: list[list[Reading]] = []
    for reading in sorted(readings, key=_plainness):
        side = next((side for side in found if all(reading.likely.meets(one.likely) for one in side)), None)
        if side is None:
            found.append([reading])
        else:
            side.append(reading)
    return [Side(_originals(side)) for side in found]


def _plainness(reading: Reading) -> tuple[object, ...]:
    figure = reading.number.figure
    return (
        reading.vague,
        figure.change != "=",
        round(spread(figure), 6),
        figure.hedged,
        not reading.number.label.alone,
        reading.at,
    )


def _clashing(one: Side, sides: Sequence[Side], same: Joined) -> list[Side]:
    """A side with those that cannot hold at the same time, said by others."""
    return [side for side in sides if side is one or _clash(one, side, same)]


def _clash(one: Side, other: Side, same: Joined) -> bool:
    """Whether two figures that were joined themselves contradict each other; a third that fits both joins nothing."""
    return any(
        second.at in same[first.at]
        and _same_time(first, second)
        and not first.possible.meets(second.possible)
        and _independent(first, second)
        for first in one.readings
        for second in other.readings
    )


def _independent(one: Reading, other: Reading) -> bool:
    """Whether two publishers say it, as far as they are known."""
    mine, yours = one.number.source.stored.publisher, other.number.source.stored.publisher
    return not mine or not yours or mine.casefold() != yours.casefold()


def _same_time(one: Reading, other: Reading) -> bool:
    """Whether both hold for one time; a count that goes on may have grown from one report to a later one."""
    if one.days and other.days and not (one.days[0] <= other.days[1] and other.days[0] <= one.days[1]):
        return False
    if one.day is None or other.day is None or one.day == other.day:
        return True
    if not one.running:
        return bool(one.days and other.days) or abs(one.day - other.day) <= SAME_NEWS
    earlier, later = (one, other) if one.day < other.day else (other, one)
    return later.likely.high < earlier.likely.low and abs(one.day - other.day) <= LATE


def _history(sides: Sequence[Side]) -> Group | None:
    """The sides by their time, where it is known of each and all differ; a count that goes on only rises."""
    timed = []
    for side in sides:
        day = side.shown.when  # what is shown must be in order, whoever else told it earlier or later
        if day is None:
            return None
        timed.append((day, side))
    timed.sort(key=lambda item: item[0])
    if any(one[0] == other[0] for one, other in pairwise(timed)):
        return None
    told = [side for _, side in timed]
    if any(one.shown.running and other.shown.likely.high < one.shown.likely.low for one, other in pairwise(told)):
        return None
    return Group("history", tuple(told))
