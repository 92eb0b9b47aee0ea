"""Putting linked articles into stories: all that may be changed by an article is grouped anew, within a bound.

Each function works on one epoch, on a connection whose transaction the caller has begun.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from bot.store.sqlite.rows import minute_of
from bot.store.sqlite.story_regions import region

PUT = "INSERT OR REPLACE INTO story_place (epoch, article, story) VALUES (?, ?, ?)"
PUBLISHED = """
    SELECT published FROM story_place LEFT JOIN prepared ON prepared.article = story_place.article
    WHERE epoch = ? AND story = ?
"""


def regroup(connection: sqlite3.Connection, epoch: int, touched: Iterable[int]) -> bool:
    """Group these articles anew with all that is near; whether any story changed."""
    left = set(touched)
    changed = False
    while left:
        start = min(left)
        found = region(connection, epoch, start)
        before = found.places
        changed |= _write(connection, epoch, before, found.groups())
        left -= {*before, start}
    return changed


def _write(
    connection: sqlite3.Connection, epoch: int, before: Mapping[int, int | None], groups: Sequence[Sequence[int]]
) -> bool:
    """Let these articles be in these stories; whether that is new."""
    after = {number: group[0] for group in groups for number in group}
    moved = sorted(number for number in after if before[number] != after[number])
    connection.executemany(PUT, ((epoch, number, after[number]) for number in moved))
    tell(connection, epoch, {place[number] for number in moved for place in (before, after)})
    return bool(moved)


def tell(connection: sqlite3.Connection, epoch: int, stories: Iterable[int | None]) -> None:
    """Bring the rows of these stories in line with their articles."""
    for story in sorted(number for number in stories if number is not None):
        published = [day for (day,) in connection.execute(PUBLISHED, (epoch, story))]
        if not published:
            connection.execute("DELETE FROM story WHERE epoch = ? AND number = ?", (epoch, story))
            continue
        minutes = [minute for day in published if (minute := minute_of(day)) is not None]
        connection.execute(
            "INSERT OR REPLACE INTO story (epoch, number, last) VALUES (?, ?, ?)",
            (epoch, story, max(minutes, default=None)),
        )
