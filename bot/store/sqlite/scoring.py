"""BM25 over arrays: pure functions from postings to scores, with no database in sight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from bot.core.ports import Concept
from bot.store.sqlite.columns import Array, Columns

K1 = 1.2
B = 0.75
NEIGHBOURS = 0.3  # of the weight of a word of the same rarity


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
    return _saturated(term.counts, _rarity(term, columns), columns.relative[term.numbers])


def neighbours(pair: tuple[Term, Term], counts: Sequence[int], numbers: Array, columns: Columns) -> Array:
    """What it weighs that two words of a query stand side by side, as often as `counts` says for each article."""
    rarity = NEIGHBOURS * (_rarity(pair[0], columns) + _rarity(pair[1], columns)) / 2
    return _saturated(np.array(counts, np.float32), rarity, columns.relative[numbers])


def _rarity(term: Term, columns: Columns) -> float:
    return log(1 + max(columns.articles - term.frequency + 0.5, 0.0) / (term.frequency + 0.5))


def _saturated(counts: Array, rarity: float, relative: Array) -> Array:
    norm = relative * np.float32(K1 * B) + np.float32(K1 * (1 - B))
    weight: Array = counts * np.float32(rarity * (K1 + 1)) / (counts + norm)
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
