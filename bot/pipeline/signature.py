"""A few numbers by which the copies of a text are found among a million others.

Whether what is found is a copy is decided by `bot.core.sameness`, on the texts.

Every run of eight words has a hash, and a text is known by its smallest: a copy that keeps half of the runs keeps half
of those, while two texts with no sentence in common have none. So a few numbers do, each may stand in an index by
itself, and a cut copy is found by the longer original as well as the other way round.
"""

from __future__ import annotations

from zlib import crc32

import numpy as np

from bot.core.sameness import LEAST_WORDS
from bot.core.told import words_in

VERSION = 1

RUN = 8
KEPT = 12
FACTOR = np.uint64(0x9E3779B97F4A7C15)
MIX = np.uint64(0xBF58476D1CE4E5B9)
HALF = np.uint64(29)


def signature(text: str) -> tuple[int, ...]:
    """At most twelve signed 64-bit numbers, ascending; none for a text too short to be told from a stub."""
    words = words_in(text)
    if len(words) < LEAST_WORDS:
        return ()
    each = np.fromiter((crc32(word.encode("utf-8", "replace")) for word in words), np.uint64, len(words))
    runs = np.zeros(len(words) - RUN + 1, np.uint64)
    for place in range(RUN):
        runs = (runs + each[place : place + len(runs)] + np.uint64(1)) * FACTOR
        runs ^= runs >> HALF
    runs = np.unique((runs * MIX).view(np.int64))
    return tuple(runs[:KEPT].tolist())
