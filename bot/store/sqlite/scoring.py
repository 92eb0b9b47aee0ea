"""BM25 and surprise over arrays: pure functions from postings to scores, with no database in sight.

BM25 alone asks in how many articles a word stands; how often it stands in one it asks only up to a point. But a word
that an article is about comes back there, and one that fell in by chance does not. So part of the weight is how
surprising it is that a word stands in an article as often as it does, given how often it does in those that have it
(a divergence from randomness, measured instead of assumed).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import TypeVar

import numpy as np

from bot.core.ports import Concept
from bot.store.sqlite.columns import Array, Columns

K1 = 4.0  # greater than usual: the words of an article's own subject go on counting as they come back
B = 0.65
SURPRISE = 0.35
CONCENTRATION = 1.5  # over 1: one word that is surprising tells more than two that are half as surprising
STEPS = 8  # counts are told apart by eighths of one in an article of mean length
USUAL_ARTICLES = 50  # what is usual weighs as much as so many articles of the store
USUAL = np.minimum(1, np.maximum(np.arange(256) / STEPS, 0.3) ** -2)  # how many have a word so often, of those with it

A = TypeVar("A", float, Array)


@dataclass(frozen=True, slots=True)
class Term:
    """The articles that were looked at for a term, how often it stands in each, and in how many it stands at all."""

    numbers: Array
    counts: Array
    frequency: int


@dataclass(frozen=True, slots=True)
class Scores:
    """For every place of the columns its weight and how many of the concepts stand there."""

    weight: Array
    concepts: Array


def score(concepts: Sequence[Concept], terms: Mapping[str, Term], columns: Columns) -> Scores:
    """Weigh every article against every concept."""
    weight = np.zeros(columns.places, np.float32)
    count = np.zeros(columns.places, np.uint16)
    for concept in concepts:
        numbers, gain = _concept(concept, terms, columns)
        weight[numbers] += gain
        count[numbers] += 1
    return Scores(weight, count)


def having(stems: Sequence[str], terms: Mapping[str, Term]) -> Array:
    """Numbers of the articles that have all of these stems."""
    numbers = [terms[stem].numbers for stem in dict.fromkeys(stems)]
    numbers.sort(key=len)
    found = numbers[0]
    for others in numbers[1:]:
        found = np.intersect1d(found, others, assume_unique=True)
    return found


def _concept(concept: Concept, terms: Mapping[str, Term], columns: Columns) -> tuple[Array, Array]:
    """Articles with any alternative of a concept, and what their best alternative weighs."""
    found = [_alternative(stems, terms, columns) for stems in dict.fromkeys(concept.alternatives) if stems]
    if len(found) == 1:
        return found[0]
    best = np.zeros(columns.places, np.float32)
    for numbers, gain in found:
        best[numbers] = np.maximum(best[numbers], gain)
    numbers = np.flatnonzero(best)
    return numbers, best[numbers]


def _alternative(stems: Sequence[str], terms: Mapping[str, Term], columns: Columns) -> tuple[Array, Array]:
    """Articles with all of these stems, and the sum of what the stems weigh there."""
    if len(stems) == 1:
        return terms[stems[0]].numbers, _weigh(terms[stems[0]], columns)
    numbers = having(stems, terms)
    gain = np.zeros(len(numbers), np.float32)
    dense = np.zeros(columns.places, np.float32)
    for stem in dict.fromkeys(stems):
        dense[terms[stem].numbers] = _weigh(terms[stem], columns)
        gain += dense[numbers]
    return numbers, gain


def _weigh(term: Term, columns: Columns) -> Array:
    relative = columns.relative[term.numbers]
    known = rarity(term.frequency, columns.articles)
    weight = saturated(term.counts, (1 - SURPRISE) * known, relative)
    weight += np.float32(SURPRISE) * surprise(term.counts / (norm(relative) / np.float32(K1)), known)
    return weight


def surprise(counts: Array, known: float) -> Array:
    """How surprising each of these counts is, brought to the mean length: about -log of the share that has so many.

    `known` is the rarity of the word itself. Where few articles have it the shares are drawn to what is usual.
    """
    bins = np.minimum(counts * STEPS, 255).astype(np.uint8)
    as_many = np.bincount(bins, minlength=256)[::-1].cumsum()[::-1]
    share = (as_many + USUAL_ARTICLES * USUAL) / (len(counts) + USUAL_ARTICLES)
    table = np.maximum(known - np.log(share), 0) ** CONCENTRATION
    weight: Array = table.astype(np.float32)[bins]
    return weight


def rarity(frequency: int, articles: int) -> float:
    """The weight of a word that stands in so many of the articles."""
    return log(1 + max(articles - frequency + 0.5, 0.0) / (frequency + 0.5))


def norm(relative: A) -> A:
    """The count at which half of a word's weight is reached, by the length of the article."""
    return relative * K1 * B + K1 * (1 - B)


def saturated(counts: Array, rarity: float, relative: Array) -> Array:
    """The weight of a word by how often it stands in each article and how long these are."""
    weight: Array = counts * np.float32(rarity * (K1 + 1)) / (counts + norm(relative))
    return weight


def best(numbers: Array, weight: Array, recency: Array, limit: int) -> Array:
    """Places in `numbers` of the `limit` greatest weights, the greatest first; the newer where they tie."""
    places = np.arange(len(numbers))
    if len(numbers) > limit > 0:
        bar = np.partition(weight, -limit)[-limit]
        above, level = np.flatnonzero(weight > bar), np.flatnonzero(weight == bar)
        room = limit - len(above)
        if len(level) > room:
            level = level[np.argpartition(recency[level], -room)[-room:]]
        places = np.concatenate([above, level])
    return places[np.lexsort((-recency[places], -weight[places]))][:limit]
