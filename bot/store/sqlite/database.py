"""Connections: one that writes, a few that read, each on the thread that aiosqlite keeps for it.

A whole piece of work runs there in one go. A hop to a thread costs about as much as twenty statements, so an answer
that hopped for each statement would spend most of its time on the way.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Self, TypeVar, cast

import aiosqlite

from bot.store.sqlite.faults import explained, read_only

READERS = 3
WRITER_CACHE_KIB = 16_384
READER_CACHE_KIB = 4_096
CHECKPOINT_PAGES = 4000
LONGEST_WAL = 64 * 1024 * 1024

P = ParamSpec("P")
T = TypeVar("T")


class Worker(aiosqlite.Connection):
    """A connection of aiosqlite that runs functions, not statements alone, on its thread."""

    async def work(self, function: Callable[[sqlite3.Connection], T]) -> T:
        """Run `function` on the connection's thread; a caller that gives up does not stop it half way."""
        return cast("T", await self._execute(lambda: function(self._conn)))  # type: ignore[no-untyped-call]


async def started(connect: Callable[[], sqlite3.Connection]) -> Worker:
    """A worker whose connection is open."""
    return cast("Worker", await Worker(connect, iter_chunk_size=64))


class Database:
    """A store file that has been checked and brought up to date; used from one event loop."""

    def __init__(self, path: Path, readers: list[Worker], writer: Worker | None) -> None:
        self.path = path
        self._workers = [*readers, *([writer] if writer else [])]
        self._writer = writer
        # The reader used last is used next: its cache is warm.
        self._free: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        for reader in readers:
            self._free.put_nowait(reader)

    @classmethod
    async def open(cls, path: Path, *, writable: bool, immutable: bool, busy_seconds: float) -> Self:
        """Open the connections; with `writable` one of them may write."""
        uri = address(path, "rw" if writable else "ro", immutable=immutable)
        with explained(path):
            readers = [await started(partial(_reader, uri, busy_seconds)) for _ in range(READERS)]
            writer = await started(partial(_writer, uri, busy_seconds)) if writable else None
        return cls(path, readers, writer)

    @property
    def writable(self) -> bool:
        """Whether anything can be written."""
        return self._writer is not None

    async def read(self, work: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do `work` on one consistent state of the store."""
        async with self._reader() as reader:
            return await self._run(reader, "BEGIN", work, *args, **kwargs)

    async def write(
        self, work: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Do `work` wholly or not at all; works wait for each other on the writer's own thread."""
        if self._writer is None:
            raise read_only(self.path)
        return await self._run(self._writer, "BEGIN IMMEDIATE", work, *args, **kwargs)

    async def _run(self, worker: Worker, begin: str, work: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        def transact(connection: sqlite3.Connection) -> T:
            with explained(self.path), transaction(connection, begin):
                return work(connection, *args, **kwargs)

        return await worker.work(transact)

    @asynccontextmanager
    async def _reader(self) -> AsyncIterator[Worker]:
        reader = await self._free.get()
        try:
            yield reader
        finally:
            self._free.put_nowait(reader)

    async def close(self) -> None:
        """Wait for what is under way and let go; the last one to leave empties the write-ahead log into the file."""
        with explained(self.path):
            for worker in self._workers:
                await worker.close()


@contextmanager
def transaction(connection: sqlite3.Connection, begin: str = "BEGIN IMMEDIATE") -> Iterator[None]:
    """All of what is done inside, or nothing."""
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    finally:
        # Not so after COMMIT, nor where SQLite itself has rolled back, as it does when the disk is full.
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def address(path: Path, mode: str, *, immutable: bool = False) -> str:
    """The file as SQLite's URI; `mode` is `ro`, `rw` or `rwc`."""
    return f"{path.absolute().as_uri()}?mode={mode}" + ("&immutable=1" if immutable else "")


def connect(uri: str, busy_seconds: float) -> sqlite3.Connection:
    """A bare connection; transactions are begun and ended by hand."""
    return sqlite3.connect(uri, uri=True, timeout=busy_seconds, isolation_level=None, check_same_thread=False)


def _reader(uri: str, busy_seconds: float) -> sqlite3.Connection:
    connection = connect(uri, busy_seconds)
    connection.execute("PRAGMA query_only = ON")
    connection.execute(f"PRAGMA cache_size = -{READER_CACHE_KIB}")
    return _held(connection)


def _writer(uri: str, busy_seconds: float) -> sqlite3.Connection:
    connection = connect(uri, busy_seconds)
    # FULL costs one flush a batch and keeps what was said to be saved through a power cut, too.
    connection.execute("PRAGMA synchronous = FULL")
    # What is forgotten must be gone from the file, too. FAST would leave whole pages as they were.
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute(f"PRAGMA cache_size = -{WRITER_CACHE_KIB}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    connection.execute(f"PRAGMA journal_size_limit = {LONGEST_WAL}")
    return _held(connection)


def _held(connection: sqlite3.Connection) -> sqlite3.Connection:
    """The connection after a first look, with which the lock begins that tells others that the file is in use."""
    connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
    return connection
