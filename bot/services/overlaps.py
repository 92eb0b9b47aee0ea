"""How much the sentences of a pool have in common; the rarer a word in the pool the more it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

# Sentences that share but one word have nothing in common.
LEAST_SHARED = 2


@dataclass(frozen=True, slots=True)
class Overlaps:
    """What each stem weighs, and all stems of each sentence together."""

    sentences: Sequence[frozenset[str]]
    weights: dict[str, float]
    totals: Sequence[float]

    @classmethod
    def of(cls, sentences: Sequence[frozenset[str]]) -> Overlaps:
        """For sentences by their stems; numbers tell nothing."""
        counts: Counter[str] = Counter()
        for stems in sentences:
            counts.update(stems)
        weights = {stem: 0.0 if stem[0].isdigit() else log(1 + len(sentences) / n) for stem, n in counts.items()}
        return cls(sentences, weights, [sum(map(weights.__getitem__, stems)) for stems in sentences])

    def alike(self, one: int, other: int) -> float:
        """How much of the lighter sentence both have (0 to 1), by their places."""
        shared = self.sentences[one] & self.sentences[other]
        least = min(self.totals[one], self.totals[other])
        return sum(map(self.weights.__getitem__, shared)) / least if len(shared) >= LEAST_SHARED and least else 0.0
