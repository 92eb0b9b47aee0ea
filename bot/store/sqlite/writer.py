"""Saving: what is already there, what is newer, what is new; all of a batch in one transaction.

Each function works on a connection whose transaction the caller has begun.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.article import RawDocument
from bot.core.errors import StoreError
from bot.core.ports import Prepared, Saved
from bot.store.sqlite import indexing, mirroring
from bot.store.sqlite.addresses import addresses_of
from bot.store.sqlite.indexing import Work
from bot.store.sqlite.rows import digest_of, facts_of, packed, storable
from bot.store.sqlite.sides import LIVE

ROW = """
    SELECT article.number, prepared.revision, article.digest, article.url FROM article
    JOIN prepared ON prepared.article = article.number
"""
CURRENT = """
    SELECT revision.text, facts.facts FROM prepared
    JOIN revision ON revision.article = prepared.article AND revision.number = prepared.revision
    JOIN facts ON facts.article = prepared.article
    WHERE prepared.article = ?
"""


@dataclass(frozen=True, slots=True)
class Row:
    """What is to be known of a stored article in order to decide about a document."""

    number: int
    revision: int
    digest: str
    url: str | None


def known(connection: sqlite3.Connection, documents: Sequence[RawDocument]) -> frozenset[int]:
    """Places of the documents that are stored as they are, under each of their addresses."""
    return frozenset(place for place, raw in enumerate(documents) if _is_known(connection, raw))


def _is_known(connection: sqlite3.Connection, raw: RawDocument) -> bool:
    rows = {_row_at(connection, key) for key in addresses_of(raw)}
    row = rows.pop() if len(rows) == 1 else None
    return row is not None and row.digest == raw.digest


def save(connection: sqlite3.Connection, batch: Sequence[Prepared], now: datetime) -> list[Saved]:
    """Decide about each document, in order, and write what is new of it."""
    todo: dict[int, Work] = {}
    saved = [_save_one(connection, with_storable_text(prepared), now, todo) for prepared in batch]
    _index(connection, todo, now)
    indexing.remember(connection, "last_ingest", now)
    return saved


def put(connection: sqlite3.Connection, number: int, prepared: Prepared, now: datetime) -> None:
    """Put a fresh preparation in place; nothing happens when a newer document came in meanwhile."""
    row = _row(connection, "article.number = ?", number)
    if row is None:
        raise StoreError(f"there is no article {number}")
    if row.digest == prepared.raw.digest:
        todo: dict[int, Work] = {}
        _renew(connection, row, with_storable_text(prepared), todo)
        _index(connection, todo, now)


def _index(connection: sqlite3.Connection, todo: Mapping[int, Work], now: datetime) -> None:
    """Bring the index in line, and the one that is being built where it has these articles already."""
    if todo:
        indexing.remember(connection, "last_index", now)
        indexing.index(connection, LIVE, todo)
        mirroring.mirror(connection, todo)


def _save_one(connection: sqlite3.Connection, prepared: Prepared, now: datetime, todo: dict[int, Work]) -> Saved:
    addresses = addresses_of(prepared.raw)
    digest = prepared.raw.digest
    row = _at_address(connection, prepared.raw, addresses) or _row(connection, "article.digest = ?", digest)
    if row is None:
        return Saved("added", _add(connection, prepared, addresses, now, todo))
    if _put_addresses(connection, row.number, addresses):
        todo.setdefault(row.number, Work(None))
    if row.digest == digest or not _renew(connection, row, prepared, todo):
        return Saved("unchanged", row.number)
    connection.execute("UPDATE article SET updated = ? WHERE number = ?", (now.isoformat(), row.number))
    return Saved("updated", row.number)


def _at_address(connection: sqlite3.Connection, raw: RawDocument, addresses: Mapping[str, str]) -> Row | None:
    """The article at one of the addresses.

    A page's own address says more than the place where it was found: the lines of a file move, pages do not. So a
    place where another page was found before does not make this document a newer version of that page.
    """
    location, *pages = addresses
    for key in pages:
        if row := _row_at(connection, key):
            return row
    row = _row_at(connection, location)
    another = row is not None and pages and row.url is not None and row.digest != raw.digest
    return None if another else row


def _add(
    connection: sqlite3.Connection,
    prepared: Prepared,
    addresses: Mapping[str, str],
    now: datetime,
    todo: dict[int, Work],
) -> int:
    cursor = connection.execute(
        "INSERT INTO article (digest, arrived, updated) VALUES (?, ?, ?)",
        (prepared.raw.digest, now.isoformat(), now.isoformat()),
    )
    number = int(cursor.lastrowid or 0)
    insert_revision(connection, number, 1, prepared.article.text)
    _keep_document(connection, number, prepared.raw)
    indexing.derive(connection, LIVE, number, 1, prepared)
    _put_addresses(connection, number, addresses)
    todo[number] = Work(prepared)
    return number


def _renew(connection: sqlite3.Connection, row: Row, prepared: Prepared, todo: dict[int, Work]) -> bool:
    """Store a newer preparation of an article; false when it says nothing that the stored one does not."""
    article = prepared.article
    text, old = connection.execute(CURRENT, (row.number,)).fetchone()
    # A reindex may have prepared a text of its own from the document that is now replaced.
    connection.execute("DELETE FROM revision WHERE article = ? AND number > ?", (row.number, row.revision))
    revision = row.revision if text == article.text else row.revision + 1
    if revision > row.revision:
        insert_revision(connection, row.number, revision, article.text)
        retire(connection, row.number, row.revision, old)
    else:
        connection.execute(
            "UPDATE revision SET digest = ? WHERE article = ? AND number = ?", (digest_of(text), row.number, revision)
        )
    _keep_document(connection, row.number, prepared.raw)
    indexing.derive(connection, LIVE, row.number, revision, prepared)
    earlier = todo.get(row.number)
    before = earlier.before if earlier and earlier.prepared else indexing.topics_of(old)
    todo[row.number] = Work(prepared, before)
    return revision > row.revision or facts_of(article) != old


def insert_revision(connection: sqlite3.Connection, number: int, revision: int, text: str) -> None:
    """Store a text of an article."""
    connection.execute(
        "INSERT INTO revision (article, number, digest, text) VALUES (?, ?, ?, ?)",
        (number, revision, digest_of(text), text),
    )


def retire(connection: sqlite3.Connection, number: int, revision: int, facts: str) -> None:
    """Keep the facts of a text that is no longer answered from, or soon will not be."""
    connection.execute(
        "INSERT OR REPLACE INTO retired (article, revision, facts) VALUES (?, ?, ?)", (number, revision, facts)
    )


def _keep_document(connection: sqlite3.Connection, number: int, raw: RawDocument) -> None:
    connection.execute(
        "UPDATE article SET url = coalesce(?, url), digest = ? WHERE number = ?",
        (raw.url and storable(raw.url), raw.digest, number),
    )
    connection.execute("INSERT OR REPLACE INTO raw (article, document) VALUES (?, ?)", (number, packed(raw)))


def with_storable_text(prepared: Prepared) -> Prepared:
    """The same, with a text that can be stored."""
    text = storable(prepared.article.text)
    return (
        prepared if text == prepared.article.text else replace(prepared, article=replace(prepared.article, text=text))
    )


def _put_addresses(connection: sqlite3.Connection, number: int, addresses: Mapping[str, str]) -> bool:
    """Let these addresses lead to the article; whether any did not."""
    new = [
        (key, address, number)
        for key, address in addresses.items()
        if connection.execute("SELECT article FROM address WHERE key = ?", (key,)).fetchone() != (number,)
    ]
    connection.executemany("INSERT OR REPLACE INTO address (key, location, article) VALUES (?, ?, ?)", new)
    return bool(new)


def _row_at(connection: sqlite3.Connection, key: str) -> Row | None:
    return _row(connection, "article.number = (SELECT article FROM address WHERE key = ?)", key)


def _row(connection: sqlite3.Connection, condition: str, value: str | int) -> Row | None:
    found = connection.execute(
        f"{ROW} WHERE {condition} ORDER BY article.number LIMIT 1",
        (value,),
    ).fetchone()
    return Row(*found) if found else None
