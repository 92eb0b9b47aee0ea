"""Putting linked articles into stories: all that may be changed by an article is grouped anew, within a bound.

What is grouped together is reached over links from one article to the next, whole stories at a time. Where that ends
before the bound, the stories do not hang on the order in which articles came. Each function works on one epoch, on a
connection whose transaction the caller has begun.
"""

from __future__ import annotations

import heapq
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from bot.pipeline.grouping import CUT, grouped
from bot.pipeline.likeness import WEIGHTS, WINDOW_DAYS, Likeness, probabilities
from bot.pipeline.sketches import Array
from bot.store.sqlite import sketching
from bot.store.sqlite.rows import minute_of

REGION = 96  # articles grouped at once: some milliseconds
LARGEST = 64  # a story of so many articles is left as it is, and what comes after begins another
FOREIGN = -0.5  # in place of a probability, where two are too far apart in time: no third one joins them
# A link of less cannot lift any two groups over the cut, whatever `mutual` is.
REACHED = log(CUT / (1 - CUT)) - WEIGHTS.mutual

LINKS = "SELECT other, words, rest FROM story_link WHERE epoch = ? AND article = ? ORDER BY other"
PUT = "INSERT OR REPLACE INTO story_place (epoch, article, story) VALUES (?, ?, ?)"
PUBLISHED = "SELECT published FROM prepared WHERE article = ?"


@dataclass(frozen=True, slots=True)
class _Link:
    other: int
    words: float
    rest: float


Links = Mapping[int, Sequence[_Link]]


def regroup(connection: sqlite3.Connection, epoch: int, touched: Iterable[int]) -> bool:
    """Group these articles anew with all that is near; whether any story changed."""
    left = set(touched)
    changed = False
    while left:
        members, links = _region(connection, epoch, min(left))
        groups = [
            [members[place] for place in group]
            for group in grouped(_matrix(members, links, sketching.days(connection, members)))
        ]
        changed |= _write(connection, epoch, members, groups)
        left -= set(members) or {min(left)}
    return changed


def members_of(connection: sqlite3.Connection, epoch: int, story: int) -> list[int]:
    """The articles of a story, ascending."""
    rows = connection.execute(
        "SELECT article FROM story_place WHERE epoch = ? AND story = ? ORDER BY article", (epoch, story)
    )
    return [number for (number,) in rows]


def story_at(connection: sqlite3.Connection, epoch: int, number: int) -> int | None:
    """The story of an article."""
    row = connection.execute("SELECT story FROM story_place WHERE epoch = ? AND article = ?", (epoch, number))
    found = row.fetchone()
    return found and int(found[0])


def _with_mates(connection: sqlite3.Connection, epoch: int, number: int) -> list[int]:
    story = story_at(connection, epoch, number)
    return [number] if story is None else members_of(connection, epoch, story)


def _region(connection: sqlite3.Connection, epoch: int, start: int) -> tuple[list[int], Links]:
    """The articles that are reached from one, the likeliest first, and their links."""
    region: dict[int, list[_Link]] = {}
    frontier: list[tuple[float, int]] = [(0.0, start)]
    while frontier:
        _, number = heapq.heappop(frontier)
        if number in region:
            continue
        mates = _with_mates(connection, epoch, number)
        if region and (len(mates) >= LARGEST or len(region) + len(mates) > REGION):
            continue
        for mate in mates:
            region[mate] = [_Link(*row) for row in connection.execute(LINKS, (epoch, mate))]
            for link in region[mate]:
                if link.rest >= REACHED and link.other not in region:
                    heapq.heappush(frontier, (-link.rest, link.other))
    return sorted(region), region


def _matrix(members: Sequence[int], links: Links, days: Sequence[int | None]) -> Array:
    """How probable each pair is one event; what is not linked is not."""
    places = {number: place for place, number in enumerate(members)}
    second = {number: sorted((link.words for link in links[number]), reverse=True)[1:2] for number in members}
    pairs = [(number, link) for number in members for link in links[number] if link.other in places]
    alike = np.zeros((len(members), len(members)), np.float32)
    if pairs:
        rows = [places[number] for number, _ in pairs]
        columns = [places[link.other] for _, link in pairs]
        words, rest = (np.array([getattr(link, name) for _, link in pairs], np.float32) for name in ("words", "rest"))
        seconds = [max(*(second[number] or [0.0]), *(second[link.other] or [0.0])) for number, link in pairs]
        alike[rows, columns] = probabilities(Likeness(words, rest), np.array(seconds, np.float32))
    known = np.array([np.nan if day is None else day for day in days])
    foreign = np.abs(known[:, None] - known[None, :]) > WINDOW_DAYS
    return np.where(foreign, FOREIGN, np.maximum(alike, alike.T))


def _write(connection: sqlite3.Connection, epoch: int, members: Sequence[int], groups: Sequence[Sequence[int]]) -> bool:
    """Let these articles be in these stories; whether that is new."""
    before = {number: story_at(connection, epoch, number) for number in members}
    after = {number: group[0] for group in groups for number in group}
    moved = {number for number in members if before[number] != after[number]}
    if not moved:
        return False
    connection.executemany(PUT, ((epoch, number, after[number]) for number in sorted(moved)))
    tell(connection, epoch, {after[number] for number in moved} | {before[number] for number in moved})
    return True


def tell(connection: sqlite3.Connection, epoch: int, stories: Iterable[int | None]) -> None:
    """Bring the rows of these stories in line with their articles."""
    published: defaultdict[int, list[int]] = defaultdict(list)
    for story in sorted(number for number in stories if number is not None):
        members = members_of(connection, epoch, story)
        if not members:
            connection.execute("DELETE FROM story WHERE epoch = ? AND number = ?", (epoch, story))
            continue
        for member in members:
            row = connection.execute(PUBLISHED, (member,)).fetchone()
            minute = minute_of(row[0]) if row else None
            published[story] += [] if minute is None else [minute]
        connection.execute(
            "INSERT OR REPLACE INTO story (epoch, number, last) VALUES (?, ?, ?)",
            (epoch, story, max(published[story], default=None)),
        )
