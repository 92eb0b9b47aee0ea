"""How far the store has come: numbers of articles and of changes, in the order in which they were handed out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from datetime import UTC, datetime

from bot.core.digests import Mark
from bot.core.history import Change

EDITED = """
    WITH edited AS (
        SELECT article, min(number) AS first, max(number) AS last FROM change
        WHERE cause = 'edit' AND number > ? AND number <= ? GROUP BY article
    )
    SELECT edited.article, opened.before, closed.after, closed.at FROM edited
    JOIN change AS opened ON opened.number = first JOIN change AS closed ON closed.number = last
    JOIN prepared ON prepared.article = edited.article AND prepared.revision > 0
    WHERE opened.before != closed.after ORDER BY last
"""
FORGOTTEN = """
    SELECT EXISTS (
        SELECT 1 FROM json_each(?) AS told LEFT JOIN prepared ON article = told.value AND revision > 0
        WHERE article IS NULL AND told.value <= (SELECT seq FROM sqlite_sequence WHERE name = 'article')
    )
"""


def mark(connection: sqlite3.Connection) -> Mark:
    """The last numbers that were handed out."""
    handed_out = dict(connection.execute("SELECT name, seq FROM sqlite_sequence WHERE name IN ('article', 'change')"))
    return Mark(handed_out.get("article", 0), handed_out.get("change", 0))


def mark_at(connection: sqlite3.Connection, at: datetime) -> Mark:
    """The same at a moment: of what is there, the newest that had come by then."""
    said = (at.astimezone(UTC).isoformat(),)
    article = connection.execute("SELECT number FROM article WHERE arrived <= ? ORDER BY number DESC LIMIT 1", said)
    change = connection.execute("SELECT number FROM change WHERE at <= ? ORDER BY number DESC LIMIT 1", said)
    return Mark(*((row.fetchone() or (0,))[0] for row in (article, change)))


def edits_between(connection: sqlite3.Connection, since: Mark, until: Mark) -> list[Change]:
    """Each article that was edited in between: from before its first edit to after its last."""
    rows = connection.execute(EDITED, (since.change, until.change))
    return [Change(number, before, after, datetime.fromisoformat(at), "edit") for number, before, after, at in rows]


def is_any_forgotten(connection: sqlite3.Connection, articles: Collection[int]) -> bool:
    """Whether one of these was in the store and is not any more."""
    return bool(connection.execute(FORGOTTEN, (json.dumps(list(articles)),)).fetchone()[0])
