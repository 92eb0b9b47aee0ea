"""The `Register` of `bot.core.register`, a part of the store in one SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from bot.core.following import Followed
from bot.core.register import Notice, Wanted
from bot.store.sqlite import following, notices
from bot.store.sqlite.database import Database

LINKS_AT_ONCE = 1_000


class SqliteRegister:
    """Followed sources and notices; `clock` gives the time at which a source is entered."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def follow(self, wanted: Sequence[Wanted]) -> Sequence[int | None]:
        """Enter these; null for one that is followed already."""
        return await self._database.write(following.follow, wanted, self._clock())

    async def unfollow(self, numbers: Sequence[int]) -> None:
        """Take these out; their articles stay."""
        await self._database.write(_unfollow, numbers)

    async def followed(self) -> Sequence[Followed]:
        """All of them."""
        return await self._database.read(following.followed)

    async def followed_at(self, address: str) -> Followed | None:
        """The one with this address or place."""
        return await self._database.read(following.followed_at, address)

    async def claim(self, now: datetime, limit: int, per_host: int, crowded: Mapping[str, int]) -> Sequence[Followed]:
        """Those that are due, each given to one caller alone."""
        if not await self._database.read(following.is_any_due, now):
            return ()
        return await self._database.write(following.claim, now, limit, per_host, crowded)

    async def next_due(self) -> datetime | None:
        """When the next one is due."""
        return await self._database.read(following.next_due)

    async def states(self) -> Mapping[str, int]:
        """How many are in each state."""
        return await self._database.read(following.states)

    async def reached(self, since: datetime) -> tuple[int, int]:
        """How many are on the web, and how many of them were well since."""
        return await self._database.read(following.reached, since)

    async def settle(self, sources: Sequence[Followed], notices: Sequence[Notice] = ()) -> None:
        """Write how these are, and what is to be told of it, all at once."""
        await self._database.write(_settle, sources, notices)

    async def put_health(self, source: Followed) -> None:
        """Write how this one is."""
        await self._database.write(following.put_health, source)

    async def unseen(self, links: Sequence[str], now: datetime) -> Sequence[str]:
        """Those that are new, looked for in helpings, so that a long list holds up nobody."""
        found: list[str] = []
        for at in range(0, len(links), LINKS_AT_ONCE):
            found += await self._database.read(following.unseen, links[at : at + LINKS_AT_ONCE], now)
        return found

    async def pass_over(self, links: Mapping[str, datetime]) -> None:
        """Note that these gave nothing."""
        await self._database.write(following.pass_over, links, self._clock())

    async def files(self, number: int) -> Mapping[str, str]:
        """What was read of a folder."""
        return await self._database.read(following.files, number)

    async def saw_files(self, number: int, looks: Mapping[str, str], gone: Sequence[str]) -> None:
        """Note what was read of a folder."""
        await self._database.write(following.saw_files, number, looks, gone)

    async def notices(self) -> Sequence[Notice]:
        """What nobody was told yet."""
        return await self._database.read(notices.untold)

    async def told(self, notice: Notice, now: datetime) -> None:
        """Note that it was told."""
        await self._database.write(notices.told, notice, now)


def _settle(connection: sqlite3.Connection, sources: Sequence[Followed], news: Sequence[Notice]) -> None:
    following.settle(connection, sources)
    notices.write(connection, news)
    notices.drop(connection, [source.number for source in sources if source.health.state == "live"])


def _unfollow(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    following.unfollow(connection, numbers)
    notices.drop(connection, numbers)
