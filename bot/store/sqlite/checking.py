"""Whether a store file is whole: a look that costs a tenth of a second at each start, and one that reads every page."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import threading
import time
from datetime import datetime
from pathlib import Path

from bot.core.errors import StoreError
from bot.core.keeping import Checked
from bot.store.sqlite.columns import Columns, current
from bot.store.sqlite.database import address, connect
from bot.store.sqlite.faults import damaged

GLANCE_BYTES = 64 * 1024 * 1024  # read in some 50 ms
GLANCE_SECONDS = 0.1
WANTED = frozenset({"meta", "article", "revision", "raw"})
TABLES = (
    "meta",
    "source",
    "block",
    "topic",
    "article",
    "address",
    "term",
    "posting",
    "stems",
    "prepared",
    "facts",
    "revision",
    "raw",
)
NICE = 10
BUSY_SECONDS = 30.0


def glance(connection: sqlite3.Connection, path: Path) -> None:
    """Raise `StoreError` where a quick look finds damage; small stores are looked at wholly."""
    fault = _cut(connection, path) or _unlike(connection) or _quick(connection, path) or _known(connection)
    if fault:
        raise damaged(path, fault)
    try:
        current(connection, Columns())
    except StoreError:
        raise damaged(path, "its index has blocks of a wrong size") from None


def _cut(connection: sqlite3.Connection, path: Path) -> str | None:
    """Whether bytes are missing at the end; SQLite itself notices when whole pages are.

    The file itself is not opened: to close it would drop the locks that this process has on it through SQLite, and
    another process could then take away the log that is still written to.
    """
    if _has_log(path):
        return None
    (page,) = connection.execute("PRAGMA page_size").fetchone()
    return "it is cut off in the middle of a page" if path.stat().st_size % page else None


def _unlike(connection: sqlite3.Connection) -> str | None:
    missing = sorted(WANTED - _tables(connection))
    return f"it has no table {missing[0]}" if missing else None


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _quick(connection: sqlite3.Connection, path: Path) -> str | None:
    if path.stat().st_size <= GLANCE_BYTES:
        return _first(connection, "PRAGMA quick_check(1)")
    end = time.monotonic() + GLANCE_SECONDS
    there = _tables(connection)
    for table in filter(there.__contains__, TABLES):
        if time.monotonic() > end:
            break
        if fault := _first(connection, f"PRAGMA quick_check({table})"):
            return fault
    return None


def _known(connection: sqlite3.Connection) -> str | None:
    """What an earlier check found, if it is so still; that is worth a whole check."""
    checked = last(connection)
    return _first(connection, "PRAGMA integrity_check(1)") if checked and checked.fault else None


def _first(connection: sqlite3.Connection, check: str) -> str | None:
    """The first complaint of a check, in one line."""
    said = next((row[0] for row in connection.execute(check)), "ok")
    return None if said == "ok" else " ".join(said.replace("*** in database main ***", "").split())


def whole(path: Path) -> str | None:
    """Read every page; the first fault, or null. For a thread of its own, which it makes a patient one for good."""
    if sys.platform == "linux":
        # There the priority is a thread's own.
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
    try:
        connection = connect(address(path, "ro"), BUSY_SECONDS)
        try:
            return _cut(connection, path) or _first(connection, "PRAGMA integrity_check(1)")
        finally:
            connection.close()
    except sqlite3.Error as problem:
        return str(problem)


def remember(connection: sqlite3.Connection, checked: Checked) -> None:
    """Note what a check found, for other processes."""
    said = json.dumps({"at": checked.at.isoformat(), "fault": checked.fault})
    connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('last_check', ?)", (said,))


def last(connection: sqlite3.Connection) -> Checked | None:
    """What was noted last."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'last_check'").fetchone()
    if row is None:
        return None
    said = json.loads(row[0])
    return Checked(datetime.fromisoformat(said["at"]), said["fault"])


def schema(connection: sqlite3.Connection) -> int:
    """How many migrations the file has had."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0
