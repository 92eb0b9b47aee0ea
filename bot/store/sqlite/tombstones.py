"""What must not come in again: keyed hashes of addresses and digests, from which no word can be read.

A page's own address bars the page wherever it is found. The place where it was found bars only what has no other
address, and a numbered line of a file bars nothing, for lines move: there the digest does.
"""

from __future__ import annotations

import hmac
import re
import secrets
import sqlite3
from collections.abc import Iterable, Sequence
from typing import cast

from bot.core.article import RawDocument, Sealed
from bot.core.keeping import Cause
from bot.store.sqlite.addresses import addresses_of, keys_of_link

NUMBERED = re.compile(r"#line \d+\Z")
SIZE = 16
KEY = "forgotten_key"


def secret(connection: sqlite3.Connection) -> bytes:
    """The key of this store's hashes, made when it is first wanted."""
    connection.execute("INSERT OR IGNORE INTO meta (key, value) VALUES (?, ?)", (KEY, secrets.token_bytes(32)))
    return _secret(connection) or b""


def _secret(connection: sqlite3.Connection) -> bytes | None:
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (KEY,)).fetchone()
    return bytes(row[0]) if row else None


def mark_of(key: bytes, kind: str, value: str) -> bytes:
    """The hash of an `address`, a `digest` or a `source`."""
    return hmac.digest(key, f"{kind}\0{value}".encode("utf-8", "surrogatepass"), "sha256")[:SIZE]


def bury(connection: sqlite3.Connection, marks: Iterable[bytes], article: int, cause: str, whole: bytes | None) -> None:
    """Let nothing with these marks in again."""
    rows = ((mark, article, cause, whole) for mark in marks)
    connection.executemany("INSERT OR REPLACE INTO tombstone (mark, article, cause, whole) VALUES (?, ?, ?, ?)", rows)


def barred(connection: sqlite3.Connection, documents: Sequence[RawDocument | Sealed]) -> dict[int, Cause]:
    """Places of the documents that must not come in again, with the cause."""
    key = _secret(connection)
    if key is None or not _any(connection):
        return {}
    found = ((place, _cause(connection, key, raw)) for place, raw in enumerate(documents))
    return {place: cause for place, cause in found if cause is not None}


def barred_at(connection: sqlite3.Connection, link: str) -> bool:
    """The same for one address."""
    key = _secret(connection)
    return key is not None and any(_at(connection, key, address) for address in keys_of_link(link))


def lift(connection: sqlite3.Connection, wanted: str) -> int:
    """Forget that these must not come in: an article by number or address, or all of a source; how many articles."""
    key = _secret(connection)
    if key is None:
        return 0
    places = [mark_of(key, "address", address) for address in keys_of_link(wanted)]
    named = mark_of(key, "source", wanted.casefold())
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 12 else None
    marks = ", ".join("?" * len(places))
    rows = connection.execute(
        f"SELECT DISTINCT article FROM tombstone WHERE article = ? OR whole = ? OR mark IN ({marks})",  # noqa: S608 - marks alone
        (number, named, *places),
    ).fetchall()
    connection.executemany("DELETE FROM tombstone WHERE article = ?", rows)
    return len(rows)


def _any(connection: sqlite3.Connection) -> bool:
    asked = "SELECT EXISTS (SELECT 1 FROM tombstone) OR EXISTS (SELECT 1 FROM forgetting)"
    return bool(connection.execute(asked).fetchone()[0])


def _cause(connection: sqlite3.Connection, key: bytes, raw: RawDocument | Sealed) -> Cause | None:
    location, *pages = addresses_of(raw)
    places = pages or ([] if NUMBERED.search(location) else [location])
    causes = [_at(connection, key, address) for address in places]
    causes.append(_buried(connection, mark_of(key, "digest", raw.digest)))
    return next(filter(None, causes), None)


def _at(connection: sqlite3.Connection, key: bytes, address: str) -> Cause | None:
    """Why nothing may come in from this address: it is buried, or its article is on its way out."""
    row = connection.execute(
        "SELECT cause FROM forgetting WHERE article = (SELECT article FROM address WHERE key = ?)", (address,)
    ).fetchone()
    return cast("Cause", row[0]) if row else _buried(connection, mark_of(key, "address", address))


def _buried(connection: sqlite3.Connection, mark: bytes) -> Cause | None:
    row = connection.execute("SELECT cause FROM tombstone WHERE mark = ?", (mark,)).fetchone()
    return cast("Cause", row[0]) if row else None
