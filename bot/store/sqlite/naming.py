"""Names that mean the same, as admins set them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from bot.core.keeping import AliasPair
from bot.store.sqlite.rows import storable


def aliases(connection: sqlite3.Connection) -> list[AliasPair]:
    """All of them."""
    return [AliasPair(*row) for row in connection.execute("SELECT name, means FROM alias ORDER BY name, means")]


def change(connection: sqlite3.Connection, add: Sequence[AliasPair], drop: Sequence[AliasPair]) -> None:
    """Add and drop; other processes see by the count of changes that there is something to read again."""
    connection.executemany("DELETE FROM alias WHERE name = ? AND means = ?", ((p.name, p.means) for p in drop))
    connection.executemany(
        "INSERT OR IGNORE INTO alias (name, means) VALUES (?, ?)", ((storable(p.name), storable(p.means)) for p in add)
    )
    connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'change'")
