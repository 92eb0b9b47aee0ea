"""Messages that are being posted, and those that are known to be there."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from bot.core.posts import Begun


def begin(connection: sqlite3.Connection, key: str, now: datetime) -> Begun:
    """Note a message as begun, if it is not known; what is known of it."""
    added = connection.execute("INSERT OR IGNORE INTO post (key, begun) VALUES (?, ?)", (key, now.isoformat()))
    if added.rowcount:
        return Begun(now)
    begun, done = connection.execute("SELECT begun, done FROM post WHERE key = ?", (key,)).fetchone()
    return Begun(datetime.fromisoformat(begun), new=False, done=bool(done))


def end(connection: sqlite3.Connection, key: str) -> None:
    """Note a message as there."""
    connection.execute("UPDATE post SET done = 1 WHERE key = ?", (key,))
