"""How the texts of articles changed: which revision took the place of which, when and why."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import msgspec

from bot.core.article import Article
from bot.core.history import Cause, Change
from bot.core.ports import Prepared
from bot.store.sqlite.rows import article_of, digest_of

# A page that goes back and forth for ever fills no disk.
REMEMBERED = 50
GENERATION = "SELECT value FROM meta WHERE key = 'generation'"
UNBORN = f"DELETE FROM revision WHERE article = ? AND born > ({GENERATION})"  # noqa: S608 - of this file
REVISION = f"""
    SELECT revision.text, revision.digest,
           CASE revision.number WHEN prepared.revision THEN facts.facts ELSE retired.facts END
    FROM revision
    JOIN prepared ON prepared.article = revision.article
    LEFT JOIN facts ON facts.article = revision.article
    LEFT JOIN retired ON retired.article = revision.article AND retired.revision = revision.number
    WHERE revision.article = ? AND revision.number = ? AND born <= ({GENERATION})
"""  # noqa: S608 - a statement of this file
EDITED = """
    WITH edited AS (
        SELECT article, min(number) AS first, max(number) AS last FROM change
        WHERE cause = 'edit' AND at > ? GROUP BY article
    )
    SELECT edited.article, opened.before, closed.after, closed.at FROM edited
    JOIN change AS opened ON opened.number = first JOIN change AS closed ON closed.number = last
    WHERE opened.before != closed.after ORDER BY closed.at DESC, edited.article LIMIT ?
"""


def place_of(connection: sqlite3.Connection, number: int, text: str) -> tuple[int, bool]:
    """The revision that has this text, or the next one; and whether it is there already."""
    row = connection.execute(
        "SELECT number FROM revision WHERE article = ? AND text = ? ORDER BY number DESC LIMIT 1", (number, text)
    ).fetchone()
    if row:
        return int(row[0]), True
    (last,) = connection.execute("SELECT max(number) FROM revision WHERE article = ?", (number,)).fetchone()
    return int(last) + 1, False


def drop_unborn(connection: sqlite3.Connection, number: int) -> None:
    """Forget the texts that an index being built, or one that was given up, has made of an article."""
    connection.execute(UNBORN, (number,))


def retire(connection: sqlite3.Connection, number: int, revision: int, facts: str) -> None:
    """Keep the facts of a text that is no longer answered from, or soon will not be."""
    connection.execute(
        "INSERT OR REPLACE INTO retired (article, revision, facts) VALUES (?, ?, ?)", (number, revision, facts)
    )


def cause_of(digest: str, fingerprint: str, prepared: Prepared) -> Cause:
    """Why the text is another than that of the document `digest`, which the pipeline `fingerprint` prepared."""
    if digest == prepared.raw.digest:
        return "pipeline"
    return "edit" if fingerprint == prepared.fingerprint else "either"


def write(connection: sqlite3.Connection, change: Change) -> None:
    """Remember a change, and of one article only the latest."""
    connection.execute(
        "INSERT INTO change (article, before, after, at, cause) VALUES (?, ?, ?, ?, ?)",
        (change.article, change.before, change.after, change.at.isoformat(), change.cause),
    )
    connection.execute(
        "DELETE FROM change WHERE article = ? AND number <="
        " (SELECT number FROM change WHERE article = ? ORDER BY number DESC LIMIT 1 OFFSET ?)",
        (change.article, change.article, REMEMBERED),
    )


def changes(connection: sqlite3.Connection, number: int, limit: int) -> list[Change]:
    """The changes of one article, newest first."""
    rows = connection.execute(
        "SELECT article, before, after, at, cause FROM change WHERE article = ? ORDER BY number DESC LIMIT ?",
        (number, limit),
    )
    return [_change(*row) for row in rows]


def edited_since(connection: sqlite3.Connection, moment: datetime, limit: int) -> list[Change]:
    """Each article that was edited after the moment: from before its first edit to after its last."""
    rows = connection.execute(EDITED, (moment.astimezone(UTC).isoformat(), limit))
    return [_change(number, before, after, at, "edit") for number, before, after, at in rows]


def revision(connection: sqlite3.Connection, number: int, wanted: int) -> Article | None:
    """What was prepared from one revision."""
    row = connection.execute(REVISION, (number, wanted)).fetchone()
    if row is None or row[2] is None or digest_of(row[0]) != row[1]:
        return None
    try:
        return article_of(row[2], row[0])
    except msgspec.MsgspecError:
        return None


def _change(number: int, before: int, after: int, at: str, cause: Cause) -> Change:
    return Change(number, before, after, datetime.fromisoformat(at), cause)
