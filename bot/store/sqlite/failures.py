"""What could not be taken in, kept for some days and bounded, so that a broken archive cannot fill the store."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.keeping import Failure, FailureCount
from bot.store.sqlite.rows import storable

DAYS = 7
MOST = 10_000
LONGEST = 500

COUNTS = """
    SELECT reason, count(*), max(failed), source, max(at) FROM failure
    WHERE at >= ? GROUP BY reason ORDER BY count(*) DESC, max(at) DESC LIMIT ?
"""


def note(connection: sqlite3.Connection, failures: Sequence[Failure], now: datetime) -> None:
    """Remember these, the newest time of each; the oldest go."""
    rows = [
        (storable(item.source[:LONGEST]), storable(item.reason[:LONGEST]), item.failed, now.isoformat())
        for item in failures[-MOST:]
    ]
    connection.executemany("INSERT OR REPLACE INTO failure (source, reason, failed, at) VALUES (?, ?, ?, ?)", rows)
    connection.execute("DELETE FROM failure WHERE at < ?", ((now - timedelta(days=DAYS)).isoformat(),))
    (count,) = connection.execute("SELECT count(*) FROM failure").fetchone()
    if count > MOST:
        connection.execute(
            "DELETE FROM failure WHERE (source, reason) IN (SELECT source, reason FROM failure ORDER BY at LIMIT ?)",
            (count - MOST,),
        )


def counts(connection: sqlite3.Connection, since: datetime, most: int) -> list[FailureCount]:
    """Counts by reason since a moment, the commonest first."""
    # SQLite takes the other columns of a group from the row of its max().
    rows = connection.execute(COUNTS, (since.isoformat(), most))
    return [
        FailureCount(reason, number, bool(failed), source, datetime.fromisoformat(at))
        for reason, number, failed, source, at in rows
    ]
