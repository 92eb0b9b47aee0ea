"""Saving: what is already there, what is newer, what is new; all of a batch in one transaction.

Each function works on a connection whose transaction the caller has begun.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.article import RawDocument, Sealed
from bot.core.errors import StoreError
from bot.core.history import Cause, Change
from bot.core.ports import Prepared, Saved
from bot.store.sqlite import copies, history, indexing, mirroring, sketching
from bot.store.sqlite.addresses import addresses_of
from bot.store.sqlite.copies import Seen
from bot.store.sqlite.indexing import Work
from bot.store.sqlite.rows import digest_of, facts_of, storable
from bot.store.sqlite.sides import LIVE

ROW = """
    SELECT article.number, prepared.revision, article.digest, prepared.fingerprint FROM article
    JOIN prepared ON prepared.article = article.number WHERE article.number = ?
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
    fingerprint: str


def known(connection: sqlite3.Connection, documents: Sequence[RawDocument]) -> frozenset[int]:
    """Places of the documents that their location gave last, where each of their addresses leads to the same."""
    return frozenset(place for place, raw in enumerate(documents) if _is_known(connection, raw))


def _is_known(connection: sqlite3.Connection, raw: RawDocument) -> bool:
    # An archive may hold two versions of a page: each location has its own last document, so that neither comes back
    # as news, while a page that is seen itself and has gone back to what it was before does.
    found = [copies.seen_at(connection, key) for key in addresses_of(raw)]
    seen = [item for item in found if item]
    led = {(item.article, item.copy) for item in seen}
    return len(seen) == len(found) and len(led) == 1 and seen[0].digest == raw.digest


def save(connection: sqlite3.Connection, batch: Sequence[Prepared], now: datetime) -> list[Saved]:
    """Decide about each document, in order, and write what is new of it."""
    todo: dict[int, Work] = {}
    saved = [_save_one(connection, with_storable_text(prepared), now, todo) for prepared in batch]
    _index(connection, todo, now)
    indexing.remember(connection, "last_ingest", now)
    return saved


def put(connection: sqlite3.Connection, number: int, prepared: Prepared, now: datetime) -> None:
    """Put a fresh preparation in place; nothing happens when a newer document came in meanwhile."""
    row = _row(connection, number)
    if row.digest == prepared.raw.digest:
        todo: dict[int, Work] = {}
        _renew(connection, row, with_storable_text(prepared), now, todo)
        _index(connection, todo, now)


def _index(connection: sqlite3.Connection, todo: Mapping[int, Work], now: datetime) -> None:
    """Bring the index in line, and the one that is being built where it has these articles already."""
    if todo:
        indexing.remember(connection, "last_index", now)
        indexing.index(connection, LIVE, todo)
        sketching.enqueue(connection, [number for number, work in todo.items() if work.prepared])
        mirroring.mirror(connection, todo)


def _save_one(connection: sqlite3.Connection, prepared: Prepared, now: datetime, todo: dict[int, Work]) -> Saved:
    addresses = addresses_of(prepared.raw)
    digest = prepared.raw.digest
    seen = _at_address(connection, prepared.raw, addresses)
    if seen is None:
        return _save_new(connection, prepared, addresses, now, todo)
    if seen.copy is not None:
        return _save_copy(connection, prepared, seen, now, todo)
    row = _row(connection, seen.article)
    if copies.put_addresses(connection, Seen(row.number, None, digest), addresses):
        todo.setdefault(row.number, Work(None))
    if row.digest == digest or not _renew(connection, row, prepared, now, todo):
        return Saved("unchanged", row.number)
    connection.execute("UPDATE article SET updated = ? WHERE number = ?", (now.isoformat(), row.number))
    return Saved("updated", row.number)


def _save_new(
    connection: sqlite3.Connection,
    prepared: Prepared,
    addresses: Mapping[str, str],
    now: datetime,
    todo: dict[int, Work],
) -> Saved:
    """A document at addresses that lead nowhere yet: a copy of an article, or an article."""
    twin = copies.twin_of(connection, prepared)
    if twin is None:
        return Saved("added", _add(connection, prepared, addresses, now, todo))
    if twin.fuller:
        return _save_fuller(connection, prepared, twin.article, addresses, now, todo)
    told = copies.is_told(connection, twin, prepared)
    copies.add(connection, twin, prepared, addresses, now)
    todo.setdefault(twin.article, Work(None))
    return Saved("unchanged" if told else "added", twin.article)


def _save_fuller(
    connection: sqlite3.Connection,
    prepared: Prepared,
    number: int,
    addresses: Mapping[str, str],
    now: datetime,
    todo: dict[int, Work],
) -> Saved:
    """The whole of a report that is stored cut: it becomes the article's next text, the cut one its copy."""
    row = _row(connection, number)
    copies.step_aside(connection, number)
    copies.put_addresses(connection, Seen(number, None, prepared.raw.digest), addresses)
    _renew(connection, row, prepared, now, todo, "fuller")
    return Saved("added", number)


def _save_copy(
    connection: sqlite3.Connection, prepared: Prepared, seen: Seen, now: datetime, todo: dict[int, Work]
) -> Saved:
    """A document at the address of a copy, which may have become another report: then it is no copy any more."""
    addresses = addresses_of(prepared.raw)
    copy = seen.copy or 0
    if copies.digest_of(connection, copy) == prepared.raw.digest:
        copies.put_addresses(connection, replace(seen, digest=prepared.raw.digest), addresses)
        return Saved("unchanged", seen.article)
    todo.setdefault(seen.article, Work(None))
    if not copies.still(connection, copy, prepared):
        return _save_new(connection, prepared, copies.drop(connection, copy) | addresses, now, todo)
    copies.put_addresses(connection, replace(seen, digest=prepared.raw.digest), addresses)
    return Saved("updated" if copies.renew(connection, copy, prepared, addresses) else "unchanged", seen.article)


def _at_address(connection: sqlite3.Connection, raw: Sealed, addresses: Mapping[str, str]) -> Seen | None:
    """What one of the addresses leads to.

    A page's own address says more than the place where it was found: the lines of a file move, pages do not. So a
    place where another page was found before does not make this document a newer version of that page.
    """
    location, *pages = addresses
    for key in pages:
        if seen := copies.seen_at(connection, key):
            return seen
    seen = copies.seen_at(connection, location)
    another = seen is not None and pages and copies.page_of(connection, seen) and seen.digest != raw.digest
    return None if another else seen


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
    copies.put_addresses(connection, Seen(number, None, prepared.raw.digest), addresses)
    copies.sign(connection, number, prepared.signature)
    todo[number] = Work(prepared)
    return number


def _renew(
    connection: sqlite3.Connection,
    row: Row,
    prepared: Prepared,
    now: datetime,
    todo: dict[int, Work],
    cause: Cause | None = None,
) -> bool:
    """Store a newer preparation of an article; false when it says nothing that the stored one does not."""
    article = prepared.article
    text, old = connection.execute(CURRENT, (row.number,)).fetchone()
    # A reindex may have prepared a text of its own from the document that is now replaced.
    history.drop_unborn(connection, row.number)
    same = text == article.text
    revision, there = (row.revision, True) if same else history.place_of(connection, row.number, article.text)
    if there:
        connection.execute(
            "UPDATE revision SET digest = ? WHERE article = ? AND number = ?",
            (digest_of(article.text), row.number, revision),
        )
    else:
        insert_revision(connection, row.number, revision, article.text)
    if not same:
        history.retire(connection, row.number, row.revision, old)
        cause = cause or history.cause_of(row.digest, row.fingerprint, prepared)
        history.write(connection, Change(row.number, row.revision, revision, now, cause))
    _keep_document(connection, row.number, prepared.raw)
    indexing.derive(connection, LIVE, row.number, revision, prepared)
    copies.sign(connection, row.number, prepared.signature)
    earlier = todo.get(row.number)
    before = earlier.before if earlier and earlier.prepared else indexing.topics_of(old)
    todo[row.number] = Work(prepared, before)
    return not same or facts_of(article) != old


def insert_revision(connection: sqlite3.Connection, number: int, revision: int, text: str, born: int = 0) -> None:
    """Store a text of an article, which is seen from generation `born` of the index on."""
    connection.execute(
        "INSERT INTO revision (article, number, digest, text, born) VALUES (?, ?, ?, ?, ?)",
        (number, revision, digest_of(text), text, born),
    )


def _keep_document(connection: sqlite3.Connection, number: int, raw: Sealed) -> None:
    connection.execute(
        "UPDATE article SET url = coalesce(?, url), digest = ? WHERE number = ?",
        (raw.url and storable(raw.url), raw.digest, number),
    )
    connection.execute("INSERT OR REPLACE INTO raw (article, document) VALUES (?, ?)", (number, raw.document))


def with_storable_text(prepared: Prepared) -> Prepared:
    """The same, with a text that can be stored."""
    text = storable(prepared.article.text)
    return (
        prepared if text == prepared.article.text else replace(prepared, article=replace(prepared.article, text=text))
    )


def _row(connection: sqlite3.Connection, number: int) -> Row:
    found = connection.execute(ROW, (number,)).fetchone()
    if found is None:
        raise StoreError(f"there is no article {number}")
    return Row(*found)
