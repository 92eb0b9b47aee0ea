"""For how long articles are kept, and which of them have been here for longer."""

from __future__ import annotations

import sqlite3
from datetime import datetime


def unchanged_since(connection: sqlite3.Connection, moment: datetime) -> list[int]:
    """Articles that came in before this and have not changed since."""
    rows = connection.execute(
        "SELECT number FROM article JOIN prepared ON article = number WHERE updated < ? AND revision > 0"
        " ORDER BY number",
        (moment.isoformat(),),
    )
    return [number for (number,) in rows]


def retention(connection: sqlite3.Connection) -> int | None:
    """For how many days articles are kept."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'retention_days'").fetchone()
    return int(row[0]) if row else None


def set_retention(connection: sqlite3.Connection, days: int | None) -> None:
    """Set or drop it; what was too old for a shorter time may come in again."""
    before = retention(connection)
    if days is None:
        connection.execute("DELETE FROM meta WHERE key = 'retention_days'")
    else:
        connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('retention_days', ?)", (days,))
    if before is not None and (days is None or days > before):
        connection.execute("DELETE FROM tombstone WHERE cause = 'age'")
