"""Groups of articles from the probabilities of their pairs: average linkage, always with the same result.

Sokal and Michener (1958): the two groups whose articles are most alike on average become one, until none are alike
enough. Unlike a look at each article as it comes, the result does not hang on their order. Imports NumPy alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.pipeline.sketches import Array

CUT = 0.25  # of two groups that are one story the pairs are one event with this probability on average


def grouped(probabilities: Array, sizes: Sequence[int] | None = None, cut: float = CUT) -> list[list[int]]:
    """The places of a symmetric matrix in groups, each ascending, the groups by their first; of ties the first wins.

    A place may stand for several articles that are together already: `sizes` says for how many.
    """
    alike = probabilities.astype(np.float64)
    np.fill_diagonal(alike, -1.0)
    groups: list[list[int]] = [[place] for place in range(len(alike))]
    counts = list(sizes or [1] * len(alike))
    best = alike.max(axis=1, initial=-1.0)
    while len(alike) > 1:
        one = int(best.argmax())
        other = int(alike[one].argmax())
        if alike[one, other] < cut:
            break
        one, other = min(one, other), max(one, other)
        _join(alike, counts, one, other)
        groups[one] += groups[other]
        groups[other] = []
        best = alike.max(axis=1)
    return sorted(sorted(group) for group in groups if group)


def _join(alike: Array, counts: list[int], one: int, other: int) -> None:
    joined = (alike[one] * counts[one] + alike[other] * counts[other]) / (counts[one] + counts[other])
    alike[one] = alike[:, one] = joined
    alike[other] = alike[:, other] = alike[one, one] = -1.0
    counts[one] += counts[other]
