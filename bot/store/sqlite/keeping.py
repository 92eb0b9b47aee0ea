"""The part of `SqliteStore` that is `bot.core.keeping`: forgetting, names, failures, its own health."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from sqlite3 import Connection
from threading import Thread

from bot.core.article import RawDocument
from bot.core.errors import StoreError
from bot.core.keeping import AliasPair, Cause, Checked, Extent, Failure, FailureCount
from bot.store.sqlite import checking, failures, forgetting, naming, retaining, tombstones, wiping
from bot.store.sqlite.columns import Columns, current
from bot.store.sqlite.database import Database


class SqliteKeeping:
    """What admins decide of one store file; `clock` gives the time at which something is noted."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        # What was last read of the store as a whole; it is replaced, never changed, so threads may share it.
        self._columns = Columns()
        self._checked: Checked | None = None

    async def extent(self, numbers: Sequence[int]) -> Extent:
        """How much would go."""

        def read(connection: Connection) -> Extent:
            return forgetting.extent(connection, current(connection, self._columns), numbers)

        return await self._database.read(read)

    async def of_source(self, name: str) -> Sequence[int]:
        """Articles whose publisher, host or place is exactly this."""

        def read(connection: Connection) -> list[int]:
            return forgetting.of_source(current(connection, self._columns), name)

        return await self._database.read(read)

    async def forget(self, numbers: Sequence[int], cause: Cause, source: str | None = None) -> int:
        """Mark articles, in one step."""
        return await self._database.write(forgetting.mark, numbers, cause, source, self._clock())

    async def sweep(self, most: int) -> int:
        """Delete what belongs to the next few marked articles, in one transaction."""
        return await self._database.write(forgetting.sweep, most)

    async def pending(self) -> int:
        """How many articles are marked and not deleted yet."""
        return await self._database.read(forgetting.pending)

    async def scrub(self) -> bool:
        """Zero what the files hold beside their content; false while a reader is in the way."""
        deletions = await self._database.read(forgetting.unscrubbed)
        if deletions is None:
            return True
        status = await _run(wiping.__file__, str(self._database.path))
        if status == wiping.DONE:
            await self._database.write(forgetting.scrubbed, deletions)
        elif status != wiping.BLOCKED:
            raise StoreError(f"what was forgotten may have left traces in {self._database.path}: wiping it failed")
        return status == wiping.DONE

    async def barred(self, documents: Sequence[RawDocument]) -> Mapping[int, Cause]:
        """Places of the documents that must not come in again."""
        return await self._database.read(tombstones.barred, documents)

    async def barred_at(self, link: str) -> bool:
        """Whether what stands at this address must not come in again."""
        return await self._database.read(tombstones.barred_at, link)

    async def unforget(self, wanted: str) -> int:
        """Let in again what was forgotten."""
        return await self._database.write(tombstones.lift, wanted)

    async def gone(self, number: int) -> bool:
        """Whether there was an article of this number that is not in the store any more."""
        return await self._database.read(forgetting.gone, number)

    async def unchanged_since(self, moment: datetime) -> Sequence[int]:
        """Articles that came in before this and have not changed since."""
        return await self._database.read(retaining.unchanged_since, moment)

    async def retention(self) -> int | None:
        """For how many days articles are kept."""
        return await self._database.read(retaining.retention)

    async def set_retention(self, days: int | None) -> None:
        """Keep articles for so long."""
        await self._database.write(retaining.set_retention, days)

    async def aliases(self) -> Sequence[AliasPair]:
        """All that were set in this store."""
        return await self._database.read(naming.aliases)

    async def set_aliases(self, add: Sequence[AliasPair], drop: Sequence[AliasPair]) -> None:
        """Add some and drop some, in one step."""
        await self._database.write(naming.change, add, drop)

    async def note_failures(self, failed: Sequence[Failure]) -> None:
        """Remember these for some days."""
        await self._database.write(failures.note, failed, self._clock())

    async def failures(self, since: datetime, most: int) -> Sequence[FailureCount]:
        """Counts by reason, the commonest first."""
        return await self._database.read(failures.counts, since, most)

    async def check(self) -> Checked:
        """Read every page on a thread and a connection of its own, at low priority."""
        fault = await _alone(partial(checking.whole, self._database.path))
        self._checked = Checked(self._clock(), fault)
        if self._database.writable:
            try:
                await self._database.write(checking.remember, self._checked)
            except StoreError:
                # A damaged file may take no more; this process knows all the same.
                return self._checked
        return self._checked

    async def checked(self) -> Checked | None:
        """What the last check found, of this process or of another."""
        return self._checked or await self._database.read(checking.last)

    async def schema(self) -> int:
        """How many migrations the file has had."""
        return await self._database.read(checking.schema)


async def _alone(work: Callable[[], str | None]) -> str | None:
    """The result of work on a thread of its own, which nobody waits for who gives up, not even the process's end."""
    loop = asyncio.get_running_loop()
    result: asyncio.Future[str | None] = loop.create_future()

    def done(found: str | None) -> None:
        if not result.done():
            result.set_result(found)

    def run() -> None:
        found = work()
        with suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(done, found)

    Thread(target=run, name="store check", daemon=True).start()
    return await result


async def _run(script: str, *arguments: str) -> int:
    """The exit status of a Python script; one that nobody waits for any more is ended."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-I", script, *arguments)
    try:
        return await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
