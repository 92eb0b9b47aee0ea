"""Which articles are alike enough to be of one story: found by their heaviest words, compared by their sketches.

However many articles there are, one is looked for by a fixed number of words, of each among a fixed number of articles,
those published nearest, and compared with the few that share most. Each function works on one epoch, on a connection
whose transaction the caller has begun.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from bot.pipeline.likeness import WINDOW_DAYS, Likeness, compare, sizes, telling
from bot.pipeline.sketches import KEY, Array, Sketch, unpacked
from bot.store.sqlite.sketching import Told

NEAR = 16  # articles that have a word, before and after the day
SHARING = 32  # compared at most
LINKED = 20
NEAREST = 2  # are kept however little they are alike
LEAST = -4.5  # log odds, `mutual` left out; less is hardly ever of one story

PUT_LINK = "INSERT OR REPLACE INTO story_link (epoch, article, other, words, rest) VALUES (?, ?, ?, ?, ?)"
PUT_MEASURE = "INSERT OR REPLACE INTO story_measure VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
PUT_LENGTHS = "UPDATE story_measure SET text = ?, names = ?, numbers = ?, told_by = ? WHERE epoch = ? AND article = ?"
PUT_NEAREST = "UPDATE story_measure SET nearest = ?, second = ? WHERE epoch = ? AND article = ?"
BEFORE = """
    SELECT article FROM story_key WHERE epoch = ? AND key = ? AND day BETWEEN ? AND ? ORDER BY day DESC, article DESC
    LIMIT ?
"""
AFTER = BEFORE.replace("DESC", "ASC")
OTHER = """
    SELECT sketch, text, names, numbers, told_by, nearest, second FROM story_measure JOIN sketch USING (article)
    WHERE epoch = ? AND article = ?
"""
BEST = "SELECT words FROM story_link WHERE epoch = ? AND article = ? ORDER BY words DESC LIMIT 2"


class _Other(NamedTuple):
    """What an article is compared with."""

    sketch: Sketch
    lengths: tuple[float, float, float]
    nearest: float
    second: float


def link(connection: sqlite3.Connection, epoch: int, number: int, sketch: Sketch, told: Told) -> list[int]:
    """Link an article with those that are like it; those whose own stories that may change."""
    keys, day, spread = [int(key) for key in telling(sketch, told.spread)], sketch.day or 0, told.spread
    others = _others(connection, epoch, _sharing(connection, epoch, number, keys, day), told)
    connection.executemany(
        "INSERT OR IGNORE INTO story_key (epoch, key, day, article) VALUES (?, ?, ?, ?)",
        ((epoch, key, day, number) for key in keys),
    )
    lengths = np.array([other.lengths for other in others.values()])
    likeness = compare(sketch, [other.sketch for other in others.values()], lengths, spread)
    _put_links(connection, epoch, number, np.array(list(others), np.int64), likeness)
    nearest, second = (*sorted(likeness.words.tolist(), reverse=True), 0.0, 0.0)[:2]
    connection.execute(
        PUT_MEASURE,
        (
            epoch,
            number,
            day,
            *sizes(sketch, spread).tolist(),
            told.upto,
            np.array(keys, KEY).tobytes(),
            nearest,
            second,
        ),
    )
    return _come_nearer(connection, epoch, others, likeness.words.tolist())


def _others(connection: sqlite3.Connection, epoch: int, numbers: Sequence[int], told: Told) -> Mapping[int, _Other]:
    found = {}
    for number in numbers:
        row = connection.execute(OTHER, (epoch, number)).fetchone()
        if row is None:
            continue
        sketch, lengths = unpacked(row[0]), row[1:4]
        if row[4] != told.upto:
            lengths = tuple(sizes(sketch, told.spread).tolist())
            connection.execute(PUT_LENGTHS, (*lengths, told.upto, epoch, number))
        found[number] = _Other(sketch, lengths, *row[5:])
    return found


def _put_links(connection: sqlite3.Connection, epoch: int, number: int, others: Array, likeness: Likeness) -> None:
    order = np.lexsort((others, -likeness.words))[:LINKED]
    order = np.concatenate((order[:NEAREST], order[NEAREST:][likeness.rest[order[NEAREST:]] >= LEAST]))
    rows = [(int(others[at]), float(likeness.words[at]), float(likeness.rest[at])) for at in order]
    connection.executemany(PUT_LINK, ((epoch, number, other, *score) for other, *score in rows))
    connection.executemany(PUT_LINK, ((epoch, other, number, *score) for other, *score in rows))


def _come_nearer(
    connection: sqlite3.Connection, epoch: int, others: Mapping[int, _Other], words: Sequence[float]
) -> list[int]:
    """Tell those whose nearest or second nearest an article now is; it makes them less alike to others."""
    moved = []
    for (number, other), alike in zip(others.items(), words, strict=True):
        if alike > other.second:
            best = (alike, other.nearest) if alike > other.nearest else (other.nearest, alike)
            connection.execute(PUT_NEAREST, (*best, epoch, number))
            moved.append(number)
    return moved


def _sharing(connection: sqlite3.Connection, epoch: int, number: int, keys: Sequence[int], day: int) -> list[int]:
    """The articles that share most of these words, heavier ones counting for more, by their numbers."""
    votes: defaultdict[int, float] = defaultdict(float)
    dated = [(BEFORE, day - WINDOW_DAYS, day), (AFTER, day + 1, day + WINDOW_DAYS)] if day else [(BEFORE, 1, 2**31)]
    looks = (*dated, (BEFORE, 0, 0))
    for place, key in enumerate(keys):
        weight = len(keys) - place / 2
        for look, first, last in looks:
            for (other,) in connection.execute(look, (epoch, key, first, last, NEAR)):
                votes[other] += weight
    votes.pop(number, None)
    return sorted(sorted(votes, key=lambda other: (-votes[other], -other))[:SHARING])


def unlink(connection: sqlite3.Connection, epoch: int, number: int) -> None:
    """Take an article out of the links and the words."""
    row = connection.execute(
        "SELECT day, keys FROM story_measure WHERE epoch = ? AND article = ?", (epoch, number)
    ).fetchone()
    if row is None:
        return
    rows = connection.execute("SELECT other FROM story_link WHERE epoch = ? AND article = ?", (epoch, number))
    others = [other for (other,) in rows]
    connection.execute("DELETE FROM story_link WHERE epoch = ? AND article = ?", (epoch, number))
    connection.execute("DELETE FROM story_measure WHERE epoch = ? AND article = ?", (epoch, number))
    connection.executemany(
        "DELETE FROM story_key WHERE epoch = ? AND key = ? AND day = ? AND article = ?",
        ((epoch, int(key), row[0], number) for key in np.frombuffer(row[1], KEY)),
    )
    for other in others:
        connection.execute(
            "DELETE FROM story_link WHERE epoch = ? AND article = ? AND other = ?", (epoch, other, number)
        )
        best = [words for (words,) in connection.execute(BEST, (epoch, other))]
        connection.execute(PUT_NEAREST, (*(*best, 0.0, 0.0)[:2], epoch, other))
