"""Connections: one that writes, a few that read, each used by one thread at a time.

A whole piece of work runs on a thread in one go. A hop to a thread costs about as much as twenty statements, so an
answer that hopped for each statement would spend most of its time on the way.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import LifoQueue
from typing import Concatenate, ParamSpec, TypeVar

from bot.store.sqlite.faults import explained, read_only

READERS = 3
WRITER_CACHE_KIB = 16_384
READER_CACHE_KIB = 4_096
CHECKPOINT_PAGES = 4000
LONGEST_WAL = 64 * 1024 * 1024

P = ParamSpec("P")
T = TypeVar("T")


class Pool:
    """Connections of one kind, and as many threads; the connection used last is used next, its cache is warm."""

    def __init__(self, path: Path, size: int, connect: Callable[[], sqlite3.Connection], begin: str) -> None:
        self._path = path
        self._begin = begin
        self._free: LifoQueue[sqlite3.Connection] = LifoQueue()
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="store")
        for _ in range(size):
            self._free.put(connect())

    async def run(self, work: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do `work` in one transaction on a thread; a caller that gives up does not stop it half way."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: self._transact(work, *args, **kwargs))

    def _transact(self, work: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        connection = self._free.get()
        try:
            with explained(self._path), transaction(connection, self._begin):
                return work(connection, *args, **kwargs)
        finally:
            self._free.put(connection)

    def close(self) -> None:
        """Wait for what is under way and let go."""
        self._threads.shutdown()
        while not self._free.empty():
            self._free.get().close()


class Database:
    """A store file that has been checked and brought up to date."""

    def __init__(self, path: Path, *, writable: bool, immutable: bool, busy_seconds: float) -> None:
        self.path = path
        self.writable = writable
        mode = "rw" if writable else "ro"
        uri = f"{path.absolute().as_uri()}?mode={mode}" + ("&immutable=1" if immutable else "")
        with explained(path):
            self._readers = Pool(path, READERS, lambda: _reader(uri, busy_seconds), "BEGIN")
            self._writer = Pool(path, 1, lambda: _writer(uri, busy_seconds), "BEGIN IMMEDIATE") if writable else None

    async def read(self, work: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do `work` on one consistent state of the store."""
        return await self._readers.run(work, *args, **kwargs)

    async def write(
        self, work: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Do `work` wholly or not at all."""
        if self._writer is None:
            raise read_only(self.path)
        return await self._writer.run(work, *args, **kwargs)

    def close(self) -> None:
        """Let go of the file; the last one to leave empties the write-ahead log into it."""
        with explained(self.path):
            self._readers.close()
            if self._writer is not None:
                self._writer.close()


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


def connect(uri: str, busy_seconds: float) -> sqlite3.Connection:
    """A bare connection; transactions are begun and ended by hand."""
    return sqlite3.connect(uri, uri=True, timeout=busy_seconds, isolation_level=None, check_same_thread=False)


def _reader(uri: str, busy_seconds: float) -> sqlite3.Connection:
    connection = connect(uri, busy_seconds)
    connection.execute("PRAGMA query_only = ON")
    connection.execute(f"PRAGMA cache_size = -{READER_CACHE_KIB}")
    return connection


def _writer(uri: str, busy_seconds: float) -> sqlite3.Connection:
    connection = connect(uri, busy_seconds)
    # FULL costs one flush a batch and keeps what was said to be saved through a power cut, too.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA cache_size = -{WRITER_CACHE_KIB}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    connection.execute(f"PRAGMA journal_size_limit = {LONGEST_WAL}")
    return connection
