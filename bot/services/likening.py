"""Whether two figures are surely of one quantity.

A wrong pair is worse than a missing one: "300 hurt" beside "40 dead" is no disagreement. Values that agree speak for a
pair; where they differ, the words must say that both are of one thing, in one place, of one event, and no other figure
of either article may fit as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import log

from bot.core.article import NO_UNIT
from bot.core.conversion import to_base
from bot.pipeline.terms import stems_in
from bot.services.amounts import FEW
from bot.services.readings import Reading

# Sentences must share so much of what they say, the rarer a word in the pool the more it counts (0 to 1).
LEAST_ALIKE, LEAST_ALIKE_SAME, LEAST_ALIKE_TOTAL = 0.4, 0.3, 0.25
# So much of the words beside both numbers must be the same.
LEAST_SLOT = 0.4
# What is counted anew every day by these causes, so that the same words may tell of another day's.
RECURRING = frozenset(
    stems_in(
        "strike attack shelling bombing drone missile rocket fire raid shooting clash crash accident police army "
        "gunmen troops forces suicide violence protest"
    )
)
DAILY = frozenset({"die", "hurt", "hold", "miss", "flee", "save", "destroy"})
NEAR, SAME_EVENT, ONE_DAY = timedelta(days=31), timedelta(days=14), timedelta(days=1)
# News is told in so many days by all who tell it.
SAME_NEWS = timedelta(days=7)
# Of two units: so exactly the same, with so many digits that tell, in articles whose ledes share so many words.
EXACT, EXACT_DIGITS, ABOUT = 0.002, 6, 2
CLOSE = 4
# So many digits that tell speak for themselves: 34,078 is no other 34,078.
TELLING = 3
# A word that stands in so many sentences of the pool, more than a fourth, weighs less than this.
COMMON = log(5)


@dataclass(frozen=True)
class Likeness:
    """Compares the figures of one pool: what a word weighs in it, and what else each article tells in a measure."""

    weights: Mapping[str, float]
    kin: Mapping[tuple[int, str], Sequence[Reading]]

    @classmethod
    def of(cls, readings: Sequence[Reading], weights: Mapping[str, float]) -> Likeness:
        """For these figures."""
        kin: dict[tuple[int, str], list[Reading]] = defaultdict(list)
        for reading in readings:
            kin[reading.article, reading.measure].append(reading)
        return cls(weights, kin)

    def same(self, one: Reading, other: Reading, alike: float) -> bool:
        """Whether two figures of different articles are surely of one quantity, whatever their values.

        `alike` is how much their sentences have in common (0 to 1).
        """
        if one.vague or other.vague:
            return False
        if self._same_news(one, other) or _same_measured(one, other):
            return True
        if one.likely.meets(other.likely):
            return alike >= LEAST_ALIKE_SAME and self._agree(one, other, alike)
        return alike >= LEAST_ALIKE_TOTAL and self._differ(one, other, alike)

    def _agree(self, one: Reading, other: Reading, alike: float) -> bool:
        """Whether two values that fit each other are of one quantity; a bare number needs the same year with it."""
        bare = one.counted and NO_UNIT in (one.number.figure.unit, other.number.figure.unit)
        if bare and alike >= LEAST_ALIKE and one.days and one.days == other.days:
            return one.marks == other.marks and (_telling(one) or _telling(other))
        return self.fits(one, other, agree=True) and _one_event(one, other, agree=True)

    def _differ(self, one: Reading, other: Reading, alike: float) -> bool:
        """Whether two values that cannot both hold are of one quantity; cheap tests come first."""
        totals = one.total and other.total
        told_of_one = one.day is not None and one.day == other.day and bool(one.place & other.place)
        if (
            one.vague
            or other.vague
            or (alike < LEAST_ALIKE and not totals and not (told_of_one and alike >= LEAST_ALIKE_SAME))
        ):
            return False
        if one.is_far_from(other) or (one.possible.meets(other.possible) and not one.running):
            return False
        if not self.fits(one, other, agree=False) or not _one_event(one, other, agree=False):
            return False
        if alike < LEAST_ALIKE and not (one.event in DAILY or (one.event and totals)):
            return False
        return not (self._elsewhere(one, other) or self._elsewhere(other, one))

    def _same_news(self, one: Reading, other: Reading) -> bool:
        """Whether both are what their articles are about, and these are about one event: of one thing and one time."""
        if not (one.headline and other.headline) or one.marks != other.marks or one.unit != other.unit:
            return False
        if one.event != other.event and (not one.unit or (one.event and other.event)):
            return False
        if one.aside or other.aside or one.is_far_from(other):
            return False
        if not (one.named | one.place) & (other.named | other.place):
            return False
        if one.likely.meets(other.likely):
            return _same_occasion(one, other) and bool(one.unit & other.unit or one.thing & other.thing)
        if one.possible.meets(other.possible) or not _near(one, other, SAME_NEWS):
            return False
        things = one.thing & (other.thing - one.named - other.named)
        counts = one.counted and one.unit & other.unit and len(one.about & other.about) >= CLOSE
        return bool(things or counts) and not (self._elsewhere(one, other) or self._elsewhere(other, one))

    def fits(self, one: Reading, other: Reading, *, agree: bool) -> bool:
        """Whether the words of two figures tell of one quantity, their values and days apart."""
        if not _same_count(one, other, agree=agree) or one.event != other.event or one.marks != other.marks:
            return False
        if not self._same_place(one, other, agree=agree) or one.aside or other.aside:
            return False
        return self._same_thing(one, other, agree=agree)

    def share(self, one: frozenset[str], other: frozenset[str]) -> float:
        """How much of the shorter both have (0 to 1)."""
        weights = self.weights
        least = min(sum(weights.get(stem, 0.0) for stem in one), sum(weights.get(stem, 0.0) for stem in other))
        return sum(weights.get(stem, 0.0) for stem in one & other) / least if least else 0.0

    def _same_place(self, one: Reading, other: Reading, *, agree: bool) -> bool:
        """Whether both are of the same places; of values that agree one may name fewer of them.

        Of totals the place that the whole pool is about need not be named again.
        """
        if agree:
            return not (one.place and other.place) or bool(one.place & other.place)
        if one.total and other.total and one.event:
            return all(self.weights.get(stem, COMMON) < COMMON for stem in one.place ^ other.place)
        return one.place == other.place

    def _same_thing(self, one: Reading, other: Reading, *, agree: bool) -> bool:
        """Whether the words beside both numbers, and what they are numbers of, are the same, and of the same names."""
        shared = (one.what - one.named) & (other.what - other.named)
        if one.event and (agree or one.event in DAILY):
            return True
        if agree:
            return bool(shared or one.thing & other.thing)
        if one.head and other.head and not one.head & other.head:
            return False
        if one.describes or other.describes or self.share(one.what, other.what) < LEAST_SLOT:
            return False
        if NO_UNIT in (one.number.figure.unit, other.number.figure.unit):
            return bool(shared) and (one.running or not one.counted or min(one.likely.high, other.likely.high) > FEW)
        names = one.named & other.named
        return len(shared | names) > 1 and bool(names or not (one.named and other.named))

    def _elsewhere(self, one: Reading, other: Reading) -> bool:
        """Whether the article of the one tells the other's value too, or has another figure that fits it as well."""
        for mine in self.kin[one.article, one.measure]:
            if mine is one or mine.likely.meets(one.likely) or not _same_count(mine, other, agree=False):
                continue
            if mine.likely.meets(other.likely) and mine.event == other.event:
                return True
            if mine.days == one.days and self.fits(mine, other, agree=False):
                return True
        return False


def _same_count(one: Reading, other: Reading, *, agree: bool) -> bool:
    """Whether both count the same: a unit that says no more than "people" fits where its sentence has the other's."""
    if not one.counted or one.unit == other.unit:
        return True
    if one.unit and other.unit:
        return False
    named, plain = (one, other) if one.unit else (other, one)
    return (agree and bool(plain.event)) or named.unit <= plain.stems


def _one_event(one: Reading, other: Reading, *, agree: bool) -> bool:
    """Whether both are of one event, one count that goes on, or one thing that lasts."""
    totals = one.total and other.total and bool(one.event)
    if totals and one.since and other.since and one.since != other.since:
        return False
    if not agree and (one.is_far_from(other) or ((one.flowing or other.flowing) and not _same_day(one, other))):
        return False
    if one.event not in DAILY or totals:
        return (totals and (not agree or _near(one, other, NEAR))) or _lasts(one, other) or (agree and _telling(one))
    if not agree and not one.place & other.place and not one.thing & other.thing:
        return False
    if RECURRING & (one.stems | other.stems):
        return _same_day(one, other)
    return _same_occasion(one, other)


def _lasts(one: Reading, other: Reading) -> bool:
    """Whether both are dated, or both are told as of now within a month; one of long ago is another one's."""
    if one.days and other.days:
        return True
    for dated, told in ((one, other), (other, one)):
        if dated.days:
            return told.day is not None and dated.days[0] - NEAR <= told.day <= dated.days[1] + NEAR
    return _near(one, other, NEAR)


def _same_measured(one: Reading, other: Reading) -> bool:
    """Whether it is one length or weight in two units: too exactly the same to be so by chance."""
    mine, yours = one.number.figure, other.number.figure
    if mine.unit == yours.unit or one.counted or mine.value is None or yours.value is None:
        return False
    digits = sum(len(f"{value:.15g}".strip("0").replace(".", "")) for value in (mine.value, yours.value))
    first, second = to_base(mine.value, mine.unit), to_base(yours.value, yours.unit)
    exact = abs(first - second) <= EXACT * max(first, second) and digits >= EXACT_DIGITS
    return exact and len(one.about & other.about) >= ABOUT


def _same_occasion(one: Reading, other: Reading) -> bool:
    """Whether what happened is dated alike; what is not dated is of about the day on which it is told."""
    if one.days and other.days:
        return one.days[0] <= other.days[1] and other.days[0] <= one.days[1]
    for dated, told in ((one, other), (other, one)):
        if dated.days and told.day:
            return dated.days[0] - ONE_DAY <= told.day <= dated.days[1] + SAME_EVENT
    return _near(one, other, SAME_EVENT)


def _same_day(one: Reading, other: Reading) -> bool:
    if one.days and other.days:
        return one.days == other.days
    return _near(one, other, ONE_DAY)


def _near(one: Reading, other: Reading, most: timedelta) -> bool:
    return one.day is None or other.day is None or abs(one.day - other.day) <= most


def _telling(reading: Reading) -> bool:
    value = reading.number.figure.value or 0.0
    return len(f"{value:.15g}".strip("0").replace(".", "")) >= TELLING or not reading.counted
