"""Taking articles out of the index wholly: postings, stems, words and topics that no other article has."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from bot.core.errors import StoreError
from bot.pipeline.terms import keys_of
from bot.store.sqlite import swapping, topics
from bot.store.sqlite.columns import BLOCK
from bot.store.sqlite.indexing import STEMS_OF
from bot.store.sqlite.postings import DELETE, RECORD, SELECT, UPDATE
from bot.store.sqlite.rows import storable
from bot.store.sqlite.sides import Side

PLACES = 2**16


def remove(connection: sqlite3.Connection, side: Side, articles: Mapping[int, Sequence[str]]) -> None:
    """Take these articles out of one side, each of which was counted under its topics there."""
    blocks: defaultdict[int, list[int]] = defaultdict(list)
    terms: defaultdict[int, set[str]] = defaultdict(set)
    for number in articles:
        block, place = divmod(number, BLOCK)
        blocks[block].append(place)
        terms[block] |= _terms(connection, side, number)
    rare = [
        term for block, places in blocks.items() for term in _shorten(connection, side, block, places, terms[block])
    ]
    connection.executemany(side.sql("DELETE FROM @stems WHERE article = ?"), ((number,) for number in articles))
    _drop_words(connection, rare)
    topics.count(connection, side, [((), names) for names in articles.values()])
    _drop_topics(connection, side, {storable(name) for names in articles.values() for name in names})


def _terms(connection: sqlite3.Connection, side: Side, number: int) -> set[str]:
    row = connection.execute(side.sql(STEMS_OF), (number,)).fetchone()
    return set(" ".join(row).split()) if row else set()


def _shorten(
    connection: sqlite3.Connection, side: Side, block: int, places: list[int], terms: Iterable[str]
) -> list[str]:
    """Take the places out of the block's postings; the terms of which nothing is left there."""
    emptied = []
    select, update, delete = map(side.sql, (SELECT, UPDATE, DELETE))
    # A table to look places up in: for blobs as short as these it takes a thirtieth of np.isin.
    gone = np.zeros(PLACES, bool)
    gone[places] = True
    for term in sorted(terms):
        row = connection.execute(select, (block, term)).fetchone()
        if row is None:
            continue
        if len(row[0]) % RECORD.itemsize:
            raise StoreError("the store's index is damaged; put a backup in its place with `restore`")
        records = np.frombuffer(row[0], RECORD)
        left = records[~gone[records["place"]]].tobytes()
        if left:
            connection.execute(update, (left, block, term))
        else:
            connection.execute(delete, (block, term))
            emptied.append(term)
    return emptied


def _drop_words(connection: sqlite3.Connection, terms: Iterable[str]) -> None:
    """Forget words that stand in no article any more."""
    sides = swapping.used(connection)
    places = [
        (side.sql(SELECT), block)
        for side in sides
        for (block,) in connection.execute(side.sql("SELECT number FROM @block ORDER BY number DESC")).fetchall()
    ]
    for term in terms:
        if not any(connection.execute(select, (block, term)).fetchone() for select, block in places):
            connection.execute("DELETE FROM term WHERE term = ?", (term,))


def _drop_topics(connection: sqlite3.Connection, side: Side, names: Iterable[str]) -> None:
    """Forget topics that no article has any more."""
    for stems in set(keys_of(list(names))):
        row = connection.execute(
            side.sql("SELECT number FROM @topic WHERE stems = ? AND articles <= 0"), (stems,)
        ).fetchone()
        if row:
            connection.executemany(
                side.sql("DELETE FROM @topic_stem WHERE stem = ? AND topic = ?"),
                ((stem, row[0]) for stem in stems.split()),
            )
            connection.execute(side.sql("DELETE FROM @topic WHERE number = ?"), row)
