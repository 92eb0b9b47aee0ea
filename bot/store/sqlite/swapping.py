"""Making the tables of a build, putting them in the place of those that are served, and removing what is left over.

The swap renames tables, which takes SQLite the same moment whatever they hold and is part of one transaction: readers
see all of the old or all of the new. The old ones are emptied a little at a time, for a large table is long in going.
"""

from __future__ import annotations

import re
import sqlite3
from datetime import datetime

from bot.store.sqlite import columns
from bot.store.sqlite.sides import LIVE, NEXT, OLD, TABLES, Side

SWEPT = 400
LISTED = 5

DEFINITION = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?"
INDEXES = "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL ORDER BY name"
GENERATION = "SELECT value FROM meta WHERE key = 'generation'"

# Texts and facts that no index has any more: those of a build that was given up, and of one that retired them in vain.
UNSEEN_TEXTS = f"DELETE FROM revision WHERE article BETWEEN ? AND ? AND born > ({GENERATION})"  # noqa: S608 - of this file
UNRETIRED = """
    DELETE FROM retired WHERE article BETWEEN ? AND ?
    AND revision = (SELECT prepared.revision FROM prepared WHERE prepared.article = retired.article)
"""
RENEWED_TEXTS = """
    INSERT INTO change (article, before, after, at, cause)
    SELECT prepared.article, old_prepared.revision, prepared.revision, ?, 'pipeline' FROM prepared
    JOIN old_prepared ON old_prepared.article = prepared.article AND old_prepared.revision != prepared.revision
    WHERE prepared.revision > 0
"""
RANGE = """
    SELECT min(article), max(article) FROM (SELECT article FROM old_prepared ORDER BY article LIMIT ?)
"""
SWEEPS = {
    "prepared": "DELETE FROM old_prepared WHERE article IN (SELECT article FROM old_prepared ORDER BY 1 LIMIT ?)",
    "facts": "DELETE FROM old_facts WHERE article IN (SELECT article FROM old_facts ORDER BY 1 LIMIT ?)",
    "dated": "DELETE FROM old_dated WHERE article IN (SELECT article FROM old_dated ORDER BY 1 LIMIT ?)",
    "stems": "DELETE FROM old_stems WHERE article IN (SELECT article FROM old_stems ORDER BY 1 LIMIT ?)",
    "block": "DELETE FROM old_block WHERE number IN (SELECT number FROM old_block ORDER BY 1 LIMIT ? / 20)",
    "posting": """
        DELETE FROM old_posting
        WHERE (block, term) IN (SELECT block, term FROM old_posting ORDER BY 1, 2 LIMIT ? * 10)
    """,
    "topic": "DELETE FROM old_topic WHERE number IN (SELECT number FROM old_topic ORDER BY 1 LIMIT ? * 5)",
    "topic_stem": """
        DELETE FROM old_topic_stem
        WHERE (stem, topic) IN (SELECT stem, topic FROM old_topic_stem ORDER BY 1, 2 LIMIT ? * 10)
    """,
}

MISSING = """
    SELECT article.number FROM article
    LEFT JOIN next_prepared ON next_prepared.article = article.number
    LEFT JOIN revision ON revision.article = article.number AND revision.number = next_prepared.revision
    WHERE revision.number IS NULL AND article.number < (SELECT position FROM build)
    AND article.number NOT IN (SELECT article FROM forgetting)
    LIMIT ?
"""
MISSING_FACTS = """
    SELECT next_prepared.article FROM next_prepared
    WHERE NOT EXISTS (SELECT 1 FROM next_facts WHERE next_facts.article = next_prepared.article)
    OR NOT EXISTS (SELECT 1 FROM next_stems WHERE next_stems.article = next_prepared.article)
    LIMIT ?
"""
EXTRA = """
    SELECT article FROM next_prepared
    WHERE NOT EXISTS (SELECT 1 FROM article WHERE number = next_prepared.article) LIMIT ?
"""


def generation(connection: sqlite3.Connection) -> int:
    """How often a build was put in the place of what was served."""
    (value,) = connection.execute(GENERATION).fetchone()
    return int(value)


def create(connection: sqlite3.Connection) -> None:
    """Make the tables of a build, in the shape of those that are served."""
    served = generation(connection)
    for table in TABLES:
        (definition,) = connection.execute(DEFINITION, (table,)).fetchone()
        connection.execute(re.sub(r'^CREATE TABLE\s+"?\w+"?', f"CREATE TABLE {NEXT.prefix}{table}", definition))
        for place, (index,) in enumerate(connection.execute(INDEXES, (table,)).fetchall()):
            # Its name stays with the table when that is renamed, so each generation has names of its own.
            head = f"CREATE INDEX {table}_{served + 1}_{place} ON {NEXT.prefix}{table}"
            connection.execute(re.sub(r'^CREATE INDEX\s+"?\w+"?\s+ON\s+"?\w+"?', head, index))


def exchange(connection: sqlite3.Connection, now: datetime) -> None:
    """Let the build be served, and what was served be old."""
    _rename(connection, LIVE, OLD)
    _rename(connection, NEXT, LIVE)
    connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'generation'")
    connection.execute(RENEWED_TEXTS, (now.isoformat(),))
    _forget(connection)


def discard(connection: sqlite3.Connection) -> None:
    """Let the build be old."""
    _rename(connection, NEXT, OLD)
    _forget(connection)


def _rename(connection: sqlite3.Connection, one: Side, other: Side) -> None:
    # A build of an earlier version may lack a table that there is now.
    for table in _there(connection, one):
        connection.execute(f"ALTER TABLE {one.prefix}{table} RENAME TO {other.prefix}{table}")


def _forget(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM build")
    connection.execute("DELETE FROM build_failure")


def used(connection: sqlite3.Connection) -> tuple[Side, ...]:
    """The sides that are kept up to date: what is served, and what is being built."""
    return (LIVE, NEXT) if _there(connection, NEXT) else (LIVE,)


def by_article(connection: sqlite3.Connection) -> list[str]:
    """The tables of every side that have rows of single articles, by their names."""
    return [
        side.prefix + table
        for side in (LIVE, NEXT, OLD)
        for table in _there(connection, side)
        if table in ("prepared", "facts", "dated", "stems")
    ]


def is_unswept(connection: sqlite3.Connection) -> bool:
    """Whether old tables are left."""
    return bool(_there(connection, OLD))


def _there(connection: sqlite3.Connection, side: Side) -> list[str]:
    return [table for table in TABLES if connection.execute(DEFINITION, (side.prefix + table,)).fetchone()]


def sweep(connection: sqlite3.Connection) -> bool:
    """Remove some rows of the first old table, or the table when it is empty; false when none is left."""
    left = _there(connection, OLD)
    if not left:
        return False
    table = left[0]
    if table == "prepared":
        _sweep_texts(connection)
    if not connection.execute(SWEEPS[table], (SWEPT,)).rowcount:
        connection.execute(f"DROP TABLE {OLD.prefix}{table}")
    return True


def _sweep_texts(connection: sqlite3.Connection) -> None:
    first, last = connection.execute(RANGE, (SWEPT,)).fetchone()
    if first is not None:
        connection.execute(UNSEEN_TEXTS, (first, last))
        connection.execute(UNRETIRED, (first, last))


def gaps(connection: sqlite3.Connection) -> list[str]:
    """What the build lacks of what is served, one line each."""
    lines = [f"article {number} is not in it" for (number,) in connection.execute(MISSING, (LISTED,))]
    lines += [
        f"article {number} is there without its facts" for (number,) in connection.execute(MISSING_FACTS, (LISTED,))
    ]
    lines += [f"article {number} is in no other table" for (number,) in connection.execute(EXTRA, (LISTED,))]
    served, built = _counted(connection, LIVE), _counted(connection, NEXT)
    if served != built and not lines:
        lines.append(f"its columns have {built:,} articles where {served:,} are served")
    return lines


def _counted(connection: sqlite3.Connection, side: Side) -> int:
    """How many articles stand in the columns of a side, up to where the build has come."""
    (position,) = connection.execute("SELECT position FROM build").fetchone()
    return columns.counted(connection, side, position)
