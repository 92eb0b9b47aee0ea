"""How probable it is that two articles tell of the same event: a logistic model whose every part can be argued with.

`tools/fit_stories.py` refits the weights from articles that people grouped by event. Rare words count for more, as in
every index since Spärck Jones (1972); how rare each is says a `Spread`, taken once from the articles of a store, so
that a pair of articles has the same score whoever of the two came first. Imports NumPy, meeting and sketches alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from typing import NamedTuple

import numpy as np

from bot.pipeline.meeting import LEAD, VECTORS, Meeting, vectors
from bot.pipeline.sketches import KEY, Array, Section, Sketch

SHARPNESS = 1.5  # how much faster than its information a word's weight grows with its rarity
NEAR_DAYS = 2
LEAST_SECOND = 0.06  # below such a likeness nothing is anybody's nearest
WINDOW_DAYS = 60  # reports that are dated further apart are of two events
IMAGINED = 20  # articles without any of the words, as if they were there: in a small store no word is common yet
LENGTHS = 3  # cosines are of text, names and numbers
TELLING, PAIRS, FRESH = 24, 8, 8  # words and pairs that others have, and words that none had, by which to look


class Features(NamedTuple):
    """What is measured of two articles, each but `near`, `far` and the last two the root of a cosine (0 to 1).

    `near` is 1 where both days are known and at most two apart; `far` grows with the logarithm of the days between
    beyond that. `placeless` is 1 where both name places and none in common; `leadless` where neither names the person
    that the other names most. `mutual` is the likeness of the words over that to the second nearest article of either,
    at most 1: in a subject with many reports two that are merely of the subject are not each other's nearest.
    """

    words: float
    names: float
    numbers: float
    near: float
    far: float
    placeless: float
    leadless: float
    mutual: float


# Fitted on public articles that people grouped by event, half of the events chosen to look alike.
WEIGHTS = Features(words=16, names=2.1, numbers=1.9, near=0.41, far=-0.95, placeless=-0.4, leadless=-0.93, mutual=2.6)
BIAS = -6.2


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """In how many of some `articles` each key stands; `keys` are ascending, those that stand in one are left out."""

    articles: int
    keys: Array
    counts: Array

    @classmethod
    def of(cls, sketches: Sequence[Sketch]) -> Spread:
        """The spread of all keys of these articles."""
        return cls.none().and_of(sketches).shared()

    @classmethod
    def none(cls) -> Spread:
        """That of no articles."""
        return cls(0, np.zeros(0, KEY), np.zeros(0, "<u4"))

    def and_of(self, sketches: Sequence[Sketch]) -> Spread:
        """With more articles, and with the keys that stand in one of them alone."""
        every = [sketch.keys[: sketch.bounds[LEAD]] for sketch in sketches]
        keys, more = np.unique(np.concatenate(every or [np.zeros(0, KEY)]), return_counts=True)
        known = self.holds(keys)
        counts = self.counts.copy()
        counts[self._places(keys[known])] += more[known].astype("<u4")
        at = np.searchsorted(self.keys, keys[~known])
        merged, counts = np.insert(self.keys, at, keys[~known]), np.insert(counts, at, more[~known])
        return Spread(self.articles + len(sketches), merged, counts)

    def shared(self, most: int | None = None) -> Spread:
        """Without keys of one article; of more than `most` all count half, so that what has become common is told."""
        half = most is not None and self.articles > most
        counts = self.counts // 2 if half else self.counts
        return Spread(self.articles // (1 + half), self.keys[counts > 1], counts[counts > 1])

    def rarity(self, keys: Array) -> Array:
        """What each key says, in nats, sharpened."""
        counts = np.ones(len(keys))
        if len(self.keys):
            at = self._places(keys)
            counts = np.where(self.keys[at] == keys, self.counts[at], 1)
        told = np.log((self.articles + IMAGINED + 1) / (counts + 0.5))
        return np.asarray(told**SHARPNESS, np.float32)

    def holds(self, keys: Array) -> Array:
        """Whether each key stands in several of the articles."""
        return np.asarray(self.keys[self._places(keys)] == keys) if len(self.keys) else np.zeros(len(keys), bool)

    def _places(self, keys: Array) -> Array:
        return np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)


def telling(sketch: Sketch, spread: Spread) -> Array:
    """The keys by which an article is found: the heaviest that others have, and words that none had, heaviest first."""
    words, pairs = sketch.section("words"), sketch.section("pairs")
    return np.concatenate(
        [
            _heaviest(words, spread, TELLING, known=True),
            _heaviest(pairs, spread, PAIRS, known=True),
            _heaviest(words, spread, FRESH, known=False),
        ]
    )


def _heaviest(section: Section, spread: Spread, most: int, *, known: bool) -> Array:
    kept = spread.holds(section.keys) == known
    keys, weights = section.keys[kept], section.weights[kept]
    return np.asarray(keys[np.lexsort((keys, -weights * spread.rarity(keys)))[:most]])


def sizes(sketch: Sketch, spread: Spread) -> Array:
    """How long the vectors of an article are: text, names, numbers. They are part of every cosine, so they are kept."""
    end = sketch.bounds[LEAD]
    squares = (sketch.weights[:end] * spread.rarity(sketch.keys[:end])).astype(np.float64) ** 2
    return np.sqrt(np.bincount(vectors(sketch), squares, VECTORS)[:LENGTHS])


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """One article beside others: the cosines of their `words` (0 to 1), and the log odds of all but `mutual`."""

    words: Array
    rest: Array


def compare(sketch: Sketch, others: Sequence[Sketch], lengths: Array, spread: Spread) -> Likeness:
    """How like an article is to each of the others, whose `sizes` are the rows of `lengths`."""
    columns = measured(sketch, others, lengths, spread)
    rest = BIAS + columns @ np.array(WEIGHTS[:-1], np.float32)
    return Likeness(columns[:, 0] ** 2, np.asarray(rest, np.float32))


def measured(sketch: Sketch, others: Sequence[Sketch], lengths: Array, spread: Spread) -> Array:
    """The features of an article beside each of the others, a row each, without `mutual`."""
    if not others:
        return np.zeros((0, len(WEIGHTS) - 1), np.float32)
    meeting = Meeting.of(sketch, others)
    end = sketch.bounds[LEAD]
    dots = meeting.dots(sketch.weights[:end] * spread.rarity(sketch.keys[:end]) ** 2)
    cosines = np.minimum(dots[:, :LENGTHS] / np.maximum(lengths * sizes(sketch, spread), 1e-9), 1.0)
    return np.column_stack(
        (np.sqrt(cosines), *_days_between(sketch, others), meeting.placeless(dots), meeting.leadless())
    ).astype(np.float32)


def mutual(words: Array, second: Array) -> Array:
    """The last feature; `second` is the greater likeness of either article to its second nearest."""
    return np.asarray(np.minimum(words / np.maximum(second, LEAST_SECOND), 1.0))


def probability(words: float, rest: float, second: float) -> float:
    """How probable a pair is one event: its `Likeness`, and `second` as for `mutual`."""
    return 1 / (1 + exp(-rest - WEIGHTS.mutual * min(words / max(second, LEAST_SECOND), 1.0)))


def _days_between(sketch: Sketch, others: Sequence[Sketch]) -> tuple[Array, Array]:
    days = np.array([np.nan if other.day is None else other.day for other in others], np.float64)
    gap = np.abs(days - (np.nan if sketch.day is None else sketch.day))
    beyond = np.nan_to_num(np.log1p(np.maximum(gap - NEAR_DAYS, 0)) / 5, nan=0.0)
    return np.asarray(gap <= NEAR_DAYS).astype(np.float32), beyond.astype(np.float32)
