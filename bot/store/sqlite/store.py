"""The `Store` of `bot.core.ports` in one SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from bot.core.article import Article, RawDocument
from bot.core.dated import Dated
from bot.core.history import Change
from bot.core.ports import Deed, Found, Prepared, Proofable, Query, Saved, SourceRow, Stored, Topic, Totals
from bot.core.posts import Begun
from bot.core.publishing import Published
from bot.core.renewal import Account, Build, Failure, Page, Renewal, Selection
from bot.store.sqlite import (
    building,
    dated,
    forgetting,
    history,
    ledger,
    posts,
    publishing,
    quoting,
    reading,
    search,
    spelling,
    swapping,
    topics,
    writer,
)
from bot.store.sqlite.agenda import SqliteAgenda
from bot.store.sqlite.columns import Columns, current
from bot.store.sqlite.database import Database
from bot.store.sqlite.keeping import SqliteKeeping
from bot.store.sqlite.register import SqliteRegister
from bot.store.sqlite.stories import SqliteStories
from bot.store.sqlite.topics import Common

P = ParamSpec("P")
T = TypeVar("T")


class SqliteStore(SqliteKeeping, SqliteRegister, SqliteAgenda, SqliteStories):
    """Articles, their evidence and their index; `clock` gives the time at which something is taken in."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        super().__init__(database, clock)
        self._common = Common()

    async def known(self, documents: Sequence[RawDocument], fingerprint: str) -> frozenset[int]:  # noqa: ARG002 - whichever it was, `reindex` looks after it
        """Places in `documents` that are stored as they are, whichever pipeline prepared them."""
        return await self._database.read(writer.known, documents)

    async def save(self, batch: Sequence[Prepared]) -> Sequence[Saved]:
        """Write all of `batch` in one transaction; a document that says nothing new is `unchanged`."""
        return await self._database.write(forgetting.save, batch, self._clock())

    async def replace(self, number: int, prepared: Prepared) -> None:
        """Put a fresh preparation in place; does nothing when a newer document came in meanwhile."""
        await self._database.write(forgetting.put, number, prepared, self._clock())

    async def find(self, query: Query, limit: int) -> Found:
        """The best matches; cost is bounded whatever the number of articles."""
        return await self._with_columns(search.find, query, limit)

    async def spell(self, word: str) -> str | None:
        """The word of most articles one slip away from `word`; null when `word` is in an article itself."""
        return await self._with_columns(spelling.correction, word)

    async def articles(self, numbers: Sequence[int]) -> Sequence[Stored]:
        """These articles in this order, without those that do not exist or were changed by hand."""
        return await self._database.read(reading.articles, numbers)

    async def dated(self, numbers: Sequence[int]) -> Sequence[tuple[int, Dated]]:
        """What these articles tell of days, where that is kept."""
        return await self._database.read(dated.read, numbers)

    async def quotable(self, numbers: Sequence[int]) -> Sequence[Stored]:
        """These articles in this order with their statements alone."""
        return await self._database.read(quoting.quotable, numbers)

    async def article_at(self, link: str) -> int | None:
        """The number of the article with this address or location."""
        return await self._database.read(reading.article_at, link)

    async def text(self, number: int, revision: int) -> str | None:
        """The stored text of one revision."""
        return await self._database.read(reading.text, number, revision)

    async def latest(self, limit: int, source: str | None = None) -> Sequence[Stored]:
        """Newest first by publication, undated ones by arrival after those dated."""
        return await self._with_columns(reading.latest, limit, source)

    async def published(self, limit: int, source: str | None = None) -> Published:
        """The newest dated articles by day and publisher."""
        return await self._with_columns(publishing.published, limit, source)

    async def sources(self, query: Query | None = None) -> Sequence[SourceRow]:
        """Every source, or those of the articles that match; most articles first."""
        return await self._with_columns(reading.sources, query)

    async def topics(self, like: str = "", limit: int = 5) -> Sequence[Topic]:
        """Topics nearest to `like` in words or spelling; the commonest where nothing is near."""
        return await self._database.read(self._topics, like, limit)

    async def totals(self, fingerprint: str) -> Totals:
        """The store in figures."""
        return await self._with_columns(reading.totals, fingerprint, self._database.path)

    async def indexed(self) -> datetime | None:
        """When the search index last changed."""
        return await self._database.read(reading.when, "last_index")

    async def version(self) -> int:
        """Changes with every save."""
        return await self._database.read(reading.version)

    async def stale(self, fingerprint: str) -> Sequence[int]:
        """Numbers of the articles that another pipeline prepared."""
        return await self._database.read(reading.stale, fingerprint)

    async def everyone(self) -> Sequence[int]:
        """Numbers of all articles, ascending."""
        return await self._database.read(reading.everyone)

    async def raw(self, number: int) -> RawDocument | None:
        """The document as it came in."""
        return await self._database.read(reading.raw, number)

    async def proofs(self) -> AsyncIterator[Proofable]:
        """Every stored revision, in small helpings, so that a long proof holds up nobody."""
        after = (0, 0)
        while found := await self._database.read(reading.proofs, after):
            for proof in found:
                yield proof
            after = (found[-1].number, found[-1].revision)

    async def changes(self, number: int, limit: int) -> Sequence[Change]:
        """The changes of one article, newest first."""
        return await self._database.read(history.changes, number, limit)

    async def edited_since(self, moment: datetime, limit: int) -> Sequence[Change]:
        """Each article that its publisher edited after the moment, the latest edit first."""
        return await self._database.read(history.edited_since, moment, limit)

    async def revision(self, number: int, revision: int) -> Article | None:
        """What was prepared from one revision, without stems."""
        return await self._database.read(history.revision, number, revision)

    async def write_deed(self, deed: Deed) -> None:
        """Add to the audit log."""
        await self._database.write(ledger.write_deed, deed)

    async def deeds(
        self, limit: int, *, skip: int = 0, user: str | None = None, since: datetime | None = None
    ) -> Sequence[Deed]:
        """The audit log, newest first."""
        return await self._database.read(ledger.deeds, limit, skip, user, since)

    async def keep_lines(self, lines: Mapping[str, str]) -> None:
        """Remember command lines by their tokens."""
        await self._database.write(ledger.keep_lines, lines)

    async def line(self, token: str) -> str | None:
        """The line kept under a token."""
        return await self._database.read(ledger.line, token)

    async def begin_post(self, key: str) -> Begun:
        """Note that a message is about to be sent, if that was not noted before."""
        return await self._database.write(posts.begin, key, self._clock())

    async def end_post(self, key: str) -> None:
        """Note that a message is there."""
        await self._database.write(posts.end, key)

    @property
    def url(self) -> str:
        """The address at which another process opens this store."""
        return f"sqlite:///{self._database.path.absolute()}"

    async def generation(self) -> int:
        """How often a new index was swapped in."""
        return await self._database.read(swapping.generation)

    async def build(self) -> Build | None:
        """The build under way or interrupted."""
        return await self._database.read(building.load)

    async def take_build(self, owner: str, seen: Build | None, fingerprint: str, selection: Selection) -> Build | None:
        """Take over the build that was seen or begin one; null where another was quicker or `sweep_old` is needed."""
        return await self._database.write(building.claim, owner, seen, (fingerprint, selection), self._clock())

    async def tasks(self, after: int, limit: int) -> Page | None:
        """Articles to prepare; null when there are no more articles."""
        return await self._with_columns(building.tasks, after, limit)

    async def advance(
        self, owner: str, upto: int, renewed: Mapping[int, Prepared], failures: Sequence[Failure], account: Account
    ) -> Build:
        """Put the next articles into the build."""
        given = renewed, failures, account
        return await self._database.write(building.advance, owner, upto, given, self._clock())

    async def beat(self, owner: str, account: Account) -> Build:
        """Tell that the owner is at work."""
        return await self._database.write(building.beat, owner, account, self._clock())

    async def pause_build(self, *, paused: bool = True) -> bool:
        """Ask the owner of a build to stop, or no longer."""
        return await self._database.write(building.pause, paused)

    async def leave_build(self, owner: str, renewal: Renewal) -> None:
        """Let go of a build that stays as it is."""
        await self._database.write(building.release, owner, renewal, self._clock())

    async def gaps(self) -> Sequence[str]:
        """What the build lacks of what is served."""
        return await self._database.read(swapping.gaps)

    async def build_failures(self) -> Sequence[Failure]:
        """Articles that could not be prepared again."""
        return await self._database.read(building.failures)

    async def swap(self, owner: str, renewal: Renewal) -> bool:
        """Serve the build from now on; false when articles came in that are not in it yet."""
        return await self._database.write(building.swap, owner, renewal, self._clock())

    async def drop_build(self, owner: str, renewal: Renewal) -> None:
        """Give up a build."""
        await self._database.write(building.drop, owner, renewal, self._clock())

    async def sweep_old(self) -> bool:
        """Remove a little of what is no longer served; false when nothing is left of it."""
        return await self._database.write(swapping.sweep)

    async def renewals(self, limit: int) -> Sequence[tuple[datetime, Renewal]]:
        """How the last reindexes ended, newest first."""
        return await self._database.read(building.renewals, limit)

    async def close(self) -> None:
        """Let go of the store."""
        await self._database.close()

    async def _with_columns(
        self, work: Callable[Concatenate[sqlite3.Connection, Columns, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        def read(connection: sqlite3.Connection) -> T:
            columns = self._columns = current(connection, self._columns)
            return work(connection, columns, *args, **kwargs)

        return await self._database.read(read)

    def _topics(self, connection: sqlite3.Connection, like: str, limit: int) -> list[Topic]:
        self._common = topics.common(connection, self._common)
        return topics.near(connection, self._common, like, limit)
