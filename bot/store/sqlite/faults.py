"""What SQLite complains of, in the words of this program: no `sqlite3.Error` leaves the store."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.core.errors import StoreBusy, StoreError, StoreFull

FULL_ERRNOS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

# A write that fails for no other reason SQLite could name: in practice a full disk, quota or size limit.
UNWRITTEN = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_IOERR_TRUNCATE,
        sqlite3.SQLITE_IOERR_SHMSIZE,
    }
)


REASONS = {
    sqlite3.SQLITE_NOTADB: "{path} is no SQLite database; set STORE_URL to another file",
    sqlite3.SQLITE_CORRUPT: "the store {path} is damaged ({error}); put a backup in its place with `restore`",
    sqlite3.SQLITE_CANTOPEN: "the store {path} cannot be opened; is its folder there, may this user write to it?",
}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Raise what happens inside as a `StoreError` that names the store and says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise explanation(error, path) from error
    except OSError as error:
        if error.errno in FULL_ERRNOS:
            raise _full(path) from error
        raise StoreError(f"the store {path} cannot be used: {error.strerror or error}") from error


def explanation(error: sqlite3.Error, path: Path) -> StoreError:
    """The same complaint as an error of ours."""
    code = getattr(error, "sqlite_errorcode", None) or 0
    if code in UNWRITTEN:
        return _full(path)
    kind = code & 0xFF
    if kind in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return StoreBusy(f"the store {path} is held by another process; wait for it to end and try again")
    if kind == sqlite3.SQLITE_READONLY:
        return read_only(path)
    return StoreError(REASONS.get(kind, "the store {path} cannot be used: {error}").format(path=path, error=error))


def read_only(path: Path) -> StoreError:
    """What is said when something is to be written where nothing can be."""
    return StoreError(f"the store {path} can be read but not written to; check the permissions of it and its folder")


def _full(path: Path) -> StoreFull:
    return StoreFull(
        f"no room left on the disk of {path}: make room there; nothing that was in is lost; run the same command again"
    )
