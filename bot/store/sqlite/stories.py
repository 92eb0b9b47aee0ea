"""The part of `SqliteStore` that is `bot.core.stories`: stories of the epoch that is served, and placing articles."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from bot.core.stories import Placing, Story
from bot.store.sqlite import placing
from bot.store.sqlite.database import Database

STORY_OF = """
    SELECT story FROM story_place JOIN story_state ON epoch = served
    JOIN prepared ON prepared.article = story_place.article AND revision > 0 WHERE story_place.article = ?
"""
MEMBERS = """
    SELECT prepared.article, title, publisher, published FROM story_place JOIN story_state ON epoch = served
    JOIN prepared ON prepared.article = story_place.article AND revision > 0 WHERE story = ?
    ORDER BY published IS NULL, published DESC, prepared.article DESC
"""
NEWEST = """
    SELECT number FROM story JOIN story_state ON epoch = served ORDER BY last DESC, number DESC LIMIT ? OFFSET ?
"""


class SqliteStories:
    """Stories in one SQLite file."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def unplaced(self) -> int:
        """How many looks at articles are left."""
        return await self._database.read(placing.unplaced)

    async def place_stories(self, most: int) -> Placing:
        """Look at the next few articles, in one transaction."""
        return await self._database.write(placing.step, most)

    async def story_of(self, articles: Sequence[int]) -> Mapping[int, int]:
        """The story of each article that is placed."""
        return await self._database.read(_story_of, articles)

    async def stories(self, numbers: Sequence[int]) -> Sequence[Story]:
        """These stories, where they are there."""
        return await self._database.read(_stories, numbers)

    async def newest_stories(self, limit: int, skip: int = 0) -> Sequence[Story]:
        """Those with the newest articles first."""
        return await self._database.read(_newest, limit, skip)

    async def count_stories(self) -> int:
        """How many there are."""
        return await self._database.read(_count)


def _story_of(connection: sqlite3.Connection, articles: Sequence[int]) -> dict[int, int]:
    rows = {number: connection.execute(STORY_OF, (number,)).fetchone() for number in articles}
    return {number: int(row[0]) for number, row in rows.items() if row}


def _stories(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[Story]:
    found = (_story(number, connection.execute(MEMBERS, (number,)).fetchall()) for number in numbers)
    return [story for story in found if story.articles]


def _story(number: int, rows: Sequence[tuple[int, str | None, str | None, str | None]]) -> Story:
    days = [published for _, _, _, published in rows if published]
    return Story(
        number,
        title=next((title for _, title, _, _ in rows if title), None),
        first=min(days, default=None),
        last=max(days, default=None),
        publishers=tuple(dict.fromkeys(publisher for _, _, publisher, _ in rows if publisher)),
        articles=tuple(article for article, *_ in rows),
    )


def _newest(connection: sqlite3.Connection, limit: int, skip: int) -> list[Story]:
    return _stories(connection, [number for (number,) in connection.execute(NEWEST, (limit, skip))])


def _count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM story JOIN story_state ON epoch = served").fetchone()[0])
