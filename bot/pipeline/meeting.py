"""Where the keys of one article stand in the sketches of others: all are looked through at once.

Most keys of others are none of its own. They are told first by their last bits, in a small table; only what passes is
looked up. Imports NumPy and sketches alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.pipeline.sketches import SECTIONS, Array, Sketch

BITS = np.uint32(0xFFFF)
LEAD = SECTIONS.index("lead")
VECTORS = 4  # text, which is words and pairs; names, numbers, places
VECTOR_OF = (0, 0, 1, 2, 3)


def vectors(sketch: Sketch) -> Array:
    """Of which vector each key is a part; the lead is of none."""
    return np.repeat(VECTOR_OF, np.diff(sketch.bounds[: LEAD + 1]))


@dataclass(frozen=True, slots=True, eq=False)
class Meeting:
    """One article, the `own`, beside others: their keys, and at which place of `others` each stands."""

    own: Sketch
    others: Sequence[Sketch]
    keys: Array
    rows: Array

    @classmethod
    def of(cls, own: Sketch, others: Sequence[Sketch]) -> Meeting:
        """Of one and at least one other."""
        counts = [other.bounds[LEAD] for other in others]
        keys = np.concatenate([other.keys[:count] for other, count in zip(others, counts, strict=True)])
        return cls(own, others, keys, np.repeat(np.arange(len(others)), counts))

    def dots(self, values: Array) -> Array:
        """The products of each vector with that of each other, a row each; `values` are those of its own keys."""
        own = self.own.keys[: self.own.bounds[LEAD]]
        order = np.argsort(own, kind="stable")
        found, at = _among(self.keys, own[order])
        at = order[at]
        weights = np.concatenate([other.weights[: other.bounds[LEAD]] for other in self.others])
        cells = self.rows[found] * VECTORS + vectors(self.own)[at]
        products = np.bincount(cells, values[at] * weights[found], len(self.others) * VECTORS)
        return products.reshape(len(self.others), VECTORS)

    def placeless(self, dots: Array) -> Array:
        """1 where both name places and none in common."""
        named = np.array([other.bounds[LEAD] > other.bounds[LEAD - 1] for other in self.others])
        own = self.own.bounds[LEAD] > self.own.bounds[LEAD - 1]
        return np.asarray(named & own & (dots[:, VECTORS - 1] == 0), np.float32)

    def leadless(self) -> Array:
        """1 where neither names the person that the other names most."""
        lead = self.own.keys[self.own.bounds[LEAD] :]
        leads = [other.keys[other.bounds[LEAD] :] for other in self.others]
        if not len(lead):
            return np.zeros(len(leads), np.float32)
        named = np.zeros(len(leads), bool)
        named[self.rows[(self.keys == lead[0]) | (self.keys == lead[1])]] = True
        own = set(self.own.keys[: self.own.bounds[LEAD]].tolist())
        names = [own.isdisjoint(other.tolist()) for other in leads]
        both = np.array([len(other) > 0 for other in leads])
        return np.asarray(both & ~named & names, np.float32)


def _among(keys: Array, wanted: Array) -> tuple[Array, Array]:
    """Where keys are that stand in `wanted`, which ascends, and where they stand there."""
    if not len(wanted):
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    passes = np.zeros(int(BITS) + 1, bool)
    passes[wanted & BITS] = True
    likely = np.flatnonzero(passes[keys & BITS])
    at = np.minimum(np.searchsorted(wanted, keys[likely]), len(wanted) - 1)
    same = wanted[at] == keys[likely]
    return likely[same], at[same]
