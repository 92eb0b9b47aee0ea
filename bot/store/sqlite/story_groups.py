"""Putting linked articles into stories: all that may be changed by an article is grouped anew, within a bound.

Two groups become one only where two of their articles are likelier of one event than `CUT`. So what is grouped together
is all that is reached over such links, and where that ends before the bound, the stories do not hang on the order in
which articles came. Each function works on one epoch, on a connection whose transaction the caller has begun.
"""

from __future__ import annotations

import heapq
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.pipeline.grouping import CUT, grouped
from bot.pipeline.likeness import WINDOW_DAYS, probability
from bot.pipeline.sketches import Array
from bot.store.sqlite.rows import minute_of

REGION = 96  # articles grouped at once: some milliseconds
LARGEST = 64  # a story of so many articles is left as it is, and what comes after begins another
FOREIGN = -0.5  # in place of a probability, where two are too far apart in time: no third one joins them
NEWEST = 128  # links of an article that are looked at

# `second` is that of the other article.
LINKS = """
    SELECT other, words, rest, second FROM story_link
    JOIN story_measure ON story_measure.epoch = story_link.epoch AND story_measure.article = other
    WHERE story_link.epoch = ? AND story_link.article = ? ORDER BY other DESC LIMIT ?
"""
MEASURE = "SELECT day, second FROM story_measure WHERE epoch = ? AND article = ?"
PUT = "INSERT OR REPLACE INTO story_place (epoch, article, story) VALUES (?, ?, ?)"
PUBLISHED = "SELECT published FROM prepared WHERE article = ?"


@dataclass(frozen=True, slots=True)
class _Member:
    """An article that is grouped: its day, 0 for none, and how probable it is of one event with its links."""

    day: int
    alike: Mapping[int, float]


def regroup(connection: sqlite3.Connection, epoch: int, touched: Iterable[int]) -> bool:
    """Group these articles anew with all that is near; whether any story changed."""
    left = set(touched)
    changed = False
    while left:
        region = _region(connection, epoch, min(left))
        members = sorted(region)
        groups = [[members[place] for place in group] for group in grouped(_matrix(members, region))]
        changed |= _write(connection, epoch, members, groups)
        left -= {*members, min(left)}
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


def _region(connection: sqlite3.Connection, epoch: int, start: int) -> Mapping[int, _Member]:
    """The articles that are reached from one, the likeliest first, with their stories as they are."""
    region: dict[int, _Member] = {}
    frontier: list[tuple[float, int]] = [(0.0, start)]
    while frontier:
        _, number = heapq.heappop(frontier)
        if number in region:
            continue
        mates = _with_mates(connection, epoch, number)
        if region and (len(mates) >= LARGEST or len(region) + len(mates) > REGION):
            continue
        for mate in mates:
            if member := _member(connection, epoch, mate):
                region[mate] = member
                for other, alike in member.alike.items():
                    if alike >= CUT and other not in region:
                        heapq.heappush(frontier, (-alike, other))
    return region


def _member(connection: sqlite3.Connection, epoch: int, number: int) -> _Member | None:
    row = connection.execute(MEASURE, (epoch, number)).fetchone()
    if row is None:
        return None
    day, second = row
    links = connection.execute(LINKS, (epoch, number, NEWEST))
    return _Member(day, {other: probability(words, rest, max(second, its)) for other, words, rest, its in links})


def _matrix(members: Sequence[int], region: Mapping[int, _Member]) -> Array:
    """How probable each pair is one event; what is not linked is not."""
    places = {number: place for place, number in enumerate(members)}
    alike = np.zeros((len(members), len(members)), np.float32)
    for number in members:
        here = [(places[other], found) for other, found in region[number].alike.items() if other in places]
        alike[places[number], [at for at, _ in here]] = [found for _, found in here]
    days = np.array([region[number].day or np.nan for number in members])
    foreign = np.abs(days[:, None] - days[None, :]) > WINDOW_DAYS
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
