"""Copies of articles: kept beside them, found by signature, and told from reports that only look alike.

A look-up reads a fixed number of keys, of each the newest articles that have it, and compares a few texts, whatever
the store holds. Each function works on a connection whose transaction the caller has begun.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from bot.core.copies import Copy
from bot.core.ports import Prepared
from bot.core.sameness import Report, fuller, same_report
from bot.store.sqlite.addresses import places_of
from bot.store.sqlite.indexing import source_number
from bot.store.sqlite.rows import storable

# A report of a mould shares its keys with all others of it; a copy comes soon after its article.
NEWEST = 16
COMPARED = 6
SHOWN = 100
KEYS = np.dtype("<i8")


@dataclass(frozen=True, slots=True)
class Seen:
    """What was last found at an address: the article it leads to, the copy of it, and the document's digest."""

    article: int
    copy: int | None
    digest: str | None


@dataclass(frozen=True, slots=True)
class Twin:
    """The article whose report a document is, and the revision that says so; whether the document tells it fuller."""

    article: int
    revision: int
    fuller: bool = False


def seen_at(connection: sqlite3.Connection, key: str) -> Seen | None:
    """What this address leads to."""
    row = connection.execute("SELECT article, copy, digest FROM address WHERE key = ?", (key,)).fetchone()
    return Seen(*row) if row else None


def put_addresses(connection: sqlite3.Connection, seen: Seen, addresses: Mapping[str, str]) -> bool:
    """Let these addresses lead there; whether any did not."""
    moved = False
    for key, address in addresses.items():
        before = seen_at(connection, key)
        if before == seen:
            continue
        moved |= before is None or (before.article, before.copy) != (seen.article, seen.copy)
        connection.execute(
            "INSERT INTO address (key, location, article, copy, digest) VALUES (?, ?, ?, ?, ?) ON CONFLICT (key) DO"
            " UPDATE SET article = excluded.article, copy = excluded.copy, digest = excluded.digest",
            (key, address, seen.article, seen.copy, seen.digest),
        )
    return moved


def sign(connection: sqlite3.Connection, number: int, signature: tuple[int, ...]) -> None:
    """Let an article be found by this signature and by no earlier one."""
    keys = np.array(signature, KEYS).tobytes()
    row = connection.execute("SELECT keys FROM signature WHERE article = ?", (number,)).fetchone()
    if row and row[0] == keys:
        return
    if row:
        old = np.frombuffer(row[0], KEYS).tolist()
        _unsign(connection, number, old)
    connection.execute("INSERT OR REPLACE INTO signature (article, keys) VALUES (?, ?)", (number, keys))
    connection.executemany(
        "INSERT OR IGNORE INTO signature_key (key, article) VALUES (?, ?)", [(key, number) for key in signature]
    )


def _unsign(connection: sqlite3.Connection, number: int, keys: Iterable[int]) -> None:
    connection.executemany("DELETE FROM signature_key WHERE key = ? AND article = ?", [(key, number) for key in keys])


def twin_of(connection: sqlite3.Connection, prepared: Prepared) -> Twin | None:
    """The article that this document is a copy of."""
    same = connection.execute(
        "SELECT number, prepared.revision FROM article JOIN prepared ON prepared.article = number WHERE digest = ?"
        " UNION ALL"
        " SELECT article, revision FROM copy WHERE digest = ? ORDER BY 1 LIMIT 1",
        (prepared.raw.digest, prepared.raw.digest),
    ).fetchone()
    if same:
        return Twin(*same)
    report = _report(prepared)
    for number in _alike(connection, prepared.signature):
        row = connection.execute(
            "SELECT text, title, published, revision FROM prepared JOIN revision ON revision.article = prepared.article"
            " AND revision.number = revision WHERE prepared.article = ?",
            (number,),
        ).fetchone()
        if row is None:  # on its way out
            continue
        stored = Report(*row[:3])
        if same_report(report, stored):
            return Twin(number, row[3])
        if fuller(report, stored):
            return Twin(number, row[3], fuller=True)
    return None


def _alike(connection: sqlite3.Connection, signature: Iterable[int]) -> list[int]:
    """The articles that share most of a signature, a few of them."""
    shared = Counter(
        number
        for key in signature
        for (number,) in connection.execute(
            "SELECT article FROM signature_key WHERE key = ? ORDER BY article DESC LIMIT ?", (key, NEWEST)
        )
    )
    return sorted(shared, key=lambda number: (-shared[number], number))[:COMPARED]


def still(connection: sqlite3.Connection, copy: int, prepared: Prepared) -> bool:
    """Whether what a copy's page says now is still the report of its article, as it was or as it is."""
    rows = connection.execute(
        "SELECT DISTINCT text, prepared.title, prepared.published FROM copy"
        " JOIN prepared ON prepared.article = copy.article"
        " JOIN revision ON revision.article = copy.article AND revision.number IN (copy.revision, prepared.revision)"
        " WHERE copy.number = ?",
        (copy,),
    )
    report = _report(prepared)
    return any(text == report.text or same_report(report, Report(text, *about)) for text, *about in rows.fetchall())


def is_told(connection: sqlite3.Connection, twin: Twin, prepared: Prepared) -> bool:
    """Whether the very document is there already, of the same publisher: then it tells of no source."""
    about = (twin.article, prepared.raw.digest, prepared.article.publisher)
    return bool(
        connection.execute(
            "SELECT 1 FROM article JOIN prepared ON prepared.article = number WHERE (number, digest) = (?1, ?2)"
            " AND publisher IS ?3 UNION ALL"
            " SELECT 1 FROM copy WHERE (article, digest) = (?1, ?2) AND publisher IS ?3 LIMIT 1",
            about,
        ).fetchone()
    )


def step_aside(connection: sqlite3.Connection, number: int) -> None:
    """Keep an article's own document as a copy of its current text, so that a fuller one may take its place."""
    cursor = connection.execute(
        "INSERT INTO copy (article, revision, source, url, title, publisher, byline, published, digest, document,"
        " arrived) SELECT number, revision, source, url, title, publisher, json_extract(facts, '$.byline'),"
        " published, digest, document, arrived FROM article JOIN prepared ON prepared.article = number"
        " JOIN raw ON raw.article = number JOIN facts ON facts.article = number WHERE number = ?",
        (number,),
    )
    connection.execute("UPDATE address SET copy = ? WHERE article = ? AND copy IS NULL", (cursor.lastrowid, number))
    connection.execute("UPDATE article SET url = NULL WHERE number = ?", (number,))


def add(
    connection: sqlite3.Connection, twin: Twin, prepared: Prepared, addresses: Mapping[str, str], now: datetime
) -> None:
    """Keep a document as a copy; its addresses lead to the article."""
    cursor = connection.execute(
        "INSERT INTO copy (article, revision, source, url, title, publisher, byline, published, digest, document,"
        " arrived) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (twin.article, twin.revision, *_columns(connection, prepared, addresses), now.isoformat()),
    )
    put_addresses(connection, Seen(twin.article, cursor.lastrowid, prepared.raw.digest), addresses)


def digest_of(connection: sqlite3.Connection, copy: int) -> str:
    """The digest of a copy's document."""
    return str(connection.execute("SELECT digest FROM copy WHERE number = ?", (copy,)).fetchone()[0])


def page_of(connection: sqlite3.Connection, seen: Seen) -> str | None:
    """The address of the page behind an address, if it has one of its own."""
    table, number = ("article", seen.article) if seen.copy is None else ("copy", seen.copy)
    row = connection.execute(f"SELECT url FROM {table} WHERE number = ?", (number,)).fetchone()  # noqa: S608 - two names
    return row[0] if row else None


def renew(connection: sqlite3.Connection, copy: int, prepared: Prepared, addresses: Mapping[str, str]) -> bool:
    """Keep a newer document of a copy; whether it says anything else of itself."""
    before = _copies(connection, "number = ?", copy)
    connection.execute(
        "UPDATE copy SET source = ?, url = ?, title = ?, publisher = ?, byline = ?, published = ?, digest = ?,"
        " document = ? WHERE number = ?",
        (*_columns(connection, prepared, addresses), copy),
    )
    return _copies(connection, "number = ?", copy) != before


def drop(connection: sqlite3.Connection, copy: int) -> dict[str, str]:
    """Forget a copy; the addresses that led to it, by their keys, lead nowhere now."""
    rows = connection.execute("SELECT key, location FROM address WHERE copy = ? ORDER BY rowid", (copy,)).fetchall()
    connection.execute("DELETE FROM address WHERE copy = ?", (copy,))
    connection.execute("DELETE FROM copy WHERE number = ?", (copy,))
    return dict(rows)


def drop_all(connection: sqlite3.Connection, number: int) -> None:
    """Forget every copy of an article, and the signature it is found by."""
    connection.execute("DELETE FROM copy WHERE article = ?", (number,))
    row = connection.execute("SELECT keys FROM signature WHERE article = ?", (number,)).fetchone()
    if row:
        _unsign(connection, number, np.frombuffer(row[0], KEYS).tolist())
        connection.execute("DELETE FROM signature WHERE article = ?", (number,))


def digests_of(connection: sqlite3.Connection, number: int) -> list[str]:
    """The digests of the documents of an article's copies."""
    return [row[0] for row in connection.execute("SELECT digest FROM copy WHERE article = ?", (number,))]


def copies_of(connection: sqlite3.Connection, number: int) -> tuple[Copy, ...]:
    """The copies of an article in the order in which they came."""
    return _copies(connection, "article = ?", number)


def carried(connection: sqlite3.Connection, sources: list[int]) -> list[int]:
    """Numbers of the articles of which one of these sources has a copy."""
    listed = "[" + ",".join(map(str, sources)) + "]"
    rows = connection.execute(
        "SELECT DISTINCT article FROM copy WHERE source IN (SELECT value FROM json_each(?))", (listed,)
    )
    return [number for (number,) in rows]


def _copies(connection: sqlite3.Connection, condition: str, number: int) -> tuple[Copy, ...]:
    rows = connection.execute(
        f"SELECT publisher, title, url, published FROM copy WHERE {condition} ORDER BY number LIMIT {SHOWN}",  # noqa: S608 - the conditions stand in this file
        (number,),
    )
    return tuple(Copy(*row) for row in rows)


def _columns(
    connection: sqlite3.Connection, prepared: Prepared, addresses: Mapping[str, str]
) -> tuple[int | str | bytes | None, ...]:
    article, raw = prepared.article, prepared.raw
    publisher = article.publisher and storable(article.publisher)
    about = (raw.url, article.title, publisher, article.byline, article.published)
    return (
        source_number(connection, publisher or "", places_of(addresses.values())),
        *(value and storable(value) for value in about),
        raw.digest,
        raw.document,
    )


def _report(prepared: Prepared) -> Report:
    article = prepared.article
    return Report(article.text, article.title, article.published)
