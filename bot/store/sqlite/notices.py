"""What somebody is to be told once."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.core.register import Notice
from bot.store.sqlite.rows import storable


def write(connection: sqlite3.Connection, notices: Sequence[Notice]) -> None:
    """Keep these; one that is known is left as it is."""
    connection.executemany(
        "INSERT OR IGNORE INTO notice (key, source, platform, user, words, at) VALUES (?, ?, ?, ?, ?, ?)",
        [(one.key, one.source, one.platform, one.user, storable(one.words), one.at.timestamp()) for one in notices],
    )


def untold(connection: sqlite3.Connection) -> list[Notice]:
    """Those that nobody was told, oldest first."""
    rows = connection.execute(
        "SELECT key, source, platform, user, words, at FROM notice WHERE told IS NULL ORDER BY number"
    )
    return [
        Notice(key, source, platform, user, words, datetime.fromtimestamp(at, UTC))
        for key, source, platform, user, words, at in rows
    ]


def told(connection: sqlite3.Connection, notice: Notice, now: datetime) -> None:
    """This one was told."""
    connection.execute(
        "UPDATE notice SET told = ? WHERE key = ? AND platform = ? AND user = ?",
        (now.timestamp(), notice.key, notice.platform, notice.user),
    )


def drop(connection: sqlite3.Connection, sources: Sequence[int]) -> None:
    """What was not told yet of these sources is no news any more."""
    connection.executemany("DELETE FROM notice WHERE source = ? AND told IS NULL", [(number,) for number in sources])
