"""A copy of a store while it is used, and the way back.

The copy is made by `VACUUM INTO`: consistent, whatever is written meanwhile, and without what was deleted before. It
takes its name only once it is whole and was read again.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from bot.core.errors import StoreBusy, StoreError
from bot.store.sqlite import forgetting, wiping
from bot.store.sqlite.database import address, connect, transaction
from bot.store.sqlite.faults import APPLICATION_ID, explained
from bot.store.sqlite.migrate import check, migrations

LOG_FILES = ("-wal", "-shm")
SWEPT_AT_ONCE = 1000


def backup(path: Path, target: Path, now: datetime, busy_seconds: float) -> int:
    """Write a copy of the store at `path` to `target`; its size in bytes."""
    if not path.is_file():
        raise StoreError(f"there is no store at {path}; set STORE_URL to the one to copy")
    if target.is_dir():
        raise StoreError(f"{target} is a folder; name a file in it, such as {target / 'sitrep-backup.db'}")
    if not target.parent.is_dir():
        raise StoreError(f"there is no folder {target.parent}; make it, or name another")
    if target.exists() and target.samefile(path):
        raise StoreError(f"{target} is the store itself; name another file")
    with _beside(target) as part:
        with explained(path):
            connection = connect(address(path, "ro"), busy_seconds)
            try:
                connection.execute("VACUUM INTO ?", (str(part),))
            finally:
                connection.close()
        with explained(part):
            _finish(part, now)
        _examine(part)
        _keep(part, target)
    return target.stat().st_size


def _finish(part: Path, now: datetime) -> None:
    """Say in a copy that it is one, and delete from it what was still on its way out.

    What was still to be sent may have been sent by the time the copy is used, so it is looked for first.
    """
    connection = connect(address(part, "rw"), 0)
    try:
        connection.execute("PRAGMA secure_delete = ON")
        doomed = forgetting.pending(connection)
        with transaction(connection):
            connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('copied', ?)", (now.isoformat(),))
            connection.execute("UPDATE delivery SET unsure = 1 WHERE settled IS NULL")
            while forgetting.sweep(connection, SWEPT_AT_ONCE):
                pass
    finally:
        connection.close()
    if doomed:
        wiping.wipe_whole(part)


def restore(path: Path, source: Path, now: datetime, busy_seconds: float) -> Path | None:
    """Put the copy at `source` in the place of the store at `path`; where the old store was put, if there was one."""
    _examine(source)
    path.parent.mkdir(parents=True, exist_ok=True)
    with _beside(path) as part:
        _copy(source, part)
        aside = _aside(path, now, busy_seconds) if path.exists() else None
        _keep(part, path)
    return aside


def _examine(path: Path) -> None:
    """Raise `StoreError` unless this is a whole store of a version that can be read."""
    if not path.is_file():
        raise StoreError(f"there is no file at {path}")
    connection = connect(address(path, "ro", immutable=True), 0)
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        if application != APPLICATION_ID:
            raise StoreError(f"{path} is no store of Sitrep; name a file that `backup` wrote")
        check(connection, path, len(migrations()))
        faults = [fault for (fault,) in connection.execute("PRAGMA integrity_check(1)") if fault != "ok"]
    except sqlite3.DatabaseError as problem:
        faults = [str(problem)]
    finally:
        connection.close()
    if faults:
        raise StoreError(f"{path} is no whole store of Sitrep ({faults[0]}); name another file that `backup` wrote")


def _copy(source: Path, target: Path) -> None:
    with explained(source):
        given, taken = sqlite3.connect(address(source, "ro", immutable=True), uri=True), sqlite3.connect(target)
        try:
            given.backup(taken)
        finally:
            given.close()
            taken.close()


def _aside(path: Path, now: datetime, busy_seconds: float) -> Path:
    """Move the store out of the way, once nobody uses it any more."""
    _empty_log(path, busy_seconds)
    aside = path.with_name(f"{path.name}.before-{now:%Y%m%d-%H%M%S}")
    os.replace(path, aside)  # noqa: PTH105 - its error names both files
    for ending in LOG_FILES:
        path.with_name(path.name + ending).unlink(missing_ok=True)
    return aside


def _empty_log(path: Path, busy_seconds: float) -> None:
    """Bring what is in the log into the file; `StoreBusy` while another process has the store open.

    A damaged file is moved as it is: it is being replaced because it is damaged.
    """
    connection = sqlite3.connect(address(path, "rw"), uri=True, timeout=busy_seconds, isolation_level=None)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        # In this mode the file is locked for one process alone, which fails while a bot or a reader holds it open.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError as problem:
        if problem.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise StoreBusy(f"the store {path} is in use; stop the bot, then run the same command again") from problem
    except sqlite3.DatabaseError as problem:
        if problem.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise
    finally:
        connection.close()


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A file name beside `target`, on the same disk, that is gone in the end."""
    part = target.with_name(f"{target.name}.part-{os.getpid()}")
    part.unlink(missing_ok=True)
    try:
        with explained(target):
            yield part
    finally:
        part.unlink(missing_ok=True)


def _keep(part: Path, target: Path) -> None:
    """Make sure that a file is on the disk, then give it its name."""
    with part.open("rb") as written:
        os.fsync(written.fileno())
    os.replace(part, target)  # noqa: PTH105 - the same name in one step
