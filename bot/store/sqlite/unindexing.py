"""Taking articles out of the index wholly: postings, stems, words and topics that no other article has."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from bot.core.errors import StoreError
from bot.pipeline.terms import keys_of
from bot.store.sqlite import topics
from bot.store.sqlite.columns import BLOCK
from bot.store.sqlite.postings import RECORD
from bot.store.sqlite.rows import storable

PLACES = 2**16


def remove(connection: sqlite3.Connection, articles: Mapping[int, Sequence[str]]) -> None:
    """Take these articles out, each of which was counted under its topics."""
    blocks: defaultdict[int, list[int]] = defaultdict(list)
    terms: defaultdict[int, set[str]] = defaultdict(set)
    for number in articles:
        block, place = divmod(number, BLOCK)
        blocks[block].append(place)
        terms[block] |= _terms(connection, number)
    rare = [term for block, places in blocks.items() for term in _shorten(connection, block, places, terms[block])]
    connection.executemany("DELETE FROM stems WHERE article = ?", ((number,) for number in articles))
    _drop_words(connection, rare)
    topics.count(connection, [((), names) for names in articles.values()])
    _drop_topics(connection, {storable(name) for names in articles.values() for name in names})


def _terms(connection: sqlite3.Connection, number: int) -> set[str]:
    row = connection.execute("SELECT title, sentences, others FROM stems WHERE article = ?", (number,)).fetchone()
    return set(" ".join(row).split()) if row else set()


def _shorten(connection: sqlite3.Connection, block: int, places: list[int], terms: Iterable[str]) -> list[str]:
    """Take the places out of the block's postings; the terms of which nothing is left there."""
    emptied = []
    # A table to look places up in: for blobs as short as these it takes a thirtieth of np.isin.
    gone = np.zeros(PLACES, bool)
    gone[places] = True
    for term in sorted(terms):
        row = connection.execute("SELECT data FROM posting WHERE block = ? AND term = ?", (block, term)).fetchone()
        if row is None:
            continue
        if len(row[0]) % RECORD.itemsize:
            raise StoreError("the store's index is damaged; put a backup in its place with `restore`")
        records = np.frombuffer(row[0], RECORD)
        left = records[~gone[records["place"]]].tobytes()
        if left:
            connection.execute("UPDATE posting SET data = ? WHERE block = ? AND term = ?", (left, block, term))
        else:
            connection.execute("DELETE FROM posting WHERE block = ? AND term = ?", (block, term))
            emptied.append(term)
    return emptied


def _drop_words(connection: sqlite3.Connection, terms: Iterable[str]) -> None:
    """Forget words that stand in no article any more."""
    blocks = [number for (number,) in connection.execute("SELECT number FROM block ORDER BY number DESC")]
    for term in terms:
        found = "SELECT 1 FROM posting WHERE block = ? AND term = ?"
        if not any(connection.execute(found, (block, term)).fetchone() for block in blocks):
            connection.execute("DELETE FROM term WHERE term = ?", (term,))


def _drop_topics(connection: sqlite3.Connection, names: Iterable[str]) -> None:
    """Forget topics that no article has any more."""
    for stems in set(keys_of(list(names))):
        row = connection.execute("SELECT number FROM topic WHERE stems = ? AND articles <= 0", (stems,)).fetchone()
        if row:
            connection.executemany(
                "DELETE FROM topic_stem WHERE stem = ? AND topic = ?", ((stem, row[0]) for stem in stems.split())
            )
            connection.execute("DELETE FROM topic WHERE number = ?", row)
