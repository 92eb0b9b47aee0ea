"""What SQLite complains of, in the words of this program: no `sqlite3.Error` leaves the store."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
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


# "STRP", in the bytes of a file in which SQLite keeps the number of its program.
APPLICATION_ID, APPLICATION_ID_AT = 0x53545250, slice(68, 72)
NO_STORE = "{path} is no SQLite database, or its first page is damaged; set STORE_URL to another file, or {way_back}"
NO_ENTRY = "the store {path} cannot be opened; is its folder there, may this user write to it?"


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
    if kind == sqlite3.SQLITE_NOTADB:
        return StoreError(NO_STORE.format(path=path, way_back=way_back(path)))
    if kind == sqlite3.SQLITE_CANTOPEN:
        return StoreError(NO_ENTRY.format(path=path))
    if kind == sqlite3.SQLITE_CORRUPT or "decode to UTF-8" in str(error):
        return damaged(path, str(error))
    return StoreError(f"the store {path} cannot be used: {error}")


def damaged(path: Path, fault: str) -> StoreError:
    """What is said of a file that is not whole."""
    return StoreError(f"the store {path} is damaged ({fault}); {way_back(path)}")


def way_back(path: Path) -> str:
    """How to get a whole store again; names the newest copy beside this one, if there is one."""
    found = newest_copy(path)
    if found is None:
        return "put a backup in its place with `restore`: python -m bot restore FILE"
    of = f"{found.made:%-d %b %Y, %H:%M} UTC"
    return f"put a backup in its place with `restore`: python -m bot restore {found.path} (the newest here, of {of})"


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that `backup` wrote, and when."""

    path: Path
    made: datetime


def newest_copy(path: Path) -> Copy | None:
    """What `backup` wrote last into the folder of a store."""
    try:
        others = [file for file in path.parent.iterdir() if file.name != path.name and _looks_like_one(file)]
    except OSError:
        return None
    made = [Copy(file, at) for file in others if (at := _copied(file))]
    return max(made, key=lambda copy: copy.made, default=None)


def _looks_like_one(path: Path) -> bool:
    # What `restore` has put aside may be the very store that was damaged.
    if not path.is_file() or ".before-" in path.name:
        return False
    with path.open("rb") as file:
        header = file.read(100)
    return header.startswith(b"SQLite format 3") and int.from_bytes(header[APPLICATION_ID_AT], "big") == APPLICATION_ID


def _copied(path: Path) -> datetime | None:
    """When `backup` wrote this file; null when it did not."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = 'copied'").fetchone()
            return datetime.fromisoformat(row[0]) if row else None
    except (sqlite3.Error, ValueError):
        return None


def read_only(path: Path) -> StoreError:
    """What is said when something is to be written where nothing can be."""
    return StoreError(f"the store {path} can be read but not written to; check the permissions of it and its folder")


def _full(path: Path) -> StoreFull:
    return StoreFull(
        f"no room left on the disk of {path}: make room there; nothing that was in is lost; run the same command again"
    )
