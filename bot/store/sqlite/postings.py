"""Which articles have a term and how often, packed three bytes an article into one blob for each block and term.

The key begins with the block: what arrives together lies together, and a save touches a few hundred pages at the end
of the tree instead of one page for every term of the language.
"""

from __future__ import annotations

import json
import sqlite3
import struct
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from bot.core.errors import StoreError
from bot.store.sqlite.columns import BLOCK, Array
from bot.store.sqlite.sides import Side

RECORD = np.dtype([("place", "<u2"), ("count", "u1")])
PACK = struct.Struct("<HB").pack
MOST = 255

APPEND = """
    INSERT INTO @posting (block, term, data) VALUES (?, ?, ?)
    ON CONFLICT (block, term) DO UPDATE SET data = CAST(data || excluded.data AS BLOB)
"""
SELECT = "SELECT data FROM @posting WHERE block = ? AND term = ?"
UPDATE = "UPDATE @posting SET data = ? WHERE block = ? AND term = ?"
DELETE = "DELETE FROM @posting WHERE block = ? AND term = ?"
FETCH = """
    SELECT posting.block, posting.data FROM json_each(?) AS wanted
    CROSS JOIN posting ON posting.block = wanted.value AND posting.term = ?
"""
SIZE = """
    SELECT coalesce(sum(length(posting.data)), 0) FROM json_each(?) AS wanted
    CROSS JOIN posting ON posting.block = wanted.value AND posting.term = ?
"""
SIZES = """
    SELECT posting.term, sum(length(posting.data)) FROM json_each(?) AS wanted
    CROSS JOIN json_each(?) AS stem
    CROSS JOIN posting ON posting.block = wanted.value AND posting.term = stem.value
    GROUP BY posting.term
"""


def append(connection: sqlite3.Connection, side: Side, found: Mapping[int, Mapping[str, int]]) -> None:
    """Add the terms of these articles, none of which may be indexed yet."""
    pending: defaultdict[int, dict[str, bytes]] = defaultdict(dict)
    for number, terms in found.items():
        block, place = divmod(number, BLOCK)
        blobs = pending[block]
        records = {count: PACK(place, min(count, MOST)) for count in set(terms.values())}
        for term, count in terms.items():
            blobs[term] = blobs.get(term, b"") + records[count]
    for block, blobs in pending.items():
        connection.executemany(side.sql(APPEND), ((block, term, blobs[term]) for term in sorted(blobs)))
    connection.executemany(
        "INSERT OR IGNORE INTO term (term) VALUES (?)", ((t,) for t in sorted({t for b in pending.values() for t in b}))
    )


def remove(connection: sqlite3.Connection, side: Side, number: int, terms: Iterable[str]) -> None:
    """Take an article out of the blobs of these terms."""
    block, place = divmod(number, BLOCK)
    select, update, delete = map(side.sql, (SELECT, UPDATE, DELETE))
    for term in terms:
        row = connection.execute(select, (block, term)).fetchone()
        if row is None:
            continue
        records = _records(row[0])
        left = records[records["place"] != place].tobytes()
        if left:
            connection.execute(update, (left, block, term))
        else:
            connection.execute(delete, (block, term))


def frequency(connection: sqlite3.Connection, term: str, blocks: Sequence[int]) -> int:
    """In how many articles a term stands; reads no blob."""
    (size,) = connection.execute(SIZE, (json.dumps(blocks), term)).fetchone()
    return int(size) // RECORD.itemsize


def frequencies(connection: sqlite3.Connection, terms: Sequence[str], blocks: Sequence[int]) -> dict[str, int]:
    """In how many articles of these blocks each term stands, where it stands in any; reads no blob."""
    rows = connection.execute(SIZES, (json.dumps(blocks), json.dumps(terms)))
    return {term: int(size) // RECORD.itemsize for term, size in rows}


def fetch(connection: sqlite3.Connection, term: str, blocks: Sequence[int]) -> tuple[Array, Array]:
    """Numbers of the articles that have the term, and how often it stands in each."""
    rows = connection.execute(FETCH, (json.dumps(blocks), term)).fetchall()
    records = _records(b"".join(data for _, data in rows))
    starts = np.array([block * BLOCK for block, _ in rows], np.int64)
    sizes = np.array([len(data) for _, data in rows], np.int64) // RECORD.itemsize
    return np.repeat(starts, sizes) + records["place"], records["count"].astype(np.float32)


def _records(blob: bytes) -> Array:
    if len(blob) % RECORD.itemsize:
        raise StoreError("the store's index is damaged; put a backup in its place with `restore`")
    return np.frombuffer(blob, RECORD)
