"""Sketches of articles in rows, which articles are to be looked at, and how far their words are spread.

Each function works on a connection whose transaction the caller has begun.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from bot.pipeline.likeness import Spread
from bot.pipeline.sketches import Sketch, packed, sketch_of, unpacked
from bot.store.sqlite import reading

COUNT = np.dtype("<u4")
LOOKED_AT = 4096  # articles that tell how rare a word is
GROWTH = 1.5  # how much larger the store is when that is taken anew, until it is taken from as many as that

# Later articles are added when they are this share of the store, or so many at least; no more than so many at once.
LATER_SHARE, LATER_LEAST, LATER_MOST = 16, 16, 256

DUE = """
    INSERT INTO story_due (article, stage) VALUES (?, ?)
    ON CONFLICT (article) DO UPDATE SET stage = min(stage, excluded.stage)
"""
EXTENT = """
    SELECT coalesce(max(article), 0), (SELECT count(*) FROM (SELECT 1 FROM sketch LIMIT ?)) FROM sketch
"""
FIRST_WITHIN = "SELECT sketch FROM sketch WHERE article > ? AND article <= ? ORDER BY article LIMIT 1"


class Told(NamedTuple):
    """How far words are spread over the articles up to a number; so many `parts` of these were looked into."""

    upto: int
    parts: int
    spread: Spread


def enqueue(connection: sqlite3.Connection, numbers: Iterable[int], stage: int = 0) -> None:
    """Let these articles be looked at: 0 as they came in or changed, 1 because a neighbour went."""
    connection.executemany(DUE, ((number, stage) for number in numbers))


def queued(connection: sqlite3.Connection, stage: int, most: int) -> list[int]:
    """The first articles of a stage."""
    rows = connection.execute("SELECT article FROM story_due WHERE stage = ? ORDER BY article LIMIT ?", (stage, most))
    return [number for (number,) in rows]


def sketch(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Make the sketches of these articles; those that cannot be read, or are on their way out, lose theirs."""
    found = {stored.number: packed(sketch_of(stored.article)) for stored in reading.articles(connection, numbers)}
    connection.executemany("INSERT OR REPLACE INTO sketch (article, sketch) VALUES (?, ?)", sorted(found.items()))
    gone = [(number,) for number in numbers if number not in found]
    connection.executemany("DELETE FROM sketch WHERE article = ?", gone)


def sketches(connection: sqlite3.Connection, numbers: Iterable[int]) -> Mapping[int, Sketch]:
    """The sketches of these articles, where there are any."""
    found = {}
    for number in numbers:
        row = connection.execute("SELECT sketch FROM sketch WHERE article = ?", (number,)).fetchone()
        if row:
            found[number] = unpacked(row[0])
    return found


def numbers_after(connection: sqlite3.Connection, table: str, after: int, most: int) -> list[int]:
    """The next articles of a table."""
    column = "number" if table == "article" else "article"
    rows = connection.execute(
        f"SELECT {column} FROM {table} WHERE {column} > ? ORDER BY {column} LIMIT ?",  # noqa: S608 - names of this program
        (after, most),
    )
    return [number for (number,) in rows]


def outgrown(connection: sqlite3.Connection, epoch: int) -> bool:
    """Whether the store has grown so much that the rarity of words is to be taken anew."""
    row = connection.execute("SELECT taken FROM story_spread WHERE epoch = ?", (epoch,)).fetchone()
    taken = row[0] if row else 0
    if taken >= LOOKED_AT:
        return False
    wanted = max(int(taken * GROWTH), taken + 1)
    (there,) = connection.execute("SELECT count(*) FROM (SELECT 1 FROM sketch LIMIT ?)", (wanted,)).fetchone()
    return bool(there >= wanted)


def take_spread(connection: sqlite3.Connection, epoch: int) -> bool:
    """Tell from some more of the articles, evenly chosen, how rare each word is; whether that is all of it."""
    told = spread(connection, epoch)
    if told is None:
        upto, taken = connection.execute(EXTENT, (LOOKED_AT,)).fetchone()
        told, taken = Told(upto, 0, Spread.none()), int(taken)
    else:
        (taken,) = connection.execute("SELECT taken FROM story_spread WHERE epoch = ?", (epoch,)).fetchone()
    parts = min(told.upto, LOOKED_AT)
    until = min(told.parts + LATER_MOST, parts)
    bounds = [told.upto * part // max(parts, 1) for part in range(told.parts, until + 1)]
    rows = (connection.execute(FIRST_WITHIN, within).fetchone() for within in pairwise(bounds))
    found = told.spread.and_of([unpacked(row[0]) for row in rows if row])
    whole = until == parts
    _put_spread(connection, epoch, taken, Told(told.upto, until, found.shared() if whole else found))
    return whole


def catch_up(connection: sqlite3.Connection, epoch: int) -> bool:
    """Let the articles that came since tell it, too, where they are enough to matter; whether they were."""
    row = connection.execute("SELECT taken, upto FROM story_spread WHERE epoch = ?", (epoch,)).fetchone()
    if row is None:
        return False
    taken, upto = row
    later = numbers_after(connection, "sketch", upto, LATER_MOST)
    if len(later) < min(max(taken // LATER_SHARE, LATER_LEAST), LATER_MOST):
        return False
    if told := spread(connection, epoch):
        found = told.spread.and_of(list(sketches(connection, later).values())).shared(2 * LOOKED_AT)
        _put_spread(connection, epoch, taken, Told(later[-1], told.parts, found))
    return True


def _put_spread(connection: sqlite3.Connection, epoch: int, taken: int, told: Told) -> None:
    found = told.spread
    connection.execute(
        "INSERT OR REPLACE INTO story_spread (epoch, taken, upto, parts, articles, keys, counts)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (epoch, taken, told.upto, told.parts, found.articles, found.keys.tobytes(), found.counts.tobytes()),
    )


def spread(connection: sqlite3.Connection, epoch: int) -> Told | None:
    """How rare each word is; null where it was not told yet."""
    row = connection.execute(
        "SELECT upto, parts, articles, keys, counts FROM story_spread WHERE epoch = ?", (epoch,)
    ).fetchone()
    return row and Told(row[0], row[1], Spread(row[2], np.frombuffer(row[3], COUNT), np.frombuffer(row[4], COUNT)))


def has_spread(connection: sqlite3.Connection, epoch: int) -> bool:
    """Whether it was told."""
    return connection.execute("SELECT 1 FROM story_spread WHERE epoch = ?", (epoch,)).fetchone() is not None
