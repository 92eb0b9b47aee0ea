"""Which articles are alike enough to be of one story: found by their heaviest words, compared by their sketches.

However many articles there are, one is looked for by a fixed number of words, of each among a fixed number of articles,
those published nearest, and compared with the few that share most. Each function works on one epoch, on a connection
whose transaction the caller has begun.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from bot.pipeline.likeness import WINDOW_DAYS, Spread, compare, telling
from bot.pipeline.sketches import Sketch
from bot.store.sqlite import sketching

NEWEST = 48
COMPARED = 48
LINKED = 32
NEAREST = 2  # are kept however little they are alike, for `mutual`
LEAST = -6.0  # log odds, `mutual` left out; less is hardly ever of one story

PUT_LINK = "INSERT OR REPLACE INTO story_link (epoch, article, other, words, rest) VALUES (?, ?, ?, ?, ?)"
NEAR = """
    SELECT article FROM story_key WHERE epoch = ? AND key = ? AND day BETWEEN ? AND ? ORDER BY day DESC, article DESC
    LIMIT ?
"""


def link(connection: sqlite3.Connection, epoch: int, number: int, sketch: Sketch, spread: Spread) -> None:
    """Link an article with those that are like it."""
    keys = [int(key) for key in telling(sketch, spread)]
    day = sketch.day or 0
    found = _sharing(connection, epoch, number, keys, day)
    connection.executemany(
        "INSERT OR IGNORE INTO story_key (epoch, key, day, article) VALUES (?, ?, ?, ?)",
        ((epoch, key, day, number) for key in keys),
    )
    others = sketching.sketches(connection, found)
    likeness = compare(sketch, list(others.values()), spread)
    numbers = np.array(list(others), np.int64)
    order = np.lexsort((numbers, -likeness.words))[:LINKED]
    order = np.concatenate((order[:NEAREST], order[NEAREST:][likeness.rest[order[NEAREST:]] >= LEAST]))
    rows = [(int(numbers[at]), float(likeness.words[at]), float(likeness.rest[at])) for at in order]
    connection.executemany(PUT_LINK, ((epoch, number, other, *score) for other, *score in rows))
    connection.executemany(PUT_LINK, ((epoch, other, number, *score) for other, *score in rows))


def _sharing(connection: sqlite3.Connection, epoch: int, number: int, keys: Sequence[int], day: int) -> list[int]:
    """The articles that share most of these words, heavier ones counting for more, by their numbers."""
    votes: defaultdict[int, float] = defaultdict(float)
    spans = ((day - WINDOW_DAYS, day + WINDOW_DAYS), (0, 0)) if day else ((0, 2**31),)
    for place, key in enumerate(keys):
        weight = len(keys) - place / 2
        for first, last in spans:
            for (other,) in connection.execute(NEAR, (epoch, key, first, last, NEWEST)):
                votes[other] += weight
    votes.pop(number, None)
    return sorted(sorted(votes, key=lambda other: (-votes[other], -other))[:COMPARED])


def unlink(connection: sqlite3.Connection, epoch: int, number: int, sketch: Sketch | None, spread: Spread) -> list[int]:
    """Take an article out of the links and the words; those it was linked with."""
    others = [
        other
        for (other,) in connection.execute(
            "SELECT other FROM story_link WHERE epoch = ? AND article = ?", (epoch, number)
        )
    ]
    connection.execute("DELETE FROM story_link WHERE epoch = ? AND article = ?", (epoch, number))
    connection.executemany(
        "DELETE FROM story_link WHERE epoch = ? AND article = ? AND other = ?",
        ((epoch, other, number) for other in others),
    )
    if sketch is not None:
        connection.executemany(
            "DELETE FROM story_key WHERE epoch = ? AND key = ? AND day = ? AND article = ?",
            ((epoch, int(key), sketch.day or 0, number) for key in telling(sketch, spread)),
        )
    return others
