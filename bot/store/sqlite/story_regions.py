"""What is to be grouped together: all that is reached from an article over links that can make a story, within a bound.

Two groups become one only where two of their articles are likelier of one event than `CUT`. So where that ends before
the bound, the stories do not hang on the order in which articles came. Each function works on one epoch, on a
connection whose transaction the caller has begun.
"""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from bot.pipeline.grouping import CUT, grouped
from bot.pipeline.likeness import WINDOW_DAYS, probability
from bot.pipeline.sketches import Array

MOST = 32  # articles grouped at once
WHOLE = 24  # a story of so many articles is not taken apart any more: others may join it
CLOSED = 96  # and of so many, none does
FOREIGN = -0.5  # in place of a probability, where two are too far apart in time: no third one joins them
NEWEST = 96  # links of an article that are looked at

# `second` and `story` are those of the other article.
LINKS = """
    SELECT other, words, rest, second, story FROM story_link
    JOIN story_measure ON story_measure.epoch = story_link.epoch AND story_measure.article = other
    LEFT JOIN story_place ON story_place.epoch = story_link.epoch AND story_place.article = other
    WHERE story_link.epoch = ? AND story_link.article = ? ORDER BY other DESC LIMIT ?
"""
MEASURE = "SELECT day, second FROM story_measure WHERE epoch = ? AND article = ?"


class _Link(NamedTuple):
    """Another article, its story and how probable it is that both tell of one event."""

    other: int
    story: int | None
    alike: float


@dataclass(frozen=True, slots=True)
class _Member:
    """An article that is grouped, in which story it is by now, and its day, 0 for none."""

    story: int | None
    day: int
    links: Sequence[_Link]


@dataclass(frozen=True, slots=True)
class Region:
    """Articles that are grouped one by one, and stories that are grouped as one, with their articles."""

    members: dict[int, _Member] = field(default_factory=dict)
    stories: dict[int, list[int]] = field(default_factory=dict)

    @property
    def places(self) -> dict[int, int | None]:
        """Every article in it, and in which story it is by now."""
        whole = {number: story for story, numbers in self.stories.items() for number in numbers}
        return {number: member.story for number, member in self.members.items()} | whole

    def groups(self) -> list[list[int]]:
        """Its articles as stories, each ascending."""
        nodes = [*([number] for number in sorted(self.members)), *(self.stories[each] for each in sorted(self.stories))]
        found = grouped(self._matrix(), [len(node) for node in nodes])
        return [sorted(number for place in group for number in nodes[place]) for group in found]

    def _matrix(self) -> Array:
        """How probable each pair is one event, on average where it is a story; what is not linked is not."""
        single = {number: place for place, number in enumerate(sorted(self.members))}
        whole = {story: place for place, story in enumerate(sorted(self.stories), len(single))}
        alike = np.zeros((len(single) + len(whole),) * 2)
        for number, place in single.items():
            for other, story, found in self.members[number].links:
                if other in single:
                    alike[place, single[other]] = found
                elif story in whole:
                    alike[place, whole[story]] += found / len(self.stories[story])
        days = np.full(len(alike), np.nan)
        days[: len(single)] = [self.members[number].day or np.nan for number in single]
        foreign = np.abs(days[:, None] - days[None, :]) > WINDOW_DAYS
        return np.where(foreign, FOREIGN, np.maximum(alike, alike.T))


def region(connection: sqlite3.Connection, epoch: int, start: int) -> Region:
    """What is reached from an article, the likeliest first, with the stories as they are."""
    found = Region()
    frontier: list[tuple[float, int, int | None]] = [(0.0, start, story_at(connection, epoch, start))]
    seen: set[int | None] = set()
    while frontier and len(found.members) < MOST:
        _, number, story = heapq.heappop(frontier)
        if number in found.members or story in seen:
            continue
        mates = [number] if story is None else members_of(connection, epoch, story)
        if story is not None:
            seen.add(story)
        if len(mates) >= WHOLE:
            if len(mates) < CLOSED and story is not None:
                found.stories[story] = mates
        elif len(found.members) + len(mates) <= MOST or not found.members:
            for link in _take(connection, epoch, found, mates, story):
                heapq.heappush(frontier, (-link.alike, link.other, link.story))
    return found


def _take(
    connection: sqlite3.Connection, epoch: int, found: Region, numbers: Sequence[int], story: int | None
) -> list[_Link]:
    """Take in the articles of a story, or one that is in none; the links that lead on."""
    leading: list[_Link] = []
    for number in numbers:
        row = connection.execute(MEASURE, (epoch, number)).fetchone()
        if row is None:
            continue
        links = connection.execute(LINKS, (epoch, number, NEWEST))
        known = [
            _Link(other, story, probability(words, rest, max(row[1], second)))
            for other, words, rest, second, story in links
        ]
        found.members[number] = _Member(story, row[0], known)
        leading += [link for link in known if link.alike >= CUT]
    return leading


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
