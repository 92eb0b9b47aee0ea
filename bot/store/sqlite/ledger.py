"""The audit log, and command lines kept for buttons."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import datetime

from bot.core.ports import Deed
from bot.store.sqlite.rows import storable

LONGEST = 1100


def write_deed(connection: sqlite3.Connection, deed: Deed) -> None:
    """Add one entry."""
    line = storable(deed.line[:LONGEST])
    connection.execute(
        "INSERT INTO deed (at, platform, user, workspace, channel, line, outcome) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (deed.at.isoformat(), deed.platform, deed.user, deed.workspace, deed.channel, line, deed.outcome),
    )


def deeds(
    connection: sqlite3.Connection, limit: int, skip: int, user: str | None, since: datetime | None
) -> list[Deed]:
    """The newest entries first, `skip` of them left out; of one user, and since a moment, where that is asked."""
    rows = connection.execute(
        "SELECT at, platform, user, workspace, channel, line, outcome FROM deed"
        " WHERE (?1 IS NULL OR user = ?1 COLLATE NOCASE OR platform || ':' || user = ?1 COLLATE NOCASE)"
        " AND (?2 IS NULL OR at >= ?2) ORDER BY number DESC LIMIT ?3 OFFSET ?4",
        (user, since.isoformat() if since else None, limit, skip),
    )
    return [Deed(datetime.fromisoformat(at), *rest) for at, *rest in rows]


def keep_lines(connection: sqlite3.Connection, lines: Mapping[str, str]) -> None:
    """Remember these; one that is known stays as it is."""
    kept = [(token, storable(line)) for token, line in lines.items()]
    connection.executemany("INSERT OR IGNORE INTO kept_line (token, line) VALUES (?, ?)", kept)


def line(connection: sqlite3.Connection, token: str) -> str | None:
    """The line of a token."""
    row = connection.execute("SELECT line FROM kept_line WHERE token = ?", (token,)).fetchone()
    return None if row is None else str(row[0])
