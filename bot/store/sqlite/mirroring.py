"""While an index is being built: what is saved goes into it, too, where it has the article already.

Articles are copied in the order of their numbers, so that one number tells which are there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.store.sqlite import indexing
from bot.store.sqlite.indexing import Work
from bot.store.sqlite.sides import NEXT

POSITION = "SELECT position FROM build"
COPY = """
    INSERT OR REPLACE INTO next_prepared
        (article, revision, title, publisher, language, published, read, source, fingerprint)
    SELECT article, revision, title, publisher, language, published, read, source, fingerprint
    FROM prepared WHERE article = ?
"""
COPY_FACTS = "INSERT OR REPLACE INTO next_facts (article, facts) SELECT article, facts FROM facts WHERE article = ?"
CLEAR_DATED = "DELETE FROM next_dated WHERE article = ?"
COPY_DATED = """
    INSERT INTO next_dated (article, published, sentences, mentions, stems)
    SELECT article, published, sentences, mentions, stems FROM dated WHERE article = ?
"""


def mirror(connection: sqlite3.Connection, todo: Mapping[int, Work]) -> None:
    """Do to the index that is being built what was just done to the one that is served."""
    row = connection.execute(POSITION).fetchone()
    behind = [number for number in todo if row and number < row[0]]
    if behind:
        works = {number: _work(connection, number, todo[number]) for number in behind}
        copy(connection, (number for number in behind if works[number].prepared))
        indexing.index(connection, NEXT, works)


def _work(connection: sqlite3.Connection, number: int, work: Work) -> Work:
    """The same work, with the topics that the article has in the index being built."""
    row = connection.execute("SELECT facts FROM next_facts WHERE article = ?", (number,)).fetchone()
    return replace(work, before=indexing.topics_of(row[0]) if row else None)


def copy(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Let articles stand in the index being built as they stand in the one that is served, but for search rows."""
    for number in numbers:
        connection.execute(COPY, (number,))
        connection.execute(COPY_FACTS, (number,))
        connection.execute(CLEAR_DATED, (number,))
        connection.execute(COPY_DATED, (number,))
