"""Saving: what is already there, what is newer, what is new; all of a batch in one transaction.

Each function works on a connection whose transaction the caller has begun.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from bot.core.article import RawDocument
from bot.core.errors import StoreError
from bot.core.ports import Prepared, Saved
from bot.store.sqlite import indexing
from bot.store.sqlite.addresses import addresses_of
from bot.store.sqlite.indexing import Work
from bot.store.sqlite.rows import article_of, digest_of, facts_of, packed, storable


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
    saved = [_save_one(connection, _storable(prepared), now, todo) for prepared in batch]
    indexing.write(connection, todo, now)
    indexing.remember(connection, "last_ingest", now)
    return saved


def put(connection: sqlite3.Connection, number: int, prepared: Prepared, now: datetime) -> None:
    """Put a fresh preparation in place; nothing happens when a newer document came in meanwhile."""
    row = _row(connection, "number = ?", number)
    if row is None:
        raise StoreError(f"there is no article {number}")
    if row.digest == prepared.raw.digest:
        todo: dict[int, Work] = {}
        _renew(connection, row, _storable(prepared), todo)
        indexing.write(connection, todo, now)


def _save_one(connection: sqlite3.Connection, prepared: Prepared, now: datetime, todo: dict[int, Work]) -> Saved:
    addresses = addresses_of(prepared.raw)
    digest = prepared.raw.digest
    row = _at_address(connection, prepared.raw, addresses) or _row(connection, "digest = ?", digest)
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
    article = prepared.article
    cursor = connection.execute(
        "INSERT INTO article (revision, url, read, source, digest, fingerprint, arrived, updated)"
        " VALUES (1, ?, ?, 0, ?, ?, ?, ?)",
        (prepared.raw.url, article.read, prepared.raw.digest, prepared.fingerprint, now.isoformat(), now.isoformat()),
    )
    number = int(cursor.lastrowid or 0)
    _insert_revision(connection, number, 1, article.text, facts_of(article))
    _write_metadata(connection, number, 1, prepared)
    _put_addresses(connection, number, addresses)
    todo[number] = Work(prepared)
    return number


def _renew(connection: sqlite3.Connection, row: Row, prepared: Prepared, todo: dict[int, Work]) -> bool:
    """Store a newer preparation of an article; false when it says nothing that the stored one does not."""
    article = prepared.article
    text, old = connection.execute(
        "SELECT text, facts FROM revision WHERE article = ? AND number = ?", (row.number, row.revision)
    ).fetchone()
    revision = row.revision if text == article.text else row.revision + 1
    facts = facts_of(article)
    if revision > row.revision:
        _insert_revision(connection, row.number, revision, article.text, facts)
    else:
        connection.execute(
            "UPDATE revision SET facts = ?, digest = ? WHERE article = ? AND number = ?",
            (facts, digest_of(text), row.number, revision),
        )
    _write_metadata(connection, row.number, revision, prepared)
    earlier = todo.get(row.number)
    before = earlier.before if earlier and earlier.prepared else _topics(old)
    todo[row.number] = Work(prepared, before)
    return revision > row.revision or facts != old


def _topics(facts: str) -> tuple[str, ...]:
    try:
        return article_of(facts, "").topics
    except msgspec.MsgspecError:
        # Somebody changed the row by hand; `verify` says so, and what comes now mends it.
        return ()


def _insert_revision(connection: sqlite3.Connection, number: int, revision: int, text: str, facts: str) -> None:
    connection.execute(
        "INSERT INTO revision (article, number, digest, text, facts) VALUES (?, ?, ?, ?, ?)",
        (number, revision, digest_of(text), text, facts),
    )


def _write_metadata(connection: sqlite3.Connection, number: int, revision: int, prepared: Prepared) -> None:
    article = prepared.article
    metadata = (article.title, article.publisher, article.language, article.published)
    connection.execute(
        "UPDATE article SET revision = ?, url = coalesce(?, url), title = ?, publisher = ?, language = ?,"
        " published = ?, read = ?, digest = ?, fingerprint = ? WHERE number = ?",
        (
            revision,
            prepared.raw.url and storable(prepared.raw.url),
            *(value and storable(value) for value in metadata),
            article.read,
            prepared.raw.digest,
            prepared.fingerprint,
            number,
        ),
    )
    connection.execute("INSERT OR REPLACE INTO raw (article, document) VALUES (?, ?)", (number, packed(prepared.raw)))


def _storable(prepared: Prepared) -> Prepared:
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
    return _row(connection, "number = (SELECT article FROM address WHERE key = ?)", key)


def _row(connection: sqlite3.Connection, condition: str, value: str | int) -> Row | None:
    found = connection.execute(
        f"SELECT number, revision, digest, url FROM article WHERE {condition} ORDER BY number LIMIT 1",  # noqa: S608 - the conditions stand in this file
        (value,),
    ).fetchone()
    return Row(*found) if found else None
