"""Opening a file: made when it is not there, refused when it is not ours, read when it cannot be written."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

from bot.core.errors import StoreError
from bot.store.sqlite.checking import glance
from bot.store.sqlite.database import Database, address, connect
from bot.store.sqlite.faults import damaged, explained, newest_copy
from bot.store.sqlite.migrate import check, migrate, migrations

WAL_RETRY_SECONDS = 0.02
UNWRITABLE = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM})


async def open_file(path: Path, *, read_only: bool, busy_seconds: float) -> Database:
    """A database that is ready; raises `StoreError` with the reason when it cannot be."""
    access = await asyncio.to_thread(_prepare, path, read_only=read_only, busy_seconds=busy_seconds)
    return await Database.open(path, writable=access.writable, immutable=access.immutable, busy_seconds=busy_seconds)


@dataclass(frozen=True, slots=True)
class Access:
    """In what way a file can be used."""

    writable: bool
    immutable: bool = False


def _prepare(path: Path, *, read_only: bool, busy_seconds: float) -> Access:
    if path.is_dir():
        raise StoreError(f"{path} is a folder; STORE_URL must name a file in it, such as {path / 'sitrep.db'}")
    if path.is_file() and not path.stat().st_size and (near := newest_copy(path)):
        raise damaged(path, f"it is empty, though {near.path.name} is beside it")
    access = _access(path, read_only=read_only, busy_seconds=busy_seconds)
    with explained(path):
        connection = connect(address(path, "ro", immutable=access.immutable), busy_seconds)
        try:
            glance(connection, path)
        finally:
            connection.close()
    return access


def _access(path: Path, *, read_only: bool, busy_seconds: float) -> Access:
    if not read_only and _bring_up_to_date(path, busy_seconds):
        return Access(writable=True)
    if read_only and path.is_file() and _is_older(path, busy_seconds):
        _bring_up_to_date(path, busy_seconds)
    return Access(writable=False, immutable=_check_readable(path, busy_seconds))


def _is_older(path: Path, busy_seconds: float) -> bool:
    """Whether a newer version of the program opens the file for the first time; false where it cannot be told."""
    with explained(path):
        try:
            return 0 < _version(address(path, "ro"), path, busy_seconds) < len(migrations())
        except sqlite3.OperationalError:
            return False


def _bring_up_to_date(path: Path, busy_seconds: float) -> bool:
    """Make or migrate the file; false where it can be read but not written."""
    with explained(path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = connect(address(path, "rwc"), busy_seconds)
            try:
                _migrate(connection, path, busy_seconds)
            finally:
                connection.close()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF in UNWRITABLE and path.is_file():
                return False
            raise
    return True


def _migrate(connection: sqlite3.Connection, path: Path, busy_seconds: float) -> None:
    scripts = migrations()
    check(connection, path, len(scripts))
    _use_write_ahead_log(connection, busy_seconds)
    # Also where nothing is to be migrated: it fails here, not at the first save, when the file cannot be written.
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("ROLLBACK")
    migrate(connection, path, scripts)


def _use_write_ahead_log(connection: sqlite3.Connection, busy_seconds: float) -> None:
    """SQLite does not wait for others here as it does elsewhere, so we do."""
    give_up = time.monotonic() + busy_seconds
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            time.sleep(WAL_RETRY_SECONDS)
        else:
            return


def _check_readable(path: Path, busy_seconds: float) -> bool:
    """Whether the file must be read as immutable; raises `StoreError` when it cannot be read at all."""
    if not path.is_file():
        raise StoreError(f"there is no store at {path} yet; ingest something first")
    with explained(path):
        try:
            version = _version(address(path, "ro"), path, busy_seconds)
            immutable = False
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in UNWRITABLE or _has_log(path):
                raise
            # The log's index cannot be made in a folder that cannot be written; without a log none is needed.
            version = _version(address(path, "ro", immutable=True), path, busy_seconds)
            immutable = True
    newest = len(migrations())
    if version < newest:
        raise StoreError(f"{path} is of an older version of Sitrep; run any command once where it can be written")
    return immutable


def _version(uri: str, path: Path, busy_seconds: float) -> int:
    connection = connect(uri, busy_seconds)
    try:
        return check(connection, path, len(migrations()))
    finally:
        connection.close()


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0
